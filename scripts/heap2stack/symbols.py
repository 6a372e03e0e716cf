"""From addresses in programs and libraries to functions and source lines, by llvm-symbolizer or addr2line."""
import json
import os
import re
from typing import NamedTuple

from heap2stack.tools import UserError, find_tool, run_tool


class Location(NamedTuple):
    """A place in the source. One address has several where calls were inlined."""

    function: str  # as the linker calls it; "" if unknown
    file: str      # "" if unknown
    line: int
    column: int    # 0 if unknown


def find_symbolizer():
    """A function from (module's path, addresses in its file) to a list of locations for each address, innermost
    first; None for a module that cannot be read."""
    tool = find_tool("llvm-symbolizer")
    if tool:
        return lambda path, addresses: from_llvm_symbolizer(tool, path, addresses)
    tool = find_tool("llvm-addr2line", "addr2line")
    if tool:
        return lambda path, addresses: from_addr2line(tool, path, addresses)
    raise UserError("neither llvm-symbolizer nor addr2line is installed (Debian packages llvm-22, binutils)")


def make_location(function, file, line, column):
    known = file not in ("", "??") and line > 0
    path = os.path.normpath(file) if known else ""
    return Location("" if function == "??" else function, path, line if known else 0, column if known else 0)


def from_llvm_symbolizer(tool, path, addresses):
    text = run_tool([tool, "--output-style=JSON", "--functions=linkage", "--no-demangle", "--inlines",
                     f"--obj={path}"], "".join(f"{address:#x}\n" for address in addresses))
    answers = [json.loads(line) for line in (text or "").splitlines()]
    if len(answers) != len(addresses) or any("Error" in answer for answer in answers):
        return None
    return [[make_location(symbol["FunctionName"], symbol["FileName"], symbol["Line"], symbol["Column"])
             for symbol in answer["Symbol"]] for answer in answers]


def from_addr2line(tool, path, addresses):
    text = run_tool([tool, "-a", "-f", "-i", "-e", path], "".join(f"{address:#x}\n" for address in addresses))
    if text is None:
        return None
    # The address, then pairs of lines: function, file:line
    answers, lines = [], iter(text.splitlines())
    for line in lines:
        if re.fullmatch(r"0x[0-9a-f]+", line):
            answers.append([])
            continue
        found = re.match(r"(.*):(\d+|\?)(?: \(discriminator \d+\))?$", next(lines, ""))
        if not answers or not found:
            return None
        number = 0 if found[2] == "?" else int(found[2])
        answers[-1].append(make_location(line, found[1], number, 0))
    return answers if len(answers) == len(addresses) else None
