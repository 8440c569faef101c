"""Answer sets: which entities fit a stem, for certain and possibly, by query over the whole bank."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from quiz.bank.claims import accepted
from quiz.bank.columns import Cell, Column
from quiz.bank.compiled import CompiledBank
from quiz.bank.dates import days_of
from quiz.bank.model import Canon, Claim, Kind, Property, Scalar

if TYPE_CHECKING:
    from quiz.questions.spellings import Spellings

__all__ = ["Fit", "Query", "World"]

_DATES = ("date", "date_range")


class Query(NamedTuple):
    """The conditions of a stem: properties of which one value makes others false, and the values they are given."""

    kind: str
    conditions: tuple[tuple[str, Canon], ...]


class Fit(NamedTuple):
    """Which entities of the kind fit a query."""

    sure: tuple[str, ...]
    """They fit by accepted values."""
    unsure: tuple[str, ...]
    """The bank does not show that they do not fit: a value in dispute, a coarser date, nothing known."""


class _Index:
    """One column, looked up by value, by place in the bank, and by size. Each part is made when first needed."""

    def __init__(self, column: Column, members: tuple[str, ...], prop: Property, world: "World") -> None:
        self.column, self.members, self.prop, self.world = column, members, prop, world

    @cached_property
    def holders(self) -> dict[Canon, list[str]]:
        """Entities by accepted value; those of a set by each of its elements."""
        found: dict[Canon, list[str]] = {}
        for subject, cells in self.column.items():
            for value in _values(cells):
                found.setdefault(value, []).append(subject)
        return found

    @cached_property
    def loose(self) -> list[str]:
        """Entities that might fit another value than their accepted one: coarse dates, disputes, nothing accepted."""
        dated = self.prop.type in _DATES
        return [
            subject
            for subject, cells in self.column.items()
            if dated or any(cell.value is None or len(cell.possible) != 1 for cell in cells)
        ]

    @cached_property
    def _by_year(self) -> dict[int, dict[str, None]]:
        """Of a date property, the subjects by each year that they may have; under 0 those without a value."""
        found: dict[int, dict[str, None]] = {}
        for subject, cells in self.column.items():
            for cell in cells:
                years = [0] if cell.value is None else [year for one in cell.possible for year in _years(one)]
                for year in years:
                    found.setdefault(year, {})[subject] = None
        return found

    def rivals(self, value: Canon) -> Iterable[str]:
        """The loose entities that have to be looked at for ``value``: dates that share no year exclude each other."""
        if self.prop.type not in _DATES:
            return self.loose
        return dict.fromkeys(one for year in (0, *_years(value)) for one in self._by_year.get(year, ()))

    def alike(self, value: Canon) -> list[Scalar]:
        """Other values that are the :meth:`World.same` as it for other reasons than their dates."""
        return [other for other in self._alike.get(value, ()) if other != value]

    @cached_property
    def _alike(self) -> dict[Canon, dict[Scalar, None]]:
        """By each of them. Two entities of one kind never are."""
        if self.prop.type not in ("ref", "text") or len(self.prop.to) == 1:
            return {}
        called: dict[tuple[str, str], list[Scalar]] = {}
        found: dict[Canon, dict[Scalar, None]] = {}
        possible = (one for cells in self.column.values() for cell in cells for one in cell.possible)
        for value in dict.fromkeys((*self.holders, *possible)):
            if isinstance(value, tuple):
                continue
            for name in self.world.called(self.prop, value):
                called.setdefault(name, []).append(value)
            for whole in self.world.owners(str(value)) if self.prop.type == "ref" else ():
                if self.world.related(str(value), whole):
                    found.setdefault(value, {})[whole] = None
                    found.setdefault(whole, {})[value] = None
        for some in called.values():
            for value in some if len(some) > 1 else ():
                found.setdefault(value, {}).update(dict.fromkeys(some))
        return found

    @cached_property
    def untold(self) -> frozenset[str]:
        """Entities of which the bank says nothing here."""
        return frozenset(subject for subject in self.members if subject not in self.column)

    @cached_property
    def rank(self) -> dict[str, int]:
        """Place of each subject in the bank's order."""
        return {subject: at for at, subject in enumerate(self.column)}

    @cached_property
    def sizes(self) -> list[Scalar]:
        """Accepted values from small to large, or from early to late."""
        return sorted(value for value in self.holders if not isinstance(value, tuple))

    @cached_property
    def _order(self) -> tuple[str, ...]:
        return tuple(self.column)

    def neighbours(self, subject: str, number: int) -> Iterator[str]:
        """At most ``number`` other subjects, the nearest in the bank's order first."""
        order, home = self._order, self.rank.get(subject, -1)
        last = len(order) - 1
        for step in range(1, last + 2):
            for at in (home - step, home + step):
                if 0 <= at <= last:
                    if number == 0:
                        return
                    number -= 1
                    yield order[at]
            if home - step < 0 and home + step > last:
                return

    def near(self, subject: str, value: Scalar, number: int) -> Iterator[Scalar]:
        """About ``number`` values: numbers and dates next to ``value``, else those of the subject's neighbours."""
        if self.prop.type in ("ref", "text", "boolean", "money"):
            found: set[Scalar] = set()
            for one in chain((subject,), self.neighbours(subject, number)):
                for told in _values(self.column.get(one, ())):
                    if told not in found:
                        found.add(told)
                        yield told
                if len(found) >= number:
                    return
            return
        at = bisect_left(self.sizes, value)
        yield from self.sizes[max(0, at - number // 2) : at + number // 2]


def _years(value: Canon) -> range:
    """The years that an ISO date or range touches."""
    start, _slash, end = str(value).partition("/")
    return range(int(start[:4]), int((end or start)[:4]) + 1)


def _values(cells: Iterable[Cell]) -> Iterator[Scalar]:
    for cell in cells:
        if isinstance(cell.value, tuple):
            yield from cell.value
        elif cell.value is not None:
            yield cell.value


class World:
    """Queries over one bank."""

    def __init__(self, compiled: CompiledBank, spelled: "Mapping[str, Spellings] | None" = None) -> None:
        """``spelled`` comes from the cache; without it the spellings are computed when needed."""
        self.compiled = compiled
        self.bank = compiled.bank
        self._indices: dict[str, _Index] = {}
        self._known = spelled or {}
        self._spelled: dict[str, Spellings] = {}
        self._called: dict[tuple[str, Scalar], frozenset[tuple[str, str]]] = {}

    def spellings(self, kind: str) -> "Spellings":
        """All names of a kind's entities, with their letters."""
        if kind not in self._spelled:
            known = self._known.get(kind)
            if known is None:
                from quiz.questions.spellings import spellings

                known = spellings(self.bank.entities[slug] for slug in self.compiled.members[kind])
            self._spelled[kind] = known
        return self._spelled[kind]

    def prop(self, kind: str, slug: str) -> Property | None:
        """The property, or None for ``self``."""
        return None if slug == "self" else self.bank.kinds[kind].properties[slug]

    def kind_of(self, slug: str) -> Kind:
        """The kind of an entity."""
        return self.bank.kinds[self.bank.entities[slug].kind]

    def text_of(self, canonical: str) -> str:
        """The key of a text by its canonical text, in which hyphens stand for blanks; empty if the bank has none."""
        return next((key for key in (canonical, canonical.replace("-", " ")) if key in self.bank.texts), "")

    def column(self, kind: str, slug: str) -> Column:
        """A property over all entities of a kind."""
        return self.compiled.column(kind, slug)

    def cell(self, kind: str, slug: str, subject: str, period: str = "") -> Cell | None:
        """The cell of a subject at a period, or None."""
        for cell in self.column(kind, slug).get(subject, ()):
            if cell.period == period:
                return cell
        return None

    def index(self, kind: str, slug: str) -> _Index:
        """A column with its look-ups."""
        key = f"{kind}.{slug}"
        if key not in self._indices:
            prop = self.bank.kinds[kind].properties[slug]
            self._indices[key] = _Index(self.column(kind, slug), self.compiled.members[kind], prop, self)
        return self._indices[key]

    def holders(self, kind: str, slug: str, value: Canon) -> list[str]:
        """Entities whose accepted value it is."""
        return self.index(kind, slug).holders.get(value, [])

    def owners(self, slug: str) -> Iterator[str]:
        """What an entity belongs to: of a city its country, by its properties that point to one thing."""
        kind = self.kind_of(slug)
        for name, prop in kind.properties.items():
            if prop.type == "ref" and prop.functional and not prop.varies:
                cells = self.column(kind.slug, name).get(slug, ())
                yield from (cell.value for cell in cells if isinstance(cell.value, str))

    def related(self, one: str, other: str) -> bool:
        """Whether one of two things of different kinds belongs to the other: then neither makes the other false."""
        if self.kind_of(one) is self.kind_of(other):
            return False
        return other in self.owners(one) or one in self.owners(other)

    def called(self, prop: Property, value: Scalar) -> frozenset[tuple[str, str]]:
        """What a thing or a text is called in each language: (language, name)."""
        known = self._called.get((prop.type, value))
        if known is None:
            of = self.bank.texts.get(str(value), {}) if prop.type == "text" else self.bank.entities[str(value)].labels
            names = ((lang, name) for lang, label in of.items() for name in (label.display, label.in_sentence))
            known = self._called[prop.type, value] = frozenset((lang, name.casefold()) for lang, name in names)
        return known

    def same(self, prop: Property, one: Canon, other: Canon) -> bool:
        """Whether two values say the same thing, or one of them a coarser form of it: dates, a city and its country,
        a city and a country of one name."""
        if one == other:
            return True
        if isinstance(one, tuple) or isinstance(other, tuple):
            return False
        if prop.type == "ref" and self.kind_of(str(one)) is self.kind_of(str(other)):
            return False
        if prop.type in ("ref", "text") and self.called(prop, one) & self.called(prop, other):
            return True
        if prop.type not in _DATES:
            return prop.type == "ref" and self.related(str(one), str(other))
        (a, b), (c, d) = days_of(str(one)), days_of(str(other))
        return a <= d and c <= b

    def refuted(self, prop: Property, cell: Cell | None, value: Canon) -> bool:
        """Whether the bank shows that ``value`` is false in this cell.

        It does where another value is accepted and the two exclude each other, or where it rejects the value in so
        many words, and in either case nothing that it holds possible says the same.
        """
        if cell is None or cell.value is None:
            return False
        excluded = prop.functional and prop.exclusive and not isinstance(value, tuple)
        if not (excluded or value in prop.foils or value in cell.refuted):
            return False
        return not any(self.same(prop, possible, value) for possible in cell.possible)

    def silent(self, kind: str, slug: str, subject: str, value: Canon) -> bool:
        """Whether the bank neither accepts a value of the entity today nor holds ``value`` possible."""
        prop = self.bank.kinds[kind].properties[slug]
        return not any(
            cell.value is not None or any(self.same(prop, possible, value) for possible in cell.possible)
            for cell in self.column(kind, slug).get(subject, ())
        )

    def fit(self, query: Query) -> Fit:
        """Evaluate a query. Entities of which a condition's property is unknown are unsure."""
        sure: set[str] | None = None
        maybe: set[str] = set()
        for slug, value in query.conditions:
            index = self.index(query.kind, slug)
            holders = set(index.holders.get(value, ()))
            doubtful = {
                subject
                for subject in index.rivals(value)
                if subject not in holders
                and not all(self.refuted(index.prop, cell, value) for cell in index.column[subject])
            }
            near = (subject for other in index.alike(value) for subject in index.holders.get(other, ()))
            fits = holders | doubtful | index.untold | set(near)
            maybe = fits if sure is None else maybe & fits
            sure = holders if sure is None else sure & holders
        certain = sure or set()
        if len(maybe) < 2:
            ranked = list(maybe)
        else:
            ranked = [subject for subject in self.compiled.members[query.kind] if subject in maybe]
        return Fit(tuple(s for s in ranked if s in certain), tuple(s for s in ranked if s not in certain))

    def claims(self, subject: str, slug: str, period: str = "") -> list[Claim]:
        """The claims behind a cell: the accepted ones of its period, what may be true then, and what else was said.

        For a year taken from a date these are the year itself and the claims of other years that the date has.
        """
        entity = self.bank.entities[subject]
        prop = self.bank.kinds[entity.kind].properties[slug]
        stated = entity.claims.get(slug, ())
        if prop.varies:
            cell = self.cell(entity.kind, slug, subject, period)
            held = cell.possible if cell is not None else ()
            return [
                claim
                for claim in stated
                if (claim.as_of == period or claim.status != "accepted")
                and (claim.status not in ("also", "disputed") or claim.value in held)
            ]
        if not prop.derived:
            return list(stated)
        years = accepted(stated)
        others = [
            claim
            for claim in entity.claims.get(prop.derived, ())
            if claim.status not in ("accepted", "unasked")
            and not (years and str(claim.value)[:4] == str(years[0].value))
        ]
        return [*years, *others]
