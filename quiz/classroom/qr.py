"""QR codes for a terminal."""

from collections.abc import Sequence

__all__ = ["modules"]

_QUIET = 2
"""Modules of margin. The standard asks for four; two are enough where the rest of the screen is dark."""


def modules(text: str) -> Sequence[Sequence[bool]]:
    """The code of ``text`` as rows of modules, True for a dark one, with its margin.

    As small as it can be: a terminal has few rows, and a screen is not torn or dirty.
    """
    import segno

    code = segno.make(text, error="l", micro=False, boost_error=False)
    return [[bool(one) for one in row] for row in code.matrix_iter(border=_QUIET)]
