"""Checks over the whole bank: references, agreement of claims, names that two entities share."""

import re

from quiz import language
from quiz.bank.claims import accepted, overlap
from quiz.bank.dates import days_of
from quiz.bank.finish import derives
from quiz.bank.model import Bank, Canon, Claim, Entity, Kind, Label, Mark, Property, Texts, shown_in
from quiz.bank.patterns import slots_of
from quiz.bank.problems import Problems
from quiz.bank.scope import suggestion
from quiz.i18n import _

__all__ = ["advise", "agree", "check"]

_DATES = ("date", "date_range")


def check(bank: Bank, problems: Problems) -> None:
    """Add every problem that shows only when the files are seen together."""
    for kind in bank.kinds.values():
        _check_kind(bank, kind, problems)
        _check_stems(bank, kind, problems)
        _check_statements(bank, kind, problems)
        _check_reverses(bank, kind, problems)
        _check_property_names(bank, kind, problems)
    references = {
        kind.slug: [prop for prop in kind.properties.values() if prop.type == "ref"] for kind in bank.kinds.values()
    }
    varying = {
        kind.slug: [prop.slug for prop in kind.properties.values() if prop.varies] for kind in bank.kinds.values()
    }
    for entity in bank.entities.values():
        if entity.topic and entity.topic not in bank.topics:
            _unknown_topic(bank, entity.mark, entity.topic, problems)
        for prop in references[entity.kind]:
            for claim in entity.claims.get(prop.slug, ()):
                _check_reference(bank, prop, claim, problems)
        for slug in varying[entity.kind]:
            for claim in entity.claims.get(slug, ()):
                if claim.status == "accepted" and not claim.as_of:
                    problems.add(
                        claim.mark,
                        _("'{name}' varies: an accepted claim needs an 'as_of'.").format(name=slug),
                        _("Add as_of: and the date that the question shall name."),
                    )
        for slug, claims in entity.claims.items():
            if len(claims) > 1:
                _check_agreement(bank.kinds[entity.kind].properties[slug], claims, problems)
    _check_names(bank, problems)


def _unknown_topic(bank: Bank, mark: Mark, topic: str, problems: Problems) -> None:
    problems.add(mark, _("'{topic}' is not a topic of this bank.").format(topic=topic), suggestion(topic, bank.topics))


def _check_kind(bank: Bank, kind: Kind, problems: Problems) -> None:
    topics = {kind.topic, *(prop.topic for prop in kind.properties.values() if prop.topic)}
    asked = any(entity.kind == kind.slug and entity.claims for entity in bank.entities.values())
    for topic in sorted(topics):
        if topic not in bank.topics and asked:
            _unknown_topic(bank, kind.mark, topic, problems)
    for prop in kind.properties.values():
        for target in prop.to:
            if target not in bank.kinds:
                problems.add(
                    prop.mark,
                    _("'{kind}' is not a kind of this bank.").format(kind=target),
                    suggestion(target, bank.kinds),
                )
        if prop.derived and prop.type == "year" and not derives(kind, prop):
            problems.add(
                prop.mark,
                _("'{name}' is not a date property of this kind.").format(name=prop.derived),
                _("Name a property whose type is date or date_range."),
            )
        for pool in prop.pool:
            owner, _dot, slug = pool.partition(".")
            if owner not in bank.kinds or slug not in bank.kinds[owner].properties:
                problems.add(prop.mark, _("'{pool}' names no property.").format(pool=pool), _("Write kind.property."))
        if prop.type == "ref":
            for value in (*prop.foils, *prop.not_options):
                _check_thing(bank, prop, value, prop.mark, problems)


def _check_stems(bank: Bank, kind: Kind, problems: Problems) -> None:
    """A stem without slots asks the same of everything, so it serves only where there is one thing to ask."""
    for pair, rule in kind.pairs.items():
        given, _arrow, asked = pair.partition(">")
        bare = [stem for texts in (rule.stems, rule.all, rule.card) for stem in texts.values() if not slots_of(stem)]
        if bare and len(_given(bank, kind, given, asked)) > 1:
            for stem in bare:
                problems.add(
                    kind.mark,
                    _("'{stem}' is asked of several things and does not say of which.").format(stem=stem),
                    _("Write {{{name}}} into this wording of {pair}.").format(name=given, pair=pair),
                )


