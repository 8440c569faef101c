"""Typed dates and ranges of dates, compared with ISO values at the grain the question asks for."""

import re
from functools import lru_cache
from typing import NamedTuple

from quiz import language
from quiz.i18n import _
from quiz.questions.grading.calendar import FULL, Partial, Span, make_span
from quiz.questions.grading.spans import read_span
from quiz.questions.grading.verdict import WRONG, TypedVerdict
from quiz.questions.grading.years import Year, asks_before, read_year, without_era
from quiz.questions.model import Accept, Outcome

__all__ = ["grade_date"]

_GRAINS = {"year": 1, "month": 2, "day": FULL, "range": FULL}
_ISO = re.compile(r"(\d{1,4})(?:-(\d\d)(?:-(\d\d))?)?(?:/(\d{4})(?:-(\d\d)(?:-(\d\d))?)?)?").fullmatch
_SHORT_END = re.compile(r"\b(\d\d)(\d\d)\s*(?:[-\u2010-\u2015\u2212/]|to|đến)\s*(\d\d)(?![-/.\d]|\s+\w)")
"""``1914-18`` and ``1996-04``, which are months only where months are asked."""
_SHORT_YEAR = re.compile(r"(?<![0-9])['’]?([0-9]{2})(?=\s*$|\s*[-\u2013]\s|\s+(?:to|đến)\s)")
_YEAR_ALONE = re.compile(r"-?\d{1,4}").fullmatch
_YEAR_IN_STEM = re.compile(r"\b\d{4}\b").findall


class _Value(NamedTuple):
    span: Span
    note: str
    key: bool
    """Of a key that is one day, another is not near, whatever range is accepted as well."""
    coarse: bool
    """From ``also`` or ``corrected``, and coarser than the key on purpose: it confirms no more than it says."""


def grade_date(typed: str, accept: Accept, lang: str, stem: str = "") -> TypedVerdict:
    """The verdict on a typed date.

    Right: everything asked for is there and nothing contradicts, so that a right finer date is right where
    the year is asked. Near: nothing contradicts but it is coarser than asked, lacks the year, or is one day
    of several, or two digits of its year are missing; or it is right with its month first, as some who write ``lang``
    would mean it. All else is wrong, so too a date that does not exist.
    """
    verdict = _grade(typed, accept, stem)
    if verdict.outcome is Outcome.WRONG and accept.grain != "year":
        century = accept.texts[0][:2]
        full = _SHORT_YEAR.sub(century + r"\1", typed)
        in_full = _grade(full, accept, stem) if full != typed else verdict
        if in_full.outcome is Outcome.RIGHT:
            # the year 79 has no more digits
            return in_full if century == "00" else TypedVerdict(Outcome.NEAR, _("Write the year with four digits."))
    if verdict == WRONG and language.table(lang).get("month_first", False):
        turned = _grade(typed, accept, stem, day_first=False)
        if turned.outcome is Outcome.RIGHT:
            return TypedVerdict(Outcome.NEAR, _("The day is read first here: write the month as a word."))
    return verdict


def _grade(typed: str, accept: Accept, stem: str, *, day_first: bool = True) -> TypedVerdict:
    if accept.grain == "year":
        year = read_year(typed)
        verdict = None if year is None else _grade_year(year, accept, stem)
        if verdict is not None:
            return verdict
    asked, values = _GRAINS.get(accept.grain, FULL), _values(accept)
    if any(value.span.is_range and value.span.grain == 1 for value in values):
        typed = _SHORT_END.sub(_with_century, typed)
    span = read_span(typed, day_first=day_first) or read_span(without_era(typed), day_first=day_first)
    if span is None:
        return WRONG
    span = _with_year(span, values, stem)
    outcomes = [(_compare(span, value, asked), value) for value in values]
    for outcome, value in outcomes:
        if outcome is Outcome.RIGHT:
            return TypedVerdict(outcome, value.note)
    several = any(value.key and value.span.is_range for value in values)
    if any(outcome is Outcome.NEAR and (value.key or several) for outcome, value in outcomes):
        finest = max(end.grain for value in values for end in value.span)
        return TypedVerdict(Outcome.NEAR, _hint(span, min(asked, finest)))
    for text in accept.refused:
        refused = _iso(text)
        if refused is not None and _against(span, refused, asked) is Outcome.RIGHT:
            return TypedVerdict(Outcome.WRONG, "", text)
    return WRONG


