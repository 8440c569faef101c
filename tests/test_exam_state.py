"""Any order of answer, back, flag, time passing, kill and resume.

Time left never grows, no answer is lost or counted twice, and the result equals a recount of the events.
"""

import json
import shutil
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from quiz.errors import QuizError
from quiz.progress import lease
from quiz.questions.model import Form, Response
from quiz.study.catalogue import synchronise
from quiz.study.exam.recording import row_id
from tests.exam_kit import Desk, paper, share
from tests.simulated_learner import right_response, wrong_response

COUNT = 4
LOST_MS = 5_000
"""What a kill may give back of the time consumed."""


@cache
def blank() -> bytes:
    """A progress file that knows the bank."""
    folder = Path(tempfile.mkdtemp())
    try:
        desk = Desk(folder / "progress.db")
        synchronise(desk.questions, desk.store)
        desk.close()
        return (folder / "progress.db").read_bytes()
    finally:
        shutil.rmtree(folder)


class Attempt(RuleBasedStateMachine):
    """A learner at a test of four questions in a real file, and what should stand there."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "progress.db"
        self.path.write_bytes(blank())
        self.desk = Desk(self.path, durable=False)
        self.standing: dict[int, Response] = {}
        self.flagged: set[int] = set()
        self.least: dict[int | None, int] = {}
        """Least time left ever seen, by question; None: of the whole."""
        self.acknowledged = 0
        self.running_ms = self.kills = 0

    @initialize(
        clock=st.sampled_from([(0, 0), (12, 0), (0, 40), (12, 30)]),
        wall=st.booleans(),
        navigation=st.sampled_from(["free", "free", "forward"]),
        feedback=st.sampled_from(["end", "end", "each"]),
        multiplier=st.sampled_from([1.0, 1.5]),
        form=st.sampled_from([Form.CHOICE, Form.TYPED]),
    )
    def begin(
        self, clock: tuple[int, int], wall: bool, navigation: str, feedback: str, multiplier: float, form: Form
    ) -> None:
        self.given = paper(count=COUNT, forms=(form,), clock=clock, wall=wall, navigation=navigation, feedback=feedback)
        self.wall, self.forward, self.told = wall, navigation == "forward", feedback == "each"
        self.desk.begin(self.given, multiplier)

    # what a learner does

    def out(self) -> bool:
        """Whether the time of the whole or of the question has run out by now."""
        left = self.desk.exam.left(self.desk.mono)
        return 0 in (left.whole, left.question)

    @rule(right=st.booleans())
    def answer(self, right: bool) -> None:
        exam, n = self.desk.exam, self.desk.exam.position
        question = exam.question(n)
        response = (right_response if right else wrong_response)(question)
        closed = exam.view().locked
        try:
            self.desk.give(response)
        except QuizError:
            assert closed or self.out(), "refused without a reason"
            return
        assert not closed and not self.out()
        self.standing[n] = response
        self.acknowledged += 1

    @rule()
    def take_back(self) -> None:
        exam, closed = self.desk.exam, self.desk.exam.view().locked
        try:
            exam.clear(**self.desk.when)
        except QuizError:
            assert closed or self.out()
            return
        assert not closed
        self.standing.pop(exam.position, None)

    @rule(n=st.integers(0, COUNT - 1))
    def go(self, n: int) -> None:
        exam, before = self.desk.exam, self.desk.exam.position
        try:
            self.desk.go(n)
        except QuizError:
            assert (self.forward and n < before) or exam.left(self.desk.mono).whole == 0
            assert exam.position == before
            return
        assert exam.position == n and not (self.forward and n < before)

    @rule(n=st.integers(0, COUNT - 1), flagged=st.booleans())
    def flag(self, n: int, flagged: bool) -> None:
        try:
            self.desk.exam.flag(n, flagged, **self.desk.when)
        except QuizError:
            assert self.desk.exam.left(self.desk.mono).whole == 0
            return
        (self.flagged.add if flagged else self.flagged.discard)(n)

    @rule(seconds=st.integers(1, 9))
    def ponder(self, seconds: int) -> None:
        self.think(seconds)

    def think(self, seconds: int) -> None:
        """With a tick a second."""
        self.desk.run(seconds)
        self.running_ms += seconds * 1000

    @rule(ms=st.integers(0, 999))
    def a_moment(self, ms: int) -> None:
        self.desk.wait(ms / 1000)
        self.running_ms += ms

    # what may happen

    @rule(thinking=st.integers(0, 9), closed=st.integers(0, 20), gently=st.booleans())
    def leave_and_come_back(self, thinking: int, closed: int, gently: bool) -> None:
        self.think(thinking)
        desk, before = self.desk, self.desk.exam.left(self.desk.mono)
        position = desk.exam.position
        if gently:
            desk.exam.pause(**desk.when)
        desk.kill()
        self.kills += not gently
        desk.wait(closed)
        exam = desk.resume()
        after = exam.left(desk.mono)
        assert exam.position == position, "the same question"
        lost = 0 if gently else LOST_MS
        for was, now in ((before.question, after.question), (before.whole, after.whole)):
            if was is not None and now is not None:
                assert now <= was + lost
                if not self.wall:
                    assert now >= was, "the clock stands still while the program is closed"
        if not gently:  # this much was given back, and from here on it must not grow
            for key, left in ((position, after.question), (None, after.whole)):
                if left is not None and key in self.least:
                    self.least[key] = max(self.least[key], min(left, self.least[key] + LOST_MS))

    @rule()
    def somebody_else_wants_it(self) -> None:
        other = Desk(self.path, durable=False)
        other.uuid = self.desk.exam.uuid
        try:
            with patch.object(lease, "_WAIT_SECONDS", 0.0):
                other.resume()
        except QuizError as error:
            assert "another window" in error.message
        else:
            raise AssertionError("two had the same attempt")
        finally:
            other.close()

    # what always holds

    @invariant()
    def time_left_never_grows(self) -> None:
        if not hasattr(self, "given"):
            return
        exam = self.desk.exam
        left = exam.left(self.desk.mono)
        for key, ms in ((exam.position, left.question), (None, left.whole)):
            if ms is not None:
                assert 0 <= ms <= self.least.get(key, ms)
                self.least[key] = ms

    @invariant()
    def what_was_acknowledged_is_there(self) -> None:
        if not hasattr(self, "given"):
            return
        exam = self.desk.exam
        cells = exam.overview()
        assert {cell.number - 1 for cell in cells if cell.answered} == set(self.standing)
        assert {cell.number - 1 for cell in cells if cell.flagged} == self.flagged
        assert exam.view().response == self.standing.get(exam.position)

    # the end

    def recounted(self) -> dict[int, dict[str, Any]]:
        """What stands by the events alone, read without the program."""
        db = sqlite3.connect(self.path)
        try:
            rows = db.execute("SELECT question, kind, data FROM attempt_event ORDER BY n").fetchall()
        finally:
            db.close()
        standing: dict[int, dict[str, Any]] = {}
        for question, kind, data in rows:
            if kind == "answer":
                standing[question] = json.loads(data)
            elif kind == "clear":
                standing.pop(question, None)
        assert sum(kind == "answer" for _question, kind, _data in rows) == self.acknowledged
        assert [kind for _question, kind, _data in rows].count("submit") == 1
        return standing

    def teardown(self) -> None:
        try:
            if hasattr(self, "given"):
                self.check_the_result()
        finally:
            self.desk.close()
            shutil.rmtree(self.folder)

    def check_the_result(self) -> None:
        desk, exam = self.desk, self.desk.exam
        questions = [exam.question(n) for n in range(COUNT)]
        result = desk.submit()
        recounted = self.recounted()
        assert {n: data["response"] for n, data in recounted.items()} == self.standing
        for n, answered in enumerate(result.answers):
            assert (answered is not None) == (n in recounted)
            if answered is not None:
                graded = desk.questions.grade(questions[n], self.standing[n])
                assert (answered.response, answered.credit) == (self.standing[n], graded.credit)
                assert (recounted[n]["outcome"], recounted[n]["credit"]) == (graded.outcome.value, graded.credit)
        assert result.share == share(result.answers) == sum(data["credit"] for data in recounted.values()) / COUNT
        uuids = [row[0] for row in desk.log()]
        assert len(uuids) == len(set(uuids))
        seen = {n for n, line in enumerate(result.questions) if line.used_ms or n in self.standing}
        assert set(uuids) == {row_id(exam.uuid, n) for n in seen}
        assert [record.credit for record in desk.attempts.records()] == [
            recounted[n]["credit"] if n in recounted else 0.0 for n in range(COUNT)
        ]
        assert sum(line.used_ms for line in result.questions) <= result.used_ms
        if not self.wall:
            limit = exam.blueprint.clock.whole * 1000 or self.running_ms
            least = self.running_ms - LOST_MS * self.kills
            assert min(limit, least) <= result.used_ms <= min(limit, self.running_ms)


Attempt.TestCase.settings = settings(max_examples=60, stateful_step_count=30, suppress_health_check=list(HealthCheck))
TestAttempt = Attempt.TestCase
