"""Getting an answer to one question: what is typed is a command, an answer, or asked for again."""

from quiz.i18n import _
from quiz.plain import show
from quiz.plain.commands import command_in, help_lines
from quiz.plain.console import Console
from quiz.plain.replies import UnclearError, response_of
from quiz.questions.model import Form, Question, Response

__all__ = ["Prompt"]


class Prompt:
    """The exchange about one question. ``allowed`` are the commands that may be called meanwhile."""

    def __init__(self, console: Console, question: Question, allowed: tuple[str, ...]) -> None:
        self._console, self._question, self._allowed = console, question, allowed
        self._slash = question.form is Form.TYPED  # else an answer could be taken for a command
        self._hidden = question.form is Form.FLASHCARD

    def next(self) -> tuple[str, Response]:
        """The command called, or an empty name and the response; ``pass`` and ``help`` are answered here.

        Raises EOFError at the end of input.
        """
        self._instruct()
        while True:
            line = self._console.listen()
            command = command_in(line, self._allowed, slash=self._slash)
            if command == "help":
                self._console.all(help_lines(self._allowed, slash=self._slash))
                self._instruct()
            elif command == "pass":
                return "", None
            elif command:
                return command, None
            elif self._slash and line.startswith("/") and line != "/" and not line.startswith("//"):
                self._console.say(_("There is no such command. An answer that begins with / is typed with two: //"))
            elif self._hidden:
                self._reveal(line)
            else:
                try:
                    return "", response_of(self._question, line)
                except UnclearError as unclear:
                    self._console.say(f"{unclear} {self._how()}")

    def _instruct(self) -> None:
        """How to answer, as things stand."""
        if self._question.form is Form.FLASHCARD and not self._hidden:
            self._console.say(_("How well did you know it? Type 1, 2, 3 or 4."))
        else:
            self._console.say(show.instruction(self._question.form))

    def _how(self) -> str:
        return _("/0 if you don't know, /? for help.") if self._slash else _("0 if you don't know, ? for help.")

    def _reveal(self, line: str) -> None:
        """Show the card's other side on Enter; a grade given before it was seen would be a guess."""
        if line:
            self._console.say(_("Press Enter to see the answer first."))
            return
        self._hidden = False
        self._console.all(show.answer_lines(self._question.form, self._question.key))
        self._console.all(show.grade_lines())
        self._instruct()
