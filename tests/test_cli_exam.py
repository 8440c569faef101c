"""``quiz test`` and ``quiz analyse`` as a shell runs them."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from quiz.progress.attempts import SqliteAttempts
from quiz.progress.store import SqliteStore
from quiz.questions.model import Form
from quiz.questions.open import open_bank
from quiz.study.exam.attempt import Exam
from quiz.study.exam.draw import draw_papers
from quiz.study.exam.model import Blueprint
from quiz.study.views import Moment
from tests.cli_kit import ROOT, Shell

ASEM = str(ROOT / "question_bank" / "asem")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_the_named_tests_are_listed_with_their_rules(shell: Shell) -> None:
    code, out, err = shell("test", "--list", "--lang", "en", QUIZ_BANK=ASEM)
    assert (code, err) == (0, "")
    assert out.startswith("quick: ") and "Time for each question: 20 s." in out
    assert "Bài" in shell("test", "--list", "--lang", "vi", QUIZ_BANK=ASEM)[1]
    assert "no named tests" in shell("test", "--list")[1]


def test_what_a_test_would_bring_today(shell: Shell) -> None:
    code, out, err = shell("test", "exam", "--predict", "--seed", "3", "--lang", "en", QUIZ_BANK=ASEM)
    assert (code, err) == (0, "")
    assert out.startswith("From what you know we expect") and out.count("%") == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense",), "There is no blueprint 'nonsense'"),
        (("--topic", "nowhere"), "There is no topic 'nowhere'."),
        (("--questions", "900"), "cannot fill this blueprint"),
        (("--questions", "many"), "--questions"),
        (("--questions", "0"), "--questions: '0' is no number from 1 to 9999"),
        (("--minutes", "0"), "--minutes: '0' is no number from 1 to 9999"),
        (("--per-question", "0"), "--per-question: '0' is no number from 1 to 9999"),
        (
            ("--seed", "100000000000000000000"),
            "--seed: '100000000000000000000' is no number from 0 to 18446744073709551615",
        ),
        (("--scoring", "magic"), "--scoring"),
    ],
)
def test_a_wrong_wish_is_told_in_words(shell: Shell, arguments: tuple[str, ...], said: str) -> None:
    code, _out, err = shell("test", *arguments, "--lang", "en", "--plain")
    assert code == 2 and said in err and "Traceback" not in err


@pytest.mark.parametrize("seed", ["4", "0", str(2**64 - 1)])
def test_a_whole_test_through_pipes_with_the_same_paper_for_the_same_seed(
    shell: Shell, tmp_path: Path, seed: str
) -> None:
    arguments = ("test", "--questions", "3", "--form", "choice", "--seed", seed, "--lang", "en", "--plain")
    code, out, err = shell(*arguments, typed="\n1\n1\n1\ns\n\n")
    assert (code, err) == (0, "")
    assert "Score: " in out and "3 of 3 answered." in out
    again = shell(*arguments, typed="\n1\n1\n1\ns\n\n", QUIZ_DB=str(tmp_path / "other.db"))[1]
    assert again.partition("Time:")[0] == out.partition("Time:")[0]


def test_a_blueprint_has_a_seed_and_languages_of_its_own(shell: Shell, tmp_path: Path) -> None:
    shutil.copytree(ASEM, tmp_path / "asem")
    named = "same: {questions: 3, forms: [choice], languages: [vi], seed: 0}\n"
    (tmp_path / "asem.blueprints.yaml").write_text(named, encoding="utf-8")

    def taken(db: str, *more: str) -> str:
        places = {"QUIZ_BANK": str(tmp_path / "asem"), "QUIZ_DB": str(tmp_path / db)}
        code, out, err = shell("test", "same", *more, "--lang", "en", "--plain", typed="\n1\n1\n1\ns\n\n", **places)
        assert (code, err) == (0, "")
        return out.partition("Time:")[0]

    assert taken("a.db") == taken("b.db") == taken("c.db", "--seed", "0") != taken("d.db", "--seed", "1")
    assert "No time limit." in taken("e.db") and "ASEM" in taken("f.db")
    assert any(word in taken("g.db") for word in (" nào", "bao nhiêu", "Ai ")), "asked in Vietnamese"


def test_input_that_ends_leaves_the_test_to_be_gone_on_with(shell: Shell) -> None:
    arguments = ("test", "--questions", "3", "--form", "choice", "--seed", "4", "--lang", "en", "--plain")
    assert "End of input. Everything is saved." in shell(*arguments, typed="\n1\n")[1]
    assert "A test is not finished" in shell(*arguments, typed="\n")[1]


def test_what_was_handed_in_is_listed_and_shown_again(shell: Shell) -> None:
    assert shell("test", "--past")[1] == "No test has been handed in yet.\n"
    arguments = ("test", "--questions", "2", "--form", "choice", "--seed", "4", "--lang", "en", "--plain")
    shell(*arguments, typed="\n1\n1\ns\nyes\n\n")
    (listed,) = shell("test", "--past", "--lang", "en")[1].splitlines()
    assert listed.startswith("1. A test of your own, 20") and listed.endswith("%.")
    shown = shell("test", "--past", "1", "--lang", "en")[1]
    assert shown.startswith(listed[3:] + "\n\nScore: ") and "Time for each question" in shown
    code, _out, err = shell("test", "--past", "2", "--lang", "en")
    assert code == 2 and err.startswith("There is no test 2.")


def many_attempts(path: Path, lang: str = "en") -> Blueprint:
    """Thirty pupils at one test; the n-th knows the first n % 5 answers."""
    bank = open_bank(Path(ASEM))
    blueprint = Blueprint("class", {}, questions=5, forms=(Form.CHOICE,))
    paper = draw_papers(bank, blueprint, 1, lang)[0]
    for n in range(30):
        store = SqliteStore.open(path, bank.bank.id, f"pupil {n}")
        attempts = SqliteAttempts(store)
        now = Moment(1_773_475_200_000 + n, 0)
        exam = Exam.begin(bank, store, attempts, paper, multiplier=1, now=now, mono=0)
        for at in range(5):
            exam.go(at, now=now, mono=at * 4000)
            exam.shown(at * 4000)
            key = exam.question(at).key_indices[0]
            exam.answer(key if at < n % 5 else (key + 1) % 4, now=now, mono=at * 4000 + 3000)
        exam.submit(now=now, mono=20_000, share=lambda _answers: 0.5)
        attempts.close()
        store.close()
    return blueprint


def test_items_are_analysed_over_everyone_in_lines_csv_and_json(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path / "own"))
    many_attempts(tmp_path / "progress.db")
    asked = ("analyse", "--everyone", "--lang", "en")
    code, out, err = shell(*asked, QUIZ_BANK=ASEM)
    assert (code, err) == (0, "")
    assert "30 attempts, 150 answers." in out and "reliability (alpha)" in out and "(useless)" in out
    assert "facility 80% (" in out and "median time " in out and "- European Union: " in out
    found = json.loads(shell(*asked, "--format", "json", QUIZ_BANK=ASEM)[1])
    facilities = [question["facility"]["value"] for question in found["questions"]]
    assert facilities == pytest.approx([0.8, 0.6, 0.4, 0.2, 0.0])
    rows = list(csv.DictReader(io.StringIO(shell(*asked, "--format", "csv", QUIZ_BANK=ASEM)[1])))
    assert sum(row["level"] == "question" for row in rows) == 5
    mine = shell("analyse", "--lang", "en", QUIZ_BANK=ASEM)[1]
    assert mine == "No test has been handed in yet.\n"
    other = shell(*asked, "--test", "another", QUIZ_BANK=ASEM)[1]
    assert other == "No test called 'another' has been handed in yet.\n"


def test_a_class_is_analysed_by_the_list_of_its_names(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path / "own"))
    many_attempts(tmp_path / "progress.db")
    everyone = json.loads(shell("analyse", "--everyone", "--format", "json", QUIZ_BANK=ASEM)[1])
    roster = tmp_path / "10a.txt"
    roster.write_text("\ufeffpupil 0\n\n  pupil 5 \r\npupil 10\nĐỗ [/red] \x1b[31mLan\n", "utf-8")
    asked = ("analyse", "--roster", str(roster), "--lang", "en")
    code, out, err = shell(*asked, QUIZ_BANK=ASEM)
    assert code == 0 and "3 attempts, 15 answers." in out
    assert err == "1 name of the list has handed nothing in: Đỗ [/red] Lan\n"
    code, out, _err = shell(*asked, "--format", "json", QUIZ_BANK=ASEM)
    found = json.loads(out)
    assert (found["people"], everyone["people"]) == (3, 30)
    assert "No test called 'another'" in shell(*asked, "--test", "another", QUIZ_BANK=ASEM)[1]
    assert shell(*asked, "--everyone", QUIZ_BANK=ASEM)[0] == 2
    roster.write_text(" \n\n", "utf-8")
    code, out, err = shell(*asked, QUIZ_BANK=ASEM)
    assert (code, out) == (2, "") and "There are no names in this file." in err
    assert "cannot be read" in shell("analyse", "--roster", str(tmp_path), "--lang", "en", QUIZ_BANK=ASEM)[2]


@pytest.mark.parametrize("rule", [("--per-question", "20"), ("--minutes", "5"), ("--strict",)])
def test_a_test_without_a_clock_has_no_rules_for_one(shell: Shell, rule: tuple[str, ...]) -> None:
    code, out, err = shell("test", "--untimed", *rule)
    assert (code, out) == (2, "") and f"{rule[0]} cannot be used with --untimed." in err


def test_listing_looking_back_and_foretelling_are_three_things(shell: Shell) -> None:
    for pair in (("--list", "--predict"), ("--past", "--list"), ("--predict", "--past")):
        code, _out, err = shell("test", *pair)
        assert code == 2 and "not allowed with" in err
