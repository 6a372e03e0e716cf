"""Growth: containers in one function's frame that other functions fill, enlarge, shrink and empty.

Who releases what: a buffer owns its data, a list its links, `rows` what is in it. Each container belongs to one
variable, is empty or whole between statements, and is dropped when the variable is assigned, or at the end. Data that
was given to buffer_keep() is the library's.
"""


class Growth:
    """A function with some containers and loops around what it has done with them."""

    def __init__(self, code):
        self.code = code
        self.buffers = [code.name("b") for _ in range(code.number(1, 3))]
        self.lists = [code.name("l") for _ in range(code.number(1, 2))]
        self.rows = [code.name("r") for _ in range(code.number(0, 2))]
        self.counter = code.name("k")
        self.helper = None  # the name of another such function, with a buffer as parameter

    def number(self, most):
        code = self.code
        return code.pick([str(code.number(0, most)), f"(uint32_t)n % {most + 1}", f"(uint32_t){self.counter} % {most + 1}",
                          f"{code.number(0, most)} + (uint32_t)zero"])

    def size(self):
        return self.code.pick(["sizeof(struct link)", "sizeof(struct link)", "24", "40", "200", f"16 + {self.number(9)} * 8"])

    def statement(self, depth=2):
        code = self.code
        kind = code.weighted({"buffer": 8, "list": 5, "rows": 4 if self.rows else 0, "help": 2 if self.helper else 0,
                              "nest": 3 if depth else 0})
        if kind == "nest":
            code.nest(self.statement, depth)
        elif kind == "help":
            code.line(f"{self.helper}(n, &{code.pick(self.buffers)});")
        else:
            getattr(self, f"{kind}_statement")()

    def buffer_statement(self):
        code, a, b = self.code, self.code.pick(self.buffers), self.code.pick(self.buffers)
        kind = code.weighted({"add": 6, "append": 4, "many": 4, "all": 2, "swap": 2, "resize": 2, "drop": 3, "range": 3,
                              "keep": 0.3, "pointer": 1, "mix": 2})
        value = f"(uint32_t)({self.counter} + n)"
        if kind in ("add", "append"):
            code.line(f"buffer_{kind}(&{a}, {value});")
        elif kind == "many":
            which = code.pick(["add", "add", "append"])
            code.line(f"for (uint32_t i = 0; i < {self.number(30)}; i++) buffer_{which}(&{a}, i);")
        elif kind == "all":
            code.line(f"if (&{a} != &{b} && {a}.count + {b}.count < 2000) buffer_add_all(&{a}, &{b});")
        elif kind == "swap":
            code.line(f"buffer_swap(&{a}, &{b});")
        elif kind == "resize":
            code.line(f"buffer_resize(&{a}, {self.number(70)});")
        elif kind == "range":
            code.line(f"buffer_drop(&{a}); {a} = buffer_range({self.number(3)}, {self.number(20)});")
        elif kind == "pointer":
            code.line(f"buffer_add({code.condition()} ? &{a} : &{b}, {value});")
        else:
            code.line(f"buffer_{kind}(&{a});")

    def list_statement(self):
        code, a, b = self.code, self.code.pick(self.lists), self.code.pick(self.lists)
        kind = code.weighted({"push": 5, "push_many": 3, "append": 2, "pop": 3, "remove": 2, "swap": 1, "free": 3, "mix": 2})
        if kind in ("push", "append"):
            code.line(f"link_{kind}(&{a}, {self.number(5)}, {self.size()});")
        elif kind == "push_many":
            code.line(f"link_push_many(&{a}, {self.number(12)}, {self.size()});")
        elif kind == "pop":
            code.line(f"link_pop(&{a});")
        elif kind == "remove":
            code.line(f"link_remove(&{a}, {self.number(9)});")
        elif kind == "swap":
            code.line(f"{{ struct link *t = {a}; {a} = {b}; {b} = t; }}")
        elif kind == "free":
            code.line(f"link_free({a}); {a} = NULL;")
        else:
            code.line(f"link_mix({a});")

    def rows_statement(self):
        code, a, b = self.code, self.code.pick(self.rows), self.code.pick(self.rows)
        kind = code.weighted({"new": 3, "copy": 3, "replace": 4, "swap": 2, "mix": 2})
        if kind == "new":
            code.line(f"rows_free({a}); {a} = rows_new({self.number(9)}, {self.number(12)});")
        elif kind == "copy":
            fresh = code.name("fresh")
            code.line(f"{{ struct rows *{fresh} = rows_copy({b}, {b}->width < 20 ? {self.number(2)} : 0); rows_free({a});")
            code.line(f"{a} = {fresh}; }}")
        elif kind == "replace":
            code.line(f"rows_replace({a}, {self.number(9)}, {self.counter});")
        elif kind == "swap":
            code.line(f"rows_swap({a}, {self.number(5)}, {self.number(5)});")
        else:
            code.line(f"rows_mix({a});")

    def write(self, name, parameter=None):
        """A scenario, or with a parameter a helper that is given a buffer."""
        code, own = self.code, list(self.buffers)
        if parameter:
            code.line(f"static NOINLINE void {name}(int n, struct buffer *{parameter}) {{")
            self.buffers.append(f"(*{parameter})")
        else:
            code.line(f"static NOINLINE void {name}(int n) {{")
        for b in own:
            code.line(f"struct buffer {b} = {{NULL, 0, 0}};")
        for l in self.lists:
            code.line(f"struct link *{l} = NULL;")
        for r in self.rows:
            code.line(f"struct rows *{r} = rows_new(1, 2);")
        code.line(f"uint32_t {self.counter} = 0;")
        code.repeat(0, 2, lambda: self.statement(1))
        code.line(f"for (; {self.counter} < {code.pick(['3', '7', '(uint32_t)n + 1'])}; {self.counter}++) {{")
        code.repeat(3, 7, self.statement)
        code.line("}")
        code.repeat(0, 2, lambda: self.statement(1))
        for b in code.random.sample(own, len(own)):
            code.line(f"buffer_mix(&{b}); buffer_drop(&{b});")
        for l in self.lists:
            code.line(f"link_mix({l}); link_free({l});")
        for r in self.rows:
            code.line(f"rows_mix({r}); rows_free({r});")
        code.line("}")
        code.line()


def scenario(code):
    code.prelude("growth")
    helper, name = None, code.name("growth")
    if code.chance(0.5):
        helper = code.name("help")
        Growth(code).write(helper, code.name("given"))
    growth = Growth(code)
    growth.helper = helper
    growth.write(name)
    return name
