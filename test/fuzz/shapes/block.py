"""Blocks of bytes: every allocator of C, sizes around the limits, resizing, alignment, strings.

Who releases what: a block is a pointer p and a size size_p; p is null and size_p 0, or p has size_p initialised
bytes (and size_p may be 0 all the same). Each is released once, at the end at the latest. A block's kind says how
it is allocated and released: heap (free, realloc), small (a local buffer, or the heap when that is too small) or
shifted (aligned by hand, the heap's address is kept in front).
"""


SIZES = [0, 1, 3, 8, 16, 24, 40, 64, 100, 128, 255, 256, 257, 512, 1000, 4096, 65535, 65536]


class Block:
    def __init__(self, code):
        self.name, self.size = code.name("p"), code.name("size")
        self.kind = code.weighted({"heap": 7, "small": 2, "shifted": 1})
        self.buffer, self.room = code.name("buffer"), code.pick([16, 64, 256])
        self.alignment = code.pick([16, 32, 64])

    def declare(self, code):
        code.line(f"unsigned char *{self.name} = NULL; size_t {self.size} = 0;")
        if self.kind == "small":
            code.line(f"unsigned char {self.buffer}[{self.room}];")

    def release(self, code):
        """A statement that releases the block and leaves null."""
        p, size = self.name, self.size
        if self.kind == "small":
            statement = code.pick([f"if ({p} != {self.buffer}) free({p});", f"if ({size} > {self.room}) free({p});"])
        elif self.kind == "shifted":
            statement = f"shifted_free({p});"
        else:
            statement = code.pick([f"free({p});", f"free({p});", f"if ({p}) free({p});", f"block_use_up({p}, {size});"])
        return f"{statement} {p} = NULL; {size} = 0;"


