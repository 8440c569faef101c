"""A mistake inside the program leaves the terminal as it was, with one sentence and a report on disk."""

import sys
import time
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="the program is driven through a pseudo-terminal, which Windows lacks")

BROKEN = """
import sys
from quiz.tui.screens.study import StudySheet
def broken(self, *arguments, **more): raise RuntimeError('a mistake of ours')
StudySheet.{method} = broken
from quiz.cli.main import main
sys.exit(main(['--bank', 'asem', '--db', {database!r}, '--lang', 'en', 'study']))
"""


@pytest.mark.parametrize("method", ["page_lines", "on_mount", "digit"])
def test_a_mistake_inside_is_told_in_one_sentence_and_exits_with_an_error(method: str, tmp_path: Path) -> None:
    code = BROKEN.format(method=method, database=str(tmp_path / "progress.db"))
    program = pexpect.spawn(sys.executable, ["-c", code], dimensions=(24, 80), encoding="utf-8", timeout=60)
    if method == "digit":
        program.expect("leave")
        time.sleep(0.5)  # a key that comes before the question is painted is ignored
        program.send("1")
    program.expect(pexpect.EOF)
    program.close()
    shown = program.before or ""
    assert "Traceback" not in shown
    assert "Something went wrong inside quiz" in shown
    assert program.exitstatus == 2
    reports = list(tmp_path.glob("quiz-crash-*.txt"))
    assert len(reports) == 1
    assert "a mistake of ours" in reports[0].read_text(encoding="utf-8")
