#!/usr/bin/env bash
# Runs a command inside a system that lies in a folder:  in_root.sh ROOT [--with FOLDER AS]... [--alone] COMMAND...
# Mounts are seen by this command only and are gone with it. --alone: without any network.
set -euo pipefail

root=$1; shift
folders=() spaces=(--mount)
while :; do
  case ${1:-} in
    --with) folders+=("$2" "$3"); shift 3 ;;
    --alone) spaces+=(--net); shift ;;
    *) break ;;
  esac
done

export root folders_text
folders_text=$(printf '%s\n' "${folders[@]}")
exec unshare "${spaces[@]}" bash -c '
  set -euo pipefail
  mount -t proc proc "$root/proc"
  mount -t tmpfs shm "$root/dev/shm" 2>/dev/null || true
  while read -r folder && read -r as; do
    [ -n "$folder" ] || continue
    mkdir -p "$root$as"
    mount --bind "$folder" "$root$as"
  done <<< "$folders_text"
  exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 chroot "$root" "$@"
' in_root "$@"
