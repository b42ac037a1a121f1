#!/usr/bin/env bash
# Lays out a Debian 11 with nothing but what the .deb asks for (no Python), and prints where:  bare_root.sh FOLDER [ARCHITECTURE]
# The folder is a fresh copy each time; the pattern is kept in $JIBAO_CACHE.
set -euo pipefail
cd "$(dirname "$0")"

folder=$1 architecture=${2:-$(dpkg --print-architecture)}
cache=${JIBAO_CACHE:-$HOME/.cache/jibao-build}
pattern=$cache/bare-$architecture
if [ ! -e "$pattern/made" ]; then
  echo "Laying out a bare Debian 11 ($architecture)" >&2
  rm -rf "$pattern" && mkdir -p "$cache"
  debootstrap --arch="$architecture" --variant=minbase --include=libgl1,libegl1,libdbus-1-3,libfontconfig1,libfreetype6 bullseye "$pattern" \
    >"$cache/debootstrap-bare.log" 2>&1 || { tail -20 "$cache/debootstrap-bare.log" >&2; exit 1; }
  rm -rf "$pattern"/var/cache/apt/archives/*.deb "$pattern"/var/lib/apt/lists/*
  touch "$pattern/made"
fi
rm -rf "$folder" && cp -a "$pattern" "$folder"
! ls "$folder"/usr/bin/python3* >/dev/null 2>&1 || { echo "There is a Python in the bare system." >&2; exit 1; }
