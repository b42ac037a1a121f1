#!/usr/bin/env bash
# Freezes the Windows program under wine, into dist/windows/jibao. A real Windows does the same with freeze.ps1.
set -euo pipefail
cd "$(dirname "$0")/../.."

packaging/windows/embedded_python.sh build/windows/python
packaging/collect.sh windows build/windows/site
rm -rf dist/windows && mkdir -p dist/windows
packaging/windows/wine.sh build/windows/python/python.exe -m PyInstaller --noconfirm --log-level WARN \
  --distpath dist/windows --workpath build/windows/freeze packaging/jibao.spec
[ -e dist/windows/jibao/jibao.exe ]
