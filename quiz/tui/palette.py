"""Colours: two palettes, and what each role looks like in them.

Meaning never hangs on colour: every role that says something stands beside a word or a sign. Contrast of
text on its background is at least 4.5:1 in both palettes (WCAG 2.2, 1.4.3).
"""

from functools import cache

from rich.style import Style
from textual.theme import Theme

__all__ = ["DARK", "LIGHT", "style_of", "theme_name", "themes"]

DARK, LIGHT = "quiz-dark", "quiz-light"

_PALETTES: dict[str, dict[str, str]] = {
    DARK: {
        "ground": "#16181d",
        "text": "#dcdfe4",
        "muted": "#98a0ad",
        "faint": "#4a515e",
        "strong": "#ffffff",
        "accent": "#7fb4e8",
        "right": "#86c98e",
        "wrong": "#ec8f86",
        "near": "#e3bd6d",
        "cursor": "#252b36",
        "bar": "#1d2027",
    },
    LIGHT: {
        "ground": "#fbfaf7",
        "text": "#2a2d33",
        "muted": "#5f6672",
        "faint": "#b9bdc4",
        "strong": "#000000",
        "accent": "#17609f",
        "right": "#1f6b31",
        "wrong": "#a62b22",
        "near": "#7a5600",
        "cursor": "#e4ebf3",
        "bar": "#efede7",
    },
}
_BOLD = frozenset({"strong", "key", "right", "wrong", "near", "title"})
_AS = {"key": "accent", "title": "accent", "meter": "accent"}


def theme_name(setting: str) -> str:
    """The theme for the setting ``dark`` or ``light``."""
    return LIGHT if setting == "light" else DARK


def themes() -> list[Theme]:
    """Both palettes as Textual themes, for the widgets that are not ours."""
    return [
        Theme(
            name=name,
            dark=name == DARK,
            primary=colours["accent"],
            secondary=colours["muted"],
            accent=colours["accent"],
            foreground=colours["text"],
            background=colours["ground"],
            surface=colours["bar"],
            panel=colours["cursor"],
            success=colours["right"],
            warning=colours["near"],
            error=colours["wrong"],
            variables={
                "scrollbar": colours["faint"],
                "scrollbar-hover": colours["muted"],
                "scrollbar-active": colours["accent"],
                "scrollbar-background": colours["ground"],
                "scrollbar-background-hover": colours["ground"],
                "scrollbar-background-active": colours["ground"],
            },
        )
        for name, colours in _PALETTES.items()
    ]


@cache
def style_of(theme: str, role: str, fill: str = "") -> Style:
    """The style of a role on the line filling ``fill``."""
    if role == "qr":  # the same in both palettes: a camera reads it
        return Style(color="#ffffff", bgcolor="#000000")
    colours = _PALETTES.get(theme) or _PALETTES[LIGHT if "light" in theme else DARK]
    return Style(
        color=colours.get(_AS.get(role, role), colours["text"]),
        bgcolor=colours[fill] if fill else None,
        bold=role in _BOLD or None,
    )
