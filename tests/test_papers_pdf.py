"""PDFs: Vietnamese letters as they are, no text off its column or page, no question split; answer sheets."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from base64 import b64decode
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from quiz.errors import QuizError
from quiz.papers import pdf
from quiz.papers.blocks import MM, Block, Cell, Row, Text, lay, wrap
from quiz.papers.canvas import Canvas, lacking
from quiz.papers.folder import build
from quiz.papers.forms import in_form
from quiz.papers.html import key_html, sheet_html
from quiz.papers.look import SIZES, Look
from quiz.papers.model import FormPlan, Frozen
from quiz.questions.model import Form
from tests.asem_kit import questions
from tests.browser_kit import browser, needs_chromium
from tests.papers_kit import LOOKS, frozen, hostile, look_name, shown_in, squeezed, with_texts


@cache
def made(langs: tuple[str, ...], look: Look, *, longest: bool) -> bytes:
    base = frozen(langs, longest=longest)
    return pdf.paper_pdf(base, base.forms[1], look)


@pytest.mark.parametrize("look", LOOKS, ids=look_name)
@pytest.mark.parametrize("langs", [("vi",), ("vi", "en")], ids="-".join)
def test_no_text_leaves_its_column_and_no_question_is_split(langs: tuple[str, ...], look: Look) -> None:
    """The longest questions of the bank, in all looks; widths by the font's own metrics."""
    base = frozen(langs, longest=True)
    found, sizes, text = shown_in(made(langs, look, longest=True))
    width, height = (points / MM for points in SIZES[look.page])
    measure = Canvas(SIZES[look.page], "", "vi").measure
    for size in sizes:
        assert size == pytest.approx((width, height), abs=0.1)
    edges = [(17 / MM, width - 17 / MM)]
    if look.arranged(len(langs))[0] == 2:
        middle = width / 2
        edges = [(17 / MM, middle - 4.4 / MM), (middle + 4.4 / MM, width - 17 / MM)]
    heading = max(one.y for one in found if one.page == 0 and one.text == "1.")
    for one in found:
        assert 18 < one.y < height - 18
        end = one.x + measure(one.text, False, one.size) / MM
        if (one.page == 0 and one.y > heading + 2) or one.y < 40:
            assert one.x >= 17 / MM - 0.5 and end <= width - 17 / MM + 12  # bold is wider than it was measured here
            continue
        left, right = edges[-1] if look.arranged(len(langs))[0] == 2 and one.x > width / 2 else edges[0]
        assert left - 0.5 <= one.x, one.text
        assert end <= right + 0.5, one.text
    numbers = [
        one for one in found if re.fullmatch(r"\d+\.", one.text) and any(abs(one.x - left) < 1 for left, _ in edges)
    ]
    assert [one.text for one in numbers] == [f"{n}." for n in range(1, 25)]
    whole = squeezed(text)
    for printed, (here, after) in zip(in_form(base, base.forms[1]), pairwise([*numbers, None]), strict=True):
        assert here is not None
        asked = [printed.questions[lang] for lang in langs]
        start = found.index(here)
        own = found[start : found.index(after) if after is not None else None]
        own = [one for one in own if one.y >= 40]  # less the foot
        column = here.x
        assert {one.page for one in own} == {here.page}, f"question {printed.number} is split"
        if look.arranged(len(langs))[0] == 2:
            assert {one.x < width / 2 for one in own} == {column < width / 2}
        assert all(one.y <= here.y + 1 for one in own)
        for question in asked:
            for shown in (question.prompt, *question.options, *question.left):
                assert all(word in whole for word in shown.split()), shown


@pytest.mark.parametrize("look", [Look(), Look("letter", 2)], ids=look_name)
def test_vietnamese_letters_come_out_of_the_pdf_as_they_went_in(look: Look) -> None:
    base = frozen(("vi",))
    whole = squeezed(shown_in(made(("vi",), look, longest=False))[2])
    for printed in in_form(base, base.forms[1]):
        assert squeezed(printed.questions["vi"].prompt) in whole
        for option in printed.questions["vi"].options:
            assert squeezed(option) in whole
    for word in ("Họ và tên", "Lớp", "Ngày", "Mã đề B", "Trang 1/"):
        assert squeezed(word) in whole


