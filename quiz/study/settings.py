"""What each setting does, and how a number is read for it."""

from quiz.i18n import _

__all__ = ["meaning", "number_in"]


def meaning(name: str) -> str:
    """What a setting does, in the learner's language."""
    return {
        "language": _("Language of the program and, where the bank has it, of the questions."),
        "theme": _("Colours of the screens."),
        "new_per_day": _("Questions a day that you meet for the first time."),
        "reviews_per_day": _("Reviews a day, at most; more than this wait for another day."),
        "minutes_per_day": _("Minutes a day that you aim at: new questions wait when reviews fill them. 0 is no aim."),
        "retention": _("The share of answers that you want to know when they come back. More means more reviews."),
        "depth": _("How deep the questions go; every detail includes days and list numbers."),
        "topics": _("Which topics are asked."),
        "forms": _("Which forms of question are used."),
        "cutoff_hour": _("Hour at which a day begins; an evening that ends before it belongs to the day before."),
        "leech_lapses": _("A question forgotten so often is marked as a leech, not hidden."),
        "extra_time": _("Per cent added to every time limit of a test."),
        "plain": _("Numbered lines instead of screens, for screen readers. From the next start on."),
    }[name]


def number_in(name: str, text: str) -> float:
    """A number as it was typed; ``90``, ``0.9``, ``0,9`` and ``90%`` are the same retention. Raises ValueError."""
    value = float(text.replace(",", ".").replace("%", ""))
    per_cent = name == "retention" and ("%" in text or value >= 10)
    return round(value / 100, 4) if per_cent else value
