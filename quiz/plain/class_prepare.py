"""Looking at a lesson before it is held: every question with its key, one swapped, one left out, one of one's own."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.plain.console import Console
from quiz.plain.replies import UnclearError, numbers_of, place_in
from quiz.plain.show import answer_lines
from quiz.study.room.model import Plan
from quiz.study.room.seen import key_texts

__all__ = ["OwnTexts", "PrepareDialogue", "Workshop"]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_OPTIONS = 8


class OwnTexts(NamedTuple):
    """A question of the teacher's own, in one language."""

    prompt: str
    options: tuple[str, ...]
    explanation: str


class Workshop(NamedTuple):
    """What can be done to a plan; each raises QuizError where it cannot."""

    swap: Callable[[Plan, int], Plan]
    """Another question in the place of one, by its index."""
    own: Callable[[Plan, int, Mapping[str, OwnTexts], tuple[int, ...]], Plan]
    """Put in a question of one's own before an index, by language, with the indices of what is right."""
    lines: Callable[[Plan], Sequence[str]]
    """The plan of the lesson, minute by minute."""
    save: Callable[[Plan], str]
    """Keep it; returns where."""


class PrepareDialogue:
    """One lesson in the making."""

    def __init__(self, console: Console, plan: Plan, shop: Workshop, lang: str) -> None:
        self.console, self.plan, self.shop, self.lang = console, plan, shop, lang
        self.at = 0
        self.changed = True
        self._asked_to_quit = False

    def run(self) -> bool:
        """Until it is saved; False if it was left without that. Raises EOFError when input ends."""
        title = self.plan.title.get(self.lang) or next(iter(self.plan.title.values()), "")
        n = len(self.plan.entries)
        self.console.say(ngettext("{title}: {n} question.", "{title}: {n} questions.", n).format(title=title, n=n))
        self._show()
        while True:
            done = self._line(self.console.listen())
            if done is not None:
                return done

    def _show(self) -> None:
        entry = self.plan.entries[self.at]
        self.console.say()
        number, total = self.at + 1, len(self.plan.entries)
        self.console.say(_("Question {number} of {total}.").format(number=number, total=total))
        for lang in self.plan.langs:
            question = entry.questions[lang]
            self.console.say(question.prompt)
            self.console.all(f"{_LETTERS[at]}. {option}" for at, option in enumerate(question.options))
            self.console.all(answer_lines(question.form, key_texts(question)))
            if question.explanation:
                self.console.say(question.explanation)
        self.console.say(_("Enter: the next one. s: another question here. w: save. ? for all commands."))

    def _line(self, line: str) -> bool | None:
        word = line.casefold()
        quits, self._asked_to_quit = self._asked_to_quit, False
        place = place_in(word, len(self.plan.entries))
        try:
            if place is not None:
                self._go(place)
            elif word in ("", "n"):
                self._go(min(self.at + 1, len(self.plan.entries) - 1))
            elif word == "b":
                self._go(max(0, self.at - 1))
            elif word == "s":
                self._take(self.shop.swap(self.plan, self.at))
            elif word == "d":
                self._drop()
            elif word == "o":
                self._own()
            elif word == "m":
                self.console.all(self.shop.lines(self.plan))
            elif word == "w":
                self.console.say(_("Written: {file}").format(file=self.shop.save(self.plan)))
                return True
            elif word == "q":
                if quits:
                    return False
                self._asked_to_quit = True
                self.console.say(_("It is not saved. q once more leaves it."))
            else:
                self._help()
        except QuizError as error:
            self.console.say(" ".join(part for part in (error.message, error.hint) if part))
        return None

    def _go(self, to: int) -> None:
        self.at = to
        self._show()

    def _take(self, plan: Plan) -> None:
        self.plan = plan
        self.at = min(self.at, len(plan.entries) - 1)
        self._show()

    def _drop(self) -> None:
        if len(self.plan.entries) < 2:
            self.console.say(_("A lesson has at least one question."))
            return
        entries = (*self.plan.entries[: self.at], *self.plan.entries[self.at + 1 :])
        self._take(self.plan._replace(entries=entries))

    def _own(self) -> None:
        """Ask for a question in each language; Enter alone takes the first one's text."""
        texts: dict[str, OwnTexts] = {}
        first: OwnTexts | None = None
        for lang in self.plan.langs:
            given = self._texts(lang, first)
            if given is None:
                return
            texts[lang] = given
            first = first or given
        assert first is not None
        line = self.console.ask(_("Which are right? Type their numbers, such as: 1 or 1 3."))
        try:
            key = tuple(sorted(set(numbers_of(line, len(first.options)))))
        except UnclearError as unclear:
            self.console.say(str(unclear))
            return
        self._take(self.shop.own(self.plan, self.at, texts, key))

    def _texts(self, lang: str, first: OwnTexts | None) -> OwnTexts | None:
        prompt = self.console.ask(_("Your question in '{lang}':").format(lang=lang)) or (first.prompt if first else "")
        if not prompt:
            return None
        options: list[str] = []
        most = len(first.options) if first else _MOST_OPTIONS
        while len(options) < most:
            words = _("Option {n}; Enter alone: no more.") if not first else _("Option {n} in this language:")
            option = self.console.ask(words.format(n=len(options) + 1))
            if not option and not first:
                break
            options.append(option or (first.options[len(options)] if first else ""))
        if len(options) < 2:
            self.console.say(_("A question needs two options at least."))
            return None
        explanation = self.console.ask(_("Explanation, or Enter for none:")) or (first.explanation if first else "")
        return OwnTexts(prompt, tuple(options), explanation)

    def _help(self) -> None:
        self.console.all(
            (
                _("Enter: the next question. b: the one before. A number: that one."),
                _("s: another question here. d: leave it out. o: put in one of your own."),
                _("m: plan of the lesson. w: save and end. q: leave without saving."),
            )
        )
