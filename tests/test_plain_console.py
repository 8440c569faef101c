"""Lines of line mode, in a terminal and out of one."""

import io
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.plain.console import Console, broken


@given(st.lists(st.text("aáb.1-", min_size=1, max_size=12)), st.integers(20, 60))
def test_lines_are_broken_at_blanks_and_nowhere_else(words: list[str], width: int) -> None:
    lines = broken(" ".join(words), width).split("\n")
    assert " ".join(lines).split() == words
    assert all(len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. Many networks keep devices apart.", "1. Many networks\n   keep devices\n   apart."),
        ("- Many networks keep devices apart.", "- Many networks keep\n  devices apart."),
        ("A. http://192.168.178.20:8080/knock is it", "A. http://192.168.178.20:8080/knock\n   is it"),
        ("Many networks keep devices apart.", "Many networks keep\ndevices apart."),
    ],
)
def test_what_follows_stands_under_the_first_line(text: str, shown: str) -> None:
    assert broken(text, 20) == shown


def test_what_is_not_a_terminal_gets_whole_lines() -> None:
    paper = io.StringIO()
    Console(io.StringIO(), paper).say("word " * 200)
    assert paper.getvalue() == "word " * 199 + "word\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(("columns", "words"), [(40, 8), (0, 16)])
def test_a_terminal_gets_lines_that_fit(columns: int, words: int) -> None:
    import fcntl
    import pty
    import select
    import struct
    import termios

    screen, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with os.fdopen(terminal, "w", encoding="utf-8") as writer:
        Console(io.StringIO(), writer).say("word " * 2 * words)
        writer.flush()
        shown = b""
        while shown.count(b"\n") < 2 and select.select([screen], [], [], 10)[0]:  # it may come in pieces
            shown += os.read(screen, 1000)
    os.close(screen)
    lines = shown.decode().splitlines()
    assert lines == [" ".join(["word"] * words)] * 2, "one that does not know its size counts as usual"
