"""How people are called."""

from collections.abc import Iterable

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.text import clean_line

__all__ = ["NAME_LENGTH", "deleted_meanwhile", "learner_name", "no_learner"]

NAME_LENGTH = 80


def learner_name(name: str) -> str:
    """``name`` as it is stored: one clean line. Raises QuizError if empty or too long."""
    cleaned = clean_line(name)
    if not cleaned or len(cleaned) > NAME_LENGTH:
        raise QuizError(
            _("A learner's name needs 1 to {most} characters.").format(most=NAME_LENGTH),
            where=cleaned[:NAME_LENGTH],
            hint=_("Choose another name."),
        )
    return cleaned


def no_learner(name: str, known: Iterable[str]) -> QuizError:
    """The error for a name that nobody in the file has, with the one of ``known`` that is most like it."""
    from difflib import get_close_matches

    names = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), names, 1)
    hint = _("Did you mean '{word}'?").format(word=names[near[0]]) if near else _("'quiz learners' lists the names.")
    return QuizError(_("There is no learner of this name."), where=name, hint=hint)


def deleted_meanwhile(name: str) -> QuizError:
    """The error for a learner who was deleted while a store of theirs was open."""
    message = _("This learner was deleted meanwhile; this was not saved.")
    return QuizError(message, where=name, hint=_("Start again: the learner then begins anew."))
