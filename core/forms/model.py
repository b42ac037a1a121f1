"""What a report format is: frozen records, built by `structure`, read by everything else.

Two layers make one ReportForm: the dictionary (facts of the field) and the form (the shape one county wants).
Labels and captions may quote `{year}` and `{prior_year}`; the records keep them as written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

LEVELS = ("must_fix", "explain", "hint", "incomplete")
"""必须改正 · 需说明 · 提示 · 未填: the levels of a Check, gravest first."""

LIBRARIES = ("indicators",)
"""What rows of a table can be picked from instead of being typed."""

TARGET_PARTS = ("sense", "unit", "words", "choice")
"""What a target written in one cell (≥50个) says besides its figure: the sense (≥ ≤ = 定性), the unit, the words; or
nothing but one of the answers of a choice column (部分达成)."""


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
    stays: a standing text that is carried into next year's report. private: left blank in the public version.
    spread: (column) a text that is no plain figure is read as a target, whose parts go into these columns of the row:
    column id -> one of TARGET_PARTS. spoken: words by which prose names this figure; what is typed behind them must
    be it. grades: (from, word) from the highest down, by which prose grades it. whole_when: (a total) unless this
    condition holds, it is not yet the whole that shares are of. answered_by: (problems) the text that must say
    something where this one does.
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
    private: bool = False
    stays: bool = False
    from_last_year: str = ""
    unit_column: str = ""
    limit: int = 0
    numbering: str = ""
    levels: tuple[OutlineLevel, ...] = ()
    inline: OutlineLevel = field(default_factory=OutlineLevel)
    spread: Mapping[str, str] = field(default_factory=dict)
    spoken: tuple[str, ...] = ()
    whole_when: str = ""
    grades: tuple[tuple[Decimal, str], ...] = ()
    answered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row fixed by the definition.

    within: the row it is part of. parts: "all" (this row is the sum of the rows within it), "some" (其中: they add up
    to no more than it) or "". free: rows added by the clerk stand within this row, (least, most) of them.
    formulas: column id -> the formula of this row's cell of that column; it may be supplied, too. closed: columns
    whose cell makes no sense in this row: it takes no entry and is blank. standard: how its points are given, in words.
    """

    id: str
    label: str
    sentence_label: str = ""
    code: str = ""
    within: str = ""
    parts: str = ""
    free: tuple[int, int] | None = None
    guide: str = ""
    formulas: Mapping[str, str] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    standard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What the rows of one group share: those whose choice `column` is one of `choices`.

    points: the column of their points. total: the parameter that the points add up to.
    """

    label: str
    column: str
    choices: tuple[str, ...]
    total: str
    points: str = "points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows and columns.

    free: the clerk adds top rows, (least, most). belongs_to: each row has an owner row there. label_column: the column
    that names the clerk's rows. dropped: rows of the dictionary that this form leaves out; they are blank to formulas.
    library: (of LIBRARIES) what rows can be picked from. weights: the groups of rows that share points.
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
    library: str = ""
    weights: tuple[Weight, ...] = ()

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

    rule: `left op right`, whose sides are the evidence, or any other condition, which has none. when: the condition
    under which it is made. each: tables, for a rule per row of each. message may quote {left} {right} {difference} and
    {label} (the row's). action: what to do. cells: addresses to point at (a column stands for the row at hand).
    replaces: codes whose findings at the same first cell are not told where this one finds something.
    """

    code: str
    level: str
    rule: str
    message: str
    action: str = ""
    when: str = ""
    each: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


GridText = str | tuple[str, ...]
"""What a cell of an official table says: a text with quotes, or items that are set as paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRows:
    """Official-table rows: texts with quotes, `<` joins left, `^` joins up; with each, one row per row of a table.

    A cell is a text with quotes, or a tuple of item references that are set as paragraphs inside the cell. With each
    (and in a repeated document) these may be columns of the row, `why:COLUMN` (why points of that column were lost),
    or texts with quotes: of several those closed in the row and those without their figure are left out. With each,
    captions left of the first quote stand once, beside all lines. where: choice column -> choice; only the rows that
    answer so are printed, and a row added here is given that answer. within: only the rows inside this fixed row.
    least: lines that are printed at any rate, empty where there are fewer rows. line: where it is written.
    """

    cells: tuple[GridText, ...]
    each: str = ""
    when: str = ""
    where: Mapping[str, str] = field(default_factory=dict, hash=False)
    within: str = ""
    least: int = 0
    head: bool = False
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridBlock:
    """Rows that several official tables have alike, written once under a name."""

    id: str
    grid: tuple[GridRows, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridUse:
    """Where the rows of a named block stand. each: the table that those of them with `each` go through here."""

    rows: str
    each: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One page on the screen and one heading on paper.

    items: item ids in order; `sentence:ID` a generated paragraph, `grid:ID` a table printed as a table. Prose kinds
    and sentences are printed where they stand, other fields and tables are entered here and printed by quotes.
    numbers_note: stands above its grid (单位：万元); its figures are then bare and right-aligned, as tables print them.
    off_paper: the page is only on the screen (the unit's data for title and signature, say). entry: filled as "items"
    (one below the other) or in its official table, the "grid" itself, whose figures are then printed bare, too.
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
    entry: str = "items"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankRows:
    """Rows of a table in a county's blank workbook: from line `first` to line `last` (1-based) of a sheet.

    columns: column letters -> cell as in a grid, in which a bare name is a column of the row. where: as in GridRows.
    """

    sheet: str
    each: str
    first: int
    last: int
    columns: Mapping[str, GridText]
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankWorkbook:
    """A county's own blank workbook in the form's folder. cells: `Sheet!C5` -> cell as in a grid."""

    file: str
    cells: Mapping[str, GridText] = field(default_factory=dict)
    rows: tuple[BlankRows, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentForm:
    """One document to hand in. layout: "chapters" (headings and prose) or "form_table" (all grids as one table).

    optional: the clerk may switch it off. repeat: a table; there is one document per row of it, in which a bare name
    is a column of that row. annex: may be set behind the report as an attachment. workbook: the county's own blank.
    above, below: (form_table) texts side by side over the table (填报单位, 单位：万元) and under it (填表人, 日期).
    """

    id: str
    title: str
    file_name: str
    sections: tuple[Section, ...]
    layout: str = "chapters"
    heading_numbers: tuple[str, ...] = ("一、", "（一）")
    widths: tuple[int, ...] = ()
    closing: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    landscape: bool = False
    optional: bool = False
    repeat: str = ""
    annex: bool = False
    workbook: BlankWorkbook | None = None


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