def test_the_font_is_embedded_and_has_all_vietnamese_letters() -> None:
    reader = PdfReader(BytesIO(made(("vi",), Look(), longest=False)))
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        below = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in below["/FontDescriptor"]
    marks = "aăâeêioôơuưyđ"
    tones = "\u0300\u0301\u0303\u0309\u0323"
    from unicodedata import normalize

    letters = [normalize("NFC", letter + tone) for letter in marks if letter != "đ" for tone in tones]
    assert lacking([*letters, *(one.upper() for one in letters), "đĐ“”–—…€₫"]) == ""


def test_the_same_paper_gives_the_same_bytes() -> None:
    base = frozen()
    assert build(base, Look()) == build(base, Look())


def test_what_the_font_lacks_stops_the_pdf_only() -> None:
    base = with_texts(frozen(), prompt="東京?")
    built = build(base, Look())
    assert "東" in built.no_pdf
    assert not [name for name in built.files if name.endswith(".pdf")]
    assert "東京" in built.files["paper-A.html"].decode()


def test_a_hostile_bank_leaves_the_page_in_no_look() -> None:
    """Long words are broken, a question that is too high is set smaller, control characters are gone."""
    base = with_texts(frozen(), prompt="W" * 300 + " " + "m" * 100, options="Ω" * 100, left="x" * 90)
    for look in LOOKS:
        found, sizes, text = shown_in(pdf.paper_pdf(base, base.forms[0], look))
        measure = Canvas(SIZES[look.page], "", "vi").measure
        for one in found:
            assert one.x + measure(one.text, False, one.size) / MM < sizes[0][0] - 16 / MM + 6
            assert one.y > 18
        assert text.count("W") == 300 * 24
    dirty = pdf.paper_pdf(hostile(), hostile().forms[0], Look())
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069]", shown_in(dirty)[2])


def test_a_question_higher_than_any_page_is_refused_in_words() -> None:
    base = with_texts(frozen(), prompt="word " * 20_000)
    with pytest.raises(QuizError, match="too long"):
        pdf.paper_pdf(base, base.forms[0], Look())
    assert build(base, Look()).no_pdf


@pytest.mark.parametrize("look", LOOKS, ids=look_name)
def test_the_answer_sheet_has_a_circle_for_every_option_and_all_stay_on_the_page(look: Look) -> None:
    from quiz.papers.sheet import circles

    base = frozen(("vi", "en"))
    width, height = SIZES[look.page]
    for form in base.forms:
        found = circles(base, form, look, 60.0)
        for printed in in_form(base, form):
            question = printed.questions["vi"]
            own = [one.letter for one in found if one.number == printed.number]
            by_hand = question.form in (Form.TYPED, Form.ORDERING, Form.MATCHING)
            assert own == ([] if by_hand else list("ABCDEFGH"[: len(question.options)]))
        for one in found:
            assert one.x - one.radius > 12 and one.x + one.radius < width - 12
            assert one.y - one.radius + 40 * one.page > 50 and one.y + one.radius < height - 15
        for here in found:
            near = [one for one in found if one is not here and one.page == here.page]
            assert all((one.x - here.x) ** 2 + (one.y - here.y) ** 2 > (2 * here.radius + 0.5) ** 2 for one in near)
        shown, sizes, text = shown_in(pdf.sheet_pdf(base, form, look))
        assert all(0 < one.x < sizes[0][0] - 40 and 18 < one.y < sizes[0][1] - 30 for one in shown)
        assert f"Mã đề {form.letter} / Form {form.letter}" in text


def two_hundred() -> tuple[Frozen, FormPlan]:
    base = frozen()
    entries = tuple(base.entries[at % 24] for at in range(200))
    form = FormPlan("A", tuple(range(200)), *(
        tuple(tuple(range(len(part(entry.questions["vi"])))) for entry in entries)
        for part in (lambda one: one.options, lambda one: one.left)
    ))  # fmt: skip
    return base._replace(entries=entries, forms=(form,)), form


def test_two_hundred_questions_go_on_to_further_sheets() -> None:
    shown, sizes, _text = shown_in(pdf.sheet_pdf(*two_hundred(), Look()))
    assert len(sizes) >= 3
    numbers = [one.text for one in shown if re.fullmatch(r"\d+\.", one.text)]
    assert numbers == [f"{n}." for n in range(1, 201)]


