"""Structures of two words, passed and returned by value: pointers beside pointers and beside numbers.

Who releases what: each variable of type duo owns both of its things, or has null; functions that take one by value
hand back what they do not release or give away, in any order. Given things belong to a global list, from where they
are taken again. `seen` is borrowed, and forgotten before the scenario ends.
"""


class Pairs:
    def __init__(self, code):
        self.code = code
        self.variables = [code.name("t") for _ in range(code.number(2, 4))]

    def write(self, name):
        code = self.code
        code.line(f"static NOINLINE void {name}(int n) {{")
        code.line("long x = n;")
        for variable in self.variables:
            code.line(f"struct duo {variable} = {{0}};")
        code.repeat(5, 14, self.statement)
        code.line("seen = (struct duo){0};")
        for variable in self.variables:
            code.line(code.pick([f"drop_two({variable});", f"free({variable}.first); free({variable}.second);",
                                 f"drop_two(first_dropped({variable}));", f"drop_two(swapped({variable}));"]))
        code.line("mix((uint64_t)x); }")

    def new(self):
        """A pair that owns new things."""
        return self.code.pick(["two_made(x % 100)", "two_of(thing(n), thing(n + 2))", "second_made(x % 50)",
                               "(struct duo){.first = thing(x % 10)}", "swapped(second_made(n))",
                               "(n % 2 ? two_made(n) : second_made(n))"])

    def changed(self, pair):
        """What owns the things of the pair afterwards, or those that are left."""
        code = self.code
        return code.pick([f"swapped({pair})", f"swapped_if({pair}, {code.condition()})", f"second_given({pair})",
                          f"first_given({pair})", f"first_dropped({pair})", f"filled({pair}, x % 30)",
                          f"two_of_words(words_of({pair}))", f"through_memory({pair})",
                          f"two_of({pair}.second, {pair}.first)",
                          f"untagged(tagged({pair}.first, (uintptr_t){pair}.second))"])

    def statement(self, depth=2):
        code = self.code
        if depth > 0 and code.chance(0.25):
            return code.nest(self.statement, depth)
        t, u = code.pick(self.variables), code.pick(self.variables)
        kind = code.weighted({"new": 6, "change": 6, "cross": 2, "read": 5, "own": 5, "counted": 3, "tagged": 2,
                              "loop": 3, "see": 2})
        if kind == "new":
            code.line(f"if (!{t}.first && !{t}.second) {t} = {self.new()};")
        elif kind == "change":
            code.line(f"{t} = {self.changed(t)};")
            if code.chance(0.3):
                code.line(f"{t} = {self.changed(t)};")
        elif kind == "cross":
            code.line(f"{t} = crossed({t}, &{u});" if u != t else f"{t} = swapped({t});")
        elif kind == "read":
            code.line(code.pick([f"x += a_of({t}.first) - a_of({u}.second);", f"x ^= a_of(swapped({t}).first);",
                                 f"if ({t}.second) {t}.second->a += n;", "x += a_of(seen.first);",
                                 f"x += {t}.first == {u}.second;", f"mix((uint64_t)a_of({t}.second));"]))
        elif kind == "own":
            # Everything in this function: what the pass can move.
            p, v = code.name("p"), code.name("v")
            code.line(f"{{ struct duo {v} = {self.new()};")
            code.line(f"struct thing *{p} = malloc(sizeof *{p}); *{p} = (struct thing){{.a = n + 4}};")
            code.repeat(1, 3, lambda: code.line(code.pick([
                f"{v} = {self.changed(v)};", f"x += a_of({v}.first) + a_of({v}.second);",
                f"{{ struct thing *old = {v}.second; {v}.second = {p}; {p} = old; }}",
                f"{{ struct thing *old = {t}.first; {t} = (struct duo){{{v}.second, {t}.second}}; {v}.second = old; }}"])))
            code.line(f"x += a_of({p}); free({p}); {code.pick([f'drop_two({v})', f'free({v}.first); free({v}.second)'])};"
                      f" }}")
        elif kind == "counted":
            c = code.name("c")
            code.line(f"{{ struct counted {c} = counted_made({code.pick(['3', '(size_t)n + 1', '1'])});")
            code.line(f"x += counted_sum({c}) + (long)({c}.count << 2);")
            code.line(code.pick([
                f"{c}.count /= 2; x += counted_sum({c});",
                f"if ({code.condition()} && !{t}.first) {{ {t}.first = {c}.thing; {c}.thing = NULL; }}",
                f"union either e = {{.counted = {c}}}; {c}.thing = e.duo.first; x += e.words.second == {c}.count;"]))
            code.line(f"free({c}.thing); }}")
        elif kind == "tagged":
            g = code.name("g")
            code.line(f"{{ struct tagged {g} = retagged(tagged({t}.first, (uintptr_t)n)); x += (long)({g}.tag >> 1);")
            code.line(f"{g} = {code.pick([f'tagged({g}.thing, 7)', f'retagged({g})'])}; {t}.first = {g}.thing; }}")
        elif kind == "loop":
            v, before = code.name("v"), code.name("before")
            code.line(f"{{ struct duo {before} = {{0}}; for (int i = 0; i < {code.pick(['3', 'n % 4'])}; i++) {{")
            code.line(f"struct duo {v} = {self.new()}; {v} = {self.changed(v)}; "
                      f"x += a_of({before}.first) * 3 + a_of({before}.second);")
            code.line(code.pick([f"drop_two({before}); {before} = {v};", f"drop_two({v});",
                                 f"{v} = crossed({v}, &{before}); drop_two({v});",
                                 f"give({before}.first); {before}.first = {v}.second; free({v}.first);"]))
            code.line(f"}} drop_two({before}); }}")
        else:
            # Read at once: what is seen may be released later.
            code.line(f"see({code.pick([t, f'swapped({t})'])}); x += a_of(seen.second); seen = (struct duo){{0}};")


def scenario(code):
    code.prelude("pair")
    name = code.name("pairs")
    Pairs(code).write(name)
    return name
