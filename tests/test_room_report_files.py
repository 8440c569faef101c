"""A report in lines, as tables and as a page: complete, in both languages, and deaf to whatever names say."""

import csv
import re
from html.parser import HTMLParser
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from quiz.classroom.report_files import as_xlsx
from quiz.i18n import set_language
from quiz.questions.model import Form
from quiz.study.room.report import ClassReport, class_report
from quiz.study.room.report_html import report_html
from quiz.study.room.report_lines import report_lines
from quiz.study.room.report_tables import Table, as_csv, tables
from tests.journal_kit import HOSTILE_NAMES, a_lesson, answer, event, new_session, plan, seated, stored
from tests.papers_kit import HOSTILE
from tests.room_kit import Class


def test_the_report_in_lines() -> None:
    lines = report_lines(class_report(a_lesson().stored()), "en")
    assert lines[0] == "A lesson: 6 pupils, 4 questions, 22 answers, 64% right."
    at = lines.index("Difficult questions:")
    assert lines[at + 1].startswith("1. ") and "facility 33%" in lines[at + 1]
    assert re.search(r"Most frequent mistake: .+ \(4\)\.$", lines[at + 1])
    assert lines[at + 2 : at + 6] == [
        "Needs help:",
        "- Chi: 0 of 4 answers right",
        "Did not finish:",
        "- Em: 2 of 4 questions answered",
    ]
    assert "- An: 4 of 4 right, median time 3 s" in lines
    assert "- Em: 1 of 4 right, 2 answered, median time 3 s" in lines
    assert sum(line.endswith(" (right)") for line in lines) == 4
    set_language("vi")
    vietnamese = report_lines(class_report(a_lesson().stored()), "vi")
    assert vietnamese[0] == "Một tiết học: 6 học sinh, 4 câu, 22 câu trả lời, đúng 64%."
    assert len(vietnamese) == len(lines) and "Cần giúp đỡ:" in vietnamese
    prompt = plan(4).entries[0].questions["vi"].prompt
    assert any(line.startswith(f"1. {prompt}") for line in vietnamese)


def test_what_nobody_typed_is_told_all_the_same() -> None:
    room = Class(plan(1, (Form.TYPED,)), pupils=1)
    room.open()
    room.wrong(1)
    report, key = class_report(room.stored()), plan(1, (Form.TYPED,)).entries[0].questions["en"].key[0]
    assert report_lines(report, "en")[-1] == f"Right: {key}"
    assert f"Right: {key}</p>" in report_html(report, "en")
    room = Class(plan(1, (Form.TYPED,)), pupils=1)
    room.open()
    room.right(1)
    assert not any(line.startswith("Right: ") for line in report_lines(class_report(room.stored()), "en"))


def test_what_was_accepted_besides_is_told_where_the_options_do_not_show_it() -> None:
    room = Class(plan(1, (Form.SELECT_ALL,)), pupils=1)
    room.open()
    room.right(1)
    assert not any("besides" in line for line in report_lines(class_report(room.stored()), "en"))
    room.do("void", 0, [(0, 1)])
    report, options = class_report(room.stored()), plan(1, (Form.SELECT_ALL,)).entries[0].questions["en"].options
    said = f"Accepted besides: {options[0]} · {options[1]}."
    assert report_lines(report, "en")[-1] == said and f"{said}</p>" in report_html(report, "en")
    questions = next(table for table in tables(report, "en") if table.name == "questions")
    assert questions.rows[0][questions.columns.index("accepted")] == f"{options[0]} · {options[1]}"
    set_language("vi")
    assert report_lines(report, "vi")[-1].startswith("Chấp nhận thêm: ")


def hostile() -> ClassReport:
    """Names, titles, questions and typed answers that would like to be something else."""
    names = (*HOSTILE_NAMES, HOSTILE)
    of = plan(4)
    bad = tuple(
        entry._replace(
            questions={
                lang: one._replace(
                    prompt=HOSTILE,
                    options=tuple(f"{HOSTILE}{at}" for at in range(len(one.options))),
                    key=(HOSTILE,),
                    explanation=HOSTILE,
                )
                for lang, one in entry.questions.items()
            },
            cited=dict.fromkeys(("en", "vi"), (HOSTILE,)),
        )
        for entry in of.entries
    )
    of = of._replace(title={"en": HOSTILE}, entries=bad, teams="averaged")
    seats = [seated(n, name, team="=1+1") for n, name in enumerate(names, 1)]
    answers = [answer(of, 0, seat.id, 0) for seat, _token in seats]
    answers += [answer(of, 1, seat.id, seat.name) for seat, _token in seats]
    events = [event(q + 1, "ask", q=q, opens_at=0, closes_at=None) for q in range(4)]
    return class_report(stored(new_session(of=of), seats, events, answers))


