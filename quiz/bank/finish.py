"""What follows from the facts as stated: names made by a pattern, years taken from dates, the list of topics."""

from collections.abc import Mapping

from quiz import language
from quiz.bank.claims import accepted, finest
from quiz.bank.dates import one_year_of
from quiz.bank.model import Bank, Claim, Entity, Kind, Label, Property, Texts
from quiz.bank.patterns import slots_of

__all__ = ["derives", "finish"]

_NO_TEXTS: Texts = {}


def finish(bank: Bank) -> Bank:
    """The bank with derived years, labels for every entity, and topics for every kind."""
    derived = {
        kind.slug: [(prop.slug, prop.derived) for prop in kind.properties.values() if derives(kind, prop)]
        for kind in bank.kinds.values()
    }
    entities = {
        slug: _with_years(entity, derived[entity.kind]) if derived[entity.kind] else entity
        for slug, entity in bank.entities.items()
    }
    named = {slug: entity for slug, entity in entities.items() if entity.labels}
    entities = {
        slug: entity if entity.labels else _with_name(entity, bank.kinds[entity.kind], named, bank.languages)
        for slug, entity in entities.items()
    }
    topics = dict(bank.topics)
    if not topics:
        for kind in bank.kinds.values():
            topics.setdefault(kind.topic, kind.plural)
    return bank._replace(entities=entities, topics=topics)


def derives(kind: Kind, prop: Property) -> bool:
    """Whether a property is taken from a date property of its kind."""
    origin = kind.properties.get(prop.derived) if prop.derived else None
    return prop.type == "year" and origin is not None and origin.type in ("date", "date_range")


def _with_years(entity: Entity, derived: list[tuple[str, str]]) -> Entity:
    """The entity with the years that its dates tell; ``derived``: (year, the date property it is taken from)."""
    years: dict[str, tuple[Claim, ...]] = {}
    for slug, origin in derived:
        stated = [claim for claim in entity.claims.get(origin, ()) if isinstance(claim.value, str) and not claim.raw]
        dates = accepted(stated)
        if slug in entity.claims or not dates:
            continue
        best = finest(dates, dated=True)
        year = one_year_of(str(best.value))
        if year is not None:
            sources = tuple(dict.fromkeys([ref for claim in dates for ref in claim.sources]))
            doubts = (claim for claim in stated if claim.status in ("also", "disputed"))
            others = [claim._replace(value=other) for claim in doubts if (other := one_year_of(str(claim.value)))]
            years[slug] = (
                best._replace(value=year, sources=sources, reason=_NO_TEXTS),
                *(claim for claim in others if claim.value != year),
            )
    return entity._replace(claims={**entity.claims, **years}) if years else entity


def _with_name(entity: Entity, kind: Kind, named: Mapping[str, Entity], languages: tuple[str, ...]) -> Entity:
    labels: dict[str, Label] = {}
    for code in languages:
        patterns = kind.naming.get(code)
        if patterns is None:
            continue
        filled = {part: _fill(pattern, entity, named, code, languages[0]) for part, pattern in patterns.items()}
        display = filled.get("display", "")
        if display:
            labels[code] = Label(
                display,
                filled.get("in_sentence") or display,
                filled.get("short") or display,
                tuple(alias for alias in filled.get("aliases", "").split("\n") if alias),
                (),
                (),
                False,
            )
    if not labels:
        display = entity.slug.replace("-", " ").replace("_", " ").capitalize()
        labels[languages[0]] = Label(display, display, display, (), (), (), False)
    return entity._replace(labels=labels)


def _fill(pattern: str, entity: Entity, named: Mapping[str, Entity], code: str, default: str) -> str:
    """The pattern with the entity's own values; empty where one is missing."""
    for name, variant in slots_of(pattern):
        found = accepted(entity.claims.get(name, ()))
        if not found:
            return ""
        value = found[0].value
        if variant == "ordinal" and isinstance(value, int):
            text = language.ordinal(value, code)
        elif isinstance(value, str) and value in named:
            labels = named[value].labels
            label = labels.get(code) or labels.get(default) or next(iter(labels.values()))
            text = label.display
        else:
            text = str(value)
        pattern = pattern.replace("{" + name + (f":{variant}" if variant else "") + "}", text)
    return pattern
