"""The report of a class adds up: it is counted again here, another way, from events and answers alone."""

from math import floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.classroom.report_files import as_xlsx
from quiz.progress.rooms import SqliteRooms
from quiz.questions.grade import grade
from quiz.questions.model import Form, Outcome, Response
from quiz.study.room.model import RoomPlan
from quiz.study.room.report import ClassReport, class_report
from quiz.study.room.report_html import report_html
from quiz.study.room.report_lines import report_lines
from quiz.study.room.report_tables import tables
from quiz.study.room.store import Stored
from tests.journal_kit import a_lesson, answer, event, new_session, plan, seated, stored
from tests.room_kit import Class, right, wrong

# counted again


class Recount:
    """Everything a report says, from the rows alone: no room, no views."""

    def __init__(self, kept: Stored) -> None:
        self.plan: RoomPlan = kept.session.plan
        gone = {one.data["seat"] for one in kept.events if one.kind == "kick"}
        self.seats = {seat.id: seat for seat, _token in kept.seats if seat.id not in gone}
        self.rulings: dict[int, list[Any]] = {}
        asked, skipped = set[int](), set[int]()
        self.hand: dict[int, dict[str, int]] = {}
        for one in kept.events:
            q: Any = one.data.get("q")
            if one.kind == "void":
                self.rulings[q] = one.data["accept"]
            elif one.kind == "ask":
                asked.add(q)
                skipped.discard(q)
            elif one.kind == "skip":
                skipped.add(q)
            elif one.kind == "tally":
                self.hand[q] = one.data["counts"]
        if self.plan.mode == "paced":
            asked = set(range(len(self.plan.entries)))
        self.of = sorted(q for q in asked - skipped if self.rulings.get(q) != [])
        self.given: dict[tuple[int, int], Any] = {}
        for said in kept.answers:
            if said.seat in self.seats:
                self.given.setdefault((said.question, said.seat), said)

    def worth(self, q: int, seat: int, response: Response) -> tuple[bool, float]:
        questions = self.plan.entries[q].questions
        verdict = grade(questions.get(self.seats[seat].lang) or questions["en"], response)
        plain = list(response) if isinstance(response, tuple) else response
        if verdict.outcome is Outcome.RIGHT or plain in self.rulings.get(q, []):
            return True, 1.0
        return False, 0.0 if verdict.outcome is Outcome.NEAR else verdict.credit

    def points(self, one: Any) -> int:
        yes, credit = self.worth(one.question, one.seat, one.response)
        if not self.plan.speed:
            return int(yes)
        limit = self.plan.answer_ms * self.seats[one.seat].extra
        spent = min(1.0, one.used_ms / limit) if limit else 0.0
        return floor(credit * 1000 * (1 - spent / 2) + 0.5)

    def check(self, report: ClassReport) -> None:
        assert report.of == len(self.of)
        assert {one.seat for one in report.pupils} == set(self.seats)
        for pupil in report.pupils:
            mine = [one for (q, seat), one in self.given.items() if seat == pupil.seat and q in self.of]
            rights = [self.worth(one.question, one.seat, one.response)[0] for one in mine]
            assert (pupil.answered, pupil.of, pupil.right) == (len(mine), len(self.of), sum(rights))
            assert pupil.points == sum(map(self.points, mine))
            credits = {one.question: self.worth(one.question, one.seat, one.response)[1] for one in mine}
            assert pupil.credits == tuple(credits.get(q) for q in range(len(self.plan.entries)))
            assert pupil.finished == (len(mine) == len(self.of))
            assert pupil.needs_help == (len(mine) >= 3 and sum(rights) / len(mine) < 0.5)
            times = sorted(one.used_ms for one in mine)
            if times:
                middle = (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2
                assert pupil.median_ms == middle
            else:
                assert pupil.median_ms is None
        for question in report.questions:
            q = question.number - 1
            theirs = [one for (at, _seat), one in self.given.items() if at == q]
            hand = self.hand.get(q, {})
            assert question.counts == (q in self.of)
            assert question.n == len(theirs) + sum(hand.values())
            if q in self.of:
                worth = [self.worth(q, one.seat, one.response) for one in theirs]
                asked = next(iter(self.plan.entries[q].questions.values()))
                worth += [
                    (yes, float(yes))
                    for option, count in hand.items()
                    for yes in [int(option) in asked.key_indices or int(option) in self.rulings.get(q, [])] * count
                ]
                assert question.right == sum(yes for yes, _credit in worth)
                if worth:
                    assert question.facility == pytest.approx(sum(credit for _yes, credit in worth) / len(worth))
                assert question.difficult == (len(worth) >= 5 and (question.facility or 0) < 0.5)
            if question.form in (Form.CHOICE, Form.TRUE_FALSE):
                assert sum(one.n for one in question.given) == question.n
            if question.form in (Form.TYPED, Form.ORDERING):
                assert sum(one.n for one in question.given) == len(theirs)
            wrong = [one.n for one in question.given if not one.right]
            assert (question.distractor.n if question.distractor else 0) == max(wrong, default=0)
        assert report.right == sum(one.right for one in report.questions)
        if not self.hand:
            assert report.right == sum(one.right for one in report.pupils), "what pupils and questions say is the same"
            assert report.answers == sum(one.answered for one in report.pupils)


PUPILS = 8
lessons = st.fixed_dictionaries(
    {
        "given": st.lists(st.lists(st.integers(0, 5), min_size=PUPILS, max_size=PUPILS), min_size=5, max_size=5),
        "late": st.dictionaries(st.integers(1, 4), st.just("Reds"), max_size=2),
        "skipped": st.sets(st.integers(0, 4), max_size=1),
        "kicked": st.dictionaries(st.integers(1, PUPILS), st.integers(0, 4), max_size=2),
        "extra": st.sets(st.integers(1, PUPILS), max_size=2),
        "rulings": st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=4),
    }
)


