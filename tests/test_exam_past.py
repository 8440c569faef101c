"""Tests that were handed in, looked back on: as they were told, whatever has become of the bank."""

from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.questions.model import Form, Outcome
from quiz.study.exam.past import look_back
from quiz.study.exam.scoring import score
from quiz.study.exam.words import past_line
from quiz.study.words import percent
from tests.exam_kit import Desk, outcomes, paper
from tests.simulated_learner import wrong_response
from tests.study_kit import asem, towns
from tests.test_exam_attempt import hills

FORMS = (Form.SELECT_ALL, Form.ORDERING, Form.MATCHING, Form.TRUE_FALSE, Form.TYPED, Form.CHOICE, Form.FLASHCARD)


def test_what_is_looked_back_on_is_what_was_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "progress.db", asem())
    asked = paper(asem(), 14, forms=FORMS, clock=(60, 900), lang="vi", scoring="certainty")
    for _time in range(2):
        exam = desk.begin(asked, 1.5)
        for n in range(12):
            desk.go(n)
            desk.wait(n)
            desk.right(3) if n < 7 else desk.give(wrong_response(exam.question(n)), 1)
        exam.flag(3, True, **desk.when)
        told = desk.submit()
        desk.wait(3_600)
        (latest, *before) = desk.attempts.past(-1)
        assert look_back(desk.questions, desk.attempts, latest) == told
        assert told.share is not None and past_line(latest).endswith(f", {percent(told.share)}")
        assert len(before) == len(told.earlier)
    assert desk.attempts.past(1) == [latest] and latest.submitted_ms > before[0].submitted_ms
    desk.close()


def test_marks_stand_where_the_bank_has_changed_since(tmp_path: Path) -> None:
    before, after = hills(one=1100, two=1200, three=1300), hills(one=1100, two=1250, four=1300)
    desk = Desk(tmp_path / "progress.db", before)
    desk.begin(paper(before, 3, forms=(Form.TYPED,)))
    desk.right()
    desk.go(1)
    desk.wrong()
    told = desk.submit()
    (past,) = desk.attempts.past(9)
    found = look_back(after, desk.attempts, past)
    assert [one.question is None for one in found.questions] == [False, True, True]
    assert outcomes(found) == outcomes(told) == [Outcome.RIGHT, Outcome.WRONG, None]
    assert (found.share, found.topics, found.voided) == (told.share, told.topics, ())
    desk.close()


def test_a_wrong_answer_costs_what_it_cost_where_the_bank_has_changed_since(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "progress.db", asem())
    exam = desk.begin(paper(asem(), 7, forms=FORMS, scoring="corrected"))
    for n in range(7):
        desk.go(n)
        desk.give(wrong_response(exam.question(n)))
    told = desk.submit()
    found = look_back(towns(), desk.attempts, desk.attempts.past(1)[0])
    assert all(one.question is None for one in found.questions)
    assert score(found.blueprint, found.answers) == score(told.blueprint, told.answers)
    desk.close()


def test_what_did_not_count_does_not_count_now(tmp_path: Path) -> None:
    before, after = hills(one=1100, two=1200), hills(one=1100, two=1250)
    desk = Desk(tmp_path / "progress.db", before)
    desk.begin(paper(before, 2, forms=(Form.TYPED,)))
    desk.right()
    desk.kill()
    desk.resume(after)
    told = desk.submit()
    (past,) = desk.attempts.past(9)
    found = look_back(after, desk.attempts, past)
    assert told.voided == found.voided == (2,) and outcomes(found) == outcomes(told)
    desk.close()


def test_nobody_looks_at_what_others_handed_in(tmp_path: Path) -> None:
    lan = Desk(tmp_path / "progress.db", learner="Lan")
    lan.begin(paper())
    lan.submit()
    (past,) = lan.attempts.past(9)
    lan.close()
    minh = Desk(tmp_path / "progress.db", learner="Minh")
    minh.begin(paper())
    assert minh.attempts.past(9) == []  # nor is what is not handed in yet
    with pytest.raises(QuizError, match="no such attempt"):
        look_back(minh.questions, minh.attempts, past)
    minh.close()
