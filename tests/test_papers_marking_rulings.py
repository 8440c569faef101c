"""Decisions about the questions of a paper that was sat."""

from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.papers.marks import changes, mark
from quiz.papers.responses import shown
from quiz.papers.rulings import Ruling, load_rulings, rulings_path, save_rulings, standing_rulings
from quiz.papers.sheets import Sheet
from quiz.questions.model import Form, Outcome
from tests.marking_kit import all_right, choices, class_of, kind, printed, sheets_of, string, table, wrong


def test_a_question_left_out_counts_for_nobody_and_undoing_brings_it_back(tmp_path: Path) -> None:
    base = choices()
    found = sheets_of(table(class_of(base, 30)))
    before = mark(base, found)
    decided = [Ruling("void", 3, "", "misprint", 5)]
    after = mark(base, found, standing_rulings(decided, base))
    assert (before.most, after.most) == (6.0, 5.0)
    old = {one.sheet.name: one for one in before.pupils}
    for one in after.pupils:
        was = old[one.sheet.name].answers[2]
        assert one.marks[2] is None
        assert one.score.right == old[one.sheet.name].score.right - (was is not None and was.outcome is Outcome.RIGHT)
    undone = standing_rulings([*decided, Ruling("undo", 3, "", "", 6)], base)
    assert mark(base, found, undone) == before
    save_rulings(tmp_path / "paper.json", base, decided)
    assert load_rulings(tmp_path / "paper.json", base) == decided


def test_an_accepted_option_is_right_on_every_form_and_means_that_of_form_a() -> None:
    base = choices()
    asked = base.entries[1].questions["vi"]
    other = (asked.key_indices[0] + 1) % len(asked.options)
    rulings = standing_rulings([Ruling("accept", 2, "ABCD"[other], "", 1)], base)
    for form in base.forms:
        letters = ["-"] * 6
        at = form.order.index(1)
        letters[at] = "ABCD"[form.options[at].index(other)]
        found = sheets_of(table([("An", form.letter, "".join(letters))]))
        assert mark(base, found).pupils[0].score.right == 0
        assert mark(base, found, rulings).pupils[0].score.right == 1
        key = sheets_of(table([("An", form.letter, all_right(base, form.letter))]))
        assert mark(base, key, rulings).pupils[0].score.right == 6


@pytest.mark.parametrize("form", [Form.SELECT_ALL, Form.ORDERING, Form.MATCHING, Form.TYPED])
def test_other_kinds_of_answers_can_be_accepted(form: Form) -> None:
    base, at = kind(form)
    question = printed(base, "A")[at]
    other = wrong(question)
    rulings = standing_rulings([Ruling("accept", at + 1, shown(question, other).strip("()"), "", 1)], base)
    responses = tuple(other if one == at else None for one in range(len(base.entries)))
    assert mark(base, [Sheet(1, "An", "A", responses)]).pupils[0].score.right == 0
    assert mark(base, [Sheet(1, "An", "A", responses)], rulings).pupils[0].score.right == 1


def test_the_changes_are_those_of_the_ranks() -> None:
    base = choices()
    rows = [("An", "A", string(base, "A", [False, True, True, True, True, True])),
            ("Bo", "B", string(base, "B", [True, True, True, True, False, False]))]  # fmt: skip
    found = sheets_of(table(rows))
    rulings = standing_rulings([Ruling("void", n, "", "", 1) for n in (2, 3, 4, 5, 6)], base)
    changed = {one.name: (one.rank, one.marks) for one in changes(mark(base, found), mark(base, found, rulings))}
    assert changed == {"An": ((1, 2), (5.0, 0.0)), "Bo": ((2, 1), (4.0, 1.0))}


@pytest.mark.parametrize("text", [
    "", "[]", "{}", '{"format": "quiz rulings", "version": 1, "paper": "ID", "rulings": [{"action": "void"}]}',
    '{"format": "quiz rulings", "version": 1, "paper": "other", "rulings": []}',
    '{"format": "quiz rulings", "version": 1, "paper": "ID", "rulings": '
    '[{"action": "accept", "question": 1, "answer": "Z", "reason": "", "at_ms": 1}]}',
    '{"format": "quiz rulings", "version": 1, "paper": "ID", "rulings": '
    '[{"action": "void", "question": 99, "answer": "", "reason": "", "at_ms": 1}]}',
])  # fmt: skip
def test_a_file_of_decisions_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.json"
    rulings_path(path).write_text(text.replace("ID", choices().id), "utf-8")
    with pytest.raises(QuizError):
        load_rulings(path, choices())
