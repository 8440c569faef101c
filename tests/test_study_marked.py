"""What a learner has set apart can be found again and let go; facts are found by any part of a name."""

import pytest

from quiz.errors import QuizError
from quiz.plain.subjects import find_subject
from quiz.questions.engine import Questions
from quiz.study.lookup import look_up, that_mention
from quiz.study.marked import free, marked
from tests.memory_store import MemoryStore
from tests.simulated_learner import moment, ordinal
from tests.study_kit import asem, item, known, store_for, towns

NOW = moment(0)


@pytest.fixture
def store() -> MemoryStore:
    return store_for(towns(), leech_lapses=2)


def test_what_is_set_apart_is_listed_in_the_order_of_introduction_with_its_marks(store: MemoryStore) -> None:
    assert marked(towns(), store, "en", NOW) == []
    store.flag(item("b", 1), True)
    store.suspend(item("b", 1), True)
    store.bury(item("a", 2), ordinal(1))
    store.bury(item("a", 3), ordinal(0))  # the night is over
    found = marked(towns(), store, "en", NOW)
    assert [(one.state.item, one.words) for one in found] == [
        (item("a", 2), "put off until tomorrow"),
        (item("b", 1), "suspended, flagged"),
    ]
    assert "Place BB" in found[1].prompt and not any(one.askable for one in found)


def test_what_is_let_go_is_asked_as_any_other(store: MemoryStore) -> None:
    store.suspend(item("b", 1), True)
    store.flag(item("b", 1), True)
    store.bury(item("b", 2), ordinal(1))
    for one in marked(towns(), store, "en", NOW):
        free(store, one)
    assert marked(towns(), store, "en", NOW) == []
    assert not any(state.hidden(ordinal(0)) or state.flagged for state in store.states())


def test_a_leech_is_listed_and_may_be_studied(store: MemoryStore) -> None:
    known(store, item("a", 1), days_ago=3)
    memory = store.state(item("a", 1)).memory  # type: ignore[union-attr]
    store.remember(item("a", 1), memory._replace(lapses=2), ordinal(0))  # type: ignore[union-attr]
    (one,) = marked(towns(), store, "en", NOW)
    assert one.words == "leech" and one.askable


@pytest.fixture(scope="module")
def bank() -> Questions:
    return asem()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Helsinki", "helsinki"),
        ("PHAN LAN", "finland"),
        ("hels", "helsinki"),
        ("fmm1", "fmm1"),
        ("ASEMFMM", "foreign-ministers-meeting"),
        ("cuộc họp quan chức cấp cao", "senior-officials-meeting"),
        ("the Czech Republic", "czechia"),
    ],
)
def test_a_name_is_found_by_a_part_of_it_in_any_language(bank: Questions, typed: str, first: str) -> None:
    exact, alike, near = look_up(bank, typed)
    assert (*exact, *alike, *near)[0] == first


@pytest.mark.parametrize("typed", ["", " ", "qqq"])
def test_nothing_is_found_by_nothing(bank: Questions, typed: str) -> None:
    assert look_up(bank, typed) == ((), (), ())


def test_a_part_of_a_name_that_means_something_else_is_not_enough(bank: Questions) -> None:
    assert find_subject(bank, "Nam Triều Tiên") == find_subject(bank, "nam triều") == "south-korea"
    with pytest.raises(QuizError, match="nothing called 'Triều Tiên'"):
        find_subject(bank, "Triều Tiên")


def test_what_refers_to_a_name_is_found_with_it(bank: Questions) -> None:
    assert "asem6" in that_mention(bank, ["helsinki"])
    assert "asem6" not in that_mention(bank, ["brussels"])
