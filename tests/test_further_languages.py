"""A language that is added by its table alone: what is shown in it is right when it is typed."""

from pathlib import Path

import pytest

from quiz import language
from quiz.questions.babel_format import format_value
from quiz.questions.grading import grade_typed
from quiz.questions.model import Accept, Form, Outcome
from quiz.questions.open import open_bank

DAYS = {
    "ar": "d MMMM y",
    "cs": "d. MMMM y",
    "de": "d. MMMM y",
    "el": "d MMMM y",
    "es": "d 'de' MMMM 'de' y",
    "fi": "d. MMMM y",
    "fr": "d MMMM y",
    "hu": "y. MMMM d.",
    "id": "d MMMM y",
    "it": "d MMMM y",
    "ja": "y年M月d日",
    "km": "d MMMM y",
    "ko": "y년 M월 d일",
    "lo": "d MMMM y",
    "nl": "d MMMM y",
    "pl": "d MMMM y",
    "pt": "d 'de' MMMM 'de' y",
    "ru": "d MMMM y 'г'.",
    "th": "d MMMM y",
    "tr": "d MMMM y",
    "uk": "d MMMM y 'р'.",
    "zh": "y年M月d日",
}
"""How a day is written. The rest of a table is not about dates."""

DATES = [f"1996-{month:02}{day}" for month in range(1, 13) for day in ("", "-01", "-09", "-28")]
RANGES = [f"1996-{month:02}-03/1996-{month:02}-09" for month in range(1, 13)]
LONG_RANGES = [f"1996-{month:02}-03/1996-{month + 1:02}-09" for month in range(1, 12)]


@pytest.fixture
def further(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, beside English and Vietnamese."""
    for code, day in DAYS.items():
        monkeypatch.setitem(
            language._read, code, {**language.table("en"), "day": day, "articles": ["le"], "lead_ins": ["à"]}
        )
    known = tuple(sorted((*language.known(), *DAYS)))
    monkeypatch.setattr(language, "known", lambda: known)


def outcome(typed: str, rule: str, value: str, lang: str) -> Outcome:
    grain = "range" if "/" in value else {4: "year", 7: "month", 10: "day"}.get(len(value), "")
    accept = Accept(
        rule, (value,), (), (), (), "km" if rule == "quantity" else "", 0.0, grain if rule == "date" else ""
    )
    return grade_typed(typed, accept, lang).outcome


@pytest.mark.usefixtures("further")
@pytest.mark.parametrize("lang", ["en", "vi", *DAYS])
class TestEveryLanguage:
    """What the app shows."""

    def test_dates_are_right_as_they_are_shown(self, lang: str) -> None:
        for value in (*DATES, *RANGES, *LONG_RANGES):
            shown = format_value("date_range", value, "", lang)
            assert outcome(shown, "date", value, lang) is Outcome.RIGHT, shown

    def test_no_date_is_right_for_another(self, lang: str) -> None:
        for value, other in zip(DATES, DATES[4:], strict=False):
            shown = format_value("date", other, "", lang)
            assert outcome(shown, "date", value, lang) is not Outcome.RIGHT, shown

    def test_a_range_shows_both_of_its_days_and_its_year(self, lang: str) -> None:
        shown = format_value("date_range", "1996-03-09/1996-03-19", "", lang)
        assert "9–19" in shown and "1996" in shown

    def test_years_of_any_age_are_right_as_they_are_shown(self, lang: str) -> None:
        for year in (-2879, -111, -44, -7):
            shown = format_value("year", year, "", lang)
            accept = Accept("date", (str(year),), (), (), (), "", 0.0, "year")
            assert f"-{-year}" not in shown
            assert grade_typed(shown, accept, lang).outcome is Outcome.RIGHT, shown
            assert grade_typed(shown, accept._replace(texts=(str(-year),)), lang).outcome is Outcome.WRONG, shown

    def test_numbers_and_sums_are_right_as_they_are_shown(self, lang: str) -> None:
        for number in (1234, 53_000, 1_234_567, 12.5, 1234.5, 0.25):
            shown = format_value("quantity", number, "km", lang)
            assert outcome(shown, "quantity", str(number), lang) is Outcome.RIGHT, shown
        for money in ("USD 10000", "EUR 12.50", "VND 1500000"):
            shown = format_value("money", money, "", lang)
            assert outcome(shown, "money", money, lang) is Outcome.RIGHT, shown


@pytest.mark.usefixtures("further")
def test_a_point_means_what_it_means_in_the_language() -> None:
    assert outcome("1.234", "quantity", "1234", "de") is Outcome.RIGHT
    assert outcome("1.234", "quantity", "1.234", "de") is Outcome.NEAR
    assert outcome("1,234", "quantity", "1.234", "de") is Outcome.RIGHT
    assert outcome("1.234", "quantity", "1.234", "zh") is Outcome.RIGHT


@pytest.mark.usefixtures("further")
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("le 12 mars 1996", "1996-03-12"),
        ("mardi 12 mars 1996", "1996-03-12"),
        ("12 MÄRZ 1996", "1996-03-12"),
        ("12. Dez. 1996", "1996-12-12"),
        ("12 déc. 1996", "1996-12-12"),
        ("12 de dic. de 1996", "1996-12-12"),
        ("12 марта 1996", "1996-03-12"),
        ("1996年3月12日", "1996-03-12"),
        ("12/3/1996", "1996-03-12"),
        ("12 March 1996", "1996-03-12"),
        ("ngày 12 tháng 3 năm 1996", "1996-03-12"),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, value: str) -> None:
    assert outcome(typed, "date", value, "fr") is Outcome.RIGHT


@pytest.mark.usefixtures("further")
def test_words_before_a_name_are_forgiven_in_every_language() -> None:
    for typed in ("à Lyon", "in Lyon", "ở Lyon", "A LYON"):
        assert outcome(typed, "text", "Lyon", "fr") is Outcome.RIGHT, typed


BANK = """
bank: {id: fleuves, title: Fleuves de France, language: fr}
kinds:
  river:
    name: fleuve
    properties:
      length: {type: quantity, unit: km, name: longueur}
      explored: {type: date, name: date de l’exploration}
      bridges: {type: count, name: nombre de ponts}
      cost: {type: money, name: coût}
facts:
  loire: {kind: river, name: la Loire, length: 1006, explored: 1712-08-05, bridges: 1380, cost: EUR 12500.50}
  seine: {kind: river, name: la Seine, length: 775, explored: 1650-02-28, bridges: 1370, cost: EUR 13000}
  rhone: {kind: river, name: le Rhône, length: 812, explored: 1703-12-31, bridges: 1250, cost: EUR 9000}
"""


@pytest.mark.usefixtures("further")
def test_a_bank_in_a_further_language_can_be_answered_as_it_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path / "cache"))
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "a.yaml").write_text(BANK, encoding="utf-8")
    questions = open_bank(tmp_path / "bank")
    typed = [questions.ask(item.id, Form.TYPED, "fr", 0) for item in questions.items() if Form.TYPED in item.forms]
    assert {question.accept.rule for question in typed if question.accept} == {
        "date",
        "number",
        "quantity",
        "money",
    }
    for question in typed:
        assert questions.grade(question, question.key[0]).outcome is Outcome.RIGHT, question.key
    assert any("août 1712" in question.key[0] for question in typed)
