"""Named blueprints of tests: YAML beside a bank, ``X.blueprints.yaml`` for ``X/`` and for ``X.yaml``.

They are read with the bank's own nodes and complaints, and they are no part of it: the bank's digest, and with it
what learners know, does not change when a test is described differently.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from quiz.bank.files import BLUEPRINTS
from quiz.bank.kinds import FORMS
from quiz.bank.model import DEPTHS, Bank, Mark, Texts
from quiz.bank.nodes import List, Map, Node, Text, parse
from quiz.bank.problems import BankError, Problems
from quiz.bank.scope import Scope, suggestion
from quiz.bank.values import is_slug
from quiz.disk import wrong_with
from quiz.errors import QuizError
from quiz.i18n import _

__all__ = [
    "BLUEPRINT_KEYS",
    "CLOCK_KEYS",
    "DIFFICULTIES",
    "SCORINGS",
    "BlueprintSpec",
    "blueprints_path",
    "check_blueprints",
    "read_blueprints",
]

BLUEPRINT_KEYS = (
    "title",
    "questions",
    "topics",
    "depth",
    "forms",
    "difficulty",
    "by",
    "clock",
    "scoring",
    "penalty",
    "navigation",
    "feedback",
    "evidence",
    "languages",
    "seed",
)
CLOCK_KEYS = ("question", "whole", "strict")
DIFFICULTIES = ("any", "easy", "medium", "hard")
SCORINGS = ("plain", "corrected", "negative", "certainty", "speed")
MOST_QUESTIONS = 10_000
MOST_SEED = 2**64 - 1
LONGEST = 7 * 24 * 3600
"""Seconds of a time limit."""

_BIGGEST = 1024 * 1024
_WHOLE = re.compile(r"\d{1,6}", re.ASCII).fullmatch
_SEED = re.compile(r"\d{1,20}", re.ASCII).fullmatch
_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?(s|sec|min|h)?", re.ASCII).fullmatch
_UNITS = {None: 1, "s": 1, "sec": 1, "min": 60, "h": 3600}


class BlueprintSpec(NamedTuple):
    """A blueprint as its file states it, defaults filled in; the values are those of the study side's ``Blueprint``."""

    name: str
    title: Texts = MappingProxyType({})
    questions: int = 20
    topics: tuple[tuple[str, float], ...] = ()
    """(topic, weight above 0)."""
    depth: str = "more"
    forms: tuple[str, ...] = ()
    difficulty: str = "any"
    by: str = "memory"
    question_seconds: int = 0
    whole_seconds: int = 0
    wall: bool = False
    scoring: str = "plain"
    penalty: float = 0.25
    navigation: str = "free"
    feedback: str = "end"
    evidence: bool = True
    languages: tuple[str, ...] = ()
    seed: int | None = None


_DEFAULT = BlueprintSpec("")


def blueprints_path(bank: Path) -> Path | None:
    """The file of blueprints beside the bank at ``bank`` (a folder or a file), or None if there is none."""
    if bank.is_dir():
        if bank.name in ("", ".."):
            bank = bank.resolve()
        stem = bank.name
    else:
        stem = bank.stem
    found = (bank.with_name(stem + ending) for ending in BLUEPRINTS)
    return next((path for path in found if path.is_file()), None)


def read_blueprints(path: Path, bank: Bank) -> dict[str, BlueprintSpec]:
    """The blueprints beside the bank at ``path``, by name, in the order of the file; none without a file.

    Raises BankError with every problem, QuizError if the file cannot be read.
    """
    problems = Problems()
    found = check_blueprints(path, bank, problems)
    if problems.errors:
        raise BankError(problems, str(blueprints_path(path)))
    return found


