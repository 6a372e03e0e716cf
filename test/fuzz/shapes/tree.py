"""Trees whose functions call themselves: built, filled, copied, joined, turned, cut and released by recursion, also by
functions that call each other in turn.

Who releases what: each tree belongs to one holder, a variable of the scenario or the variable `kept_N` of the module,
and a node to its parent. A function that takes a tree and returns one takes over the tree and hands on what it
returns. Holders are null or own a tree. Depths and keys are small, so a tree has a few dozen nodes at most.
"""


class Trees:
    """A type of nodes, functions of it, and a function that uses them."""

    def __init__(self, code):
        self.code = code
        self.node = code.name("node")
        self.kids = code.number(1, 3)
        self.text = code.chance(0.5)
        self.kept = code.name("kept") if code.chance(0.4) else None
        self.holders = [code.name("t") for _ in range(code.number(1, 3))]
        self.functions = {}  # what a function does: its name
        self.declare()
        kinds = ["insert", "build", "copy", "turn", "cut", "join", "odd", "forget"]
        for what in code.random.sample(kinds, code.number(3, len(kinds))):
            self.functions[what] = code.name(what)
            getattr(self, f"write_{what}")(self.functions[what])

    def tree(self):
        return f"struct {self.node} *"

    def function(self, name, parameters, body, result=None):
        """FUNCTION in a body is the name."""
        code = self.code
        code.line(f"{code.linkage()} {result or self.tree()}{name}({parameters}) {{")
        code.line(body.replace("FUNCTION", name))
        code.line("}")

    def kid(self):
        """An index that a key chooses, or a constant."""
        return self.code.pick([f"(size_t)key % {self.kids}", f"(key > t->key) % {self.kids}", "0", f"{self.kids - 1}"])

    def each(self, statement):
        """The statement for each kid i, in a loop or one by one."""
        if self.code.chance(0.5):
            return f"for (int i = 0; i < {self.kids}; i++) {statement}"
        order = list(range(self.kids))
        self.code.random.shuffle(order)
        return " ".join(statement.replace("[i]", f"[{i}]").replace("(i)", f"({i})") for i in order)

    def declare(self):
        code, node = self.code, self.node
        members = ["int key;", f"struct {node} *kids[{self.kids}];", f"char pad[{code.pick([1, 8, 24, 200])}];"]
        members += ["char *text;"] if self.text else []
        code.random.shuffle(members)
        code.line(f"struct {node} {{ {' '.join(members)} }};")
        if self.kept:
            code.line(f"static {self.tree()}{self.kept};")
        text = "if (t->text) memset(t->text, 'a' + key % 26, length), t->text[length] = 0;" if self.text else ""
        self.function(f"new_{node}", "int key, int n",
                      f"{self.tree()}t = {code.pick([f'malloc(sizeof(struct {node}))', f'calloc(1, sizeof(struct {node}))'])};"
                      f" if (!t) abort(); t->key = key; t->pad[0] = (char)key; {self.each('t->kids[i] = NULL;')}"
                      + (f" size_t length = (size_t)key % 9 + (size_t)n; t->text = malloc(length + 1); {text}"
                         if self.text else " (void)n;") + " return t;")
        drop = "free(t->text);" if self.text else ""
        self.function(f"free_{node}", f"{self.tree()}t",
                      code.pick([f"if (!t) return; {self.each('FUNCTION(t->kids[i]);')} {drop} free(t);",
                                 f"if (t) {{ {drop} {self.each('if (t->kids[i]) FUNCTION(t->kids[i]);')} free(t); }}"]),
                      "void ")
        mixed = "for (const char *c = t->text; *c; c++) mix((uint64_t)*c);" if self.text else ""
        self.function(f"mix_{node}", f"const {self.tree()}t",
                      f"if (!t) {{ mix(1); return; }} mix((uint64_t)t->key + (uint64_t)t->pad[0] * 256); {mixed} "
                      + self.each("FUNCTION(t->kids[i]);"), "void ")

    def keep(self):
        """Hands something on that is not just the function's own."""
        if not self.kept:
            return ""
        return self.code.pick(["", "", f"if (key == 7 && !{self.kept}) {{ {self.kept} = t; t = new_{self.node}(key, n); }}",
                               f"mix({self.kept} == t);"])

    def write_insert(self, name):
        code, kid = self.code, self.kid()
        equal = code.pick(["", "if (t->key == key) return t;"])
        fresh = code.pick([f"if (!t) return new_{self.node}(key, n);",
                           f"if (!t) {{ t = new_{self.node}(key, n); {self.keep()} return t; }}"])
        self.function(name, f"{self.tree()}t, int key, int n",
                      f"{fresh} {equal} size_t k = {kid}; t->kids[k] = FUNCTION(t->kids[k], key / 2, n); "
                      f"{code.pick(['', self.keep()])} return t;")

    def write_build(self, name):
        self.function(name, "int key, int n",
                      f"if (key <= 0) return {self.code.pick(['NULL', f'new_{self.node}(1, n)'])}; "
                      f"{self.tree()}t = new_{self.node}(key, n); {self.keep()} "
                      f"{self.each(self.code.pick(['t->kids[i] = FUNCTION(key - 2, n);', 't->kids[i] = FUNCTION(key / 2 - 1, n);']))} "
                      "return t;")

    def write_copy(self, name):
        self.function(name, f"const {self.tree()}s, int n",
                      f"if (!s) return NULL; int key = s->key; {self.tree()}t = new_{self.node}(key, n); "
                      f"{self.each('t->kids[i] = FUNCTION(s->kids[i], n);')} {self.keep()} return t;")

    def write_turn(self, name):
        a, b = self.code.number(0, self.kids - 1), self.code.number(0, self.kids - 1)
        self.function(name, f"{self.tree()}t, int n",
                      f"if (!t) return t; int key = t->key; {self.tree()}a = FUNCTION(t->kids[{a}], n); "
                      f"t->kids[{a}] = t->kids[{b}]; t->kids[{b}] = a; {self.keep()} return t;")

    def write_cut(self, name):
        condition = self.code.pick(["t->key % 3 == n % 3", "t->key > n", "!t->kids[0]"])
        rest = ""
        if self.code.chance(0.5):  # the first kid takes its place
            rest = f"{self.tree()}first = t->kids[0]; t->kids[0] = NULL;"
        self.function(name, f"{self.tree()}t, int n",
                      f"if (!t) return NULL; {self.each('t->kids[i] = FUNCTION(t->kids[i], n);')} "
                      f"if ({condition}) {{ {rest} free_{self.node}(t); return {'first' if rest else 'NULL'}; }} return t;")

    def write_join(self, name):
        self.function(name, f"{self.tree()}t, {self.tree()}other, int n",
                      f"if (!t) return other; if (!other) return t; int key = other->key; size_t k = {self.kid()}; "
                      "t->kids[k] = FUNCTION(t->kids[k], other, n); "
                      f"{self.keep()} return t;")

    def write_odd(self, name):
        """Two functions in turn; the second one may make another kind of node."""
        even = self.code.name("even")
        self.code.line(f"static {self.tree()}{even}(int key, int n);")
        self.function(name, "int key, int n",
                      f"if (key < 1) return NULL; {self.tree()}t = {even}(key - 1, n); "
                      f"if (!t) t = new_{self.node}(key, n); {self.keep()} return t;")
        self.function(even, "int key, int n",
                      f"if (key < 1) return NULL; {self.tree()}t = new_{self.node}(key, n); "
                      f"t->kids[0] = {name}(key - {self.code.number(1, 3)}, n); return t;", f"static {self.tree()}")

    def write_forget(self, name):
        """Makes nodes that do not leave."""
        self.function(name, f"{self.tree()}t, int key, int n",
                      f"if (key <= 0) return t; {self.tree()}own = FUNCTION(new_{self.node}(key, n), key - 2, n); "
                      f"mix_{self.node}(own); free_{self.node}(own); return t;")

    def made(self):
        """An expression for a tree of its own."""
        key, f = self.code.pick(["n", "5", "n + 3", "i + 2"]), self.functions
        forms = [f"new_{self.node}({key}, n)"]
        forms += [f"{f[what]}({key}, n)" for what in ("build", "odd") if what in f]
        if "copy" in f:
            forms.append(f"{f['copy']}({self.code.pick(self.holders)}, n)")
        if "insert" in f:
            forms.append(f"{f['insert']}(NULL, {key}, n)")
        return self.code.pick(forms)

    def statement(self):
        code, f, t = self.code, self.functions, self.code.pick(self.holders)
        kind = code.pick(["make", "mix", "swap", *f, *f, "keep" if self.kept else "mix"])
        if kind in ("insert", "forget"):
            key = code.pick(["i * 5 % 11", "n + i", "9"])
            code.line(f"for (int i = 0; i < {code.pick(['1', 'n', '4', '40'])}; i++) {t} = {f[kind]}({t}, {key}, n);")
        elif kind in ("turn", "cut"):
            code.line(f"{t} = {f[kind]}({t}, n);")
        elif kind == "join":
            code.line(f"{t} = {f[kind]}({t}, {self.made()}, n);")
        elif kind == "swap":
            u = code.pick(self.holders)
            code.line(f"{{ {self.tree()}u = {t}; {t} = {u}; {u} = u; }}")
        elif kind == "keep":
            code.line(f"if ({code.condition()}) {{ free_{self.node}({self.kept}); {self.kept} = {t}; {t} = NULL; }}")
        elif kind == "mix":
            code.line(f"mix_{self.node}({t});")
        else:
            code.line(f"{{ {self.tree()}u = {self.made()}; free_{self.node}({t}); {t} = u; }}")

    def write(self, name):
        code = self.code
        code.line(f"static NOINLINE void {name}(int n) {{ int i = n % 3; (void)i;")
        for t in self.holders:
            code.line(f"{self.tree()}{t} = NULL;")
        code.repeat(4, 10, self.statement)
        for t in self.holders:
            code.line(f"mix_{self.node}({t}); free_{self.node}({t});")
        if self.kept:
            code.line(f"mix_{self.node}({self.kept});")
            code.line(f"if (n == 5) {{ free_{self.node}({self.kept}); {self.kept} = NULL; }}")
        code.line("}")


def scenario(code):
    name = code.name("trees")
    Trees(code).write(name)
    return name
