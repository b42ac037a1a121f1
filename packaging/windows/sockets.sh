#!/usr/bin/env bash
# Counts the sockets of a network that the Windows program asks for in its self-test:  sockets.sh PROGRAM FOLDER
# Under wine the server makes them on a program's behalf, so the server is traced, as is the program. That the trace would show one is
# proved first, with an interpreter that asks for one.
set -euo pipefail

program=$(realpath "$1") work=$(realpath "$2")
python=$(realpath "$(dirname "$0")/../../build/windows/python/python.exe")
export WINEPREFIX=${WINEPREFIX:-$work/wine} WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LC_ALL=C.UTF-8
unset DISPLAY
server=/usr/lib/wine/wineserver64
trap '"$server" -k || true' EXIT

# Wine's own services ask for sockets when they start: they are up before anything is counted.
"$server" -p
timeout 120 wine cmd /c exit </dev/null >/dev/null 2>&1
sleep 2

# traced NAME DONE PROGRAM ARGUMENT...: how many were asked for, until the file DONE has something in it
traced() {
  local trace=$work/sockets-$1 done=$2 watcher; shift 2
  strace --follow-forks --quiet=all --trace=socket --output="$trace-server.txt" --attach="$(pgrep -u "$UID" -d, -f "$server -p")" &
  watcher=$!
  sleep 1
  # Wine's services keep the pipe open: the file is waited for, not the pipe's end.
  (strace --follow-forks --quiet=all --trace=socket --output="$trace-program.txt" wine "$@" </dev/null 2>&1 | cat >"$trace.log") &
  for _ in $(seq 180); do [ ! -s "$done" ] || break; sleep 1; done
  sleep 1
  kill "$watcher"
  cat "$trace"-*.txt | grep -cE 'AF_INET|AF_NETLINK|AF_PACKET' || true
}

windows() { printf 'Z:%s' "${1//\//\\}"; }
script="import pathlib, socket, sys; socket.socket(); pathlib.Path(sys.argv[1]).write_text('ok')"
seen=$(traced known "$work/known.txt" "$python" -c "$script" "$(windows "$work/known.txt")")
[ "$seen" -gt 0 ] || { echo "A socket that was asked for on purpose was not seen." >&2; exit 1; }
asked=$(traced program "$work/traced/selftest.txt" "$program" -platform offscreen --store "$(windows "$work/traced.sqlite")" \
  --selftest "$(windows "$work/traced")")
[ "$(cat "$work/traced/selftest.txt")" = ok ] || { echo "The self-test failed while it was traced." >&2; exit 1; }
echo "sockets of a network: $asked (of an interpreter that asks for one: $seen)"
[ "$asked" = 0 ]
