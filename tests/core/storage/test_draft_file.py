"""A report as a text file: nothing is lost on the way out and in, and every mistake in a file is told."""

import errno
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import MESSAGES, MOST_PROBLEMS, KnownError
from core.formulas.cells import Cell
from core.reports.draft import Draft, Entry, Explanation, FreeRow, Origin, Part, Rewording
from core.storage import draft_file
from core.storage.draft_file import DraftFile, read_draft_file, save_draft_file, write_draft_file
from core.storage.draft_reading import PARTS, draft_of_tables

HEAD = 'format = "changning_township/2023"\nuid = "r1"\n'

# ---------------------------------------------------------------- arbitrary drafts

awkward = st.sampled_from(
    ["", "𠮷田", '"""', '说"好"', "{year}", "\\n", "行一\n行二\n", "\r\n", "\r", "\t", "'''", "\x00", "\x7f", " ", "#"]
)
texts = awkward | st.text() | st.lists(awkward, max_size=4).map("".join)
names = st.sampled_from(["income", "nature", "projects", "id", "group", "owner", "a", "expect"])
row_ids = st.sampled_from(["general_budget", "r1", "R-2", "id", "0", "other"])
cells = names.map(Cell) | st.builds(Cell, names, row_ids, names)
entries = texts.map(Entry) | st.builds(Entry, texts, st.sampled_from(Origin), texts)
free_rows = st.lists(st.builds(FreeRow, row_ids, texts, texts), max_size=3, unique_by=lambda row: row.id).map(tuple)
explanations = st.builds(
    Explanation, texts, st.lists(st.tuples(texts, texts), max_size=3, unique_by=lambda pair: pair[0]).map(tuple)
)
drafts = st.builds(
    Draft,
    uid=st.from_regex(r"[\w\-]{1,64}", fullmatch=True),
    form=st.text(min_size=1),
    parts=st.fixed_dictionaries(
        {
            Part.ENTRIES: st.dictionaries(cells, entries, max_size=8),
            Part.ROWS: st.dictionaries(names, free_rows, max_size=3),
            Part.REWORDINGS: st.dictionaries(texts, st.builds(Rewording, texts, texts), max_size=3),
            Part.EXPLANATIONS: st.dictionaries(texts, explanations, max_size=3),
            Part.STATES: st.dictionaries(texts, texts, max_size=3),
            Part.NOT_APPLICABLE: st.dictionaries(texts, st.just(True), max_size=3),
        }
    ),
)


@given(drafts)
def test_written_and_read_it_is_the_same_draft(draft: Draft) -> None:
    read = read_draft_file(write_draft_file(draft))
    assert read == DraftFile(draft, None, ())


@given(drafts)
def test_written_again_it_is_the_same_text(draft: Draft) -> None:
    text = write_draft_file(draft)
    again = write_draft_file(read_draft_file(text).draft)
    assert sorted(again.splitlines()) == sorted(text.splitlines())
    assert write_draft_file(read_draft_file(again).draft) == again


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    with suppress(KnownError):
        read_draft_file(HEAD + text)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names | row_ids | texts, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*PARTS, "answers", "rows"]), values))
def test_any_shape_is_read_with_problems(tables: dict[str, Any]) -> None:
    draft, problems = draft_of_tables({**tables, "format": "f/1"})
    assert draft.form == "f/1"
    assert all(problem.code in MESSAGES for problem in problems)


# ---------------------------------------------------------------- the shape of the file

EXAMPLE = '''\
format = "changning_township/2023"
uid = "0d5c"

not_applicable = [
    "three_public",
]

[answers]
year = "2023"
functions = """
一、贯彻方针。
二、"七办一队"。"""
income_total = "1366.27"

[answers.income]
general_budget = { amount = "1366.27", note = "" }

[[rows.achievement_figures]]
id = "tourism_financing"
group = "economy"
value = "8940"

[[rows.achievement_figures]]
id = "r2"
owner = "p1"

[origins]
income_total = { origin = "supplied", reason = "" }
"income[general_budget].amount" = { origin = "overridden", reason = "账上数" }

[rewordings.nature_summary]
text = "我乡{expenditure_total}"
skeleton = "全年{expenditure_total}"

[explanations."F-101@projects[p1]"]
text = "跨年"
values = { expenditure_total = "6291.03", "income[other].amount" = "3" }

[states]
overview = "done"
'''


