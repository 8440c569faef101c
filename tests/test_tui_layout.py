"""Lines of text: nothing is lost, nothing is wider than the screen."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from quiz.tui.layout import Span, between, columns, flow, hanging, meter, paragraph, row, wrap

texts = st.text(st.characters(codec="utf-8"), max_size=200) | st.sampled_from(
    ["[/red]", "[@click=app.quit]x[/]", "\x1b]0;x\x07y", "\u202eabc", "👩‍👩‍👧 é̈ 漢字" * 9, "W" * 10_000, "a\tb\nc"]
)


@given(texts, st.integers(4, 120))
def test_wrapped_lines_fit_and_hold_every_word(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert lines
    assert all(cell_len(one) <= width for one in lines)
    if text.isascii() and text.isprintable():
        assert "".join("".join(lines).split()) == "".join(text.split())


@given(texts, texts, st.integers(20, 120))
def test_a_row_and_a_hanging_text_fit(title: str, other: str, width: int) -> None:
    cells = columns([("12 %", -7, "muted"), (other, -6, "")])
    for one in row(title, cells, width, head=[Span("› ")]) + hanging([Span("› 1  ")], title, width, tail=[Span("✓")]):
        assert cell_len(one.text) <= width


@given(texts, texts, st.integers(10, 120))
def test_two_ends_of_a_line_are_as_wide_as_the_line(left: str, right: str, width: int) -> None:
    drawn = between([Span(left)], [Span("ab")], width)
    assert cell_len(drawn.text) == width
    assert drawn.text.endswith("ab")


def test_marks_behind_a_title_that_is_cut_stay_to_be_seen() -> None:
    left = [Span("Hội nghị Bộ trưởng Ngoại giao"), Span("  hỏi lại"), Span("  ⚑")]
    assert between(left, [Span("12/34")], 40).text == "Hội nghị Bộ trưởng Ng…  hỏi lại  ⚑ 12/34"
    assert between(left, [Span("12/34")], 24).text.startswith("Hội nghị…  hỏi lại")


def test_escapes_and_direction_marks_never_come_through() -> None:
    text = "".join(one.text for one in paragraph("\x1b[2Ja\x9bb\u202ec\x07", 40))
    assert not set(text) & set("\x1b\x9b\u202e\x07")


def test_groups_flow_to_the_next_line() -> None:
    groups = [[Span("aaaa")], [Span("bbbb")], [Span("cccc")]]
    assert [one.text for one in flow(groups, 11)] == ["aaaa   bbbb", "cccc"]


@given(st.floats(-1, 2), st.integers(2, 40))
def test_a_meter_is_empty_only_at_nothing_and_full_only_at_all(share: float, width: int) -> None:
    full, rest = meter(share, width)
    assert len(full) + len(rest) == width
    assert (full == "") == (share <= 0)
    assert (rest == "") == (share >= 1)
