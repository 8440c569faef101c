"""Questions, feedback and overviews as lines of text. Pure: data in, lines out."""

from typing import TYPE_CHECKING

from quiz.i18n import _, ngettext
from quiz.plain.replies import GRADES, letter
from quiz.questions.model import Form, Outcome
from quiz.study.records import ItemState
from quiz.study.views import Feedback, HomeView, Presented, Summary

if TYPE_CHECKING:
    from quiz.study.factcard import FactCard

__all__ = [
    "answer_lines",
    "card_lines",
    "day_name",
    "feedback_lines",
    "grade_lines",
    "home_lines",
    "instruction",
    "question_lines",
    "state_line",
    "status_word",
    "summary_lines",
]


def question_lines(asked: Presented, *, counted: bool = True) -> list[str]:
    """The question with its options; ``counted`` says its number and topic first."""
    question, lines = asked.question, []
    if counted:
        head = [
            _("Question {number} of {total}.").format(
                number=asked.number, total=max(asked.total, asked.number)
            ),
            _("{topic}.").format(topic=asked.topic),
        ]
        marks = ((asked.again, _("Asked again.")), (asked.new, _("New.")), (asked.flagged, _("Marked.")))
        lines.append(" ".join(head + [word for holds, word in marks if holds]))
    lines.append(question.prompt)
    if question.form is Form.MATCHING:
        lines += [f"{at}. {left}" for at, left in enumerate(question.left, 1)]
        lines += [f"{letter(at)}. {option}" for at, option in enumerate(question.options)]
    else:
        lines += [f"{at}. {option}" for at, option in enumerate(question.options, 1)]
    return lines


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
        lines.append(_("You have forgotten this one many times. Look at it closely, or set it aside with @."))
    return lines


def _comes_back(feedback: Feedback) -> str:
    if not feedback.recorded:
        return _("Practice: the schedule stays as it was.")
    if feedback.days <= 0:
        return _("It comes back today.")
    return ngettext("It comes back in {n} day.", "It comes back in {n} days.", feedback.days).format(
        n=feedback.days
    )


def home_lines(view: HomeView, today: int, lang: str) -> list[str]:
    """Where the learner stands today."""
    lines = []
    if view.due or view.new:
        due = ngettext("{n} to review.", "{n} to review.", view.due).format(n=view.due)
        new = ngettext("{n} new.", "{n} new.", view.new).format(n=view.new)
        minutes = ngettext("About {n} minute.", "About {n} minutes.", view.minutes).format(n=view.minutes)
        lines.append(f"{_('Today:')} {due} {new} {minutes}")
    elif view.next_due:
        lines.append(_("Nothing is due. Next: {day}.").format(day=day_name(view.next_due, today, lang)))
    else:
        lines.append(_("Nothing is due."))
    if view.coming_back is not None:
        back = view.coming_back
        lines.append(
            _("You probably still know {known} of the {due} that are due.").format(
                known=back.still_known, due=back.due
            )
        )
        lines.append(
            _("Today {today} of them; the rest over the next days: {days}. New ones wait until then.").format(
                today=back.today, days=", ".join(map(str, back.days))
            )
        )
    lines.append(
        " ".join(
            (
                ngettext("Answered today: {n}.", "Answered today: {n}.", view.answered_today).format(
                    n=view.answered_today
                ),
                ngettext(
                    "Studied on {n} of the last 30 days.",
                    "Studied on {n} of the last 30 days.",
                    view.days_studied,
                ).format(n=view.days_studied),
                _("Known: {known} of {items}.").format(known=view.known, items=view.items),
            )
        )
    )
    lines.append(_("Topics:"))
    for at, topic in enumerate(view.topics, 1):
        due = " " + _("{n} due.").format(n=topic.due) if topic.due else ""
        lines.append(
            f"{at}. "
            + _("{title}: {met} of {items} met, {share} % known.").format(
                title=topic.title, met=topic.met, items=topic.items, share=round(100 * topic.mastery)
            )
            + due
        )
    return lines


def summary_lines(summary: Summary, today: int, lang: str) -> list[str]:
    """What the sitting brought, and what comes when."""
    minutes, seconds = divmod(summary.seconds, 60)
    lines = [
        _("End of this sitting. Right: {right}. Wrong: {wrong}. Time: {minutes} min {seconds} s.").format(
            right=summary.right, wrong=summary.wrong, minutes=minutes, seconds=seconds
        )
    ]
    lines += [
        _("{topic}: {right} right, {wrong} wrong.").format(topic=title, right=right, wrong=wrong)
        for title, right, wrong in summary.by_topic
    ]
    if summary.missed:
        lines.append(_("To look at again:"))
        lines += [f"- {prompt} {key}" for _item, prompt, key in summary.missed]
    if summary.upcoming:
        lines.append(_("What comes when:"))
        lines += [
            f"- {day_name(coming.day, today, lang)}: "
            + ngettext("{n} question", "{n} questions", coming.items).format(n=coming.items)
            for coming in summary.upcoming
            if coming.items
        ]
    return lines


def state_line(state: ItemState | None, today: int) -> str:
    """What is remembered of an item."""
    if state is None or state.memory is None:
        return _("Never answered yet.")
    memory = state.memory
    parts = [
        ngettext("Answered {n} time.", "Answered {n} times.", memory.reps).format(n=memory.reps),
        ngettext("Forgotten {n} time.", "Forgotten {n} times.", memory.lapses).format(n=memory.lapses),
        _("Holds for about {days} days.").format(days=max(1, round(memory.stability))),
    ]
    if state.due > today:
        left = state.due - today
        parts.append(ngettext("Due in {n} day.", "Due in {n} days.", left).format(n=left))
    elif state.due:
        parts.append(_("Due today."))
    parts += [
        word
        for holds, word in (
            (state.suspended, _("Set aside.")),
            (state.flagged, _("Marked.")),
            (state.leech, _("Often forgotten.")),
        )
        if holds
    ]
    return " ".join(parts)


def card_lines(card: "FactCard") -> list[str]:
    """All that the bank holds of a subject: every claim, with its status where it is not simply accepted."""
    lines = [f"{card.title} ({card.kind})"]
    if card.note:
        lines.append(card.note)
    for fact in card.lines:
        line = f"- {fact.name}: {fact.value}"
        if fact.as_of:
            line += " " + _("(as of {date})").format(date=fact.as_of)
        if fact.status != "accepted":
            line += f" [{status_word(fact.status)}]"
        if fact.reason:
            line += f" {fact.reason}"
        if fact.citations:
            line += " " + _("Source: {source}").format(source="; ".join(fact.citations))
        lines.append(line)
    return lines


def status_word(status: str) -> str:
    """A claim's status in the learner's language."""
    return {
        "also": _("also accepted"),
        "disputed": _("disputed"),
        "superseded": _("superseded"),
        "stale": _("out of date"),
        "rejected": _("not right"),
        "unasked": _("not asked"),
    }.get(status, status)


def day_name(day: int, today: int, lang: str) -> str:
    """``today``, ``tomorrow``, or the weekday and date, for a study day."""
    if day <= today:
        return _("today")
    if day == today + 1:
        return _("tomorrow")
    from datetime import date

    from babel.dates import format_skeleton  # late: most sittings never name a day

    return str(format_skeleton("MMMMEEEEd", date.fromordinal(day), locale=lang))
