#!/usr/bin/env python3
"""Measures where in LLVM's pipelines the pass does best, and which clean-up should follow it.

The places are put into the pipelines' texts as `opt -print-pipeline-passes` prints them, so the extension points
where the plugin registers itself do not count. Each place is one line: the share of removable heap allocations that
are gone (those that hand/ removes; mean of the programs), and the geometric means of instructions (callgrind)
and of code size, relative to the same pipeline without the pass. The input is little, as in the tests.
"""
import argparse
import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import report
from builds import BuildError, Builder, RunError, VARIANTS, count_allocations, find_programs
from measure import Bench, JOBS

PASS = "heap2stack"
BARE = "heap2stack<no-cleanup>"


class Place(NamedTuple):
    """Where passes are put: after (+) or before (-) a text that occurs once in a pipeline."""

    title: str
    compile: tuple = ()  # (anchor, passes), in the pipeline of the compiler
    link: tuple | None = None  # the same for the link's; None: there is no link-time optimisation


EARLY = "-ipsccp,called-value-propagation"
BEFORE_INLINING = "-always-inline"
OPTIMIZER_EARLY = "+recompute-globalsaa"
LAST = "-alloc-token,globaldce"
LINK_START = "+cross-dso-cfi"
LINK_LAST = "-function(annotation-remarks)"

AT_COMPILE = (
    Place("-O2, without"),
    Place("-O2, early simplification", ((EARLY, PASS),)),
    Place("-O2, before inlining", ((BEFORE_INLINING, PASS),)),
    Place("-O2, optimizer early", ((OPTIMIZER_EARLY, PASS),)),
    Place("-O2, last", ((LAST, PASS),)),
    Place("-O2, before inlining and optimizer early", ((BEFORE_INLINING, PASS), (OPTIMIZER_EARLY, PASS))),
    Place("-O2, optimizer early and last", ((OPTIMIZER_EARLY, PASS), (LAST, PASS))),
    Place("-O2, optimizer early, no clean-up", ((OPTIMIZER_EARLY, BARE),)),
    Place("-O2, optimizer early, SROA", ((OPTIMIZER_EARLY, f"{BARE},function(sroa<modify-cfg>)"),)),
    Place("-O2, optimizer early, SROA EarlyCSE",
          ((OPTIMIZER_EARLY, f"{BARE},function(sroa<modify-cfg>,early-cse<memssa>)"),)),
    Place("-O2, optimizer early, clean-up and GVN DSE",
          ((OPTIMIZER_EARLY, f"{PASS},function(gvn<>,dse,simplifycfg)"),)),
)
AT_LINK = (
    Place("-O3 -flto, without", link=()),
    Place("-O3 -flto, compile", ((OPTIMIZER_EARLY, PASS),), ()),
    Place("-O3 -flto, link start", (), ((LINK_START, PASS),)),
    Place("-O3 -flto, link last", (), ((LINK_LAST, PASS),)),
    Place("-O3 -flto, compile and link start", ((OPTIMIZER_EARLY, PASS),), ((LINK_START, PASS),)),
    Place("-O3 -flto, compile and link last", ((OPTIMIZER_EARLY, PASS),), ((LINK_LAST, PASS),)),
)


def insert(pipeline, insertions):
    for anchor, passes in insertions:
        text = anchor[1:]
        if pipeline.count(text) != 1:
            raise BuildError(f"'{text}' is not once in this LLVM's pipeline")
        pipeline = pipeline.replace(text, f"{text},{passes}" if anchor[0] == "+" else f"{passes},{text}")
    return pipeline


