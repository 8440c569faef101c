"""What a typed line means as an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.plain.replies import UnclearError, numbers_of, response_of
from quiz.questions.engine import Questions
from quiz.questions.grade import grade
from quiz.questions.model import Form, Outcome, Question
from quiz.questions.open import open_bank
from tests.plain_kit import PLANETS, right, wrong


@pytest.fixture(scope="module")
def planets(tmp_path_factory: pytest.TempPathFactory) -> Questions:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZ_CACHE", str(tmp_path_factory.mktemp("cache")))
        return open_bank(PLANETS)


def one(planets: Questions, form: Form) -> Question:
    return next(question for question in planets.all_questions("en") if question.form is form)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_question_can_be_answered_rightly_and_wrongly(planets: Questions, lang: str) -> None:
    forms = set()
    for question in planets.all_questions(lang):
        forms.add(question.form)
        assert grade(question, response_of(question, right(question))).outcome is Outcome.RIGHT
        assert grade(question, response_of(question, wrong(question))).outcome is Outcome.WRONG
    assert forms == set(Form)


def test_a_choice_is_called_by_its_number_or_its_words(planets: Questions) -> None:
    question = one(planets, Form.CHOICE)
    for at, option in enumerate(question.options):
        assert response_of(question, str(at + 1)) == at
        assert response_of(question, f"{at + 1}.") == at
        assert response_of(question, option.upper()) == at


def test_a_number_that_no_option_has_may_still_be_an_option(planets: Questions) -> None:
    question = planets.ask("planets/uranus/self>rank", Form.CHOICE, "en", 0)
    assert question.options[response_of(question, "7")] == "7"  # type: ignore[index]
    small = question._replace(options=("2", "1", "7"))
    assert response_of(small, "1") == 0, "a number is a place first, as the instruction says"


@pytest.mark.parametrize("line", ["", "0", "9", "-1", "1 2", "x", "१२३४", "1e1", "½"])
def test_a_line_that_is_no_choice_is_asked_for_again(planets: Questions, line: str) -> None:
    with pytest.raises(UnclearError):
        response_of(one(planets, Form.CHOICE), line)


@pytest.mark.parametrize("line", ["1,3", "3 1", "1, 3", "1;3", "1 và 3".replace(" và ", "，"), "13", "3 1 1"])
def test_several_choices_are_written_in_many_ways(planets: Questions, line: str) -> None:
    assert response_of(one(planets, Form.SELECT_ALL), line) == (0, 2)


def test_an_order_needs_each_number_once(planets: Questions) -> None:
    question = one(planets, Form.ORDERING)
    assert response_of(question, "2 1 4 3") == (1, 0, 3, 2)
    assert response_of(question, "2143") == (1, 0, 3, 2)
    for line in ("1 2", "1 1 2 3", "1 2 3 5", "1 2 3 4 4"):
        with pytest.raises(UnclearError):
            response_of(question, line)


@pytest.mark.parametrize(
    "line", ["1b 2a 3d 4c", "2a,1b,4c,3d", "1-b 2-a 3-d 4-c", "1:B 2:A 3:D 4:C", "2 1 4 3", "b a d c"]
)
def test_pairs_are_written_in_many_ways(planets: Questions, line: str) -> None:
    assert response_of(one(planets, Form.MATCHING), line) == (1, 0, 3, 2)


@pytest.mark.parametrize("line", ["1b", "1b 2b 3d 4c", "1b 1a 3d 4c", "1b 2a 3d 4z", "5a 2a 3d 4c", "a", "1b 2"])
def test_pairs_that_do_not_fit_are_asked_for_again(planets: Questions, line: str) -> None:
    with pytest.raises(UnclearError):
        response_of(one(planets, Form.MATCHING), line)


def test_a_typed_answer_is_taken_as_it_is_but_for_a_doubled_slash(planets: Questions) -> None:
    question = one(planets, Form.TYPED)
    assert response_of(question, "q") == "q"
    assert response_of(question, "1") == "1"
    assert response_of(question, "//here") == "/here"


@pytest.mark.parametrize(("line", "meant"), [("==", "=="), ("/", "/"), ("//", "//"), ("///", "//"), ("//=", "/=")])
def test_signs_alone_are_an_answer_where_it_is_not_known_what_is_accepted(
    planets: Questions, line: str, meant: str
) -> None:
    unknown = one(planets, Form.TYPED)._replace(accept=None)  # as a pupil's own program has it
    assert response_of(unknown, line) == meant
    with pytest.raises(UnclearError, match="Nothing was typed"):
        response_of(unknown, " ")


@pytest.mark.parametrize("line", ["...", "?", "/", "//", "—", "\u0301"])
def test_an_answer_without_a_letter_or_digit_is_none(planets: Questions, line: str) -> None:
    with pytest.raises(UnclearError, match="Nothing was typed"):
        response_of(one(planets, Form.TYPED), line)


@given(line=st.text(max_size=40), last=st.integers(1, 12))
def test_numbers_are_within_bounds_whatever_is_typed(line: str, last: int) -> None:
    try:
        found = numbers_of(line, last)
    except UnclearError as unclear:
        assert str(last) in str(unclear)
    else:
        assert found and all(0 <= at < last for at in found)


@pytest.mark.parametrize("form", list(Form))
def test_nothing_typed_raises_anything_but_unclear(planets: Questions, form: Form) -> None:
    question = one(planets, form)
    for line in ("", " ", "/", "//", "\x00", "²", "٣", "1a1a", "a1", "1 2 3 4 5 6 7 8 9", "9" * 5000, "﷽", "1b2a3d4c"):
        try:
            response = response_of(question, line)
        except UnclearError:
            continue
        grade(question, response)
