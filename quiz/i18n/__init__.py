"""The interface's language: gettext catalogues in ``quiz/i18n/locale``.

A new language is a new catalogue; no code knows which languages there are. The ``.mo`` files are compiled
when the package is built, and from the ``.po`` files on first use in a source tree.
"""

import gettext
from contextlib import suppress
from pathlib import Path

from quiz.i18n.catalogue import Catalogue, fits

__all__ = ["N_", "_", "available", "code_of", "current", "ngettext", "set_language"]

_LOCALE = Path(__file__).parent / "locale"
_active: gettext.NullTranslations = gettext.NullTranslations()
_code = "en"


def N_(message: str) -> str:  # noqa: N802  # gettext's name for it
    """Mark a message for the catalogues where it is written before the language is known."""
    return message


def _(message: str) -> str:
    """``message`` in the active language."""
    return _active.gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The form that the active language uses for ``n``."""
    return _active.ngettext(one, many, n)


def current() -> str:
    """Code of the active language."""
    return _code


def available() -> tuple[str, ...]:
    """Codes of all languages of the interface; English first, being the source."""
    try:
        codes = [folder.name for folder in _LOCALE.iterdir()]
    except OSError:
        codes = []
    return ("en", *sorted(code for code in codes if code != "en" and _source(code).is_file()))


def code_of(wish: str) -> str:
    """The code of a language that is named with its country or encoding: ``vi`` for ``vi_VN.UTF-8``."""
    return wish.partition(".")[0].partition("@")[0].strip().replace("-", "_").partition("_")[0].lower()


def set_language(code: str) -> str:
    """Switch to ``code`` (``vi``, ``vi_VN.UTF-8``, …), or to English if it has no catalogue that can be read.

    Returns the code that is active now.
    """
    global _active, _code
    short = code_of(code)
    found = _load(short) if short != "en" and short in available() else None
    _code, _active = ("en", gettext.NullTranslations()) if found is None else (short, found)
    return _code


def _source(code: str) -> Path:
    return _LOCALE / code / "LC_MESSAGES" / "quiz.po"


def _load(code: str) -> Catalogue | None:
    """The catalogue of ``code``; None if it cannot be read."""
    source = _source(code)
    target = source.with_suffix(".mo")
    try:
        text = source.read_bytes()
        ready = target.read_bytes() if target.exists() else b""
        return Catalogue(ready if fits(ready, text) else _compile(text, target))
    except (OSError, ValueError):
        return None  # a catalogue that somebody is still working on must not stop a learner


def _compile(source: bytes, target: Path) -> bytes:
    from quiz.i18n.compiling import compiled, put

    data = compiled(source)
    with suppress(OSError):  # a read-only installation still works, only slower
        put(target, data)
    return data
