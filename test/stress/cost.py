#!/usr/bin/env python3
"""Measures how the pass's cost grows on the modules of generate.py (scripts/cost.sh runs it).

For each kind it runs the pass at N, 2N and 4N ("functions": at N/10, N and 10N) and prints, for each size: the
instructions that heap2stack_run() executes (callgrind; without LLVM's reading of the module and without the clean-up
passes), their growth from the size before, the peak memory of the whole opt process, and how many sites were moved
and kept. Growth of more than LIMIT for a doubling is marked, and makes the exit status 1. The growth of all kinds is
plotted to growth.svg in the work folder.
"""
import argparse
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import generate

LIMIT = 2.3  # linear growth is 2 for each doubling; N log N is 2.2 here
# The budgets would keep most of the sites: here they are to be moved.
PASS = "heap2stack<no-cleanup;frame-budget=1000000000;chain-budget=1000000000>"


def run(command, **options):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    if result.returncode != 0:
        sys.exit(f"cost: error: this failed: {' '.join(command)}\n{result.stderr}")
    return result.stderr


def peak_memory(command):
    """Mebibytes of one run, in a process of its own so that it is the only child counted."""
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    output = subprocess.run([sys.executable, "-c", code] + command, check=True, stdout=subprocess.PIPE, text=True)
    return int(output.stdout) / 1024


def instructions(command, scratch):
    log = run(["valgrind", "--tool=callgrind", "--toggle-collect=heap2stack_run",
               f"--callgrind-out-file={scratch}/callgrind.out"] + command)
    return int(re.search(r"Collected : (\d+)", log).group(1))


def verdicts(command, scratch):
    remarks = f"{scratch}/remarks.yaml"
    run(command + [f"-pass-remarks-output={remarks}", "-pass-remarks-filter=heap2stack"])
    with open(remarks) as lines:
        kinds = [line.split()[1] for line in lines if line.startswith("---")]
    return kinds.count("!Passed"), kinds.count("!Missed")


def measure(kind, size, arguments, scratch):
    module = f"{scratch}/module.bc"
    text = generate.HEADER + "\n".join(kind(size))
    subprocess.run([f"{arguments.tools}/llvm-as", "-o", module], input=text, text=True, check=True)
    command = [f"{arguments.tools}/opt", f"-load-pass-plugin={arguments.plugin}", f"-passes={PASS}", module,
               "-disable-output"]
    return instructions(command, scratch), peak_memory(command), verdicts(command, scratch)


def sizes(kind, divide):
    factors = (0.1, 1, 10) if kind is generate.functions else (1, 2, 4)
    return [max(1, int(generate.KINDS[kind] * factor) // divide) for factor in factors]


def plot(measured, folder):
    """Writes growth.svg: instructions for each unit of size, as a share of those at the first size. Flat is linear."""
    blocks = []
    for name, points in measured.items():
        first = points[0][1] / points[0][0]
        blocks += [f"${name} << END", *(f"{size / points[0][0]} {count / size / first}" for size, count in points), "END"]
    script = "\n".join([
        *blocks, "set terminal svg size 900,500 font 'sans,12' background 'white'",
        f"set output '{folder / 'growth.svg'}'", "set logscale x 2", "set yrange [0:2]", "set grid",
        "set xlabel 'size, as a multiple of the first'", "set ylabel 'instructions of the pass for each unit of size'",
        "set key outside right noenhanced",
        "plot " + ", ".join(f"${name} with linespoints title '{name}'" for name in measured),
    ])
    subprocess.run(["gnuplot"], input=script, text=True, check=True, capture_output=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", required=True, help="the folder with opt and llvm-as")
    parser.add_argument("--plugin", required=True, help="heap2stack.so")
    parser.add_argument("--work", type=Path, required=True, help="where growth.svg goes")
    parser.add_argument("--divide", type=int, default=1, help="sizes are divided by this")
    parser.add_argument("kinds", nargs="*", help="kinds of generate.py; default: all")
    arguments = parser.parse_args()
    kinds = {kind.__name__: kind for kind in generate.KINDS}
    for name in arguments.kinds:
        if name not in kinds:
            sys.exit(f"cost: error: '{name}' is no kind; these are: {' '.join(kinds)}")
    worse = []
    measured = {}
    print(f"{'kind':<14}{'N':>8}{'instructions':>16}{'growth':>8}{'each':>8}{'peak':>10}{'moved':>8}{'kept':>8}")
    with tempfile.TemporaryDirectory() as scratch:
        for name in arguments.kinds or kinds:
            points = measured[name] = []
            for size in sizes(kinds[name], arguments.divide):
                count, memory, (moved, kept) = measure(kinds[name], size, arguments, scratch)
                growth = (count / points[-1][1]) ** (1 / math.log2(size / points[-1][0])) if points else None
                mark = ""
                if growth and growth > LIMIT:
                    mark = "  worse than linear"
                    worse.append(name)
                print(f"{name:<14}{size:>8}{count:>16,}{f'{growth:.2f}' if growth else '':>8}{count // size:>8,}"
                      f"{memory:>6.0f} MiB{moved:>8}{kept:>8}{mark}", flush=True)
                points.append((size, count))
    plot(measured, arguments.work)
    print(f"cost: {'growth is linear everywhere' if not worse else 'worse than linear: ' + ' '.join(dict.fromkeys(worse))}")
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
