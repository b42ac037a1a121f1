#!/usr/bin/env bash
# System libraries that the wheels do not bring, by group:  packaging/system_libraries.sh GROUP...
# Installs what is missing through apt-get when it may; otherwise prints the command and ends with 1.
# Looks for the libraries themselves, because their packages are named differently from one Debian to the next.
set -euo pipefail

[ "$(uname -s)" = Linux ] || exit 0

# package:what shows that it is there (a shared library, a command, or the word for Chinese fonts)
offscreen="libgl1:libGL.so.1 libegl1:libEGL.so.1 libglib2.0-0:libgthread-2.0.so.0 libfontconfig1:libfontconfig.so.1
  libfreetype6:libfreetype.so.6 libdbus-1-3:libdbus-1.so.3 libxkbcommon0:libxkbcommon.so.0 libx11-6:libX11.so.6
  fonts-noto-cjk:chinese-font"
window="libxcb-cursor0:libxcb-cursor.so.0 libxcb-icccm4:libxcb-icccm.so.4 libxcb-image0:libxcb-image.so.0
  libxcb-keysyms1:libxcb-keysyms.so.1 libxcb-randr0:libxcb-randr.so.0 libxcb-render-util0:libxcb-render-util.so.0
  libxcb-shape0:libxcb-shape.so.0 libxcb-xkb1:libxcb-xkb.so.1 libxkbcommon-x11-0:libxkbcommon-x11.so.0
  libx11-xcb1:libX11-xcb.so.1"
[ "$(uname -m)" != aarch64 ] || window="$window libsm6:libSM.so.6 libice6:libICE.so.6"
look="xvfb:Xvfb xauth:xauth openbox:openbox imagemagick:import"
freeze="binutils:objdump xz-utils:xz debootstrap:debootstrap debian-archive-keyring:archive-keyring dpkg-dev:dpkg-deb strace:strace
  util-linux:unshare"
windows="wine:wine wine64:wineserver64 nsis:makensis osslsigncode:osslsigncode unzip:unzip zip:zip
  procps:pgrep"
emulate="qemu-user-static:qemu-aarch64-static binfmt-support:update-binfmts"
chinese="fcitx5:fcitx5 fcitx5-pinyin:fcitx5-pinyin xdotool:xdotool dbus:dbus-run-session"

libraries=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)

is_there() {
  case $1 in
    chinese-font)
      # Not every one of these folders is there, which find calls an error.
      { find /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts" \
        -iname '*cjk*' -o -iname '*sourcehan*' -o -iname 'wqy*' -o -iname 'simsun*' -o -iname 'msyh*' 2>/dev/null || true; } | grep -q . ;;
    archive-keyring) ls /usr/share/keyrings/debian-archive-*.gpg >/dev/null 2>&1 ;;
    wineserver64) [ -e /usr/lib/wine/wineserver64 ] ;;
    fcitx5-pinyin) [ -e /usr/share/fcitx5/inputmethod/pinyin.conf ] ;;
    *.so.*) [[ $libraries == *$'\t'"$1 "* ]] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing=()
for group in "$@"; do
  for entry in ${!group}; do
    is_there "${entry#*:}" || missing+=("${entry%%:*}")
  done
done
[ ${#missing[@]} -gt 0 ] || exit 0

install=(apt-get install -y --no-install-recommends "${missing[@]}")
if command -v apt-get >/dev/null; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  if [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then
    echo "Installing system libraries: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    # A fresh machine has no package lists yet, an old one has stale ones: fetch them only then.
    "${as_root[@]}" "${install[@]}" >/dev/null 2>&1 && exit 0
    "${as_root[@]}" apt-get update >/dev/null && "${as_root[@]}" "${install[@]}" >/dev/null && exit 0
  fi
fi
echo "Missing system libraries. Please run as an administrator:" >&2
echo "  sudo ${install[*]}" >&2
exit 1
