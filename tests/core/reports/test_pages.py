"""Chapters as pages of the screen, and the figures that stand for a finished one."""

from core.reports.pages import key_figures, pages_of
from tests.core.reports.samples import complete, sample, sheet_of


def test_mere_headings_are_no_pages() -> None:
    pages = pages_of(sheet_of({}))
    assert [section.id for section in sample().form.sections() if section.items or section.grid] == [
        section.id for section in pages
    ]
    assert all(section.items or section.grid for section in pages)


def test_key_figures_are_the_first_computed_ones_with_a_value() -> None:
    sheet = sheet_of(complete())
    figures = [key_figures(sheet, section) for section in pages_of(sheet)]
    assert any(figures)
    assert all(sheet.computed(cell) and sheet.value(cell) is not None for cells in figures for cell in cells)


def test_there_are_no_more_than_asked_for() -> None:
    sheet = sheet_of(complete())
    assert all(len(key_figures(sheet, section, most=1)) <= 1 for section in pages_of(sheet))


def test_a_figure_without_a_value_is_not_shown() -> None:
    sheet = sheet_of({})
    figures = {cell.item for section in pages_of(sheet) for cell in key_figures(sheet, section)}
    assert "expenditure_total" not in figures
