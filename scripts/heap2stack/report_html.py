"""Writes the HTML report: an index, and a page for each source file with its verdicts between the lines.

opt-viewer of LLVM's tools shows such records as well, in the order of the files. It does not say what they add up
to, leaves out what has no source position, and copies messages into its pages as they are; here they come from
C++ and Rust names and are full of `<`.

The pages need no script and load nothing; the same records give the same bytes.
"""
import os
import re
from html import escape

from heap2stack.annotate import SourceText, syntax_style
from heap2stack.join import describe
from heap2stack.report_text import headline, heat_columns
from heap2stack.tools import UserError, demangle, plural, printable

GENERATOR = '<meta name="generator" content="heap2stack-report">'
PAGE_NAME = re.compile(r"\d{4,}-[\w.+-]*\.html")
MOST_LINES_ON_INDEX = 100
MOST_FUNCTIONS = 4
MOST_COLOURED = 100  # source files, the first ones: colours take most of the time

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; color: #1f2328; margin: 2em auto; max-width: 76em; padding: 0 1em; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; }
a { color: #0757ad; text-decoration: none; } a:hover { text-decoration: underline; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; border-bottom: 2px solid #d0d7de; }
th, td { padding: .25em .6em; vertical-align: top; }
.list td { border-bottom: 1px solid #eaeef2; overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; width: 1%; }
.name { color: #59636e; font-size: .9em; }
.bar { display: flex; width: 8em; height: .7em; margin-top: .4em; background: #e5534b; }
.bar div { background: #2da44e; }
.kept { color: #a40e26; } .moved { color: #116329; }
.source td { padding: 0 .6em; } .source pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.source pre, .source .number { font: 13px/1.5 ui-monospace, monospace; }
.source .number { color: #818b98; user-select: none; }
.marked td { background: #fff8e1; }
.note td { background: #f6f8fa; padding: .1em .6em .3em; font-size: .93em; }
.note .kept, .note .moved { font-weight: 600; }
.gap td { color: #818b98; text-align: center; }
details { margin-left: 1.2em; } details ol { margin: 0; } summary { cursor: pointer; color: #0757ad; }
"""


def page(title, body, style=STYLE):
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
{GENERATOR}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{text(title)}</title>
<style>{style}</style>
</head>
<body>
{body}</body>
</html>
"""


def text(value):
    """Escaped, without control characters."""
    return escape(printable(value))


def number_cell(value):
    return f'<td class="number">{value:,}</td>'


def table(headings, rows, css="list"):
    """A table; a heading that starts with # is that of a column of numbers, and cells are HTML with their td."""
    head = "".join(f'<th class="number">{text(heading[1:])}</th>' if heading.startswith("#")
                   else f"<th>{text(heading)}</th>" for heading in headings)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f'<table class="{css}">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>\n'


class Report:
    """The pages of one report."""

    def __init__(self, summary, record_files, title):
        self.summary = summary
        self.record_files = record_files
        self.title = title
        self.names = demangle({verdict.function for verdict in summary.verdicts})
        self.pages = {}
        for position, path in enumerate(sorted(file.path for file in summary.files), 1):
            name = re.sub(r"[^\w.+-]", "_", os.path.basename(path), flags=re.ASCII)[:80] or "no-position"
            self.pages[path] = f"{position:04}-{name}.html"

    def write(self, folder):
        """Writes all pages to a folder, which is new, empty, or has an older report."""
        try:
            prepare(folder)
            write_page(folder, "index.html", self.index())
            for position, file in enumerate(self.summary.files):
                write_page(folder, self.pages[file.path], self.source_page(file, position < MOST_COLOURED))
        except OSError as error:
            raise UserError(f"{printable(error.filename or folder)}: {error.strerror}") from None

    # ---- The index ----

    def index(self):
        parts = [f"<h1>{text(self.title)}</h1>\n<p>{text(headline(self.summary, self.record_files))}</p>\n"]
        if self.summary.kept_reasons:
            parts.append(f"<h2>Why sites are kept</h2>\n{self.reason_table()}")
        if self.summary.files:
            start = f"<p>In {text(self.summary.labels.start)}:</p>\n" if self.summary.labels.start else ""
            parts.append(f"<h2>Files, by {self.summary.order}</h2>\n{start}{self.file_table()}")
        lines = self.summary.hottest_lines()
        if lines:
            shown = lines[:MOST_LINES_ON_INDEX]
            first = f", the first {len(shown)} of {len(lines):,}" if len(shown) < len(lines) else ""
            parts.append(f"<h2>Lines with sites that are kept, by {self.summary.order}{first}</h2>\n"
                         f"{self.line_table(shown)}")
        if self.summary.unmatched:
            parts.append(f"<p>{plural(self.summary.unmatched, 'allocation')} of the counted run on lines without "
                         "records.</p>\n")
        return page(self.title, "".join(parts))

    def reason_table(self):
        counted = self.summary.has_counts
        rows = [number_cell(reason.sites) + number_cell(len(reason.lines)) +
                (number_cell(reason.allocations) if counted else "") +
                f'<td>{text(reason.text)} <span class="name">{text(reason.name)}</span></td>'
                for reason in self.summary.kept_reasons]
        return table(["#sites", "#lines", *(["#allocations"] if counted else []), "reason"], rows)

    def file_table(self):
        heat = heat_columns(self.summary)
        rows = []
        for file in self.summary.files:
            share = 100 * file.moved / (file.moved + file.kept)
            rows.append("".join(number_cell(number(file)) for _, number in heat) + number_cell(file.kept) +
                        number_cell(file.moved) + '<td class="number"><div class="bar">'
                        f'<div style="width:{share:.0f}%"></div></div></td><td>{self.link(file.path)}</td>')
        return table([*(f"#{name}" for name, _ in heat), "#kept", "#moved", "", "file"], rows)

    def line_table(self, lines):
        heat = heat_columns(self.summary)
        rows = ["".join(number_cell(number(line)) for _, number in heat) + number_cell(line.kept) +
                f"<td>{self.link(file.path, line.number)}</td><td>{text(describe(line.verdicts))}</td>"
                for file, line in lines]
        return table([*(f"#{name}" for name, _ in heat), "#kept", "line", "verdict"], rows)

    def link(self, path, line=0):
        label = self.summary.labels.of(path) if path else "(no source position)"
        fragment, position = (f"#L{line}", f":{line}") if line else ("", "")
        return f'<a href="{text(self.pages[path])}{fragment}">{text(label)}{position}</a>'

    # ---- A source file ----

    def source_page(self, file, coloured):
        label = self.summary.labels.of(file.path) if file.path else "Sites without a source position"
        source = SourceText(file.path, list(file.lines), coloured) if file.path else None
        about = f"{plural(file.moved + file.kept, 'allocation site')}: {file.moved:,} moved to the stack, " \
                f"{file.kept:,} kept."
        if source is None:
            about += " Compile with -gline-tables-only (or -g) to see where they are."
        elif source.problem:
            about += f" The source {source.problem}; --source-dir tells where it is."
        rows = "".join(self.source_rows(file, source))
        return page(label, f'<p><a href="index.html">{text(self.title)}</a></p>\n<h1>{text(label)}</h1>\n'
                           f'<p>{text(about)}</p>\n<table class="source">\n{rows}</table>\n', STYLE + syntax_style())

    def source_rows(self, file, source):
        """The lines of source, each followed by the verdicts on it."""
        heat = heat_columns(self.summary)
        columns = 2 + len(heat)
        last = 0
        for number, html in source.lines() if source else [(0, "")]:
            if number > last + 1:
                yield f'<tr class="gap"><td colspan="{columns}">⋯</td></tr>\n'
            last = number
            line = file.lines.get(number)
            if number:
                numbers = "".join(number_cell(value(line)) if line else "<td></td>" for _, value in heat)
                marked = ' class="marked"' if line else ""
                yield f'<tr id="L{number}"{marked}><td class="number">{number}</td>{numbers}' \
                      f"<td><pre>{html}</pre></td></tr>\n"
            for note in self.notes(line) if line else ():
                yield f'<tr class="note"><td colspan="{columns - 1}"></td><td>{note}</td></tr>\n'

    def notes(self, line):
        """HTML for each verdict on a line; what is said of several functions is one."""
        groups = {}
        for verdict in line.verdicts:
            column = verdict.place.column if verdict.place else 0
            groups.setdefault((column, verdict.kind, verdict.message), []).append(verdict)
        for (column, kind, message), verdicts in sorted(groups.items()):
            position = f"column {column}: " if column else ""
            facts = [self.functions(verdicts)]
            copies = sum(verdict.copies for verdict in verdicts)
            if copies > 1:
                facts.append(f"{copies:,} copies")
            files = max(verdict.files for verdict in verdicts)
            if files > 1:
                facts.append(f"compiled in {files:,} files")
            if any(verdict.hotness is not None for verdict in verdicts):
                facts.append(f"profile {sum(verdict.hotness or 0 for verdict in verdicts):,}")
            flow = next((verdict.flow for verdict in verdicts if verdict.flow), [])
            steps = "".join(f"<li>{self.step(step)}</li>" for step in flow)
            why = f"<details><summary>why</summary><ol>{steps}</ol></details>" if steps else ""
            yield f'{position}<span class="{kind}">{text(message)}</span> ' \
                  f'<span class="name">{text(", ".join(facts))}</span>{why}'

    def step(self, step):
        """HTML for one step of a flow; with a link to its line, if there is a page for it."""
        if step.path not in self.pages or not step.path:
            return text(step.text)
        return f'<a href="{text(self.pages[step.path])}#L{step.line}">{text(step.text)}</a>'

    def functions(self, verdicts):
        names = sorted({self.names.get(verdict.function, verdict.function) for verdict in verdicts})
        more = f" and {len(names) - MOST_FUNCTIONS} more" if len(names) > MOST_FUNCTIONS else ""
        return f"in {', '.join(names[:MOST_FUNCTIONS])}{more}"


def prepare(folder):
    """Makes the folder, or removes the pages of an older report from it."""
    os.makedirs(folder, exist_ok=True)
    names = os.listdir(folder)
    if not names:
        return
    try:
        with open(os.path.join(folder, "index.html"), encoding="utf-8", errors="replace") as file:
            is_report = GENERATOR in file.read(4096)
    except OSError:
        is_report = False
    if not is_report:
        raise UserError(f"{printable(folder)}: the folder is not empty and has no report of heap2stack-report")
    for name in names:
        if PAGE_NAME.fullmatch(name):
            os.remove(os.path.join(folder, name))


def write_page(folder, name, content):
    with open(os.path.join(folder, name), "w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(content)
