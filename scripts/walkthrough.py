#!/usr/bin/env python3
"""Runs the README's walk-through as it stands there and compares the output with the README's.

In the code blocks of the section "A walk-through" a line that starts with "$ " is a command, the lines after it are
its output; "..." stands for any number of lines. One shell runs them all in the project's folder. The projects they
build are fetched from Debian and copied to the folder build/walkthrough, which is removed first.

Options: --print writes the section's blocks with the real output instead of comparing.
"""
import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SECTION = "A walk-through"
TIME_LIMIT = 1200  # seconds for all of it
END = "--- end of output ---"


class Step(NamedTuple):
    """One command of the section and the output lines it is followed by there."""

    line: int
    command: str
    expected: list


def read_steps():
    """The steps in README.md; an error if there is no such section."""
    steps, inside, in_section = [], False, False
    for number, line in enumerate((ROOT / "README.md").read_text().splitlines(), 1):
        if line.startswith("## "):
            in_section = line[3:].strip() == SECTION
        elif in_section and line.startswith("```"):
            inside = not inside
        elif in_section and inside and line.startswith("$ "):
            steps.append(Step(number, line[2:], []))
        elif in_section and inside and steps and steps[-1].command.endswith("\\"):
            steps[-1] = steps[-1]._replace(command=f"{steps[-1].command}\n{line}")
        elif in_section and inside and steps:
            steps[-1].expected.append(line)
    if not steps:
        sys.exit(f"walkthrough: error: README.md has no commands in a section '{SECTION}'")
    return steps


def run(steps):
    """What each step writes, to both of its outputs."""
    script = "".join(f"{step.command}\necho '{END}'\n" for step in steps)
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", timeout=TIME_LIMIT)
    outputs = done.stdout.split(f"{END}\n")[:-1]
    if len(outputs) != len(steps):
        sys.exit(f"walkthrough: error: the shell ended with exit status {done.returncode} at "
                 f"README.md:{steps[len(outputs)].line}:\n{done.stdout}")
    return [output.splitlines() for output in outputs]


def matches(expected, output):
    """Whether the output is what the README says."""
    pattern = "".join(r"(?:.*\n)*" if line.strip() == "..." else re.escape(line.rstrip()) + r"\n"
                      for line in expected)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in output)) is not None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--print", action="store_true", help="write commands and output instead of comparing")
    options = parser.parse_args()
    steps = read_steps()
    shutil.rmtree(ROOT / "build" / "walkthrough", ignore_errors=True)
    failed = 0
    for step, output in zip(steps, run(steps)):
        if options.print:
            print(f"$ {step.command}", *output, sep="\n")
        elif not matches(step.expected, output):
            failed += 1
            print(f"README.md:{step.line}: $ {step.command}", "README.md says:", *step.expected, "but it is:",
                  *output, "", sep="\n")
    if not options.print:
        print(f"walkthrough: {len(steps) - failed} of {len(steps)} steps are as README.md says")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
