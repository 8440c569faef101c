"""Sheets out of CSV files, marks, ranks, and decisions about questions."""

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.papers.marks import mark
from quiz.papers.model import Frozen
from quiz.papers.readers import formscanner_key, openmcr_key
from quiz.papers.responses import UnreadableError, read_answer, shown, split
from quiz.papers.results import result_csv, result_lines
from quiz.papers.rulings import Ruling, standing_rulings
from quiz.papers.sheets import Sheet, SheetsError, Templates, read_sheets, read_string
from quiz.questions.model import Form
from quiz.study.exam.model import Blueprint, Clock
from tests.marking_kit import all_right, choices, kind, printed, right, sheets_of, string, table, wrong
from tests.papers_kit import frozen


def problems_of(content: bytes, base: Frozen | None = None) -> list[tuple[int, int, str]]:
    with pytest.raises(SheetsError) as caught:
        read_sheets(content, "class.csv", base or choices())
    return [(one.mark.line, one.mark.column, one.message) for one in caught.value.problems.in_order()]


# one answer


@pytest.mark.parametrize("letter", "ABCD")
def test_what_is_written_is_read_again_on_every_form_and_in_every_kind_of_question(letter: str) -> None:
    base = frozen()
    for question in printed(base, letter):
        for response in (right(question), wrong(question), None):
            text = shown(question, response)
            part = split(text)
            assert len(part) == 1
            assert read_answer(question, part[0].text) == response, (question.form, text)


@pytest.mark.parametrize("letter", "ABCD")
def test_right_and_wrong_are_the_same_whatever_the_form(letter: str) -> None:
    base = frozen()
    n = len(base.entries)
    for marks in ([True] * n, [False] * n, [at % 3 == 0 for at in range(n)], [None] * n):
        responses, errors = read_string(Templates(base), letter, string(base, letter, marks))
        assert not errors
        score = mark(base, [Sheet(1, "An", letter, responses)]).pupils[0].score
        assert score.right == sum(one is True for one in marks)
        assert score.blank == sum(one is None for one in marks)


@pytest.mark.parametrize("text", ["", "-", "*", " – ", "_", "--"])
@pytest.mark.parametrize("form", [form for form in Form if form is not Form.FLASHCARD])
def test_signs_for_no_answer(text: str, form: Form) -> None:
    base, at = kind(form)
    assert read_answer(printed(base, "A")[at], text) is None


def test_ways_to_write_several_letters() -> None:
    base, at = kind(Form.SELECT_ALL)
    question = printed(base, "A")[at]
    for text in ("AC", "ca", "A|C", "[A|C]", "A, C", "a c", "(AC)", "A;C", "ＡＣ", "ACA"):
        assert read_answer(question, text) == (0, 2), text


def test_two_letters_where_one_is_asked_for_are_a_wrong_answer() -> None:
    base, at = kind(Form.CHOICE)
    question = printed(base, "A")[at]
    assert read_answer(question, "A|B") == (0, 1)
    assert read_answer(question, "AA") == 0
    both = tuple(sorted((right(question), wrong(question))))  # type: ignore[type-var]
    responses = [None] * len(base.entries)
    responses[at] = both  # type: ignore[call-overload]
    found = mark(base, [Sheet(1, "An", "A", tuple(responses))]).pupils[0]
    assert (found.score.right, found.score.wrong) == (0, 1)


def test_a_matching_with_a_row_left_blank_keeps_its_other_rows() -> None:
    base, at = kind(Form.MATCHING)
    for letter in "ABCD":
        plan = next(form for form in base.forms if form.letter == letter)
        number = plan.order.index(at)
        question = printed(base, letter)[number]
        text = shown(question, right(question)).strip("()")
        text = "-" + text[1:]
        letters = ["-"] * len(base.entries)
        letters[number] = f"({text})"
        responses, errors = read_string(Templates(base), letter, "".join(letters))
        assert not errors
        answered = mark(base, [Sheet(1, "An", letter, responses)]).pupils[0].answers[at]
        assert answered is not None
        assert answered.credit == pytest.approx((len(question.left) - 1) / len(question.left))


