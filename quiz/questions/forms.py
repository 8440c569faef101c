"""Which forms fit an item, and the parts that several forms share: comparable groups and pairs."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quiz.bank.dates import days_of
from quiz.bank.model import Canon, Kind, Property, Scalar
from quiz.questions.accept import typable
from quiz.questions.answers import World
from quiz.questions.distractors import LONGEST_OPTION, enough_false
from quiz.questions.items import Item, rule_for
from quiz.questions.model import Form
from quiz.questions.show import Shower, folded

__all__ = ["GROUP", "Member", "fitting_forms", "group_for", "leaks", "names_given", "sort_span"]

GROUP = (3, 4)
"""Fewest and most members of an ordering or matching."""
_LOOKED_AT = 60
"""Subjects looked at for a group: those near the item's own in the bank, so that a large bank costs no more."""
_ORDERED = ("year", "date", "date_range", "integer", "count", "quantity", "money")
_MATCHED = ("year", "ref", "text")


class Member(NamedTuple):
    """One line of an ordering or matching: a subject, what is given of it, and what is asked."""

    subject: str
    given: Scalar
    value: Scalar


def sort_span(prop: Property, value: Scalar) -> tuple[float, float]:
    """First and last point that a value can mean on its own axis."""
    if prop.type in ("date", "date_range"):
        first, last = days_of(str(value))
        return float(first), float(last)
    if prop.type == "money":
        number = float(str(value).split(" ")[1])
        return number, number
    return float(value), float(value)


def leaks(shower: Shower, stem: str, prop: Property | None, answers: Sequence[Scalar]) -> bool:
    """Whether the stem shows an answer: a whole name of one of them stands in it."""
    words = f" {folded(stem)} "
    for answer in answers:
        names = shower.names(prop, answer)
        if prop is not None and prop.type not in ("ref", "text"):
            names = frozenset({folded(shower.display(prop, answer, lang)) for lang in shower.bank.languages})
        if any(name and f" {name} " in words for name in names):
            return True
    return False


def names_given(world: World, shower: Shower, item: Item) -> bool:
    """Whether the one answer's name holds what is given, as "the Treaty of 1648" tells which one was of 1648."""
    if item.given_value is None or isinstance(item.given_value, tuple) or item.many:
        return False
    given, asked = world.prop(item.kind, item.given), world.prop(item.kind, item.asked)
    (answer,) = item.answers
    for lang in shower.bank.languages:
        told, name = (folded(shower.display(*one, lang)) for one in ((given, item.given_value), (asked, answer)))
        if f" {told} " in f" {name} ":
            return True
    return False


def fitting_forms(world: World, shower: Shower, item: Item) -> tuple[Form, ...]:
    """The forms in which the item can be asked with one provably right answer."""
    kind = world.bank.kinds[item.kind]
    rule = rule_for(kind, item.given, item.asked)
    prop = world.prop(item.kind, item.asked)
    # of all that several things have there are no built-in words: those for options would stand on a card
    worded = rule.card or not item.many or "self" in (item.given, item.asked)
    forms = [Form.FLASHCARD] if worded and (not item.doubtful or "flashcard" in rule.forms) else []

    def false(number: int) -> bool:
        return (item.complete or not item.many) and enough_false(world, shower, item, number)

    if prop is not None and prop.type == "boolean":
        cell = world.cell(item.kind, item.asked, item.subject, item.period)
        forms = [*forms, Form.TRUE_FALSE] if cell is not None and set(cell.possible) == set(item.answers) else []
    elif item.many:
        short, apart = _short(shower, prop, item.answers), _told_apart(shower, prop, item.answers)
        if short and apart and len(item.answers) >= 2 and false(2):
            forms.append(Form.SELECT_ALL)
        if short and item.given == "self" and false(1):
            forms.append(Form.TRUE_FALSE)
        if prop is not None and prop.shape == "list" and item.complete and short and apart and len(item.answers) >= 3:
            forms.append(Form.ORDERING)
    elif item.complete or item.doubtful:
        short = _short(shower, prop, item.answers)
        if short and false(2):
            forms.append(Form.CHOICE)
        if short and item.given == "self" and false(1):
            forms.append(Form.TRUE_FALSE)
        if typable(shower, item, prop, asked_for="typed" in rule.forms):
            forms.append(Form.TYPED)
        if prop is not None:
            others = GROUP[0] - 1
            may = {Form.ORDERING: _may_order(shower, kind, item, prop), Form.MATCHING: _may_match(kind, item, prop)}
            forms += [
                form
                for form, allowed in may.items()
                if allowed and len(group_for(world, shower, item, form, others)) == others
            ]
    if rule.forms:
        forms = [form for form in forms if form in rule.forms]
    return tuple(forms)


def _short(shower: Shower, prop: Property | None, values: Sequence[Scalar]) -> bool:
    return all(
        len(shower.display(prop, value, lang)) <= LONGEST_OPTION for value in values for lang in shower.bank.languages
    )


