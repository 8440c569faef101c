"""Tables of text: rows of cells out of a CSV file, whichever program wrote it."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from quiz.bank.model import Mark
from quiz.bank.problems import Problems
from quiz.disk import read_file
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.text import clean_line, safe_cell

__all__ = ["content_of", "rows_of"]

_LARGEST = 1 << 24
"""Bytes of a file that is looked at: ten thousand sheets of a hundred questions have an eighth of that."""


def content_of(path: Path) -> bytes:
    """The file's bytes. Raises QuizError if it cannot be read or is no table of answers."""
    content = read_file(path, _LARGEST + 1)
    if len(content) > _LARGEST:
        raise QuizError(_("This file is too large for a table of answers."), where=str(path))
    return content


def rows_of(text: str, file: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with the line on which each begins."""
    lines = text.split("\n", 2)
    first = 1
    if lines[0].strip().lower().startswith("sep="):  # which Excel writes and reads
        delimiter, first, text = (lines[0].strip()[4:] or ";")[0], 2, text.partition("\n")[2]
    else:
        head = next((line for line in text.split("\n") if line.strip()), "")
        delimiter = max(";\t,", key=head.count)
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    line = first
    try:
        for row in reader:
            cells = [_bare(cell) for cell in row]
            if any(cells):
                yield line, cells
            line = reader.line_num + first
    except csv.Error as error:
        problems.add(Mark(file, line, 1), _("this table cannot be read: {why}.").format(why=error))


def _bare(cell: str) -> str:
    """A clean cell, without the apostrophe that keeps spreadsheets from computing it."""
    text = clean_line(cell)
    return text[1:] if text[:1] == "'" and safe_cell(text[1:]) == text else text
