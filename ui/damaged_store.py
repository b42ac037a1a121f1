"""A store that is damaged or gone when the program starts: what is hurt, what is whole, and the ways on.

The damaged file always stays, under another name beside the new one.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QMessageBox, QWidget

from core.storage.copies import Copy, copies_of, newest_good
from core.storage.database import Database
from core.storage.salvage import Rescued, Salvaged, salvage
from ui.file_work import awaited
from ui.style.theme import give_role

TITLE = "绩报"
MOST_NAMED = 6
SALVAGE, BACKUP, LEAVE = "抢救并打开", "改用备份", "退出"
BEGIN = "建立新的报告库"
LOOKING = "报告库有损坏，正在检查哪些内容还读得出，请稍候……"
RESCUING, REPLACING = "正在把读得出的内容写成新的报告库，请稍候……", "正在改用备份，请稍候……"
KEPT = "损坏的文件原样另存在旁边，不会删除。"


def mend(window: QMainWindow, path: Path, clock: Callable[[], datetime]) -> str:
    """Say what is hurt and whole, ask which way to go, and go it; what to tell afterwards, "" where the clerk leaves.

    The work is done beside the window, which has nothing to show yet but what it waits for. Raises KnownError where
    nothing can be written in the store's place.
    """
    _say(window, LOOKING)
    found, copy = awaited(lambda: (salvage(path), newest_good(path)))
    with found.database:
        way = _ask(window, path, found, copy) if window.isVisible() else LEAVE
        if way == SALVAGE:
            _say(window, RESCUING)
            aside = awaited(lambda: found.database.put_in_place(path, clock()))
            return f"{_rescued_text(found)}{_aside_text(aside)}缺少的内容可以从备份里找。"
        if way == BACKUP and copy is not None:
            _say(window, REPLACING)
            aside = awaited(lambda: Database.restore(path, copy.path, clock()))
            return f"报告库已换成{copy_text(copy)}的备份。{_aside_text(aside)}此后填的内容如有需要，可从那个文件里找。"
    return ""


def _say(window: QMainWindow, sentence: str) -> None:
    label = QLabel(sentence)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    give_role(label, "muted")
    window.setCentralWidget(label)


def _ask(window: QWidget, path: Path, found: Salvaged, copy: Copy | None) -> str:
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, f"报告库“{path.name}”有损坏。", parent=window)
    said = [damage_text(found), f"最近的完好备份：{copy_text(copy)}。" if copy else "没有可用的备份。"]
    box.setInformativeText("\n\n".join([*said, f"抢救：把读得出的内容另存成新的报告库。{KEPT}"]))
    ways = {box.addButton(SALVAGE if found.reports else BEGIN, QMessageBox.ButtonRole.AcceptRole): SALVAGE}
    if copy is not None:
        ways[box.addButton(f"{BACKUP}（{copy_text(copy)}）", QMessageBox.ButtonRole.AcceptRole)] = BACKUP
    leave = box.addButton(LEAVE, QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(leave)
    better = BACKUP if copy is not None and not found.reports else SALVAGE
    box.setDefaultButton(next(button for button, way in ways.items() if way == better))
    box.exec()
    return next((way for button, way in ways.items() if button is box.clickedButton()), LEAVE)


def lost_text(path: Path) -> str:
    """What to tell where the store was not there and is new: "" unless it left copies."""
    copies = copies_of(path)
    if not copies:
        return ""
    newest = copy_text(copies[0])
    return f"没有找到原来的报告库，已新建一个空的。旁边还有{len(copies)}份备份，最近的是{newest}，可以从中恢复。"


def damage_text(found: Salvaged) -> str:
    """What is whole and what is hurt, in sentences."""
    if not found.reports and not found.gone:
        return "损坏的文件里读不出任何报告。"
    told = [f"{len(found.whole)}份报告完整：{_names(found.whole)}。"] if found.whole else ["没有一份报告是完整的。"]
    if found.hurt:
        told.append(f"{len(found.hurt)}份不全：{_names(found.hurt)}。")
    if found.gone:
        told.append(f"另有{found.gone}份只剩零散内容，读不出来。")
    if not found.history_whole:
        told.append("修改记录不全。")
    return "".join(told)


def copy_text(copy: Copy) -> str:
    """Of when a copy is."""
    return f"{copy.at.month}月{copy.at.day}日 {copy.at:%H:%M}"


def _rescued_text(found: Salvaged) -> str:
    if not found.reports:
        return "损坏的报告库里读不出报告，已建立新的报告库。"
    return f"已从损坏的报告库中救出{len(found.reports)}份报告。{damage_text(found)}"


def _aside_text(aside: Path | None) -> str:
    return f"损坏的文件另存为“{aside.name}”。" if aside else ""


def _names(reports: tuple[Rescued, ...]) -> str:
    named = [_name(report) for report in reports[:MOST_NAMED]]
    return "、".join(named) + ("等" if len(reports) > MOST_NAMED else "")


def _name(report: Rescued) -> str:
    name = f"{report.unit or '未填单位'}{report.year}年度" if report.year else report.unit or "未填单位"
    if report.lost is None:
        return f"{name}（缺多少不明）"
    return f"{name}（缺{report.lost}格）" if report.lost else name
