"""A report as a spreadsheet file. Nothing in it is computed: a name that begins like a formula stays a name."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from quiz.study.room.report_tables import Cell, Table

__all__ = ["as_xlsx"]

_WIDEST = 60
"""Characters of a column."""
_NARROWEST = 6
_INVALID = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
"""What no name of a sheet may hold."""


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """The file, a sheet for each table, heads and titles in the interface's language."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    out = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(out, plain) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            _fill(book.add_worksheet(table.title.translate(_INVALID)[:31]), table, head, body)
    return out.getvalue()


def _fill(sheet: Any, table: Table, head: Any, body: Any) -> None:
    for at, text in enumerate(table.heads):
        sheet.write_string(0, at, text, head)
        longest = max(len(text), *(len(str(row[at])) for row in table.rows if row[at] is not None), _NARROWEST)
        sheet.set_column(at, at, min(longest + 1, _WIDEST))
    for line, row in enumerate(table.rows, start=1):
        for at, cell in enumerate(row):
            _write(sheet, line, at, cell, body)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)


def _write(sheet: Any, line: int, at: int, cell: Cell, body: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, at, cell, body)
    elif cell is not None:
        sheet.write_number(line, at, cell, body)
