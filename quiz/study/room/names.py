"""Names: cleaned where they enter, compared as a class would mix them up, rude ones refused, nicknames given.

Accents tell names apart: in Vietnamese Thúy and Thùy are two people.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import category, normalize

from quiz.questions.grading.folding import bare
from quiz.questions.grading.normalise import tone_last
from quiz.study.room.model import RefusedError, RoomPlan, Why
from quiz.text import clean_line

__all__ = [
    "LONGEST_NAME",
    "LONGEST_ON_ROSTER",
    "clean_name",
    "longest_name",
    "name_key",
    "nickname",
    "on_roster",
    "rude",
    "same_name",
]

LONGEST_NAME = 24
"""Characters of a name that somebody chose."""
LONGEST_ON_ROSTER = 60
"""Characters of a name that the teacher wrote, as full Vietnamese names are longer than 24, or of all at a device."""
_LOOKED_AT = 400
"""Characters; what stands behind them is cut before anything looks at it."""
_MARKS_IN_A_ROW = 4
_JOINERS = "\u200c\u200d"
"""They hold emoji and the letters of some scripts together."""
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and signs that show nothing: Hangul fillers, the empty Braille pattern, and their like."""
_VARIANTS = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_ALIKE = str.maketrans(
    "авеһіјкмнорсԛтуѵѡхѕԁӏɡıð" + "αβεηικνορτυχ",
    "abehijkmhopcqtyvwxsdlgiđ" + "abenikvoptux",
)
"""Letters that look like Latin ones, in lower case: Cyrillic and a few more, Greek."""
_LETTER = re.compile(r"[^\W\d_]")
_FOR_LETTERS = str.maketrans("013457@$!|", "oieastasii")
_DISGUISE = re.compile(r"[013457@$!|]")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_FOLDER = Path(__file__).parent / "wordlists"


class _Parts(dict[int, str | None]):
    """Translation table that decides when it first meets a character: letters, digits and marks stay, joiners go, and
    whatever else there is parts words."""

    def __missing__(self, code: int) -> str | None:
        one = chr(code)
        self[code] = found = one if category(one)[0] in "LNM" else None if one in _JOINERS else " "
        return found


_PARTS = _Parts()


def clean_name(text: str, longest: int = LONGEST_NAME) -> str:
    """``text`` on one line without anything unseen, at most ``longest`` characters.

    Raises RefusedError (NAME) if it is no text, or no letter and no digit is left.
    """
    if not isinstance(text, str):
        raise RefusedError(Why.NAME)
    kept: list[str] = []
    marks = 0
    for one in _VARIANTS.sub("", clean_line(text[:_LOOKED_AT])):
        kind = category(one)
        if one in _UNSEEN or (kind[0] == "C" and one not in _JOINERS):
            continue
        base = bool(kept) and kept[-1] != " " and kept[-1] not in _JOINERS
        if (one in _JOINERS or kind[0] == "M") and not base:
            continue  # it has nothing to stand on
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(one)
    name = " ".join(normalize("NFC", "".join(kept)).split())[:longest].strip(" " + _JOINERS)
    if not any(category(one)[0] in "LN" for one in name):
        raise RefusedError(Why.NAME)
    return name


def longest_name(plan: RoomPlan) -> int:
    """Characters that the name of a seat may have."""
    alone = plan.naming != "roster" and plan.teams != "device"
    return LONGEST_NAME if alone else LONGEST_ON_ROSTER


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Names with one key would be mixed up: capitals, width, blanks, signs, look-alike letters and the place of a tone
    mark make no difference."""
    return "".join(_words(name))


def same_name(one: str, other: str) -> bool:
    """Whether two names would be mixed up."""
    return name_key(one) == name_key(other)


def on_roster(name: str, roster: Sequence[str]) -> str:
    """The name of the roster that ``name`` means: the same one, or the only one that is the same without accents.

    Raises RefusedError (UNKNOWN) if there is none.
    """
    name = clean_name(name, LONGEST_ON_ROSTER)
    known = [clean_name(one, LONGEST_ON_ROSTER) for one in roster]
    found = [one for one in known if same_name(one, name)]
    if not found:
        found = [one for one in known if bare(name_key(one)) == bare(name_key(name))]
    if len(found) != 1:
        raise RefusedError(Why.UNKNOWN)
    return found[0]


def _words(text: str, *, disguised: bool = False) -> list[str]:
    """The words of ``text``, decomposed, in lower case, look-alikes replaced, the tone behind the word.

    ``disguised``: digits and signs stand for letters wherever letters stand beside them.
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = normalize("NFKD", normalize("NFKD", text).casefold()).translate(_ALIKE)
    if disguised:
        plain = " ".join(one.translate(_FOR_LETTERS) if _LETTER.search(one) else one for one in plain.split(" "))
    words = plain.translate(_PARTS).split()
    return words if plain.isascii() else [tone_last(word) for word in words]


