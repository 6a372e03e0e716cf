#!/usr/bin/env python3
"""Measures the benchmark: each program in each of its builds (builds.py), with the default argument.

    heap allocations   of the program's own code and the C++ library's, exact (scripts/count/heap_count.c)
    instructions       of the whole process, exact (callgrind)
    time               user time, median of runs that take turns (hyperfine)
    stack              the deepest point of the main thread's stack, in bytes (support/stack_depth.c)
    code               size of the section .text in bytes

A build whose output differs from that of plain -O2, or that crashes, has no figures, and the table says so.
Writes results.json and plots to the folder --work; what is printed is in report.py.
"""
import argparse
import json
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import report
from builds import VARIANTS, Builder, BuildError, RunError, count_allocations, find_programs, run

JOBS = 2              # programs at a time; the timed runs have the machine for themselves
ROUNDS = 25           # of timed runs
VALGRIND_LIMIT = 600  # seconds
SAME_ADDRESSES = ["setarch", "--addr-no-randomize"]


class Bench:
    def __init__(self, options):
        self.options = options
        self.tools = Path(options.tools)
        self.libraries = Path(options.plugin).parent
        self.work = Path(options.work)
        self.builder = Builder(options.tools, options.plugin, options.work)

    def arguments(self, program):
        return [program.small] if self.options.quick else []

    def measure(self, program, variant, expected=None):
        """Builds and runs; returns the output and the figures, or {"problem": ...}. `expected` is the output
        that the program should give."""
        command = []
        try:
            executable = self.builder.build(program, variant)
            command = [executable, *self.arguments(program)]
            output, allocations = count_allocations(self.builder.build(program, variant, counted=True), command[1:],
                                                    self.libraries / "libheap2stack-count.so")
            if expected is not None and output != expected:
                raise RunError("wrong output")
            return output, {
                "allocations": allocations,
                "instructions": self.count_instructions(command),
                "stack": self.measure_stack(command),
                "code": self.code_size(executable),
            }
        except BuildError as error:
            return None, {"problem": str(error).partition(":")[0]}
        except RunError as error:
            return None, {"problem": str(error)}

    def count_instructions(self, command):
        log = command[0].with_suffix(".callgrind")
        run(command, prefix=[*SAME_ADDRESSES, "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                             f"--log-file={log}"], limit=VALGRIND_LIMIT)
        return int(re.search(r"Collected : (\d+)", log.read_text())[1])

    def measure_stack(self, command):
        _, text = run(command, self.libraries / "libheap2stack-depth.so", command[0].with_suffix(".stack"),
                      SAME_ADDRESSES)
        return int(re.match(r"stack: (\d+) bytes", text)[1])

    def code_size(self, executable):
        listing, _ = run([self.tools / "llvm-size", "-A", executable])
        return int(re.search(rb"^\.text\s+(\d+)", listing, re.MULTILINE)[1])

    def measure_program(self, program):
        """All figures of one program but the time, by the variants' names."""
        plain, *others = VARIANTS
        output, figures = self.measure(program, plain)
        if output is None:
            raise BuildError(f"{program.name}: plain -O2: {figures['problem']}")
        result = {plain.name: figures}
        for variant in others:
            if variant.hand and not program.has_hand:
                result[variant.name] = dict(figures)
            else:
                _, result[variant.name] = self.measure(program, variant, output)
        print(f"bench: {program.name}: {result['plain']['allocations']} heap allocations,"
              f" with heap2stack {result['moved'].get('allocations', result['moved'].get('problem'))}",
              file=sys.stderr)
        return result

    def measure_times(self, program, result):
        """Adds the user times to `result`."""
        variants = [variant for variant in VARIANTS
                    if "problem" not in result[variant.name] and (program.has_hand or not variant.hand)]
        export = self.work / "hyperfine.json"
        times = {variant.name: [] for variant in variants}
        for _ in range(ROUNDS):
            subprocess.run(["hyperfine", "--style=none", "-N", "--runs=1", "--warmup=0", f"--export-json={export}",
                            *[str(self.work / f"{program.name}.{variant.name}") for variant in variants]],
                           check=True, capture_output=True)
            for variant, one in zip(variants, json.loads(export.read_text())["results"]):
                times[variant.name].append(one["user"])
        for name, seconds in times.items():
            result[name]["seconds"] = statistics.median(seconds)
        if not program.has_hand:
            result["hand"]["seconds"] = result["plain"]["seconds"]


def machine():
    """The processor's name and what else the figures depend on."""
    cpu = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return cpu[1] if cpu else "unknown"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", required=True, help="folder of clang")
    parser.add_argument("--plugin", required=True, help="heap2stack.so; the counting libraries lie beside it")
    parser.add_argument("--work", required=True, help="folder for what is built and the results")
    parser.add_argument("--quick", action="store_true", help="little input, no times")
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help="default: all")
    options = parser.parse_args()

    programs = find_programs(options.programs)
    bench = Bench(options)
    with ThreadPoolExecutor(JOBS) as pool:
        results = dict(zip((program.name for program in programs), pool.map(bench.measure_program, programs)))
    if not options.quick:
        for program in programs:
            bench.measure_times(program, results[program.name])
    compiler = subprocess.run([bench.tools / "clang", "--version"], capture_output=True, text=True, check=True)
    document = {
        "date": time.strftime("%Y-%m-%d"),
        "machine": machine(),
        "compiler": compiler.stdout.splitlines()[0],
        "programs": results,
        "removable": [program.name for program in programs if program.has_hand],
    }
    document["summary"] = report.summarise(document)
    (bench.work / "results.json").write_text(json.dumps(document, indent=1) + "\n")
    report.plot(document, bench.work)
    print(report.tables(document))
    problems = report.problems(document)
    print("\n".join(problems or ["bench: everything is as it should be"]))
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BuildError, RunError) as error:
        sys.exit(f"bench: error: {error}")
    except FileNotFoundError as error:
        sys.exit(f"bench: error: {error.filename} is not installed")
