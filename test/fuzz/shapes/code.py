"""What all shapes are written with: seeded choices, fresh names, and lines of code.

A shape is a function scenario(code) that writes any declarations it wants and returns the name of a function
`void NAME(int n)`, which main calls with several small n. A generated program has to be valid on every path:
nothing undefined, nothing leaked, and nothing it prints may depend on addresses. Two habits make that easy:

- the shape owns the rule that says who releases what, and writes it down at its top;
- operations are total: they accept null pointers and any n, so that they can be drawn in any order.
"""
import random
from pathlib import Path

# How a helper is compiled. Only a noinline one is still a call at -O2, so that is the most frequent.
LINKAGES = ["static NOINLINE"] * 6 + ["NOINLINE"] * 3 + ["static"] * 2


class Code:
    """A program under construction."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.preludes = set()
        self.names = 0

    # Choices

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, choices):
        return self.random.choice(choices)

    def weighted(self, choices):
        """Picks a key of {choice: weight}."""
        return self.random.choices(list(choices), list(choices.values()))[0]

    def number(self, low, high):
        """A number from low to high, both included."""
        return self.random.randint(low, high)

    def linkage(self):
        return self.pick(LINKAGES)

    # Names and lines

    def name(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def line(self, text=""):
        self.lines.append(text)

    def text(self, text):
        """Adds many lines; FUNCTION at the start of one becomes a linkage."""
        for line in text.strip("\n").split("\n"):
            if line.startswith("FUNCTION "):
                line = self.linkage() + line.removeprefix("FUNCTION")
            self.line(line)

    def prelude(self, name):
        """Adds NAME.h, what the scenarios of a shape share, before the first of them."""
        if name not in self.preludes:
            self.preludes.add(name)
            self.text(Path(__file__).with_name(f"{name}.h").read_text())

    def repeat(self, low, high, statement):
        """Writes from low to high statements."""
        for _ in range(self.number(low, high)):
            statement()

    def condition(self, extra=()):
        """A condition on n, which every function of a scenario has."""
        return self.pick([f"n % {self.number(2, 4)} == {self.number(0, 1)}", f"n > {self.number(0, 4)}",
                          f"n == {self.number(0, 5)}", f"zero == {self.number(0, 1)}", *extra])

    def nest(self, statement, depth, low=1, high=3):
        """Writes statements inside an if, a loop, a switch or a backward goto. The loop counter has no name."""
        kind = self.weighted({"if": 4, "else": 3, "for": 4, "while": 1, "switch": 2, "goto": 2, "irreducible": 1})

        def body():
            self.repeat(low, high, lambda: statement(depth - 1))

        if kind == "if":
            self.line(f"if ({self.condition()}) {{")
            body()
            self.line("}")
        elif kind == "else":
            self.line(f"if ({self.condition()}) {{")
            body()
            self.line("} else {")
            body()
            self.line("}")
        elif kind == "for":
            i = self.name("i")
            self.line(f"for (int {i} = 0; {i} < {self.pick(['2', '3', 'n % 4'])}; {i}++) {{")
            body()
            if self.chance(0.3):
                self.line(f"if ({self.condition([f'{i} == 1'])}) {self.pick(['break', 'continue'])};")
                body()
            self.line("}")
        elif kind == "while":
            i = self.name("i")
            self.line(f"int {i} = n % 3;")
            self.line("do {")
            body()
            self.line(f"}} while ({i}-- > 0);")
        elif kind == "switch":
            self.line(f"switch (n % {self.number(3, 5)}) {{")
            self.line("case 0: {")
            body()
            self.line("break; }")
            self.line("case 1: {")
            body()
            self.line("} /* fall through */")
            self.line("default: {")
            body()
            self.line("} }")
        else:
            top, middle, i = self.name("top"), self.name("middle"), self.name("i")
            self.line(f"{{ int {i} = 0;")
            if kind == "irreducible":
                self.line(f"if ({self.condition()}) goto {middle};")
            self.line(f"{top}: {{")
            body()
            if kind == "irreducible":
                self.line(f"}} {middle}: {{")
                body()
            self.line(f"}} if ({i}++ < {self.number(1, 2)}) goto {top}; }}")

    # Output

    def source(self):
        """The program; lines without an indentation of their own are indented by its braces."""
        depth, out = 0, []
        for line in self.lines:
            outer = depth - (len(line) - len(line.lstrip("}")))
            depth += line.count("{") - line.count("}")
            out.append(line if line.startswith(" ") else ("  " * outer + line).rstrip())
        return "\n".join(out) + "\n"
