"""A bank as bytes and back, in parts that are read only when they are needed.

Opening a compiled bank costs the same whether it holds a hundred facts or a hundred thousand (see
:mod:`quiz.bank.sections`).
"""

import marshal
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from quiz.bank.columns import Cell, Column, column
from quiz.bank.model import Bank, Claim, Entity, Kind, Label, Mark, PairRule, Property, Source, SourceRef
from quiz.bank.sections import Section, Sections

__all__ = ["CompiledBank", "decode", "encode", "plain"]

T = TypeVar("T")


class CompiledBank:
    """A bank, the members of each kind, and its columns."""

    def __init__(
        self, bank: Bank, members: Mapping[str, tuple[str, ...]], columns: Mapping[str, Column] | None
    ) -> None:
        self.bank = bank
        self.members = members
        """Slugs of the entities of each kind."""
        self._columns = columns
        self._computed: dict[str, Column] = {}

    @classmethod
    def of(cls, bank: Bank) -> "CompiledBank":
        """From a bank just read; columns are computed when asked for."""
        members: dict[str, list[str]] = {kind: [] for kind in bank.kinds}
        for entity in bank.entities.values():
            members[entity.kind].append(entity.slug)
        return cls(bank, {kind: tuple(slugs) for kind, slugs in members.items()}, None)

    def column(self, kind: str, slug: str) -> Column:
        """The column ``kind.slug``."""
        key = f"{kind}.{slug}"
        if self._columns is not None:
            return self._columns[key]
        if key not in self._computed:
            self._computed[key] = column(self.bank, kind, slug)
        return self._computed[key]


def encode(compiled: CompiledBank) -> dict[str, dict[str, Any]]:
    """All parts of a bank as sections, for the cache."""
    bank = compiled.bank
    columns = {
        f"{kind.slug}.{slug}": plain(compiled.column(kind.slug, slug))
        for kind in bank.kinds.values()
        for slug in kind.properties
    }
    head = {
        "bank": plain((bank.id, bank.title, bank.languages, bank.topics, bank.digest, tuple(bank.kinds))),
        "sources": plain(bank.sources),
    }
    return {
        "head": head,
        "entities": {slug: _packed(entity) for slug, entity in bank.entities.items()},
        "kinds": plain(bank.kinds),
        "texts": plain(bank.texts),
        "columns": columns,
        "members": plain(compiled.members),
    }


def decode(sections: Sections) -> CompiledBank:
    """What :func:`encode` made."""
    head: Section[Any] = sections.section("head", lambda stored: stored)
    id_, title, languages, topics, digest, kinds = head["bank"]
    bank = Bank(
        id_,
        title,
        languages,
        topics,
        {slug: Source(*source) for slug, source in head["sources"].items()},
        _InOrder(sections.section("kinds", _kind), kinds),
        sections.section("entities", _entity),
        sections.section("texts", _labels),
        digest,
    )
    members: Section[tuple[str, ...]] = sections.section("members", lambda stored: stored)
    return CompiledBank(bank, members, sections.section("columns", _column))


class _InOrder(Mapping[str, T], Generic[T]):
    """A mapping iterated in a given order of its keys."""

    def __init__(self, values: Mapping[str, T], order: tuple[str, ...]) -> None:
        self._values, self._order = values, order

    def __getitem__(self, key: str) -> T:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._order)


def plain(value: Any) -> Any:
    """Named tuples and mappings as the plain ones that marshal knows; text subclasses as text."""
    if isinstance(value, tuple):
        return tuple([plain(one) for one in value])
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    return str(value) if isinstance(value, str) else value


def _labels(plain: dict[str, tuple[Any, ...]]) -> dict[str, Label]:
    return {code: Label._make(label) for code, label in plain.items()}


def _claim(plain: tuple[Any, ...]) -> Claim:
    value, status, sources, *middle, mark = plain
    return Claim._make((value, status, _references(sources), *middle, Mark._make(mark)))


def _references(plain: tuple[tuple[str, int], ...]) -> tuple[SourceRef, ...]:
    return tuple([SourceRef._make(one) for one in plain])


def _packed(entity: Entity) -> tuple[Any, ...]:
    slug, kind, topic, labels, claims, *rest = plain(entity)
    return slug, kind, topic, labels, marshal.dumps(claims), *rest


def _entity(plain: tuple[Any, ...]) -> Entity:
    slug, kind, topic, labels, claims, sources, note, mark = plain
    return Entity(slug, kind, topic, _labels(labels), _Claims(claims), _references(sources), note, Mark._make(mark))


class _Claims(Mapping[str, tuple[Claim, ...]]):
    """Claims by property, unpacked when asked for: of most entities that a question looks at only the names are."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    @cached_property
    def _stored(self) -> dict[str, tuple[Any, ...]]:
        return marshal.loads(self._packed)  # type: ignore[no-any-return]

    def __getitem__(self, key: str) -> tuple[Claim, ...]:
        return tuple([_claim(one) for one in self._stored[key]])

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


def _kind(plain: tuple[Any, ...]) -> Kind:
    slug, name, plural, topic, naming, summary, properties, pairs, similar, mark = plain
    return Kind(
        slug,
        name,
        plural,
        topic,
        naming,
        summary,
        {key: Property._make((*prop[:-1], Mark._make(prop[-1]))) for key, prop in properties.items()},
        {key: PairRule._make(rule) for key, rule in pairs.items()},
        similar,
        Mark._make(mark),
    )


def _column(plain: dict[str, tuple[tuple[Any, ...], ...]]) -> Column:
    return {slug: tuple([Cell._make(cell) for cell in cells]) for slug, cells in plain.items()}
