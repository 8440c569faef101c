"""The bank: entities with typed, sourced claims. Pure data, no YAML, no clock, no language of its own.

Canonical values (``Canon``), by property type:

=============  =====================================================================
integer        ``int``
count          ``int`` (never negative)
year           ``int``
quantity       ``int | float`` in the property's unit
money          ``"USD 10000"``: currency code, space, plain number
boolean        ``bool``
date           ISO text of any grain: ``1996``, ``1994-11``, ``1997-02-15``
date range     ISO text, the end written in full: ``2004-10-08/2004-10-09``
text           a key, see :attr:`Bank.texts`
reference      the entity's slug
set            tuple of elements' canons, in the order in which the bank names them
ordered list   tuple of elements' canons, in order
=============  =====================================================================

All records are named tuples: they are made from the compiled cache without running code.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, TypeVar

__all__ = [
    "DEPTHS",
    "Bank",
    "Canon",
    "Claim",
    "Entity",
    "Kind",
    "Label",
    "Mark",
    "PairRule",
    "Property",
    "Scalar",
    "Source",
    "SourceRef",
    "Status",
    "Texts",
    "ValueType",
    "shown_in",
]

DEPTHS = ("core", "more", "detail")
"""How deep an item lies, from the outside in."""

Scalar: TypeAlias = int | float | str | bool
Canon: TypeAlias = Scalar | tuple[Scalar, ...]

ValueType = Literal["integer", "count", "year", "quantity", "money", "boolean", "date", "date_range", "text", "ref"]
"""The type of a value, or of the elements of a set or an ordered list."""

Status = Literal["accepted", "also", "disputed", "superseded", "stale", "rejected", "unasked"]
"""What the bank holds of a claim. Only ``accepted`` claims make keys; ``also`` is graded right and never
offered; the others are kept with their reason. ``unasked`` is true or harmless, and not worth a question."""

Texts: TypeAlias = Mapping[str, str]
"""Text by language code. A language that is missing falls back to the bank's first one."""

T = TypeVar("T")


def shown_in(found: Mapping[str, T], lang: str, default: str) -> T | None:
    """What is shown in ``lang``: its own, else that of the bank's first language, else any; None of nothing."""
    return found.get(lang) or found.get(default) or next(iter(found.values()), None)


class Mark(NamedTuple):
    """A place in a bank's file, for messages. Line and column count from 1."""

    file: str
    line: int
    column: int


class Source(NamedTuple):
    """A document that claims cite."""

    id: str
    file: str
    """File name of the document, or the id where it has none."""
    title: Texts
    where: str
    """Where an outside reference was seen; empty for a document of the bank's own."""


class SourceRef(NamedTuple):
    """One place in a source."""

    source: str
    """A :attr:`Source.id`."""
    line: int
    """Line in the document, from 1; 0 where the source has no lines."""


class Label(NamedTuple):
    """How something is called in one language."""

    display: str
    """Alone, as an option or a heading: ``Netherlands``."""
    in_sentence: str
    """Within a sentence, with its article where it takes one: ``the Netherlands``, ``châu Á``."""
    short: str
    """For narrow places; the same as ``display`` where none is given."""
    aliases: tuple[str, ...]
    """Other right names, accepted when typed."""
    corrected: tuple[str, ...]
    """Names accepted when typed, with a correction: ``England`` for the United Kingdom."""
    refused: tuple[str, ...]
    """Names that are near and wrong: never forgiven as a slip."""
    ours: bool
    """The bank's own translation: the original is shown beside it and accepted."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every right name; some may stand twice."""
        return (self.display, self.in_sentence, self.short, *self.aliases)


class Claim(NamedTuple):
    """One statement of one value, as one or more sources make it."""

    value: Canon
    status: Status
    sources: tuple[SourceRef, ...]
    valid: str
    """When it holds: ``2014-10/``, ``1996/2004``, or empty for always."""
    as_of: str
    """ISO date that the stem must open with, or empty."""
    reason: Texts
    """Why it is not the accepted value, or a note to it; shown in explanations and on the fact card."""
    complete: bool
    """For sets and lists: nothing is missing."""
    raw: str
    """The value as the bank writes it, for values that do not fit the type (a truncated date, say)."""
    mark: Mark


