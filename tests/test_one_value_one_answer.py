"""Banks in which two values are nearly one, or one thing has several: what is then asked, and what is not."""

from pathlib import Path

import pytest

from quiz.plain.replies import UnclearError, response_of
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


def test_a_sum_stands_among_sums_of_its_own_currency(tmp_path: Path) -> None:
    found = opened(tmp_path, SMALL.replace("USD 10.50", "EUR 10.50"))
    assert {one[:3] for one in options(every(found, "h/self>price")) if one[:3].isupper()} == {"USD"}


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
    assert "holds now" in dropped["own/germany/self>head"]


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


DISPUTED_NAMESAKE = """
kinds:
  city: {}
  state: {}
  feast:
    properties:
      home: {type: ref, to: [city, state], qualifies: yes}
      motto: {type: text, exclusive: yes, reverse: yes}
facts:
  singapore: {kind: city, name: Singapore}
  singapore-state: {kind: state, name: Singapore}
  monaco: {kind: city, name: Monaco}
  a: {kind: feast, name: Feast A, motto: Onward, home: monaco}
  b: {kind: feast, name: Feast B, motto: Upward, home: singapore}
  c: {kind: feast, name: Feast C, motto: Upward, home: [monaco, {value: singapore-state, status: disputed, reason: x}]}
"""


def test_what_may_be_its_namesake_is_not_told_apart_by_the_name(tmp_path: Path) -> None:
    found = opened(tmp_path, DISPUTED_NAMESAKE)
    assert not [one for one in found.all_questions("en") if "Upward (home: Singapore)" in one.prompt]


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


def every(found: Questions, item: str) -> list[Question]:
    """All forms of an item, each at several seeds."""
    info = found.info(f"own/{item}")
    return [found.ask(info.id, form, "en", seed) for form in info.forms for seed in range(12)]


def options(questions: list[Question]) -> set[str]:
    return {option for question in questions for option in question.options}


BOOKS = """
kinds:
  book:
    properties:
      author: {type: text, exclusive: yes}
      seas: {type: set of text, foils: [Red Sea, Black Sea]}
facts:
  manifesto:
    kind: book
    name: The Manifesto
    author: [Marx, {value: Engels, status: unasked, reason: He wrote it with him.}]
    seas: [{value: [North Sea, White Sea], complete: yes}, {value: [Baltic], status: unasked, reason: Small.}]
  family: {kind: book, name: The Family, author: Engels}
  wealth: {kind: book, name: The Wealth, author: Smith}
  essay: {kind: book, name: The Essay, author: Malthus, seas: {value: [Baltic], complete: yes}}
  works: {kind: book, name: The Works, author: Ricardo}
"""


def test_what_is_true_and_not_asked_is_no_wrong_option(tmp_path: Path) -> None:
    found = opened(tmp_path, BOOKS)
    assert "Engels" not in options([one for one in every(found, "manifesto/self>author") if one.form is Form.CHOICE])
    assert "Engels" in options(every(found, "essay/self>author"))
    for question in every(found, "manifesto/self>seas"):
        assert "Baltic" not in question.options and "Baltic is" not in question.prompt


PERIODS = """
kinds:
  club:
    properties:
      president: {type: text, exclusive: yes}
      members: {type: set of text, foils: [Fay, Gus]}
      size: {type: count, varies: yes}
facts:
  chess:
    kind: club
    name: the Chess Club
    president: [{value: Ann, valid: 1990/2000, as_of: 1995}, {value: Bob, valid: 2000/}]
    members: [{value: [Ann, Bob], valid: 1990/2000, complete: yes}, {value: [Cid, Dan], valid: 2000/}]
    size: [{value: 1000, as_of: 2021}, {value: 1200, as_of: 2021-06}]
  rowing: {kind: club, name: the Rowing Club, president: {value: Old, valid: 1950/1960}}
  golf: {kind: club, name: the Golf Club, president: Eve, size: {value: 3000, as_of: 2021}}
"""


