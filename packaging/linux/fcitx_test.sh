#!/usr/bin/env bash
# Types Chinese into the frozen program as a clerk does, with a real fcitx 5, its pinyin, and keys of a real X server: the name
# of a unit in 新建报告, which must then stand in the store. Skipped with a word where the tools are missing.
set -euo pipefail
cd "$(dirname "$0")/../.."

program=$(realpath "${1:-dist/linux-x86_64/jibao}")/jibao
for tool in fcitx5 Xvfb openbox xdotool dbus-run-session import; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is missing, so no Chinese was typed"; exit 0; }
done
[ -e /usr/share/fcitx5/inputmethod/pinyin.conf ] || { echo "skipped: fcitx5-pinyin is missing, so no Chinese was typed"; exit 0; }

work=$PWD/build/fcitx
rm -rf "$work" && mkdir -p "$work/home/.config/fcitx5"
# One layout and pinyin; it is on from the first key.
cat > "$work/home/.config/fcitx5/profile" <<'P'
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
P
cat > "$work/in_session.sh" <<'S'
set -euo pipefail
openbox & fcitx5 --disable=cloudpinyin,notifications >"$work/fcitx.log" 2>&1 &
sleep 3
"$program" >"$work/program.log" 2>&1 &
window=$(timeout 60 xdotool search --sync --onlyvisible --name '绩报' | head -n 1)
sleep 3
xdotool windowactivate --sync "$window" || true
xdotool key ctrl+n
sleep 2
xdotool key ctrl+space
sleep 1
xdotool type --delay 120 hunan
sleep 1
import -window root "$work/composing.png"
xdotool key space
sleep 1
xdotool type --delay 120 zhengfu
sleep 1
xdotool key space
sleep 1
import -window root "$work/typed.png"
xdotool key Return
sleep 3
import -window root "$work/report.png"
xdotool key ctrl+q
for _ in $(seq 20); do jobs %3 >/dev/null 2>&1 || break; sleep 0.5; done
S
env -i HOME="$work/home" PATH="$PATH" LANG=C.UTF-8 QT_IM_MODULE=fcitx XMODIFIERS=@im=fcitx "work=$work" "program=$program" \
  xvfb-run --auto-servernum --server-args='-screen 0 1440x900x24' dbus-run-session -- bash "$work/in_session.sh" >"$work/session.log" 2>&1 || true

typed=$(.venv-dist/bin/python - "$work/home/.local/share/jibao/reports.sqlite" <<'P'
import sqlite3, sys
with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as store:
    print(*(text for text, in store.execute("SELECT text FROM cells WHERE item = 'reporting_unit'")))
P
)
[[ $typed == *湖南* ]] || { echo "No Chinese came through fcitx; what was typed: “$typed”. See $work."; exit 1; } >&2
echo "typed through fcitx 5 with pinyin: $typed"
