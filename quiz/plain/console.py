"""The only place in line mode that reads or writes: whole lines, one after the other, never over another."""

import os
from collections.abc import Iterable
from typing import TextIO

from quiz.errors import QuizError
from quiz.text import clean_line

__all__ = ["LONGEST", "Console", "broken"]

LONGEST = 2000  # more than anybody types; what is longer was pasted by accident
_NARROWEST = 20
_USUAL = 80
"""Columns of a terminal that does not know its size."""


class Console:
    """Lines out, lines in. Prompts are lines like all others, so a screen reader reads them whole."""

    def __init__(self, reader: TextIO, writer: TextIO) -> None:
        self._reader, self._writer = reader, writer

    @property
    def streams(self) -> tuple[TextIO, TextIO]:
        """Where lines come from, and where they go to."""
        return self._reader, self._writer

    def say(self, text: str = "") -> None:
        """Write one line. Whatever ``text`` holds, it stays one; a terminal gets it broken between words."""
        text = clean_line(text)
        width = self._columns()
        self._writer.write((text if len(text) <= width else broken(text, width)) + "\n")

    def _columns(self) -> int:
        """Of the terminal that is written to, less the last, which wraps in some; hardly any limit for what is none."""
        try:
            return max(_NARROWEST, (os.get_terminal_size(self._writer.fileno()).columns or _USUAL) - 1)
        except (OSError, ValueError):
            return LONGEST * LONGEST

    def all(self, lines: Iterable[str]) -> None:
        """Write each of ``lines``."""
        for line in lines:
            self.say(line)

    def refuse(self, error: QuizError) -> None:
        """Say what went wrong, and what to do."""
        self.say(" ".join(part for part in (error.message, error.hint) if part))

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


def broken(text: str, width: int) -> str:
    """``text`` in lines of at most ``width`` characters, broken at blanks; under its number or dash if it has one."""
    label, _dot, _rest = text.partition(". ")
    indent = " " * (len(label) + 2 if len(label) <= 3 and label.isalnum() else 2 * text.startswith("- "))
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) > len(indent) and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = indent + word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])
