#!/usr/bin/env bash
# make dist: everything that clerks get from an x86_64 Linux, from nothing, with its proofs and figures:
#   dist/*.tar.xz, dist/*.deb, dist/*-setup.exe, dist/*.zip, and build/dist.txt with what is printed.
# dist.sh linux or dist.sh windows makes one half; dist.sh arm64 makes the Linux half for another machine, emulated.
set -euo pipefail
cd "$(dirname "$0")/.."

halves=${1:-linux windows}
[ "$(id -u)" = 0 ] || { echo "make dist lays out systems in folders and needs root: sudo make dist" >&2; exit 1; }
mkdir -p build dist
exec > >(tee build/dist.txt) 2>&1

step() { # NAME HALF
  if [ "$2" = arm64 ]; then "packaging/linux/$1.sh" aarch64; else "packaging/$2/$1.sh"; fi
}
for half in $halves; do
  echo "== $half: freezing and packing"
  step freeze "$half"
  step pack "$half"
done
for half in $halves; do
  echo "== $half: proofs"
  step smoke "$half"
done
if [[ $halves == *linux* ]]; then
  echo "== linux: Chinese by fcitx"
  packaging/linux/fcitx_test.sh
fi

echo "== figures"
failed=0
weigh() { # NAME FOLDER GOAL
  local told
  told=$(.venv-dist/bin/python packaging/contents.py "$2" "$3") || failed=1
  echo "$1, $told"
}
if [[ $halves == *linux* ]]; then
  .venv-dist/bin/python packaging/elf.py dist/linux-x86_64/jibao 2.28 || failed=1
  weigh "Linux" dist/linux-x86_64/jibao 130
  .venv-dist/bin/python packaging/start_time.py dist/linux-x86_64/jibao/jibao
fi
if [[ $halves == *arm64* ]]; then
  .venv-dist/bin/python packaging/elf.py dist/linux-aarch64/jibao 2.31 || failed=1
  weigh "Linux ARM64" dist/linux-aarch64/jibao 130
fi
if [[ $halves == *windows* ]]; then
  weigh "Windows" dist/windows/jibao 110
fi
for file in dist/*.deb dist/*.tar.xz dist/*.exe dist/*.zip; do
  [ -e "$file" ] || continue
  awk -v name="$file" -v size="$(stat -c %s "$file")" 'BEGIN {printf "%s: %.1f MB (goal for an installer 40 MB)\n", name, size / 1e6; exit size > 40e6}' || failed=1
done
(cd dist && sha256sum ./*.deb ./*.tar.xz ./*.exe ./*.zip 2>/dev/null > SHA256SUMS || true)
exit "$failed"