UNREADABLE = [
    (Form.CHOICE, "Z"),
    (Form.CHOICE, "1"),
    (Form.CHOICE, "#NAME?"),
    (Form.ORDERING, "AB"),
    (Form.MATCHING, "A"),
    (Form.TYPED, "x" * 501),
]


@pytest.mark.parametrize("form, text", UNREADABLE)
def test_what_cannot_be_meant_is_told(form: Form, text: str) -> None:
    base, at = kind(form)
    with pytest.raises(UnreadableError):
        read_answer(printed(base, "A")[at], text)


@given(st.text(max_size=60), st.sampled_from("ABCD"))
@settings(max_examples=200)
def test_no_string_of_answers_does_anything_but_be_read_or_refused(text: str, letter: str) -> None:
    base = frozen()
    try:
        responses, errors = read_string(Templates(base), letter, text)
    except UnreadableError as error:
        assert error.message
        return
    if not errors:
        mark(base, [Sheet(1, "An", letter, responses)])


# tables


@pytest.mark.parametrize("heading", [
    "name,form,answers", "Họ và tên,Mã đề,Bài làm", "STUDENT,Test Form,Responses", "Học sinh,Đề,Trả lời"])  # fmt: skip
@pytest.mark.parametrize("delimiter", ",;\t")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_headings_delimiters_and_encodings(heading: str, delimiter: str, encoding: str) -> None:
    base = choices()
    text = f"{heading}\r\nĐặng Thị Ánh,B,{all_right(base, 'B')}\r\n".replace(",", delimiter)
    found = sheets_of(text.encode(encoding), base)
    assert [(one.name, one.form, one.line) for one in found] == [("Đặng Thị Ánh", "B", 2)]
    assert mark(base, found).pupils[0].score.right == 6


def test_code_pages_of_windows() -> None:
    base = choices()
    text = f"Họ tên,Mã đề,Bài làm\nĐặng Thị Ánh,A,{all_right(base, 'A')}\n"
    decomposed = "".join(
        {"ọ": "o\u0323", "ê": "ê", "ã": "a\u0303", "à": "a\u0300", "ặ": "ă\u0323", "ị": "i\u0323", "Á": "A\u0301",
         "ề": "ê\u0300"}.get(char, char) for char in text)  # fmt: skip
    assert sheets_of(decomposed.encode("cp1258"), base)[0].name == "Đặng Thị Ánh"
    western = f"name,form,answers\nJosé Muñoz,A,{all_right(base, 'A')}\n"
    assert sheets_of(western.encode("cp1252"), base)[0].name == "José Muñoz"


def test_without_a_heading_columns_go_by_their_place() -> None:
    base = choices()
    one_string = f"An,A,{all_right(base, 'A')}\nBình,b,{all_right(base, 'B')}\n"
    own = "".join(
        f"{name},{letter},{','.join(all_right(base, letter))}\n" for name, letter in (("An", "A"), ("Bình", "B"))
    )
    for text in (one_string, own, "sep=,\n" + one_string):
        found = sheets_of(text.encode(), base)
        assert [(one.name, one.form) for one in found] == [("An", "A"), ("Bình", "B")]
        assert [one.score.right for one in mark(base, found).pupils] == [6, 6]


def test_columns_of_their_own_in_any_order_with_typed_answers_and_others_beside_them() -> None:
    base = frozen()
    asked = printed(base, "A")
    heads = ["Lớp", *(f"Câu {n}" for n in range(len(asked), 0, -1)), "Tên", "Mã đề"]
    cells = ["10A", *(shown(one, right(one)).strip("()") for one in reversed(asked)), "An", "Mã đề A"]
    found = sheets_of(table([cells], heads), base)
    assert mark(base, found).pupils[0].score.right == len(asked)


