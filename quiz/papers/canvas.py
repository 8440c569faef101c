"""The only place that knows the PDF library, fpdf2. It is imported when a file is made: it takes a second."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.papers.blocks import Area, Box, Disc, Mark, Rule, Text

if TYPE_CHECKING:
    from fpdf import FPDF

__all__ = ["Canvas", "lacking"]

_FONTS = Path(__file__).parent / "fonts"
_FAMILY = "paper"
_FILES = {False: "NotoSans-Regular.ttf", True: "NotoSans-Bold.ttf"}
_BLACK = "#000000"
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Of every file: the same paper gives the same bytes, and a paper does not tell when it was made."""


class Canvas:
    """A document of pages of one size. Coordinates in millimetres from the upper left corner."""

    def __init__(self, size: tuple[float, float], title: str, lang: str) -> None:
        self._pdf = _document(size)
        self._pdf.set_title(title)
        self._pdf.set_lang(lang)
        self._pdf.set_creation_date(_NO_TIME)
        self.measure = lru_cache(maxsize=1 << 14)(self._measure)

    def _measure(self, text: str, bold: bool, points: float) -> float:
        """Width of a text."""
        self._pdf.set_font(_FAMILY, "B" if bold else "", points)
        return self._pdf.get_string_width(text)

    def draw(self, pages: Sequence[Iterable[Mark | Area]]) -> bytes:
        """The document with these pages."""
        pdf = self._pdf
        pdf.set_line_width(0.25)
        for marks in pages:
            pdf.add_page()
            for mark in marks:
                self._draw(mark)
        out = BytesIO()
        pdf.output(out)
        return out.getvalue()

    def _draw(self, mark: Mark | Area) -> None:
        pdf = self._pdf
        match mark:
            case Text():
                if mark.text:
                    pdf.set_font(_FAMILY, "B" if mark.bold else "", mark.points)
                    pdf.set_text_color(mark.colour or _BLACK)
                    pdf.text(mark.x, mark.y, mark.text)
            case Rule():
                pdf.line(mark.x, mark.y, mark.x + mark.width, mark.y)
            case Box():
                pdf.rect(mark.x, mark.y, mark.size, mark.size)
            case Disc():
                pdf.set_fill_color(mark.colour or _BLACK)
                pdf.circle(mark.x, mark.y, mark.radius, style="F" if mark.full else "D")
            case Area():
                pdf.set_fill_color(mark.colour or _BLACK)
                pdf.polygon(mark.corners, style="F")


def _document(size: tuple[float, float]) -> "FPDF":
    from fpdf import FPDF

    pdf = FPDF(unit="mm", format=size)
    pdf.set_margin(0)
    pdf.set_auto_page_break(False)
    for bold, name in _FILES.items():
        pdf.add_font(_FAMILY, "B" if bold else "", _FONTS / name)
    return pdf


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    """What the font has; the bold one has the same."""
    pdf = _document((10.0, 10.0))
    return frozenset(pdf.fonts[_FAMILY].cmap)  # type: ignore[union-attr]


def lacking(texts: Iterable[str]) -> str:
    """The characters for which the embedded font has no picture, each once, in order."""
    known = _known()
    return "".join(sorted({char for text in texts for char in text if ord(char) not in known and not char.isspace()}))
