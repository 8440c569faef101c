"""Distractors: provably false, homogeneous with the key, and as confusable as the learner can bear."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from math import inf
from typing import Any, NamedTuple

from quiz.bank.dates import days_of, grain_of, year_of
from quiz.bank.model import Canon, Property, Scalar
from quiz.questions.answers import World
from quiz.questions.items import Item, canon_text
from quiz.questions.seeded import draw
from quiz.questions.show import Shower, folded

__all__ = ["LONGEST_OPTION", "Candidate", "candidates", "choose", "enough_false"]

LONGEST_OPTION = 60
_NUMBERS = ("integer", "count", "quantity")
_DATES = ("date", "date_range")
_WINDOW = 150
"""Values of a large bank that are looked at: those near the key in value or in the bank's order."""
_ENOUGH = 64
"""Candidates looked at: the nearest ones of a large bank are among the first."""


class Candidate(NamedTuple):
    """A false option."""

    value: Scalar
    distance: float
    """From the key: small is confusable."""


def candidates(world: World, shower: Shower, item: Item, wanted: Sequence[str] = ()) -> list[Candidate]:
    """The options that the bank shows to be false for this stem, the most confusable first.

    Before all stand those of ``wanted``, canonical texts of entities or texts, that are false, wherever in the bank.
    """
    prop = world.prop(item.kind, item.asked)
    distance = _distance(world, shower, item, prop)
    pool = dict.fromkeys(_false_values(world, item, prop))
    false = _false_test(world, item, prop)
    named = {_named(world, item, prop, canonical) for canonical in wanted} - {""}
    pool.update(dict.fromkeys(filter(false, named)))
    ranked = sorted(
        (Candidate(value, distance(value)) for value in pool),
        key=lambda one: (one.value not in named, one.distance, str(one.value)),
    )
    apart = _told_apart(world, shower, item, prop)
    return list(islice((one for one in ranked if apart(one.value)), _ENOUGH))


def _named(world: World, item: Item, prop: Property | None, canonical: str) -> str:
    """What a canonical text names; empty for what the item's answer could not be."""
    if prop is not None and prop.type == "text":
        return world.text_of(canonical)
    if prop is not None and prop.type != "ref":
        return ""
    kinds = (item.kind,) if prop is None else prop.to
    known = canonical in world.bank.entities and world.bank.entities[canonical].kind in kinds
    return canonical if known else ""


def enough_false(world: World, shower: Shower, item: Item, number: int) -> bool:
    """Whether there are ``number`` candidates, without ranking them."""
    prop = world.prop(item.kind, item.asked)
    apart = _told_apart(world, shower, item, prop)
    found = (value for value in islice(_false_values(world, item, prop), _ENOUGH) if apart(value))
    return sum(1 for _value in islice(found, number)) == number


def _false_values(world: World, item: Item, prop: Property | None) -> Iterator[Scalar]:
    """False values of the bank, and invented numbers where there are too few; some may come twice."""
    false = _false_test(world, item, prop)
    found: set[Scalar] = set()
    for value in _pool(world, item, prop):
        if false(value):
            found.add(value)
            yield value
    if prop is not None and len(found) < 3 and prop.shape == "one":
        yield from (value for value in _invented(prop, item.answers[0]) if false(value))


def _told_apart(world: World, shower: Shower, item: Item, prop: Property | None) -> Callable[[Scalar], bool]:
    """A test for values one after another: short enough, sharing no name with the key or an earlier one, and of the
    year that the stem tells."""
    taken: set[str] = set()
    for answer in item.answers:
        taken |= shower.names(prop, answer)
    year = _year_told(world, shower, item, prop)

    def apart(value: Scalar) -> bool:
        names = shower.names(prop, value)
        if names & taken or _too_long(shower, prop, value):
            return False
        if year is not None and year_of(str(value)) != year:
            return False
        taken.update(names)
        return True

    return apart


def _year_told(world: World, shower: Shower, item: Item, prop: Property | None) -> int | None:
    """The year of a date that what is given names already, so that no date of another year would be believed."""
    if prop is None or prop.type not in _DATES or item.many:
        return None
    year = year_of(str(item.answers[0]))
    given = world.prop(item.kind, item.given)
    value: Canon = item.subject if item.given_value is None else item.given_value
    told = {word for lang in shower.bank.languages for word in folded(shower.canon(given, value, lang)).split()}
    return year if str(year) in told else None


