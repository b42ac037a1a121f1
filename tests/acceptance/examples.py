"""The shipped report formats and their filled examples, read once a worker."""

from functools import cache

from core.forms.library import EXAMPLE, Library
from core.reports.draft import Draft
from core.reports.session import Session
from core.storage.draft_file import read_draft_file

CHANGNING, XIANGTAN, HUNAN = "changning_township/2023", "xiangtan_township/2024", "hunan_township/2024"
FORMS = (CHANGNING, XIANGTAN, HUNAN)


@cache
def shipped() -> Library:
    """The shipped formats."""
    return Library()


@cache
def draft_of(key: str) -> Draft:
    """The example of a form, only to be looked at."""
    return read_draft_file(shipped().entry(key).folder / EXAMPLE).draft


def opened(key: str) -> Session:
    """The example of a form, open for changes."""
    return Session(shipped().program(key), draft_of(key).copy())


def report_only(key: str) -> Draft:
    """The example of a form with its table documents switched off."""
    session = opened(key)
    for document in session.program.form.documents:
        if document.optional:
            session.set_document_applicable(document.id, False)
    return session.draft
