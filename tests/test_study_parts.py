"""The smaller parts of study: catalogue, fact cards, reports, statistics, forms, placement."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.memory.model import Memory
from quiz.plain.overview import card_lines as plain_lines
from quiz.questions.engine import Questions
from quiz.questions.model import Form
from quiz.study.catalogue import synchronise
from quiz.study.factcard import fact_card, status_title
from quiz.study.forms import difficulty, in_order_of_fit, parse_forms
from quiz.study.ids import new_id
from quiz.study.placement import known_before
from quiz.study.report import doubtful
from quiz.study.sitting import Sitting
from quiz.study.stats import Retention, stats
from quiz.study.views import Plan
from quiz.tui.screens.factcard import card_lines as screen_lines
from tests.simulated_learner import moment, ordinal, study
from tests.study_kit import asem, made, store_for, towns

RIVERS = """
bank: {id: rivers, title: Rivers, languages: [en]}
sources: {S: {file: atlas.txt, title: An atlas}}
kinds:
  river:
    name: river
    properties:
      length: {type: quantity, unit: km, tolerance: 5%, name: length}
      mapped: {type: date, name: date of mapping}
      year: {type: year, derived: mapped, name: year of mapping}
facts:
  red: {kind: river, name: Red River, from: [S:3], note: Known by its colour.,
        length: [{value: LENGTH}, {value: 900, status: rejected, reason: Measured to the border only., from: "S:9"}],
        mapped: 1901-05-02}
  blue: {kind: river, name: Blue River, from: [S:4], length: 400}
  dark: {kind: river, name: Dark River, from: [S:5], length: 2000}
  pale: {kind: river, name: Pale River, from: [S:6], length: 3100}
"""


def rivers(length: int = 1150) -> Questions:
    return made(RIVERS.replace("LENGTH", str(length)))


# catalogue


def test_a_changed_value_resets_its_item_alone_and_says_so() -> None:
    store = store_for(rivers())
    study(rivers(), store, Plan("en", seed=1), day=0)
    met = set(store.memories)
    assert "rivers/red/self>length" in met
    synchronise(rivers(), store)
    assert store.began_again() == ()
    synchronise(rivers(1200), store)
    assert store.began_again() == ("rivers/red/self>length",)
    assert met - set(store.memories) == {"rivers/red/self>length"}
    synchronise(rivers(), store)
    assert set(store.memories) == met


def test_an_unchanged_bank_costs_one_question_to_the_store() -> None:
    store = store_for(towns())
    store.calls.clear()
    synchronise(towns(), store)
    assert store.calls == ["synced_digest"]


# fact cards


def test_a_fact_card_shows_every_claim_with_its_status_and_reason() -> None:
    card = fact_card(rivers(), "red", "en")
    assert (card.title, card.kind, card.note) == ("Red River", "River", "Known by its colour.")
    assert [(line.name, line.value, line.status) for line in card.lines] == [
        ("Length", "1,150 km", "accepted"),
        ("Length", "900 km", "rejected"),
        ("Date of mapping", "2 May 1901", "accepted"),
    ]
    assert card.lines[1].reason == "Measured to the border only."
    assert card.lines[1].citations == ("An atlas, line 9",)


def test_words_of_a_source_stand_on_a_fact_card_in_quotation_marks() -> None:
    text = """
bank: {id: toy, languages: [en, vi]}
kinds: {club: {name: club, properties: {founded: {type: date, name: founded}}}}
facts:
  chess:
    kind: club
    founded: [{value: 1999-03-29}, {raw: 19 March 199., status: rejected, reason: The year is cut off.}]
"""
    for lang in ("en", "vi"):
        assert fact_card(made(text), "chess", lang).lines[1].value == "“19 March 199.”"


def test_a_fact_card_says_where_the_sources_outside_the_bank_stand() -> None:
    text = """
bank: {id: toy}
sources:
  S1: {file: atlas.txt, title: An atlas}
  R1: {title: A gazetteer, where: "example.org, page 3"}
  R2: {title: A letter, where: example.org/letter}
