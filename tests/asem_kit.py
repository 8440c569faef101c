"""The ASEM bank and the statements of its three documents, for the tests of coverage and of the rulings."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from quiz import language
from quiz.bank.compiled import CompiledBank
from quiz.bank.files import bank_files
from quiz.bank.model import Canon, Claim, Property, Scalar
from quiz.bank.problems import Problems
from quiz.bank.reader import read_bank
from quiz.questions.engine import Questions
from quiz.questions.grade import grade
from quiz.questions.model import Form, Question

BANK = Path("question_bank/asem")
LANGS = ("en", "vi")
SEEDS = range(21)
STATEMENTS = Path(__file__).parent / "data" / "statements.csv"


class Statement(NamedTuple):
    """One row of ``statements.csv``: a statement of a document, and where the bank has it."""

    id: str
    source: str
    line: str
    subject: str
    property: str
    status: str
    askable: str
    ruling: str
    """Number of the ruling and what it says of this statement; empty where there is none."""
    entity: str
    slug: str
    value: str
    """Canonical value; elements of a set joined by ``+``; ``raw`` for one that does not fit its type."""
    claim: str
    """Status of its claim in the bank."""
    reach: str
    """``entity/property`` that asks or shows it, where that is another than its own."""
    shown: str
    """The value shown there, where that is another than its own."""


@cache
def statements() -> tuple[Statement, ...]:
    with STATEMENTS.open(encoding="utf-8", newline="") as file:
        return tuple(Statement(**row) for row in csv.DictReader(file))


@cache
def questions() -> Questions:
    problems = Problems()
    bank = read_bank(bank_files(BANK), BANK.name, problems)
    assert not problems.errors, [str(problem) for problem in problems]
    return Questions(CompiledBank.of(bank))


@cache
def asked(lang: str) -> tuple[Question, ...]:
    """One question of every item and form, at seed 0."""
    return tuple(questions().all_questions(lang))


def items(pattern: str) -> list[str]:
    """Ids of the items that hold the pattern, ``asem9/self>dates``; ``$`` stands for their end. There must be one."""
    found = [info.id for info in questions().items() if pattern in f"{info.id}$"]
    assert found, pattern
    return found


def offered(pattern: str) -> Iterator[tuple[Question, str]]:
    """Every option, and every statement to be judged, of these items in both languages with many seeds."""
    for item in items(pattern):
        for form in questions().info(item).forms:
            if form in (Form.FLASHCARD, Form.TYPED):
                continue
            for lang in LANGS:
                for seed in SEEDS:
                    question = questions().ask(item, form, lang, seed)
                    shown = (question.prompt,) if form is Form.TRUE_FALSE else question.options
                    yield from ((question, text) for text in shown)


def never_offered(pattern: str, *texts: str) -> None:
    """Assert that none of the texts stands among the options of these items."""
    for question, shown in offered(pattern):
        for text in texts:
            assert text not in shown, f"{question.id} offers {shown!r}"


def claims(entity: str, slug: str) -> tuple[Claim, ...]:
    return questions().bank.entities[entity].claims.get(slug, ())


def accepted(entity: str, slug: str) -> list[Canon]:
    return [claim.value for claim in claims(entity, slug) if claim.status == "accepted"]


def typed(pattern: str, answer: str, lang: str = "en") -> tuple[str, str]:
    """Outcome and correction of a typed answer to the one item of this pattern."""
    (item,) = items(pattern)
    verdict = grade(questions().ask(item, Form.TYPED, lang, 0), answer)
    return verdict.outcome.value, verdict.correction


def prop_of(entity: str, slug: str) -> Property:
    bank = questions().bank
    return bank.kinds[bank.entities[entity].kind].properties[slug]


def texts_of(prop: Property, value: Scalar, lang: str) -> tuple[str, ...]:
    """The ways in which a value may be shown in a language."""
    shower = questions().shower
    if isinstance(value, bool):
        return ()
    shown = [shower.display(prop, value, lang), shower.in_sentence(prop, value, lang)]
    if prop.type == "integer":
        shown.append(language.ordinal(int(value), lang))
    if prop.type in ("date", "date_range") and len(str(value)) == 4:
        shown.append(str(value))
    return tuple(shown)


def scalar(prop: Property, text: str) -> Scalar:
    """A value of the statements' file, in the property's type."""
    if prop.type == "boolean":
        return text == "yes"
    if prop.type in ("integer", "count", "year"):
        return int(text)
    return float(text) if prop.type == "quantity" else text
