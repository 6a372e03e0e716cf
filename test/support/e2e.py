#!/usr/bin/env python3
"""Builds one program with and without heap2stack, runs the builds, and compares them with its comments.

A test is a C or C++ file, its expectations are comment lines in it:

    // RUN: %e2e %s
    // HEAP: O0=2 O2=0    heap allocations that the program's own code makes in each mode with the plugin;
    //                    plain=5 is the number without it at -O0, O2<=3 an upper bound; O2@19=1 overrides a
    //                    mode for one LLVM, O2/libc++=1 for one C++ library, and O2@19/libc++=1 for both;
    //                    a mode that is not named is not counted
    // OUT: text          one line of standard output, exactly; repeat for each line, in order
    // EXIT: 0            exit status (default 0)
    // STACK: 256         the programs' stack limit in KiB (default: as it is)
    // MODES: O0,O2       the modes to run (default O0,O2; also O1, O3, Os)
    // FLAGS: -pthread    more options for compiler and linker
    // BESIDE: FILE       another source, next to the test, compiled without the plugin and linked in
    // ALLOCATORS: FILE   the pass's option `allocators`: a file next to the test
    // PASS: pool-size=0  another option of the pass
    // STDLIB: libstdc++,libc++   the C++ libraries to run with (default libstdc++), each in all of the modes

Mode O0 runs the pass by itself on unoptimised code: nothing but the pass can have removed an allocation.
The other modes are clang's optimisation levels with the plugin loaded by -fpass-plugin. The program is also
built without the plugin, at -O0 and -O2, and once more in mode O0 with the pass's option `poison`, which makes uses
of an object after its life visible. Every build has to give the same output and exit status.
Where this LLVM has AddressSanitizer, there is one more build in mode O0: the pass, then the sanitizer, which finds uses
of a slot after its frame or its lifetime, accesses beyond it, and releases of it. What it finds counts unless it
finds something without the plugin as well. Functions are not cloned there (eligibility.c says why).
libc++ is the one in the folder that --libcxx names (scripts/fetch-libcxx.sh); without it, it is left out.
"""
import argparse
import os
import re
import resource
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

MODES = ("O0", "O1", "O2", "O3", "Os")
STDLIBS = ("libstdc++", "libc++")
TIME_LIMIT = 120  # seconds for one compiler or one run
ASAN_FLAGS = ["-fsanitize=address", "-fsanitize-address-use-after-return=always", "-fsanitize-address-use-after-scope"]
ASAN_OPTIONS = ("detect_stack_use_after_return=1:detect_leaks=0:detect_container_overflow=0:"
                "allocator_may_return_null=1:exitcode=99")


class TestError(Exception):
    """The test failed, or its comments make no sense; the message is for the reader of lit's output."""


class HeapCount(NamedTuple):
    """One item of a HEAP comment."""

    mode: str
    llvm: int | None  # None: any
    stdlib: str | None
    is_bound: bool
    number: int

    @classmethod
    def parse(cls, item):
        """The item that `item` spells, or None."""
        stdlibs = "|".join(map(re.escape, STDLIBS))
        found = re.fullmatch(rf"(plain|{'|'.join(MODES)})(?:@(\d+))?(?:/({stdlibs}))?(<?=)(\d+)", item)
        return found and cls(found[1], found[2] and int(found[2]), found[3], found[4] == "<=", int(found[5]))

    def allows(self, allocations):
        if allocations is None or self.is_bound:
            return allocations is not None and allocations <= self.number
        return allocations == self.number


def parse_list(text, known, where):
    """The names in a comma-separated list, all of which have to be in `known`."""
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in known:
            raise TestError(f"{where}: unknown name '{name}', expected one of {', '.join(known)}")
    return names


class Expectations:
    """The comment lines of a test file."""

    def __init__(self, source):
        self.heap_counts = []
        self.output = []
        self.exit_status = 0
        self.stack_limit = None  # bytes
        self.modes = ["O0", "O2"]
        self.stdlibs = ["libstdc++"]
        self.flags = []
        self.beside = []
        self.allocators = None
        self.pass_options = []
        for number, line in enumerate(source.read_text().splitlines(), 1):
            comment = re.match(
                r"\s*// ?(HEAP|OUT|EXIT|STACK|MODES|FLAGS|BESIDE|ALLOCATORS|PASS|STDLIB):(?: (.*))?$", line)
            if not comment:
                continue
            key, value = comment[1], comment[2] or ""
            where = f"{source.name}:{number}"
            if key == "OUT":
                self.output.append(value)
            elif key == "FLAGS":
                self.flags += shlex.split(value)
            elif key == "BESIDE":
                self.beside.append(source.parent / value)
            elif key == "ALLOCATORS":
                self.allocators = source.parent / value
            elif key == "PASS":
                self.pass_options.append(value)
            elif key == "EXIT":
                self.exit_status = int(value)
            elif key == "STACK":
                self.stack_limit = int(value) * 1024
            elif key == "MODES":
                self.modes = parse_list(value, MODES, where)
            elif key == "STDLIB":
                self.stdlibs = parse_list(value, STDLIBS, where)
            else:
                for item in value.split():
                    count = HeapCount.parse(item)
                    if not count:
                        raise TestError(f"{where}: '{item}' is not of the form MODE=N, MODE<=N, MODE@LLVM=N, "
                                        "MODE/STDLIB=N or MODE@LLVM/STDLIB=N")
                    self.heap_counts.append(count)
        if not self.heap_counts:
            raise TestError(f"{source.name}: no '// HEAP:' line: what should the test count?")
        for count in self.heap_counts:
            if count.mode not in ("plain", *self.modes):
                raise TestError(f"{source.name}: HEAP names {count.mode}, which is not one of its MODES")
            if count.stdlib not in (None, *self.stdlibs):
                raise TestError(f"{source.name}: HEAP names {count.stdlib}, which is not one of its STDLIBs")

    def heap(self, mode, llvm, stdlib):
        """The count for one way to run: the item that says most about it, or None."""
        fitting = [count for count in self.heap_counts
                   if count.mode == mode and count.llvm in (None, llvm) and count.stdlib in (None, stdlib)]
        return max(fitting, key=lambda count: (count.stdlib is not None, count.llvm is not None),
                   default=None)


