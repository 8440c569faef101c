"""How a paper is to look, whatever it is rendered to."""

from typing import Literal, NamedTuple, TypeAlias

__all__ = ["MARGIN", "SIZES", "Look", "PageSize"]

PageSize: TypeAlias = Literal["a4", "letter"]
SIZES: dict[str, tuple[float, float]] = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height in millimetres."""
MARGIN = 17.0
"""Millimetres left and right of what is printed."""


class Look(NamedTuple):
    """The choices of whoever prints."""

    page: PageSize = "a4"
    columns: int = 1
    """1 or 2, as wished; see :meth:`arranged`."""
    large: bool = False
    """Large print: 18 points."""

    @property
    def points(self) -> float:
        """Size of the letters."""
        return 18.0 if self.large else 10.5

    def arranged(self, languages: int) -> tuple[int, bool]:
        """The number of columns, and whether two languages stand side by side in one (else below each other).

        Large print in two languages gets the whole width, for half of it holds two words of 18 points.
        """
        columns = 1 if self.large and languages > 1 else 2 if self.columns == 2 else 1
        return columns, columns == 1 and languages > 1 and not self.large
