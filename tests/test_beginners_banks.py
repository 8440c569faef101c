"""Banks as beginners write them: years of any age, names that say too much, properties without names of their own."""

import re
from pathlib import Path

import pytest

from quiz.questions.model import Form, Outcome
from quiz.questions.open import check_bank, open_bank


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))


HISTORY = """
bank: {id: lich-su, title: Lịch sử, languages: [vi, en]}
kinds:
  event:
    name: {vi: sự kiện, en: event}
    properties:
      year: {type: year, name: {vi: năm, en: year}}
      troops: {type: count, name: {vi: quân số, en: number of troops}}
facts:
  au-lac: {kind: event, name: {vi: nước Âu Lạc, en: the Âu Lạc state}, year: -257}
  nam-viet: {kind: event, name: {vi: trận Phiên Ngung, en: the battle of Panyu}, year: -111}
  hai-ba-trung: {kind: event, name: {vi: khởi nghĩa Hai Bà Trưng, en: the Trưng uprising}, year: 40}
  bach-dang:
    kind: event
    name: {vi: trận Bạch Đằng, en: the battle of Bạch Đằng}
    year: 938
    troops: {value: 2012, as_of: 2012}
  thang-long: {kind: event, name: {vi: việc dời đô, en: the move of the capital}, year: 1010}
"""


def test_years_of_any_age_can_be_asked_and_typed(tmp_path: Path) -> None:
    path = tmp_path / "history.yaml"
    path.write_text(HISTORY, encoding="utf-8")
    for found in (open_bank(path), open_bank(path)):  # as made, and from the cache
        for lang in ("vi", "en"):
            typed = [one for one in found.all_questions(lang) if one.form is Form.TYPED and one.property == "year"]
            shown = {one.subject: one.key[0] for one in typed}
            assert shown["nam-viet"] == {"vi": "111 TCN", "en": "111 BC"}[lang]
            assert shown["bach-dang"] == "938" and shown["hai-ba-trung"] == "40"
            for one in typed:
                assert found.grade(one, one.key[0]).outcome.value == "right", one
                assert found.grade(one, "39").outcome.value == "wrong", one


def test_a_year_in_a_date_is_not_shown_as_the_number_that_it_looks_like(tmp_path: Path) -> None:
    path = tmp_path / "history.yaml"
    path.write_text(HISTORY, encoding="utf-8")
    (card,) = [
        one for one in open_bank(path).all_questions("en") if one.property == "troops" and one.form is Form.FLASHCARD
    ]
    assert card.prompt.startswith("As of 2012,") and card.key == ("2,012",)


BATTLES = """
bank: {id: battles, languages: [en, vi]}
kinds:
  battle:
    properties: {day: date}
facts:
  first: {kind: battle, name: {en: the First Battle, vi: trận năm 938}, day: 1777-09-19}
  second: {kind: battle, name: the Battle of 1805, day: 1805-12-02}
  third: {kind: battle, name: {en: the Third Battle, vi: trận thứ ba}, day: 1805-10-20}
  fourth: {kind: battle, name: the Fourth Battle, day: 1805-10-14}
  fifth: {kind: battle, name: the Fifth Battle, day: 1815-06-18}
  sixth: {kind: battle, name: the Battle of 1813, day: 1813-10-19}
"""


def test_a_number_in_a_name_tells_no_place_in_an_order(tmp_path: Path) -> None:
    path = tmp_path / "battles.yaml"
    path.write_text(BATTLES, encoding="utf-8")
    found = [one for one in open_bank(path).all_questions("en") if one.form is Form.ORDERING]
    assert {one.subject for one in found} == {"third", "fourth", "fifth"}
    assert {name for one in found for name in one.options} == {
        "the Third Battle",
        "the Fourth Battle",
        "the Fifth Battle",
    }


def test_a_year_in_a_name_tells_no_date_from_its_options(tmp_path: Path) -> None:
    path = tmp_path / "battles.yaml"
    path.write_text(BATTLES, encoding="utf-8")
    found = list(open_bank(path).all_questions("en"))
    (choice,) = [one for one in found if one.subject == "second" and one.form is Form.CHOICE]
    assert sorted(choice.options) == ["14 October 1805", "2 December 1805", "20 October 1805"]
    assert {one.form for one in found if one.subject == "sixth"} == {Form.FLASHCARD, Form.TYPED}


TREATIES = """
bank: {id: treaties}
kinds:
  treaty:
    properties:
      signed: {type: year, reverse: yes}
      town: {type: text, reverse: yes, exclusive: yes}
facts:
  a: {kind: treaty, name: the Treaty of 1648, signed: 1648, town: Münster}
  b: {kind: treaty, name: the Lisbon Treaty, signed: 2007, town: Lisbon}
  c: {kind: treaty, name: the Treaty of 1957, signed: 1904, town: Rome}
  d: {kind: treaty, name: the Pact, signed: 1815, town: Vienna}
"""


