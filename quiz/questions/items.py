"""Items: what memory belongs to. Which of them a bank yields, and why the others are dropped."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from quiz.bank.columns import Cell
from quiz.bank.model import Canon, Kind, PairRule, Property, Scalar
from quiz.hashing import blake2b
from quiz.i18n import _
from quiz.questions.answers import Query, World
from quiz.questions.show import text_in

__all__ = [
    "Dropped",
    "Item",
    "canon_text",
    "digest_of",
    "items_of_bank",
    "links_of",
    "reverses_of_one_name",
    "rule_for",
]

_NOT_SLUG = re.compile(r"[^\w/.+-]+")
_NO_RULE = PairRule()


class Item(NamedTuple):
    """A pair ``given>asked`` of one subject, or of one value, with its answer set."""

    id: str
    kind: str
    subject: str
    """Slug of the entity; for an item that belongs to a value the first entity that fits."""
    given: str
    asked: str
    given_value: Canon | None
    """None when the subject itself is given."""
    period: str
    qualifier: tuple[str, Canon] | None
    """Property and value that make the stem unique."""
    answers: tuple[Scalar, ...]
    """The whole truth: one value, or all elements."""
    many: bool
    """Several answers are right: sets, and values that several subjects share."""
    complete: bool
    """The answer set is closed: what is not in it is false."""
    fits: tuple[str, ...]
    """The subjects that fit the stem."""
    doubtful: tuple[str, ...]
    """Subjects of which the bank cannot say that they do not fit: never distractors."""


class Dropped(NamedTuple):
    """A pair that is not asked, and why."""

    id: str
    kind: str
    subject: str
    """Empty where the pair is asked of nothing of the kind."""
    given: str
    asked: str
    reason: str


def canon_text(value: Canon) -> str:
    """A canonical value as text, for ids and the log."""
    if isinstance(value, tuple):
        return "+".join(canon_text(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _NOT_SLUG.sub("-", str(value))


def digest_of(world: World, item: Item) -> str:
    """Digest of the item's canonical answer; the order counts for lists only."""
    prop = world.prop(item.kind, item.asked)
    texts = [f"{type(one).__name__}:{one}" for one in item.answers]
    ordered = prop is not None and prop.shape == "list"
    return blake2b("\x1f".join(texts if ordered else sorted(texts)).encode(), digest_size=6).hexdigest()


def rule_for(kind: Kind, given: str, asked: str) -> PairRule:
    """What the bank says of a pair; pairs it does not mention have no rule of their own."""
    return kind.pairs.get(f"{given}>{asked}", _NO_RULE)


def links_of(item_id: str) -> tuple[str, ...]:
    """``subject/property`` links that the item's key rests on: showing one of them gives the key away."""
    _bank, _slash, rest = item_id.partition("/")
    subject, _slash, pair = rest.rpartition("/")
    given, _arrow, asked = pair.partition("@")[0].partition(">")
    return tuple(f"{subject}/{slug}" for slug in (given, asked) if slug != "self")


def _pairs(kind: Kind) -> Iterator[tuple[str, str]]:
    """The pairs that a kind allows: every property of the subject, declared reverses, and its own questions."""
    seen: dict[tuple[str, str], None] = {}
    for slug, prop in kind.properties.items():
        seen[("self", slug)] = None
        if prop.reverse:
            seen[(slug, "self")] = None
    for pair in kind.pairs:
        given, _arrow, asked = pair.partition(">")
        seen[(given, asked)] = None
    yield from seen


def items_of_bank(world: World) -> Iterator[Item | Dropped]:
    """All items, kind by kind in the order of the bank's files, with what was dropped."""
    for kind in world.bank.kinds.values():
        members = world.compiled.members[kind.slug]
        if not members:
            continue
        for given, asked in _pairs(kind):
            rule = rule_for(kind, given, asked)
            prefix = f"{world.bank.id}/{{}}/{given}>{asked}"
            if not rule.ask:
                if given == "self":
                    for subject in world.column(kind.slug, asked):
                        yield Dropped(
                            prefix.format(subject), kind.slug, subject, given, asked, _("the bank says not to ask this")
                        )
                continue
            if given == "self":
                yield from _forward(world, kind, asked, prefix)
            else:
                yield from _backward(world, kind, given, asked, prefix)


