"""What to offer instead of a blueprint that a bank has no question for: the same with one limit widened."""

from collections.abc import Callable, Iterator, Mapping, Sized

from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.questions.model import DEPTHS
from quiz.study.exam.model import Blueprint

__all__ = ["Unfillable", "limits_of", "nearest_offer"]


class Unfillable(QuizError):  # noqa: N818 - it is the blueprint that cannot be filled
    """The bank has too few questions for a blueprint; with ``most`` questions, else the same, it has enough."""

    def __init__(self, message: str, hint: str, most: int) -> None:
        super().__init__(message, hint=hint)
        self.most = most


def limits_of(blueprint: Blueprint) -> str:
    """What a blueprint limits its questions to, in the words of its file."""
    topics = ", ".join(topic for topic, _weight in blueprint.topics)
    forms = ", ".join(form.value for form in blueprint.forms)
    stated = (("topics", topics), ("depth", blueprint.depth), ("forms", forms))
    return "; ".join(f"{key}: {value}" for key, value in stated if value)


def nearest_offer(blueprint: Blueprint, pool: Mapping[str, Sized], can: Callable[[Blueprint], int]) -> str:
    """The first change that gives all questions, else the one that gives most, in words; empty if none gives any.

    ``pool``: by topic what may be asked; ``can``: how many questions a paper for a blueprint can have.
    """
    best, most = "", 0
    for change, other in _wider(blueprint, pool):
        n = can(other)
        if n > most:
            best, most = change, n
        if most >= blueprint.questions:
            break
    if not most:
        widest = blueprint._replace(depth=DEPTHS[-1], forms=(), topics=())
        best, most = _("without {key}").format(key="topics, forms") + f"; depth: {widest.depth}", can(widest)
    if not most:
        return ""
    return ngettext(
        "The nearest that can be had: {change}; {n} question.",
        "The nearest that can be had: {change}; {n} questions.",
        most,
    ).format(change=best, n=most)


def _wider(blueprint: Blueprint, pool: Mapping[str, Sized]) -> Iterator[tuple[str, Blueprint]]:
    """Leaving out topics that have nothing keeps to what was asked for; then deeper, then other forms and topics."""
    having = tuple(one for one in blueprint.topics if len(pool.get(one[0], ())))
    if having and having != blueprint.topics:
        yield "topics: " + ", ".join(topic for topic, _weight in having), blueprint._replace(topics=having)
    for depth in DEPTHS[DEPTHS.index(blueprint.depth) + 1 :]:
        yield f"depth: {depth}", blueprint._replace(depth=depth)
    if blueprint.forms:
        yield _("without {key}").format(key="forms"), blueprint._replace(forms=())
    if blueprint.topics:
        yield _("without {key}").format(key="topics"), blueprint._replace(topics=())
