"""What a typed answer is compared with: every right name in every language, and every near wrong one."""

import re
from collections.abc import Iterable
from decimal import Decimal

from quiz import language
from quiz.bank.dates import grain_of, one_year_of
from quiz.bank.model import Claim, Label, Property, Scalar
from quiz.bank.patterns import slots_of
from quiz.questions.answers import World
from quiz.questions.items import Item
from quiz.questions.model import Accept
from quiz.questions.show import Shower, folded, text_in

__all__ = ["accept_for", "rivals", "typable"]

_MOST_WORDS = 4
_MANY = 400
"""Things of a kind from which on not all of their names are looked at."""
_BETWEEN = r"[^,(\[\])–—-]+"
_NUMBERING = ("integer", "count", "year")
_RULES = {
    "year": "date",
    "date": "date",
    "date_range": "date",
    "integer": "number",
    "count": "number",
    "quantity": "quantity",
    "money": "money",
}


def typable(shower: Shower, item: Item, prop: Property | None, *, asked_for: bool) -> bool:
    """Whether the answer can fairly be typed: closed, one, and at most four words in every language.

    Free text and longer names are typed only where the bank asks for it (``asked_for``).
    """
    if item.many or not item.complete or item.doubtful:
        return False
    if prop is not None and (prop.type == "boolean" or (prop.type == "text" and not (prop.exclusive or asked_for))):
        return False
    if asked_for or (prop is not None and prop.type in _RULES):
        return True
    names = [shower.display(prop, item.answers[0], lang) for lang in shower.bank.languages]
    return all(len(name.split()) <= _MOST_WORDS for name in names)


def accept_for(world: World, shower: Shower, item: Item, lang: str) -> Accept:
    """How a typed answer to the item is graded."""
    prop = world.prop(item.kind, item.asked)
    value = item.answers[0]
    also = _also(world, shower, item, prop, lang)
    if prop is not None and prop.type in _RULES:
        unit = text_in(prop.unit, lang, shower.default)
        grain = "year" if prop.type == "year" else grain_of(str(value)) if _RULES[prop.type] == "date" else ""
        return Accept(_RULES[prop.type], (_plainly(value),), (), (), also, unit, prop.tolerance, grain)
    labels = _labels(world, prop, value)
    texts = dict.fromkeys(name for label in labels for name in label.names)
    right = shower.display(prop, value, lang)
    note = _name_note(right, lang)
    corrected = tuple((name, note) for label in labels for name in label.corrected)
    accepted = (*texts, *(name for name, _note in (*corrected, *also)))
    refused = dict.fromkeys(name for label in labels for name in label.refused)
    own = {folded(text) for text in accepted}
    refused = {name: None for name in refused if folded(name) not in own}
    refused.update(dict.fromkeys(name for name in rivals(world, shower, item) if folded(name) not in own))
    if prop is not None and prop.type == "text":
        refused.update(dict.fromkeys(_twins(world, shower, item, prop, texts)))
    behind, before = _behind(world, prop, value), _before(world, prop, value)
    return Accept("text", tuple(texts), corrected, tuple(refused), also, "", 0.0, "", behind, before)


def _twins(world: World, shower: Shower, item: Item, prop: Property, texts: Iterable[str]) -> list[str]:
    """Names of other values that capitals or signs alone tell from what is accepted: mW and MW."""
    from quiz.questions.grading.normalise import forms  # here: the first question is asked without it

    own = {form for text in texts for form in forms(text).exact}
    return [
        name
        for name, value in _other_names(world, shower, item, prop, "").items()
        if value not in item.answers and any(form in own for form in forms(name).exact)
    ]


def _behind(world: World, prop: Property | None, value: Scalar) -> tuple[str, ...]:
    """The names of what the answer belongs to: of the country of a city."""
    if prop is not None and prop.type != "ref":
        return ()
    labels = (label for owner in world.owners(str(value)) for label in world.bank.entities[owner].labels.values())
    return tuple(dict.fromkeys(name for label in labels for name in (label.display, *label.aliases, *label.corrected)))


def _before(world: World, prop: Property | None, value: Scalar) -> tuple[str, ...]:
    """What the answer is: a planet, and the host city."""
    kind = world.kind_of(str(value)).name if prop is None or prop.type == "ref" else {}
    return tuple(dict.fromkeys((*kind.values(), *(prop.name if prop is not None else {}).values())))


def _labels(world: World, prop: Property | None, value: Scalar) -> list[Label]:
    if prop is None or prop.type == "ref":
        return list(world.bank.entities[str(value)].labels.values())
    return list(world.bank.texts[str(value)].values())


