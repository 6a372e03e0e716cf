#!/usr/bin/env bash
# Measures what the pass costs a build:
#   - on a big translation unit, SQLite's amalgamation (from Debian's source): the instructions of clang -O2 -c
#     without and with the plugin, counted by callgrind over the whole -cc1 process;
#   - on generated modules, one for each corner (test/stress/generate.py): how instructions and memory grow
#     with the module, which should be linearly.
# The exit status is 1 if the first is over its target or some growth is not linear.
set -euo pipefail

usage() {
  cat <<'END'
usage: scripts/cost.sh [--quick] [sqlite | stress [KIND ...]]

Without arguments: both, with LLVM 22. Counting takes about half an hour in all.
  --quick   generated modules of a tenth of the size; without sqlite unless it is asked for
END
}

fail() {
  echo "cost: error: $*" >&2
  exit 1
}

part="" quick=""
kinds=()
for argument; do
  case $argument in
    --help | -h) usage; exit ;;
    --quick) quick=yes ;;
    sqlite | stress) part=$argument ;;
    *)
      [[ $part == stress && $argument != -* ]] || { usage >&2; exit 2; }
      kinds+=("$argument")
      ;;
  esac
done

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
major=22
tools=/usr/lib/llvm-$major/bin
plugin=$root/build/llvm-$major/heap2stack.so
work=$root/build/cost
target=2 # per cent of clang's instructions

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

# compile PREFIX-COMMAND -- [OPTION ...]: clang's -cc1 process for sqlite3.c -O2 -c, after a prefix.
compile() {
  local prefix=() line
  while [[ $1 != -- ]]; do
    prefix+=("$1")
    shift
  done
  shift
  # The last line of -### is the command, quoted for a shell. Fixed addresses: LLVM hashes pointers.
  line=$(cd "$work" && "$tools/clang" -O2 -c sqlite3.c -o sqlite3.o "$@" '-###' 2>&1 | tail -n 1)
  (cd "$work" && eval "exec setarch --addr-no-randomize nice ${prefix[*]@Q} $line")
}

# count NAME [OPTION ...]: the instructions of one compilation.
count() {
  local name=$1 log=$work/$1.log
  shift
  compile valgrind --tool=callgrind --callgrind-out-file="$work/$name.callgrind" --log-file="$log" -- "$@" ||
    fail "clang does not compile sqlite3.c under valgrind (log: ${log#"$root"/})"
  sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$log"
}

# seconds [OPTION ...]: the processor time of one compilation.
seconds() {
  local TIMEFORMAT=%U
  { time compile env -- "$@"; } 2>&1 | tail -n 1
}

measure_sqlite() {
  local plain moved cached share plugin_option=("-fpass-plugin=$plugin")
  mkdir -p "$work"
  make_amalgamation
  # Clang's own count depends on nothing that changes here.
  cached=$work/plain-$("$tools/clang" --version | cat - "$work/sqlite3.c" | sha256sum | cut -c1-16)
  echo "cost: sqlite3.c ($(wc -l <"$work/sqlite3.c") lines), clang-$major -O2 -c, the whole -cc1 process:"
  if [[ ! -s $cached ]]; then
    plain=$(count plain)
    echo "$plain" >"$cached"
  fi
  plain=$(<"$cached")
  echo "cost:   instructions without heap2stack: $plain (callgrind)"
  moved=$(count moved "${plugin_option[@]}")
  # The share of the pass itself; the rest is loading the plugin and what later passes do differently.
  share=$(callgrind_annotate --inclusive=yes --threshold=100 "$work/moved.callgrind" 2>/dev/null |
    awk '/:heap2stack_run/ { gsub(",", "", $1); print $1; exit }')
  echo "cost:   instructions with heap2stack:    $moved, in the pass itself ${share:-0}"
  echo "cost:   processor time without and with: $(seconds) s, $(seconds "${plugin_option[@]}") s"
  awk -v plain="$plain" -v moved="$moved" -v share="${share:-0}" -v target="$target" 'BEGIN {
    more = 100 * (moved - plain) / plain
    printf "cost:   %+.3f %% (target: under %s %%); the pass itself %.3f %%\n", more, target, 100 * share / plain
    exit more >= target
  }'
}

need valgrind valgrind
"$root/scripts/build.sh" "$major"
status=0
if [[ $part == sqlite || (-z $part && -z $quick) ]]; then
  measure_sqlite || status=1
fi
if [[ $part != sqlite ]]; then
  nice python3 "$root/test/stress/cost.py" --tools "$tools" --plugin "$plugin" ${quick:+--divide 10} \
    ${kinds[@]+"${kinds[@]}"} || status=1
fi
exit "$status"
