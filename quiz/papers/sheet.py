"""The answer sheet's geometry: where each circle is, for the PDF and for readers of scanned sheets. Millimetres."""

from typing import NamedTuple

from quiz.papers.blocks import MM, Box, Disc, Mark, Measure, Rule, Text
from quiz.papers.forms import in_form
from quiz.papers.look import MARGIN, SIZES, Look
from quiz.papers.model import OPEN, FormPlan, Frozen
from quiz.papers.words import Words
from quiz.questions.model import LETTERS, Form, Question
from quiz.text import clean_line

__all__ = ["Circle", "circles", "corners", "sheet_marks"]

_FOOT = 24.0
_HEAD_LINES = 2.6
"""Of a later page: the line for the name with the form, and the space below, in sizes of letters."""
_CORNER = 9.0
"""From the page's edges to the centres of the four marks by which a reader finds the page."""
_CORNER_RADIUS = 2.5


class _Grid(NamedTuple):
    """The places of the circles."""

    columns: int
    width: float
    """Of a column."""
    lead: float
    """From a column's left edge to the centre of the first circle."""
    pitch: float
    """From circle to circle."""
    row: float
    """From line to line."""
    radius: float
    across: int
    """Circles in one line."""


class _Place(NamedTuple):
    """Where the line of one question begins."""

    number: int
    asked: Question
    page: int
    x: float
    y: float
    """Of the centres of its first circles."""


class Circle(NamedTuple):
    """A circle to fill."""

    number: int
    """Of the question; 0 for the form's letter."""
    letter: str
    page: int
    """From 0."""
    x: float
    y: float
    radius: float


def circles(frozen: Frozen, form: FormPlan, look: Look, top: float) -> list[Circle]:
    """Every circle of a form's sheet whose heading ends at ``top``."""
    grid = _grid_for(look)
    found = _form_circles(frozen, look, grid, top)
    for place in _places(frozen, form, look, grid, top):
        if place.asked.form not in OPEN:
            found += [
                Circle(
                    place.number,
                    LETTERS[at],
                    place.page,
                    place.x + grid.lead + at % grid.across * grid.pitch,
                    place.y + at // grid.across * grid.row,
                    grid.radius,
                )
                for at in range(len(place.asked.options))
            ]
    return found


def corners(look: Look) -> list[tuple[str, float, float]]:
    """The four marks by which a reader finds the page: FormScanner's name of each, and its centre."""
    width, height = SIZES[look.page]
    return [
        (f"{row}_{side}", x, y)
        for row, y in (("TOP", _CORNER), ("BOTTOM", height - _CORNER))
        for side, x in (("LEFT", _CORNER), ("RIGHT", width - _CORNER))
    ]


def sheet_marks(
    frozen: Frozen, form: FormPlan, look: Look, top: float, words: Words, measure: Measure
) -> list[list[Mark]]:
    """Each page's marks below a heading that ends at ``top``: corners, the form's letter, a line for each question."""
    grid = _grid_for(look)
    places = _places(frozen, form, look, grid, top)
    pages: list[list[Mark]] = [
        [Disc(x, y, _CORNER_RADIUS, True) for _name, x, y in corners(look)]
        for _page in range(max((place.page for place in places), default=0) + 1)
    ]
    label = clean_line(words.form.format(letter=""))
    y = top + grid.radius + 0.36 * look.points * MM
    pages[0].append(Text(MARGIN, y, label, True, look.points))
    for one in circles(frozen, form, look, top):
        full = not one.number and one.letter == form.letter
        pages[one.page].append(Disc(one.x, one.y, one.radius, full))
        if not full:
            points = grid.radius * 1.15 / MM
            start = one.x - measure(one.letter, False, points) / 2
            pages[one.page].append(Text(start, one.y + 0.36 * points * MM, one.letter, False, points))
    for place in places:
        pages[place.page] += _by_hand(place, grid, look, words, measure)
    for marks in pages[1:]:
        marks += _whose(form, look, words, measure)
    return pages


def _whose(form: FormPlan, look: Look, words: Words, measure: Measure) -> list[Mark]:
    """The head of a later page, which may part from the first one: a line for the name, and the form."""
    y, width = MARGIN + 1.04 * look.points * MM, SIZES[look.page][0] - 2 * MARGIN
    name, label = clean_line(words.form.format(letter=form.letter)), f"{words.name}:"
    start = MARGIN + measure(f"{label} ", False, look.points)
    end = MARGIN + width - measure(name, True, look.points)
    return [
        Text(MARGIN, y, label, False, look.points),
        Rule(start, y + 0.1 * look.points * MM, end - start - 2 * look.points * MM),
        Text(end, y, name, True, look.points),
    ]


