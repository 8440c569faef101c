"""What the questions of one paper show of each other: no stem, option or explanation may give another key away.

Two tests, each in both directions and in all languages of the bank, for a paper may be printed in any of them:

- **Links.** A question says what it shows (``Question.reveals``, feedback to every wrong option included). None of
  that may be a link that the key of another question rests on (:func:`quiz.study.course.key_links`).
- **Words.** What is given of one item and its answer may not stand side by side in another question: in its stem with
  its options, in its stem with its explanation, or in what it says of one wrong option. And the name that is to be
  typed may stand in no other stem and among no other options: recall would become recognition. A year or a number
  that is to be typed may, as it says little there.

Names are compared as grading does, without case and accents. Everything is looked up by words, so that the
5,000th question costs hardly more than the 20th.
"""

from collections.abc import Iterable
from typing import NamedTuple

from quiz.bank.model import Canon, Property
from quiz.questions.engine import Questions
from quiz.questions.items import Item, canon_text, links_of
from quiz.questions.model import Form, Question
from quiz.questions.show import folded
from quiz.study.course import key_links

__all__ = ["Fact", "Screened", "Shown", "key_value", "screened", "worded"]


class Fact(NamedTuple):
    """What an item asks, in words: every name of what is given, and every name of an answer. Each between blanks."""

    given: tuple[str, ...]
    answers: tuple[str, ...]


class Shown(NamedTuple):
    """One question, as the others on its paper have to see it."""

    items: frozenset[str]
    """All that it asks: of a matching or an ordering those of every line."""
    families: frozenset[str]
    keys: frozenset[str]
    """Links that its keys rest on."""
    reveals: frozenset[str]
    facts: tuple[Fact, ...]
    typed: tuple[str, ...]
    """Names of a key that is to be typed, each between blanks; none for numbers and dates."""
    stems: tuple[str, ...]
    """The stem with its options, folded, by language."""
    told: tuple[str, ...]
    """The stem with the explanation, and what is said of each option."""


def screened(questions: Questions, built: Iterable[Question]) -> Shown:
    """The same question, built in each language of the bank."""
    asked = list(built)
    touched = list(dict.fromkeys(touch.item for question in asked for touch in question.touches))
    entries = [questions.catalogue[item] for item in touched if questions.has(item)]
    links = [key_links(questions, item) if questions.has(item) else links_of(item) for item in touched]
    first = asked[0]
    own = questions.catalogue[first.item][1]
    typed: tuple[str, ...] = ()
    if first.form in (Form.TYPED, Form.FLASHCARD) and not own.many:
        prop = questions.world.prop(own.kind, own.asked)
        if prop is None or prop.type in ("ref", "text"):
            typed = _names(questions, prop, own.answers)
    return worded(asked)._replace(
        items=frozenset(info.id for info, _item in entries),
        families=frozenset(info.family for info, _item in entries),
        keys=frozenset(link for some in links for link in some),
        reveals=frozenset(link for question in asked for link in question.reveals),
        facts=tuple(_fact(questions, item) for _info, item in entries),
        typed=typed,
    )


def worded(asked: Iterable[Question]) -> Shown:
    """A question of which no bank knows what it is about: only its words tell, and what is to be typed."""
    stems, told, typed = [], [], dict[str, None]()
    for question in asked:
        stems.append(_text(question.prompt, *question.left, *question.options))
        told.append(_text(question.prompt, question.explanation))
        told += [_text(about) for about in dict.fromkeys(question.about) if about]
        if question.form is Form.TYPED:
            typed.update((_text(name), None) for name in question.key)
    return Shown(frozenset(), frozenset(), frozenset(), frozenset(), (), tuple(typed), tuple(stems), tuple(told))


def key_value(questions: Questions, item: str, form: Form) -> str:
    """Canonical text of a question's only right answer; empty where there are several, or just yes and no."""
    asked: Item = questions.catalogue[item][1]
    if form is Form.TRUE_FALSE or len(asked.answers) != 1 or isinstance(asked.answers[0], bool):
        return ""
    return canon_text(asked.answers[0])


