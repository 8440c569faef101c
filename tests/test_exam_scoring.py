"""What an attempt is worth: bounds, recounts, and what blind guessing comes to under every rule."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.i18n import set_language
from quiz.questions.grade import grade, possible_answers
from quiz.questions.model import Form, Outcome, Question
from quiz.study.exam.model import Answered, Blueprint, Clock, Scoring
from quiz.study.exam.scoring import CERTAINTY, POINTS, certain, corrected, explain, negative, score, speed

KINDS = get_args(Scoring)
FULL = {"plain": 1, "corrected": 1, "negative": 1, "certainty": 3, "speed": 1000}


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    set_language("en")


def answered(
    outcome: Outcome = Outcome.RIGHT,
    credit: float | None = None,
    options: int = 4,
    certainty: int = 0,
    used_ms: int = 5_000,
) -> Answered:
    credit = float(outcome is Outcome.RIGHT) if credit is None else credit
    return Answered(0, outcome, credit, options, certainty, used_ms)


RIGHT, WRONG, BLANK = answered(), answered(Outcome.WRONG), answered(Outcome.BLANK)


@st.composite
def some_answers(draw: st.DrawFn) -> Answered:
    outcome = draw(st.sampled_from(Outcome))
    credit = {Outcome.RIGHT: 1.0, Outcome.NEAR: 0.5, Outcome.BLANK: 0.0}.get(outcome)
    if credit is None:
        credit = draw(st.sampled_from([0.0, 0.0, 0.25, 0.5, 0.9]))
    return answered(outcome, credit, draw(st.integers(0, 120)), draw(st.integers(0, 3)), draw(st.integers(0, 200_000)))


papers = st.lists(st.none() | some_answers(), max_size=30)
blueprints = st.builds(
    Blueprint,
    scoring=st.sampled_from(KINDS),
    penalty=st.sampled_from([0.0, 0.25, 1 / 3, 1.0]),
    clock=st.builds(Clock, question=st.sampled_from([0, 20, 25, 60])),
)


# what holds for every rule


@given(blueprints, papers)
def test_marks_are_never_more_than_full_marks(blueprint: Blueprint, answers: list[Answered | None]) -> None:
    found = score(blueprint, answers)
    full = FULL[blueprint.scoring]
    assert found.most == full * len(answers)
    assert all(mark <= full for mark in found.by_question)
    assert found.share <= 1
    assert all(mark >= -6 for mark in found.by_question)


@given(blueprints, papers)
def test_the_score_is_a_recount_of_its_questions(blueprint: Blueprint, answers: list[Answered | None]) -> None:
    found = score(blueprint, answers)
    alone = [score(blueprint, [one]) for one in answers]
    assert found.by_question == tuple(one.marks for one in alone)
    assert found.marks == pytest.approx(sum(one.marks for one in alone))
    assert (found.right, found.wrong, found.blank, found.partial) == tuple(
        sum(getattr(one, name) for one in alone) for name in ("right", "wrong", "blank", "partial")
    )
    assert found.right + found.wrong + found.blank == len(answers)
    assert found.partial <= found.wrong


@given(blueprints, some_answers())
def test_no_answer_is_worth_nothing_and_a_wrong_one_never_more(blueprint: Blueprint, one: Answered) -> None:
    nothing = score(blueprint, [None])
    left = score(blueprint, [one._replace(outcome=Outcome.BLANK, credit=0.0)])
    wrong = score(blueprint, [one._replace(outcome=Outcome.WRONG, credit=0.0)])
    assert nothing.marks == left.marks == 0
    assert (nothing.wrong, nothing.blank, left.wrong, left.blank) == (0, 1, 0, 1)
    assert wrong.marks <= 0


@given(blueprints, some_answers(), st.floats(0, 1), st.floats(0, 1))
def test_more_credit_is_never_worth_less(blueprint: Blueprint, one: Answered, first: float, second: float) -> None:
    less, more = sorted((first, second))
    ladder = [one._replace(outcome=Outcome.WRONG, credit=credit) for credit in (0.0, less, more)]
    ladder.append(one._replace(outcome=Outcome.RIGHT, credit=1.0))
    marks = [score(blueprint, [step]).marks for step in ladder]
    assert marks == sorted(marks)


@given(blueprints, papers)
def test_accuracy_knows_neither_the_rule_nor_the_time(blueprint: Blueprint, answers: list[Answered | None]) -> None:
    found = score(blueprint, answers)
    slower = [one and one._replace(used_ms=one.used_ms + 9_999, certainty=1) for one in answers]
    again = score(Blueprint(), slower)
    assert found.accuracy == again.accuracy
    assert (found.right, found.wrong, found.blank) == (again.right, again.wrong, again.blank)
    if found.median_ms is not None:
        assert again.median_ms == found.median_ms + 9_999


@given(blueprints, papers)
def test_the_order_of_questions_does_not_matter(blueprint: Blueprint, answers: list[Answered | None]) -> None:
    there, back = score(blueprint, answers), score(blueprint, answers[::-1])
    assert there._replace(by_question=()) == back._replace(by_question=())


def test_accuracy_is_of_the_answers_given() -> None:
    found = score(Blueprint(), [RIGHT, WRONG, None, BLANK, RIGHT._replace(used_ms=1_000)])
    assert found.accuracy == pytest.approx(2 / 3)
    assert found.share == pytest.approx(2 / 5)
    assert found.median_ms == 5_000


def test_an_empty_paper_and_an_empty_attempt_have_no_accuracy() -> None:
    assert score(Blueprint(), []) == (0.0, 0.0, 0.0, None, 0, 0, 0, 0, None, ())
    untouched = score(Blueprint(scoring="certainty"), [None, None])
    assert (untouched.marks, untouched.most, untouched.accuracy, untouched.blank) == (0.0, 6.0, None, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_near_miss_is_wrong_in_a_test(kind: Scoring) -> None:
    near, wrong = (answered(outcome, credit, 0) for outcome, credit in ((Outcome.NEAR, 0.5), (Outcome.WRONG, 0.0)))
    assert score(Blueprint(scoring=kind), [near]) == score(Blueprint(scoring=kind), [wrong])


# each rule


def test_plain_counts_credits() -> None:
    assert score(Blueprint(), [RIGHT, WRONG, None, answered(Outcome.WRONG, 0.75)]).marks == 1.75


@given(st.lists(st.sampled_from([RIGHT, WRONG, None]), max_size=40), st.integers(2, 9))
def test_corrected_is_r_less_w_over_k_less_one(answers: list[Answered | None], options: int) -> None:
    answers = [one and one._replace(options=options) for one in answers]
    expected = answers.count(RIGHT._replace(options=options)) - Fraction(
        answers.count(WRONG._replace(options=options)), options - 1
    )
    assert score(Blueprint(scoring="corrected"), answers).marks == pytest.approx(float(expected))


@given(st.lists(st.integers(2, 720), min_size=1, max_size=8))
def test_blind_guessing_comes_to_nothing_whatever_the_numbers_of_answers(options: list[int]) -> None:
    expected = sum((corrected(True, k) + (k - 1) * corrected(False, k)) / k for k in options)
    assert expected == pytest.approx(0, abs=1e-9)


def question(form: Form, options: int, key: tuple[int, ...]) -> Question:
    empty: dict[type, Any] = {
        str: "", int: 0, tuple: (),
    }  # fmt: skip
    texts = tuple(map(str, range(options)))
    given: dict[str, Any] = {
        "form": form, "options": texts, "option_ids": texts, "about": ("",) * options, "key_indices": key,
        "left": texts if form is Form.MATCHING else (), "touches": (), "accept": None, "lang": "en",
    }  # fmt: skip
    return Question(**{name: given.get(name, empty[str]) for name in Question._fields})


def every_answer(asked: Question) -> list[object]:
    places = range(len(asked.options))
    match asked.form:
        case Form.CHOICE | Form.TRUE_FALSE:
            return list(places)
        case Form.SELECT_ALL:
            return [chosen for size in places for chosen in combinations(places, size + 1)]
        case _:
            return list(permutations(places))


@pytest.mark.parametrize(
    "asked",
    [
        question(Form.CHOICE, 4, (2,)),
        question(Form.TRUE_FALSE, 2, (0,)),
        question(Form.SELECT_ALL, 5, (0, 3)),
        question(Form.ORDERING, 4, (2, 0, 1, 3)),
        question(Form.MATCHING, 4, (1, 0, 3, 2)),
    ],
    ids=lambda asked: asked.form.value,
)
def test_picking_every_possible_answer_once_comes_to_nothing(asked: Question) -> None:
    """The answers that can be given to real forms are as many as the correction takes them to be."""
    possible = every_answer(asked)
    assert len(possible) == possible_answers(asked.form, len(asked.options))
    verdicts = [grade(asked, response) for response in possible]  # type: ignore[arg-type]
    answers = [answered(one.outcome, one.credit, possible_answers(asked.form, len(asked.options))) for one in verdicts]
    assert score(Blueprint(scoring="corrected"), answers).marks == pytest.approx(0, abs=1e-9)


def test_partial_credits_of_orderings_are_kendalls() -> None:
    from scipy.stats import kendalltau

    asked = question(Form.ORDERING, 5, (0, 1, 2, 3, 4))
    for order in permutations(range(5)):
        tau = kendalltau(range(5), [order.index(one) for one in range(5)]).statistic
        assert grade(asked, order).credit == pytest.approx((tau + 1) / 2)


def test_free_answers_are_not_corrected() -> None:
    assert score(Blueprint(scoring="corrected"), [answered(Outcome.WRONG, options=0)]).marks == 0
    assert corrected(False, 1) == 0


def test_a_partly_right_answer_is_penalised_under_no_rule_but_the_corrected() -> None:
    half = answered(Outcome.WRONG, 0.5, 24, certainty=3)
    marks = {kind: score(Blueprint(scoring=kind), [half]).marks for kind in KINDS}
    assert marks == {"plain": 0.5, "corrected": -1 / 23, "negative": 0.5, "certainty": 1.5, "speed": 500}


def test_negative_marking_takes_the_penalty_for_answers_without_credit() -> None:
    found = score(Blueprint(scoring="negative", penalty=0.5), [RIGHT, WRONG, None, answered(Outcome.WRONG, 0.1)])
    assert found.by_question == (1.0, -0.5, 0.0, 0.1)
    assert str(negative(0.0, 0.0)) == "0.0"


@pytest.mark.parametrize(("certainty", "right", "wrong"), [(1, 1, 0), (2, 2, -2), (3, 3, -6), (0, 1, 0), (9, 3, -6)])
def test_certainty_based_marks(certainty: int, right: int, wrong: int) -> None:
    answers = [one._replace(certainty=certainty) for one in (RIGHT, WRONG)]
    assert score(Blueprint(scoring="certainty"), answers).by_question == (right, wrong)


@pytest.mark.parametrize(("chance", "best"), [(0.0, 1), (0.6, 1), (0.7, 2), (0.79, 2), (0.81, 3), (1.0, 3)])
def test_it_pays_to_state_the_certainty_that_one_has(chance: float, best: int) -> None:
    expected = {one: chance * certain(1, one) + (1 - chance) * certain(0, one) for one in CERTAINTY}
    assert max(expected, key=expected.__getitem__) == best


@pytest.mark.parametrize(
    ("used_s", "limit_s", "points"),
    [(0, 20, 1000), (2, 20, 950), (10, 20, 750), (20, 20, 500), (35, 20, 500), (20, 40, 750), (-3, 20, 1000)],
)
def test_speed_weighted_points(used_s: int, limit_s: int, points: int) -> None:
    blueprint = Blueprint(scoring="speed", clock=Clock(question=limit_s))
    one = RIGHT._replace(used_ms=used_s * 1000)
    assert score(blueprint, [one]).marks == points
    assert score(blueprint, [one._replace(outcome=Outcome.WRONG, credit=0.0)]).marks == 0


def test_without_a_limit_for_the_question_speed_does_not_count() -> None:
    assert score(Blueprint(scoring="speed", clock=Clock(whole=60)), [RIGHT._replace(used_ms=10**9)]).marks == POINTS


def test_halves_of_points_are_rounded_up() -> None:
    assert [speed(1, used, 1000) for used in (1, 3, 5)] == [1000, 999, 998]


@given(st.integers(0, 99_999), st.integers(0, 99_999), st.integers(1, 90_000))
def test_who_is_slower_does_not_get_more(first: int, second: int, limit: int) -> None:
    quick, slow = sorted((first, second))
    assert POINTS / 2 <= speed(1, slow, limit) <= speed(1, quick, limit) <= POINTS


# the rule in words


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_is_explained_in_sentences(kind: Scoring, lang: str) -> None:
    set_language(lang)
    said = explain(Blueprint(scoring=kind, clock=Clock(question=20)))
    assert len(said) >= 3
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in said)
    assert said != explain(Blueprint(scoring=next(one for one in KINDS if one != kind), clock=Clock(question=20)))


def test_the_explanation_speaks_of_what_the_blueprint_has() -> None:
    whole = " ".join(explain(Blueprint(scoring="negative", penalty=0.5, forms=(Form.CHOICE,))))
    assert "0.5 of a mark" in whole
    assert "ordering" not in whole
    assert "time" not in whole
    assert "ordering" in " ".join(explain(Blueprint(forms=(Form.ORDERING,))))
    timed = explain(Blueprint(scoring="speed", clock=Clock(question=20)))
    assert any("500" in sentence for sentence in timed)
    assert not any("500" in sentence for sentence in explain(Blueprint(scoring="speed")))


def test_vietnamese_writes_the_penalty_with_a_comma() -> None:
    set_language("vi")
    assert "Trả lời sai bị trừ 0,25 điểm." in explain(Blueprint(scoring="negative"))
