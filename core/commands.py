"""The sub-commands: the whole main job without a window, each a few lines over the rooms below.

Exit codes: 0 done · 1 findings that must be fixed · 2 input that cannot be used.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

from core.atomic import write_atomically
from core.errors import KnownError, Problem, problem
from core.exports.excel_blank import fill_blank
from core.exports.package import write_package
from core.exports.word_reference import missing_styles
from core.forms.library import EXAMPLE, REFERENCE, Library
from core.forms.program import Program
from core.formulas.cells import parse_cell
from core.formulas.names import did_you_mean
from core.imports.form_package import pack_form
from core.locations import users_forms
from core.reports.blank_workbook import blank_for_trial
from core.reports.checks import examine
from core.reports.compose import documents_of
from core.reports.document import Piece
from core.reports.draft import Draft
from core.reports.expectation import unmet
from core.reports.findings import BLOCKING, LEVEL_LABELS, Examination, Finding
from core.reports.handing_in import package_pieces
from core.reports.sheet import Sheet
from core.reports.switched import document_item
from core.storage.blank_file import save_blank_file
from core.storage.draft_file import read_draft_file
from core.storage.file_errors import told_when_not_written

DONE, MUST_FIX, UNUSABLE = 0, 1, 2


def run(arguments: Sequence[str], now: datetime) -> int:
    """Run one sub-command; returns its exit code. A KnownError becomes its sentence on standard error."""
    asked = _parser().parse_args(arguments)
    try:
        code: int = asked.act(asked, Library(users=users_forms()), now)
    except KnownError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    return code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"参数有误：{message}\n{self.format_usage()}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="jibao", description="绩报：部门整体支出绩效评价报告")
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
    export.add_argument("--public", action="store_true", help="公开版：电话等不公开的项留空")
    export.add_argument("--annex", action="store_true", help="表格作为附件附在报告后面")
    export.add_argument("--zip", action="store_true", help="打成一个压缩包")
    export.set_defaults(act=_export)
    explain = commands.add_parser("explain", help="说明一个数怎样得出")
    explain.add_argument("file", type=Path)
    explain.add_argument("cell")
    explain.set_defaults(act=_explain)
    pack = commands.add_parser("pack-form", help="把报告格式做成一个文件（.jbf）")
    pack.add_argument("folder", type=Path)
    pack.add_argument("--out", type=Path, required=True)
    pack.set_defaults(act=_pack_form)
    check_form = commands.add_parser("check-form", help="检查报告格式")
    check_form.add_argument("folder", type=Path)
    check_form.set_defaults(act=_check_form)
    return parser


# -- report formats ----------------------------------------------------------------------------------------------


def _forms(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    for entry in library.entries():
        print(f"{entry.key}\t{entry.label}\t{entry.place}{'（用户格式）' if entry.users else ''}")
    return DONE


def _check_form(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    folder: Path = asked.folder.resolve()
    program, problems = library.examine(folder)
    found = [*problems, *_reference_problems(folder / REFERENCE)]
    if program is not None and not problems:
        found += [*_blank_problems(program, folder), *_example_problems(program, folder / EXAMPLE)]
    print("\n".join(map(str, found)) if found else "没有问题。")
    return UNUSABLE if found else DONE


def _pack_form(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    data = pack_form(asked.folder.resolve(), library)
    with told_when_not_written(asked.out):
        write_atomically(asked.out, data)
    print(f"已生成：{asked.out}")
    return DONE


def _reference_problems(path: Path) -> list[Problem]:
    try:
        return [problem("form.missing_style", REFERENCE, style=style) for style in missing_styles(path)]
    except KnownError as error:
        return [Problem(error.code, REFERENCE, error.text)]


def _blank_problems(program: Program, folder: Path) -> Iterator[Problem]:
    """What stands against filling the blank workbooks of a format."""
    sheet = Sheet(program, Draft(uid="", form=program.form.key))
    for document in program.form.documents:
        blank = blank_for_trial(sheet, document.id)
        if blank is None:
            continue
        try:
            yield from (one.at(blank.file) for one in fill_blank(folder / blank.file, blank)[2])
        except KnownError as error:
            yield Problem(error.code, blank.file, error.text)


def _example_problems(program: Program, path: Path) -> list[Problem]:
    """An example is the format's own test; a format without one is not tested."""
    if not path.exists():
        return []
    try:
        file = read_draft_file(path)
    except KnownError as error:
        return [Problem(error.code, EXAMPLE, error.text)]
    sheet = Sheet(program, file.draft)
    return [one.at(EXAMPLE) for one in (*file.problems, *_kept_aside(sheet))] + list(
        unmet(sheet, file.expect or {}, EXAMPLE) if file.expect is not None else ()
    )


# -- reports -----------------------------------------------------------------------------------------------------


