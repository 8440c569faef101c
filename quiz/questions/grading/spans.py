"""Reading a typed date or range of dates, in the usual ways of writing of English and Vietnamese.

A text becomes a row of tokens (numbers, month names, separators), whose shape decides how it is read. Numbers
alone are day before month in both languages; month before day is tried only where that is impossible
(``3/13/1996``). Two-digit years are not read. Babel's parser of dates reads one fixed order of numbers and no
names, hence our own; of a further language that has a table, Babel tells the names of months and weekdays.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from quiz.questions.grading import further
from quiz.questions.grading.calendar import Partial, Span, make_span
from quiz.questions.grading.english import with_ordinals
from quiz.questions.grading.folding import bare
from quiz.questions.grading.slips import distance
from quiz.questions.grading.words import in_words, year_in_words

__all__ = ["read_span"]

_EN_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_VI_MONTHS = {
    "muoi mot": 11,
    "muoi hai": 12,
    "muoi": 10,
    "gieng": 1,
    "chap": 12,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_MONTH_NAMES = (
    {name: number for number, name in enumerate(_EN_MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(_EN_MONTHS, 1)}
    | {"sept": 9}
)

_VI_WEEKDAY = re.compile(
    r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|th (?=[2-7],)[2-7]|t[2-7](?=,)|chu nhat|cn(?=,))\b(?: ngay\b)?,?"
)
_EN_WEEKDAY = re.compile(r"\b(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?")
_VI_MONTH = re.compile(r"\b(?:thang|thg|th)\.? ?(?:0?([1-9]|1[0-2])\b|(" + "|".join(_VI_MONTHS) + r")\b(?! ?muoi))")
_SHORT_VI_MONTH = re.compile(r"\bt\.?(?=(?:0?[1-9]|1[0-2])[ /.-]+[0-9]{4}\b)")
"""``T4/2002``; before anything but a year T4 is Wednesday."""
_EN_MONTH = re.compile(r"(?<![a-z])(" + "|".join(sorted(_MONTH_NAMES, key=len, reverse=True)) + r")(?![a-z])\.?")
_LONG_WORD = re.compile(r"\b[a-z]{6,10}\b")
_HYPHENED_MONTH = re.compile(r"([0-9]{1,2}) ?- (@[0-9]+) ?- ?(?=[0-9]{4})|(@[0-9]+) ?- ?([0-9]{1,2}) ?- ?(?=[0-9]{4})")
_ORDINAL = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b")
_WITH_YEAR_WORD = re.compile(r"\b(?:nam|year) (?=[0-9]{4}\b)")
_DAY_IN_WORDS = re.compile(r"\b((?:(?:muoi|hai|ba|mot|bon|tu|nam|lam|sau|bay|tam|chin) ){1,3})\s*(@)")
_RANGE_WORD = re.compile(r"\b(?:to|until|till|through|thru|den|toi|and|va)\b|&|\+|~|→")
_FILLER = re.compile(
    r"\b(?:(?:hai|2) ngay(?= [0-9])|cac ngay|hom|ngay|mung|mong|(?:ke )?tu|from|since|between|on|in|during|the|of|vao"
    r"|trong|nam|year|hoi|it (?:is|was)|it\W?s|(?:do )?la|held|dien ra)\b:?"
)
_AROUND_WORDS = re.compile(r"\bnam (?=mot|hai)|\b(?:year|in)\b|[-,]")
_TOKEN = re.compile(r" *([0-9]+|@[0-9]+|[-/.,>]) *")
_DASHES = re.compile("[\u2010-\u2015\u2212]")

_HYPHENATED = re.compile(r"(?:(?P<first>d(?:-d-y)?|y-d-d)-)?(?:d-d-y|y-d-d)|y-d|d-y").fullmatch
"""Hyphenated dates; of a range the ``first``: only its day, or all of it."""
_ISO_RANGE = re.compile(r"(y-d-d)[/>-](y-d-d)|(y-d)[/>](y-d)|(y-d-d)/(d)|(y)/(y)").fullmatch


class _Words(NamedTuple):
    """Of all further languages."""

    months: dict[str, int]
    month: re.Pattern[str]
    idle: re.Pattern[str]
    """What may be left out: weekdays, and words of the pattern."""
    between: re.Pattern[str]
    unit: re.Pattern[str]
    """What follows a number without a space."""
    ending: re.Pattern[str]
    """Of an ordinal."""


class _Token(NamedTuple):
    kind: str
    """``d`` day or month number, ``y`` year, ``m`` named month; or a separator, ``>`` making a range."""
    number: int = 0


class _Part(NamedTuple):
    """One end of a range, as far as it is written."""

    year: int = 0
    month: int = 0
    day: int = 0


def read_span(typed: str, *, day_first: bool = True) -> Span | None:
    """The date or range that ``typed`` writes, of any grain; None where it writes none that exists.

    ``day_first`` says what comes first in digits, where either could.
    """
    text = _prepare(typed)
    tokens = _tokens(text)
    if tokens is None:
        year = year_in_words(_AROUND_WORDS.sub(" ", text.replace(">", " and ")).split())
        return make_span(Partial(year), Partial(year)) if year else None
    parts = _parts(tokens, day_first)
    if parts and any(part.month > 12 for part in parts):
        parts = _parts(tokens, not day_first)
    return _join(parts) if parts else None


def _prepare(typed: str) -> str:
    """Lower case without accents; ``@3`` for a named month, ``>`` for words that make a range."""
    text = _DASHES.sub("-", bare(typed))
    if "@" in text or ">" in text:
        return ""
    text = _VI_WEEKDAY.sub(" ", _SHORT_VI_MONTH.sub("thang ", text))
    text = _VI_MONTH.sub(lambda found: f" @{found[1] or _VI_MONTHS[found[2]]} ", text)
    text = _LONG_WORD.sub(lambda found: _mended_month(found[0]), text)
    text = _EN_MONTH.sub(lambda found: f" @{_MONTH_NAMES[found[1]]} ", text)
    if others := further.codes():
        text = _in_further(text, _further(others))
    text = _HYPHENED_MONTH.sub(lambda found: " ".join(filter(None, (*found.groups(), ""))) + " ", text)
    text = _DAY_IN_WORDS.sub(_day_in_digits, with_ordinals(text))
    text = _ORDINAL.sub(r"\1 ", _EN_WEEKDAY.sub(" ", text))
    return " ".join(_RANGE_WORD.sub(" > ", text).split())


def _mended_month(word: str) -> str:
    """``febuary`` is February: no two of the long names are near each other."""
    return next((name for name in _EN_MONTHS if name[0] == word[0] and distance(word, name, 1) <= 1), word)


def _day_in_digits(words: re.Match[str]) -> str:
    number = in_words(words[1].split())
    return words[0] if number is None else f"{number} {words[2]}"


def _in_further(text: str, words: _Words) -> str:
    text = words.ending.sub("", text)
    text = words.month.sub(lambda found: f" @{words.months[found[0].rstrip('.')]} ", text)
    return words.unit.sub("/", words.idle.sub(" ", words.between.sub(" > ", text)))


@cache
def _further(codes: tuple[str, ...]) -> _Words:
    from quiz.questions.babel_format import date_words

    found = [date_words(code) for code in codes]
    months = {_word(name): number for one in found for name, number in one.months.items()}
    idle = {_word(name) for one in found for name in one.weekdays | one.around}
    between = {_word(name) for one in found for name in one.between}
    unit = _either(_word(name) for one in found for name in one.units)
    ending = _either(_word(name) for one in found for name in one.endings)
    return _Words(
        months,
        _any_word(months),
        _any_word(idle),
        _any_word(between),
        re.compile(unit),
        re.compile(rf"(?<=\d)(?:{ending})(?!\w)"),
    )


def _word(name: str) -> str:
    return bare(name).rstrip(".")


def _any_word(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names as a word of its own, the longest first, with the point of an abbreviation."""
    return re.compile(rf"(?:(?<![^\W_])|(?<=\d)(?=\D)|(?<=\D)(?=\d))(?:{_either(names)})(?![^\W\d_])\.?")


