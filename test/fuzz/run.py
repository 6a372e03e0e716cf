#!/usr/bin/env python3
"""Differential fuzzing: builds random programs with and without heap2stack and compares what they do.

    run.py --plugin-build build/llvm-22 --seconds 600          # as many programs as fit
    run.py --plugin-build build/llvm-22 --count 100 --start 1  # seeds 1 to 100
    run.py --plugin-build build/llvm-22 --file program.c       # one given program: reproduces a failure
    run.py --plugin-build build/llvm-22 --count 100 --generator csmith

A program comes from generate.py, or from csmith with its local variables moved to the heap (heapify.py; Debian
package libcsmith-dev). It prints checksums, and is built in these ways:

    plain-O0   without the plugin: what all others have to agree with
    plain-O2   without the plugin: if this one differs, the program is to blame, or clang
    pass       the pass alone on unoptimised code, and the verifier
    poison     the same with slots filled where no object is in them: a use after an object's life reads rubbish
    h2s-O1     clang -O1 with the plugin, verified
    h2s-O2     clang -O2 with the plugin, verified
    asan-pass  the pass alone, and then AddressSanitizer, which finds uses of a slot after its frame or its
               lifetime, accesses beyond it, releases of it, and leaks where a release was removed wrongly
    asan-O2    clang -O2 with the plugin, and then AddressSanitizer

A difference in output or exit status, a time-out, an error of the compiler or the verifier is a failure. So are
more heap allocations with the pass alone than without it. What is needed to look at a failure is in the work
folder: the program, the command lines as a script, what each build printed. Each failure is then checked to be
the plugin's: the program without it has to be clean under all sanitizers.

Seeds are independent: the same seed gives the same program and builds. Odd ones run the pass with wide budgets.
"""
import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is written into the source tree
import generate  # noqa: E402
import heapify  # noqa: E402

COMPILE_LIMIT, RUN_LIMIT, SANITIZED_RUN_LIMIT = 120, 10, 60  # seconds
ENDLESS_LIMIT = 3  # seconds after which a program of csmith's is left out
WIDE_BUDGETS = "frame-budget=1000000,recursion-budget=4096,reentry-budget=65536,chain-budget=1000000"
ASAN_OPTIONS = "detect_stack_use_after_return=1:detect_leaks=1:allocator_may_return_null=1:exitcode=99"
ASAN_FLAGS = ["-fsanitize=address", "-fsanitize-address-use-after-return=always", "-fsanitize-address-use-after-scope"]
SANITIZER_FAILED = 99
# Modules before any pass. In the sanitized one, functions have the attribute and variables their lifetimes.
FRONT_ENDS = {
    "O0": ["-O0", "-Xclang", "-disable-O0-optnone"],
    "O2": ["-O2", "-Xclang", "-disable-llvm-passes"],
    "asan": ["-O1", *ASAN_FLAGS, "-Xclang", "-disable-llvm-passes"],
}
CSMITH_HEADERS = Path("/usr/include/csmith")
# What a valid program has to be compiled with, so that a reduced one still means something.
STRICT = ["-Werror=return-type", "-Werror=uninitialized", "-Werror=implicit-function-declaration",
          "-Werror=incompatible-pointer-types", "-Werror=int-conversion", "-Werror=format"]


class Failure(Exception):
    """A build failed: in which way (a word), and the tail of what was printed."""


class Endless(Exception):
    """A program does not end without the plugin: it says nothing."""


class Toolchain:
    """The tools and the plugin of one build folder."""

    def __init__(self, build):
        self.build = Path(build).resolve()
        self.plugin, self.count = self.build / "heap2stack.so", self.build / "libheap2stack-count.so"
        cache = self.build / "CMakeCache.txt"
        for path in (self.plugin, self.count, cache):
            if not path.exists():
                sys.exit(f"run: error: no {path}: is {build} a build folder?")
        llvm = Path(re.search(r"^LLVM_DIR:\w+=(.*)$", cache.read_text(), re.MULTILINE)[1])
        self.bin = llvm.parents[2] / "bin"
        # The sanitizers' run-time may be there for another LLVM only; it links with code of any.
        with_runtime = [self.bin, *sorted(Path("/usr/lib").glob("llvm-*/bin"), reverse=True)]
        self.sanitizer_bin = next((b for b in with_runtime if list(b.glob("../lib/clang/*/lib/linux/*asan*.a"))), None)
        if not self.sanitizer_bin:
            sys.exit("run: error: no LLVM has the sanitizers' run-time (Debian package libclang-rt-22-dev)")


