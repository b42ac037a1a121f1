#!/usr/bin/env bash
# Makes of dist/windows/jibao what a clerk gets: an installer, and a zip to be carried on a stick.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
program=dist/windows/jibao work=build/windows
setup=dist/jibao-$version-windows-x64-setup.exe folder=jibao-$version-windows-x64

# The embeddable Python holds SQLite and the C runtime, too.
printf 'generic\tcpython\t3.11.9\tPSF-2.0\t%s\n' "$work/python/LICENSE.txt" > "$work/parts.tsv"
.venv-dist/bin/python packaging/licences.py "$program" "$work/site" "$work/parts.tsv"
sed 's/$/\r/' packaging/README.txt > "$program/读我.txt"

echo "Packing for Windows"
makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$version" "-DPROGRAM=$PWD/$program" "-DTARGET=$PWD/$setup" \
  "-DSIZE=$(du -sk "$program" | cut -f1)" packaging/windows/installer.nsi
rm -rf "${work:?}/portable" "dist/$folder.zip" && mkdir -p "$work/portable"
cp -al "$program" "$work/portable/$folder"
sed 's/$/\r/' packaging/portable.txt > "$work/portable/$folder/portable.txt"
(cd "$work/portable" && zip -qr9X "$OLDPWD/dist/$folder.zip" "$folder")
rm -rf "$work/portable"
ls -l --block-size=1 "$setup" "dist/$folder.zip" | awk '{printf "%s: %.1f MB\n", $9, $5 / 1e6}'
