"""The questions of a paper, built from its slots, and those that the bank does not yield any more as they were."""

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.engine import Questions
from quiz.questions.model import Question
from quiz.study.exam.model import Paper
from quiz.study.exam.prints import print_of, same_question
from quiz.study.exam.store import NewAttempt

__all__ = ["Slots"]


class Slots:
    """Counted from 0. A question is built when it is first asked for."""

    def __init__(self, questions: Questions, paper: Paper) -> None:
        self._questions, self._paper = questions, paper
        self._built: dict[int, Question] = {}
        self.void: frozenset[int] = frozenset()
        """The bank has changed under these since the attempt began: they do not count."""

    def __len__(self) -> int:
        return len(self._paper.slots)

    def prints(self) -> tuple[str, ...]:
        """What each question is recognised by. Raises QuizError if the bank does not have one."""
        return tuple(print_of(self[n]) for n in range(len(self)))

    def compare(self, begun: NewAttempt) -> None:
        """Find out what has changed since the attempt began: nothing, if the bank is the same."""
        if self._questions.bank.digest == begun.bank_digest:
            return
        for n, slot in enumerate(self._paper.slots):
            if question := same_question(self._questions, slot, self._paper.lang, begun.prints[n]):
                self._built[n] = question
        self.void = frozenset(range(len(self))) - self._built.keys()

    def __getitem__(self, n: int) -> Question:
        """Raises QuizError if there is none, or if the bank does not have it any more."""
        self.check(n)
        if n not in self._built:
            slot = self._paper.slots[n]
            self._built[n] = self._questions.ask(slot.item, slot.form, self._paper.lang, slot.seed)
        return self._built[n]

    def get(self, n: int) -> Question | None:
        """None for a void question that the bank does not have any more."""
        try:
            return self[n]
        except QuizError:
            if n not in self.void:
                raise
            return None

    def check(self, n: int) -> None:
        """Raises QuizError if there is no question ``n``."""
        if not 0 <= n < len(self):
            raise QuizError(
                _("There is no question {number}.").format(number=n + 1),
                hint=_("This test has {total}.").format(total=len(self)),
            )

    def all_void(self) -> bool:
        """Nothing is left that counts."""
        return len(self.void) == len(self)

    def counting(self, n: int) -> int:
        """The question nearest to ``n`` that counts: the next, else the last; ``n`` if none does."""
        if n not in self.void or self.all_void():
            return n
        rest = [at for at in range(len(self)) if at not in self.void]
        return next((at for at in rest if at > n), rest[-1])

    def notices(self) -> list[str]:
        """What must be said of void questions."""
        if not self.void:
            return []
        text = _("The bank has changed since; these questions do not count any more: {numbers}.")
        return [text.format(numbers=", ".join(str(n + 1) for n in sorted(self.void)))]