def test_a_value_has_its_own_date_and_its_own_completeness(tmp_path: Path) -> None:
    found = opened(tmp_path, PERIODS)
    assert asked(found, "chess/self>president", Form.FLASHCARD).prompt == "What is the president of the Chess Club?"
    assert found.info("own/chess/self>members").forms == (Form.FLASHCARD,)
    assert not found.has("own/rowing/self>president")
    assert "1,200" not in options(every(found, "chess/self>size@2021"))
    assert "1,000" not in options(every(found, "chess/self>size@2021-06"))


GEORGIA = """
kinds:
  country: {properties: {capital: {type: text, exclusive: yes}, area: {type: quantity, unit: km²}}}
  state: {properties: {capital: {type: text, exclusive: yes}}}
facts:
  georgia: {kind: country, name: Georgia, capital: Tbilisi, area: 69700}
  georgia-us: {kind: state, name: Georgia, capital: Atlanta}
  france: {kind: country, name: France, capital: Paris}
  texas: {kind: state, name: Texas, capital: Austin}
"""


def test_a_stem_that_reads_like_another_with_another_answer_is_not_asked(tmp_path: Path) -> None:
    found = opened(tmp_path, GEORGIA)
    stems = [question.prompt for question in found.all_questions("en")]
    assert not [stem for stem in stems if "capital of Georgia" in stem]
    assert [stem for stem in stems if "capital of Texas" in stem]
    assert found.has("own/georgia/self>area")


HOSTS = """
kinds:
  event: {}
  city: {name: host, properties: {hosted: {type: ref, to: event, reverse: yes}, twin: {type: ref, to: event}}}
  club: {name: host, properties: {hosted: {type: ref, to: event}}}
  band: {properties: {hosted: {type: ref, to: event, reverse: yes}}}
facts:
  e1: {kind: event, name: Expo One}
  e2: {kind: event, name: Expo Two}
  e3: {kind: event, name: Expo Three}
  paris: {kind: city, name: Paris, hosted: e1, twin: e2}
  rome: {kind: city, name: Rome, hosted: e2, twin: e1}
  oslo: {kind: city, name: Oslo, hosted: e3, twin: e1}
  lions: {kind: club, name: Lions, hosted: e1}
  bears: {kind: club, name: Bears, hosted: e2}
  bulls: {kind: club, name: Bulls, hosted: e2}
  drums: {kind: band, name: Drums, hosted: e1}
  flutes: {kind: band, name: Flutes, hosted: e2}
  horns: {kind: band, name: Horns, hosted: e3}
"""


@pytest.mark.parametrize("reverse", ["", ", reverse: yes"])
def test_of_two_properties_that_are_called_the_same_no_value_is_given_that_both_have(
    tmp_path: Path, reverse: str
) -> None:
    club = "club: {name: host, properties: {hosted: {type: ref, to: event"
    found = opened(tmp_path, HOSTS.replace(club, club + reverse))
    assert not found.has("own/paris/hosted>self") and not found.has("own/rome/hosted>self")
    told = {one.id: one.reason for one in found.dropped()}
    assert told["own/paris/hosted>self"] == "another question reads the same: own/lions/hosted>self"
    assert asked(found, "oslo/hosted>self", Form.TYPED).prompt == "Which host has this hosted: Expo Three?"
    assert asked(found, "drums/hosted>self", Form.TYPED).prompt == "Which band has this hosted: Expo One?"


def test_two_properties_of_one_kind_that_no_thing_has_both_of_may_be_called_the_same(tmp_path: Path) -> None:
    makers = """
kinds:
  place:
    properties:
      built: {type: text, name: maker, exclusive: yes, reverse: yes}
      painted: {type: text, name: maker, exclusive: yes}
facts:
  house: {kind: place, name: House, built: Ann}
  tower: {kind: place, name: Tower, built: Ben}
  mill: {kind: place, name: Mill, built: Cid}
  wall: {kind: place, name: Wall, painted: Ann}
  arch: {kind: place, name: Arch, painted: Dan}
"""
    found = opened(tmp_path, makers)
    assert not found.has("own/house/built>self") and found.has("own/tower/built>self")
    assert asked(found, "wall/self>painted", Form.FLASHCARD).prompt == "What is the maker of Wall?"


