#!/usr/bin/env bash
# Pictures of every screen, made from the example reports, at the sizes clerks have, light and dark, into build/pictures/;
# those of the manual into resources/help/pictures/. No display is needed; QT_QPA_PLATFORM=xcb takes them in a real one.
set -euo pipefail
cd "$(dirname "$0")/.."

export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
.venv/bin/python packaging/make_pictures.py "$@"
