#!/usr/bin/env python3
"""Builds one program of the benchmark with and without heap2stack, runs both on little input, and checks that
they give the same output and that as many heap allocations are left as the program's comments say:

    // RUN: %bench %s
    // SMALL: 20                   the program's argument
    // HEAP: plain=500 moved=20    without and with heap2stack; moved@19=30 is for one version of LLVM
"""
import argparse
import re
import sys
from pathlib import Path

from builds import VARIANTS, Builder, BuildError, RunError, count_allocations, read_program


def expected_counts(source, llvm):
    """The HEAP comment's numbers by variant."""
    line = re.search(r"^// HEAP: (.*)$", source.read_text(), re.MULTILINE)
    items = [re.fullmatch(r"(plain|moved)(?:@(\d+))?=(\d+)", item) for item in line[1].split()] if line else []
    if not items or None in items:
        raise BuildError(f"{source.name}: no '// HEAP: plain=N moved=N' line")
    general = {item[1]: int(item[3]) for item in items if not item[2]}
    return general | {item[1]: int(item[3]) for item in items if item[2] == llvm}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llvm", required=True, help="major version under test")
    parser.add_argument("--tools", required=True, help="folder of clang")
    parser.add_argument("--plugin", required=True, help="heap2stack.so")
    parser.add_argument("--count", required=True, help="libheap2stack-count.so")
    parser.add_argument("--work", required=True, help="folder for what is built")
    parser.add_argument("source", type=Path)
    options = parser.parse_args()

    program = read_program(options.source)
    expected = expected_counts(program.source, options.llvm)
    builder = Builder(options.tools, options.plugin, options.work)
    outputs, problems = {}, []
    for variant in VARIANTS:
        if variant.name not in expected:
            continue
        executable = builder.build(program, variant, counted=True)
        outputs[variant.name], found = count_allocations(executable, [program.small], options.count)
        print(f"{program.name}, {variant.title}: {found} heap allocations")
        if found != expected[variant.name]:
            problems.append(f"{variant.title}: expected {expected[variant.name]} heap allocations, found {found}")
    if outputs["plain"] != outputs["moved"]:
        problems.append(f"output: expected\n{outputs['plain'].decode()}found\n{outputs['moved'].decode()}")
    if problems:
        sys.exit("bench: error: " + "\n".join(problems))


if __name__ == "__main__":
    try:
        main()
    except (BuildError, RunError) as error:
        sys.exit(f"bench: error: {error}")
