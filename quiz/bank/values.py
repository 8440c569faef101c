"""Scalars as the bank writes them, read as the property's type says."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from quiz.bank.dates import days_of
from quiz.bank.model import Scalar
from quiz.bank.signs import signs_named
from quiz.i18n import _

__all__ = ["BOOLEANS", "PARSERS", "is_slug", "parse_date", "valid_period", "wording_key"]

_INTEGER = re.compile(r"[+-]?\d{1,15}", re.ASCII).fullmatch
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,9})?", re.ASCII).fullmatch
_YEAR = re.compile(r"-?\d{1,4}", re.ASCII).fullmatch
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII).fullmatch
_YEAR_LAST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII).fullmatch
_NEARLY = re.compile(r"(\d{3,4})(?:-(\d\d?)(?:-(\d\d?))?)?", re.ASCII).fullmatch
_TWO = re.compile(r"(\d[\d-]*\d)(?:\s*[/–—]\s*|\s+-\s+|-(?=\d{3,4}$))(\d[\d-]*\d)", re.ASCII).fullmatch
"""Two dates with what people put between them."""
_YEARS = re.compile(r"(\d\d)(\d\d)-(1[3-9]|[2-9]\d)", re.ASCII).fullmatch
"""``1945-47``, which is no month."""
_BEFORE_CHRIST = re.compile(r"-\d{1,4}(?:-\d\d?){0,2}", re.ASCII).fullmatch
_MONEY = re.compile(r"([A-Z]{3}) (\d{1,15}(?:\.\d{1,4})?)", re.ASCII).fullmatch
is_slug: Callable[[str], object] = re.compile(r"[a-z0-9][a-z0-9_-]*").fullmatch
"""Whether a text may name an entity, a kind, a property, a topic."""

_WORDS = re.compile(r"\w+").findall

BOOLEANS = {"yes": True, "no": False, "true": True, "false": False}


def _wrong(text: str, message: str) -> ValueError:
    """The error for a text that does not fit: what is missing is not called wrong."""
    if not text or text == "~":
        return ValueError(_("a value is missing here: write it, or remove the property."))
    return ValueError(message.format(text=text))


def _integer(text: str) -> int:
    if not _INTEGER(text):
        raise _wrong(text, _("'{text}' is not a whole number: write digits only, such as 53."))
    return int(text)


def _count(text: str) -> int:
    number = _integer(text)
    if number < 0:
        raise _wrong(text, _("'{text}' is negative, and a count cannot be."))
    return number


def _year(text: str) -> int:
    if not _YEAR(text) or not int(text):  # there was no year 0
        raise _wrong(text, _("'{text}' is not a year: write it with digits, such as 1996, or -44 for 44 BC."))
    return int(text)


def _quantity(text: str) -> int | float:
    if not _NUMBER(text):
        raise _wrong(text, _("'{text}' is not a number: write it plainly and without its unit, such as 6650 or 0.5."))
    return float(text) if "." in text else int(text)


def _money(text: str) -> str:
    if not _MONEY(text):
        raise _wrong(text, _("'{text}' is not a sum of money: write it like USD 10000."))
    return text.rstrip("0").rstrip(".") if "." in text else text


def _boolean(text: str) -> bool:
    if text.lower() not in BOOLEANS:
        raise _wrong(text, _("'{text}' is neither yes nor no."))
    return BOOLEANS[text.lower()]


def parse_date(text: str) -> str:
    """A date of any grain, checked against the calendar.

    Raises ValueError with a sentence for the bank's author.
    """
    found = _DATE(text)
    if not found:
        turned = ", ".join(_year_first(text))
        if turned:
            raise _wrong(text, _("'{text}' is not a date: write the year first: {dates}.").replace("{dates}", turned))
        if "/" in text and all(map(_DATE, text.split("/"))):
            raise _not_one(text)
        if _BEFORE_CHRIST(text):
            raise _wrong(text, _("'{text}' is not a date: a year before the year 1 has the type year."))
        if full := _in_full(text):
            raise _wrong(text, _("'{text}' is not a date: write {date}.").replace("{date}", full))
        raise _wrong(text, _("'{text}' is not a date: write 1996, 1996-03 or 1996-03-01."))
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        if _two_dates(text):
            raise _not_one(text) from None
        raise _wrong(text, _("'{text}' is not a day of the calendar.")) from None
    return text


def _not_one(text: str) -> ValueError:
    return _wrong(text, _("'{text}' is not one date: a range of dates has the type date_range."))


def _year_first(text: str) -> list[str]:
    """What ``2/9/1945`` can mean, as the bank writes it."""
    found = _YEAR_LAST(text)
    if not found:
        return []
    one, other, year = found[1], found[2], found[3]
    orders = dict.fromkeys(((other, one), (one, other)))
    return [f"{year}-{month:0>2}-{day:0>2}" for month, day in orders if 1 <= int(month) <= 12 and 1 <= int(day) <= 31]


def _in_full(text: str) -> str:
    """``938-11-5`` as the bank writes it; empty for what is not nearly a date."""
    found = _NEARLY(text)
    return "-".join(part.zfill(2 if place else 4) for place, part in enumerate(found.groups()) if part) if found else ""


def _two_dates(text: str) -> str:
    """``1945-47`` and ``1009 – 1225`` as the bank writes them; empty for what is no two dates."""
    if (years := _YEARS(text)) and years[2] < years[3]:
        return f"{years[1]}{years[2]}/{years[1]}{years[3]}"
    ends = None if _DATE(text) else _TWO(text)
    return "/".join(map(_in_full, ends.groups())) if ends and all(map(_in_full, ends.groups())) else ""


def _date_range(text: str) -> str:
    start, slash, end = text.partition("/")
    if not slash or _YEAR_LAST(text):
        if full := _two_dates(text):
            raise _wrong(text, _("'{text}' is not a range of dates: write {dates}.").replace("{dates}", full))
        return parse_date(text)
    _in_order(text, start, end)
    return start if start == end else text


def valid_period(text: str) -> str:
    """``2014-10/``, ``/2004``, ``1996/2004`` checked; raises ValueError."""
    start, slash, end = text.partition("/")
    if not slash or not (start or end):
        raise ValueError(_("'{text}' is not a period: write 2014-10/ or 1996-03/2004-10.").format(text=text))
    if start and end:
        _in_order(text, start, end)
    else:
        parse_date(start or end)
    return text


def _in_order(text: str, start: str, end: str) -> None:
    """Check both ends of ``text``, and that it does not end before it starts."""
    if days_of(parse_date(start))[0] > days_of(parse_date(end))[1]:
        raise _wrong(text, _("'{text}' ends before it starts."))


PARSERS: Mapping[str, Callable[[str], Scalar]] = {
    "integer": _integer,
    "count": _count,
    "year": _year,
    "quantity": _quantity,
    "money": _money,
    "boolean": _boolean,
    "date": parse_date,
    "date_range": _date_range,
}
"""By value type; texts and references are read with the bank at hand. Each raises ValueError."""


def wording_key(text: str) -> str:
    """The identity of a text value that has no ``id``: its words, case and punctuation aside, but for a sign before a
    number and signs behind a word: A+ and A-, C and C++."""
    return " ".join(_WORDS(signs_named(text.casefold()))) or text.casefold()
