#!/usr/bin/env bash
# Fuzzes the parsers of options and of the files that they name, with libFuzzer, AddressSanitizer and UBSan.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: test/fuzz/parsers.sh [--seconds N | --runs N] [--seed N] [--work FOLDER] [options|effects|allocators ...]

Builds the targets (test/fuzz/parsers) in build/llvm-22-fuzzers, and runs each: by default for 60 seconds.
  --seconds N     for so long
  --runs N        so many inputs
  --seed N        of the random numbers (default: libFuzzer chooses)
  --work FOLDER   where targets, corpora and inputs that failed are (default: build/llvm-22-fuzzers)

A failure's input is in FOLDER/TARGET.failures, what libFuzzer said in FOLDER/TARGET.log; FOLDER/heap2stack-fuzz-TARGET
INPUT repeats it. What was found stays in FOLDER/TARGET.corpus for the next time.
TEXT
}

fail() {
  echo "parsers: error: $*" >&2
  exit 2
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
llvm=/usr/lib/llvm-22 work=$root/build/llvm-22-fuzzers
limit=-max_total_time=60 seed=() targets=()
while (($#)); do
  case $1 in
    --seconds | --runs | --seed)
      [[ ${2-} =~ ^[0-9]+$ ]] || fail "$1 needs a number"
      case $1 in
        --seconds) limit=-max_total_time=$2 ;;
        --runs) limit=-runs=$2 ;;
        --seed) seed=("-seed=$2") ;;
      esac
      shift
      ;;
    --work)
      work=${2:?parsers: error: --work needs a folder}
      shift
      ;;
    options | effects | allocators) targets+=("$1") ;;
    --help | -h) usage; exit ;;
    *)
      usage >&2
      fail "'$1' is neither an option nor a target"
      ;;
  esac
  shift
done
((${#targets[@]})) || targets=(options effects allocators)
[[ -x $llvm/bin/clang ]] || fail "clang 22 is not installed (package clang-22)"
compgen -G "$llvm/lib/clang/*/lib/linux/libclang_rt.fuzzer-$(uname -m).a" >/dev/null ||
  fail "libFuzzer is not installed (package libclang-rt-22-dev)"

mkdir -p "$work"
if ! { cmake -S "$root" -B "$work" -G Ninja -DHEAP2STACK_FUZZERS=ON -DLLVM_DIR="$llvm/lib/cmake/llvm" \
  -DCMAKE_C_COMPILER="$llvm/bin/clang" -DCMAKE_CXX_COMPILER="$llvm/bin/clang++" &&
  cmake --build "$work" --target "${targets[@]/#/heap2stack-fuzz-}"; } >"$work/build.log" 2>&1; then
  cat "$work/build.log" >&2
  fail "the targets do not build"
fi

status=0
for target in "${targets[@]}"; do
  mkdir -p "$work/$target.corpus" "$work/$target.failures"
  if "$work/heap2stack-fuzz-$target" "$limit" "${seed[@]}" -timeout=10 -rss_limit_mb=1024 -max_len=4096 \
    -print_final_stats=1 -dict="$root/test/fuzz/parsers/words.dict" -artifact_prefix="$work/$target.failures/" \
    "$work/$target.corpus" "$root/test/fuzz/parsers/seeds/$target" >"$work/$target.log" 2>&1; then
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log") inputs, no failure"
  else
    tail -n 30 "$work/$target.log" >&2
    echo "$target: FAILED, see $work/$target.failures" >&2
    status=1
  fi
done
exit "$status"