class Program:
    """One program: its builds, what they print, and what is wrong with them."""

    def __init__(self, toolchain, source, folder, options, is_heapified):
        self.tools, self.source, self.folder = toolchain, source, folder
        self.options = options  # of the pass, for the environment
        self.is_heapified = is_heapified
        cxx = "++" if source.suffix == ".cpp" else ""
        self.clang = str(toolchain.bin / f"clang{cxx}")
        self.sanitizer_clang = str(toolchain.sanitizer_bin / f"clang{cxx}")
        self.script = [f"cd {shlex.quote(str(folder))}"]
        self.failures = []  # (build, kind, text)
        self.is_endless = False
        self.promotions = {}
        self.allocations = {}

    def command(self, arguments, limit, **environment):
        """Runs a command in the folder, and notes it in the script; the status is None after a time-out."""
        assignments = [f"{name}={shlex.quote(str(value))}" for name, value in environment.items()]
        self.script.append(" ".join([*assignments, shlex.join(map(str, arguments))]))
        try:
            done = subprocess.run(list(map(str, arguments)), cwd=self.folder, stdin=subprocess.DEVNULL,
                                  capture_output=True, timeout=limit, check=False,
                                  env={**os.environ, **{name: str(value) for name, value in environment.items()}})
        except subprocess.TimeoutExpired as late:
            return None, (late.stdout or b"").decode(errors="replace"), (late.stderr or b"").decode(errors="replace")
        return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")

    def compile(self, arguments, **environment):
        """Runs a compiler and returns its messages."""
        status, _, messages = self.command(arguments, COMPILE_LIMIT, **environment)
        if status != 0:
            raise Failure("compiler-timeout" if status is None else "compiler", messages[-3000:])
        return messages

    def run(self, build, may_be_endless=False):
        """Runs a build: (exit status, output), or a failure of its own."""
        sanitized = build.startswith("asan")
        environment = {"ASAN_OPTIONS": ASAN_OPTIONS} if sanitized else \
            {"LD_PRELOAD": self.tools.count, "HEAP2STACK_COUNT_FILE": self.folder / f"{build}.count"}
        limit = SANITIZED_RUN_LIMIT if sanitized else ENDLESS_LIMIT if may_be_endless else RUN_LIMIT
        status, output, errors = self.command([f"./{build}"], limit, **environment)
        (self.folder / f"{build}.out").write_text(output)
        (self.folder / f"{build}.err").write_text(errors)
        if status is None and may_be_endless:
            raise Endless
        if status is None:
            raise Failure("timeout", output[-300:])
        if sanitized and status == SANITIZER_FAILED:
            raise Failure("sanitizer", errors[:3000])
        counted = self.folder / f"{build}.count"
        if counted.exists():
            # With those in libraries: bodies of the C++ library's strings make theirs in the program.
            numbers = re.match(r"heap allocations: (\d+) .* in libraries: (\d+)", counted.read_text())
            self.allocations[build] = int(numbers[1]) + int(numbers[2])
        return status, output

    def module(self, name):
        """The program as the front end leaves it, for one kind of build."""
        file = f"{name}.bc"
        if (self.folder / file).exists():
            return file
        if not self.is_heapified:
            self.compile([self.clang, "-w", "-g1", *FRONT_ENDS[name], "-emit-llvm", "-c", self.source, "-o", file])
            return file
        text = self.folder / f"{name}.ll"
        flags = FRONT_ENDS["asan" if name == "asan" else "O2"]
        self.compile([self.clang, "-w", "-g1", f"-I{CSMITH_HEADERS}", *flags, "-fno-discard-value-names", "-emit-llvm",
                      "-S", self.source, "-o", text])
        text.write_text(heapify.heapify(text.read_text()))
        self.compile([self.tools.bin / "opt", "-passes=instsimplify,verify", text, "-o", file])  # folds the sizes
        return file

    def opt(self, before, after, parameters):
        """The pass alone; returns the verdict lines."""
        return self.compile([self.tools.bin / "opt", f"-load-pass-plugin={self.tools.plugin}", "-verify-each",
                             f"-passes=heap2stack<{parameters};no-cleanup>,verify", before, "-o", after],
                            HEAP2STACK=self.options)

    def with_plugin(self, level, extra, *arguments):
        """clang with the plugin; returns the verdict lines."""
        return self.compile([self.clang, level, f"-fpass-plugin={self.tools.plugin}", "-fverify-intermediate-code",
                             *arguments], HEAP2STACK=",".join(filter(None, [self.options, extra])))

    # The builds; each leaves a program of its name in the folder.

    def build_plain_O0(self):
        self.compile([self.clang, "-O0", self.module("O0"), "-o", "plain-O0"])

    def build_plain_O2(self):
        self.compile([self.clang, "-O2", self.module("O2"), "-o", "plain-O2"])

    def build_pass(self):
        verdicts = self.opt(self.module("O0"), "pass.bc", "m=2")
        self.promotions["pass"] = verdicts.count("moved to stack")
        self.compile([self.clang, "-O0", "pass.bc", "-o", "pass"])

    def build_poison(self):
        self.opt(self.module("O0"), "poison.bc", "poison")
        self.compile([self.clang, "-O0", "poison.bc", "-o", "poison"])

    def build_h2s_O1(self):
        self.with_plugin("-O1", "", self.module("O2"), "-o", "h2s-O1")

    def build_h2s_O2(self):
        verdicts = self.with_plugin("-O2", "m=2", self.module("O2"), "-o", "h2s-O2")
        self.promotions["h2s-O2"] = verdicts.count("moved to stack")

    def build_asan_pass(self):
        self.opt(self.module("asan"), "asan-pass.bc", "sanitized")
        self.compile([self.sanitizer_clang, "-O0", *ASAN_FLAGS, "asan-pass.bc", "-o", "asan-pass"])

    def build_asan_O2(self):
        self.with_plugin("-O2", "sanitized", *ASAN_FLAGS, "-c", self.module("asan"), "-o", "asan-O2.o")
        self.compile([self.sanitizer_clang, *ASAN_FLAGS, "asan-O2.o", "-o", "asan-O2"])

    BUILDS = ["plain-O0", "plain-O2", "pass", "poison", "h2s-O1", "h2s-O2", "asan-pass", "asan-O2"]

    def check_generator(self):
        """Checks the program instead of the plugin."""
        self.check(["plain-O0", "plain-O2"])
        if not self.failures and not self.is_valid():
            self.failures.append(("plain", "invalid", "the sanitizers found something"))

    def check(self, builds):
        """Makes and compares these builds; fills in failures, promotions, allocations."""
        expected = None
        for build in builds:
            try:
                getattr(self, "build_" + build.replace("-", "_"))()
                found = self.run(build, self.is_heapified and build == "plain-O0")
                expected = expected or found
                if found != expected:
                    raise Failure("difference", f"exit status {expected[0]}, {found[0]} with {build}; "
                                                f"first difference: {first_difference(expected[1], found[1])}")
                if build == "pass" and self.executed("plain-O0", "pass") < 0:
                    raise Failure("allocates-more", f"{self.allocations}")
            except Failure as failure:
                self.failures.append((build, *failure.args))
                if build.startswith("plain"):
                    break
        if any(not build.startswith("plain") for build, *_ in self.failures) and not self.is_valid():
            self.failures.append(("plain", "invalid", "the program is wrong without the plugin as well"))

    def is_valid(self):
        """Is the program, built without the plugin, clean under the sanitizers?"""
        if self.is_heapified and not self.is_valid_on_heap():
            return False
        sanitizers = ["address,undefined"] + (["memory"] if self.source.suffix == ".c" else [])
        for sanitizer in sanitizers:
            try:
                self.compile([self.sanitizer_clang, "-w", "-O1", *STRICT, f"-fsanitize={sanitizer}",
                              "-fno-sanitize-recover=all", f"-I{CSMITH_HEADERS}", self.source, "-o", "valid"])
            except Failure:
                return False
            status, _, errors = self.command(["./valid"], SANITIZED_RUN_LIMIT, ASAN_OPTIONS=ASAN_OPTIONS,
                                             MSAN_OPTIONS="exitcode=99:allocator_may_return_null=1",
                                             UBSAN_OPTIONS="exitcode=99")
            if status in (None, SANITIZER_FAILED) or "ERROR: " in errors or "runtime error: " in errors:
                return False
        return True

    def is_valid_on_heap(self):
        """The same for what heapify.py made of the program."""
        try:
            self.compile([self.sanitizer_clang, "-O0", *ASAN_FLAGS, self.module("asan"), "-o", "asan-plain"])
        except Failure:
            return False
        return self.command(["./asan-plain"], SANITIZED_RUN_LIMIT, ASAN_OPTIONS=ASAN_OPTIONS)[0] == 0

    def executed(self, plain, moved):
        """How many allocations the plugin saved at run time; 0 where a program did not exit by itself."""
        return self.allocations[plain] - self.allocations[moved] if {plain, moved} <= self.allocations.keys() else 0


