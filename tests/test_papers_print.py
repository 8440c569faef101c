"""What is printed: everything is there, nothing of a hostile bank gets through, nothing is cut or split."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from quiz.errors import QuizError
from quiz.i18n import current, set_language
from quiz.papers import pdf
from quiz.papers.blocks import MM, Block, Cell, Row, Text, lay, wrap
from quiz.papers.canvas import Canvas, lacking
from quiz.papers.folder import build
from quiz.papers.forms import in_form
from quiz.papers.html import key_html, paper_html, sheet_html
from quiz.papers.look import SIZES, Look
from quiz.papers.markdown import key_markdown, paper_markdown
from quiz.papers.model import FormPlan, Frozen
from quiz.papers.words import words_for
from quiz.questions.model import Form
from tests.asem_kit import questions
from tests.papers_kit import SEED, frozen, with_texts

LOOKS = [
    Look(),
    Look(columns=2),
    Look("letter"),
    Look("letter", columns=2),
    Look(large=True),
    Look("letter", columns=2, large=True),
]
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;</style></title>--> ]]> "
    "**b** [l](javascript:x) `c` # h | t $m$ www.a.b https://a.b a@b.c ~~s~~ ![i](x) \\\\ <!-- \x1b[2J\x07\u202eevil\u2066\x00 "
)


def look_name(look: Look) -> str:
    return f"{look.page}-{look.columns}{'-large' if look.large else ''}"


def hostile(langs: tuple[str, ...] = ("vi", "en"), text: str = HOSTILE) -> Frozen:
    base = with_texts(frozen(langs), prompt=text, options=text, left=text, key=text, explanation=text)
    entries = tuple(entry._replace(cited={lang: (text, text) for lang in langs}) for entry in base.entries)
    return base._replace(entries=entries, title=dict.fromkeys(langs, text))


# HTML


class Outline(HTMLParser):
    """Elements, attributes and visible text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.classes: list[str] = []
        self.shown: list[str] = []
        self._style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.classes += [value or "" for name, value in attrs if name == "class"]
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.shown.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.shown).split())


def pages_of(base: Frozen, look: Look = Look()) -> Iterator[str]:  # noqa: B008
    for form in base.forms:
        yield paper_html(base, form, look)
        yield sheet_html(base, form, look)
    yield key_html(base, look)


TAGS = {"html", "head", "meta", "title", "style", "body", "div", "span", "h1", "h2", "p", "b", "i", "small", "section",
        "table", "thead", "tbody", "tr", "th", "td", "br"}  # fmt: skip


@pytest.mark.parametrize("columns", [1, 2])
def test_a_hostile_bank_gets_no_markup_into_the_html(columns: int) -> None:
    for page in pages_of(hostile(), Look(columns=columns)):
        outline = Outline(page)
        assert outline.tags <= TAGS
        assert outline.attributes <= {"lang", "charset", "name", "content", "class"}
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", page)
        assert "src=x" in outline.text or "sheet" in page[:2000]  # shown as the text that it is
        assert not re.search(r"https?:[^ <]*(?=[\"')])", page.split("</style>")[0])


def test_html_names_nothing_outside_itself() -> None:
    for page in pages_of(frozen()):
        assert not re.search(r"(?i)\b(?:src|href|url\(|@import)", page)


@pytest.mark.parametrize("langs", [("vi",), ("vi", "en")])
def test_html_shows_every_stem_and_option_in_order_with_its_letter(langs: tuple[str, ...]) -> None:
    base = frozen(langs)
    for form in base.forms:
        text = Outline(paper_html(base, form, Look(columns=2))).text
        at = 0
        for printed in in_form(base, form):
            at = text.index(f" {printed.number}. ", at)
            for lang in langs:
                assert " ".join(printed.questions[lang].prompt.split()) in text[at:]
            for letter, option in zip("ABCDEF", printed.questions[langs[0]].options, strict=False):
                at = text.index(f"{letter}. {option}", at)


def test_html_keeps_a_question_on_one_page_and_knows_the_paper() -> None:
    page = paper_html(frozen(), frozen().forms[0], Look("letter", 2, True))
    assert re.search(r"\.q \{ break-inside: avoid", page)
    assert "size: letter" in page and "columns: 2" in page and "18pt" in page
    page = paper_html(frozen(), frozen().forms[0], Look())
    assert "size: A4" in page and "columns: 1" in page and "10.5pt" in page
    assert Outline(page).classes.count("q") == 24


