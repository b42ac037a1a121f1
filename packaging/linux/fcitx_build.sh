#!/usr/bin/env bash
# Inside the old system: compiles the plugin for fcitx against the Qt in /site into the file that is named.
set -euo pipefail

target=$1
sum=951fcf8f1db23ed22ad91094eb4c6c906f92005a3643b52f666bd8a331163147
qt=/site/PySide6/Qt/lib
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
mkdir -p /build/fcitx/apt/lists/partial /build/fcitx/apt/archives/partial /build/fcitx/debs
cd /build/fcitx

# A list of packages of its own, with nothing installed: the old system itself must not grow newer.
mirror=$(awk '/^deb /{print $2; exit}' /etc/apt/sources.list)
printf '%s %s trixie main\n' deb "$mirror" deb-src "$mirror" > apt/sources.list
: > apt/status
apt=(apt-get -qq -o APT::Sandbox::User=root -o Dir::Etc::sourcelist="$PWD/apt/sources.list" -o Dir::Etc::sourceparts=-
  -o Dir::State::lists="$PWD/apt/lists" -o Dir::State::status="$PWD/apt/status" -o Dir::Cache::archives="$PWD/apt/archives")
"${apt[@]}" update
"${apt[@]}" install -y --download-only --no-install-recommends qt6-base-dev-tools >/dev/null
(cd debs && "${apt[@]}" download qt6-base-dev qt6-base-private-dev x11proto-dev)
# Only the original archive is wanted, and not every mirror still has the other parts.
"${apt[@]}" source --download-only fcitx-qt5 2>/dev/null || true
echo "$sum  fcitx-qt5_1.2.7.orig.tar.xz" | sha256sum --check --quiet

# Debian 13's compilers of headers need Debian 13's libraries: unpacked, not installed.
rm -rf newer source made && mkdir -p newer/usr source made
for folder in bin lib lib64 sbin; do mkdir -p "newer/usr/$folder" && ln -s "usr/$folder" "newer/$folder"; done
for package in apt/archives/*.deb debs/*.deb; do dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C newer; done
tar -xf fcitx-qt5_1.2.7.orig.tar.xz -C source --strip-components 1
cp -rL source/qt6/platforminputcontext newer/plugin
cd newer/plugin
cp -r ../usr/include/X11 . # the names of keys

headers=$(echo ../usr/include/*/qt6)
version=$(basename "$(echo "$headers"/QtGui/6.*)")
includes=(-I. -I"$headers")
for module in Core Gui DBus; do
  includes+=(-I"$headers/Qt$module" -I"$headers/Qt$module/$version" -I"$headers/Qt$module/$version/Qt$module")
done
# What Qt 6.8 turned into a template is still there as a function, and in Qt 6.8.0, of the wheel for ARM64, only so.
sed -i '/ifndef QT_NO_CONTEXTMENU/,/handleContextMenuEvent/ s/#if QT_GUI_REMOVED_SINCE(6, 8)/#if 1/' \
  "$headers/QtGui/$version/QtGui/qpa/qwindowsysteminterface.h"
# By the newer loader and with its libraries, as there is no shell to change into.
newer() { local tool=$1; shift; "$(echo ../usr/lib*/ld-linux-*.so.*)" --library-path "$(echo ../usr/lib/*-linux-gnu)" "../usr/lib/qt6/$tool" "$@"; }
for interface in InputContext InputContext1 InputMethod InputMethod1; do
  proxy=$(echo "${interface}proxy" | tr '[:upper:]' '[:lower:]')
  newer bin/qdbusxml2cpp -i fcitxqtdbustypes.h -p "$proxy" "org.fcitx.Fcitx.$interface.xml"
  newer libexec/moc "${includes[@]}" "$proxy.h" -o "moc_$proxy.cpp"
done
for header in *.h; do
  grep -q 'Q_OBJECT\|Q_GADGET' "$header" || continue
  [ -e "moc_${header%.h}.cpp" ] || newer libexec/moc "${includes[@]}" "$header" -o "moc_${header%.h}.cpp"
done
included=$(grep -ho 'include "\(moc_[a-z0-9]*.cpp\|[a-z0-9]*.moc\)"' ./*.cpp || true)
sources=()
for source in *.cpp; do [[ $included == *"\"$source\""* ]] || sources+=("$source"); done
gcc_flags=(-std=c++17 -O2 -fPIC -fvisibility=hidden -DQT_NO_KEYWORDS -DQT_PLUGIN -DNDEBUG -DQT_NO_DEBUG)
g++ "${gcc_flags[@]}" "${includes[@]}" -shared -Wl,--no-undefined -Wl,-s -o "$target" "${sources[@]}" \
  -Wl,-rpath,'$ORIGIN/../../lib' -Wl,-rpath-link,"$qt" "$qt/libQt6Core.so.6" "$qt/libQt6Gui.so.6" "$qt/libQt6DBus.so.6" -lxkbcommon
cp /build/fcitx/source/COPYING.BSD /opt/python/share/licences/fcitx-qt.txt
