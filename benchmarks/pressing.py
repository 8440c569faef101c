"""From a key to the next question on the screen, the answer committed, beside the same screen fed from a list."""

import sys
from shutil import copy
from statistics import median

from measure import HERE, Row, Work
from starting import ASEM, progress_of, quiz
from terminal import Session

__all__ = ["rows"]

_ANSWERS = 40
_AFTER_A_PAUSE = (
    "a commit of one row by `sqlite3` alone took 0.10 to 0.15 ms again and again where this was written, and 0.4 to "
    "0.7 ms after a pause such as a person makes"
)
_FIRST = 5  # left out: what is imported and read at the first answers


def rows(work: Work) -> list[Row]:
    """A card: its answer is uncovered, then the grade is pressed, which commits it and brings the next card."""
    environment = work.environment()
    answers = max(10, work.runs(_ANSWERS)) + _FIRST
    progress = progress_of(work, "asem", ASEM, 0, 60)
    second = copy(progress, progress.with_name("pressing.db"))
    command = quiz("study", ASEM, progress, "--form", "flashcard", "--more", "200")
    fed = [sys.executable, str(HERE / "fed_app.py"), str(second), str(answers + 2), *command[3:]]
    ours = Session(command, environment, str(work.folder))
    theirs = Session(fed, environment, str(work.folder))
    times: dict[Session, list[float]] = {ours: [], theirs: []}
    try:
        for session in times:
            session.shown(session.settle(2))
        for number in range(answers):
            order = list(times.items())
            for session, taken in order if number % 2 == 0 else reversed(order):
                seconds = _one_card(session)
                if number >= _FIRST:
                    taken.append(seconds)
    finally:
        for session in times:
            session.close()
    return [
        Row(
            "key press to the next question painted, answer committed",
            "the same screen fed from a list in memory",
            median(times[ours]),
            median(times[theirs]),
            "ms",
            1.2,
            _AFTER_A_PAUSE,
        ),
    ]


def _one_card(session: Session) -> float:
    """Uncover and grade a card; milliseconds from the grade to the next card."""
    before = session.text()
    session.press("\r")
    session.shown(session.settle())
    uncovered = session.text()
    pressed = session.press("3")
    moment = session.shown(session.settle())
    if session.text() in (before, uncovered):
        raise RuntimeError(f"the screen did not move on:\n{session.text()}")
    return (moment - pressed) * 1000
