#!/usr/bin/env bash
# The benchmark: what a user gains. Builds the programs in test/bench with clang -O2, with LLVM's Attributor without
# its limits, with heap2stack, a version of each with the stack used by hand, and with -O3 -flto without and with
# heap2stack; prints heap allocations, instructions, user time, stack depth and code size of each.
# The exit status is 1 if something is not as it should be, which is then said last.
set -euo pipefail

usage() {
  cat <<'END'
usage: scripts/bench.sh [--quick | --places] [PROGRAM ...]

Without arguments: all programs of test/bench with LLVM 22, which takes about twenty minutes.
Results go to build/bench: results.json, allocations.svg, instructions.svg, seconds.svg.
  --quick   little input, no times
  --places  instead: what the pass does at other places of LLVM's pipelines, and with other clean-ups after it
END
}

fail() {
  echo "bench: error: $*" >&2
  exit 1
}

measurement=measure.py
options=()
for argument; do
  case $argument in
    --help | -h) usage; exit ;;
    --quick) options+=("$argument") ;;
    --places) measurement=places.py ;;
    -*) usage >&2; exit 2 ;;
    *) options+=("$argument") ;;
  esac
done

# What only this script needs is installed when it is missing.
missing=()
for package in valgrind hyperfine gnuplot-nox; do # the commands are named alike
  command -v "${package%-nox}" >/dev/null || missing+=("$package")
done
if ((${#missing[@]})); then
  ((EUID == 0)) || fail "these packages are missing, and only root can install them: ${missing[*]}"
  echo "bench: installing ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 --option DPkg::Lock::Timeout=300 \
    install --no-install-recommends "${missing[@]}" >/dev/null || fail "apt-get could not install ${missing[*]}"
fi

major=22
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/scripts/build.sh" "$major"
exec python3 -B "$root/test/bench/$measurement" --tools "/usr/lib/llvm-$major/bin" \
  --plugin "$root/build/llvm-$major/heap2stack.so" --work "$root/build/bench" ${options[@]+"${options[@]}"}
