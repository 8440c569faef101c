"""``quiz phone``: what is due today, on the learner's own phone."""

from quiz.cli.wiring import Wired
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.memory.days import study_day
from quiz.questions.model import Form
from quiz.study.exam.model import Slot
from quiz.study.frozen import Entry, frozen_entry
from quiz.study.load import scope_topics
from quiz.study.room.model import Plan

__all__ = ["learner_id", "phone_plan"]

_FORMS = (Form.CHOICE, Form.TRUE_FALSE, Form.SELECT_ALL, Form.TYPED, Form.ORDERING)
"""What a thumb does gladly comes first."""


def learner_id(wired: Wired) -> str:
    """The profile that the seat belongs to."""
    from quiz.progress.rooms import SqliteRooms

    rooms = SqliteRooms(wired.place.path)
    try:
        return rooms.profile(wired.learner)
    finally:
        rooms.close()


def phone_plan(wired: Wired, most: int) -> Plan:
    """A paced plan of what is due, then of what is new; one question of a family. Raises QuizError if there is none."""
    store, questions = wired.store, wired.questions
    settings, now = store.settings(), wired.now()
    day = study_day(now.at_ms, now.zone_minutes, settings.cutoff_hour)
    topics, depth = scope_topics(settings), settings.depth
    families: set[str] = {one.family for one in store.met_on(day)}
    entries: list[Entry] = []
    due = store.due(day, 4 * most, topics=topics, depth=depth)
    new = store.new(min(most, settings.new_per_day), day=day, topics=topics, depth=depth)
    rows = [(one.item, one.family) for one in due] + [(one.item, one.family) for one in new]
    for item, family in rows:
        form = _form(wired, item)
        if form is None or family in families or len(entries) >= most:
            continue
        families.add(family)
        slot = Slot(item, form, now.at_ms + len(entries), 0.5)
        entries.append(frozen_entry(questions, slot, (_lang(wired),)))
    if not entries:
        raise QuizError(_("There is nothing to ask here today."))
    title = {_lang(wired): questions.bank.title.get(_lang(wired)) or questions.bank.id}
    return Plan(
        title, (_lang(wired),), tuple(entries), questions.bank.id, questions.bank.digest, mode="paced", answer_ms=0
    )


def _form(wired: Wired, item: str) -> Form | None:
    if not wired.questions.has(item):
        return None
    known = wired.questions.info(item).forms
    return next((form for form in _FORMS if form in known), None)


def _lang(wired: Wired) -> str:
    known = wired.questions.bank.languages
    return wired.lang if wired.lang in known else known[0]
