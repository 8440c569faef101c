"""Frozen papers and their forms: the same items for all, keys that follow the shuffling, a file that can be trusted."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.papers.forms import in_form, key_letters, to_base
from quiz.papers.freeze import freeze
from quiz.papers.model import Frozen, Printed
from quiz.papers.store import from_json, read_frozen, to_json_text
from quiz.questions.grade import grade
from quiz.questions.model import LETTERS, Form, Outcome, Question, Response
from quiz.study.exam.model import Blueprint, Slot
from quiz.study.frozen import permuted
from tests.asem_kit import questions
from tests.papers_kit import ON_PAPER, SEED, form_of, frozen, paper


def marked_by_texts(printed: Question, base: Question) -> Response:
    """What a pupil marks on a sheet who knows the right texts and reads them among the options as printed."""
    place = {text: at for at, text in enumerate(printed.options)}
    if base.form is Form.TYPED:
        return base.key[0]
    if base.form is Form.MATCHING:
        right = dict(zip(base.left, base.key, strict=True))
        return tuple(place[right[left]] for left in printed.left)
    if base.form is Form.ORDERING:
        return tuple(place[text] for text in base.key)
    if base.form is Form.SELECT_ALL:
        return tuple(sorted(place[text] for text in base.key))
    return place[base.key[0]]


def test_every_form_asks_the_same_items() -> None:
    base = frozen()
    asked = [sorted(printed.questions["vi"].item for printed in in_form(base, form)) for form in base.forms]
    assert [form.letter for form in base.forms] == ["A", "B", "C", "D"]
    assert asked == [sorted(slot.item for slot in paper().slots)] * 4


def test_form_a_is_as_it_was_drawn_and_the_others_are_not() -> None:
    base = frozen()
    first = [printed.questions["vi"] for printed in in_form(base, base.forms[0])]
    assert first == [questions().ask(slot.item, slot.form, "vi", slot.seed) for slot in paper().slots]
    orders = {form.order for form in base.forms}
    assert len(orders) == 4
    moved = [printed for printed in in_form(base, base.forms[1]) if printed.questions["vi"].options
             and printed.questions["vi"].options != first[printed.base].options]  # fmt: skip
    assert len(moved) >= 6


@pytest.mark.parametrize("letter", "ABCD")
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_whoever_marks_the_right_texts_gets_full_marks_in_each_form(letter: str, lang: str) -> None:
    base = frozen(("vi", "en"))
    form = form_of(base, letter)
    for printed in in_form(base, form):
        question, own = printed.questions[lang], base.entries[printed.base].questions[lang]
        response = marked_by_texts(question, own)
        assert grade(question, response).outcome is Outcome.RIGHT, question.id
        at, meant = to_base(base, form, printed.number, response)
        assert at == printed.base
        verdict = grade(own, meant)
        assert (verdict.outcome, verdict.credit) == (Outcome.RIGHT, 1.0), question.id
        assert [hit for _touch, hit in grade(question, response).touched] == [hit for _touch, hit in verdict.touched]


@pytest.mark.parametrize("letter", "BCD")
def test_a_wrong_mark_is_as_wrong_on_every_form(letter: str) -> None:
    """Partial credit and what each item learns of it do not depend on the form."""
    base = frozen()
    form = form_of(base, letter)
    for printed in in_form(base, form):
        question = printed.questions["vi"]
        if not question.options:
            continue
        n = len(question.options)
        several = question.form not in (Form.CHOICE, Form.TRUE_FALSE)
        wrong: Response = tuple(range(n)) if several and question.form is not Form.MATCHING else 0
        wrong = (0,) * len(question.left) if question.form is Form.MATCHING else wrong
        here = grade(question, wrong)
        _base, meant = to_base(base, form, printed.number, wrong)
        there = grade(base.entries[printed.base].questions["vi"], meant)
        assert (here.outcome, here.credit) == (there.outcome, there.credit)
        assert sorted(here.chosen) == sorted(there.chosen)  # the same sentences; their order follows the letters
        assert sorted(here.touched) == sorted(there.touched)


def test_the_letters_of_the_key_name_the_right_texts() -> None:
    base = frozen()
    for form in base.forms:
        for printed in in_form(base, form):
            question = printed.questions["vi"]
            texts = tuple(question.options[LETTERS.index(letter)] for letter in key_letters(question))
            assert texts == question.key or question.form is Form.TYPED


def test_numbers_dates_and_true_false_keep_their_order_in_every_form() -> None:
    base = freeze(questions(), paper(60, (Form.CHOICE, Form.TRUE_FALSE, Form.MATCHING)), ["en"], forms=6)
    seen = 0
    for form in base.forms:
        for printed in in_form(base, form):
            options = printed.questions["en"].options
            if all(option.isdecimal() for option in options):
                assert [int(option) for option in options] == sorted(map(int, options))
                seen += 1
            if printed.questions["en"].form is Form.TRUE_FALSE:
                assert options == ("True", "False")
    assert seen > 12


def test_both_languages_have_the_same_numbering_and_the_same_letters() -> None:
    base = frozen(("vi", "en"), longest=True)
    for form in base.forms:
        for printed in in_form(base, form):
            vi, en = printed.questions["vi"], printed.questions["en"]
            assert (vi.item, vi.option_ids, vi.key_indices, vi.touches) == (
                en.item, en.option_ids, en.key_indices, en.touches)  # fmt: skip
            assert key_letters(vi) == key_letters(en)


def test_every_question_of_the_bank_can_be_printed_in_both_languages() -> None:
    bank = questions().bank
    for form in ON_PAPER:
        slots = tuple(Slot(info.id, form, 3, 0.5) for info in questions().items() if form in info.forms)
        whole = paper(1)._replace(slots=slots, bank=bank.id)
        assert len(freeze(questions(), whole, ["en", "vi"]).entries) == len(slots)


def test_the_same_seed_gives_the_same_forms_and_another_gives_others() -> None:
    again = freeze(questions(), paper(), ("vi",), forms=4)
    assert again == frozen()
    other = freeze(questions(), paper()._replace(seed=SEED + 1), ("vi",), forms=4)
    assert other.forms[0] == again.forms[0]
    assert other.forms[1:] != again.forms[1:]
    assert freeze(questions(), paper(), ("vi",), forms=2).forms == again.forms[:2]


def test_the_papers_mark_tells_nothing_of_seed_and_key() -> None:
    base, other = frozen(), freeze(questions(), paper()._replace(seed=1), ("vi",), forms=1)
    assert base.id == other.id


def test_a_map_leads_back_from_every_letter_of_every_form() -> None:
    base = frozen()
    for form in base.forms:
        for number in range(1, len(base.entries) + 1):
            printed = in_form(base, form)[number - 1]
            question = printed.questions["vi"]
            if question.form in (Form.CHOICE, Form.TRUE_FALSE):
                for at, text in enumerate(question.options):
                    found, option = to_base(base, form, number, at)
                    assert isinstance(option, int)
                    assert base.entries[found].questions["vi"].options[option] == text


@pytest.mark.parametrize("response", [9, -1, (0, 9), (-1,)])
def test_a_mark_that_names_no_option_is_no_answer_to_anything(response: Response) -> None:
    base = frozen()
    choice = next(one for one in in_form(base, base.forms[1]) if one.questions["vi"].form is Form.CHOICE)
    with pytest.raises(IndexError):
        to_base(base, base.forms[1], choice.number, response)
    with pytest.raises(IndexError):
        to_base(base, base.forms[1], 0, 0)


def test_left_out_stays_left_out() -> None:
    assert to_base(frozen(), frozen().forms[2], 5, None)[1] is None


@given(st.data())
@settings(max_examples=60)
def test_permuting_there_and_back_changes_nothing(data: st.DataObject) -> None:
    one: Printed = data.draw(st.sampled_from(in_form(frozen(), frozen().forms[0])))
    question = one.questions["vi"]
    options = data.draw(st.permutations(range(len(question.options))))
    left = data.draw(st.permutations(range(len(question.left))))
    back = [list(options).index(at) for at in range(len(options))]
    left_back = [list(left).index(at) for at in range(len(left))]
    there = permuted(question, options, left)
    assert permuted(there, back, left_back) == question
    assert grade(there, marked_by_texts(there, question)).outcome is Outcome.RIGHT


# what cannot be printed


def refused(**more: object) -> str:
    settings_ = {"langs": ["vi"], "forms": 1, "drawn": paper(3)} | more
    with pytest.raises(QuizError) as caught:
        freeze(questions(), settings_["drawn"], settings_["langs"], forms=settings_["forms"])  # type: ignore[arg-type]
    return str(caught.value)


def test_flashcards_are_refused() -> None:
    slot = Slot(paper(1).slots[0].item, Form.FLASHCARD, 1, 0.5)
    assert "flashcard" in refused(drawn=paper(1)._replace(slots=(slot,))).lower()


def test_what_else_is_refused() -> None:
    assert "'fr'" in refused(langs=["vi", "fr"])
    assert "26" in refused(forms=27)
    assert "26" in refused(forms=0)
    assert refused(drawn=paper(1)._replace(slots=()))
    assert refused(langs=["vi", "vi"])
    assert refused(langs=[])
    assert "changed" in refused(drawn=paper(1)._replace(bank_digest="other"))


# the file


@pytest.mark.parametrize("langs", [("vi",), ("en", "vi")])
def test_what_is_read_back_is_what_was_written(langs: tuple[str, ...], tmp_path: Path) -> None:
    base = frozen(langs)._replace(
        blueprint=Blueprint(title={"en": "x"}, topics=(("summits", 2.0),), forms=(Form.CHOICE,))
    )
    path = tmp_path / "paper.json"
    path.write_text(to_json_text(base), "utf-8")
    assert read_frozen(path) == base
    raw = json.loads(path.read_text("utf-8"))
    assert (raw["version"], raw["seed"], raw["bank_digest"]) == (1, SEED, questions().bank.digest)


def test_the_questions_of_a_file_grade_without_their_bank() -> None:
    back = from_json(to_json_text(frozen()).encode())
    for entry in back.entries:
        question = entry.questions["vi"]
        assert grade(question, marked_by_texts(question, question)).outcome is Outcome.RIGHT


def test_a_newer_file_is_told_from_a_broken_one() -> None:
    raw = json.loads(to_json_text(frozen()))
    with pytest.raises(QuizError, match="newer"):
        from_json(json.dumps(raw | {"version": 2}).encode())


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"format": "quiz paper"}',
        b"[" * 100_000,
        b'{"format": "quiz paper", "version": true}',
    ],
)
def test_what_is_no_paper_is_refused_in_words(damage: bytes) -> None:
    with pytest.raises(QuizError):
        from_json(damage, "x.json")


def change(raw: dict[str, object], path: list[str | int], value: object) -> bytes:
    at: object = raw
    for step in path[:-1]:
        at = at[step]  # type: ignore[index]
    at[path[-1]] = value  # type: ignore[index]
    return json.dumps(raw).encode()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["forms", 1, "order", 0], 99),
        (["forms", 1, "order"], [0] * 24),
        (["forms", 1, "letter"], "A"),
        (["forms", 1, "options", 0], [0, 0]),
        (["forms"], []),
        (["entries"], []),
        (["entries", 0, "questions", "vi", "key_indices"], [77]),
        (["entries", 0, "questions", "vi", "prompt"], 5),
        (["entries", 0, "questions", "vi", "form"], "essay"),
        (["entries", 0, "questions"], {}),
        (["entries", 0, "facility"], "high"),
        (["entries", 0, "facility"], 10**400),
        (["blueprint", "penalty"], float("nan")),
        (["blueprint", "scoring"], "generous"),
        (["seed"], "7"),
        (["langs"], ["en"]),
    ],
)
def test_a_file_whose_parts_do_not_fit_is_refused(path: list[str | int], value: object) -> None:
    raw = json.loads(to_json_text(frozen()))
    with pytest.raises(QuizError, match="no paper"):
        from_json(change(raw, path, value))


def test_texts_of_a_file_are_cleaned_when_it_is_read() -> None:
    raw = json.loads(to_json_text(frozen()))
    data = change(raw, ["entries", 0, "questions", "vi", "prompt"], "a\x1b[2J\u202eb\nc")
    assert from_json(data).entries[0].questions["vi"].prompt == "ab c"


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="cannot be read"):
        read_frozen(tmp_path / "none.json")


def test_the_frozen_type_is_what_the_file_holds() -> None:
    raw = json.loads(to_json_text(frozen()))
    assert list(raw) == ["format", *Frozen._fields]
