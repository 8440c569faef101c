"""What OpenMCR and FormScanner really wrote for filled sheets of the paper in ``tests/data/readers``.

OpenMCR read its own sheet of 75 questions and scored it by the key that ``openmcr_key`` makes of the paper;
FormScanner read the paper's own sheets by their templates: form A from a command line, form B in its window.
"""

import csv
import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from quiz.papers.marks import Marks, mark
from quiz.papers.readers import openmcr_key
from quiz.papers.sheets import Sheets, SheetsError, load_sheets, read_sheets
from quiz.papers.store import read_frozen

DATA = Path(__file__).parent / "data" / "readers"
FROZEN = read_frozen(DATA / "paper.json")
RESULTS = (DATA / "openmcr-results.csv").read_text("utf-8")
FORM_A, FORM_B = DATA / "formscanner-A.csv", DATA / "formscanner-B.csv"


def marks_of(sheets: Sheets) -> Marks:
    return mark(FROZEN, sheets.sheets)


def told(text: str, file: str = "results.csv") -> list[str]:
    with pytest.raises(SheetsError) as caught:
        read_sheets(text.encode(), file, FROZEN)
    return [str(one) for one in caught.value.problems.in_order()]


def test_openmcr_and_this_program_find_the_same_answers_right() -> None:
    keys = {row["Test Form Code"]: row for row in csv.DictReader(StringIO(openmcr_key(FROZEN).text))}
    scores = csv.DictReader(StringIO((DATA / "openmcr-scores.csv").read_text("utf-8")))
    ours = {one.sheet.name: one for one in marks_of(load_sheets([DATA / "openmcr-results.csv"], FROZEN)).pupils}
    compared = 0
    for row in scores:
        name = " ".join(filter(None, (row["First Name"], row["Last Name"]))) or row["Student ID"]
        form = next(form for form in FROZEN.forms if form.letter == row["Test Form Code"])
        for number, base in enumerate(form.order, start=1):
            if keys[form.letter][f"Q{number}"] == "-":
                assert row[f"Q{number}"] in ("0", "", None)
            else:
                assert (row[f"Q{number}"] == "1") == (ours[name].marks[base] == 1), (name, number)
                compared += 1
    assert len(ours) == 4 and compared == 20


def test_names_forms_and_answers_of_openmcr() -> None:
    found = load_sheets([DATA / "openmcr-results.csv"], FROZEN)
    assert [(one.name, one.form) for one in found.sheets] == [
        ("0000000004", "B"),
        ("CHI LE", "A"),
        ("AN NGUYEN", "A"),
        ("BINH TRAN", "B"),
    ]
    assert found.sheets[1].responses == ((0, 1), 2, None, 0, (1, 3), 0, None, None)


def test_columns_that_openmcr_left_away_at_the_end_are_no_answers() -> None:
    assert RESULTS.splitlines()[0].endswith(",Q5,Q6")  # and the paper has eight questions
    assert all(one.score.blank >= 2 for one in marks_of(read_sheets(RESULTS.encode(), "f", FROZEN)).pupils)
    cut = "\n".join(re.sub(",[^,]*$", "", line) for line in RESULTS.splitlines())
    assert read_sheets(cut.encode(), "f", FROZEN).sheets[2].responses[5] is None
    between = RESULTS.replace("Q3", "Course")
    assert any("no column for these questions: 3" in one for one in told(between))


def test_what_openmcrs_sheet_has_no_room_for_is_said_until_it_is_written() -> None:
    notes = read_sheets(RESULTS.encode(), "f", FROZEN).notes
    assert len(notes) == 2
    assert notes[0].startswith("Form A") and "(5, 7, 8)" in notes[0]
    assert notes[1].startswith("Form B") and "(1, 2, 8)" in notes[1]
    written = RESULTS.replace("A,C,B,A,B,B", "A,C,B,A,BF,B").replace("[B|D],A", "[B|D],A")
    found = read_sheets(written.encode(), "f", FROZEN)
    assert "(7, 8)" in found.notes[0]
    assert found.sheets[2].responses[4] == (1, 5)


def test_letters_that_openmcr_writes_for_no_mark_and_for_several() -> None:
    assert read_sheets(RESULTS.replace(",,A,A,C,,B", ",G,A,A,C,G,B").encode(), "f", FROZEN) == read_sheets(
        RESULTS.encode(), "f", FROZEN
    )
    problems = told(RESULTS.replace("[A|B]", "F").replace("[B|D]", "F"))
    assert len(problems) == 2  # the second has an option F, which the pupil did not mean
    assert all("OpenMCR wrote F for several marks" in one for one in problems)


def test_openmcrs_scores_are_no_answers() -> None:
    problems = told((DATA / "openmcr-scores.csv").read_text("utf-8"))
    assert len(problems) == 1 and "OpenMCR's scores" in problems[0]


def test_formscanners_files_of_all_forms_are_one_class() -> None:
    found = load_sheets([FORM_A, FORM_B], FROZEN)
    assert [(one.name, one.form) for one in found.sheets] == [
        ("An Nguyễn", "A"),
        ("Chi Lê", "A"),
        ("Nguyễn V. Hà", "B"),
        ("Bình Trần", "B"),
    ]
    ranks = {one.sheet.name: (one.rank, one.score.marks) for one in marks_of(found).pupils}
    assert ranks == {"An Nguyễn": (1, 6), "Bình Trần": (1, 6), "Chi Lê": (3, 2.25), "Nguyễn V. Hà": (4, 1.5)}
    assert [note[:6] for note in found.notes] == ["Form A", "Form B"]


@pytest.mark.parametrize("heading", ["", "File name", "Nome file", "Dateiname", "ファイル名", "Όνομα αρχείου"])
def test_formscanner_names_its_first_column_in_the_teachers_language(heading: str) -> None:
    lines = FORM_A.read_text("utf-8").split(";", 1)
    assert lines[0] == ""
    found = read_sheets(f"{heading};{lines[1]}".encode(), "f", FROZEN)
    assert found.sheets == load_sheets([FORM_A], FROZEN).sheets


def test_a_name_that_comes_in_two_files_is_told_with_both_places(tmp_path: Path) -> None:
    other = tmp_path / "again.csv"
    other.write_bytes(FORM_A.read_bytes())
    with pytest.raises(SheetsError) as caught:
        load_sheets([FORM_A, other], FROZEN)
    problems = [str(one) for one in caught.value.problems.in_order()]
    assert len(problems) == 2
    assert all("again.csv" in one and f"on line {at} of {FORM_A} already" in one for at, one in enumerate(problems, 2))


def test_a_sheet_that_was_read_by_another_forms_template_has_no_form() -> None:
    problems = told(re.sub(";A$", ";", FORM_A.read_text("utf-8"), flags=re.M))
    assert len(problems) == 2 and all("template of another form" in one for one in problems)


def test_names(tmp_path: Path) -> None:
    def name(file: str) -> Sequence[str]:
        text = f"File name;001;002;003;004;005;006;form\n{file};A;C;B;A;B|F;B;A\n"
        return [one.name for one in read_sheets(text.encode(), "f", FROZEN).sheets]

    assert name("C:\\scans\\An.JPG") == name("/scans/An.tiff") == name("An") == ["An"]
    assert name("Nguyễn V. Hà") == ["Nguyễn V. Hà"]
