"""What an author is told of a bank that is broken: where, what, and what to do.

Beside each bank in ``broken_banks`` stands the text that ``quiz bank check`` is expected to print.
``UPDATE_SNAPSHOTS=1`` rewrites the texts; look at what changed.
"""

import os
from pathlib import Path

import pytest

from quiz.bank.cache import cache_path
from quiz.bank.problems import BankError, Problems
from quiz.i18n import _, set_language
from quiz.questions.open import check_bank, open_bank

FOLDER = Path(__file__).parent / "broken_banks"
BANKS = sorted(path for path in FOLDER.iterdir() if path.is_dir() or path.suffix == ".yaml")


def problems_of(path: Path) -> Problems:
    return check_bank(path).problems


def test_there_are_banks_broken_in_many_ways() -> None:
    assert len(BANKS) >= 100
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in BANKS}


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_a_broken_bank_is_told_with_place_and_remedy(path: Path) -> None:
    problems = problems_of(path)
    told = "".join(f"{problem}\n" for problem in problems.in_order())
    expected = path.with_suffix(".txt")
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert told == expected.read_text(encoding="utf-8")
    assert told, "a broken bank without a complaint"


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_a_broken_bank_is_not_opened(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))
    if not problems_of(path).errors:
        pytest.skip("warnings only")
    with pytest.raises(BankError) as caught:
        open_bank(path)
    assert str(path) in str(caught.value)
    assert not cache_path(path).exists(), "a broken bank must not be cached"


@pytest.mark.parametrize(
    "text",
    [
        "a: {b: 1\nc: [1\n",
        "a: [1, 2\nb: 3\n",
        "a: b: c\n",
        "a:\n\t- 1\n",
        "a\nb: 1\n",
        'a: "\\q"\n',
        'a: "\\x0g"\n',
        "a: @x\n",
        "a: |0\n  x\n",
        "a: !<x y\n",
        "a: !x!y z\n",
        "a: - b\n",
        "a: ? b\n",
        "%YAML 1.1\na: 1\n",
        "%YAML 1.1\n%YAML 1.1\n---\na: 1\n",
        "%\n---\na: 1\n",
        "a: &\n",
        "- a\nb: 1\n",
        "a: 1\n- b\n",
        "a: ]\n",
        "a: 'b\n---\n'\n",
    ],
)
def test_what_libyaml_finds_is_said_in_vietnamese_too(text: str, tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(text, encoding="utf-8")

    def told(lang: str) -> str:
        set_language(lang)
        (problem, *_more) = problems_of(tmp_path).in_order()
        before, after = _("this is not YAML: {what}.").split("{what}")
        assert problem.message.startswith(before) and problem.message.endswith(after)
        return problem.message.removeprefix(before).removesuffix(after)

    assert told("en") != told("vi")
