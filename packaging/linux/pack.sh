#!/usr/bin/env bash
# Makes of dist/linux-MACHINE/jibao what a clerk gets: a tar.xz to be carried on a stick, and a .deb:  pack.sh [MACHINE]
set -euo pipefail
cd "$(dirname "$0")/../.."

machine=${1:-$(uname -m)}
architecture=amd64 glibc=2.28
[ "$machine" != aarch64 ] || architecture=arm64 glibc=2.31
program=dist/linux-$machine/jibao
root=$(packaging/linux/old_root.sh "$architecture")
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
work=build/linux-$machine
id=cn.jibao.desk

packaging/linux/system_parts.sh "$root" "$program" > "$work/parts.tsv"
.venv-dist/bin/python packaging/licences.py "$program" "$work/site" "$work/parts.tsv"
cp packaging/README.txt "$program/读我.txt"

echo "Packing for $machine"
# -- portable: the marker file keeps the data beside the program
folder=jibao-$version-linux-$machine
rm -rf "${work:?}/portable" && mkdir -p "$work/portable"
cp -al "$program" "$work/portable/$folder"
cp packaging/portable.txt "$work/portable/$folder/portable.txt"
XZ_OPT=-T1 tar -C "$work/portable" --owner=0 --group=0 --sort=name --mtime='2024-01-01' -cJf "dist/$folder.tar.xz" "$folder"

# -- .deb as 统信 UOS wants it: everything below /opt/apps, and a list of what the desktop is to show
stage=$work/deb
place=$stage/opt/apps/$id
rm -rf "$stage" && mkdir -p "$place/entries/applications" "$place/entries/mime/packages" "$stage/DEBIAN"
cp -al "$program" "$place/files"
sed "s/@version@/$version/; s/@architecture@/$architecture/" packaging/linux/info.json > "$place/info"
cp packaging/linux/$id.desktop "$place/entries/applications/"
cp packaging/linux/$id.xml "$place/entries/mime/packages/"
for size in 16 24 32 48 64 128 256; do
  for name in apps/$id mimetypes/application-x-jibao-report mimetypes/application-x-jibao-form; do
    install -D -m 644 "resources/icons/jibao-$size.png" "$place/entries/icons/hicolor/${size}x$size/$name.png"
  done
done
size=$(du -sk "$place" | cut -f1)
sed "s/@version@/$version/; s/@architecture@/$architecture/; s/@size@/$size/; s/@glibc@/$glibc/" packaging/linux/control > "$stage/DEBIAN/control"
install -m 755 packaging/linux/postinst packaging/linux/prerm "$stage/DEBIAN/"
find "$stage" -type d -exec chmod 755 {} +
# zstd would be smaller to write, but the dpkg of these desktops cannot read it.
dpkg-deb --root-owner-group -Zxz --build "$stage" "dist/${id}_${version}_$architecture.deb" >/dev/null
rm -rf "$work/portable" "$stage"
ls -l --block-size=1 "dist/$folder.tar.xz" "dist/${id}_${version}_$architecture.deb" | awk '{printf "%s: %.1f MB\n", $9, $5 / 1e6}'
