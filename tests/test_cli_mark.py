"""``quiz mark`` and ``quiz paper void`` as a teacher runs them."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.cli.entering import sample
from quiz.cli.main import main
from quiz.papers.freeze import freeze
from quiz.papers.handing import attempt_id
from quiz.papers.marks import mark
from quiz.papers.model import Frozen
from quiz.papers.rulings import Ruling, standing_rulings
from quiz.papers.sheets import load_sheets
from quiz.papers.store import to_json_text
from quiz.progress.attempts import SqliteAttempts
from quiz.progress.learners import delete_learner
from quiz.progress.store import SqliteStore
from quiz.questions.model import Form
from quiz.study.exam.analysing import analysed
from quiz.study.exam.model import Blueprint
from tests.asem_kit import BANK, questions
from tests.cli_kit import Shell, until
from tests.marking_kit import class_of, string, table
from tests.papers_kit import paper


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield


class Desk:
    """A teacher's folder with a paper of ten questions in three forms, and a class of thirty."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        drawn = paper(10, (Form.CHOICE, Form.SELECT_ALL, Form.CHOICE))
        drawn = drawn._replace(blueprint=Blueprint(name="exam", title={"vi": "Thi", "en": "Exam"}))
        self.frozen: Frozen = freeze(questions(), drawn, ("vi",), forms=3)
        self.paper, self.file, self.db = folder / "paper.json", folder / "class.csv", folder / "progress.db"
        self.paper.write_text(to_json_text(self.frozen), "utf-8")
        self.rows = class_of(self.frozen, 30)
        self.file.write_bytes(table(self.rows))
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str, typed: str | None = None) -> tuple[int, str, str]:
        if typed is not None:
            self._monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main([*arguments, "--bank", str(BANK), "--db", str(self.db)])
        out, err = self._capsys.readouterr()
        return code, out, err

    def mark(self, *more: str) -> tuple[int, str, str]:
        return self("mark", str(self.paper), str(self.file), *more)

    def void(self, question: int, *more: str, file: bool = True) -> tuple[int, str, str]:
        return self("paper", "void", str(self.paper), str(question), *([str(self.file)] if file else []), *more)

    def rowed(self, statement: str) -> list[tuple[object, ...]]:
        db = sqlite3.connect(self.db)
        try:
            return db.execute(statement).fetchall()
        finally:
            db.close()

    def means(self) -> dict[str, tuple[int, float]]:
        """By question what the analysis says: number of answers, facility."""
        store = SqliteStore.open(self.db, questions().bank.id)
        try:
            found = analysed(questions(), SqliteAttempts(store), "vi", everyone=True, name="exam").analysis
        finally:
            store.close()
        return {
            one.question: (one.n, round(one.facility.value, 9) if one.facility else -1.0) for one in found.questions
        }

    def expected(self, *rulings: Ruling) -> dict[str, tuple[int, float]]:
        marks = mark(self.frozen, load_sheets([self.file], self.frozen).sheets, standing_rulings(rulings, self.frozen))
        asked = [entry.questions["vi"].id for entry in self.frozen.entries]
        return {
            asked[one.number - 1]: (len(marks.pupils), round(one.facility or 0.0, 9))
            for one in marks.questions
            if not one.void
        }


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, capsys, monkeypatch)


def test_sheets_are_marked_in_a_language_that_is_there(desk: Desk) -> None:
    code, _out, err = desk.mark("--lang", "xx")
    assert code == 2 and "There is no language 'xx' here." in err
    code, out, _err = desk.mark("--lang", "vi_VN.UTF-8")
    assert code == 0 and "Thi" in out


def test_a_class_is_marked_and_joins_the_analysis_once(desk: Desk) -> None:
    code, out, _err = desk.mark()
    assert code == 0
    assert "Thi: 30 sheets." in out and "30 new attempts" in out and "30 names were added" in out
    assert "more right answers come first, then fewer wrong ones" in out
    assert desk.means() == desk.expected()
    code, out, _err = desk.mark()
    assert code == 0 and "0 new attempts, 0 marked anew, 30 as before" in out and "added" not in out
    assert desk.rowed("SELECT count(*) FROM attempt") == [(30,)]
    assert desk.rowed("SELECT count(*) FROM attempt_event WHERE kind = 'remark'") == [(0,)]
    assert desk.rowed("SELECT count(*) FROM answer") == [(0,)]
    assert {row[0] for row in desk.rowed("SELECT used_ms FROM attempt_answer")} == {0}


