"""Lessons as the home screen begins them and comes back to them."""

from collections.abc import Sequence
from typing import Any

from quiz.cli.class_args import QuestionArgs
from quiz.cli.class_journal import LocalServices, line_of, open_journal, report_of
from quiz.cli.class_plan import plan_for
from quiz.cli.class_rooms import came_back, lesson_of, opened
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.study.room.classes import Lesson, Wish
from quiz.study.room.store import SessionLine

__all__ = ["Lessons"]

_PLACES = 5
"""Of a leaderboard."""


class Lessons:
    """Implements :class:`quiz.study.room.classes.Classes`."""

    def __init__(self, services: LocalServices) -> None:
        self._services = services

    def _all(self) -> tuple[SessionLine, ...]:
        with open_journal(self._services.place.path) as journal:
            return journal.sessions()

    def lessons(self) -> Sequence[tuple[int, str]]:
        """(number, line of text) of those that were held, the latest first."""
        return [(one.number, line_of(one)) for one in self._all()]

    def report(self, number: int) -> Sequence[str]:
        """What came of one, in lines."""
        for one in self._all():
            if one.number == number:
                return report_of(self._services, one.uuid)
        raise QuizError(_("There is no lesson {number}.").format(number=number))

    def going_on(self) -> bool:
        """Whether a lesson was left that is not over."""
        from quiz.classroom.launch import find

        running = find(self._services.place.path)
        return running is not None and any(one.uuid == running.session and not one.over for one in self._all())

    def resume(self) -> Lesson:
        """Back to it."""
        return lesson_of(self._services, came_back(self._services))

    def host(self, wish: Wish) -> Lesson:
        """Open a room; what was not asked about is as usual."""
        services = self._services
        known = services.questions.bank.languages
        langs = tuple(dict.fromkeys(one for one in (services.lang, *known) if one in known))
        args = QuestionArgs()
        args.blueprint, args.questions = wish.blueprint, wish.questions or None
        rules: dict[str, Any] = {
            "mode": "paced" if wish.paced else "live",
            "answer_ms": 1000 * wish.seconds,
            "speed": wish.speed,
            "board": _PLACES if wish.board else 0,
            "podium": wish.board,
            "naming": "nicknames" if wish.nicknames else "free",
            "teams": wish.teams,
        }
        return lesson_of(services, opened(services, plan_for(services, langs, args, **rules)))
