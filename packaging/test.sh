#!/usr/bin/env bash
# Every check of the house, all of them even if an early one fails. pytest's closing line is printed last.
set -uo pipefail
cd "$(dirname "$0")/.."

mkdir -p build
failed=()
check() {
  echo "== $1"
  shift
  "$@" || failed+=("$(basename "$1")${2:+ $2}")
}

check "style" .venv/bin/ruff check
check "layout" .venv/bin/ruff format --check
check "types" .venv/bin/mypy
check "arrows" .venv/bin/lint-imports --no-logo
echo "== tests"
.venv/bin/pytest --cov --cov-report=term "$@" 2>&1 | tee build/pytest.log
code=${PIPESTATUS[0]}

if [ ${#failed[@]} -gt 0 ]; then
  [ "$code" -ne 0 ] || code=1
  printf '== not clean, see above:'; printf ' %s;' "${failed[@]}"; echo
  tail -n 1 build/pytest.log
fi
exit "$code"
