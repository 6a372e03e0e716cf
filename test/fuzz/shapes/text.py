"""C++: strings, in classes of several, put together, copied, moved, handed on, kept, and in containers.

Texts have all lengths around the one up to which a string keeps them in itself. Strings own what they hold, so
nothing has to be released; a string that was moved from is given a new text before it is read.
"""

LITERALS = ['""', '"a"', '"short"', '"fifteen chars.."', '"exactly sixteen!"', '"a text that is quite a bit longer"']


class Texts:
    """A few classes, functions that make and change texts, and a function that uses them."""

    def __init__(self, code):
        self.code = code
        self.functions = [self.function() for _ in range(code.number(2, 4))]
        self.classes = [self.structure() for _ in range(code.number(1, 3))]
        self.variables = []  # of the function that is written

    def literal(self):
        return self.code.pick(LITERALS)

    def text(self, variables):
        """A new string."""
        variable = self.code.pick(variables)
        return self.code.pick([
            f"std::string({self.literal()})", f"{variable} + {self.literal()}",
            f"{self.literal()} + {variable}", f"{variable} + {self.literal()} + {self.code.pick(variables)}",
            f"{variable}.substr({variable}.size() / 2)", "std::string(size_t(n) * 7, 'x')",
            f"{self.literal()} + std::to_string(n)", self.call(variable), f"std::string({variable})"])

    def call(self, variable):
        name, moves = self.code.pick(self.functions)
        return f"{name}(std::string({variable}), n)" if moves else f"{name}({variable}, n)"

    def function(self):
        """A function of a text that returns another one; its name, and whether it takes a temporary only."""
        code, name = self.code, self.code.name("text")
        parameter, body = code.pick([
            ("const std::string &a", f"std::string t(a); t += {self.literal()}; "
                                     f"if (n % 2) t.insert(0, {self.literal()}); return t;"),
            ("std::string a", f"a += {self.literal()}; {self.keep('a')} return a;"),
            ("std::string &&a", f"return std::move(a) + {self.literal()};"),
            ("const std::string &a", "std::string t; for (char c : a) if (c != 'e') t.push_back(c); return t;"),
            ("const std::string &a", f"std::string x = a, y = {self.literal()}; if (n % 2) std::swap(x, y); "
                                     f"return {code.condition()} ? x : std::move(y);"),
            ("std::string a", f"std::string t = std::move(a); a = {self.literal()}; return t + a;")])
        code.line(f"{code.linkage()} std::string {name}({parameter}, int n) {{ (void)n; {body} }}")
        return name, parameter == "std::string &&a"

    def keep(self, variable):
        return self.code.pick(["", "", f"kept_text = {variable};", f"if (n == 3) kept_texts.push_back({variable});",
                               f"mix_text({variable});"])

    def structure(self):
        """A class of strings and numbers with functions that make, change and own objects of it: its name and that of
        a string."""
        code, name = self.code, self.code.name("Texts")
        members = [code.pick(["text", "text", "number"]) + str(i) for i in range(code.number(1, 4))]
        members[code.number(0, len(members) - 1)] = "text9"
        strings = [member for member in members if member.startswith("text")]
        virtual = code.pick(["", "virtual "])
        code.line(f"struct {name} {{")
        for member in members:
            code.line(f"std::string {member};" if member in strings else f"long {member} = {code.number(1, 99)};")
        code.line(f"{virtual}std::string show() const;")
        code.line(f"virtual ~{name}() = default; }};" if virtual else "};")
        shown = f" + {self.literal()} + ".join(m if m in strings else f"std::to_string({m})" for m in members)
        code.line(f"NOINLINE std::string {name}::show() const {{ return {self.literal()} + {shown}; }}")
        code.line(f"{code.linkage()} {name} make_{name}(int n) {{ {name} made;")
        for member in strings:
            code.line(f"made.{member} = {self.call('std::string(' + self.literal() + ')')};")
        code.line("return made; }")
        code.line(f"{code.linkage()} void change_{name}({name} &o, int n) {{ (void)n;")
        for member in strings:
            other = f"o.{code.pick(strings)}"
            code.line(code.pick([f"o.{member} += {self.literal()};", f"o.{member} = {other};",
                                 f"std::swap(o.{member}, {other});", f"o.{member} = {self.call(other)};",
                                 f"o.{member}.erase(o.{member}.size() / 2);",
                                 f"kept_text = std::move(o.{member}); o.{member} = {self.literal()};"]))
        code.line("}")
        code.line(f"{code.linkage()} std::unique_ptr<{name}> own_{name}(int n) {{")
        code.line(f"auto owned = std::make_unique<{name}>(make_{name}(n));")
        code.line(code.pick(["", f"change_{name}(*owned, n);"]))
        code.line("return owned; }")
        return name, strings[0]

    def write(self, name):
        code = self.code
        code.line(f"static NOINLINE void {name}(int n) {{")
        first = code.name("v")
        code.line(f"std::string {first} = {self.literal()} + std::to_string(n);")
        self.variables.append(first)
        code.repeat(4, 9, self.statement)
        code.line(f"mix_text({' + '.join(self.variables)} + kept_text); }}")

    def statement(self):
        getattr(self, self.code.weighted(STATEMENTS))(self.code.name("v"), *self.code.pick(self.classes))

    def do_text(self, v, structure, string):
        self.code.line(f"std::string {v} = {self.text(self.variables)};")
        self.variables.append(v)

    def do_change(self, v, structure, string):
        changed = self.code.pick(self.variables)
        self.code.line(self.code.pick([f"{changed} = {self.text(self.variables)};", f"{changed} += {self.literal()};",
                                       f"kept_text = std::move({changed}); {changed} = {self.literal()};",
                                       f"kept_texts.push_back({changed});"]))

    def do_object(self, v, structure, string):
        self.code.line(f"{structure} {v} = make_{structure}(n); mix_text({v}.show());")
        self.variables.append(f"{v}.{string}")

    def do_copy(self, v, structure, string):
        last = self.code.pick(["", "copy = moved;", "moved = std::move(copy);", "std::swap(copy, moved);"])
        self.code.line(f"{{ {structure} {v} = make_{structure}(n + 1), copy = {v}; change_{structure}(copy, n); "
                       f"{structure} moved = std::move({v}); mix_text(copy.show() + moved.show()); {last} "
                       f"{v} = make_{structure}(2); mix_text({v}.show()); }}")

    def do_owned(self, v, structure, string):
        self.code.line(f"auto {v} = own_{structure}(n); mix_text({v}->show()); change_{structure}(*{v}, n + 1); "
                       f"mix_text({v}->show());")

    def do_container(self, v, structure, string):
        code, text = self.code, self.text(self.variables)
        loop = f"for (int i = 0; i < {code.pick(['2', 'n', 'n % 3 + 1'])}; i++)"
        code.line(code.pick([
            f"{{ std::vector<std::string> {v}; {loop} {v}.push_back({text}); for (auto &e : {v}) mix_text(e); }}",
            f"{{ std::vector<{structure}> {v}; {loop} {v}.push_back(make_{structure}(i)); for (auto &e : {v}) "
            f"mix_text(e.show()); }}",
            f"{{ std::list<{structure}> {v}; {loop} {v}.push_front(make_{structure}(i)); for (auto &e : {v}) "
            f"mix_text(e.show()); }}",
            f"{{ std::map<std::string, std::string> {v}; {v}[{text}] = {self.literal()}; {v}[{self.literal()}] += "
            f"{self.literal()}; for (auto &e : {v}) mix_text(e.first + e.second); }}",
            f"{{ std::optional<{structure}> {v}; if ({code.condition()}) {v} = make_{structure}(n); if ({v}) "
            f"mix_text({v}->show()); }}"]))

    def do_function(self, v, structure, string):
        self.code.line(f"{{ std::function<std::string(int)> {v} = [x = {self.text(self.variables)}](int n) {{ "
                       f"return {self.call('x')}; }}; mix_text({v}(n) + {v}(n + 1)); }}")


STATEMENTS = {"do_text": 4, "do_change": 4, "do_object": 3, "do_copy": 3, "do_owned": 3, "do_container": 4,
              "do_function": 2}


def scenario(code):
    code.prelude("text")
    name = code.name("texts")
    Texts(code).write(name)
    return name