def said(room: Class, q: int, seat: int, n: int) -> Any:
    """One of the answers that may be given: none for 0; more of them right than wrong."""
    question = room.room.question(q, room.room.seats[seat].lang)
    if n == 5 and question.form in (Form.CHOICE, Form.TYPED):
        return "Elsewhere" if question.form is Form.TYPED else seat % len(question.options)
    return (None, right(question), right(question), wrong(question), wrong(question), wrong(question))[n]


def held(lesson: dict[str, Any], **fields: Any) -> Class:
    """The lesson, in a real room."""
    room = Class(plan(5, teams="averaged", **fields))
    for n in range(PUPILS):
        room.join(f"Pupil {n + 1}", "vi" if n % 2 else "en", ("Reds", "Blues", "")[n % 3])
    for seat in lesson["extra"]:
        room.do("extra", seat, 2.0)
    for q, row in enumerate(lesson["given"]):
        if q in lesson["late"]:
            room.join(f"Late {q}", team=lesson["late"][q])
        if room.plan.mode == "live":
            room.open()
        for seat, n in enumerate(row, 1):
            room.wait(700 * seat)
            if n and not room.room.seats[seat].kicked:
                shown = q if room.plan.mode == "live" else room.look(seat)
                if shown is not None:
                    room.answer(seat, said(room, shown, seat, n), shown)
        for seat, at in lesson["kicked"].items():
            if at == q:
                room.do("kick", seat)
        if room.plan.mode == "live":
            room.do("skip" if q in lesson["skipped"] else "reveal")
    for q, n in lesson["rulings"]:
        question = room.room.question(q)
        room.do("void", q, ([], [wrong(question)], [right(question)], [wrong(question), right(question)])[n])
    return room


@settings(max_examples=80)
@given(lessons, st.booleans(), st.sampled_from(["live", "paced"]))
def test_whatever_happened_the_report_is_what_a_recount_finds(lesson: dict[str, Any], speed: bool, mode: str) -> None:
    kept = held(lesson, speed=speed, mode=mode).stored()
    Recount(kept).check(class_report(kept))


