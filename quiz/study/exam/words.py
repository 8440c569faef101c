"""What is said of a test, before it and after it, whatever shows it."""

from typing import TYPE_CHECKING

from quiz.i18n import _, ngettext
from quiz.memory.days import local_date, local_time
from quiz.study.exam.model import CUSTOM
from quiz.study.words import duration, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.study.exam.desk import Ended
    from quiz.study.exam.model import Blueprint
    from quiz.study.exam.predict import Prediction
    from quiz.study.exam.result import Result
    from quiz.study.exam.scoring import Score
    from quiz.study.exam.store import PastAttempt

__all__ = [
    "accuracy_line",
    "as_sentence",
    "earlier",
    "expected_line",
    "foretold_line",
    "gone_line",
    "limits",
    "past_line",
    "rules",
    "time_taken",
    "title_of",
    "uncounted_line",
]

_EARLIER = 8


def title_of(name: str, titles: "Mapping[str, str]", lang: str) -> str:
    """A test's title in a language, else in any, else its name, else what it is."""
    if titles:
        return titles.get(lang) or next(iter(titles.values()))
    return {"": _("Questions over all topics"), CUSTOM: _("A test of your own")}.get(name, name)


def as_sentence(title: str) -> str:
    """With a full stop, unless it has a mark at its end."""
    return title if title.endswith((".", "?", "!", "…")) else f"{title}."


def earlier(result: "Result") -> "list[tuple[str, float]]":
    """(local date, share) of the last attempts at the same test, in order of time."""
    return [(local_date(at, result.zone_minutes), share) for at, share in result.earlier[-_EARLIER:]]


def time_taken(whole_ms: int, median_ms: float | None) -> str:
    """How long it took: all of it, and a usual answer."""
    if median_ms is None:
        return _("Time: {time}.").format(time=duration(whole_ms))
    return _("Time: {time}; half of the answers took less than {median}.").format(
        time=duration(whole_ms), median=duration(round(median_ms))
    )


def limits(blueprint: "Blueprint", n: int) -> list[str]:
    """How many questions, and how much time."""
    clock = blueprint.clock
    lines = [ngettext("{n} question.", "{n} questions.", n).format(n=n)]
    if clock.question:
        lines.append(_("Time for each question: {time}.").format(time=duration(clock.question * 1000)))
    if clock.whole:
        lines.append(_("Time for the whole test: {time}.").format(time=duration(clock.whole * 1000)))
    return lines if clock.question or clock.whole else [*lines, _("No time limit.")]


def rules(blueprint: "Blueprint", number: int) -> list[str]:
    """What the learner is told before the clock starts: ``number`` questions, limits as they are for this learner."""
    from quiz.study.exam.scoring import explain

    lines, clock = limits(blueprint, number), blueprint.clock
    if clock.question or clock.whole:
        stands = _("The clock stands still while the program is closed.")
        lines.append(_("The clock runs on when the program is closed.") if clock.wall else stands)
    lines += explain(blueprint)
    if blueprint.navigation == "forward":
        lines.append(_("There is no way back to an earlier question."))
    elif blueprint.feedback == "each":
        lines.append(_("You may go back, but an answer stands once you have seen whether it is right."))
    else:
        lines.append(_("You may go back and change answers until you hand in."))
    if blueprint.feedback == "each":
        lines.append(_("You see what is right after each question."))
    else:
        lines.append(_("You see what is right at the end."))
    if not blueprint.evidence:
        lines.append(_("This test does not change what is remembered of your knowledge."))
    return lines


def expected_line(expected: "Prediction") -> str:
    """What memory foretells, before the test."""
    if expected.marks:
        words = _("From what you know we expect {mean}, probably between {low} and {high}.")
    else:
        words = _("From what you know we expect {mean} right, probably between {low} and {high}.")
    return words.format(mean=percent(expected.mean), low=percent(expected.low), high=percent(expected.high))


def foretold_line(expected: "Prediction", score: "Score") -> str:
    """What memory foretold, what came of it, and whether it was right."""
    if expected.marks:
        share = score.share
        words = _("Expected from your memory: {mean}, between {low} and {high}. It is {share}: {verdict}")
    else:
        share = score.right / max(1, len(score.by_question))
        words = _("Right answers expected from your memory: {mean}, between {low} and {high}. It is {share}: {verdict}")
    verdict = _("within what was foretold.")
    if share < expected.low:
        verdict = _("less than was foretold.")
    elif share > expected.high:
        verdict = _("more than was foretold.")
    return words.format(
        mean=percent(expected.mean),
        low=percent(expected.low),
        high=percent(expected.high),
        share=percent(share),
        verdict=verdict,
    )


def past_line(past: "PastAttempt") -> str:
    """When a test was handed in, and what came of it."""
    moment = past.submitted_ms, past.zone_minutes
    share = [] if past.share is None else [percent(past.share)]
    return ", ".join([f"{local_date(*moment)} {local_time(*moment)}", *share])


def uncounted_line(ended: "Ended") -> str:
    """Which questions do not count, or nothing. Of a test that is looked back on it is not known why: the bank may have
    changed, or whoever marked a paper has left them out."""
    numbers = ", ".join(map(str, ended.result.voided))
    if not numbers:
        return ""
    text = _("Not counted: {n}.") if ended.expected is None else _("Not counted, because the bank has changed: {n}.")
    return text.format(n=numbers)


def gone_line() -> str:
    """In place of a question of an earlier test."""
    return _("This question is not in the bank any more, or not as it was asked.")


def accuracy_line(score: "Score") -> str:
    """How many of the answers given are right, whatever marks they earned."""
    if score.accuracy is None:
        return _("No answer was given.")
    n = score.right + score.wrong
    return ngettext("{share} of {n} answer given is right.", "{share} of {n} answers given are right.", n).format(
        share=percent(score.accuracy), n=n
    )
