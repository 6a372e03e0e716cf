"""Closures: function pointers with environments on the heap, that own further closures.

Who releases what: a closure owns its environment and, through it, at most one more closure; a variable, list
entry or table entry owns its closure or is null. drop() releases all of it. Functions that are called through a
closure may change numbers in environments, wrap, unwrap or swap inner closures, but leave every owner one.
"""


class Closures:
    def __init__(self, code):
        self.code = code
        self.functions = [self.function() for _ in range(code.number(2, 5))]
        self.table = code.name("table")
        code.line(f"static const callable {self.table}[] = {{{', '.join(self.functions)}}};")
        self.variables = [code.name("c") for _ in range(code.number(1, 4))]
        self.makers = code.name("makers")
        makers = [code.pick(["env_plain", "env_large", "env_maybe", "env_noted", "env_any"]) for _ in range(3)]
        code.line(f"static const env_maker {self.makers}[] = {{{', '.join(makers)}}};")
        self.end = code.name("end")
        self.leaves = False

    def function(self):
        """Something that is called with an environment and a number."""
        code, name = self.code, self.code.name("act")
        code.line(f"{code.pick(['static', 'static NOINLINE', 'NOINLINE'])} long {name}(struct env *e, long x) {{")
        code.repeat(1, 3, lambda: code.line(code.pick([
            "clobber(1);", "e->a = (e->a * 3 + x) % 10007;", "e->b ^= x & 15;", "mix((uint64_t)(e->a + x));",
            "x += e->b;",
            "x = call(e->inner, x % 500) + 1;", "if (e->inner) x += e->inner->env->a;",
            "if (e->inner && x % 3 == 0) { struct closure *gone = e->inner; e->inner = NULL; drop(gone); }",
            "if (!e->inner && x % 4 == 1 && closure_fuel > 20) e->inner = closure(e->a % 2 ? act_none : act_add, x, "
            "NULL);",
            "if (e->inner && e->inner->env->inner) { struct closure *t = e->inner; e->inner = t->env->inner; "
            "t->env->inner = NULL; discard(&t); }",
            "{ struct env local = {.a = x, .b = 2, .borrowed = e}; x = apply(act_borrow, &local, x % 100); }",
            "{ struct env *copy = malloc(sizeof *copy); *copy = *e; copy->inner = NULL; x += act_add(copy, x % 50); "
            "free(copy); }"])))
        code.line("return x % 100003; }")
        return name

    def callable(self):
        return self.code.pick([self.code.pick(self.functions), f"{self.table}[n % {len(self.functions)}]", "act_add"])

    def write(self, name):
        code = self.code
        code.line(f"static NOINLINE void {name}(int n) {{")
        code.line("closure_fuel = 200; long x = n;")
        for variable in self.variables:
            code.line(f"struct closure *{variable} = NULL;")
        code.line(f"{self.variables[0]} = closure({self.callable()}, n, NULL);")
        code.repeat(5, 14, self.statement)
        if self.leaves:
            code.line(f"{self.end}:;")
        for variable in self.variables:
            code.line(code.pick([f"discard(&{variable});", f"drop({variable});",
                                 f"if ({variable}) {variable}->drop({variable});"]))
        code.line("mix((uint64_t)x); }")

    def statement(self, depth=2):
        code = self.code
        if depth > 0 and code.chance(0.22):
            return code.nest(self.statement, depth)
        c, d = code.pick(self.variables), code.pick(self.variables)
        kind = code.weighted({"new": 5, "wrap": 3, "call": 6, "own": 5, "list": 3, "table": 3, "move": 3, "drop": 2,
                              "apply": 3, "make": 5, "leave": 1})
        if kind == "new":
            code.line(f"if (!{c}) {c} = closure({self.callable()}, x % 100, NULL);")
        elif kind == "wrap":
            code.line(code.pick([f"if ({c} && closure_fuel > 0) {c} = closure({self.callable()}, n + 1, {c});",
                                 f"{c} = unwrap({c});"]))
        elif kind == "call":
            code.line(code.pick([f"x = call({c}, x % 1000);", f"if ({c}) x += {c}->call({c}->env, x % 10);",
                                 f"x += visit(2, {c}, {d});", f"mix((uint64_t)({c} ? {c}->env->b : 3));"]))
        elif kind == "own":
            # Everything in this function: what a pass that knows the callee can move.
            e, f = code.name("e"), code.name("f")
            memory = code.pick([f"malloc(sizeof *{e}); *{e} = (struct env){{.a = n}}", f"calloc(1, sizeof *{e})"])
            code.line(f"{{ struct env *{e} = {memory};")
            if code.chance(0.6):
                code.line(f"struct closure *{f} = malloc(sizeof *{f}); *{f} = (struct closure){{.call = "
                          f"{self.callable()}, .env = {e}}};")
                code.line(f"x += "
                          f"{code.pick([f'call({f}, x % 99)', f'{f}->call({f}->env, x % 77)', f'visit(1, {f})'])}; "
                          f"free({f});")
            code.line(f"x += {code.pick(['apply', 'apply_twice'])}({self.callable()}, {e}, n); drop({e}->inner); "
                      f"free({e}); }}")
        elif kind == "list":
            head, i = code.name("head"), code.name("i")
            code.line(f"{{ struct closure *{head} = NULL; for (int {i} = 0; {i} < {code.pick(['3', 'n % 4'])}; "
                      f"{i}++) {{")
            code.line(f"struct closure *new = closure({self.callable()}, {i} + n, NULL); new->next = {head}; {head} = "
                      f"new; }}")
            code.line(f"for (struct closure *k = {head}; k; k = k->next) x = call(k, x % 1000);")
            code.line(f"while ({head}) {{ struct closure *k = {head}; {head} = k->next; "
                      f"{code.pick(['drop(k)', 'k->drop(k)', 'discard(&k)'])}; }} }}")
        elif kind == "table":
            t, i, count = code.name("t"), code.name("i"), code.number(2, 4)
            code.line(f"{{ struct closure *{t}[{count}] = {{0}}; for (int {i} = 0; {i} < {count}; {i}++) if ({i} != "
                      f"n) {t}[{i}] = closure({self.callable()}, 9 - {i}, NULL);")
            code.line(f"qsort({t}, {count}, sizeof *{t}, by_a); x += call({t}[n % {count}], n);")
            if code.chance(0.5):
                code.line(f"if (!{c}) {{ {c} = {t}[0]; {t}[0] = NULL; }}")
            code.line(f"for (int {i} = 0; {i} < {count}; {i}++) discard(&{t}[({i} + n) % {count}]); }}")
        elif kind == "make":
            self.make(c)
        elif kind == "move":
            code.line(f"if ({c} != {d}) {{ struct closure *t = {c}; {c} = {d}; {d} = t; }}")
        elif kind == "drop":
            code.line(f"if ({code.condition()}) discard(&{c});")
        elif kind == "apply":
            code.line(f"{{ struct env local = {{.a = n, .b = x}}; x += "
                      f"{code.pick(['apply', 'apply_twice'])}({self.callable()}, &local, x % 31); drop(local.inner); "
                      f"}}")
        else:
            self.leaves = True
            code.line(f"if ({code.condition()}) goto {self.end};")

    def make(self, c):
        """An environment made by a function of a table; perhaps kept by a closure, or beside the one before."""
        code, e = self.code, self.code.name("e")
        loop = code.pick(["", "", "for (int i = 0; i < 3; i++) ", "for (int i = 0; i < n % 4; i++) "])
        code.line(f"{{ struct env *{e} = NULL, *before = NULL; {loop}{{")
        which = code.pick(["0", "n % 3", "(unsigned long)x % 3"])
        code.line(code.pick([
            f"{e} = {self.makers}[{which}](x % 100);", f"{e} = (n % 2 ? {self.makers}[1] : env_large)(n);",
            f"{e} = env_makers[n % 4](x % 50);", f"{e} = NULL; if (env_fillers[n % 2](&{e}, n)) x++;"]))
        code.line(f"if ({e}) x += act_add({e}, n) + (last_env != NULL);")
        if code.chance(0.3):
            code.line(f"if ({e} && {c} && {code.condition()}) {{ {e}->inner = {c}->env->inner; "
                      f"{e}->borrowed = NULL; free({c}->env); {c}->env = {e}; {e} = NULL; }}")
        code.line(code.pick([f"free({e}); {e} = NULL;", f"free(before); before = {e}; {e} = NULL;"]))
        code.line(f"}} if (before) x += before->a; free(before); free({e}); }}")


def scenario(code):
    code.prelude("closure")
    name = code.name("closures")
    Closures(code).write(name)
    return name