@pytest.mark.parametrize("look", LOOKS, ids=look_name)
def test_each_page_of_a_sheet_says_whose_it_is_and_of_which_form(look: Look) -> None:
    shown, sizes, _text = shown_in(pdf.sheet_pdf(*two_hundred(), look))
    for page in range(len(sizes)):
        here = [one for one in shown if one.page == page]
        (name,) = [one for one in here if one.text == "Họ và tên:"]
        (form,) = [one for one in here if one.text == "Mã đề A"]  # at the foot it follows the paper's mark
        answers = [one.y for one in here if re.fullmatch(r"\d+\.", one.text)]
        assert max(answers) < min(name.y, form.y) - look.points


@needs_chromium
@pytest.mark.parametrize("large", [False, True])
def test_each_page_of_a_sheet_that_a_browser_prints_says_whose_it_is(large: bool, tmp_path: Path) -> None:
    file = tmp_path / "sheet.html"
    file.write_text(sheet_html(*two_hundred(), Look(large=large)), "utf-8")
    with browser() as program:
        page = program.page(file.as_uri())
        printed = page.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(b64decode(printed))).pages]
    assert len(pages) >= 3
    assert all("Họ và tên:" in text and "Mã đề A" in text for text in pages)
    numbers = [number for text in pages for number in re.findall(r"(?<!\d)(\d+)\.", text)]
    assert sorted(map(int, numbers)) == list(range(1, 201))


@needs_chromium
@pytest.mark.parametrize("large", [False, True])
def test_no_word_of_a_head_is_broken_in_the_key_that_a_browser_shows(large: bool, tmp_path: Path) -> None:
    file = tmp_path / "key.html"
    file.write_text(key_html(frozen(("vi", "en")), Look(large=large)), "utf-8")
    with browser() as program:
        page = program.page(file.as_uri(), 900, 1200, phone=False)
        broken = "[...document.querySelectorAll('.k th')].filter(one => one.scrollWidth > one.clientWidth).length"
        page.js("document.querySelectorAll('.k th').forEach(one => { one.style.overflowWrap = 'normal'; })")
        assert page.js(broken) == 0


# lines


def test_words_wrap_and_a_word_that_is_too_long_is_broken() -> None:
    assert wrap("aa bb cc", 5, len) == ["aa bb", "cc"]
    assert wrap("abcdefgh ij", 3, len) == ["abc", "def", "gh", "ij"]
    assert wrap("a abcd", 3, len) == ["a", "abc", "d"]
    assert wrap("", 3, len) == [""]
    assert wrap("W", 0.5, len) == ["W"]


def test_a_block_is_as_high_as_its_lines() -> None:
    block = Block((Row((Cell("aa bb"), Cell("aa bb cc dd"))), Row((Cell("x", "A."),), before=1, hang=2)), "1.")

    def measure(text: str, bold: bool, points: float) -> float:
        return len(text) * points * MM / 2

    laid = lay(block, 30, 10, measure)
    last = max(mark.y for mark in laid.marks if isinstance(mark, Text))
    assert last < laid.height
    assert {mark.text for mark in laid.marks if isinstance(mark, Text)} >= {"1.", "A.", "x"}


def test_sheets_and_papers_share_their_words_with_the_bank() -> None:
    assert questions().bank.languages == ("en", "vi")


def test_a_template_for_formscanner_has_the_places_of_the_circles() -> None:
    base = frozen()
    form = base.forms[1]
    root = ET.fromstring(pdf.sheet_template(base, form, Look()))
    assert root.attrib["version"] == "2.1"
    assert len(root.findall("./corners/corner")) == 4
    fields = {one.attrib["question"]: one for one in root.iter("question")}
    for printed in in_form(base, form):
        question = printed.questions["vi"]
        name = f"{printed.number:03}"
        if question.form in (Form.TYPED, Form.ORDERING, Form.MATCHING):
            assert name not in fields
            continue
        values = [one.attrib["response"] for one in fields[name].iter("value")]
        assert values == list("ABCDEF"[: len(question.options)])
        assert fields[name].attrib["multiple"] == "true"  # else it would name the blacker of two circles
    assert [one.attrib["response"] for one in fields["form"].iter("value")] == [form.letter]
    for point in root.iter("point"):
        assert 0 < float(point.attrib["x"]) < 210 / 25.4 * 300
        assert 0 < float(point.attrib["y"]) < 297 / 25.4 * 300


def test_the_pdf_library_is_not_imported_until_a_pdf_is_made() -> None:
    code = "import sys, quiz.cli.paper, quiz.papers.pdf; print({'fpdf', 'fontTools', 'PIL'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
