"""Moves local variables to the heap: the opposite of what is tested, for programs that allocate nothing.

csmith's programs have no heap. In a module as clang leaves it at -O1 before any pass, with names, each variable of
a scope has lifetime markers. They become malloc and free here: an object for each time the scope is entered, in
loops and under gotos, whose address goes wherever the program lets it go.
"""
import re
import subprocess

DECLARATIONS = {"malloc": "declare noalias ptr @malloc(i64) allockind(\"alloc,uninitialized\") allocsize(0) "
                          "\"alloc-family\"=\"malloc\"",
                "free": "declare void @free(ptr allocptr) allockind(\"free\") \"alloc-family\"=\"malloc\""}
NAME = r'%(?:[-\w.$]+|"[^"]*")'
ALLOCA = re.compile(rf"  ({NAME}) = alloca ((?!.*, i\d+ %).+?), align \d+(, !dbg !\d+)?$")
MARKER = re.compile(rf"  call void @llvm\.lifetime\.(start|end)\.p0\((?:i64 \d+, )?ptr (?:nonnull )?({NAME})\)"
                    r".*?(, !dbg !\d+)?$")


def variables_of(lines):
    """Name -> type of the variables that can move: with a scope, and used by no phi, in front of which nothing
    can be inserted."""
    types, scoped, in_phis = {}, set(), set()
    for line in lines:
        if found := ALLOCA.match(line):
            types[found[1]] = found[2]
        elif found := MARKER.match(line):
            scoped.add(found[2])
        elif " = phi " in line:
            in_phis.update(re.findall(NAME, line))
    return {name: kind for name, kind in types.items() if name in scoped and name not in in_phis}


def with_suffix(name, suffix):
    return f'{name[:-1]}{suffix}"' if name.endswith('"') else name + suffix


def heapify_function(lines):
    types = variables_of(lines)
    result = []
    for number, line in enumerate(lines):
        alloca, marker = ALLOCA.match(line), MARKER.match(line)
        if alloca and alloca[1] in types:
            result.append(f"  {with_suffix(alloca[1], '.at')} = alloca ptr, align 8{alloca[3] or ''}")
        elif marker and marker[2] in types:
            name, debug = marker[2], marker[3] or ""
            place, object_ = with_suffix(name, ".at"), with_suffix(name, f".{number}")
            if marker[1] == "start":
                size = f"ptrtoint (ptr getelementptr ({types[name]}, ptr null, i32 1) to i64)"
                result += [f"  {object_} = call ptr @malloc(i64 {size}){debug}",
                           f"  store ptr {object_}, ptr {place}, align 8{debug}"]
            else:
                result += [f"  {object_} = load ptr, ptr {place}, align 8{debug}",
                           f"  call void @free(ptr {object_}){debug}"]
        else:
            for name in dict.fromkeys(re.findall(NAME, line)):
                if name not in types:
                    continue
                use = with_suffix(name, f".{number}")
                result.append(f"  {use} = load ptr, ptr {with_suffix(name, '.at')}, align 8")
                line = re.sub(rf"{re.escape(name)}(?![-\w.$\"])", use.replace("\\", r"\\"), line)
            result.append(line)
    return result


def heapify(text):
    """The module, as text."""
    result, function = [], None
    for line in text.splitlines():
        if line.startswith("define "):
            function = []
        if function is None:
            result.append(line)
            continue
        function.append(line)
        if line == "}":
            result += heapify_function(function)
            function = None
    result += [declaration for name, declaration in DECLARATIONS.items()
               if not re.search(rf"^(declare|define) .*@{name}\(", text, re.MULTILINE)]
    return "\n".join(result) + "\n"


def generate(seed, folder):
    """csmith's program for a seed: C, prints a checksum, may run for ever. Leaves a file of its own in the folder."""
    return subprocess.run(["csmith", "--seed", str(seed), "--max-funcs", "6", "--concise"], check=True, cwd=folder,
                          capture_output=True, text=True, timeout=120).stdout