def _check_statements(bank: Bank, kind: Kind, problems: Problems) -> None:
    """One without the thing itself says the same of everything, too."""
    for prop in kind.properties.values():
        own = (*prop.statement.values(), *prop.statement_no.values())
        bare = [statement for statement in own if "self" not in {name for name, _variant in slots_of(statement)}]
        if bare and len(_given(bank, kind, "self", prop.slug)) > 1:
            for statement in bare:
                problems.add(
                    prop.mark,
                    _("'{statement}' is said of several things and does not say of which.").format(statement=statement),
                    _("Write {self} into this statement."),
                )


def _check_reverses(bank: Bank, kind: Kind, problems: Problems) -> None:
    for prop in kind.properties.values():
        if not prop.reverse:
            continue
        told = _("'{name}' is not asked the other way round.").format(name=prop.slug)
        if not prop.givable:
            hint = _("Only a single value that does not change can be given, and not yes or no: leave 'reverse' out.")
            problems.warn(prop.mark, told, hint)
        elif not prop.exclusive and len(_given(bank, kind, "self", prop.slug)) > 1:
            hint = _("Add exclusive: yes if a value that is stated of one thing is wrong of the others.")
            problems.warn(prop.mark, told, hint)


def advise(bank: Bank, problems: Problems) -> None:
    """Add what is no mistake and reads badly: built-in stems ask for "the … of" something, which "founded" does not
    fit into. Apart from :func:`check`, which does without the tables of the languages."""
    told = [(kind, prop) for kind in bank.kinds.values() for prop in kind.properties.values()]
    for kind, prop in told:
        rule = kind.pairs.get(f"self>{prop.slug}")
        for code, name in prop.name.items():
            table = language.table(code)
            own = rule is not None and (not rule.ask or code in rule.stems)
            if prop.type in ("year", *_DATES) and not own and re.fullmatch(table["verb"], name):
                stem = table["stem"]["one.year"].replace("{property}", name).replace("{self}", "…")
                hint = _("Give it a noun for a name, such as {{type: {type}, name: {noun}}}.")
                problems.warn(
                    prop.mark,
                    _("'{name}' is a verb, and is put into “{stem}”").format(name=name, stem=stem),
                    hint.format(type=prop.type, noun=table["noun"]),
                )


def _check_property_names(bank: Bank, kind: Kind, problems: Problems) -> None:
    """Properties of one name are told apart only by wordings of the bank's own, or by their units."""
    told: set[tuple[str, str]] = set()
    for code in bank.languages:
        owners: dict[tuple[str, str], list[Property]] = {}
        for prop in kind.properties.values():
            rule = kind.pairs.get(f"self>{prop.slug}")
            if rule is None or (rule.ask and code not in rule.stems):
                name = _shown(prop.name, code, bank)
                owners.setdefault((name.casefold(), _shown(prop.unit, code, bank)), []).append(prop)
        for first, *others in owners.values():
            for prop in others:
                pair = first.slug, prop.slug
                if pair not in told and any(
                    accepted(entity.claims.get(first.slug, ())) and accepted(entity.claims.get(prop.slug, ()))
                    for entity in bank.entities.values()
                    if entity.kind == kind.slug
                ):
                    told.add(pair)
                    problems.add(
                        prop.mark,
                        _("'{name}' has the same name as '{other}': '{shown}'.").format(
                            name=prop.slug, other=first.slug, shown=_shown(prop.name, code, bank)
                        ),
                        _("Give one of them another name, or word the question self>{name}.").format(name=prop.slug),
                    )


def _shown(texts: Texts, code: str, bank: Bank) -> str:
    return shown_in(texts, code, bank.languages[0]) or ""


def _given(bank: Bank, kind: Kind, given: str, asked: str) -> set[object]:
    """What a pair may give: things that have the property asked, or values."""
    things = [entity for entity in bank.entities.values() if entity.kind == kind.slug]
    if given == "self":
        return {entity.slug for entity in things if accepted(entity.claims.get(asked, ()))}
    return {claim.value for entity in things for claim in accepted(entity.claims.get(given, ()))}


def _check_reference(bank: Bank, prop: Property, claim: Claim, problems: Problems) -> None:
    if claim.raw and claim.value == claim.raw:
        return
    values = claim.value if isinstance(claim.value, tuple) else (claim.value,)
    for value in values:
        _check_thing(bank, prop, value, claim.mark, problems)


