"""Crowds: loops in which several objects of one allocation are alive, made and released in mixed order.

Who releases what: each item belongs to one holder, a variable, an element of an array, or the list that begins in
`list`, and is released when the holder gets another one, or at the end. Holders are null or own an item. No item is
in the list and has another holder.
"""


class Crowd:
    """A function with some holders and a loop around what it does with them."""

    def __init__(self, code):
        self.code = code
        self.holders = [code.name("p") for _ in range(code.number(1, 4))]
        self.array, self.count = code.name("row"), code.pick([2, 3, 5, 40])
        self.counter = code.name("k")

    def holder(self):
        code = self.code
        if code.chance(0.3):
            step = code.number(1, 3)
            return f"{self.array}[({self.counter} * {step} + n) % {self.count}]"
        return code.pick(self.holders)

    def size(self):
        """At least sizeof(struct item), 16."""
        code = self.code
        return code.weighted({
            "sizeof(struct item)": 4, str(code.pick([16, 24, 32, 40, 100, 128, 200, 248, 256, 257, 300])): 4,
            f"16 + (size_t){self.counter} * {code.pick([1, 8, 16, 24])}": 4, "16 + (size_t)n * 8": 2,
            f"(size_t)({code.pick([16, 64, 256])} + zero)": 2})

    def number(self):
        return f"(uint32_t)({self.code.pick([self.counter, 'n', f'{self.counter} + n', '2', '3'])})"

    def allocation(self):
        code, size, number = self.code, self.size(), self.number()
        return code.weighted({
            f"crowd_fill(malloc({size}), {size}, {number})": 6,
            f"crowd_fill(calloc(1, {size}), {size}, {number})": 2,
            f"crowd_fill(realloc(NULL, {size}), {size}, {number})": 1,
            f"crowd_fill(aligned_alloc(32, ({size} + 31) / 32 * 32), {size}, {number})": 1,
            f"crowd_new({size}, {number})": 2, f"crowd_new_of(0, (size_t)({size}), {number})": 1,
            f"crowd_new_of(9, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, (size_t)({size}), {number})": 1})

    def release(self, p):
        return self.code.weighted({f"free({p});": 6, f"if ({p}) free({p});": 2, f"crowd_drop({p});": 2,
                                   f"crowd_drop_some(1, {p});": 1, f"crowd_drop_some(2, NULL, {p});": 1})

    def statement(self, depth=2):
        code, p, q = self.code, self.holder(), self.holder()
        kind = code.weighted({"replace": 7, "newest first": 4, "drop": 3, "swap": 3, "move": 2, "resize": 4, "push": 3,
                              "pop": 2, "mix": 3, "drop list": 1, "nest": 3 if depth else 0})
        if kind == "replace":
            code.line(f"{self.release(p)} {p} = {self.allocation()};")
        elif kind == "newest first":  # both are alive
            fresh = code.name("fresh")
            code.line(f"{{ struct item *{fresh} = {self.allocation()}; crowd_mix({fresh}); crowd_mix({p});")
            code.line(f"{self.release(p)} {p} = {fresh}; }}")
        elif kind == "drop":
            code.line(f"if ({code.condition([f'{self.counter} % 3 == 1'])}) {{ {self.release(p)} {p} = NULL; }}")
        elif kind == "swap":
            code.line(f"{{ struct item *t = {p}; {p} = {q}; {q} = t; }}")
        elif kind == "move":
            code.line(f"if (&{p} != &{q}) {{ {self.release(p)} {p} = {q}; {q} = NULL; }}")
        elif kind == "resize":
            code.line(f"if ({p}) {p} = crowd_resize({p}, {self.size()});")
        elif kind == "push":
            code.line(f"if ({p}) {{ {p}->next = list; list = {p}; {p} = NULL; }}")
        elif kind == "pop":
            code.line(f"if (list) {{ struct item *t = list; list = t->next; t->next = NULL; {self.release(p)} {p} = t; }}")
        elif kind == "mix":
            code.line(f"crowd_mix({p}); mix(crowd_count(list));")
        elif kind == "drop list":
            code.line("crowd_drop_all(list); list = NULL;")
        else:
            code.nest(self.statement, depth)

    def write(self, name):
        code = self.code
        code.line(f"static NOINLINE void {name}(int n) {{")
        code.line("struct item *list = NULL;")
        for p in self.holders:
            code.line(f"struct item *{p} = NULL;")
        code.line(f"struct item *{self.array}[{self.count}] = {{NULL}};")
        code.line(f"int {self.counter} = 0;")
        code.repeat(0, 2, lambda: self.statement(1))
        code.line(f"for (; {self.counter} < {code.pick(['6', '12', 'n * 3 + 1', '50'])}; {self.counter}++) {{")
        code.repeat(3, 8, self.statement)
        if code.chance(0.3):
            code.line(f"if ({self.counter} > n * 4) break;")
        code.line("}")
        code.repeat(0, 2, lambda: self.statement(1))
        for p in code.random.sample(self.holders, len(self.holders)):
            code.line(f"crowd_mix({p}); {self.release(p)}")
        code.line(f"for (int i = 0; i < {self.count}; i++) {{ crowd_mix({self.array}[i]); free({self.array}[i]); }}")
        code.line("crowd_drop_all(list);")
        code.line("}")
        code.line()


def scenario(code):
    code.prelude("crowd")
    name = code.name("crowd")
    Crowd(code).write(name)
    return name