class Entity(NamedTuple):
    """A thing that facts are about."""

    slug: str
    kind: str
    topic: str
    """Overrides the kind's topic; empty for none."""
    labels: Mapping[str, Label]
    claims: Mapping[str, tuple[Claim, ...]]
    """Claims by property slug."""
    sources: tuple[SourceRef, ...]
    note: Texts
    mark: Mark


class PairRule(NamedTuple):
    """What the bank says of one pair ``given>asked`` of a kind."""

    ask: bool = True
    stems: Texts = MappingProxyType({})
    """Stem by language; empty where the built-in ones serve."""
    all: Texts = MappingProxyType({})
    """Stem when several answers are right."""
    card: Texts = MappingProxyType({})
    """Stem of the flashcard form where the ordinary one speaks of options."""
    forms: tuple[str, ...] = ()
    """The only forms allowed; empty for all that fit."""
    depth: str = ""
    """Overrides that of the properties; empty for theirs."""
    ordering: Texts = MappingProxyType({})
    """Instruction of the ordering form; it is asked only where the bank gives one or labels hold no digits."""
    matching: Texts = MappingProxyType({})


class Property(NamedTuple):
    """A typed property of a kind."""

    slug: str
    type: ValueType
    shape: Literal["one", "set", "list"]
    name: Texts
    to: tuple[str, ...]
    """Kinds that a reference may point to."""
    functional: bool
    """At most one value per subject and time: every other value is false."""
    exclusive: bool
    """Values of different subjects exclude each other, so one may distract another (texts, sets)."""
    varies: bool
    """Has different values at different times: items carry their period."""
    depth: Literal["core", "more", "detail"]
    topic: str
    unit: Texts
    tolerance: float
    """For quantities: the share by which a typed answer may be off."""
    derived: str
    """The date property that a year is taken from."""
    reverse: bool
    """May be the given of a question that asks for the subject."""
    qualifies: bool
    """May make another stem unique."""
    qualifier: Texts
    """How it does so: ``in {value}``."""
    statement: Texts
    """``{self} was held in {value}``."""
    statement_no: Texts
    """For booleans: the statement of the opposite."""
    foils: tuple[Canon, ...]
    """Values the bank declares false for every subject of the kind, to be offered as options."""
    lures: tuple[Canon, ...]
    """Values that a claim of some subject rejects as foils: offered wherever the bank shows them false."""
    not_options: tuple[Canon, ...]
    """Values never offered."""
    min_gap: float
    """Numbers nearer to the key than this are never offered."""
    pool: tuple[str, ...]
    """More ``kind.property`` whose values may distract."""
    mark: Mark

    @property
    def givable(self) -> bool:
        """Whether each thing has one lasting value, which a question can give."""
        return self.shape == "one" and self.functional and self.type != "boolean" and not self.varies


class Kind(NamedTuple):
    """A class of entities."""

    slug: str
    name: Texts
    plural: Texts
    topic: str
    naming: Mapping[str, Mapping[str, str]]
    """Pattern of labels by language: ``{"en": {"display": "ASEM {number}", …}}``."""
    summary: Texts
    """One sentence that tells what an entity is; used when it was chosen wrongly."""
    properties: Mapping[str, Property]
    pairs: Mapping[str, PairRule]
    """By ``given>asked``."""
    similar: tuple[str, ...]
    """Properties in which entities that agree are easily confused (region, group)."""
    mark: Mark


class Bank(NamedTuple):
    """Everything read from a bank's files."""

    id: str
    title: Texts
    languages: tuple[str, ...]
    """The first is the default."""
    topics: Mapping[str, Texts]
    """In the order in which they are introduced."""
    sources: Mapping[str, Source]
    kinds: Mapping[str, Kind]
    entities: Mapping[str, Entity]
    texts: Mapping[str, Mapping[str, Label]]
    """Labels of text values by their key."""
    digest: str
    """Hex digest of the files' content."""
