"""Answer sets: which entities fit a stem, for certain and possibly, by query over the whole bank."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from quiz.bank.columns import Cell, Column
from quiz.bank.compiled import CompiledBank
from quiz.bank.model import Canon, Claim, Kind, Property, Scalar
from quiz.bank.values import days_of

__all__ = ["Fit", "Query", "World", "refuted"]

_DATES = ("date", "date_range")


def _same(prop: Property, one: Canon, other: Canon) -> bool:
    """Whether two values say the same thing, or one of them a coarser form of it."""
    if one == other:
        return True
    if prop.type not in _DATES or isinstance(one, tuple) or isinstance(other, tuple):
        return False
    (a, b), (c, d) = days_of(str(one)), days_of(str(other))
    return a <= d and c <= b


def refuted(prop: Property, cell: Cell | None, value: Canon) -> bool:
    """Whether the bank shows that ``value`` is false in this cell.

    It does where another value is accepted and the two exclude each other, or where it rejects the value in so
    many words, and in either case nothing that it holds possible says the same.
    """
    if cell is None or cell.value is None:
        return False
    excluded = prop.functional and prop.exclusive and not isinstance(value, tuple)
    if not (excluded or value in prop.foils or value in cell.refuted):
        return False
    return not any(_same(prop, possible, value) for possible in cell.possible)


class Query(NamedTuple):
    """The conditions of a stem: properties and the values they are given."""

    kind: str
    conditions: tuple[tuple[str, Canon], ...]


class Fit(NamedTuple):
    """Which entities of the kind fit a query."""

    sure: tuple[str, ...]
    """They fit by accepted values."""
    unsure: tuple[str, ...]
    """The bank does not show that they do not fit: a value in dispute, a coarser date, nothing known."""


class World:
    """Queries over one bank, with an index by value for each property."""

    def __init__(self, compiled: CompiledBank) -> None:
        self.compiled = compiled
        self.bank = compiled.bank
        self._by_value: dict[str, dict[Canon, list[str]]] = {}
        self._loose: dict[str, list[str]] = {}
        self._untold: dict[str, frozenset[str]] = {}
        self._order: dict[str, dict[str, int]] = {}
        self._sorted: dict[str, list[Scalar]] = {}

    def prop(self, kind: str, slug: str) -> Property | None:
        """The property, or None for ``self``."""
        return None if slug == "self" else self.bank.kinds[kind].properties[slug]

    def kind_of(self, slug: str) -> Kind:
        return self.bank.kinds[self.bank.entities[slug].kind]

    def column(self, kind: str, slug: str) -> Column:
        return self.compiled.column(kind, slug)

    def order(self, kind: str, slug: str) -> dict[str, int]:
        """Rank of each subject in a column."""
        key = f"{kind}.{slug}"
        order = self._order.get(key)
        if order is None:
            order = self._order[key] = {one: at for at, one in enumerate(self.column(kind, slug))}
        return order

    def values_near(self, kind: str, slug: str, subject: str, value: Scalar, number: int) -> Iterator[Scalar]:
        """At most ``number`` or so accepted values of a column: for numbers and dates those next to ``value``, else
        those of the subjects that stand near ``subject`` in the bank."""
        prop = self.bank.kinds[kind].properties[slug]
        if prop.type in ("ref", "text", "boolean", "money"):
            column = self.column(kind, slug)
            around = column if len(column) <= number else [subject, *self.neighbours(kind, slug, subject, number)]
            for one in around:
                for cell in column.get(one, ()):
                    yield from cell.value if isinstance(cell.value, tuple) else () if cell.value is None else (cell.value,)
            return
        values = self._sorted_values(kind, slug)
        at = bisect_left(values, value)
        yield from values[max(0, at - number // 2) : at + number // 2]

    def _sorted_values(self, kind: str, slug: str) -> list[Scalar]:
        key = f"{kind}.{slug}"
        if key not in self._sorted:
            self._sorted[key] = sorted(value for value in self._index(kind, slug) if not isinstance(value, tuple))
        return self._sorted[key]

    def neighbours(self, kind: str, slug: str, subject: str, number: int) -> list[str]:
        """At most ``number`` other subjects of a column, those that stand near ``subject`` in the bank."""
        order = self.order(kind, slug)
        at = order.get(subject, 0)
        first = max(0, min(at - number // 2, len(order) - number - 1))
        return [one for one in islice(order, first, first + number + 1) if one != subject]

    def cell(self, kind: str, slug: str, subject: str, period: str = "") -> Cell | None:
        """The cell of a subject at a period, or None."""
        for cell in self.column(kind, slug).get(subject, ()):
            if cell.period == period:
                return cell
        return None

    def holders(self, kind: str, slug: str, value: Canon) -> list[str]:
        """Entities whose accepted value it is."""
        return self._index(kind, slug).get(value, [])

    def _index(self, kind: str, slug: str) -> dict[Canon, list[str]]:
        key = f"{kind}.{slug}"
        found = self._by_value.get(key)
        if found is None:
            found = self._by_value[key] = {}
            loose = self._loose[key] = []
            prop = self.bank.kinds[kind].properties[slug]
            for subject, cells in self.column(kind, slug).items():
                simple = True
                for cell in cells:
                    values = cell.value if isinstance(cell.value, tuple) else (cell.value,)
                    for value in values:
                        if value is not None:
                            found.setdefault(value, []).append(subject)
                    simple = simple and cell.value is not None and len(cell.possible) == 1
                if not simple or prop.type in _DATES:
                    loose.append(subject)
        return found

    def _unknown(self, kind: str, slug: str) -> frozenset[str]:
        """Entities of which the bank says nothing of this property."""
        key = f"{kind}.{slug}"
        if key not in self._untold:
            told = self.column(kind, slug)
            self._untold[key] = frozenset(subject for subject in self.compiled.members[kind] if subject not in told)
        return self._untold[key]

    def fit(self, query: Query) -> Fit:
        """Evaluate a query. Entities of which a condition's property is unknown are unsure."""
        sure: set[str] | None = None
        maybe: set[str] | None = None
        for slug, value in query.conditions:
            column = self.column(query.kind, slug)
            prop = self.bank.kinds[query.kind].properties[slug]
            holders = set(self.holders(query.kind, slug, value))
            doubtful = {
                subject
                for subject in self._loose[f"{query.kind}.{slug}"]
                if subject not in holders and not all(refuted(prop, cell, value) for cell in column[subject])
            }
            fits = holders | doubtful | self._unknown(query.kind, slug)
            sure = holders if sure is None else sure & holders
            maybe = fits if maybe is None else maybe & fits
        order = {slug: at for at, slug in enumerate(self.compiled.members[query.kind])} if maybe and len(maybe) > 1 else {}
        ranked = sorted(maybe or (), key=lambda slug: order.get(slug, 0))
        certain = sure or set()
        return Fit(tuple(s for s in ranked if s in certain), tuple(s for s in ranked if s not in certain))

    def claims(self, subject: str, slug: str, period: str = "") -> list[Claim]:
        """The claims that make a cell: accepted ones of the period, and what is said against others."""
        entity = self.bank.entities[subject]
        prop = self.bank.kinds[entity.kind].properties[slug]
        stated = entity.claims.get(slug, ())
        if prop.derived and prop.derived in entity.claims:
            origin = self.bank.kinds[entity.kind].properties[prop.derived]
            best = [claim for claim in stated if claim.status == "accepted"]
            return [*best, *(c for c in entity.claims[prop.derived] if c.status not in ("accepted", "unasked")
                             and not (best and origin and _same_year(c, best[0])))]
        if not prop.varies:
            return list(stated)
        return [claim for claim in stated if claim.status != "accepted" or claim.as_of == period]


def _same_year(claim: Claim, year: Claim) -> bool:
    return str(claim.value)[:4] == str(year.value)


