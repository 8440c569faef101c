"""Names and formulas whose signs carry the meaning, and hyphens, which carry none."""

import pytest

from quiz.bank.values import wording_key
from quiz.questions.grading import grade_typed
from quiz.questions.model import Accept, Outcome
from quiz.questions.show import folded

RIGHT, WRONG, NEAR = Outcome.RIGHT, Outcome.WRONG, Outcome.NEAR


def outcome(typed: str, key: str, *refused: str) -> Outcome:
    return grade_typed(typed, Accept("text", (key,), (), refused, (), "", 0.0, ""), "en").outcome


APART = [
    ("A-", "A"),
    ("A+", "A-"),
    ("C#", "C"),
    ("F#m", "Fm"),
    ("F♯ major", "F major"),
    ("B♭ major", "B major"),
    ("F♯", "F♭"),
    ("charge -1", "charge 1"),
    ("Na⁺", "Na"),
    ("Na⁺", "Na-"),
    ("Rh- blood", "Rh blood"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_signs_tell_answers_names_and_values_apart(one: str, other: str) -> None:
    assert outcome(one, one, other) is outcome(other, other, one) is RIGHT
    assert {outcome(one, other), outcome(other, one), outcome(one, other, one)} == {WRONG}
    assert folded(one) != folded(other)
    assert wording_key(one) != wording_key(other)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("a-", "A-"),
        ("A minus", "A-"),
        ("A trừ", "A-"),
        ("A plus", "A+"),
        ("a cong", "A+"),
        ("F# major", "F♯ major"),
        ("F sharp major", "F♯ major"),
        ("Fa thăng", "Fa♯"),
        ("Bb major", "B♭ major"),
        ("B♭ major", "Bb major"),
        ("B flat major", "B♭ major"),
        ("Si giang", "Si♭"),
        ("charge −1", "charge -1"),
        ("Na+", "Na⁺"),
        ("Cl-", "Cl⁻"),
        ("c plus plus", "C++"),
        ("pre", "pre-"),
    ],
)
def test_a_sign_may_be_typed_in_any_usual_way(typed: str, key: str) -> None:
    assert outcome(typed, key) is RIGHT


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Asia Europe", "Asia-Europe"),
        ("Asia- Europe", "Asia-Europe"),
        ("Á-Âu", "Á - Âu"),
        ("á- âu", "Á – Âu"),
        ("1 -2 March", "1-2 March"),
        ("1 2 March", "1 - 2 March"),
        ("Apollo 11", "Apollo-11"),
    ],
)
def test_a_hyphen_between_words_or_numbers_means_nothing(typed: str, key: str) -> None:
    assert outcome(typed, key) is outcome(key, typed) is RIGHT


OPERATORS = ["=", "==", "!=", "//", "≥"]


@pytest.mark.parametrize("key", OPERATORS)
def test_what_has_no_letter_is_compared_as_it_stands(key: str) -> None:
    others = [one for one in OPERATORS if one != key]
    assert outcome(f" {key} ", key, *others) is RIGHT
    assert {outcome(other, key, *others) for other in (*others, "?")} == {WRONG}
    assert outcome(" ", key) is Outcome.BLANK
    assert folded(key) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("H2O", "H₂O"),
        ("E=mc2", "E = mc²"),
        ("E = mc^2", "E = mc²"),
        ("CO32-", "CO₃²⁻"),
        ("10^5", "10⁵"),
        ("10^-5", "10⁻⁵"),
    ],
)
def test_small_digits_may_be_typed_as_others(typed: str, key: str) -> None:
    assert outcome(typed, key) is outcome(key, typed) is RIGHT


CHARGED = ["CO3 2-", "CO3^2-", "CO32-", "CO₃²⁻", "CO3(2-)", "CO3^{2-}", "CO_3^{2-}", "CO₃2-", "co3 2−"]


@pytest.mark.parametrize("key", CHARGED)
def test_a_charge_may_stand_by_itself_or_not(key: str) -> None:
    assert {outcome(typed, key) for typed in CHARGED} == {RIGHT}
    others = ("CO3^2+", "CO2^3-", "CO2 3-", "CO23-", "CO3-2", "CO3 2", "CO3-", "CO3^3-", "SO3^2-")
    assert {outcome(other, key) for other in others} == {WRONG}


@pytest.mark.parametrize(
    ("typed", "key"), [("P10 4+", "P₁₀⁴⁺"), ("NH4 +", "NH₄⁺"), ("[Fe(CN)6]^3-", "[Fe(CN)₆]³⁻"), ("Fe^3+", "Fe³⁺")]
)
def test_charges_of_all_kinds_are_read(typed: str, key: str) -> None:
    assert outcome(typed, key) is RIGHT


def test_of_two_formulas_that_their_gap_alone_tells_apart_the_other_is_wrong() -> None:
    for key, other in (("S4 2-", "S42-"), ("S42-", "S4 2-")):
        assert outcome(key, key, other) is RIGHT
        assert outcome(other, key, other) is WRONG
        assert outcome("S4^2-", key, other) is NEAR


def test_a_name_is_the_same_with_small_digits_and_others() -> None:
    assert folded("CO₃²⁻") == folded("CO32-")
    assert wording_key("H₂O") == wording_key("H2O")


@pytest.mark.parametrize(("typed", "key"), [("105", "10⁵"), ("10^5", "10⁻⁵"), ("H2O", "H₂O₂"), ("CO3", "CO₃²⁻")])
def test_small_digits_are_not_left_out(typed: str, key: str) -> None:
    assert outcome(typed, key) is WRONG


def test_what_capitals_or_signs_alone_tell_apart_is_compared_as_it_stands() -> None:
    assert outcome("mW", "mW", "MW") is RIGHT
    assert outcome("MW", "mW", "MW") is WRONG
    assert outcome("mw", "mW", "MW") is NEAR
    assert outcome("mw", "mW") is RIGHT
    assert outcome("U=I·R", "U = I·R", "U = I/R") is RIGHT
    assert (
        grade_typed("milli-watt!", Accept("text", ("mW", "milli watt"), (), ("MW",), (), "", 0.0, ""), "en")[0] is RIGHT
    )
    assert outcome("u=i/r", "U = I·R", "U = I/R") is WRONG
    assert outcome("U = IR", "U = I·R", "U = I/R") is NEAR


@pytest.mark.parametrize("around", ["{}.", "“{}”", '"{}"', "{}!", "'{}'."])
def test_what_stands_around_a_name_is_not_one_of_its_signs(around: str) -> None:
    keys = ("The Invisible Man", "Invisible Man")
    for key, other in (keys, keys[::-1], ("mW", "MW")):
        assert outcome(around.format(key), key, other) is RIGHT
        assert outcome(around.format(other), key, other) is WRONG
    assert outcome(around.format("mw"), "mW", "MW") is NEAR
    assert outcome("n.", "n!", "n") is not RIGHT
