"""Definitions in a few lines, taken through everything that a report format goes through when it is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import tomli

from core.errors import Problem
from core.forms.consistency import consistency_problems
from core.forms.documents import document_problems
from core.forms.model import Field, ReportForm
from core.forms.paper import paper_problems
from core.forms.program import Program, compile_form
from core.forms.structure import build_dictionary, build_form

FRAME = 'id = "f"\nedition = 2024\nlabel = "格式"\n'

MONEY = """
[field.income_total]
label = "本年收入合计"
kind = "money"
formula = "total(income.amount)"
supplied = true
[table.income]
label = "本年收入"
rows = [ { id = "budget", label = "预算拨款" }, { id = "other", label = "其他收入" } ]
columns = [
  { id = "amount", label = "金额", kind = "money", sums = true },
  { id = "share", label = "占比", kind = "percent", places = 1, formula = "share(amount, income_total)" },
]
"""


@dataclass(frozen=True)
class Made:
    """A form that was taken through everything, and what was told on the way."""

    form: ReportForm
    program: Program
    problems: tuple[Problem, ...]

    def told(self, code: str) -> list[str]:
        """The problems of one code."""
        return [str(problem) for problem in self.problems if problem.code == code]

    def codes(self) -> list[str]:
        """All codes, each once, but for what is only about paper."""
        return sorted({problem.code for problem in self.problems if not problem.code.endswith("not_shown")})


def read(text: str) -> dict[str, Any]:
    """A definition as a dict."""
    return tomli.loads(text, parse_float=Decimal)


def document(items: Sequence[str] = (), rest: str = "") -> str:
    """A document with one section of these items; rest: more keys of the section."""
    listed = ", ".join(f'"{item}"' for item in items)
    return (
        '[[document]]\nid = "report"\ntitle = "报告"\nfile_name = "报告"\n'
        f'[[document.section]]\nid = "all"\nheading = "全部"\nitems = [{listed}]\n{rest}\n'
    )


def made(dictionary: str, items: Sequence[str] = (), top: str = "", rest: str = "", documents: str = "") -> Made:
    """A form over this dictionary that holds these items; top: more of the form, rest: more of its one section."""
    return made_of(dictionary, FRAME + top + (documents or document(items, rest)))


def made_of(dictionary: str, form: str) -> Made:
    """A form of a whole text."""
    known, problems = build_dictionary({"d.toml": read(dictionary)})
    built, found = build_form(read(form), known, "form.toml")
    program, names = compile_form(built)
    consistent = (*consistency_problems(built), *document_problems(built))
    told = (*problems, *found, *consistent, *names, *paper_problems(program))
    return Made(built, program, told)


def field(kind: str, **settings: Any) -> Field:
    """A field of that kind."""
    return Field(**{"id": "x", "label": "项", "kind": kind, **settings})
