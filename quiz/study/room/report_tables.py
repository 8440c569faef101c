"""A report as tables: for spreadsheets, and for whatever else shows rows."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from quiz.i18n import _
from quiz.study.frozen import in_lang
from quiz.study.room.report import ClassReport
from quiz.text import safe_cell

__all__ = ["Cell", "Table", "as_csv", "tables"]

Cell: TypeAlias = str | int | float | None
"""None: there is nothing to say. True and false are 1 and 0."""


class Table(NamedTuple):
    """Rows of one kind."""

    name: str
    """pupils, teams, questions or answers: for programs."""
    title: str
    """The same in the interface's language."""
    columns: tuple[str, ...]
    """Names for programs, the same in every language."""
    heads: tuple[str, ...]
    """Names for people, in the interface's language."""
    rows: tuple[tuple[Cell, ...], ...]


def tables(report: ClassReport, lang: str) -> tuple[Table, ...]:
    """The report, questions in ``lang`` or in the first language that it has; what is empty is left out.

    Times are seconds, shares 0 to 1.
    """
    found = (_pupils(report), _teams(report), _questions(report, lang), _answers(report, lang))
    return tuple(one for one in found if one.rows)


def as_csv(table: Table) -> str:
    """One table, a header and a line each; no cell that a spreadsheet would compute. Numbers with a point."""
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(["" if cell is None else safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def _pupils(report: ClassReport) -> Table:
    known = (
        ("name", _("Name")),
        ("team", _("Team")),
        ("right", _("Right answers")),
        ("of", _("Questions")),
        ("answered", _("Answered")),
        ("points", _("Points")),
        ("median_s", _("Median time (s)")),
        ("needs_help", _("Needs help")),
        ("finished", _("Finished")),
        *((f"Q{one.number}", str(one.number)) for one in report.questions),
    )
    rows: list[Sequence[Cell]] = [
        (
            one.name,
            one.team,
            one.right,
            one.of,
            one.answered,
            one.points,
            _seconds(one.median_ms),
            int(one.needs_help),
            int(one.finished),
            *map(_short, one.credits),
        )
        for one in report.pupils
    ]
    return _table("pupils", _("Pupils"), known, rows)


def _teams(report: ClassReport) -> Table:
    known = (
        ("team", _("Team")),
        ("members", _("Members")),
        ("right", _("Right answers, mean")),
        ("points", _("Points, mean")),
    )
    rows = [(one.name, one.members, _short(one.right), _short(one.points)) for one in report.teams]
    return _table("teams", _("Teams"), known, rows)


def _questions(report: ClassReport, lang: str) -> Table:
    known = (
        ("number", _("Number")),
        ("question", _("Question")),
        ("key", _("Right answer")),
        ("accepted", _("Accepted besides")),
        ("counts", _("Counts")),
        ("answers", _("Answers")),
        ("right", _("Right answers")),
        ("facility", _("Facility")),
        ("median_s", _("Median time (s)")),
        ("distractor", _("Most frequent mistake")),
        ("distractor_n", _("How often")),
        ("difficult", _("Difficult")),
    )
    rows: list[Sequence[Cell]] = []
    for one in report.questions:
        wrong = one.distractor
        rows.append(
            (
                one.number,
                in_lang(one.prompts, lang),
                " → ".join(in_lang(one.keys, lang)) if one.form == "ordering" else "; ".join(in_lang(one.keys, lang)),
                "; ".join(in_lang(one.accepted, lang)) or None,
                int(one.counts),
                one.n,
                one.right if one.counts else None,
                _short(one.facility),
                _seconds(one.median_ms),
                in_lang(wrong.texts, lang) if wrong else None,
                wrong.n if wrong else None,
                int(one.difficult),
            )
        )
    return _table("questions", _("Questions"), known, rows)


def _answers(report: ClassReport, lang: str) -> Table:
    known = (
        ("number", _("Number")),
        ("answer", _("Answer")),
        ("right", _("Right")),
        ("n", _("How often")),
        ("share", _("Share")),
    )
    rows: list[Sequence[Cell]] = [
        (question.number, in_lang(given.texts, lang), int(given.right), given.n, _short(given.n / question.n))
        for question in report.questions
        if question.n
        for given in question.given
    ]
    return _table("answers", _("Answers"), known, rows)


def _table(name: str, title: str, known: Sequence[tuple[str, str]], rows: Sequence[Sequence[Cell]]) -> Table:
    columns, heads = zip(*known, strict=True)
    return Table(name, title, columns, heads, tuple(map(tuple, rows)))


def _seconds(ms: float | None) -> float | None:
    return None if ms is None else _short(ms / 1000)


def _short(value: float | None) -> float | None:
    """At most three decimals."""
    if value is None:
        return None
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded
