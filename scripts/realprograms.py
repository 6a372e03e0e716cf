#!/usr/bin/env python3
"""Real programs: builds programs of Debian with and without heap2stack, runs their workloads, compares everything.

    realprograms.py                       # all of them, with LLVM 22
    realprograms.py --llvm 19 jansson lua5.4
    realprograms.py --table               # all, and write test/realprograms/table.md
    realprograms.py --poison bc           # also a build in which uses of an object after its life show
    realprograms.py --heapify bc          # the same with local variables moved to the heap first (C only)

Each program (test/realprograms/programs.py) is built twice with -O2, plain by clang and moved by heap2stack-clang;
poisoned is the same with the pass's option of that name, heapified by test/fuzz/heapify_cc.py. Each run of its workload
has to end with the status that it should have, and to print the same, byte for byte. Counted are the verdicts, the heap
allocations that the program's own code makes, and how deep the stack gets.

What is done is kept: a program is built and run again only if its definition, the plugin or a library of the tests
changed, or it failed. Everything is in build/realprograms/llvm-N/NAME: the trees plain and moved, configure.*.log and
build.*.log (with the verdicts), the output of each run in out.plain and out.moved, result.json.

Sources come from Debian's source packages (scripts/fetch-source.sh); tools that only some programs need are installed
as Debian packages when they are missing. The last line is "N passed, N failed", one a program.
"""
import argparse
import dataclasses
import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is written into the source tree
ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "test" / "realprograms"
sys.path.insert(0, str(TESTS))
from programs import PROGRAMS  # noqa: E402

BUILD_LIMIT, RUN_LIMIT = 3600, 300  # seconds
# How each build is made: the value of HEAP2STACK.
WIDE_BUDGETS = "frame-budget=1000000,recursion-budget=4096,reentry-budget=65536,chain-budget=1000000"
PASS_OPTIONS = {"plain": "", "moved": "m=1", "poisoned": "m=1,poison", "heapified": f"m=1,poison,{WIDE_BUDGETS}"}


class Failure(Exception):
    """A program does not pass; the message is for the reader of the script's output."""


def fail(message):
    sys.exit(f"realprograms: error: {message}")


class Toolchain:
    """clang of one LLVM, and the plugin and the libraries built for it."""

    def __init__(self, major):
        self.major = major
        self.bin = Path(f"/usr/lib/llvm-{major}/bin")
        build = ROOT / "build" / f"llvm-{major}"
        self.plugin = build / "heap2stack.so"
        self.preloaded = [build / "libheap2stack-count.so", build / "libheap2stack-depth.so"]
        if not (self.bin / "clang").exists():
            fail(f"LLVM {major} is not installed (package clang-{major})")
        for file in (self.plugin, *self.preloaded):
            if not file.exists():
                fail(f"no {file.relative_to(ROOT)}; build it with scripts/build.sh {major}")

    def environment(self, build, tree, jobs):
        """What a build's commands see."""
        # Paths of the tree must not show in the programs: the two trees have different ones.
        flags = f"-O2 -gline-tables-only -ffile-prefix-map={tree}=."
        clang = str(self.bin / "clang" if build == "plain" else ROOT / "scripts" / "heap2stack-clang")
        cc = str(ROOT / "test" / "fuzz" / "heapify_cc.py") if build == "heapified" else clang
        return {**os.environ, "CC": cc, "CXX": clang + "++", "CFLAGS": flags, "CXXFLAGS": flags,
                "HEAP2STACK_LLVM": str(self.major), "JOBS": str(jobs), "TESTS": str(TESTS)}


