"""Layout of a page in measured lines: what never parts, where it stands, how words break. Millimetres throughout.

A block (a question with its options) is laid out at once and placed whole: in this column, in the next, on the next
page. One that is higher than a column is set in smaller letters. Widths are measured with the font's own metrics.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from quiz.errors import QuizError
from quiz.i18n import _

__all__ = [
    "MM",
    "Area",
    "Block",
    "Box",
    "Cell",
    "Column",
    "Disc",
    "Laid",
    "Mark",
    "Measure",
    "Row",
    "Rule",
    "Text",
    "flow",
    "lay",
    "wrap",
]

MM = 25.4 / 72
"""Millimetres of a point."""
_LEADING = 1.34
"""Height of a line, as a multiple of the letters' size; the font's own ascent and descent are 1.36."""
_BASELINE = 1.04
"""Where the baseline is in it."""
_SMALLER = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)

Measure: TypeAlias = Callable[[str, bool, float], float]
"""Width of a text, whether it is bold, its size in points."""


class Text(NamedTuple):
    """A piece of one line."""

    x: float
    y: float
    """Of the baseline."""
    text: str
    bold: bool
    points: float
    colour: str = ""
    """Such as ``#1f5fbf``; empty: black."""


class Rule(NamedTuple):
    """A line to write on."""

    x: float
    y: float
    width: float


class Box(NamedTuple):
    """A box for a letter."""

    x: float
    y: float
    size: float


class Disc(NamedTuple):
    """A circle."""

    x: float
    y: float
    """Of its centre."""
    radius: float
    full: bool
    colour: str = ""
    """Of a full one; empty: black."""


class Area(NamedTuple):
    """What is inside a line through these corners."""

    corners: tuple[tuple[float, float], ...]
    colour: str = ""


Mark: TypeAlias = Text | Rule | Box | Disc


class Cell(NamedTuple):
    """A text in its part of a row."""

    text: str
    label: str = ""
    """Stands before it, in the margin that ``hang`` leaves."""
    bold: bool = False


class Row(NamedTuple):
    """Cells beside each other, each in an equal share of the width."""

    cells: tuple[Cell, ...]
    before: float = 0.0
    """Space above it. This and the following in multiples of the letters' size."""
    hang: float = 0.0
    scale: float = 1.0
    line: bool = False
    """After the text of its only cell a line to write on."""
    boxes: int = 0
    """Under the text so many boxes to write in."""
    rule: float = 0.0
    """Width of a line to write on before each label."""


class Block(NamedTuple):
    """Rows that stay together, behind a number."""

    rows: tuple[Row, ...]
    number: str = ""
    after: float = 1.0


class Laid(NamedTuple):
    """A block set in lines, its upper left corner at (0, 0)."""

    marks: tuple[Mark, ...]
    height: float
    """Without the space after it."""


class Column(NamedTuple):
    """A place that blocks flow into."""

    page: int
    x: float
    top: float
    bottom: float


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines of at most ``width``; a word that is wider is broken. At least one line."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if measure(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        while measure(word) > width and len(word) > 1:
            cut = _fitting(word, width, measure)
            lines[-1] = word[:cut]
            lines.append("")
            word = word[cut:]
        lines[-1] = word
    return lines


def _fitting(word: str, width: float, measure: Callable[[str], float]) -> int:
    """How many letters of ``word`` fit, at least one; by halving, for a hostile word may be long."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(word[:middle]) <= width else (low, middle - 1)
    return low


def lay(block: Block, width: float, points: float, measure: Measure) -> Laid:
    """The block in lines of ``width``."""
    em = points * MM
    marks: list[Mark] = []
    y, left = 0.0, 0.0
    if block.number:
        marks.append(Text(0.0, _BASELINE * em, block.number, True, points))
        left = max(2.0 * em, measure(block.number + " ", True, points))
    for row in block.rows:
        y += row.before * em
        y = _lay_row(marks, row, left, y, width - left, points * row.scale, measure)
    return Laid(tuple(marks), y)


def _lay_row(marks: list[Mark], row: Row, x: float, y: float, width: float, points: float, measure: Measure) -> float:
    """Adds the row's marks; returns where the next row begins."""
    em = points * MM
    gap = 1.4 * em if len(row.cells) > 1 else 0.0
    share = (width - gap * (len(row.cells) - 1)) / max(1, len(row.cells))
    bottom = y
    for at, cell in enumerate(row.cells):
        start = x + at * (share + gap)
        if row.rule:
            marks.append(Rule(start, y + (_BASELINE + 0.12) * em, row.rule * em))
            start += (row.rule + 0.4) * em
        if cell.label:
            marks.append(Text(start, y + _BASELINE * em, cell.label, cell.bold, points))
        start += row.hang * em
        room = max(em, x + at * (share + gap) + share - start)
        bold = cell.bold
        lines = wrap(cell.text, room, partial(_width, measure, bold, points)) if cell.text else []
        for n, text in enumerate(lines):
            marks.append(Text(start, y + (n * _LEADING + _BASELINE) * em, text, bold, points))
        end = y + max(1, len(lines)) * _LEADING * em
        if row.line:
            used = measure((lines[-1] if lines else "") + " ", bold, points)
            if used > room - 6 * em:
                used, end = 0.0, end + 1.6 * em
            marks.append(Rule(start + used, end - 0.2 * em, room - used))
        if row.boxes:
            end = _lay_boxes(marks, row.boxes, start, end + 0.2 * em, room, 1.9 * em)
        bottom = max(bottom, end)
    return bottom


def _width(measure: Measure, bold: bool, points: float, text: str) -> float:
    return measure(text, bold, points)


def _lay_boxes(marks: list[Mark], number: int, x: float, y: float, room: float, size: float) -> float:
    pitch = size * 1.25
    across = max(1, int((room + pitch - size) / pitch))
    marks += [Box(x + at % across * pitch, y + at // across * pitch, size) for at in range(number)]
    return y + -(-number // across) * pitch


def flow(
    blocks: Sequence[Block], column: Callable[[int], Column], width: float, points: float, measure: Measure
) -> list[list[Mark]]:
    """Each page's marks. ``column`` gives the columns one after the other, over all pages.

    Raises QuizError if a block is higher than a whole column even in the smallest letters.
    """
    pages: list[list[Mark]] = []
    at = 0
    place = column(at)
    y = place.top
    for block in blocks:
        laid, size = _smaller(block, column, width, points, measure)
        while y + laid.height > place.bottom:
            at += 1
            place = column(at)
            y = place.top
        while len(pages) <= place.page:
            pages.append([])
        pages[place.page] += [mark._replace(x=mark.x + place.x, y=mark.y + y) for mark in laid.marks]
        y += laid.height + block.after * size * MM
    return pages or [[]]


def _smaller(
    block: Block, column: Callable[[int], Column], width: float, points: float, measure: Measure
) -> tuple[Laid, float]:
    later = column(1 << 16)  # any column that no heading shortens
    for scale in _SMALLER:
        laid = lay(block, width, points * scale, measure)
        if laid.height <= later.bottom - later.top:
            return laid, points * scale
    raise QuizError(
        _("Question {number} is too long for a page.").format(number=block.number.rstrip(".") or "–"),
        hint=_("Print it in one column or in smaller letters, or use the HTML file."),
    )
