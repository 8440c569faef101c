"""The plan of a session as JSON and back. Whatever is read is checked, and its texts are cleaned."""

import json

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.model import LETTERS, Form
from quiz.study.frozen import Entry
from quiz.study.room.model import FORMS, RoomPlan
from quiz.typedjson import NewerError, decoded, encoded, object_of

__all__ = ["agree", "plan_from_json", "plan_to_json"]

_FORMAT = "quiz lesson"
_VERSION = 1
_LONGEST_MS = 3_600_000
_MOST_PLACES = 5


def plan_to_json(plan: RoomPlan) -> str:
    """The plan as a file holds it; the same plan gives the same text. The roster is in it."""
    return json.dumps({"format": _FORMAT, "version": _VERSION, **encoded(plan)}, ensure_ascii=False, indent=1) + "\n"


def plan_from_json(data: bytes, where: str = "") -> RoomPlan:
    """The plan in a file's bytes. Raises QuizError if they hold none, or one of a newer program."""
    try:
        plan: RoomPlan = decoded(RoomPlan, object_of(data, _FORMAT, _VERSION))
        agree(plan)
    except NewerError as error:
        raise QuizError(
            _("This lesson was prepared by a newer version of the program."), where=where, hint=_("Update quiz.")
        ) from error
    except (ValueError, TypeError, RecursionError) as error:
        raise QuizError(
            _("This file holds no lesson that can be used, or it was damaged."),
            where=where,
            hint=_("'quiz class prepare' writes such a file; its name ends in .json."),
        ) from error
    return plan


def agree(plan: RoomPlan) -> None:
    """Whether the parts fit each other. Raises ValueError if not."""
    langs = set(plan.langs)
    if not plan.langs or len(langs) != len(plan.langs) or not langs <= set(plan.title):
        raise ValueError("langs")
    if not plan.entries:
        raise ValueError("entries")
    for entry in plan.entries:
        _agree_entry(entry, langs)
    for name in ("read_ms", "answer_ms", "auto_ms"):
        if not 0 <= getattr(plan, name) <= _LONGEST_MS:
            raise ValueError(name)
    if not 0 <= plan.board <= _MOST_PLACES:
        raise ValueError("board")
    if plan.deadline_ms < 0:
        raise ValueError("deadline_ms")
    if plan.naming == "roster" and not plan.roster:
        raise ValueError("roster")


def _agree_entry(entry: Entry, langs: set[str]) -> None:
    asked = list(entry.questions.values())
    fits = langs <= set(entry.questions) and set(entry.questions) == set(entry.cited)
    for one in asked:
        places = range(len(one.options))
        fits = fits and one.form in FORMS and len(one.option_ids) == len(one.options) <= len(LETTERS)
        fits = fits and (one.form, one.key_indices, len(one.options)) == (
            asked[0].form,
            asked[0].key_indices,
            len(asked[0].options),
        )
        fits = fits and set(one.key_indices) <= set(places) and len(set(one.key_indices)) == len(one.key_indices)
        fits = fits and len(one.about) in (0, len(one.options)) and bool(one.prompt and one.key)
        match one.form:
            case Form.TYPED:
                fits = fits and one.accept is not None and not one.options
            case Form.ORDERING:
                fits = fits and len(one.key_indices) == len(one.options) >= 2
            case Form.SELECT_ALL:
                fits = fits and len(one.options) >= 2 and len(one.key_indices) >= 1
            case _:
                fits = fits and len(one.options) >= 2 and len(one.key_indices) == 1
    if not fits:
        raise ValueError("entries")
