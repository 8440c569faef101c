"""``quiz phone``: what is due today, on the learner's own phone."""

from quiz.cli.class_journal import open_journal
from quiz.cli.wiring import Wired
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.model import Form
from quiz.study.exam.model import Slot
from quiz.study.frozen import Entry, frozen_entry
from quiz.study.load import left_today, scope_topics, waiting_today
from quiz.study.room.model import RoomPlan

__all__ = ["learner_id", "phone_plan"]

_FORMS = (Form.CHOICE, Form.TRUE_FALSE, Form.SELECT_ALL, Form.TYPED, Form.ORDERING)
"""What a thumb does gladly comes first."""


def learner_id(wired: Wired) -> str:
    """The profile that the seat belongs to."""
    with open_journal(wired.place.path) as journal:
        return journal.profile(wired.learner)


def phone_plan(wired: Wired, most: int) -> RoomPlan:
    """A paced plan of what is due, then of what is new, as far as today's limits go; one question of a family.

    Raises QuizError if there is none.
    """
    questions, now = wired.questions, wired.now()
    entries: list[Entry] = []
    for item, form in _today(wired, most):
        slot = Slot(item, form, now.at_ms + len(entries), 0.5)
        entries.append(frozen_entry(questions, slot, (_lang(wired),)))
    if not entries:
        raise QuizError(_("There is nothing to ask here today."))
    title = {_lang(wired): questions.bank.title.get(_lang(wired)) or questions.bank.id}
    return RoomPlan(
        title, (_lang(wired),), tuple(entries), questions.bank.id, questions.bank.digest, mode="paced", answer_ms=0
    )


def _today(wired: Wired, most: int) -> list[tuple[str, Form]]:
    store, now = wired.store, wired.now()
    settings = store.settings()
    day = now.day(settings.cutoff_hour)
    left = left_today(store, settings, day, topics=scope_topics(settings), depth=settings.depth)
    due, new = waiting_today(store, settings, day, left, lambda item: _form(wired, item) is not None, most)
    taken: set[str] = set()
    found: list[tuple[str, Form]] = []
    for rows, limit in ((due, left.reviews), (new, left.new)):
        allowed = min(most, len(found) + limit)
        for row in rows:
            form = _form(wired, row.item)
            if form is not None and row.family not in taken and len(found) < allowed:
                taken.add(row.family)
                found.append((row.item, form))
    return found


def _form(wired: Wired, item: str) -> Form | None:
    if not wired.questions.has(item):
        return None
    known = wired.questions.info(item).forms
    return next((form for form in _FORMS if form in known), None)


def _lang(wired: Wired) -> str:
    known = wired.questions.bank.languages
    return wired.lang if wired.lang in known else known[0]
