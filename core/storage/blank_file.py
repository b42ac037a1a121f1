"""An empty draft as a text file that explains itself: every id with its label, unit and guide as comments."""

from collections.abc import Iterator
from pathlib import Path

from core.atomic import write_atomically
from core.forms.kinds import KINDS
from core.forms.model import Field, Table
from core.forms.program import GRID, SENTENCE, Program
from core.formulas.cells import Cell
from core.reports.draft import Draft
from core.storage.draft_writing import text_of_draft
from core.storage.file_errors import told_when_not_written


def blank_file(program: Program, uid: str) -> str:
    """The text of a new draft file of this form; read as it is, it is an empty draft."""
    lines = [text_of_draft(Draft(uid=uid, form=program.form.key)).rstrip(), "", *_heading(program), "[answers]"]
    for section in program.form.sections():
        fields = [program.fields[item] for item in _own(program, section.id, section.items)]
        if fields:
            lines += ["", _comment(f"—— {section.heading} ——"), *(line for one in fields for line in _field(one))]
    for table in program.tables.values():
        lines += ["", *_table(program, table)]
    return "\n".join(lines) + "\n"


def save_blank_file(program: Program, uid: str, path: Path) -> None:
    """Write the empty draft. Raises KnownError file.* when it cannot be written; an old file stays whole."""
    with told_when_not_written(path):
        write_atomically(path, blank_file(program, uid).encode())


def _heading(program: Program) -> Iterator[str]:
    yield _comment(program.form.label)
    yield "# 去掉行首的 # 并填在引号内；多行文字用三个双引号。金额单位为万元，也可写成 12.5万元、125000元。"
    yield "# 提纲：# 一级标题、## 二级标题、- 分点；程序自动编号。正文中用 {代号} 引用数据，单独的大括号写两遍。"
    yield "# 表格：去掉表头一行和要填的各行行首的 #；自己加的行各有一个 id，不能重复。"
    yield ""


def _own(program: Program, section: str, items: tuple[str, ...]) -> Iterator[str]:
    """The fields whose place this section is."""
    for item in dict.fromkeys(item.removeprefix(GRID) for item in items if not item.startswith(SENTENCE)):
        if item in program.fields and program.places_of[item].id == section:
            yield item


def _field(one: Field) -> Iterator[str]:
    yield _comment(_described(one))
    if not one.formula or one.supplied or one.override:
        yield f'# {one.id} = ""'


def _described(one: Field) -> str:
    facts = [KINDS[one.kind].label, one.unit, "必填" if one.required else "", "由程序计算" if one.formula else ""]
    choices = "、".join(f"{choice.id}={choice.label}" for choice in one.choices)
    return f"{one.id}：{one.label}（{'，'.join(filter(None, [*facts, choices]))}）{one.guide}"


def _table(program: Program, table: Table) -> Iterator[str]:
    yield _comment(f"—— 表：{table.label} ——{table.guide}")
    for column in table.columns:
        yield _comment(f"  {_described(column)}")
    entered = [column.id for column in table.columns if not column.formula]
    if table.rows:
        yield f"# [answers.{table.id}]"
    for row in table.rows:
        note = "（由分项相加，可不填）" if row.parts == "all" else ""
        cells = [column for column in entered if _is_asked(program, Cell(table.id, row.id, column))]
        blanks = ", ".join(f'{column} = ""' for column in cells)
        yield _comment(f"{row.id} = {{ {blanks} }}  # {row.code}{row.label}{note}")
    if table.free or any(row.free for row in table.rows):
        yield f"# [[rows.{table.id}]]"
        yield '# id = "r1"'
        groups = "、".join(f"{row.id}={row.label}" for row in table.rows if row.free)
        if groups:
            yield _comment(f'group = ""  # {groups}')
        if table.belongs_to:
            yield _comment(f'owner = ""  # {table.belongs_to} 中所属行的 id')
        yield from (f'# {column} = ""' for column in entered)


def _is_asked(program: Program, cell: Cell) -> bool:
    """Whether a cell makes sense in its row, and the form itself does not say its figure."""
    return cell not in program.closed and not program.constant(cell)


def _comment(text: str) -> str:
    """One line, whatever the definition's texts hold."""
    return "# " + " ".join(text.splitlines()).rstrip()