def example() -> Draft:
    figures = "achievement_figures"
    return Draft(
        uid="0d5c",
        form="changning_township/2023",
        parts={
            Part.ENTRIES: {
                Cell("year"): Entry("2023"),
                Cell("functions"): Entry('一、贯彻方针。\n二、"七办一队"。'),
                Cell("income_total"): Entry("1366.27", Origin.SUPPLIED),
                Cell("income", "general_budget", "amount"): Entry("1366.27", Origin.OVERRIDDEN, "账上数"),
                Cell("income", "general_budget", "note"): Entry(""),
                Cell(figures, "tourism_financing", "value"): Entry("8940"),
            },
            Part.ROWS: {figures: (FreeRow("tourism_financing", group="economy"), FreeRow("r2", owner="p1"))},
            Part.REWORDINGS: {"nature_summary": Rewording("我乡{expenditure_total}", "全年{expenditure_total}")},
            Part.EXPLANATIONS: {
                "F-101@projects[p1]": Explanation(
                    "跨年", (("expenditure_total", "6291.03"), ("income[other].amount", "3"))
                )
            },
            Part.STATES: {"overview": "done"},
            Part.NOT_APPLICABLE: {"three_public": True},
        },
    )


def test_the_shape_is_fixed() -> None:
    quotes_as_written = EXAMPLE.replace('"七办一队"', r"\"七办一队\"")
    assert write_draft_file(example()) == quotes_as_written


def test_an_example_is_read() -> None:
    assert read_draft_file(EXAMPLE) == DraftFile(example(), None, ())


def test_expectations_are_handed_through() -> None:
    read = read_draft_file(HEAD + '[expect]\nincome_total = 1844.31\nfindings = ["F-101", 3]\n[expect.text]\na = "b"\n')
    assert read.expect == {"income_total": "1844.31", "findings": ["F-101", 3], "text": {"a": "b"}}
    assert read.problems == ()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("1366.270", "1366.270"),
        ("2023", "2023"),
        ("-0.10", "-0.10"),
        ("1e3", "1e3"),
        ("nan", "nan"),
        ("-inf", "-inf"),
        ("2024-03-29", "2024-03-29"),
        ("2024-03-29T08:30:00", "2024-03-29T08:30:00"),
        ("08:30:00", "08:30:00"),
        ("'''\n一'二'''", "一'二"),
    ],
)
def test_bare_values_become_texts(written: str, text: str) -> None:
    read = read_draft_file(f"{HEAD}[answers]\nvalue = {written}\n")
    assert (read.draft.entries[Cell("value")], read.problems) == (Entry(text), ())


def test_a_missing_uid_is_made_each_time_anew() -> None:
    first, second = (read_draft_file('format = "f/1"').draft.uid for _ in range(2))
    assert len(first) == 32
    assert first != second


def test_half_characters_are_joined_or_shown() -> None:
    draft = Draft(uid="r1", form="f/1")
    draft.apply([draft.edit(Part.ENTRIES, Cell("name"), Entry("\ud842\udfb7田\ud842"))])
    assert read_draft_file(write_draft_file(draft)).draft.entries == {Cell("name"): Entry("𠮷田�")}
    assert read_draft_file(HEAD + 'states = { a = "\ud842" }').draft.states == {"a": "�"}


# ---------------------------------------------------------------- mistakes that leave a draft

