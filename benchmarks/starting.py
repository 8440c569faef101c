"""From the command to the first question on the screen, in a terminal, beside an app that shows one line."""

import sys
from pathlib import Path
from shutil import copy

from banks import write_bank
from measure import HERE, Row, Work, in_turn, run_here
from terminal import seconds_to_paint

__all__ = ["rows"]

ASEM = HERE.parent / "question_bank" / "asem"
BARE = [sys.executable, str(HERE / "bare_app.py")]


def rows(work: Work) -> list[Row]:
    """Caches and bytecode are warm: everything runs once before it is timed."""
    environment = work.environment()
    folder = str(work.folder)
    asem = progress_of(work, "asem", ASEM, 0, 60)
    atlas = write_bank(work.folder / "atlas")
    large = progress_of(work, "atlas", atlas, 100_000, 400)

    def sample(what: list[str], expected: str) -> float:
        return seconds_to_paint(what, environment, folder, expected) * 1000

    def bare() -> float:
        return sample(BARE, "hello")

    def study(bank: Path, progress: Path) -> float:
        return sample(quiz("study", bank, progress), "1 ")

    def ask() -> float:
        return sample(quiz("ask", ASEM, asem), "")

    floor, first, many, question = in_turn(
        work.runs(31), bare, lambda: study(ASEM, asem), lambda: study(atlas, large), ask, warm_up=2
    )
    app = "a bare Textual app with one Static"
    return [
        Row("`quiz study` to the first question painted", app, first, floor, "ms", 1.2),
        Row(
            "the same with a bank of 10,000 facts and 100,000 items of progress",
            "the ASEM bank",
            many,
            first,
            "ms",
            1.1,
            "the bank yields 15,658 items; the others are of its earlier editions",
        ),
        Row("`quiz ask` to its question", app, question, floor, "ms", 0.35),
    ]


def quiz(command: str, bank: Path, progress: Path, *more: str) -> list[str]:
    """A command line of the program."""
    return [
        sys.executable,
        "-m",
        "quiz",
        command,
        "--bank",
        str(bank),
        "--db",
        str(progress),
        "--lang",
        "en",
        "--seed",
        "1",
        *more,
    ]


def progress_of(work: Work, name: str, bank: Path, items: int, due: int) -> Path:
    """A copy of a made progress file, which the runs may write to."""
    made = run_here(
        "progress.py", str(work.folder / f"{name}.db"), str(bank), str(items), str(due), environment=work.environment()
    ).strip()
    used = Path(made).with_suffix(".used.db")
    for suffix in ("-wal", "-shm"):
        used.with_name(used.name + suffix).unlink(missing_ok=True)
    return Path(copy(made, used))
