"""Finding what a person means by a name."""

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.engine import Questions
from quiz.study.lookup import look_up

__all__ = ["find_subject"]

_SHOWN = 10


def find_subject(questions: Questions, name: str) -> str:
    """The slug of the entity called ``name``, in any language, by label, alias or slug.

    Case and accents are forgiven, and a part is enough, where only one entity is meant. Raises QuizError otherwise.
    """
    if name in questions.bank.entities:
        return name
    exact, alike, near = look_up(questions, name)
    found = exact or alike or near
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
        raise QuizError(
            _("'{name}' may mean several things.").format(name=name),
            hint=_("Give one of these: {names}.").format(names=shown),
        )
    raise QuizError(
        _("The bank has nothing called '{name}'.").format(name=name),
        hint=_("'quiz topics' says what it is about."),
    )
