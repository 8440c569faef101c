"""Answers in a class as evidence of the memory of pupils who have a profile: each once, as the rulings say."""

from pathlib import Path
from typing import Any

import pytest

from quiz.progress.rooms import SqliteRooms, record_evidence
from quiz.progress.store import SqliteStore, delete_learner, rebuild
from quiz.questions.grade import grade
from quiz.questions.model import Form, Response
from quiz.study.exam.model import Slot
from quiz.study.frozen import Entry, frozen_entry
from quiz.study.records import ItemState
from quiz.study.room.model import RoomEvent, RoomPlan, SeatAnswer
from quiz.study.room.store import NewSession
from tests.journal_kit import START_MS, answer, event, new_session, seated
from tests.progress_kit import query
from tests.simulated_learner import HANOI, right_response, wrong_response
from tests.study_kit import item, towns

LAN = "Lan"
KINDS = (Form.CHOICE, Form.TYPED, Form.CHOICE, Form.CHOICE)


def a_plan(**changes: Any) -> RoomPlan:
    questions = towns()
    entries: list[Entry] = []
    for n, form in enumerate(KINDS):
        entries.append(frozen_entry(questions, Slot(item("a", 2 * n), form, 9, 0.5), ("en",)))
    ordering = next(info.id for info in questions.items() if Form.ORDERING in info.forms and "kindb" in info.id)
    entries.append(frozen_entry(questions, Slot(ordering, Form.ORDERING, 9, 0.5), ("en",)))
    plan = RoomPlan({"en": "Towns"}, ("en",), tuple(entries), questions.bank.id, questions.bank.digest)
    return plan._replace(**changes)


class School:
    """A file with a class in it, where Lan has a profile and sits in seat 1."""

    def __init__(self, path: Path, plan: RoomPlan | None = None) -> None:
        self.path = path
        SqliteStore.open(path, "toy", LAN).close()
        self.rooms = SqliteRooms(path)
        self.session: NewSession = new_session(of=plan or a_plan())
        self.plan = self.session.plan
        self.rooms.create(self.session)
        self.rooms.write(self.session.uuid, [event(1, "join", seat=1), seated(1, LAN, learner=self.rooms.profile(LAN))])
        self.rooms.write(self.session.uuid, [event(2, "join", seat=2), seated(2, "Minh")])
        self.seq = 2

    def say(self, kind: str, **data: Any) -> None:
        self.seq += 1
        self.rooms.write(self.session.uuid, [event(self.seq, kind, **data)])

    def answer(self, q: int, right: bool = True, seat: int = 1, response: Response = None) -> SeatAnswer:
        question = self.plan.entries[q].questions["en"]
        given = response if response is not None else (right_response if right else wrong_response)(question)
        one = answer(self.plan, q, seat, given)
        self.rooms.write(self.session.uuid, [one])
        return one

    def record(self) -> int:
        stored = self.rooms.load(self.session.uuid)
        return record_evidence(self.rooms, towns(), stored, HANOI)

    def log(self) -> list[tuple[Any, ...]]:
        return query(self.path, "SELECT uuid, mode, outcome, latency_ms, undoes FROM answer ORDER BY uuid")

    def standing(self) -> list[str]:
        """Outcomes of the rows that were not taken back, by question."""
        found = query(
            self.path,
            """SELECT outcome FROM answer a WHERE undoes = ''
               AND NOT EXISTS (SELECT 1 FROM answer u WHERE u.undoes = a.uuid) ORDER BY question""",
        )
        return [str(outcome) for (outcome,) in found]

    def state(self, q: int) -> ItemState:
        store = SqliteStore.open(self.path, "toy", LAN)
        try:
            state = store.state(self.plan.entries[q].questions["en"].item)
        finally:
            store.close()
        assert state is not None
        return state


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path / "progress.db")


def test_answers_of_a_pupil_with_a_profile_reach_the_log_once(school: School) -> None:
    school.answer(0)
    school.answer(1, right=False)
    school.answer(0, seat=2)
    assert school.record() == 2
    assert sorted(row[1:] for row in school.log()) == [("class", "right", 4000, ""), ("class", "wrong", 4000, "")]
    before = school.log()
    assert school.record() == 2 and school.log() == before, "rows have identifiers that follow from the session's"
    right, wrong = school.state(0).memory, school.state(1).memory
    assert right is not None and wrong is not None and right.stability > wrong.stability
    assert query(school.path, "SELECT session, at_ms, zone_minutes FROM answer ORDER BY at_ms LIMIT 1") == [
        (school.session.uuid, START_MS + 14_000, HANOI)
    ]
    assert rebuild(school.path).changed == 0


def test_what_is_answered_later_is_added_later(school: School) -> None:
    school.answer(0)
    school.record()
    school.answer(2)
    assert school.record() == 2
    assert school.standing() == ["right", "right"]


