"""The benchmark's programs, the ways to build them, and how a build is run: used by check.py and measure.py.

A program is a C or C++ file in this folder; it takes one argument that says how much to do. In the folder hand/
there is a version of it with the same output, in which a programmer has moved to the stack whatever lives no
longer than some function's call: single objects, and buffers that are small as a rule, with the heap for large
ones. Objects keep their identity: nothing is copied that the program does not copy, nothing is merged into a
pool, and what is as much as the input says stays. A program without such a version has nothing to move.
"""
import os
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent
COMPILE_LIMIT = 120  # seconds
RUN_LIMIT = 20       # seconds; a valgrind run gets more


class BuildError(Exception):
    """The compiler failed; the message says how."""


class RunError(Exception):
    """The program failed; the message says how."""


class Program(NamedTuple):
    name: str
    source: Path
    hand: Path  # the stack version, or `source` where there is none
    small: str  # the argument for a quick run

    @property
    def has_hand(self):
        return self.hand != self.source


class Variant(NamedTuple):
    """One way to build a program."""

    name: str
    title: str
    flags: tuple = ()
    plugin: bool = False
    hand: bool = False


ATTRIBUTOR = ("-mllvm", "-attributor-enable=all", "-mllvm", "-max-heap-to-stack-size=65535")
LINK_TIME = ("-O3", "-flto", "-fuse-ld=lld")
VARIANTS = (
    Variant("plain", "-O2", ("-O2",)),
    Variant("attributor", "-O2, Attributor", ("-O2", *ATTRIBUTOR)),
    Variant("moved", "-O2, heap2stack", ("-O2",), plugin=True),
    Variant("hand", "-O2, by hand", ("-O2",), hand=True),
    Variant("lto", "-O3 -flto", LINK_TIME),
    Variant("lto-moved", "-O3 -flto, heap2stack", LINK_TIME, plugin=True),
)


def read_program(source):
    hand = FOLDER / "hand" / source.name
    small = re.search(r"^// SMALL: (\d+)$", source.read_text(), re.MULTILINE)
    if not small:
        raise BuildError(f"{source.name}: no '// SMALL: N' line with the argument for a quick run")
    return Program(source.stem, source, hand if hand.exists() else source, small[1])


def find_programs(names):
    """The programs of these names, or all if there are none."""
    programs = [read_program(source) for source in sorted(FOLDER.glob("*.c*"))]
    unknown = sorted(set(names) - {program.name for program in programs})
    if unknown:
        raise BuildError(f"no such program: {', '.join(unknown)}")
    return [program for program in programs if not names or program.name in names]


class Builder:
    """Builds programs in the folder `work` with the clang in `tools` and a plugin."""

    def __init__(self, tools, plugin, work):
        self.tools = Path(tools)
        self.plugin = plugin
        self.work = Path(work)
        self.work.mkdir(parents=True, exist_ok=True)

    def build(self, program, variant, options="", counted=False):
        """Returns the executable. `options` are the pass's, as in the environment variable HEAP2STACK. In one to be
        `counted` what the C++ library allocates for the program is the program's own: it is linked statically."""
        source = program.hand if variant.hand else program.source
        counted = counted and source.suffix == ".cpp"
        executable = self.work / f"{program.name}.{variant.name}{'.counted' if counted else ''}"
        language = ["clang++", "-std=c++17"] if source.suffix == ".cpp" else ["clang", "-std=gnu17"]
        command = [self.tools / language[0], language[1], *variant.flags]
        if variant.plugin:
            command.append(f"-fpass-plugin={self.plugin}")
            if "-flto" in variant.flags:
                command.append(f"-Wl,--load-pass-plugin={self.plugin}")
        if "-flto" in variant.flags:
            command.append(f"--ld-path={self.tools / 'ld.lld'}")
        command += [source, "-lm", *(["-static-libstdc++"] if counted else []), "-o", executable]
        environment = {**os.environ, "HEAP2STACK": options}
        if not options:
            del environment["HEAP2STACK"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=COMPILE_LIMIT)
        except subprocess.TimeoutExpired:
            raise BuildError("the compiler does not end") from None
        if done.returncode != 0:
            raise BuildError(f"the compiler fails:\n{done.stderr}")
        return executable


def run(command, preload=None, report=None, prefix=(), limit=RUN_LIMIT):
    """Runs a build, under the command `prefix`; returns its standard output, and the text of the file `report`
    that a preloaded library, which is told by the environment where it is, writes."""
    if preload:
        report.unlink(missing_ok=True)
        command = ["env", f"LD_PRELOAD={preload}", f"HEAP2STACK_COUNT_FILE={report}",
                   f"HEAP2STACK_DEPTH_FILE={report}", *command]
    try:
        done = subprocess.run([*prefix, *command], stdin=subprocess.DEVNULL, capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        raise RunError("hangs") from None
    if done.returncode < 0:
        raise RunError("crashes")
    if done.returncode != 0:
        raise RunError("wrong exit status")
    return done.stdout, report.read_text() if preload else ""


def count_allocations(executable, argument, count_library):
    """Returns the output and the number of allocations of the program's own code."""
    output, report = run([executable, *argument], count_library, executable.with_suffix(".count"))
    return output, int(re.match(r"heap allocations: (\d+) ", report)[1])