def digest(*parts):
    """A name for what these files and texts hold."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.read_bytes() if isinstance(part, Path) else str(part).encode())
    return total.hexdigest()[:16]


def install(needs):
    """Installs the Debian packages of what is missing."""
    for what, package in needs:
        if Path(what).exists() if what.startswith("/") else shutil.which(what):
            continue
        if os.geteuid() != 0:
            fail(f"the package {package} is missing, and only root can install it")
        print(f"realprograms: installing {package}", flush=True)
        done = subprocess.run(["apt-get", "--quiet=2", "--option", "DPkg::Lock::Timeout=300", "install",
                               "--no-install-recommends", package], stdout=subprocess.DEVNULL, check=False,
                              env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        if done.returncode != 0:
            fail(f"apt-get could not install {package}")


class Check:
    """One program on its way through build, runs and comparison."""

    def __init__(self, program, tools, options):
        self.program, self.tools, self.jobs = program, tools, options.jobs
        self.builds = ["plain", "moved"] + ["poisoned"] * options.poison
        self.builds += ["heapified"] * (options.heapify and program.kind == "C")
        self.folder = ROOT / "build" / "realprograms" / f"llvm-{tools.major}" / program.name
        self.folder.mkdir(parents=True, exist_ok=True)

    # --- building ---

    def shell(self, build, step, command, **environment):
        """Runs a command in a build's tree; what it prints goes to a log."""
        tree, log = self.folder / build, self.folder / f"{step}.{build}.log"
        environment = {**self.tools.environment(build, tree, self.jobs), **environment}
        try:
            with log.open("wb") as output:
                status = subprocess.run(["bash", "-e", "-c", command], cwd=tree, env=environment, stdout=output,
                                        stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=BUILD_LIMIT,
                                        check=False).returncode
        except subprocess.TimeoutExpired:
            status = "no end in sight"
        if status != 0:
            raise Failure(f"{step} of the {build} build fails ({status}); log: {log.relative_to(ROOT)}")

    def make(self, build, source):
        """Builds the program in a tree of its own, unless that was done with all that matters unchanged."""
        program, stamp = self.program, self.folder / f"{build}.stamp"
        key = digest(program.configure, program.build, self.tools.environment(build, "", 0)["CFLAGS"],
                     *([] if build == "plain" else [self.tools.plugin]))
        if stamp.exists() and stamp.read_text() == key:
            return
        stamp.unlink(missing_ok=True)
        shutil.rmtree(self.folder / build, ignore_errors=True)
        # Modification times stay: what is generated from what must not change.
        shutil.copytree(source, self.folder / build, symlinks=True)
        self.shell(build, "configure", program.configure, HEAPIFY="no")
        self.shell(build, "build", program.build, HEAP2STACK=PASS_OPTIONS[build])
        stamp.write_text(key)

    # --- running ---

    def run(self, build, number, run):
        """One execution: its output, and (allocations, depth), which is None where the program did not exit."""
        tree, out = self.folder / build, self.folder / f"out.{build}"
        folder = tree / run.folder
        if run.folder == "scratch":
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        name, *arguments = [text.replace("$TESTS", str(TESTS)) for text in run.arguments]
        stdin = (folder / (run.stdin or "/dev/null").replace("$TESTS", str(TESTS))).open("rb")
        count, depth = self.folder / "count", self.folder / "depth"
        for file in (count, depth):
            file.unlink(missing_ok=True)
        environment = {**os.environ, **run.environment, "LD_BIND_NOW": "1",
                       "LD_PRELOAD": ":".join(map(str, self.tools.preloaded)),
                       "HEAP2STACK_COUNT_FILE": str(count), "HEAP2STACK_DEPTH_FILE": str(depth)}
        file = out / f"{number:03}"
        with stdin, file.open("wb") as output:
            try:
                status = subprocess.run([name, *arguments], executable=tree / name, cwd=folder, env=environment,
                                        stdin=stdin, stdout=output, stderr=subprocess.STDOUT, timeout=RUN_LIMIT,
                                        check=False).returncode
            except subprocess.TimeoutExpired:
                status = "time-out"
        if status != run.status:
            raise Failure(f"{run.command}: ends with status {status} in the {build} build; "
                          f"output: {file.relative_to(ROOT)}")
        text = file.read_bytes()
        if run.hide:
            text = re.sub(run.hide.encode(), b"", text)
        return text, number_in(count, r"heap allocations: (\d+)"), number_in(depth, r"stack: (\d+)")

    def runs(self):
        """All executions with all builds; returns the sums of allocations and the greatest depths."""
        for build in self.builds:
            shutil.rmtree(self.folder / f"out.{build}", ignore_errors=True)
            (self.folder / f"out.{build}").mkdir()
        runs = self.program.runs(self.folder / "plain")
        if not runs:
            raise Failure("nothing to run: the workload's files are missing")
        allocations, depths = dict.fromkeys(self.builds, 0), dict.fromkeys(self.builds, 0)
        for number, run in enumerate(runs):
            expected = None
            for build in self.builds:
                text, count, depth = self.run(build, number, run)
                allocations[build] += count
                depths[build] = max(depths[build], depth)
                expected = text if expected is None else expected
                if text != expected:
                    raise Failure(f"{run.command}: another output in the {build} build; compare out.plain/{number:03} "
                                  f"and out.{build}/{number:03} in {self.folder.relative_to(ROOT)}")
        return {"runs": len(runs), "allocations": allocations, "depth": depths}

    # --- all of it ---

    def verdicts(self):
        """How many sites moved, and how many were kept for which reason, in the messages of the build."""
        kept, moved = Counter(), 0
        for line in (self.folder / "build.moved.log").read_text(errors="replace").splitlines():
            if re.search(r": moved to stack\b", line):
                moved += 1
            elif found := re.search(r" escapes to heap: (.*)", line):
                kept[reason_of(found[1])] += 1
        return {"moved": moved, "kept": dict(kept.most_common())}

    def key(self):
        """What a result depends on."""
        definition = dataclasses.replace(self.program, runs=self.program.runs(self.folder / "plain"))
        # The workload's own files may be in any folder here.
        files = sorted(path for path in TESTS.glob("*/*") if path.is_file())
        return digest(definition, self.tools.plugin, *self.tools.preloaded, *files)

    def check(self):
        """The program's row in the table, from result.json if nothing changed since it passed."""
        program, result = self.program, self.folder / "result.json"
        if result.exists():
            row = json.loads(result.read_text())
            if row["key"] == self.key() and set(self.builds) <= set(row["allocations"]):
                return row
        result.unlink(missing_ok=True)
        install(program.needs)
        package = program.package or program.name
        fetched = subprocess.run([ROOT / "scripts" / "fetch-source.sh", package], stdout=subprocess.PIPE, text=True,
                                 check=False)
        if fetched.returncode != 0:
            raise Failure(f"the source package {package} could not be fetched")
        for build in self.builds:
            self.make(build, fetched.stdout.strip())
        row = {"key": self.key(), "name": program.name, "kind": program.kind, **self.verdicts(), **self.runs()}
        result.write_text(json.dumps(row, indent=1))
        return row