def _forward(world: World, kind: Kind, asked: str, prefix: str) -> Iterator[Item | Dropped]:
    prop = kind.properties[asked]
    for subject, cells in world.column(kind.slug, asked).items():
        for cell in cells:
            ident = prefix.format(subject) + (f"@{cell.period}" if cell.period else "")
            if cell.value is None:
                ended = any(claim.status == "accepted" for claim in world.claims(subject, asked, cell.period))
                why = _("none of its values holds now") if ended else _("no accepted value")
                yield Dropped(ident, kind.slug, subject, "self", asked, why)
                continue
            many = isinstance(cell.value, tuple)
            answers = cell.value if isinstance(cell.value, tuple) else (cell.value,)
            closed = cell.complete if prop.shape != "one" else prop.functional
            yield Item(
                ident,
                kind.slug,
                subject,
                "self",
                asked,
                None,
                cell.period,
                None,
                answers,
                many,
                closed,
                (subject,),
                (),
            )
    told = world.column(kind.slug, asked)
    for subject in world.compiled.members[kind.slug]:
        if subject not in told and asked in world.bank.entities[subject].claims:
            yield Dropped(prefix.format(subject), kind.slug, subject, "self", asked, _("no value that fits the type"))


def reverses_of_one_name(world: World) -> Iterator[Item]:
    """What the built-in reverse would ask of properties that have one name, whether it is asked or not: of each value
    those who have it. They tell which stems are read in two ways."""
    named: dict[tuple[str, str, str], list[tuple[Kind, str]]] = {}
    for kind in world.bank.kinds.values():
        for slug, prop in kind.properties.items():
            for lang in world.bank.languages:
                shown = [text_in(texts, lang, world.bank.languages[0]).casefold() for texts in (kind.name, prop.name)]
                named.setdefault((lang, *shown), []).append((kind, slug))  # type: ignore[arg-type]  # of three
    alike = {(kind.slug, slug): kind for some in named.values() if len(some) > 1 for kind, slug in some}
    for (owner, slug), kind in alike.items():
        for value, holders in world.index(owner, slug).holders.items():
            ident = f"{world.bank.id}/{holders[0]}/{slug}>self"
            for many in (False, True):
                fits = tuple(holders)
                yield Item(ident, kind.slug, fits[0], slug, "self", value, "", None, fits, many, True, fits, ())


def _backward(world: World, kind: Kind, given: str, asked: str, prefix: str) -> Iterator[Item | Dropped]:
    prop = kind.properties[given]
    asked_prop = world.prop(kind.slug, asked)
    if not prop.exclusive and len(world.column(kind.slug, given)) > 1:
        why = _("the values of '{name}' do not exclude each other").format(name=given)
        yield Dropped(prefix.format("*"), kind.slug, "", given, asked, why)
        return
    if not prop.givable:
        why = _("'{name}' has no single value to be given").format(name=given)
        yield Dropped(prefix.format("*"), kind.slug, "", given, asked, why)
        return
    if asked_prop is not None and (asked_prop.shape != "one" or not asked_prop.functional or asked_prop.varies):
        why = _("'{name}' has no single value to be asked").format(name=asked)
        yield Dropped(prefix.format("*"), kind.slug, "", given, asked, why)
        return
    shared: set[Canon] = set()
    for subject, cells in world.column(kind.slug, given).items():
        value = cells[0].value
        if value is None:
            continue
        ident = prefix.format(subject)
        if cells[0].as_of:
            yield Dropped(ident, kind.slug, subject, given, asked, _("what is given held at a date of its own"))
            continue
        cell = world.cell(kind.slug, asked, subject) if asked_prop is not None else None
        if asked_prop is not None and (cell is None or cell.value is None):
            continue
        answer = subject if cell is None else cell.value
        assert answer is not None and not isinstance(answer, tuple)
        found = _unique(world, kind, subject, given, value, asked_prop, answer)
        if found is not None:
            qualifier, fits, doubtful = found
            yield Item(
                ident,
                kind.slug,
                subject,
                given,
                asked,
                value,
                "",
                qualifier,
                (answer,),
                False,
                not doubtful,
                fits,
                doubtful,
            )
        if value in shared:
            continue
        shared.add(value)
        several = _of_value(world, kind, given, value, asked_prop)
        if several is not None:
            yield several
        elif found is None:
            why = _("several answers fit, and no qualifier tells them apart")
            yield Dropped(ident, kind.slug, subject, given, asked, why)


