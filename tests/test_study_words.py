"""Figures as people read them."""

import pytest

from quiz.study.words import percent


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0%"),
        (0.001, "1%"),
        (0.285, "29%"),
        (0.624, "62%"),
        (0.625, "63%"),
        (0.999, "99%"),
        (1.0, "100%"),
        (-0.125, "-12%"),
    ],
)
def test_only_what_is_whole_is_a_hundred_percent(share: float, words: str) -> None:
    assert percent(share) == words
