#!/usr/bin/env bash
# Lets this machine run the programs of another, also inside folders that hold its system:  emulate.sh aarch64
set -euo pipefail

formats=/proc/sys/fs/binfmt_misc
[ -e "$formats/register" ] || mount -t binfmt_misc none "$formats"
[ -e "$formats/qemu-$1" ] || update-binfmts --enable "qemu-$1"
# F: the emulator is opened now, and need not lie in the folder.
grep -q '^flags:.*F' "$formats/qemu-$1" || { echo "qemu-user for $1 is not registered for folders (flag F)." >&2; exit 1; }
