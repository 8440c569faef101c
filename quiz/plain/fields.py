"""The settings one by one: what each means, and how it is written. Ranges are the store's business."""

from quiz.errors import QuizError
from quiz.i18n import _, available
from quiz.questions.model import Form
from quiz.study.records import Settings

__all__ = ["FIELDS", "explain", "parse", "shown"]

FIELDS: tuple[str, ...] = Settings._fields
_DEPTHS = ("core", "more", "detail")
_THEMES = ("dark", "light")
_YES = ("yes", "y", "true", "on", "1", "có")
_NO = ("no", "n", "false", "off", "0", "không")


def explain(name: str) -> str:
    """What a setting does, in the learner's language."""
    return {
        "language": _("Language of the program and of the questions; empty: as the system."),
        "new_per_day": _("New questions a day."),
        "reviews_per_day": _("Reviews a day, at most."),
        "retention": _("Share of answers that you want to know when they come back, 0.7 to 0.99."),
        "cutoff_hour": _("Hour at which a new day of study begins."),
        "leech_lapses": _("How often a question is forgotten before it is marked."),
        "depth": _("How deep the questions go: core, more or detail."),
        "forms": _("Forms of question, with commas; empty: all."),
        "topics": _("Topics, with commas; empty: all."),
        "theme": _("Colours of the screen: dark or light."),
        "plain": _("Line mode always, for screen readers: yes or no."),
        "minutes_per_day": _("Minutes of study a day that you aim at; 0: none."),
        "extra_time": _("Extra time in tests, in per cent of every limit; 0: none."),
    }[name]


def shown(settings: Settings, name: str) -> str:
    """The value as a person reads and writes it."""
    value = getattr(settings, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value == "":
        return _("(empty)")
    return str(value)


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
    try:
        return int(text) if kind is int else float(text.replace(",", "."))
    except ValueError:
        raise QuizError(
            _("{name} cannot be {value}.").format(name=name, value=text or _("(empty)")),
            hint=_("Give a number."),
        ) from None


def _word(name: str, text: str, topics: tuple[str, ...]) -> str:
    if name in ("forms", "topics"):
        allowed: tuple[str, ...] = tuple(form.value for form in Form) if name == "forms" else topics
        words = [word.strip() for word in text.split(",") if word.strip()]
        for word in words:
            if word not in allowed:
                raise _refused(name, word, ", ".join(allowed))
        return ",".join(dict.fromkeys(words))
    choices = {"language": ("", *available()), "depth": _DEPTHS, "theme": _THEMES}[name]
    if text not in choices:
        raise _refused(name, text, ", ".join(choice for choice in choices if choice))
    return text


def _refused(name: str, text: str, choices: str) -> QuizError:
    return QuizError(
        _("{name} cannot be {value}.").format(name=name, value=text or _("(empty)")),
        hint=_("Choose from: {choices}.").format(choices=choices),
    )