def _either(names: Iterable[str]) -> str:
    """Any of the names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True)) or "(?!)"


def _tokens(text: str) -> list[_Token] | None:
    """The tokens of a prepared text; None if anything in it is no part of a date."""
    text = _FILLER.sub(" ", _WITH_YEAR_WORD.sub(" ", text)).strip()
    tokens: list[_Token] = []
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            return None
        place = found.end()
        token = _token(found[1])
        if token is None:
            return None
        tokens.append(token)
    return _tidy(tokens) or None


def _token(word: str) -> _Token | None:
    if word[0] == "@":
        return _Token("m", int(word[1:]))
    if not word.isdigit():
        return _Token("/" if word == "." else word)
    if len(word) <= 2:
        return _Token("d", int(word)) if int(word) else None
    return _Token("y", int(word)) if len(word) <= 4 and 1 <= int(word) <= 2999 else None


def _tidy(tokens: list[_Token]) -> list[_Token]:
    """Separators that say nothing are dropped: a comma between two days makes a range, others part words."""
    kept: list[_Token] = []
    shape = "".join(token.kind for token in tokens)
    for place, token in enumerate(tokens):
        before = kept[-1].kind if kept else ""
        after = tokens[place + 1].kind if place + 1 < len(tokens) else ""
        if token.kind == ",":
            if before == "d" and after == "d":
                kept.append(_Token(">"))
            continue
        if token.kind == "/" and (after in {"-", ">", ""} or before in {"", "m"} or after == "m"):
            continue  # "30.9.-2.10.2010", "3.march", "tháng 3/1996"
        if token.kind == ">" and before == ">":
            continue  # ", and"
        if before == "d" and shape.startswith("/dm", place):
            token = _Token(">")  # "25/26 May"
        kept.append(token)
    return kept


def _parts(tokens: list[_Token], day_first: bool) -> list[_Part]:
    """The dates that a range is written with, one for a single date; none if a part has no known shape."""
    shape = "".join(token.kind for token in tokens)
    iso = _ISO_RANGE(shape)
    if iso is not None:
        return _iso_parts(iso, [token.number for token in tokens if token.kind in "dy"])
    groups = [end for group in _split(tokens) for end in _ends(group)]
    parts = [_part(group, day_first) for group in groups]
    return [part for part in parts if part] if all(parts) else []


def _iso_parts(shape: re.Match[str], numbers: list[int]) -> list[_Part]:
    if shape[5]:
        return [_Part(*numbers[:3]), _Part(numbers[0], numbers[1], numbers[3])]
    half = len(numbers) // 2
    return [_Part(*numbers[:half]), _Part(*numbers[half:])]


def _ends(tokens: list[_Token]) -> list[list[_Token]]:
    """The ends of what may be a range; hyphens inside one date (``1-3-1996``) become slashes."""
    shape = "".join(token.kind for token in tokens)
    hyphenated = _HYPHENATED(shape)
    if hyphenated is None:
        return _split([_Token(">") if token.kind == "-" else token for token in _glue_year(tokens)])
    slashed = [_Token("/") if token.kind == "-" else token for token in tokens]
    middle = hyphenated.end("first")
    return [slashed] if middle < 0 else [slashed[:middle], slashed[middle + 1 :]]


def _glue_year(tokens: list[_Token]) -> list[_Token]:
    """``1/3-1996`` and ``tháng 3-1996``: the hyphen before a year ends no range there."""
    kept: list[_Token] = []
    for place, token in enumerate(tokens):
        year_next = token.kind == "-" and place + 1 < len(tokens) and tokens[place + 1].kind == "y"
        dated = "".join(known.kind for known in kept)
        if year_next and dated.endswith("d/d") and not dated.endswith("y/d/d"):
            kept.append(_Token("/"))
        elif not (year_next and dated.endswith("m")):
            kept.append(token)
    return kept


def _split(tokens: list[_Token]) -> list[list[_Token]]:
    groups: list[list[_Token]] = [[]]
    for token in tokens:
        if token.kind == ">":
            groups.append([])
        else:
            groups[-1].append(token)
    return groups


_FIELDS = {
    "d": "d",
    "y": "y",
    "m": "m",
    "dm": "dm",
    "md": "md",
    "dmy": "dmy",
    "mdy": "mdy",
    "my": "my",
    "ym": "ym",
    "ymd": "ymd",
    "dm/y": "dm_y",
    "d/y": "m_y",
    "dy": "dy",
    "y/d": "y_m",
    "y/d/d": "y_m_d",
    "d/d": "d_m",
    "d/d/y": "d_m_y",
    "d/dy": "d_my",
    "ddy": "dmy",
}
"""Shape of one date → what each token of it is (``_`` stands for a separator)."""
_SWAPPED = {"d_m": "m_d", "d_m_y": "m_d_y", "d_my": "m_dy", "dmy": "mdy"}


def _part(group: list[_Token], day_first: bool) -> _Part | None:
    shape = "".join(token.kind for token in group)
    fields = _FIELDS.get(shape)
    if fields is None:
        return None
    if not day_first and "m" not in shape:
        fields = _SWAPPED.get(fields, fields)
    named = {field: token.number for field, token in zip(fields, group, strict=True) if field != "_"}
    return _Part(named.get("y", 0), named.get("m", 0), named.get("d", 0))


def _join(parts: list[_Part]) -> Span | None:
    """The span of one date, of two, or of days in a row (``5, 6 và 7 tháng 5``)."""
    first, last = parts[0], parts[-1]
    if len(parts) > 2:
        days = [part.day for part in parts]
        if days != list(range(days[0], days[0] + len(days))) or any(part.month for part in parts[1:-1]):
            return None
    if len(parts) == 1:
        if first.day and not first.month:  # "3 1996"
            first = _Part(first.year, first.day)
        return make_span(Partial(*first), Partial(*first)) if first.month or first.year else None
    if not first.month and last.month and not last.day and first.day:  # "1-6/2018": months
        first = _Part(first.year, first.day)
    # Each end takes from the other what it lacks: the month (day ranges within one) and the year.
    month = last.month or first.month
    year = last.year or first.year
    start = Partial(first.year or year, first.month or (month if first.day else 0), first.day)
    end = Partial(year, last.month or (month if last.day else 0), last.day)
    return make_span(start, end)
