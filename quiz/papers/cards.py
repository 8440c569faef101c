"""Cards A to D, which pupils hold up where there is no network: a letter, its shape and its colour, as on the phones.

Each of the three tells the card alone: a print without colours, a letter upside down and a far corner of the room all
leave one of them. The rest of the page stays white, for ink is dear.
"""

from math import pi, sin

from quiz.i18n import _, current
from quiz.papers.blocks import MM, Area, Disc, Mark, Text
from quiz.papers.canvas import Canvas
from quiz.papers.look import SIZES, PageSize

__all__ = ["COLOURS", "cards_pdf"]

COLOURS = {"A": "#1f5fbf", "B": "#a8480c", "C": "#1b7340", "D": "#7a3ba3"}
"""As the pupils' page has them."""
_CAPITAL = 0.714
"""Height of the font's capitals, as a share of its size."""
_FRAME = (8.0, 9.0)
"""Millimetres: from the edge, which printers leave white, and how thick."""
_LETTER, _SHAPE = 0.40, 0.30
"""Their heights, as shares of the page's."""
_NUMBER = 11.0
"""Points of a set's number."""


def cards_pdf(page: PageSize = "a4", pupils: int = 1) -> bytes:
    """One page a letter; ``pupils`` sets one after the other, numbered if there are several."""
    canvas = Canvas(SIZES[page], _("Cards A to D"), current())
    sets = [str(number) if pupils > 1 else "" for number in range(1, pupils + 1)]
    return canvas.draw([_card(letter, number, page, canvas) for number in sets for letter in COLOURS])


def _card(letter: str, number: str, page: PageSize, canvas: Canvas) -> list[Mark | Area]:
    width, height = SIZES[page]
    colour = COLOURS[letter]
    capital, shape = height * _LETTER, height * _SHAPE
    points = capital / _CAPITAL / MM
    inner = sum(_FRAME)
    gap = (height - 2 * inner - capital - shape) / 3
    top = inner + gap
    across = canvas.measure(letter, True, points)
    marks = _frame(width, height, colour)
    marks.append(Text((width - across) / 2, top + capital, letter, True, points, colour))
    marks.append(_shape(letter, width / 2, top + capital + gap + shape / 2, shape, colour))
    if number:
        edge = inner + 4.0
        marks.append(Text(edge, height - edge, number, False, _NUMBER))
    return marks


def _frame(width: float, height: float, colour: str) -> list[Mark | Area]:
    (edge, thick), inner = _FRAME, sum(_FRAME)
    right, low = width - edge, height - edge
    bars = [
        (edge, edge, right, inner),
        (edge, low - thick, right, low),
        (edge, edge, inner, low),
        (right - thick, edge, right, low),
    ]
    return [Area(((x, y), (to, y), (to, end), (x, end)), colour) for x, y, to, end in bars]


def _shape(letter: str, x: float, y: float, size: float, colour: str) -> Mark | Area:
    """The letter's shape around a point: ▲ ◆ ● ■."""
    half = size / 2
    match letter:
        case "A":
            side = size / sin(pi / 3)
            return Area(((x, y - half), (x + side / 2, y + half), (x - side / 2, y + half)), colour)
        case "B":
            return Area(((x, y - half), (x + half, y), (x, y + half), (x - half, y)), colour)
        case "C":
            return Disc(x, y, half, True, colour)
    half *= 0.9  # a square looks larger than a circle as high as it
    return Area(((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)), colour)
