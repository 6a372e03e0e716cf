"""The real programs of scripts/realprograms.py: how each is built from Debian's source, and its workload.

`configure` and `build` are shell commands, run in a copy of the source with CC, CXX, CFLAGS, CXXFLAGS and JOBS set;
TESTS is the folder of this file. What has to be the same in both builds is made in `configure`, which never sees the
plugin's messages. The workload is a list of Runs, from the program's own test suite where it has one that says the
same each time.
"""
import shlex
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent

@dataclass
class Run:
    """One execution: `command` names the program by its path in the tree, whatever the folder it runs in."""

    command: str
    folder: str = "."  # in the tree; "scratch" is empty each time
    stdin: str | None = None  # file in that folder
    status: int = 0  # what it has to end with
    hide: str | None = None  # a regular expression: what the output may differ in (times)
    environment: dict = field(default_factory=dict)

    @property
    def arguments(self):
        return shlex.split(self.command)


@dataclass
class Program:
    name: str
    configure: str
    build: str
    runs: object  # a function: tree (Path) -> list of Runs
    package: str | None = None  # Debian's source package, if it has another name
    needs: tuple = ()  # (command or file, Debian package) that only this program needs
    kind: str = "C"


CMAKE = "cmake -S {} -B obj -G Ninja -DCMAKE_BUILD_TYPE=None {} && "
NINJA = "ninja -C obj -j$JOBS "
MAKE = ("make", "make")


def names(tree, pattern):
    """Paths that match, in the tree, sorted."""
    return sorted(str(path.relative_to(tree)) for path in tree.glob(pattern))


def jansson(tree):
    runs = [Run(name) for name in names(tree, "obj/bin/test_*")]
    for suite in names(tree, "test/suites/*/*/"):
        if (tree / suite / "input").exists():
            runs.append(Run(f"obj/bin/json_process {suite}"))
            if not (tree / suite / "nostrip").exists() and "encoding-flags" not in suite:
                runs.append(Run(f"obj/bin/json_process --strip {suite}"))
    return runs


def expat(tree):
    runs = [Run("obj/tests/runtests -v")]
    for name in names(tree, "testdata/largefiles/*.xml"):
        runs.append(Run(f"obj/xmlwf/xmlwf {name}"))
        runs.append(Run("obj/examples/elements", stdin=name))
        runs.append(Run("obj/examples/outline", stdin=name))
    return runs


def bzip2(tree):
    runs = [Run(f"bzip2 -{number}c sample{number}.ref") for number in (1, 2, 3)]
    runs += [Run(f"bzip2 -{how} sample{number}.bz2") for number in (1, 2, 3) for how in ("dc", "dsc", "tvv")]
    runs += [Run(f"bzip2 -{level}c manual.ps") for level in (1, 5, 9)]
    runs += [Run("bzip2 -dc manual.ps", status=2), Run("bzip2recover manual.ps", status=1)]
    return runs


def mawk(tree):
    c = {"LC_ALL": "C"}
    data = "mawktest.dat"
    scripts = ["wc.awk", "wfrq0.awk", "nextfile.awk", *(f"reg{number}.awk" for number in range(8))]
    runs = [Run(f"mawk -f {script} {data} {data}", "test", environment=c) for script in scripts]
    runs += [Run("mawk -f null-rs.awk null-rs.dat", "test", environment=c),
             Run("mawk -f noloop.awk", "test", stdin=data, environment=c),
             *(Run(f"mawk -f fpetest{number}.awk", "test") for number in (1, 2, 3))]
    for script in ("primes.awk 5000", "qsort.awk ../parse.c", "decl.awk mawktest.dat", "eatc.awk ../code.c",
                   "ct_length.awk ../parse.c", "nocomment.awk ../scan.c", "deps.awk ../main.c ../scan.c"):
        runs.append(Run(f"mawk -f ../examples/{script}", "test"))
    for field in ("(a?)*b", "a*b", "[^^]", "(.)", "[^]]", "[a[]", "(])", "[]]", "(^)?)"):
        runs.append(Run(f"mawk -F {shlex.quote(field)} -f wc.awk {data}", "test", environment=c))
    runs.append(Run("mawk -f $TESTS/mawk/workload.awk ../parse.c ../scan.c", "test", environment=c))
    return runs


