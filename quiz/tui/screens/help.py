"""All keys of the screen below."""

from collections.abc import Sequence
from typing import Any

from quiz.i18n import N_, _
from quiz.study.services import Services
from quiz.tui.dialog import Dialog
from quiz.tui.layout import Hint, Line, Span, blank, columns, hanging, line, paragraph
from quiz.tui.sheet import Sheet

__all__ = ["HelpSheet", "key_name"]

_SIGNS = {
    "question_mark": "?",
    "asterisk": "*",
    "minus": "-",
    "at": "@",
    "plus": "+",
    "slash": "/",
    "colon": ":",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key_name(key: str) -> str:
    """A key as it is printed on it."""
    if key in _SIGNS:
        return _SIGNS[key]
    words = {
        "enter": _("Enter"),
        "space": _("Space"),
        "escape": _("Esc"),
        "pageup": _("Page up"),
        "pagedown": _("Page down"),
        "home": _("Home key"),
        "end": _("End"),
    }
    return words.get(key) or (key.upper() if len(key) > 1 else key)


class HelpSheet(Dialog[None]):
    """Help, by the screen that asked for it."""

    HELP_TITLE = N_("Help")

    def __init__(self, services: Services, about: Sheet[Any]) -> None:
        super().__init__(services)
        self.about = about

    def bar_line(self, width: int) -> Line:
        """Help with what."""
        return line(Span(_("Help"), "title"), Span("  " + _(self.about.HELP_TITLE), "muted"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """Every command with its keys, then what else there is to know."""
        lines = [blank()]
        for words, keys in self.about.key_table():
            head = columns([("  ".join(map(key_name, keys)), 22, "key")])
            lines += hanging([*head, Span("  ")], words, width)
        for text in self.about.help_texts():
            lines += [blank(), *paragraph(text, width, "muted")]
        return [*lines, blank()]

    def hints(self) -> Sequence[Hint]:
        """The way back."""
        return [Hint("Esc", _("close"), "leave"), Hint("↑ ↓", _("scroll"), "page(1)")]
