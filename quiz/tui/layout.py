"""Lines of text to be shown: wrapping, columns and bars. Pure: no widget, no style, no clock.

A screen is drawn as a list of :class:`Line`. A span names a *role* (``muted``, ``right``, …), which the
palette turns into colours, and an *action*, which a click on it runs. Actions are always ours; texts are
shown as they are and never read as markup.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from quiz.text import clean

__all__ = [
    "Hint",
    "Line",
    "Span",
    "between",
    "blank",
    "columns",
    "flat",
    "flow",
    "hanging",
    "line",
    "meter",
    "paragraph",
    "row",
    "rule",
    "wrap",
]


class Span(NamedTuple):
    """A piece of one line."""

    text: str
    role: str = ""
    action: str = ""


class Line(NamedTuple):
    """One line of the screen."""

    spans: tuple[Span, ...]
    action: str = ""
    """What a click on a place without an action of its own runs."""
    fill: str = ""
    """Role that colours the whole line, as the row under the cursor."""

    @property
    def text(self) -> str:
        """The line without roles."""
        return "".join(span.text for span in self.spans)


class Hint(NamedTuple):
    """A key in the row at the foot."""

    key: str
    label: str
    action: str


def line(*spans: Span | str, action: str = "", fill: str = "") -> Line:
    """A line of spans; a plain string is a span without a role."""
    return Line(tuple(Span(span) if isinstance(span, str) else span for span in spans), action, fill)


def blank() -> Line:
    """An empty line."""
    return Line(())


def rule(width: int) -> Line:
    """A horizontal rule."""
    return Line((Span("─" * max(0, width), "faint"),))


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells, broken at spaces, long words broken where they must be.

    Always at least one line. Line breaks in the text are kept; other white space runs become one space.
    """
    width = max(2, width)
    lines: list[str] = []
    for part in clean(text).split("\n"):
        current, used = "", 0
        for word in part.split():
            size = cell_len(word)
            if current and used + 1 + size <= width:
                current, used = f"{current} {word}", used + 1 + size
                continue
            if current:
                lines.append(current)
            if size > width:
                *full, word = chop_cells(word, width)
                lines.extend(full)
                size = cell_len(word)
            current, used = word, size
        lines.append(current)
    return lines


def hanging(
    head: Sequence[Span],
    text: str,
    width: int,
    *,
    role: str = "",
    tail: Sequence[Span] = (),
    action: str = "",
    fill: str = "",
) -> list[Line]:
    """``head`` followed by the wrapped text, whose further lines are indented to stand under the first.

    ``tail`` stands behind the last line, or below it where it does not fit.
    """
    indent = sum(cell_len(span.text) for span in head)
    texts = wrap(text, width - indent)
    lines = [
        Line((*(head if number == 0 else (Span(" " * indent),)), Span(one, role)), action, fill)
        for number, one in enumerate(texts)
    ]
    if tail:
        extra = sum(cell_len(span.text) for span in tail)
        if indent + cell_len(texts[-1]) + 2 + extra <= width:
            lines[-1] = lines[-1]._replace(spans=(*lines[-1].spans, Span("  "), *tail))
        else:
            lines.append(Line((Span(" " * indent), *tail), action, fill))
    return lines


def paragraph(text: str, width: int, role: str = "", indent: int = 0) -> list[Line]:
    """Wrapped text."""
    return hanging([Span(" " * indent)] if indent else [], text, width, role=role)


def between(left: Sequence[Span], right: Sequence[Span], width: int) -> Line:
    """``left`` and ``right`` at the two ends of a line. Where both do not fit, the first of the left side is cut, down
    to half of the room, and then the others: marks behind a title stay to be seen."""
    left, right = ([span._replace(text=flat(span.text)) for span in side] for side in (left, right))
    right_size = sum(cell_len(span.text) for span in right)
    room = width - right_size - (1 if right else 0)
    later = sum(cell_len(span.text) for span in left[1:])
    kept: list[Span] = []
    for span in left:
        text, most = span.text, room if kept else max(room - later, room // 2)
        if cell_len(text) > most:
            text = chop_cells(text, max(1, most - 1))[0] + "…" if most > 1 else ""
        kept.append(span._replace(text=text))
        room -= cell_len(text)
    used = sum(cell_len(span.text) for span in kept)
    return Line((*kept, Span(" " * max(0, width - used - right_size)), *right))


def columns(cells: Iterable[tuple[str, int, str]]) -> list[Span]:
    """Cells of ``(text, width, role)`` side by side; a negative width sets the text to the right, 0 leaves it."""
    spans = []
    for raw, width, role in cells:
        text, size = flat(raw), abs(width)
        if size and cell_len(text) > size:
            text = chop_cells(text, max(1, size - 1))[0] + "…"
        pad = " " * max(0, size - cell_len(text))
        spans.append(Span(pad + text if width < 0 else text + pad, role))
    return spans


def row(
    title: str,
    cells: Sequence[Span],
    width: int,
    *,
    head: Sequence[Span] = (),
    role: str = "",
    action: str = "",
    fill: str = "",
) -> list[Line]:
    """A row of a table: the title, wrapped in what room there is, and cells that stand beside its first line."""
    before = sum(cell_len(span.text) for span in head)
    room = width - before - sum(cell_len(span.text) for span in cells)
    first, *rest = wrap(title, room)
    pad = " " * max(0, room - cell_len(first))
    lines = [Line((*head, Span(first + pad, role), *cells), action, fill)]
    return [*lines, *(Line((Span(" " * before), Span(more, role)), action, fill) for more in rest)]


def flat(text: str) -> str:
    """``text`` cleaned and on one line."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def flow(groups: Iterable[Sequence[Span]], width: int, gap: int = 3) -> list[Line]:
    """Groups of spans one after another, a new line where the next would not fit."""
    lines: list[Line] = []
    current: list[Span] = []
    used = 0
    for group in groups:
        size = sum(cell_len(span.text) for span in group)
        if current and used + gap + size > width:
            lines.append(Line(tuple(current)))
            current, used = [], 0
        if current:
            current.append(Span(" " * gap))
            used += gap
        current.extend(group)
        used += size
    return [*lines, Line(tuple(current))] if current else lines


def meter(share: float, width: int) -> tuple[str, str]:
    """The full and the empty part of a bar of ``width`` cells; something is never shown as nothing."""
    share = min(1.0, max(0.0, share))
    full = round(share * width)
    if share > 0:
        full = max(1, full)
    if share < 1:
        full = min(width - 1, full)
    return "━" * full, "─" * (width - full)
