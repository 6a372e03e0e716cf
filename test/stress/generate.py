#!/usr/bin/env python3
"""Writes a module (.ll) that stresses one corner of the analysis: generate.py KIND N > module.ll

Every kind grows linearly with N, so the pass's cost should as well: scripts/cost.sh measures that, and
test/stress/*.test check small sizes. generate.py --kinds lists them with the size that cost.sh starts at.
"""
import sys

HEADER = """target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare noalias ptr @malloc(i64)
declare void @free(ptr)
declare i64 @strlen(ptr)
declare i64 @number()
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
"""


def straight(n):
    """N sites one after the other in one function, each released at once."""
    yield "define void @f() {"
    for i in range(n):
        yield f"  %p{i} = call ptr @malloc(i64 16)"
        yield f"  store i64 {i}, ptr %p{i}"
        yield f"  call void @free(ptr %p{i})"
    yield "  ret void\n}"


def merged(n):
    """N sites in the branches of a switch, all merging in one phi that is released."""
    yield "define void @f(i32 %c) {\n  switch i32 %c, label %none ["
    yield "\n".join(f"    i32 {i}, label %b{i}" for i in range(n)) + "\n  ]"
    yield "none:\n  ret void"
    for i in range(n):
        yield f"b{i}:\n  %p{i} = call ptr @malloc(i64 16)\n  br label %end"
    yield "end:\n  %p = phi ptr " + ", ".join(f"[ %p{i}, %b{i} ]" for i in range(n))
    yield "  store i64 1, ptr %p\n  call void @free(ptr %p)\n  ret void\n}"


def loop(n):
    """N sites in one loop, each released in its iteration."""
    yield "define void @f(i64 %end) {\nentry:\n  br label %body\nbody:"
    yield "  %i = phi i64 [ 0, %entry ], [ %next, %body ]"
    for i in range(n):
        yield f"  %p{i} = call ptr @malloc(i64 16)"
        yield f"  store i64 %i, ptr %p{i}"
        yield f"  call void @free(ptr %p{i})"
    yield "  %next = add i64 %i, 1\n  %more = icmp ult i64 %next, %end"
    yield "  br i1 %more, label %body, label %done\ndone:\n  ret void\n}"


def loop_blocks(n):
    """N sites in one loop, each in a block of its own and used in the next block."""
    yield "define void @f(i64 %end) {\nentry:\n  br label %body\nbody:"
    yield "  %i = phi i64 [ 0, %entry ], [ %next, %latch ]\n  br label %b0"
    for i in range(n):
        yield f"b{i}:\n  %p{i} = call ptr @malloc(i64 16)\n  br label %c{i}"
        yield f"c{i}:\n  store i64 %i, ptr %p{i}\n  call void @free(ptr %p{i})"
        yield f"  br label %{f'b{i + 1}' if i + 1 < n else 'latch'}"
    yield "latch:\n  %next = add i64 %i, 1\n  %more = icmp ult i64 %next, %end"
    yield "  br i1 %more, label %body, label %done\ndone:\n  ret void\n}"


def loop_late(n):
    """N sites in one loop, each in a block of its own, that are used and released where the iteration ends."""
    yield "define void @f(i64 %end) {\nentry:\n  br label %body\nbody:"
    yield "  %i = phi i64 [ 0, %entry ], [ %next, %latch ]\n  br label %b0"
    for i in range(n):
        yield f"b{i}:\n  %p{i} = call ptr @malloc(i64 16)\n  %q{i} = getelementptr i8, ptr %p{i}, i64 8"
        yield f"  store i64 %i, ptr %q{i}\n  %c{i} = icmp eq i64 %i, {i}"
        yield f"  br i1 %c{i}, label %d{i}, label %e{i}\nd{i}:\n  br label %e{i}\ne{i}:"
        yield f"  br label %{f'b{i + 1}' if i + 1 < n else 'latch'}"
    yield "latch:"
    for i in range(n):
        yield f"  %v{i} = load i64, ptr %q{i}\n  call void @free(ptr %p{i})"
    yield "  %next = add i64 %i, 1\n  %more = icmp ult i64 %next, %end"
    yield "  br i1 %more, label %body, label %done\ndone:\n  ret void\n}"


