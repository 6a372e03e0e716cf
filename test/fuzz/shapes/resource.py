"""Resources: structs that own names, buffers and other structs, with constructors, destructors and moves.

Who releases what: a variable, a field and a list entry of a resource type either own their resource or are null,
and no resource has two owners. Whoever takes one away leaves null behind. A type owns only types made before it,
and its own type through `next`, so ownership has no cycles.

What varies is how it is written: constructors return the resource, return an error and set an out-parameter, or
fill memory of the caller; they allocate by malloc, calloc, a checking wrapper or a pool; on an error they
unwind by hand or call the destructor of a half-built resource; destructors are called by name, with the
pointer's address, through a pointer in the struct, and release by iteration or recursion.
"""


class Type:
    """A resource type and the functions on it."""

    def __init__(self, code, earlier):
        self.code = code
        self.name = code.name("res")
        self.has_name, self.has_buffer = code.chance(0.6), code.chance(0.6)
        self.children = [(code.name("kid"), code.pick(earlier)) for _ in range(code.number(0, 2))] if earlier else []
        self.has_list, self.has_drop = code.chance(0.4), code.chance(0.3)
        self.style = code.pick(["return", "return", "out", "fill"])
        self.can_fail = code.chance(0.6)
        self.unwinds = code.chance(0.5)
        self.allocate = code.pick([f"malloc(sizeof(struct {self.name}))", f"calloc(1, sizeof(struct {self.name}))",
                                   f"xmalloc(sizeof(struct {self.name}))", f"xzalloc(sizeof(struct {self.name}))"])

    def declare(self):
        code, t = self.code, self.name
        code.line(f"struct {t} {{")
        code.line("long tag;")
        if self.has_name:
            code.line("char *name;")
        if self.has_buffer:
            code.line("unsigned char *data; size_t size;")
        for kid, kind in self.children:
            code.line(f"struct {kind.name} *{kid};")
        if self.has_list:
            code.line(f"struct {t} *next;")
        if self.has_drop:
            code.line(f"void (*drop)(struct {t} *);")
        code.line("};")
        self.visitor()
        self.destructor()
        self.filler()
        self.constructor()
        self.operations()

    def visitor(self):
        code, t = self.code, self.name
        code.line(f"{code.linkage()} void {t}_visit(const struct {t} *r) {{")
        code.line("if (!r) { mix(17); return; }")
        code.line("mix((uint64_t)r->tag);")
        if self.has_name:
            code.line("mix_text(r->name);")
        if self.has_buffer:
            code.line("mix_bytes(r->data, r->size);")
        for kid, kind in self.children:
            code.line(f"{kind.name}_visit(r->{kid});")
        if self.has_list:
            code.line(f"{t}_visit(r->next);")
        code.line("}")

    def release_parts(self, r):
        """Statements that release what a resource owns, not the resource itself; in random order."""
        parts = []
        if self.has_name:
            parts.append(f"free({r}->name);")
        if self.has_buffer:
            parts.append(self.code.pick([f"free({r}->data);", f"if ({r}->data) free({r}->data);"]))
        for kid, kind in self.children:
            parts.append(kind.release(f"{r}->{kid}"))
        self.code.random.shuffle(parts)
        return parts

    def release(self, place):
        """A statement that releases the resource a place owns, if any; the place is then dead."""
        choices = [f"{self.name}_free({place});"] * 3 + [f"{self.name}_clear(&{place});"]
        if self.has_drop:
            choices += [f"if ({place}) {place}->drop({place});"] * 3
        return self.code.pick(choices)

    def destructor(self):
        code, t = self.code, self.name
        recursive = code.chance(0.5)
        code.line(f"{code.linkage()} void {t}_free(struct {t} *r) {{")
        if self.has_list and not recursive:
            code.line(f"while (r) {{ struct {t} *next = r->next;")
        else:
            code.line("if (!r) return;")
        for part in self.release_parts("r"):
            code.line(part)
        if self.has_list and recursive:
            code.line(f"{t}_free(r->next);")
        code.line("r->tag = -1; free(r);")
        code.line("r = next; } }" if self.has_list and not recursive else "}")
        code.line(f"{code.linkage()} void {t}_clear(struct {t} **r) {{ {t}_free(*r); *r = NULL; }}")
        code.line(f"static void {t}_drop(void *r) {{ {t}_free((struct {t} *)r); }}")

    def size(self):
        return self.code.pick(["(n & 7) + 1u", "255", "256", "257", "(n & 7) * 64u + 8", "n % 2 ? 16 : 300",
                               "(size_t)(zero + 24)", "32"])

    def filler(self):
        """NAME_fill(r, n): builds everything in memory that the caller provides; 0, or where it failed."""
        code, t = self.code, self.name
        fails = []
        code.line(f"{code.linkage()} int {t}_fill(struct {t} *r, int n) {{")
        code.line(f"memset(r, 0, sizeof *r); r->tag = n + {code.number(1, 99)};")
        if self.has_drop:
            code.line(f"r->drop = {t}_free;")
        steps = []
        if self.has_name:
            steps.append((code.pick(['r->name = strdup(n % 2 ? "odd" : "a longer even name");',
                                     'r->name = join("res", n > 2 ? "ource" : "");',
                                     'r->name = strndup("truncated text", (size_t)n);',
                                     'r->name = malloc(8); if (r->name) strcpy(r->name, "seven..");']), "!r->name"))
        if self.has_buffer:
            steps.append((f"r->size = {self.size()}; r->data = malloc(r->size); "
                          f"if (r->data) memset(r->data, n, r->size);" if code.chance(0.5) else
                          f"r->size = {self.size()}; r->data = calloc(r->size, 1); "
                          f"if (r->data) r->data[r->size / 2] = 5;", "!r->data"))
        for kid, kind in self.children:
            count = code.pick(["n - 1", "n / 2", "3"])
            steps.append((f"if ({code.condition()}) {{ {kind.construct(f'r->{kid}', count)} }}",
                          f"r->{kid} && r->{kid}->tag % 11 == 10"))
        if self.has_list and code.chance(0.4):
            code.line(f"if (n > 3) {{ struct {t} *next = malloc(sizeof *next);")
            code.line(f"if ({t}_fill(next, n - 2) == 0) r->next = next; else free(next); }}")
        code.random.shuffle(steps)
        for i, (step, failed) in enumerate(steps, 1):
            code.line(step)
            if self.can_fail and code.chance(0.7):
                code.line(f"if ({failed} || n % {code.number(3, 7)} == {code.number(1, 2)}) goto fail{i};")
                fails.append(i)
        code.line("return 0;")
        for i in reversed(fails):
            code.line(f"fail{i}: mix({i});")
        if fails:
            for part in self.release_parts("r"):
                code.line(part)
            if self.has_list:
                code.line(f"{t}_free(r->next);")
            code.line(f"memset(r, 0, sizeof *r); return {code.number(1, 5)};")
        code.line("}")

    def constructor(self):
        code, t = self.code, self.name
        if self.style == "out":
            code.line(f"{code.linkage()} int {t}_new(struct {t} **out, int n) {{")
            code.line(f"struct {t} *r = {self.allocate};")
            code.line("if (!r) return -1;")
            code.line(f"int error = {t}_fill(r, n);")
            code.line("if (error) { free(r); *out = NULL; return error; }")
            code.line("*out = r; return 0; }")
        elif self.style == "return" or code.chance(0.5):
            code.line(f"{code.linkage()} struct {t} *{t}_new(int n) {{")
            code.line(f"struct {t} *r = {self.allocate};")
            if self.can_fail and code.chance(0.4):
                code.line(f"if (n % 5 == {code.number(0, 4)}) {{ free(r); return NULL; }}")
            code.line(f"if (!r || {t}_fill(r, n) != 0) {{ free(r); return NULL; }}")
            code.line("return r; }")
            self.style = "return"

    def construct(self, place, n="n"):
        """Statements that set a place, which owned nothing, to a new resource or null."""
        t = self.name
        if self.style == "out":
            return f"if ({t}_new(&{place}, {n}) != 0) {place} = NULL;"
        if self.style == "return":
            return f"{place} = {t}_new({n});"
        return f"{place} = {self.allocate}; if ({t}_fill({place}, {n}) != 0) {{ free({place}); {place} = NULL; }}"

    def operations(self):
        """NAME_change(r, n): something that reallocates, replaces or moves parts."""
        code, t = self.code, self.name
        code.line(f"{code.linkage()} void {t}_change(struct {t} *r, int n) {{")
        code.line("if (!r) return; r->tag += n;")
        if self.has_name:
            code.line(code.pick(['char *name = join(r->name ? r->name : "", "+"); free(r->name); r->name = name;',
                                 'if (n % 2) { free(r->name); r->name = NULL; }',
                                 'if (r->name) { char *name = realloc(r->name, strlen(r->name) + 4); if (name) { '
                                 'strcat(name, "!"); r->name = name; } }']))
        if self.has_buffer:
            code.line(code.pick(["size_t size = r->size * 2 + 1; unsigned char *data = realloc(r->data, size); "
                                 "if (data) { memset(data + r->size, 3, size - r->size); r->data = data; "
                                 "r->size = size; }",
                                 "if (r->size > 4) { unsigned char *data = realloc(r->data, 4); if (data) { "
                                 "r->data = data; r->size = 4; } }",
                                 "free(r->data); r->data = NULL; r->size = 0;",
                                 "if (r->size) { unsigned char *data = malloc(r->size); "
                                 "memcpy(data, r->data, r->size); free(r->data); r->data = data; }"]))
        for kid, kind in self.children:
            if code.chance(0.6):
                code.line(f"if ({code.condition()}) {{ {kind.name}_clear(&r->{kid}); {kind.construct(f'r->{kid}')} }}")
        code.line("}")
        code.line(f"{code.linkage()} void {t}_consume(struct {t} *r) {{ {t}_visit(r); {self.release('r')} }}")
        code.line(f"{code.linkage()} struct {t} *{t}_same(struct {t} *r, int n) {{ if (n % 2) {t}_visit(r); return r; "
                  f"}}")
        if self.children:
            kid, kind = self.children[0]
            code.line(f"{code.linkage()} struct {kind.name} *{t}_take(struct {t} *r) {{ if (!r) return NULL; "
                      f"struct {kind.name} *k = r->{kid}; r->{kid} = NULL; return k; }}")
            code.line(f"{code.linkage()} int {t}_give(struct {t} *r, struct {kind.name} *k) {{ "
                      f"if (!r || r->{kid}) return 0; r->{kid} = k; return 1; }}")


