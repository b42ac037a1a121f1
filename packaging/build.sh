#!/usr/bin/env bash
# Freezes the program into dist/jibao (needs .venv-dist, see setup.sh), adds the licences and packs it.
set -euo pipefail
cd "$(dirname "$0")/.."

python=.venv-dist/bin/python
"$python" -c 'import sys, sysconfig; sys.exit(sys.platform == "linux" and not sysconfig.get_config_var("Py_ENABLE_SHARED"))' || {
  echo "This Python has no shared library, and PyInstaller needs one. Name another: rm -rf .venv-dist; make dist PYTHON=/usr/bin/python3.11" >&2
  exit 1
}

rm -rf dist/jibao dist/*.tar.xz build/freeze
"$python" -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/freeze packaging/jibao.spec
"$python" packaging/licences.py dist/jibao/licences

version=$("$python" -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
archive=dist/jibao-$version-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m).tar.xz
XZ_OPT=-T0 tar -C dist -cJf "$archive" --owner=0 --group=0 --sort=name jibao
du -sh dist/jibao "$archive"