def test_no_cell_of_a_csv_is_a_formula() -> None:
    for table in tables(hostile(), "en"):
        for row in csv.reader(StringIO(as_csv(table), newline="")):
            assert len(row) == len(table.columns)
            for cell in row:
                assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝")), cell


def test_the_csv_of_pupils() -> None:
    pupils = tables(class_report(a_lesson().stored()), "en")[0]
    found = list(csv.DictReader(StringIO(as_csv(pupils), newline="")))
    assert found[-1] == {
        "name": "Chi",
        "team": "",
        "right": "0",
        "of": "4",
        "answered": "4",
        "points": "0",
        "median_s": "2.3",
        "needs_help": "1",
        "finished": "1",
        **dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), "0"),
    }
    assert [one["Q3"] for one in found if one["name"] == "Em"] == [""]


def test_no_cell_of_a_spreadsheet_is_a_formula_and_numbers_are_numbers() -> None:
    report = hostile()
    shown = tables(report, "en")
    book = load_workbook(BytesIO(as_xlsx(shown)))
    assert book.sheetnames == ["Pupils", "Teams", "Questions", "Answers"]
    for table in shown:
        sheet = book[table.title]
        for line, row in zip(table.rows, sheet.iter_rows(min_row=2), strict=True):
            for wanted, cell in zip(line, row, strict=True):
                assert cell.data_type == ("s" if isinstance(wanted, str) and wanted else "n"), (wanted, cell.value)
                if isinstance(wanted, int | float):
                    assert cell.value == pytest.approx(wanted)
        assert [cell.value for cell in sheet[1]] == list(table.heads)
    names = [row[0].value for row in book["Pupils"].iter_rows(min_row=2)]
    assert "=1+1" in names and "<script>alert(1)</script>" in names, "nothing is put before them"
    assert all(cell.hyperlink is None for row in book["Pupils"].iter_rows() for cell in row)


def test_sheets_may_have_any_title() -> None:
    rows: tuple[tuple[str], ...] = (("x",),)
    odd = [Table(str(at), title, ("a",), ("A",), rows) for at, title in enumerate(("a[b]:*?/\\c'", "d" * 40))]
    assert len(load_workbook(BytesIO(as_xlsx(odd))).sheetnames) == 2


PLAIN_TAGS = {"h1", "h2", "h3", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "span", "i"}


class Tags(HTMLParser):
    """Every tag with its attributes, and whether they close as they opened."""

    VOID = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _value in attrs}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_page_holds_no_markup_but_its_own(lang: str) -> None:
    set_language(lang)
    page = report_html(hostile(), lang, when="<b>now</b>")
    tags = Tags()
    tags.feed(page)
    tags.close()
    assert tags.open == []
    assert tags.seen <= {"html", "head", "meta", "title", "style", "body", "div", "section", *PLAIN_TAGS}
    assert tags.attributes <= {"lang", "charset", "name", "content", "class", "style"}
    for style in re.findall(r' style="([^"]*)"', page):
        assert re.fullmatch(r"width:\d+\.\d%", style)
    assert "<b>now</b>" in tags.text and "<script>alert(1)</script>" in tags.text
    assert not {"\x1b", "\x07", "\u202e", "\u2066", "\x00"} & set(page)


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = report_html(class_report(a_lesson().stored()), "en")
    assert not re.search(r"https?:|src=|href=|url\(|@import|<script|<link", page)
    assert "An" in page and "100.0%" not in page.split("</style>")[0] and len(page.encode()) < 40_000


def test_the_page_says_what_the_lines_say() -> None:
    report = class_report(a_lesson().stored())
    tags = Tags()
    tags.feed(report_html(report, "en", when="24 November 2026"))
    for words in (
        "24 November 2026",
        "6 pupils, 4 questions, 22 answers, 64% right.",
        "Chi: 0/4",
        "Em: 2/4",
        "facility 33%",
        plan(4).entries[0].questions["en"].explanation,
        *plan(4).entries[0].cited["en"],
    ):
        assert words in tags.text
    assert tags.text.count("✓") == sum(one.right for question in report.questions for one in question.given)
