#!/usr/bin/env bash
# Runs a Windows program in a Windows 10 of our own:  wine.sh PROGRAM [ARGUMENT]...   (WINEPREFIX names another)
# wine passes on neither a terminal nor a file as standard streams in a way that Python understands: nothing in, a pipe out.
set -euo pipefail

export WINEPREFIX=${WINEPREFIX:-$(cd "$(dirname "$0")/../.." && pwd)/build/windows/wine}
# Neither a browser nor .NET is wanted, and nobody is there to be asked.
export WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" WINEARCH=win64
# Without it the names of files lose their Chinese.
export LC_ALL=C.UTF-8
unset DISPLAY

if [ ! -e "$WINEPREFIX/windows-10" ]; then
  mkdir -p "$WINEPREFIX"
  wine wineboot --init </dev/null 2>&1 | cat >/dev/null
  wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f </dev/null 2>&1 | cat >/dev/null
  touch "$WINEPREFIX/windows-10"
fi
# The server outlives the program by some seconds; what it still has to write is waited for.
set +e
wine "$@" </dev/null 2>&1 | cat
code=${PIPESTATUS[0]}
wineserver -w
exit "$code"
