"""The bank to copy from and the banks a teacher writes: what they yield, with built-in wordings and their own."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from quiz.questions.engine import Questions
from quiz.questions.model import Form, Outcome, Question
from quiz.questions.open import check_bank, open_bank

ROOT = Path(__file__).parent.parent
SOLAR = ROOT / "question_bank" / "solar-system"
TEACHER = ROOT / "tests" / "data" / "teacher.yaml"
TEACHER_VI = ROOT / "tests" / "data" / "teacher_vi.yaml"
TABLE = ROOT / "tests" / "data" / "teacher_table.yaml"
ALL = [SOLAR, TEACHER, TEACHER_VI, TABLE]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))


def by_prompt(found: Questions, lang: str, form: Form) -> Mapping[str, Question]:
    return {question.prompt: question for question in found.all_questions(lang) if question.form is form}


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_bank_is_clean(path: Path) -> None:
    assert [str(problem) for problem in check_bank(path).problems] == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_question_reads_as_a_sentence(path: Path) -> None:
    found = open_bank(path)
    for lang in found.bank.languages:
        for question in found.all_questions(lang):
            texts = [question.prompt, *question.options, *question.key, *question.about, question.explanation]
            assert not [text for text in texts if re.search(r"[{}]|  |\s[?.,]|\(\)| $", text)], question
            assert question.prompt[0].isupper()
            assert question.prompt[-1] in "?.)"
            assert len(question.prompt) <= 3 * 76


def test_the_small_bank_shows_most_of_the_format() -> None:
    bank = check_bank(SOLAR).bank
    properties = [prop for kind in bank.kinds.values() for prop in kind.properties.values()]
    assert {prop.type for prop in properties} >= {
        "integer",
        "count",
        "year",
        "quantity",
        "boolean",
        "date",
        "date_range",
        "text",
        "ref",
    }
    assert {prop.shape for prop in properties} == {"one", "set", "list"}
    claims = [claim for entity in bank.entities.values() for some in entity.claims.values() for claim in some]
    assert {claim.status for claim in claims} >= {"accepted", "superseded", "rejected"}
    assert any(claim.as_of for claim in claims)
    assert bank.languages == ("en", "vi")
    assert bank.id == "solar-system"


def test_the_small_bank_is_asked_in_every_form_and_language() -> None:
    found = open_bank(SOLAR)
    for lang in ("en", "vi"):
        assert {question.form for question in found.all_questions(lang)} == set(Form)


def test_what_changes_is_asked_with_its_date() -> None:
    asked = by_prompt(open_bank(SOLAR), "en", Form.TYPED)
    assert asked["As of June 2023, how many confirmed moons did Saturn have?"].key == ("146",)
    assert asked["As of March 2025, how many confirmed moons did Saturn have?"].key == ("274",)


def test_a_table_of_moons_refers_to_planets_by_name() -> None:
    asked = by_prompt(open_bank(SOLAR), "vi", Form.CHOICE)
    assert asked["Titan quay quanh hành tinh nào?"].key == ("Sao Thổ",)


@pytest.mark.parametrize(("lang", "typed"), [("en", "the planet Mars"), ("vi", "hành tinh Sao Hỏa")])
def test_what_is_asked_for_may_be_said_before_its_name(lang: str, typed: str) -> None:
    found = open_bank(SOLAR)
    question = found.ask("solar-system/mars/position>self", Form.TYPED, lang, 0)
    assert found.grade(question, typed).outcome is Outcome.RIGHT
    assert found.grade(question, typed.replace("Mars", "Venus").replace("Hỏa", "Kim")).outcome is Outcome.WRONG
    symbol = open_bank(TEACHER).ask("teacher/sodium/self>symbol", Form.TYPED, "en", 0)
    assert found.grade(symbol, "symbol Na").outcome is Outcome.RIGHT


def test_twenty_facts_without_wordings_sources_or_a_second_language() -> None:
    found = open_bank(TEACHER)
    claims = [claim for entity in found.bank.entities.values() for some in entity.claims.values() for claim in some]
    assert len(claims) == 20
    assert not found.bank.sources
    assert {question.form for question in found.all_questions("en")} == set(Form) - {Form.SELECT_ALL}
    asked = by_prompt(found, "en", Form.TYPED)
    assert asked["What is the symbol of sodium?"].key == ("Na",)
    assert asked["Which element has this atomic number: 10?"].key[0].casefold() == "neon"
    assert "Put these in order of year of discovery, earliest first." in by_prompt(found, "en", Form.ORDERING)


def test_a_vietnamese_bank_without_wordings() -> None:
    found = open_bank(TEACHER_VI)
    assert found.bank.languages == ("vi",)
    asked = by_prompt(found, "vi", Form.TYPED)
    assert asked["Đâu là tác giả của Số đỏ?"].key == ("Vũ Trọng Phụng",)
    assert asked["Tác phẩm nào có tác giả là Ngô Tất Tố?"].key == ("Tắt đèn",)
    shared = by_prompt(found, "vi", Form.SELECT_ALL)
    assert set(shared) == {"Những tác phẩm nào dưới đây có tác giả là Nam Cao? (chọn mọi đáp án đúng)"}
    assert "Hãy kể tên nhân vật của Số đỏ." in by_prompt(found, "vi", Form.FLASHCARD)


def test_a_spreadsheets_file_with_semicolons_and_a_mark() -> None:
    found = open_bank(TABLE)
    assert list(found.bank.entities) == ["aconcagua", "kilimanjaro", "elbrus", "puncak-jaya"]
    asked = by_prompt(found, "en", Form.TYPED)
    assert asked["What is the height of Puncak Jaya, in m?"].key == ("4,884 m",)
    assert asked["Which mountain has this country: Tanzania?"].key == ("Kilimanjaro",)


@pytest.mark.parametrize(
    ("encoding", "delimiter", "newline"),
    [
        ("utf-8", ",", "\n"),
        ("utf-8-sig", ";", "\r\n"),
        ("cp1252", ";", "\r\n"),
        ("utf-16", "\t", "\r\n"),
        ("utf-8", "\t", "\r"),
    ],
)
def test_a_table_is_read_however_a_spreadsheet_saved_it(
    encoding: str, delimiter: str, newline: str, tmp_path: Path
) -> None:
    rows = [["Mountain", "Height", "Country"], ["Mont Blanc", "4806", "France"], ["Säntis", "2502", "Switzerland"]]
    text = newline.join(delimiter.join(row) for row in rows) + newline
    (tmp_path / "teacher_mountains.csv").write_bytes(text.encode(encoding))
    (tmp_path / "a.yaml").write_bytes(TABLE.read_bytes())
    bank, problems = check_bank(tmp_path)
    assert [str(problem) for problem in problems] == []
    assert {slug: entity.labels["en"].display for slug, entity in bank.entities.items()} == {
        "mont-blanc": "Mont Blanc",
        "santis": "Säntis",
    }


MOUNTAINS_VI = """
bank: {language: vi}
kinds:
  nuoc: {name: nước}
  nui:
    name: núi
    properties: {nuoc: {type: ref, to: nuoc, name: nước}, cao: {type: quantity, unit: m, name: chiều cao}}