# Markdown


@pytest.mark.parametrize("make", [lambda base: paper_markdown(base, base.forms[1]), key_markdown])
def test_a_hostile_bank_gets_no_markup_into_the_markdown(make: Callable[[Frozen], str]) -> None:
    parser = MarkdownIt("gfm-like", {"linkify": True})
    page = parser.render(make(hostile()).replace("<!-- -->", ""))
    outline = Outline(page)
    assert outline.tags <= {"h1", "p", "strong", "em", "ul", "li"}
    assert outline.attributes == set()
    assert '<script>alert(1)</script><img src=x onerror=alert(2)>"' in outline.text
    assert (
        "**b** [l](javascript:x) `c` # h | t $m$ www.a.b https://a.b a@b.c ~~s~~ ![i](x) \\\\ <!-- evil" in outline.text
    )


def test_markdown_shows_every_stem_and_option() -> None:
    base = frozen(("vi", "en"))
    text = Outline(MarkdownIt().render(paper_markdown(base, base.forms[2]))).text
    for printed in in_form(base, base.forms[2]):
        for lang in base.langs:
            assert printed.questions[lang].prompt in text
        for letter, option in zip("ABCDEF", printed.questions["vi"].options, strict=False):
            assert f"{letter}. {option}" in text


# PDF


class Shown:
    """One piece of text of a PDF: the page, its left end, its baseline and its size, in points from below left."""

    def __init__(self, page: int, x: float, y: float, size: float, text: str) -> None:
        self.page, self.x, self.y, self.size, self.text = page, x, y, size, text


def shown_in(data: bytes) -> tuple[list[Shown], list[tuple[float, float]], str]:
    """The pieces, the sizes of the pages, and all text."""
    reader = PdfReader(BytesIO(data))
    found: list[Shown] = []
    sizes = []
    for number, page in enumerate(reader.pages):
        sizes.append((float(page.mediabox.width), float(page.mediabox.height)))

        def visit(
            text: str, _cm: list[float], tm: list[float], _font: DictionaryObject | None, size: float, n: int = number
        ) -> None:
            if text.strip():
                found.append(Shown(n, tm[4], tm[5], size, text.strip()))

        page.extract_text(visitor_text=visit)
    return found, sizes, " ".join(one.text for one in found)


@cache
def made(langs: tuple[str, ...], look: Look, *, longest: bool) -> bytes:
    base = frozen(langs, longest=longest)
    return pdf.paper_pdf(base, base.forms[1], look)


def squeezed(text: str) -> str:
    return "".join(text.split())


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
    if look.columns == 2:
        middle = width / 2
        edges = [(17 / MM, middle - 4.4 / MM), (middle + 4.4 / MM, width - 17 / MM)]
    heading = max(one.y for one in found if one.page == 0 and one.text == "1.")
    for one in found:
        assert 18 < one.y < height - 18
        end = one.x + measure(one.text, False, one.size) / MM
        if (one.page == 0 and one.y > heading + 2) or one.y < 40:
            assert one.x >= 17 / MM - 0.5 and end <= width - 17 / MM + 12  # bold is wider than it was measured here
            continue
        left, right = edges[-1] if look.columns == 2 and one.x > width / 2 else edges[0]
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
        if look.columns == 2:
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
    base = with_texts(frozen(), prompt="W" * 3000 + " " + "m" * 300, options="Ω" * 200, left="x" * 90)
    for look in LOOKS:
        found, sizes, text = shown_in(pdf.paper_pdf(base, base.forms[0], look))
        measure = Canvas(SIZES[look.page], "", "vi").measure
        for one in found:
            assert one.x + measure(one.text, False, one.size) / MM < sizes[0][0] - 16 / MM + 6
            assert one.y > 18
        assert text.count("W") == 3000 * 24
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
            assert 12 < one.x - one.radius and one.x + one.radius < width - 12
            assert 50 < one.y - one.radius + 40 * one.page and one.y + one.radius < height - 15
        for here in found:
            near = [one for one in found if one is not here and one.page == here.page]
            assert all((one.x - here.x) ** 2 + (one.y - here.y) ** 2 > (2 * here.radius + 0.5) ** 2 for one in near)
        shown, sizes, text = shown_in(pdf.sheet_pdf(base, form, look))
        assert all(0 < one.x < sizes[0][0] - 40 and 18 < one.y < sizes[0][1] - 30 for one in shown)
        assert f"Mã đề {form.letter} / Form {form.letter}" in text


