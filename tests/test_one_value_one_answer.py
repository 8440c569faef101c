"""Banks in which two values are nearly one, or one thing has several: what is then asked, and what is not."""

from pathlib import Path

import pytest

from quiz.questions.engine import Questions
from quiz.questions.model import Form, Outcome, Question
from quiz.questions.open import open_bank


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path / "cache"))


def opened(folder: Path, text: str) -> Questions:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return open_bank(path)


def asked(found: Questions, item: str, form: Form) -> Question:
    return found.ask(f"own/{item}", form, "en", 0)


SIGNS = """
kinds:
  person: {properties: {group: {type: text, exclusive: yes, reverse: yes}}}
  tongue: {properties: {file: {type: text, exclusive: yes}}}
facts:
  ann: {kind: person, name: Ann, group: A+}
  ben: {kind: person, name: Ben, group: A-}
  cid: {kind: person, name: Cid, group: B+}
  dot: {kind: person, name: Dot, group: B-}
  c: {kind: tongue, name: one, file: C}
  cpp: {kind: tongue, name: two, file: C++}
  csharp: {kind: tongue, name: three, file: "C#"}
"""


def test_signs_tell_values_apart(tmp_path: Path) -> None:
    found = opened(tmp_path, SIGNS)
    assert asked(found, "ben/self>group", Form.TYPED).key == ("A-",)
    assert asked(found, "ann/group>self", Form.CHOICE).key == ("Ann",)
    assert asked(found, "csharp/self>file", Form.FLASHCARD).key == ("C#",)
    assert {asked(found, f"{one}/self>file", Form.FLASHCARD).key[0] for one in ("c", "cpp")} == {"C", "C++"}


def test_a_lone_word_is_shown_as_it_is_written_and_a_phrase_with_a_capital(tmp_path: Path) -> None:
    found = opened(
        tmp_path,
        """
kinds:
  unit: {properties: {symbol: {type: text, exclusive: yes}, use: {type: text, exclusive: yes}}}
facts:
  a: {kind: unit, name: gram, symbol: g, use: for small things}
  b: {kind: unit, name: kilogram, symbol: kg, use: for heavy things}
  c: {kind: unit, name: acidity, symbol: pH, use: for liquids of all kinds}
  d: {kind: unit, name: newton, symbol: N, use: for forces and loads}
""",
    )
    choice = asked(found, "b/self>symbol", Form.CHOICE)
    assert choice.key == ("kg",)
    assert set(choice.options) <= {"g", "kg", "pH", "N"}
    assert all(option.startswith("For ") for option in asked(found, "b/self>use", Form.CHOICE).options)


SMALL = """
kinds:
  gas:
    properties:
      density: {type: quantity, unit: g, reverse: yes}
      ratio: quantity
      price: {type: money, reverse: yes}
facts:
  h: {kind: gas, name: hydrogen, density: 0.0000899, ratio: 3.14159, price: USD 0.001}
  he: {kind: gas, name: helium, density: 0.000179, ratio: 3.1416, price: USD 0.002}
  n: {kind: gas, name: nitrogen, density: 0.00125, ratio: 2.5, price: USD 10.50}
  o: {kind: gas, name: oxygen, density: 0.00143, ratio: 1.5, price: USD 10.5}
"""


def test_numbers_are_shown_as_exactly_as_they_are_stated(tmp_path: Path) -> None:
    found = opened(tmp_path, SMALL)
    for question in found.all_questions("en"):
        assert len(set(question.options)) == len(question.options), question
        if question.form is Form.TYPED:
            assert found.grade(question, question.key[0]).outcome is Outcome.RIGHT, question
    assert asked(found, "h/self>density", Form.TYPED).key == ("0.0000899 g",)
    assert asked(found, "h/self>ratio", Form.TYPED).key == ("3.14159",)
    assert asked(found, "h/self>price", Form.TYPED).key == ("USD 0.001",)
    stems = [question.prompt for question in found.all_questions("en") if question.given == "price"]
    assert not [stem for stem in stems if "10.5" in stem and "all" not in stem and "every" not in stem], stems


def test_a_quantity_without_a_unit_is_asked_without_one(tmp_path: Path) -> None:
    found = opened(tmp_path, SMALL)
    assert asked(found, "h/self>ratio", Form.TYPED).prompt == "What is the ratio of hydrogen?"


