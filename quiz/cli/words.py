"""argparse speaks gettext, but asks the system's catalogue: here it is made to ask ours."""

import argparse

from quiz.i18n import _, ngettext

__all__ = ["teach_argparse"]


def teach_argparse() -> None:
    """Have argparse look its own words up in our catalogue, in the language active at the time."""
    setattr(argparse, "_", _)  # noqa: B010  # a module's private name, which type checkers do not know
    setattr(argparse, "ngettext", ngettext)  # noqa: B010


def _marked() -> tuple[str, ...]:
    """argparse's words, listed so that they are found when the catalogue is made. Never called."""
    return (
        _("usage: "),
        _("positional arguments"),
        _("options"),
        _("show this help message and exit"),
        _("expected one argument"),
        _("expected at most one argument"),
        _("expected at least one argument"),
        ngettext("expected %s argument", "expected %s arguments", 2),
        _("the following arguments are required: %s"),
        _("unrecognized arguments: %s"),
        _("invalid choice: %(value)r (choose from %(choices)s)"),
        _("invalid %(type)s value: %(value)r"),
        _("argument %(argument_name)s: %(message)s"),
        _("not allowed with argument %s"),
        _("ignored explicit argument %r"),
        _("ambiguous option: %(option)s could match %(matches)s"),
        _("one of the arguments %s is required"),
    )
