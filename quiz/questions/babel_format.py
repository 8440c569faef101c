"""Numbers, sums and dates by Babel's CLDR data. Imported only when a value has not been formatted before."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, get_decimal_symbol

from quiz import language
from quiz.bank.model import Scalar

__all__ = ["DateWords", "date_words", "decimal_mark", "era_names", "format_value"]

_LITERALS = re.compile(r"'([^']+)'|([^\W\d_a-zA-Z]+)")
"""What a pattern says as it stands: in quotes, or in letters that mean nothing in patterns (``y年M月d日``)."""
_DAY = re.compile(r"('[^']*')|d+")


class DateWords(NamedTuple):
    """What stands beside the numbers in the dates of a language."""

    months: dict[str, int]
    weekdays: frozenset[str]
    around: frozenset[str]
    """Words of the pattern, articles, and what the table says: ``de``, ``le``, ``en``."""
    between: frozenset[str]
    """What makes a range of two dates: ``au``."""
    units: frozenset[str]
    """What follows its numbers without a space: ``年``."""
    endings: frozenset[str]
    """Of ordinals, which a day may be: ``er``."""


def date_words(lang: str) -> DateWords:
    """Names of months and weekdays, whole and short, and what the pattern of a day says itself."""
    locale = _locale(lang)
    kinds = [(context, width) for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    table = language.table(lang)
    ordinal = table["ordinal"]
    literals, said = _LITERALS.findall(table["day"]), table.get("typed", {}).get("dates", {})
    return DateWords(
        {name: at for context, width in kinds for at, name in locale.months[context][width].items()},
        frozenset(name for context, width in kinds for name in locale.days[context][width].values()),
        frozenset(word for quoted, _bare in literals for word in quoted.split()).union(
            table["articles"], said.get("around", ())
        ),
        frozenset(said.get("between", ())),
        frozenset(bare for _quoted, bare in literals if bare),
        frozenset(
            ending for end in (ordinal["default"], *ordinal["ends"].values()) if (ending := end.partition("{n}")[2])
        ),
    )


def format_value(type_: str, value: Scalar, unit: str, lang: str) -> str:
    """A value of a property's type as text; ``unit`` follows a quantity."""
    locale = _locale(lang)
    if type_ == "money":
        currency, number = str(value).split(" ")
        pattern: str = language.table(lang)["money"]
        shown = format_currency(
            Decimal(number), currency, pattern, locale, currency_digits=False, decimal_quantization=False
        )
        return shown.replace("\u00a0", " ")
    if type_ in ("date", "date_range"):
        return _date(str(value), lang, locale)
    if type_ == "year":
        era = locale.eras["abbreviated"][int(value) > 0]
        return str(locale.datetime_skeletons["Gy"].format % {"y": abs(int(value)), "G": era})
    number_text = format_decimal(Decimal(str(value)), locale=locale, decimal_quantization=False)
    if not unit:
        return number_text
    return f"{number_text}{unit}" if unit == "%" else f"{number_text} {unit}"


def era_names(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """What the years before and after the year 1 are called, in full and short."""
    eras = _locale(lang).eras
    before, after = (frozenset(eras[width][era] for width in ("wide", "abbreviated", "narrow")) for era in (0, 1))
    return before, after


def decimal_mark(lang: str) -> str:
    """What stands before the decimals of a number."""
    return get_decimal_symbol(_locale(lang))


def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(lang, sep="_")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def _date(iso: str, lang: str, locale: Locale) -> str:
    start, slash, end = iso.partition("/")
    if not slash:
        return _one(start, lang, locale)
    a, b = start.split("-"), end.split("-")
    pattern: str = language.table(lang)["range"]
    if len(a) == len(b) == 3 and a[:2] == b[:2]:
        days = pattern.format(start=int(a[2]), end=int(b[2]))
        within = _DAY.sub(lambda found: found[1] or f"'{days}'", language.table(lang)["day"])
        return format_date(date(*map(int, b)), within, locale=locale)
    shown = pattern.format(start=" {} ", end=" {} ").strip()
    return shown.format(_one(start, lang, locale), _one(end, lang, locale)).replace("  ", " ").strip()


def _one(iso: str, lang: str, locale: Locale) -> str:
    if not iso:  # a time without a beginning or an end
        return ""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=locale)
    return format_date(date(parts[0], parts[1], parts[2]), language.table(lang)["day"], locale=locale)
