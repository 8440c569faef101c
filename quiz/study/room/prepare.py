"""A session prepared at home: from a drawn paper to a plan, and one question swapped or removed."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.engine import Questions
from quiz.questions.model import DEPTHS, Form, ItemInfo
from quiz.questions.seeded import draw, small
from quiz.study.course import key_links
from quiz.study.exam.draw import draw_papers
from quiz.study.exam.giveaway import Screened, screened, worded
from quiz.study.exam.model import Blueprint, Paper, Slot
from quiz.study.exam.predict import usual
from quiz.study.frozen import Entry, check_drawn, frozen_entry, titles
from quiz.study.room.model import FORMS, RoomPlan
from quiz.study.room.plan_json import agree

__all__ = ["drawn", "plan_from", "removed", "swapped"]


def drawn(questions: Questions, blueprint: Blueprint, seed: int, langs: Sequence[str], **settings: Any) -> RoomPlan:
    """A plan of questions drawn for ``blueprint``, whose forms that cannot be asked in a class are passed over.

    ``settings`` are fields of the plan. Raises QuizError if the bank cannot fill the blueprint, and as
    :func:`plan_from`.
    """
    forms = tuple(form for form in FORMS if form in (blueprint.forms or FORMS))
    if not forms:
        raise QuizError(
            _("None of this blueprint's forms can be asked in a class."),
            hint=_("Choose from: {choices}.").format(choices=", ".join(FORMS)),
        )
    (paper,) = draw_papers(questions, blueprint._replace(forms=forms), seed, langs[0] if langs else "")
    return plan_from(questions, paper, langs, **settings)


def plan_from(questions: Questions, paper: Paper, langs: Sequence[str], **settings: Any) -> RoomPlan:
    """The questions of a paper as a plan in ``langs``, the first of which leads. ``settings`` are fields of the plan.

    Raises QuizError for a paper of another state of the bank, one without questions or with a form that cannot be
    asked in a class, for a language that the bank lacks, and for settings that do not fit.
    """
    bank = questions.bank
    check_drawn(questions, paper, langs)
    if not langs or len(set(langs)) != len(langs):
        raise QuizError(_("Each language of a lesson is named once."))
    for slot in paper.slots:
        if slot.form not in FORMS:
            raise QuizError(
                _("A question of the form '{form}' cannot be asked in a class: '{id}'.").format(
                    form=slot.form, id=slot.item
                ),
                hint=_("Choose from: {choices}.").format(choices=", ".join(FORMS)),
            )
    title = titles(questions, paper.blueprint, langs)
    entries = tuple(frozen_entry(questions, slot, langs) for slot in paper.slots)
    plan = RoomPlan(title, tuple(langs), entries, bank.id, bank.digest, evidence=paper.blueprint.evidence)
    return _checked(plan._replace(**settings))


def removed(plan: RoomPlan, q: int) -> RoomPlan:
    """The plan without question ``q``, from 0. Raises QuizError if there is none, or if it is the last one."""
    _there(plan, q)
    if len(plan.entries) == 1:
        raise QuizError(_("A lesson has at least one question."))
    return plan._replace(entries=_with(plan, q))


def swapped(questions: Questions, plan: RoomPlan, q: int, seed: int, *, avoid: Collection[str] = ()) -> RoomPlan:
    """The plan with another question in place of ``q``: of its topic, and of its form if there is one.

    It asks no fact that is asked already, and neither gives away the key of another question nor is given away by one;
    of a question of one's own only the words are known. ``avoid`` are items that are not wanted, such as those that
    were there before; another ``seed`` gives another question. Raises QuizError if there is no other.
    """
    _there(plan, q)
    old = plan.entries[q].questions[plan.langs[0]]
    others = [entry for at, entry in enumerate(plan.entries) if at != q]
    taken = {question.item for entry in plan.entries for question in entry.questions.values()} | set(avoid)
    beside = Screened()
    for entry in others:
        asked = list(entry.questions.values())
        beside.add(screened(questions, asked) if questions.has(asked[0].item) else worded(asked))
    for info, form in _candidates(questions, old.topic, old.form, old.depth, seed):
        if info.id in taken or not beside.may((info.family,), key_links(questions, info.id)):
            continue
        number = small(seed, info.id, "question")
        asked = [questions.ask(info.id, form, lang, number) for lang in questions.bank.languages]
        if beside.fits(screened(questions, asked)):
            options = len(asked[0].options)
            slot = Slot(info.id, form, number, usual(questions)(info.id, form, options), options)
            return plan._replace(entries=_with(plan, q, frozen_entry(questions, slot, plan.langs)))
    raise QuizError(
        _("The bank has no other question that fits here."),
        hint=_("Leave this one out, or add a question of your own."),
    )


def _with(plan: RoomPlan, q: int, *entries: Entry) -> tuple[Entry, ...]:
    """The questions with ``entries`` in place of number ``q``."""
    return (*plan.entries[:q], *entries, *plan.entries[q + 1 :])


def _candidates(questions: Questions, topic: str, form: Form, depth: str, seed: int) -> Iterator[tuple[ItemInfo, Form]]:
    """Items of the topic, or of all topics if the bank has no such topic: first those of the same form and no deeper,
    then by hash."""
    infos = [info for info in questions.items() if info.topic == topic] or list(questions.items())
    deepest = DEPTHS.index(depth) if depth in DEPTHS else 1
    found = [
        ((other is not form, DEPTHS.index(info.depth) > deepest, draw(seed, info.id, "swap", other.value)), info, other)
        for info in infos
        for other in info.forms
        if other in FORMS
    ]
    for _order, info, other in sorted(found, key=lambda one: one[0]):
        yield info, other


def _there(plan: RoomPlan, q: int) -> None:
    if not 0 <= q < len(plan.entries):
        raise QuizError(_("There is no question {number} in this plan.").format(number=q + 1))


def _checked(plan: RoomPlan) -> RoomPlan:
    try:
        agree(plan)
    except ValueError as error:
        raise QuizError(_("These settings do not fit a lesson ({detail}).").format(detail=error)) from error
    return plan
