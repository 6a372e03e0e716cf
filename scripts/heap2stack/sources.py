"""Finds source files by the names that compilers write down, and tells which two names mean the same file.

A relative name in a record is relative to a folder that the record does not tell: the one where the compiler ran,
or the longest that this folder and the source have in common. So it is looked for in the folder of the record file
and in all folders above, then below the folders that the user named (--source-dir), where leading folders of the
name may be missing, for the tree may have moved since.
"""
import os
from collections import defaultdict


def ancestors(folder):
    """The folder and all folders above it."""
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def components(path):
    return [part for part in path.split("/") if part not in ("", ".")]


class Sources:
    """Finds source files; remembers what it found."""

    def __init__(self, folders=()):
        self.folders = [os.path.abspath(folder) for folder in folders]
        self.found = {}

    def find(self, name, folder):
        """The path of source `name` of a record in `folder`; the name itself if there is no such file."""
        key = (name, None if os.path.isabs(name) else folder)
        if key not in self.found:
            candidates = (os.path.normpath(path) for path in self.candidates(name, folder))
            self.found[key] = next(filter(is_source, candidates), name)
        return self.found[key]

    def candidates(self, name, folder):
        if "\0" in name:
            return
        if os.path.isabs(name):
            yield name
        else:
            yield from (os.path.join(above, name) for above in ancestors(folder))
        parts = components(name)
        for source_folder in self.folders:
            for start in range(len(parts)):
                yield os.path.join(source_folder, *parts[start:])


def is_source(path):
    """There is a file; not a device or pipe, whatever a hostile record names."""
    return os.path.isfile(path)


SYSTEM_FOLDERS = ("/usr/include/", "/usr/lib/", "/usr/local/include/")


def is_system_header(path):
    return path.startswith(SYSTEM_FOLDERS) or "/include/c++/" in path


class Labels:
    """Short names for source files: as seen from the current folder if the project is in there, else from the
    folder that all of its files have in common."""

    def __init__(self, paths):
        own = {os.path.dirname(path) for path in paths if os.path.isabs(path) and not is_system_header(path)}
        common = os.path.commonpath(own) if own else "/"
        here = os.getcwd()
        is_here = os.path.commonpath([common, here]) == here
        self.base = here if is_here else common
        # Where the short names start, for the reader; "" if they need no explanation.
        self.start = "" if is_here or common == "/" else common

    def of(self, path):
        below = os.path.join(self.base, "")
        return path.removeprefix(below) if below != "/" else path


class LineIndex:
    """Finds what belongs to a line of a source file that another tool may know by another path.

    The programs that are counted may have been built in another folder than those that the records are about, so
    paths are compared from their ends."""

    def __init__(self):
        self.lines = {}                 # (path, line) -> what belongs there
        self.paths = defaultdict(set)   # file name -> paths

    def at(self, path, line, make):
        """What belongs to the line; made by make() the first time."""
        if (path, line) not in self.lines:
            self.lines[path, line] = make()
            self.paths[os.path.basename(path)].add(path)
        return self.lines[path, line]

    def find(self, path, line):
        """What belongs to the line of the file that `path` most probably means; None if that is not clear."""
        return self.lines.get((self.find_path(path), line))

    def find_path(self, path):
        """The path by which the index knows the file."""
        known = self.paths.get(os.path.basename(path), set())
        if path in known or len(known) < 2:
            return path if path in known else next(iter(known), None)
        wanted = components(path)
        alike = {other: common_suffix(wanted, components(other)) for other in known}
        best = [other for other in known if alike[other] == max(alike.values())]
        return best[0] if len(best) == 1 else None


def common_suffix(one, other):
    """How many components at the end two paths have in common."""
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return length
