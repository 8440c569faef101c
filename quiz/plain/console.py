"""The only place in line mode that reads or writes: whole lines, one after the other, never over another."""

from collections.abc import Iterable
from typing import TextIO

from quiz.text import clean_line

__all__ = ["LONGEST", "Console"]

LONGEST = 2000  # more than anybody types; what is longer was pasted by accident


class Console:
    """Lines out, lines in. Prompts are lines like all others, so a screen reader reads them whole."""

    def __init__(self, reader: TextIO, writer: TextIO) -> None:
        self._reader, self._writer = reader, writer

    @property
    def streams(self) -> tuple[TextIO, TextIO]:
        """Where lines come from, and where they go to."""
        return self._reader, self._writer

    def say(self, text: str = "") -> None:
        """Write one line. Whatever ``text`` holds, it stays one."""
        self._writer.write(clean_line(text) + "\n")

    def all(self, lines: Iterable[str]) -> None:
        """Write each of ``lines``."""
        for line in lines:
            self.say(line)

    def listen(self) -> str:
        """The next line typed, clean. Raises EOFError at the end of input."""
        self._writer.flush()  # what is asked must be read before it can be answered
        line = self._reader.readline()
        if not line:
            raise EOFError
        return clean_line(line[:LONGEST])

    def ask(self, prompt: str) -> str:
        """Say ``prompt`` and listen."""
        self.say(prompt)
        return self.listen()

    def confirms(self, prompt: str, yes: Iterable[str]) -> bool:
        """Whether the answer to ``prompt`` is one of ``yes``; anything else is a no."""
        return self.ask(prompt).casefold() in yes