def _check_thing(bank: Bank, prop: Property, value: Canon, mark: Mark, problems: Problems) -> None:
    target = bank.entities.get(value)  # type: ignore[arg-type]  # what is no slug is not found
    if value == "":
        problems.add(mark, _("a value is missing here."), _("Write it, or remove the property."))
    elif target is None:
        problems.add(
            mark,
            _("'{slug}' is not stated anywhere in this bank.").format(slug=value),
            suggestion(str(value), _things(bank, prop)),
        )
    elif prop.to and target.kind not in prop.to:
        problems.add(
            mark,
            _("'{slug}' is of the kind '{kind}', and '{name}' points to: {to}.").format(
                slug=value, kind=target.kind, name=prop.slug, to=", ".join(prop.to)
            ),
            _("Refer to one of those, or add '{kind}' to the property's 'to'.").format(kind=target.kind),
        )


def _things(bank: Bank, prop: Property) -> list[str]:
    """What a property may point to; all there is where its kinds have nothing."""
    return [one.slug for one in bank.entities.values() if one.kind in prop.to] or list(bank.entities)


def agree(prop: Property, one: Claim, other: Claim) -> bool:
    """Whether two claims can both be the truth: equal, or one a coarser or smaller statement of the other."""
    if one.value == other.value:
        return True
    if prop.type in _DATES and prop.shape == "one":
        (a, b), (c, d) = days_of(str(one.value)), days_of(str(other.value))
        return (a <= c and d <= b) or (c <= a and b <= d)
    if isinstance(one.value, tuple) and isinstance(other.value, tuple):
        small, large = sorted((one.value, other.value), key=len)
        within = tuple(value for value in large if value in small)
        if len(within) < len(small) or (prop.shape == "list" and within != small):
            return False
        part, whole = sorted((one, other), key=lambda claim: claim.value == large)
        return len(small) == len(large) or whole.complete or not part.complete
    return not prop.functional


def _at_once(prop: Property, one: Claim, other: Claim) -> bool:
    """Whether two claims speak of the same time. One without a period speaks of the day of its as-of."""
    if prop.varies and not (one.valid and other.valid):
        if one.as_of == other.as_of:
            return True
        return overlap(*(claim.valid or f"{claim.as_of}/{claim.as_of}" for claim in (one, other)))
    return overlap(one.valid, other.valid)


def _check_agreement(prop: Property, claims: tuple[Claim, ...], problems: Problems) -> None:
    true = accepted(claims)
    if len(true) < 2:
        return
    for index, claim in enumerate(true):
        for earlier in true[:index]:
            if _at_once(prop, claim, earlier) and not agree(prop, claim, earlier):
                problems.add(
                    claim.mark,
                    _("two accepted values for '{name}'; the other is on line {line}.").format(
                        name=prop.slug, line=earlier.mark.line
                    ),
                    _(
                        "Give one of them another 'status' and a 'reason', or periods that do not overlap. "
                        "Where several are true at once, the type is 'set of …'."
                    ),
                )
                return


def _check_names(bank: Bank, problems: Problems) -> None:
    """Two entities of one kind that answer to the same name could never be told apart."""
    names: dict[tuple[str, str], list[str]] = {(kind, code): [] for kind in bank.kinds for code in bank.languages}
    for entity in bank.entities.values():
        for code in bank.languages:
            names[entity.kind, code] += _folded_names(_label(entity, code, bank))
    told: set[tuple[str, str]] = set()
    for (kind, code), some in names.items():
        if len(set(some)) < len(some):  # rare, so only now it is asked whose they are
            _tell_shared(bank, kind, code, told, problems)


def _label(entity: Entity, code: str, bank: Bank) -> Label:
    """The label that is shown in a language."""
    label = shown_in(entity.labels, code, bank.languages[0])
    assert label is not None
    return label


def _folded_names(label: Label) -> set[str]:
    return {name.casefold() for name in {label.display, label.in_sentence, *label.aliases}}


def _tell_shared(bank: Bank, kind: str, code: str, told: set[tuple[str, str]], problems: Problems) -> None:
    owners: dict[str, Entity] = {}
    for entity in bank.entities.values():
        if entity.kind != kind:
            continue
        label = _label(entity, code, bank)
        for folded in sorted(_folded_names(label)):
            first = owners.setdefault(folded, entity)
            if first is entity or (entity.slug, folded) in told:
                continue
            told.add((entity.slug, folded))
            name = next(n for n in (label.display, label.in_sentence, *label.aliases) if n.casefold() == folded)
            problems.add(
                entity.mark,
                _("the name '{name}' also belongs to '{other}' ({file}, line {line}).").format(
                    name=name, other=first.slug, file=first.mark.file, line=first.mark.line
                ),
                _("Two things of one kind need different names."),
            )
