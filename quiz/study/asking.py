"""From an item to the question that is put: form, difficulty, seed."""

from quiz.questions.engine import Questions
from quiz.questions.model import Form, Question
from quiz.questions.seeded import small
from quiz.study.agenda import Choice
from quiz.study.course import Course, key_links, own_links
from quiz.study.forms import difficulty, in_order_of_fit
from quiz.study.records import Store

__all__ = ["Asker"]


class Asker:
    """Builds the questions of one sitting. The same seed, course and memory give the same question."""

    def __init__(
        self,
        questions: Questions,
        store: Store,
        lang: str,
        seed: int,
        forms: frozenset[Form],
        exactly: int | None = None,
    ) -> None:
        self.questions, self.store, self.lang, self.seed, self.forms = questions, store, lang, seed, forms
        self.exactly = exactly

    def question(self, choice: Choice, course: Course, day: int) -> Question:
        """The item's question in the form that fits its memory best and keeps the promises to other items."""
        memory = choice.state.memory if choice.state else None
        again = choice.repeat is not None
        like = choice.repeat.form if choice.repeat else None
        seed = small(self.seed, choice.item, str(course.times.get(choice.item, 0)))
        forms = self.questions.info(choice.item).forms
        wanted = [form for form in forms if not self.forms or form in self.forms] or forms
        if self.exactly is not None:
            return self.questions.ask(choice.item, wanted[0], self.lang, self.exactly)
        mixed = tuple(one.chosen for one in self.store.mix_ups(choice.item)) if memory or again else ()
        hard = difficulty(memory, mixed, again=again)
        first: Question | None = None
        for form in in_order_of_fit(wanted, memory, seed, choice.item, again=again, like=like):
            question = self.questions.ask(choice.item, form, self.lang, seed, hard)
            if self._acceptable(question, choice, course, day):
                return question
            first = first or question
        assert first is not None  # an item has at least one form
        return first

    def _acceptable(self, question: Question, choice: Choice, course: Course, day: int) -> bool:
        """Whether the question keeps what automatic choice promises about the *other* items in it.

        The others of an ordering or matching must have been met, on another day, and none of them may be
        known from the screen; and nothing may be shown of an item that is to be asked again.
        """
        shown = set(own_links(self.questions, question))
        waiting = (one.item for one in course.repeats if one.item != choice.item)
        if any(not shown.isdisjoint(key_links(self.questions, item)) for item in waiting):
            return False
        others = [
            touch.item for touch in question.touches if touch.item != choice.item and self.questions.has(touch.item)
        ]
        if choice.kind == "review" and len(others) >= course.reviews_left > 0:
            return False  # each of them is a review too
        return all(self._may_touch(item, course, day) for item in others)

    def _may_touch(self, item: str, course: Course, day: int) -> bool:
        state = self.store.state(item)
        if state is None or state.memory is None or state.suspended or state.buried_until > day:
            return False
        if state.family in course.families or state.last_day >= day:
            return False
        return not course.given_away(key_links(self.questions, item))
