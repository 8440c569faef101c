"""What a test is: its blueprint, the paper drawn from it, and one learner's attempt. Plain data."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from quiz.questions.model import Form, Outcome, Response

__all__ = [
    "CUSTOM",
    "Answered",
    "Basis",
    "Blueprint",
    "Clock",
    "Difficulty",
    "Navigation",
    "Paper",
    "Scoring",
    "Slot",
]

CUSTOM = "custom"
"""Name of tests whose rules were put together by hand."""

Scoring: TypeAlias = Literal["plain", "corrected", "negative", "certainty", "speed"]
Navigation: TypeAlias = Literal["free", "forward"]
Difficulty: TypeAlias = Literal["any", "easy", "medium", "hard"]
Basis: TypeAlias = Literal["memory", "history"]


class Clock(NamedTuple):
    """What limits the time. Seconds; 0: no limit."""

    question: int = 0
    whole: int = 0
    wall: bool = False
    """The clock runs on while the program does not."""


class Blueprint(NamedTuple):
    """What a test is to be. The same blueprint, bank digest and seed give the same paper everywhere."""

    name: str = ""
    """Empty for one that was put together on the command line."""
    title: Mapping[str, str] = {}
    """By language."""
    questions: int = 20
    topics: tuple[tuple[str, float], ...] = ()
    """(topic, weight); empty: all topics, each by the number of its items."""
    depth: str = "more"
    """Deepest depth asked: core, more or detail."""
    forms: tuple[Form, ...] = ()
    """Empty: all forms but the flashcard, which learners grade themselves."""
    difficulty: Difficulty = "any"
    basis: Basis = "memory"
    """What ``difficulty`` is judged by."""
    clock: Clock = Clock()
    scoring: Scoring = "plain"
    penalty: float = 0.25
    """Marks taken off for a wrong answer under ``negative``."""
    navigation: Navigation = "free"
    feedback: Literal["each", "end"] = "end"
    evidence: bool = True
    """Whether the answers count for the learner's memory."""
    languages: tuple[str, ...] = ()
    """What its questions are shown in; empty: whatever language is in use."""
    seed: int | None = None
    """What it is drawn from where nobody names another seed; None: a new one each time."""

    @property
    def likeness(self) -> tuple[object, ...]:
        """Equal for tests whose results may be compared: those of one name, and of those without a name of their own
        the ones that ask the same of the learner and count it by the same rule."""
        if self.name not in ("", CUSTOM):
            return (self.name,)
        asked = self.questions, frozenset(self.topics), self.depth, frozenset(self.forms), self.difficulty
        return *asked, self.scoring, self.penalty if self.scoring == "negative" else None


class Slot(NamedTuple):
    """One question of a paper: all that is needed to build it again."""

    item: str
    form: Form
    seed: int
    facility: float
    """Predicted chance of a right answer, 0 to 1."""
    options: int = 0
    """Options as shown; 0 for free answers. With it the chance can be predicted again without building it."""


class Paper(NamedTuple):
    """The questions of a test, in order."""

    blueprint: Blueprint
    bank: str
    bank_digest: str
    seed: int
    lang: str
    slots: tuple[Slot, ...]


class Answered(NamedTuple):
    """The answer that stands for one question of an attempt."""

    response: Response
    outcome: Outcome
    credit: float
    """0 to 1."""
    options: int
    """Number of answers that could have been given; 0 for free answers."""
    certainty: int
    """1 to 3 under certainty-based marking, else 0."""
    used_ms: int
    """Time for which the question had been on the screen when it was given: who looks at it again is no slower."""
