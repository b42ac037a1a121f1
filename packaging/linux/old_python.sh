#!/usr/bin/env bash
# Inside the old system: builds SQLite and CPython from Debian's source packages into /opt/python, for glibc 2.28.
# The frozen interpreter sets the oldest system that the program runs on; the ones at hand ask for a newer glibc.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
release=bookworm
prefix=/opt/python
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

mirror=$(awk '/^deb /{print $2; exit}' /etc/apt/sources.list)
echo "deb-src $mirror $release main" > /etc/apt/sources.list.d/sources-of-$release.list
apt-get update -qq

rm -rf /build/python && mkdir -p /build/python && cd /build/python
# apt holds every file against the signed list of the release.
apt-get source -qq --download-only "python3.11/$release" "sqlite3/$release"
for description in *.dsc; do dpkg-source --no-check --skip-patches -x "$description" >/dev/null; done
ls ./*.dsc > versions.txt

# Debian's own arrangement of folders stays out; what mends faults comes in.
cd /build/python/python3.11-*/
grep -E '^(CVE-|000[0-9]-3\.11-|shutdown-deadlock|frame_dealloc-crash|relfile-nullptr)' debian/patches/series | while read -r name; do
  # The tests and the words about them are not built here, and do not always fit.
  filterdiff --clean -p1 -x 'Lib/test/*' -x 'Misc/*' -x 'Doc/*' "debian/patches/$name" > /build/python/change.diff
  [ ! -s /build/python/change.diff ] || patch -p1 --quiet < /build/python/change.diff || { echo "$name does not fit" >&2; exit 1; }
done
# One of these patches has pyexpat ask the interpreter's inside; Debian's own recipe says so elsewhere.
sed -i "s/Extension('pyexpat', sources=\['pyexpat.c'\])/Extension('pyexpat', sources=['pyexpat.c'], define_macros=[('Py_BUILD_CORE_MODULE', '1')])/" setup.py

export CFLAGS="-O2 -include $here/old_glibc.h"
cd /build/python/sqlite3-*/
CFLAGS="$CFLAGS -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_MATH_FUNCTIONS" \
  ./configure --quiet --prefix="$prefix" --disable-static --disable-tcl --disable-readline
make --silent -j2 sqlite3.h libsqlite3.la >/dev/null
mkdir -p "$prefix/lib" "$prefix/include"
./libtool --quiet --mode=install install libsqlite3.la "$prefix/lib"
cp sqlite3.h src/sqlite3ext.h "$prefix/include"

cd /build/python/python3.11-*/
# glibc 2.30 has them, 2.28 has not.
export ac_cv_func_sem_clockwait=no ac_cv_func_pthread_cond_clockwait=no
CPPFLAGS="-I$prefix/include" LDFLAGS="-L$prefix/lib -Wl,-rpath,$prefix/lib" \
  ./configure --quiet --prefix="$prefix" --enable-shared --without-ensurepip --disable-test-modules >/dev/null
make --silent -j2 >/build/python/make.log 2>&1 || { tail -30 /build/python/make.log; exit 1; }
make --silent install >/build/python/install.log 2>&1
"$prefix/bin/python3.11" -c 'import _elementtree, ctypes, lzma, bz2, zlib, uuid, sqlite3; sqlite3.connect(":memory:").execute("SELECT json(1)")'
mkdir -p "$prefix/share/licences"
cp LICENSE "$prefix/share/licences/Python.txt"
cp /build/python/sqlite3-*/LICENSE.md "$prefix/share/licences/SQLite.txt"
cp /build/python/versions.txt "$prefix/share/"
