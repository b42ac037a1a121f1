#!/usr/bin/env bash
# Proves the Windows files under wine, in a Windows that is empty: installs silently, runs the self-test, removes, and runs the
# portable one from a folder with Chinese and a space in its name. Wine's own windows cannot show ours: without a screen.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
setup=dist/jibao-$version-windows-x64-setup.exe folder=jibao-$version-windows-x64
work=$PWD/build/windows/smoke
rm -rf "$work" && mkdir -p "$work"
export WINEPREFIX=$work/wine
in_wine() { packaging/windows/wine.sh "$@"; }
fail() { echo "$*" >&2; exit 1; }
passed() {
  [ "$(cat "$1/selftest.txt")" = ok ] || fail "The self-test failed: $(cat "$1/selftest.txt")"
  for ending in docx xlsx pdf; do find "$1" -name "*.$ending" -size +1k | grep -q . || fail "No .$ending was written."; done
}

# Without a screen Qt knows none of Windows' fonts; with this machine's the picture can be looked at.
for place in "出 out" out; do
  mkdir -p "$work/$place"
  find /usr/share/fonts -iname '*sanscjk-regular.ttc' -exec cp -t "$work/$place" {} +
done
in_wine "$setup" /S
user=$(echo "$WINEPREFIX"/drive_c/users/*/AppData/Local/Programs/Jibao)
home=${user%/Programs/Jibao}
[ -e "$user/jibao.exe" ] || fail "The installer left no program."
in_wine reg query 'HKCU\Software\Classes\Jibao.Report\shell\open\command' | grep -q -- --open || fail "Report files are not known."
timeout 180 packaging/windows/wine.sh "$user/jibao.exe" -platform offscreen --selftest "Z:${work//\//\\}\\出 out"
passed "$work/出 out"
[ -s "$home/jibao/reports.sqlite" ] || fail "There is no store where it belongs."
echo "installed: passed the self-test"

in_wine "$setup" /S
[ -s "$home/jibao/reports.sqlite" ] || fail "An update took the data."
in_wine "$user/uninstall.exe" /S "_?=$(printf 'C:%s' "${user#*drive_c}" | tr / '\\')"
[ ! -e "$user/jibao.exe" ] || fail "The program stays when it is removed."
[ -s "$home/jibao/reports.sqlite" ] || fail "The uninstaller took the data."
! in_wine reg query 'HKCU\Software\Classes\Jibao.Report' >/dev/null || fail "The kinds of file stay when it is removed."
echo "updated and removed: the data stayed"

mkdir -p "$work/U盘 资料"
unzip -q "dist/$folder.zip" -d "$work/U盘 资料"
timeout 180 packaging/windows/wine.sh "$work/U盘 资料/$folder/jibao.exe" -platform offscreen --selftest "Z:${work//\//\\}\\out"
passed "$work/out"
[ -s "$work/U盘 资料/$folder/data/reports.sqlite" ] || fail "The portable program does not keep its data beside it."
echo "portable: passed the self-test, data beside the program"
packaging/windows/sockets.sh "$work/U盘 资料/$folder/jibao.exe" "$work"
cp "$work/out/window.png" "$work/window.png"
rm -rf "$WINEPREFIX" "$work/U盘 资料"