DOUBTS = """
kinds:
  treaty:
    properties:
      signed: date
      year: {type: year, derived: signed, name: year of signing, reverse: yes}
      live: boolean
facts:
  alba: {kind: treaty, name: Alba, signed: [1801-03-04, {value: 1802-02-01, status: disputed, reason: A copy says so.}],
         live: [yes, {value: no, status: also, reason: Both.}]}
  bern: {kind: treaty, name: Bern, signed: 1802-05-05, live: yes}
  cork: {kind: treaty, name: Cork, signed: 1805-05-05, live: no}
  dover: {kind: treaty, name: Dover, signed: 1809-05-05}
"""


def test_a_doubt_about_a_date_is_one_about_its_year(tmp_path: Path) -> None:
    found = opened(tmp_path, DOUBTS)
    for question in every(found, "alba/self>year"):
        assert "1802" not in question.options
        assert question.form is not Form.TRUE_FALSE or "1802" not in question.prompt
    if found.has("own/bern/year>self"):
        assert "Alba" not in options(every(found, "bern/year>self"))


def test_what_is_true_and_false_is_no_true_or_false(tmp_path: Path) -> None:
    found = opened(tmp_path, DOUBTS)
    assert not found.has("own/alba/self>live")
    assert found.has("own/bern/self>live")


LURES = """
kinds:
  dish: {properties: {base: text}}
  river: {properties: {length: {type: quantity, unit: km, tolerance: 10%}}}
  chemical: {properties: {mass: {type: quantity, unit: g}}}
facts:
  pho: {kind: dish, name: pho, base: [rice noodles, {value: shrimp, status: rejected, foil: yes, reason: Not in it.},
        {value: pork, status: rejected, foil: yes, reason: Not in it.}]}
  hu-tieu: {kind: dish, name: hu tieu, base: tapioca noodles}
  mekong: {kind: river, name: the Mekong, length: 4350}
  lena: {kind: river, name: the Lena, length: 4294}
  congo: {kind: river, name: the Congo, length: 4700}
  mist: {kind: chemical, name: mist, mass: 0.00009}
"""


def test_a_foil_of_one_thing_is_not_false_of_others(tmp_path: Path) -> None:
    found = opened(tmp_path, LURES)
    assert {"shrimp", "pork"} & {one.casefold() for one in options(every(found, "pho/self>base"))}
    assert not options(every(found, "hu-tieu/self>base"))


def test_numbers_within_the_tolerance_are_no_wrong_options_and_invented_ones_are_of_its_size(tmp_path: Path) -> None:
    found = opened(tmp_path, LURES)
    shown = options([one for one in every(found, "mekong/self>length") if one.form is Form.CHOICE])
    numbers = [int(one.replace(",", "").removesuffix(" km")) for one in shown]
    assert len(numbers) > 2 and not [one for one in numbers if one != 4350 and abs(one - 4350) <= 435]
    masses = options([one for one in every(found, "mist/self>mass") if one.form is Form.CHOICE])
    assert len(masses) > 2 and all(float(one.removesuffix(" g")) < 0.001 for one in masses)


def test_nothing_below_zero_is_offered_where_the_bank_has_none(tmp_path: Path) -> None:
    found = opened(
        tmp_path,
        "kinds: {organelle: {properties: {membranes: integer}}}\n"
        "facts:\n  ribosome: {kind: organelle, name: ribosome, membranes: 0}\n"
        "  lysosome: {kind: organelle, name: lysosome, membranes: 1}\n",
    )
    shown = options([one for one in every(found, "ribosome/self>membranes") if one.form is Form.CHOICE])
    assert len(shown) > 2 and all(int(one) >= 0 for one in shown)


PARTS = """
kinds:
  country: {}
  city: {properties: {country: {type: ref, to: country}}}
  person:
    properties:
      birthplace: {type: ref, to: [city, country]}
      father: {type: ref, to: person, reverse: yes}
      colour: {type: text, exclusive: yes, reverse: yes}
facts:
  vietnam: {kind: country, name: Vietnam}
  france: {kind: country, name: France}
  spain: {kind: country, name: Spain}
  hanoi: {kind: city, name: Hanoi, country: vietnam}
  paris: {kind: city, name: Paris, country: france}
  rome: {kind: city, name: Rome}
  ann: {kind: person, name: Ann, birthplace: hanoi, father: ben, colour: red}
  ben: {kind: person, name: Ben, birthplace: france, father: cid, colour: blue}
  cid: {kind: person, name: Cid, birthplace: rome, colour: green}
  dan: {kind: person, name: Dan}
"""


