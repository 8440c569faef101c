"""A whole lesson: a host in a terminal, wall and three phones in a browser, a pupil in a terminal, and accidents."""

import csv
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("needs a pseudo-terminal, and looks for processes in /proc", allow_module_level=True)

from quiz.classroom import launch
from quiz.classroom.plan_files import write_plan
from quiz.questions.model import Form, Question
from quiz.questions.open import open_bank
from quiz.study.exam.model import Blueprint
from quiz.study.room.prepare import drawn
from tests.browser_kit import Browser, needs_chromium
from tests.cli_kit import Shell
from tests.lesson_kit import Watcher, kill, response, server_of, workers
from tests.room_server_kit import until
from tests.test_pty_tui import Terminal

pytestmark = needs_chromium
BANK = Path(__file__).parent.parent / "question_bank" / "asem"
COUNT = 6
FORMS = (Form.CHOICE, Form.SELECT_ALL, Form.TRUE_FALSE, Form.TYPED, Form.ORDERING)
LAN, MINH, HOA, BINH = "Lan", "Minh Đức", "Hoa", "Bình"
SPOKEN = {LAN: "en", MINH: "vi", HOA: "vi"}
"""What the phones speak."""
ASLEEP, WORKER_DIES, PARENT_DIES, ALL_DIE = 1, 2, 3, 4
"""What happens in which question."""


class Lesson:
    """Everybody, and what each has chosen."""

    def __init__(self, folder: Path, chromium: Browser) -> None:
        self.shots = Path(os.environ.get("QUIZ_SHOTS") or folder / "shots")
        self.shots.mkdir(parents=True, exist_ok=True)
        for name in ("teacher", "pupil"):
            (folder / name).mkdir()
        wish = Blueprint(questions=COUNT, forms=FORMS)
        bank = open_bank(BANK)
        some, others = (drawn(bank, wish, seed, ("en", "vi"), read_ms=0, answer_ms=0, podium=True) for seed in (15, 6))
        many = {one.questions["en"].form: one for one in (*others.entries, *some.entries)}
        plan = some._replace(entries=(*many.values(), some.entries[1])[:COUNT])  # every form, and one once more
        assert set(many) == set(FORMS)
        write_plan(folder / "lesson.json", plan)
        self.host = Terminal(
            folder / "teacher", "--lang", "en", "class", "host", "--plan", str(folder / "lesson.json"), bank=BANK
        )
        self.host.wait(lambda text: re.search(r"\d{3} ?\d{3}", text) is not None)
        self.watcher = Watcher(self.host.db)
        self.plan = self.watcher.stored().session.plan
        port, code = self.watcher.running.port, self.watcher.desk()["code"]
        here = f"http://127.0.0.1:{port}"
        self.wall = chromium.page(f"{here}/screen?c={code}", 1280, 720, phone=False)
        sizes = {LAN: (360, 640), MINH: (390, 844), HOA: (320, 480)}
        self.phones = {name: chromium.page(f"{here}/?c={code}", *sizes[name], lang=SPOKEN[name]) for name in SPOKEN}
        self.binh = Terminal(folder / "pupil", "--lang", "vi", "class", "join", here, code, "--name", BINH, bank=BANK)
        self.chosen: list[dict[str, tuple[Any, bool]]] = [{} for _question in range(COUNT)]
        """By question and name: what was chosen, and whether that is right."""

    def picture(self, name: str) -> None:
        """What everybody sees."""
        for who, page in (("wall", self.wall), *self.phones.items()):
            page.picture(self.shots / f"{name}-{who}.png")
        for who, terminal in (("host", self.host), ("binh", self.binh)):
            (self.shots / f"{name}-{who}.txt").write_text(terminal.read(), "utf-8")

    def question(self, q: int, lang: str) -> Question:
        return self.plan.entries[q].questions[lang]

    def shown(self, q: int, *, but: str) -> None:
        """Wait until everyone who is awake has the question."""
        self.wall.see(self.question(q, "en").prompt)
        for name, page in self.phones.items():
            if name != but:
                page.see(self.question(q, SPOKEN[name]).prompt)
        self.binh.wait(f"{q + 1}/{COUNT}")
        self.host.wait(f"{q + 1} of {COUNT}")

    def tap(self, q: int, name: str, *, right: bool) -> None:
        """On a phone."""
        page, lang = self.phones[name], SPOKEN[name]
        chosen = response(self.question(q, lang), right=right)
        if isinstance(chosen, str):
            page.wait("document.querySelector('#typed') && !document.querySelector('#typed').readOnly")
            page.write("#typed", chosen)
        else:
            for at in chosen if isinstance(chosen, list) else [chosen]:
                page.click(f".option[data-at='{at}']")
        if not isinstance(chosen, int):
            page.click("button", {"en": "Send", "vi": "Gửi"}[lang])
        page.see({"en": "Saved", "vi": "Đã lưu"}[lang])
        self.chosen[q][name] = chosen, right

    def type(self, q: int, *, right: bool) -> None:
        """In the terminal."""
        chosen = response(self.question(q, "vi"), right=right)
        self.binh.wait(lambda text: "không có kết nối" not in text)
        if isinstance(chosen, str):
            self.binh.send(chosen.encode())
        else:
            for at in chosen if isinstance(chosen, list) else [chosen]:
                self.binh.send(str(at + 1).encode())
        if not isinstance(chosen, int):
            self.binh.send(b"\r")
        self.binh.wait("Đã lưu")
        self.chosen[q][BINH] = chosen, right

    def until_phase(self, key: bytes, *phases: str) -> None:
        """Press a key of the host's, which does nothing where it has been done already, until it is done."""

        def done() -> bool:
            if self.watcher.desk()["phase"] in phases:
                return True
            self.host.send(key)
            return False

        until(done)

    def reveal(self, q: int) -> None:
        self.until_phase(b"r", "revealed")
        self.wall.see(self.question(q, "en").explanation)
        for name in (MINH, HOA):
            self.phones[name].see(self.question(q, SPOKEN[name]).explanation)

    def recount(self, name: str) -> int:
        """How many of somebody's answers were right, from what was chosen."""
        return sum(right for some in self.chosen for who, (_chosen, right) in some.items() if who == name)

    def close(self) -> None:
        for page in (self.wall, *self.phones.values()):
            page.close()
        for terminal in (self.host, self.binh):
            terminal.child.close(force=True)
        found = launch.find(self.host.db)
        if found is not None:
            launch.stop(found)


