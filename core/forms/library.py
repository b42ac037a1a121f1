"""Where report formats are found: the shipped folder and the user's own, `<id>/<edition>/form.toml`.

Same form and edition in both: the user's wins. A format with any problem is not opened; all its problems are told.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli

from core.errors import KnownError, Problem, problem
from core.formulas.names import did_you_mean
from core.forms.paper import paper_problems
from core.forms.program import Program, compile_form
from core.forms.structure import Dictionary, build_dictionary, build_form

MAX_FILE = 1_000_000
FORM, EXAMPLE, REFERENCE = "form.toml", "example.toml", "reference.docx"


def resources() -> Path:
    """The folder of shipped data, beside the program in source and in a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen or Path(__file__).parents[2]) / "resources"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEntry:
    """A report format that was found: where it lies, and what its first lines say. edition serves years from its own on."""

    id: str
    edition: int
    label: str
    place: str
    folder: Path
    users: bool
    hides_shipped: bool = False

    @property
    def key(self) -> str:
        """`id/edition`."""
        return f"{self.id}/{self.edition}"


class Library:
    """All report formats of this PC. Programs are compiled when first asked for, and kept."""

    def __init__(self, shipped: Path | None = None, users: Path | None = None) -> None:
        self.shipped = shipped or resources()
        self.users = users
        self._dictionary: tuple[Dictionary, tuple[Problem, ...]] | None = None
        self._programs: dict[str, Program] = {}

    def entries(self) -> tuple[FormEntry, ...]:
        """Every format that was found, by id and edition; unreadable ones are left to `problems`."""
        found = {entry.key: entry for entry in self._entries(self.shipped / "forms", users=False)}
        for entry in self._entries(self.users, users=True) if self.users else ():
            found[entry.key] = FormEntry(**{**_facts(entry), "hides_shipped": entry.key in found})
        return tuple(sorted(found.values(), key=lambda entry: (entry.id, entry.edition)))

    def serving(self, id: str, year: int) -> FormEntry | None:
        """The edition of a form that serves a year: the newest that is not younger than it."""
        editions = [entry for entry in self.entries() if entry.id == id and entry.edition <= year]
        return editions[-1] if editions else None

    def entry(self, key: str) -> FormEntry:
        """The format of `id/edition`; KnownError form.not_found."""
        entries = {entry.key: entry for entry in self.entries()}
        if key not in entries:
            raise KnownError("form.not_found", form=key, hint=did_you_mean(key, entries))
        return entries[key]

    def program(self, key: str) -> Program:
        """The compiled format of `id/edition`; KnownError form.broken with all problems."""
        if key not in self._programs:
            program, problems = self.examine(self.entry(key).folder)
            if program is None or problems:
                raise KnownError("form.broken", problems, form=key, count=len(problems))
            self._programs[key] = program
        return self._programs[key]

    def examine(self, folder: Path) -> tuple[Program | None, tuple[Problem, ...]]:
        """The format in a folder (wherever it lies) and all its problems; the program is None when there is none."""
        dictionary, problems = self.dictionary()
        data, wrong = read_toml(folder / FORM)
        if data is None:
            return None, (*problems, *wrong)
        name = f"{folder.parent.name}/{folder.name}/{FORM}"
        form, found = build_form(data, dictionary, name)
        problems = (*problems, *found)
        if form is None:
            return None, problems
        if form.key != f"{folder.parent.name}/{folder.name}":
            problems = (*problems, problem("form.folder_name", name, wanted=form.key))
        program, found = compile_form(form)
        return program, (*problems, *found, *paper_problems(program))

    def dictionary(self) -> tuple[Dictionary, tuple[Problem, ...]]:
        """The shipped dictionary with its problems."""
        if self._dictionary is None:
            sources: dict[str, Mapping[str, Any]] = {}
            problems: list[Problem] = []
            for path in sorted((self.shipped / "dictionary").glob("*.toml")):
                data, wrong = read_toml(path)
                problems += wrong
                if data is not None:
                    sources[path.name] = data
            dictionary, found = build_dictionary(sources)
            self._dictionary = dictionary, (*problems, *found)
        return self._dictionary

    def _entries(self, folder: Path, users: bool) -> list[FormEntry]:
        found = []
        for path in sorted(folder.glob(f"*/*/{FORM}")) if folder.is_dir() else ():
            data, _ = read_toml(path)
            if data is None or not path.parent.name.isdigit():
                continue
            found.append(
                FormEntry(
                    id=path.parent.parent.name, edition=int(path.parent.name), label=str(data.get("label", "")),
                    place=str(data.get("place", "")), folder=path.parent, users=users,
                )  # fmt: skip
            )
        return found


def read_toml(path: Path) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """A definition file as a dict with Decimal figures, or the problem that it is unreadable, too large or no TOML."""
    try:
        if path.stat().st_size > MAX_FILE:
            return None, (problem("form.too_large", path.name, limit=f"{MAX_FILE // 1_000_000} MB"),)
        return tomli.loads(path.read_text("utf-8"), parse_float=Decimal), ()
    except OSError as error:
        return None, (problem("form.unreadable", path.name, text=error.strerror or str(error)),)
    except (ValueError, ArithmeticError, RecursionError) as error:  # TOML and UTF-8 faults, figures no Decimal can hold
        return None, (problem("form.not_toml", path.name, text=str(error)[:200]),)


def _facts(entry: FormEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("id", "edition", "label", "place", "folder", "users", "hides_shipped")}
