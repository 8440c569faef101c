"""The order in which items are introduced: important first, varied, and the same for the same bank."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quiz.questions.order import Placed, in_order_of_introduction
from tests.asem_kit import questions

PLACES = st.lists(
    st.builds(
        Placed,
        st.integers(0, 2),
        st.integers(0, 4),
        st.sampled_from(["summit", "fmm"]),
        st.sampled_from(["one", "two", "three"]),
        st.sampled_from(["self>city", "self>year", "city>self"]),
    ),
    max_size=60,
)


@given(PLACES)
def test_every_item_is_introduced_once_and_core_ones_before_deeper_ones(places: list[Placed]) -> None:
    order = in_order_of_introduction(places)
    assert sorted(order) == list(range(len(places)))
    depths = [places[index].depth for index in order]
    assert depths == sorted(depths)


def test_subjects_take_turns_and_begin_with_different_pairs() -> None:
    pairs = ("self>city", "city>self", "self>year")
    places = [Placed(0, 0, "summit", f"asem{number}", pair) for pair in pairs for number in range(1, 4)]
    order = [(places[index].owner, places[index].pair) for index in in_order_of_introduction(places)]
    assert order[:3] == [("asem1", "self>city"), ("asem2", "city>self"), ("asem3", "self>year")]
    assert [owner for owner, _pair in order] == ["asem1", "asem2", "asem3"] * 3


def test_the_periods_of_one_property_do_not_come_in_a_row() -> None:
    pairs = ["self>partners"] * 3 + ["self>countries", "self>organisations"]
    places = [Placed(0, 0, "partnership", "asem", pair) for pair in pairs]
    assert in_order_of_introduction(places) == [0, 3, 4, 1, 2]


def test_a_small_topic_is_not_left_to_the_end_nor_a_large_one_run_through_at_once() -> None:
    places = [Placed(0, 0, "summit", f"asem{number}", "self>city") for number in range(40)]
    places += [Placed(0, 1, "pillar", f"pillar{number}", "self>name") for number in range(4)]
    order = in_order_of_introduction(places)
    assert order[:2] == [0, 40]
    assert max(order.index(index) for index in range(40, 44)) < 15


def test_the_first_session_on_asem_is_varied_and_important() -> None:
    first = list(questions().items())[:40]
    assert {info.depth for info in first} == {"core"}
    topics = Counter(info.topic for info in first)
    assert len(topics) >= 15
    assert max(topics.values()) <= 7
    assert all(one.topic != other.topic for one, other in pairwise(first))
    assert max(Counter(info.id.rpartition("/")[2].partition("@")[0] for info in first).values()) <= 6
    ids = {info.id for info in first}
    assert {
        "asem/asem/self>full_name",
        "asem/asem/self>founded_year",
        "asem/asem/self>pillars",
        "asem/asem1/self>city",
        "asem/asem/self>permanent_secretariat",
        "asem/partnership/self>partners_count@2021-03",
        "asem/coordinators/self>coordinators_count",
        "asem/asef/self>founded_year",
    } <= ids
