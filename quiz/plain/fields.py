"""The settings one by one: how each is written. That it is in range is the store's business."""

from contextlib import suppress

from quiz.errors import QuizError
from quiz.i18n import _, available, numbers
from quiz.questions.model import DEPTHS, Form
from quiz.study.records import RANGES, Settings
from quiz.study.settings import meaning, number_in

__all__ = ["FIELDS", "explain", "parse", "shown"]

FIELDS: tuple[str, ...] = Settings._fields
_THEMES = ("dark", "light")
_YES = ("yes", "y", "true", "on", "1", "có")
_NO = ("no", "n", "false", "off", "0", "không")


def explain(name: str) -> str:
    """What a setting does, and how its value is written."""
    return f"{meaning(name)} {_written(name)}"


def _written(name: str) -> str:
    if name in RANGES:
        low, high = RANGES[name]
        return _("From {low} to {high}.").format(low=numbers.shown(low), high=numbers.shown(high))
    several = _("Type them with commas; empty: all.")
    return {
        "language": _("Empty: as the system."),
        "depth": _("Type core, more or detail."),
        "forms": several,
        "topics": several,
        "theme": _("Type dark or light."),
        "plain": _("Type yes or no."),
    }[name]


def shown(settings: Settings, name: str) -> str:
    """The value as a person reads and writes it."""
    value = getattr(settings, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value == "":
        return _("(empty)")
    return numbers.shown(value)


def parse(settings: Settings, name: str, text: str, topics: tuple[str, ...]) -> Settings:
    """``settings`` with one of them set from ``text``. Raises QuizError with what would be right.

    ``topics``: the bank's. Numbers out of range are refused by the store that keeps them.
    """
    if name not in FIELDS:
        raise QuizError(
            _("There is no setting '{name}'.").format(name=name),
            hint=_("The settings are: {names}.").format(names=", ".join(FIELDS)),
        )
    default = getattr(Settings(), name)
    text = "" if text in ('""', "''", "-") else text.strip()
    value: object
    if isinstance(default, bool):
        value = _boolean(name, text)
    elif isinstance(default, int | float):
        value = _number(name, text, type(default))
    else:
        value = _word(name, text, topics)
    return settings._replace(**{name: value})  # type: ignore[arg-type]


def _boolean(name: str, text: str) -> bool:
    if text.casefold() in (*_YES, _("yes")):
        return True
    if text.casefold() in (*_NO, _("no")):
        return False
    raise _refused(name, text, _("yes, no"))


def _number(name: str, text: str, kind: type) -> int | float:
    with suppress(ValueError):
        value = number_in(name, text)
        if kind is float or value.is_integer():
            return int(value) if kind is int else value
    raise QuizError(
        _("{name} cannot be {value}.").format(name=name, value=text or _("(empty)")),
        hint=_("Give a number."),
    )


def _word(name: str, text: str, topics: tuple[str, ...]) -> str:
    if name in ("forms", "topics"):
        allowed: tuple[str, ...] = tuple(form.value for form in Form) if name == "forms" else topics
        words = [word.strip() for word in text.split(",") if word.strip()]
        for word in words:
            if word not in allowed:
                raise _refused(name, word, ", ".join(allowed))
        return ",".join(dict.fromkeys(words))
    choices = {"language": ("", *available()), "depth": DEPTHS, "theme": _THEMES}[name]
    if text not in choices:
        raise _refused(name, text, ", ".join(choice for choice in choices if choice))
    return text


def _refused(name: str, text: str, choices: str) -> QuizError:
    return QuizError(
        _("{name} cannot be {value}.").format(name=name, value=text or _("(empty)")),
        hint=_("Choose from: {choices}.").format(choices=choices),
    )