def check_blueprints(path: Path, bank: Bank, problems: Problems) -> dict[str, BlueprintSpec]:
    """As :func:`read_blueprints`, as far as they can be read; what is wrong goes to ``problems``.

    Raises QuizError if the file cannot be read.
    """
    file = blueprints_path(path)
    if file is None:
        for name in _astray(path):
            problems.warn(
                Mark(name, 1, 1),
                _("these blueprints are not read: they lie beside no bank."),
                _("Put them beside the folder as {name}.").format(name=path.resolve().name + BLUEPRINTS[0]),
            )
        return {}
    try:
        if file.stat().st_size > _BIGGEST:
            raise QuizError(_("This file of blueprints is larger than 1 MB."), where=str(file))
        content = file.read_bytes()
    except OSError as error:
        raise QuizError(
            _("The blueprints cannot be read: {why}.").format(why=wrong_with(error)), where=str(file)
        ) from error
    before = len(problems)
    root = parse(content, file.name, problems, _("Start it with the name of a blueprint, its keys below."))
    if root is None:
        if len(problems) == before:
            problems.warn(Mark(file.name, 1, 1), _("this file is empty."))
        return {}
    reader = _Reader(Scope(file.name, bank.languages, problems), bank)
    return {spec.name: spec for name, node in root.keyed() if (spec := reader.blueprint(name, node)) is not None}


def _astray(bank: Path) -> list[str]:
    """Files of blueprints that were put into the bank's folder; those of a bank of one file there are not meant."""
    names = {child.name for child in bank.iterdir()} if bank.is_dir() else set()
    stems = {name.removesuffix(ending): name for name in names for ending in BLUEPRINTS if name.endswith(ending)}
    return sorted(name for stem, name in stems.items() if not names & {stem, f"{stem}.yaml", f"{stem}.yml"})


