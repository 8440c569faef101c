"""An independent reading of a bank: which entities fit a stem, computed the slow and plain way.

Nothing of ``quiz.questions`` is used here; the tests hold the engine's questions against it.
"""

from collections.abc import Iterator

from quiz.bank.dates import days_of
from quiz.bank.model import Bank, Canon, Claim, Entity, Property

TRUE = ("accepted",)
MAYBE = ("accepted", "also", "disputed", "unasked")


def claims_of(bank: Bank, entity: Entity, slug: str, period: str = "") -> list[Claim]:
    """Claims with a typed value, of the period if there is one."""
    prop = bank.kinds[entity.kind].properties[slug]
    found = [claim for claim in entity.claims.get(slug, ()) if not claim.raw]
    if prop.varies and period:
        return [claim for claim in found if at_time(claim, period)]
    return found


def at_time(claim: Claim, period: str) -> bool:
    """Whether a claim may speak of the time ``period``: by its dates, where it has any."""
    if claim.status == "accepted" or claim.as_of:
        return claim.as_of == period
    start, _slash, end = claim.valid.partition("/")
    first, last = days_of(period)
    return (not start or days_of(start)[0] <= last) and (not end or first <= days_of(end)[1])


def could_be(bank: Bank, entity: Entity, slug: str, value: Canon, period: str = "") -> bool:
    """Whether any claim that the bank does not reject lets ``value`` be true of the entity; unknown counts as yes."""
    prop = bank.kinds[entity.kind].properties[slug]
    claims = claims_of(bank, entity, slug, period)
    if not claims:
        return True
    return any(
        touch(prop, claim.value, value) or _namesakes(bank, prop, claim.value, value)
        for claim in claims
        if claim.status in MAYBE
    )


def _namesakes(bank: Bank, prop: Property, one: Canon, other: Canon) -> bool:
    """Whether two things are called the same in a language, so that a stem cannot tell which it means."""
    if prop.type != "ref" or isinstance(one, tuple) or isinstance(other, tuple):
        return False
    ours, theirs = bank.entities[str(one)].labels, bank.entities[str(other)].labels
    return any(ours[lang].display == theirs[lang].display for lang in ours.keys() & theirs.keys())


def is_so(bank: Bank, entity: Entity, slug: str, value: Canon, period: str = "") -> bool:
    """Whether an accepted claim states exactly ``value``."""
    return any(
        claim.value == value or (isinstance(claim.value, tuple) and value in claim.value)
        for claim in claims_of(bank, entity, slug, period)
        if claim.status in TRUE
    )


def touch(prop: Property, one: Canon, other: Canon) -> bool:
    """Whether two values could both hold."""
    if isinstance(one, tuple):
        return other in one or other == one
    if prop.type in ("date", "date_range"):
        (a, b), (c, d) = days_of(str(one)), days_of(str(other))
        return a <= d and c <= b
    return one == other


def members(bank: Bank, kind: str) -> Iterator[Entity]:
    """Entities of a kind."""
    return (entity for entity in bank.entities.values() if entity.kind == kind)
