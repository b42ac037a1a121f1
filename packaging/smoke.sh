#!/usr/bin/env bash
# Proves that the frozen program works by itself: no Python of the machine, no home of its own, no network, no screen.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$PWD/${1:-dist/jibao}/jibao
[ -x "$program" ] || { echo "There is no $program; make dist builds it." >&2; exit 1; }

trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
mkdir "$trial/home"

alone=(env -i "HOME=$trial/home" PATH=/usr/bin:/bin LANG=C.UTF-8)
unshare -rn true 2>/dev/null && alone=(unshare -rn "${alone[@]}")

step() { echo "== $1"; shift; (cd "$trial" && timeout 120 "${alone[@]}" "$program" "$@"); }

step "starts, and checks itself" -platform offscreen --selftest

examples=("${program%/*}"/_internal/resources/forms/*/*/example.toml)
for example in "${examples[@]}"; do
  target=$trial/$(basename "$(dirname "$(dirname "$example")")")
  step "exports $(basename "$target")" export "$example" --out "$target"
  for kind in docx xlsx; do
    find "$target" -name "*.$kind" -size +1k | grep -q . || { echo "No .$kind was written." >&2; exit 1; }
  done
done
[ -e "${examples[0]}" ] || { echo "No example report is in the folder." >&2; exit 1; }

lost=$(find "${program%/*}" -name '*.so*' -exec ldd {} + 2>/dev/null | grep 'not found' | sort -u || true)
[ -z "$lost" ] || { echo "Trimmed too far:"; echo "$lost"; exit 1; } >&2

! find "${program%/*}" -iname '*numpy*' -o -iname '*pandas*' -o -iname 'pip' -o -iname 'libQt6Network*' -o -iname 'libQt6Qml*' | grep . \
  || { echo "These must not be in the folder." >&2; exit 1; }
[ -n "$(find "${program%/*}" -name 'libqoffscreen*')" ]
echo "The frozen program works."
