#!/usr/bin/env python3
"""Checks that the pass needs no more memory than MOST on the modules of generate.py, beyond what opt needs without it.

    memory.py --tools /usr/lib/llvm-22/bin --plugin heap2stack.so [--divide N]

The address space is limited as well, so that a run away ends. scripts/cost.sh shows how memory grows with the size.
"""
import argparse
import subprocess
import sys
import tempfile

import cost
import generate

MOST = 192  # MiB
ADDRESS_SPACE = 2 << 30  # bytes: LLVM's library alone takes an eighth of it


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", required=True, help="the folder with opt")
    parser.add_argument("--plugin", required=True, help="heap2stack.so")
    parser.add_argument("--divide", type=int, default=1, help="sizes are divided by this")
    arguments = parser.parse_args()
    worse = 0
    with tempfile.TemporaryDirectory() as scratch:
        for kind, size in generate.KINDS.items():
            module = f"{scratch}/module.bc"
            text = generate.HEADER + "\n".join(kind(max(size // arguments.divide, 1)))
            subprocess.run([f"{arguments.tools}/llvm-as", "-o", module], input=text, text=True, check=True)
            plain = ["prlimit", f"--as={ADDRESS_SPACE}", f"{arguments.tools}/opt", module, "-disable-output"]
            without = cost.peak_memory([*plain, "-passes=verify"])
            with_pass = cost.peak_memory([*plain, f"-load-pass-plugin={arguments.plugin}", f"-passes={cost.PASS}"])
            is_worse = with_pass - without > MOST
            worse += is_worse
            print(f"{kind.__name__:<14}{without:>6.0f} MiB, with the pass {with_pass:>6.0f} MiB"
                  f"{'  TOO MUCH' if is_worse else ''}", flush=True)
    print(f"memory: {worse} kinds need too much")
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
