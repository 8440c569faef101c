"""The rules that a lesson from home is opened with."""

import io
from typing import get_args

import pytest

from quiz.i18n import set_language
from quiz.plain.class_home import asked_for
from quiz.plain.console import Console
from quiz.study.room.classes import Wish
from quiz.study.room.model import Teams
from quiz.study.room.wishes import SECONDS, wish_rows

TITLES = [("", "All topics"), ("short", "A short one")]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_rule_has_its_values_and_says_them_differently(lang: str) -> None:
    set_language(lang)
    try:
        rows = wish_rows(Wish(), TITLES)
        assert [len(row.choices) for row in rows] == [len(TITLES), len(SECONDS), 2, len(get_args(Teams))]
        for place, row in enumerate(rows):
            assert row.choices[0] == Wish()
            said = [wish_rows(one, TITLES)[place].text for one in row.choices]
            assert len(set(said)) == len(said) and all(said)
    finally:
        set_language("en")


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("\n\n\n", Wish("short")),
        ("5\n2\n3\n", Wish("short", 0, True, "averaged")),
        ("x\n9\n2\n", Wish("short", teams="device")),
    ],
)
def test_they_are_asked_for_in_lines(typed: str, wish: Wish) -> None:
    assert asked_for(Console(io.StringIO(typed), io.StringIO()), "short") == wish
