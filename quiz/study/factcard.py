"""Everything the bank says of one entity: claims of every status, with their reasons and sources."""

from typing import NamedTuple

from quiz import language
from quiz.bank.model import Claim, Entity, Property, Status
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.engine import Questions
from quiz.questions.show import capital, text_in
from quiz.text import clean_line

__all__ = ["FactCard", "FactLine", "fact_card", "status_title"]


class FactLine(NamedTuple):
    """One claim."""

    name: str
    """The property's name."""
    value: str
    status: str
    """As in the bank, see :data:`quiz.bank.model.Status`; in words by :func:`status_title`."""
    reason: str
    citations: tuple[str, ...]
    as_of: str
    """The date it holds for or the time it is valid, or empty."""


class FactCard(NamedTuple):
    """An entity."""

    title: str
    kind: str
    note: str
    lines: tuple[FactLine, ...]
    places: tuple[tuple[str, str], ...]
    """Title of each source that stands outside the bank, and where."""


def status_title(status: str) -> str:
    """A claim's status in the words of the interface."""
    titles: dict[Status, str] = {
        "accepted": _("accepted"),
        "also": _("also accepted"),
        "disputed": _("disputed"),
        "superseded": _("superseded"),
        "stale": _("out of date"),
        "rejected": _("rejected"),
        "unasked": _("not asked"),
    }
    return next((title for name, title in titles.items() if name == status), status)


def fact_card(questions: Questions, subject: str, lang: str) -> FactCard:
    """The fact card of an entity in ``lang``. Raises QuizError if the bank has none of this slug."""
    entity = questions.bank.entities.get(subject)
    if entity is None:
        raise QuizError(_("The bank has nothing called '{name}'.").format(name=subject))
    kind = questions.bank.kinds[entity.kind]
    default = questions.bank.languages[0]
    claims = [
        (prop, claim)
        for slug, prop in kind.properties.items()
        for claim in entity.claims.get(slug, ())
        if not _derived(entity, prop, claim)
    ]
    cited = dict.fromkeys(ref.source for _prop, claim in claims for ref in claim.sources)
    places = [(questions.source_title(one, lang), clean_line(questions.bank.sources[one].where)) for one in cited]
    return FactCard(
        questions.shower.label(subject, lang).display,
        capital(text_in(kind.name, lang, default)),
        text_in(entity.note, lang, default),
        tuple(_line(questions, prop, claim, lang) for prop, claim in claims),
        tuple((title, where) for title, where in places if where),
    )


def _derived(entity: Entity, prop: Property, claim: Claim) -> bool:
    """Whether the claim was taken from a date, which has a line of its own."""
    return bool(prop.derived) and any(origin.mark == claim.mark for origin in entity.claims.get(prop.derived, ()))


def _line(questions: Questions, prop: Property, claim: Claim, lang: str) -> FactLine:
    default = questions.bank.languages[0]
    quoted = claim.raw and str(language.table(lang)["quoted"]).format(words=clean_line(claim.raw))
    value = quoted or questions.shower.canon(prop, claim.value, lang)
    if prop.type == "boolean" and not claim.raw:
        value = _("yes") if claim.value else _("no")  # where nothing is asked, nothing is true or false
    time = claim.as_of or claim.valid
    return FactLine(
        capital(text_in(prop.name, lang, default) or prop.slug),
        value,
        claim.status,
        text_in(claim.reason, lang, default),
        tuple(questions.cite(claim.sources, lang)),
        time and questions.shower.date(time, lang),
    )
