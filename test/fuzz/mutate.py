#!/usr/bin/env python3
"""Fuzzing with odd but valid IR: mutates modules and runs the pass on them, which must neither crash nor hang nor
make invalid IR.

    mutate.py --plugin-build build/llvm-22 --seconds 3600          # as many mutants as fit
    mutate.py --plugin-build build/llvm-22 --count 500 --start 1   # seeds 1 to 500
    mutate.py --plugin-build build/llvm-22-sanitize --seconds 600  # under AddressSanitizer, with assertions
    mutate.py --plugin-build build/llvm-22 --file mutant.bc --run pass   # one module, in one way
    mutate.py --plugin-build build/llvm-22 --file mutant.bc --run pass --reduce

Modules are those of test/ir, programs of test/e2e as clang leaves them, and random ones of llvm-stress. The mutator
(mutator/mutate.c, against the LLVM-C API) is compiled when it is missing. opt runs on each mutant in several ways,
under the verifier, a time limit and a limit on its address space:

    pass      the pass alone, telling all it knows (m=2)
    wide      the same with wide budgets, so that more is promoted
    tight     with little work, few clones and no slots of dynamic size
    poison    with slots filled where no object is in them
    clean     with its clean-up passes
    twice     two times
    O2        in clang's pipeline
    again     the pass alone once more, without address space randomisation: verdicts and module have to be the same

A failure's folder (--work) has the module, the mutations, the command and, unless --no-reduce is given, what
llvm-reduce makes of the module in five minutes. Failures that LLVM has as well without the pass, or that the passes of
the clean-up have on what the pass made, valid as it is, are counted apart.

A seed always gives the same mutant and runs, as long as the modules are the same.
"""
import argparse
import atexit
import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is written into the source tree
from run import Toolchain, WIDE_BUDGETS  # noqa: E402

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
TIME_LIMIT = 60  # seconds for one run of opt
SPACE_LIMIT = 4 << 30  # bytes of its address space
REDUCE_LIMIT = 300  # seconds for llvm-reduce
LARGEST_INPUT = 150_000  # bytes of bitcode: mutation copies the module often
PASS = "heap2stack<m=2;no-cleanup>"
PIPELINES = {
    "pass": PASS,
    "wide": f"heap2stack<m=2;no-cleanup;{WIDE_BUDGETS.replace(',', ';')}>",
    "tight": "heap2stack<m=1;no-cleanup;max-work=500;clone-count=1;dynamic-size=0>",
    "poison": "heap2stack<poison;no-cleanup>",
    "clean": "heap2stack<m=2>",
    "twice": f"{PASS},verify,{PASS}",
    "O2": "default<O2>",
    "again": PASS,
}
ALWAYS = ["pass"]
SOMETIMES = ["wide", "tight", "poison", "clean", "twice", "O2", "again"]