def first_difference(a, b):
    for x, y in zip(a.splitlines() + ["(end)"], b.splitlines() + ["(end)"]):
        if x != y:
            return f"'{x}', '{y}'"
    return "none in the output"


def language_of(seed, language):
    """Of both languages, every fourth program is C++: it takes longer to compile."""
    return ("c++" if seed % 4 == 3 else "c") if language == "both" else language


def check_seed(seed, options, toolchain):
    """Generates and checks one program. Its folder stays if it failed, or if asked."""
    language = "csmith" if options.generator == "csmith" else language_of(seed, options.language)
    folder = options.work / f"{language}-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = folder / ("program.cpp" if language == "c++" else "program.c")
    if language == "csmith":
        source.write_text(heapify.generate(seed, folder))
    else:
        profiles = [p for p in options.profile if p in generate.SHAPES[language]]
        source.write_text(generate.program(seed, language, profiles))
    return check_file(source, folder, WIDE_BUDGETS if seed % 2 else "", toolchain, options)


def check_file(source, folder, pass_options, toolchain, options):
    program = Program(toolchain, source, folder, pass_options, options.generator == "csmith")
    try:
        if options.validate:
            program.check_generator()
        else:
            program.check(options.builds)
    except Endless:
        program.is_endless = True
    if program.failures:
        (folder / "commands.sh").write_text("\n".join(program.script) + "\n")
        (folder / "failures.txt").write_text("\n".join(f"{build}: {kind}\n{text}\n" for build, kind,
                                                       text in program.failures))
    elif not options.keep:
        shutil.rmtree(folder)
    return program


