#!/usr/bin/env python3
"""Checks every row of pass/effects.def against the prototypes of the system's headers.

A C row is compared with what clang makes of the header's declaration: the IR gives number and kind of the
parameters, the result and variadicness, and the attributes that LLVM itself infers (readonly, writeonly,
returned); the AST gives const, pointer depth and the type of callbacks. Functions that no header declares are
checked against the prototypes in EXTRA below, which were copied from their specifications. A mangled C++ row is compared
with its demangled signature, and must be exported by the C++ library that is installed, if one is.

    effects_prototypes.py --clang clang-22 [--cxxfilt llvm-cxxfilt-22] [--rows pass/effects.def]
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HEADERS = """
aio.h arpa/inet.h assert.h crypt.h ctype.h dirent.h dlfcn.h errno.h execinfo.h fcntl.h fenv.h fnmatch.h ftw.h
getopt.h glob.h grp.h iconv.h ifaddrs.h inttypes.h langinfo.h libgen.h libintl.h link.h locale.h malloc.h math.h
mntent.h mqueue.h net/if.h netdb.h netinet/ether.h netinet/in.h nl_types.h poll.h pthread.h pty.h pwd.h regex.h
sched.h search.h semaphore.h shadow.h signal.h spawn.h stdio.h stdio_ext.h stdlib.h string.h strings.h
sys/epoll.h sys/eventfd.h sys/file.h sys/inotify.h sys/ioctl.h sys/mman.h sys/mount.h sys/msg.h sys/prctl.h
sys/random.h sys/resource.h sys/select.h sys/sem.h sys/sendfile.h sys/shm.h sys/signalfd.h sys/socket.h
sys/stat.h sys/statfs.h sys/statvfs.h sys/sysinfo.h sys/time.h sys/timerfd.h sys/times.h sys/types.h sys/uio.h
sys/un.h sys/utsname.h sys/wait.h sys/xattr.h syslog.h termios.h threads.h time.h uchar.h unistd.h utime.h
wchar.h wctype.h wordexp.h
""".split()

# Prototypes of functions that the headers of one glibc do not show: entry points that older or newer headers
# emit, GNU internals (Linux Standard Base), and the C++ runtime (Itanium C++ ABI; libgcc's unwind.h).
EXTRA = """
#undef basename
char *basename(const char *);
int __open_2(const char *, int);
int __open64_2(const char *, int);
int __openat_2(int, const char *, int);
int __openat64_2(int, const char *, int);
char *gets(char *);
size_t strlcpy(char *, const char *, size_t);
size_t strlcat(char *, const char *, size_t);
char *__strtok_r(char *, const char *, char **);
char *__stpcpy(char *, const char *);
void *__mempcpy(void *, const void *, size_t);
char *__dcgettext(const char *, const char *, int);
int __pthread_key_create(unsigned *, void (*)(void *));
int __register_atfork(void (*)(void), void (*)(void), void (*)(void), void *);
int __xpg_strerror_r(int, char *, size_t);
void *__memcpy_chk(void *, const void *, size_t, size_t);
void *__memmove_chk(void *, const void *, size_t, size_t);
void *__memset_chk(void *, int, size_t, size_t);
void *__mempcpy_chk(void *, const void *, size_t, size_t);
void *__memccpy_chk(void *, const void *, int, size_t, size_t);
char *__strcpy_chk(char *, const char *, size_t);
char *__strncpy_chk(char *, const char *, size_t, size_t);
char *__stpcpy_chk(char *, const char *, size_t);
char *__stpncpy_chk(char *, const char *, size_t, size_t);
char *__strcat_chk(char *, const char *, size_t);
char *__strncat_chk(char *, const char *, size_t, size_t);
size_t __strlcpy_chk(char *, const char *, size_t, size_t);
size_t __strlcat_chk(char *, const char *, size_t, size_t);
int __sprintf_chk(char *, int, size_t, const char *, ...);
int __snprintf_chk(char *, size_t, int, size_t, const char *, ...);
int __vsprintf_chk(char *, int, size_t, const char *, __gnuc_va_list);
int __vsnprintf_chk(char *, size_t, int, size_t, const char *, __gnuc_va_list);
char *__gets_chk(char *, size_t);
int _IO_getc(FILE *);
int _IO_putc(int, FILE *);
int __xstat(int, const char *, struct stat *);
int __xstat64(int, const char *, struct stat64 *);
int __lxstat(int, const char *, struct stat *);
int __lxstat64(int, const char *, struct stat64 *);
int __fxstat(int, int, struct stat *);
int __fxstat64(int, int, struct stat64 *);
int __fxstatat(int, int, const char *, struct stat *, int);
int __fxstatat64(int, int, const char *, struct stat64 *, int);
int revoke(const char *);
int __cxa_atexit(void (*)(void *), void *, void *);
int __cxa_thread_atexit(void (*)(void *), void *, void *);
int __cxa_thread_atexit_impl(void (*)(void *), void *, void *);
void __cxa_finalize(void *);
int __cxa_guard_acquire(unsigned long long *);
void __cxa_guard_release(unsigned long long *);
void __cxa_guard_abort(unsigned long long *);
void *__cxa_allocate_exception(size_t);
void __cxa_free_exception(void *);
void __cxa_throw(void *, void *, void (*)(void *));
void *__cxa_begin_catch(void *);
void *__cxa_get_exception_ptr(void *);
void *__cxa_current_exception_type(void);
char *__cxa_demangle(const char *, char *, size_t *, int *);
void *__dynamic_cast(const void *, const void *, const void *, ptrdiff_t);
struct _Unwind_Context;
struct _Unwind_Exception;
void _Unwind_Resume(struct _Unwind_Exception *);
int _Unwind_Resume_or_Rethrow(struct _Unwind_Exception *);
int _Unwind_RaiseException(struct _Unwind_Exception *);
void _Unwind_DeleteException(struct _Unwind_Exception *);
int _Unwind_Backtrace(int (*)(struct _Unwind_Context *, void *), void *);
unsigned long _Unwind_GetIP(struct _Unwind_Context *);
unsigned long _Unwind_GetIPInfo(struct _Unwind_Context *, int *);
void *_Unwind_FindEnclosingFunction(void *);
"""

# Written through a pointer to const on purpose.
CONST_WRITTEN = {
    "basename": "the row covers POSIX's basename too, which may write",
    "getopt": "argv is permuted despite its type",
    "getopt_long": "argv is permuted despite its type",
    "getopt_long_only": "argv is permuted despite its type",
    "regexec": "the compiled expression caches its states",
    "_ZNKSt8__detail20_Prime_rehash_policy11_M_next_bktEm": "a mutable member",
    "_ZNKSt8__detail20_Prime_rehash_policy14_M_need_rehashEmmm": "a mutable member",
    "_ZNKSt5ctypeIcE13_M_widen_initEv": "mutable caches",
    "_ZNSt6localeC1ERKS_": "counts a reference",
    "_ZNSt6localeaSERKS_": "counts a reference",
    "_ZNSt11logic_errorC1ERKS_": "counts a reference",
    "_ZNSt11logic_errorC2ERKS_": "counts a reference",
    "_ZNSt13runtime_errorC1ERKS_": "counts a reference",
    "_ZNSt13runtime_errorC2ERKS_": "counts a reference",
}

# >N into memory that is neither a pointer nor a structure.
STORED_IN_BYTES = {
    "getservbyname_r": "the buffer holds the list of aliases",
    "getservbyport_r": "the buffer holds the list of aliases",
    "gethostbyname_r": "the buffer holds the list of aliases",
    "gethostbyname2_r": "the buffer holds the list of aliases",
    "gethostbyaddr_r": "the buffer holds the list of aliases",
    "getpwnam_r": "", "getpwuid_r": "",
    "getgrnam_r": "the buffer holds the list of members",
    "getgrgid_r": "the buffer holds the list of members",
}

# Bytes declared as char that may well be pointers.
RAW_BYTES = {"mq_send", "mq_timedsend"}

# A non-const pointer to a pointer that is only read.
POINTER_READ = {"alphasort", "alphasort64", "versionsort", "versionsort64"}

# C++ functions with a nested name, but without `this`: those, and all instances of a function template.
FREE_TEMPLATES = ("_ZNSt3__16__sortI",)
STATIC_MEMBERS = {
    "_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE13_S_copy_charsEPcPKcS7_",
    "_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE13_S_copy_charsEPcS5_S5_",
    "_ZNSt19_Sp_make_shared_tag5_S_eqERKSt9type_info",
    "_ZNSt8__detail15_List_node_base4swapERS0_S1_",
    "_ZNSt3__120__throw_system_errorEiPKc",
    "_ZNSt3__121__throw_runtime_errorEPKc",
}


# --- The rows: a second, independent reading of the SPEC grammar -------------------------------------------

class Argument:
    def __init__(self, text):
        self.type, self.levels = text[:1], ["", "", "", ""]
        self.into, self.filled_from, self.callback = set(), set(), None
        self.flags = set()
        rest = text[1:]
        if self.type not in ("i", "d", "p", "."):
            raise ValueError("bad argument " + text)
        while rest:
            match = (re.match(r"(\**)([rwtkfb]+)", rest) or re.match(r"([<>])(\d+)", rest) or
                     re.match(r"(m|o)()", rest) or re.match(r"(l)\d-(\d)", rest) or re.match(r"(c)\(([^()]*)\)", rest))
            if not match or self.type in "id":
                raise ValueError("bad argument " + text)
            kind, value = match.groups()
            if kind == ">":
                self.into.add(int(value))
            elif kind == "<":
                self.filled_from.add(int(value))
            elif kind in ("m", "l", "o"):
                self.flags.add(kind)
            elif kind == "c":
                self.callback = [p.strip() for p in value.split(";")] if value.strip() else []
            else:
                self.levels[len(kind)] += value
            rest = rest[match.end():]


class Row:
    def __init__(self, name, spec):
        self.name, self.spec = name, spec
        match = re.fullmatch(r"([vidsp])((?:=\*?\d+\+?)*)(\??)\((.*)\)", spec)
        if not match:
            raise ValueError("bad SPEC " + spec)
        self.result, sources, _, arguments = match.groups()
        self.sources = re.findall(r"=(\*?)(\d+)(\+?)", sources)
        items = [a for a in re.split(r", ?(?![^(]*\))", arguments) if a]
        self.variadic = bool(items) and items[-1].startswith("...")
        self.rest = Argument("." + items.pop()[3:]) if self.variadic else None
        self.arguments = [Argument(a) for a in items]


def read_rows(path):
    """All rows, and what is wrong with lines: form, order within a section, names given twice."""
    rows, problems, names, previous = [], [], set(), ""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.startswith("EFFECT("):
            previous = ""
            continue
        match = re.fullmatch(r'EFFECT\("([^"]+)", "([^"]+)"\)', line)
        try:
            rows.append(Row(*match.groups()))
        except (AttributeError, ValueError) as error:
            problems.append(f"line {number}: {error}")
            continue
        name = match.group(1)
        if name in names:
            problems.append(f"line {number}: {name} has a row already")
        if name < previous:
            problems.append(f"line {number}: {name} is not in order")
        names.add(name)
        previous = name
    return rows, problems


# --- C: what clang says ------------------------------------------------------------------------------------

def run(command, text=None):
    result = subprocess.run(command, input=text, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stderr[:4000]}")
    return result.stdout


def prelude(declared=None):
    """All headers, then (when `declared` is known) the prototypes of EXTRA that they do not declare."""
    text = "".join(f"#if __has_include(<{h}>)\n#include <{h}>\n#endif\n" for h in HEADERS)
    if declared is None:
        return text
    for line in EXTRA.strip().splitlines():
        name = re.search(r"(\w+)\(", line)
        if not name or name.group(1) not in declared:
            text += line + "\n"
    return text


FLAGS = ["-x", "c", "-std=gnu17", "-w", "-O1", "-D_GNU_SOURCE", "-D_FORTIFY_SOURCE=2"]


def declarations(clang, text, directory):
    """{symbol: [(C name, parameter types, result)]} of all functions that the text declares."""
    source = directory / "ast.c"
    source.write_text(text)
    tree = json.loads(run([clang, *FLAGS, "-fsyntax-only", "-Xclang", "-ast-dump=json", str(source)]))
    found = {}
    for node in tree["inner"]:
        if node.get("kind") != "FunctionDecl":
            continue
        types = [p["type"].get("desugaredQualType", p["type"]["qualType"])
                 for p in node.get("inner", []) if p["kind"] == "ParmVarDecl"]
        for symbol in {node.get("mangledName", node["name"]), node["name"]}:
            entries = found.setdefault(symbol, [])
            entries.insert(0 if node["name"] == symbol else len(entries), (node["name"], types))
    return found


def split_top(text):
    """Splits at commas outside of all brackets."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        if c in "([{<":
            depth += 1
        elif c in ")]}>":
            depth -= 1
        elif c == "," and depth == 0:
            parts.append(text[start:i].strip())
            start = i + 1
    last = text[start:].strip()
    return parts + [last] if last else parts


def kind_of(ir_type):
    if ir_type.startswith("ptr"):
        return "p"
    if re.match(r"i\d+", ir_type):
        return "i"
    if re.match(r"(float|double|x86_fp80|fp128|half)\b", ir_type):
        return "d"
    return "v" if ir_type.startswith("void") else "s"


ATTRIBUTE = re.compile(r"\b(noundef|nonnull|noalias|signext|zeroext|nofree|readonly|writeonly|readnone|returned|"
                       r"allocptr|inreg|initializes\(.*?\)|captures\([^)]*\)|nocapture|align \d+|"
                       r"dereferenceable(_or_null)?\(\d+\)|range\([^)]*\))\s*")


def signatures(clang, text, names, directory):
    """{C name: (result kind, [(kind, attributes)], variadic)} from the IR of a file that uses each name."""
    source = directory / "ir.c"
    source.write_text(text + "".join(f"void *const probe_{i} = (void *){name};\n" for i, name in enumerate(names)))
    ir = run([clang, *FLAGS, "-S", "-emit-llvm", "-o", "-", str(source)])
    symbols = {int(i): s for i, s in re.findall(r'^@probe_(\d+) = .* ptr @"?([\w.$\\]+)"?', ir, re.M)}
    functions = {}
    for line in ir.splitlines():
        match = re.match(r'(?:declare|define)\s+(.*?)@"?([\w.$\\]+)"?\((.*)\)', line)
        if not match:
            continue
        head, symbol, inside = match.groups()
        depth, end = 1, 0
        for end, c in enumerate(inside + ")"):
            depth += (c == "(") - (c == ")")
            if depth == 0:
                break
        parameters = split_top(inside[:end])
        head = re.sub(r"\b(dso_local|available_externally|internal|hidden|linkonce_odr)\b\s*", "", head)
        result = kind_of(ATTRIBUTE.sub("", head).strip())
        functions[symbol] = (result, [(kind_of(p), p) for p in parameters if p != "..."], "..." in parameters)
    return {name: functions[symbols[i]] for i, name in enumerate(names) if symbols.get(i) in functions}


def layers(c_type):
    """Constness of the pointee at each level, outermost pointer first: const char *const * gives [True, True]."""
    if "(*" in c_type:
        return []
    base, *stars = re.sub(r"\b(restrict|__restrict|volatile)\b", "", c_type).split("*")
    consts = ["const" in base.split()] + ["const" in s.split() for s in stars]
    return list(reversed(consts[:-1]))


def check_c_row(row, signature, types):
    result, parameters, variadic = signature
    if row.result != result:
        yield f"result is '{result}', the row says '{row.result}'"
    if variadic != row.variadic:
        yield "variadic" if variadic else "not variadic"
    if [kind for kind, _ in parameters] != [a.type for a in row.arguments]:
        yield f"parameters are ({', '.join(k for k, _ in parameters)})"
        return
    for i, argument in enumerate(row.arguments):
        if argument.type == "p" and i < len(types):
            for problem in check_pointer(row, i, argument, types):
                yield f"argument {i} ({types[i]}): {problem}"
        for problem in check_inferred(row, i, argument, parameters[i][1]):
            yield f"argument {i}: {problem}"


def check_pointer(row, index, argument, types):
    """Compares one argument with its C type."""
    function = re.search(r"\(\*[\w ]*\)\((.*)\)$", types[index])
    if function:
        count = len([p for p in split_top(function.group(1)) if p not in ("void", "...")])
        if argument.callback is None and "k" not in argument.levels[0]:
            yield "a function pointer is neither called back nor kept"
        if argument.callback is not None and len(argument.callback) != count:
            yield f"the callback has {count} parameters"
        return
    if argument.callback is not None:
        yield "called back, but not a function pointer"
    depth = layers(types[index])
    for level, const in enumerate(depth):
        written = bool(set("wt") & set(argument.levels[level])) or (level == 0 and argument.filled_from)
        if const and written and row.name not in CONST_WRITTEN:
            yield f"written at level {level}, where it is const"
    numbers = re.search(r"\b(char|int|long|short|wchar_t|double)\b", types[index])
    if len(depth) == 1 and any(argument.levels[1:]) and numbers and row.name not in RAW_BYTES:
        yield "it points to plain numbers, but the row follows pointers there"
    for target in argument.into:
        if "*" not in types[target].replace("*", "", 1) and row.name not in STORED_IN_BYTES and \
                not re.search(r"\b(struct|union)\b", types[target]):
            yield f"stored into argument {target}, which is not a pointer to a pointer ({types[target]})"
    if len(depth) == 2 and not depth[0] and not set("wk") & set(argument.levels[0]) and \
            row.name not in POINTER_READ:
        yield "a pointer to a pointer that is not const is not written"


def check_inferred(row, index, argument, ir_parameter):
    """Compares one argument with the attributes that LLVM infers for this library function."""
    attributes = set(re.findall(r"\b(readonly|writeonly|readnone|returned)\b", ir_parameter))
    own = argument.levels[0]
    if attributes & {"readonly", "readnone"} and (set("wt") & set(own) or argument.filled_from) and \
            row.name not in CONST_WRITTEN:
        yield "LLVM infers readonly"
    if "writeonly" in attributes and not set("wtk") & set(own) and not argument.filled_from:
        yield "LLVM infers writeonly, the row does not write"
    if "returned" in attributes and ("", str(index), "") not in row.sources:
        yield "LLVM infers returned"


def check_c(rows, clang, directory):
    declared = declarations(clang, prelude(), directory)
    text = prelude(declared)
    declared = declarations(clang, text, directory)
    plain = {r.name: re.sub(r"^__isoc(99|23)_", "", r.name) for r in rows}
    chosen = {r.name: declared.get(r.name) or declared.get(plain[r.name]) for r in rows}
    names = sorted({entries[0][0] for entries in chosen.values() if entries})
    found = signatures(clang, text, names, directory)
    for row in rows:
        if not chosen[row.name]:
            yield row, "no header declares it and EXTRA does not either"
        elif chosen[row.name][0][0] not in found:
            yield row, "clang's IR does not show it"
        else:
            name, types = chosen[row.name][0]
            for problem in check_c_row(row, found[name], types):
                yield row, problem


# --- C++: the demangled signature --------------------------------------------------------------------------

CXX_INTEGER = re.compile(r"(un)?(signed )?(bool|char|wchar_t|short|int|long|long long|unsigned|_?_?size_t)( int)?|"
                         r"std::_Ios_(Openmode|Iostate|Seekdir)|unsigned (char|short|int|long|long long)")


def cxx_kind(text):
    if text.endswith(("*", "&")) or "(*)" in text or text.startswith("std::unique_ptr<"):
        return "p"
    if text in ("float", "double", "long double"):
        return "d"
    return "i" if CXX_INTEGER.fullmatch(text) else "s"


def cxx_parameters(demangled):
    """The parameters and whether `this` is const."""
    const = demangled.endswith(" const")
    text = demangled[:-6] if const else demangled
    depth, start = 0, len(text) - 1
    for start in range(len(text) - 1, -1, -1):
        depth += (text[start] == ")") - (text[start] == "(")
        if depth == 0:
            break
    # An empty class is not passed.
    return [p for p in split_top(text[start + 1:-1]) if not p.endswith("_iterator_tag")], const


def check_cxx_row(row, demangled):
    parameters, const = cxx_parameters(demangled)
    variadic = parameters[-1:] == ["..."]
    if variadic:
        parameters.pop()
    if variadic != row.variadic:
        yield "variadicness differs"
    member = row.name.startswith(("_ZN", "_ZNK")) and row.name not in STATIC_MEMBERS and \
        not row.name.startswith(FREE_TEMPLATES)
    extra = len(row.arguments) - len(parameters)
    least = 1 if member else 0
    if extra not in (least, least + 1) or (extra > least and row.result != "v"):
        yield f"{len(parameters)} parameters and {'this' if member else 'no this'} (one more for a class result)"
        return
    leading, own = row.arguments[:extra], row.arguments[extra:]
    if [cxx_kind(p) for p in parameters] != [a.type for a in own] or any(a.type != "p" for a in leading):
        yield "parameters are of other kinds"
    for argument, parameter in zip(own, parameters):
        if re.search(r"const[&*]$", parameter) and (set("wt") & set(argument.levels[0]) or argument.filled_from) and \
                row.name not in CONST_WRITTEN:
            yield f"written through {parameter}"
    if member and const and row.name not in CONST_WRITTEN and "w" in leading[-1].levels[0]:
        yield "a const member function writes *this"


def exported_symbols(clang):
    """The bytes of the C++ libraries that are installed."""
    data = {}
    for key, name in (("libstdc++", "libstdc++.so.6"), ("libc++", "libc++.so.1")):
        path = pathlib.Path(run([clang, f"-print-file-name={name}"]).strip())
        if path.is_file():
            data[key] = path.read_bytes()
    return data


def check_cxx(rows, clang, cxxfilt):
    if not cxxfilt:
        sys.exit("no llvm-cxxfilt or c++filt found: use --cxxfilt")
    names = run([cxxfilt], "\n".join(r.name for r in rows) + "\n").splitlines()
    libraries = exported_symbols(clang)
    for row, demangled in zip(rows, names):
        if demangled == row.name:
            yield row, "not a mangled name"
            continue
        for problem in check_cxx_row(row, demangled):
            yield row, f"{demangled}: {problem}"
        library = libraries.get("libc++" if "St3__1" in row.name else "libstdc++")
        if library and b"\0" + row.name.encode() + b"\0" not in library:
            yield row, f"{demangled}: the installed library does not export it"


def main():
    here = pathlib.Path(__file__).resolve()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clang", default="clang")
    parser.add_argument("--cxxfilt", default=shutil.which("llvm-cxxfilt") or shutil.which("c++filt"))
    parser.add_argument("--rows", type=pathlib.Path, default=here.parents[2] / "pass" / "effects.def")
    options = parser.parse_args()
    rows, problems = read_rows(options.rows)
    mangled = [r for r in rows if r.name.startswith("_Z")]
    others = [r for r in rows if not r.name.startswith("_Z")]
    with tempfile.TemporaryDirectory() as directory:
        for row, problem in [*check_c(others, options.clang, pathlib.Path(directory)),
                             *check_cxx(mangled, options.clang, options.cxxfilt)]:
            problems.append(f"{row.name} {row.spec}: {problem}")
    print("\n".join(problems) or f"{len(rows)} rows agree with the headers ({len(mangled)} of them C++)")
    return 1 if problems or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
