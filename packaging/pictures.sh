#!/usr/bin/env bash
# Screenshots of the program under a virtual display, at the sizes clerks have, into build/pictures/:
#   packaging/pictures.sh [ARGUMENTS FOR main.py]      (none: the first screen, as a new user sees it)
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p build/pictures
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT

shoot() {  # width height scale name, then the program's arguments
  local size=$1x$2 scale=$3 name=$4; shift 4
  # A home of its own: nobody's reports get into the pictures, and no settings change them.
  rm -rf "$trial/home"; mkdir "$trial/home"
  env -u WAYLAND_DISPLAY HOME="$trial/home" XDG_DATA_HOME="$trial/home/data" XDG_CONFIG_HOME="$trial/home/config" \
    QT_QPA_PLATFORM=xcb QT_SCALE_FACTOR="$scale" LANG=C.UTF-8 \
    xvfb-run -a -s "-screen 0 ${size}x24" bash -c '
      openbox 2>/dev/null & manager=$!
      .venv/bin/python main.py "${@:2}" & program=$!
      # Long enough to start, fill and paint on a slow machine.
      sleep "${PICTURE_WAIT:-5}"
      kill -0 $program 2>/dev/null || { echo "The program ended before its picture was taken." >&2; kill $manager; exit 1; }
      import -window root "$1"
      kill $program $manager; wait' -- "build/pictures/$name.png" "$@" 2> "$trial/log" || { cat "$trial/log" >&2; return 1; }
  echo "build/pictures/$name.png"
}

shoot 1366 768 1 1366x768 "$@"
shoot 1366 768 1.25 1366x768-125 "$@"
shoot 1920 1080 1 1920x1080 "$@"