def bc(tree):
    functions = "exp ln sine atan jn mul div raise sqrt fact array arrayp aryprm sqrt1 sqrt2".split()
    return [*(Run(f"bc/bc -l {name}.b", "Test", stdin="/dev/null") for name in functions),
            Run("bc/bc -l pi.b", "Examples", stdin="$TESTS/bc/pi.txt"),
            Run("bc/bc primes.b", "Examples", stdin="$TESTS/bc/primes.txt"),
            Run("bc/bc -l $TESTS/bc/workload.bc", stdin="/dev/null"),
            Run("dc/dc $TESTS/bc/workload.dc", stdin="/dev/null")]


GPERF = ["-c -l -S1 -I -o c.gperf", "-k1,4,'$' -I ada.gperf", "-D -k1,'$' -s 2 -I -o adadefs.gperf",
         "-k1,2,'$' -I modula3.gperf", "-o -S2 -I pascal.gperf", "-k1 -t -I -K foreign_name lang-utf8.gperf",
         "-k4 -t -l -I -K foreign_name lang-ucs2.gperf",
         "--struct-type --readonly-table --enum --global -K field_name -N header_entry --ignore-case smtp.gperf",
         "-L C -F ', 0, 0' -j1 -i 1 -g -o -t -G -N is_reserved_word -k1,3,'$' c-parse.gperf",
         "-j1 -i 1 -g -o -t -N is_reserved_word -k1,3,'$' objc.gperf",
         "-L C -F ', 0, 0, 0' -D -E -S1 -j1 -i 1 -g -o -t -k'*' chill.gperf",
         "-L C -F ', 0, 0' -j1 -g -o -t -N is_reserved_word -k1,4,7,'$' cplusplus.gperf",
         "-L C -F ', 0' -t -j1 -i 1 -g -o -N java_keyword -k1,3,'$' java.gperf", "-n -k1-8 -l modula2.gperf",
         "-m 20 -k'*' -D languages.gperf", "-L ANSI-C -m 5 c.gperf",
         "-k1-4,'$' -7 irc.gperf"]


def gperf(tree):
    return [Run(f"src/gperf {arguments}", "tests") for arguments in GPERF]


def pugixml(tree):
    return [Run("obj/pugixml-check")]


def tinyxml2(tree):
    return [Run("obj/xmltest", hide=r"\d+(\.\d+)? (milli|micro)?seconds|Parsing dream.*")]


def libtommath(tree):
    return [Run("test")]


def lua(tree):
    return [Run(f"lua $TESTS/{name}", "scratch") for name in names(HERE, "lua/*.lua")]


def zstd(tree):
    files = ["lib/compress/zstd_opt.c", "lib/compress/zstd_compress.c", "tests/golden-compression/http"]
    runs = [Run(f"programs/zstd -{level} -c {name}") for level in (1, 3, 9, 19) for name in files]
    samples = " ".join(names(tree, "lib/*/*.[ch]"))
    runs += [Run("programs/zstd --ultra -22 --long -c CHANGELOG"),
             Run("programs/zstd -b1e5i0 CHANGELOG", hide=r"(?s).*"),
             Run(f"programs/zstd --train -q -f -o dictionary {samples}"),
             Run("programs/zstd -c -D dictionary README.md"),
             Run("programs/zstd -T2 -6 -c lib/compress/zstd_compress.c"), Run("programs/zstd -l CHANGELOG", status=1)]
    runs += [Run(f"programs/zstd -dc {name}") for name in names(tree, "tests/golden-decompression/*.zst")]
    runs += [Run("tests/fuzzer -s5 -t1 -i200 --no-big-tests", hide=r"[^\n]*\r")]
    return runs


def yaml_cpp(tree):
    return [Run("obj/test/yaml-cpp-tests --gtest_print_time=0"),
            *(Run("obj/util/parse", stdin=f"$TESTS/yaml-cpp/{name}.yaml") for name in ("records", "styles"))]