def _also(world: World, shower: Shower, item: Item, prop: Property | None, lang: str) -> tuple[tuple[str, str], ...]:
    """Values that are also accepted, each with the note to show."""
    found: dict[str, str] = {}
    if prop is None or (prop.type == "ref" and len(prop.to) == 1):
        note = _name_note(shower.display(prop, item.answers[0], lang), lang)
        found |= dict.fromkeys(_by_number(world, str(item.answers[0])), note)
    if prop is None:
        return tuple(found.items())
    for subject in item.fits:
        for claim in world.claims(subject, item.asked, item.period):
            if claim.status == "also" or (claim.status == "disputed" and _plausible(prop, claim)):
                note = text_in(claim.reason, lang, shower.default)
                for name in _names_of(world, prop, claim):
                    found.setdefault(name, note)
    return tuple(found.items())


def _plainly(value: Scalar) -> str:
    """Without an exponent: 0.00009, not 9e-05."""
    return format(Decimal(str(value)), "f") if isinstance(value, float) else str(value)


def _name_note(name: str, lang: str) -> str:
    return str(language.table(lang)["right_name"]).format(name=name)


def _by_number(world: World, subject: str) -> list[str]:
    """``6`` and ``sixth`` where the names of a kind hold a number that no two of it share, as that of ASEM 6 does."""
    kind = world.kind_of(subject)
    slots = {
        name for patterns in kind.naming.values() for text in patterns.values() for name, _variant in slots_of(text)
    }
    found: dict[str, None] = {}
    for name in (slug for slug in kind.properties if slug in slots and kind.properties[slug].type in _NUMBERING):
        for cell in world.column(kind.slug, name).get(subject, ()):
            if isinstance(cell.value, int) and world.holders(kind.slug, name, cell.value) == [subject]:
                for code in world.bank.languages:
                    said = ("{n}", *language.table(code)["ordinal"].get("said", ()))
                    for number in (str(cell.value), language.ordinal(cell.value, code)):
                        found |= dict.fromkeys(pattern.format(n=number) for pattern in said)
    return list(found)


def _plausible(prop: Property, claim: Claim) -> bool:
    """A disputed date of another grain is no second answer to a question for the year."""
    return not prop.derived and not claim.raw


def _names_of(world: World, prop: Property, claim: Claim) -> list[str]:
    if isinstance(claim.value, tuple):
        return []
    if prop.derived:
        year = one_year_of(str(claim.value))
        return [] if year is None else [str(year)]
    if prop.type in _RULES:
        return [_plainly(claim.value)]
    return [name for label in _labels(world, prop, claim.value) for name in label.names]


def rivals(world: World, shower: Shower, item: Item, typed: str = "") -> dict[str, str]:
    """Names of the other things that an answer could mean, with what they name, but for those that read like what is
    accepted. Of very many those alone that ``typed`` could be."""
    prop = world.prop(item.kind, item.asked)
    if prop is not None and prop.type not in ("ref", "text"):
        return {}
    found = _other_names(world, shower, item, prop, typed)
    names = (shower.names(prop, answer) for answer in item.answers)
    own = frozenset[str]().union(*names)
    return {name: value for name, value in found.items() if value not in item.answers and folded(name) not in own}


def _other_names(world: World, shower: Shower, item: Item, prop: Property | None, typed: str) -> dict[str, str]:
    if prop is None or prop.type == "ref":
        kinds = (item.kind,) if prop is None else prop.to
        others = [slug for kind in kinds for slug in world.compiled.members[kind]]
        if len(others) > _MANY:
            from quiz.questions.spellings import lookalikes

            near = (lookalikes(world.spellings(kind), part) for kind in kinds for part in _parts(typed))
            return {name: slug for found in near for name, slug in found.items()}
    else:
        values = [cell.value for cells in world.column(item.kind, item.asked).values() for cell in cells]
        entities = world.bank.entities
        values += [claim.value for one in item.fits for claim in entities[one].claims.get(item.asked, ())]  # once held
        others = [value for value in values if isinstance(value, str)]
        if len(others) > _MANY:
            lengths = {len(shower.display(prop, item.answers[0], lang)) for lang in shower.bank.languages}
            others = [one for one in others if any(abs(len(one) - length) <= 4 for length in lengths)]
    return {name: other for other in others for label in _labels(world, prop, other) for name in label.names}


def _parts(typed: str) -> list[str]:
    """What was typed, and what of it may be a name: without words before it, and what stands around a comma."""
    words = typed.split()
    behind = (" ".join(words[at:]) for at in range(1, len(words)))
    return list(dict.fromkeys((typed, *behind, *re.findall(_BETWEEN, typed))))
