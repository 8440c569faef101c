"""Which language the program speaks: ``--lang``, else the settings, else the system's."""

import os
import sys
from collections.abc import Mapping, Sequence

from quiz.errors import QuizError
from quiz.i18n import _, available, code_of

__all__ = ["codes_in", "lang_in", "named_language", "system_language"]

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides
_PRIMARY = 0x3FF  # the bits of a Windows language identifier that name the language without its country


def lang_in(arguments: Sequence[str]) -> str:
    """The value of ``--lang`` in a command line that was not parsed yet, or empty: help speaks it too."""
    found = ""
    for at, word in enumerate(arguments):
        if word == "--":
            break
        if word.startswith("--lang="):
            found = word.removeprefix("--lang=")
        elif word == "--lang" and at + 1 < len(arguments):
            found = arguments[at + 1]
    return found


def named_language(wish: str | None, of_bank: Sequence[str]) -> str:
    """The code of the language that a ``--lang`` names, or empty. Raises QuizError for one that neither the program
    nor the bank has."""
    if not wish:
        return ""
    known = (*available(), *of_bank)
    code = code_of(wish)
    if code not in known:
        raise QuizError(
            _("There is no language '{code}' here.").format(code=wish),
            hint=_("Choose from: {choices}.").format(choices=", ".join(dict.fromkeys(known))),
        )
    return code


def codes_in(wish: str) -> tuple[str, ...]:
    """The languages of a ``--lang`` that may name several, each once."""
    return tuple(dict.fromkeys(filter(None, map(code_of, wish.split(",")))))


def system_language(environ: Mapping[str, str] | None = None) -> str:
    """The first language of the system's that the program has, else English."""
    environ = os.environ if environ is None else environ
    known = available()
    for variable in _VARIABLES:
        if wish := environ.get(variable):
            code = code_of(wish)
            return code if code in known else "en"  # C, POSIX, or a language that the program lacks
    if sys.platform == "win32":
        return _windows_language(known)
    return "en"


def _windows_language(known: Sequence[str]) -> str:
    """Windows sets no variable; it has a number for the language of its own windows."""
    import ctypes
    import locale

    if sys.platform != "win32":  # for the type checker
        return "en"
    identifier = ctypes.windll.kernel32.GetUserDefaultUILanguage()
    names = [name for number, name in locale.windows_locale.items() if number & _PRIMARY == identifier & _PRIMARY]
    return next((name.partition("_")[0] for name in names if name.partition("_")[0] in known), "en")
