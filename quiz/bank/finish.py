"""What follows from the facts as stated: names made by a pattern, years taken from dates, the list of topics."""

from collections.abc import Mapping

from quiz import language
from quiz.bank.claims import accepted, finest
from quiz.bank.dates import one_year_of
from quiz.bank.model import Bank, Claim, Entity, Kind, Label, Property, Scalar, Texts, shown_in
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
    namer = _Namer(bank._replace(entities=entities))
    entities = {
        slug: entity if entity.labels else entity._replace(labels=namer.labels(slug))
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


class _Namer:
    """Names of entities that state none: by the naming of their kind, else by their slug."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._made: dict[str, Mapping[str, Label]] = {}

    def labels(self, slug: str) -> Mapping[str, Label]:
        """By language."""
        entity = self.bank.entities[slug]
        if entity.labels:
            return entity.labels
        if slug not in self._made:
            self._made[slug] = _from_slug(entity, self.bank.languages[0])  # for names that name each other
            self._made[slug] = self._by_naming(entity) or self._made[slug]
        return self._made[slug]

    def _by_naming(self, entity: Entity) -> dict[str, Label]:
        labels: dict[str, Label] = {}
        for code in self.bank.languages:
            patterns = self.bank.kinds[entity.kind].naming.get(code, {})
            filled = {part: self._filled(pattern, entity, code) for part, pattern in patterns.items()}
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
        return labels

    def _filled(self, pattern: str, entity: Entity, code: str) -> str:
        """The pattern with the entity's own values; empty where one is missing."""
        properties = self.bank.kinds[entity.kind].properties
        for name, variant in slots_of(pattern):
            found = accepted(entity.claims.get(name, ()))
            if not found:
                return ""
            value = found[0].value
            values = value if isinstance(value, tuple) else (value,)
            shown = language.table(code)["list_separator"].join(
                language.ordinal(one, code)
                if variant == "ordinal" and isinstance(one, int)
                else self._shown(properties[name], one, code)
                for one in values
            )
            pattern = pattern.replace("{" + name + (f":{variant}" if variant else "") + "}", shown)
        return pattern

    def _shown(self, prop: Property, value: Scalar, code: str) -> str:
        labels: Mapping[str, Label] = {}
        if prop.type == "ref" and value in self.bank.entities:
            labels = self.labels(str(value))
        elif prop.type == "text":
            labels = self.bank.texts[str(value)]
        label = shown_in(labels, code, self.bank.languages[0])
        return label.display if label else str(value)


def _from_slug(entity: Entity, lang: str) -> dict[str, Label]:
    display = entity.slug.replace("-", " ").replace("_", " ").capitalize()
    return {lang: Label(display, display, display, (), (), (), False)}
