#!/usr/bin/env python3
"""Measures what the plugin adds to whole compilations (scripts/cost.sh runs it).

A unit is a list of processes: clang's -cc1 for each source file and, with link-time optimisation, the linker. Each is
run without and with the plugin under cachegrind, which counts instructions exactly, and once more by itself for its
peak memory. Addresses are fixed, because LLVM hashes pointers. Counts without the plugin depend on nothing that
changes here and are kept in the work folder.

Writes a table, and units.json in the work folder. The exit status is 1 if the median or the worst of the units is
over its target.
"""
import argparse
import hashlib
import json
import os
import re
import shlex
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import generate

HERE = Path(__file__).resolve().parent
MEDIAN_TARGET, WORST_TARGET = 2, 5  # per cent of clang's instructions
LTO = ["-flto", "-fuse-ld=lld"]


@dataclass
class Process:
    """One process to measure: its command, the folder it runs in, and what its environment adds."""

    command: list
    folder: Path
    environment: dict = field(default_factory=dict)

    def run(self, *prefix):
        """The standard error of a run, whose addresses are fixed, after a prefix."""
        result = subprocess.run(["setarch", "--addr-no-randomize", *prefix, *self.command], cwd=self.folder, text=True,
                                env={**os.environ, **self.environment}, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE)
        if result.returncode != 0:
            sys.exit(f"cost: error: this failed: {shlex.join(self.command)}\n{result.stderr}")
        return result.stderr

    def instructions(self):
        log = self.run("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
        return int(re.search(r"I +refs: +([\d,]+)", log)[1].replace(",", ""))

    def peak_memory(self):
        """Kibibytes."""
        code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
                "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)")
        return int(self.run(sys.executable, "-c", code).split()[-1])


class Compiler:
    """clang of one LLVM version, without or with the plugin."""

    def __init__(self, tools, plugin, folder):
        self.tools, self.plugin, self.folder = tools, plugin, folder
        folder.mkdir(parents=True, exist_ok=True)

    def command(self, *arguments):
        """The process that the driver would start."""
        driver = [f"{self.tools}/clang++" if arguments[0].endswith(".cpp") else f"{self.tools}/clang", *arguments]
        shown = subprocess.run([*driver, "-###"], cwd=self.folder, text=True, capture_output=True)
        if shown.returncode != 0:
            sys.exit(f"cost: error: this failed: {shlex.join(driver)}\n{shown.stderr}")
        return Process(shlex.split(shown.stderr.splitlines()[-1]), self.folder)

    def compilation(self, source, *options):
        output = f"{Path(source).stem}.o"
        plugin = [f"-fpass-plugin={self.plugin}"] if self.plugin else []
        return self.command(str(source), "-O2", "-w", "-c", "-o", output, *options, *plugin)

    def link(self, sources, *options):
        """The link of what the sources' compilations leave."""
        objects = [f"{Path(source).stem}.o" for source in sources]
        plugin = [f"-Wl,--load-pass-plugin={self.plugin}"] if self.plugin else []
        return self.command(*objects, *LTO, "-O2", "-o", "program", "-Wl,--threads=1", *options, *plugin)


def generated(compiler, size):
    module = compiler.folder / f"functions-{size}.ll"
    module.write_text(generate.HEADER + "\n".join(generate.functions(size)) + "\n")
    return [compiler.compilation(module)]


def lua_sources(arguments):
    return sorted(file for file in (arguments.lua / "src").glob("*.c") if file.name != "luac.c")


def lua_processes(compiler, arguments, *options):
    """The compilations; the header that Debian's package makes is of no importance here."""
    (compiler.folder / "lua5.4-deb-multiarch.h").write_text('#define DEB_HOST_MULTIARCH "none"\n')
    options = ["-std=gnu99", "-DLUA_USE_POSIX", "-I.", f"-I{arguments.lua / 'src'}", *options]
    return [compiler.compilation(file, *options) for file in lua_sources(arguments)]


def lua_link(compiler, arguments):
    """The link-time optimisation of Lua, after its compilations."""
    compilations = lua_processes(compiler, arguments, *LTO)
    for process in compilations:
        process.run()
    return [*compilations, compiler.link(lua_sources(arguments), "-lm")]