MISTAKES = {
    "[answer]\na = 1": [("draft.unknown_part", "answer")],
    "answers = 3": [("draft.not_table", "answers")],
    "[answers]\na = true": [("draft.not_text", "answers.a")],
    "[answers]\na = [1, 2]": [("draft.not_text", "answers.a")],
    "[answers]\na = 0x" + "f" * 4000: [("draft.not_text", "answers.a")],
    "[answers]\nBad = 1": [("draft.cell", "answers.Bad")],
    "[answers]\n'a[b].' = 1": [("draft.cell", "answers.a[b].")],
    "[answers.t]\n'r 1' = { a = 1 }": [("draft.cell", "answers.t.r 1.a")],
    "[answers.t]\nr = 1": [("draft.not_table", "answers.t.r")],
    "[answers.t]\nr = { a = {} }": [("draft.not_text", "answers.t.r.a")],
    "[answers.t]\nr = { a = 1 }\n[[rows.t]]\nid = 'r'\na = 2": [("draft.twice", "rows.t[1].a")],
    "rows = []": [("draft.not_table", "rows")],
    "[rows]\nt = 1": [("draft.not_list", "rows.t")],
    "[rows]\nt = [1]": [("draft.not_table", "rows.t[1]"), ("draft.row_without_id", "rows.t[1]")],
    "[[rows.T]]\nid = 'r'": [("draft.cell", "rows.T")],
    "[[rows.t]]\na = 1": [("draft.row_without_id", "rows.t[1]")],
    "[[rows.t]]\nid = true": [("draft.not_text", "rows.t[1].id"), ("draft.row_without_id", "rows.t[1]")],
    "[[rows.t]]\nid = '行'": [("draft.row_id", "rows.t[1]")],
    "[[rows.t]]\nid = 1\n[[rows.t]]\nid = '1'": [("draft.row_twice", "rows.t[2]")],
    "[origins]\na = { origin = 'supplied' }": [("draft.origin_alone", "origins.a")],
    "[origins]\n'?' = { origin = 'supplied' }": [("draft.origin_alone", "origins.?")],
    "[answers]\na = 1\n[origins]\na = { origin = 'heard' }": [("draft.origin", "origins.a")],
    "[answers]\na = 1\n[origins]\na = 'typed'": [("draft.not_table", "origins.a"), ("draft.missing_key", "origins.a")],
    "[rewordings.s]\ntext = 'a'": [("draft.missing_key", "rewordings.s")],
    "[rewordings.s]\ntext = ''\nskeleton = ''\nby = ''": [("draft.unknown_key", "rewordings.s")],
    "[explanations.f]\nvalues = {}": [("draft.missing_key", "explanations.f")],
    "[explanations.f]\ntext = 'a'\nvalues = { a = [] }": [("draft.not_text", "explanations.f.values.a")],
    "[states]\na = false": [("draft.not_text", "states.a")],
    "expect = 1": [("draft.not_table", "expect")],
    "not_applicable = 'a'": [("draft.not_list", "not_applicable")],
    "not_applicable = ['a', true]": [("draft.not_text", "not_applicable[2]")],
}


@pytest.mark.parametrize(("text", "told"), MISTAKES.items())
def test_a_mistake_is_told_with_its_place(text: str, told: list[tuple[str, str]]) -> None:
    top = text if text.startswith("not_") else ""
    read = read_draft_file(f"{top}\n{HEAD}\n" if top else f"{HEAD}\n{text}\n")
    assert [(problem.code, problem.place) for problem in read.problems] == told


@pytest.mark.parametrize("uid", ["''", "'../x'", "true", "'" + "a" * 65 + "'"])
def test_a_uid_that_could_not_be_one_is_replaced(uid: str) -> None:
    read = read_draft_file(f"format = 'f/1'\nuid = {uid}")
    assert [problem.code for problem in read.problems] == ["draft.uid"]
    assert len(read.draft.uid) == 32


def test_what_stands_beside_a_mistake_is_read() -> None:
    read = read_draft_file(f"{HEAD}[answers]\na = 1\nb = true\n[[rows.t]]\nx = 1\n[[rows.t]]\nid = 'r'\nx = 2\n")
    assert dict(read.draft.entries) == {Cell("a"): Entry("1"), Cell("t", "r", "x"): Entry("2")}
    assert read.draft.rows("t") == (FreeRow("r"),)


