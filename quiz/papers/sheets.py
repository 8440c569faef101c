"""Sheets of answers out of a CSV file: who, which form, what. Every problem is found, then all are told.

Besides tables of one's own it reads what optical readers write: OpenMCR's results (``Last Name``, ``First Name``,
``Test Form Code``, ``Q1`` …; several marks are ``[A|C]``) and FormScanner's (``File name;001;002;…;form``; ``A|C``).
The layouts are those of :mod:`quiz.papers.readers`; FormScanner reads each form by a template of its own and so writes
several files, which are read together.
"""

from collections.abc import Callable, Sequence
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
from quiz.papers.tables import content_of, rows_of
from quiz.papers.unread import Notes, openmcr_answer
from quiz.questions.model import Question, Response

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
_SHOWN = 100
_PICTURES = (".bmp", ".gif", ".jpeg", ".jpg", ".pdf", ".png", ".tif", ".tiff", ".wbmp")


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


def load_sheets(paths: Sequence[Path], frozen: Frozen, encoding: str = "") -> Sheets:
    """The sheets in all files. Raises QuizError if one cannot be read, SheetsError if they cannot be marked."""
    return _read([(str(path), content_of(path)) for path in paths], frozen, encoding)


def read_sheets(content: bytes, file: str, frozen: Frozen, encoding: str = "") -> Sheets:
    """The sheets in ``content``, a CSV file. Raises SheetsError with all that is wrong."""
    return _read([(file, content)], frozen, encoding)


def _read(contents: Sequence[tuple[str, bytes]], frozen: Frozen, encoding: str) -> Sheets:
    problems = Problems()
    reader = _Reader(frozen, problems)
    for file, content in contents:
        text = decode(content, encoding, lang="vi" if "vi" in frozen.langs else "")
        if text is None:
            told = _("this is not text in a known encoding.")
            problems.add(Mark(file, 1, 1), told, _("Save the table as CSV UTF-8."))
            continue
        before = len(problems)
        rows = list(rows_of(text, file, problems))
        if rows:
            reader.read(file, rows)
        elif len(problems) == before:
            problems.add(Mark(file, 1, 1), _("there are no sheets in this table."))
    if problems:
        raise SheetsError(problems, ", ".join(file for file, _content in contents))
    return reader.found()


def load_typed(path: Path, frozen: Frozen) -> list[tuple[str, str, str, str]]:
    """Name, form, answers and whether it was checked, of the sheets in a file that was typed by hand.

    Raises QuizError if it cannot be read or marked: nothing is typed behind what is wrong.
    """
    content = content_of(path)
    rows = [row for _line, row in rows_of(decode(content) or "", str(path), Problems())][1:]
    if not rows:
        return []
    found = read_sheets(content, str(path), frozen).sheets
    if len(rows) != len(found) or any(len(row) < 3 for row in rows):
        raise QuizError(_("This is not a file of typed sheets."), where=str(path), hint=_("Move it away."))
    return [(sheet.name, sheet.form, row[2], "".join(row[3:4])) for sheet, row in zip(found, rows, strict=True)]


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
    """Reads the rows of one file after another."""

    def __init__(self, frozen: Frozen, problems: Problems) -> None:
        self._frozen, self._problems = frozen, problems
        self._file = ""
        self._templates = Templates(frozen)
        self._sheets: list[Sheet] = []
        self._places: dict[str, tuple[str, int]] = {}
        self._notes = Notes()

    def found(self) -> Sheets:
        """All sheets, and what is to be said of them."""
        return Sheets(tuple(self._sheets), tuple(self._notes.lines()))

    def read(self, file: str, rows: Sequence[tuple[int, list[str]]]) -> None:
        """The sheets of a file."""
        self._file = file
        columns = by_heading(rows[0][1], Mark(file, rows[0][0], 1), self._problems)
        if columns is None:
            columns = by_place(self._frozen, len(rows[0][1]))
        if columns.scores:
            self._add(rows[0][0], 0, _("these are OpenMCR's scores, not the answers."), _("Mark its file 'results'."))
            return
        body = rows[1:] if columns.heading else rows
        if not body:
            self._problems.add(Mark(self._file, rows[0][0], 1), _("there are no sheets in this table."))
        for line, row in body:
            sheet = self._sheet(columns, line, row)
            if sheet is None:
                continue
            other, before = self._places.setdefault(sheet.name.casefold(), (file, line))
            if (other, before) != (file, line):
                told = _("'{name}' is on line {line} already.") if other == file else _(
                    "'{name}' is on line {line} of {file} already."
                )  # fmt: skip
                self._add(
                    line,
                    columns.named.get("name", 0),
                    told.format(name=sheet.name, line=before, file=other),
                    _("Add what tells the two apart, such as a class, or remove one of the lines."),
                )
            self._sheets.append(sheet)

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
        hints = [_("Choose from: {choices}.").format(choices=", ".join(letters))]
        if not columns.heading:
            hints.append(_("A heading needs the words name, form, answers."))
        if not words and "file" in columns.named and not columns.openmcr:
            hints = [_("FormScanner read it by the template of another form: let it read it again by its own.")]
        self._add(
            line,
            columns.named.get("form", 0),
            _("there is no form '{form}' of this paper.").format(form=text) if words
            else _("this sheet does not say its form."),
            " ".join(hints),
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
                if columns.openmcr:
                    text = openmcr_answer(text)
                    self._notes.openmcr(letter, number, questions[number - 1], text)
                base, response = base_response(self._frozen, plan, number, read_answer(questions[number - 1], text))
                responses[base] = response
            except UnreadableError as error:
                told = _numbered(number, error)
                self._add(line, place, told.message, told.hint)
        missing = [number for number in range(1, len(questions) + 1) if number not in columns.questions]
        if columns.openmcr:  # it leaves away the last columns if nobody marked anything in them
            last = max(columns.questions)
            for number in (one for one in missing if one > last):
                self._notes.openmcr(letter, number, questions[number - 1], "")
            missing = [number for number in missing if number < last]
        needed = [number for number in missing if questions[number - 1].form not in OPEN]
        if needed:
            self._add(
                line,
                0,
                _("there is no column for these questions: {numbers}.").format(numbers=", ".join(map(str, needed))),
                _("Add columns with their numbers as headings; a cell may be empty."),
            )
        elif missing:
            self._notes.no_column(letter, missing)


def _stem(path: str) -> str:
    """The picture's name without folders and without its ending, whichever system wrote it.

    FormScanner has taken the ending off, so that what follows the last point may be a part of the pupil's name.
    """
    name = PureWindowsPath(path)
    return name.stem if name.suffix.lower() in _PICTURES else name.name