class Tools(Toolchain):
    """The tools, the plugin and the mutator of one build folder."""

    def __init__(self, build, work):
        super().__init__(build)
        self.is_sanitized = "HEAP2STACK_SANITIZE:BOOL=ON" in (self.build / "CMakeCache.txt").read_text()
        self.environment = self.sanitizer_environment() if self.is_sanitized else {}
        self.mutator = work / "mutate"
        self.copy_plugin(work)
        self.inputs = work / "inputs"
        self.inputs.mkdir(parents=True, exist_ok=True)

    def copy_plugin(self, work):
        """The build may go on meanwhile."""
        work.mkdir(parents=True, exist_ok=True)
        original, self.plugin = self.plugin, work / f"heap2stack-{os.getpid()}.so"
        shutil.copy(original, self.plugin)
        atexit.register(self.plugin.unlink)

    def sanitizer_environment(self):
        runtime = next(self.bin.glob("../lib/clang/*/lib/linux/libclang_rt.asan-x86_64.so"), None)
        if not runtime:
            sys.exit("mutate: error: AddressSanitizer's run-time is missing (Debian package libclang-rt-22-dev)")
        return {"LD_PRELOAD": str(runtime), "UBSAN_OPTIONS": "halt_on_error=1:abort_on_error=1",
                "ASAN_OPTIONS": "abort_on_error=1:allow_user_poisoning=0:detect_leaks=1"}

    def compile_mutator(self):
        sources = sorted((HERE / "mutator").glob("*.[ch]"))
        if self.mutator.exists() and all(s.stat().st_mtime < self.mutator.stat().st_mtime for s in sources):
            return
        flags = subprocess.run([self.bin / "llvm-config", "--link-shared", "--cflags", "--ldflags", "--libs"],
                               check=True, capture_output=True, text=True).stdout.split()
        subprocess.run([self.bin / "clang", "-std=c17", "-O1", "-g", *[s for s in sources if s.suffix == ".c"], *flags,
                        f"-Wl,-rpath,{self.bin.parent / 'lib'}", "-Wno-deprecated-declarations", "-o", self.mutator],
                       check=True)

    def opt(self, pipeline, module, output):
        """The command that runs a pipeline; with the plugin if it can use it."""
        plugin = [f"-load-pass-plugin={self.plugin}"] if "heap2stack" in pipeline or pipeline == "default<O2>" else []
        limits = [] if self.is_sanitized else ["prlimit", f"--as={SPACE_LIMIT}"]
        return [*limits, str(self.bin / "opt"), *plugin, "-verify-each", f"-passes={pipeline},verify", str(module),
                "-o", str(output)]


class Inputs:
    """The modules that are mutated."""

    def __init__(self, tools):
        self.tools = tools
        self.tests = sorted((TESTS / "ir").glob("*.ll"))
        self.programs = sorted([*(TESTS / "e2e").glob("*.c"), *(TESTS / "e2e").glob("*.cpp")])

    def pick(self, choose):
        """A module's file; None if it cannot be made."""
        kind = choose.random()
        if kind < 0.6:
            return choose.choice(self.tests)
        return self.program(choose) if kind < 0.85 else self.stress(choose)

    def program(self, choose):
        source, level = choose.choice(self.programs), choose.choice(["O0", "O1", "O1-g"])
        result = self.tools.inputs / f"{source.name}.{level}.bc"
        if not result.exists():
            clang = self.tools.bin / ("clang++" if source.suffix == ".cpp" else "clang")
            flags = shlex.split(" ".join(re.findall(r"^// FLAGS: (.*)$", source.read_text(), re.MULTILINE)))
            partial = result.with_suffix(f".{choose.random()}")
            made = subprocess.run([clang, "-w", *flags, f"-{level[:2]}", *(["-g"] if level == "O1-g" else []), "-Xclang",
                                   "-disable-O0-optnone", "-emit-llvm", "-c", source, "-o", partial],
                                  capture_output=True, check=False)
            if made.returncode != 0:
                return None
            partial.rename(result)
        return result if result.stat().st_size < LARGEST_INPUT else None

    def stress(self, choose):
        seed, size = choose.randrange(1 << 31), choose.choice([50, 200, 1000])
        result = self.tools.inputs / f"stress-{seed}-{size}.ll"
        subprocess.run([self.tools.bin / "llvm-stress", f"-seed={seed}", f"-size={size}", "-o", result], check=True)
        return result


class Outcome:
    """What one run of opt did: the kind of its failure, or None."""

    def __init__(self, command, environment):
        self.command = command
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        try:
            messages = process.communicate(timeout=TIME_LIMIT)[1]
            self.status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            messages = process.communicate()[1]
            self.status = None
        self.messages = messages.decode(errors="replace")

    @property
    def kind(self):
        if self.status == 0:
            return None
        if self.status is None:
            return "timeout"
        for kind, sign in (("invalid", r"[Bb]roken module|Broken function|does not dominate"),
                           ("memory", r"out of memory|bad_alloc|Cannot allocate"),
                           ("leak", r"LeakSanitizer"), ("sanitizer", r"Sanitizer|runtime error"),
                           ("crash", r"Stack dump|Assertion|Aborted")):
            if re.search(sign, self.messages):
                return kind
        return "crash" if self.status < 0 or self.status > 127 else "error"


