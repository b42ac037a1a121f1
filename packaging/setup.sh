#!/usr/bin/env bash
# Makes the environment that the Makefile works in:  packaging/setup.sh run|test|dist
# run and test share .venv; dist has one of its own, so that nothing but the program's needs can be frozen.
# Nothing is done, and no network is asked, while the copies of the lock files inside the environment are equal to requirements/.
set -euo pipefail
cd "$(dirname "$0")/.."

role=$1
case $role in
  run) venv=.venv locks=(run) ;;
  test) venv=.venv locks=(run test) ;;
  dist) venv=.venv-dist locks=(run dist) ;;
  *) echo "setup.sh run|test|dist" >&2; exit 2 ;;
esac

fail() { echo "$*" >&2; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  local name
  for name in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
    if command -v "$name" >/dev/null && is_new_enough "$name"; then command -v "$name"; return; fi
  done
  fail "Python 3.11 or newer is needed (Debian, Ubuntu: sudo apt-get install python3 python3-venv), or name one: make PYTHON=/path/to/python3.11"
}

need_venv_module() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null && return
  local package install
  package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
  install="apt-get install -y --no-install-recommends $package"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $package"
    { $install || { apt-get update && $install; }; } >/dev/null 2>&1 && return
  fi
  fail "Python's venv module is missing. Please run: sudo $install"
}

# An environment made from other pins is thrown away whole: what is no longer listed must not stay importable.
for lock in "${locks[@]}"; do
  if [ -e "$venv/locks/$lock.txt" ] && ! cmp -s "requirements/$lock.txt" "$venv/locks/$lock.txt"; then rm -rf "$venv"; fi
done
if [ -e "$venv" ] && ! { is_new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }; then rm -rf "$venv"; fi

if [ ! -e "$venv" ]; then
  python=$(find_python)
  need_venv_module "$python"
  "$python" -m venv "$venv"
fi

wanted=() files=()
for lock in "${locks[@]}"; do
  [ -e "$venv/locks/$lock.txt" ] || { wanted+=("$lock"); files+=(--requirement "requirements/$lock.txt"); }
done
[ ${#wanted[@]} -gt 0 ] || exit 0

echo "Installing the pinned packages (${wanted[*]}) into $venv"
# --no-deps: exactly what is listed comes in; pip check then says if the list lacks something.
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --only-binary :all: "${files[@]}" \
  || fail "The packages could not be installed. The first time, a package index must be reachable."
"$venv/bin/python" -m pip check >/dev/null || { "$venv/bin/python" -m pip check; fail "requirements/ is not complete."; }
mkdir -p "$venv/locks"
for lock in "${wanted[@]}"; do cp "requirements/$lock.txt" "$venv/locks/$lock.txt"; done
