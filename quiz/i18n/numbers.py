"""Numbers with decimals, as the interface's language writes them: ``0.9`` or ``0,9``."""

from quiz.i18n import current

__all__ = ["decimal", "shown"]


def decimal(value: float, most: int = 6, least: int = 0) -> str:
    """``value`` for people: ``most`` decimals, without the zeros at their end, but ``least`` in any case.

    What a program reads again, such as JSON or CSV, has a point in every language and does not come here.
    """
    if not abs(value) < 1e15:
        return f"{value:g}"  # nan, inf, 1e+300: typed for fun
    text = f"{value:.{most}f}"
    if not least and float(text).is_integer():
        return str(int(float(text)))  # most numbers are whole, and Babel is not imported for them
    from decimal import Decimal

    from babel.core import Locale, UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        locale = Locale.parse(current())
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")  # a catalogue may come in a language that Babel does not know
    return format_decimal(Decimal(text), format="0." + "0" * least + "#" * (most - least), locale=locale)


def shown(value: object) -> str:
    """A value of any type: a number with decimals as above, anything else as it is."""
    return decimal(value) if isinstance(value, float) else str(value)
