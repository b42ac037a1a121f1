"""The sub-commands: the whole main job without a window, each a few lines over the rooms below.

Exit codes: 0 done · 1 findings that must be fixed · 2 input that cannot be used.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from core.errors import KnownError, Problem
from core.exports.package import write_package
from core.exports.word_reference import missing_styles
from core.formulas.cells import parse_cell
from core.formulas.names import did_you_mean
from core.forms.library import REFERENCE, Library
from core.reports.checks import examine
from core.reports.compose import compose
from core.reports.findings import Examination
from core.reports.sheet import Sheet
from core.reports.workbook import compose_workbook
from core.storage.blank_file import save_blank_file
from core.storage.draft_file import read_draft_file
from core.locations import users_forms

DONE, MUST_FIX, UNUSABLE = 0, 1, 2
LEVEL_LABELS = {"must_fix": "必须改正", "explain": "需说明", "hint": "提示", "incomplete": "未填"}


def run(arguments: Sequence[str], now: datetime) -> int:
    """Run one sub-command; returns its exit code. A KnownError becomes its sentence on standard error."""
    asked = _parser().parse_args(arguments)
    try:
        code: int = asked.act(asked, Library(users=users_forms()), now)
    except KnownError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jibao", description="绩报：部门整体支出绩效评价报告")
    commands = parser.add_subparsers(required=True, metavar="命令")
    listed = commands.add_parser("forms", help="列出报告格式")
    listed.set_defaults(act=_forms)
    new = commands.add_parser("new", help="生成空白草稿文件")
    new.add_argument("form", metavar="格式/版本")
    new.add_argument("--out", type=Path, required=True)
    new.set_defaults(act=_new)
    check = commands.add_parser("check", help="审核")
    check.add_argument("file", type=Path)
    check.add_argument("--json", action="store_true")
    check.set_defaults(act=_check)
    export = commands.add_parser("export", help="导出 Word 和 Excel")
    export.add_argument("file", type=Path)
    export.add_argument("--out", type=Path, required=True)
    export.add_argument("--final", action="store_true", help="报送版")
    export.set_defaults(act=_export)
    explain = commands.add_parser("explain", help="说明一个数怎样得出")
    explain.add_argument("file", type=Path)
    explain.add_argument("cell")
    explain.set_defaults(act=_explain)
    check_form = commands.add_parser("check-form", help="检查报告格式")
    check_form.add_argument("folder", type=Path)
    check_form.set_defaults(act=_check_form)
    return parser


def _forms(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    for entry in library.entries():
        print(f"{entry.key}\t{entry.label}\t{entry.place}{'（用户格式）' if entry.users else ''}")
    return DONE


def _new(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    save_blank_file(library.program(asked.form), str(uuid4()), asked.out)
    print(f"已生成：{asked.out}")
    return DONE


def _check(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    sheet, problems = _open(asked.file, library)
    examination = examine(sheet)
    if asked.json:
        print(json.dumps(_as_json(examination, problems), ensure_ascii=False, indent=1))
    else:
        _print_findings(sheet, examination, problems)
    return MUST_FIX if examination.open("must_fix") else DONE


def _export(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    sheet, problems = _open(asked.file, library)
    examination = examine(sheet)
    _print_problems(problems)
    blocking = examination.open("must_fix", "explain", "incomplete") if asked.final else []
    if blocking:
        print("不能导出报送版，请先处理：", file=sys.stderr)
        print("\n".join(f"〔{LEVEL_LABELS[one.level]}〕{one.text}" for one in blocking), file=sys.stderr)
        return MUST_FIX
    documents = [compose(sheet, document.id, final=asked.final) for document in sheet.program.form.documents]
    workbook = compose_workbook(sheet, final=asked.final)
    reference = library.entry(sheet.program.form.key).folder / REFERENCE
    for file in write_package(documents, workbook, reference, asked.out, now):
        print(f"已导出：{file.path}{file.note}")
    return DONE


def _explain(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    sheet, _ = _open(asked.file, library)
    cell = parse_cell(asked.cell)
    if cell is None or sheet.field(cell) is None:
        known = [str(slot[0]) for slot in sheet.columns]
        raise KnownError("command.no_cell", cell=asked.cell, hint=did_you_mean(asked.cell.partition("[")[0], known))
    why = sheet.why(cell)
    typed = sheet.draft.entries.get(cell)
    print(why if why is not None else f"{sheet.label(cell)} = {sheet.shown(cell)}（填写：{typed.text if typed else '未填'}）")
    return DONE


def _check_form(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    folder = asked.folder.resolve()
    _, problems = library.examine(folder)
    found = [*map(str, problems), *_reference_problems(folder / REFERENCE)]
    print("\n".join(found) if found else "没有问题。")
    return UNUSABLE if found else DONE


def _reference_problems(path: Path) -> list[str]:
    try:
        return [f"{REFERENCE}：缺少样式“{style}”。" for style in missing_styles(path)]
    except KnownError as error:
        return [f"{REFERENCE}：{error.text}"]


def _open(path: Path, library: Library) -> tuple[Sheet, tuple[Problem, ...]]:
    file = read_draft_file(path)
    return Sheet(library.program(file.draft.form), file.draft), file.problems


def _as_json(examination: Examination, problems: Sequence[Problem]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = [
        {
            "level": one.level, "code": one.code, "message": one.text, "cells": [str(cell) for cell in one.cells], "left": one.left,
            "right": one.right, "difference": one.difference, "action": one.action, "explained": one.explained,
        }
        for one in examination.findings
    ]  # fmt: skip
    found += [{"level": "hint", "code": one.code, "message": str(one), "cells": []} for one in problems]
    skipped = [{"code": one.code, "message": one.text, "cells": [str(cell) for cell in one.cells]} for one in examination.not_evaluated]
    return [*found, {"level": "summary", "code": "", "message": "", "cells": [], "checked": examination.checked, "not_evaluated": skipped}]


def _print_problems(problems: Sequence[Problem]) -> None:
    for one in problems:
        print(f"〔提示〕{one}")


def _print_findings(sheet: Sheet, examination: Examination, problems: Sequence[Problem]) -> None:
    _print_problems(problems)
    for level, label in LEVEL_LABELS.items():
        for one in examination.findings:
            if one.level == level:
                where = "、".join(sheet.label(cell) for cell in one.cells[:3])
                print(f"〔{label}〕{one.code} {one.text}{one.action}{'［' + where + '］' if where else ''}{'（已说明）' if one.explained else ''}")
    for cell in sheet.without_place():
        print(f"〔提示〕{cell}：本格式没有这一项，已保留，不参加计算。")
    for skipped in examination.not_evaluated:
        print(f"〔未能审核〕{skipped.code} {skipped.text}")
    print(f"共审核{examination.checked}项，未能审核{len(examination.not_evaluated)}项，发现{len(examination.findings)}个问题。")
