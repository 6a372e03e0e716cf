#!/usr/bin/env python3
"""A compiler for C that moves local variables to the heap (heapify.py) and has the pass move them back.

    HEAP2STACK_LLVM=22 HEAP2STACK=m=1,poison CC=.../heapify_cc.py ./configure && make

Any program becomes a test with thousands of promotions: scripts/realprograms.py --heapify. A source is compiled as
clang -O1 leaves it before any pass, changed, run through the pass alone and then compiled without optimisation.
Everything else (linking, preprocessing, C++) is clang's, and all of it where HEAPIFY=no is in the environment.
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import heapify  # noqa: E402

OPTIMISATION = ("-O", "-g")
WITH_VALUE = ("-I", "-D", "-U", "-MT", "-MF", "-MQ", "-include", "-isystem", "-std")
FOR_LINKER = ("-l", "-L", "-Wl,", "-rdynamic", "-shared", "-static")


def run(*command):
    status = subprocess.run(list(map(str, command)), check=False).returncode
    if status != 0:
        sys.exit(status)


class Command:
    """What the arguments ask for."""

    def __init__(self, arguments):
        self.sources, self.flags, self.inputs, self.output = [], [], [], None
        self.only_objects = "-c" in arguments
        rest = iter(arguments)
        for argument in rest:
            if argument == "-o":
                self.output = next(rest)
            elif argument == "-c" or argument.startswith(OPTIMISATION):
                continue
            elif argument.endswith(".c"):
                self.sources.append(argument)
            elif argument.startswith(FOR_LINKER) or argument.endswith((".o", ".a", ".so")):
                self.inputs.append(argument)
            elif argument in WITH_VALUE:
                self.flags += [argument, next(rest)]
            else:
                self.flags.append(argument)

    def object_of(self, source, folder):
        if not self.only_objects:
            return str(Path(folder) / f"{self.sources.index(source)}.o")
        return self.output or Path(source).stem + ".o"


def compile_source(tools, plugin, source, target, flags):
    with tempfile.TemporaryDirectory() as folder:
        text, before, after = (Path(folder) / name for name in ("text.ll", "before.bc", "after.bc"))
        run(tools / "clang", "-w", "-O1", "-Xclang", "-disable-llvm-passes", "-fno-discard-value-names", "-g1",
            "-S", "-emit-llvm", *flags, source, "-o", text)
        text.write_text(heapify.heapify(text.read_text()))
        run(tools / "opt", "-passes=instsimplify,verify", text, "-o", before)
        run(tools / "opt", f"-load-pass-plugin={plugin}", "-passes=heap2stack<no-cleanup>,verify", before, "-o", after)
        run(tools / "clang", "-w", "-O0", "-c", after, "-o", target)


def main():
    major = os.environ.get("HEAP2STACK_LLVM", "22")
    tools = Path(f"/usr/lib/llvm-{major}/bin")
    plugin = Path(__file__).resolve().parents[2] / "build" / f"llvm-{major}" / "heap2stack.so"
    arguments = sys.argv[1:]
    command = Command(arguments)
    if not command.sources or os.environ.get("HEAPIFY") == "no" or {"-E", "-S", "-M", "-MM"} & set(arguments):
        run(tools / "clang", *arguments)
        return
    with tempfile.TemporaryDirectory() as folder:
        objects = [command.object_of(source, folder) for source in command.sources]
        for source, target in zip(command.sources, objects):
            compile_source(tools, plugin, source, target, command.flags)
        if not command.only_objects:
            run(tools / "clang", *objects, *command.inputs, *(["-o", command.output] if command.output else []))


if __name__ == "__main__":
    main()
