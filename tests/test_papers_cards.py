"""Cards that are held up: each told by its letter, its shape and its colour, whatever the page."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from quiz.papers.blocks import MM
from quiz.papers.canvas import Canvas
from quiz.papers.cards import COLOURS, cards_pdf
from quiz.papers.look import SIZES, PageSize
from tests.cli_kit import Shell
from tests.papers_kit import shown_in

CSS = Path(__file__).parent.parent / "quiz" / "classroom" / "pages" / "base.css"


def test_the_colours_are_those_of_the_phones() -> None:
    found = dict(re.findall(r"--c([0-3]): (#[0-9a-f]{6})", CSS.read_text("utf-8")))
    assert list(COLOURS.values()) == [found[str(at)] for at in range(4)]


def drawn(page: PageObject) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The operator and the box (left, low, right, high; points) of each path that is filled, in order."""
    found, points, last = [], [], "l"
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator in (b"m", b"l", b"c"):
            points += list(zip(map(float, operands[0::2]), map(float, operands[1::2]), strict=True))
            last = operator.decode()
        elif operator == b"f":
            across, up = zip(*points, strict=True)
            found.append((f"{last}{len(set(points))}", (min(across), min(up), max(across), max(up))))
            points = []
    return found


def colours(page: PageObject) -> tuple[float, ...]:
    """The last colour that things are filled with."""
    operations = ContentStream(page.get_contents(), page.pdf).operations
    return next(tuple(map(float, operands)) for operands, operator in reversed(operations) if operator == b"rg")


@pytest.mark.parametrize("page", ["a4", "letter"])
def test_a_letter_its_shape_and_its_colour_in_the_middle_of_a_page(page: PageSize) -> None:
    width, height = (size / MM for size in SIZES[page])
    read = PdfReader(BytesIO(cards_pdf(page)))
    assert [one.extract_text().strip() for one in read.pages] == list("ABCD")
    shapes = []
    letters, _sizes, _text = shown_in(cards_pdf(page))
    for one, letter, colour in zip(read.pages, letters, COLOURS.values(), strict=True):
        assert (float(one.mediabox.width), float(one.mediabox.height)) == pytest.approx((width, height), abs=0.1)
        assert colours(one) == pytest.approx([part / 255 for part in bytes.fromhex(colour[1:])], abs=1e-3)
        *frame, (shape, (left, low, right, high)) = drawn(one)
        shapes.append(shape)
        assert left + right == pytest.approx(width, abs=0.1)
        assert 0.25 * height < high - low < 0.31 * height and low > frame[1][1][3] and right < frame[3][1][0]
        assert all(at > 20 for _path, box in frame for at in (box[0], box[1], width - box[2], height - box[3]))
        assert letter.size * 0.714 == pytest.approx(0.4 * height, rel=0.01)
        assert high + 20 < letter.y and letter.y + letter.size * 0.714 + 20 < frame[0][1][1]
        used = Canvas(SIZES[page], "", "en").measure(letter.text, True, letter.size) / MM
        assert 2 * letter.x + used == pytest.approx(width, abs=0.2)
    assert shapes == ["l3", "l4", "c12", "l4"]
    diamond, square = (drawn(read.pages[at])[-1][1] for at in (1, 3))
    assert diamond[2] - diamond[0] > square[2] - square[0]


def test_sets_are_numbered_and_the_same_cards_are_the_same_bytes() -> None:
    texts = [one.extract_text().split() for one in PdfReader(BytesIO(cards_pdf(pupils=3))).pages]
    assert [set(one) for one in texts] == [{letter, number} for number in "123" for letter in "ABCD"]
    assert cards_pdf(pupils=3) == cards_pdf(pupils=3)


@pytest.mark.parametrize(("lang", "says"), [("en", "8 pages."), ("vi", "8 trang.")])
def test_the_command_writes_them_and_writes_over_nothing(tmp_path: Path, lang: str, says: str) -> None:
    shell = Shell(tmp_path)
    line = ("class", "cards", "--print", "cards.pdf", "--pupils", "2", "--lang", lang)
    code, out, err = shell(*line)
    assert (code, err) == (0, "") and "cards.pdf" in out and says in out
    assert (tmp_path / "cards.pdf").read_bytes().startswith(b"%PDF")
    assert shell(*line)[0] == 2
    assert shell(*line, "--force", "--page", "letter")[0] == 0
    assert not (tmp_path / "progress.db").exists()
    assert shell("class", "cards", "--print", "no/such/place.pdf")[0] == 2
