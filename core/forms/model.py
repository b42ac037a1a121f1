"""What a report format is: frozen records, built by `structure`, read by everything else.

Two layers make one ReportForm: the dictionary (facts of the field) and the form (the shape one county wants).
Labels and captions may quote `{year}` and `{prior_year}`; the records keep them as written.
"""

from dataclasses import dataclass, field
from decimal import Decimal

LEVELS = ("must_fix", "explain", "hint", "incomplete")
"""必须改正 · 需说明 · 提示 · 未填: the levels of a Check, gravest first."""


def titled(label: str, id: str) -> str:
    """How a problem names a record: by what people call it, and by its id."""
    return f"“{label}”（{id}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One possible answer of a choice field."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineLevel:
    """How one level of an outline is numbered and set.

    number: a numbering style by its first element ("一、" "（一）" "1." "1、" "（1）" "①" "一是" or "" for none).
    layout: "own" (a paragraph of its own), "run_in" (a heading that ends a sentence is joined with the paragraph
    behind it), "inline" (sentences of the running paragraph, parted by joiner). heading: the heading level on
    paper (0: body text).
    """

    number: str = ""
    layout: str = "own"
    joiner: str = "；"
    heading: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One answer: a field of its own, or a column of a table.

    kind: a name in `kinds.KINDS`. places: decimal places of value and print (percent: of the printed p%); None for
    numbers printed as typed. formula: text of the language, for computed answers. supplied: a computed answer that
    the accounts may give too. override: may be replaced with a reason. exact: not rounded. sums: (column) its rows
    add up. unit_column: the column that holds the unit. from_last_year: the item whose last-year value this is.
    stays: a standing text that is carried into next year's report.
    """

    id: str
    label: str
    kind: str
    unit: str = ""
    places: int | None = None
    required: bool = False
    guide: str = ""
    help: str = ""
    choices: tuple[Choice, ...] = ()
    formula: str = ""
    supplied: bool = False
    override: bool = False
    exact: bool = False
    sums: bool = False
    off_paper: bool = False
    stays: bool = False
    from_last_year: str = ""
    unit_column: str = ""
    limit: int = 0
    numbering: str = ""
    levels: tuple[OutlineLevel, ...] = ()
    inline: OutlineLevel = field(default_factory=OutlineLevel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row fixed by the definition.

    within: the row it is part of. parts: "all" (this row is the sum of the rows within it), "some" (其中: they add up
    to no more than it) or "". free: rows added by the clerk stand within this row, (least, most) of them.
    """

    id: str
    label: str
    sentence_label: str = ""
    code: str = ""
    within: str = ""
    parts: str = ""
    free: tuple[int, int] | None = None
    guide: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows and columns.

    free: the clerk adds top rows, (least, most). belongs_to: each row has an owner row there. label_column: the column
    that names the clerk's rows. dropped: rows of the dictionary that this form leaves out; they are blank to formulas.
    """

    id: str
    label: str
    columns: tuple[Field, ...]
    rows: tuple[Row, ...] = ()
    free: tuple[int, int] | None = None
    belongs_to: str = ""
    label_column: str = ""
    guide: str = ""
    help: str = ""
    required: bool = False
    off_paper: bool = False
    dropped: tuple[str, ...] = ()

    def column(self, column_id: str) -> Field | None:
        """The column of that id, or None."""
        return next((column for column in self.columns if column.id == column_id), None)

    def row(self, row_id: str) -> Row | None:
        """The fixed row of that id, or None."""
        return next((row for row in self.rows if row.id == row_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One wording of a part, taken when its condition holds ("" always holds)."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPart:
    """A part that says one text per row of a table: before + texts parted by joiner + after; nothing for no row."""

    each: str
    text: str
    when: str = ""
    order: tuple[str, ...] = ()
    before: str = ""
    joiner: str = "，"
    after: str = ""
    none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A generated paragraph: text with quotes `{cell}` and named parts `{part}`."""

    id: str
    label: str
    text: str
    parts: dict[str, tuple[Case, ...] | RowsPart] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One comparison that reviewers make.

    rule: `left op right`, whose sides are the evidence. when: the condition under which it is made. each: a table,
    for a rule per row. message may quote {left} {right} {difference} and {label} (the row's). action: what to do.
    cells: addresses to point at (a column stands for the row at hand).
    """

    code: str
    level: str
    rule: str
    message: str
    action: str = ""
    when: str = ""
    each: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRows:
    """Official-table rows: texts with quotes, `<` joins left, `^` joins up; with each, one row per row of a table.

    A cell is a text with quotes, or a tuple of item references that are set as paragraphs inside the cell.
    """

    cells: tuple[str | tuple[str, ...], ...]
    each: str = ""
    when: str = ""
    head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One page on the screen and one heading on paper.

    items: item ids in order; `sentence:ID` a generated paragraph, `grid:ID` a table printed as a table. Prose kinds
    and sentences are printed where they stand, other fields and tables are entered here and printed by quotes.
    numbers_note: stands above its grid (单位：万元); its figures are then bare and right-aligned, as tables print them.
    off_paper: the page is only on the screen (the unit's data for title and signature, say).
    """

    id: str
    heading: str
    level: int = 1
    items: tuple[str, ...] = ()
    grid: tuple[GridRows, ...] = ()
    widths: tuple[int, ...] = ()
    numbers_note: str = ""
    guide: str = ""
    help: str = ""
    required: bool = False
    off_paper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentForm:
    """One document to hand in. layout: "chapters" (headings and prose) or "form_table" (all grids as one table)."""

    id: str
    title: str
    file_name: str
    sections: tuple[Section, ...]
    layout: str = "chapters"
    heading_numbers: tuple[str, ...] = ("一、", "（一）")
    widths: tuple[int, ...] = ()
    closing: tuple[str, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm:
    """A report format: id, edition (the first year it serves), and everything a report of it needs; frozen."""

    id: str
    edition: int
    label: str
    place: str = ""
    documents: tuple[DocumentForm, ...] = ()
    fields: dict[str, Field] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    sentences: dict[str, Sentence] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    parameters: dict[str, Decimal] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    prefer_supplied: bool = True

    @property
    def key(self) -> str:
        """`id/edition`, as written in draft files and on the command line."""
        return f"{self.id}/{self.edition}"

    def sections(self) -> tuple[Section, ...]:
        """All sections of all documents, in order."""
        return tuple(section for document in self.documents for section in document.sections)
