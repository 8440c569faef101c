"""Values as people read them, in the question's language. Numbers and dates by Babel."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from unicodedata import normalize

from quiz import language
from quiz.bank.model import Bank, Canon, Label, Property, Scalar, Texts, shown_in
from quiz.bank.signs import signs_named

__all__ = ["Shower", "capital", "folded", "text_in"]

_NOT_WORD = re.compile(r"[\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_ORDINAL_END = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")


def text_in(texts: Texts, lang: str, default: str) -> str:
    """The text that is shown in ``lang``, or empty."""
    return shown_in(texts, lang, default) or ""


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1 << 18)  # a cache smaller than the bank's names, gone through in order, would never hit
def folded(text: str) -> str:
    """Words in lower case without accents: ``Á–Âu`` and ``a au`` are one name, ``A+`` and ``A-`` are two, as are
    ``=`` and ``==``."""
    plain = signs_named(text.casefold())
    if not plain.isascii():
        plain = _ACCENTS.sub("", normalize("NFD", plain.replace("đ", "d").replace("ø", "o").replace("ł", "l")))
    return _NOT_WORD.sub(" ", _ORDINAL_END.sub(r"\1", plain)).strip() or text.strip()


class Shower:
    """Texts of one bank's values. ``known`` holds formatted numbers and dates, so that Babel stays unimported."""

    def __init__(self, bank: Bank, known: Mapping[str, str] | None = None) -> None:
        self.bank = bank
        self.default = bank.languages[0]
        self.known: Mapping[str, str] = known if known is not None else {}
        self.formatted: dict[str, str] = {}
        self._names: dict[tuple[str, Scalar], frozenset[str]] = {}

    def label(self, slug: str, lang: str) -> Label:
        """The label of an entity."""
        return self._label(self.bank.entities[slug].labels, lang)

    def _label(self, labels: Mapping[str, Label], lang: str) -> Label:
        found = shown_in(labels, lang, self.default)
        assert found is not None  # everything is called something
        if found.ours and lang != self.default and self.default in labels:
            original = labels[self.default].display
            if original != found.display:
                pattern: str = language.table(lang)["brackets"]
                shown = pattern.format(display=found.display, original=original)
                return found._replace(display=shown)
        return found

    def display(self, prop: Property | None, value: Scalar, lang: str) -> str:
        """Alone, as an option. ``prop`` None stands for the subject itself."""
        if prop is None or prop.type == "ref":
            return self.label(str(value), lang).display
        if prop.type == "text":
            return self._label(self.bank.texts[str(value)], lang).display
        return self._formatted(prop, value, lang)

    def in_sentence(self, prop: Property | None, value: Scalar, lang: str) -> str:
        """Within a sentence."""
        if prop is None or prop.type == "ref":
            return self.label(str(value), lang).in_sentence
        if prop.type == "text":
            return self._label(self.bank.texts[str(value)], lang).in_sentence
        return self._formatted(prop, value, lang)

    def listed(self, prop: Property | None, values: Iterable[Scalar], lang: str) -> str:
        """``a, b and c``; semicolons where an element has a comma or an ``and`` of its own."""
        shown = [self.in_sentence(prop, value, lang) for value in values]
        table = language.table(lang)
        if len(shown) < 2:
            return "".join(shown)
        joint = f" {table['and']} "
        if any("," in text or joint in text for text in shown):
            return "; ".join(shown)
        return f"{table['list_separator'].join(shown[:-1])}{joint}{shown[-1]}"

    def canon(self, prop: Property | None, value: Canon, lang: str) -> str:
        """Any canonical value within a sentence."""
        return self.listed(prop, value, lang) if isinstance(value, tuple) else self.in_sentence(prop, value, lang)

    def names(self, prop: Property | None, value: Scalar) -> frozenset[str]:
        """Every folded name of a value in every language: two values that share one are never two options."""
        kind = "ref" if prop is None else prop.type
        found = self._names.get((kind, value))
        if found is None:
            found = self._names[(kind, value)] = self._names_of(kind, value)
        return found

    def _names_of(self, kind: str, value: Scalar) -> frozenset[str]:
        if kind == "ref":
            labels: Iterable[Label] = self.bank.entities[str(value)].labels.values()
        elif kind == "text":
            labels = self.bank.texts[str(value)].values()
        else:
            return frozenset({str(value)})
        return frozenset(folded(name) for label in labels for name in label.names)

    def _formatted(self, prop: Property, value: Scalar, lang: str) -> str:
        if isinstance(value, bool):
            table = language.table(lang)
            return str(table["true"] if value else table["false"])
        if isinstance(value, int) and prop.type != "quantity":
            plain = value >= 0 if prop.type == "year" else abs(value) < 1000
            if plain:
                return str(value)
        unit = text_in(prop.unit, lang, self.default) if prop.type == "quantity" else ""
        return self._by_babel(prop.type, value, unit, lang)

    def date(self, iso: str, lang: str) -> str:
        """A date of any grain, for the opening of a stem."""
        return self._by_babel("date_range", iso, "", lang)

    def _by_babel(self, type_: str, value: Scalar, unit: str, lang: str) -> str:
        key = f"{type_}|{lang}|{unit}|{value}"
        shown = self.formatted.get(key) or self.known.get(key)
        if shown is None:
            from quiz.questions.babel_format import format_value

            shown = format_value(type_, value, unit, lang)
        self.formatted[key] = shown
        return shown
