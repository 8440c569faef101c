"""What answers are worth as evidence of memory."""

from math import factorial

import pytest

from quiz.memory.evidence import FORMS, MODES, USUAL_MS, Judged, guess_rate, judge
from quiz.questions.model import Form, Outcome
from quiz.study.records import Mode


def test_the_table_has_every_form_outcome_and_mode() -> None:
    assert set(FORMS) == set(Form)
    assert set(MODES) == set(Mode.__args__)  # type: ignore[attr-defined]
    assert all(set(outcomes) == set(Outcome) for outcomes in MODES.values())


@pytest.mark.parametrize(
    ("form", "options", "left", "rate"),
    [
        (Form.TYPED, 0, 0, 0.0),
        (Form.FLASHCARD, 0, 0, 0.0),
        (Form.CHOICE, 2, 0, 1 / 2),
        (Form.CHOICE, 4, 0, 1 / 4),
        (Form.TRUE_FALSE, 2, 0, 1 / 2),
        (Form.SELECT_ALL, 4, 0, 1 / 15),
        (Form.ORDERING, 4, 0, 1 / 24),
        (Form.MATCHING, 4, 4, 1 / 24),
        (Form.MATCHING, 5, 3, 1 / 60),
        (Form.MATCHING, 4, 0, 1 / 24),
    ],
)
def test_guessing_is_one_over_the_possible_answers(form: Form, options: int, left: int, rate: float) -> None:
    assert guess_rate(form, options, left=left) == pytest.approx(rate)


@pytest.mark.parametrize(("form", "rate"), [(Form.SELECT_ALL, 1 / 2), (Form.ORDERING, 1 / 5), (Form.MATCHING, 1 / 5)])
def test_a_part_of_an_answer_is_easier_to_guess_than_the_whole(form: Form, rate: float) -> None:
    assert guess_rate(form, 5, left=5, part=True) == pytest.approx(rate)
    assert guess_rate(form, 5, left=5) < rate


def test_many_options_do_not_overflow() -> None:
    assert guess_rate(Form.ORDERING, 60) == 1 / factorial(60)
    assert guess_rate(Form.SELECT_ALL, 2000) == 0.0


@pytest.mark.parametrize("mode", ["study", "test", "class", "placement", "import"])
def test_right_and_wrong_count_everywhere_but_in_cram(mode: str) -> None:
    assert judge(Form.CHOICE, Outcome.RIGHT, mode, 4) == Judged(True, 0.25, 0.02, True, "")
    assert judge(Form.CHOICE, Outcome.WRONG, mode, 4) == Judged(False, 0.25, 0.02, True, "")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_test_that_is_no_evidence_never_counts(outcome: Outcome) -> None:
    got = judge(Form.CHOICE, outcome, "test", 4, seen_ms=60_000, believed=False)
    assert got == Judged(outcome == "right", 0.25, 0.02, False, "test only")
    assert judge(Form.ORDERING, outcome, "test", 4, part=True, believed=False).right


@pytest.mark.parametrize("outcome", list(Outcome))
def test_cram_never_counts(outcome: Outcome) -> None:
    got = judge(Form.TYPED, outcome, "cram", 0)
    assert (got.counts, got.why, got.right) == (False, "cram", outcome == "right")
    assert not judge(Form.TYPED, outcome, "cram", 0, overruled=True).counts


def test_each_part_of_an_answer_is_right_or_wrong_by_itself_in_cram_too() -> None:
    parts = [judge(Form.MATCHING, Outcome.WRONG, "cram", 4, left=4, part=part) for part in (True, False)]
    assert [(one.right, one.counts) for one in parts] == [(True, False), (False, False)]


def test_a_near_miss_is_asked_again_in_study_and_wrong_elsewhere() -> None:
    study = judge(Form.TYPED, Outcome.NEAR, "study", 0)
    assert (study.counts, study.why) == (False, "near")
    for mode in ("test", "class", "placement", "import"):
        assert judge(Form.TYPED, Outcome.NEAR, mode, 0) == Judged(False, 0.0, 0.02, True, "")


def test_no_answer_in_study_means_not_known() -> None:
    assert judge(Form.CHOICE, Outcome.BLANK, "study", 4) == Judged(False, 0.0, 0.0, True, "")


@pytest.mark.parametrize("mode", ["test", "class"])
def test_no_answer_in_a_test_is_a_lapse_only_if_the_question_was_seen_long_enough(mode: str) -> None:
    hurried = judge(Form.CHOICE, Outcome.BLANK, mode, 4, seen_ms=2999, median_ms=3000)
    assert (hurried.counts, hurried.why) == (False, "unseen")
    assert judge(Form.CHOICE, Outcome.BLANK, mode, 4, seen_ms=3000, median_ms=3000).counts
    assert not judge(Form.CHOICE, Outcome.BLANK, mode, 4, seen_ms=USUAL_MS - 1).counts
    assert judge(Form.CHOICE, Outcome.BLANK, mode, 4, seen_ms=USUAL_MS).counts


def test_i_was_right_is_believed_where_nothing_is_at_stake() -> None:
    believed = Judged(True, 0.0, 0.0, True, "")
    assert judge(Form.TYPED, Outcome.WRONG, "study", 0, overruled=True) == believed
    assert judge(Form.TYPED, Outcome.NEAR, "study", 0, overruled=True) == believed
    assert not judge(Form.TYPED, Outcome.WRONG, "test", 0, overruled=True).right


def test_a_self_graded_card_is_taken_at_its_word() -> None:
    assert judge(Form.FLASHCARD, Outcome.RIGHT, "study", 0) == Judged(True, 0.0, 0.0, True, "")
    assert judge(Form.FLASHCARD, Outcome.WRONG, "study", 0) == Judged(False, 0.0, 0.0, True, "")


def test_each_part_of_an_answer_is_judged_by_itself() -> None:
    got = [judge(Form.MATCHING, Outcome.WRONG, "study", 4, left=4, part=part) for part in (True, False)]
    assert [line.right for line in got] == [True, False]
    assert all(line.guess == 1 / 4 and line.counts for line in got)