def units(arguments):
    """Each unit's name and a function: compiler -> its processes."""
    lua = len(lua_sources(arguments))
    found = {
        "sqlite3.c": lambda compiler: [compiler.compilation(arguments.sqlite)],
        f"lua, {lua} files": lambda compiler: lua_processes(compiler, arguments),
        f"lua, {lua} files, -flto": lambda compiler: lua_link(compiler, arguments),
        "pugixml.cpp": lambda compiler: [compiler.compilation(arguments.pugixml / "src" / "pugixml.cpp")],
        "templates.cpp": lambda compiler: [compiler.compilation(HERE / "Inputs" / "templates.cpp", "-std=c++17")],
        "regex.cpp": lambda compiler: [compiler.compilation(HERE / "Inputs" / "regex.cpp", "-std=c++17")],
        "regex.cpp, libc++": lambda compiler: [
            compiler.compilation(HERE / "Inputs" / "regex.cpp", "-std=c++17", "-nostdinc++", "-isystem",
                                 str(arguments.libcxx / "include"))],
    }
    for size in (1000, 10000, 100000):
        found[f"{size} functions"] = lambda compiler, size=size: generated(compiler, max(1, size // arguments.divide))
    return found


def measure(processes):
    return {"instructions": sum(process.instructions() for process in processes),
            "peak": max(process.peak_memory() for process in processes)}


def measure_plain(name, make, arguments):
    """Without the plugin; taken from an earlier run if all is as it was then."""
    processes = make(Compiler(arguments.tools, None, arguments.work / "plain" / name.replace(" ", "-")))
    state = hashlib.sha256(subprocess.check_output([f"{arguments.tools}/clang", "--version"]))
    for process in processes:
        state.update(repr(process.command).encode())
        for argument in process.command:
            if argument.endswith((".c", ".cpp", ".ll", ".o")) and (process.folder / argument).is_file():
                state.update((process.folder / argument).read_bytes() if not argument.endswith(".o") else b"")
    cache = arguments.work / f"plain-{state.hexdigest()[:16]}.json"
    if not cache.exists():
        cache.write_text(json.dumps(measure(processes)))
    return json.loads(cache.read_text())


def compare(name, make, arguments):
    plain = measure_plain(name, make, arguments)
    moved = measure(make(Compiler(arguments.tools, arguments.plugin, arguments.work / "moved" / name.replace(" ", "-"))))
    return {"plain": plain, "moved": moved,
            **{what: 100 * (moved[what] - plain[what]) / plain[what] for what in plain}}


def row(name, result):
    return (f"| {name} | {result['plain']['instructions'] / 1e9:.2f} | {result['instructions']:+.2f} "
            f"| {result['plain']['peak'] / 1024:.0f} | {result['peak']:+.1f} |")


def resolved(path):
    return Path(path).resolve()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", required=True, help="the folder with clang")
    parser.add_argument("--plugin", required=True, help="heap2stack.so")
    parser.add_argument("--work", type=resolved, required=True, help="where results and scratch files go")
    parser.add_argument("--sqlite", type=resolved, required=True, help="SQLite's amalgamation, sqlite3.c")
    parser.add_argument("--lua", type=resolved, required=True, help="Lua's source tree")
    parser.add_argument("--pugixml", type=resolved, required=True, help="pugixml's source tree")
    parser.add_argument("--libcxx", type=resolved, required=True, help="where libc++'s headers are")
    parser.add_argument("--divide", type=int, default=1, help="sizes of generated modules are divided by this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at once (default: all processors)")
    parser.add_argument("names", nargs="*", help="units whose names start like this; default: all")
    arguments = parser.parse_args()
    found = units(arguments)
    for name in arguments.names:
        if not any(unit.startswith(name) for unit in found):
            sys.exit(f"cost: error: '{name}' begins the name of no unit; these are: {', '.join(found)}")
    chosen = {unit: make for unit, make in found.items()
              if not arguments.names or any(unit.startswith(name) for name in arguments.names)}
    with ThreadPoolExecutor(arguments.jobs) as pool:
        results = dict(zip(chosen, pool.map(lambda unit: compare(unit, chosen[unit], arguments), chosen)))
    print("| -O2 | 10⁹ instructions | added % | peak MiB | added % |\n| --- | --: | --: | --: | --: |")
    for name, result in results.items():
        print(row(name, result))
    (arguments.work / "units.json").write_text(json.dumps(results, indent=1) + "\n")
    added = [result["instructions"] for result in results.values()]
    median, worst = statistics.median(added), max(added)
    print(f"cost: instructions added: median {median:.2f} % (target: under {MEDIAN_TARGET}), "
          f"worst {worst:.2f} % (target: under {WORST_TARGET})")
    sys.exit(median >= MEDIAN_TARGET or worst >= WORST_TARGET)


if __name__ == "__main__":
    main()
