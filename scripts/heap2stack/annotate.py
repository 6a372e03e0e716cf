"""The text of a source file as HTML, line by line, in colour where python3-pygments is installed."""
from html import escape

try:
    import pygments
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import CppLexer, get_lexer_for_filename
    from pygments.util import ClassNotFound
except ImportError:
    pygments = None

MOST_WHOLE = 3000      # lines of a file that is shown whole
CONTEXT = 12           # lines before and after an interesting one, in longer files
MOST_CHARACTERS = 600  # of one line
MOST_BYTES = 64 << 20


def syntax_style():
    """The style sheet of the colours."""
    return HtmlFormatter().get_style_defs(".source") if pygments else ""


class SourceText:
    """A source file; `problem` says why there is none."""

    def __init__(self, path, interesting, coloured):
        self.path = path
        self.coloured = coloured and pygments is not None
        self.interesting = sorted(number for number in interesting if number)
        self.problem = ""
        self.text = []
        try:
            with open(path, "rb") as file:
                content = file.read(MOST_BYTES)
            self.text = [clean(line) for line in content.decode(errors="replace").split("\n")]
        except (OSError, ValueError):
            self.problem = "was not found"

    def lines(self):
        """Yields (number, HTML) for the lines to show, in order; of a long file only those around the
        interesting ones. Lines that the file does not have are empty: it changed, or was not found."""
        for first, last in self.ranges():
            text = self.text[first - 1:last]
            for number, html in enumerate(self.colour(text), first):
                yield number, html
            for number in self.interesting:
                if first + len(text) <= number <= last:
                    yield number, ""

    def ranges(self):
        """(first, last) of the stretches to show."""
        length = len(self.text)
        beyond = [(number, number) for number in self.interesting if number > length]
        if 0 < length <= MOST_WHOLE:
            return [(1, length), *beyond]
        stretches = []
        for number in self.interesting:
            first, last = max(1, number - CONTEXT), min(length, number + CONTEXT)
            if number > length:
                break
            if stretches and first <= stretches[-1][1] + 1:
                stretches[-1] = (stretches[-1][0], last)
            else:
                stretches.append((first, last))
        return stretches + beyond

    def colour(self, text):
        """The HTML of some lines."""
        if not self.coloured or not text:
            return [escape(line) for line in text]
        try:
            lexer = get_lexer_for_filename(self.path, stripnl=False, ensurenl=False)
        except ClassNotFound:
            lexer = CppLexer(stripnl=False, ensurenl=False)
        html = pygments.highlight("\n".join(text), lexer, HtmlFormatter(nowrap=True)).split("\n")
        if html and len(html) == len(text) + 1 and not html[-1]:
            html.pop()
        return html if len(html) == len(text) else [escape(line) for line in text]


def clean(line):
    """The line without what would be a line end, or nothing, elsewhere; cut if it is very long."""
    line = "".join(char if char.isprintable() or char == "\t" else " " for char in line.rstrip("\r"))
    return line if len(line) <= MOST_CHARACTERS else line[:MOST_CHARACTERS] + " …"