def test_each_line_of_an_ordering_is_evidence_of_its_own(school: School) -> None:
    question = school.plan.entries[4].questions["en"]
    swapped = (question.key_indices[1], question.key_indices[0], *question.key_indices[2:])
    school.answer(4, response=swapped)
    school.record()
    rights = [right for (right,) in query(school.path, "SELECT right FROM evidence ORDER BY n")]
    verdict = grade(question, swapped)
    assert rights == [int(right) for touch, right in verdict.touched if towns().has(touch.item)]


@pytest.mark.parametrize("first", [True, False], ids=["recorded before", "recorded after"])
def test_a_question_that_is_left_out_is_no_evidence_whenever_that_was_decided(school: School, first: bool) -> None:
    school.answer(0)
    school.answer(2)
    if first:
        school.record()
        assert school.state(0).memory is not None
    school.say("void", q=0, accept=[])
    school.record()
    assert school.state(0).memory is None and school.state(2).memory is not None
    assert school.standing() == ["right"] and len(school.log()) == 3
    before = school.log()
    school.record()
    assert school.log() == before
    assert rebuild(school.path).changed == 0


def test_the_log_is_the_same_whether_it_was_written_step_by_step_or_at_the_end(tmp_path: Path) -> None:
    logs = []
    for often in (True, False):
        school = School(tmp_path / f"{often}.db")
        wrong = school.answer(0, right=False)
        school.answer(1)
        rulings: list[list[Response]] = [[wrong.response], [], ["elsewhere"], [wrong.response], [wrong.response], []]
        for accept in rulings:
            if often:
                school.record()
            school.say("void", q=0, accept=accept)
        school.record()
        logs.append(school.log())
        assert school.standing() == ["right"], "the last decision leaves the first question out"
        assert rebuild(school.path).changed == 0
    assert logs[0] == logs[1]


def test_an_answer_that_was_accepted_later_is_a_right_one(school: School) -> None:
    wrong = school.answer(0, right=False)
    school.record()
    assert school.standing() == ["wrong"]
    school.say("void", q=0, accept=[wrong.response])
    school.record()
    assert school.standing() == ["right"]
    school.say("void", q=0, accept=[3 if wrong.response != 3 else 2])
    school.record()
    assert school.standing() == ["wrong"], "the last decision stands"


def test_an_answer_that_is_accepted_days_later_was_known_on_its_own_day(school: School) -> None:
    wrong = school.answer(0, right=False)
    school.record()
    before = school.state(0)
    late = event(school.seq + 1, "void", q=0, accept=[wrong.response])
    school.rooms.write(school.session.uuid, [late._replace(utc_ms=late.utc_ms + 5 * 86_400_000)])
    school.record()
    after = school.state(0)
    assert school.standing() == ["right"] and after.last_day == before.last_day
    assert rebuild(school.path).changed == 0


def test_what_was_skipped_kicked_or_is_of_no_bank_says_nothing(school: School) -> None:
    own = school.plan.entries[3]
    foreign = {"en": own.questions["en"]._replace(bank="", item="own/1")}
    entries = (*school.plan.entries[:3], own._replace(questions=foreign))
    plan = school.plan._replace(entries=entries)
    session = new_session("01a0c0de-0000-7000-8000-000000000003", plan)
    school.rooms.create(session)
    seats = [
        seated(1, LAN, learner=school.rooms.profile(LAN)),
        seated(2, LAN, learner=school.rooms.profile(LAN), kicked=True),
    ]
    rows = [answer(plan, q, seat, 0) for q in range(4) for seat in (1, 2)]
    events: list[RoomEvent] = [event(1, "ask", q=2, opens_at=1, closes_at=None), event(2, "skip", q=2)]
    school.rooms.write(session.uuid, [*seats, *events, *rows])
    assert record_evidence(school.rooms, towns(), school.rooms.load(session.uuid), HANOI) == 2
    assert len(school.standing()) == 2


def test_a_question_that_is_skipped_after_it_was_recorded_is_no_evidence(school: School) -> None:
    school.say("ask", q=0, opens_at=1, closes_at=None)
    school.answer(0)
    assert school.record() == 1 and school.state(0).memory is not None
    school.say("skip", q=0)
    assert school.record() == 0 and school.state(0).memory is None
    before = school.log()
    school.record()
    assert school.log() == before and rebuild(school.path).changed == 0


def test_a_session_that_is_no_evidence_changes_no_memory(tmp_path: Path) -> None:
    school = School(tmp_path / "progress.db", a_plan(evidence=False))
    school.answer(0)
    assert school.record() == 1
    assert school.state(0).memory is None
    assert query(school.path, "SELECT counts, why FROM evidence") == [(0, "test only")]


def test_a_profile_that_is_gone_gets_nothing(school: School) -> None:
    school.answer(0)
    stored = school.rooms.load(school.session.uuid)
    delete_learner(school.path, LAN)
    assert record_evidence(school.rooms, towns(), stored, HANOI) == 0
    assert school.record() == 0
