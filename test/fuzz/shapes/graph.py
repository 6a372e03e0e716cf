"""Object graphs: boxes that point at each other, shuffled by statements and helpers in every way we know.

Who releases what: every box belongs to a scope (a function's body or a loop's), which releases it at its end, and
has the scope's depth. Nothing may point to a box that is gone, so a place that lives at depth d holds boxes of
depth d or less. Two rules, chosen for each scope, see to that:

- strict: a store is only written where the depths that its value and its place may have, known statically as
  the range low..high of each variable, prove the rule;
- scrubbed: stores are free, and at its end the scope clears all pointers to its boxes in what is outside.

Depth 0 is a function's parameters and what they reach, or the body of a function without any. Everything is
null-safe. Checksums are made of ids, never of addresses.
"""


class Variable:
    """A pointer variable; low..high are the depths of the boxes that it may hold."""

    def __init__(self, name, low, high):
        self.name, self.low, self.high = name, low, high


class Scope:
    """A body that owns boxes. `floor`: stores into depths from there on are free, or None."""

    def __init__(self, depth, floor, parent):
        self.depth, self.floor, self.parent = depth, floor, parent
        self.end = None
        self.variables, self.arrays, self.owners, self.chains = [], [], [], []
        self.early_exit = False

    def chain_of_scopes(self):
        scope = self
        while scope:
            yield scope
            scope = scope.parent


