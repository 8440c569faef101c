"""What became of an answer, as lines: the verdict's word first, then why."""

from collections.abc import Sequence

from quiz.i18n import _
from quiz.questions.model import Form, Outcome, Question
from quiz.study.views import Feedback
from quiz.study.words import percent
from quiz.tui.draft import GRADES
from quiz.tui.draw.question import Drawn, row_head, sources, stem
from quiz.tui.layout import Line, Span, between, blank, hanging, paragraph, rule
from quiz.tui.words import coming_back, grade_name, outcome_sign, outcome_word

__all__ = ["answered"]

_ROLE = {Outcome.RIGHT: "right", Outcome.WRONG: "wrong", Outcome.NEAR: "near", Outcome.BLANK: "wrong"}


def answered(feedback: Feedback, width: int, mode: str = "study") -> Drawn:
    """The question again with every option marked, and beneath it the verdict and its reasons."""
    question, verdict = feedback.question, feedback.verdict
    lines = stem(question, width)
    shown = _marked(feedback, width)
    lines += [*shown, blank()] if shown else []
    first = len(lines)
    lines.append(rule(width))
    role = _ROLE[verdict.outcome]
    word = f"{outcome_sign(verdict.outcome)} {outcome_word(verdict.outcome)}"
    if 0 < verdict.credit < 1 and verdict.outcome is not Outcome.NEAR:
        word += "  " + _("({share} right)").format(share=percent(verdict.credit))
    lines.append(between([Span(word, role)], [Span(_when(feedback, mode), "muted")], width))
    if verdict.outcome is Outcome.NEAR:
        for text in (verdict.correction, verdict.chosen):
            lines += paragraph(text, width) if text else []
        lines += [blank(), *paragraph(_("It is asked again, so the answer stays hidden."), width, "muted")]
        return Drawn(lines, first, len(lines) - 1)
    lines += _key(feedback, width)
    lines.append(blank())
    for text in (verdict.correction, verdict.chosen, question.explanation):
        if text:
            lines += paragraph(text, width, "near" if text == verdict.correction else "")
    if feedback.leech:
        lines += paragraph(_("This one keeps slipping away: it is marked as a leech."), width, "near")
    last = len(lines) - 1  # where not all fits, sources are scrolled to rather than the stem away
    return Drawn([*lines, *_spaced(sources(feedback.citations, width))], first, last)


def _spaced(lines: list[Line]) -> list[Line]:
    return [blank(), *lines] if lines else []


def _when(feedback: Feedback, mode: str) -> str:
    if mode == "test":
        return ""
    if mode == "cram":
        return _("cram: the schedule stays as it is")
    if not feedback.counts:
        return _("not counted")
    return coming_back(feedback.days, feedback.next_day)


def _chosen(response: object) -> tuple[int, ...]:
    if isinstance(response, int):
        return (response,)
    return tuple(response) if isinstance(response, tuple) else ()


def _marked(feedback: Feedback, width: int) -> list[Line]:
    """The options with ✓ and ✗ and the words for them; or the text that was typed."""
    question, response = feedback.question, feedback.response
    if question.form is Form.TYPED:
        text = response if isinstance(response, str) and response.strip() else _("(nothing)")
        return hanging([Span(_("You typed") + "  ", "muted")], text, width)
    if question.form is Form.FLASHCARD:
        if response not in GRADES:
            return []
        return hanging([Span(_("You said") + "  ", "muted")], grade_name(str(response)), width)
    chosen = _chosen(response)
    if question.form is Form.MATCHING:
        return _pairs(question, chosen, width)
    if question.form is Form.ORDERING:
        return _order(question, chosen, width)
    lines: list[Line] = []
    for at, option in enumerate(question.options):
        right, mine = at in question.key_indices, at in chosen
        mark, role, word = "  ", "muted", ""
        if right:
            mark, role, word = "✓ ", "right", _("right, your answer") if mine else _("right answer")
        elif mine:
            mark, role, word = "✗ ", "wrong", _("your answer")
        if question.form is Form.SELECT_ALL and right and not mine:
            mark, role, word = "○ ", "near", _("right, but not chosen")
        head = [Span(mark, role), *row_head(False, at + 1)[1:]]
        lines += hanging(
            head, option, width, role=role if right or mine else "muted", tail=[Span(word, "muted")] if word else ()
        )
    return lines


def _pairs(question: Question, chosen: Sequence[int], width: int) -> list[Line]:
    lines: list[Line] = []
    for row, name in enumerate(question.left):
        key = question.key[row] if row < len(question.key) else ""
        mine = question.options[chosen[row]] if row < len(chosen) and chosen[row] >= 0 else ""
        good = mine == key
        role = "right" if good else "wrong"
        tail = [] if good or not mine else [Span(_("not {text}").format(text=mine), "muted")]
        lines += hanging([Span("✓ " if good else "✗ ", role)], f"{name} → {key}", width, role=role, tail=tail)
    return lines


def _order(question: Question, chosen: Sequence[int], width: int) -> list[Line]:
    """The right order, each line with the place it was given."""
    lines: list[Line] = []
    for place, at in enumerate(question.key_indices):
        given = chosen.index(at) if at in chosen else -1
        good = given == place
        role = "right" if good else "wrong"
        tail = [] if good or given < 0 else [Span(_("you put it at {place}").format(place=given + 1), "muted")]
        head = [Span("✓ " if good else "✗ ", role), Span(f"{place + 1:>2}  ", "key")]
        lines += hanging(head, question.options[at], width, role=role, tail=tail)
    return lines


def _key(feedback: Feedback, width: int) -> list[Line]:
    """The right answer in words, unless the options above say it all."""
    question = feedback.question
    if question.form in (Form.MATCHING, Form.ORDERING):
        return []
    if question.form in (Form.CHOICE, Form.TRUE_FALSE) and feedback.verdict.outcome is Outcome.RIGHT:
        return []
    return hanging([Span(_("Answer") + "  ", "muted")], " · ".join(feedback.key), width, role="strong")
