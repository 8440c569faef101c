"""Stems and statements: patterns of the bank, or the built-in ones of the language, filled in."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from quiz import language
from quiz.bank.model import Canon, Kind, Property, Scalar, Texts
from quiz.bank.patterns import slots_of
from quiz.questions.answers import World
from quiz.questions.items import Item, rule_for
from quiz.questions.show import Shower, capital, text_in

__all__ = ["Writer"]

Filler = Callable[[str, str], str | None]
_FIRST_WORD = re.compile(r"\w+").match
_YEARS = re.compile(r"\d+(?:\W+\d+)?").fullmatch
_ORDERED_BY_TIME = ("year", "date", "date_range")


class Writer:
    """Writes stems, statements and summaries of one bank in one language."""

    def __init__(self, world: World, shower: Shower, lang: str) -> None:
        self.world, self.shower, self.lang = world, shower, lang
        self.default = world.bank.languages[0]
        self.table = language.table(lang)

    # stems

    def stem(self, item: Item, variant: str = "") -> tuple[str, str]:
        """The stem of an item and the name of its template. ``variant``: ``""``, ``all`` or ``card``."""
        kind = self.world.bank.kinds[item.kind]
        rule = rule_for(kind, item.given, item.asked)
        if item.given == "self" and item.many and variant == "card":
            own, built_in = rule.card or rule.stems, "card"
        elif item.given == "self":
            own, built_in = rule.stems, self._built_in(kind.properties[item.asked])
        elif item.many:
            own, built_in = (rule.card, "card_all") if variant == "card" else (rule.all, "all")
        else:
            own, built_in = rule.stems, "reverse" if item.asked == "self" else "pair"
        pattern = own.get(self.lang)
        if not pattern and item.many and "self" not in (item.given, item.asked):
            spoken = (texts.get(lang) for texts in (own, rule.all) for lang in (self.lang, self.default))
            pattern = next(filter(None, spoken), None)  # no built-in stem asks this
        name = f"{kind.slug}/{item.given}>{item.asked}{'/' + variant if variant else ''}"
        if not pattern:
            pattern, name = self.table["stem"][built_in], built_in
        stem = self._fill(pattern, self._stem_filler(item, kind))
        return self._opened(pattern, stem, self.as_of(item)), name

    def _built_in(self, prop: Property) -> str:
        if prop.shape != "one":
            return prop.shape
        kind = {"integer": "number", "count": "number", "date_range": "date"}.get(prop.type, prop.type)
        kind = "number" if kind == "quantity" and not prop.unit else kind
        return f"one.{kind}"

    def as_of(self, item: Item) -> str:
        """The date that the answer holds for, or empty."""
        if item.asked == "self":
            return ""
        cell = self.world.cell(item.kind, item.asked, item.subject, item.period)
        return cell.as_of if cell else ""

    def _opened(self, pattern: str, stem: str, as_of: str) -> str:
        """With its as-of date in front; a first word that begins no name loses its capital."""
        if not as_of:
            return capital(stem)
        acronym = stem[:2].isalpha() and stem[:2].isupper()
        if not (pattern.startswith("{") or acronym or self._begins_with_a_name(stem)):
            stem = stem[:1].lower() + stem[1:]
        opening: str = self.table["as_of"]
        return capital(opening.format(date=self._date(as_of), stem=stem))

    def _begins_with_a_name(self, stem: str) -> bool:
        word = _FIRST_WORD(stem)
        names = self._names.get(word[0], ()) if word else ()
        return any(stem.startswith(name) and not stem[len(name) : len(name) + 1].isalnum() for name in names)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """What things are called within a sentence, by the first word."""
        found: dict[str, list[str]] = {}
        for slug in self.world.bank.entities:
            name = self.shower.label(slug, self.lang).in_sentence
            word = _FIRST_WORD(name)
            if word and name[0].isupper():
                found.setdefault(word[0], []).append(name)
        return found

    def _date(self, iso: str) -> str:
        """A date within a sentence."""
        shown = self.shower.date(iso, self.lang)
        return shown if "-" in iso else str(self.table["year"]).format(year=shown)

    def _stem_filler(self, item: Item, kind: Kind) -> Filler:
        asked = kind.properties.get(item.asked)
        given = kind.properties.get(item.given)

        def fill(name: str, variant: str) -> str | None:
            if name == "self":
                return self._subject(item.subject, variant)
            if name in ("given", item.given):
                return self._value(given, item.given_value, variant)
            if name == "qualifier":
                return self.qualifier(item)
            if name == "property" and asked is not None:
                return self._text(asked.name)
            if name == "given_name" and given is not None:
                return self._text(given.name)
            if name == "unit" and asked is not None:
                return self._text(asked.unit)
            if name == "to" and asked is not None:
                return " / ".join(self._text(self.world.bank.kinds[to].name) for to in asked.to)
            return {"kind": self._text(kind.name), "plural": self._text(kind.plural)}.get(name)

        return fill

    def qualifier(self, item: Item) -> str:
        """The qualifier as it stands in the stem, with its leading space; empty without one."""
        if item.qualifier is None:
            return ""
        slug, value = item.qualifier
        prop = self.world.bank.kinds[item.kind].properties[slug]
        own = prop.qualifier.get(self.lang)
        if own:
            shown = self._value(prop, value, "")
            return " " + self._fill(own, lambda name, _variant: shown if name in ("value", slug) else None)
        pattern: str = self.table["statement"]["qualifier"]
        shown = self.shower.canon(prop, value, self.lang)
        return f" ({pattern.format(name=self._text(prop.name), value=shown)})"

    # statements

    def statement(self, kind: Kind, slug: str, subject: str, value: Scalar, as_of: str = "") -> str:
        """One sentence, without its full stop: what the property of the subject is."""
        prop = kind.properties[slug]
        own: Texts = prop.statement
        built_in = "one" if prop.shape == "one" else "set"
        if prop.type == "boolean":
            own, built_in = (prop.statement, "yes") if value is True else (prop.statement_no, "no")
        pattern = own.get(self.lang) or self.table["statement"][built_in]

        def fill(name: str, variant: str) -> str | None:
            if name == "self":
                return self._subject(subject, variant)
            if name in ("value", slug):
                return self._value(prop, value, variant)
            return self._text(prop.name) if name == "property" else self._own_value(kind, subject, name, variant)

        return self._opened(pattern, self._fill(pattern, fill), as_of)

    def summary(self, subject: str, slug: str = "") -> str:
        """What an entity is, in a sentence; empty if the kind has no summary, a value is missing, or the property
        ``slug`` that it is to tell of is not in it."""
        kind = self.world.kind_of(subject)
        pattern = kind.summary.get(self.lang, "")
        if slug and slug not in {name for name, _variant in slots_of(pattern)}:
            return ""

        def fill(name: str, variant: str) -> str | None:
            if name == "self":
                return self._subject(subject, variant)
            return self._own_value(kind, subject, name, variant)

        for name, _variant in slots_of(pattern):
            if name != "self" and fill(name, "") is None:
                return ""
        return capital(self._fill(pattern, fill))

    def sums_up(self, kind: Kind, slugs: Iterable[str]) -> bool:
        """Whether the kind's summary tells of these properties and of no other."""
        return {name for name, _variant in slots_of(kind.summary.get(self.lang, ""))} == {"self", *slugs}

    def whole(self, item: Item) -> str:
        """A set or list as one line: what it is called, its elements, and of what date they are."""
        kind = self.world.bank.kinds[item.kind]
        if item.given == "self":
            prop = kind.properties[item.asked]
            head = f"{self._text(prop.name)} ({self.shower.label(item.subject, self.lang).display})"
            elements = self.shower.listed(prop, item.answers, self.lang)
            return self._opened("{property}", f"{head}: {elements}", self.as_of(item))
        given = kind.properties[item.given]
        head = f"{capital(self._text(given.name))}: {self._value(given, item.given_value, 'display')}"
        return f"{head} – {self.shower.listed(kind.properties.get(item.asked), item.answers, self.lang)}"

    def instruction(self, item: Item, form: str) -> tuple[str, str]:
        """What to do in the ordering and matching forms, and the name of the template."""
        kind = self.world.bank.kinds[item.kind]
        rule = rule_for(kind, item.given, item.asked)
        own = rule.ordering if form == "ordering" else rule.matching
        prop = kind.properties[item.asked]
        name = f"{kind.slug}/{item.given}>{item.asked}/{form}"
        pattern = own.get(self.lang)
        if not pattern:
            name = (
                "match"
                if form == "matching"
                else (
                    "order_list"
                    if prop.shape == "list"
                    else "order_time"
                    if prop.type in _ORDERED_BY_TIME
                    else "order_number"
                )
            )
            pattern = self.table["stem"][name]
        return self._opened(pattern, self._fill(pattern, self._stem_filler(item, kind)), self.as_of(item)), name

    # slots

    def _fill(self, pattern: str, filler: Filler) -> str:
        lead = str(self.table["year"]).partition("{year}")[0]
        for name, variant in slots_of(pattern):
            text = filler(name, variant) or ""
            slot = "{" + name + (f":{variant}" if variant else "") + "}"
            if lead and text.startswith(lead) and _YEARS(text.removeprefix(lead)):  # the bank may say it itself
                pattern = pattern.replace(lead + slot, text).replace(capital(lead) + slot, capital(text))
            if name == "property":  # as may a property's name: the capital, các bên
                pattern = pattern.replace(f"{text.partition(' ')[0]} {slot}", text)
            pattern = pattern.replace(slot, text)
        return pattern

    def _text(self, texts: Texts) -> str:
        return text_in(texts, self.lang, self.default)

    def _subject(self, slug: str, variant: str) -> str:
        label = self.shower.label(slug, self.lang)
        return label.display if variant == "display" else label.in_sentence

    def _value(self, prop: Property | None, value: Canon | None, variant: str) -> str:
        if value is None:
            return ""
        if variant == "ordinal" and isinstance(value, int):
            return language.ordinal(value, self.lang)
        if variant == "display" and not isinstance(value, tuple):
            return self.shower.display(prop, value, self.lang)
        if prop is not None and prop.type in ("date", "date_range") and isinstance(value, str):
            return self._date(value)
        return self.shower.canon(prop, value, self.lang)

    def _own_value(self, kind: Kind, subject: str, slug: str, variant: str) -> str | None:
        """Another property of the same subject, for statements and summaries. What changes with time is no part of a
        sentence that names no time."""
        prop = kind.properties.get(slug)
        if prop is None or prop.varies:
            return None
        for cell in self.world.column(kind.slug, slug).get(subject, ()):
            if cell.value is not None:
                return self._value(prop, cell.value, variant)
        return None