def _new(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    if asked.out.is_file() and asked.out.stat().st_size:
        raise KnownError("command.exists", file=asked.out.name)
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
    blocking = examination.open(*BLOCKING) if asked.final else []
    if blocking:
        print("不能导出报送版，请先处理：", file=sys.stderr)
        print("\n".join(_line(sheet, one) for one in blocking), file=sys.stderr)
        return MUST_FIX
    pieces = package_pieces(
        sheet, annexed=asked.annex, final=asked.final, public=asked.public, findings=examination.findings
    )
    _write(asked, sheet, pieces, library.entry(sheet.program.form.key).folder / REFERENCE, now)
    return DONE


def _write(asked: argparse.Namespace, sheet: Sheet, pieces: Iterable[Piece], reference: Path, now: datetime) -> None:
    """Everything into one folder, or one zip in it; with a list where there is more than the report."""
    uid, form, listed = sheet.draft.uid, sheet.program.form.key, asked.zip or len(documents_of(sheet)) > 1
    for file in write_package(pieces, reference, asked.out, now, uid=uid, form=form, listed=listed, zipped=asked.zip):
        print(f"已导出：{file.path}{'（' + file.note + '）' if file.note else ''}")


def _explain(asked: argparse.Namespace, library: Library, now: datetime) -> int:
    sheet, _ = _open(asked.file, library)
    cell = parse_cell(asked.cell)
    if cell is None or sheet.field(cell) is None:
        known = {item for item, _ in sheet.columns}
        raise KnownError("command.no_cell", cell=asked.cell, hint=did_you_mean(asked.cell.partition("[")[0], known))
    why = sheet.why(cell)
    typed = sheet.draft.entries.get(cell)
    said = f"{sheet.label(cell)} = {sheet.shown(cell)}（{f'填写：{typed.text}' if typed else '未填'}）"
    print(said if why is None else why)
    return DONE


def _open(path: Path, library: Library) -> tuple[Sheet, list[Problem]]:
    """The report in a file, and what of it could not be taken over or has no place in its form."""
    file = read_draft_file(path)
    sheet = Sheet(library.program(file.draft.form), file.draft)
    return sheet, [*file.problems, *_kept_aside(sheet)]


def _kept_aside(sheet: Sheet) -> list[Problem]:
    draft, program = sheet.draft, sheet.program
    switched = {document_item(one.id) for one in program.form.documents if one.optional}
    unknown = [
        *map(str, sheet.without_place()),
        *(table for table, _ in draft.tables_with_rows() if table not in program.tables),
        *(item for item in draft.not_applicable if item not in program.listings and item not in switched),
        *(f"sentence:{sentence}" for sentence in draft.rewordings if sentence not in program.sentences),
    ]
    return [problem("command.kept_aside", one) for one in dict.fromkeys(unknown)]


# -- telling -----------------------------------------------------------------------------------------------------


def _as_json(examination: Examination, problems: Sequence[Problem]) -> list[dict[str, object]]:
    """One object per finding, then one (level "summary") with the counts."""
    found = [_finding_as_json(one) for one in examination.findings]
    found += [{"level": "hint", "code": one.code, "message": str(one), "cells": []} for one in problems]
    skipped = [
        {"code": one.code, "message": one.text, "cells": [str(cell) for cell in one.cells]}
        for one in examination.not_evaluated
    ]
    counts = {"checked": examination.checked, "not_evaluated": len(skipped), "skipped": skipped}
    return [*found, {"level": "summary", "code": "", "message": _summary(examination), "cells": [], **counts}]


def _finding_as_json(one: Finding) -> dict[str, object]:
    return {
        "level": one.level,
        "code": one.code,
        "message": one.text,
        "cells": [str(cell) for cell in one.cells],
        "item": one.item,
        "left": one.left,
        "right": one.right,
        "difference": one.difference,
        "action": one.action,
        "explained": one.explained,
    }


def _print_findings(sheet: Sheet, examination: Examination, problems: Sequence[Problem]) -> None:
    _print_problems(problems)
    for one in examination.findings:
        print(_line(sheet, one))
    for skipped in examination.not_evaluated:
        print(f"〔未能审核〕{skipped.code} {skipped.text}")
    print(_summary(examination))


def _print_problems(problems: Sequence[Problem]) -> None:
    for one in problems:
        print(f"〔提示〕{one}")


def _line(sheet: Sheet, one: Finding) -> str:
    where = "、".join(sheet.label(cell) for cell in one.cells[:3])
    parts = [one.text, one.action, where and f"［{where}］", one.explained and f"（已说明：{one.explained}）"]
    return f"〔{LEVEL_LABELS[one.level]}〕{one.code} {''.join(parts)}"


def _summary(examination: Examination) -> str:
    counts = (examination.checked, len(examination.not_evaluated), len(examination.findings))
    return "共审核{}项，未能审核{}项，发现{}个问题。".format(*counts)
