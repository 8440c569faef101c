"""What is printed: everything is there, nothing of a hostile bank gets through, nothing is cut or split."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import BytesIO

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from quiz.i18n import current, set_language
from quiz.papers import pdf
from quiz.papers.folder import build
from quiz.papers.forms import in_form
from quiz.papers.html import key_html, paper_html, sheet_html
from quiz.papers.look import Look
from quiz.papers.markdown import key_markdown, paper_markdown
from quiz.papers.model import Frozen
from quiz.papers.words import words_for
from quiz.questions.model import Form
from tests.papers_kit import SEED, frozen, hostile, shown_in, squeezed

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
    base, hidden = frozen(), 0
    questions_ = [entry.questions["vi"] for entry in base.entries]
    asked = " ".join(text for one in questions_ for text in (one.prompt, *one.options, *one.left))
    for name, text in everything(base):
        if "key" in name or name.endswith(".xtmpl"):
            continue
        for entry in base.entries:
            question = entry.questions["vi"]
            if question.form is not Form.TRUE_FALSE:  # its explanation may be the very statement
                assert question.explanation not in text, name
            if question.form is Form.TYPED and question.key[0] not in asked:
                assert squeezed(question.key[0]) not in squeezed(text.split("</style>")[-1]), name
                hidden += 1
    assert hidden > 20


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
