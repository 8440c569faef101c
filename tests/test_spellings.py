"""In a large bank the names that a slip could confuse with the key are still all found."""

from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.model import Entity, Label, Mark
from quiz.questions.grading import grade_typed
from quiz.questions.grading.slips import allowed_edits, distance
from quiz.questions.model import Accept, Outcome
from quiz.questions.show import folded
from quiz.questions.spellings import lookalikes, spellings

WORDS = st.text("abdeiđôa ", min_size=3, max_size=16).map(str.strip).filter(lambda text: len(folded(text)) > 2)


def entity(slug: str, name: str) -> Entity:
    return Entity(slug, "town", "", {"en": Label(name, name, name, (), (), (), False)}, {}, (), {}, Mark("f", 1, 1))


def letters(name: str) -> str:
    return folded(name).replace(" ", "")


@given(st.lists(WORDS, min_size=1, max_size=12, unique_by=letters), WORDS)
def test_no_name_within_a_slip_of_what_was_typed_is_missed(names: list[str], typed: str) -> None:
    found = set(lookalikes(spellings(entity(name, name) for name in names), typed))
    for name in names:
        reach = allowed_edits(letters(name))
        if distance(letters(typed), letters(name), reach) <= reach:
            assert name in found


@given(WORDS, st.lists(WORDS, max_size=12), WORDS)
def test_slips_are_judged_as_if_every_name_were_looked_at(key: str, others: list[str], typed: str) -> None:
    others = [name for name in others if letters(name) != letters(key)]
    known = spellings(entity(name, name) for name in others)
    everything, nothing = (Accept("text", (key,), (), refused, (), "", 0.0, "") for refused in (tuple(others), ()))
    assert (
        grade_typed(typed, everything, "en").outcome
        is grade_typed(typed, nothing, "en", lambda text: lookalikes(known, text)).outcome
    )


def test_a_name_two_slips_away_is_a_lookalike_and_others_are_not() -> None:
    known = spellings([entity("one", "Braderholmstad"), entity("two", "Quachathoville"), entity("3", "Bradenholmstag")])
    assert list(lookalikes(known, "Bradenholmstad").values()) == ["one", "3"]


def test_a_slip_towards_a_lookalike_is_wrong() -> None:
    accept = Accept("text", ("Bradenholmstad",), (), ("Braderholmstad",), (), "", 0.0, "")
    assert grade_typed("Bradekholmstad", accept, "en").outcome is Outcome.WRONG