def pools(n):
    """N sites in one loop, of which each 16 keep one object from iteration to iteration."""
    yield "define void @f(i64 %end, i16 %c) {\nentry:\n  br label %body\nbody:"
    yield "  %i = phi i64 [ 0, %entry ], [ %next, %body ]"
    for g in range(0, n, 16):
        yield f"  %k{g} = phi ptr [ null, %entry ], [ %m{min(g + 16, n) - 1}, %body ]"
    for i in range(n):
        kept = f"%m{i - 1}" if i % 16 else f"%k{i}"
        yield f"  %p{i} = call ptr @malloc(i64 8)\n  store i64 %i, ptr %p{i}"
        yield f"  %t{i} = call i64 @number()\n  %b{i} = trunc i64 %t{i} to i1"
        yield f"  %m{i} = select i1 %b{i}, ptr %p{i}, ptr {kept}\n  %o{i} = select i1 %b{i}, ptr {kept}, ptr %p{i}"
        yield f"  call void @free(ptr %o{i})"
    yield "  %next = add i64 %i, 1\n  %more = icmp ult i64 %next, %end"
    yield "  br i1 %more, label %body, label %done\ndone:\n  ret void\n}"


def unoptimised(n):
    """N sites as -O0 leaves them: one alloca for each pointer variable, in a loop."""
    yield "define void @f(i64 %end) {\nentry:"
    for i in range(n):
        yield f"  %v{i} = alloca ptr"
    yield "  br label %body\nbody:\n  %k = phi i64 [ 0, %entry ], [ %next, %body ]"
    for i in range(n):
        yield f"  %p{i} = call ptr @malloc(i64 16)\n  store ptr %p{i}, ptr %v{i}"
        yield f"  %q{i} = load ptr, ptr %v{i}\n  store i64 {i}, ptr %q{i}"
        yield f"  %r{i} = load ptr, ptr %v{i}\n  call void @free(ptr %r{i})"
    yield "  %next = add i64 %k, 1\n  %more = icmp ult i64 %next, %end"
    yield "  br i1 %more, label %body, label %done\ndone:\n  ret void\n}"


def chain(n):
    """N functions, each handing its parameter to the next; the first gets a fresh object."""
    for i in range(n):
        yield f"define internal i64 @f{i}(ptr %p) {{"
        yield f"  %r = call i64 @f{i + 1}(ptr %p)\n  %v = load i64, ptr %p\n  %s = add i64 %r, %v\n  ret i64 %s\n}}"
    yield f"define internal i64 @f{n}(ptr %p) {{\n  store i64 1, ptr %p\n  ret i64 0\n}}"
    yield "define i64 @top() {\n  %p = call ptr @malloc(i64 16)\n  %r = call i64 @f0(ptr %p)"
    yield "  call void @free(ptr %p)\n  ret i64 %r\n}"


def cycle(n):
    """N functions that call one another in a ring, handing two parameters on, crossed."""
    for i in range(n):
        yield f"define internal void @f{i}(ptr %p, ptr %q, i64 %n) {{"
        yield "  %stop = icmp eq i64 %n, 0\n  br i1 %stop, label %end, label %more\nmore:\n  %m = sub i64 %n, 1"
        yield f"  store i64 %n, ptr %p\n  call void @f{(i + 1) % n}(ptr %q, ptr %p, i64 %m)"
        yield "  br label %end\nend:\n  ret void\n}"
    yield "define void @top() {\n  %p = call ptr @malloc(i64 16)\n  %q = call ptr @malloc(i64 16)"
    yield "  call void @f0(ptr %p, ptr %q, i64 9)\n  call void @free(ptr %p)\n  call void @free(ptr %q)\n  ret void\n}"


def fields(n):
    """A structure with N pointer fields, each pointing to an object of its own that is reached through it."""
    yield f"define void @f() {{\n  %s = alloca [{n} x ptr]"
    for i in range(n):
        yield f"  %p{i} = call ptr @malloc(i64 16)\n  %f{i} = getelementptr ptr, ptr %s, i64 {i}"
        yield f"  store ptr %p{i}, ptr %f{i}"
    for i in range(n):
        yield f"  %q{i} = load ptr, ptr %f{i}\n  store i64 {i}, ptr %q{i}\n  call void @free(ptr %q{i})"
    yield "  ret void\n}"


def _switch(n, case, before, after):
    yield "define i64 @f(i32 %c) {\nentry:\n  %p = call ptr @malloc(i64 60000)" + before
    yield "  switch i32 %c, label %end ["
    yield "\n".join(f"    i32 {i}, label %b{i}" for i in range(n)) + "\n  ]"
    for i in range(n):
        yield f"b{i}:\n  %g{i} = getelementptr i8, ptr %p, i64 {8 * (i % 7000)}{case(i)}\n  br label %end"
    yield "end:" + after + "\n  %r = load i64, ptr %x\n  call void @free(ptr %p)\n  ret i64 %r\n}"


