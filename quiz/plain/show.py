"""Questions, feedback and overviews as lines of text. Pure: data in, lines out."""

from quiz.i18n import _, ngettext
from quiz.plain.replies import GRADES, letter
from quiz.questions.model import Form, Outcome, Question
from quiz.study.records import ItemState
from quiz.study.views import Feedback, Presented

__all__ = [
    "answer_lines",
    "feedback_lines",
    "grade_lines",
    "instruction",
    "question_lines",
    "state_line",
    "stem_lines",
]


def question_lines(asked: Presented, *, counted: bool = True) -> list[str]:
    """The question with its options; ``counted`` says its number and topic first."""
    question, lines = asked.question, []
    if counted:
        head = [
            _("Question {number} of {total}.").format(number=asked.number, total=max(asked.total, asked.number)),
            _("{topic}.").format(topic=asked.topic),
        ]
        marks = ((asked.again, _("Asked again.")), (asked.new, _("New.")), (asked.flagged, _("Flagged.")))
        lines.append(" ".join(head + [word for holds, word in marks if holds]))
    return [*lines, *stem_lines(question)]


def stem_lines(question: Question) -> list[str]:
    """The stem and its options."""
    lines = [question.prompt]
    if question.form is Form.MATCHING:
        lines += [f"{at}. {left}" for at, left in enumerate(question.left, 1)]
        return lines + [f"{letter(at)}. {option}" for at, option in enumerate(question.options)]
    return lines + [f"{at}. {option}" for at, option in enumerate(question.options, 1)]


def instruction(form: Form) -> str:
    """How this form is answered."""
    return {
        Form.FLASHCARD: _("Think of the answer, then press Enter to see it. ? for help."),
        Form.CHOICE: _("Type the number of the answer. ? for help."),
        Form.TRUE_FALSE: _("Type the number of the answer. ? for help."),
        Form.SELECT_ALL: _("Type the numbers of all right answers, such as: 1 3. ? for help."),
        Form.TYPED: _("Type the answer. /? for help."),
        Form.ORDERING: _("Type all numbers in the right order, such as: 2 1 3. ? for help."),
        Form.MATCHING: _("Type each number with its letter, such as: 1b 2a. ? for help."),
    }[form]


def grade_lines() -> list[str]:
    """The self-grades of a flashcard."""
    words = (
        _("Again: I did not know it"),
        _("Hard: I knew it with an effort"),
        _("Good: I knew it"),
        _("Easy: I knew it at once"),
    )
    return [f"{at}. {word}" for at, (_grade, word) in enumerate(zip(GRADES, words, strict=True), 1)]


def answer_lines(form: Form, key: tuple[str, ...]) -> list[str]:
    """The right answer, as its form reads best."""
    if len(key) == 1:
        return [_("Answer: {key}").format(key=key[0])]
    if form is Form.ORDERING:
        return [_("The right order:"), *(f"{at}. {text}" for at, text in enumerate(key, 1))]
    return [_("The right answers:"), *(f"- {text}" for text in key)]


def feedback_lines(feedback: Feedback, *, shown: bool = False, final: bool = False) -> list[str]:
    """The verdict's word first, then all there is to learn.

    ``shown``: the answer was on the screen already. A near miss is asked again, so its answer is kept back
    unless the exchange is ``final``.
    """
    question, verdict = feedback.question, feedback.verdict
    words = {
        Outcome.RIGHT: _("Right."),
        Outcome.WRONG: _("Wrong."),
        Outcome.NEAR: _("Almost."),
        Outcome.BLANK: _("Not answered."),
    }
    head = [words[verdict.outcome], verdict.chosen, verdict.correction]
    lines = [" ".join(part for part in head if part)]
    if verdict.outcome is Outcome.NEAR and not final:
        return [f"{lines[0]} " + _("It will be asked again.")]
    if not shown and (verdict.outcome is not Outcome.RIGHT or question.form is Form.TYPED):
        lines += answer_lines(question.form, feedback.key)
    if question.explanation:
        lines.append(question.explanation)
    if feedback.citations:
        lines.append(_("Source: {source}").format(source="; ".join(feedback.citations)))
    lines.append(_comes_back(feedback))
    if feedback.leech:
        lines.append(_("You have forgotten this one many times. Look at it closely, or suspend it with @."))
    return lines


def _comes_back(feedback: Feedback) -> str:
    if not feedback.counts:
        return _("Practice: the schedule stays as it was.")
    if feedback.days <= 0:
        return _("It comes back today.")
    if feedback.days == 1:
        return _("It comes back tomorrow.")
    return ngettext("It comes back in {n} day.", "It comes back in {n} days.", feedback.days).format(n=feedback.days)


def state_line(state: ItemState | None, today: int) -> str:
    """What is remembered of an item."""
    if state is None or state.memory is None:
        return _("Never answered yet.")
    memory = state.memory
    days = max(1, round(memory.stability))
    parts = [
        ngettext("Answered {n} time.", "Answered {n} times.", memory.reps).format(n=memory.reps),
        ngettext("Forgotten {n} time.", "Forgotten {n} times.", memory.lapses).format(n=memory.lapses),
        ngettext("Holds for about {n} day.", "Holds for about {n} days.", days).format(n=days),
    ]
    if state.comes > today:
        left = state.comes - today
        parts.append(ngettext("Due in {n} day.", "Due in {n} days.", left).format(n=left))
    elif state.comes:
        parts.append(_("Due today."))
    parts += [
        word
        for holds, word in (
            (state.suspended, _("Suspended.")),
            (state.flagged, _("Flagged.")),
            (state.leech, _("A leech.")),
        )
        if holds
    ]
    return " ".join(parts)