class Result:
    """One mutant: what was wrong with it."""

    def __init__(self):
        self.is_mutated = False
        self.promotions = 0
        self.failures = []  # (run, kind, folder)
        self.others = []    # the same; not the pass's


class Mutant:
    """One module, and the runs of opt on it."""

    def __init__(self, tools, module, folder):
        self.tools, self.module, self.folder = tools, module, folder
        self.result = Result()

    def run(self, name, output=None):
        output = output or self.folder / f"{name}.bc"
        command = self.tools.opt(PIPELINES[name], self.module, output)
        if name == "again":
            command = ["setarch", "--addr-no-randomize", *command]
        return Outcome(command, self.tools.environment)

    def is_of_others(self, name):
        """A failure without the pass as well? For its clean-up: only in LLVM's passes that come after it?"""
        if name == "O2":
            command = [a for a in self.tools.opt("default<O2>", self.module, os.devnull) if "plugin" not in a]
            return bool(Outcome(command, self.tools.environment).kind)
        return name == "clean" and not Outcome(self.tools.opt(PASS, self.module, os.devnull), self.tools.environment).kind

    def check(self, name):
        outcome = self.run(name)
        kind = outcome.kind
        if name == "pass" and not kind:
            self.result.promotions = outcome.messages.count("moved to stack")
            self.messages = outcome.messages
        if name == "again" and not kind and (outcome.messages != self.messages or self.differs("pass", "again")):
            kind = "different"
        if kind:
            others = self.is_of_others(name)
            (self.result.others if others else self.result.failures).append((name, kind, self.folder))
            (self.folder / f"{name}.txt").write_text(f"{shlex.join(outcome.command)}\n\n{outcome.messages}")
        return kind

    def differs(self, a, b):
        return (self.folder / f"{a}.bc").read_bytes() != (self.folder / f"{b}.bc").read_bytes()

    def reduce(self, name, kind):
        """What llvm-reduce makes of the module while the same kind of failure is left."""
        script, reduced = self.folder / "interesting.sh", self.folder / f"reduced-{name}.ll"
        text = self.folder / "mutant.ll"  # what it reads decides what it writes
        subprocess.run([self.tools.bin / "llvm-dis", self.module, "-o", text], check=False, stderr=subprocess.DEVNULL)
        script.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'mutate.py'))} "
                          f"--plugin-build {shlex.quote(str(self.tools.build))} --work {shlex.quote(str(self.folder))} "
                          f"--run {name} --kind {kind} --file \"$1\"\n")
        script.chmod(0o755)
        process = subprocess.Popen([self.tools.bin / "llvm-reduce", f"--test={script}", "-o", reduced, text if text.exists() else self.module],
                                   cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   start_new_session=True)
        try:
            process.wait(REDUCE_LIMIT)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)  # writes what it has
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def mutate(tools, inputs, seed, folder):
    """The mutant of a seed, or None if there is none: the input cannot be made or mutated."""
    choose = random.Random(seed)
    source = inputs.pick(choose)
    if not source:
        return None, choose
    module = folder / "mutant.bc"
    made = subprocess.run([tools.mutator, source, module, str(seed)], capture_output=True, text=True, check=False,
                          timeout=10 * TIME_LIMIT)
    if source.name.startswith("stress-"):
        source.unlink()
    (folder / "mutations.txt").write_text(f"{source.name}\n{made.stdout}")
    return (Mutant(tools, module, folder) if made.returncode == 0 else None), choose


