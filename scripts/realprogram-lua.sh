#!/usr/bin/env bash
# The real-program test: builds the Lua interpreter from Debian's source without and with heap2stack and runs
# the scripts in test/lua with both. Each script has to give the same output, byte for byte.
# The last line printed is "N passed, N failed", one test a script.
set -euo pipefail

fail() {
  echo "lua: error: $*" >&2
  exit 1
}

major=${1:-22}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
plugin=$root/build/llvm-$major/heap2stack.so
clang=/usr/lib/llvm-$major/bin/clang
package=lua5.4
work=$root/build/lua-llvm-$major

[[ -x $clang ]] || fail "LLVM $major is not installed (package clang-$major)"
[[ -f $plugin ]] || fail "no plugin for LLVM $major; build it with scripts/build.sh $major"

# build NAME [OPTION ...]: builds the interpreter as $work/NAME; the messages go to $work/NAME.log.
build() {
  local name=$1 file sources=()
  shift
  for file in "$source"/src/*.c; do
    [[ $file == */luac.c ]] || sources+=("${file##*/}")
  done
  # Compiled where the sources are, so that verdicts name them without a path.
  if ! (
    cd "$source/src" && "$clang" -std=gnu99 -O2 -gline-tables-only -DLUA_USE_POSIX -DLUA_USE_DLOPEN \
      -I "$work" "$@" "${sources[@]}" -rdynamic -lm -ldl -o "$work/$name"
  ) >"$work/$name.log" 2>&1; then
    head -n 40 "$work/$name.log" >&2
    fail "Lua does not build (${name} build; log: ${work#"$root"/}/$name.log)"
  fi
}

source=$("$root/scripts/fetch-source.sh" "$package")
rm -rf "$work"
mkdir -p "$work"
# Debian's patched luaconf.h includes this file, which its packaging writes.
echo "#define DEB_HOST_MULTIARCH \"$(dpkg-architecture -q DEB_HOST_MULTIARCH)\"" >"$work/$package-deb-multiarch.h"
build plain
HEAP2STACK=m=1 build moved -fpass-plugin="$plugin"

cat "$work/moved.log"
verdicts=$(grep -cE 'moved to stack|escapes to heap' "$work/moved.log" || true)
moved=$(grep -c 'moved to stack' "$work/moved.log" || true)
echo "lua: LLVM $major: $verdicts allocations in its source, $moved moved to the stack"

passed=0 failed=0
for script in "$root"/test/lua/*.lua; do
  name=$(basename "$script" .lua)
  status=0
  for interpreter in plain moved; do
    # Scripts run in a folder of their own, the same for both: some write files there.
    rm -rf "$work/scratch"
    mkdir "$work/scratch"
    (cd "$work/scratch" && exec timeout 120 "$work/$interpreter" "$script") \
      >"$work/$name.$interpreter.out" 2>&1 </dev/null || status=$?
  done
  if ((status != 0)); then
    echo "lua: FAILED: $name.lua ends with exit status $status:"
    tail -n 5 "$work/$name.plain.out" "$work/$name.moved.out"
    failed=$((failed + 1))
  elif ! diff -u "$work/$name.plain.out" "$work/$name.moved.out" >"$work/$name.diff"; then
    echo "lua: FAILED: $name.lua gives another output with heap2stack:"
    head -n 20 "$work/$name.diff"
    failed=$((failed + 1))
  else
    passed=$((passed + 1))
  fi
done
echo "$passed passed, $failed failed"
((passed > 0 && failed == 0))
