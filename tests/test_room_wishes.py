"""The rules that a lesson from home is opened with."""

import io
from pathlib import Path
from typing import get_args

import pytest

from quiz.cli import class_home
from quiz.cli.args import Args
from quiz.cli.crash import CrashReport
from quiz.cli.wiring import open_services
from quiz.i18n import set_language
from quiz.plain.class_home import asked_for
from quiz.plain.console import Console
from quiz.study.room.classes import Wish
from quiz.study.room.model import RoomPlan, Teams
from quiz.study.room.wishes import COUNTS, SECONDS, wish_rows

TITLES = [("", "All topics"), ("short", "A short one")]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_rule_has_its_values_and_says_them_differently(lang: str) -> None:
    set_language(lang)
    try:
        rows = wish_rows(Wish(), TITLES)
        teams = len(get_args(Teams))
        assert [len(row.choices) for row in rows] == [len(TITLES), len(COUNTS), 2, len(SECONDS), 2, 2, 2, teams]
        for place, row in enumerate(rows):
            assert row.choices[0] == Wish()
            said = [wish_rows(one, TITLES)[place].text for one in row.choices]
            assert len(set(said)) == len(said) and all(said)
    finally:
        set_language("en")


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("\n", Wish("short")),
        ("3\n5\n4\n2\n7\n3\n\n", Wish("short", seconds=0, speed=True, teams="averaged")),
        ("x\n9\n1\n\n6\n2\n\n", Wish("short", nicknames=True)),
        ("4\n2\n2\n2\n1\n3\n4\n2\n\n", Wish("short", 10, paced=True, teams="device")),
    ],
)
def test_they_are_changed_for_in_lines(typed: str, wish: Wish) -> None:
    assert asked_for(Console(io.StringIO(typed), io.StringIO()), "short") == wish


def test_a_wish_becomes_the_rules_of_a_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plans: list[RoomPlan] = []
    monkeypatch.setattr(class_home, "opened", lambda _wired, plan: plans.append(plan))
    monkeypatch.setattr(class_home, "lesson_of", lambda _wired, _running: None)
    args = Args()
    args.db, args.crash_report = str(tmp_path / "p.db"), CrashReport()
    with open_services(args) as wired:
        for wish in (Wish(), Wish("", 5, False, 0, True, True, True, "averaged"), Wish(paced=True)):
            class_home.Lessons(wired).host(wish)
    usual, other, alone = plans
    assert (len(usual.entries), usual.mode, usual.answer_ms, usual.podium) == (20, "live", 30_000, False)
    assert (len(other.entries), other.answer_ms, other.speed, other.board) == (5, 0, True, 5)
    assert (other.podium, other.naming, other.teams, alone.mode) == (True, "nicknames", "averaged", "paced")
