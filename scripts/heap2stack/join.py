"""Joins what a program allocated when it ran with what was decided about its source: by file and line."""
import os
from collections import Counter, defaultdict

from heap2stack.counts import Frame
from heap2stack.sources import Labels, LineIndex, is_system_header
from heap2stack.tools import demangle, plural

def index_verdicts(verdicts):
    """A LineIndex from lines to lists of verdicts."""
    index = LineIndex()
    for verdict in verdicts:
        if verdict.place:
            index.at(verdict.path, verdict.place.line, list).append(verdict)
    return index


def verdicts_of(index, frame):
    """The verdicts on the site that a frame of a call stack runs; empty if there are none.

    Where calls were inlined, the innermost line that has verdicts counts. Of those the ones on the same column and
    in the same function count, as far as there are such: the program may come from another build."""
    for location in frame.locations:
        found = location.line and index.find(location.file, location.line)
        if found:
            found = [v for v in found if v.place.column == location.column] or found
            return [v for v in found if v.function == frame.function] or found
    return []


def verdicts_of_stack(index, stack):
    """The verdicts on what a call stack allocates: on the site, or on the call of a constructor that has become a
    clone, which builds the object in its caller's frame."""
    site = verdicts_of(index, stack.frames[0])
    callers = [verdicts_of(index, frame) for frame in stack.frames[1:]]
    if not any(verdict.kind == "moved" for verdict in site):
        # The constructor may also have been inlined into its caller in this build.
        callers += [verdicts_of(index, Frame("", True, [location])) for location in stack.frames[0].locations[1:]]
        clones = [verdict for verdicts in callers for verdict in verdicts if verdict.is_in_clone]
        if clones:
            return clones
    return site


def describe(verdicts):
    """A few words for the verdicts on one place."""
    words = []
    kept = sorted({verdict.reason_text for verdict in verdicts if verdict.kind == "kept"})
    if any(verdict.is_moved_always and not verdict.is_in_clone for verdict in verdicts):
        words.append("moved")
    clones = sorted({f"{os.path.basename(verdict.path)}:{verdict.place.line}"
                     for verdict in verdicts if verdict.is_in_clone})
    if clones:
        words.append(f"moved by a clone for {clones[0]}" + (" and others" if len(clones) > 1 else ""))
    if any(verdict.is_conditional for verdict in verdicts):
        words.append("moved when it fits")
    return "; ".join(words + [f"kept: {reason}" for reason in kept])


def is_written(location):
    """The programmer wrote it: a line that is not in a system's header."""
    return location.line > 0 and not is_system_header(location.file)


def site_and_callers(stack):
    """The location that the programmer wrote for what a call stack allocates, and those of its callers, innermost
    first. Code of headers counts for the line that uses it, whether it was inlined there or not. The site is None
    for what a library allocates."""
    trail = [location._replace(column=0) for frame in stack.frames if frame.is_own for location in frame.locations]
    first = next((index for index, location in enumerate(trail) if is_written(location)), None)
    if not stack.is_own:
        return None, trail if first is None else list(filter(is_written, trail))
    if first is None:
        return trail[0], trail[1:]
    return trail[first], [location for location in trail[first + 1:] if is_written(location)]


class Row:
    """The allocations of one line of source, or of one function of a library (line 0)."""

    def __init__(self, path, line):
        self.path = path  # of the source, or of the library
        self.line = line
        self.functions = set()
        self.is_own = False
        self.allocations = [0, 0]  # of one run, or of the one before and the one after
        self.bytes = [0, 0]
        self.verdicts = [Counter(), Counter()]  # description -> allocations
        self.callers = defaultdict(int)  # locations of callers, innermost first -> allocations of all runs

    @property
    def verdict(self):
        """In words: on most of what the last run allocates, or the one before if it does no more."""
        verdicts = self.verdicts[1] or self.verdicts[0]
        most = sorted(verdicts, key=lambda verdict: (-verdicts[verdict], verdict))
        return most[0] + (f" (and {plural(len(most) - 1, 'other verdict')})" if len(most) > 1 else "") if most else ""


class Table:
    """Rows for one run or two."""

    def __init__(self, index, caller_count):
        self.index = index  # of verdicts
        self.caller_count = caller_count
        self.rows = {}
        self.lines = [LineIndex(), LineIndex()]  # rows of each run

    def add_run(self, counts, which):
        """Adds run number `which`, 0 or 1."""
        for stack in counts.stacks:
            if not stack.frames:
                continue
            site, callers = site_and_callers(stack)
            row = self.row_of(stack.frames[0], site, which)
            verdicts = verdicts_of_stack(self.index, stack)
            if verdicts:
                row.verdicts[which][describe(verdicts)] += stack.allocations
            row.allocations[which] += stack.allocations
            row.bytes[which] += stack.bytes
            if callers:
                row.callers[tuple(callers[:self.caller_count])] += stack.allocations

    def row_of(self, frame, site, which):
        """The row of a site, or of the function of a library."""
        if site and site.line:
            # The two runs may be of programs that were built in different folders.
            row = self.lines[0].find(site.file, site.line) if which else None
            row = row or self.lines[which].at(site.file, site.line, lambda: Row(site.file, site.line))
            key = id(row)
        else:
            site = frame.locations[0]
            key = (os.path.basename(frame.module), site.function)
            row = self.rows.get(key) or Row(frame.module, 0)
        self.rows[key] = row
        row.functions.add(site.function)
        row.is_own = row.is_own or frame.is_own
        return row

    def sorted_rows(self):
        """The rows with the most allocations, of the last run first, then of the one before."""
        return sorted(self.rows.values(), key=lambda row: (
            -row.allocations[1], -row.allocations[0], -row.bytes[1], -row.bytes[0], row.path, row.line,
            sorted(row.functions)))

    def names(self):
        """The functions of all rows, by what a programmer calls them."""
        functions = {function for row in self.rows.values() for function in row.functions}
        functions |= {caller.function for row in self.rows.values()
                      for callers in row.callers for caller in callers}
        return demangle(functions)

    def labels(self):
        """Short names of all files."""
        paths = {row.path for row in self.rows.values() if row.line}
        return Labels(paths | {caller.file for row in self.rows.values()
                               for callers in row.callers for caller in callers})