def number_in(file, pattern):
    return int(re.match(pattern, file.read_text())[1]) if file.exists() else 0


def known_reasons():
    """The texts of reasons.def."""
    table = (ROOT / "include" / "heap2stack" / "reasons.def").read_text()
    return re.findall(r'HEAP2STACK_REASON\(\w+, "\w+",\s*"(.*)"\)', table)


def reason_of(text):
    """The reason in a verdict's line, without details that may follow it."""
    return max((reason for reason in known_reasons() if text.startswith(reason)), key=len, default=text)


# --- the table ---

def describe(row):
    moved, kept = row["moved"], sum(row["kept"].values())
    allocations, depth = row["allocations"], row["depth"]
    return (f"{moved + kept} sites, {moved} moved; {row['runs']} runs alike; heap allocations "
            f"{allocations['plain']} -> {allocations['moved']}; stack {depth['plain']} -> {depth['moved']} bytes")


def share(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "-"


def pass_commit(plugin):
    """The last commit of the pass when the plugin was built."""
    return subprocess.run(["git", "log", "-1", f"--until=@{int(plugin.stat().st_mtime)}", "--format=%h", "--", "pass"],
                          cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def table(rows, tools):
    """The table in Markdown."""
    commit = pass_commit(tools.plugin)
    lines = [
        "# Real programs", "",
        f"Made by `scripts/realprograms.py --table` on {datetime.date.today()}, LLVM {tools.major}, the pass "
        f"of commit {commit or 'unknown'}:",
        "programs of Debian, built with -O2 by clang and by heap2stack-clang. All runs of all programs gave the same",
        "output and exit status in both builds.", "",
        "- Sites: allocation sites in the verdicts of all that was built, test programs included; once more where a",
        "  function was inlined.",
        "- Heap allocations: what the program's own code asked for, in all runs of the workload.",
        "- Stack: bytes that the main thread has touched, in the deepest of the runs.", "",
        "| program | language | sites | moved | runs | heap allocations | with heap2stack | saved | stack | with "
        "heap2stack |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    reasons = Counter()
    for row in rows:
        sites = row["moved"] + sum(row["kept"].values())
        before, after = row["allocations"]["plain"], row["allocations"]["moved"]
        reasons.update(row["kept"])
        depth = row["depth"]
        lines.append(f"| {row['name']} | {row['kind']} | {sites} | {row['moved']} | {row['runs']} | {before} | {after} "
                     f"| {share(before - after, before)} | {depth['plain']} | {depth['moved']} |")
    lines += ["", "Why sites were kept:", "", "| reason | sites | in |", "|---|--:|---|"]
    for reason, count in reasons.most_common():
        most = sorted((r for r in rows if r["kept"].get(reason)), key=lambda r: -r["kept"][reason])
        where = ", ".join(f"{r['name']} {r['kept'][reason]}" for r in most[:4]) + (", ..." if most[4:] else "")
        lines.append(f"| {reason} | {count} | {where} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help="only these")
    parser.add_argument("--llvm", type=int, choices=(19, 20, 21, 22), default=22)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="compilers at a time")
    parser.add_argument("--poison", action="store_true", help="also build with the pass's option poison")
    parser.add_argument("--heapify", action="store_true", help="also build with local variables moved to the heap")
    parser.add_argument("--table", action="store_true", help="write test/realprograms/table.md")
    options = parser.parse_args()
    known = {program.name: program for program in PROGRAMS}
    unknown = [name for name in options.programs if name not in known]
    if unknown:
        parser.error(f"no program '{unknown[0]}'; there are {', '.join(known)}")
    if options.table and options.programs:
        parser.error("--table is of all programs")
    tools, rows, failed = Toolchain(options.llvm), [], 0
    for name in options.programs or known:
        try:
            row = Check(known[name], tools, options).check()
            rows.append(row)
            print(f"{name}: {describe(row)}", flush=True)
        except Failure as failure:
            failed += 1
            print(f"FAILED {name}: {failure}", flush=True)
    if options.table and not failed:
        (TESTS / "table.md").write_text(table(rows, tools))
    print(f"{len(rows)} passed, {failed} failed")
    sys.exit(1 if failed or not rows else 0)


if __name__ == "__main__":
    main()