def test_what_is_given_does_not_stand_in_the_name_that_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "treaties.yaml"
    path.write_text(TREATIES, encoding="utf-8")
    asked = {(one.subject, one.given) for one in open_bank(path).all_questions("en") if one.property == "self"}
    assert asked == {("b", "signed"), ("c", "signed"), ("d", "signed"), ("a", "town"), ("c", "town"), ("d", "town")}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("isotopes: count", "number of isotopes"),
        ("gold_medals: integer", "number of gold medals"),
        ("people: count", "number of people"),
        ("population: count", "population"),
        ("number_of_moons: count", "number of moons"),
        ("height_in_metres: integer", "height in metres"),
        ("oxen: {type: count, name: oxen in the field}", "oxen in the field"),
        ("radius: integer", "radius"),
        ("uses: set of text", "uses"),
    ],
)
def test_what_is_counted_is_called_the_number_of_it(tmp_path: Path, written: str, name: str) -> None:
    path = tmp_path / "counts.yaml"
    path.write_text(f"kinds: {{thing: {{properties: {{{written}}}}}}}\nfacts: {{a: {{kind: thing}}}}\n", "utf-8")
    (prop,) = open_bank(path).bank.kinds["thing"].properties.values()
    assert prop.name == {"en": name}


@pytest.mark.parametrize(
    ("lang", "name", "told"),
    [
        ("vi", "các bên ký", "là một trong các bên ký của Hiệp ước."),
        ("vi", "bên ký kết", "là một trong các bên ký kết của Hiệp ước."),
        ("en", "the parties", "is one of the parties of Hiệp ước."),
        ("en", "parties", "is one of the parties of Hiệp ước."),
    ],
)
def test_the_name_of_a_property_may_begin_as_the_wording_before_it_ends(
    tmp_path: Path, lang: str, name: str, told: str
) -> None:
    (tmp_path / "a.yaml").write_text(
        f"bank: {{id: a, language: {lang}}}\n"
        f"kinds:\n  treaty: {{properties: {{parties: {{type: set of text, name: {name}, foils: [Anh]}}}}}}\n"
        "facts:\n  treaty: {kind: treaty, name: Hiệp ước, parties: {value: [Pháp, Nga], complete: yes}}\n",
        encoding="utf-8",
    )
    (asked,) = [one for one in open_bank(tmp_path).all_questions(lang) if one.form is Form.TRUE_FALSE]
    assert told in asked.prompt


def test_short_names_are_read_without_their_dashes(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "kinds:\n  gas-giant: {properties: {ring-count: integer, moon_count: integer}}\n"
        "facts:\n  old-saturn: {kind: gas-giant, ring-count: 7, moon_count: 146}\n",
        encoding="utf-8",
    )
    cards = {one.prompt for one in open_bank(tmp_path).all_questions("en") if one.form is Form.FLASHCARD}
    assert cards == {"What is the ring count of Old saturn?", "What is the moon count of Old saturn?"}


def test_a_statement_that_ends_with_a_full_stop_gets_no_second_one(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "kinds:\n  state:\n    properties:\n      capital: {type: text, exclusive: yes}\n"
        "      size: {type: count, statement: '{self} has {value} people.'}\n"
        "facts:\n  usa: {kind: state, name: America, capital: 'Washington, D.C.', size: 3}\n"
        "  uk: {kind: state, name: Britain, capital: 'London, U.K.', size: 2}\n",
        encoding="utf-8",
    )
    judged = [one.prompt for one in open_bank(tmp_path).all_questions("en") if one.form is Form.TRUE_FALSE]
    assert len(judged) == 4 and all(re.search(r"[^.]\.$", prompt) for prompt in judged)


STATES = """
bank: {id: states}
kinds:
  state:
    properties:
      capital: {type: ref, to: city}
      head: {type: text, exclusive: yes}
  city: {}
facts:
  vietnam:
    kind: state
    name: Vietnam
    capital: [{value: hue, valid: 1802/1945}, {value: hanoi, valid: 1945/}]
    head: [{value: Phúc, valid: 2016/2021}, {value: Chính, valid: 2021/}]
  laos: {kind: state, name: Laos, capital: vientiane, head: Sonexay}
  hue: {kind: city, name: Huế}
  hanoi: {kind: city, name: Hanoi}
  vientiane: {kind: city, name: Vientiane}
"""


