"""Keys for OpenMCR and FormScanner."""

import csv
from io import StringIO

from quiz.papers.forms import in_form, key_letters
from quiz.papers.freeze import freeze
from quiz.papers.readers import formscanner_key, openmcr_key
from quiz.questions.model import Form
from tests.asem_kit import questions
from tests.papers_kit import frozen, paper

BY_HAND = (Form.TYPED, Form.ORDERING, Form.MATCHING)


def rows(text: str, separator: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text), delimiter=separator))


def test_openmcr_has_one_row_a_form_under_its_own_headings() -> None:
    base = freeze(questions(), paper(20, (Form.CHOICE, Form.TRUE_FALSE)), ["vi"], forms=4)
    key = openmcr_key(base)
    assert key.text.splitlines()[0] == "Test Form Code,Source File," + ",".join(f"Q{n}" for n in range(1, 21))
    assert key.by_hand == ()
    for row, form in zip(rows(key.text, ","), base.forms, strict=True):
        assert (row["Test Form Code"], row["Source File"]) == (form.letter, "")
        for printed in in_form(base, form):
            assert (row[f"Q{printed.number}"],) == key_letters(printed.questions["vi"])


def test_openmcr_gets_several_answers_as_it_writes_them_and_a_dash_for_what_it_cannot_read() -> None:
    base = frozen()
    key = openmcr_key(base)
    by_hand = dict(key.by_hand)
    several = 0
    for row, form in zip(rows(key.text, ","), base.forms, strict=True):
        for printed in in_form(base, form):
            question = printed.questions["vi"]
            cell = row[f"Q{printed.number}"]
            assert (cell == "-") == (printed.number in by_hand[form.letter])
            assert (cell == "-") == (question.form in BY_HAND or len(question.options) > 5)
            if "|" in cell:
                assert cell == f"[{'|'.join(key_letters(question))}]"
                several += 1
            assert cell  # an empty one would count for those who leave the question out
    assert several or all(len(one.questions["vi"].options) > 5 for one in base.entries
                          if one.questions["vi"].form is Form.SELECT_ALL)  # fmt: skip


def test_openmcr_gets_no_key_that_its_sheets_have_no_room_for() -> None:
    assert openmcr_key(frozen(forms=7)).text == ""
    entries = frozen().entries * 7
    assert openmcr_key(frozen()._replace(entries=entries)).text == ""


def test_openmcr_has_the_only_form_for_those_who_mark_none_too() -> None:
    found = rows(openmcr_key(frozen(forms=1)).text, ",")
    assert [row.pop("Test Form Code") for row in found] == ["A", ""]
    assert found[0] == found[1]


def test_formscanners_key_is_like_its_results() -> None:
    base = frozen()
    text = formscanner_key(base)
    assert text.startswith("File name;001;002;003;")
    names = text.splitlines()[0].split(";")
    assert names[1:] == sorted(names[1:])  # as it sorts them
    for row, form in zip(rows(text, ";"), base.forms, strict=True):
        assert row["form"] == form.letter
        for printed in in_form(base, form):
            question = printed.questions["vi"]
            wanted = "" if question.form in BY_HAND else "|".join(key_letters(question))
            assert row[f"{printed.number:03}"] == wanted