# ---------------------------------------------------------------- files that hold no draft

REFUSED = {
    "draft.syntax": b"format = 'f/1'\n  answers = =",
    "draft.truncated": b'format = \'f/1\'\n[answers]\na = """half',
    "draft.encoding": "format = '长宁'".encode("gbk"),
    "draft.too_deep": b"a = " + b"[" * 100_000,
    "draft.long_number": b"a = " + b"1" * 5_000,
    "draft.no_format": b"uid = 'r1'",
    "draft.too_large": b"#" * 10_000_000,
}


@pytest.mark.parametrize(("code", "content"), REFUSED.items())
def test_a_file_without_a_draft_is_refused(code: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "长宁乡.jibao"
    path.write_bytes(content)
    with pytest.raises(KnownError) as refused:
        read_draft_file(path)
    assert refused.value.code == code


@pytest.mark.parametrize("content", [b"a = " + b"{b=" * 5_000, b"a." * 5_000 + b"a = 1", "format = 1".encode("utf-16")])
def test_other_strange_files_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.jibao"
    path.write_bytes(content)
    with pytest.raises(KnownError):
        read_draft_file(path)


def test_a_mistake_is_told_by_line_and_column() -> None:
    with pytest.raises(KnownError, match="第2行第13个字"):
        read_draft_file("format = 'f/1'\n  answers = =")


def test_text_that_is_too_large_is_refused_like_a_file() -> None:
    with pytest.raises(KnownError, match="4MB"):
        read_draft_file("字" * 1_500_000)


def test_an_editor_s_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "x.jibao"
    path.write_bytes(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode())
    assert read_draft_file(path).draft == example()


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        read_draft_file(tmp_path / "没有.jibao")
    assert refused.value.code == "draft.missing"


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        read_draft_file(tmp_path)
    assert refused.value.code == "draft.is_folder"


def test_a_name_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        read_draft_file(tmp_path / ("长" * 300))
    assert refused.value.code == "draft.unreadable"


# ---------------------------------------------------------------- saving


def test_saved_and_read_it_is_the_same_draft(tmp_path: Path) -> None:
    path = tmp_path / "长宁乡 2023.jibao"
    save_draft_file(example(), path)
    save_draft_file(example(), path)
    assert read_draft_file(path).draft == example()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "file.full"),
        (errno.EROFS, "file.refused"),
        (errno.EACCES, "file.refused"),
        (errno.EBUSY, "file.in_use"),
        (errno.EIO, "file.failed"),
    ],
)
def test_what_cannot_be_saved_is_told(number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(draft_file, "write_atomically", fail)
    with pytest.raises(KnownError) as refused:
        save_draft_file(example(), tmp_path / "x.jibao")
    assert refused.value.code == code


def test_open_in_another_program_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        error = PermissionError(errno.EACCES, "sharing")
        vars(error)["winerror"] = 32
        raise error

    monkeypatch.setattr(draft_file, "write_atomically", fail)
    with pytest.raises(KnownError) as refused:
        save_draft_file(example(), tmp_path / "x.jibao")
    assert refused.value.code == "file.in_use"


def test_saving_into_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        save_draft_file(example(), tmp_path / "gone" / "x.jibao")
    assert refused.value.code == "file.failed"


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "x.jibao"
    save_draft_file(example(), path)
    draft = example()
    draft.apply([draft.edit(Part.ENTRIES, Cell("functions"), Entry("字" * 2_000_000))])
    with pytest.raises(KnownError) as refused:
        save_draft_file(draft, path)
    assert refused.value.code == "draft.too_large_to_save"
    assert read_draft_file(path).draft == example()


def test_very_many_faults_are_counted_and_not_all_told() -> None:
    found = read_draft_file('format = "a/1"\nnot_applicable = [' + "[]," * 1000 + "]").problems
    assert len(found) == MOST_PROBLEMS + 1
    assert (found[-1].code, "500" in found[-1].text) == ("draft.more", True)
