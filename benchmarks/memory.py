"""Peak memory of studying the ASEM bank, beside an app that shows one line."""

from measure import Row, Work
from starting import ASEM, BARE, progress_of, quiz
from terminal import Session

__all__ = ["rows"]

_ANSWERS = 20


def rows(work: Work) -> list[Row]:
    """The most that was ever resident, after the first screen and twenty answers (Linux only)."""
    environment = work.environment()
    progress = progress_of(work, "asem", ASEM, 0, 60)
    bare = _peak(BARE, environment, str(work.folder), 0)
    study = _peak(
        quiz("study", ASEM, progress, "--form", "choice", "--more", "200"), environment, str(work.folder), _ANSWERS
    )
    return [Row(f"peak memory, ASEM, {_ANSWERS} answers", "a bare Textual app", study, bare, "MB", 1.5)]


def _peak(command: list[str], environment: dict[str, str], folder: str, answers: int) -> float:
    session = Session(command, environment, folder)
    try:
        session.shown(session.settle(2))
        for _ in range(answers):
            for key in ("1", "\r"):
                session.press(key)
                session.shown(session.settle())
        return session.peak_megabytes()
    finally:
        session.close()
