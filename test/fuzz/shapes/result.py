"""C++: classes that are returned by value, from recursive functions, with owners of trees in them.

Each node belongs to one owner, a unique_ptr. A result whose address is told (in `told_N`) is only reached that way
while the function that returns it runs. A function that throws leaves half a tree behind, which its owners release.
"""


class Results:
    """A type of nodes, a class of owners, functions that return either, and a function that uses them."""

    def __init__(self, code):
        self.code = code
        self.node, self.owner = code.name("Node"), code.name("Owner")
        self.kids = code.number(1, 2)
        self.kept = code.name("kept") if code.chance(0.5) else None
        self.told = code.name("told") if code.chance(0.5) else None
        self.throws = code.chance(0.4)
        self.trees, self.owners = [], []  # functions of (int key, int n) that return these
        self.declare()
        for _ in range(code.number(2, 4)):
            getattr(self, f"write_{code.pick(['build', 'read', 'grow'])}")()
        for _ in range(code.number(2, 4)):
            getattr(self, f"write_{code.pick(['make', 'deep', 'pass', 'perhaps'])}")()

    def tree(self):
        return f"std::unique_ptr<{self.node}>"

    def function(self, names, result, body):
        """FUNCTION in the body is the name."""
        name = self.code.name("f")
        self.code.line(f"{self.code.linkage()} {result} {name}(int key, int n) {{ {body.replace('FUNCTION', name)} }}")
        names.append(name)

    def declare(self):
        code, node, owner = self.code, self.node, self.owner
        virtual = code.pick(["virtual ", "virtual ", ""])
        code.line(f"struct {node} {{")
        members = ["int key;", f"std::unique_ptr<{node}> kids[{self.kids}];", f"char pad[{code.pick([1, 8, 40])}];"]
        code.random.shuffle(members)
        code.line(" ".join(members))
        code.line(f"explicit {node}(int k) : key(k) {{ pad[0] = char(k); }}")
        code.line(f"{virtual}~{node}() = default;")
        code.line(f"{virtual}int value() const {{ return key + pad[0]; }} }};")
        if virtual:
            code.line(f"struct Other{node} final : {node} {{ long more;")
            code.line(f"explicit Other{node}(int k) : {node}(k), more(k * 3) {{}}")
            code.line(f"int value() const override {{ return int(more) - key; }} }};")
        self.other = f"Other{node}" if virtual else node
        code.line(f"struct {owner};")
        if self.told:
            code.line(f"static {owner} *{self.told};")
        if self.kept:
            code.line(f"static {self.tree()} {self.kept};")
        told = f"{owner}() {{ {self.told} = this; }}" if self.told else f"{owner}() = default;"
        code.line(f"struct {owner} {{ {self.tree()} first; long number = {code.number(1, 9)}; {self.tree()} second; "
                  f"char pad[{code.pick([1, 24, 100])}] = {{}}; {told} {owner}({owner} &&) = default; "
                  f"{owner} &operator=({owner} &&) = default; }};")
        code.line(f"static NOINLINE void mix_{node}(const {node} *t) {{")
        code.line("if (!t) { mix(1); return; } mix(uint64_t(t->value()));")
        code.line(f"for (int i = 0; i < {self.kids}; i++) mix_{node}(t->kids[i].get()); }}")
        code.line(f"static NOINLINE void mix_{owner}(const {owner} &o) {{ "
                  f"mix(uint64_t(o.number) + uint64_t(o.pad[0])); mix_{node}(o.first.get()); "
                  f"mix_{node}(o.second.get()); }}")

    def fresh(self, key="key"):
        return f"std::make_unique<{self.code.pick([self.node, self.node, self.other])}>({key})"

    def fail(self):
        return self.code.pick(["if (key == 3 && n == 2) throw 7;", "if (n == 4) throw key;"]) if self.throws else ""

    def keep(self, owner):
        if not self.kept:
            return ""
        return self.code.pick(["", f"if (key == 2 && !{self.kept}) {{ {self.kept} = std::move({owner}); "
                                   f"{owner} = {self.fresh()}; }}", f"mix({self.kept} == {owner});"])

    def any_tree(self, key):
        return self.code.pick([f"{name}({key}, n)" for name in self.trees] + [self.fresh(key)])

    def any_owner(self):
        return self.code.pick([f"{name}(key, n)" for name in self.owners] + [f"{self.owner}()"])

    # Functions that return trees

    def write_build(self):
        i = self.code.number(0, self.kids - 1)
        second = f"t->kids[0] = {self.any_tree('key / 2')};" if self.code.chance(0.5) else ""
        self.function(self.trees, self.tree(),
                      f"if (key <= 0) return {self.code.pick(['nullptr', self.fresh('n')])}; "
                      f"{self.tree()} t = {self.fresh()}; "
                      f"{self.fail()} {second} t->kids[{i}] = FUNCTION(key - 2, n); {self.keep('t')} return t;")

    def write_read(self):
        """The left operand of the next one, as parsers have it."""
        rest = self.any_tree("key / 3")
        self.function(self.trees, self.tree(),
                      f"if (key < 1) return {self.fresh('1')}; {self.tree()} left = "
                      f"{self.code.pick(['FUNCTION(key - 3, n)', rest])}; "
                      f"for (int i = 0; i < key % 4; i++) {{ {self.tree()} t = {self.fresh('i')}; {self.fail()} "
                      f"t->kids[0] = std::move(left); t->kids[{self.kids - 1}] = {rest}; left = std::move(t); }} "
                      f"{self.keep('left')} return left;")

    def write_grow(self):
        step = self.code.name("step")
        self.code.line(f"static {self.tree()} {step}({self.tree()} t, int key, int n);")
        self.function(self.trees, self.tree(),
                      f"{self.tree()} t; for (int i = 0; i < key; i++) t = {step}(std::move(t), i, n); return t;")
        self.code.line(f"static NOINLINE {self.tree()} {step}({self.tree()} t, int key, int n) {{ "
                       f"if (!t) return {self.fresh()}; {self.fail()} auto &kid = t->kids[key % {self.kids}]; "
                       f"kid = {step}(std::move(kid), key / 2, n); {self.keep('t')} return t; }}")

    # Functions that return owners

    def put(self, owner):
        """Something is stored in the result, perhaps by who has been told where it is."""
        member, tree = self.code.pick(["first", "second"]), self.any_tree("key - 1")
        forms = [f"{owner}.{member} = {tree};", f"std::swap({owner}.first, {owner}.second);",
                 f"{owner}.pad[0] = char(key);", f"{owner}.first = std::move({owner}.second);"]
        if self.told:
            forms += [f"{self.told} = &{owner}; {self.told}->{member} = {tree};"] * 2
        if self.told and self.kept:
            forms += [f"{self.told} = &{owner}; {self.kept} = std::move({self.told}->{member});"]
        return self.code.pick(forms)

    def write_make(self):
        self.function(self.owners, self.owner,
                      f"{self.owner} o; {self.fail()} {self.put('o')} {self.put('o')} o.number += n; return o;")

    def write_deep(self):
        last = self.any_owner()
        self.function(self.owners, self.owner,
                      f"if (key <= 0) return {last}; {self.owner} o = FUNCTION(key - 2, n); {self.put('o')} "
                      f"{self.fail()} {self.put('o')} return o;")

    def write_pass(self):
        taken = self.code.name("taken")
        self.code.line(f"static NOINLINE {self.owner} {taken}({self.owner} o, int key, int n) {{ (void)n; "
                       f"{self.put('o')} mix_{self.owner}(o); return o; }}")
        made = self.any_owner()
        self.function(self.owners, self.owner, f"return {taken}({made}, key, n);")

    def write_perhaps(self):
        inner = self.code.name("perhaps")
        made = self.any_owner()
        self.code.line(f"static NOINLINE std::optional<{self.owner}> {inner}(int key, int n) {{ "
                       f"if (key % 3 == n % 3) return std::nullopt; {self.owner} o = {made}; {self.put('o')} "
                       "return o; }")
        self.function(self.owners, self.owner,
                      f"auto o = {inner}(key, n); if (!o) return {self.owner}(); return std::move(*o);")

    def statement(self):
        code, key = self.code, self.code.pick(["n", "n + 3", "5", "7 - n", "11"])
        owner, tree = f"{code.pick(self.owners)}({key}, n)", f"{code.pick(self.trees)}({key}, n)"
        code.line(code.pick([
            f"{{ auto t = {tree}; mix_{self.node}(t.get()); }}",
            f"{{ auto o = {owner}; mix_{self.owner}(o); }}",
            f"mix_{self.owner}({owner});",
            f"o = {owner};",
            f"o.first = {tree};",
            f"for (int i = 0; i < 3; i++) {{ auto t = {tree}; if (t && i == n % 3) "
            "o.second = std::move(t->kids[0]); }",
            f"{{ auto a = {owner}, b = {owner}; std::swap(a.first, b.second); o = std::move(a); "
            f"mix_{self.owner}(b); }}"]))

    def write(self, name):
        code = self.code
        code.line(f"static NOINLINE void {name}(int n) {{")
        code.line(f"{self.owner} o;")
        code.line("try {" if self.throws else "{")
        code.repeat(3, 8, self.statement)
        code.line("} catch (int thrown) { mix(uint64_t(thrown)); }" if self.throws else "}")
        code.line(f"mix_{self.owner}(o);")
        if self.kept:
            code.line(f"mix_{self.node}({self.kept}.get()); if (n % 2) {self.kept}.reset();")
        code.line("}")


def scenario(code):
    name = code.name("results")
    Results(code).write(name)
    return name