class Graph:
    """Writes the functions of one scenario."""

    def __init__(self, code):
        self.code = code
        self.functions = []  # (name, returns an owned box)
        self.published = False  # in the function being written
        self.scope = None
        self.in_loop = 0

    # Variables and the rule about depths

    def variables(self):
        return [v for scope in self.scope.chain_of_scopes() for v in scope.variables]

    def arrays(self):
        return [a for scope in self.scope.chain_of_scopes() for a in scope.arrays]

    def free_from(self, depth):
        """May anything be stored into places of this depth?"""
        return self.scope.floor is not None and depth >= self.scope.floor

    def may_store(self, box, value):
        return value.high <= box.low or self.free_from(box.low)

    def may_hold(self, place, low, high):
        return low >= place.low and (high <= place.high or self.free_from(place.high))

    def any(self):
        return self.code.pick(self.variables())

    def place_for(self, low, high):
        """A variable that may hold boxes of these depths, or None."""
        fit = [v for v in self.variables() if self.may_hold(v, low, high) and not v.name.startswith("own")]
        return self.code.pick(fit) if fit else None

    def assign(self, low, high, expression):
        place = self.place_for(low, high)
        self.code.line(f"{place.name} = {expression};" if place else f"check({expression});")

    def index(self, size):
        return self.code.pick([str(self.code.number(0, size - 1)), f"n % {size}", f"(n + 1) % {size}",
                               f"(zero + 1) % {size}"])

    def level(self):
        return f"base + {self.scope.depth}"

    # Statements

    def statement(self, depth=2):
        code = self.code
        if depth > 0 and code.chance(0.12):
            self.in_loop += 1
            code.nest(self.statement, depth)
            self.in_loop -= 1
        elif depth > 0 and self.scope.depth < 3 and code.chance(0.07):
            self.inner_scope()
        else:
            getattr(self, code.weighted(STATEMENTS))()

    def do_allocate(self):
        code, scope = self.code, self.scope
        if code.chance(0.2):
            return self.do_carried()
        if code.chance(0.25) and scope.chains:
            chain, box = code.pick(scope.chains), code.name("new")
            code.line(f"{{ struct box *{box} = fresh({self.level()}, NULL);")
            code.line(f"{box}->next = {chain}; {chain} = {box};")
            self.assign(scope.depth, scope.depth, box)
            return code.line("}")
        owner = code.pick(scope.owners)
        code.line(f"if (!{owner.name}) {{")
        self.allocate(owner.name)
        code.line("}")

    def allocate(self, name):
        kind = self.code.number(0, 5)
        level = self.level()
        inside = [v.name for v in self.variables() if v.high <= self.scope.depth and not v.name.startswith("own")]
        self.code.line({
            0: f"{name} = malloc(sizeof *{name}); memset({name}, 0, sizeof *{name}); begin({name}, {level});",
            1: f"{name} = calloc(1, sizeof *{name}); begin({name}, {level});",
            2: f"{name} = malloc(sizeof(struct box)); *{name} = (struct box){{.id = ++ids, .depth = {level}}};",
            3: f"{name} = fresh({level}, {self.code.pick(inside + ['NULL'])});",
            4: f"if (!make(&{name}, {level}, n)) {name} = NULL;",
            5: f"{name} = box_memory(sizeof(struct box)); begin({name}, {level});",
        }[kind])

    def do_carried(self):
        """Two boxes alive at a time, the older one released by the iteration after."""
        code = self.code
        old, new, i = code.name("old"), code.name("new"), code.name("i")
        code.line(f"struct box *{old} = NULL;")
        code.line(f"for (int {i} = 0; {i} < n % 4 + 1; {i}++) {{")
        code.line(f"struct box *{new} = malloc(sizeof *{new}); memset({new}, 0, sizeof *{new}); "
                  f"begin({new}, {self.level()});")
        code.line(code.pick([f"store({new}, 0, {old});", f"{new}->f[0] = {old};", f"even({new}, {old}, {i});"]))
        code.line(f"check({new}); mix((uint64_t)id_of({old}));")
        if code.chance(0.3):
            code.line(f"if ({i} == 2) {{ struct box *t = {old}; {old} = {new}; {new} = t; }}")
        code.line(f"{code.pick(['destroy', 'free'])}({old}); if ({new}) memset({new}->f, 0, sizeof {new}->f); {old} "
                  f"= {new};")
        code.line("}")
        code.line(f"check({old}); {code.pick([f'free({old});', f'destroy_at(&{old});', f'destroyers[n % 2]({old});'])}")

    def do_temporary(self):
        code, a, b = self.code, self.any(), self.any()
        t = code.name("t")
        if code.chance(0.5):
            code.line(f"{{ struct box *{t} = calloc(1, sizeof *{t}); {t}->f[0] = {a.name}; {t}->f[1] = {t}; "
                      f"{t}->f[2] = {b.name};")
            code.line(code.pick([f"rotate({t}->f, 3);", f"bump({t}, {a.name});", f"check(load({t}, n % 3));",
                                 f"each({t}, bump, {b.name});"]))
            code.line(f"check({t}->f[{self.index(3)}]); for (int k = 0; k < 3; "
                      f"k++) if ({t}->f[k] == {t}) {t}->f[k] = NULL;")
            high = max(a.high, b.high)
            self.assign(min(a.low, b.low), high, f"{t}->f[{self.index(3)}]")
            code.line(f"{code.pick(['free', 'destroy', 'destroyers[n % 2]'])}({t}); }}")
        else:
            size = self.code.pick(["4", "n + 4"])
            code.line(f"{{ struct box **{t} = malloc(({size}) * sizeof *{t}); {t}[0] = {a.name}; {t}[1] = {b.name}; "
                      f"{t}[2] = {t}[3] = NULL;")
            code.line(code.pick([f"rotate({t}, 4);", f"qsort({t}, 4, sizeof *{t}, by_id);",
                                 f"{t} = realloc({t}, {code.number(4, 40)} * sizeof *{t});",
                                 f"memmove({t} + 1, {t}, 3 * sizeof *{t});"]))
            self.assign(min(a.low, b.low), max(a.high, b.high), f"{t}[{self.index(4)}]")
            code.line(f"free({t}); }}")

    def do_move(self):
        value = self.any()
        self.assign(value.low, value.high, value.name)

    def do_load(self):
        box = self.any()
        k = self.index(3)
        place = self.place_for(0, box.high)
        if place and self.code.chance(0.2):
            return self.code.line(f"load_to(&{place.name}, {box.name}, {k});")
        self.assign(0, box.high, self.code.pick([
            f"load({box.name}, {k})", f"({box.name} ? {box.name}->f[{k}] : NULL)", f"last({box.name}, 2)",
            f"({box.name} ? {box.name}->u.p : NULL)", f"({box.name} ? (struct box *){box.name}->u.n : NULL)",
            f"*place({box.name}, {k}, &(struct box *){{NULL}})"]))

    def do_store(self):
        for _ in range(4):
            box, value = self.any(), self.any()
            if self.may_store(box, value):
                b, v, k = box.name, value.name, self.index(3)
                return self.code.line(self.code.pick([
                    f"store({b}, {k}, {v});", f"if ({b}) {b}->f[{k}] = {v};", f"if ({b}) {b}->u.p = {v};",
                    f"if ({b}) {b}->u.n = (uintptr_t){v};", f"*place({b}, {k}, &(struct box *){{NULL}}) = {v};",
                    f"if ({b}) __atomic_store_n(&{b}->f[{k}], {v}, __ATOMIC_SEQ_CST);",
                    f"if ({b}) bytes(&{b}->f[{k}], &{v}, sizeof {v});",
                    f"fill(3, {b}, {v}, {v});", f"link({b}, {v});",
                    f"if ({b}) memcpy(&{b}->f[{k}], &{v}, sizeof {v});"]))
        return self.do_check()

    def do_relate(self):
        """A helper stores one argument into what another reaches."""
        for _ in range(4):
            a, b = self.any(), self.any()
            to_anything = a.high == 0 and b.high == 0 or self.scope.floor == 0
            choices = []
            if self.may_store(a, b):
                choices += [f"copy({a.name}, {b.name});"] * 2
                choices += [f"if ({a.name} && {b.name} && {a.name} != {b.name}) {{ struct box t = *{b.name}; "
                            f"memcpy({a.name}->f, t.f, sizeof t.f); }}"]
            if self.may_store(a, b) and to_anything:
                choices += [f"two({a.name}, {b.name});"]
            if self.may_store(a, b) and self.may_store(b, a):
                choices += [f"{self.code.pick(['odd', 'even'])}({a.name}, {b.name}, n);",
                            f"swap_fields({a.name}, {b.name});"]
                choices += [f"actions[{self.index(3)}]({a.name}, {b.name});"]
                choices += [f"{{ struct task t = "
                            f"bind({self.code.pick(['bump', 'link', 'swap_fields', 'actions[n % 3]'])}, {a.name}); "
                            f"run(&t, {b.name}); }}"]
                if to_anything:
                    choices += [f"each({a.name}, {self.code.pick(['link', 'swap_fields', 'actions[n % 3]'])}, "
                                f"{b.name});"]
            if choices:
                return self.code.line(self.code.pick(choices))
        return self.code.line(f"each({self.any().name}, bump, {self.any().name});")

    def do_pass(self):
        """A helper returns one of its arguments, in some disguise."""
        a, b = self.any(), self.any()
        low, high = min(a.low, b.low), max(a.high, b.high)
        self.assign(low, high, self.code.pick([
            f"pick(n, {a.name}, {b.name})", f"nth(n % 2 + 1, {a.name}, {b.name})",
            f"both({a.name}, {b.name}).{self.code.pick('ab')}",
            f"({self.code.condition([f'{a.name} == {b.name}'])} ? {a.name} : {b.name})"]))
        if self.code.chance(0.5):
            self.assign(a.low, a.high, self.code.pick([
                f"decode(encode({a.name}))", f"(struct box *)((uintptr_t){a.name} ^ 0)",
                f"bind(bump, {a.name}).environment"]))

    def do_swap(self):
        for _ in range(4):
            a, b = self.any(), self.any()
            if a is not b and self.may_hold(a, b.low, b.high) and self.may_hold(b, a.low, a.high) and \
                    not a.name.startswith("own") and not b.name.startswith("own"):
                return self.code.line(f"swap(&{a.name}, &{b.name});")
        return self.do_list()

    def do_list(self):
        head = self.place_for(0, self.scope.depth)
        value = self.any()
        if head and self.may_store(value, head) and self.may_hold(head, value.low, value.high):
            self.code.line(f"push(&{head.name}, {value.name});")
        if head:
            self.assign(0, head.high, self.code.pick([f"pop(&{head.name})", f"last({head.name}, n)"]))

    def do_array(self):
        """Arrays of the innermost scopes hold what variables with the full range hold."""
        array, code = self.code.pick(self.arrays()), self.code
        value = self.any()
        i, j = self.index(4), self.index(4)
        if code.chance(0.5) and self.may_hold(array, value.low, value.high):
            code.line(f"{array.name}[{i}] = {value.name};")
        elif code.chance(0.4):
            code.line(code.pick([f"rotate({array.name}, {code.number(2, 4)});",
                                 f"qsort({array.name}, 4, sizeof *{array.name}, by_id);",
                                 f"memmove({array.name} + 1, {array.name}, 3 * sizeof *{array.name});",
                                 f"swap(&{array.name}[{i}], &{array.name}[{j}]);",
                                 f"memset({array.name}, 0, 2 * sizeof *{array.name});"]))
        else:
            self.assign(array.low, array.high, f"{array.name}[{i}]")

    def do_check(self):
        value = self.any().name
        self.code.line(self.code.pick([f"check({value});", f"check({value});", f"walk({value}, 2);", "clobber(1);",
                                       f"mix((uint64_t)id_of({value}));",
                                       f"if ({value}) {value}->id += {self.code.number(1, 9)};"]))

    def do_global(self):
        if self.code.chance(0.6):
            return self.do_check()
        if self.code.chance(0.6):
            self.published = True
            value = self.any().name
            self.code.line(self.code.pick([f"publish({value}, n);",
                                           f"if ({self.code.condition()}) global_box = {value};"]))
        else:
            self.code.line("check(global_box);")

    def do_call(self):
        if not self.functions or self.in_loop > 1:
            return self.do_pass()
        name, owned = self.code.pick(self.functions)
        a, b = self.any(), self.any()
        call = f"{name}(n, {self.level()}, {a.name}, {b.name})"
        # It stores its arguments and what they reach into each other.
        if not (self.may_store(a, b) and self.may_store(b, a) and (a.high == b.high == 0 or self.scope.floor == 0)):
            call = f"{name}({self.code.pick(['n', '2'])}, {self.level()}, NULL, NULL)"
            a = b = Variable("NULL", 0, 0)
        self.published = True
        if owned:
            owner = self.code.pick(self.scope.owners).name
            self.code.line(f"if (!{owner}) {{ {owner} = {call}; scrub({owner}, {self.level()}); "
                           f"if ({owner}) {owner}->depth = {self.level()}; }}")
        else:
            self.assign(0, max(a.high, b.high), call)

    def do_leave(self):
        if self.scope.end and self.code.chance(0.5):
            self.scope.early_exit = True
            self.code.line(f"if ({self.code.condition()}) goto {self.scope.end};")
        else:
            self.do_check()

    # Scopes

    def open(self, scope):
        """Declares what the scope owns and its variables. No goto may pass an initialisation, so all at once."""
        code = self.code
        self.scope = scope
        scope.end = code.name("end")
        for _ in range(code.number(1, 3)):
            owner = Variable(code.name("own"), scope.depth, scope.depth)
            scope.owners.append(owner)
            scope.variables.append(owner)
            code.line(f"struct box *{owner.name} = NULL;")
        for _ in range(code.number(0, 1)):
            scope.chains.append(code.name("chain"))
            code.line(f"struct box *{scope.chains[-1]} = NULL;")
        for i in range(code.number(2, 4)):
            low = scope.depth if code.chance(0.3) else 0
            variable = Variable(code.name("v"), 0 if i == 0 else low, scope.depth)
            scope.variables.append(variable)
            code.line(f"struct box *{variable.name} = NULL;")
        array = Variable(code.name("a"), 0, scope.depth)
        scope.arrays.append(array)
        code.line(f"struct box *{array.name}[4] = {{0}};")

    def close(self, result=None):
        """Ends the scope: clears pointers to its boxes outside of it, then releases them, all but `result`."""
        code, scope = self.code, self.scope
        if scope.early_exit:
            code.line(f"{scope.end}:;")
        if result:
            code.line(f"scrub({result}, base);")
        outside = f"base + {scope.depth - 1}"
        if self.published:
            code.line(f"scrub_at(&global_box, {outside});")
        for outer in scope.parent.chain_of_scopes() if scope.parent and scope.floor is not None else ():
            if outer.depth < scope.floor:
                break
            for variable in outer.variables:
                owned = variable in outer.owners
                code.line(f"scrub({variable.name}, {outside});" if owned else f"scrub_at(&{variable.name}, {outside});")
            for chain in outer.chains:
                code.line(f"scrub_chain({chain}, {outside});")
            for array in outer.arrays:
                code.line(f"for (int k = 0; k < 4; k++) scrub_at(&{array.name}[k], {outside});")
        releases = []
        for owner in scope.owners:
            name = owner.name
            if name == result:
                continue
            if code.chance(0.08):
                code.line(f"if ({code.condition()}) {{ keep({name}); {name} = NULL; }}")
            releases.append(code.pick([f"free({name});", f"free({name});", f"destroy({name});", f"destroy_at(&{name});",
                                       f"destroyers[n % 2]({name});",
                                       f"if ({name}) {{ mix((uint64_t){name}->id); free({name}); }}"]))
        releases += [f"{code.pick(['destroy_chain', 'destroy_recursively'])}({chain});" for chain in scope.chains]
        code.random.shuffle(releases)
        for release in releases:
            code.line(release)
        self.scope = scope.parent

    def inner_scope(self):
        code, parent = self.code, self.scope
        loop = code.chance(0.8)
        i = code.name("i")
        code.line(f"for (int {i} = 0; {i} < {code.pick(['2', '3', 'n % 4'])}; {i}++) {{" if loop else "{")
        floor = parent.floor if parent.floor is not None else parent.depth if code.chance(0.5) else None
        if floor is not None and self.floor_limit > floor:
            floor = self.floor_limit
        self.open(Scope(parent.depth + 1, floor, parent))
        in_loop, self.in_loop = self.in_loop, self.in_loop + 1
        self.do_allocate()
        self.repeat(3, 9)
        self.in_loop = in_loop
        self.close()
        if loop and code.chance(0.2):
            code.line(f"if ({i} == 1 && {code.condition()}) break;")
        code.line("}")

    def repeat(self, low, high):
        self.code.repeat(low, high, self.statement)

    # Functions

    def function(self):
        """A function with two boxes as parameters; it may keep them only in each other, and return one."""
        code = self.code
        name, owned = code.name("graph"), code.chance(0.4)
        self.published, self.floor_limit = False, 1
        code.line(f"{code.linkage()} struct box *{name}(int n, int base, struct box *p, struct box *q) {{")
        code.line("if (--fuel < 0) return NULL;")
        outer = Scope(0, None, None)
        outer.variables += [Variable("p", 0, 0), Variable("q", 0, 0), Variable("r", 0, 0)]
        code.line("struct box *r = NULL;")
        self.open(Scope(1, 1 if code.chance(0.3) else None, outer))
        scope = self.scope
        self.repeat(4, 12)
        if code.chance(0.25) and not owned:
            code.line(f"if (n > 1) {scope.variables[-1].name} = NULL, r = {name}(n - 2, base + 1, p, q);")
            self.published = True
        result = scope.owners[0].name if owned else None
        self.close(result)
        code.line(f"return {result or code.pick('pqr')}; }}")
        return name, owned

    def scenario(self):
        code = self.code
        for _ in range(code.number(1, 3)):
            self.functions.append(self.function())
        name = code.name("graphs")
        self.published, self.floor_limit = False, 0
        code.line(f"static NOINLINE void {name}(int n) {{")
        code.line("int base = 0; fuel = 60;")
        self.open(Scope(0, code.pick([0, 0, None]), None))
        self.do_allocate()
        self.repeat(8, 24)
        for variable in self.scope.variables:
            code.line(f"check({variable.name});")
        self.close()
        code.line("}")
        return name


STATEMENTS = {
    "do_allocate": 8, "do_temporary": 3, "do_move": 3, "do_load": 5, "do_store": 7, "do_relate": 5, "do_pass": 5,
    "do_swap": 3, "do_list": 3, "do_array": 6, "do_check": 6, "do_global": 2, "do_call": 4, "do_leave": 2,
}


def scenario(code):
    code.prelude("graph")
    return Graph(code).scenario()
