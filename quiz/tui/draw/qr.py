"""A QR code in half blocks. The light modules are what is drawn, white on black: so it stays readable in a terminal
that shows no colours and is dark, as most are."""

from collections.abc import Sequence

from quiz.tui.layout import Span

__all__ = ["Matrix", "qr_spans"]

Matrix = Sequence[Sequence[bool]]
"""Rows of modules, True for a dark one, with the quiet zone around them."""

_BLOCKS = {(True, True): " ", (False, True): "▀", (True, False): "▄", (False, False): "█"}


def qr_spans(matrix: Matrix) -> list[Span]:
    """One span for two rows of modules."""
    width = max(map(len, matrix), default=0)
    rows = [[*row, *[False] * (width - len(row))] for row in matrix]
    if len(rows) % 2:
        rows.append([False] * width)  # what is below the code is light, as its quiet zone is
    return [
        Span("".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True)), "qr")
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]
