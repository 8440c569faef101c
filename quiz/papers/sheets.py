"""Sheets of answers out of a CSV file: who, which form, what. Every problem is found, then all are told.

Besides tables of one's own it reads what optical readers write: OpenMCR's results (``Last Name``, ``First Name``,
``Test Form Code``, ``Q1`` …; several marks are ``[A|C]``) and FormScanner's (``File name;001;002;…;form``; ``A|C``).
The layouts are those of :mod:`quiz.papers.readers`.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path, PureWindowsPath
from typing import NamedTuple
from unicodedata import normalize

from quiz.bank.encodings import decode
from quiz.bank.model import Mark
from quiz.bank.problems import Problems
from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.papers.columns import Columns, by_heading, by_place
from quiz.papers.forms import in_form
from quiz.papers.model import OPEN, FormPlan, Frozen
from quiz.papers.responses import UnreadableError, base_response, read_answer, read_part, split
from quiz.questions.model import Question, Response
from quiz.study.exam.export import safe_cell
from quiz.text import clean_line

__all__ = [
    "LONGEST_NAME",
    "Sheet",
    "Sheets",
    "SheetsError",
    "Templates",
    "load_sheets",
    "load_typed",
    "read_sheets",
    "read_string",
]

LONGEST_NAME = 80
"""Characters, as of a learner's name."""
_LARGEST = 1 << 24
"""Bytes of a file that is looked at: ten thousand sheets of a hundred questions have an eighth of that."""
_SHOWN = 100


class Sheet(NamedTuple):
    """One pupil's answers."""

    line: int
    """Of the file, from 1."""
    name: str
    form: str
    """Its letter."""
    responses: tuple[Response, ...]
    """One for each entry of the paper, as form A would have it."""


class Sheets(NamedTuple):
    """What a file holds."""

    sheets: tuple[Sheet, ...]
    """In the file's order; no name twice."""
    notes: tuple[str, ...]
    """What a person should know of the reading."""


class SheetsError(QuizError):
    """A file that cannot be marked; ``problems`` says why."""

    def __init__(self, problems: Problems, where: str) -> None:
        n = len(problems)
        shown = [str(problem) for problem in problems.in_order()[:_SHOWN]]
        more = [_("… and {n} more").format(n=n - _SHOWN)] if n > _SHOWN else []
        head = ngettext(
            "The sheets have {n} problem; nothing was marked.", "The sheets have {n} problems; nothing was marked.", n
        )
        super().__init__(head.format(n=n), where=where, hint="\n".join(shown + more))
        self.problems = problems


class Templates:
    """The questions of each form as printed, made once."""

    def __init__(self, frozen: Frozen) -> None:
        self.frozen = frozen
        self.forms = {form.letter: form for form in frozen.forms}
        self._printed: dict[str, list[Question]] = {}

    def questions(self, letter: str) -> list[Question]:
        """In the order of the form."""
        if letter not in self._printed:
            lang = self.frozen.langs[0]
            self._printed[letter] = [one.questions[lang] for one in in_form(self.frozen, self.forms[letter])]
        return self._printed[letter]

    def plan(self, letter: str) -> FormPlan:
        """The form of a letter."""
        return self.forms[letter]


def load_sheets(path: Path, frozen: Frozen, encoding: str = "") -> Sheets:
    """The sheets in a file. Raises QuizError if it cannot be read, SheetsError if it cannot be marked."""
    return read_sheets(_content(path), str(path), frozen, encoding)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise QuizError(
            _("This file cannot be read: {why}.").format(why=error.strerror or error), where=str(path)
        ) from error
    if len(content) > _LARGEST:
        raise QuizError(_("This file is too large for a table of answers."), where=str(path))
    return content


def read_sheets(content: bytes, file: str, frozen: Frozen, encoding: str = "") -> Sheets:
    """The sheets in ``content``, a CSV file. Raises SheetsError with all that is wrong."""
    problems = Problems()
    text = decode(content, encoding, lang="vi" if "vi" in frozen.langs else "")
    found = Sheets((), ())
    if text is None:
        problems.add(Mark(file, 1, 1), _("this is not text in a known encoding."), _("Save the table as CSV UTF-8."))
    else:
        rows = list(_rows(text, file, problems))
        if not problems and not rows:
            problems.add(Mark(file, 1, 1), _("there are no sheets in this table."))
        if rows:
            found = _Reader(frozen, file, problems).read(rows)
    if problems:
        raise SheetsError(problems, file)
    return found


