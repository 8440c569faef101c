"""The interface's language: gettext catalogues in ``quiz/i18n/locale``.

A new language is a new catalogue; no code knows which languages there are. The ``.mo`` files are compiled
when the package is built, and from the ``.po`` files on first use in a source tree.
"""

import gettext
from pathlib import Path

__all__ = ["_", "available", "current", "ngettext", "set_language"]

_LOCALE = Path(__file__).parent / "locale"
_active: gettext.NullTranslations = gettext.NullTranslations()
_code = "en"


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
    found = sorted(po.parent.parent.name for po in _LOCALE.glob("*/LC_MESSAGES/quiz.po"))
    return ("en", *(code for code in found if code != "en"))


def set_language(code: str) -> str:
    """Switch to ``code`` (``vi``, ``vi_VN.UTF-8``, …) or to English if there is no such catalogue.

    Returns the code that is active now.
    """
    global _active, _code
    short = code.replace("-", "_").split("_")[0].split(".")[0].lower()
    _code, _active = "en", gettext.NullTranslations()
    if short in available():
        _code = short
        if short != "en":
            _active = _load(short)
    return _code


def _load(code: str) -> gettext.NullTranslations:
    folder = _LOCALE / code / "LC_MESSAGES"
    compiled, source = folder / "quiz.mo", folder / "quiz.po"
    fresh = compiled.exists() and (not source.exists() or compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns)
    if fresh:
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    return _compile(source, compiled, code)


def _compile(source: Path, compiled: Path, code: str) -> gettext.NullTranslations:
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=code)
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    try:
        compiled.write_bytes(buffer.getvalue())
    except OSError:
        pass  # a read-only installation still works, only slower
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)