@pytest.fixture
def lesson(tmp_path: Path, chromium: Browser):  # type: ignore[no-untyped-def]
    made = Lesson(tmp_path, chromium)
    yield made
    made.close()


def test_a_whole_lesson_with_a_sleeping_phone_and_deaths_adds_up(lesson: Lesson, tmp_path: Path) -> None:
    host, wall, lan = lesson.host, lesson.wall, lesson.phones[LAN]
    for name, page in lesson.phones.items():
        page.write("#name", name)
        page.press("Enter")
        page.see({"en": "You are in", "vi": "Bạn đã vào phòng"}[SPOKEN[name]])
    lesson.binh.wait(BINH)
    for name in (*SPOKEN, BINH):
        wall.see(name, ".names")
        host.wait(name)
    lesson.picture("0-lobby")

    started = lesson.watcher.running
    for q in range(COUNT):
        if q == ASLEEP:
            lan.offline()
            until(lambda: not _on(lesson, LAN))
        lesson.until_phase(b"n" if q else b"\r", "asked")
        lesson.shown(q, but=LAN if q == ASLEEP else "")
        lesson.tap(q, MINH, right=True)
        if q == WORKER_DIES:
            kill(server_of(host.db))
        elif q == PARENT_DIES:
            kill(started.pid)
        elif q == ALL_DIE:
            kill(*workers(host.db))
        if q in (WORKER_DIES, PARENT_DIES, ALL_DIE):
            assert lesson.watcher.answered(q, 1)["phase"] == "asked"  # back in the same question, nothing lost
        if q == WORKER_DIES:
            until(lambda: len(workers(host.db)) == 2)  # a new one is ready to follow
        if q != ASLEEP:
            lesson.tap(q, LAN, right=q % 2 == 0)
        lesson.tap(q, HOA, right=q > 2)
        lesson.type(q, right=q in (0, 3))
        lesson.watcher.answered(q, 3 if q == ASLEEP else 4)
        lesson.picture(f"{q + 1}-asked")
        lesson.reveal(q)
        if q == ASLEEP:
            lan.offline(False)
        lan.see(lesson.question(q, "en").explanation)
        lesson.picture(f"{q + 1}-revealed")

    host.send(b"o")
    host.wait("End the lesson?")
    host.send(b"1")
    until(lambda: lesson.watcher.desk()["phase"] == "over")
    lan.see(f"Right: {lesson.recount(LAN)} of {COUNT}")
    for name in (MINH, HOA):
        lesson.phones[name].see(f"Đúng: {lesson.recount(name)}/{COUNT}")
    lesson.picture("9-over")
    assert [page.faults for page in (wall, *lesson.phones.values())] == [[]] * 4
    adds_up(lesson, tmp_path)


def _on(lesson: Lesson, name: str) -> bool:
    return any(one["name"] == name and one["on"] for one in lesson.watcher.desk()["seats"])


def adds_up(lesson: Lesson, folder: Path) -> None:
    """Assert that the report is what was chosen, counted again from the pages."""
    shell = Shell(folder / "teacher")
    shell.environ["QUIZ_BANK"] = str(BANK)
    code, out, err = shell("--lang", "en", "class", "report", "--csv", "report.csv")
    assert code == 0, err
    pupils = {row["name"]: row for row in _rows(folder / "teacher" / "report.csv")}
    assert set(pupils) == {*SPOKEN, BINH}
    for name, row in pupils.items():
        assert int(row["right"]) == lesson.recount(name)
        assert int(row["answered"]) == sum(name in chosen for chosen in lesson.chosen)
    for q, row in enumerate(_rows(folder / "teacher" / "report-questions.csv")):
        chosen = lesson.chosen[q]
        assert row["question"] == lesson.question(q, "en").prompt
        assert int(row["answers"]) == len(chosen)
        assert int(row["right"]) == sum(right for _chosen, right in chosen.values())
    given = {(one.question, one.seat): one.response for one in lesson.watcher.stored().answers}
    seats = {one.seat.name: one.seat.id for one in lesson.watcher.stored().seats}
    wanted = {(q, seats[who]): one for q, some in enumerate(lesson.chosen) for who, (one, _right) in some.items()}
    assert {key: list(one) if isinstance(one, tuple) else one for key, one in given.items()} == wanted
    code, out, err = shell("--lang", "en", "class", "report")
    assert code == 0 and f"{COUNT} questions" in out and f"{len(given)} answers" in out, err


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