def _grid_for(look: Look) -> _Grid:
    columns, lead, pitch, row, radius = (2, 21.0, 10.0, 14.0, 3.7) if look.large else (3, 13.5, 7.0, 8.6, 2.5)
    width = (SIZES[look.page][0] - 2 * MARGIN) / columns
    return _Grid(columns, width, lead, pitch, row, radius, int((width - lead - radius - 1) / pitch) + 1)


def _form_circles(frozen: Frozen, look: Look, grid: _Grid, top: float) -> list[Circle]:
    """The line with the form's letter, after a label that has the width of three circles and the numbers' margin."""
    start = MARGIN + grid.lead + 3 * grid.pitch
    across = int((SIZES[look.page][0] - MARGIN - start - grid.radius) / grid.pitch) + 1
    return [
        Circle(
            0,
            form.letter,
            0,
            start + at % across * grid.pitch,
            top + grid.radius + at // across * grid.row,
            grid.radius,
        )
        for at, form in enumerate(frozen.forms)
    ]


def _places(frozen: Frozen, form: FormPlan, look: Look, grid: _Grid, top: float) -> list[_Place]:
    """Down the columns, then on to the next page; a question's lines stay together."""
    bottom = SIZES[look.page][1] - _FOOT
    first = max(one.y for one in _form_circles(frozen, look, grid, top)) + 1.2 * grid.row
    page, column, y = 0, 0, first
    places = []
    for printed in in_form(frozen, form):
        asked = printed.questions[frozen.langs[0]]
        height = _lines(asked, grid) * grid.row
        if y + height > bottom:
            column += 1
            if column == grid.columns:
                page, column = page + 1, 0
            y = MARGIN + _HEAD_LINES * look.points * MM + grid.radius if page else first
        places.append(_Place(printed.number, asked, page, MARGIN + column * grid.width, y))
        y += height
    return places


def _lines(asked: Question, grid: _Grid) -> int:
    if asked.form is Form.TYPED:
        return 1
    if asked.form in OPEN:
        return -(-(len(asked.left) or len(asked.options)) // _boxes(asked, grid)[1])
    return -(-len(asked.options) // grid.across)


def _boxes(asked: Question, grid: _Grid) -> tuple[float, int]:
    """From box to box, and how many stand in one line."""
    pitch = 2 * grid.radius + 1 + (2 * grid.radius if asked.left else 1.0)
    return pitch, max(1, int((grid.width - grid.lead + grid.radius - 2) / pitch))


def _by_hand(place: _Place, grid: _Grid, look: Look, words: Words, measure: Measure) -> list[Mark]:
    """What is not a circle: the number, lines and boxes, and a reminder to choose all."""
    asked = place.asked
    number = f"{place.number}."
    left = place.x + grid.lead - grid.radius
    end = left - 1.5 - measure(number, True, look.points)
    marks: list[Mark] = [Text(end, place.y + 0.36 * look.points * MM, number, True, look.points)]
    if asked.form is Form.TYPED:
        return [*marks, Rule(left, place.y + grid.radius, grid.width - grid.lead + grid.radius - 4)]
    if asked.form is Form.SELECT_ALL:
        y = place.y + (_lines(asked, grid) - 1) * grid.row + grid.radius
        small, room = look.points * 0.56, grid.width - grid.lead + grid.radius - 1
        small *= min(1.0, room / measure(words.all_right, False, small))
        return [*marks, Text(left, y + 1.05 * small * MM, words.all_right, False, small)]
    if asked.form not in OPEN:
        return marks
    size = 2 * grid.radius + 1
    pitch, across = _boxes(asked, grid)
    for at in range(len(asked.left) or len(asked.options)):
        x, y = left + at % across * pitch, place.y + at // across * grid.row
        if asked.left:
            points = look.points * 0.8
            x += 1.6 * grid.radius
            row = str(at + 1)
            start = x - 0.6 - measure(row, False, points)
            marks.append(Text(start, y + 0.36 * points * MM, row, False, points))
        marks.append(Box(x, y - size / 2, size))
    return marks
