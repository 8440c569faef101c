"""Which values make others false, and what is asked where they do not."""

from pathlib import Path

import pytest

from quiz.bank.files import BankFile
from quiz.bank.problems import Problems
from quiz.bank.reader import read_bank
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


def every(found: Questions, item: str, *forms: Form) -> list[Question]:
    """Questions of one item under several seeds, in these forms or in all."""
    allowed = found.info(f"own/{item}").forms
    return [
        found.ask(f"own/{item}", form, "en", seed) for form in forms or allowed if form in allowed for seed in range(20)
    ]


def shown(questions: list[Question]) -> set[str]:
    return {option for question in questions for option in question.options}


PARTS = """
kinds:
  meeting:
    properties:
      place: {type: ref, to: [city, country], reverse: yes}
      stops: {type: set of ref, to: [city, country]}
  city: {properties: {country: {type: ref, to: country}}}
  country: {}
facts:
  first: {kind: meeting, place: belgium, stops: {value: [rome, belgium], complete: yes}}
  second: {kind: meeting, place: brussels, stops: {value: [brussels, paris], complete: yes}}
  third: {kind: meeting, place: rome, stops: {value: [france, rome], complete: yes}}
  fourth: {kind: meeting, place: paris, stops: {value: [paris, brussels], complete: yes}}
  fifth: {kind: meeting, place: [rome, {value: city-of-laos, status: also, reason: Its end was there.}]}
  sixth: {kind: meeting, place: land-of-laos}
  belgium: {kind: country}
  italy: {kind: country}
  france: {kind: country}
  land-of-laos: {kind: country, name: Laos}
  city-of-laos: {kind: city, name: Laos}
  brussels: {kind: city, country: belgium}
  rome: {kind: city, country: italy}
  paris: {kind: city, country: france}
"""


def test_who_is_in_a_city_is_in_its_country_too(tmp_path: Path) -> None:
    found = opened(tmp_path, PARTS)
    assert not found.has("own/first/place>self") and not found.has("own/second/place>self")
    assert "Second" in shown(every(found, "fourth/place>self"))


def test_no_element_of_a_set_makes_its_part_or_whole_false(tmp_path: Path) -> None:
    options = shown(every(opened(tmp_path, PARTS), "first/self>stops", Form.SELECT_ALL))
    assert {"Rome", "Belgium", "Paris"} <= options and "Brussels" not in options


def test_a_part_and_its_whole_do_not_stand_in_one_matching(tmp_path: Path) -> None:
    for question in every(opened(tmp_path, PARTS), "fourth/self>place", Form.MATCHING):
        assert not {"Belgium", "Brussels"} <= set(question.options)


def test_what_is_called_like_a_right_answer_is_no_wrong_option(tmp_path: Path) -> None:
    options = shown(every(opened(tmp_path, PARTS), "fifth/self>place"))
    assert "Brussels" in options and "Laos" not in options


OPEN = """
kinds:
  device:
    properties:
      inventor: {type: ref, to: person, reverse: yes}
      field: {type: text, functional: no, qualifies: yes}
      weight: {type: integer, qualifies: yes}
      motto: {type: text, reverse: yes}
      lean: {type: integer, functional: no, reverse: yes}
  person: {}
facts:
  ann: {kind: person}
  bob: {kind: person}
  lens: {kind: device, inventor: ann, field: optics, weight: {value: 3, as_of: 1990}, motto: Bright, lean: 1}
  oven: {kind: device, inventor: ann, field: heat, weight: {value: 5, as_of: 1995}, motto: Hot, lean: 2}
  bell: {kind: device, inventor: bob, field: sound, motto: Loud, lean: 3}
"""


def test_what_may_have_several_values_is_not_told_apart_by_the_one_that_is_stated(tmp_path: Path) -> None:
    found = opened(tmp_path, OPEN)
    assert found.has("own/bell/inventor>self")
    assert not found.has("own/lens/inventor>self"), "the oven may be of the field of optics too"