def _told_apart(shower: Shower, prop: Property | None, values: Sequence[Scalar]) -> bool:
    """Whether no two read alike in a language, as a city and a country may."""
    shown = ({folded(shower.display(prop, value, lang)) for value in values} for lang in shower.bank.languages)
    return all(len(names) == len(values) for names in shown)


def _may_order(shower: Shower, kind: Kind, item: Item, prop: Property) -> bool:
    """The bank gives an instruction, or the labels hold no digits that would tell the order."""
    if prop.type not in _ORDERED or item.qualifier is not None or item.period:
        return False
    rule = rule_for(kind, item.given, item.asked)
    if rule.ordering:
        return True
    return item.given == "self" and not rule.stems and not kind.naming and _unnumbered(shower, item.subject)


def _unnumbered(shower: Shower, subject: str) -> bool:
    """Whether no name of it holds digits: a year or a number in it would tell its place in the order."""
    return not any(char.isdigit() for lang in shower.bank.languages for char in shower.label(subject, lang).display)


def _may_match(kind: Kind, item: Item, prop: Property) -> bool:
    if item.qualifier is not None or item.period:
        return False
    rule = rule_for(kind, item.given, item.asked)
    return bool(rule.matching) or (
        item.given == "self" and prop.type in _MATCHED and prop.exclusive and not (rule.stems and prop.type == "text")
    )


def group_for(world: World, shower: Shower, item: Item, form: Form, most: int = 12) -> list[Member]:
    """At most ``most`` other subjects that can stand beside the item's in an ordering or matching, nearest first.

    Every two of the whole group, the item's own subject included, are told apart by the bank: in an ordering
    their spans do not touch, in a matching no value could be another's.
    """
    prop = world.bank.kinds[item.kind].properties[item.asked]
    own = _member(world, item, item.subject)
    if own is None:
        return []
    near: Iterable[Member] = (
        member
        for subject in world.index(item.kind, item.asked).neighbours(item.subject, _LOOKED_AT)
        if (member := _member(world, item, subject)) is not None
    )
    if form is Form.ORDERING:
        start = sort_span(prop, own.value)[0]
        if not rule_for(world.bank.kinds[item.kind], item.given, item.asked).ordering:
            near = (member for member in near if _unnumbered(shower, member.subject))
        near = sorted(near, key=lambda member: abs(sort_span(prop, member.value)[0] - start))
    kept = [own]
    for member in near:
        if len(kept) > most:
            break
        if all(_apart(world, shower, item, prop, form, other, member) for other in kept):
            kept.append(member)
    return kept[1:]


def _member(world: World, item: Item, subject: str) -> Member | None:
    """The subject's line, if what is given of it is its own alone and what is asked is single and undisputed."""
    cell = world.cell(item.kind, item.asked, subject)
    if cell is None or cell.value is None or isinstance(cell.value, tuple) or cell.as_of:
        return None
    given: Canon | None = subject
    if item.given != "self":
        other = world.cell(item.kind, item.given, subject)
        given = other.value if other else None
        if given is None or len(world.holders(item.kind, item.given, given)) != 1:
            return None
    return None if isinstance(given, tuple) or given is None else Member(subject, given, cell.value)


def _apart(world: World, shower: Shower, item: Item, prop: Property, form: Form, one: Member, other: Member) -> bool:
    given_prop = world.prop(item.kind, item.given)
    if shower.names(given_prop, one.given) & shower.names(given_prop, other.given):
        return False
    if given_prop is not None and not _exclude(world, item, given_prop, (one, one.given), (other, other.given)):
        return False
    if form is Form.ORDERING:
        if prop.type == "money" and str(one.value)[:3] != str(other.value)[:3]:
            return False
        (a, b), (c, d) = (_span_of_all(world, item, prop, member) for member in (one, other))
        return b < c or d < a
    if not _exclude(world, item, prop, (one, one.value), (other, other.value)):
        return False
    if not _short(shower, prop, (one.value, other.value)):
        return False
    if shower.names(prop, one.value) & shower.names(prop, other.value):
        return False
    shown = [f"{shower.display(given_prop, member.given, shower.default)}" for member in (one, other)]
    return not any(leaks(shower, text, prop, (member.value,)) for text, member in zip(shown, (one, other), strict=True))


def _exclude(
    world: World, item: Item, prop: Property, one: tuple[Member, Scalar], other: tuple[Member, Scalar]
) -> bool:
    """Whether the value of each is false of the other."""
    return all(
        world.refuted(prop, world.cell(item.kind, prop.slug, member.subject), value)
        for (member, _own), (_other, value) in ((one, other), (other, one))
    )


def _span_of_all(world: World, item: Item, prop: Property, member: Member) -> tuple[float, float]:
    """The span of everything that the bank holds possible for a member, but for coarser forms of its value."""
    cell = world.cell(item.kind, item.asked, member.subject)
    own = sort_span(prop, member.value)
    spans = [sort_span(prop, value) for value in cell.possible if not isinstance(value, tuple)] if cell else []
    spans = [own, *(span for span in spans if not span[0] <= own[0] <= own[1] <= span[1])]
    return min(span[0] for span in spans), max(span[1] for span in spans)