tables:
  - {file: nui.csv, kind: nui, columns: {Tên: name, Nước: nuoc, Cao: cao}}
facts:
  viet-nam: {kind: nuoc, name: Việt Nam}
"""


@pytest.mark.parametrize(
    ("form", "encoding"), [("NFC", "utf-8"), ("NFD", "utf-8"), ("NFC", "cp1258"), ("NFD", "utf-16")]
)
@pytest.mark.parametrize("bank_form", ["NFC", "NFD"])
def test_a_vietnamese_table_is_read_however_its_letters_are_written(
    form: Literal["NFC", "NFD"], encoding: str, bank_form: Literal["NFC", "NFD"], tmp_path: Path
) -> None:
    text = normalize(form, "Tên;Nước;Cao\nPhan Xi Păng;Việt Nam;3143\n")
    (tmp_path / "a.yaml").write_text(normalize(bank_form, MOUNTAINS_VI), encoding="utf-8")
    if encoding == "cp1258":  # has tone marks of its own, and composed vowels
        text = text.replace("ướ", "ươ\u0301").replace("ệ", "ê\u0323")
    (tmp_path / "nui.csv").write_bytes(text.encode(encoding))
    bank, problems = check_bank(tmp_path)
    assert [str(problem) for problem in problems] == []
    assert bank.entities["phan-xi-pang"].labels["vi"].display == "Phan Xi Păng"
    assert bank.entities["phan-xi-pang"].claims["nuoc"][0].value == "viet-nam"


@pytest.mark.parametrize("delimiter", [";", ",", "|", "\t"])
def test_a_first_line_that_states_the_delimiter_is_honoured(delimiter: str, tmp_path: Path) -> None:
    rows = [["Mountain", "Height", "Country"], ["Mont Blanc; the white", "high", "France"]]
    text = f"sep={delimiter}\n" + "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    (tmp_path / "teacher_mountains.csv").write_text(text, encoding="utf-8")
    (tmp_path / "a.yaml").write_bytes(TABLE.read_bytes())
    (problem,) = check_bank(tmp_path).problems
    assert problem.mark[:3] == ("teacher_mountains.csv", 3, 2)


@pytest.mark.parametrize(
    ("delimiter", "cell", "value"),
    [
        (";", "8848,86", 8848.86),
        ("\t", "8848,86", 8848.86),
        (";", "8848.86", 8848.86),
        (";", "8,611", 8.611),
        (";", "8.6110", 8.611),
        (";", "0.611", 0.611),
        ("\t", "-0,5", -0.5),
        (",", "8.611", 8.611),
        (";", "8.611", "'8.611' can be read as 8611 and as a number with decimals."),
        ("\t", "8,611", "'8,611' can be read as 8611 and as a number with decimals."),
        (";", "1.234,5", "'1.234,5' is not a number: write it plainly and without its unit, such as 6650 or 0.5."),
    ],
)
def test_a_decimal_comma_is_read_where_a_spreadsheet_writes_one(
    delimiter: str, cell: str, value: float | str, tmp_path: Path
) -> None:
    rows = [["Mountain", "Height", "Country"], ["Everest", cell, "Nepal"]]
    text = "\n".join(delimiter.join(row) for row in rows)
    (tmp_path / "teacher_mountains.csv").write_text(text, encoding="utf-8")
    (tmp_path / "a.yaml").write_bytes(TABLE.read_bytes())
    bank, problems = check_bank(tmp_path)
    if isinstance(value, str):
        assert [(problem.mark[1:3], problem.message) for problem in problems] == [((2, 2), value)]
    else:
        assert [str(problem) for problem in problems] == []
        assert bank.entities["everest"].claims["height"][0].value == value


def test_a_column_of_references_holds_any_name_of_what_it_refers_to(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        """
bank: {languages: [en, vi]}
kinds:
  country: {properties: {area: count}}
  mountain: {properties: {country: {type: ref, to: country}}}
