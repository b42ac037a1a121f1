"""Where report formats are found: the shipped folder and the user's own, `<id>/<edition>/form.toml`.

Same form and edition in both: the user's wins, and says so. A format with any problem is not opened; all its problems
are told, and the others stay usable.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli

from core.errors import KnownError, Problem, TooManyProblemsError, problem
from core.forms.consistency import consistency_problems
from core.forms.documents import document_problems
from core.forms.paper import paper_problems
from core.forms.program import Program, compile_form
from core.forms.structure import Dictionary, build_dictionary, build_form
from core.formulas.names import did_you_mean
from core.toml_text import parsed

MAX_FILE = 1_000_000
FORM, EXAMPLE, REFERENCE = "form.toml", "example.toml", "reference.docx"

Read = tuple[dict[str, Any] | None, tuple[Problem, ...]]
"""A file's content (None when it cannot be used) and what is wrong with it."""

_EDITION = re.compile("[0-9]{4}")


def resources() -> Path:
    """The folder of shipped data, beside the program in source and in a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen or Path(__file__).parents[2]) / "resources"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEntry:
    """A report format that was found: where it lies, and what its first lines say.

    edition: the first year it serves. users: it lies in the user's own folder. hides_shipped: there is a shipped
    one of the same key.
    """

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
        self._files: dict[tuple[Path, int, int], Read] = {}

    def entries(self) -> tuple[FormEntry, ...]:
        """Every format that was found, by id and edition; unreadable ones are left to `problems`."""
        found = {entry.key: entry for entry in self._entries(self.shipped / "forms", users=False)}
        for entry in self._entries(self.users, users=True) if self.users else ():
            found[entry.key] = replace(entry, hides_shipped=entry.key in found)
        return tuple(sorted(found.values(), key=lambda entry: (entry.id, entry.edition)))

    def problems(self) -> tuple[Problem, ...]:
        """Why folders that look like a format are not among the entries."""
        folders = [self.shipped / "forms", *([self.users] if self.users else [])]
        return tuple(problem for folder in folders for path in _files(folder) for problem in self._unusable(path))

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

    def renew(self) -> None:
        """Forget what was compiled, since the folders have changed; a report that is open keeps its own."""
        self._programs.clear()

    def examine(self, folder: Path) -> tuple[Program | None, tuple[Problem, ...]]:
        """The format in a folder (wherever it lies) and all its problems; the program is None when there is none."""
        dictionary, problems = self.dictionary()
        data, wrong = self._read(folder / FORM)
        if data is None:
            return None, (*problems, *(one.at(f"{folder.parent.name}/{folder.name}") for one in wrong))
        name = f"{folder.parent.name}/{folder.name}/{FORM}"
        try:
            form, found = build_form(data, dictionary, name)
            program, names = compile_form(form)
        except TooManyProblemsError as error:
            return None, (*problems, *error.problems, problem("form.too_many", name, count=len(error.problems)))
        problems = (*problems, *found, *consistency_problems(form), *document_problems(form))
        problems = (*problems, *names, *paper_problems(program))
        if form.id and form.edition and form.key != f"{folder.parent.name}/{folder.name}":
            problems = (*problems, problem("form.folder_name", name, wanted=form.key))
        return program, problems

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

    def _entries(self, folder: Path, users: bool) -> Iterator[FormEntry]:
        for path in _files(folder):
            data, _ = self._read(path)
            if data is not None and _EDITION.fullmatch(path.parent.name):
                label, place = (value if isinstance(value := data.get(key), str) else "" for key in ("label", "place"))
                yield FormEntry(
                    id=path.parent.parent.name,
                    edition=int(path.parent.name),
                    label=label,
                    place=place,
                    folder=path.parent,
                    users=users,
                )

    def _unusable(self, path: Path) -> tuple[Problem, ...]:
        at = f"{path.parent.parent.name}/{path.parent.name}"
        if not _EDITION.fullmatch(path.parent.name):
            return (problem("form.edition_folder", at, name=path.parent.name),)
        return tuple(wrong.at(at) for wrong in self._read(path)[1])

    def _read(self, path: Path) -> Read:
        """`read_toml`, once for each state of the file."""
        try:
            state = path.stat()
        except OSError:
            return read_toml(path)
        key = (path, state.st_mtime_ns, state.st_size)
        if key not in self._files:
            self._files[key] = read_toml(path)
        return self._files[key]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*/*/{FORM}"))


def read_toml(path: Path) -> Read:
    """A definition file as a dict with Decimal figures, or the problem that it cannot be used; never raises."""
    try:
        if path.stat().st_size > MAX_FILE:
            return _refused(path, "form.too_large", limit=f"{MAX_FILE // 1_000_000} MB")
        return parsed(path.read_text("utf-8-sig"), Decimal), ()
    except OSError as error:
        return _refused(path, "form.unreadable", text=error.strerror or str(error))
    except UnicodeDecodeError:
        return _refused(path, "form.encoding")
    except tomli.TOMLDecodeError as error:
        return _refused(path, "form.not_toml", line=error.lineno, column=error.colno, text=error.msg[:80])
    except RecursionError:
        return _refused(path, "form.too_deep")
    except (ValueError, ArithmeticError):  # more digits than Python reads, or a power that no Decimal holds
        return _refused(path, "form.long_number")


def _refused(path: Path, code: str, **facts: object) -> Read:
    return None, (problem(code, path.name, **facts),)
