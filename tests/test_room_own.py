"""A question that a teacher wrote is asked and graded like any other, or refused in plain words."""

from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.questions.grade import grade
from quiz.questions.model import Form, Outcome
from quiz.study.room.model import FORMS, RefusedError
from quiz.study.room.own import LONGEST_PROMPT, MOST_OPTIONS, OWN, OwnQuestion, with_own
from quiz.study.room.plan_json import plan_from_json, plan_to_json
from quiz.study.room.report import class_report
from tests.journal_kit import plan
from tests.own_kit import CAPITAL, own
from tests.papers_kit import HOSTILE
from tests.room_kit import Class, right, wrong
from tests.simulated_learner import right_response


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_question_of_ones_own_is_asked_and_graded_like_any_other(form: Form, lang: str) -> None:
    found = with_own(plan(2), own(form))
    question = found.entries[-1].questions[lang]
    assert (question.form, question.lang, question.bank) == (form, lang, OWN)
    assert grade(question, right_response(question)).outcome is Outcome.RIGHT
    assert grade(question, right_response(question)).touched == ()
    room = Class(found, pupils=2)
    for q in range(3):
        room.open()
        room.answer(1, right(room.room.question(q)))
        room.answer(2, wrong(room.room.question(q)))
        room.do("reveal")
    report = class_report(room.stored())
    assert [(one.n, one.right) for one in report.questions] == [(2, 1)] * 3
    assert plan_from_json(plan_to_json(found).encode()) == found


def test_an_ordering_of_ones_own_is_shuffled_alike_in_all_languages() -> None:
    for n in range(2, MOST_OPTIONS + 1):
        texts = {"en": [f"step {at}" for at in range(n)], "vi": [f"bước {at}" for at in range(n)]}
        found = with_own(plan(1), OwnQuestion(Form.ORDERING, {"en": f"In order, of {n}?"}, texts)).entries[-1].questions
        assert found["en"].key_indices == found["vi"].key_indices != tuple(range(n))
        assert found["en"].key == tuple(texts["en"]) and found["vi"].key == tuple(texts["vi"])


def test_typed_answers_of_ones_own_may_be_written_in_several_ways() -> None:
    question = with_own(plan(1), own(Form.TYPED)).entries[-1].questions["vi"]
    for text in ("Hội An", "hội an", "FAIFO", "Hoi An"):
        assert grade(question, text).outcome is Outcome.RIGHT
    assert grade(question, "Huế").outcome is Outcome.WRONG
    assert question.key == ("Hội An",)


def test_signs_alone_are_answered_where_they_are_asked_for_and_refused_elsewhere() -> None:
    signs = OwnQuestion(Form.TYPED, {"en": "Which sign compares?"}, accepted=["=="])
    room = Class(with_own(with_own(plan(1), signs, 0), own(Form.TYPED), 1), pupils=2)
    room.open()
    assert room.answer(1, " ==\u202e").outcome is Outcome.RIGHT
    assert room.answer(2, "=").outcome is Outcome.WRONG
    room.do("reveal")
    room.open()
    with pytest.raises(RefusedError):
        room.answer(1, "==")


def test_what_one_language_lacks_is_shown_in_the_other() -> None:
    only = CAPITAL._replace(prompts={"vi": "Thủ đô của Peru?"}, options={"vi": ("Quito", "Lima")})
    english = with_own(plan(1), only).entries[-1].questions["en"]
    assert (english.prompt, english.options, english.explanation) == (
        "Thủ đô của Peru?",
        ("Quito", "Lima"),
        "Since 1535.",
    )


def test_a_question_of_ones_own_stands_where_it_is_wanted() -> None:
    for at, place in ((0, 0), (1, 1), (None, 3), (99, 3), (-4, 0)):
        found = with_own(plan(3), CAPITAL, at)
        assert [entry.questions["en"].bank for entry in found.entries].index(OWN) == place


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"form": Form.MATCHING}, "cannot have the form"),
        ({"form": Form.FLASHCARD}, "cannot have the form"),
        ({"prompts": {}}, "no text"),
        ({"prompts": {"en": " \u200e\x07 "}}, "no text"),
        ({"prompts": {"en": "x" * (LONGEST_PROMPT + 1)}}, "longer than"),
        ({"options": {}}, "no text"),
        ({"options": {"en": ("one",)}}, "from 2 to 8"),
        ({"options": {"en": tuple("abcdefghi")}}, "from 2 to 8"),
        ({"options": {"en": ("a", "")}}, "a text of its own"),
        ({"options": {"en": ("a", "A")}}, "a text of its own"),
        ({"options": {"en": ("a", "x" * 200)}}, "longer than"),
        ({"options": {"en": ("a", "b"), "vi": ("a", "b", "c")}}, "same number"),
        ({"right": ()}, "which option"),
        ({"right": (3,)}, "which option"),
        ({"right": (-1,)}, "which option"),
        ({"right": (0, 1)}, "Only one"),
        ({"form": Form.SELECT_ALL, "right": (0, 1, 2)}, "nothing to choose"),
        ({"form": Form.TRUE_FALSE, "right": (2,)}, "which option"),
        ({"form": Form.TYPED}, "from 1 to 20"),
        ({"form": Form.TYPED, "accepted": (" ",)}, "from 1 to 20"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(QuizError, match=words):
        with_own(plan(2), CAPITAL._replace(**changes))


def test_the_same_question_is_not_added_twice() -> None:
    once = with_own(plan(2), CAPITAL)
    with pytest.raises(QuizError, match="in the plan already"):
        with_own(once, CAPITAL)
    assert len(with_own(once, CAPITAL._replace(right=(0,))).entries) == 4


def test_what_a_teacher_pastes_is_cleaned() -> None:
    found = with_own(plan(1), OwnQuestion(Form.CHOICE, {"en": HOSTILE}, {"en": (HOSTILE[:80], "b\u202ec")}, right=(0,)))
    question = found.entries[-1].questions["en"]
    for text in (question.prompt, *question.options, *question.key):
        assert text.isprintable() and "\u202e" not in text