def test_a_report_from_the_file_is_the_report(tmp_path: Path) -> None:
    kept = a_lesson().stored()
    rooms = SqliteRooms(tmp_path / "progress.db")
    rooms.create(kept.session)
    rooms.write(kept.session.uuid, [*kept.events, *kept.seats, *kept.answers])
    assert class_report(rooms.load(kept.session.uuid)) == class_report(kept)
    rooms.close()


# a lesson worked out by hand


def test_a_lesson_that_was_counted_by_hand() -> None:
    report = class_report(a_lesson().stored())
    assert [(one.number, one.n, one.right, one.facility) for one in report.questions] == [
        (1, 6, 2, 2 / 6),
        (2, 6, 5, 5 / 6),
        (3, 5, 4, 4 / 5),
        (4, 5, 3, 3 / 5),
    ]
    assert [(one.name, one.right, one.answered) for one in report.pupils] == [
        ("An", 4, 4),
        ("Dũng", 4, 4),
        ("Bình", 3, 4),
        ("Giang", 2, 4),
        ("Em", 1, 2),
        ("Chi", 0, 4),
    ]
    assert [one.number for one in report.difficult] == [1]
    assert [one.name for one in report.needs_help] == ["Chi"], "two answers of Em's are too few to say"
    assert [one.name for one in report.unfinished] == ["Em"]
    assert (report.of, report.answers, report.right) == (4, 22, 14)
    first = report.questions[0]
    assert first.distractor is not None and first.distractor.n == 4 and not first.distractor.right
    assert first.median_ms == 2_350 and report.pupils[0].median_ms == 2_100
    assert report.questions[1].distractor == report.questions[1].given[1]
    assert report.questions[1].given[1].texts == {"en": "zzzz", "vi": "zzzz"}


def test_a_question_that_is_left_out_marks_everyone_again() -> None:
    room = a_lesson()
    room.do("void", 0, [])
    report = class_report(room.stored())
    assert [(one.name, one.right, one.answered, one.of) for one in report.pupils][:3] == [
        ("An", 3, 3, 3),
        ("Bình", 3, 3, 3),
        ("Dũng", 3, 3, 3),
    ]
    first = report.questions[0]
    assert (first.counts, first.asked, first.n, first.facility, first.difficult) == (False, True, 6, None, False)
    assert report.difficult == () and report.pupils[0].credits[0] is None


