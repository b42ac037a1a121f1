#!/usr/bin/env bash
# Lays out the pinned packages for another system in a folder:  collect.sh linux-x86_64|linux-aarch64|windows FOLDER
# That system needs neither pip nor a network. The folder keeps until requirements/ changes.
set -euo pipefail
cd "$(dirname "$0")/.."

system=$1 folder=$2
python=.venv-dist/bin/python
case $system in
  linux-*)
    machine=${system#linux-}
    conditions=(--sys-platform linux --platform-machine "$machine")
    # pip takes a wheel only if the very name of its system is given. PySide6 6.8 for ARM64 asks for glibc 2.31.
    newest=28
    [ "$machine" = x86_64 ] || newest=31
    names=("manylinux2014_$machine" "manylinux1_$machine" "manylinux2010_$machine")
    for ((minor = 5; minor <= newest; minor++)); do names+=("manylinux_2_${minor}_$machine"); done ;;
  windows)
    conditions=(--sys-platform win32 --platform-machine AMD64)
    names=(win_amd64) ;;
  *) echo "collect.sh linux-x86_64|linux-aarch64|windows FOLDER" >&2; exit 2 ;;
esac

pins=$("$python" packaging/pins.py run dist "${conditions[@]}")
[ "$(cat "$folder/pins.txt" 2>/dev/null)" != "$pins" ] || exit 0

rm -rf "$folder" && mkdir -p "$folder"
platforms=()
for name in "${names[@]}"; do platforms+=(--platform "$name"); done
echo "Collecting the pinned packages for $system"
# shellcheck disable=SC2086 -- one word for each pin
"$python" -m pip install -qq --disable-pip-version-check --no-deps --only-binary :all: --no-compile --target "$folder" \
  --implementation cp --python-version 3.11 --abi cp311 --abi abi3 --abi none "${platforms[@]}" $pins
echo "$pins" > "$folder/pins.txt"
