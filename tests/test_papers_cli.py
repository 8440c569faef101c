"""``quiz paper`` as a teacher runs it."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.cli.main import main
from quiz.errors import QuizError
from quiz.papers.folder import build, write_all
from quiz.papers.look import Look
from quiz.papers.store import read_frozen
from tests.asem_kit import BANK
from tests.papers_kit import frozen


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield


def run(folder: Path, *more: str) -> int:
    return main(["paper", "--bank", str(BANK), "--out", str(folder), *more])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_four_forms_in_vietnamese_with_all_that_belongs_to_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "folder"
    assert run(out, "--forms", "4", "--lang", "vi", "--seed", "7") == 0
    each = [f"paper-{letter}{end}" for letter in "ABCD" for end in (
        "-sheet.html", "-sheet.pdf", "-sheet.xtmpl", ".html", ".md", ".pdf")]  # fmt: skip
    keys = ["-key-formscanner.csv", "-key-openmcr.csv", "-key.html", "-key.md", "-key.pdf"]
    assert names(out) == sorted([*each, *(f"paper{end}" for end in keys), "paper.json"])
    base = read_frozen(out / "paper.json")
    assert (base.seed, base.langs, len(base.entries), len(base.forms)) == (7, ("vi",), 20, 4)
    assert "Đã ghi" in capsys.readouterr().out


def test_the_same_seed_writes_the_same_files(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert run(tmp_path / folder, "--forms", "2", "--seed", "7", "--columns", "2", "--page", "letter") == 0
    for name in names(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_without_a_seed_two_papers_differ_and_the_seed_is_in_the_file(tmp_path: Path) -> None:
    seeds = set()
    for folder in ("a", "b"):
        assert run(tmp_path / folder) == 0
        seed = json.loads((tmp_path / folder / "paper.json").read_text("utf-8"))["seed"]
        assert 0 <= seed < 2**64
        seeds.add(seed)
        for path in (tmp_path / folder).glob("paper-A*"):
            assert str(seed).encode() not in path.read_bytes()
    assert len(seeds) == 2


def test_parallel_papers_in_two_languages_share_no_item(tmp_path: Path) -> None:
    assert run(tmp_path / "x", "--parallel", "2", "--lang", "vi,en", "--seed", "7") == 0
    one, other = (read_frozen(tmp_path / "x" / f"paper{n}.json") for n in (1, 2))
    assert one.langs == other.langs == ("vi", "en")
    items = [{entry.questions["en"].item for entry in base.entries} for base in (one, other)]
    assert not items[0] & items[1]


@pytest.mark.parametrize(("look", "said"), [(("--large", "--columns", "2"), True), (("--large",), False)])
def test_two_columns_that_have_no_room_are_not_left_out_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], look: tuple[str, ...], said: bool
) -> None:
    assert run(tmp_path / "x", "--lang", "en,vi", "--seed", "7", *look) == 0
    assert ("Large print in several languages has one column" in capsys.readouterr().out) is said
    assert run(tmp_path / "y", "--lang", "en", "--seed", "7", *look) == 0
    assert "Large print" not in capsys.readouterr().out


def test_files_that_are_there_are_left_alone_unless_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "paper-A.html").write_text("mine")
    assert run(tmp_path, "--seed", "7") == 2
    told = capsys.readouterr().err
    assert "paper-A.html" in told and "--force" in told
    assert names(tmp_path) == ["paper-A.html"]
    assert run(tmp_path, "--seed", "7", "--force") == 0
    assert (tmp_path / "paper-A.html").read_text("utf-8") != "mine"


def test_files_of_forms_that_a_paper_has_no_more_are_removed_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = {"paper-C-notes.md", "paper-CC.md", "paper2-C.pdf", "paper.rulings.json"}
    assert run(tmp_path, "--seed", "7", "--forms", "3") == 0
    for name in mine:
        (tmp_path / name).write_text("mine")
    capsys.readouterr()
    assert run(tmp_path, "--seed", "8", "--forms", "2", "--force") == 0
    told = capsys.readouterr().out
    assert "Removed" in told and all(f"paper-C{end}" in told for end in (".html", ".pdf", "-sheet.xtmpl"))
    assert {name for name in names(tmp_path) if "-C" in name} == mine - {"paper.rulings.json"}
    assert mine <= set(names(tmp_path))


@pytest.mark.parametrize("gone", [False, True])
def test_sheets_that_were_typed_are_never_left_beside_another_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], gone: bool
) -> None:
    assert run(tmp_path, "--seed", "7") == 0
    (tmp_path / "paper.sheets.csv").write_text("name,form,answers,checked")
    assert run(tmp_path, "--seed", "7", "--large", "--force") == 0, "the same paper, printed otherwise"
    before = (tmp_path / "paper.json").read_bytes()
    if gone:
        for path in tmp_path.glob("paper[-.][!s]*"):
            path.unlink()
    capsys.readouterr()
    assert run(tmp_path, "--seed", "8", "--force") == 2
    told = capsys.readouterr().err
    assert "paper.sheets.csv" in told and "Move this file away" in told
    assert names(tmp_path) == ["paper.sheets.csv"] if gone else (tmp_path / "paper.json").read_bytes() == before
    (tmp_path / "paper.sheets.csv").unlink()
    assert run(tmp_path, "--seed", "8", "--force") == 0


@pytest.mark.parametrize(
    "arguments", [["--forms", "0"], ["--forms", "27"], ["--lang", "vi,xx"], ["--columns", "3"], ["none-such"]]
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(tmp_path: Path, arguments: list[str]) -> None:
    assert run(tmp_path / "x", *arguments) == 2
    assert not (tmp_path / "x").exists()


def beside(tmp_path: Path, blueprints: str) -> str:
    """A copy of the bank with other blueprints beside it."""
    shutil.copytree(BANK, tmp_path / "asem")
    (tmp_path / "asem.blueprints.yaml").write_text(blueprints, encoding="utf-8")
    return str(tmp_path / "asem")


def test_a_blueprint_has_languages_and_a_seed_of_its_own(tmp_path: Path) -> None:
    bank = beside(tmp_path, "both: {questions: 3, languages: [vi, en], seed: 5}\n")
    assert main(["paper", "both", "--bank", bank, "--out", str(tmp_path / "a")]) == 0
    assert main(["paper", "both", "--bank", bank, "--out", str(tmp_path / "b"), "--lang", "en", "--seed", "6"]) == 0
    one, other = (read_frozen(tmp_path / name / "paper.json") for name in "ab")
    assert (one.langs, one.seed) == (("vi", "en"), 5)
    assert (other.langs, other.seed) == (("en",), 6), "the command line has the last word"


def test_a_paper_without_a_title_is_called_by_the_name_of_its_blueprint(tmp_path: Path) -> None:
    bank = beside(tmp_path, "weekly: {questions: 3}\n")
    assert main(["paper", "weekly", "--bank", bank, "--out", str(tmp_path / "a"), "--lang", "vi,en"]) == 0
    assert read_frozen(tmp_path / "a" / "paper.json").title == {"vi": "weekly", "en": "weekly"}
    assert main(["paper", "--bank", bank, "--out", str(tmp_path / "b"), "--lang", "en"]) == 0
    assert read_frozen(tmp_path / "b" / "paper.json").title["en"] == "The Asia-Europe Meeting (ASEM)"


def test_an_easy_paper_is_of_what_a_class_found_easy(tmp_path: Path) -> None:
    """Forty pupils answer a large paper: half of its questions all of them rightly, the other half none."""
    bank = beside(
        tmp_path,
        "big: {questions: 60, forms: [choice]}\n"
        "easy: {questions: 20, forms: [choice], difficulty: easy, by: history}\n"
        "hard: {questions: 20, forms: [choice], difficulty: hard, by: history}\n",
    )
    shared = ["--bank", bank, "--db", str(tmp_path / "progress.db"), "--lang", "en"]
    assert main(["paper", "big", "--seed", "1", "--out", str(tmp_path / "big"), *shared]) == 0
    big = read_frozen(tmp_path / "big" / "paper.json")
    answers, known = [], {}
    for at, entry in enumerate(big.entries):
        question = entry.questions["en"]
        known[question.item] = at % 2 == 0
        (key,) = question.key_indices
        answers.append("ABCD"[key if at % 2 == 0 else (key + 1) % len(question.options)])
    rows = ["name,form,answers", *(f"pupil {n},A,{''.join(answers)}" for n in range(40))]
    (tmp_path / "class.csv").write_text("\n".join(rows), encoding="utf-8")
    assert main(["mark", str(tmp_path / "big" / "paper.json"), str(tmp_path / "class.csv"), *shared]) == 0
    found = {}
    for name in ("easy", "hard"):
        assert main(["paper", name, "--seed", "2", "--out", str(tmp_path / name), *shared]) == 0
        items = [entry.questions["en"].item for entry in read_frozen(tmp_path / name / "paper.json").entries]
        found[name] = [known[item] for item in items if item in known]
    assert (sum(found["easy"]), sum(found["hard"])) == (len(found["easy"]), 0), found
    assert all(found.values()), "each has some that the class was asked"


# writing


@pytest.mark.skipif(os.name == "nt", reason="Windows lets few make links")
def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "paper.json").symlink_to(elsewhere)
    built = build(frozen(), Look())
    with pytest.raises(QuizError):
        write_all(folder, [built], force=False)
    assert write_all(folder, [built], force=True).files == len(built.files) == len(names(folder))
    assert elsewhere.read_text() == "mine"


def test_a_folder_that_is_a_file_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(QuizError, match="cannot be written"):
        write_all(tmp_path / "x", [build(frozen(), Look())], force=False)


def test_a_sheet_of_two_pages_says_which_questions_formscanner_does_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "small", "exam", "--seed", "7") == 0
    assert "FormScanner" not in capsys.readouterr().out
    assert run(tmp_path / "large", "exam", "--seed", "7", "--large", "--page", "letter") == 0
    told = next(line for line in capsys.readouterr().out.splitlines() if "FormScanner's" in line)
    numbers = [int(one) for one in told.rsplit(": A ", 1)[1].split(", ")]
    template = (tmp_path / "large" / "paper-A-sheet.xtmpl").read_text("utf-8")
    assert numbers == [n for n in range(1, 31) if f'question="{n:03}"' not in template] != []
