"""Finding what a person means by a name."""

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.engine import Questions
from quiz.questions.show import folded
from quiz.study.lookup import look_up

__all__ = ["find_subject"]

_SHOWN = 10


def find_subject(questions: Questions, name: str) -> str:
    """The slug of the entity called ``name``, in any language, by label, alias or slug.

    Case and accents are forgiven, and a part is enough, where only one entity is meant that does not refuse it.
    Raises QuizError otherwise.
    """
    if name in questions.bank.entities:
        return name
    exact, alike, near = look_up(questions, name)
    found = exact or alike or tuple(slug for slug in near if not _is_refused(questions, slug, name))
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


def _is_refused(questions: Questions, slug: str, name: str) -> bool:
    """Whether the bank says that the entity is not called so: Triều Tiên, as in Nam Triều Tiên, is North Korea."""
    labels = questions.bank.entities[slug].labels.values()
    return folded(name) in {folded(refused) for label in labels for refused in label.refused}