class User:
    """A function that owns some resources in variables and does things to them."""

    def __init__(self, code, types):
        self.code, self.types = code, types
        self.variables = [(code.name("r"), code.pick(types)) for _ in range(code.number(1, 4))]
        self.pool = code.chance(0.3)
        self.end = code.name("end")
        self.leaves = False

    def write(self, name):
        code = self.code
        code.line(f"static NOINLINE void {name}(int n) {{")
        for variable, kind in self.variables:
            code.line(f"struct {kind.name} *{variable} = NULL;")
        if self.pool:
            code.line("struct pool pool = {.used = 0};")
        variable, kind = self.variables[0]
        code.line(kind.construct(variable))
        code.repeat(4, 12, self.statement)
        if self.leaves:
            code.line(f"{self.end}:")
        endings = [f"{kind.name}_visit({variable}); {kind.release(variable)}" for variable, kind in self.variables]
        endings += ["pool_empty(&pool);"] if self.pool else []
        code.random.shuffle(endings)
        for ending in endings:
            code.line(ending)
        code.line("}")

    def statement(self, depth=2):
        code = self.code
        if depth > 0 and code.chance(0.25):
            return code.nest(self.statement, depth)
        a, t = code.pick(self.variables)
        same = [v for v, kind in self.variables if kind is t and v != a]
        kind = code.number(0, 13)
        if kind <= 2:
            code.line(f"if (!{a}) {{ {t.construct(a)} }}")
        elif kind == 3:
            code.line(f"{t.name}_clear(&{a}); {t.construct(a, 'n + 1')}")
        elif kind == 4:
            code.line(f"{t.name}_change({a}, n);")
        elif kind == 5:
            code.line(f"{t.name}_visit({a});")
        elif kind == 6:
            code.line(f"{t.name}_consume({a}); {a} = NULL;")
        elif kind == 7 and same:
            code.line(f"{{ struct {t.name} *t = {a}; {a} = {same[0]}; {same[0]} = t; }}")
        elif kind == 8 and t.children:
            child = t.children[0][1]
            others = [v for v, other in self.variables if other is child]
            if others:
                code.line(code.pick([f"if (!{others[0]}) {others[0]} = {t.name}_take({a});",
                                     f"if ({t.name}_give({a}, {others[0]})) {others[0]} = NULL;"]))
            else:
                k = code.name("k")
                code.line(f"{{ struct {child.name} *{k} = {t.name}_take({a}); {child.name}_visit({k}); "
                          f"{child.release(k)} }}")
        elif kind == 9 and t.has_list and same:
            code.line(f"if ({a} && {same[0]} && !{a}->next) {{ {a}->next = {same[0]}; {same[0]} = NULL; }}")
        elif kind == 10 and code.chance(0.5):
            code.line(f"if ({a} && registered < 500 && {code.condition()}) {{ "
                      f"registry_drop[registered] = {t.name}_drop; registry[registered++] = {a}; {a} = NULL; }}")
        elif kind == 11 and self.pool:
            p = code.name("p")
            code.line(f"{{ unsigned char *{p} = pool_take(&pool, {t.size()}); if ({p}) {{ {p}[0] = (unsigned char)n; "
                      f"mix({p}[0]); }} }}")
        elif kind == 12:
            self.leaves = True
            code.line(f"if ({code.condition([f'!{a}'])}) goto {self.end};")
        elif t.style == "fill" or kind == 13:
            # On the stack, with the parts on the heap.
            local = code.name("local")
            code.line(f"{{ struct {t.name} {local}; if ({t.name}_fill(&{local}, n) == 0) {{ "
                      f"{t.name}_change(&{local}, n); {t.name}_visit(&{local});")
            for part in t.release_parts(f"(&{local})"):
                code.line(part)
            code.line(f"{t.name}_free({local}.next); }} }}" if t.has_list else "} }")
        else:
            code.line(f"{t.name}_visit({t.name}_same({a}, n));")


def scenario(code):
    code.prelude("resource")
    types = []
    for _ in range(code.number(1, 3)):
        types.append(Type(code, list(types)))
        types[-1].declare()
    name = code.name("resources")
    User(code, types).write(name)
    return name
