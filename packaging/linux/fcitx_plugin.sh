#!/usr/bin/env bash
# Builds Qt's door to the input method fcitx into the collected packages:  fcitx_plugin.sh x86_64|aarch64 ROOT SITE
# The wheels of PySide6 lack it, and 统信 UOS and 麒麟 Kylin type Chinese through fcitx only. Its source is Debian's
# package fcitx-qt5 (three-clause BSD), the headers are those of Qt 6.8 in Debian 13, and it is linked with the very
# libraries that are shipped, so it is made anew whenever PySide6 changes.
set -euo pipefail
cd "$(dirname "$0")/../.."

machine=$1 root=$2 site=$3
name=platforminputcontexts/libfcitxplatforminputcontextplugin-qt6.so
plugin=$site/PySide6/Qt/plugins/$name
# The wheel for ARM64 keeps to Qt 6.8 as well, so the same headers serve both.
kept=$root/build/fcitx/$(cat packaging/linux/fcitx_build.sh "$site/pins.txt" | sha256sum | cut -c 1-16).so
if [ ! -e "$kept" ]; then
  echo "Building the plugin for fcitx ($machine)"
  packaging/linux/in_root.sh "$root" --with "$PWD/packaging/linux" /packaging --with "$PWD/$site" /site \
    bash /packaging/fcitx_build.sh /build/fcitx/plugin.so
  mv "$root/build/fcitx/plugin.so" "$kept"
fi
install -D "$kept" "$plugin"
