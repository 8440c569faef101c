"""What all screens share on which a question is answered: the draft, and the line for typed answers."""

from typing import TYPE_CHECKING

from quiz.i18n import _
from quiz.study.services import Services
from quiz.tui.draft import Draft
from quiz.tui.sheet import Sheet

if TYPE_CHECKING:
    from quiz.tui.answer_line import AnswerLine

__all__ = ["AskingSheet"]


class AskingSheet(Sheet[None]):
    """A screen with a question. The line for typing appears and goes with its question."""

    DEFAULT_CSS = """
    AskingSheet.-typing Page { height: auto; max-height: 70%; }
    AskingSheet AnswerLine { display: none; }
    AskingSheet.-typing AnswerLine { display: block; }
    AskingSheet.-typing #keys { dock: bottom; }
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.draft = Draft()
        self.say = ""
        self.answer_line: AnswerLine | None = None
        self._written = ""
        """What stands on the line when it is made."""
        self._focus: tuple[int, int] | None = None

    @property
    def typing(self) -> bool:
        """Whether the answer is being typed."""
        return False

    def redraw(self) -> None:
        """Show the state."""
        self.show_line()
        super().redraw()

    def repaint(self) -> None:
        """Show the state, and scroll to what matters now."""
        super().repaint()
        if self._focus is not None and self.follows:
            self.page.reveal(*self._focus)
            self.call_after_refresh(self.page.reveal, *self._focus)  # the row of keys may have grown
        else:
            self.page.scroll_to(y=0, animate=False, immediate=True, force=True)

    @property
    def follows(self) -> bool:
        """Whether the page scrolls to what matters now, instead of to the stem."""
        return self.draft.revealed or self.draft.cursor >= 0

    def write(self, text: str) -> None:
        """What stands on the line from now on: with another question nothing, or the answer that it has."""
        self._written = text
        if self.answer_line is not None:
            self.answer_line.value = text
            self.answer_line.cursor_position = len(text)

    def show_line(self) -> None:
        """Show or hide the line for typing."""
        self.set_class(self.typing, "-typing")
        if not self.typing:
            if self.answer_line is not None:
                self.answer_line.disabled = True
                self.set_focus(None)
            return
        if self.answer_line is None:
            from quiz.tui.answer_line import AnswerLine

            self.answer_line = AnswerLine(self._written, select_on_focus=False)
            self.mount(self.answer_line, after=self.page)
        self.answer_line.placeholder = _("Type the answer, then press Enter")
        self.answer_line.disabled = False
        self.answer_line.keep_to_column()
        self.call_after_refresh(self.answer_line.focus)

    def on_resize(self) -> None:
        """The column moved."""
        if self.answer_line is not None:
            self.answer_line.keep_to_column()

    def on_mount(self) -> None:
        """The first question may be one to type."""
        if self.typing:
            self.show_line()
