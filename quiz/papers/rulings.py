"""What was decided about a paper's questions after it was sat: left out for everyone, or another answer accepted.

Kept in a file beside the frozen one, which stays as it was printed. Nothing is removed from it: undoing is a line too.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from quiz.disk import read_file, write_whole
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.papers.model import Frozen
from quiz.papers.responses import UnreadableError, read_answer
from quiz.questions.model import Outcome, Response, Verdict
from quiz.text import clean_line

__all__ = [
    "NONE",
    "Ruling",
    "Rulings",
    "accepts",
    "load_rulings",
    "ruled",
    "rulings_path",
    "save_rulings",
    "standing_rulings",
]

Action: TypeAlias = Literal["void", "accept", "undo"]
_FORMAT = "quiz rulings"
_VERSION = 1
_LARGEST = 1 << 22
_LONGEST = 500


class Ruling(NamedTuple):
    """One decision about one question."""

    action: Action
    """``undo`` takes back the question's last decision that stands."""
    question: int
    """Of form A, from 1."""
    answer: str
    """What ``accept`` accepts, as a sheet of form A would have it; else empty."""
    reason: str
    at_ms: int
    """UTC."""


class Rulings(NamedTuple):
    """What stands."""

    void: frozenset[int]
    """Entries, from 0."""
    accepted: Mapping[int, tuple[Response, ...]]
    """By entry, answers that are right besides the key."""


NONE = Rulings(frozenset(), {})


def rulings_path(paper: Path) -> Path:
    """The file of the paper's decisions."""
    return paper.with_name(f"{paper.stem}.rulings.json")


def load_rulings(paper: Path, frozen: Frozen) -> list[Ruling]:
    """All decisions in order; none if there is no file.

    Raises QuizError for a file that cannot be read, or that belongs to another paper.
    """
    path = rulings_path(paper)
    if not path.exists():
        return []
    content = read_file(path, _LARGEST)
    try:
        raw = json.loads(content.decode("utf-8-sig"))
        if raw["format"] != _FORMAT or raw["version"] != _VERSION:
            raise ValueError("not such a file")
        if raw["paper"] != frozen.id:
            raise QuizError(
                _("These decisions belong to another paper."), where=str(path), hint=_("Move the file away.")
            )
        found = [_ruling(line, frozen) for line in raw["rulings"]]
        standing_rulings(found, frozen)
    except (ValueError, KeyError, TypeError, RecursionError, UnreadableError) as error:
        raise QuizError(
            _("This file of decisions is damaged."),
            where=str(path),
            hint=_("Move it away, and decide again with: quiz paper void"),
        ) from error
    return found


def _ruling(line: Mapping[str, object], frozen: Frozen) -> Ruling:
    action, question, at_ms = line["action"], line["question"], line["at_ms"]
    if action not in ("void", "accept", "undo") or type(question) is not int or type(at_ms) is not int:
        raise ValueError("not a decision")
    if not 1 <= question <= len(frozen.entries):
        raise ValueError("no such question")
    answer, reason = clean_line(str(line["answer"])), clean_line(str(line["reason"]))
    return Ruling(action, question, answer[:_LONGEST], reason[:_LONGEST], at_ms)


def save_rulings(paper: Path, frozen: Frozen, rulings: Sequence[Ruling]) -> None:
    """Write all decisions, whole or not at all. Raises QuizError."""
    raw = {
        "format": _FORMAT,
        "version": _VERSION,
        "paper": frozen.id,
        "rulings": [ruling._asdict() for ruling in rulings],
    }
    write_whole(rulings_path(paper), json.dumps(raw, ensure_ascii=False, indent=1) + "\n")


def standing_rulings(rulings: Sequence[Ruling], frozen: Frozen) -> Rulings:
    """What stands after all of them. Raises UnreadableError for an accepted answer that the question cannot have."""
    by_question: dict[int, list[Ruling]] = {}
    for one in rulings:
        mine = by_question.setdefault(one.question - 1, [])
        if one.action != "undo":
            mine.append(one)
        elif mine:
            mine.pop()
    accepted = {
        at: tuple(_accepted(frozen, at, one.answer) for one in mine if one.action == "accept")
        for at, mine in by_question.items()
    }
    void = frozenset(at for at, mine in by_question.items() if any(one.action == "void" for one in mine))
    return Rulings(void, {at: found for at, found in accepted.items() if found})


def _accepted(frozen: Frozen, at: int, text: str) -> Response:
    response = read_answer(frozen.entries[at].questions[frozen.langs[0]], text)
    if response is None:
        raise UnreadableError(_("no answer cannot be accepted."), _("Leave the question out instead."))
    return response


def accepts(rulings: Rulings, at: int, response: Response) -> bool:
    """Whether a decision makes ``response`` right: the same letters, or the same words but for capitals."""
    return any(
        one.casefold() == response.casefold() if isinstance(one, str) and isinstance(response, str) else one == response
        for one in rulings.accepted.get(at, ())
    )


def ruled(rulings: Rulings, at: int, response: Response, verdict: Verdict) -> Verdict:
    """The verdict with the decisions that stand."""
    if verdict.outcome is not Outcome.RIGHT and accepts(rulings, at, response):
        return verdict._replace(outcome=Outcome.RIGHT, credit=1.0)
    return verdict