kinds: {club: {properties: {members: count, home: text}}}
facts: {chess: {kind: club, from: [S1:4, R1], members: 26, home: {value: Hall, from: R1}}}
"""
    card = fact_card(made(text), "chess", "en")
    assert [line.citations for line in card.lines] == [("An atlas, line 4", "A gazetteer"), ("A gazetteer",)]
    assert card.places == (("A gazetteer", "example.org, page 3"),)
    assert [line.text for line in screen_lines(card, 60)][-2:] == [
        "Sources outside this bank:",
        "• A gazetteer · example.org, page 3",
    ]
    assert plain_lines(card)[-2:] == ["Sources outside this bank:", "- A gazetteer · example.org, page 3"]


def test_what_holds_or_does_not_is_a_yes_or_a_no_on_a_fact_card() -> None:
    card = fact_card(asem(), "asem", "en")
    said = [line.value for line in card.lines if line.name == "Permanent secretariat" and line.status == "accepted"]
    assert said == ["no"]


def test_the_time_of_a_claim_on_a_fact_card_is_written_out() -> None:
    text = """
bank: {id: toy, languages: [en, vi]}
kinds: {club: {name: club, properties: {members: {type: count, name: members}}}}
facts:
  chess:
    kind: club
    members:
      - {value: 26, valid: 1996-03/2004-10, status: superseded, reason: Before the merger.}
      - {value: 51, valid: 2012-11/2014-10, as_of: 2013, status: superseded, reason: Before it moved.}
      - {value: 53, valid: 2014-10/}
