"""Numbers, sums and dates by Babel's CLDR data. Imported only when a value has not been formatted before."""

from datetime import date

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal

from quiz import language
from quiz.bank.model import Scalar

__all__ = ["format_value"]


def format_value(type_: str, value: Scalar, unit: str, lang: str) -> str:
    """A value of a property's type as text; ``unit`` follows a quantity."""
    locale = _locale(lang)
    if type_ == "money":
        currency, number = str(value).split(" ")
        pattern: str = language.table(lang)["money"]
        shown = format_currency(float(number), currency, format=pattern, locale=locale, currency_digits=False)
        return shown.replace("\u00a0", " ")
    if type_ in ("date", "date_range"):
        return _date(str(value), lang, locale)
    number_text = format_decimal(value, locale=locale)
    if not unit:
        return number_text
    return f"{number_text}{unit}" if unit == "%" else f"{number_text} {unit}"


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
        return _one(end, lang, locale).replace(str(int(b[2])), pattern.format(start=int(a[2]), end=int(b[2])), 1)
    shown = pattern.format(start=" {} ", end=" {} ").strip()
    return shown.format(_one(start, lang, locale), _one(end, lang, locale)).replace("  ", " ")


def _one(iso: str, lang: str, locale: Locale) -> str:
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=locale)
    return format_date(date(parts[0], parts[1], parts[2]), language.table(lang)["day"], locale=locale)
