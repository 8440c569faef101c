"""A question while it is being answered, as lines."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from quiz.i18n import _
from quiz.questions.model import Form, Question
from quiz.tui.draft import GRADES, Draft
from quiz.tui.layout import Line, Span, blank, columns, flow, hanging, line, paragraph, rule
from quiz.tui.words import grade_name

__all__ = ["Drawn", "asking", "prompt_for", "row_head", "sources", "stem"]


class Drawn(NamedTuple):
    """Lines, and which of them must be seen first."""

    lines: list[Line]
    first: int = 0
    last: int = 0


def stem(question: Question, width: int) -> list[Line]:
    """The question itself, with air around it."""
    return [blank(), *paragraph(question.prompt, width, "strong"), blank()]


def row_head(cursor: bool, number: int | None, *more: Span) -> list[Span]:
    """Cursor, key and marks before the text of an option."""
    key = Span(f"{number:>2}" if number is not None and number < 10 else "  ", "key")
    return [Span("› " if cursor else "  ", "accent"), key, Span("  "), *more]


def sources(citations: Sequence[str], width: int) -> list[Line]:
    """Where it stands."""
    if not citations:
        return []
    label = _("Source") + "  "
    return hanging([Span(label, "muted")], " · ".join(citations), width, role="muted")


def prompt_for(question: Question, draft: Draft) -> str:
    """What to do, in one sentence."""
    count = len(question.options)
    if question.form is Form.FLASHCARD:
        return _("How well did you know it?") if draft.revealed else _("Say the answer to yourself, then look.")
    if question.form is Form.TYPED:
        return _("Type the answer, then press Enter.")
    if question.form is Form.SELECT_ALL:
        return _("Choose with 1–{n} or Space, then press Enter.").format(n=count)
    if question.form is Form.ORDERING:
        return _("Press 1–{n} in the right order, then Enter. A second press takes one back.").format(n=count)
    if question.form is Form.MATCHING:
        return _("Press 1–{n} for the row with the arrow; ↑ and ↓ change the row. Then Enter.").format(n=count)
    return _("Press 1–{n}, or ↑ ↓ and Enter.").format(n=count)


def asking(
    question: Question, draft: Draft, width: int, citations: Sequence[str] = (), say: str = "", *, prompted: bool = True
) -> Drawn:
    """The question, what has been chosen so far, and, unless something else is asked now, what to do."""
    lines = stem(question, width)
    first = last = 0
    if question.form is Form.FLASHCARD:
        return _card(question, draft, width, citations, say)
    if question.form is Form.MATCHING:
        pairs = _pairs(question, draft, width)
        if draft.cursor > 0:  # beside the first row the stem is needed more
            first = len(lines) + next(at for at, row in enumerate(pairs) if row.fill)
        lines += pairs
    for at, option in enumerate(question.options):
        cursor = draft.cursor == at and question.form is not Form.MATCHING
        head = row_head(cursor, at + 1, *_box(question, draft, at))
        used = question.form is Form.MATCHING and at in draft.picked
        rows = hanging(
            head, option, width, role="muted" if used else "", action=f"pick({at + 1})", fill="cursor" if cursor else ""
        )
        if cursor:
            first, last = len(lines), len(lines) + len(rows) - 1
        lines += rows
    if question.form is Form.ORDERING and draft.picked:
        order = "  ›  ".join(question.options[at] for at in draft.picked)
        lines += [blank(), *hanging([Span(_("Your order") + "  ", "muted")], order, width)]
    if question.form is not Form.TYPED and prompted:
        lines.append(blank())
        lines += paragraph(say or prompt_for(question, draft), width, "near" if say else "muted")
    if question.form is Form.MATCHING and first:  # beside a row all that it may be matched with
        last = len(lines) - 1
    return Drawn(lines, first, last)


def _box(question: Question, draft: Draft, at: int) -> list[Span]:
    if question.form is Form.SELECT_ALL:
        return [Span("[✓] " if at in draft.picked else "[ ] ", "accent" if at in draft.picked else "muted")]
    if question.form is Form.ORDERING:
        return [Span(f"[{draft.picked.index(at) + 1}] ", "accent") if at in draft.picked else Span("[ ] ", "muted")]
    return []


def _pairs(question: Question, draft: Draft, width: int) -> list[Line]:
    """The left column with what each was matched with."""
    widest = min(width // 2, max(map(cell_len, question.left), default=0))
    lines: list[Line] = []
    for row, name in enumerate(question.left):
        here, option = draft.cursor == row, draft.picked[row]
        fill, action = "cursor" if here else "", f"row({row})"
        mark = Span("› " if here else "  ", "accent")
        if cell_len(name) > widest:
            lines += hanging([mark], name, width, action=action, fill=fill)
            head = [Span("    →  ", "muted")]
        else:
            head = [mark, *columns([(name, widest, "")]), Span("  →  ", "muted")]
        text = question.options[option] if option >= 0 else "…"
        lines += hanging(head, text, width, role="accent" if option >= 0 else "muted", action=action, fill=fill)
    return [*lines, blank()]


def _card(question: Question, draft: Draft, width: int, citations: Sequence[str], say: str) -> Drawn:
    lines = stem(question, width)
    if not draft.revealed:
        lines += paragraph(say or prompt_for(question, draft), width, "muted")
        lines += [blank(), line(Span(_("Space"), "key"), Span("  " + _("shows the answer"), ""), action="proceed")]
        return Drawn(lines)
    lines += [rule(width), blank()]
    first = len(lines)
    for key in question.key:
        lines += paragraph(key, width, "right")
    lines += [blank(), *paragraph(say or prompt_for(question, draft), width, "near" if say else "muted")]
    groups = []
    for at, grade in enumerate(GRADES):
        action, here = f"pick({at + 1})", draft.cursor == at
        groups.append(
            [
                Span("› " if here else "", "accent", action),
                Span(str(at + 1), "key", action),
                Span("  " + grade_name(grade), "strong" if here else "", action),
            ]
        )
    if draft.cursor >= 0:
        first = len(lines)
    lines += flow(groups, width, 5)
    last = len(lines) - 1
    if question.explanation:
        lines += [blank(), *paragraph(question.explanation, width)]
    if citations:
        lines += [blank(), *sources(citations, width)]
    return Drawn(lines, first, last)
