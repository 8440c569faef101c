"""Whatever is typed in line mode, it goes on, says nothing but text, and keeps a log that replays."""

from functools import partial
from pathlib import Path
from random import Random

import pytest

from quiz.errors import QuizError
from quiz.plain.commands import help_lines
from quiz.plain.home import run_home
from quiz.progress.store import rebuild
from quiz.study.exam.model import Blueprint
from quiz.study.room.classes import Classes
from tests.class_kit import HOSTILE
from tests.plain_kit import DATA, DAY_MS, Desk, Typed, right, wrong

LINES = 400
SIGNS = "?<>+-*=!0.#%;~&@^|:$,"
_NAMES = ("undo", "flag", "info", "study", "topics", "cram", "card", "marked", "test", "stats", "settings", "help")
WORDS = [
    "",
    "y",
    "yes",
    "no",
    "có",
    "không",
    "1",
    "2",
    "3 1",
    "1b 2a",
    "bac",
    "1999",
    "-1",
    "99999",
    "all",
    "?!",
    "/undo",
]


class Alone(Desk):
    """Nobody to hold a lesson with; tests of several kinds to take."""

    def classes(self) -> Classes:
        raise QuizError("no lessons here")

    def blueprints(self) -> dict[str, Blueprint]:
        return {
            "short": Blueprint("short", questions=3),
            "sure": Blueprint("sure", questions=3, scoring="certainty"),
            "told": Blueprint("told", questions=4, feedback="each", navigation="forward"),
        }


def script(chance: Random, lines: int) -> list[Typed]:
    """As many lines: answers that fit, commands by sign, letter and name, and what is neither."""
    names = [word for line in help_lines(_NAMES) for word in line.replace(":", " ").split()[:3]]
    hostile = [text for text in HOSTILE if "\n" not in text]

    def one() -> Typed:
        what = chance.random()
        if what < 0.35:
            return chance.choice([right, right, wrong])
        pool: list[str] = [*SIGNS, *"abcdefghijklmnoprstuvwxyz"] if what < 0.75 else names if what < 0.85 else WORDS
        return chance.choice(pool if what < 0.95 else hostile)

    return [one() for _line in range(lines)]


@pytest.mark.parametrize("bank", ["planets", "tui_summits"])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_no_line_brings_the_program_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, bank: str) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    chance, at_ms = Random(f"{lang} {bank}"), 0
    for _visit in range(8):
        desk = Alone(tmp_path, lang, DATA / f"{bank}.yaml")
        desk.at_ms = max(desk.at_ms, at_ms)
        typed: list[Typed] = ["", *script(chance, LINES // 8)]  # the first question comes before any answer
        heard = desk.play(monkeypatch, typed, partial(run_home, desk))
        said = "".join(line for line in heard.splitlines() if not line.startswith("> "))
        assert not set(said) & {"\x1b", "\x9b", "\r", "\x00", "\x07", "\u202e"}
        at_ms = desk.at_ms + chance.randrange(2 * DAY_MS)
        desk.attempts.close()
        desk.store.close()
    found = rebuild(tmp_path / "progress.db")
    assert found.answers and not found.changed