def switch(n):
    """A switch with N cases that each set one pointer variable, as -O0 leaves it."""
    return _switch(n, lambda i: f"\n  store ptr %g{i}, ptr %v", "\n  %v = alloca ptr\n  store ptr %p, ptr %v",
                   "\n  %x = load ptr, ptr %v")


def switch_phi(n):
    """The same after optimisation: a phi with N entries."""
    entries = ", ".join(f"[ %g{i}, %b{i} ]" for i in range(n))
    return _switch(n, lambda i: "", "", f"\n  %x = phi ptr [ %p, %entry ], {entries}")


def calls(n):
    """N calls on one object: of functions in the module, and of the library."""
    yield "define internal void @use(ptr %p) {\n  store i64 1, ptr %p\n  ret void\n}"
    yield "define internal ptr @same(ptr %p) {\n  ret ptr %p\n}"
    yield "define void @f() {\n  %p = call ptr @malloc(i64 16)"
    for i in range(n):
        yield "  call void @use(ptr %p)" if i % 3 == 0 else \
            f"  %l{i} = call i64 @strlen(ptr %p)" if i % 3 == 1 else f"  %s{i} = call ptr @same(ptr %p)"
    yield "  call void @free(ptr %p)\n  ret void\n}"


def content_calls(n):
    """N calls that each fill a field of one object with a fresh object."""
    yield "define internal void @set(ptr %s, ptr %p) {\n  store ptr %p, ptr %s\n  ret void\n}"
    yield f"define void @f() {{\n  %s = alloca [{n} x ptr]"
    for i in range(n):
        yield f"  %p{i} = call ptr @malloc(i64 16)\n  %f{i} = getelementptr ptr, ptr %s, i64 {i}"
        yield f"  call void @set(ptr %f{i}, ptr %p{i})"
    for i in range(n):
        yield f"  %q{i} = load ptr, ptr %f{i}\n  call void @free(ptr %q{i})"
    yield "  ret void\n}"


def loop_calls(n):
    """The same in a loop, where what each call may read and write matters for the next iteration."""
    yield "define internal void @set(ptr %s, ptr %p) {\n  %none = icmp eq ptr %p, null"
    yield "  br i1 %none, label %end, label %some\nsome:\n  store ptr %p, ptr %s\n  br label %end\nend:\n  ret void\n}"
    yield f"define void @f(i64 %end) {{\nentry:\n  %s = alloca [{n} x ptr]\n  br label %body\nbody:"
    yield "  %i = phi i64 [ 0, %entry ], [ %next, %body ]"
    for i in range(n):
        yield f"  %p{i} = call ptr @malloc(i64 16)\n  %f{i} = getelementptr ptr, ptr %s, i64 {i}"
        yield f"  call void @set(ptr %f{i}, ptr %p{i})\n  %q{i} = load ptr, ptr %f{i}"
        yield f"  store i64 %i, ptr %q{i}\n  call void @free(ptr %q{i})"
    yield "  %next = add i64 %i, 1\n  %more = icmp ult i64 %next, %end"
    yield "  br i1 %more, label %body, label %done\ndone:\n  ret void\n}"


def pushes(n):
    """N calls that each put a fresh node in front of one list, which is walked."""
    yield "define internal void @push(ptr %l, ptr %node) {\n  %old = load ptr, ptr %l"
    yield "  store ptr %old, ptr %node\n  store ptr %node, ptr %l\n  ret void\n}"
    yield "define internal i64 @length(ptr %l) {\nentry:\n  %first = load ptr, ptr %l\n  br label %walk\nwalk:"
    yield "  %c = phi ptr [ %first, %entry ], [ %next, %more ]\n  %k = phi i64 [ 0, %entry ], [ %k1, %more ]"
    yield "  %end = icmp eq ptr %c, null\n  br i1 %end, label %done, label %more\nmore:"
    yield "  %next = load ptr, ptr %c\n  %k1 = add i64 %k, 1\n  br label %walk\ndone:\n  ret i64 %k\n}"
    yield "define i64 @f() {\n  %l = alloca ptr\n  store ptr null, ptr %l"
    for i in range(n):
        yield f"  %o{i} = call ptr @malloc(i64 16)\n  call void @push(ptr %l, ptr %o{i})"
    yield "  %r = call i64 @length(ptr %l)"
    for i in range(n):
        yield f"  call void @free(ptr %o{i})"
    yield "  ret i64 %r\n}"