def sqlite3(tree):
    runs = [Run(f"speedtest1 --verify --size 5 --testset {name} :memory:", "scratch", hide=r"\d+\.\d+s")
            for name in ("main", "cte", "rtree", "orm", "fp")]
    # Three of its statements are wrong on purpose.
    return [Run("sqlite3 -batch :memory:", "scratch", stdin="$TESTS/sqlite3/workload.sql", status=1), *runs]


PROGRAMS = [
    Program("jansson", CMAKE.format(".", "-DJANSSON_BUILD_DOCS=OFF") + "true", NINJA, jansson),
    # A patch of Debian's relies on the value that autoconf gives XML_DTD. The hash tables' salt is random.
    Program("expat", CMAKE.format("expat", "-DEXPAT_SHARED_LIBS=OFF -DEXPAT_BUILD_DOCS=OFF") +
            "sed -i 's/#define XML_DTD$/& 1/' obj/expat_config.h && "
            "sed -i 's/^generate_hash_secret_salt(XML_Parser parser) {/& return 7;/' expat/lib/xmlparse.c",
            NINJA, expat),
    # Debian's makefile links the programs with the shared library.
    Program("bzip2", "mkdir obj", "cd obj && $CC $CFLAGS -D_FILE_OFFSET_BITS=64 -c "
            "../{blocksort,huffman,crctable,randtable,compress,decompress,bzlib,bzip2}.c ../bzip2recover.c && "
            "$CC bzip2recover.o -o ../bzip2recover && rm bzip2recover.o && $CC *.o -o ../bzip2", bzip2),
    Program("mawk", "./configure", "make -j$JOBS mawk", mawk, needs=(MAKE,)),
    # What is generated is in the package; its times say otherwise.
    Program("bc", "touch aclocal.m4 && touch configure config.h.in */Makefile.in Makefile.in && touch bc/bc.[ch] "
            "bc/scan.c && CFLAGS=\"$CFLAGS -Wno-implicit-function-declaration\" ./configure",
            "make -j$JOBS -C lib && make -j$JOBS -C bc && make -j$JOBS -C dc", bc,
            needs=(MAKE, ("ed", "ed"))),
    Program("gperf", 'CXX="$CXX -std=gnu++14" ./configure', "make -j$JOBS -C lib && make -j$JOBS -C src", gperf,
            needs=(MAKE,), kind="C++"),
    Program("libtommath", "sed -i 's/time(NULL)/20261122/' demo/test.c",  # its random numbers
            'make -j$JOBS CC="$CC" CFLAGS="$CFLAGS" test', libtommath, needs=(MAKE,)),
    Program("tinyxml2", CMAKE.format(".", "-DBUILD_SHARED_LIBS=OFF -DBUILD_TESTING=ON") + "cp -r resources obj", NINJA,
            tinyxml2, kind="C++"),
    Program("pugixml", CMAKE.format(".", "-DPUGIXML_BUILD_TESTS=ON") + "true", NINJA, pugixml, kind="C++"),
    # Debian's patched luaconf.h includes a file that its packaging writes.
    Program("lua5.4", "echo '#define DEB_HOST_MULTIARCH \"none\"' >src/lua5.4-deb-multiarch.h && mkdir obj",
            "cd obj && $CC -std=gnu99 $CFLAGS -DLUA_USE_POSIX -DLUA_USE_DLOPEN -c $(ls ../src/*.c | grep -v luac.c) && "
            "$CC $CFLAGS *.o -rdynamic -lm -ldl -o ../lua", lua),
    Program("zstd", "true", "make -j$JOBS -C programs zstd && make -j$JOBS -C tests fuzzer", zstd, package="libzstd",
            needs=(MAKE,)),
    Program("yaml-cpp", CMAKE.format(".", "-DYAML_CPP_BUILD_TESTS=ON") + "true", NINJA, yaml_cpp,
            needs=(("/usr/src/googletest", "googletest"),), kind="C++"),
    Program("sqlite3", "./configure --disable-tcl && make sqlite3.c shell.c",
            "$CC $CFLAGS -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_FTS5 -I. -c sqlite3.c shell.c test/speedtest1.c && "
            "for program in shell speedtest1; do $CC $program.o sqlite3.o -lm -ldl -lpthread -o $program; done && "
            "mv shell sqlite3", sqlite3,
            needs=(MAKE, ("tclsh", "tcl"))),
]
