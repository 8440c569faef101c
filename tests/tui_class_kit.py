"""What the tests of a lesson's screens share: a screen over a link whose other end is the test."""

from collections.abc import Callable
from typing import Any

from quiz.errors import QuizError
from quiz.questions.model import Form
from quiz.study.room.ticket import Ticket
from quiz.tui.class_app import ClassApp
from quiz.tui.screens.class_desk import DeskSheet
from quiz.tui.screens.class_pupil import Connect, PupilSheet
from tests.class_kit import FakeLink, key, lesson, question
from tests.tui_kit import Desk, Stage, seen

KNOWN = Ticket("482913", "Lê Minh")


class Front:
    """A screen of a lesson, its link and its application."""

    def __init__(self, stage: Stage, lang: str, sheet: Callable[[Any, FakeLink], Any]) -> None:
        self.desk: Desk = stage.desk(lang)
        self.desk.store.save_settings(self.desk.store.settings()._replace(language=lang))
        self.link = FakeLink()
        self.app = ClassApp(self.desk, lambda: sheet(self.desk, self.link))

    def take(self, *frames: Any) -> None:
        """The room says these."""
        first: Any = self.app.first
        for frame in frames:
            first.take(frame)

    def later(self, seconds: float) -> None:
        """Time passes, and the screen looks at its clock."""
        self.desk.mono_ms += round(seconds * 1000)
        first: Any = self.app.first
        first._tick()


class Class(Front):
    """The teacher's screen."""

    def __init__(self, stage: Stage, lang: str = "en") -> None:
        super().__init__(stage, lang, lambda desk, link: DeskSheet(desk, lesson(link)))

    def asked(self, form: Form = Form.CHOICE, q: int = 0) -> None:
        """A question has been read, and six pupils may answer."""
        count = {"t": "count", "q": q, "answered": 0, "of": 6, "missing": [1, 2, 3, 4, 5, 6]}
        self.take(question(form, q, key=key(form)), count)
        self.later(4)


class Seat(Front):
    """A pupil's screen."""

    def __init__(self, stage: Stage, lang: str = "en", ticket: Ticket = KNOWN) -> None:
        self.elsewhere: list[str] = []
        super().__init__(stage, lang, lambda desk, link: PupilSheet(desk, link.connect, ticket, self.way))

    def way(self, address: str) -> tuple[Connect, Ticket]:
        """What there is at another address: a lesson that is told nothing before somebody joins."""
        self.elsewhere.append(address)
        if " " in address:
            raise QuizError("This is no address.", hint="Look at the wall.")
        self.link = FakeLink()
        return self.link.connect, Ticket(address=address)

    def asked(self, form: Form = Form.CHOICE, q: int = 0) -> None:
        """A question has been read."""
        self.take(question(form, q))
        self.later(4)


def harmless(app: Any) -> None:
    """Nothing but text reached the screen."""
    assert not set("\x1b\x9b\x00\x07\x08\u202e\u2066\r\t") & set(seen(app))
    for strip in app.screen._compositor.render_strips():
        assert strip.cell_length <= app.size.width
        for segment in strip:
            assert not (segment.style and (segment.style.link or "@click" in segment.style.meta))
