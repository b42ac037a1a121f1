#!/usr/bin/env bash
# Lays out the old system in which the Linux program is frozen, with its Python, and prints where:  old_root.sh [ARCHITECTURE]
# It is kept in $JIBAO_CACHE (default ~/.cache/jibao-build), some 1 GB, and made anew when these scripts change.
set -euo pipefail
cd "$(dirname "$0")"

architecture=${1:-$(dpkg --print-architecture)}
cache=${JIBAO_CACHE:-$HOME/.cache/jibao-build}
root=$cache/bullseye-$architecture
state=$(cat old_root.sh old_python.sh old_glibc.h | sha256sum)
[ "$(cat "$root/made-by" 2>/dev/null)" != "$state" ] || { echo "$root"; exit; }

[ "$(id -u)" = 0 ] || { echo "The old system can only be laid out by root: sudo make dist" >&2; exit 1; }
tools="binutils build-essential ca-certificates dpkg-dev file libbz2-dev libffi-dev liblzma-dev patchutils pkg-config tcl uuid-dev zlib1g-dev"
# What a window links to: PyInstaller takes the small ones along and leaves the large ones to the target (trim.py).
window="libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libx11-6 libx11-xcb1 libxcb-cursor0 libxcb-icccm4
  libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-dev libxkbcommon-x11-0"
[ "$architecture" != arm64 ] || window="$window libsm6 libice6"

rm -rf "$root" && mkdir -p "$cache"
echo "Laying out Debian 11 ($architecture) in the cache" >&2
include=$(echo $tools $window | tr ' ' ',')
debootstrap --arch="$architecture" --variant=minbase --include="$include" bullseye "$root" >"$cache/debootstrap-$architecture.log" 2>&1 \
  || { tail -20 "$cache/debootstrap-$architecture.log" >&2; exit 1; }
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
# A newer release's list is signed with keys that the old one does not know yet.
cp /usr/share/keyrings/debian-archive-*.gpg "$root/etc/apt/trusted.gpg.d/"

echo "Building SQLite and CPython for glibc 2.28 (some five minutes)" >&2
./in_root.sh "$root" --with "$PWD" /packaging bash /packaging/old_python.sh >&2
echo "$state" > "$root/made-by"
echo "$root"
