"""The settings one by one: what each is called, how it reads, and how a key or a text changes it. Pure."""

from quiz.errors import QuizError
from quiz.i18n import _, available, ngettext
from quiz.questions.model import DEPTHS, Form
from quiz.study.records import RANGES, Settings
from quiz.study.settings import meaning, number_in
from quiz.study.words import percent
from quiz.tui.words import depth_name, form_name, language_name

__all__ = ["FIELDS", "LISTS", "explain", "label", "parsed", "shown", "stepped"]

FIELDS: tuple[str, ...] = (
    "language",
    "theme",
    "new_per_day",
    "reviews_per_day",
    "minutes_per_day",
    "retention",
    "depth",
    "topics",
    "forms",
    "cutoff_hour",
    "leech_lapses",
    "extra_time",
    "plain",
)
_STEPS = {
    "new_per_day": 5,
    "reviews_per_day": 10,
    "minutes_per_day": 5,
    "retention": 0.01,
    "cutoff_hour": 1,
    "leech_lapses": 1,
    "extra_time": 25,
}
"""Of the arrow keys."""
LISTS = ("topics", "forms")
"""Chosen on a screen of their own."""


def label(name: str) -> str:
    """The setting's name."""
    return {
        "language": _("Language"),
        "theme": _("Colours"),
        "new_per_day": _("New questions a day"),
        "reviews_per_day": _("Reviews a day, at most"),
        "minutes_per_day": _("Minutes a day"),
        "retention": _("Desired retention"),
        "depth": _("Depth"),
        "topics": _("Topics"),
        "forms": _("Forms"),
        "cutoff_hour": _("The day begins at"),
        "leech_lapses": _("Leech after"),
        "extra_time": _("Extra time in tests"),
        "plain": _("Line mode"),
    }[name]


def explain(name: str) -> str:
    """What it does, and how a list is chosen from."""
    return meaning(name) + (" " + _("Choose them with Enter.") if name in LISTS else "")


def _choices(name: str, settings: Settings) -> list[object]:
    """The values that arrow keys go through, for settings that are not numbers."""
    found: dict[str, list[object]] = {
        "language": ["", *available()],
        "theme": ["dark", "light"],
        "depth": [*DEPTHS],
        "plain": [False, True],
    }
    choices = found.get(name, [])
    value = getattr(settings, name)
    return choices if value in choices or not choices else [value, *choices]


def shown(settings: Settings, name: str, titles: dict[str, str]) -> str:
    """The value in words; ``titles`` names the topics."""
    value = getattr(settings, name)
    if name in LISTS:
        words = [word for word in value.split(",") if word]
        if not words:
            return _("all")
        if name == "topics":
            return ", ".join(titles.get(word, word) for word in words)
        forms = [form.value for form in Form]
        return ", ".join(form_name(word) if word in forms else word for word in words)
    match name:
        case "language":
            return language_name(value) if value else _("as the system")
        case "theme":
            return _("light") if value == "light" else _("dark")
        case "depth":
            return depth_name(value)
        case "plain":
            return _("yes") if value else _("no")
        case "retention":
            return percent(value)
        case "cutoff_hour":
            return _("{hour}:00").format(hour=value)
        case "leech_lapses":
            return ngettext("{n} time forgotten", "{n} times forgotten", value).format(n=value)
        case "minutes_per_day":
            return str(value) if value else _("no aim")
        case "extra_time":
            return _("{n}%").format(n=value) if value else _("none")
    return str(value)


def stepped(settings: Settings, name: str, by: int) -> Settings:
    """One step to the left or right; it stops at the ends."""
    value = getattr(settings, name)
    new: object
    if name in RANGES:
        low, high = RANGES[name]
        number = round(min(high, max(low, value + by * _STEPS[name])), 2)
        new = number if name == "retention" else int(number)
    elif choices := _choices(name, settings):
        at = choices.index(value)
        new = choices[min(len(choices) - 1, max(0, at + by))]
    else:
        return settings
    return settings._replace(**{name: new})  # type: ignore[arg-type]


def parsed(settings: Settings, name: str, text: str) -> Settings:
    """``settings`` with a number as it was typed. Raises QuizError."""
    low, high = RANGES[name]
    try:
        value = number_in(name, text)
    except ValueError:
        raise QuizError(_("'{text}' is not a number.").format(text=text)) from None
    whole = name == "retention" or value == int(value) if abs(value) < 1e9 else False
    if not low <= value <= high or not whole:
        first, last = (percent(low), percent(high)) if name == "retention" else (f"{low:g}", f"{high:g}")
        raise QuizError(_("Choose a number from {low} to {high}.").format(low=first, high=last))
    return settings._replace(**{name: round(value, 2) if name == "retention" else int(value)})  # type: ignore[arg-type]
