"""A teacher's question, asked for in lines."""

import io
from collections.abc import Iterator

import pytest

from quiz.i18n import set_language
from quiz.plain.class_own import OwnDialogue
from quiz.plain.class_prepare import PrepareDialogue, Workshop
from quiz.plain.console import Console
from quiz.questions.model import Form
from quiz.study.room.lesson import lesson
from quiz.study.room.model import RoomPlan
from quiz.study.room.own import OwnQuestion, with_own
from tests.room_kit import plan


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    set_language("en")


def asked(*lines: str, langs: tuple[str, ...] = ("en", "vi")) -> tuple[OwnQuestion | None, str]:
    """What was written, and what was said."""
    paper = io.StringIO()
    console = Console(io.StringIO("".join(f"{line}\n" for line in lines)), paper)
    return OwnDialogue(console, langs).ask(), paper.getvalue()


EN_VI = {"en": "Paris is in France.", "vi": "Paris ở Pháp."}


def test_a_statement_that_is_true_or_false() -> None:
    own, said = asked("2", *EN_VI.values(), "1", "It is its capital.", "")
    assert own == OwnQuestion(Form.TRUE_FALSE, EN_VI, {}, {"en": "It is its capital."}, [0])
    assert "1: it is true. 2: it is false." in said
    assert asked("2", "x", "", "2", "")[0] == OwnQuestion(Form.TRUE_FALSE, {"en": "x"}, right=[1])


def test_things_that_are_put_in_order() -> None:
    lines = ("3", "In order?", "Xếp?", "one", "two", "three", "", "một", "hai", "ba", "", "", "")
    own, _said = asked(*lines)
    options = {"en": ["one", "two", "three"], "vi": ["một", "hai", "ba"]}
    assert own == OwnQuestion(Form.ORDERING, {"en": "In order?", "vi": "Xếp?"}, options)


def test_options_of_which_one_or_several_are_right() -> None:
    assert asked("", "Day?", "", "a", "b", "", "2", "")[0] == OwnQuestion(
        Form.CHOICE, {"en": "Day?"}, {"en": ["a", "b"]}, {}, [1]
    )
    several, _said = asked("1", "Day?", "", "a", "b", "c", "", "3 1", "")
    assert several is not None and (several.form, several.right) == (Form.SELECT_ALL, [0, 2])


def test_an_answer_that_is_typed() -> None:
    own, _said = asked("4", "Capital?", "", "Paris; paree ;", "")
    assert own == OwnQuestion(Form.TYPED, {"en": "Capital?"}, accepted=["Paris", "paree"])


def test_a_language_with_fewer_options_shows_those_of_the_first() -> None:
    own, said = asked("3", "In order?", "Xếp?", "one", "two", "", "một", "", "", "")
    assert own is not None and own.options == {"en": ["one", "two"]}
    assert "In 'vi' there are 1 and not 2" in said


@pytest.mark.parametrize("lines", [("9",), ("x",), ("2", ""), ("2", "x", "", "3"), ("1", "x", "", "a", "b", "", "c")])
def test_what_is_unclear_puts_nothing_in(lines: tuple[str, ...]) -> None:
    own, said = asked(*lines)
    assert own is None and "No question was put in." in said


@pytest.mark.parametrize(("lang", "no_text"), [("en", "has from 2 to"), ("vi", "phương án")])
def test_such_questions_stand_in_the_lesson(lang: str, no_text: str) -> None:
    set_language(lang)
    kept: list[RoomPlan] = []
    paper = io.StringIO()
    typed = ["o", "2", "Paris is in France.", "", "1", "", "o", "3", "Order?", "", "x", "y", "z", "", "",
             "o", "3", "Too short?", "", "x", "", "", "w"]  # fmt: skip
    console = Console(io.StringIO("".join(f"{line}\n" for line in typed)), paper)
    shop = Workshop(
        lambda plan, _at: plan,
        lambda plan, at, own: with_own(plan, own, at),
        lesson,
        lambda plan: kept.append(plan) or "x",
    )
    assert PrepareDialogue(console, plan(1), shop, lang).run()
    forms = [next(iter(one.questions.values())).form for one in kept[0].entries]
    assert forms[:2] == [Form.ORDERING, Form.TRUE_FALSE] and len(forms) == 3
    assert "x → y → z" in paper.getvalue() and no_text in paper.getvalue()