def test_a_text_that_makes_no_other_false_is_not_asked_the_other_way_round(tmp_path: Path) -> None:
    found = opened(tmp_path, OPEN)
    assert found.has("own/bell/self>motto") and not found.has("own/bell/motto>self")
    assert opened(tmp_path, OPEN.replace("motto: {", "motto: {exclusive: yes, ")).has("own/bell/motto>self")


DATES = """
kinds:
  reign:
    properties: {day: date, king: {type: text, exclusive: yes}}
    questions: {day>king: {en: "Who was king on {day}?", match: {en: Match each date with its king.}}}
facts:
  alpha: {kind: reign, day: [1996-03-01, {value: 1999-01-01, status: disputed, reason: Some say so.}], king: Ann}
  beta: {kind: reign, day: 1997-01-01, king: Bob}
  gamma: {kind: reign, day: [2001, 2001-05-05], king: Cid}
  delta: {kind: reign, day: 2001-09-09, king: Dan}
  zeta: {kind: reign, day: 2005-05-05, king: Eve}
  eta: {kind: reign, day: 2005, king: Fay}
"""


def test_what_is_in_dispute_is_not_put_in_order_with_what_lies_between(tmp_path: Path) -> None:
    found = opened(tmp_path, DATES)
    orders = [set(question.options) for question in every(found, "gamma/self>day", Form.ORDERING)]
    assert orders and not [order for order in orders if {"Alpha", "Beta"} <= order]
    assert any({"Gamma", "Delta"} <= order for order in orders), "a coarser date that agrees is no doubt"


def test_dates_of_which_one_may_be_the_other_do_not_stand_on_one_side_of_a_matching(tmp_path: Path) -> None:
    sides = [set(question.left) for question in every(opened(tmp_path, DATES), "beta/day>king", Form.MATCHING)]
    assert any({"2005", "5 May 2005"} & side for side in sides)
    assert not [side for side in sides if {"2005", "5 May 2005"} <= side]


FORGED = """
kinds:
  reign: {properties: {day: date, year: {type: year, derived: day}}}
facts:
  alpha: {kind: reign, day: [1996-03-01, {value: 1999-01-01, status: rejected, reason: The coin is a forgery.}]}
  beta: {kind: reign, day: [1997-05-01, {value: 1997-01-01, status: rejected, reason: The seal is a forgery.}]}
  gamma: {kind: reign, day: 2001-05-05}
  delta: {kind: reign, day: 2004-09-09}
"""


def test_a_question_about_the_year_of_a_date_tells_of_other_dates_that_change_it(tmp_path: Path) -> None:
    found = opened(tmp_path, FORGED)
    (coin,) = {one.explanation for one in every(found, "alpha/self>year", Form.TYPED)}
    assert "The coin is a forgery." in coin
    assert not [one for one in every(found, "beta/self>year") if "seal" in one.explanation]


NUMBERS = """
kinds:
  river: {properties: {length: {type: quantity, unit: km, tolerance: 5%}}}
  sage: {properties: {birth: year}}
facts:
  ob: {kind: river, length: [100, {value: 120, status: also, reason: With its longest branch.}]}
  po: {kind: river, length: 119}
  don: {kind: river, length: 121}
  inn: {kind: river, length: 400}
  ann: {kind: sage, birth: -1}
  bob: {kind: sage, birth: 1}
"""


def test_a_number_near_to_what_is_also_right_is_no_wrong_option(tmp_path: Path) -> None:
    options = shown(every(opened(tmp_path, NUMBERS), "ob/self>length"))
    assert "400 km" in options and not {"119 km", "121 km"} & options


@pytest.mark.parametrize("sage", ["ann", "bob"])
def test_there_was_no_year_0(sage: str, tmp_path: Path) -> None:
    options = shown(every(opened(tmp_path, NUMBERS), f"{sage}/self>birth"))
    assert {"1 BC", "1"} <= options and "0" not in options