class Builder:
    """Compiles the test's source in each of the ways, with one C++ library."""

    def __init__(self, options, expected, stdlib):
        self.source = source = options.source
        self.plugin = options.plugin
        self.tools = Path(options.tools)
        self.work = Path(options.work) / stdlib
        self.work.mkdir(parents=True, exist_ok=True)
        self.clang = str(self.tools / ("clang++" if source.suffix == ".cpp" else "clang"))
        self.flags = ["-gline-tables-only", "-Wno-unused-command-line-argument", *expected.flags]
        self.pass_options = ["m=2", *expected.pass_options]
        if expected.allocators:
            self.pass_options.append(f"allocators={expected.allocators}")
        if stdlib == "libc++":
            library = f"{options.libcxx}/lib"
            self.flags += ["-nostdinc++", "-isystem", f"{options.libcxx}/include",
                           "-nostdlib++", f"-L{library}", f"-Wl,-rpath,{library}", "-lc++"]
        self.beside = [self.compile_beside(other) for other in expected.beside]

    def compile(self, arguments, **environment):
        """Runs clang or opt and returns what it wrote to standard error."""
        environment = {**os.environ, **environment}
        done = subprocess.run(arguments, capture_output=True, text=True, env=environment, timeout=TIME_LIMIT)
        if done.returncode != 0:
            raise TestError(f"failed: {shlex.join(arguments)}\n{done.stderr}")
        return done.stderr

    def compile_beside(self, source):
        """Compiles another source without the plugin; returns the object file's name."""
        object_file = str(self.work / source.with_suffix(".o").name)
        self.compile([self.clang, "-O1", *self.flags, "-c", str(source), "-o", object_file])
        return object_file

    def plain(self, level):
        """Builds without the plugin."""
        program = self.work / f"plain-{level}"
        self.compile([self.clang, f"-{level}", *self.flags, str(self.source), *self.beside, "-o",
                      str(program)])
        return program

    def with_plugin(self, mode):
        """Builds with the plugin; returns the program and the verdict lines."""
        program = self.work / f"h2s-{mode}"
        if mode != "O0":
            verdicts = self.compile(
                [self.clang, f"-{mode}", *self.flags, f"-fpass-plugin={self.plugin}",
                 "-fverify-intermediate-code", str(self.source), *self.beside, "-o", str(program)],
                HEAP2STACK=",".join(self.pass_options),
            )
            return program, verdicts

        before = self.work / "before.ll"
        self.compile([self.clang, "-O0", "-Xclang", "-disable-O0-optnone", *self.flags,
                      "-S", "-emit-llvm", str(self.source), "-o", str(before)])
        return program, self.with_pass_alone(before, self.pass_options, program)

    def with_pass_alone(self, module, pass_options, program, flags=()):
        """Builds a program from an unoptimised module; returns the verdict lines."""
        after = self.work / "after.ll"
        verdicts = self.compile([str(self.tools / "opt"), f"-load-pass-plugin={self.plugin}", "-verify-each",
                                 f"-passes=heap2stack<{';'.join(pass_options)};no-cleanup>,verify",
                                 "-S", str(module), "-o", str(after)])
        self.compile([self.clang, "-O0", *flags, *self.flags, str(after), *self.beside, "-o", str(program)])
        return verdicts

    def has_sanitizer(self):
        return any(self.tools.parent.glob("lib/clang/*/lib/linux/libclang_rt.asan-*.a"))

    def sanitized(self, with_pass):
        """Builds with AddressSanitizer, the pass before it or not at all."""
        module = self.work / "sanitized.ll"
        if with_pass:
            self.compile([self.clang, "-O1", *ASAN_FLAGS, "-Xclang", "-disable-llvm-passes", *self.flags,
                          "-S", "-emit-llvm", str(self.source), "-o", str(module)])
            program = self.work / "sanitized"
            self.with_pass_alone(module, [*self.pass_options, "sanitized"], program, ASAN_FLAGS)
            return program
        program = self.work / "sanitized-plain"
        self.compile([self.clang, "-O0", *ASAN_FLAGS, *self.flags, str(module), *self.beside, "-o", str(program)])
        return program

    def poisoned(self):
        """Builds as in mode O0, which came before, with the option that fills slots where no object is in them."""
        program = self.work / "poisoned"
        self.with_pass_alone(self.work / "before.ll", [*self.pass_options, "poison"], program)
        return program


