"""An analysis for other programs: CSV for spreadsheets, JSON for the rest."""

from collections.abc import Iterator
from typing import Any

from quiz.study.exam.analysis import Analysis, Estimate, GroupFigures, QuestionFigures
from quiz.text import safe_cell

__all__ = ["COLUMNS", "as_csv", "as_json"]

COLUMNS = (
    "level",
    "name",
    "item",
    "template",
    "topic",
    "option",
    "key",
    "questions",
    "n",
    "too_few",
    "facility",
    "facility_low",
    "facility_high",
    "discrimination",
    "discrimination_low",
    "discrimination_high",
    "median_ms",
    "blank",
    "distractors",
    "useless",
    "suspicious",
    "people",
    "mean",
    "deviation",
    "alpha",
    "alpha_low",
    "alpha_high",
    "kr20",
    "error",
    "test",
    "first_day",
    "last_day",
    "first_question",
)
"""Of the CSV. ``level`` is paper, topic, template, question or option; a line leaves empty what it does not have.
For an option ``n`` is how often it was chosen and ``facility`` is its rate."""


def as_csv(analysis: Analysis) -> str:
    """One table, a header and a line each; numbers with a point and all their digits, true and false as 1 and 0."""
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for line in _lines(analysis):
        writer.writerow({name: _cell(value) for name, value in line.items()})
    return out.getvalue()


def as_json(analysis: Analysis) -> dict[str, Any]:
    """All fields by name, for ``json.dumps``; an estimate is an object with value, low and high, or null."""
    return {
        "people": analysis.people,
        "answers": analysis.answers,
        "papers": [_plain(one) for one in analysis.papers],
        "topics": [_plain(one) for one in analysis.topics],
        "templates": [_plain(one) for one in analysis.templates],
        "questions": [_plain(one) for one in analysis.questions],
    }


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        fields = getattr(value, "_asdict", None)
        if fields is not None:
            return {name: _plain(one) for name, one in fields().items()}
        return [_plain(one) for one in value]
    return value


def _cell(value: object) -> object:
    if isinstance(value, str):
        return safe_cell(value)
    if isinstance(value, bool):
        return int(value)
    return "" if value is None else value


def _lines(analysis: Analysis) -> Iterator[dict[str, object]]:
    for at, paper in enumerate(analysis.papers, 1):
        yield {
            "level": "paper",
            "name": f"paper {at}",
            "people": paper.people,
            "questions": paper.questions,
            "too_few": paper.too_few,
            "mean": paper.mean,
            "deviation": paper.deviation,
            **_estimate("alpha", paper.alpha),
            "kr20": paper.kr20,
            "error": paper.error,
            "test": paper.test,
            "first_day": paper.first_day,
            "last_day": paper.last_day,
            "first_question": paper.asked[0] if paper.asked else "",
        }
    for level, groups in (("topic", analysis.topics), ("template", analysis.templates)):
        for group in groups:
            yield {
                "level": level,
                "name": group.name,
                "questions": group.questions,
                **_figures(group),
                "distractors": group.distractors,
                "useless": group.useless,
                "suspicious": group.suspicious,
            }
    for question in analysis.questions:
        about = {
            "name": question.question,
            "item": question.item,
            "template": question.template,
            "topic": question.topic,
        }
        yield {"level": "question", **about, **_figures(question), "blank": question.blank}
        for option in question.options:
            yield {
                "level": "option",
                **about,
                "option": option.text,
                "key": option.key,
                "n": option.chosen,
                "too_few": question.too_few,
                **_estimate("facility", option.rate),
                **_estimate("discrimination", option.discrimination),
                "useless": option.useless,
                "suspicious": option.suspicious,
            }


def _figures(of: QuestionFigures | GroupFigures) -> dict[str, object]:
    return {
        "n": of.n,
        "too_few": of.too_few,
        **_estimate("facility", of.facility),
        **_estimate("discrimination", of.discrimination),
        "median_ms": of.median_ms,
    }


def _estimate(name: str, found: Estimate | None) -> dict[str, object]:
    value, low, high = found or (None, None, None)
    return {name: value, f"{name}_low": low, f"{name}_high": high}
