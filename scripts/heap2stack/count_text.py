"""What heap2stack-count prints."""
import os

from heap2stack.join import Table
from heap2stack.tools import plural, printable

MOST_CALLERS = 3
MOST_UNREADABLE = 3
WIDEST_SITE = 60
WIDEST_FUNCTION = 50


def totals(counts):
    """One line about a run."""
    allocations, size = counts.own
    others = counts.allocations - allocations
    parts = [f"{plural(allocations, 'heap allocation')} ({plural(size, 'byte')}) by the program's own code",
             f"{others:,} in libraries", plural(counts.processes, "process")]
    if counts.peak_stack:
        parts.append(f"stack at most {counts.peak_stack // 1024:,} KiB")
    return ", ".join(parts)


def notes(counts):
    """What a reader of the numbers has to know."""
    lines = []
    if counts.unattributed:
        lines.append(f"{plural(counts.unattributed, 'allocation')} without a site: made before the counter was "
                     "ready, or by more call stacks than it keeps")
    if counts.bypassed:
        lines.append(f"{plural(counts.bypassed, 'program')} with a malloc of its own, which was not counted")
    if any(stack.is_own and not stack.frames[0].has_line for stack in counts.stacks):
        lines.append("some code has no line information: compile with -g or -gline-tables-only")
    for module in counts.unreadable[:MOST_UNREADABLE]:
        lines.append(f"cannot read {printable(module)}: its sites have no names")
    if len(counts.unreadable) > MOST_UNREADABLE:
        lines.append(f"nor {plural(len(counts.unreadable) - MOST_UNREADABLE, 'other program')} or library")
    return lines


def function_name(function, names):
    name = names.get(function, function)
    return name if len(name) <= WIDEST_FUNCTION else name[:WIDEST_FUNCTION - 1] + "…"


def site_name(row, names, labels):
    functions = sorted(function_name(function, names) for function in row.functions if function)
    place = f"{labels.of(row.path)}:{row.line}" if row.line else os.path.basename(row.path) or "(unknown)"
    return printable(" ".join([place, *functions[:1]]))


def location_name(location, names, labels):
    place = f"{labels.of(location.file)}:{location.line} " if location.line else ""
    return place + (function_name(location.function, names) or "(unknown)")


def caller_lines(row, names, labels, indent):
    """Who called the function that allocates, most often first."""
    callers = sorted(row.callers.items(), key=lambda item: (-item[1], item[0]))
    lines = []
    for locations, allocations in callers[:MOST_CALLERS]:
        path = ", from ".join(location_name(location, names, labels) for location in locations)
        lines.append(f"{'':{indent}}  from {printable(path)}: {allocations:,}")
    if len(callers) > MOST_CALLERS:
        lines.append(f"{'':{indent}}  from {plural(len(callers) - MOST_CALLERS, 'more place')}")
    return lines


def format_rows(table, columns, options):
    """Lines of a table whose first columns are `columns`: (heading, function from row to number)."""
    names, labels = table.names(), table.labels()
    rows = [row for row in table.sorted_rows() if row.is_own or options.libraries]
    shown = rows if options.top == 0 else rows[:options.top]
    sites = [site_name(row, names, labels) for row in shown]
    width = min(WIDEST_SITE, max([len(site) for site in sites], default=0))
    has_verdicts = options.records is not None
    heading = "  ".join(f"{heading:>12}" for heading, _ in columns) + "  site"
    lines = [f"{heading:{14 * len(columns) + width}}  verdict" if has_verdicts else heading]
    for row, site in zip(shown, sites):
        line = "  ".join(f"{number(row):>12,}" for _, number in columns) + f"  {site:{width}}"
        verdict = (row.verdict or ("not in the records" if row.is_own else "in a library")) if has_verdicts else ""
        lines.append(f"{line}  {printable(verdict)}".rstrip())
        if options.callers:
            lines += caller_lines(row, names, labels, 14 * len(columns))
    if len(rows) > len(shown):
        lines.append(f"and {plural(len(rows) - len(shown), 'more site')} (--top=0 shows all)")
    if labels.start:
        lines.append(f"(files are in {printable(labels.start)})")
    return lines


def one_run(counts, index, options):
    """The report on one run."""
    table = Table(index, options.callers)
    table.add_run(counts, 1)
    lines = [totals(counts)]
    if any(row.is_own or options.libraries for row in table.rows.values()):
        lines += ["", *format_rows(table, [("allocations", lambda row: row.allocations[1]),
                                           ("bytes", lambda row: row.bytes[1])], options)]
    return lines + notes(counts)


def two_runs(before, after, index, options):
    """The report on two runs."""
    table = Table(index, options.callers)
    table.add_run(before, 0)
    table.add_run(after, 1)
    lines = [f"before: {totals(before)}", f"after:  {totals(after)}"]
    if any(row.is_own or options.libraries for row in table.rows.values()):
        lines += ["", *format_rows(table, [("before", lambda row: row.allocations[0]),
                                           ("after", lambda row: row.allocations[1]),
                                           ("bytes before", lambda row: row.bytes[0]),
                                           ("bytes after", lambda row: row.bytes[1])], options)]
    lines += [f"before: {note}" for note in notes(before)] + [f"after: {note}" for note in notes(after)]
    return lines
