"""What optical readers could not read, and what is said of it."""

from collections.abc import Iterator

from quiz.i18n import _
from quiz.papers.model import OPEN
from quiz.papers.readers import MCR_OPTIONS
from quiz.papers.responses import UnreadableError
from quiz.questions.model import LETTERS, Question

__all__ = ["Notes", "openmcr_answer"]


class Notes:
    """By form, the questions whose answers no reader could bring, so that a person must."""

    def __init__(self) -> None:
        self._missing: dict[str, list[int]] = {}
        self._written: dict[str, dict[int, bool]] = {}

    def no_column(self, letter: str, numbers: list[int]) -> None:
        """The table has no column for these questions of a form, and needs none."""
        self._missing[letter] = numbers

    def openmcr(self, letter: str, number: int, question: Question, text: str) -> None:
        """An answer in OpenMCR's table: was there one that nobody could mark on its sheet?"""
        if question.form in OPEN:
            written = bool(text)
        elif len(question.options) > MCR_OPTIONS:
            written = any(char in LETTERS[MCR_OPTIONS:] for char in text.upper())
        else:
            return
        form = self._written.setdefault(letter, {})
        form[number] = form.get(number, False) or written

    def lines(self) -> Iterator[str]:
        """In words."""
        for letter, numbers in sorted(self._missing.items()):
            yield _("Form {letter}: no column for the questions that are read by hand ({numbers}): no answer.").format(
                letter=letter, numbers=_listed(numbers)
            )
        for letter, form in sorted(self._written.items()):
            numbers = sorted(number for number, written in form.items() if not written)
            if numbers:
                yield _(
                    "Form {letter}: OpenMCR's sheet has no room for all answers to these questions ({numbers}); "
                    "write them into the table, else what was marked counts alone."
                ).format(letter=letter, numbers=_listed(numbers))


def openmcr_answer(text: str) -> str:
    """An answer out of OpenMCR's table, which can be told to write G for no mark and F for several.

    Raises UnreadableError for F: which marks there were is lost. Written by hand, F and G stand in brackets.
    """
    if text == "F":
        raise UnreadableError(
            _("OpenMCR wrote F for several marks."),
            _("Read the sheets again without 'convert multiple answers to F', or write which: [A|B]."),
        )
    return "" if text == "G" else text


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
