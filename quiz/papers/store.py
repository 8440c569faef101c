"""The frozen file: JSON, with a version. Whatever is read from one is checked, and its texts are cleaned."""

import json
from pathlib import Path

from quiz.disk import read_file
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.papers.model import VERSION, Frozen
from quiz.questions.model import LETTERS
from quiz.typedjson import NewerError, decoded, encoded, object_of

__all__ = ["from_json", "read_frozen", "sheets_path", "to_json_text"]

_FORMAT = "quiz paper"
_LARGEST = 1 << 26
"""Bytes of a file that is looked at: a paper of a thousand questions has a tenth of that."""


def sheets_path(paper: Path) -> Path:
    """The file of sheets that were typed, beside the paper."""
    return paper.with_name(f"{paper.stem}.sheets.csv")


def to_json_text(frozen: Frozen) -> str:
    """The file's text; the same paper gives the same text."""
    return json.dumps({"format": _FORMAT, **encoded(frozen)}, ensure_ascii=False, indent=1) + "\n"


def read_frozen(path: Path) -> Frozen:
    """The paper in a file. Raises QuizError if it cannot be read or is none."""
    data = read_file(path, _LARGEST + 1)
    if len(data) > _LARGEST:
        raise _no_paper(str(path))
    return from_json(data, str(path))


def from_json(data: bytes, where: str = "") -> Frozen:
    """The paper in ``data``. Raises QuizError if it holds none, or one of a newer program."""
    try:
        frozen: Frozen = decoded(Frozen, object_of(data, _FORMAT, VERSION))
        _agree(frozen)
    except NewerError as error:
        text = _("This paper was made by a newer version of the program.")
        raise QuizError(text, where=where, hint=_("Update quiz.")) from error
    except (ValueError, RecursionError) as error:
        raise _no_paper(where) from error
    return frozen


def _no_paper(where: str) -> QuizError:
    return QuizError(
        _("This file holds no paper that can be used, or it was damaged."),
        where=where,
        hint=_("'quiz paper' writes such a file; its name ends in .json."),
    )


def _agree(frozen: Frozen) -> None:
    """Whether the parts fit each other. Raises ValueError if not."""
    entries = frozen.entries
    fits = bool(entries and frozen.forms and frozen.langs) and set(frozen.title) == set(frozen.langs)
    for entry in entries:
        fits = fits and set(entry.questions) == set(entry.cited) == set(frozen.langs)
        for question in entry.questions.values():
            sizes = {len(question.options), len(question.option_ids)}
            fits = fits and len(sizes) == 1 and len(question.options) <= len(LETTERS)
            fits = fits and set(question.key_indices) <= set(range(len(question.options)))
            if question.left:
                fits = fits and len(question.left) == len(question.key) == len(question.key_indices)
    fits = fits and [form.letter for form in frozen.forms] == list(LETTERS[: len(frozen.forms)])
    for form in frozen.forms:
        fits = fits and _is_order(form.order, len(entries)) and len(form.options) == len(form.left) == len(entries)
        if not fits:
            break
        for base, options, left in zip(form.order, form.options, form.left, strict=True):
            for question in entries[base].questions.values():
                fits = fits and _is_order(options, len(question.options)) and _is_order(left, len(question.left))
    if not fits:
        raise ValueError("the parts of the paper do not fit each other")


def _is_order(places: tuple[int, ...], number: int) -> bool:
    return sorted(places) == list(range(number))
