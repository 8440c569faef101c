"""Commands in line mode: a word, its first letter, or a sign, alone on a line."""

from collections.abc import Iterable
from typing import NamedTuple

from quiz.i18n import _

__all__ = ["Command", "command_in", "help_lines", "meaning"]


class Command(NamedTuple):
    """One command, whatever it is called by."""

    name: str
    letter: str
    sign: str

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it is called by."""
        return tuple(name for name in (self.name, self.letter, self.sign) if name)


_ALL = (
    Command("undo", "u", "<"),
    Command("right", "r", "+"),
    Command("bury", "b", "-"),
    Command("suspend", "", "@"),
    Command("flag", "", "*"),
    Command("info", "i", "="),
    Command("report", "e", "!"),
    Command("pass", "p", "0"),
    Command("help", "h", "?"),
    Command("quit", "q", "."),
    Command("study", "", ">"),
    Command("topics", "t", "#"),
    Command("cram", "c", "%"),
    Command("more", "m", "+"),
    Command("deeper", "d", ";"),
    Command("mixed", "x", "~"),
    Command("card", "k", "&"),
    Command("marked", "", "@"),
    Command("test", "", "^"),
    Command("lesson", "l", "|"),
    Command("next", "n", ">"),
    Command("back", "b", "<"),
    Command("go", "g", "#"),
    Command("overview", "o", "="),
    Command("time", "t", ":"),
    Command("clear", "c", "-"),
    Command("submit", "s", "!"),
    Command("stats", "", "$"),
    Command("settings", "s", ","),
)
_BY_NAME = {command.name: command for command in _ALL}


def meaning(name: str) -> str:
    """What a command does, in the learner's language."""
    return {
        "undo": _("take back the last answer"),
        "right": _("I was right: count this answer as right"),
        "bury": _("not today: leave this one for tomorrow"),
        "suspend": _("suspend: never ask this one again, until told otherwise"),
        "flag": _("flag this one, or take the flag off"),
        "info": _("what is remembered of this one, and its facts"),
        "report": _("report a doubtful question to the bank's author"),
        "pass": _("I don't know"),
        "help": _("this list"),
        "quit": _("leave; everything is saved"),
        "more": _("ten more"),
        "study": _("study what is due today"),
        "topics": _("choose topics, then study them"),
        "cram": _("practise without changing the schedule"),
        "settings": _("change the settings"),
        "deeper": _("type what you know well"),
        "mixed": _("what you once mixed up"),
        "stats": _("how well you remember"),
        "marked": _("what is flagged, suspended or a leech"),
        "test": _("take a test, or go on with one"),
        "lesson": _("hold a lesson with a class, or read what came of one"),
        "next": _("the next question"),
        "back": _("the question before"),
        "go": _("go to a question by its number"),
        "overview": _("all questions: answered, flagged, open"),
        "time": _("how much time is left"),
        "clear": _("take the answer back"),
        "submit": _("hand everything in"),
        "card": _("look up the facts of something, by name"),
    }[name]


def command_in(line: str, allowed: Iterable[str], *, slash: bool = False) -> str:
    """The name of the allowed command that ``line`` calls, or empty.

    ``slash``: commands are told from answers by a slash before them; elsewhere the slash may be there. A lone ``?``
    is no answer anywhere.
    """
    word = line.casefold()
    if word.startswith("/"):
        word = word[1:].strip()
    elif slash and word != "?":
        return ""
    for name in allowed:
        if word in _BY_NAME[name].names:
            return name
    return ""


def help_lines(allowed: Iterable[str], *, slash: bool = False) -> list[str]:
    """One line for each allowed command."""
    before = "/" if slash else ""
    return [
        _("{names}: {meaning}.").format(
            names=_(" or ").join(before + called for called in _BY_NAME[name].names), meaning=meaning(name)
        )
        for name in allowed
    ]