tables:
  - {file: mountains.csv, kind: mountain, columns: {Mountain: name, Country: country}}
  - {file: countries.csv, kind: country, slug: Code, columns: {Country: name, Area: area}}
facts:
  uk:
    kind: country
    name: {en: {display: United Kingdom, in_sentence: the United Kingdom, aliases: [Britain]}, vi: Anh}
""",
        encoding="utf-8",
    )
    (tmp_path / "countries.csv").write_text("Code,Country,Area\nvn,Việt Nam,331000\n", encoding="utf-8")
    (tmp_path / "mountains.csv").write_text(
        "Mountain,Country\nFansipan,Việt nam\nPu Ta Leng,vn\nPu Si Lung,VN\n"
        "Ben Nevis,the United Kingdom\nSnowdon,britain\nScafell,Anh\n",
        encoding="utf-8",
    )
    bank, problems = check_bank(tmp_path)
    assert [str(problem) for problem in problems] == []
    referred = [one.claims["country"][0].value for one in bank.entities.values() if one.kind == "mountain"]
    assert referred == ["vn"] * 3 + ["uk"] * 3


def test_a_cell_of_several_lines_does_not_shift_the_places(tmp_path: Path) -> None:
    (tmp_path / "teacher_mountains.csv").write_text(
        'Mountain,Height,Country\n"Mont\nBlanc",4806,France\nSäntis,high,Switzerland\n', encoding="utf-8"
    )
    (tmp_path / "a.yaml").write_bytes(TABLE.read_bytes())
    (problem,) = check_bank(tmp_path).problems
    assert problem.mark[:3] == ("teacher_mountains.csv", 4, 2)


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
        ("capital", "Hue", "Huế: 1802 – 1945."),
        ("head", "Phúc", "Phúc: 2016 – 2021."),
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
