#!/usr/bin/env python3
"""Runs the pass on one bad file after another: expect_errors.py CASES FILE COMMAND...

CASES has one bad line and its error a line: `COLUMN: MESSAGE | BAD LINE`. FILE is written with a comment and the
bad line, and COMMAND has to fail with the message at line 2 and that column of it.
"""
import re
import subprocess
import sys
from pathlib import Path

cases, file, command = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
failures = count = 0
for case in cases.read_text().splitlines():
    found = re.fullmatch(r"(\d+): (.*?) \| (.*)", case)
    if not found:
        sys.exit(f"not a case: {case}")
    count += 1
    file.write_text(f"# the next line is malformed\n{found[3]}\n")
    done = subprocess.run(command, capture_output=True, text=True)
    expected = f"error: heap2stack: {file}:2:{found[1]}: {found[2]}"
    if done.returncode != 1 or expected not in done.stderr.splitlines():
        failures += 1
        print(f"{found[3]}\n  expected {expected}\n  found    {done.stderr.strip()} (exit {done.returncode})")
if failures or not count:
    sys.exit(f"{failures} of {count} cases failed")
