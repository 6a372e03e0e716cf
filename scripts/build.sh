#!/usr/bin/env bash
# Builds the plugin, one build folder for each LLVM version: build/llvm-22/heap2stack.so.
set -euo pipefail

usage() {
  cat <<'END'
usage: scripts/build.sh [--sanitize] [--werror] [LLVM-MAJOR ...]

Builds build/llvm-N/heap2stack.so for each LLVM-MAJOR (19 to 22; default 22).
  --sanitize   with AddressSanitizer, UBSan and assertions, in build/llvm-N-sanitize
  --werror     compiler warnings are errors
END
}

sanitize=OFF
werror=OFF
majors=()
for argument; do
  case $argument in
    --sanitize) sanitize=ON ;;
    --werror) werror=ON ;;
    --help | -h) usage; exit ;;
    19 | 20 | 21 | 22) majors+=("$argument") ;;
    *)
      echo "build: error: '$argument' is neither an option nor a supported LLVM version" >&2
      usage >&2
      exit 2
      ;;
  esac
done
((${#majors[@]})) || majors=(22)

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
for major in "${majors[@]}"; do
  llvm=/usr/lib/llvm-$major
  build=$root/build/llvm-$major
  configuration=(-DLLVM_DIR="$llvm/lib/cmake/llvm" -DHEAP2STACK_WERROR="$werror")
  if [[ ! -d $llvm/lib/cmake/llvm ]]; then
    echo "build: error: LLVM $major is not installed (package llvm-$major-dev)" >&2
    exit 1
  fi
  if [[ $sanitize == ON ]]; then
    # The run-time that lit preloads into opt is clang's, so clang has to instrument the plugin as well.
    # A debug build has its assertions enabled.
    build+=-sanitize
    configuration+=(-DHEAP2STACK_SANITIZE=ON -DCMAKE_BUILD_TYPE=Debug
      -DCMAKE_C_COMPILER="$llvm/bin/clang" -DCMAKE_CXX_COMPILER="$llvm/bin/clang++")
  fi

  mkdir -p "$build"
  log=$build/build.log
  if ! { cmake -S "$root" -B "$build" -G Ninja "${configuration[@]}" && cmake --build "$build"; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "build: error: the build for LLVM $major failed (log: ${log#"$root"/})" >&2
    exit 1
  fi
  echo "build: ${build#"$root"/}/heap2stack.so is up to date"
done
