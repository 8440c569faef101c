"""Questions that a learner has set apart: suspended, put off, flagged; and leeches."""

from collections.abc import Iterable
from typing import NamedTuple

from quiz.i18n import _
from quiz.questions.engine import Questions
from quiz.questions.model import Form
from quiz.study.catalogue import synchronise
from quiz.study.records import ItemState, Store
from quiz.study.views import Moment

__all__ = ["Marked", "free", "marked", "to_study"]


class Marked(NamedTuple):
    """One of them."""

    state: ItemState
    subject: str
    prompt: str
    buried: bool

    @property
    def words(self) -> str:
        """Its marks."""
        state = self.state
        marks = (
            (state.suspended, _("suspended")),
            (self.buried, _("put off until tomorrow")),
            (state.flagged, _("flagged")),
            (state.leech, _("leech")),
        )
        return ", ".join(word for holds, word in marks if holds)

    @property
    def askable(self) -> bool:
        """Whether it may be asked today."""
        return not self.state.suspended and not self.buried


def marked(questions: Questions, store: Store, lang: str, now: Moment) -> list[Marked]:
    """All of them that the bank still has, in the order of introduction. Raises QuizError if the store fails."""
    synchronise(questions, store)
    day = now.day(store.settings().cutoff_hour)
    found = [
        state
        for state in store.states()
        if (state.hidden(day) or state.flagged or state.leech) and questions.has(state.item)
    ]
    return [_told(questions, state, lang, day) for state in sorted(found, key=lambda state: state.position)]


def _told(questions: Questions, state: ItemState, lang: str, day: int) -> Marked:
    forms = questions.info(state.item).forms
    form = Form.FLASHCARD if Form.FLASHCARD in forms else forms[0]
    question = questions.ask(state.item, form, lang, 0)
    return Marked(state, question.subject, question.prompt, state.buried_until > day)


def to_study(rows: Iterable[Marked]) -> tuple[str, ...]:
    """The items that may be asked today."""
    return tuple(one.state.item for one in rows if one.askable)


def free(store: Store, one: Marked) -> None:
    """Ask it again as any other, and take its flag off; a leech stays one, for its lapses stay in the log."""
    if one.state.suspended:
        store.suspend(one.state.item, False)
    if one.buried:
        store.bury(one.state.item, 0)
    if one.state.flagged:
        store.flag(one.state.item, False)