def test_two_hundred_questions_go_on_to_further_sheets() -> None:
    base = frozen()
    entries = tuple(base.entries[at % 24] for at in range(200))
    form = FormPlan("A", tuple(range(200)), *(
        tuple(tuple(range(len(part(entry.questions["vi"])))) for entry in entries)
        for part in (lambda one: one.options, lambda one: one.left)
    ))  # fmt: skip
    long = base._replace(entries=entries, forms=(form,))
    shown, sizes, _text = shown_in(pdf.sheet_pdf(long, form, Look()))
    assert len(sizes) >= 3
    numbers = [one.text for one in shown if re.fullmatch(r"\d+\.", one.text)]
    assert numbers == [f"{n}." for n in range(1, 201)]


# for all


def everything(base: Frozen) -> Iterator[tuple[str, str]]:
    """Each printed file's name and text, the frozen one left out."""
    for name, data in build(base, Look()).files.items():
        if name.endswith(".json"):
            continue
        text = data.decode("utf-8") if not name.endswith(".pdf") else shown_in(data)[2]
        yield name, text
        if name.endswith(".pdf"):
            yield name, repr(PdfReader(BytesIO(data)).metadata)


def test_the_seed_is_on_no_paper() -> None:
    seeds = {SEED, *(entry.questions["vi"].seed for entry in frozen().entries)}
    marks = {text for seed in seeds for text in (str(seed), f"{seed:x}", f"{seed:X}")}
    for name, text in everything(frozen()):
        assert not [mark for mark in marks if mark in text], name
        assert not re.search(r"#[0-9a-f]{6,}|~\w+\.\w\w#", text.split("</style>")[-1]), name


def test_no_paper_or_sheet_shows_a_key() -> None:
    base = frozen()
    for name, text in everything(base):
        if "key" in name or name.endswith(".xtmpl"):
            continue
        for entry in base.entries:
            question = entry.questions["vi"]
            assert question.explanation not in text, name
            if question.form is Form.TYPED:
                assert f"{question.key[0]}\n" not in text


def test_only_what_shows_the_key_is_to_be_kept() -> None:
    built = build(frozen(), Look())
    assert set(built.kept) == {name for name in built.files if "key" in name or name.endswith(".json")}


def test_the_key_names_letter_answer_and_sources_of_every_question() -> None:
    base = frozen(("vi", "en"))
    pages = [Outline(key_html(base, Look())).text, shown_in(pdf.key_pdf(base, Look()))[2]]
    pages.append(Outline(MarkdownIt().render(key_markdown(base))).text)
    for page in map(squeezed, pages):
        for entry in base.entries:
            question = entry.questions["vi"]
            assert all(squeezed(source) in page for source in entry.cited["vi"])
            assert all(squeezed(text) in page for text in question.key)
            assert squeezed(question.explanation) in page
    for form in base.forms:
        for printed in in_form(base, form):
            if printed.questions["vi"].form is Form.CHOICE:
                letter = "ABCD"[printed.questions["vi"].key_indices[0]]
                answer = printed.questions["vi"].key[0]
                assert f"{printed.number} {letter} {answer}" in pages[0]


def test_the_printed_words_are_the_papers_and_not_the_interfaces() -> None:
    set_language("en")
    assert words_for(["vi"]).name == "Họ và tên"
    assert words_for(["vi", "en"]).class_ == "Lớp / Class"
    assert current() == "en"
    set_language("vi")
    assert "Name: " in Outline(paper_html(frozen(("en",)), frozen(("en",)).forms[0], Look())).text
    assert current() == "vi"


def test_parallel_papers_say_which_they_are() -> None:
    base = frozen(("en",))._replace(number=2)
    assert "Paper 2 · Form A" in Outline(paper_html(base, base.forms[0], Look())).text
    assert "Paper 2 · Form A" in shown_in(pdf.paper_pdf(base, base.forms[0], Look()))[2]
    assert "paper2-A.pdf" in build(base, Look()).files


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
    root = ET.fromstring(pdf.sheet_template(base, form, Look()))  # noqa: S314
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
        assert (fields[name].attrib["multiple"] == "true") == (question.form is Form.SELECT_ALL)
    for point in root.iter("point"):
        assert 0 < float(point.attrib["x"]) < 210 / 25.4 * 300
        assert 0 < float(point.attrib["y"]) < 297 / 25.4 * 300
