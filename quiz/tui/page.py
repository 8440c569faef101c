"""The three widgets that nearly every screen is made of: a bar, a page that scrolls, and a row of keys.

They draw :class:`quiz.tui.layout.Line` themselves, strip by strip. Next to a tree of labels this is several
times fewer widgets and rules of CSS, which is what keeps the first question within a fifth of an empty app.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from quiz.tui.layout import Line, flat
from quiz.tui.palette import style_of

__all__ = ["MEASURE", "Bar", "Clicked", "Draw", "Page", "column"]

MEASURE = 76
"""Widest column of text, in cells: what is comfortable to read."""

Draw = Callable[[int], Sequence[Line]]
"""Draws lines for a width."""


class Clicked(Message):
    """A place with an action was clicked."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


def column(outer: int) -> tuple[int, int]:
    """(left margin, width) of the column of text on a screen ``outer`` cells wide."""
    width = max(10, min(MEASURE, outer - 4))
    return max(0, (outer - width) // 2), width


@lru_cache(maxsize=512)
def _strip(line: Line, theme: str, margin: int, width: int, total: int, ground: str) -> Strip:
    """The line on a screen ``total`` cells wide; kept, because a screen is laid out several times at its start."""
    fill = line.fill or ground
    plain, edge = style_of(theme, "", fill), style_of(theme, "", ground)
    segments = [Segment(" " * (margin - 1), edge), Segment(" ", plain)] if margin else []
    used = margin
    for span in line.spans:
        # Every text has been cleaned when it was wrapped; this is the last gate before the terminal.
        text = span.text if span.text.isprintable() else flat(span.text)
        segments.append(Segment(text, style_of(theme, span.role, fill)))
        used += cell_len(text)
    if used > total:
        return Strip(segments, used).crop(0, total)
    inside = min(total, margin + width + 1)
    if used < inside:
        segments.append(Segment(" " * (inside - used), plain))
        used = inside
    if used < total:
        segments.append(Segment(" " * (total - used), edge))
    return Strip(segments, total)


def _action_at(line: Line, x: int) -> str:
    at = 0
    for span in line.spans:
        size = cell_len(span.text)
        if at <= x < at + size:
            return span.action or line.action
        at += size
    return line.action


class Bar(Widget):
    """Lines that do not scroll, as high as they need to be."""

    DEFAULT_CSS = "Bar { height: auto; width: 1fr; }"
    ground = "bar"

    def __init__(self, draw: Draw, *, id: str | None = None) -> None:  # Textual's name
        super().__init__(id=id)
        self.draw = draw
        self._drawn: tuple[int, Sequence[Line]] = (-1, ())

    def lines(self, outer: int) -> Sequence[Line]:
        """The lines at that width; drawn once per width and :meth:`redraw`."""
        if self._drawn[0] != outer:
            self._drawn = outer, self.draw(column(outer)[1])
        return self._drawn[1]

    def redraw(self) -> None:
        """Draw again; lay the screen out again only if the height has changed."""
        outer, before = self._drawn
        self._drawn = (-1, ())
        self.refresh(layout=outer >= 0 and len(self.lines(outer)) != len(before))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many as there are lines."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One line."""
        outer = self.size.width
        lines = self.lines(outer)
        margin, width = column(outer)
        drawn = lines[y] if y < len(lines) else Line(())
        return _strip(drawn, self.app.theme, margin, width, outer, self.ground)

    def on_click(self, event: events.Click) -> None:
        """Run what stands there."""
        lines = self.lines(self.size.width)
        if event.y < len(lines) and (action := _action_at(lines[event.y], event.x - column(self.size.width)[0])):
            event.stop()
            self.post_message(Clicked(action))


class Page(ScrollView, can_focus=False):
    """The body of a screen: as many lines as it takes, scrolled when they do not fit."""

    DEFAULT_CSS = "Page { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }"

    def __init__(self, draw: Draw, *, id: str | None = None) -> None:  # Textual's name
        super().__init__(id=id)
        self.draw = draw
        self._lines: Sequence[Line] = ()
        self._drawn_for: tuple[int, Size] | None = None
        """Width, and the whole window: a screen says it where that is too small."""

    def redraw(self) -> None:
        """Draw again, at the place scrolled to."""
        self._drawn_for = None
        self._fit()
        self.refresh()

    def _fit(self) -> None:
        outer = self.outer_size.width
        if outer and (outer, self.app.size) != self._drawn_for:
            self._drawn_for = outer, self.app.size
            self._lines = self.draw(column(outer)[1])
            self.virtual_size = Size(0, len(self._lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Where the height is ``auto``: as many as there are lines."""
        return len(self.draw(column(width)[1]))

    @property
    def drawn(self) -> Sequence[Line]:
        """The lines as drawn last."""
        return self._lines

    def on_resize(self) -> None:
        """The column may have changed, or the room for a question."""
        self._fit()

    def reveal(self, first: int, last: int) -> None:
        """Scroll so that lines ``first`` to ``last`` show, ``first`` above all."""
        top, height = round(self.scroll_target_y), self.size.height
        if last >= top + height:
            top = last - height + 1
        top = min(top, first)
        self.scroll_to(y=max(0, top), animate=False, immediate=True, force=True)

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        self._fit()
        at = y + self.scroll_offset.y
        margin, width = column(self.outer_size.width)
        drawn = self._lines[at] if at < len(self._lines) else Line(())
        return _strip(drawn, self.app.theme, margin, width, self.size.width, "ground")

    def on_click(self, event: events.Click) -> None:
        """Run what stands there."""
        at = event.y + self.scroll_offset.y
        margin = column(self.outer_size.width)[0]
        if at < len(self._lines) and (action := _action_at(self._lines[at], event.x - margin)):
            event.stop()
            self.post_message(Clicked(action))