def run(program, count_library, stack_limit):
    """Runs a program, its stack limited to so many bytes (None: as it is); returns its output, exit status (negative:
    signal) and number of allocations, counted if there is a library for that."""
    counts = program.with_suffix(".count")
    counts.unlink(missing_ok=True)
    environment = {**os.environ, "ASAN_OPTIONS": ASAN_OPTIONS}
    if count_library:
        environment |= {"LD_PRELOAD": count_library, "HEAP2STACK_COUNT_FILE": str(counts)}
    limit = (lambda: resource.setrlimit(resource.RLIMIT_STACK, (stack_limit, stack_limit))) if stack_limit else None
    done = subprocess.run([str(program)], preexec_fn=limit, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env=environment, timeout=TIME_LIMIT)
    if done.stderr:
        print(f"{program.name} wrote to standard error:\n{done.stderr.decode(errors='replace')}")
    allocations = None
    if counts.exists():
        allocations = int(re.match(r"heap allocations: (\d+) ", counts.read_text())[1])
    return done.stdout.decode(errors="replace"), done.returncode, allocations


def check(expected, name, program, count_library, heap):
    """Runs one build, which has to meet `heap` (or None); returns the list of what is wrong with it."""
    output, exit_status, allocations = run(program, count_library, expected.stack_limit)
    problems = []
    expected_output = "".join(line + "\n" for line in expected.output)
    if output != expected_output:
        problems.append(f"{name}: output: expected\n{expected_output}found\n{output}")
    if exit_status != expected.exit_status:
        problems.append(f"{name}: exit status: expected {expected.exit_status}, found {exit_status}")
    found = "none counted (it did not exit by itself)" if allocations is None else allocations
    if count_library:
        print(f"{name}: heap allocations: {found}")
    if heap and not heap.allows(allocations):
        bound = "at most " if heap.is_bound else ""
        problems.append(f"{name}: heap allocations: expected {bound}{heap.number}, found {found}")
    return problems


def check_with(stdlib, expected, options):
    """Builds and runs all that a test asks for with one C++ library; returns the list of what is wrong."""
    builder = Builder(options, expected, stdlib)
    with_stdlib = f"with {stdlib}, " if len(expected.stdlibs) > 1 else ""

    def heap(mode):
        return expected.heap(mode, options.llvm, stdlib)

    without = f"{with_stdlib}without plugin"
    problems = check(expected, f"{without}, -O0", builder.plain("O0"), options.count, heap("plain"))
    problems += check(expected, f"{without}, -O2", builder.plain("O2"), options.count, None)
    for mode in expected.modes:
        program, verdicts = builder.with_plugin(mode)
        wrong = check(expected, f"{with_stdlib}with plugin, mode {mode}", program, options.count, heap(mode))
        if wrong:
            problems += wrong + [f"verdicts in mode {mode}:\n{verdicts}"]
    if "O0" in expected.modes:
        problems += check(expected, f"{with_stdlib}with plugin, mode O0, poisoned", builder.poisoned(),
                          options.count, None)
        if builder.has_sanitizer() and expected.stack_limit is None:
            problems += check_sanitized(expected, with_stdlib, builder)
    return problems


def check_sanitized(expected, with_stdlib, builder):
    problems = check(expected, f"{with_stdlib}with plugin, mode O0, sanitized", builder.sanitized(True), None, None)
    if problems and check(expected, "the same without plugin", builder.sanitized(False), None, None):
        return []
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llvm", type=int, required=True, help="major version under test")
    parser.add_argument("--tools", required=True, help="folder of clang and opt")
    parser.add_argument("--plugin", required=True, help="heap2stack.so")
    parser.add_argument("--count", required=True, help="libheap2stack-count.so")
    parser.add_argument("--libcxx", help="folder of libc++: include, lib/libc++.so")
    parser.add_argument("--work", required=True, help="folder for what is built")
    parser.add_argument("source", type=Path)
    options = parser.parse_args()

    expected = Expectations(options.source)
    stdlibs = [stdlib for stdlib in expected.stdlibs if stdlib != "libc++" or options.libcxx]
    if not stdlibs:
        raise TestError("the test needs libc++: scripts/fetch-libcxx.sh gets it")
    problems = [problem for stdlib in stdlibs for problem in check_with(stdlib, expected, options)]
    if problems:
        raise TestError("\n".join(problems))


if __name__ == "__main__":
    try:
        main()
    except (TestError, subprocess.TimeoutExpired) as error:
        sys.exit(f"e2e: error: {error}")