def _too_long(shower: Shower, prop: Property | None, value: Scalar) -> bool:
    return any(len(shower.display(prop, value, lang)) > LONGEST_OPTION for lang in shower.bank.languages)


def _false_test(world: World, item: Item, prop: Property | None) -> Callable[[Scalar], bool]:
    """Whether a value is shown by the bank to be no answer to the stem."""
    if prop is None:
        given = world.bank.kinds[item.kind].properties[item.given]
        blocked = {*item.answers, *item.doubtful}
        told = world.column(item.kind, item.given)

        def false_subject(value: Scalar) -> bool:
            if value in blocked or item.given_value in (None, value):
                return False
            cells = told.get(str(value), ())
            if not cells:
                return False
            return world.refuted(given, cells[0], item.given_value) or _fails_qualifier(world, item, str(value))

        return false_subject
    key = item.answers[0]
    grains = {grain_of(str(answer)) for answer in item.answers} if prop.type in _DATES else set()
    cells = [world.cell(item.kind, item.asked, subject, item.period) for subject in (*item.fits, *item.doubtful)]
    right = dict.fromkeys(one for cell in cells if cell is not None for one in _scalars(cell.possible))

    def false_value(value: Scalar) -> bool:
        if value in item.answers or value in prop.not_options:
            return False
        if prop.type == "money" and str(value)[:3] != str(key)[:3]:
            return False
        if prop.type == "ref" and value == item.subject:
            return False
        if grains and grain_of(str(value)) not in grains:
            return False
        if any(_gap(value, one) < prop.min_gap for one in item.answers) or any(
            _gap(value, one) <= prop.tolerance * abs(float(one)) for one in right if isinstance(one, int | float)
        ):
            return False
        if prop.shape != "one":
            return item.complete and None not in cells and not any(world.same(prop, one, value) for one in right)
        return all(world.refuted(prop, cell, value) for cell in cells)

    return false_value


def _gap(value: Scalar, right: Scalar) -> float:
    """Between two numbers; other values are as far apart as can be."""
    return abs(value - right) if isinstance(value, int | float) and isinstance(right, int | float) else inf


def _fails_qualifier(world: World, item: Item, subject: str) -> bool:
    if item.qualifier is None:
        return False
    slug, wanted = item.qualifier
    cell = world.cell(item.kind, slug, subject)
    return world.refuted(world.bank.kinds[item.kind].properties[slug], cell, wanted)