def trees(n):
    """N small trees of three objects in one function, each built by calls and summed up by a recursive one."""
    yield "define internal void @link(ptr %t, ptr %a, ptr %b) {\n  store ptr %a, ptr %t"
    yield "  %r = getelementptr i8, ptr %t, i64 8\n  store ptr %b, ptr %r\n  ret void\n}"
    yield "define internal i64 @sum(ptr %t) {\n  %none = icmp eq ptr %t, null"
    yield "  br i1 %none, label %empty, label %node\nempty:\n  ret i64 0\nnode:\n  %a = load ptr, ptr %t"
    yield "  %r = getelementptr i8, ptr %t, i64 8\n  %b = load ptr, ptr %r\n  %v = getelementptr i8, ptr %t, i64 16"
    yield "  %x = load i64, ptr %v\n  %sa = call i64 @sum(ptr %a)\n  %sb = call i64 @sum(ptr %b)"
    yield "  %s = add i64 %sa, %sb\n  %all = add i64 %s, %x\n  ret i64 %all\n}"
    yield "define i64 @f() {"
    for i in range(n):
        yield "\n".join(f"  %{x}{i} = call ptr @malloc(i64 24)" for x in "abt")
        yield f"  call void @link(ptr %a{i}, ptr null, ptr null)\n  call void @link(ptr %b{i}, ptr null, ptr null)"
        yield f"  call void @link(ptr %t{i}, ptr %a{i}, ptr %b{i})\n  %s{i} = call i64 @sum(ptr %t{i})"
        yield "\n".join(f"  call void @free(ptr %{x}{i})" for x in "abt")
    yield "  ret i64 0\n}"


def library(n):
    """N calls of library functions in a loop, each on two buffers of its own."""
    yield "declare ptr @strcpy(ptr, ptr)\ndeclare i32 @snprintf(ptr, i64, ptr, ...)"
    yield '@text = private constant [6 x i8] c"%s %d\\00"'
    yield "define void @f(i64 %end) {\nentry:\n  br label %body\nbody:"
    yield "  %i = phi i64 [ 0, %entry ], [ %next, %body ]"
    for i in range(n):
        yield f"  %a{i} = call ptr @malloc(i64 32)\n  %b{i} = call ptr @malloc(i64 32)"
        yield f"  %l{i} = call i32 (ptr, i64, ptr, ...) @snprintf(ptr %a{i}, i64 32, ptr @text, ptr @text, i32 {i})"
        yield f"  %c{i} = call ptr @strcpy(ptr %b{i}, ptr %a{i})\n  %d{i} = call i64 @strlen(ptr %c{i})"
        yield f"  call void @free(ptr %a{i})\n  call void @free(ptr %b{i})"
    yield "  %next = add i64 %i, 1\n  %more = icmp ult i64 %next, %end"
    yield "  br i1 %more, label %body, label %done\ndone:\n  ret void\n}"


def copies(n):
    """A pointer that is copied on by memcpy through N objects."""
    yield "define i64 @f() {\n  %p = call ptr @malloc(i64 16)\n  store i64 1, ptr %p"
    for i in range(n):
        yield f"  %o{i} = call ptr @malloc(i64 16)"
    yield "  store ptr %p, ptr %o0"
    for i in range(1, n):
        yield f"  call void @llvm.memcpy.p0.p0.i64(ptr %o{i}, ptr %o{i - 1}, i64 16, i1 false)"
    yield f"  %q = load ptr, ptr %o{n - 1}\n  %r = load i64, ptr %q"
    for i in range(n):
        yield f"  call void @free(ptr %o{i})"
    yield "  call void @free(ptr %p)\n  ret i64 %r\n}"


def list_nodes(n):
    """A list of N nodes, each made by its own site, that is walked."""
    yield "define i64 @f() {\nentry:"
    for i in range(n):
        yield f"  %o{i} = call ptr @malloc(i64 16)\n  store ptr {f'%o{i - 1}' if i else 'null'}, ptr %o{i}"
    yield f"  br label %walk\nwalk:\n  %c = phi ptr [ %o{n - 1}, %entry ], [ %next, %walk ]"
    yield "  %next = load ptr, ptr %c\n  %end = icmp eq ptr %next, null\n  br i1 %end, label %done, label %walk"
    yield "done:"
    for i in range(n):
        yield f"  call void @free(ptr %o{i})"
    yield "  ret i64 0\n}"