def _of_value(world: World, kind: Kind, given: str, value: Canon, asked: Property | None) -> Item | Dropped | None:
    """The item of a value that several subjects share: all that they answer. None if one subject has the value.

    Another property than the subject itself is asked so only where the bank words the question (``all``).
    """
    fit = world.fit(Query(kind.slug, ((given, value),)))
    slug = asked.slug if asked is not None else "self"
    if len(fit.sure) < 2 or (asked is not None and not rule_for(kind, given, slug).all):
        return None
    ident = f"{world.bank.id}/{given}:{canon_text(value)}/{given}>{slug}"
    answers: dict[Scalar, None] = {}
    for subject in fit.sure:
        cell = world.cell(kind.slug, slug, subject) if asked is not None else None
        if asked is not None and (cell is None or cell.value is None or set(cell.possible) != {cell.value}):
            why = _("the bank does not tell every answer for certain")
            return Dropped(ident, kind.slug, fit.sure[0], given, slug, why)
        answers[subject if cell is None else cell.value] = None  # type: ignore[index]
    if fit.unsure:
        why = _("the bank does not say of every {kind} whether it fits").format(kind=kind.slug)
        return Dropped(ident, kind.slug, fit.sure[0], given, slug, why)
    if len(answers) < 2:
        return None
    return Item(ident, kind.slug, fit.sure[0], given, slug, value, "", None, tuple(answers), True, True, fit.sure, ())


def _unique(
    world: World, kind: Kind, subject: str, given: str, value: Canon, asked: Property | None, answer: Scalar
) -> tuple[tuple[str, Canon] | None, tuple[str, ...], tuple[str, ...]] | None:
    """The shortest qualifier under which one answer fits (none is shortest), the subjects that then fit, and those
    that might; None if there is no such qualifier.

    In the spirit of Dale & Reiter (1995): attributes are tried in the order of preference in which the bank
    declares them, and one is enough.
    """
    tries: list[tuple[str, Canon] | None] = [None]
    for slug, prop in kind.properties.items():
        if (
            prop.qualifies
            and prop.functional
            and prop.exclusive
            and slug != given
            and (asked is None or slug != asked.slug)
            and slug != (asked and asked.derived)
        ):
            cell = world.cell(kind.slug, slug, subject)
            if cell is not None and cell.value is not None and not isinstance(cell.value, tuple) and not cell.as_of:
                tries.append((slug, cell.value))
    for qualifier in tries:
        conditions = ((given, value),) if qualifier is None else ((given, value), qualifier)
        fit = world.fit(Query(kind.slug, conditions))
        doubtful = tuple(other for other in fit.unsure if world.silent(kind.slug, given, other, value))
        rivals = {*fit.sure, *fit.unsure} - {subject, *doubtful}
        if asked is None:
            if not rivals:
                return qualifier, (subject,), doubtful
        elif all(_agrees(world.cell(kind.slug, asked.slug, other), answer) for other in rivals):
            return qualifier, fit.sure, doubtful
    return None


def _agrees(cell: Cell | None, answer: Scalar) -> bool:
    return cell is not None and cell.value == answer and set(cell.possible) == {answer}