"""
    times = {lang: [line.as_of for line in fact_card(made(text), "chess", lang).lines] for lang in ("en", "vi")}
    assert times == {
        "en": ["March 1996 – October 2004", "2013", "October 2014 –"],
        "vi": ["tháng 3 năm 1996 – tháng 10 năm 2004", "2013", "tháng 10 năm 2014 –"],
    }


def test_every_entity_of_the_real_bank_has_a_fact_card_with_all_its_claims() -> None:
    questions = asem()
    for lang in questions.bank.languages:
        for slug, entity in questions.bank.entities.items():
            card = fact_card(questions, slug, lang)
            kind = questions.bank.kinds[entity.kind]
            stated = [
                claim for name, claims in entity.claims.items() for claim in claims if not kind.properties[name].derived
            ]
            assert card.title and len(card.lines) >= len(stated)
            assert all(line.name and line.value and line.status for line in card.lines)
            assert all(line.reason for line in card.lines if line.status != "accepted")


def test_an_unknown_subject_has_no_fact_card() -> None:
    with pytest.raises(QuizError, match="nothing called 'green'"):
        fact_card(rivers(), "green", "en")


def test_each_status_has_a_title() -> None:
    names = ("accepted", "also", "disputed", "superseded", "stale", "rejected", "unasked")
    assert len({status_title(name) for name in names}) == 7
    assert status_title("stale") == "out of date"


# reports


def test_a_report_holds_what_its_author_needs_and_survives_json() -> None:
    store = store_for(rivers())
    presented = Sitting(rivers(), store, Plan("en", seed=1), moment(0)).present(moment(0))
    assert presented is not None
    record = doubtful(rivers(), presented, "\x1b[2JIs this right? ", moment(0))
    again = json.loads(json.dumps(record))
    assert again == record
    assert record["comment"] == "Is this right?"
    assert (record["id"], record["prompt"]) == (presented.question.id, presented.question.prompt)
    assert record["at"] == "2023-11-14T12:00:00+00:00"
    assert {"source": "atlas.txt", "line": 3} in record["sources"]  # type: ignore[operator]


# statistics


def test_statistics_count_items_answers_and_days() -> None:
    store = store_for(towns())
    study(towns(), store, Plan("en", seed=1), day=0)
    store.remember("toy/kindd-9/self>rank", Memory(30.0, 5.0, ordinal(0), 9, 8, 9), ordinal(20))
    store.suspend("toy/kindd-9/self>rank", True)
    found = stats(towns(), store, moment(0), Retention())
    assert (found.items, found.met, found.mature) == (144, 21, 1)
    assert (found.leeches, found.suspended, found.flagged) == (1, 1, 0)
    assert sum(found.forecast) == 20 and len(found.forecast) == 30
    assert sum(topic.met for topic in found.topics) == 21
    assert (found.answered_today, found.days_studied, found.median_latency_ms) == (20, 1, 6000)


# forms

MEMORIES = st.none() | st.builds(
    Memory, st.floats(0.001, 36500), st.floats(1, 10), st.just(0), st.integers(1, 99), st.integers(0, 9)
)


@given(st.sets(st.sampled_from(Form), min_size=1), MEMORIES, st.integers(0, 2**32), st.booleans())
def test_the_order_of_forms_holds_each_of_them_once_and_depends_on_its_inputs_only(
    forms: set[Form], memory: Memory | None, seed: int, again: bool
) -> None:
    order = in_order_of_fit(forms, memory, seed, "x", again=again)
    assert sorted(order) == sorted(forms)
    assert order == in_order_of_fit(sorted(forms), memory, seed, "x", again=again)


@given(st.sets(st.sampled_from(Form), min_size=1), MEMORIES, st.integers(0, 99))
def test_a_form_to_keep_comes_first(forms: set[Form], memory: Memory | None, seed: int) -> None:
    for like in forms:
        assert in_order_of_fit(forms, memory, seed, "x", again=True, like=like)[0] is like


@given(st.integers(0, 500))
def test_typing_waits_for_a_week_of_stability_and_a_flashcard_for_want_of_all_else(seed: int) -> None:
    weak, strong = Memory(6.9, 5, 0, 3, 0), Memory(7.0, 5, 0, 3, 0)
    forms = [Form.TYPED, Form.CHOICE, Form.FLASHCARD]
    assert in_order_of_fit(forms, weak, seed, "x")[0] is Form.CHOICE
    assert in_order_of_fit([Form.TYPED, Form.FLASHCARD], weak, seed, "x")[0] is Form.FLASHCARD
    assert in_order_of_fit([Form.TYPED, Form.FLASHCARD], strong, seed, "x")[0] is Form.TYPED
    assert in_order_of_fit(forms, strong, seed, "x")[-1] is Form.FLASHCARD


@given(st.floats(0.1, 1000), st.floats(0.1, 1000))
def test_options_grow_harder_with_stability(one: float, other: float) -> None:
    easier, harder = (difficulty(Memory(s, 5, 0, 1, 0), ()) for s in sorted((one, other)))
    assert easier.hardness <= harder.hardness <= 1
    assert difficulty(None, ()).hardness < easier.hardness
    assert (difficulty(None, ()).options, easier.options) == (3, 4)


def test_names_of_forms_are_read_leniently() -> None:
    assert parse_forms(["choice", " typed ", "", "essay"]) == {Form.CHOICE, Form.TYPED}


# placement

CONTACTS = st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.25, 1 / 3, 0.5]), st.just(0.02)), max_size=40)


@given(CONTACTS, st.floats(0.05, 0.8))
def test_the_prior_lies_within_its_bounds_and_a_right_answer_never_lowers_it(
    contacts: list[tuple[bool, float, float]], prior: float
) -> None:
    before = known_before(contacts, prior)
    assert 0.02 <= before <= 0.9
    assert known_before([*contacts, (True, 0.25, 0.02)], prior) >= before - 1e-3
    assert known_before([*contacts, (False, 0.25, 0.02)], prior) <= before + 1e-3


def test_without_answers_the_prior_stays() -> None:
    assert known_before([], 0.2) == pytest.approx(0.2)


def test_lucky_guesses_are_taken_off() -> None:
    half_right = [(True, 0.5, 0.0), (False, 0.5, 0.0)] * 20
    assert known_before(half_right, 0.2) < 0.2


# identifiers


def test_identifiers_are_unique_and_sort_by_time() -> None:
    ids = [new_id(at) for at in range(1_700_000_000_000, 1_700_000_000_200)]
    assert sorted(ids) == ids and len({new_id(5) for _ in range(200)}) == 200
    assert all(one[14] == "7" and one[19] in "89ab" for one in ids)