class Blocks:
    """A function with some blocks."""

    def __init__(self, code):
        self.code = code
        self.blocks = [Block(code) for _ in range(code.number(1, 4))]
        self.end = code.name("end")
        self.leaves = False

    def size(self):
        code = self.code
        limit = code.pick([255, 256, 257])
        return code.weighted({
            str(code.pick(SIZES)): 5, f"(size_t)n * {code.pick([4, 8, 50, 64])}": 3, f"(size_t)({limit - 2} + n)": 3,
            f"(size_t)({code.pick(SIZES)} + zero)": 3, f"(n % 2 ? {code.pick(SIZES)} : {code.pick(SIZES)})": 2,
            f"((size_t)n * 90 < {limit} ? (size_t)n * 90 : {limit})": 2, "(size_t)(n & 7)": 1,
            f"(size_t)n * n * {code.number(1, 40)}": 1})

    def allocate(self, block):
        """Statements that allocate a block that is null."""
        code, p, size = self.code, block.name, block.size
        check_zero = ""
        value = self.size()
        set_size = f"{size} = {value};"
        if block.kind == "small":
            get = f"{p} = {size} > {block.room} ? malloc({size}) : {block.buffer};"
            if code.chance(0.3):
                get = (f"if ({size} <= sizeof {block.buffer}) {p} = {block.buffer}; "
                       f"else if (!({p} = malloc({size}))) abort();")
        elif block.kind == "shifted":
            get = f"{p} = shifted_new({size}, {block.alignment}); mix((uintptr_t){p} % {block.alignment});"
        else:
            kind = code.number(0, 12)
            align = code.pick([16, 32, 64, 128])
            get = {
                0: f"{p} = malloc({size});",
                1: f"{p} = malloc({size}); mix((uintptr_t){p} % 16);",
                2: f"{p} = calloc({size}, 1);",
                3: f"{p} = calloc(1, {size});",
                4: f"{size} = ({size} + 7) / 8 * 8; {p} = calloc({size} / 8, 8);",
                5: f"{p} = realloc(NULL, {size});",
                6: f"{p} = reallocarray(NULL, {size}, 1);",
                7: f"if (posix_memalign((void **)&{p}, {align}, {size}) != 0) abort(); mix((uintptr_t){p} % {align});",
                8: f"{size} = ({size} + {align - 1}) / {align} * {align}; {p} = aligned_alloc({align}, {size}); "
                   f"mix((uintptr_t){p} % {align});",
                9: f"if (block_new(&{p}, {size}) != 0) abort();",
                10: f"{p} = memalign({align}, {size}); mix((uintptr_t){p} % {align});",
                11: f"{p} = malloc({size}); if (!{p}) {{ puts(\"no memory\"); exit(4); }}",
                12: f"{p} = block_grow(NULL, 0, {size} + 1); {size}++;",
            }[kind]
            if value.isdigit() and kind not in (4, 8, 12) and code.chance(0.7):
                # Constant without any optimisation, for the pass alone.
                get = get.replace(size, value)
            if kind in (2, 3, 4):
                check_zero = code.pick([f"block_zero({p}, {size});",
                                        f"for (size_t i = 0; i < {size}; i++) mix({p}[i]);"])
            if code.chance(0.2):
                return self.text(block)
        return f"{set_size} {get} {check_zero} block_fill({p}, {size}, n);"

    def text(self, block):
        code, p, size = self.code, block.name, block.size
        words = code.pick(['"short"', 'n % 2 ? "one" : "something else"', '"" + zero',
                           '"a string of some length, but not much" + n'])
        get = code.pick([f"strdup({words})", f"strndup({words}, (size_t)n)", f"strndup({words}, 255)",
                         f"block_copy({words}, strlen({words}) + 1)"])
        return f"{p} = (unsigned char *){get}; {size} = strlen((char *){p}) + 1; mix({p}[0]);"

    def declare_and_run(self, name):
        code = self.code
        code.line(f"static NOINLINE void {name}(int n) {{")
        for block in self.blocks:
            block.declare(code)
        code.repeat(6, 16, self.statement)
        if self.leaves:
            code.line(f"{self.end}:;")
        code.random.shuffle(self.blocks)
        for block in self.blocks:
            code.line(f"block_mix({block.name}, {block.size}); {block.release(code)}")
        code.line("}")

    def statement(self, depth=2):
        code = self.code
        if depth > 0 and code.chance(0.2):
            return code.nest(self.statement, depth)
        block = code.pick(self.blocks)
        p, size = block.name, block.size
        other = code.pick(self.blocks)
        kind = code.weighted({"allocate": 6, "again": 3, "resize": 4, "mix": 2, "release": 2, "move": 2, "two": 3,
                              "temporary": 4, "huge": 1, "leave": 1, "sort": 1, "array": 2})
        if kind == "allocate":
            code.line(f"if (!{p}) {{ {self.allocate(block)} }}")
        elif kind == "again":
            code.line(f"{block.release(code)} {self.allocate(block)}")
        elif kind == "resize" and block.kind == "heap":
            self.resize(p, size)
        elif kind == "release":
            code.line(f"if ({code.condition([f'{size} > 200'])}) {{ {block.release(code)} }}")
        elif kind == "move" and other is not block and block.kind == other.kind == "heap":
            q, other_size = other.name, other.size
            code.line(code.pick([
                f"{{ unsigned char *t = {p}; {p} = {q}; {q} = t; size_t s = {size}; {size} = {other_size}; "
                f"{other_size} = s; }}",
                f"if (!{p}) {{ {p} = {q}; {size} = {other_size}; {q} = NULL; {other_size} = 0; }}"]))
        elif kind == "two" and other is not block:
            q = other.name
            length = f"({size} < {other.size} ? {size} : {other.size})"
            code.line(f"if ({p} && {q}) " + code.pick([
                f"memcpy({p}, {q}, {length});", f"mix((uint64_t)(memcmp({p}, {q}, {length}) != 0));",
                f"mix({p} == {q});",
                f"{{ unsigned char *r = {code.condition()} ? {p} : {q}; block_mix(r, {length}); if ({length}) r[0] = "
                f"77; }}",
                f"{{ unsigned char *both[2] = {{{p}, {q}}}; if ({length}) both[n % 2][0] = both[1 - n % 2][{length} "
                f"- 1]; }}"]))
        elif kind == "temporary":
            self.temporary()
        elif kind == "huge":
            t = code.name("t")
            # Volatile: the optimiser takes an allocation that it removes for one that succeeds.
            code.line(f"{{ unsigned char *volatile {t} = calloc((size_t)-1 / 2 + (size_t)zero, 3); mix({t} == NULL); "
                      f"if ({t}) block_fill({t}, 1, n); free({t}); }}")
        elif kind == "leave":
            self.leaves = True
            code.line(f"if ({code.condition()}) goto {self.end};")
        elif kind == "sort":
            code.line(f"if ({p} && {size} < 1000) qsort({p}, {size}, 1, block_order);")
        elif kind == "array":
            self.array()
        else:
            code.line(f"block_mix({p}, {size}); {code.pick(['', 'clobber(2);', f'if ({size} > 3) {p}[3]++;'])}")

    def resize(self, p, size):
        code, new, q = self.code, self.code.name("new"), self.code.name("q")
        code.line(f"{{ size_t {new} = {self.size()};")
        if code.chance(0.15):
            # Size 0 releases, and the result is null with glibc.
            code.line(f"if ({p}) {{ {p} = realloc({p}, 0); {p} = NULL; {size} = 0; }} }}")
        elif code.chance(0.3):
            code.line(f"{new}++; {p} = block_grow({p}, {size}, {new}); {size} = {new}; }}")
        else:
            resize = code.pick([f"realloc({p}, {new} + 1)", f"reallocarray({p}, {new} + 1, 1)"])
            code.line(f"unsigned char *{q} = {resize}; if ({q}) {{ if ({new} + 1 > {size}) memset({q} + {size}, 2, "
                      f"{new} + 1 - {size}); {p} = {q}; {size} = {new} + 1; }} }}")

    def temporary(self):
        """Allocated and released in place, often in a loop."""
        code = self.code
        block = Block(code)
        code.line("{")
        block.declare(code)
        code.line(self.allocate(block))
        if code.chance(0.3):
            code.line(f"if ({code.condition([f'{block.size} == 256'])}) {{ {block.release(code)} }}")
        code.line(f"block_mix({block.name}, {block.size}); {block.release(code)} }}")

    def array(self):
        """Several blocks in an array, by variable index; released in another order."""
        code, a, i = self.code, self.code.name("a"), self.code.name("i")
        count = code.number(2, 4)
        code.line(f"{{ unsigned char *{a}[{count}] = {{0}};")
        code.line(f"for (int {i} = 0; {i} < {code.pick([str(count), f'n % {count + 1}'])}; {i}++) {{ {a}[{i}] = "
                  f"{code.pick(['malloc(32)', f'malloc(8 + (size_t){i} * 100)', 'calloc(4, 8)'])}; memset({a}[{i}], "
                  f"{i}, 8); }}")
        code.line(f"for (int {i} = {count}; {i}-- > 0;) if ({a}[{i}]) block_mix({a}[{i}], 8);")
        if code.chance(0.5):
            code.line(f"free({a}[n % {count}]); {a}[n % {count}] = NULL;")
        code.line(f"for (int {i} = {count}; {i}-- > 0;) free({a}[{i}]); }}")


def scenario(code):
    code.prelude("block")
    name = code.name("blocks")
    Blocks(code).declare_and_run(name)
    return name