def test_several_files_are_marked_as_one_class(desk: Desk, tmp_path: Path) -> None:
    _code, together, _err = desk.mark("--no-record", "--format", "csv")
    desk.file.write_bytes(table(desk.rows[:13]))
    rest = tmp_path / "rest.csv"
    rest.write_bytes(table(desk.rows[13:]))
    code, out, _err = desk("mark", str(desk.paper), str(desk.file), str(rest), "--no-record", "--format", "csv")
    assert code == 0 and out == together
    code, out, _err = desk("paper", "void", str(desk.paper), "3", str(desk.file), str(rest), "--no-record")
    assert code == 0 and "of 30 ranks changed" in out


def test_the_analysis_command_sees_them(desk: Desk) -> None:
    desk.mark()
    code, out, _err = desk("analyse", "--everyone", "--test", "exam")
    assert code == 0 and out.startswith("30 attempts, 300 answers.")


def test_nothing_is_kept_where_that_is_asked_for(desk: Desk) -> None:
    code, out, _err = desk.mark("--no-record")
    assert code == 0 and "Nothing was kept" in out
    assert not desk.db.exists()


def test_names_are_in_one_table_only(desk: Desk) -> None:
    desk.mark()
    tables = [str(name) for (name,) in desk.rowed("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    naming = {name for name in tables for row in desk.rowed(f"SELECT * FROM {name}") if "Học sinh" in str(row)}
    assert naming == {"learner"}
    delete_learner(desk.db, "Học sinh 3")
    assert desk.rowed("SELECT count(*) FROM attempt") == [(29,)]


def test_a_pupil_known_from_paper_can_study_like_anyone(desk: Desk) -> None:
    desk("stats")  # which makes the catalogue's mirror
    desk.mark()
    items = desk.rowed("SELECT count(*) FROM item")[0][0]
    assert desk.rowed("SELECT count(*) FROM state") == [(items,)]  # of the teacher only
    store = SqliteStore.open(desk.db, questions().bank.id, "Học sinh 3")
    store.close()
    assert desk.rowed("SELECT count(*) FROM state") == [(2 * int(str(items)),)]


def test_a_corrected_sheet_stands_as_corrected_and_the_log_only_grows(desk: Desk) -> None:
    desk.mark()
    before = desk.rowed("SELECT * FROM attempt_answer"), desk.rowed("SELECT * FROM attempt_event")
    name, form, _answers = desk.rows[4]
    desk.rows[4] = (name, form, string(desk.frozen, form, [True] * 10))
    desk.file.write_bytes(table(desk.rows))
    code, out, _err = desk.mark()
    assert code == 0 and "0 new attempts, 1 marked anew, 29 as before" in out
    assert desk.means() == desk.expected()
    assert desk.rowed("SELECT * FROM attempt_answer") == before[0]
    assert desk.rowed("SELECT * FROM attempt_event")[: len(before[1])] == before[1]
    assert desk.rowed("SELECT count(*) FROM attempt WHERE share = 1.0")[0][0] >= 1  # type: ignore[operator]


def test_the_same_name_with_another_form_is_another_attempt_and_is_said_to_be(desk: Desk) -> None:
    desk.mark()
    name, form, _answers = desk.rows[0]
    other = "B" if form != "B" else "C"
    desk.file.write_bytes(table([(name, other, string(desk.frozen, other, [True] * 10))]))
    _code, out, _err = desk.mark()
    assert f"{name} is kept with another form" in out


def test_evidence_only_on_request_and_once(desk: Desk) -> None:
    desk.rows = desk.rows[:3]
    desk.file.write_bytes(table(desk.rows))
    given = sum(one is not None for sheet in load_sheets([desk.file], desk.frozen).sheets for one in sheet.responses)
    for _time in range(2):
        code, out, err = desk.mark("--evidence")
        assert code == 0, err
        assert "The answers of 3 sheets count for memory." in out
        assert desk.rowed("SELECT count(*), max(latency_ms) FROM answer") == [(given, 0)]
        assert desk.rowed("SELECT count(*) FROM evidence WHERE counts = 1")[0][0] >= given  # type: ignore[operator]


def test_a_question_is_left_out_marked_again_and_brought_back(desk: Desk) -> None:
    desk.mark()
    stored = desk.rowed("SELECT * FROM attempt_answer")
    code, out, err = desk.void(4, "--reason", "misprint")
    assert code == 0, err
    assert "Question 4 is left out for everyone." in out and "30 attempts in" in out and " → " in out
    ruling = Ruling("void", 4, "", "", 0)
    assert desk.means() == desk.expected(ruling) and len(desk.means()) == 9
    assert "Question 4: left out" in desk.mark()[1]
    assert (
        json.loads((desk.paper.parent / "paper.rulings.json").read_text("utf-8"))["rulings"][0]["reason"] == "misprint"
    )
    code, out, _err = desk.void(4)
    assert code == 2
    code, out, _err = desk.void(4, "--undo")
    assert code == 0 and "taken back" in out
    assert desk.means() == desk.expected()
    assert desk.rowed("SELECT * FROM attempt_answer") == stored
    assert desk.void(4, "--undo")[0] == 2


def test_what_stands_is_what_is_loaded_and_what_goes_to_memory(desk: Desk) -> None:
    desk.rows = [(name, form, string(desk.frozen, form, [True] * 10)) for name, form, _answers in desk.rows[:2]]
    desk.file.write_bytes(table(desk.rows))
    desk.mark()
    desk.void(4)
    store = SqliteStore.open(desk.db, questions().bank.id, desk.rows[0][0])
    attempts = SqliteAttempts(store)
    saved = attempts.load(attempt_id(desk.frozen, *desk.rows[0][:2]))
    store.close()
    assert [final.n for final in saved.finals if final.void] == [3]
    assert saved.events[-1].kind == "remark" and saved.submitted_ms > 0
    assert desk.mark("--evidence")[0] == 0
    assert desk.rowed("SELECT count(*) FROM answer") == [(18,)]
    left_out = desk.frozen.entries[3].questions["vi"].id
    assert desk.rowed(f"SELECT count(*) FROM answer WHERE question = '{left_out}'") == [(0,)]


def test_an_accepted_answer_is_right_in_the_analysis_too(desk: Desk) -> None:
    desk.mark()
    key = desk.frozen.entries[0].questions["vi"].key_indices[0]
    other = "ABCD"[(key + 1) % 4]
    code, out, err = desk.void(1, "--accept", other)
    assert code == 0, err
    assert f"Question 1: {other} is accepted too." in out
    expected = desk.expected(Ruling("accept", 1, other, "", 0))
    assert desk.means() == expected and expected != desk.expected()
    assert desk.void(1, "--accept", "Z")[0] == 2
    assert desk.void(1, "--accept", "-")[0] == 2
    assert desk.void(11)[0] == 2
    assert desk.void(1, "--accept", "A", "--undo")[0] == 2


def test_a_pupil_looks_back_on_a_paper_as_it_is_decided_upon(desk: Desk) -> None:
    code, out, _err = desk.mark()
    name, rest = next(line.partition(". ")[2].split(", form", 1) for line in out.splitlines() if line.startswith("1. "))
    _marks, share = rest.split(": ")[1].split(";")[0].split(" marks, ")
    code, out, _err = desk("test", "--past", "1", "--learner", name)
    assert code == 0 and f"({share})." in out.splitlines()[2] and "Not counted" not in out
    assert "Time" not in out and "0 s" not in out  # of a paper nobody knows
    desk.void(4)
    out = desk("test", "--past", "1", "--learner", name)[1]
    assert " of 9 (" in out and "Not counted: 4.\n" in out


def test_a_decision_before_anything_was_marked_counts_later(desk: Desk) -> None:
    code, out, _err = desk.void(2, file=False)
    assert code == 0 and "no sheets beside the paper" in out and not desk.db.exists()
    desk.mark()
    assert desk.means() == desk.expected(Ruling("void", 2, "", "", 0))


def test_quiz_paper_still_takes_a_blueprint(desk: Desk, tmp_path: Path) -> None:
    assert desk("paper", "quick", "--out", str(tmp_path / "out"), "--lang", "vi")[0] == 0
    code, _out, err = desk("paper", "nothing")
    assert code == 2 and "'nothing'" in err
    assert main(["--bank", str(BANK), "paper", "--bank", str(BANK), "void", "--help"]) == 0


def test_csv_output_is_a_table_and_nothing_else(desk: Desk) -> None:
    code, out, err = desk.mark("--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0 and len(rows) == 30 and "Kept in" in err
    ranks = [int(row["rank"]) for row in rows]
    assert ranks == sorted(ranks) and ranks[0] == 1
    for row in rows:
        assert sum(float(row[f"Q{n}"]) for n in range(1, 11)) == pytest.approx(float(row["marks"]))


def test_errors_mark_nothing(desk: Desk) -> None:
    desk.rows[2] = (desk.rows[2][0], "Q", "")
    desk.file.write_bytes(table(desk.rows))
    code, out, err = desk.mark()
    assert (code, out) == (2, "") and f"{desk.file}:4:2: " in err and not desk.db.exists()
    assert desk("mark", str(desk.paper))[0] == 2
    assert desk("mark", str(desk.file), str(desk.file))[0] == 2
    assert desk("mark", str(desk.paper), str(desk.file.parent / "none.csv"))[0] == 2


def test_it_speaks_vietnamese(desk: Desk) -> None:
    out = desk.mark("--lang", "vi")[1]
    assert "Thi: 30 bài." in out and "Bằng điểm" in out and "mã đề" in out


# typing


@pytest.mark.parametrize("n, wanted", [(0, 0), (1, 1), (2, 2), (3, 3), (9, 3), (29, 3), (30, 3), (31, 3), (100, 10)])
def test_every_tenth_sheet_and_at_least_three_are_typed_twice(n: int, wanted: int) -> None:
    places = sample(n)
    assert len(set(places)) == wanted and all(0 <= at < n for at in places)


def typed(desk: Desk, rows: list[tuple[str, str, str]]) -> str:
    return "".join(f"{name}\n{form}\n{answers}\n" for name, form, answers in rows)


def test_typed_sheets_are_marked_like_a_file(desk: Desk) -> None:
    rows = desk.rows[:5]
    again = "".join(f"{rows[at][1]}\n{rows[at][2]}\n" for at in sample(5))
    code, out, err = desk("mark", str(desk.paper), "--enter", "--no-record", typed=typed(desk, rows) + "\n" + again)
    assert code == 0, err
    assert "0 differences in 30 answers." in out and "Thi: 5 sheets." in out
    sheets = desk.paper.parent / "paper.sheets.csv"
    desk.file.write_bytes(table(rows))
    assert [one[1:] for one in load_sheets([sheets], desk.frozen).sheets] == [
        one[1:] for one in load_sheets([desk.file], desk.frozen).sheets
    ]
    code, out, _err = desk("mark", str(desk.paper), "--no-record")
    assert code == 0 and "Thi: 5 sheets." in out
    code, out, _err = desk("mark", str(desk.paper), "--enter", "--no-record", typed="\n")
    assert code == 0 and "5 sheets are in" in out and "again" not in out  # what was checked is not asked again


def test_what_was_typed_before_the_end_of_input_is_gone_on_with(desk: Desk) -> None:
    rows = desk.rows[:3]
    for cut in range(3):
        name, form, answers = rows[cut]
        code, out, _err = desk("mark", str(desk.paper), "--enter", typed=f"{name}\n{form}\n{answers}\nHalf\nA\n")
        assert code == 1 and "Not finished" in out
    sheets = desk.paper.parent / "paper.sheets.csv"
    assert [one.name for one in load_sheets([sheets], desk.frozen).sheets] == [row[0] for row in rows]
    assert not desk.db.exists()


class Interrupted(io.StringIO):
    """Ctrl-C after the last line."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline(-1 if size is None else size)
        if not line:
            raise KeyboardInterrupt
        return line


def test_ctrl_c_says_what_is_kept_and_how_to_go_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    name, form, answers = desk.rows[0]
    monkeypatch.setattr("sys.stdin", Interrupted(f"{name}\n{form}\n{answers}\nHalf\nA\n"))
    code, out, _err = desk("mark", str(desk.paper), "--enter")
    assert code == 130
    assert "Not finished. What was typed is in" in out and "the same command goes on with it" in out
    assert [one.name for one in load_sheets([desk.paper.parent / "paper.sheets.csv"], desk.frozen).sheets] == [name]


def test_a_killed_program_loses_no_sheet_that_it_said_was_saved(desk: Desk, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    for at in range(2):
        name, form, answers = desk.rows[at]
        process = shell.start("mark", str(desk.paper), "--enter", "--no-record")
        assert process.stdin is not None
        process.stdin.write(f"{name}\n{form}\n{answers}\nHalf\nA\n".encode())
        process.stdin.flush()
        until(process, b"Saved")
        process.kill()
        process.communicate()
    found = load_sheets([desk.paper.parent / "paper.sheets.csv"], desk.frozen).sheets
    assert [one.name for one in found] == [row[0] for row in desk.rows[:2]]


def test_two_windows_cannot_type_the_sheets_of_one_paper(desk: Desk, tmp_path: Path) -> None:
    name, form, answers = desk.rows[0]
    process = Shell(tmp_path).start("mark", str(desk.paper), "--enter", "--no-record")
    assert process.stdin is not None
    process.stdin.write(f"{name}\n{form}\n{answers}\n".encode())
    process.stdin.flush()
    until(process, b"Saved")
    before = (tmp_path / "paper.sheets.csv").read_bytes()
    code, _out, err = desk("mark", str(desk.paper), "--enter", "--no-record", typed=f"Other\n{form}\n{answers}\n\n")
    assert code == 2 and "being typed in another window" in err and "paper.sheets.csv" in err
    assert (tmp_path / "paper.sheets.csv").read_bytes() == before
    process.kill()  # the lock dies with it
    process.communicate()
    code, out, _err = desk("mark", str(desk.paper), "--enter", "--no-record", typed=f"\n{form}\n{answers}\n")
    assert code == 0 and "1 sheet is in" in out
    assert [(path.name, path.stat().st_size) for path in tmp_path.glob(".paper*")] == [(".paper.sheets.csv.lock", 0)]


def test_differences_are_shown_and_must_be_settled(desk: Desk) -> None:
    _name, form, _answers = desk.rows[0]
    good, bad = string(desk.frozen, form, [True] * 10), string(desk.frozen, form, [False] + [True] * 9)
    typing = f"An\n{form}\n{bad}\n\n" + f"{form}\n{good}\n" + "what\n2\n"
    code, out, _err = desk("mark", str(desk.paper), "--enter", "--no-record", typed=typing)
    assert code == 0 and " at first, " in out and "1 difference in 10 answers." in out and "10 right" in out
    assert "more than one in a hundred" in out and "Type 1 or 2." in out


def test_slips_at_the_keyboard_are_told_at_once_and_a_sheet_can_be_taken_back(desk: Desk) -> None:
    good = string(desk.frozen, "B", [True] * 10)
    typing = f"An\nX\nb\n{good}E\n{good[:-1]}\n{good}\nAN\n<\nBo\nB\n{good}\n\nB\n{good}\n"
    code, out, _err = desk("mark", str(desk.paper), "--enter", "--no-record", typed=typing)
    assert "This paper has no form 'X'." in out and "Here are 9 answers" in out
    assert "'AN' was typed before" in out and "Taken back: An, form B" in out
    assert code == 0 and "Thi: 1 sheet." in out and "1. Bo, form B: 10 of 10" in out


def test_options_that_mean_nothing_beside_others_are_refused(desk: Desk) -> None:
    code, _out, err = desk.mark("--evidence", "--no-record")
    assert code == 2 and "--evidence cannot be used with --no-record." in err
    for command in (("mark", str(desk.paper), "--enter"), ("paper", "void", str(desk.paper), "1")):
        code, _out, err = desk(*command, "--encoding", "cp1258")
        assert code == 2 and "--encoding is that of a CSV file" in err