def test_the_whole_is_not_false_beside_its_part_nor_is_anyone_their_own_father(tmp_path: Path) -> None:
    found = opened(tmp_path, PARTS)
    assert "Vietnam" not in options(every(found, "ann/self>birthplace"))
    assert "Paris" not in options(every(found, "ben/self>birthplace"))
    assert "Ann" not in options(every(found, "ann/self>father"))


def test_a_card_asks_only_for_what_the_bank_shows_to_be_all(tmp_path: Path) -> None:
    found = opened(tmp_path, PARTS)  # of Dan's colour nothing is said
    assert Form.FLASHCARD not in found.info("own/ann/colour>self").forms


GAMES = """
kinds:
  country: {}
  city: {}
  games:
    properties: {city: {type: ref, to: city}, country: {type: ref, to: country}}
    questions: {city>country: {en: "In which country are the games of {city}?"}}
facts:
  france: {kind: country, name: France}
  greece: {kind: country, name: Greece}
  paris: {kind: city, name: Paris}
  athens: {kind: city, name: Athens}
  g1900: {kind: games, name: Games I, city: paris, country: france}
  g1924: {kind: games, name: Games II, city: paris, country: france}
  g2004: {kind: games, name: Games III, city: athens, country: greece}
"""


def test_one_question_is_asked_once(tmp_path: Path) -> None:
    found = opened(tmp_path, GAMES)
    cards = [one.prompt for one in found.all_questions("en") if one.form is Form.FLASHCARD]
    assert len(cards) == len(set(cards))
    assert "In which country are the games of Paris?" in cards


TWINS = """
kinds:
  scale: {properties: {unit: {type: text, exclusive: yes}}}
facts:
  a: {kind: scale, name: milliwatt, unit: {id: milli, en: mW}}
  b: {kind: scale, name: megawatt, unit: {id: mega, en: MW}}
  c: {kind: scale, name: kilowatt, unit: kW}
"""


def test_of_two_values_that_capitals_tell_apart_the_other_is_wrong(tmp_path: Path) -> None:
    found = opened(tmp_path, TWINS)
    question = asked(found, "a/self>unit", Form.TYPED)
    assert found.grade(question, "mW").outcome is Outcome.RIGHT
    assert found.grade(question, "MW").outcome is Outcome.WRONG
    assert found.grade(question, "mw").outcome is Outcome.NEAR
    assert found.grade(asked(found, "c/self>unit", Form.TYPED), "kw").outcome is Outcome.RIGHT


def test_an_answer_of_signs_alone_can_be_typed(tmp_path: Path) -> None:
    found = opened(
        tmp_path,
        """
kinds: {operator: {properties: {symbol: {type: text, exclusive: yes}}}}
facts:
  same: {kind: operator, name: equality, symbol: "=="}
  other: {kind: operator, name: inequality, symbol: "!="}
  set: {kind: operator, name: assignment, symbol: "="}
""",
    )
    question = asked(found, "same/self>symbol", Form.TYPED)
    assert response_of(question, "==") == "=="
    assert found.grade(question, "==").outcome is Outcome.RIGHT
    assert found.grade(question, "=").outcome is Outcome.WRONG
    with pytest.raises(UnclearError):
        response_of(question, " ")


def test_what_is_also_right_may_be_typed_by_its_short_name(tmp_path: Path) -> None:
    found = opened(
        tmp_path,
        """
kinds:
  fair: {properties: {country: {type: ref, to: country}}}
  country: {}
facts:
  a: {kind: fair, country: [france, {value: uk, status: also, reason: It was held in both.}]}
  france: {kind: country, name: {display: France, short: Fra}}
  uk: {kind: country, name: {display: United Kingdom, in_sentence: the United Kingdom, short: Britain}}
""",
    )
    question = asked(found, "a/self>country", Form.TYPED)
    verdicts = [found.grade(question, typed) for typed in ("Fra", "Britain", "the United Kingdom")]
    assert [one.outcome for one in verdicts] == [Outcome.RIGHT] * 3
    assert [one.correction for one in verdicts] == ["", "It was held in both.", "It was held in both."]
