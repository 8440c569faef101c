"""What the tests of study share: the real bank, and small ones made from a few numbers."""

from functools import cache
from pathlib import Path

from quiz.bank.compiled import CompiledBank
from quiz.bank.problems import Problems
from quiz.bank.files import BankFile
from quiz.bank.reader import read_bank
from quiz.questions.engine import Questions
from quiz.questions.open import check_bank
from quiz.study.catalogue import synchronise
from quiz.study.records import Settings
from tests.memory_store import MemoryStore

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
    text = "bank: {id: toy, title: Toy}\nkinds:" + "".join(
        _KIND.format(kind=kind, topic=f"topic-{kind[-1]}") for kind in kinds
    ) + "facts:\n"
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
