"""The marks of a class, in lines and as a table for spreadsheets."""

import csv
from collections.abc import Sequence
from io import StringIO

from quiz.i18n import _, ngettext
from quiz.papers.marks import Change, MarkedSheet, Marks, QuestionMarks
from quiz.papers.model import Frozen
from quiz.questions.model import LETTERS
from quiz.study.exam.model import Clock
from quiz.study.exam.scoring import explain
from quiz.study.words import number, percent
from quiz.text import safe_cell

__all__ = ["change_lines", "result_csv", "result_lines", "sheets_csv"]


def result_lines(frozen: Frozen, marks: Marks, title: str) -> list[str]:
    """The rule, the pupils by rank, how ties are broken, and each question."""
    n = len(marks.pupils)
    lines = [ngettext("{title}: {n} sheet.", "{title}: {n} sheets.", n).format(title=title, n=n)]
    blueprint = frozen.blueprint._replace(clock=Clock())
    if blueprint.scoring == "certainty":
        blueprint = blueprint._replace(scoring="plain")  # which is what a certainty of 1 comes to
    lines += explain(blueprint)[:-1]  # neither time nor speed on paper
    if frozen.blueprint.scoring == "speed":
        lines.append(_("On paper no time is known: every answer counts as given at once."))
    if frozen.blueprint.scoring == "certainty":
        lines.append(_("On paper nobody says how certain they are: every answer counts as 1."))
    lines += [_pupil(frozen, one) for one in marks.pupils]
    lines.append(
        _("Equal marks: more right answers come first, then fewer wrong ones; who is still equal shares the rank.")
    )
    lines.append(_("Questions as form A counts them, and how easy each was (facility):"))
    return lines + [_question(one) for one in marks.questions]


def _pupil(frozen: Frozen, one: MarkedSheet) -> str:
    score = one.score
    words = _(
        "{rank}. {name}, form {form}: {marks} of {most} marks, {share}; {right} right, {wrong} wrong, {blank} blank"
    )
    if len(frozen.forms) == 1:
        words = _("{rank}. {name}: {marks} of {most} marks, {share}; {right} right, {wrong} wrong, {blank} blank")
    return words.format(
        rank=one.rank,
        name=one.sheet.name,
        form=one.sheet.form,
        marks=number(score.marks),
        most=number(score.most),
        share=percent(score.share),
        right=score.right,
        wrong=score.wrong,
        blank=score.blank,
    )


def _question(one: QuestionMarks) -> str:
    if one.void:
        return _("Question {number}: left out").format(number=one.number)
    if one.facility is None:
        return _("Question {number}: no answers").format(number=one.number)
    line = _("Question {number}: facility {facility}; {right} right, {wrong} wrong, {blank} blank").format(
        number=one.number, facility=percent(one.facility), right=one.right, wrong=one.wrong, blank=one.blank
    )
    chosen = ", ".join(f"{LETTERS[at]} {times}" for at, times in enumerate(one.chosen))
    return line + (_("; chosen: {options}").format(options=chosen) if chosen else "")


def result_csv(marks: Marks) -> str:
    """A line for each pupil: rank, name, form, marks, most, share, right, wrong, blank, and the marks of each question
    of form A (empty where it is left out). Numbers with a point, and no cell that a spreadsheet would compute."""
    numbers = [f"Q{one.number}" for one in marks.questions]
    rows: list[list[object]] = [["rank", "name", "form", "marks", "most", "share", "right", "wrong", "blank", *numbers]]
    for one in marks.pupils:
        score = one.score
        rows.append(
            [
                one.rank,
                safe_cell(one.sheet.name),
                one.sheet.form,
                *(_plain(value) for value in (score.marks, score.most, score.share)),
                score.right,
                score.wrong,
                score.blank,
                *("" if value is None else _plain(value) for value in one.marks),
            ]
        )
    return _csv(rows)


def _plain(value: float) -> float | int:
    rounded = round(value, 9)
    return int(rounded) if rounded == int(rounded) else rounded


def sheets_csv(rows: Sequence[tuple[str, str, str, str]]) -> str:
    """The file of typed sheets: name, form, answers, and whether they were entered twice."""
    return _csv([["name", "form", "answers", "checked"], *([safe_cell(cell) for cell in row] for row in rows)])


def _csv(rows: Sequence[Sequence[object]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def change_lines(found: Sequence[Change], sheets: int) -> list[str]:
    """Who of so many has another rank now."""
    moved = [one for one in found if one.rank[0] != one.rank[1]]
    n = len(moved)
    lines = [_("{n} of {all} ranks changed.").format(n=n, all=sheets) if n else _("No rank changed.")]
    for one in moved:
        lines.append(
            _("{name}, form {form}: rank {before} → {after}, marks {old} → {new}").format(
                name=one.name,
                form=one.form,
                before=one.rank[0],
                after=one.rank[1],
                old=number(one.marks[0]),
                new=number(one.marks[1]),
            )
        )
    return lines
