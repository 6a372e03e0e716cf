"""Reads the optimisation records of a build: what heap2stack decided at each allocation site.

A record file is a sequence of YAML documents, from `--- !Passed` (or `!Missed`, ...) to `...`, both at the start
of a line. Files of a whole build hold the records of every pass, so documents are told apart by their lines, and
only those of heap2stack are parsed as YAML.

The same record comes many times: an inline function of a header is compiled with each file that includes it.
Records that say the same of the same function and place are one verdict; `copies` is the largest number of
them in one file (a site may be inlined more than once), `files` how many files have it.
"""
import os
import re
from typing import NamedTuple

try:
    import yaml
except ImportError:
    yaml = None  # what needs no records works without it

from heap2stack.sources import is_system_header
from heap2stack.tools import UserError, find_tools, printable, run_tool

PASS_NAME = "heap2stack"
# Names of record files that compilers and linkers choose: a.opt.yaml, a.opt.ld.yaml, a.opt.ld.yaml.thin.1.yaml
RECORD_FILE = re.compile(r"\.opt(\.ld)?\.(yaml|bitstream)(\.thin\.\d+\.(yaml|bitstream))?$")
BITSTREAM_MAGIC = b"RMRK"
STRING_TABLE_MAGIC = b"REMARKS\0"
PASS_LINE = re.compile(rf"^Pass:\s+(?:{PASS_NAME}|'{PASS_NAME}'|\"{PASS_NAME}\")\s*$", re.MULTILINE)
BOUNDARY = re.compile(r"^(?:---|\.\.\.).*$", re.MULTILINE)
ANY_PASS_LINE = re.compile(r"^Pass:\s+\S", re.MULTILINE)
KEPT_MESSAGE = re.compile(r" escapes to heap(?:: (.*))?$", re.DOTALL)
KINDS = {"Passed": "moved", "Missed": "kept"}
# Where a site was inlined to, in the argument Inlined: "inlined at b.h:5:6, into main() at a.c:9:3"
INLINED = re.compile(r"\bat (.+?):(\d{1,9}):(\d{1,9})(?=, |$)", re.DOTALL)


class Place(NamedTuple):
    """A place in the source as a record names it."""

    file: str
    line: int
    column: int


class Step(NamedTuple):
    """One step of the way from a site to where its object escapes."""

    text: str
    path: str  # of the source; "" if the record does not tell
    line: int


class Verdict:
    """What was decided at one site of one function; `place` is None without debug information."""

    def __init__(self, kind, reason, arguments, function, place, path):
        self.kind = kind          # "moved" or "kept"
        self.reason = reason      # "EscapesReturn"
        self.arguments = arguments
        self.message = arguments["Message"]
        self.function = function  # as the linker calls it
        self.place = place
        self.path = path          # of the source; the name in the record if it is not to be found
        self.flow = []            # the Steps that explain it
        self.hotness = None       # how often it runs, by the profile of the build
        self.copies = 0
        self.files = 0

    @property
    def is_conditional(self):
        """Moved if the object is small enough, or a slot is free, when the program runs."""
        return self.arguments.get("Slot") in ("guarded", "pooled") or self.message.startswith("moved to stack when ")

    @property
    def is_moved_always(self):
        return self.kind == "moved" and not self.is_conditional

    @property
    def is_in_clone(self):
        """What a function that is called here makes is moved, by a clone of that function."""
        return self.arguments.get("Slot") == "clone" or self.kind == "moved" and " via clone " in self.message

    @property
    def reason_text(self):
        """Why it was kept, in words."""
        found = KEPT_MESSAGE.search(self.message)
        return self.arguments.get("Reason") or (found and found[1]) or self.message


class Records:
    """The verdicts of all record files."""

    def __init__(self):
        self.verdicts = {}  # by what makes two records the same; in the order of reading
        self.file_count = 0
        self.problems = []  # files that could not be read, each a message with file and line

    def sorted_verdicts(self):
        def order(verdict):
            place = verdict.place or Place("", 0, 0)
            return (verdict.path or "", place, verdict.function, verdict.kind, verdict.reason, verdict.message)
        return sorted(self.verdicts.values(), key=order)


def find_record_files(roots):
    """The record files among `roots`, which are files (of any name) or folders that are searched; sorted."""
    files = set()
    for root in roots:
        if os.path.isfile(root):
            files.add(root)
        elif os.path.isdir(root):
            for folder, _, names in os.walk(root):
                paths = (os.path.join(folder, name) for name in names if RECORD_FILE.search(name))
                files.update(path for path in paths if os.path.isfile(path))
        else:
            raise UserError(f"no such file or folder: {printable(root)}")
    if not files:
        raise UserError(f"no optimisation records (*.opt.yaml) in {printable(' '.join(roots))}; "
                        "compile with -fsave-optimization-record")
    return sorted(files)


def read_records(roots, sources):
    """Reads all record files; `sources` finds the files that they name. What is wrong with single files is in
    the result's `problems`."""
    if not hasattr(yaml, "CBaseLoader"):
        raise UserError("reading optimisation records takes PyYAML with libyaml (Debian package python3-yaml)")
    records = Records()
    for path in find_record_files(roots):
        records.file_count += 1
        try:
            add_file(records, path, sources)
        except UserError as error:
            records.problems.append(str(error))
    return records


def read_text(path):
    """The YAML text of a record file, converted from LLVM's binary format where it has that."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise UserError(f"{printable(path)}: {error.strerror}") from None
    if content.startswith(STRING_TABLE_MAGIC):
        raise UserError(f"{printable(path)}: records with a string table (yaml-strtab) cannot be read; "
                        "compile with -fsave-optimization-record=yaml")
    if not content.startswith(BITSTREAM_MAGIC):
        return content.decode(errors="replace")
    tools = find_tools("llvm-remarkutil")
    if not tools:
        raise UserError(f"{printable(path)}: only llvm-remarkutil (Debian package llvm-22) can read LLVM's bitstream "
                        "format; or compile with -fsave-optimization-record=yaml")
    for tool in tools:  # each version reads its own files only
        text = run_tool([tool, "bitstream2yaml", path], "")
        if text is not None:
            return text
    raise UserError(f"{printable(path)}: no llvm-remarkutil that is installed can read this file in LLVM's bitstream "
                    "format; compile with -fsave-optimization-record=yaml")


def split_documents(path, text):
    """Yields (line number, tag, text) for each document of heap2stack in a record file."""
    name = printable(path)
    line, counted = 1, 0  # the number of the line at offset `counted`

    def line_at(offset):
        nonlocal line, counted
        line += text.count("\n", counted, offset)
        counted = offset
        return line

    begin, tag = None, ""  # of the document that is open
    last = 0               # the end of the last document
    for boundary in BOUNDARY.finditer(text):
        if boundary[0].startswith("---"):
            if begin is not None:
                first = line_at(begin.start())
                raise UserError(f"{name}:{line_at(boundary.start())}: a record begins inside the one of line {first}")
            found = re.fullmatch(r"--- !(\w+)\s*", boundary[0])
            if not found or text[last:boundary.start()].strip():
                break
            begin, tag = boundary, found[1]
        elif boundary[0].rstrip() == "...":
            if begin is None:
                break
            first, last = begin.end() + 1, boundary.end()
            if PASS_LINE.search(text, first, last):
                yield line_at(begin.start()), tag, text[first:boundary.start()]
            elif not ANY_PASS_LINE.search(text, first, last):
                raise UserError(f"{name}:{line_at(begin.start())}: not an optimisation record: it names no pass")
            begin = None
    if begin is not None:
        raise UserError(f"{name}:{line_at(begin.start())}: the record that begins here has no end "
                        "(an interrupted build?)")
    rest = text[last:].lstrip()
    if rest:
        raise UserError(f"{name}:{line_at(len(text) - len(rest))}: not an optimisation record: "
                        f"{excerpt(rest.split(chr(10), 1)[0])}")


def excerpt(line):
    line = printable(line)
    return f"'{line}'" if len(line) <= 60 else f"'{line[:60]}...'"


def parse_document(path, line, text):
    """The fields of one record; every scalar is a string."""
    try:
        fields = build(yaml.parse(text, Loader=yaml.CBaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        at = line + 1 + mark.line if mark else line
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "malformed"
        raise UserError(f"{printable(path)}:{at}: malformed YAML: {printable(str(what))}") from None
    if not isinstance(fields, dict):
        raise UserError(f"{printable(path)}:{line}: not an optimisation record: no fields")
    return fields


def build(events):
    """The value that YAML events spell, of dictionaries, lists and strings. Much faster than the loader's own way,
    which tries to find a type for each scalar. Aliases, which records do not have, are None."""
    open_values = [[]]  # innermost last
    keys = []           # of each open value: the key that waits for a value, if it is a dictionary
    missing = object()
    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = event.value
        elif kind is yaml.MappingStartEvent:
            open_values.append({})
            keys.append(missing)
            continue
        elif kind is yaml.SequenceStartEvent:
            open_values.append([])
            keys.append(missing)
            continue
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            value = open_values.pop()
            keys.pop()
        elif kind is yaml.AliasEvent:
            value = None
        else:
            continue
        if isinstance(open_values[-1], list):
            open_values[-1].append(value)
        elif keys[-1] is missing:
            keys[-1] = value if isinstance(value, str) else str(type(value))
        else:
            open_values[-1][keys[-1]] = value
            keys[-1] = missing
    return open_values[0][0] if open_values[0] else None


class Fields:
    """Access to the fields of one record, with errors that name file and line."""

    def __init__(self, path, line, fields):
        self.where = f"{printable(path)}:{line}"
        self.fields = fields

    def text(self, name, default=None):
        value = self.fields.get(name, default)
        if not isinstance(value, str):
            problem = "has no" if value is None else "has an unusual"
            raise UserError(f"{self.where}: the record {problem} '{name}'")
        return value

    def number(self, name, fields=None):
        value = (fields or self.fields).get(name)
        if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > 20:
            raise UserError(f"{self.where}: the record's '{name}' is not a number")
        return int(value)

    def place(self):
        return self.to_place(self.fields.get("DebugLoc"))

    def to_place(self, location):
        """The place that a DebugLoc tells, or None."""
        if location is None:
            return None
        if not isinstance(location, dict) or not isinstance(location.get("File"), str):
            raise UserError(f"{self.where}: the record's 'DebugLoc' names no file")
        line = self.number("Line", location)
        return Place(location["File"], line, self.number("Column", location)) if line else None

    def step(self, sources, folder):
        """What a record about the flow says, with the place of its argument."""
        text = self.arguments()["Message"]
        arguments = self.fields.get("Args", [])
        locations = (argument.get("DebugLoc") for argument in arguments if isinstance(argument, dict))
        place = next(filter(None, map(self.to_place, locations)), None)
        return Step(text, sources.find(place.file, folder), place.line) if place else Step(text, "", 0)

    def arguments(self):
        """The arguments by name, among them Message: what the record says. A record without one consists of its
        arguments."""
        arguments = self.fields.get("Args", [])
        pairs = []
        for argument in arguments if isinstance(arguments, list) else [arguments]:
            if not isinstance(argument, dict):
                raise UserError(f"{self.where}: the record's 'Args' are not a list of fields")
            pairs += [(name, value) for name, value in argument.items() if name != "DebugLoc"]
        if not all(isinstance(value, str) for _, value in pairs):
            raise UserError(f"{self.where}: the record has an unusual argument")
        return {"Message": "".join(value for _, value in pairs), **dict(pairs)}


def written_place(place, arguments):
    """The place that the programmer wrote: the innermost one that is not in a system's header."""
    if not place:
        return None
    outer = (Place(file, int(line), int(column))
             for file, line, column in INLINED.findall(arguments.get("Inlined", "")))
    return next((one for one in (place, *outer) if not is_system_header(os.path.normpath(one.file))), place)


