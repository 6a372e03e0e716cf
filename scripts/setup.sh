#!/usr/bin/env bash
# Installs what building and testing heap2stack needs and this machine lacks (Debian or Ubuntu, apt-get).
# Safe to run at any time: when nothing is missing it changes nothing.
#
#   --csmith   also csmith and cvise, for longer fuzzing (test/fuzz)
set -euo pipefail

packages=(
  # The two LLVM versions that every change is tested on: the oldest and the newest supported one.
  clang-19 llvm-19-dev llvm-19-tools lld-19
  clang-22 llvm-22-dev llvm-22-tools lld-22
  libclang-rt-22-dev      # the sanitizers' run-time, for build.sh --sanitize
  g++ cmake ninja-build   # the compiler of the plugin and its build
  libstb-dev uthash-dev   # header-only containers used by pass/
  python3                 # lit and the test harness
  python3-yaml python3-pygments   # scripts/heap2stack-report
  dpkg-dev                # unpacks the source package of the real-program test; builds our packages
  make autoconf automake meson pkgconf  # the build systems that test/package tries the wrappers with
)

for argument; do
  if [[ $argument != --csmith ]]; then
    echo "setup: error: unknown option '$argument' (there is --csmith)" >&2
    exit 2
  fi
  packages+=(csmith libcsmith-dev cvise)
done

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $status == installed ]] || missing+=("$package")
done

if ((${#missing[@]} == 0)); then
  echo "setup: everything is installed"
  exit
fi
if ((EUID != 0)); then
  echo "setup: error: these packages are missing, and only root can install them: ${missing[*]}" >&2
  exit 1
fi

echo "setup: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# Another apt-get may be running on a machine that just started: wait for it instead of failing.
apt=(apt-get --quiet=2 --option DPkg::Lock::Timeout=300 --option Dpkg::Use-Pty=0)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  cat "$log" >&2
  echo "setup: error: apt-get could not install ${missing[*]}" >&2
  exit 1
fi
