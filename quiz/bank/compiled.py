"""A bank as bytes and back, in parts that are read only when they are needed.

Entities and columns are kept as marshalled bytes each, so that opening a bank costs the same whether it
holds a hundred facts or a hundred thousand. Marshal is safe here: the file is our own cache, its format is
part of its key, and a damaged one is thrown away (see :mod:`quiz.bank.cache`).
"""

import marshal
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from quiz.bank.columns import Cell, Column, column
from quiz.bank.model import Bank, Claim, Entity, Kind, Label, Mark, PairRule, Property, Source, SourceRef

__all__ = ["CompiledBank", "Lazy", "decode", "encode", "plain"]

T = TypeVar("T")


class Lazy(Mapping[str, T], Generic[T]):
    """A mapping whose values are made from bytes when first asked for."""

    def __init__(self, parts: dict[str, bytes], make: Any) -> None:
        self._parts, self._make, self._made = parts, make, dict[str, T]()

    def __getitem__(self, key: str) -> T:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(marshal.loads(self._parts[key]))
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __contains__(self, key: object) -> bool:
        return key in self._parts


class CompiledBank:
    """A bank, the members of each kind, and its columns."""

    def __init__(self, bank: Bank, members: Mapping[str, tuple[str, ...]], columns: Mapping[str, Column] | None) -> None:
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


def encode(compiled: CompiledBank) -> bytes:
    """All parts of a bank, for the cache."""
    bank = compiled.bank
    columns = {
        f"{kind.slug}.{slug}": marshal.dumps(plain(compiled.column(kind.slug, slug)))
        for kind in bank.kinds.values()
        for slug in kind.properties
    }
    entities = {str(slug): marshal.dumps(plain(entity)) for slug, entity in bank.entities.items()}
    kinds = {str(slug): marshal.dumps(plain(kind)) for slug, kind in bank.kinds.items()}
    texts = {str(key): marshal.dumps(plain(labels)) for key, labels in bank.texts.items()}
    sources = marshal.dumps(plain(bank.sources))
    head = plain((bank.id, bank.title, bank.languages, bank.topics, bank.digest))
    return marshal.dumps((head, entities, kinds, texts, sources, columns, plain(compiled.members)))


def decode(data: bytes) -> CompiledBank:
    """What :func:`encode` made. Raises ValueError, EOFError or TypeError if the bytes are damaged."""
    head, entities, kinds, texts, sources, columns, members = marshal.loads(data)
    id_, title, languages, topics, digest = head
    bank = Bank(
        id_, title, languages, topics,
        {slug: Source(*source) for slug, source in marshal.loads(sources).items()},
        Lazy(kinds, _kind), Lazy(entities, _entity), Lazy(texts, _labels), digest,
    )
    return CompiledBank(bank, members, Lazy(columns, _column))


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
    return Claim(value, status, _references(sources), *middle, Mark._make(mark))


def _references(plain: tuple[tuple[str, int], ...]) -> tuple[SourceRef, ...]:
    return tuple([SourceRef._make(one) for one in plain])


def _entity(plain: tuple[Any, ...]) -> Entity:
    slug, kind, topic, labels, claims, sources, note, mark = plain
    return Entity(
        slug, kind, topic, _labels(labels), {key: tuple(map(_claim, some)) for key, some in claims.items()},
        _references(sources), note, Mark._make(mark),
    )


def _kind(plain: tuple[Any, ...]) -> Kind:
    slug, name, plural, topic, naming, summary, properties, pairs, similar, mark = plain
    return Kind(
        slug, name, plural, topic, naming, summary,
        {key: Property._make((*prop[:-1], Mark._make(prop[-1]))) for key, prop in properties.items()},
        {key: PairRule._make(rule) for key, rule in pairs.items()},
        similar, Mark._make(mark),
    )


def _column(plain: dict[str, tuple[tuple[Any, ...], ...]]) -> Column:
    return {slug: tuple([Cell._make(cell) for cell in cells]) for slug, cells in plain.items()}
