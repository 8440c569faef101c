"""From stored attempts to an item analysis."""

from typing import NamedTuple

from quiz.questions.engine import Questions
from quiz.questions.model import Form
from quiz.study.exam.analysis import Analysis, Offered, Record, analyse
from quiz.study.exam.store import AttemptStore

__all__ = ["Analysed", "analysed"]

_ONE_CHOICE = (Form.CHOICE.value, Form.TRUE_FALSE.value)


class Analysed(NamedTuple):
    """An analysis, and how its questions read."""

    analysis: Analysis
    prompts: dict[str, str]
    """By question, in the language asked for; what the bank no longer has is missing."""
    shown: dict[tuple[str, str], str]
    """By item and canonical text: its options as they are shown."""


def analysed(
    questions: Questions, attempts: AttemptStore, lang: str, *, everyone: bool = False, name: str | None = None
) -> Analysed:
    """Every attempt counts as one examinee: of this learner, or of ``everyone`` in the bank; ``name``: at one test."""
    records: list[Record] = []
    offered: dict[str, Offered] = {}
    prompts: dict[str, str] = {}
    for one in attempts.records(everyone=everyone, name=name):
        single = one.form in _ONE_CHOICE
        option = one.chosen[0] if single and one.chosen else ""
        records.append(Record(one.attempt, one.question, one.item, one.template, one.topic, one.credit, option, one.ms))
        if one.question in prompts:
            continue
        if single:
            offered[one.question] = Offered(tuple(sorted(one.options)), one.key)
        form = Form(one.form)
        if questions.has(one.item) and form in questions.info(one.item).forms:
            prompts[one.question] = questions.ask(one.item, form, lang, 0).prompt
    items = {one.question: one.item for one in records}
    shown = {
        (items[name], option): questions.option_text(items[name], option, lang)
        for name, one in offered.items()
        for option in one.options
    }
    return Analysed(analyse(records, offered), prompts, shown)
