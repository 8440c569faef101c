"""The real program in a real terminal: bytes in, screen out, and what is on disk."""

import os
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pexpect
import pyte

ROOT = Path(__file__).parent.parent
BANK = Path(__file__).parent / "data" / "tui_summits.yaml"
PATIENCE = 30.0
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*[a-zA-Z$]+|\x1b\[\?[0-9;]*\$p|\x1b[P_][^\x1b]*\x1b\\")


class Terminal:
    """The program behind a pseudo-terminal, with a screen that can be read."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        env: dict[str, str] | None = None,
        program: Sequence[str] = ("-m", "quiz"),
        bank: Path = BANK,
    ) -> None:
        self.db = folder / "progress.db"
        surroundings = {
            key: value
            for key, value in os.environ.items()
            if key not in ("NO_COLOR", "QUIZ_PLAIN", "QUIZ_DB", "QUIZ_BANK")
        }
        surroundings |= {
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "XDG_CACHE_HOME": str(folder / "cache"),
            **(env or {}),
        }
        command = [*program, "--bank", str(bank), "--db", str(self.db), *arguments]
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable, command, env=surroundings, dimensions=(24, 80), cwd=str(folder), timeout=PATIENCE
        )
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""

    def read(self) -> str:
        """What is on the screen now."""
        while True:
            try:
                data = self.child.read_nonblocking(65_536, timeout=0.05)
            except (pexpect.TIMEOUT, pexpect.EOF):
                break
            self.raw += data
            self.stream.feed(_UNKNOWN.sub(b"", data))
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, sign: str | Callable[[str], bool]) -> str:
        """The screen, once it shows ``sign``."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            text = self.read()
            if sign(text) if callable(sign) else sign in text:
                return text
        raise AssertionError(f"never saw {sign!r}:\n{text}")

    def send(self, data: bytes) -> None:
        """Bytes from the keyboard, as one write; then as long as painting may take."""
        self.child.send(data)
        time.sleep(0.25)
        self.read()

    def answers(self) -> list[tuple[str, str]]:
        """(response, what it undoes) of every row in the log."""
        with sqlite3.connect(self.db) as db:
            return db.execute("SELECT response, coalesce(undoes, '') FROM answer ORDER BY id").fetchall()

    def end(self) -> int | None:
        """Leave; the exit code."""
        self.child.send(b"\x03")
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def start(*arguments: str, env: dict[str, str] | None = None) -> Terminal:
        opened.append(Terminal(tmp_path, *arguments, env=env))
        return opened[-1]

    yield start
    for one in opened:
        one.child.close(force=True)


CHOICE = ("--lang", "en", "study", "--form", "choice", "--seed", "5")


def test_input_method_bytes_answer_nothing_and_commands_work(terminal: Callable[..., Terminal]) -> None:
    program = terminal(*CHOICE)
    program.wait("1 of ")
    for typed in (
        b"\x7f",
        b"\x08",
        b"a",
        "\x7fá".encode(),
        "\x08ă".encode(),
        b"o\x7f" + "ơ".encode(),
        "\x7f\x7fươ".encode(),
    ):
        program.send(typed)
    assert program.answers() == []
    program.wait("1 of ")
    program.send("\x7fí".encode())
    assert "answer first" in program.wait("answer first")
    program.send(b"2")
    program.wait("───")
    assert len(program.answers()) == 1
    program.send("\x08ư".encode())
    program.wait("Taken back.")
    assert [bool(undoes) for _response, undoes in program.answers()] == [False, True]
    program.send("\x7fđ".encode())
    assert len(program.answers()) == 2
    assert program.end() == 0


def test_vietnamese_is_typed_with_an_input_method(terminal: Callable[..., Terminal]) -> None:
    program = terminal("--lang", "vi", "study", "--form", "typed", "--seed", "5")
    program.wait("F9")
    program.send("Ha\x7fà No\x7fô\x08ội\r".encode())
    program.wait("───")
    assert program.answers()[0][0] == '"Hà Nội"'
    assert program.end() == 0


def test_a_key_that_bounces_answers_once(terminal: Callable[..., Terminal]) -> None:
    program = terminal(*CHOICE)
    program.wait("1 of ")
    program.send(b"1111")
    program.wait("───")
    assert len(program.answers()) == 1
    program.send(b"\r1")
    program.wait("2 of ")
    assert len(program.answers()) == 1
    assert program.end() == 0


def test_an_answer_shown_is_an_answer_kept_when_the_program_is_killed(terminal: Callable[..., Terminal]) -> None:
    program = terminal(*CHOICE)
    program.wait("1 of ")
    program.send(b"1")
    program.wait("───")
    program.child.kill(9)
    program.child.wait()
    assert len(program.answers()) == 1
    again = terminal(*CHOICE)
    again.wait("1 of ")
    assert again.end() == 0


def test_function_keys_do_what_letters_do(terminal: Callable[..., Terminal]) -> None:
    program = terminal(*CHOICE)
    program.wait("1 of ")
    program.send(b"\x1bOP")
    program.wait("Help")
    program.send(b"\x1b")
    program.wait(lambda text: "Help" not in text)
    program.send(b"\x1b[20~")
    program.wait("No answer")
    program.send(b"\x1bOQ")
    program.wait("Taken back.")
    assert program.end() == 0


def test_the_first_run_is_one_screen(terminal: Callable[..., Terminal]) -> None:
    program = terminal()
    text = program.wait("English")
    assert "Tiếng Việt" in text
    program.send(b"2")
    program.wait("Nơi tổ chức hội nghị")
    with sqlite3.connect(program.db) as db:
        assert ("vi",) in db.execute("SELECT value FROM setting").fetchall()
    assert program.end() == 0


def test_no_color_is_grey_and_says_everything_in_words(terminal: Callable[..., Terminal]) -> None:
    program = terminal(*CHOICE, env={"NO_COLOR": "1"})
    program.wait("1 of ")
    program.send(b"0")
    text = program.wait("No answer")
    assert "right answer" in text
    for red, green, blue in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", program.raw):
        assert red == green == blue
    assert program.end() == 0


def test_the_terminal_is_left_as_it_was(terminal: Callable[..., Terminal]) -> None:
    program = terminal(*CHOICE)
    program.wait("1 of ")
    program.child.send(b"\x1b")
    program.wait("Topics")
    program.child.send(b"q")
    program.child.expect(pexpect.EOF)
    tail = program.raw + (program.child.before or b"")
    assert b"\x1b[?1049l" in tail
    assert b"\x1b[?25h" in tail
    program.child.close()
    assert program.child.exitstatus == 0


@pytest.mark.parametrize(("ending", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("screen", ["question", "typed", "help"])
def test_a_signal_to_end_leaves_the_terminal_as_it_was(
    terminal: Callable[..., Terminal], screen: str, ending: int, status: int
) -> None:
    program = terminal(*CHOICE[:4], "typed") if screen == "typed" else terminal(*CHOICE)
    program.wait("1 of ")
    if screen == "help":
        program.send(b"\x1bOP")
        program.wait("Help")
    program.child.kill(ending)
    program.child.expect(pexpect.EOF)
    tail = program.child.before or b""
    assert b"\x1b[?1000l" in tail and tail.rindex(b"\x1b[?1049l") < tail.rindex(b"\x1b[?25h")
    program.child.close()
    assert program.child.exitstatus == status
