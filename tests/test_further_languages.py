"""A language that is added by its table alone: what is shown in it is right when it is typed."""

import tomllib
from pathlib import Path

import pytest

from quiz import language
from quiz.questions.babel_format import format_value
from quiz.questions.grading import grade_typed
from quiz.questions.grading.further import number as further_number
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


UNITS = [
    *("zéro", "un|une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    *("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
]
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def in_french(number: int) -> str:
    """What is said below a hundred."""
    if number < 20:
        return UNITS[number]
    tens = max(ten for ten in TENS if ten <= number)
    rest = number - tens
    if not rest:
        return TENS[tens] + ("s" if tens == 80 else "")
    join = " et " if rest in (1, 11) and tens < 80 else "-"
    return "|".join(TENS[tens] + join + unit for unit in UNITS[rest].split("|"))


FRENCH = """
and = "et"
of = ["de", "du"]
lead_ins = ["à", "en", "au", "la ville de", "le", "la", "les", "l'"]
ordinal = {default = "{n}e", words = [], ends = {1 = "{n}er"}, said = []}

[typed]
before_number = ["un total de", "il y a", "en tout", "en", "l'an"]
behind_number = ["en tout"]
about = ["environ", "à peu près"]
yearly = ["par an"]

[typed.counted]
partner = ["partenaire", "partenaires"]
bridge = ["pont", "ponts"]

[typed.units]
km = ["kilomètre", "kilomètres"]
"%" = ["pour cent"]

[typed.currencies]
EUR = ["d'euros"]

[typed.dates]
between = ["au", "à", "jusqu'au", "et"]
around = ["du", "en", "entre le", "depuis le", "l'an"]

[typed.numbers]
hundreds = ["cent", "deux cents|deux cent", "trois cents|trois cent", "quatre cents|quatre cent",
  "cinq cents|cinq cent", "six cents|six cent", "sept cents|sept cent", "huit cents|huit cent", "neuf cents|neuf cent",
  "dix cents", "onze cents|onze cent"]
joins = ["et"]
points = ["virgule"]
minus = ["moins"]
scales = {mille = 1000, "million|millions" = 1000000}
"""
"""What a French table says of typed answers, but for the hundred smallest numbers."""


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    """French beside English and Vietnamese."""
    table = {**language.table("en"), "day": "d MMMM y", "articles": ["le", "la", "les"], **tomllib.loads(FRENCH)}
    table["typed"]["numbers"]["below_hundred"] = [in_french(number) for number in range(100)]
    monkeypatch.setitem(language._read, "fr", table)
    monkeypatch.setattr(language, "known", lambda: ("en", "fr", "vi"))


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


def of_french(typed: str, rule: str, value: str) -> Outcome:
    return outcome(typed, rule, value, "fr")


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("zéro", 0),
        ("vingt et un", 21),
        ("vingt et une", 21),
        ("soixante et onze", 71),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-sept", 97),
        ("quatre vingt dix sept", 97),
        ("cent", 100),
        ("deux cents", 200),
        ("deux cent trois", 203),
        ("cent un", 101),
        ("deux cent et une", 201),
        ("mille et une", 1001),
        ("mille", 1000),
        ("mille neuf cent quatre-vingt-seize", 1996),
        ("deux mille un", 2001),
        ("trois millions quatre cent mille vingt", 3_400_020),
        ("10 mille", 10_000),
        ("un total de 53 partenaires", 53),
        ("il y a cinquante-trois partenaires en tout", 53),
        ("53 partners", 53),
        ("53 đối tác", 53),
        ("fifty-three", 53),
    ],
)
def test_numbers_in_the_words_of_a_further_language_are_read(typed: str, number: int) -> None:
    assert of_french(typed, "number", str(number)) is Outcome.RIGHT
    assert of_french(typed, "number", str(number + 1)) is Outcome.WRONG


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    "typed", ["vingt vingt", "un deux", "mille mille", "et", "cent et", "zéro cent", "cent zéro", "mille zéro"]
)
def test_words_that_make_no_number_are_none(typed: str) -> None:
    assert further_number(typed.split()) is None


@pytest.mark.usefixtures("french")
def test_what_stands_beside_a_number_is_said_by_the_table() -> None:
    assert of_french("environ 1 006 kilomètres", "quantity", "1006") is Outcome.RIGHT
    assert of_french("douze virgule cinq kilomètres", "quantity", "12.5") is Outcome.RIGHT
    assert of_french("moins douze", "number", "-12") is Outcome.RIGHT
    assert of_french("1 006 miles", "quantity", "1006") is Outcome.WRONG
    assert of_french("1 006 pour cent", "quantity", "1006") is Outcome.WRONG
    assert of_french("12 millions d'euros", "money", "EUR 12000000") is Outcome.RIGHT
    assert of_french("12 millions d'euros", "money", "USD 12000000") is Outcome.WRONG


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("en 1996", "1996"),
        ("l'an 1996", "1996"),
        ("mille neuf cent quatre-vingt-seize", "1996"),
        ("en mars 1996", "1996-03"),
        ("du 1er au 2 mars 1996", "1996-03-01/1996-03-02"),
        ("entre le 1 et le 2 mars 1996", "1996-03-01/1996-03-02"),
        ("du 28 février 1996 jusqu'au 3 mars 1996", "1996-02-28/1996-03-03"),
    ],
)
def test_words_around_and_between_dates_are_said_by_the_table(typed: str, value: str) -> None:
    assert of_french(typed, "date", value) is Outcome.RIGHT


@pytest.mark.usefixtures("french")
def test_small_words_within_names_are_said_by_the_table() -> None:
    assert of_french("Justice et Paix", "text", "Justice & Paix") is Outcome.RIGHT
    lyon = Accept("text", ("Lyon",), (), (), (), "", 0.0, "", behind=("Rhône",))
    assert grade_typed("Lyon du Rhône", lyon, "fr").outcome is Outcome.RIGHT
    assert grade_typed("Lyon, Rhône", lyon, "fr").outcome is Outcome.RIGHT
    assert grade_typed("Lyon du Nord", lyon, "fr").outcome is Outcome.WRONG


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("typed", ["l'Allemagne", "L’Allemagne", "en Allemagne", "à l'Allemagne", "ALLEMAGNE"])
def test_a_word_that_leans_on_a_name_is_forgiven_before_it(typed: str) -> None:
    assert of_french(typed, "text", "Allemagne") is Outcome.RIGHT


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