def _with_century(short: re.Match[str]) -> str:
    century, start, end = map(int, short.groups())
    return f"{century:02}{start:02} - {century + (end < start):02}{end:02}"


def _grade_year(year: Year, accept: Accept, stem: str) -> TypedVerdict | None:
    """By the number alone, as no calendar has the years before 1; None for one that may be part of a date."""
    typed = str(year.number)
    known = (*accept.corrected, *accept.also, *((text, "") for text in accept.texts))
    accepted = {str(int(text)) if _YEAR_ALONE(text) else text: note for text, note in known}  # 0938 is 938
    if typed in accepted:
        return TypedVerdict(Outcome.RIGHT, accepted[typed])
    if not year.dated and f"-{typed}" in accepted:
        told = asks_before(stem)
        return (
            TypedVerdict(Outcome.RIGHT, accepted[f"-{typed}"]) if told else TypedVerdict(Outcome.NEAR, _("BC or AD?"))
        )
    if typed in accept.refused:
        return WRONG._replace(meant=typed)
    return WRONG if year.dated else None


def _with_year(typed: Span, values: list[_Value], stem: str) -> Span:
    """A date without a year has that of the key where the stem names it."""
    years = {value.span.start.year for value in values if value.key}
    told = years.intersection(map(int, _YEAR_IN_STEM(stem)))
    if typed.start.year or len(told) != 1:
        return typed
    (year,) = told
    return make_span(typed.start._replace(year=year), typed.end._replace(year=year)) or typed


def _values(accept: Accept) -> list[_Value]:
    """What to compare with: of the accepted values the finest only, for ``2012`` confirms no day of 2012."""
    found = [span for text in accept.texts if (span := _iso(text)) is not None]
    finest = max((span.grain for span in found), default=0)
    values = [_Value(span, "", True, False) for span in found if span.grain == finest]
    return values + [
        _Value(span, note, False, span.grain < finest)
        for text, note in (*accept.also, *accept.corrected)
        if (span := _iso(text)) is not None
    ]


@lru_cache(maxsize=1024)
def _iso(text: str) -> Span | None:
    """A bank's value; None for a text that is no ISO date or range."""
    match = _ISO(text)
    if match is None:
        return None
    start = Partial(*(int(part or 0) for part in match.groups()[:3]))
    end = Partial(*(int(part or 0) for part in match.groups()[3:])) if match[4] else start
    return make_span(start, end)


def _compare(typed: Span, value: _Value, asked: int) -> Outcome:
    if value.coarse:
        return Outcome.RIGHT if typed == value.span else Outcome.WRONG
    return _against(typed, value.span, asked)


def _against(typed: Span, value: Span, asked: int) -> Outcome:
    """The outcome against one value. What an end of the value itself does not hold is not asked of it."""
    exact = all(said.grain >= min(asked, end.grain) for said, end in zip(typed, value, strict=True))
    enough = exact and typed.start.year > 0
    if not typed.start.year and value.grain == 1:
        return Outcome.WRONG  # a day or a month says nothing of a year
    if typed.start.agrees(value.start) and typed.end.agrees(value.end):
        return Outcome.RIGHT if enough else Outcome.NEAR
    if typed.is_range or not _within(typed.start, value):
        return Outcome.WRONG
    # One of several; it does tell the month or the year where no more is asked of a range of days.
    return Outcome.RIGHT if enough and asked < value.grain else Outcome.NEAR


def _within(point: Partial, value: Span) -> bool:
    """Whether a single date lies in a range, as far as both are known."""
    if point.agrees(value.start) or point.agrees(value.end):
        return True
    full = point.grain == FULL and value.grain == FULL and point.year > 0
    return full and value.start <= point <= value.end


def _hint(typed: Span, asked: int) -> str:
    if typed.start.year == 0:
        return _("The year is missing.")
    if typed.grain == FULL:
        return _("That is one day of several: give the first and the last one.")
    if typed.grain >= asked:
        return _("That is one of several: give the first and the last one.")
    if asked == FULL:
        return _("More exactly: the day is asked for.")
    return _("More exactly: the month is asked for.")