def add_file(records, path, sources):
    """Adds the verdicts of one file to `records`."""
    folder = os.path.dirname(os.path.abspath(path))
    found = {}  # this file's verdicts
    last = last_at = None  # the site that a Flow record belongs to, and where it is
    explained = False  # by an earlier copy of the record
    for line, tag, text in split_documents(path, read_text(path)):
        fields = Fields(path, line, parse_document(path, line, text))
        function, place = fields.text("Function"), fields.place()
        if tag == "Analysis":
            belongs = last and not explained and last_at == (function, place)
            if belongs and fields.text("Name") == "Flow":
                last.flow.append(fields.step(sources, folder))
            continue
        if tag not in KINDS:
            continue
        reason, arguments = fields.text("Name"), fields.arguments()
        written = written_place(place, arguments)
        source = sources.find(written.file, folder) if written else None
        key = (source, written and written[1:], function, tag, reason, arguments["Message"])
        explained = key in records.verdicts or key in found
        last = found.get(key) or Verdict(KINDS[tag], reason, arguments, function, written, source)
        found[key], last_at = last, (function, place)
        last.copies += 1
        if "Hotness" in fields.fields:
            last.hotness = (last.hotness or 0) + fields.number("Hotness")
    for key, verdict in found.items():
        merge(records.verdicts.setdefault(key, verdict), verdict)


def merge(known, verdict):
    """Adds another file's `verdict` to the same one that is known already, which may be itself."""
    known.files += 1
    if known is verdict:
        return
    known.copies = max(known.copies, verdict.copies)
    if verdict.hotness is not None:
        # Each file's code was profiled on its own; the linker kept one copy, whose count they all carry.
        known.hotness = max(known.hotness or 0, verdict.hotness)
    if not known.flow:
        known.flow = verdict.flow
