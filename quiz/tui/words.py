"""Words that several screens use."""

from quiz.i18n import _, ngettext
from quiz.questions.model import Form, Outcome

__all__ = [
    "coming_back",
    "depth_name",
    "form_name",
    "grade_name",
    "language_name",
    "on_day",
    "outcome_sign",
    "outcome_word",
]


def language_name(code: str) -> str:
    """A language by its own name."""
    from quiz.language import known, table

    return str(table(code)["name"]) if code in known() else code


def form_name(form: Form | str) -> str:
    """A form of question, lower case."""
    return {
        Form.FLASHCARD: _("flashcard"),
        Form.CHOICE: _("single choice"),
        Form.SELECT_ALL: _("select all"),
        Form.TRUE_FALSE: _("true or false"),
        Form.TYPED: _("typed answer"),
        Form.ORDERING: _("ordering"),
        Form.MATCHING: _("matching"),
    }[Form(form)]


def depth_name(depth: str) -> str:
    """How deep questions go."""
    return {"core": _("core"), "more": _("more"), "detail": _("every detail")}.get(depth, depth)


def grade_name(grade: str) -> str:
    """How well a card was known."""
    return {"again": _("Again"), "hard": _("Hard"), "good": _("Good"), "easy": _("Easy")}[grade]


def outcome_word(outcome: Outcome) -> str:
    """The verdict's word."""
    return {
        Outcome.RIGHT: _("Right"),
        Outcome.WRONG: _("Wrong"),
        Outcome.NEAR: _("Almost"),
        Outcome.BLANK: _("No answer"),
    }[outcome]


def outcome_sign(outcome: Outcome) -> str:
    """The verdict's sign, which is never alone."""
    return {Outcome.RIGHT: "✓", Outcome.WRONG: "✗", Outcome.NEAR: "≈", Outcome.BLANK: "–"}[outcome]


def on_day(days: int, day: int) -> str:
    """When a study day is, ``days`` from today: ``tomorrow``, ``on Thursday``, ``in 12 days``."""
    if days <= 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 7:
        # The ordinal of a Monday leaves 1 when divided by 7.
        names = (
            _("on Sunday"),
            _("on Monday"),
            _("on Tuesday"),
            _("on Wednesday"),
            _("on Thursday"),
            _("on Friday"),
            _("on Saturday"),
        )
        return names[day % 7]
    if days < 60:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    months = round(days / 30.4)
    if months < 24:
        return ngettext("in {n} month", "in {n} months", months).format(n=months)
    years = round(days / 365.25)
    return ngettext("in {n} year", "in {n} years", years).format(n=years)


def coming_back(days: int, day: int) -> str:
    """When a question comes back; ``day`` 0: in this sitting."""
    if not day:
        return _("comes back in this sitting")
    return _("comes back {when}").format(when=on_day(days, day))
