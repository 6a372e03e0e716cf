"""The summary that heap2stack-report prints on the terminal."""
from heap2stack.join import describe
from heap2stack.tools import demangle, plural, printable

WIDEST_PLACE = 56


def headline(summary, record_files):
    """The totals, one or two sentences."""
    lines = {(file.path, line.number) for file in summary.files for line in file.lines.values()}
    if not summary.verdicts:
        return f"No allocation site in {plural(record_files, 'record file')}: nothing is allocated there, or " \
               "heap2stack was not loaded."
    conditional = f" ({summary.conditional:,} of them if they fit)" if summary.conditional else ""
    return f"{plural(summary.moved + summary.kept, 'allocation site')} on {plural(len(lines), 'line')} of " \
           f"{plural(len(summary.files), 'file')}: {summary.moved:,} moved to the stack{conditional}, " \
           f"{summary.kept:,} kept."


def table(heading, rows):
    """Aligned lines: all columns to the right, but the last one."""
    widths = [max(len(row[column]) for row in [heading, *rows]) for column in range(len(heading) - 1)]
    return ["  ".join([*(f"{cell:>{width}}" for cell, width in zip(row, widths)), row[-1]]).rstrip()
            for row in [heading, *rows]]


def reason_rows(summary):
    counted = summary.has_counts
    heading = ["sites", "lines", *(["allocations"] if counted else []), "kept because"]
    return table(heading, [[f"{reason.sites:,}", f"{len(reason.lines):,}",
                            *([f"{reason.allocations:,}"] if counted else []),
                            printable(f"{reason.text} ({reason.name})")] for reason in summary.kept_reasons])


def heat_columns(summary):
    """What is known about how often something runs: (heading, function from file or line to number)."""
    columns = []
    if summary.has_counts:
        columns.append(("allocations", lambda item: item.allocations))
    if summary.has_hotness:
        columns.append(("profile", lambda item: item.hotness))
    return columns


def file_rows(summary, files):
    heat = heat_columns(summary)
    return table([*(name for name, _ in heat), "kept", "moved", "file"],
                 [[*(f"{number(file):,}" for _, number in heat), f"{file.kept:,}", f"{file.moved:,}",
                   printable(summary.labels.of(file.path) or "(no source position)")] for file in files])


def line_rows(summary, lines):
    heat = heat_columns(summary)
    names = demangle({verdict.function for _, line in lines for verdict in line.verdicts})
    rows = []
    for file, line in lines:
        place = f"{summary.labels.of(file.path)}:{line.number}" if line.number else \
            names.get(line.verdicts[0].function, line.verdicts[0].function)
        rows.append([*(f"{number(line):,}" for _, number in heat), f"{line.kept:,}", f"{line.moved:,}",
                     printable(f"{place}  {describe(line.verdicts)}")])
    return table([*(name for name, _ in heat), "kept", "moved", "line"], rows)


def text_report(summary, record_files, top):
    """The lines to print; `top` is the most files and lines listed, 0 for all."""
    lines = [headline(summary, record_files)]
    if not summary.verdicts:
        return lines
    if summary.kept_reasons:
        lines += ["", *reason_rows(summary)]
    files = summary.files[:top or None]
    start = f" (in {printable(summary.labels.start)})" if summary.labels.start else ""
    lines += ["", f"Files{start}, by {summary.order}:", *file_rows(summary, files)]
    if len(summary.files) > len(files):
        lines.append(f"and {plural(len(summary.files) - len(files), 'more file')}")
    kept = summary.hottest_lines()
    shown = kept[:top or None]
    if shown:
        lines += ["", f"Lines with sites that are kept, by {summary.order}:", *line_rows(summary, shown)]
        if len(kept) > len(shown):
            lines.append(f"and {plural(len(kept) - len(shown), 'more line')}")
    if summary.unmatched:
        lines.append(f"{plural(summary.unmatched, 'allocation')} of the counted run on lines without records")
    return lines