def _pool(world: World, item: Item, prop: Property | None) -> Iterator[Scalar]:
    """Values of the same property first, then of declared pools, foils, and things of the same kind."""
    if prop is None:
        yield from world.index(item.kind, item.given).neighbours(item.subject, _WINDOW)
        return
    yield from _scalars((*prop.foils, *prop.lures))
    for owner in (f"{item.kind}.{item.asked}", *prop.pool):
        kind, _dot, slug = owner.partition(".")
        other = world.bank.kinds[kind].properties[slug]
        if other.type != prop.type and not (other.type in _DATES and prop.type in _DATES):
            continue
        if prop.shape == "one" and not prop.exclusive and owner not in prop.pool:
            continue
        yield from world.index(kind, slug).near(item.subject, item.answers[0], _WINDOW)
    if prop.type == "ref" and (prop.shape == "one" or item.complete):
        for target in prop.to:
            members = world.compiled.members[target]
            at = members.index(str(item.answers[0])) if item.answers[0] in members else 0
            first = max(0, min(at - _WINDOW // 2, len(members) - _WINDOW))
            yield from members[first : first + _WINDOW]


def _scalars(values: Iterable[Canon]) -> Iterator[Scalar]:
    for value in values:
        if isinstance(value, tuple):
            yield from value
        else:
            yield value


def _invented(prop: Property, key: Scalar) -> Iterator[Scalar]:
    """Numbers near the key, where the bank has too few of its own."""
    if isinstance(key, bool) or not isinstance(key, int | float):
        return
    if prop.type == "year":
        yield from (key + step for step in (-1, 1, -2, 2, -3, 3, 4) if key + step)  # there was no year 0
        return
    if prop.type not in _NUMBERS:
        return
    size = abs(key)
    places = max(0, -int(Decimal(str(key)).normalize().as_tuple().exponent))
    step: float = 1 if size <= 12 else 5 if size < 100 else max(1, round(size / 20))
    if size < 1 and places:
        step = max(10**-places, round(size / 4, places))
    step = max(step, prop.min_gap, 1.5 * prop.tolerance * size)
    for times in (-1, 1, -2, 2, 3, -3):
        value = round(key + times * step, places)
        whole = int(value) if float(value).is_integer() else value
        if "%" in prop.unit.values() and whole > 100:
            continue
        if whole > 0 or (prop.type == "integer" and key < 0):  # fewer than none is no tempting number
            yield whole


def _distance(world: World, shower: Shower, item: Item, prop: Property | None) -> Callable[[Scalar], float]:
    """How far a false option is from the key: in time or number, or by kind, name and place in the bank."""
    key = item.answers[0]
    if prop is not None and prop.type in (*_NUMBERS, "year"):
        return lambda value: abs(float(value) - float(key)) if isinstance(value, int | float) else 0.0
    if prop is not None and prop.type in _DATES:
        start = days_of(str(key))[0]
        return lambda value: float(abs(days_of(str(value))[0] - start))
    if prop is not None and prop.type not in ("ref", "text"):
        return lambda value: float(draw(0, item.id, str(value)) % 997)
    lang = shower.default
    key_name = folded(shower.display(prop, key, lang))
    key_pairs = _bigrams(key_name)
    entity_like = prop is None or prop.type == "ref"
    near = _order_distance(world, item, prop)
    foils = {*prop.foils, *prop.lures} if prop is not None else set()

    def by_name(value: Scalar) -> float:
        name = folded(shower.display(prop, value, lang))
        pairs = _bigrams(name)
        shared = len(pairs & key_pairs) / max(1, len(pairs | key_pairs))
        length = abs(len(name) - len(key_name)) / max(len(name), len(key_name), 1)
        alike = _alike(world, str(key), str(value)) if entity_like else 0.0
        return length - shared - alike + near(value) - (0.25 if value in foils else 0.0)

    return by_name


def _bigrams(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _alike(world: World, one: str, other: str) -> float:
    """Share of the kind's ``similar`` properties in which two entities agree."""
    kind = world.kind_of(one)
    if not kind.similar or world.bank.entities[other].kind != kind.slug:
        return 0.0
    same = 0
    for slug in kind.similar:
        mine, theirs = (world.column(kind.slug, slug).get(entity, ()) for entity in (one, other))
        same += bool(mine and theirs and mine[0].value == theirs[0].value)
    return same / len(kind.similar)


def _order_distance(world: World, item: Item, prop: Property | None) -> Callable[[Scalar], float]:
    """0 to 0.5: values that the bank itself uses for this property, near in its order, are more confusable."""
    order = world.index(item.kind, item.given if prop is None else item.asked).rank
    home = order.get(item.subject, 0)
    if prop is None:
        return lambda value: min(0.5, abs(order.get(str(value), home + 99) - home) / 20)

    def from_home(value: Scalar) -> float:
        holders = world.holders(item.kind, item.asked, value)
        return min(0.5, abs(order[holders[0]] - home) / 20) if holders else 0.75

    return from_home


def choose(
    found: Sequence[Candidate],
    key: Scalar,
    number: int,
    hardness: float,
    seed: int,
    role: str,
    *,
    first: Sequence[str] = (),
    rank: Callable[[Scalar], Any] | None = None,
) -> list[Scalar]:
    """``number`` of the candidates, drawn from the most confusable part.

    ``hardness`` 0 to 1 narrows that part; ``first`` holds the learner's own mix-ups, which come before all.
    For options that are shown in order, by ``rank``, the key's place is drawn first and the distractors to fit it.
    """
    mixed = [one.value for one in found if canon_text(one.value) in first][: max(0, number - 1)]
    rest = [one for one in found if one.value not in mixed]
    window = rest[: max(number + 1, round(number * (4 - 2.5 * hardness)))]
    drawn = [one.value for one in sorted(window, key=lambda one: draw(seed, role, "distractor", str(one.value)))]
    if rank is None:
        return (mixed + drawn)[:number]
    below, home = draw(seed, role, "rank") % (number + 1), rank(key)
    low = [value for value in drawn if rank(value) < home]
    high = [value for value in drawn if rank(value) >= home]
    if len(low) < below or len(high) < number - below:  # look farther away before giving up the place
        low += [one.value for one in rest if rank(one.value) < home and one.value not in low]
        high += [one.value for one in rest if rank(one.value) >= home and one.value not in high]
    below = min(max(below, number - len(high)), len(low))
    wanted = low[:below] + high[: number - below]
    return (mixed + [value for value in wanted if value not in mixed])[:number]
