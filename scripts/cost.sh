#!/usr/bin/env bash
# Measures what the pass costs a build:
#   - units (test/stress/units.py): what the plugin adds to the instructions and the memory of whole compilations of
#     SQLite, Lua (also with -flto), pugixml, a C++ file of templates, one of regular expressions (also with libc++),
#     and modules of 1,000 to 100,000 functions;
#   - stress (test/stress/cost.py): how instructions and memory grow with generated modules, one kind for each corner
#     (test/stress/generate.py), which should be linearly.
# The exit status is 1 if the first is over its target or some growth is not linear.
set -euo pipefail

usage() {
  cat <<'END'
usage: scripts/cost.sh [--quick] [units [NAME ...] | stress [KIND ...]]

Without arguments: both, with LLVM 22, which takes hours. A unit may be named by how its name begins ("lua").
  --quick   generated modules of a tenth of the size; without units unless they are asked for
END
}

fail() {
  echo "cost: error: $*" >&2
  exit 1
}

part="" quick=""
names=()
for argument; do
  case $argument in
    --help | -h) usage; exit ;;
    --quick) quick=yes ;;
    units | stress) part=$argument ;;
    *)
      [[ -n $part && $argument != -* ]] || { usage >&2; exit 2; }
      names+=("$argument")
      ;;
  esac
done

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
major=22
tools=/usr/lib/llvm-$major/bin
plugin=$root/build/llvm-$major/heap2stack.so
work=$root/build/cost

# need COMMAND PACKAGE: what only this script needs is installed when it is missing.
need() {
  if command -v "$1" >/dev/null; then
    return
  fi
  ((EUID == 0)) || fail "the package $2 is missing, and only root can install it"
  echo "cost: installing $2"
  DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 --option DPkg::Lock::Timeout=300 \
    install --no-install-recommends "$2" >/dev/null || fail "apt-get could not install $2"
}

# Puts the amalgamation into $work/sqlite3.c, once.
make_amalgamation() {
  local source
  [[ ! -f $work/sqlite3.c ]] || return 0
  need tclsh tcl
  need make make
  source=$("$root/scripts/fetch-source.sh" sqlite3)
  rm -rf "$work/sqlite"
  mkdir -p "$work/sqlite"
  if ! (cd "$work/sqlite" && "$source/configure" --disable-tcl && make sqlite3.c) >"$work/sqlite.log" 2>&1; then
    tail -n 20 "$work/sqlite.log" >&2
    fail "SQLite's amalgamation cannot be made (log: ${work#"$root"/}/sqlite.log)"
  fi
  mv "$work/sqlite/sqlite3.c" "$work/sqlite3.c"
  rm -rf "$work/sqlite"
}

need valgrind valgrind
need gnuplot gnuplot-nox
"$root/scripts/build.sh" "$major"
mkdir -p "$work"
status=0
if [[ $part == units || (-z $part && -z $quick) ]]; then
  make_amalgamation
  lua=$("$root/scripts/fetch-source.sh" lua5.4)
  pugixml=$("$root/scripts/fetch-source.sh" pugixml)
  libcxx=$("$root/scripts/fetch-libcxx.sh" "$major")
  nice python3 "$root/test/stress/units.py" --tools "$tools" --plugin "$plugin" --work "$work" \
    --sqlite "$work/sqlite3.c" --lua "$lua" --pugixml "$pugixml" --libcxx "$libcxx" \
    ${quick:+--divide 10} ${names[@]+"${names[@]}"} || status=1
fi
if [[ $part != units ]]; then
  nice python3 "$root/test/stress/cost.py" --tools "$tools" --plugin "$plugin" --work "$work" \
    ${quick:+--divide 10} ${names[@]+"${names[@]}"} || status=1
fi
exit "$status"
