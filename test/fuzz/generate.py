#!/usr/bin/env python3
"""Writes a random program for run.py: generate.py SEED [--language c|c++] [--profile SHAPE ...] > program.c

The program is deterministic, does nothing undefined, releases all it allocates, and prints one checksum a
scenario, so any two builds of it have to agree. The same arguments always give the same program.

A program consists of scenarios, each of one shape. A profile is the name of a shape; several restrict the
program to those, none means all of the language:

    graph      boxes that point at each other in all ways; helpers that keep, return, swap and copy pointers
    resource   constructors and destructors of several levels, error paths, ownership that moves
    block      sizes from 0 over 255, 256, 257 to 65536; all C allocators, realloc, alignment, strings
    crowd      several objects of one allocation alive in a loop, released and resized in mixed order
    growth     containers of one function that others fill, enlarge, shrink and empty; constructors with loops
    pair       structures of two words by value, of pointers and of numbers that may be pointers
    tree       trees whose functions call themselves: built, filled, copied, joined, cut, released
    closure    function pointers with environments; destructors behind function pointers, callbacks
    object     (C++) new and delete, unique_ptr, containers, std::function, virtual destructors, exceptions
    text       (C++) strings, in classes of several, put together, moved, handed on, kept, in containers
"""
import argparse
import sys

sys.dont_write_bytecode = True  # nothing is written into the source tree
from shapes import block, closure, code, crowd, graph, growth, object, pair, resource, result, text, tree

SHAPES = {
    "c": {"graph": graph.scenario, "resource": resource.scenario, "block": block.scenario,
          "closure": closure.scenario, "crowd": crowd.scenario, "growth": growth.scenario,
          "pair": pair.scenario, "tree": tree.scenario},
    "c++": {"object": object.scenario, "result": result.scenario, "text": text.scenario},
}

HEADERS = {
    "c": ["malloc.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h",
          "string.h"],
    "c++": ["cstddef", "cstdint", "cstdio", "cstdlib", "cstring", "functional", "list", "map", "memory", "new",
            "optional", "stdexcept", "string", "utility", "vector"],
}

MAIN = """
int main(void) {{
  static void (*const scenarios[])(int) = {{{names}}};
  for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {{
    for (int n = 0; n < {rounds}; n++) {{
      scenarios[i](n);
      clobber(4);
      printf("%zu %d %016llx\\n", i, n, (unsigned long long)sum);
    }}
  }}
{last_words}
  return (int)(sum % 64);
}}
"""


def program(seed, language="c", profiles=()):
    """The source of the program with this seed."""
    shapes = SHAPES[language]
    writer = code.Code(f"{seed} {language} {' '.join(profiles)}")
    for header in HEADERS[language]:
        writer.line(f"#include <{header}>")
    writer.prelude("common")
    names = []
    for _ in range(writer.number(3, 5)):
        names.append(shapes[writer.pick(list(profiles or shapes))](writer))
    last_words = "".join(f"  {shape}_end();\n" for shape in ("graph", "growth", "pair", "resource") if shape in writer.preludes)
    writer.text(MAIN.format(names=", ".join(names), rounds=6, last_words=last_words))
    return f"/* {language}, seed {seed} */\n" + writer.source()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("--language", choices=SHAPES, default="c")
    parser.add_argument("--profile", action="append", default=[], metavar="SHAPE",
                        choices=[shape for shapes in SHAPES.values() for shape in shapes])
    options = parser.parse_args()
    for profile in options.profile:
        if profile not in SHAPES[options.language]:
            parser.error(f"no shape '{profile}' in {options.language}: {', '.join(SHAPES[options.language])}")
    sys.stdout.write(program(options.seed, options.language, options.profile))


if __name__ == "__main__":
    main()
