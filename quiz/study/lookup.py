"""Finding what a person means by a name or a part of one."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from quiz.bank.model import Claim, Scalar
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.engine import Questions
from quiz.questions.show import folded

__all__ = ["Found", "known_languages", "known_topics", "look_up", "that_mention"]


class Found(NamedTuple):
    """Slugs of entities by how well they match."""

    exact: tuple[str, ...]
    """Called so to the letter, in any language, by label or alias; or of this slug."""
    alike: tuple[str, ...]
    """Called so but for case, accents and signs."""
    near: tuple[str, ...]
    """Called something with this in it; names that begin with it come first."""


def look_up(questions: Questions, name: str) -> Found:
    """The entities that ``name`` may mean; none for a text without content."""
    wanted = folded(name)
    exact, alike, near = [], [], []
    for slug, entity in questions.bank.entities.items() if wanted else ():
        names = {slug}
        for label in entity.labels.values():
            names.update(label.names)
        if name in names:
            exact.append(slug)
        elif wanted in map(folded, names):
            alike.append(slug)
        elif any(wanted in folded(one) for one in names):
            begins = any(folded(one).startswith(wanted) for one in names)
            near.append((not begins, len(slug), slug))
    return Found(tuple(exact), tuple(alike), tuple(slug for *_rank, slug in sorted(near)))


def that_mention(questions: Questions, slugs: Collection[str]) -> tuple[str, ...]:
    """Entities of which an accepted claim refers to one of ``slugs``: for Helsinki the summit held there."""
    bank = questions.bank
    found = [
        (len(slug), slug)
        for slug, entity in bank.entities.items()
        if any(
            bank.kinds[entity.kind].properties[prop].type == "ref" and not _values(claims).isdisjoint(slugs)
            for prop, claims in entity.claims.items()
        )
    ]
    return tuple(slug for _length, slug in sorted(found))


def known_topics(questions: Questions, named: Sequence[str] | None) -> tuple[str, ...]:
    """``named``, in that order. Raises QuizError for a topic that the bank does not have."""
    topics = questions.bank.topics
    for topic in named or ():
        if topic not in topics:
            raise QuizError(
                _("There is no topic '{topic}'.").format(topic=topic),
                hint=_("Choose from: {choices}.").format(choices=", ".join(topics)),
            )
    return tuple(named or ())


def known_languages(questions: Questions, langs: Iterable[str]) -> None:
    """Raises QuizError for a language that the bank has no questions in."""
    known = questions.bank.languages
    for lang in langs:
        if lang not in known:
            raise QuizError(
                _("The bank has no questions in '{value}'.").format(value=lang),
                hint=_("Choose from: {choices}.").format(choices=", ".join(known)),
            )


def _values(claims: Iterable[Claim]) -> set[Scalar]:
    accepted = [claim.value for claim in claims if claim.status == "accepted"]
    return {one for value in accepted for one in (value if isinstance(value, tuple) else (value,))}
