"""An answer in the making: what digits, Space, Enter and arrows do to it, in each form."""

import pytest

from quiz.questions.model import Form, Question, Response
from quiz.tui.draft import Draft, Step, digit, enter, fresh, move, space
from tests.tui_questions import asked


def play(question: Question, keys: str) -> tuple[Draft, Response | str]:
    """The draft after the keys, and the response or ``open``."""
    draft = fresh(question)
    for key in keys:
        match key:
            case "E":
                step = enter(question, draft)
            case " ":
                step = space(question, draft)
            case "v":
                step = Step(move(question, draft, 1))
            case "^":
                step = Step(move(question, draft, -1))
            case _:
                step = digit(question, draft, int(key))
        draft = step.draft
        if step.done:
            return draft, step.response
    return draft, "open"


@pytest.mark.parametrize(
    ("form", "keys", "response"),
    [
        (Form.CHOICE, "3", 2),
        (Form.CHOICE, "9", "open"),
        (Form.CHOICE, "E", "open"),
        (Form.CHOICE, "vvE", 1),
        (Form.CHOICE, "^E", 3),
        (Form.CHOICE, "v ", 0),
        (Form.TRUE_FALSE, "2", 1),
        (Form.FLASHCARD, "3", "open"),
        (Form.FLASHCARD, " 1", "again"),
        (Form.FLASHCARD, "E2", "hard"),
        (Form.FLASHCARD, "EE", "good"),
        (Form.FLASHCARD, "E4", "easy"),
        (Form.FLASHCARD, "E^E", "easy"),
        (Form.SELECT_ALL, "E", "open"),
        (Form.SELECT_ALL, "41E", (0, 3)),
        (Form.SELECT_ALL, "411E", (3,)),
        (Form.SELECT_ALL, "v vv E", (0, 2)),
        (Form.ORDERING, "41E", "open"),
        (Form.ORDERING, "412E", (3, 0, 1, 2)),
        (Form.ORDERING, "4114123E", (0, 1, 2, 3)),
        (Form.ORDERING, "41122E", "open"),
        (Form.ORDERING, "41121E", (3, 1, 0, 2)),
        (Form.ORDERING, "4123E", (3, 0, 1, 2)),
        (Form.MATCHING, "412E", "open"),
        (Form.MATCHING, "4123E", (3, 0, 1, 2)),
        (Form.MATCHING, "4123^^^1E", "open"),
        (Form.MATCHING, "44123E", (2, 3, 0, 1)),
    ],
)
def test_keys_make_the_response(form: Form, keys: str, response: Response | str) -> None:
    assert play(asked(form), keys)[1] == response


def test_the_last_place_of_an_order_fills_itself() -> None:
    assert play(asked(Form.ORDERING), "412")[0].picked == (3, 0, 1, 2)


def test_an_option_matched_again_leaves_its_old_row() -> None:
    assert play(asked(Form.MATCHING), "11")[0].picked == (-1, 0, -1, -1)


def test_with_fewer_options_than_rows_an_option_serves_twice() -> None:
    question = asked(Form.MATCHING)
    question = question._replace(options=question.options[:2])
    assert play(question, "1111E")[1] == (0, 0, 0, 0)


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.TYPED])
def test_an_unsure_digit_never_hands_in(form: Form) -> None:
    question = asked(form)
    draft = fresh(question)._replace(revealed=form is Form.FLASHCARD)
    step = digit(question, draft, 2, sure=False)
    assert not step.done
    assert step.draft.picked == draft.picked
    assert step.draft.cursor == (0 if form is Form.MATCHING else 1)


def test_enter_says_when_something_is_lacking() -> None:
    assert enter(asked(Form.SELECT_ALL), Draft()).lacking
    assert enter(asked(Form.CHOICE), Draft()).lacking
    assert not enter(asked(Form.FLASHCARD), Draft()).lacking
