#!/usr/bin/env python3
"""Runs the pass on modules under different layouts of its process's memory: it has to do the same each time.

    deterministic.py --opt OPT --plugin heap2stack.so MODULE...

Each module is run with the kernel's randomisation of addresses, again so, and without it and with another amount of
environment in front of the stack. Verdicts, their flows and the module that comes out are compared.
"""
import argparse
import os
import subprocess
import sys

PASS = "heap2stack<m=2;no-cleanup>"
WAYS = {
    "first": ([], {}),
    "second": ([], {}),
    "fixed addresses": (["setarch", "--addr-no-randomize"], {}),
    "more environment": ([], {"HEAP2STACK_PADDING": "x" * 100_003}),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--opt", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("modules", nargs="+")
    options = parser.parse_args()
    different = 0
    for module in options.modules:
        command = [options.opt, f"-load-pass-plugin={options.plugin}", f"-passes={PASS}", "-S", module, "-o", "-"]
        results = {name: subprocess.run([*prefix, *command], capture_output=True, check=False, timeout=300,
                                        env={**os.environ, **environment})
                   for name, (prefix, environment) in WAYS.items()}
        seen = {name: (done.returncode, done.stdout, done.stderr) for name, done in results.items()}
        for name, result in seen.items():
            if result != seen["first"]:
                print(f"deterministic: error: {module}: '{name}' is not the same", file=sys.stderr)
                different += 1
    print(f"{len(options.modules)} modules, {different} differences")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
