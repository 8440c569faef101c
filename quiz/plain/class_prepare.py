"""Looking at a lesson before it is held: every question with its key, one swapped, one left out, one of one's own."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.plain.class_own import OwnDialogue
from quiz.plain.console import Console
from quiz.plain.replies import place_in
from quiz.study.room.lesson import preview
from quiz.study.room.model import RoomPlan
from quiz.study.room.own import OwnQuestion
from quiz.study.room.prepare import removed

__all__ = ["PrepareDialogue", "Workshop"]


class Workshop(NamedTuple):
    """What can be done to a plan; each raises QuizError where it cannot."""

    swap: Callable[[RoomPlan, int], RoomPlan]
    """Another question in the place of one, by its index."""
    own: Callable[[RoomPlan, int, OwnQuestion], RoomPlan]
    """Put in a question of one's own before an index."""
    lines: Callable[[RoomPlan], Sequence[str]]
    """The plan of the lesson, minute by minute."""
    save: Callable[[RoomPlan], str]
    """Keep it; returns where."""


class PrepareDialogue:
    """One lesson in the making."""

    def __init__(self, console: Console, plan: RoomPlan, shop: Workshop, lang: str) -> None:
        self.console, self.plan, self.shop, self.lang = console, plan, shop, lang
        self.at = 0
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
        self.console.say()
        number, total = self.at + 1, len(self.plan.entries)
        self.console.say(_("Question {number} of {total}.").format(number=number, total=total))
        for lang in self.plan.langs:
            self.console.all(preview(self.plan, self.at, lang))
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
                self._take(removed(self.plan, self.at))
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
            self.console.refuse(error)
        return None

    def _go(self, to: int) -> None:
        self.at = to
        self._show()

    def _take(self, plan: RoomPlan) -> None:
        self.plan = plan
        self.at = min(self.at, len(plan.entries) - 1)
        self._show()

    def _own(self) -> None:
        """Ask for a question of one's own; nothing happens if it is given up."""
        own = OwnDialogue(self.console, self.plan.langs).ask()
        if own is not None:
            self._take(self.shop.own(self.plan, self.at, own))

    def _help(self) -> None:
        self.console.all(
            (
                _("Enter: the next question. b: the one before. A number: that one."),
                _("s: another question here. d: leave it out. o: put in one of your own."),
                _("m: plan of the lesson. w: save and end. q: leave without saving."),
            )
        )
