"""Typing sheets, one after the other, in lines; afterwards a sample of them a second time.

The file is written whole after each sheet, so that whatever kills the program takes nothing of what was confirmed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from quiz.disk import write_whole
from quiz.i18n import _, ngettext
from quiz.papers.model import Frozen
from quiz.papers.responses import UnreadableError, read_part, shown, split
from quiz.papers.results import sheets_csv
from quiz.papers.sheets import LONGEST_NAME, Templates, load_typed, read_string
from quiz.plain.console import Console
from quiz.questions.model import Response

__all__ = ["Typed", "enter", "sample"]

_EVERY, _LEAST = 10, 3
_BACK = "<"


class Typed(NamedTuple):
    """One sheet as it was typed."""

    name: str
    form: str
    answers: str
    """In the order of its form, in one way of writing."""
    checked: str = ""
    """``yes`` once it was typed a second time and agreed upon."""


def sample(n: int) -> list[int]:
    """Places, from 0, of the sheets that are typed twice: every tenth, and at least three if there are so many."""
    if n // _EVERY >= _LEAST:
        return list(range(_EVERY - 1, n, _EVERY))
    some = min(n, _LEAST)
    return [(2 * at + 1) * n // (2 * some) for at in range(some)]


def enter(console: Console, frozen: Frozen, file: Path) -> bool:
    """Have sheets typed into ``file``, which may hold some; whether all is typed and checked.

    Raises QuizError if the file cannot be read or written.
    """
    return _Entering(console, frozen, file).run()


class _Entering:
    def __init__(self, console: Console, frozen: Frozen, file: Path) -> None:
        self._console, self._file = console, file
        self._templates = Templates(frozen)
        self._letters = [form.letter for form in frozen.forms]
        self._sheets = [Typed(*row) for row in load_typed(file, frozen)] if file.exists() else []

    def run(self) -> bool:
        say, n = self._console.say, len(self._sheets)
        if n:
            line = ngettext("{n} sheet is in {file} already.", "{n} sheets are in {file} already.", n)
            say(line.format(n=n, file=self._file))
        say(_("Answers as one string: a letter each, '-' for none, brackets around several letters or words: BA(AC)-D"))
        say(_("An empty name ends; '{back}' takes back the last sheet.").format(back=_BACK))
        try:
            while self._one():
                pass
            self._second_time()
        except (EOFError, KeyboardInterrupt) as stop:
            if isinstance(stop, KeyboardInterrupt):
                say()  # the terminal has written ^C where the answer was to be
            say(
                _("Not finished. What was typed is in {file}; the same command goes on with it.").format(
                    file=self._file
                )
            )
            if isinstance(stop, KeyboardInterrupt):
                raise
            return False
        return bool(self._sheets)

    def _save(self) -> None:
        write_whole(self._file, sheets_csv(self._sheets))

    def _one(self) -> bool:
        """Whether there may be another sheet."""
        ask, n = self._console.ask, len(self._sheets) + 1
        name = ask(_("Sheet {n}. Name:").format(n=n))
        if not name:
            return False
        if name == _BACK:
            if self._sheets:
                gone = self._sheets.pop()
                self._save()
                self._console.say(_("Taken back: {name}, form {form}").format(name=gone.name, form=gone.form))
            return True
        if len(name) > LONGEST_NAME:
            self._console.say(_("A name has at most {n} characters.").format(n=LONGEST_NAME))
            return True
        if name.casefold() in (one.name.casefold() for one in self._sheets):
            self._console.say(_("'{name}' was typed before: add what tells the two apart.").format(name=name))
            return True
        form = self._form(self._sheets[-1].form if self._sheets else self._letters[0])
        answers = self._answers(form)
        self._sheets.append(Typed(name, form, answers))
        self._save()
        self._console.say(_("Saved: {name}, form {form}: {answers}").format(name=name, form=form, answers=answers))
        return True

    def _form(self, usual: str) -> str:
        if len(self._letters) == 1:
            return self._letters[0]
        prompt = _("Form ({choices}; nothing: {usual}):").format(choices=", ".join(self._letters), usual=usual)
        while True:
            given = self._console.ask(prompt).upper() or usual
            if given in self._letters:
                return given
            self._no_form(given)

    def _no_form(self, given: str) -> None:
        self._console.say(_("This paper has no form '{given}'.").format(given=given))

    def _answers(self, form: str) -> str:
        """A string that can be read, in one way of writing."""
        while True:
            text = self._console.ask(_("Answers:"))
            try:
                _responses, errors = read_string(self._templates, form, text)
                if not errors:
                    return "".join(self._each(form, text))
            except UnreadableError as error:
                errors = [error]
            for one in errors:
                self._console.say(f"{one.message[:1].upper()}{one.message[1:]} {one.hint}".strip())

    def _each(self, form: str, text: str) -> list[str]:
        """The answers one by one, in one way of writing."""
        questions = self._templates.questions(form)
        given: list[Response] = [read_part(one, part) for one, part in zip(questions, split(text), strict=True)]
        return [shown(one, response) for one, response in zip(questions, given, strict=True)]

    def _second_time(self) -> None:
        places = [at for at in sample(len(self._sheets)) if not self._sheets[at].checked]
        if not places:
            return
        n = len(places)
        self._console.say(
            ngettext(
                "Now {n} sheet a second time, to see how sure the typing is.",
                "Now {n} sheets a second time, to see how sure the typing is.",
                n,
            ).format(n=n)
        )
        differ = asked = 0
        for at in places:
            sheet = self._sheets[at]
            self._console.say(_("Sheet {n} again: {name}").format(n=at + 1, name=sheet.name))
            form = self._settled_form(sheet.form)
            second = self._each(form, self._answers(form))
            first = self._each(form, sheet.answers) if form == sheet.form else second
            settled = self._settled(form, first, second)
            differ += sum(one != other for one, other in zip(first, second, strict=True)) + (form != sheet.form)
            asked += len(second)
            self._sheets[at] = Typed(sheet.name, form, "".join(settled), "yes")
            self._save()
        self._console.say(
            ngettext("{n} difference in {all} answers.", "{n} differences in {all} answers.", differ).format(
                n=differ, all=asked
            )
        )
        if differ * 100 > asked:
            self._console.say(_("That is more than one in a hundred: look through the other sheets too."))

    def _settled_form(self, first: str) -> str:
        if len(self._letters) == 1:
            return first
        given = ""
        while given not in self._letters:
            if given:
                self._no_form(given)
            given = self._console.ask(_("Form ({choices}):").format(choices=", ".join(self._letters))).upper()
        if given == first:
            return first
        return (first, given)[self._choice(_("Form: {first} at first, {second} now."), first, given) - 1]

    def _settled(self, form: str, first: Sequence[str], second: Sequence[str]) -> list[str]:
        settled = []
        for number, (one, other) in enumerate(zip(first, second, strict=True), start=1):
            if one != other:
                words = _("Question {number}: {first} at first, {second} now.")
                one = (one, other)[self._choice(words, one, other, number) - 1]
            settled.append(one)
        return settled

    def _choice(self, words: str, first: str, second: str, number: int = 0) -> int:
        self._console.say(words.format(number=number, first=first, second=second))
        while True:
            given = self._console.ask(
                _("Which is on the sheet? 1: {first}, 2: {second}").format(first=first, second=second)
            )
            if given in ("1", "2"):
                return int(given)
            self._console.say(_("Type 1 or 2."))