def closures(n):
    """N closures, each calling the one in its environment: {function, next closure}."""
    for i in range(n):
        yield f"define internal i64 @f{i}(ptr %env) {{\n  %link = getelementptr ptr, ptr %env, i64 1"
        yield "  %next = load ptr, ptr %link\n  %code = load ptr, ptr %next\n  %r = call i64 %code(ptr %next)"
        yield "  ret i64 %r\n}"
    yield "define internal i64 @last(ptr %env) {\n  ret i64 1\n}"
    yield "define i64 @top() {"
    for i in range(n + 1):
        yield f"  %e{i} = call ptr @malloc(i64 16)\n  store ptr {f'@f{i}' if i < n else '@last'}, ptr %e{i}"
    for i in range(n):
        yield f"  %n{i} = getelementptr ptr, ptr %e{i}, i64 1\n  store ptr %e{i + 1}, ptr %n{i}"
    yield "  %r = call i64 @f0(ptr %e0)"
    for i in range(n + 1):
        yield f"  call void @free(ptr %e{i})"
    yield "  ret i64 %r\n}"


def invokes(n):
    """N objects made by `new` in invokes that share a landing pad, where a phi tells how far it came."""
    yield "declare noalias nonnull ptr @_Znwm(i64)\ndeclare void @_ZdlPv(ptr)\ndeclare i32 @__gxx_personality_v0(...)"
    yield "declare void @throws()\n@made = global i64 0"
    yield "define void @f() personality ptr @__gxx_personality_v0 {\nentry:\n  br label %b0"
    for i in range(n):
        yield f"b{i}:\n  %p{i} = invoke ptr @_Znwm(i64 16) builtin to label %c{i} unwind label %pad"
        yield f"c{i}:\n  store i64 {i}, ptr %p{i}\n  invoke void @throws() to label %d{i} unwind label %pad"
        yield f"d{i}:\n  call void @_ZdlPv(ptr %p{i}) builtin\n  br label %b{i + 1}"
    yield f"b{n}:\n  ret void\npad:\n  %far = phi i64 " + ", ".join(
        f"[ {i}, %b{i} ], [ {i}, %c{i} ]" for i in range(n))
    yield "  %caught = landingpad { ptr, i32 } cleanup\n  store i64 %far, ptr @made"
    yield "  resume { ptr, i32 } %caught\n}"


def same_phi(n):
    """One object that comes to a phi in a loop on N edges."""
    yield "define void @f(i32 %c) {\nentry:\n  %none = call ptr @malloc(i64 16)\n  br label %body\nbody:"
    yield "  %old = phi ptr [ %none, %entry ], [ %x, %end ]\n  %p = call ptr @malloc(i64 16)"
    yield "  switch i32 %c, label %done ["
    yield "\n".join(f"    i32 {i}, label %b{i}" for i in range(n)) + "\n  ]"
    for i in range(n):
        yield f"b{i}:\n  br label %end"
    yield "end:\n  %x = phi ptr " + ", ".join(f"[ %{'old' if i % 2 else 'p'}, %b{i} ]" for i in range(n))
    yield "  store i32 1, ptr %x\n  br label %body\ndone:\n  ret void\n}"


def functions(n):
    """N small functions, each with a site and a call of a common callee: a large ordinary module."""
    yield "define internal void @use(ptr %p) {\n  store i64 1, ptr %p\n  ret void\n}"
    for i in range(n):
        yield f"define i64 @f{i}(i64 %x) {{\n  %p = call ptr @malloc(i64 32)\n  call void @use(ptr %p)"
        yield "  %v = load i64, ptr %p\n  call void @free(ptr %p)\n  %n = call i64 @number()"
        yield "  %r = add i64 %v, %n\n  ret i64 %r\n}"


KINDS = {straight: 10000, merged: 10000, loop: 10000, loop_blocks: 10000, loop_late: 10000, pools: 500,
         unoptimised: 10000, chain: 10000, cycle: 2000, fields: 5000, switch: 50000, switch_phi: 50000, calls: 5000,
         content_calls: 5000, loop_calls: 5000, pushes: 2000, trees: 2000, library: 2000, copies: 2000,
         list_nodes: 2000, closures: 500, invokes: 2000, same_phi: 10000, functions: 10000}


def main(arguments):
    kinds = {kind.__name__: kind for kind in KINDS}
    if arguments == ["--kinds"]:
        for kind, size in KINDS.items():
            print(kind.__name__, size)
        return
    if len(arguments) != 2 or arguments[0] not in kinds or not arguments[1].isdigit() or int(arguments[1]) < 1:
        sys.exit(f"usage: generate.py KIND N | --kinds\nKIND is one of: {' '.join(kinds)}")
    sys.stdout.write(HEADER)
    for line in kinds[arguments[0]](int(arguments[1])):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