# rude names


class _Rude(NamedTuple):
    words: frozenset[str]
    """Whole words, and phrases without their blanks."""
    phrases: re.Pattern[str] | None
    """A blank before and behind each."""
    begins: tuple[str, ...]
    anywhere: re.Pattern[str] | None


def rude(text: str, lang: str, more: Sequence[str] = ()) -> bool:
    """Whether ``text`` holds a word of the list for ``lang``, or of ``more``, written as in the lists.

    Where there is no list for ``lang``, only ``more`` is looked at.
    """
    lists = [_list(lang), _compiled(tuple(more))] if more else [_list(lang)]
    return any(_holds(one, words) for words in _readings(text) for one in lists)


@lru_cache(maxsize=256)
def _readings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of ``text``, and what they are under a disguise and without letters held too long."""
    said = [" ".join(_words(text))]
    if _DISGUISE.search(text):
        said.append(" ".join(_words(text, disguised=True)))
    said += [_LONG_RUN.sub(short, one) for one in said if _LONG_RUN.search(one) for short in (r"\1", r"\1\1")]
    return tuple(tuple(one.split()) for one in said)


def _holds(rules: _Rude, words: tuple[str, ...]) -> bool:
    squeezed = "".join(words)
    return (
        squeezed in rules.words
        or not rules.words.isdisjoint(words)
        or any(word.startswith(rules.begins) for word in words)
        or (rules.anywhere is not None and rules.anywhere.search(squeezed) is not None)
        or (rules.phrases is not None and rules.phrases.search(f" {' '.join(words)} ") is not None)
    )


@cache
def _list(lang: str) -> _Rude:
    return _compiled(tuple(str(_table(lang).get("rude", "")).splitlines()))


@lru_cache(maxsize=8)
def _compiled(lines: tuple[str, ...]) -> _Rude:
    whole, phrases, begins, anywhere = set(), [], [], []
    for line in lines:
        words, star = _words(line), line.strip()
        if not words:
            continue
        if star.startswith("*"):
            anywhere.append("".join(words))
        elif star.endswith("*"):
            begins.append("".join(words))
        else:
            whole.add("".join(words))
            if len(words) > 1:
                phrases.append(f" {' '.join(words)} ")
    return _Rude(frozenset(whole), _any_of(phrases), tuple(begins), _any_of(anywhere))


def _any_of(texts: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, texts))) if texts else None


# nicknames


def nickname(n: int, lang: str) -> str:
    """The ``n``-th nickname, from 0, in a language, or in English; two that follow each other share no word.

    There are more than a thousand of them, then the same come again with a number.
    """
    table = _table(lang)
    if "nickname" not in table:
        table = _table("en")
    animals, qualities = table["animals"], table["qualities"]
    again, place = divmod(n, len(animals) * len(qualities))
    row, column = divmod(place, len(animals))
    text = table["nickname"].format(animal=animals[column], quality=qualities[(row + column) % len(qualities)])
    return f"{text} {again + 1}" if again else str(text)


@cache
def _table(lang: str) -> dict[str, Any]:
    """The words of a language; none where there is no such list."""
    import tomllib

    path = next((one for one in _FOLDER.glob("*.toml") if one.stem == lang), None)  # lang is anybody's text: no path
    return {} if path is None else tomllib.loads(path.read_text("utf-8"))