class PlaceBench(Bench):
    def __init__(self, options):
        super().__init__(options)
        self.pipelines = {name: self.pipeline(name) for name in ("default<O2>", "lto-pre-link<O3>", "lto<O3>")}
        self.counted = {}  # instructions by the executable's hash

    def tool(self, *command):
        # What the plugin registers by itself must not run in addition.
        environment = {name: value for name, value in os.environ.items() if name != "HEAP2STACK"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if done.returncode != 0:
            raise BuildError(f"failed: {' '.join(map(str, command))}\n{done.stderr}")
        return done.stdout

    def pipeline(self, name):
        empty = self.work / "empty.ll"
        empty.write_text("")
        return self.tool(self.tools / "opt", "-print-pipeline-passes", f"-passes={name}", "-disable-output",
                         empty).strip()

    def optimise(self, module, result, passes):
        self.tool(self.tools / "opt", f"-load-pass-plugin={self.options.plugin}", f"-passes={passes}", module,
                  "-o", result)

    def build(self, program, place):
        clang = self.tools / ("clang++" if program.source.suffix == ".cpp" else "clang")
        level = "-O2" if place.link is None else "-O3"
        stem = self.work / f"{program.name}.place"
        module, executable = stem.with_suffix(".bc"), stem.with_suffix(".exe")
        standard = "-std=c++17" if program.source.suffix == ".cpp" else "-std=gnu17"
        self.tool(clang, standard, level, "-Xclang", "-disable-llvm-passes", "-emit-llvm", "-c", program.source, "-o",
                  module)
        if place.link is None:
            self.optimise(module, module, insert(self.pipelines["default<O2>"], place.compile))
        else:
            self.optimise(module, module, insert(self.pipelines["lto-pre-link<O3>"], place.compile))
            self.optimise(module, module, "internalize<preserve-gv=main>")
            self.optimise(module, module, insert(self.pipelines["lto<O3>"], place.link))
        self.tool(clang, level, "-Xclang", "-disable-llvm-passes", module, "-lm", "-o", executable)
        return executable

    def measure_place(self, program, place, expected):
        executable = self.build(program, place)
        command = [executable, program.small]
        output, allocations = count_allocations(executable, command[1:], self.libraries / "libheap2stack-count.so")
        if expected is not None and output != expected:
            raise RunError(f"{program.name}: {place.title}: wrong output")
        key = hashlib.sha256(executable.read_bytes()).digest()
        if key not in self.counted:
            self.counted[key] = self.count_instructions(command)
        return output, {"allocations": allocations, "instructions": self.counted[key],
                        "code": self.code_size(executable)}

    def measure_places(self, program):
        """The figures of one program by the places' titles, and the allocations of the version by hand."""
        builder = Builder(self.tools, self.options.plugin, self.work)
        hand = next(variant for variant in VARIANTS if variant.hand)
        _, limit = count_allocations(builder.build(program, hand), [program.small],
                                     self.libraries / "libheap2stack-count.so")
        result, expected = {}, None
        for place in (*AT_COMPILE, *AT_LINK):
            expected, result[place.title] = self.measure_place(program, place, expected)
        print(f"bench: {program.name}: measured", file=sys.stderr)
        return result, limit if program.has_hand else None


def rows(places, figures):
    without = places[0].title
    for place in places[1:]:
        removable = [(one[without]["allocations"] - one[place.title]["allocations"],
                      one[without]["allocations"] - limit) for one, limit in figures if limit is not None]
        means = [report.geometric_mean(one[place.title][metric] / one[without][metric] for one, _ in figures)
                 for metric in ("instructions", "code")]
        share = sum(done / most for done, most in removable if most) / max(1, len(removable))
        yield [place.title, *map(report.percent, (share, *means))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", required=True, help="folder of clang and opt")
    parser.add_argument("--plugin", required=True, help="heap2stack.so; the counting libraries lie beside it")
    parser.add_argument("--work", required=True, help="folder for what is built")
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help="default: all")
    options = parser.parse_args()

    bench = PlaceBench(options)
    programs = find_programs(options.programs)
    with ThreadPoolExecutor(JOBS) as pool:
        figures = list(pool.map(bench.measure_places, programs))
    print(report.table(["place", "% removed", "instructions %", "code %"],
                       [*rows(AT_COMPILE, figures), *rows(AT_LINK, figures)]))


if __name__ == "__main__":
    try:
        main()
    except (BuildError, RunError) as error:
        sys.exit(f"bench: error: {error}")
