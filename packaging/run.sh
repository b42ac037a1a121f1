#!/usr/bin/env bash
# Opens the program; on a machine without a display, writes the files of the example reports instead.
set -euo pipefail
cd "$(dirname "$0")/.."

has_display() { [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

if has_display; then
  # Wayland needs fewer of them, so a missing one is said but does not stop.
  packaging/system_libraries.sh offscreen window || true
  exec .venv/bin/python main.py "$@"
fi

packaging/system_libraries.sh offscreen || true
export QT_QPA_PLATFORM=offscreen
shopt -s nullglob
examples=(resources/forms/*/*/example.toml)
[ ${#examples[@]} -gt 0 ] || { echo "No display here, and no example report to write." >&2; exit 1; }
for example in "${examples[@]}"; do
  edition=$(dirname "$example")
  target=build/examples/$(basename "$(dirname "$edition")")-$(basename "$edition")
  .venv/bin/python main.py export "$example" --out "$target"
done
echo "No display here, so no window was opened. The files of ${#examples[@]} example reports are in build/examples/."
