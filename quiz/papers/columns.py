"""Which column of a table of sheets holds what: by its heading, in English or Vietnamese, else by its place."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quiz.bank.model import Mark
from quiz.bank.problems import Problems
from quiz.i18n import _
from quiz.papers.model import Frozen
from quiz.questions.show import folded

__all__ = ["Columns", "by_heading", "by_place"]

_NAMES: Mapping[str, frozenset[str]] = {
    "name": frozenset(
        [
            "name",
            "full name",
            "student",
            "student name",
            "pupil",
            "learner",
            "ten",
            "ho ten",
            "ho va ten",
            "hoc sinh",
            "thi sinh",
            "hoc vien",
            "sinh vien",
            "ten hoc sinh",
            "ten thi sinh",
        ]
    ),
    "last": frozenset(("last name", "surname", "family name", "ho")),
    "middle": frozenset(("middle name", "ho dem", "ten dem", "dem")),
    "first": frozenset(("first name", "given name")),
    "id": frozenset(
        ["id", "student id", "number", "sbd", "so bao danh", "ma hoc sinh", "ma so", "ma so hoc sinh", "mssv"]
    ),
    "file": frozenset(("file name", "source file")),
    "form": frozenset(
        ["form", "test form", "test form code", "form code", "version", "ma de", "de", "ma de thi", "de so"]
    ),
    "answers": frozenset(
        [
            "answers",
            "answer",
            "responses",
            "tra loi",
            "cau tra loi",
            "cac cau tra loi",
            "bai lam",
            "dap an",
            "phuong an",
        ]
    ),
}
_OPENMCR = frozenset(("last name", "test form code", "source file"))
_OPENMCR_SCORES = "total points"
_QUESTION = re.compile(r"(?:empty )?(?:q|question|c|cau|cau hoi)? ?0*(\d{1,4})")


class Columns(NamedTuple):
    """Places of columns, from 0."""

    named: Mapping[str, int]
    """By what they hold: name, last, middle, first, id, file, form, answers."""
    questions: Mapping[int, int]
    """By number of question, from 1."""
    heading: bool
    """The first row is a heading."""
    width: int
    """Number of columns; 0 if it is not known."""
    openmcr: bool = False
    """The table is what OpenMCR made of its sheets."""
    scores: bool = False
    """The table is not of answers, but of OpenMCR's scores for them."""


def by_heading(row: Sequence[str], mark: Mark, problems: Problems) -> Columns | None:
    """The columns that the first row names; None if it is no heading: it must name people and answers."""
    named: dict[str, int] = {}
    questions: dict[int, int] = {}
    twice: list[tuple[int, str]] = []
    for at, cell in enumerate(row):
        text = folded(cell)
        holds = next((what for what, names in _NAMES.items() if text in names), "")
        question = _QUESTION.fullmatch(text)
        number = int(question[1]) if question else 0
        if (holds and holds in named) or (number and number in questions):
            twice.append((at, cell))
        elif holds:
            named[holds] = at
        elif number:
            questions[number] = at
    people = {"name", "last", "first", "id", "file"} & set(named)
    if not people and "form" in named and questions and 0 not in (*named.values(), *questions.values()):
        named["file"] = 0  # FormScanner's: empty from a command line, else "File name" in one of twelve languages
        people = {"file"}
    if not people or not (questions or "answers" in named):
        return None
    for at, cell in twice:
        problems.add(
            mark._replace(column=at + 1),
            _("'{name}' is a heading of two columns.").format(name=cell),
            _("Remove one of them."),
        )
    texts = {folded(cell) for cell in row}
    openmcr = texts >= _OPENMCR
    return Columns(named, questions, True, len(row), openmcr, openmcr and _OPENMCR_SCORES in texts)


def by_place(frozen: Frozen, width: int) -> Columns:
    """Name, form, answers: one column with all answers, or one for each question."""
    number = len(frozen.entries)
    if width == 3 and number > 1:
        return Columns({"name": 0, "form": 1, "answers": 2}, {}, False, 3)
    return Columns({"name": 0, "form": 1}, {n: n + 1 for n in range(1, number + 1)}, False, number + 2)
