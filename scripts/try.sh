#!/usr/bin/env bash
# Shows what heap2stack does to a program: the verdict on each allocation, and the heap allocations that the
# program makes when it runs, without and with the plugin.
set -euo pipefail

usage() {
  cat <<'END'
usage: scripts/try.sh [FILE.c|FILE.cpp ...] [-- ARGUMENT ...]

Builds the files as one program with clang-22 -O2, without and with heap2stack, and runs both with the
arguments after -- and the same standard input. Without files: test/examples/user.c.
END
}

fail() {
  echo "try: error: $*" >&2
  exit 1
}

files=()
while (($#)); do
  case $1 in
    --) shift; break ;;
    --help | -h) usage; exit ;;
    -*) fail "unknown option '$1' (scripts/try.sh --help tells what there is)" ;;
    *.c | *.cpp | *.cc | *.cxx)
      [[ -f $1 ]] || fail "no such file: $1"
      files+=("$1")
      ;;
    *) fail "'$1' is neither a C (.c) nor a C++ (.cpp, .cc, .cxx) file" ;;
  esac
  shift
done
arguments=("$@")

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if ((${#files[@]} == 0)); then
  cd "$root"
  files=(test/examples/user.c)
fi

"$root/scripts/setup.sh"
"$root/scripts/build.sh" 22
build=$root/build/llvm-22
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compile NAME [OPTION ...]: builds the files as $work/NAME, compiler messages on standard output.
compile() {
  local name=$1 file object compiler linker=clang-22 objects=()
  shift
  for file in "${files[@]}"; do
    compiler=clang-22
    [[ $file == *.c ]] || compiler=clang++-22 linker=clang++-22
    object=$work/$name.${#objects[@]}.o
    "$compiler" -O2 -g "$@" -c "$file" -o "$object" 2>&1 || return 1
    objects+=("$object")
  done
  "$linker" "${objects[@]}" -pthread -lm -o "$work/$name" 2>&1
}

# run NAME: runs $work/NAME under the allocation counter; its exit status is the program's.
run() {
  LD_PRELOAD=$build/libheap2stack-count.so HEAP2STACK_COUNT_FILE=$work/$1.count \
    "$work/$1" ${arguments[@]+"${arguments[@]}"}
}

# allocations NAME: what the counter saw of the program's own code.
allocations() {
  local text="not counted, the program did not exit by itself"
  [[ ! -s $work/$1.count ]] || text=$(<"$work/$1.count")
  text=${text#heap allocations: }
  echo "${text%%  in libraries*}"
}

messages=$(compile plain) || fail "${files[*]} does not build:"$'\n'"$messages"
echo
echo "Verdicts:"
messages=$(compile moved "-fpass-plugin=$build/heap2stack.so" -mllvm -heap2stack-m=1) ||
  fail "${files[*]} builds without heap2stack only:"$'\n'"$messages"
echo "${messages:-(no allocation in ${files[*]})}"

echo
echo "Output:"
# What the first run reads from standard input is saved for the second; saved first, then handed on.
exec 3< <(exec tee /dev/fd/4 4>&1 >"$work/stdin")
saver=$!
if run plain <&3 | tee "$work/plain.out"; then plain_status=0; else plain_status=${PIPESTATUS[0]}; fi
exec 3<&-
kill "$saver" 2>/dev/null || true

moved_status=0
run moved <"$work/stdin" >"$work/moved.out" 2>"$work/moved.err" || moved_status=$?
if ((moved_status != plain_status)) || ! cmp -s "$work/plain.out" "$work/moved.out"; then
  echo "Output with heap2stack:"
  cat "$work/moved.out" "$work/moved.err"
  fail "the builds differ: exit status $plain_status without heap2stack, $moved_status with it"
fi

echo
echo "Heap allocations by the program's own code:"
echo "  without heap2stack: $(allocations plain)"
echo "  with heap2stack:    $(allocations moved)"
echo "Both builds gave the same output and exit status ($plain_status)."
