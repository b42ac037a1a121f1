#!/usr/bin/env bash
# Lists what a frozen folder holds besides Python packages, for licences.py:  system_parts.sh ROOT PROGRAM
# Kind, name, version, licence and the file of its text, parted by tabs: CPython, SQLite, the plugin for fcitx, and the
# libraries that were taken from the old system.
set -euo pipefail

root=$1 program=$2
share=/opt/python/share
of_dsc() { sed -n "s/^.*$1_\(.*\)\.dsc$/\1/p" "$root$share/versions.txt"; }
line() { printf '%s\t%s\t%s\t%s\t%s\n' "$@"; }

line generic cpython "$(of_dsc python3.11)" PSF-2.0 "$root$share/licences/Python.txt"
line generic sqlite "$(of_dsc sqlite3)" blessing "$root$share/licences/SQLite.txt"
line generic fcitx-qt 1.2.7 BSD-3-Clause "$root$share/licences/fcitx-qt.txt"
for library in "$program"/_internal/lib*.so*; do
  found=$(chroot "$root" dpkg-query --search "*/$(basename "$library")" 2>/dev/null | head -n 1 | cut -d: -f1) || continue
  [ -n "$found" ] || continue
  version=$(chroot "$root" dpkg-query --show --showformat '${Version}' "$found")
  line deb "$found" "$version" "" "$root/usr/share/doc/$found/copyright"
done | sort -u
