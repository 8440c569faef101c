"""From stored attempts to an item analysis."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quiz.memory.days import local_date
from quiz.questions.build import seed_of
from quiz.questions.engine import Questions
from quiz.questions.model import Form
from quiz.study.exam.analysis import Analysis, Offered, Record, Reliability, analyse
from quiz.study.exam.model import Slot
from quiz.study.exam.prints import same_question
from quiz.study.exam.store import AttemptRecord, AttemptStore

__all__ = ["Analysed", "analysed"]

_ONE_CHOICE = (Form.CHOICE.value, Form.TRUE_FALSE.value)


class Analysed(NamedTuple):
    """An analysis, and how its questions read."""

    analysis: Analysis
    prompts: dict[str, str]
    """By question, in the language asked for; what the bank no longer has as it was asked is missing."""
    shown: dict[tuple[str, str], str]
    """By item and canonical text: its options as they are shown."""


class _Sat:
    """The attempts at one set of questions, which come in order of time."""

    def __init__(self, asked: tuple[str, ...], first: AttemptRecord) -> None:
        self.asked, self.test = asked, first.blueprint
        self.first_day = self.last_day = _day(first)


def analysed(
    questions: Questions,
    attempts: AttemptStore,
    lang: str,
    *,
    everyone: bool = False,
    people: Iterable[str] | None = None,
    name: str | None = None,
) -> Analysed:
    """Every attempt counts as one examinee: of this learner, of ``everyone`` in the bank, or of a class, ``people`` by
    name; ``name``: at one test."""
    sat: dict[frozenset[str], _Sat] = {}
    one_attempt: list[AttemptRecord] = []
    records: list[Record] = []
    offered: dict[str, Offered] = {}
    prompts: dict[str, str] = {}
    tried: set[tuple[str, str]] = set()
    for one in attempts.records(everyone=everyone, people=people, name=name):
        if one_attempt and one_attempt[0].attempt != one.attempt:
            _sit(sat, one_attempt)
            one_attempt = []
        one_attempt.append(one)
        single = one.form in _ONE_CHOICE
        option = one.chosen[0] if single and one.chosen else ""
        records.append(Record(one.attempt, one.question, one.item, one.template, one.topic, one.credit, option, one.ms))
        if (one.question, one.digest) in tried:
            continue
        tried.add((one.question, one.digest))
        if single and one.question not in offered:
            offered[one.question] = Offered(tuple(sorted(one.options)), one.key)
        if one.question not in prompts and (prompt := _prompt(questions, one, lang)):
            prompts[one.question] = prompt
    if one_attempt:
        _sit(sat, one_attempt)
    items = {one.question: one.item for one in records}
    shown = {
        (items[name], option): questions.option_text(items[name], option, lang)
        for name, one in offered.items()
        for option in one.options
    }
    found = analyse(records, offered)
    papers = tuple(_known(paper, sat.get(frozenset(paper.asked))) for paper in found.papers)
    return Analysed(found._replace(papers=papers), prompts, shown)


def _prompt(questions: Questions, one: AttemptRecord, lang: str) -> str:
    """How the question reads in ``lang``; empty if the bank has it no more as it was asked."""
    form, seed = Form(one.form), seed_of(one.question)
    if not questions.has(one.item) or form not in questions.info(one.item).forms:
        return ""
    if one.digest and not same_question(questions, Slot(one.item, form, seed, 0), one.lang, one.digest):
        return ""
    return questions.ask(one.item, form, lang, seed).prompt


def _sit(sat: dict[frozenset[str], _Sat], attempt: Sequence[AttemptRecord]) -> None:
    """Count the attempt as one at the paper that has its questions."""
    asked = tuple(one.question for one in attempt)
    paper = sat.setdefault(frozenset(asked), _Sat(asked, attempt[0]))
    paper.last_day = _day(attempt[0])


def _day(one: AttemptRecord) -> str:
    """The date on which it was handed in, where that was."""
    return local_date(one.submitted_ms, one.zone_minutes)


def _known(paper: Reliability, sat: _Sat | None) -> Reliability:
    """The paper with what tells it from others, its questions in the order in which they were asked."""
    if sat is None:
        return paper
    return paper._replace(asked=sat.asked, test=sat.test, first_day=sat.first_day, last_day=sat.last_day)