def load_typed(path: Path, frozen: Frozen) -> list[tuple[str, str, str, str]]:
    """Name, form, answers and whether it was checked, of the sheets in a file that was typed by hand.

    Raises QuizError if it cannot be read or marked: nothing is typed behind what is wrong.
    """
    content = _content(path)
    rows = [row for _line, row in _rows(decode(content) or "", str(path), Problems())][1:]
    if not rows:
        return []
    found = read_sheets(content, str(path), frozen).sheets
    if len(rows) != len(found) or any(len(row) < 3 for row in rows):
        raise QuizError(_("This is not a file of typed sheets."), where=str(path), hint=_("Move it away."))
    return [(sheet.name, sheet.form, row[2], "".join(row[3:4])) for sheet, row in zip(found, rows, strict=True)]


def _rows(text: str, file: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
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


def read_string(templates: Templates, letter: str, text: str) -> tuple[tuple[Response, ...], list[UnreadableError]]:
    """The responses, as form A has them, in a string of all answers on form ``letter``, and all that is wrong in it.

    Raises UnreadableError if the string does not hold an answer for each question.
    """
    questions = templates.questions(letter)
    parts = split(text)
    if len(parts) != len(questions):
        n = len(parts)
        told = ngettext(
            "here is {n} answer, and the paper has {all} questions.",
            "here are {n} answers, and the paper has {all} questions.",
            n,
        )
        raise UnreadableError(
            told.format(n=n, all=len(questions)),
            _("Write '-' for each question without an answer, and brackets around several letters or words."),
        )
    responses: list[Response] = [None] * len(questions)
    errors = []
    for number, (question, part) in enumerate(zip(questions, parts, strict=True), start=1):
        try:
            base, response = base_response(templates.frozen, templates.plan(letter), number, read_part(question, part))
            responses[base] = response
        except UnreadableError as error:
            errors.append(_numbered(number, error))
    return tuple(responses), errors


def _numbered(number: int, error: UnreadableError) -> UnreadableError:
    return UnreadableError(_("question {number}: {what}").format(number=number, what=error.message), error.hint)


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, frozen: Frozen, file: str, problems: Problems) -> None:
        self._frozen, self._file, self._problems = frozen, file, problems
        self._templates = Templates(frozen)
        self._missing: dict[str, list[int]] = {}

    def read(self, rows: Sequence[tuple[int, list[str]]]) -> Sheets:
        columns = by_heading(rows[0][1], Mark(self._file, rows[0][0], 1), self._problems)
        if columns is None:
            columns = by_place(self._frozen, len(rows[0][1]))
        body = rows[1:] if columns.heading else rows
        if not body:
            self._problems.add(Mark(self._file, rows[0][0], 1), _("there are no sheets in this table."))
        sheets: list[Sheet] = []
        lines: dict[str, int] = {}
        for line, row in body:
            sheet = self._sheet(columns, line, row)
            if sheet is None:
                continue
            before = lines.setdefault(sheet.name.casefold(), line)
            if before != line:
                self._add(
                    line,
                    columns.named.get("name", 0),
                    _("'{name}' is on line {line} already.").format(name=sheet.name, line=before),
                    _("Add what tells the two apart, such as a class, or remove one of the lines."),
                )
            sheets.append(sheet)
        return Sheets(tuple(sheets), tuple(self._notes()))

    def _notes(self) -> Iterator[str]:
        for letter, numbers in self._missing.items():
            yield _("Form {letter}: no column for the questions that are read by hand ({numbers}): no answer.").format(
                letter=letter, numbers=", ".join(map(str, numbers))
            )

    def _add(self, line: int, at: int, message: str, hint: str = "") -> None:
        self._problems.add(Mark(self._file, line, at + 1), message, hint)

    def _sheet(self, columns: Columns, line: int, row: list[str]) -> Sheet | None:
        def cell(what: str) -> str:
            at = columns.named.get(what, -1)
            return row[at] if 0 <= at < len(row) else ""

        if columns.width and any(row[columns.width :]):
            self._add(
                line,
                columns.width,
                _("this row has more cells than the heading.") if columns.heading
                else _("this row has more than {n} cells: name, form, answers.").format(n=columns.width),
                _("Put quotes around a cell that holds the delimiter."),
            )  # fmt: skip
            return None
        name = self._name(columns, cell)
        if not name or len(name) > LONGEST_NAME:
            message = _("this sheet has no name.") if not name else _("this name has more than {n} characters.")
            self._add(line, columns.named.get("name", 0), message.format(n=LONGEST_NAME), _("Write who it belongs to."))
        letter = self._form(line, columns, cell("form"))
        if not letter:
            return None
        responses = self._responses(line, columns, row, letter)
        return Sheet(line, name, letter, responses) if name and responses else None

    def _name(self, columns: Columns, cell: Callable[[str], str]) -> str:
        name = cell("name")
        if "last" in columns.named or "first" in columns.named:
            given = cell("first") or name
            order = (cell("last"), cell("middle"), given)
            if self._frozen.langs[0] != "vi":
                order = (given, cell("middle"), cell("last"))
            name = " ".join(part for part in order if part)
        return name or cell("id") or _stem(cell("file"))

    def _form(self, line: int, columns: Columns, text: str) -> str:
        letters = self._templates.forms
        words = normalize("NFKC", text).upper().split()
        if not words and len(letters) == 1:
            return next(iter(letters))
        if words and words[-1] in letters:
            return words[-1]
        self._add(
            line,
            columns.named.get("form", 0),
            _("there is no form '{form}' of this paper.").format(form=text) if words
            else _("this sheet does not say its form."),
            _("Choose from: {choices}.").format(choices=", ".join(letters))
            + ("" if columns.heading else " " + _("A heading needs the words name, form, answers.")),
        )  # fmt: skip
        return ""

    def _responses(self, line: int, columns: Columns, row: list[str], letter: str) -> tuple[Response, ...]:
        """Nothing if the row has a problem."""
        before = len(self._problems)
        responses: list[Response] = [None] * len(self._frozen.entries)
        at = columns.named.get("answers", -1)
        text = row[at] if 0 <= at < len(row) else ""
        own = {number: place for number, place in columns.questions.items() if place < len(row) and row[place]}
        if text and own:
            self._add(line, at, _("there are answers here, and in columns of their own."), _("Empty one of the two."))
        elif at >= 0 and not own:
            try:
                found, errors = read_string(self._templates, letter, text)
            except UnreadableError as error:
                found, errors = (), [error]
            for one in errors:
                self._add(line, at, one.message, one.hint)
            return () if errors else found
        else:
            self._cells(line, columns, row, letter, responses)
        return tuple(responses) if len(self._problems) == before else ()

    def _cells(self, line: int, columns: Columns, row: list[str], letter: str, responses: list[Response]) -> None:
        questions, plan = self._templates.questions(letter), self._templates.plan(letter)
        for number, place in columns.questions.items():
            text = row[place] if place < len(row) else ""
            if number > len(questions) or number < 1:
                if text.strip("-*"):
                    message = _("the paper has no question {number}.").format(number=number)
                    self._add(line, place, message, _("It has {n}.").format(n=len(questions)))
                continue
            try:
                base, response = base_response(self._frozen, plan, number, read_answer(questions[number - 1], text))
                responses[base] = response
            except UnreadableError as error:
                told = _numbered(number, error)
                self._add(line, place, told.message, told.hint)
        missing = [number for number in range(1, len(questions) + 1) if number not in columns.questions]
        needed = [number for number in missing if questions[number - 1].form not in OPEN]
        if needed:
            self._add(
                line,
                0,
                _("there is no column for these questions: {numbers}.").format(numbers=", ".join(map(str, needed))),
                _("Add columns with their numbers as headings; a cell may be empty."),
            )
        elif missing:
            self._missing[letter] = missing


def _stem(path: str) -> str:
    """The file's name without folders and without its ending, whichever system wrote it."""
    return PureWindowsPath(path).stem if path else ""
