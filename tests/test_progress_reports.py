"""Reports of doubtful questions."""

import json
from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.progress.reports import append


def test_each_report_is_a_line_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "doubtful.jsonl"
    append(file, {"question": "Hội nghị nào?\nHai dòng", "why": "sai"})
    append(file, {"question": "toy/a", "options": ("x", "y")})
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert lines == [
        {"question": "Hội nghị nào?\nHai dòng", "why": "sai"},
        {"question": "toy/a", "options": ["x", "y"]},
    ]


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="could not be written"):
        append(tmp_path / "no such folder" / "doubtful.jsonl", {})