def _text(*parts: str) -> str:
    """Folded, between blanks; parts are kept from running into one name."""
    return f" {' | '.join(folded(part) for part in parts)} "


def _fact(questions: Questions, item: Item) -> Fact:
    world = questions.world
    asked = world.prop(item.kind, item.asked)
    if item.given_value is None:
        given = _names(questions, None, (item.subject,))
    else:
        given = _names(questions, world.prop(item.kind, item.given), (item.given_value,))
    told = () if asked is not None and asked.type == "boolean" else _names(questions, asked, item.answers)
    return Fact(given, told)


def _names(questions: Questions, prop: Property | None, values: Iterable[Canon]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    shower = questions.shower
    for value in values:
        if isinstance(value, tuple):
            continue
        if prop is None or prop.type in ("ref", "text"):
            found.update(dict.fromkeys(sorted(shower.names(prop, value))))
        else:
            found.update((folded(shower.display(prop, value, lang)), None) for lang in questions.bank.languages)
    return tuple(f" {name} " for name in found if name)


class Screened:
    """The questions chosen for a paper so far."""

    def __init__(self) -> None:
        self.families: set[str] = set()
        self.keys: set[str] = set()
        self.revealed: set[str] = set()
        self._by_given: dict[str, list[tuple[str, Fact]]] = {}  # by the last word of a name that is given
        self._by_typed: dict[str, list[str]] = {}  # by the last word of a name that is to be typed
        self._stems: dict[str, list[str]] = {}  # by each of its words
        self._told: dict[str, list[str]] = {}

    def may(self, families: Iterable[str], keys: Iterable[str]) -> bool:
        """Whether an item can be asked at all beside them, before its question is built."""
        return self.families.isdisjoint(families) and self.revealed.isdisjoint(keys)

    def fits(self, shown: Shown) -> bool:
        """Whether the question gives nothing away of the others, and they nothing of it."""
        return (
            self.may(shown.families, shown.keys)
            and self.keys.isdisjoint(shown.reveals)
            and not any(_side_by_side(self._texts(name), fact) for fact in shown.facts for name in fact.given)
            and not any(name in text for name in shown.typed for text in self._stems.get(_last(name), ()))
            and not any(self._tells(text) for text in (*shown.stems, *shown.told))
            and not any(self._names_typed(text) for text in shown.stems)
        )

    def _texts(self, name: str) -> list[str]:
        """Texts on the paper in which the name stands."""
        word = _last(name)
        return [text for place in (self._stems, self._told) for text in place.get(word, ()) if name in text]

    def _tells(self, text: str) -> bool:
        """Whether the text holds what is given of a chosen item together with its answer."""
        return any(
            name in text and any(answer in text for answer in fact.answers)
            for word in set(text.split())
            for name, fact in self._by_given.get(word, ())
        )

    def _names_typed(self, text: str) -> bool:
        return any(name in text for word in set(text.split()) for name in self._by_typed.get(word, ()))

    def add(self, shown: Shown) -> None:
        """Put the question on the paper."""
        self.families |= shown.families
        self.keys |= shown.keys
        self.revealed |= shown.reveals
        for fact in shown.facts:
            for name in fact.given:
                self._by_given.setdefault(_last(name), []).append((name, fact))
        for name in shown.typed:
            self._by_typed.setdefault(_last(name), []).append(name)
        for place, texts in ((self._stems, shown.stems), (self._told, shown.told)):
            for text in texts:
                for word in set(text.split()):
                    place.setdefault(word, []).append(text)


def _last(name: str) -> str:
    """The last word of a name: in ``Place 17`` or ``ASEM 8`` the one that tells it from others."""
    return name.rsplit(None, 1)[-1]


def _side_by_side(texts: Iterable[str], fact: Fact) -> bool:
    return any(answer in text for text in texts for answer in fact.answers)
