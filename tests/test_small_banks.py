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


def test_a_question_may_be_deeper_than_what_it_is_about(tmp_path: Path) -> None:
    text = """
kinds:
  land:
    properties: {capital: {type: text, exclusive: yes, reverse: yes}}
    questions: {capital>self: {depth: detail}}
facts:
  france: {kind: land, capital: Paris}
  italy: {kind: land, capital: Rome}
  spain: {kind: land, capital: Madrid}
"""
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    found = open_bank(path)
    assert found.info("own/france/self>capital").depth == "core"
    assert found.info("own/france/capital>self").depth == "detail"