class _Reader:
    """Reads the blueprints of one file."""

    def __init__(self, scope: Scope, bank: Bank) -> None:
        self.scope = scope
        self.topics = dict.fromkeys(bank.topics)
        """Those that are declared, and those of kinds and properties, which need not be."""
        for kind in bank.kinds.values():
            self.topics.update(dict.fromkeys((kind.topic, *(prop.topic for prop in kind.properties.values()))))
        self.topics.pop("", None)

    def blueprint(self, name: Text, node: Node) -> BlueprintSpec | None:
        scope = self.scope
        if not is_slug(name):
            scope.add(
                name,
                _("'{name}' cannot name a blueprint.").format(name=name),
                _("Use small letters, digits, - and _."),
            )
            return None
        body = scope.mapping(node, _("a blueprint"))
        scope.keys(body, BLUEPRINT_KEYS)
        question, whole, wall = self._clock(body.get("clock"))
        scoring = scope.word(body.get("scoring"), SCORINGS, _DEFAULT.scoring)
        if "penalty" in body and scoring != "negative":
            scope.problems.warn(
                scope.mark(body.key("penalty")),
                _("a penalty counts under negative marking only."),
                _("Write scoring: negative, or remove it."),
            )
        return BlueprintSpec(
            name=str(name),
            title=scope.texts(body.get("title")),
            questions=self._questions(body.get("questions")),
            topics=tuple(self._weights(body.get("topics"))),
            depth=scope.word(body.get("depth"), DEPTHS, _DEFAULT.depth),
            forms=tuple(dict.fromkeys(self._forms(body.get("forms")))),
            difficulty=scope.word(body.get("difficulty"), DIFFICULTIES, _DEFAULT.difficulty),
            by=scope.word(body.get("by"), ("memory", "history"), _DEFAULT.by),
            question_seconds=question,
            whole_seconds=whole,
            wall=wall,
            scoring=scoring,
            penalty=self._penalty(body.get("penalty")),
            navigation=scope.word(body.get("navigation"), ("free", "forward"), _DEFAULT.navigation),
            feedback=scope.word(body.get("feedback"), ("each", "end"), _DEFAULT.feedback),
            evidence=scope.flag(body.get("evidence"), _DEFAULT.evidence),
            languages=tuple(dict.fromkeys(self._languages(body.get("languages")))),
            seed=self._seed(body.get("seed")),
        )

    def _questions(self, node: Node | None) -> int:
        if node is None:
            return _DEFAULT.questions
        text = self.scope.string(node)
        if _WHOLE(text) and 1 <= int(text) <= MOST_QUESTIONS:
            return int(text)
        self.scope.add(
            node,
            _("'{text}' is not a number of questions.").format(text=text),
            _("Write a whole number from 1 to {most}.").format(most=MOST_QUESTIONS),
        )
        return _DEFAULT.questions

    def _languages(self, node: Node | None) -> Iterator[str]:
        known = self.scope.languages
        for one in node if isinstance(node, List) else [] if node is None else [node]:
            lang = self.scope.string(one)
            if lang in known:
                yield lang
            elif lang or not isinstance(one, Text):
                hint = _("Choose from: {choices}.").format(choices=", ".join(known))
                self.scope.add(one, _("this bank has no language '{lang}'.").format(lang=lang), hint)

    def _seed(self, node: Node | None) -> int | None:
        if node is None:
            return None
        text = self.scope.string(node)
        if _SEED(text) and int(text) <= MOST_SEED:
            return int(text)
        hint = _("Write a whole number from 0 to {most}.").format(most=MOST_SEED)
        self.scope.add(node, _("'{text}' is not a seed.").format(text=text), hint)
        return None

    def _weights(self, node: Node | None) -> Iterator[tuple[str, float]]:
        """A mapping ``topic: weight``, or a list of topics that weigh the same."""
        scope = self.scope
        seen: set[str] = set()
        entries: list[tuple[Text, Node | None]] = []
        if isinstance(node, Map):
            entries = list(node.keyed())
        elif isinstance(node, List):
            for one in node:
                if isinstance(one, Text):
                    entries.append((one, None))
                else:
                    scope.add(one, _("a topic is a single text here."), _("For weights write topic: weight."))
        elif node is not None:
            scope.add(node, _("topics are a list, or a mapping topic: weight."), _("Such as [summits, partners]."))
        for topic, weight in entries:
            if topic not in self.topics:
                hint = suggestion(topic, self.topics)
                scope.add(topic, _("'{topic}' is not a topic of this bank.").format(topic=topic), hint)
            elif topic in seen:
                scope.add(topic, _("'{word}' stands here twice.").format(word=topic), _("Keep one of the two."))
            else:
                seen.add(str(topic))
                number = scope.number(weight, 1.0)
                if number > 0:
                    yield str(topic), number
                elif weight is not None:
                    scope.add(weight, _("a weight is above 0."), _("Leave out a topic that is not to be asked."))

    def _forms(self, node: Node | None) -> Iterator[str]:
        for one in node if isinstance(node, List) else [] if node is None else [node]:
            form = self.scope.string(one)
            if form in FORMS:
                yield form
            elif form or not isinstance(one, Text):
                self.scope.add(one, _("'{form}' is not a form.").format(form=form), suggestion(form, FORMS))

    def _clock(self, node: Node | None) -> tuple[int, int, bool]:
        """Seconds per question, seconds for the whole, and whether the clock runs on while the program does not."""
        body = self.scope.mapping(node, _("a clock"))
        self.scope.keys(body, CLOCK_KEYS)
        wall = self.scope.word(body.get("strict"), ("wall",), "") == "wall"
        question, whole = self._seconds(body.get("question")), self._seconds(body.get("whole"))
        if wall and not (question or whole):
            self.scope.problems.warn(
                self.scope.mark(body.key("strict")),
                _("there is no limit that could be strict."),
                _("Give a time for each question or for the whole."),
            )
        return question, whole, wall

    def _seconds(self, node: Node | None) -> int:
        if node is None:
            return 0
        text = self.scope.string(node)
        found = _DURATION(text)
        seconds = float(found[1]) * _UNITS[found[2]] if found else 0.0
        if 1 <= seconds <= LONGEST and seconds == int(seconds):
            return int(seconds)
        self.scope.add(
            node,
            _("'{text}' is not a time limit.").format(text=text),
            _("Write whole seconds, or such as 20 s, 10 min, 1.5 h; for none leave it out."),
        )
        return 0

    def _penalty(self, node: Node | None) -> float:
        number = self.scope.number(node, _DEFAULT.penalty)
        if number <= 1:
            return number
        assert node is not None
        self.scope.add(node, _("a penalty is between 0 and 1 mark."), _("Such as 0.25."))
        return _DEFAULT.penalty
