"""Hostile or empty answers are wrong or blank, at once, whatever is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.questions.grading import grade_typed
from quiz.questions.model import Accept, Outcome

RULES = {
    "text": Accept("text", ("Helsinki", "Hen-xin-ki"), (), ("Berlin", "Béc-lin"), (), "", 0.0, ""),
    "date": Accept("date", ("1996-03-01/1996-03-02",), (), (), (), "", 0.0, "range"),
    "number": Accept("number", ("53",), (), ("51",), (), "partners", 0.0, ""),
    "quantity": Accept("quantity", ("4909",), (), (), (), "km", 0.05, ""),
    "money": Accept("money", ("USD 10000",), (), (), (), "", 0.0, ""),
}
every_rule = pytest.mark.parametrize("accept", RULES.values(), ids=RULES)


@every_rule
@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "\t\n",
        "\u00a0\u2003",
        "...",
        "?!",
        "-",
        "—",
        "$",
        "%",
        "😀",
        "👩‍👩‍👧",
        "\x00",
        "\x1b",
        "\u202e",
        "\u200b",
        "()",
        "' '",
        " " * 10_000,
        "!" * 10_000,
        "\u0301" * 50,
        "\ud800",
    ],
)
def test_an_answer_without_a_letter_or_digit_is_blank(accept: Accept, typed: str) -> None:
    assert grade_typed(typed, accept, "en") == (Outcome.BLANK, "", "")


@every_rule
@pytest.mark.parametrize(
    "typed",
    [
        "a" * 10_000,
        "1" * 10_000,
        "1" * 400,
        "1," * 200,
        "thứ \u0301 hai",
        "two \u0301",
        "thứ",
        "in " * 130,
        "1 " * 200,
        "- a " * 100,
        "a , ( [ " * 50,
        "one and " * 50,
        "năm " * 100,
        "một trăm " * 40,
        "tháng " * 60,
        "th 1 " * 80,
        "1-2/3/1996-" * 30,
        "a" + "\u0301" * 399,
        "\u202eiknisleH",
        "مرحبا",
        "赫尔辛基",
        "x\x1b]0;title\x07",
        "\x1b[2Jx",
        "&" * 200 + "a",
        "+&" * 100 + "a",
        "a & b + c & d",
        "thousand " * 44,
        "nghìn tỷ " * 44,
        "@3 1996",
        ">1996>",
        "١٩٩٦",
        "Ⅳ",
        "½",
        "1e9",
        "0x35",
        "NaN",
        "inf",
        "\udcffx",
        "％５３１",
        "a " * 200,
    ],
)
def test_nonsense_is_wrong(accept: Accept, typed: str) -> None:
    result = grade_typed(typed, accept, "vi")
    assert result.outcome is Outcome.WRONG or (accept.rule == "date" and "1996" in typed)


@every_rule
@given(st.text(max_size=60), st.sampled_from(["en", "vi", "fr", ""]))
@settings(max_examples=150)
def test_no_text_raises(accept: Accept, typed: str, lang: str) -> None:
    assert isinstance(grade_typed(typed, accept, lang).outcome, Outcome)


@every_rule
def test_controls_and_escapes_around_an_answer_are_ignored(accept: Accept) -> None:
    answer = {"date": "1-2 March 1996", "money": "$10,000"}.get(accept.rule, accept.texts[0])
    assert grade_typed(f"\x1b[1m{answer}\x1b[0m\u200e\x00", accept, "en").outcome is Outcome.RIGHT


@every_rule
def test_accepted_texts_that_are_not_of_the_rule_are_passed_over(accept: Accept) -> None:
    odd = accept._replace(texts=("", "—", "😀", *accept.texts), refused=("", "?", "no date", "Ⅳ"))
    answer = {"date": "1-2 March 1996", "money": "$10,000"}.get(accept.rule, accept.texts[0])
    assert grade_typed(answer, odd, "en").outcome is Outcome.RIGHT
    assert grade_typed("zzz", odd, "en").outcome is Outcome.WRONG


@pytest.mark.timeout(60)
def test_a_hostile_bank_of_long_labels_can_be_graded() -> None:
    label = "y" * 10_000
    accept = RULES["text"]._replace(texts=(label,), refused=tuple(f"{n}{label}" for n in range(50)))
    assert grade_typed("y" * 399, accept, "en").outcome is Outcome.WRONG


def test_an_unknown_rule_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="no such rule"):
        grade_typed("x", RULES["text"]._replace(rule="shape"), "en")
