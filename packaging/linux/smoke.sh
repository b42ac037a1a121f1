#!/usr/bin/env bash
# Proves what the clerks get: the .deb installed in a bare Debian 11, the tar.xz from a folder with Chinese and a space in
# its name. Without Python, without a network, as another user whose home is empty:  smoke.sh [MACHINE]
# Every socket that is asked for is traced, but for a machine that is emulated: the trace would be that of the emulator.
set -euo pipefail
cd "$(dirname "$0")/../.."

machine=${1:-$(uname -m)}
architecture=amd64
[ "$machine" != aarch64 ] || architecture=arm64
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
deb=dist/cn.jibao.desk_${version}_$architecture.deb archive=jibao-$version-linux-$machine
work=$PWD/build/linux-$machine/smoke
root=$work/root
mkdir -p "$work"
# A failed run must not leave a system behind: it would be taken for a fresh one.
trap 'rm -rf "$root"' EXIT
packaging/linux/bare_root.sh "$root" "$architecture"
# An emulated program takes some fifteen times as long.
patience=120
[ "$machine" = "$(uname -m)" ] || patience=1800
fail() { echo "$*" >&2; exit 1; }

# as_user USER COMMAND...: with nothing of this machine but its fonts, so that the picture can be looked at
as_user() {
  local id=$1 tracer=(); shift
  [ "$machine" != "$(uname -m)" ] || tracer=(strace --follow-forks --quiet=all --trace=socket --output="$work/sockets-$id.txt")
  "${tracer[@]}" packaging/linux/in_root.sh "$root" --with /usr/share/fonts /usr/share/fonts --alone \
    setpriv --reuid "$id" --regid "$id" --clear-groups env -i "HOME=/home/$id" PATH=/usr/bin:/bin LANG=C.UTF-8 timeout "$patience" "$@"
  if [ ${#tracer[@]} -gt 0 ] && grep -E 'AF_INET|AF_NETLINK|AF_PACKET' "$work/sockets-$id.txt"; then fail "A socket of a network was asked for."; fi
}
home() { mkdir -p "$root/home/$1" && chown "$1:$1" "$root/home/$1"; }
# passed FOLDER: what the self-test left there
passed() {
  [ "$(cat "$1/selftest.txt")" = ok ] || fail "The self-test failed: $(cat "$1/selftest.txt")"
  for ending in docx xlsx pdf; do find "$1" -name "*.$ending" -size +1k | grep -q . || fail "No .$ending was written."; done
}

# dpkg would start services and ask for signatures; nothing of that is here.
cp "$deb" "$root/program.deb"
packaging/linux/in_root.sh "$root" --alone dpkg --install /program.deb >/dev/null
[ "$(readlink "$root/usr/share/applications/cn.jibao.desk.desktop")" ] || fail "The desktop does not know the program."
program=/opt/apps/cn.jibao.desk/files/jibao
for user in 1001 1002; do
  home "$user"
  as_user "$user" "$program" -platform offscreen --selftest "/home/$user/出 out" || true  # what failed is said below
  passed "$root/home/$user/出 out"
  [ -s "$root/home/$user/.local/share/jibao/reports.sqlite" ] || fail "User $user has no store."
  as_user "$user" "$program" forms >/dev/null
done
echo "installed: two users passed the self-test"

packaging/linux/in_root.sh "$root" --alone dpkg --remove cn.jibao.desk >/dev/null
[ ! -e "$root/opt/apps/cn.jibao.desk/files/jibao" ] && [ ! -e "$root/usr/share/applications/cn.jibao.desk.desktop" ] \
  || fail "Something stays when it is removed."
[ -s "$root/home/1001/.local/share/jibao/reports.sqlite" ] || fail "Removing the program took the data."

stick="$root/media/U盘 资料"
mkdir -p "$stick"
tar -C "$stick" -xf "dist/$archive.tar.xz"
chown -R 1003:1003 "$stick"
home 1003
as_user 1003 "/media/U盘 资料/$archive/jibao" -platform offscreen --selftest /home/1003/out || true  # what failed is said below
passed "$root/home/1003/out"
[ -s "$stick/$archive/data/reports.sqlite" ] || fail "The portable program does not keep its data beside it."
[ ! -e "$root/home/1003/.local/share/jibao" ] || fail "The portable program leaves data on the PC."
echo "portable: passed the self-test, data beside the program"

rm -r "$stick/$archive/data"
chmod -R a-w "$stick" && chown -R 0:0 "$stick"
as_user 1003 "/media/U盘 资料/$archive/jibao" -platform offscreen --selftest /home/1003/again || true  # what failed is said below
passed "$root/home/1003/again"
echo "from a medium that cannot be written: passed the self-test"

inside="/media/U盘 资料/$archive/_internal"  # where the program's starter has its libraries looked for
lost=$(packaging/linux/in_root.sh "$root" --alone env "LD_LIBRARY_PATH=$inside" find "$inside" -name '*.so*' -exec ldd {} + 2>/dev/null | grep 'not found' | sort -u \
  | grep -v 'libcups\.so\.2' || true)  # printing is the target's own
[ -z "$lost" ] || fail "Trimmed too far: $lost"
cp "$root/home/1001/出 out/window.png" "$work/window.png"
if [ "$machine" = "$(uname -m)" ]; then
  echo "sockets of a network: $(cat "$work"/sockets-*.txt | grep -cE 'AF_INET|AF_NETLINK|AF_PACKET' || true) in $(cat "$work"/sockets-*.txt | grep -c 'socket(') traced calls"
fi
