"""What the tests of study share: the real bank, and small ones made from a few numbers."""

from functools import cache
from pathlib import Path

from quiz.bank.compiled import CompiledBank
from quiz.bank.files import BankFile
from quiz.bank.problems import Problems
from quiz.bank.reader import read_bank
from quiz.memory.model import Memory
from quiz.questions.engine import Questions
from quiz.questions.model import Response
from quiz.questions.open import check_bank
from quiz.study.catalogue import synchronise
from quiz.study.records import Settings
from quiz.study.sitting import Sitting
from quiz.study.views import Feedback, Moment, Plan, Presented
from tests.memory_store import MemoryStore
from tests.simulated_learner import moment, ordinal, right_response, wrong_response

ASEM = Path(__file__).parent.parent / "question_bank" / "asem"

_KIND = """
  {kind}:
    name: {kind}
    topic: {topic}
    properties:
      founded: {{type: year, name: year of foundation}}
      rank: {{type: integer, name: rank, min_gap: 2}}
    questions:
      rank>founded: {{en: "When was the {kind} of rank {{rank}} founded?"}}
"""
_FACT = "  {kind}-{n}: {{kind: {kind}, name: '{name}', founded: {year}, rank: {rank}}}\n"


@cache
def asem() -> Questions:
    """The questions of the real bank, not from a cache."""
    return Questions(CompiledBank.of(check_bank(ASEM).bank))


def made(text: str) -> Questions:
    """The questions of a bank written out in a test."""
    problems = Problems()
    bank = read_bank([BankFile("toy.yaml", text.encode())], "toy", problems)
    assert not problems.errors, [str(problem) for problem in problems.in_order()]
    return Questions(CompiledBank.of(bank))


@cache
def towns(topics: int = 4, each: int = 12) -> Questions:
    """``topics`` topics of ``each`` subjects; the three items of a subject (year, rank, both) are one family."""
    kinds = [f"kind{letter}" for letter in "abcdefghijklmnop"[:topics]]
    text = (
        "bank: {id: toy, title: Toy}\nkinds:"
        + "".join(_KIND.format(kind=kind, topic=f"topic-{kind[-1]}") for kind in kinds)
        + "facts:\n"
    )
    for at, kind in enumerate(kinds):
        for n in range(each):
            name = f"Place {chr(65 + at)}{chr(65 + n % 26)}{chr(97 + n // 26)}"
            text += _FACT.format(kind=kind, n=n, name=name, year=1000 + 37 * n + at, rank=5 + 3 * n)
    return made(text)


def store_for(questions: Questions, **settings: object) -> MemoryStore:
    """An empty store that knows the bank's catalogue."""
    store = MemoryStore(Settings(**settings))  # type: ignore[arg-type]
    synchronise(questions, store)
    return store


def known(store: MemoryStore, item: str, *, days_ago: int, stability: float = 5.0, due: int = 0) -> None:
    """The learner met ``item`` so many days before the first evening; due that day unless told otherwise."""
    day = ordinal(0)
    store.remember(item, Memory(stability, 5.0, day - days_ago, 3, 0, 3), day + due)


def item(kind: str, n: int, pair: str = "self>founded") -> str:
    return f"toy/kind{kind}-{n}/{pair}"


EN = Plan("en", seed=11)


class Table:
    """A learner at a sitting, with a clock that moves ten seconds a question."""

    def __init__(self, store: MemoryStore, plan: Plan = EN, *, day: int = 0, pace: float = 10.0) -> None:
        self.store, self.day, self.pace, self.seconds = store, day, pace, 0.0
        self.sitting = Sitting(towns(), store, plan, moment(day))

    def now(self) -> Moment:
        return moment(self.day, self.seconds)

    def see(self) -> Presented | None:
        return self.sitting.present(self.now())

    def give(self, response: Response, latency_ms: int = 4000) -> Feedback:
        self.seconds += self.pace
        return self.sitting.answer(response, self.now(), latency_ms)

    def right(self) -> tuple[Presented, Feedback]:
        presented = self.see()
        assert presented is not None
        return presented, self.give(right_response(presented.question))

    def wrong(self) -> tuple[Presented, Feedback]:
        presented = self.see()
        assert presented is not None
        return presented, self.give(wrong_response(presented.question))

    def rest(self) -> list[Presented]:
        """Answer everything that is left rightly."""
        seen = []
        while self.see() is not None:
            seen.append(self.right()[0])
        return seen
