"""A lesson prepared at home: drawn, looked at, one question swapped, one added, kept in a file, and held."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.classroom.plan_files import read_plan, write_plan
from quiz.errors import QuizError
from quiz.i18n import set_language
from quiz.questions.model import Form
from quiz.study.exam.model import Blueprint, Paper, Slot
from quiz.study.frozen import Entry
from quiz.study.room.lesson import lesson, preview, question_seconds
from quiz.study.room.model import FORMS, RoomPlan
from quiz.study.room.own import OwnQuestion, with_own
from quiz.study.room.plan_json import plan_from_json, plan_to_json
from quiz.study.room.prepare import drawn, plan_from, removed, swapped
from quiz.study.room.report import class_report
from tests.asem_kit import questions
from tests.giveaway_oracle import check_paper
from tests.journal_kit import plan
from tests.own_kit import CAPITAL, own
from tests.papers_kit import paper as any_paper
from tests.room_kit import Class

BLUEPRINT = Blueprint(questions=12, title={"en": "Week 3", "vi": "Tuần 3"})


def a_plan(seed: int = 7, **fields: Any) -> RoomPlan:
    return drawn(questions(), BLUEPRINT, seed, ("vi", "en"), **fields)


def items(of: RoomPlan) -> list[str]:
    return [entry.questions[of.langs[0]].item for entry in of.entries]


# from a blueprint


def test_a_lesson_is_drawn_in_every_language_that_is_wanted() -> None:
    found = a_plan(read_ms=2_000, answer_ms=20_000, speed=True, podium=True)
    assert (len(found.entries), found.langs, found.bank) == (12, ("vi", "en"), "asem")
    assert found.title == {"vi": "Tuần 3", "en": "Week 3"}
    assert (found.read_ms, found.answer_ms, found.speed, found.podium) == (2_000, 20_000, True, True)
    assert found.bank_digest == questions().bank.digest
    for entry in found.entries:
        vi, en = entry.questions["vi"], entry.questions["en"]
        assert vi.form in FORMS and vi.prompt != en.prompt
        assert (vi.key_indices, vi.option_ids) == (en.key_indices, en.option_ids)
        assert entry.cited["vi"] and entry.cited["en"]
    assert a_plan() == a_plan() != a_plan(8)


def test_without_a_title_of_its_own_a_lesson_has_the_banks() -> None:
    found = drawn(questions(), Blueprint(questions=2), 1, ("en",))
    assert found.title["en"] and "Week" not in found.title["en"]


def test_forms_that_cannot_be_asked_in_a_class_are_passed_over() -> None:
    found = drawn(questions(), BLUEPRINT._replace(forms=(Form.MATCHING, Form.FLASHCARD, Form.CHOICE)), 1, ("en",))
    assert {entry.questions["en"].form for entry in found.entries} == {Form.CHOICE}
    with pytest.raises(QuizError, match="None of this blueprint's forms") as caught:
        drawn(questions(), BLUEPRINT._replace(forms=(Form.MATCHING, Form.FLASHCARD)), 1, ("en",))
    assert "choice" in caught.value.hint


def test_a_paper_becomes_a_lesson_or_says_why_not() -> None:
    good = any_paper(5, FORMS)
    assert items(plan_from(questions(), good, ("en",))) == [slot.item for slot in good.slots]
    papers: list[tuple[Paper, tuple[str, ...], str]] = [
        (good._replace(bank_digest="old"), ("en",), "has changed"),
        (good._replace(bank="other"), ("en",), "has changed"),
        (good._replace(slots=()), ("en",), "no questions"),
        (any_paper(7), ("en",), "form 'matching'"),
        (good, ("fr",), "no questions in 'fr'"),
        (good, (), "named once"),
        (good, ("en", "en"), "named once"),
    ]
    for paper, langs, words in papers:
        with pytest.raises(QuizError, match=words):
            plan_from(questions(), paper, langs)


@pytest.mark.parametrize(
    "setting",
    [
        {"read_ms": -1},
        {"answer_ms": 10**9},
        {"auto_ms": -5},
        {"board": 6},
        {"deadline_ms": -1},
        {"naming": "roster"},
        {"entries": ()},
        {"title": {}},
    ],
)
def test_settings_that_do_not_fit_are_refused(setting: dict[str, Any]) -> None:
    with pytest.raises(
        QuizError, match=f"do not fit a lesson .{next(iter(setting)).replace('naming', 'roster')}|langs"
    ):
        a_plan(**setting)


# changing it


@pytest.mark.parametrize("q", range(12))
def test_a_question_can_be_swapped_for_another_of_its_topic(q: int) -> None:
    before = a_plan()
    after = swapped(questions(), before, q, 1)
    old, new = before.entries[q].questions["vi"], after.entries[q].questions["vi"]
    assert new.item not in items(before) and new.topic == old.topic and new.form in FORMS
    assert [entry for at, entry in enumerate(after.entries) if at != q] == [
        entry for at, entry in enumerate(before.entries) if at != q
    ]
    assert set(after.entries[q].questions) == {"vi", "en"}
    assert after == swapped(questions(), before, q, 1), "the same seed gives the same question"


def test_a_swapped_lesson_still_gives_no_key_away() -> None:
    found = a_plan()
    for q in range(12):
        found = swapped(questions(), found, q, 5 + q)
    asked = [entry.questions["vi"] for entry in found.entries]
    slots = tuple(Slot(one.item, one.form, one.seed, 0.5) for one in asked)
    for lang in ("en", "vi"):
        check_paper(questions(), Paper(BLUEPRINT, "asem", "", 0, lang, slots), lang)


def test_what_was_there_before_is_not_offered_again() -> None:
    found, seen = a_plan(), list[str]()
    for n in range(6):
        seen.append(items(found)[0])
        found = swapped(questions(), found, 0, n, avoid=seen)
    assert len({*seen, items(found)[0]}) == 7


def test_where_there_is_no_other_question_that_is_said() -> None:
    everything = [info.id for info in questions().items()]
    with pytest.raises(QuizError, match="no other question") as caught:
        swapped(questions(), a_plan(), 0, 1, avoid=everything)
    assert "of your own" in caught.value.hint
    with pytest.raises(QuizError, match="no question 13"):
        swapped(questions(), a_plan(), 12, 1)


def test_a_question_of_ones_own_can_be_swapped_for_one_of_the_bank() -> None:
    found = with_own(a_plan(), CAPITAL, 3)
    after = swapped(questions(), found, 3, 2)
    assert after.entries[3].questions["vi"].bank == "asem"
    assert len(swapped(questions(), found, 0, 2).entries) == 13, "one of the bank beside one's own"


def test_what_is_to_be_typed_in_a_question_of_ones_own_stands_in_none_that_is_swapped_in() -> None:
    found = 0
    for seed in range(20):
        shown = swapped(questions(), a_plan(), 0, seed).entries[0].questions["en"]
        if len(shown.options) < 3:
            continue
        found += 1
        typed = with_own(a_plan(), OwnQuestion(Form.TYPED, {"en": "Which?", "vi": "Gì?"}, accepted=(shown.options[0],)))
        instead = swapped(questions(), typed, 0, seed).entries[0].questions["en"]
        assert shown.options[0] not in instead.options and shown.options[0] not in instead.prompt
    assert found > 3


def test_questions_can_be_left_out_but_for_the_last() -> None:
    found = a_plan()
    assert items(removed(found, 4)) == [one for at, one in enumerate(items(found)) if at != 4]
    for _each in range(11):
        found = removed(found, 0)
    with pytest.raises(QuizError, match="at least one"):
        removed(found, 0)
    with pytest.raises(QuizError, match="no question 0"):
        removed(found, -1)


# kept in a file


def test_a_lesson_is_kept_in_a_file_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "tuần 3.json"
    found = with_own(a_plan(naming="roster", roster=("Lan", "Minh"), teams="averaged", deadline_ms=5), CAPITAL)
    write_plan(file, found)
    assert read_plan(file) == found
    assert read_plan(file).entries[0].questions["vi"] == found.entries[0].questions["vi"]
    write_plan(file, removed(found, 0))
    assert read_plan(file) == removed(found, 0)
    assert [one.name for one in tmp_path.iterdir()] == [file.name]
    assert plan_to_json(found) == plan_to_json(found) and json.loads(plan_to_json(found))["format"] == "quiz lesson"


def test_a_file_that_cannot_be_read_or_written_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="cannot be read"):
        read_plan(tmp_path / "none.json")
    with pytest.raises(QuizError, match="cannot be written"):
        write_plan(tmp_path / "none" / "x.json", plan(1))


def test_a_field_that_came_later_has_its_default() -> None:
    raw = json.loads(plan_to_json(plan(1)))
    for name in ("rude", "evidence", "teams", "board"):
        del raw[name]
    assert plan_from_json(json.dumps(raw).encode()) == plan(1)


def test_a_lesson_of_a_newer_program_is_refused() -> None:
    raw = json.loads(plan_to_json(plan(1)))
    with pytest.raises(QuizError, match="newer version"):
        plan_from_json(json.dumps({**raw, "version": 2}).encode())


def with_entry(raw: Any, **fields: Any) -> Any:
    """The file with fields of its first question replaced, in both languages."""
    for lang in ("en", "vi"):
        raw["entries"][0]["questions"][lang].update(fields)
    return raw


def one_language_less(raw: Any) -> Any:
    del raw["entries"][0]["questions"]["vi"]
    return raw


def other_key(raw: Any) -> Any:
    one = raw["entries"][0]["questions"]["vi"]
    one["key_indices"] = [(one["key_indices"][0] + 1) % len(one["options"])]
    return raw


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: {**raw, "format": "quiz paper"},
        lambda raw: [raw],
        lambda raw: {**raw, "entries": []},
        lambda raw: {**raw, "langs": []},
        lambda raw: {**raw, "langs": ["en", "en"]},
        lambda raw: {**raw, "langs": ["en", "fr"]},
        lambda raw: {**raw, "title": "x"},
        lambda raw: {**raw, "mode": "sideways"},
        lambda raw: {**raw, "answer_ms": -1},
        lambda raw: {**raw, "answer_ms": True},
        lambda raw: {**raw, "board": 2**70},
        lambda raw: {**raw, "naming": "roster"},
        lambda raw: {**raw, "roster": [1]},
        one_language_less,
        other_key,
        lambda raw: with_entry(raw, key_indices=[99]),
        lambda raw: with_entry(raw, key_indices=[-1]),
        lambda raw: with_entry(raw, key_indices=[0, 1]),
        lambda raw: with_entry(raw, key_indices=[]),
        lambda raw: with_entry(raw, options=["one"], option_ids=["one"]),
        lambda raw: with_entry(raw, option_ids=[]),
        lambda raw: with_entry(raw, options=["one"] * 27, option_ids=["one"] * 27, about=[]),
        lambda raw: with_entry(raw, form="matching"),
        lambda raw: with_entry(raw, form="typed"),
        lambda raw: with_entry(raw, form="essay"),
        lambda raw: with_entry(raw, about=["x"]),
        lambda raw: with_entry(raw, prompt=""),
        lambda raw: with_entry(raw, prompt=7),
        lambda raw: {**raw, "entries": [{**raw["entries"][0], "facility": 10**400}]},
    ],
)
def test_a_damaged_file_is_refused(damage: Any) -> None:
    raw = damage(json.loads(plan_to_json(plan(1))))
    with pytest.raises(QuizError, match="no lesson that can be used"):
        plan_from_json(json.dumps(raw).encode())


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'"quiz lesson"', b"1" * 5000])
def test_what_is_no_lesson_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(QuizError, match="no lesson that can be used"):
        plan_from_json(data, "file.json")


TEXT = plan_to_json(plan(2)).encode()


@settings(max_examples=150)
@given(st.integers(0, len(TEXT) - 1), st.binary(min_size=1, max_size=3), st.integers(0, 4))
def test_a_file_with_any_bytes_changed_is_a_lesson_that_can_be_held_or_refused(at: int, put: bytes, cut: int) -> None:
    try:
        found = plan_from_json(TEXT[:at] + put + TEXT[at + cut :])
    except QuizError:
        return
    room = Class(found, pupils=1)
    for q in range(len(found.entries)):
        room.open()
        room.right(1, q)
        room.do("reveal")
    assert class_report(room.stored()).answers == len(found.entries)


# looked at


def minutes_of(lines: list[str]) -> list[tuple[int, int]]:
    found = [re.match(r"(?:phút )?(\d+) (?:to|đến) (\d+)", line) for line in lines]
    return [(int(one[1]), int(one[2])) for one in found if one]


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("mode", ["live", "paced", "cards"])
@pytest.mark.parametrize("count", [1, 5, 6, 7, 12, 30])
def test_a_lesson_is_told_minute_by_minute(lang: str, mode: Any, count: int) -> None:
    set_language(lang)
    entries: tuple[Entry, ...] = plan(10).entries * 3
    lines = lesson(plan(1, mode=mode)._replace(entries=entries[:count]))
    parts = minutes_of(lines)
    assert parts[0][0] == 0 and all(end > start for start, end in parts)
    assert [start for start, _end in parts[1:]] == [end for _start, end in parts[:-1]]
    assert str(parts[-1][1]) in lines[-1] and "45" in lines[-1]
    numbers = [int(one) for line in lines for one in re.findall(r"(?:questions? |to |câu )(\d+)(?=[ .])", line)]
    if mode != "paced":
        assert max(numbers) >= count


def test_what_is_said_to_fit_does_fit() -> None:
    entries = plan(10).entries * 9
    for count in range(1, 40):
        found = plan(1)._replace(entries=entries[:count])
        last = lesson(found)[-1]
        more = re.search(r"time for (\d+) more", last)
        less = re.search(r"last (\d+) questions", last)
        change = int(more[1]) if more else -int(less[1]) if less else -1 if "last question" in last else 0
        best = found._replace(entries=entries[: count + change])
        assert (
            minutes_of(lesson(best))[-1][1]
            <= 45
            < minutes_of(lesson(best._replace(entries=entries[: count + change + 1])))[-1][1]
        )


def test_a_lesson_of_another_length_has_other_advice() -> None:
    found = plan(10)
    assert "more than 15" in lesson(found, 15)[-1] and "of 90 minutes" in lesson(found, 90)[-1]
    assert question_seconds(found) == 4 + 30 + 40
    assert question_seconds(found._replace(answer_ms=0)) == 4 + 45 + 40
    assert "quiz class cards --print" in lesson(plan(2, mode="cards"))[0]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_question_can_be_looked_at(lang: str) -> None:
    found = with_own(plan(5), own(Form.ORDERING))
    for q, entry in enumerate(found.entries):
        question, lines = entry.questions[lang], preview(found, q, lang)
        assert lines[0] == f"{q + 1}. {question.prompt}"
        assert all(any(option in line for line in lines) for option in question.options)
        assert lines[-1] == f"Source: {'; '.join(entry.cited[lang])}" or not entry.cited[lang]
        if question.form in (Form.TYPED, Form.ORDERING):
            assert f"Right: {' → '.join(question.key)}" in lines
        else:
            assert [line.endswith(" (right)") for line in lines[1 : 1 + len(question.options)]] == [
                at in question.key_indices for at in range(len(question.options))
            ]
    assert preview(found, 0, "fr") == preview(found, 0, "en"), "a language that it lacks is shown in the first"
