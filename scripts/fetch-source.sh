#!/usr/bin/env bash
# Downloads and unpacks a Debian source package to build/sources/PACKAGE, once, and prints that folder.
#
# Most machines are not set up for source packages, and their set-up is not ours to change. So apt-get works
# on a configuration of its own: the places that this machine installs Debian from, asked for sources.
set -euo pipefail

fail() {
  echo "fetch-source: error: $*" >&2
  exit 1
}

(($# == 1)) || { echo "usage: scripts/fetch-source.sh PACKAGE" >&2; exit 2; }
package=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source=$root/build/sources/$package
apt=$root/build/sources/apt
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

mkdir -p "$apt/lists/partial" "$apt/archives/partial"
exec 9>"$apt/lock" # several tests may ask for the same package
flock 9
if [[ -d $source ]]; then
  echo "$source"
  exit
fi

# shellcheck disable=SC1091 # the file describes the machine
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
trust=
[[ ! -f $keyring ]] || trust="[signed-by=$keyring] "
# apt's own list of its sources covers both formats of its configuration files.
# shellcheck disable=SC2016 # the names are apt's
apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
  awk -v codename="$codename" -v trust="$trust" '$2 == codename { print "deb-src " trust $0 }' |
  sort -u >"$apt/sources.list"
[[ -s $apt/sources.list ]] || fail "apt has no source for Debian '$codename' to get $package from"

options=(
  --quiet=2
  --option Dir::Etc::SourceList="$apt/sources.list" --option Dir::Etc::SourceParts=/dev/null
  --option Dir::State::Lists="$apt/lists" --option Dir::Cache="$apt"
  --option APT::Sandbox::User=root # the download user cannot write to the build folder
)
rm -rf "$source.unpacking"
mkdir "$source.unpacking"
if ! (
  apt-get "${options[@]}" update &&
    cd "$source.unpacking" && apt-get "${options[@]}" --only-source source "$package"
) >"$apt/log" 2>&1; then
  cat "$apt/log" >&2
  fail "could not fetch the source of $package"
fi
mv "$source.unpacking/$package"-*/ "$source"
rm -rf "$source.unpacking"
echo "$source"
