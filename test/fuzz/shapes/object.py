"""C++: new and delete in all forms, smart pointers, containers, std::function, virtual destructors, exceptions.

Who releases what: a raw variable owns its object or is null; every function that can be left by an exception
while it owns something in a raw variable has a handler that releases it. The other owners release by themselves.
Nothing else points to an object for longer than one statement, but for observers in a scope that ends earlier.
"""


class Objects:
    """A function with raw and owning variables; statements may throw."""

    def __init__(self, code):
        self.code = code
        self.raw = [code.name("raw") for _ in range(code.number(1, 3))]
        self.owned = [code.name("owned") for _ in range(code.number(1, 3))]
        self.helpers = [self.helper() for _ in range(code.number(1, 3))]

    def kind(self):
        return self.code.pick(["0", "1", "2", "n", "n + 1"])

    def ident(self):
        return self.code.pick(["n", "n + 10", str(self.code.number(1, 60)), "x % 60"])

    def expression(self):
        """A new object."""
        code = self.code
        return code.pick([f"new Shape({self.ident()})",
                          f"new Circle({self.ident()}, {code.pick(['3', 'n', 'x % 40'])})",
                          f"new Group({self.ident()})", f"make_shape({self.kind()}, {self.ident()})",
                          f"make_owned({self.kind()}, {self.ident()}).release()"])

    def helper(self):
        """A function between thrower and catcher, with objects in flight."""
        code, name = self.code, self.code.name("through")
        code.line(f"{code.linkage()} long {name}(Shape *s, int n) {{")
        code.line("long x = n;")
        code.repeat(1, 3, lambda: code.line(code.pick([
            f"auto {code.name('u')} = make_owned({self.kind()}, n + 4);",
            f"std::vector<long> {code.name('v')}(size_t(n) * {code.number(1, 60)} + 1, 7);",
            f"Buffer {code.name('b')}(size_t(n) * {code.number(10, 64)});", f"Shape {code.name('l')}(n);",
            f"std::string {code.name('t')}(size_t(n) * 9, 'x');",
            f"std::unique_ptr<Shape, Dropper> {code.name('d')}({self.expression()}, Dropper{{n}});"])))
        code.line(f"fail_if({code.condition()}, n + {code.number(1, 9)});")
        if code.chance(0.4):
            code.line(f"Shape *mine = {self.expression()};")
            code.line("try { x += look(mine); fail_if(n % 4 == 3, 2); } catch (...) { delete mine; throw; }")
            code.line("delete mine;")
        code.line("return look(s) + x; }")
        return name

    def write(self, name):
        code = self.code
        code.line(f"static NOINLINE void {name}(int n) {{")
        code.line("long x = n;")
        for variable in self.raw:
            code.line(f"Shape *{variable} = nullptr;")
        code.line("try {")
        for variable in self.owned:
            code.line(f"std::unique_ptr<Shape> {variable};")
        code.repeat(6, 14, self.statement)
        code.line("} catch (const failure &f) { mix(uint64_t(f.code)); } catch (const std::exception &) { mix(99); }")
        code.line("mix(uint64_t(x));")
        for variable in self.raw:
            code.line(code.pick([f"delete {variable};", f"consume({variable});",
                                 f"if ({variable}) delete {variable};"]))
        code.line("}")

    def statement(self, depth=2):
        code = self.code
        if depth > 0 and code.chance(0.2):
            return self.nest(depth)
        raw, owned = code.pick(self.raw), code.pick(self.owned)
        getattr(self, code.weighted(STATEMENTS))(raw, owned)

    def nest(self, depth):
        """Blocks with a handler of their own, or what C has; without gotos, which may not pass declarations."""
        code = self.code
        kind = code.number(0, 3)
        if kind == 0:
            code.line("try {")
            code.repeat(1, 3, lambda: self.statement(depth - 1))
            code.line(f"}} catch (const failure &f) {{ mix(uint64_t(f.code) + 1); "
                      f"{code.pick(['', 'if (n > 3) throw;'])} }}")
        elif kind == 1:
            i = code.name("i")
            code.line(f"for (int {i} = 0; {i} < {code.pick(['2', '3', 'n % 4'])}; {i}++) {{")
            code.repeat(1, 3, lambda: self.statement(depth - 1))
            code.line("}")
        else:
            code.line(f"if ({code.condition()}) {{")
            code.repeat(1, 3, lambda: self.statement(depth - 1))
            code.line("} else {" if kind == 2 else "}")
            if kind == 2:
                code.repeat(1, 2, lambda: self.statement(depth - 1))
                code.line("}")

    def do_raw(self, raw, owned):
        self.code.line(self.code.pick([
            f"if (!{raw}) {raw} = {self.expression()};", f"delete {raw}; {raw} = nullptr; {raw} = {self.expression()};",
            f"consume({raw}); {raw} = nullptr;", f"x += look(same({raw}));",
                                       f"if ({raw}) {{ {raw}->id += n; x += {raw}->area(); }}",
            f"if (!{raw}) {raw} = {owned}.release();", f"if (!{raw}) {raw} = {owned} ? {owned}->clone() : nullptr;",
            f"{{ std::unique_ptr<Shape> guard({raw}); {raw} = nullptr; x += look(guard.get()); "
            f"fail_if({self.code.condition()}, 4); {raw} = guard.release(); }}"]))

    def do_owned(self, raw, owned):
        other = self.code.pick(self.owned)
        self.code.line(self.code.pick([
            f"{owned} = make_owned({self.kind()}, {self.ident()});", f"{owned}.reset({self.expression()});",
            f"{owned} = std::make_unique<Circle>({self.ident()}, n);", f"x += look({owned}.get());",
            f"if (&{owned} != &{other}) {owned} = std::move({other});", f"{owned}.swap({other});",
            f"consume_owned(std::move({owned}));", f"{owned}.reset({raw}); {raw} = nullptr;"]))

    def do_group(self, raw, owned):
        code, g = self.code, self.code.name("group")
        code.line("{")
        code.line(code.pick([
            f"Group {g}({self.ident()});", f"auto own_{g} = std::make_unique<Group>(n); Group &{g} = *own_{g};",
            f"Group *own_{g} = new Group(n); std::unique_ptr<Named> base_{g}(own_{g}); Group &{g} = *own_{g};"]))
        code.line(code.pick([f"adopt({g}, {raw}); {raw} = nullptr;", f"adopt({g}, {owned}.release());",
                             f"adopt({g}, {self.expression()});"]))
        code.line(f"adopt({g}, new Circle(1, n)); x += {g}.area();")
        if code.chance(0.5):
            code.line(f"if (!{owned} && !{g}.parts.empty()) {{ {g}.favourite = nullptr; {owned} = "
                      f"std::move({g}.parts.back()); {g}.parts.pop_back(); }}")
        if code.chance(0.3):
            code.line(f"std::unique_ptr<Shape> copy({g}.clone()); x += copy->area();")
        code.line("}")

    def do_grown(self, raw, owned):
        """Virtual functions that make objects, of receivers whose classes are known, or not."""
        code, g = self.code, self.code.name("g")
        receivers = [f"Shape {g}0({self.ident()});", f"Circle {g}1(1, n * 7 % 30);", f"Noted {g}2(n);",
                     f"Group {g}3(n); adopt({g}3, new Shape(4));"]
        chosen = [code.number(0, 3) for _ in range(code.number(1, 4))]
        code.line("{ " + " ".join(receivers[i] for i in sorted(set(chosen))))
        choice = f"&{g}{chosen[0]}"
        for i in chosen[1:]:
            choice = f"({code.condition()} ? static_cast<const Shape *>(&{g}{i}) : {choice})"
        code.line(code.pick(["", f"for (int i = 0; i < {code.pick(['2', 'n % 4'])}; i++)"]) + " {")
        code.line(f"const Shape *{g} = {choice};")
        if code.chance(0.15):
            code.line(f"if ({owned}) {g} = {owned}.get();")
        code.line(code.pick([f"auto made = {g}->grown(x % 20);", f"std::unique_ptr<Shape> made({g}->clone());",
                             f"auto made = {g}->grown(1); if (made && {code.condition()}) made = made->grown(2);"]))
        code.line("if (made) x += made->area() + (made.get() == last_grown);")
        code.line(code.pick(["", f"if ({code.condition()}) {owned} = std::move(made);",
                             f"if (!{raw}) {raw} = made.release();", f"fail_if({code.condition()}, 7);",
                             "x += look(made.get());",
                             "if (made) { auto again = made->grown(x % 5); x += again ? again->area() : 1; }"]))
        code.line("} }")

    def do_array(self, raw, owned):
        code, a = self.code, self.code.name("a")
        count = code.pick(["n", "3", "1", "size_t(n) * 8", "255u", "256u", "257u"])
        code.line(code.pick([
            f"{{ auto *{a} = new Counted[{count}]; for (int i = 0; i < int({count}); i++) {a}[i].value += i; "
            f"delete[] {a}; }}",
            f"{{ auto *{a} = new long[size_t({count}) + 1](); {a}[n % (int({count}) + 1)] = x; for (int i = 0; i <= "
            f"int({count}); i++) x += {a}[i] % 9; delete[] {a}; }}",
            f"{{ std::unique_ptr<Counted[]> {a}(new Counted[{count}]); fail_if({code.condition()}, 6); }}",
            f"{{ auto *{a} = new (std::nothrow) long(x); if ({a}) x += *{a} % 5; delete {a}; }}",
            f"{{ auto *{a} = new Wide{{}}; {a}->values[n] = 3; mix(uintptr_t({a}) % 64); x += {a}->values[2]; "
            f"delete {a}; }}",
            f"{{ void *{a} = ::operator new(size_t({count}) + 8); std::memset({a}, n, 8); "
            f"mix(*static_cast<unsigned char *>({a})); ::operator delete({a}); }}",
            f"{{ Buffer {a}{{size_t({count})}}; if ({a}.size) {a}.data[0] = 9; Buffer other(16); "
            f"if ({code.condition()}) other = std::move({a}); x += {a}.total() + other.total(); }}"]))

    def do_container(self, raw, owned):
        code, c = self.code, self.code.name("c")
        code.line(code.pick([
            f"{{ std::vector<long> {c}; for (int i = 0; i < n * {code.number(1, 9)}; i++) {c}.push_back(i * x % 17); "
            f"for (long y : {c}) x += y; }}",
            f"{{ std::vector<std::unique_ptr<Shape>> {c}; for (int i = 0; i < n; i++) {c}.push_back(make_owned(i, i + "
            f"8)); for (auto &s : {c}) x += look(s.get()); "
            f"{code.pick(['', f'if (!{c}.empty()) {owned} = std::move({c}[{c}.size() / 2]);'])} }}",
            f"{{ std::vector<Shape *> {c}{{{raw}, {owned}.get()}}; for (Shape *s : {c}) x += look(s); }}",
            f"{{ std::map<int, std::string> {c}; for (int i = 0; i < n; i++) {c}[i * 7 % 5] += joined(\"key\", "
            f"i % 2 ? \"odd\" : \"a somewhat longer text\"); for (auto &e : {c}) x += long(e.second.size()); }}",
            f"{{ std::string {c} = joined(std::string(size_t(n) * 6, 'a'), \"end\"); {c} += "
            f"\"more than fits in place\"; x += long({c}.size()); }}",
            f"{{ std::vector<std::string> {c}(size_t(n), \"a text that is on the heap\"); "
            f"if (n > 2) {c}.erase({c}.begin()); x += long({c}.size()); }}"]))

    def do_function(self, raw, owned):
        code, f = self.code, self.code.name("f")
        code.line(code.pick([
            f"{{ std::function<long(long)> {f} = adder(n, x % 10, 3); x = call_with({f}, x); }}",
            f"{{ auto {f} = [&x, shape = make_owned({self.kind()}, 5)](long y) {{ x += y % 3; "
            f"return look(shape.get()); }}; x += {f}(n); }}",
            f"{{ std::function<long(long)> {f}, g = adder(1, 2, n); if ({code.condition()}) {f} = g; x = "
            f"call_with({f}, call_with(g, x)); }}",
            f"{{ std::vector<std::function<long(long)>> {f}; for (int i = 0; i < n; i++) {f}.push_back(adder(i, n, "
            f"x % 100)); for (auto &g : {f}) x = call_with(g, x); }}",
            f"{{ auto shared = std::make_shared<Circle>(n, 2); std::function<long(long)> {f} = [shared, n](long y) {{ "
            f"return (y + shared->area() + n) % 1009; }}; shared.reset(); x = call_with({f}, x); }}"]))

    def do_throw(self, raw, owned):
        code = self.code
        code.line(code.pick([
            f"x += {code.pick(self.helpers)}({raw}, n);", f"x += {code.pick(self.helpers)}({owned}.get(), n % 3);",
                             f"fail_if({code.condition()}, 3);",
            f"if ({code.condition()}) throw std::runtime_error(\"generated\");",
            f"try {{ x += {code.pick(self.helpers)}({raw}, n + 1); }} catch (failure &f) {{ f.code++; x += f.code; "
            f"{code.pick(['', 'if (n == 4) throw;'])} }}"]))

    def do_observe(self, raw, owned):
        code = self.code
        code.line(code.pick([f"observed = {raw}; x += look(observed); observed = nullptr;",
                             f"{{ Shape **place = &{raw}; Shape *seen = {code.condition()} ? *place : {owned}.get(); "
                             f"x += look(seen); }}",
                             "clobber(2);", f"{{ uintptr_t number = reinterpret_cast<uintptr_t>({raw}); x += "
                                            f"look(reinterpret_cast<Shape *>(number)); }}"]))


STATEMENTS = {"do_raw": 5, "do_owned": 5, "do_group": 4, "do_grown": 5, "do_array": 4, "do_container": 4, "do_function": 3,
              "do_throw": 4, "do_observe": 2}


def scenario(code):
    code.prelude("object")
    name = code.name("objects")
    Objects(code).write(name)
    return name
