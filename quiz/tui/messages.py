"""What screens say to the application. Screens know nothing of each other."""

from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.study.exam.attempt import Exam
    from quiz.study.exam.model import Blueprint
    from quiz.study.exam.store import PastAttempt
    from quiz.study.room.classes import Lesson
    from quiz.study.sitting import Sitting
    from quiz.study.views import Plan

__all__ = [
    "Entered",
    "ExamBegun",
    "ExamOver",
    "ExamWish",
    "Failed",
    "Go",
    "HelpWanted",
    "LanguageChosen",
    "LessonBegun",
    "PastLeft",
    "PastWanted",
    "SettingsChanged",
    "SittingEnded",
    "SittingResumed",
    "StudyWanted",
    "TestWanted",
]


class Go(Message):
    """Show a main screen: ``home``, ``choose``, ``tests``, ``analysis``, ``class``, ``lookup``, ``settings``,
    ``stats`` or ``marked``."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where


class StudyWanted(Message):
    """Begin a sitting."""

    def __init__(self, plan: "Plan") -> None:
        super().__init__()
        self.plan = plan


class SittingEnded(Message):
    """A sitting is over, or was left."""

    def __init__(self, sitting: "Sitting", plan: "Plan") -> None:
        super().__init__()
        self.sitting, self.plan = sitting, plan


class SittingResumed(Message):
    """The last step of a sitting that was over, or left, has been taken back."""

    def __init__(self, sitting: "Sitting", plan: "Plan") -> None:
        super().__init__()
        self.sitting, self.plan = sitting, plan


class ExamWish(NamedTuple):
    """A test that somebody wants to take."""

    blueprint: "Blueprint"
    seed: int | None = None
    """None: the blueprint's own, or drawn when it begins."""


class TestWanted(Message):
    """Show the rules of a test."""

    def __init__(self, wish: ExamWish) -> None:
        super().__init__()
        self.wish = wish


class ExamBegun(Message):
    """An attempt is to be shown."""

    def __init__(self, exam: "Exam") -> None:
        super().__init__()
        self.exam = exam


class ExamOver(Message):
    """An attempt is to be handed in."""

    def __init__(self, exam: "Exam", note: str) -> None:
        super().__init__()
        self.exam, self.note = exam, note


class PastWanted(Message):
    """An attempt that was handed in is to be looked back on."""

    def __init__(self, past: "PastAttempt") -> None:
        super().__init__()
        self.past = past


class PastLeft(Message):
    """An attempt was looked back on, and the tests are to be shown again."""

    def __init__(self, past: "PastAttempt") -> None:
        super().__init__()
        self.past = past


class LessonBegun(Message):
    """A room is to be shown from its desk."""

    def __init__(self, lesson: "Lesson") -> None:
        super().__init__()
        self.lesson = lesson


class Entered(Message):
    """Enter was pressed on the line for typed answers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class HelpWanted(Message):
    """Show all keys of the screen in front."""


class LanguageChosen(Message):
    """The first screen's answer."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang


class SettingsChanged(Message):
    """The settings were saved: colours and language may have changed."""


class Failed(Message):
    """Something went wrong that the learner must know."""

    def __init__(self, error: QuizError) -> None:
        super().__init__()
        self.error = error
