"""What a typed line means as an answer. Pure: a line and a question in, a response out."""

import re

from quiz.i18n import _
from quiz.questions.model import Form, Question, Response

__all__ = ["GRADES", "UnclearError", "letter", "numbers_of", "place_in", "response_of"]

GRADES = ("again", "hard", "good", "easy")
"""Self-grades of a flashcard, called 1 to 4."""

_SEPARATORS = r"[\s,;.、，；]+"  # patterns are compiled when first used: most sittings need none of them
_PAIR = r"(\d+)\s*[-–:=.)]?\s*([a-z])"
_ALL_PAIRS = r"[\s,;]*\d+\s*[-–:=.)]?\s*[a-z](?:[\s,;]+\d+\s*[-–:=.)]?\s*[a-z])*[\s,;]*"


class UnclearError(Exception):
    """The line is no answer to this question; the message says what would be."""


def letter(at: int) -> str:
    """Name of the option at ``at`` of a matching: a, b, c, …"""
    return chr(ord("a") + at) if at < 26 else str(at + 1)


def response_of(question: Question, line: str) -> Response:
    """The response that ``line`` stands for. Raises UnclearError; where nothing is said it is unclear too."""
    if not line or (question.form is Form.TYPED and _is_blank(question, line)):
        raise UnclearError(_("Nothing was typed."))
    match question.form:
        case Form.TYPED:
            return line[1:] if line.startswith("//") and line != "//" else line
        case Form.FLASHCARD:
            return _grade(line)
        case Form.CHOICE | Form.TRUE_FALSE:
            return _one(question, line)
        case Form.SELECT_ALL:
            return tuple(sorted(set(numbers_of(line, len(question.options)))))
        case Form.ORDERING:
            return _order(question, line)
        case Form.MATCHING:
            return _matching(question, line)


def _is_blank(question: Question, line: str) -> bool:
    from quiz.questions.grading import is_blank  # here: most sittings begin with options

    return is_blank(line, question.accept)


def _grade(line: str) -> str:
    if line.casefold() in GRADES:
        return line.casefold()
    place = place_in(line, len(GRADES))
    if place is not None:
        return GRADES[place]
    raise UnclearError(_("Type a number from 1 to {last}.").format(last=len(GRADES)))


def _one(question: Question, line: str) -> int:
    by_text = [at for at, option in enumerate(question.options) if option.casefold() == line.casefold()]
    if len(by_text) == 1 and not line.isdecimal():
        return by_text[0]
    place = place_in(line, len(question.options))
    if place is not None:
        return place
    if len(by_text) == 1:  # the options are numbers, and this is one of them that no place has
        return by_text[0]
    raise UnclearError(_("Type a number from 1 to {last}.").format(last=len(question.options)))


def place_in(line: str, last: int) -> int | None:
    """The index that a number from 1 to ``last`` stands for; None for anything else."""
    digits = line.rstrip(".)")
    fits = digits.isdecimal() and len(digits) < 4 and 1 <= int(digits) <= last  # before int(): it may be long
    return int(digits) - 1 if fits else None


def numbers_of(line: str, last: int) -> list[int]:
    """Indices named by their numbers, in the order given. Raises UnclearError for one beyond ``last``."""
    parts = [part for part in re.split(_SEPARATORS, line) if part]
    if len(parts) == 1 and parts[0].isdecimal() and len(parts[0]) > 1 and last < 10:
        parts = list(parts[0])  # "132" can mean one thing only
    places = [place_in(part, last) for part in parts]
    found = [place for place in places if place is not None]
    if not parts or len(found) < len(parts):
        raise UnclearError(_("Type numbers from 1 to {last}, such as: 1 2.").format(last=last))
    return found


def _order(question: Question, line: str) -> tuple[int, ...]:
    order = numbers_of(line, len(question.options))
    if sorted(order) != list(range(len(question.options))):
        raise UnclearError(_("Type each number from 1 to {last} once.").format(last=len(question.options)))
    return tuple(order)


def _matching(question: Question, line: str) -> tuple[int, ...]:
    lines, options = len(question.left), len(question.options)
    pairs = _pairs(line.casefold(), options)
    chosen = dict(pairs)
    whole = len(pairs) == lines and set(chosen) == set(range(lines))
    if not whole or not all(0 <= option < options for option in chosen.values()):
        raise UnclearError(
            _("Give every number from 1 to {last} one letter from a to {letter}, such as: 1b 2a.").format(
                last=lines, letter=letter(options - 1)
            )
        )
    if options == lines and len(set(chosen.values())) < lines:
        raise UnclearError(_("Each letter belongs to one number only."))
    return tuple(chosen[at] for at in range(lines))


def _pairs(line: str, options: int) -> list[tuple[int, int]]:
    """``1b 2a`` as pairs of indices; ``2 1`` and ``b a`` too, which name the options of line 1, 2, …"""
    if re.fullmatch(_ALL_PAIRS, line):
        return [(int(number[:4]) - 1, ord(name) - ord("a")) for number, name in re.findall(_PAIR, line)]
    parts = [part for part in re.split(_SEPARATORS, line) if part]
    named = [str(ord(part) - ord("a") + 1) if len(part) == 1 and "a" <= part <= "z" else part for part in parts]
    try:
        return list(enumerate(numbers_of(" ".join(named), options)))
    except UnclearError:
        return []