TIMES = """
kinds:
  country:
    properties:
      capital: {type: text, exclusive: yes, reverse: yes}
      head: {type: text, exclusive: yes}
      likes: {type: text, exclusive: yes, functional: no}
facts:
  germany:
    kind: country
    name: Germany
    capital: [{value: Bonn, valid: 1949/1990}, {value: Berlin, valid: 1990/}]
    head: [{value: Kohl, valid: 1982/1998}, {value: Merkel, valid: 2005/2021}]
    likes: [tea, jazz]
  france: {kind: country, name: France, capital: Paris, head: De Gaulle}
  italy: {kind: country, name: Italy, capital: Rome, head: Moro}
  spain: {kind: country, name: Spain, capital: Madrid, head: Suárez}
"""


def test_of_values_that_held_one_after_another_the_one_that_holds_now_is_asked(tmp_path: Path) -> None:
    found = opened(tmp_path, TIMES)
    for seed in range(20):
        question = found.ask("own/germany/self>capital", Form.CHOICE, "en", seed)
        assert question.key == ("Berlin",)
        assert "Bonn" not in question.options
    dropped = {one.id: one.reason for one in found.dropped()}
    assert "one after another" in dropped["own/germany/self>head"]


def test_of_a_thing_that_has_several_values_at_once_all_are_asked(tmp_path: Path) -> None:
    found = opened(tmp_path, TIMES)
    card = asked(found, "germany/self>likes", Form.FLASHCARD)
    assert card.key == ("tea", "jazz")
    assert found.info("own/germany/self>likes").forms == (Form.FLASHCARD,)


NAMESAKES = """
kinds:
  city: {}
  state: {}
  person:
    properties:
      home: {type: ref, to: [city, state], reverse: yes}
      born: year
facts:
  singapore: {kind: city, name: Singapore}
  singapore-state: {kind: state, name: Singapore}
  monaco: {kind: city, name: Monaco}
  france: {kind: state, name: France}
  al: {kind: person, name: Al, home: singapore, born: 1990}
  bo: {kind: person, name: Bo, home: singapore-state}
  cy: {kind: person, name: Cy, home: monaco, born: 1991}
  di: {kind: person, name: Di, home: france, born: 1992}
  ed: {kind: person, name: Ed, home: france, born: 1993}
"""


def test_what_shares_its_name_with_another_is_not_given_as_if_it_were_one(tmp_path: Path) -> None:
    found = opened(tmp_path, NAMESAKES)
    stems = [question.prompt for question in found.all_questions("en")]
    assert not [stem for stem in stems if "Singapore" in stem and "True or false" not in stem], stems
    assert [stem for stem in stems if "Which person has this home: Monaco" in stem]


NUMBERED = """
kinds:
  country: {}
  city: {properties: {country: {type: ref, to: country}, twin: {type: ref, to: country, functional: no}}}
  fair:
    naming: {en: {display: "Fair {number} of {year}"}}
    properties: {number: integer, year: year, city: {type: ref, to: city, reverse: yes}}
facts:
  france: {kind: country, name: France}
  spain: {kind: country, name: Spain}
  lyon: {kind: city, name: Lyon, country: france, twin: [france, spain]}
  nice: {kind: city, name: Nice, country: france}
  metz: {kind: city, name: Metz}
  f1: {kind: fair, number: 1, year: 1996, city: lyon}
  f2: {kind: fair, number: 2, year: 1996, city: nice}
  f3: {kind: fair, number: 3, year: 1998, city: metz}
"""


@pytest.mark.parametrize(
    ("item", "typed", "outcome"),
    [
        ("f1/city>self", "1", Outcome.RIGHT),
        ("f1/city>self", "the first", Outcome.RIGHT),
        ("f1/city>self", "1996", Outcome.WRONG),
        ("f3/city>self", "1998", Outcome.RIGHT),
        ("f3/city>self", "2", Outcome.WRONG),
        ("f1/self>city", "Lyon, France", Outcome.RIGHT),
        ("f1/self>city", "Lyon, Spain", Outcome.NEAR),
        ("f3/self>city", "Metz, France", Outcome.NEAR),
    ],
)
def test_a_thing_may_be_typed_by_its_own_number_and_with_what_it_belongs_to(
    tmp_path: Path, item: str, typed: str, outcome: Outcome
) -> None:
    found = opened(tmp_path, NUMBERED)
    assert found.grade(asked(found, item, Form.TYPED), typed).outcome is outcome
