#!/usr/bin/env bash
# Runs everything that has to pass before a change goes in, on every supported LLVM that is installed:
#   - the lit suite (test/ir, test/options, test/plugin, test/package, test/e2e, ...),
#   - for LLVM 22 the same, less e2e, with a plugin built with AddressSanitizer, UBSan and assertions,
#   - some real programs and their workloads (scripts/realprograms.py), for LLVM 19 and 22.
# The last line is "N passed, N failed"; the exit status is zero only if tests ran and none failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
lit=/usr/lib/llvm-22/bin/lit
passed=0 failed=0 skipped=0

finish() {
  ((skipped == 0)) || echo "$passed passed, $failed failed, $skipped skipped"
  ((skipped > 0)) || echo "$passed passed, $failed failed"
  ((passed > 0 && failed == 0))
  exit
}

# broken MESSAGE: what failed is not a test, so that nothing after it would mean anything.
broken() {
  echo "test: error: $*" >&2
  failed=$((failed + 1))
  finish
}

# run_lit FOLDER: runs the suite with the plugin in FOLDER and adds up its results.
run_lit() {
  local results=$1/lit.json counts
  echo
  echo "test: lit with $1"
  rm -f "$results"
  # A pass that does not terminate is a failure as well.
  timeout --kill-after=10 900 "$lit" -v -j"$(nproc)" --output "$results" "$1/test" || true
  if ! counts=$(
    python3 - "$results" <<'END'
import json, sys
from collections import Counter

outcome = {"PASS": "passed", "FLAKYPASS": "passed", "XFAIL": "passed",
           "UNSUPPORTED": "skipped", "SKIPPED": "skipped", "EXCLUDED": "skipped"}
with open(sys.argv[1]) as results:
    count = Counter(outcome.get(test["code"], "failed") for test in json.load(results)["tests"])
print(count["passed"], count["failed"], count["skipped"])
END
  ); then
    broken "lit gave no results for $1"
  fi
  add_results "$counts"
}

# run_programs MAJOR PROGRAM...: runs real programs with the plugin for LLVM MAJOR and adds up the results.
run_programs() {
  local log=build/realprograms-llvm-$1.log summary
  echo
  echo "test: real programs with build/llvm-$1"
  scripts/realprograms.py --llvm "$@" 2>&1 | tee "$log" || true
  summary=$(tail -n 1 "$log")
  [[ $summary =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] || broken "the real programs did not run on LLVM $1"
  add_results "${BASH_REMATCH[1]} ${BASH_REMATCH[2]} 0"
}

# add_results "PASSED FAILED SKIPPED"
add_results() {
  local counts
  read -ra counts <<<"$1"
  passed=$((passed + counts[0])) failed=$((failed + counts[1])) skipped=$((skipped + counts[2]))
}

scripts/setup.sh || broken "the machine could not be set up"

majors=()
for major in 19 20 21 22; do
  llvm=/usr/lib/llvm-$major
  if [[ -x $llvm/bin/clang && -x $llvm/bin/opt && -d $llvm/lib/cmake/llvm ]]; then
    majors+=("$major")
  elif ((major == 19 || major == 22)); then
    broken "LLVM $major is not installed in $llvm"
  fi
done

for major in "${majors[@]}"; do
  scripts/fetch-libcxx.sh "$major" || broken "no libc++ of LLVM $major for the C++ programs"
done

# All of them first: a test may load the plugin of another LLVM.
scripts/build.sh --werror "${majors[@]}" || broken "the plugin does not build"
scripts/build.sh --werror --sanitize 22 || broken "the sanitizer build does not build"

for major in "${majors[@]}"; do
  run_lit "build/llvm-$major"
done
run_lit build/llvm-22-sanitize
run_programs 19 lua5.4 jansson
run_programs 22 lua5.4 jansson expat bzip2 tinyxml2

echo
finish
