"""What a whole build's records add up to: files, lines, reasons, and the order in which they matter."""
from collections import Counter

from heap2stack import join
from heap2stack.sources import Labels, LineIndex


class Line:
    """One line of source with its verdicts; line 0 has those without a source position."""

    def __init__(self, number):
        self.number = number
        self.verdicts = []
        self.allocations = 0  # that remain in the run that was counted

    @property
    def kept(self):
        return sum(verdict.copies for verdict in self.verdicts if verdict.kind == "kept")

    @property
    def moved(self):
        return sum(verdict.copies for verdict in self.verdicts if verdict.kind == "moved")

    @property
    def hotness(self):
        return sum(verdict.hotness or 0 for verdict in self.verdicts if verdict.kind == "kept")

    @property
    def heat(self):
        """Compares lines and files: what runs most often first, by the best evidence there is."""
        return self.allocations, self.hotness, self.kept, self.moved


class File:
    """One source file; `path` is "" for the verdicts without a source position."""

    def __init__(self, path):
        self.path = path
        self.lines = {}

    def line(self, number):
        if number not in self.lines:
            self.lines[number] = Line(number)
        return self.lines[number]

    def sorted_lines(self):
        return [self.lines[number] for number in sorted(self.lines)]

    @property
    def heat(self):
        return tuple(sum(values) for values in zip(*(line.heat for line in self.lines.values())))

    allocations = property(lambda self: self.heat[0])
    hotness = property(lambda self: self.heat[1])
    kept = property(lambda self: self.heat[2])
    moved = property(lambda self: self.heat[3])


class Reason:
    """How often one reason decided."""

    def __init__(self, name):
        self.name = name
        self.texts = Counter()
        self.sites = 0
        self.lines = set()
        self.allocations = 0

    @property
    def text(self):
        """In words; of several wordings the most frequent."""
        return min(self.texts.items(), key=lambda item: (-item[1], item[0]))[0]


class Summary:
    """All of it."""

    def __init__(self, verdicts, counts=None):
        self.verdicts = verdicts
        self.has_counts = counts is not None
        self.has_hotness = any(verdict.hotness is not None for verdict in verdicts)
        self.unmatched = 0  # allocations of the program's own code at lines without records
        by_path = {}
        self.index = LineIndex()
        for verdict in verdicts:
            path, number = (verdict.path, verdict.place.line) if verdict.place else ("", 0)
            line = by_path.setdefault(path, File(path)).line(number)
            line.verdicts.append(verdict)
            self.index.at(path, number, lambda line=line: line)
        if counts:
            self.add_counts(counts)
        self.files = sorted(by_path.values(), key=lambda file: (tuple(-heat for heat in file.heat), file.path))
        self.labels = Labels(by_path)
        self.kept_reasons = self.reasons()
        self.moved = sum(verdict.copies for verdict in verdicts if verdict.kind == "moved")
        self.conditional = sum(verdict.copies for verdict in verdicts if verdict.is_conditional)
        self.kept = sum(verdict.copies for verdict in verdicts if verdict.kind == "kept")

    def add_counts(self, counts):
        """Adds a run, of a build with or without the plugin, less what the plugin moves."""
        verdict_index = join.index_verdicts(self.verdicts)
        for stack in counts.stacks:
            if not stack.is_own:
                continue
            site = join.verdicts_of(verdict_index, stack.frames[0])
            if not site:
                self.unmatched += stack.allocations
                continue
            if all(verdict.is_moved_always for verdict in join.verdicts_of_stack(verdict_index, stack)):
                continue
            line = self.index.find(site[0].path, site[0].place.line)
            line.allocations += stack.allocations

    def reasons(self):
        """Why sites are kept, the most frequent reason first."""
        reasons = {}
        for file in self.files:
            for line in file.lines.values():
                here = set()
                for verdict in line.verdicts:
                    if verdict.kind != "kept":
                        continue
                    reason = reasons.setdefault(verdict.reason, Reason(verdict.reason))
                    reason.texts[verdict.reason_text] += verdict.copies
                    reason.sites += verdict.copies
                    reason.lines.add((file.path, line.number))
                    here.add(reason)
                if len(here) == 1:  # else it is not known which of them made the allocations
                    here.pop().allocations += line.allocations
        return sorted(reasons.values(), key=lambda reason: (-reason.sites, reason.name))

    def hottest_lines(self):
        """(file, line) of every line where something is kept, what matters most first."""
        lines = [(file, line) for file in self.files for line in file.lines.values() if line.kept]
        return sorted(lines, key=lambda item: (tuple(-heat for heat in item[1].heat), item[0].path, item[1].number))

    @property
    def order(self):
        """By what files and lines are sorted, in words."""
        if self.has_counts:
            return "heap allocations in the counted run"
        return "profile" if self.has_hotness else "number of sites kept"