class Totals:
    """What the last line says."""

    def __init__(self):
        self.programs = self.promotions = self.executed = self.failures = self.endless = 0

    def add(self, program, name):
        if program.is_endless:
            self.endless += 1
            return
        self.programs += 1
        self.promotions += sum(program.promotions.values())
        self.executed += program.executed("plain-O0", "pass") + max(program.executed("plain-O2", "h2s-O2"), 0)
        if program.failures:
            self.failures += 1
            kinds = ", ".join(f"{build} {kind}" for build, kind, _ in program.failures)
            print(f"FAILED {name}: {kinds}; see {program.folder}", flush=True)

    def __str__(self):
        return (f"{self.programs} programs, {self.promotions} promotions in verdicts, "
                f"{self.executed} executed promotions, {self.failures} failures")


def fuzz(options, toolchain):
    """Checks seeds one after the other, some at a time, until the count or the time is reached."""
    totals, seed, running = Totals(), options.start, {}
    deadline = time.monotonic() + options.seconds if options.seconds else None
    with ThreadPoolExecutor(options.jobs) as pool:
        while True:
            more = (options.count is None or seed < options.start + options.count) and \
                (deadline is None or time.monotonic() < deadline)
            if more and len(running) < options.jobs:
                running[pool.submit(check_seed, seed, options, toolchain)] = seed
                seed += 1
                continue
            if not running:
                break
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                totals.add(future.result(), f"seed {running.pop(future)}")
    endless = f" ({totals.endless} programs that do not end)" if totals.endless else ""
    print(f"seeds {options.start} to {seed - 1}{endless}; go on with --start {seed}")
    return totals


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin-build", required=True, help="build folder of the plugin, such as build/llvm-22")
    parser.add_argument("--seconds", type=float, help="start no new program after this time")
    parser.add_argument("--count", type=int, help="number of programs")
    parser.add_argument("--start", type=int, default=1, help="first seed")
    parser.add_argument("--jobs", type=int, default=2, help="programs at a time")
    parser.add_argument("--language", choices=["c", "c++", "both"], default="both")
    parser.add_argument("--profile", action="append", default=[],
                        help="restrict to this shape of generate.py; repeatable")
    parser.add_argument("--work", type=Path,
                        help="where programs are built and failures kept (default: PLUGIN_BUILD/fuzz)")
    parser.add_argument("--keep", action="store_true", help="keep the folders of programs that did not fail")
    parser.add_argument("--generator", choices=["own", "csmith"], default="own",
                        help="where programs come from; with --file, what the file is like")
    parser.add_argument("--validate", action="store_true", help="check that the programs are valid, not the plugin")
    parser.add_argument("--file", type=Path, help="check this program instead of generated ones")
    parser.add_argument("--builds", help="make only these builds, separated by commas")
    parser.add_argument("--options", default="", help="with --file: options of the pass")
    options = parser.parse_args()
    if not (options.file or options.seconds or options.count):
        parser.error("one of --seconds, --count and --file says how much to do")
    if options.generator == "csmith" and not options.file and not (shutil.which("csmith") and CSMITH_HEADERS.exists()):
        sys.exit("run: error: csmith is not installed (Debian package libcsmith-dev; scripts/setup.sh --csmith)")
    toolchain = Toolchain(options.plugin_build)
    options.work = (options.work or toolchain.build / "fuzz").resolve()
    options.builds = options.builds.split(",") if options.builds else Program.BUILDS
    if not set(options.builds) <= set(Program.BUILDS):
        parser.error(f"the builds are {', '.join(Program.BUILDS)}")
    if options.builds[0] != "plain-O0":
        options.builds.insert(0, "plain-O0")
    if options.file:
        folder = options.work / f"file-{os.getpid()}"
        folder.mkdir(parents=True)
        totals = Totals()
        totals.add(check_file(options.file.resolve(), folder, options.options, toolchain, options), options.file)
    else:
        totals = fuzz(options, toolchain)
    print(totals)
    sys.exit(1 if totals.failures or not totals.programs else 0)


if __name__ == "__main__":
    main()
