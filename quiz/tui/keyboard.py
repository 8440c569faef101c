"""From keys as they arrive to keys as they were meant, under a Vietnamese input method.

An input method such as UniKey, OpenKey or ibus-bamboo keeps the word being typed to itself and mends it in
the terminal: after ``u`` the key ``w`` arrives as Backspace (0x7F or 0x08) and ``ư``. It does so in a command
screen too, where nothing is being written. :class:`Decoder` follows the word as the input method sees it and
finds the key that was pressed:

* ``e`` and then Backspace ``ê``: Telex doubles the letter, so ``e`` was pressed again;
* ``u`` and then Backspace ``ú``: VNI writes the tone as ``1``, Telex as ``s``. The bytes do not say which. The key
  is given as ``1`` but not *sure*: a screen may move its cursor there, and must not answer by it;
* Backspace ``ư`` after anything else, or ``ư`` alone: the letter without its marks, ``u``;
* ``ú`` and then Backspace ``u1``: the input method gives up the word; the last key was pressed, the rest is old.

Backspace itself is never a command.
"""

from typing import NamedTuple
from unicodedata import normalize

__all__ = ["Decoder", "Momentum", "Pressed"]

_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_SHAPES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
_DOUBLED = frozenset("âêôđ")
_ERASES = frozenset(("backspace", "ctrl+h"))


class Pressed(NamedTuple):
    """A key as it was meant."""

    key: str
    sure: bool = True
    """False where the input method leaves two readings: enough to move a cursor, not to answer."""


def _split(char: str) -> tuple[str, frozenset[str]]:
    """The base letter, and the VNI digits of its marks."""
    if char in "đĐ":
        return "d", frozenset("9")
    letter = normalize("NFD", char.lower())
    base, marks = letter[:1], letter[1:]
    return base, frozenset((_TONES | _SHAPES).get(mark, "?") for mark in marks)


class Decoder:
    """Follows the keys of a program. Feed it every key that is a command; it says which key was meant."""

    def __init__(self) -> None:
        self._word = ""
        """The word as the input method sees it."""
        self._taken = ""
        """What Backspaces have just taken off its end, and has not come back yet."""
        self._quiet = False
        """More than one letter was taken off, so letters that come back as they were are no keys."""

    def reset(self) -> None:
        """Forget the word, as input methods do at a space, Enter or a cursor key."""
        self._word = self._taken = ""
        self._quiet = False

    def feed(self, key: str, character: str | None) -> Pressed | None:
        """The key that was meant, or None if this one is only part of the input method's mending.

        ``key`` is Textual's name of the key, ``character`` what it writes, if anything.
        """
        if key in _ERASES:
            self._taken, self._word = self._word[-1:] + self._taken, self._word[:-1]
            self._quiet = len(self._taken) > 1
            return None
        if character is None or not character.isprintable() or character == " ":
            self.reset()
            return Pressed(key)
        self._word += character
        base, marks = _split(character)
        if not self._taken:
            return _plain(key, character, base, marks)
        (old_base, old_marks), self._taken = _split(self._taken[0]), self._taken[1:]
        if old_base != base:
            self._taken = ""
            return _plain(key, character, base, marks)
        if marks == old_marks:
            return None if self._quiet else _plain(key, character, base, marks)
        self._quiet = True
        if not marks > old_marks:
            return None
        if character.lower() in _DOUBLED:
            return Pressed(base)
        return Pressed(min(marks - old_marks), sure=False)


class Momentum:
    """Hands that were writing go on for a moment when a clock takes the question away: what they press until they rest
    is no command."""

    REST_MS = 1_500

    def __init__(self) -> None:
        self._until_ms = 0

    def begin(self, mono_ms: int) -> None:
        """The clock has cut in."""
        self._until_ms = mono_ms + self.REST_MS

    def carries(self, key: str, character: str | None, mono_ms: int) -> bool:
        """Whether this key is still part of what was cut off. Keys that write nothing never are, but for Enter."""
        if mono_ms >= self._until_ms:
            return False
        writes = key in _ERASES or (character is not None and character.isprintable())
        if writes:
            self.begin(mono_ms)
        return writes or key == "enter"


def _plain(key: str, character: str, base: str, marks: frozenset[str]) -> Pressed:
    return Pressed(base) if marks or (character.isalpha() and character != base) else Pressed(key)