def test_an_answer_that_is_accepted_later_marks_everyone_again() -> None:
    room = a_lesson(speed=True)
    before = {one.name: one for one in class_report(room.stored()).pupils}
    room.do("void", 0, [wrong(room.room.question(0))])
    report = class_report(room.stored())
    assert report.questions[0].right == 6 and report.questions[0].distractor is None
    after = {one.name: one for one in report.pupils}
    assert (before["Chi"].points, before["Chi"].right) == (0, 0)
    assert (after["Chi"].right, after["Chi"].points) == (1, 1000 - 2_300 * 500 // 30_000 + 0)
    assert after["An"] == before["An"]


def test_right_answers_are_counted_apart_from_points() -> None:
    report = class_report(a_lesson(speed=True).stored())
    an, binh = (next(one for one in report.pupils if one.name == name) for name in ("An", "Dũng"))
    assert an.right == binh.right == 4 and an.points > binh.points > 4 * 900
    assert f"- An: 4 of 4 right, {an.points} points, median time 3 s" in report_lines(report, "en")


def test_teams_are_averaged_over_all_their_members() -> None:
    room = Class(plan(1, teams="averaged"))
    for name, team in (("An", "Reds"), ("Bình", "Reds"), ("Chi", "Blues"), ("Dũng", "")):
        room.join(name, team=team)
    room.open()
    room.right(1)
    room.right(3)
    report = class_report(room.stored())
    assert [tuple(one) for one in report.teams] == [("Blues", 1, 1.0, 1.0), ("Reds", 2, 0.5, 0.5)]
    assert "Reds" in report_html(report, "en")
    assert class_report(Class(plan(1), pupils=2).stored()).teams == ()


def test_pupils_who_were_sent_away_are_nowhere() -> None:
    room = a_lesson()
    room.do("kick", 3)
    kept = room.stored()
    report = class_report(kept)
    assert "Chi" not in {one.name for one in report.pupils}
    assert [one.n for one in report.questions] == [5, 5, 4, 4]
    Recount(kept).check(report)


def test_a_class_without_phones_has_questions_and_no_pupils() -> None:
    room = Class(plan(2, mode="cards"))
    room.do("ask", None)
    key = room.room.question(0).key_indices[0]
    room.do("tally", 0, {str(key): 3, str((key + 1) % 4): 9})
    room.do("reveal")
    room.do("over")
    report = class_report(room.stored())
    assert report.pupils == () and (report.of, report.answers, report.right) == (1, 12, 3)
    first, second = report.questions
    assert (first.facility, first.median_ms, first.difficult) == (0.25, None, True)
    assert first.distractor is not None and first.distractor.n == 9
    assert not second.asked and second.facility is None
    assert [table.name for table in tables(report, "en")] == ["questions", "answers"]
    assert "Not asked." in report_lines(report, "en")
    Recount(room.stored()).check(report)


def test_nothing_that_was_answered_is_a_report_too() -> None:
    report = class_report(Class(plan(2)).stored())
    assert (report.of, report.answers, report.pupils) == (0, 0, ())
    assert "Nothing has been answered yet." in report_lines(report, "en")
    assert "<h1>Một tiết học</h1>" in report_html(report, "vi")
    assert as_xlsx(tables(report, "en"))


def test_typed_answers_that_differ_in_capitals_are_one() -> None:
    of = plan(1, (Form.TYPED,))
    answers = [answer(of, 0, seat, text) for seat, text in enumerate(("Rome", "ROME ", "rome", "Rome", "Paris"), 1)]
    events = [event(1, "ask", q=0, opens_at=0, closes_at=None)]
    kept = stored(new_session(of=of), [seated(n) for n in range(1, 6)], events, answers)
    assert [(one.texts["en"], one.n) for one in class_report(kept).questions[0].given] == [("Rome", 4), ("Paris", 1)]


def test_half_right_answers_count_for_the_facility_and_not_as_right() -> None:
    of = plan(1, (Form.SELECT_ALL,))
    question = of.entries[0].questions["en"]
    key, other = question.key_indices, next(at for at in range(9) if at not in question.key_indices)
    answers = [answer(of, 0, 1, key[:1]), answer(of, 0, 2, key), answer(of, 0, 3, (other,))]
    events = [event(1, "ask", q=0, opens_at=0, closes_at=None)]
    kept = stored(new_session(of=of), [seated(n) for n in range(1, 4)], events, answers)
    (one,) = class_report(kept).questions
    assert one.right == 1 and one.facility == pytest.approx((1 / len(key) + 1) / 3)
    assert [option.n for option in one.given] == [
        2 if at == key[0] else int(at in (*key, other)) for at in range(len(question.options))
    ]
    assert one.distractor == one.given[other]


def test_a_session_without_names_has_a_report(tmp_path: Path) -> None:
    kept = a_lesson().stored()
    rooms = SqliteRooms(tmp_path / "progress.db")
    rooms.create(kept.session)
    rooms.write(kept.session.uuid, [*kept.events, *kept.seats, *kept.answers])
    rooms.forget(kept.session.uuid, names_only=True)
    report = class_report(rooms.load(kept.session.uuid))
    assert [(one.name, one.right) for one in report.pupils][:2] == [("#1", 4), ("#4", 4)]
    assert report.questions == class_report(kept).questions
    rooms.close()
