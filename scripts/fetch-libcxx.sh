#!/usr/bin/env bash
# Puts libc++ of one LLVM version in build/libcxx-VERSION, once, and prints that folder.
#
# Debian's package is unpacked instead of installed: installing it would remove the libc++ of another version,
# and Debian has no run-time package of every version. So the shared library, which tests need in order to tell
# the library's allocations from the program's, is linked from the archive in the package.
#
#   build/libcxx-VERSION/include         the headers
#   build/libcxx-VERSION/lib/libc++.so   libc++ with libc++abi; the unwinder is the compiler's usual one
set -euo pipefail

fail() {
  echo "fetch-libcxx: error: $*" >&2
  exit 1
}

[[ $# == 1 && $1 =~ ^[0-9]+$ ]] || { echo "usage: scripts/fetch-libcxx.sh VERSION" >&2; exit 2; }
version=$1
package=libc++-$version-dev
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
result=$root/build/libcxx-$version
work=$root/build/libcxx-apt
log=$work/log
clang=/usr/lib/llvm-$version/bin/clang++

mkdir -p "$work/lists/partial" "$work/archives/partial"
exec 9>"$work/lock" # several runs may ask for it at once
flock 9
if [[ -d $result ]]; then
  echo "$result"
  exit
fi
[[ -x $clang ]] || fail "$clang is missing (Debian package clang-$version)"

# The package lists of this machine may be missing or old, and only root can renew them. These are ours.
options=(
  --quiet=2
  --option Dir::State::Lists="$work/lists" --option Dir::Cache="$work"
  --option APT::Sandbox::User=root # the download user cannot write to the build folder
)
unpacked=$result.unpacking
rm -rf "$unpacked" "$result.making"
mkdir -p "$unpacked" "$result.making/lib"
# A source of packages that does not answer is no error if another one has the package.
apt-get "${options[@]}" update >"$log" 2>&1 || true
if ! (cd "$unpacked" && apt-get "${options[@]}" download "$package") >>"$log" 2>&1; then
  cat "$log" >&2
  fail "could not download the package $package"
fi
dpkg-deb --extract "$unpacked"/*.deb "$unpacked" || fail "could not unpack the package $package"

headers=$unpacked/usr/lib/llvm-$version/include/c++/v1
archive=$unpacked/usr/lib/llvm-$version/lib/libc++.a
[[ -d $headers && -f $archive ]] || fail "$package lacks ${headers#"$unpacked"} or ${archive#"$unpacked"}"
mv "$headers" "$result.making/include"
if ! "$clang" -shared -nostdlib++ -Wl,--whole-archive "$archive" -Wl,--no-whole-archive \
  -Wl,-soname,libc++.so -o "$result.making/lib/libc++.so" >"$log" 2>&1; then
  cat "$log" >&2
  fail "could not link a shared library from $archive"
fi
mv "$result.making" "$result"
rm -rf "$unpacked"
echo "$result"
