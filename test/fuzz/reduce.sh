#!/usr/bin/env bash
# Reduces a program that run.py found to fail: reduce.sh PLUGIN_BUILD FILE [OPTIONS-OF-THE-PASS [GENERATOR]]
#
# FILE is replaced by a small program that fails in the same build and way and is still valid without the plugin
# (cvise keeps the original as FILE.orig). GENERATOR is run.py's: own (the default) or csmith. Needs cvise, a Debian
# package of that name.
set -euo pipefail

fail() {
  echo "reduce: error: $*" >&2
  exit 1
}

(($# >= 2 && $# <= 4)) || fail "usage: reduce.sh PLUGIN_BUILD FILE [OPTIONS-OF-THE-PASS [GENERATOR]]"
command -v cvise >/dev/null || fail "cvise is not installed (apt-get install cvise)"
build=$(realpath "$1") file=$(realpath "$2") options=${3-} generator=${4:-own}
run=$(realpath "$(dirname "${BASH_SOURCE[0]}")")/run.py

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# check FILE [ARGUMENT ...]: prints the failures of a program as "build kind, build kind".
check() {
  local file=$1
  shift
  "$run" --plugin-build "$build" --file "$file" --options "$options" --generator "$generator" \
    --work "$work/builds" "$@" 2>/dev/null |
    sed -n 's/^FAILED [^:]*: \(.*\); see .*/\1/p' || true
}

wanted=$(check "$file")
[[ -n $wanted ]] || fail "$file does not fail"
[[ $wanted != *invalid* ]] || fail "$file is not valid without the plugin"
wanted=${wanted%%,*}
echo "reduce: keeping '$wanted'"

cat >"$work/interesting.sh" <<END
#!/usr/bin/env bash
$(declare -f check)
build=$(printf %q "$build") options=$(printf %q "$options") generator=$generator run=$(printf %q "$run") work=\$(mktemp -d)
trap 'rm -rf "\$work"' EXIT
found=\$(check "\$PWD/$(basename "$file")" --builds ${wanted%% *})
[[ \$found == *$(printf %q "$wanted")* && \$found != *invalid* ]]
END
chmod +x "$work/interesting.sh"
cd "$(dirname "$file")"
nice cvise --n 2 "$work/interesting.sh" "$(basename "$file")"
