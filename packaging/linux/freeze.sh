#!/usr/bin/env bash
# Freezes the program in the old system, into dist/linux-MACHINE/jibao:  freeze.sh [x86_64|aarch64]
# aarch64 on another machine runs under qemu-user.
set -euo pipefail
cd "$(dirname "$0")/../.."

machine=${1:-$(uname -m)}
case $machine in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) echo "freeze.sh x86_64|aarch64" >&2; exit 2 ;;
esac

if [ "$machine" != "$(uname -m)" ]; then packaging/linux/emulate.sh "$machine"; fi
root=$(packaging/linux/old_root.sh "$architecture")
site=build/linux-$machine/site
packaging/collect.sh "linux-$machine" "$site"
packaging/linux/fcitx_plugin.sh "$machine" "$root" "$site"

folder=dist/linux-$machine
rm -rf "$folder" && mkdir -p "$folder"
packaging/linux/in_root.sh "$root" --with "$PWD" /jibao --with "$PWD/$site" /site --alone \
  env PYTHONPATH=/site PYTHONDONTWRITEBYTECODE=1 /opt/python/bin/python3.11 -m PyInstaller --noconfirm --log-level WARN \
  --distpath "/jibao/$folder" --workpath "/jibao/build/linux-$machine/freeze" /jibao/packaging/jibao.spec
