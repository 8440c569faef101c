"""The bank's own translations, listed for a native reader."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from quiz.bank.model import Bank, Label, Mark

__all__ = ["Translation", "ours"]


class Translation(NamedTuple):
    """A label that the bank marks as its own translation."""

    mark: Mark
    """Where the entity stands, or the first claim or property that uses the text."""
    lang: str
    display: str
    original: str
    """What was translated: the label in the bank's first language that is official; empty if there is none."""
    names: tuple[str, ...]
    """Every other name that the label gives: in a sentence, short, aliases."""


def ours(bank: Bank) -> list[Translation]:
    """Every label with ``translation: ours``, by place."""
    found: list[Translation] = []
    for entity in bank.entities.values():
        found += _of(bank, entity.mark, entity.labels)
    for key, mark in _texts(bank):
        found += _of(bank, mark, bank.texts.get(key, {}))
    return sorted(dict.fromkeys(found))


def _of(bank: Bank, mark: Mark, labels: Mapping[str, Label]) -> Iterator[Translation]:
    official = [code for code in bank.languages if code in labels and not labels[code].ours]
    original = labels[official[0]].display if official else ""
    for lang, label in labels.items():
        if label.ours:
            others = dict.fromkeys((label.in_sentence, label.short, *label.aliases))
            yield Translation(mark, lang, label.display, original, tuple(one for one in others if one != label.display))


def _texts(bank: Bank) -> Iterator[tuple[str, Mark]]:
    """The key of every text value, with the first place where it is used."""
    seen: dict[str, Mark] = {}
    for entity in bank.entities.values():
        properties = bank.kinds[entity.kind].properties
        for slug, claims in entity.claims.items():
            if properties[slug].type == "text":
                for claim in claims:
                    values = claim.value if isinstance(claim.value, tuple) else (claim.value,)
                    for value in values:
                        seen.setdefault(str(value), claim.mark)
    for kind in bank.kinds.values():
        for prop in kind.properties.values():
            if prop.type == "text":
                for text in (*prop.foils, *prop.lures, *prop.not_options):
                    seen.setdefault(str(text), prop.mark)
    yield from seen.items()
