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


@given(st.lists(WORDS, min_size=2, max_size=12, unique_by=letters))
def test_no_name_within_two_slips_of_the_key_is_missed(names: list[str]) -> None:
    key, *others = names
    found = set(lookalikes(spellings(entity(name, name) for name in others), [key]))
    reach = 2 * allowed_edits(letters(key))
    near = {name for name in others if distance(letters(name), letters(key), reach) <= reach}
    assert near <= found


@given(WORDS, st.lists(WORDS, max_size=12), WORDS)
def test_slips_are_judged_as_if_every_name_were_looked_at(key: str, others: list[str], typed: str) -> None:
    others = [name for name in others if letters(name) != letters(key)]
    near = lookalikes(spellings(entity(name, name) for name in others), [key])
    verdicts = [
        grade_typed(typed, Accept("text", (key,), (), tuple(refused), (), "", 0.0, ""), "en").outcome
        for refused in (others, near)
    ]
    assert verdicts[0] is verdicts[1]


def test_a_name_twice_removed_from_the_key_is_a_lookalike_and_others_are_not() -> None:
    known = spellings([entity("one", "Braderholmstad"), entity("two", "Quachathoville"), entity("3", "Bradenholmstag")])
    assert list(lookalikes(known, ["Bradenholmstad"]).values()) == ["one", "3"]


def test_a_slip_towards_a_lookalike_is_wrong() -> None:
    accept = Accept("text", ("Bradenholmstad",), (), ("Braderholmstad",), (), "", 0.0, "")
    assert grade_typed("Bradekholmstad", accept, "en").outcome is Outcome.WRONG
