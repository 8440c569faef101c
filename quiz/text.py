"""Cleaning of text that comes from a bank, a person or the network.

Everything that is shown passes through :func:`clean` where it enters the program: terminal escapes,
control characters and bidirectional overrides are removed, so that no front end has to think of them.
Markup is the front ends' business: they show text as text (``markup=False`` or ``Content``).
"""

import re
from unicodedata import is_normalized, normalize

__all__ = ["clean", "clean_line", "safe_cell", "shorten"]

_ESCAPES = (
    r"\x1b\][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)"  # OSC … BEL or ST
    r"|\x1b[PX^_][^\x1b\x9c]*(?:\x1b\\|\x9c|$)"  # DCS, SOS, PM, APC … ST
    r"|[\x1b\x9b]\[?[0-?]*[ -/]*[@-~]"  # CSI and two-character escapes
)
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
_SPACES = re.compile(r"\s+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets may take for the start of a formula, full-width forms included."""


def clean(text: str) -> str:
    """``text`` without escapes, controls (but tab and newline) and bidirectional controls, in NFC."""
    if text.isprintable() and (text.isascii() or is_normalized("NFC", text)):
        return text  # all that is taken out below is not printable, nor is any white space but the blank
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(_CONTROLS, "", re.sub(_ESCAPES, "", text)).encode("utf-8", "replace").decode("utf-8")
    return normalize("NFC", text)


def clean_line(text: str) -> str:
    """Like :func:`clean`, and every run of white space becomes one space."""
    if text.isprintable() and (text.isascii() or is_normalized("NFC", text)) and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", clean(text)).strip()


def shorten(text: str, width: int) -> str:
    """At most ``width`` characters of ``text``, an ellipsis standing for what was cut."""
    return text if len(text) <= width else text[: max(0, width - 1)].rstrip() + "…"


def safe_cell(text: str) -> str:
    """``text`` so that no spreadsheet computes it: after an apostrophe if it begins like a formula.

    Spaces before it do not hide it from every program, so they are looked through.
    """
    return "'" + text if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