def check_seed(seed, options, tools, inputs):
    folder = options.work / f"seed-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    mutant, choose = mutate(tools, inputs, seed, folder)
    if not mutant:
        shutil.rmtree(folder)
        return Result()
    mutant.result.is_mutated = True
    names = ALWAYS + choose.sample(SOMETIMES, 2)
    for name in names:
        kind = mutant.check(name)
        if kind and mutant.result.failures:
            if options.reduce:
                mutant.reduce(name, kind)
            break
    if not mutant.result.failures and not mutant.result.others:
        shutil.rmtree(folder)
    return mutant.result


class Totals:
    """What the last line says."""

    def __init__(self):
        self.mutants = self.promotions = self.failures = self.others = 0

    def add(self, result, seed):
        self.mutants += result.is_mutated
        self.promotions += result.promotions
        self.failures += bool(result.failures)
        self.others += bool(result.others)
        for what, failures in (("FAILED", result.failures), ("LLVM's own", result.others)):
            for name, kind, folder in failures:
                print(f"{what}: seed {seed}: {name} {kind}; see {folder}", flush=True)

    def __str__(self):
        return (f"{self.mutants} mutants, {self.promotions} promotions in verdicts, {self.others} failures of LLVM's own, "
                f"{self.failures} failures")


def fuzz(options, tools):
    """Checks seeds one after the other, some at a time, until the count or the time is reached."""
    tools.compile_mutator()
    totals, seed, running, inputs = Totals(), options.start, {}, Inputs(tools)
    deadline = time.monotonic() + options.seconds if options.seconds else None
    with ThreadPoolExecutor(options.jobs) as pool:
        while True:
            more = (options.count is None or seed < options.start + options.count) and \
                (deadline is None or time.monotonic() < deadline)
            if more and len(running) < options.jobs:
                running[pool.submit(check_seed, seed, options, tools, inputs)] = seed
                seed += 1
                continue
            if not running:
                break
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                totals.add(future.result(), running.pop(future))
    print(f"seeds {options.start} to {seed - 1}; go on with --start {seed}")
    print(totals)
    return 1 if totals.failures or not totals.mutants else 0


def check_file(options, tools):
    """One module in one way: tells its failure, and reduces it if asked."""
    mutant = Mutant(tools, options.file.resolve(), options.work)
    if options.kind:  # for llvm-reduce: is this the failure?
        if options.run == "again":
            mutant.check("pass")
        return 0 if mutant.check(options.run) == options.kind and not mutant.result.others else 1
    for name in [*ALWAYS, options.run] if options.run not in ALWAYS else ALWAYS:
        kind = mutant.check(name)
        print(f"{name}: {kind or 'passed'}")
        if kind and options.reduce:
            mutant.reduce(name, kind)
            print(f"reduced: {options.work / f'reduced-{name}.ll'}")
    return 1 if mutant.result.failures else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin-build", required=True, help="build folder of the plugin, such as build/llvm-22")
    parser.add_argument("--seconds", type=float, help="start no new mutant after this time")
    parser.add_argument("--count", type=int, help="number of mutants")
    parser.add_argument("--start", type=int, default=1, help="first seed")
    parser.add_argument("--jobs", type=int, default=2, help="mutants at a time")
    parser.add_argument("--work", type=Path, help="where failures are kept (default: PLUGIN_BUILD/mutate)")
    parser.add_argument("--file", type=Path, help="check this module instead")
    parser.add_argument("--run", choices=PIPELINES, default="pass", help="with --file: the way to run the pass")
    parser.add_argument("--kind", help="with --file: exit with 0 if it fails in this way")
    parser.add_argument("--reduce", action=argparse.BooleanOptionalAction, default=None,
                        help="run llvm-reduce on failures (default: on, but with --file)")
    options = parser.parse_args()
    if not (options.file or options.seconds or options.count):
        parser.error("one of --seconds, --count and --file says how much to do")
    if options.reduce is None:
        options.reduce = not options.file
    options.work = (options.work or Path(options.plugin_build) / "mutate").resolve()
    tools = Tools(options.plugin_build, options.work)
    sys.exit(check_file(options, tools) if options.file else fuzz(options, tools))


if __name__ == "__main__":
    main()
