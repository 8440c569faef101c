"""A whole timed test of the real program in a real terminal, killed twice on the way. Only its clock is ours."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from quiz.questions.model import Form, Question
from quiz.questions.open import open_bank
from quiz.study.exam.draw import draw_papers
from quiz.study.exam.model import CUSTOM, Blueprint, Clock
from tests.test_pty_tui import Terminal

BANK = Path(__file__).parent.parent / "question_bank" / "asem"
SEED = 5
RULES = Blueprint(CUSTOM, questions=8, forms=(Form.CHOICE,), clock=Clock(0, 600), scoring="negative")
COMMAND = ("test", "--questions", "8", "--form", "choice", "--minutes", "10", "--scoring", "negative")
PROGRAM = """
import sys
from pathlib import Path
from quiz.cli import clock
from quiz.study.views import Moment
passed = Path(sys.argv[1])
clock.mono = lambda: int(passed.read_text())
clock.now = lambda: Moment(1_773_475_200_000 + clock.mono(), 420)
from quiz.cli.main import main
raise SystemExit(main(sys.argv[2:]))
"""


class Timed:
    """The program with a clock that stands still until the test moves it on."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.folder, self.lang = folder, lang
        self.passed = folder / "clock"
        self.ms = 0
        self.forward(0)
        self.terminal = self.start()

    def forward(self, seconds: int) -> None:
        self.ms += seconds * 1000
        beside = self.folder / "clock.new"
        beside.write_text(str(self.ms))
        beside.replace(self.passed)

    def start(self) -> Terminal:
        script = self.folder / "program.py"
        script.write_text(PROGRAM)
        arguments = ("--lang", self.lang, *COMMAND, "--seed", str(SEED))
        return Terminal(self.folder, *arguments, program=(str(script), str(self.passed)), bank=BANK)

    def kill(self) -> None:
        self.terminal.child.kill(9)
        self.terminal.child.wait()

    def answer(self, number: int, question: Question, *, right: bool) -> None:
        """Answer question ``number`` and go on."""
        of = {"en": f"{number} of 8", "vi": f"{number}/8"}[self.lang]
        self.terminal.wait(of)
        places = range(len(question.options))
        at = question.key_indices[0] if right else next(at for at in places if at not in question.key_indices)
        self.terminal.send(str(at + 1).encode())
        self.terminal.wait({"en": "Saved.", "vi": "Đã lưu."}[self.lang])
        self.terminal.send(b"\r")


SIGNS = {
    "en": ("Go on with", "stood still", "7:30", "Time is up.", "✓ 4 right", "✗ 1 wrong", "– 3 no answer", "47%"),
    "vi": ("Làm tiếp", "đứng yên", "7:30", "Hết giờ.", "✓ 4 đúng", "✗ 1 sai", "– 3 không trả lời", "47%"),
}


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_timed_test_killed_twice_ends_with_the_right_score(
    tmp_path: Path, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path / "own"))
    bank = open_bank(BANK)
    paper = draw_papers(bank, RULES, SEED, lang)[0]
    asked = [bank.ask(slot.item, slot.form, lang, slot.seed) for slot in paper.slots]
    go_on, still, left, over, *counts = SIGNS[lang]

    program = Timed(tmp_path, lang)
    program.terminal.wait("8 ")
    program.terminal.send(b"\r")
    program.answer(1, asked[0], right=True)
    program.forward(150)
    program.answer(2, asked[1], right=False)
    program.terminal.wait(left)
    program.kill()

    program.forward(3600)
    program.terminal = program.start()
    program.terminal.wait(go_on)
    program.terminal.send(b"\r")
    program.terminal.wait(still)
    program.terminal.wait(left)
    program.answer(3, asked[2], right=True)
    program.answer(4, asked[3], right=True)
    program.terminal.wait({"en": "5 of 8", "vi": "5/8"}[lang])
    program.kill()

    program.forward(3600)
    program.terminal = program.start()
    program.terminal.wait(go_on)
    program.terminal.send(b"\r")
    program.terminal.wait(left)
    program.answer(5, asked[4], right=True)
    program.forward(500)
    text = program.terminal.wait(over)
    for sign in counts:
        assert sign in text, text
    assert program.terminal.end() == 0
    given = [response for response, _undoes in program.terminal.answers() if response != "null"]
    assert len(given) == 5