def test_what_optical_readers_write() -> None:
    base = choices()
    keys = formscanner_key(base).replace("key A", "C:\\scans\\An.jpg").replace("key B", "/scans/Bình.jpg")
    found = sheets_of("\n".join(keys.splitlines()[:3]).encode(), base)
    assert [(one.name, one.form) for one in found] == [("An", "A"), ("Bình", "B")]
    assert [one.score.right for one in mark(base, found).pupils] == [6, 6]
    key = list(csv.reader(StringIO(openmcr_key(base).text)))
    head = ["Source File", "Last Name", "First Name", "Middle Name", "Test Form Code", "Student ID", "Course ID"]
    blank = [f"Q{n}" for n in range(7, 76)]
    rows = [["a.jpg", "Nguyen", "An", "Van", "A", "12", "", *key[1][2:], *[""] * 69],
            ["b.jpg", "", "", "", "B", "13", "", *key[2][2:], *[""] * 69]]  # fmt: skip
    found = sheets_of(table(rows, [*head, *key[0][2:], *blank]), base)
    assert [one.name for one in found] == ["Nguyen Van An", "13"]
    assert [one.score.right for one in mark(base, found).pupils] == [6, 6]


def test_questions_that_no_reader_reads_are_no_answer_and_said_to_be() -> None:
    base = frozen()
    asked = printed(base, "A")
    read = [n for n, one in enumerate(asked, start=1) if one.form in (Form.CHOICE, Form.TRUE_FALSE, Form.SELECT_ALL)]
    row = ["x/An.jpg", *("|".join(shown(asked[n - 1], right(asked[n - 1])).strip("()")) for n in read), "A"]
    found = read_sheets(table([row], ["File name", *(f"{n:03}" for n in read), "form"]), "f.csv", base)
    score = mark(base, found.sheets).pupils[0].score
    assert (score.right, score.blank) == (len(read), len(asked) - len(read))
    assert len(found.notes) == 1 and str(next(n for n in range(1, 25) if n not in read)) in found.notes[0]


def test_every_problem_is_told_at_once_with_its_place() -> None:
    base = choices()
    good = all_right(base, "A")
    rows = [("An", "A", good), ("", "A", good), ("Bình", "X", good), ("an", "B", good), ("Chi", "", good),
            ("Dũng", "A", good[:-1]), ("Em", "A", "Z" + good[1:-1] + "?"), ("x" * 81, "C", good)]  # fmt: skip
    found = problems_of(table(rows))
    assert [place[:2] for place in found] == [(3, 1), (4, 2), (5, 1), (6, 2), (7, 3), (8, 3), (8, 3), (9, 1)]
    assert "line 2" in found[2][2]
    with pytest.raises(SheetsError) as caught:
        sheets_of(table(rows))
    assert "class.csv:4:2: " in str(caught.value) and "A, B, C" in str(caught.value)


def test_problems_of_tables_with_columns_of_their_own() -> None:
    base = choices()
    heads = ["name", "form", *(f"Q{n}" for n in range(1, 6)), "Q7"]
    assert [one[:2] for one in problems_of(table([["An", "A", *"ABCDA", "B"]], heads))] == [(2, 1), (2, 8)]
    twice = ["name", "form", "answers", "Name"]
    assert problems_of(table([["An", "A", all_right(base, "A"), "x"]], twice))[0][:2] == (1, 4)
    assert problems_of(b"name,form,answers\nAn,A,AB,CD,AB\n")[0][:2] == (2, 4)
    assert problems_of(b"name,form,answers\n")[0][:2] == (1, 1)
    assert problems_of(b"")[0][:2] == (1, 1)
    both = [*heads[:-1], "Q6", "answers"]
    assert problems_of(table([["An", "A", *"ABCDAB", "ABCDAB"]], both))[0][:2] == (2, 9)


def test_a_first_line_that_is_no_heading_is_never_taken_for_one() -> None:
    """A pupil whose form is wrong would else be lost."""
    assert problems_of(f"An,X,{all_right(choices(), 'A')}\n".encode())[0][:2] == (1, 2)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=200)
def test_no_file_does_anything_but_be_read_or_refused(content: bytes) -> None:
    for before in (b"", b"name,form,answers\n"):
        try:
            found = read_sheets(before + content, "x.csv", choices())
        except QuizError as error:
            assert str(error)
        else:
            mark(choices(), found.sheets)


