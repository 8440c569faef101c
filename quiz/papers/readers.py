"""Keys and templates for two free readers of scanned sheets.

OpenMCR (Ian Sanders): the key is a CSV with the columns ``Test Form Code, Source File, Q1, Q2, …``, one row a form,
as its manual ("Providing a Premade Key File") describes; several answers are written ``[A|C]``, as its output has
them. It reads only its own printed sheets: forms A to F, options A to E, 75 or 150 questions. An answer counts if it
equals the key's cell letter for letter, and an empty cell equals a question left out; so a question that it cannot
read has ``-`` there, which nobody can mark: it gets nothing there and is marked by hand. A sheet is scored by the row
that has exactly its form code; where there is one form only, its row stands there for those who mark none, too.

FormScanner (Alberto Borsetta): it reads any sheet through a template (XML, ``.xtmpl``, version 2.1) and has no file
for keys: it writes what was marked as CSV, ``File name;1;2;…``, parted by semicolons, several answers as ``A|C``. So
the key is such a file, a row for each form, to be laid beside the results. Columns are sorted as texts, hence 001.
Of two circles where one is asked for it would name the blacker one; so every question of a template may have several,
and that two are wrong is for marking to say. A form's template knows the circle of its own letter only: the sheet of
another form then comes out without a form, and not with answers read off the wrong places.

Both were tried with the programs themselves, on pictures of sheets that were filled by a program: OpenMCR as of 2023,
FormScanner 1.1.3 in its window and from a command line. FormScanner scales the places, but not the size of what it
looks at, which is a circle's inside at 300 dots per inch: 150 to 300 did well, at 600 letters were taken for marks.
"""

import csv
from io import StringIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from quiz.papers.forms import in_form, key_letters
from quiz.papers.look import Look
from quiz.papers.model import OPEN, FormPlan, Frozen
from quiz.papers.sheet import circles, corners

__all__ = ["MCR_OPTIONS", "OpenMcr", "formscanner_key", "formscanner_template", "openmcr_key"]

MCR_OPTIONS = 5
"""Circles of a question on OpenMCR's sheet."""
_MCR_FORMS, _MCR_QUESTIONS = 6, 150
_DOTS = 300 / 25.4
"""Per millimetre."""


class OpenMcr(NamedTuple):
    """A key for OpenMCR."""

    text: str
    """The file; empty if the paper has more forms or questions than its sheets."""
    by_hand: tuple[tuple[str, tuple[int, ...]], ...]
    """By form, the numbers of questions that it cannot read."""


def openmcr_key(frozen: Frozen) -> OpenMcr:
    """The keys of all forms."""
    if len(frozen.forms) > _MCR_FORMS or len(frozen.entries) > _MCR_QUESTIONS:
        return OpenMcr("", ())
    rows, by_hand = [], []
    for form in frozen.forms:
        answers = _answers(frozen, form, most=MCR_OPTIONS)
        rows.append([form.letter, "", *(_several(letters) or "-" for letters in answers)])
        by_hand.append((form.letter, tuple(at for at, letters in enumerate(answers, start=1) if not letters)))
    if len(rows) == 1:
        rows.append(["", *rows[0][1:]])
    head = ["Test Form Code", "Source File", *(f"Q{n}" for n in range(1, len(frozen.entries) + 1))]
    return OpenMcr(_csv([head, *rows], ","), tuple((letter, numbers) for letter, numbers in by_hand if numbers))


def formscanner_key(frozen: Frozen) -> str:
    """The keys of all forms as FormScanner writes what it has read."""
    head = ["File name", *(_name(n) for n in range(1, len(frozen.entries) + 1)), _FORM]
    rows = [
        [f"key {form.letter}", *("|".join(letters) for letters in _answers(frozen, form, most=26)), form.letter]
        for form in frozen.forms
    ]
    return _csv([head, *rows], ";")


def formscanner_template(frozen: Frozen, form: FormPlan, look: Look, top: float) -> str:
    """The template of one form's answer sheet (its first page), whose heading ends at ``top`` millimetres."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
        '<template version="2.1" threshold="127" density="40">',
        '<crop top="0" left="0" right="0" bottom="0"/><rotation angle="0.0"/><corners type="ROUND">',
    ]
    for place, x, y in corners(look):
        lines.append(f'<corner position="{place}">{_point(x, y)}</corner>')
    found = [
        one for one in circles(frozen, form, look, top) if one.page == 0 and (one.number or one.letter == form.letter)
    ]
    size = round(2 * found[0].radius * _DOTS * 0.6) if found else 20
    lines.append(f'</corners><fields groups="false" shape="CIRCLE" size="{size}"><group name="EMPTY">')
    for number in sorted({circle.number for circle in found}):
        own = [circle for circle in found if circle.number == number]
        name = _name(number) if number else _FORM
        lines.append(
            f'<question type="QUESTIONS_BY_ROWS" question={quoteattr(name)}'
            f' multiple="true" rejectMultiple="false"><values>'
        )
        lines += [f'<value response="{one.letter}">{_point(one.x, one.y)}</value>' for one in own]
        lines.append("</values></question>")
    return "\n".join([*lines, "</group></fields></template>", ""])


_FORM = "form"


def _answers(frozen: Frozen, form: FormPlan, *, most: int) -> list[tuple[str, ...]]:
    """The letters of each question's key; none where no reader can read it, or it has more than ``most`` options."""
    found = []
    for printed in in_form(frozen, form):
        asked = printed.questions[frozen.langs[0]]
        readable = asked.form not in OPEN and len(asked.options) <= most
        found.append(key_letters(asked) if readable else ())
    return found


def _several(letters: tuple[str, ...]) -> str:
    return f"[{'|'.join(letters)}]" if len(letters) > 1 else "".join(letters)


def _name(number: int) -> str:
    return f"{number:03}"


def _point(x: float, y: float) -> str:
    return f'<point x="{x * _DOTS:.1f}" y="{y * _DOTS:.1f}"/>'


def _csv(rows: list[list[str]], separator: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()