TIMES = """
kinds:
  town: {properties: {people: {type: count, varies: yes}}}
facts:
  ulm:
    kind: town
    people:
      - {value: 500, as_of: 2000}
      - {value: 700, as_of: 2021}
      - {value: 710, as_of: 2021, status: also, reason: With the guests.}
      - {value: 520, as_of: 2000, status: disputed, reason: The count was odd.}
"""


def test_what_is_also_right_at_one_time_is_not_at_another(tmp_path: Path) -> None:
    found = opened(tmp_path, TIMES)
    then, now = (found.ask(f"own/ulm/self>people@{year}", Form.TYPED, "en", 0) for year in (2000, 2021))
    rights = [[typed for typed in ("500", "520", "700", "710") if right(found, one, typed)] for one in (then, now)]
    assert rights == [["500", "520"], ["700", "710"]]
    assert "710" not in then.explanation and "710" in now.explanation


NAMESAKES = """
kinds:
  tour: {properties: {stops: {type: list of ref, to: [city, country]}}}
  city: {}
  country: {}
facts:
  north: {kind: tour, stops: {value: [land, rome, city], complete: yes}}
  south: {kind: tour, stops: {value: [rome, land, oslo], complete: yes}}
  east: {kind: tour, stops: {value: [bonn, kyiv], complete: yes}}
  land: {kind: country, name: Laos}
  city: {kind: city, name: Laos}
  rome: {kind: city}
  oslo: {kind: city}
  bonn: {kind: city}
  kyiv: {kind: city}
"""


def test_two_that_read_alike_are_not_both_to_be_chosen_or_put_in_order(tmp_path: Path) -> None:
    found = opened(tmp_path, NAMESAKES)
    forms = [set(found.info(f"own/{tour}/self>stops").forms) for tour in ("north", "south")]
    assert forms[1] - forms[0] == {Form.SELECT_ALL, Form.ORDERING}


YEARS = """
kinds:
  fair: {properties: {held: {type: date_range}, year: {type: year, derived: held}}}
facts:
  first: {kind: fair, held: [1997-03-01, {value: 1996/1998, status: also, reason: With its preparation.}]}
  second: {kind: fair, held: [1997-03-01, {value: 1998-02/1998-05, status: also, reason: It was put off.}]}
"""


def test_a_range_over_several_years_tells_no_year(tmp_path: Path) -> None:
    found = opened(tmp_path, YEARS)
    asked = [found.ask(f"own/{fair}/self>year", Form.TYPED, "en", 0) for fair in ("first", "second")]
    rights = [[year for year in ("1996", "1997", "1998") if right(found, one, year)] for one in asked]
    assert rights == [["1997"], ["1997", "1998"]]


DATED = """
kinds:
  town:
    summary: "{self} has {people} people"
    properties: {people: {type: count, varies: yes}, mayor: {type: text, exclusive: yes, reverse: yes}}
facts:
  ulm: {kind: town, mayor: Ann, people: [{value: 500, as_of: 2000}, {value: 700, as_of: 2021}]}
  bonn: {kind: town, mayor: {value: Bob, as_of: 1999}, people: {value: 300, as_of: 2000}}
  jena: {kind: town, mayor: Cid}
"""


def test_what_a_wrong_choice_really_is_is_told_with_its_date(tmp_path: Path) -> None:
    told = {text for question in every(opened(tmp_path, DATED), "jena/mayor>self") for text in question.about}
    assert told == {"", "The mayor of Ulm is Ann.", "As of 1999, the mayor of Bonn is Bob."}