def test_hostile_names_are_clean_and_no_spreadsheet_computes_them() -> None:
    base = choices()
    names = ["=cmd|' /C calc'!A0", "\x1b[31mRed\u202e", "+1", "@x", '=HYPERLINK("http://x")']
    found = sheets_of(table([(name, "A", all_right(base, "A")) for name in names]), base)
    marks = mark(base, found)
    lines = result_lines(base, marks, "T")
    assert not any("\x1b" in line or "\u202e" in line for line in lines)
    rows = list(csv.DictReader(StringIO(result_csv(marks))))
    assert all(row["name"][0] not in "=+-@" for row in rows) and len(rows) == 5
    again = table([(row["name"], "A", all_right(base, "A")) for row in rows])
    assert [one.name for one in sheets_of(again, base)] == [one.name for one in found]


# marks and ranks


def test_ranks_go_by_marks_then_right_then_wrong_and_never_by_name() -> None:
    base = choices()._replace(blueprint=Blueprint(scoring="negative", penalty=0.5))
    wanted = [
        ("Zoe", "TTTT--"),
        ("Ann", "TTTTF-"),
        ("Mai", "TTTTF-"),
        ("Bob", "TTTTFF"),
        ("Al", "TTT---"),
        ("Cy", "------"),
    ]
    sign = {"T": True, "F": False, "-": None}
    for rows in (wanted, wanted[::-1]):
        found = sheets_of(table([(name, "B", string(base, "B", [sign[one] for one in marks])) for name, marks in rows]))
        ranks = {one.sheet.name: (one.rank, one.score.marks) for one in mark(base, found).pupils}
        assert ranks == {
            "Zoe": (1, 4.0),
            "Ann": (2, 3.5),
            "Mai": (2, 3.5),
            "Bob": (4, 3.0),
            "Al": (5, 3.0),
            "Cy": (6, 0.0),
        }


def test_full_marks_are_what_can_be_had_on_paper_where_nobody_says_how_certain_they_are() -> None:
    base = choices()._replace(blueprint=Blueprint(scoring="certainty"))
    marks = mark(base, sheets_of(table([("An", "B", all_right(base, "B"))]), base))
    (pupil,) = marks.pupils
    assert (marks.most, pupil.score.marks, pupil.score.most, pupil.score.share) == (6, 6, 6, 1)
    said = " ".join(result_lines(base, marks, "Test"))
    assert "6 of 6 marks, 100" in said and "2 or 3" not in said and "every answer counts as 1" in said


def test_on_paper_nothing_is_said_of_time_limits() -> None:
    base = choices()._replace(blueprint=Blueprint(scoring="speed", clock=Clock(question=20)))
    said = " ".join(result_lines(base, mark(base, []), "Test"))
    assert "A right answer earns 1000 points, however long it takes." in said and "limit" not in said


def test_of_equal_marks_and_right_answers_the_fewer_wrong_ones_come_first() -> None:
    base = choices()
    rows = [("Ann", "A", string(base, "A", [True, True, False, False, None, None])),
            ("Zoe", "B", string(base, "B", [True, None, True, None, None, None]))]  # fmt: skip
    assert [(one.sheet.name, one.rank) for one in mark(base, sheets_of(table(rows))).pupils] == [("Zoe", 1), ("Ann", 2)]


def test_facility_counts_every_sheet_and_names_the_options_of_form_a() -> None:
    base = choices()
    rows = [(f"P{at}", letter, string(base, letter, [True if at < 3 else False if at < 4 else None] * 6))
            for at, letter in enumerate("ABCAB")]  # fmt: skip
    marks = mark(base, sheets_of(table(rows)))
    for number, one in enumerate(marks.questions):
        assert (one.facility, one.right, one.wrong, one.blank) == (0.6, 3, 1, 1)
        key = base.entries[number].questions["vi"].key_indices[0]
        assert one.chosen[key] == 3 and sum(one.chosen) == 4


def test_an_empty_class_and_a_paper_without_a_question_that_counts() -> None:
    assert mark(choices(), []).pupils == ()
    rulings = standing_rulings([Ruling("void", n, "", "", 1) for n in range(1, 7)], choices())
    marks = mark(choices(), sheets_of(table([("An", "A", all_right(choices(), "A"))])), rulings)
    assert (marks.most, marks.pupils[0].score.share) == (0.0, 0.0)