@pytest.mark.parametrize(
    ("asked", "typed", "told"),
    [
        ("capital", "Hue", "Huế is right for another time: 1802 – 1945."),
        ("head", "Phúc", "Phúc is right for another time: 2016 – 2021."),
        ("head", "Sonexay", "The head of Laos is Sonexay."),
        ("head", "Nobody", ""),
    ],
)
def test_of_what_held_once_it_is_told_when(tmp_path: Path, asked: str, typed: str, told: str) -> None:
    path = tmp_path / "states.yaml"
    path.write_text(STATES, encoding="utf-8")
    questions = open_bank(path)
    verdict = questions.grade(questions.ask(f"states/vietnam/self>{asked}", Form.TYPED, "en", 1), typed)
    assert (verdict.outcome, verdict.chosen) == (Outcome.WRONG, told)


def test_a_card_does_not_speak_of_options(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "kinds:\n  star:\n    properties:\n      colour: {type: text, exclusive: yes, reverse: yes}\n"
        "    questions:\n      colour>self: {all: 'Which of these are {colour}? (choose all)'}\n"
        "facts:\n  a: {kind: star, colour: red}\n  b: {kind: star, colour: red}\n  c: {kind: star, colour: blue}\n"
        "  d: {kind: star, colour: white}\n",
        encoding="utf-8",
    )
    of_red = [one for one in open_bank(tmp_path).all_questions("en") if one.property == "self" and len(one.key) > 1]
    assert {one.form: one.prompt for one in of_red} == {
        Form.FLASHCARD: "Name every star with this colour: red.",
        Form.SELECT_ALL: "Which of these are red? (choose all)",
    }


ONE_BOOK = """
bank: {from: BOOK}
sources:
  BOOK: {title: The handbook}
  SKY: {title: The atlas}
kinds:
  star:
    properties:
      planets: count
      mass: integer
tables:
  - {file: stars.csv, kind: star, slug: name}
facts:
  sun: {kind: star, planets: 8, mass: [{value: 1, from: SKY}, {value: 3, status: rejected, reason: A slip.}]}
  vega: {kind: star, planets: 2, from: SKY:7}
  mizar: {kind: star, planets: 5}
"""


def test_one_source_may_be_stated_for_a_whole_bank(tmp_path: Path) -> None:
    (tmp_path / "stars.yaml").write_text(ONE_BOOK, encoding="utf-8")
    (tmp_path / "stars.csv").write_text("name;planets\nRigel;1\n", encoding="utf-8")
    found = open_bank(tmp_path / "stars.yaml")
    claims = {slug: entity.claims for slug, entity in check_bank(tmp_path / "stars.yaml").bank.entities.items()}
    named = {slug: [ref.source for ref in some["planets"][0].sources] for slug, some in claims.items()}
    assert named == {"sun": ["BOOK"], "vega": ["SKY"], "mizar": ["BOOK"], "rigel": ["BOOK"]}
    assert [[ref.source for ref in claim.sources] for claim in claims["sun"]["mass"]] == [["SKY"], []]
    (asked,) = [one for one in found.all_questions("en") if one.subject == "mizar" and one.form is Form.TYPED]
    assert found.cite(asked.sources, "en") == ["The handbook"]


def test_a_source_of_the_whole_bank_is_one_that_it_knows(tmp_path: Path) -> None:
    (tmp_path / "stars.csv").write_text("name;planets\nRigel;1\n", encoding="utf-8")
    path = tmp_path / "stars.yaml"
    path.write_text(ONE_BOOK.replace("from: BOOK", "from: BOOKS"), encoding="utf-8")
    (problem,) = check_bank(path).problems
    assert str(problem) == "stars.yaml:2:14: error: 'BOOKS' names no source of this bank. Did you mean 'BOOK'?"


def test_a_short_name_of_another_thing_is_told_what_it_is(tmp_path: Path) -> None:
    text = """
kinds: {peak: {properties: {height: {type: count, reverse: yes}}}}
facts:
  a: {kind: peak, name: {en: {display: Mount Everest, short: Everest}}, height: 8849}
  b: {kind: peak, name: {en: {display: Mount Kilimanjaro, short: Kilimanjaro}}, height: 5895}
  c: {kind: peak, name: {en: {display: Mount Aconcagua, short: Aconcagua}}, height: 6961}
"""
    path = tmp_path / "peaks.yaml"
    path.write_text(text, encoding="utf-8")
    found = open_bank(path)
    asked = found.ask("peaks/a/height>self", Form.TYPED, "en", 0)
    verdict = found.grade(asked, "Kilimanjaro")
    assert (verdict.outcome, verdict.chosen) == (Outcome.WRONG, "The height of Mount Kilimanjaro is 5,895.")
    assert found.grade(asked, "Everest").outcome is Outcome.RIGHT