def right(found: Questions, question: Question, typed: str) -> bool:
    return found.grade(question, typed).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("shape", "one", "other", "agree"),
    [
        ("list", "{value: [a, b, c], complete: yes}", "{value: [b, a, c], complete: yes}", False),
        ("list", "{value: [a, c]}", "{value: [a, b, c], complete: yes}", True),
        ("list", "{value: [c, a]}", "{value: [a, b, c], complete: yes}", False),
        ("list", "{value: [a, b, c]}", "{value: [a, c], complete: yes}", False),
        ("set", "{value: [c, a]}", "{value: [a, b, c], complete: yes}", True),
        ("set", "{value: [a, b], complete: yes}", "{value: [b, a]}", True),
        ("set", "{value: [b, a]}", "{value: [a, b], complete: yes}", True),
        ("set", "{value: [a, d]}", "{value: [a, b, c], complete: yes}", False),
    ],
)
def test_two_lists_agree_if_their_order_does(shape: str, one: str, other: str, agree: bool) -> None:
    kinds = f"kinds: {{rite: {{properties: {{steps: {shape} of text}}}}}}"
    text = f"{kinds}\nfacts: {{x: {{kind: rite, steps: [{one}, {other}]}}}}"
    problems = Problems()
    read_bank([BankFile("own.yaml", text.encode())], "own", problems)
    assert bool(problems.errors) is not agree


UNSETTLED = """
kinds: {realm: {properties: {founded: {type: year, reverse: yes}, head: {type: text, exclusive: yes, reverse: yes}}}}
facts:
  ly: {kind: realm, founded: 1009, head: Ann}
  tran: {kind: realm, founded: 1225, head: Bob}
  ho: {kind: realm, founded: 1400, head: Cid}
  old:
    kind: realm
    founded: {value: LEGEND, status: disputed, reason: A legend.}
    head: {value: Dan, valid: 1014/1024}
"""


def test_whose_value_is_unsettled_is_no_other_answer_unless_it_may_be_this_one(tmp_path: Path) -> None:
    found = opened(tmp_path, UNSETTLED.replace("LEGEND", "-2879"))
    assert found.has("own/ly/founded>self") and found.has("own/ly/head>self")
    assert "Old" not in shown(every(found, "ly/founded>self") + every(found, "ly/head>self"))
    found = opened(tmp_path, UNSETTLED.replace("LEGEND", "1009"))
    assert found.has("own/tran/founded>self") and not found.has("own/ly/founded>self")


PAIRS = """
kinds:
  fair:
    properties:
      city: {type: text, exclusive: yes}
      guests: {type: set of text}
      speaker: {type: text, exclusive: yes}
      held: {type: date, name: day, qualifies: yes}
      year: {type: year, derived: held, qualifies: no}
    questions:
      city>guests: Who came to {city}?
      city>speaker: {en: "Who spoke in {city}{qualifier}?", all: "Who of these spoke in {city}? (choose all)"}
      city>year: In which year was the fair in {city}{qualifier}?
facts:
  one: {kind: fair, city: Rome, guests: {value: [Ann, Bob], complete: yes}, speaker: Cid, held: 1996-03-01}
  two: {kind: fair, city: Rome, speaker: [Dan, {value: Eve, status: also, reason: At night.}], held: 1997-03-01}
  three: {kind: fair, city: Oslo, speaker: Fay, held: 1998-03-01}
  four: {kind: fair, city: Oslo, speaker: Gus, held: 1999-03-01}
  five: {kind: fair, city: Bern, speaker: Hal, held: 2000-03-01}
  six: {kind: fair, city: Kiev, speaker: Ian, held: 2001-03-01}
"""


def test_of_two_properties_only_a_single_certain_value_is_asked(tmp_path: Path) -> None:
    found = opened(tmp_path, PAIRS)
    dropped = {one.id: one.reason for one in found.dropped()}
    assert dropped["own/*/city>guests"] == "'guests' has no single value to be asked"
    assert dropped["own/city:rome/city>speaker"] == "the bank does not tell every answer for certain"
    assert found.ask("own/city:oslo/city>speaker", Form.SELECT_ALL, "en", 0).key == ("Fay", "Gus")
    assert not [item for item in found.items() if item.id.startswith("own/city:oslo/city>year")], "no words ask for all"


def test_a_date_that_tells_the_year_does_not_tell_apart_what_is_asked_for_the_year(tmp_path: Path) -> None:
    found = opened(tmp_path, PAIRS)
    assert found.ask("own/one/city>speaker", Form.TYPED, "en", 0).prompt == "Who spoke in Rome (day: 1 March 1996)?"
    assert not found.has("own/one/city>year") and found.has("own/five/city>year")
