"""Tables set behind the report as attachments: the note, the marks, the order."""

from core.reports.annexes import annex_names, with_annexes
from core.reports.compose import compose
from core.reports.document import Document, Paragraph
from tests.core.reports.official_samples import FORM, tables_sheet


def composed(form: str = FORM) -> tuple[Document, list[Document]]:
    sheet = tables_sheet(form)
    rows = [compose(sheet, "project_table", row) for row in ("p1", "p2")]
    return compose(sheet, "report"), [compose(sheet, "budget_table"), *rows]


def test_the_note_stands_between_body_and_signature() -> None:
    report, annexes = composed()
    whole = with_annexes(report, annexes)
    assert [part.id for part in whole.parts] == [
        "title", "money", "annexes", "closing", "budget_table:", "project_table:p1", "project_table:p2",
    ]  # fmt: skip
    note = [block.text for block in whole.parts[2].blocks if isinstance(block, Paragraph)]
    assert note == [
        "",
        "附件：1.2024年度自评表",
        "　　　2.2024年度修路自评表",
        '　　　3.2024年度治水/二期:*?"<>|自评表',
    ]


def test_each_begins_with_its_mark_and_keeps_its_page() -> None:
    report, annexes = composed()
    *_, first, second, _ = with_annexes(report, annexes).parts
    assert first.blocks[0] == Paragraph(runs=("附件1",), role="annex")
    assert first.blocks[1:] == annexes[0].blocks()
    assert (first.title, first.landscape, second.landscape) == ("附件1", False, True)


def test_a_single_one_bears_no_number() -> None:
    report, annexes = composed()
    whole = with_annexes(report, annexes[:1])
    assert whole.parts[2].blocks[1] == Paragraph(runs=("附件：2024年度自评表",))
    assert whole.parts[-1].blocks[0] == Paragraph(runs=("附件",), role="annex")


def test_the_code_is_that_of_the_whole() -> None:
    report, annexes = composed()
    codes = {report.code, with_annexes(report, annexes).code, with_annexes(report, annexes[:1]).code}
    assert len(codes) == 3


def test_none_leaves_the_report_as_it_is() -> None:
    report, _ = composed()
    assert with_annexes(report, []) is report


def test_without_a_signature_the_note_ends_the_body() -> None:
    report, annexes = composed(FORM.replace('closing = ["{reporting_unit}"]', ""))
    assert [part.id for part in with_annexes(report, annexes).parts][:4] == [
        "title",
        "money",
        "annexes",
        "budget_table:",
    ]


def test_those_of_one_title_are_called_by_their_files() -> None:
    assert annex_names(composed()[1][:2]) == ["2024年度自评表", "2024年度项目支出自评表"]
