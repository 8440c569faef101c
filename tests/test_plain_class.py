"""A lesson in line mode: from a seat, from the desk, and without a network."""

import io
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any, cast

import pytest

from quiz.errors import QuizError
from quiz.i18n import set_language
from quiz.plain.class_host import HostDialogue
from quiz.plain.classroom import PupilDialogue
from quiz.plain.console import Console
from quiz.questions.model import Form
from quiz.study.room.counting import counted
from quiz.study.room.ticket import Ticket
from tests.any_kit import said_to_a_pupil, said_to_the_desk
from tests.class_kit import HOSTILE, desk, key, question, result, reveal, room, seat, texts
from tests.plain_kit import compare

Step = str | dict[str, Any] | float
"""A line that is typed, a frame that comes, or seconds that pass while nobody types."""


class FakeWire:
    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.waiting: list[dict[str, Any]] = []
        self.closed = False

    def send(self, frame: Mapping[str, Any]) -> None:
        self.sent.append(dict(frame))

    def connect(self, hello: Mapping[str, Any]) -> "FakeWire":
        self.send(hello)
        return self

    def fetch(self, seconds: float = 0.0) -> list[dict[str, Any]]:
        found, self.waiting = self.waiting, []
        return found

    def close(self) -> None:
        self.closed = True


class Told(Console):
    """A console whose lines are the steps of a story; frames come and time passes while it waits."""

    def __init__(self, story: "Story", tick: Callable[[], None]) -> None:
        super().__init__(cast(Any, None), story.paper)
        self.story, self.tick = story, tick

    def listen(self) -> str:
        while self.story.steps:
            step = self.story.steps.pop(0)
            if isinstance(step, str):
                self.story.paper.write(f"> {step}\n")
                return step
            if isinstance(step, dict):
                self.story.wire.waiting.append(step)
            else:
                self.story.ms += round(step * 1000)
            self.tick()
        raise EOFError


class Story:
    """What happens, and what is said of it."""

    def __init__(self, *steps: Step, lang: str = "en") -> None:
        self.steps, self.lang = list(steps), lang
        self.paper, self.wire, self.ms = io.StringIO(), FakeWire(), 0
        set_language(lang)

    def mono(self) -> int:
        return self.ms

    def pupil(self, ticket: Ticket = Ticket("482913", "Lê Minh")) -> str:  # noqa: B008
        dialogue = PupilDialogue(self.wire.connect, lambda tick: Told(self, tick), self.lang, self.mono)
        return self._told(lambda: dialogue.run(ticket))

    def host(self) -> str:
        report = lambda: ["Lê Minh: 7 of 8 right."]  # noqa: E731
        return self._told(HostDialogue(self.wire, lambda tick: Told(self, tick), self.lang, self.mono, report).run)

    def _told(self, run: Callable[[], bool]) -> str:
        try:
            run()
        except EOFError:
            self.paper.write("(end of input)\n")
        assert self.wire.closed or not self.wire.sent
        return self.paper.getvalue()

    @property
    def answers(self) -> list[Any]:
        return [frame["r"] for frame in self.wire.sent if frame["t"] == "answer"]

    @property
    def done(self) -> list[str]:
        return [frame["what"] for frame in self.wire.sent if frame["t"] == "do"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    set_language("en")


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_pupils_lesson_reads_as_in_its_transcript(lang: str) -> None:
    story = Story(
        "Lê Minh", {"t": "error", "why": "taken"}, "Lê Minh B", room(), "?", question(), "2", 4.0, "t", "x", "b",
        {"t": "saved", "q": 0, "r": 1, "now": 5_000}, "3", 10.0, {"t": "link", "up": False}, {"t": "link", "up": True},
        room(phase="asked", now=9_000, q=0, question=question(), answer={"q": 0, "r": 1}),
        reveal(you=result()), question(Form.TYPED, 1, now=20_000), 26.0,
        {"t": "phase", "phase": "closed", "now": 60_000}, reveal(Form.TYPED, 1, you=result("blank", None, 1, 1)),
        {"t": "over", "you": {"right": 1, "answered": 1, "points": 1},
         "of": 3,
         "podium": [{"rank": 1, "name": "Lê Minh", "points": 1}, {"rank": 2, "name": "Lan", "points": .5, "level": 4}]},
        lang=lang,
    )  # fmt: skip
    said = story.pupil(Ticket("482913"))
    assert story.answers == [1]
    compare(f"class_pupil.{lang}", said)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_hosts_lesson_reads_as_in_its_transcript(lang: str) -> None:
    asked = question(q=0, key=key(Form.CHOICE))
    story = Story(
        desk(["Lan"]), {"t": "seats", "seats": [seat(1, "Lan"), seat(2, "Minh")]}, "?", "", asked, 4.0,
        {"t": "count", "q": 0, "answered": 1, "of": 2, "missing": [2]}, "pupils", "e", "t", "", "",
        reveal(counts=[["0", 1], ["1", 1], ["2", 0], ["3", 0]]), "void c", {"t": "done", "id": 4},
        "rename 2 Minh Anh", "team 2 Red Dragons", "extra 2 1,5", "kick 9", "hand 1",
        {"t": "done", "id": 8, "link": "http://192.168.1.20/#token=x"},
        "lock", "what", "end", "end",
        {"t": "over", "you": None, "podium": [{"rank": 1, "name": "Red", "points": 1.5}]}, lang=lang,
    )  # fmt: skip
    said = story.host()
    assert story.done == ["ask", "extend", "reveal", "void", "rename", "regroup", "extra", "hand", "lock", "over"]
    compare(f"class_host.{lang}", said)


@pytest.mark.parametrize(
    ("form", "typed", "given"),
    [
        (Form.CHOICE, "C", 2),
        (Form.CHOICE, "Helsinki", 1),
        (Form.TRUE_FALSE, "2", 1),
        (Form.SELECT_ALL, "a d", [0, 3]),
        (Form.SELECT_ALL, "1,4", [0, 3]),
        (Form.ORDERING, "d a b c", [3, 0, 1, 2]),
        (Form.TYPED, "b", "b"),
    ],
)
def test_letters_and_numbers_answer(form: Form, typed: str, given: object) -> None:
    story = Story(room(), question(form), 5.0, typed)
    story.pupil()
    assert story.answers == [given]


def test_a_line_that_was_typed_for_the_question_before_is_not_taken() -> None:
    story = Story(room(), question(opens_at=0), 0.3, "2", 2.0, "2")
    assert "just now" in story.pupil()
    assert story.answers == [1]


def test_commands_of_a_typed_question_need_a_slash() -> None:
    story = Story(room(), question(Form.TYPED), 5.0, "t", "/t", "/q")
    assert "left for this question" in story.pupil()
    assert story.answers == ["t"]


def test_whether_signs_alone_are_an_answer_is_for_the_room_to_say_and_a_question_mark_helps() -> None:
    refused = {"t": "refused", "q": 0, "why": "invalid"}
    story = Story(room(), question(Form.TYPED), 5.0, "...", refused, "", "?", "==", "/q")
    said = story.pupil()
    assert "That cannot be used here." in said and "/time or /t" in said
    assert story.answers == ["...", "=="]


def test_who_hears_nothing_is_told_so_once() -> None:
    said = Story(4.0, 1.0, 30.0, room(), 30.0).pupil(Ticket("482913", "Lê Minh", address="10.0.0.9"))
    assert said.count("No lesson answers at 10.0.0.9.") == 1 and "You are in" in said
    assert "No lesson answers" not in Story({"t": "error", "why": "taken"}, 30.0).pupil()


def test_the_door_can_be_left_and_somebody_may_be_called_q() -> None:
    for story, ticket in ((Story("q"), Ticket()), (Story("/q"), Ticket("482913"))):
        assert not story.pupil(ticket).endswith("(end of input)\n")
        assert story.wire.sent == []
    story = Story("q", room())
    story.pupil(Ticket("482913"))
    assert [one["name"] for one in story.wire.sent] == ["q"]


def test_who_was_here_before_comes_back_with_enter() -> None:
    story = Story("")
    story.pupil(Ticket("482913", before=("Lan", "abc")))
    assert story.wire.sent == [{"t": "back", "v": 1, "token": "abc"}]
    story = Story("Minh")
    story.pupil(Ticket("482913", before=("Lan", "abc")))
    assert [(one["name"], one["had"]) for one in story.wire.sent] == [("Minh", "abc")]


def test_alone_one_goes_on_with_enter() -> None:
    story = Story(room(mode="paced", phase="asked"), "", question(opens_at=0, closes_at=None), 2.0, "1",
                  {"t": "saved", "q": 0, "r": 0, "now": 9}, reveal(you=result("wrong", 0, 0)), "")  # fmt: skip
    assert "Press Enter for the next question." in story.pupil()
    assert [frame["t"] for frame in story.wire.sent] == ["join", "next", "answer", "next"]


@pytest.mark.parametrize("why", ["kicked", "replaced", "throttled", "never heard of"])
def test_who_is_sent_away_is_told_why(why: str) -> None:
    said = Story(room(), {"t": "gone", "why": why}, "1").pupil()
    assert said.rstrip().splitlines()[-1].endswith(".")


def test_a_count_of_cards_is_followed_by_the_key() -> None:
    story = Story(
        desk([], code="", urls=[], links=[], mode="cards"), "", question(key=key(Form.CHOICE), closes_at=None),
        "", "a12 b", "a12 b20", {"t": "error", "id": 2, "why": "server", "text": "The disk is full."}, "a12 b20",
        {"t": "done", "id": 3}, reveal(counts=[["0", 12], ["1", 20], ["2", 0], ["3", 0]]),
    )  # fmt: skip
    said = story.host()
    assert story.done == ["ask", "tally", "tally", "reveal"] and "The disk is full." in said
    assert story.wire.sent[1]["counts"] == {"0": 12, "1": 20}
    assert "These are no counts" in said and "20 answered B. Helsinki (right)." in said


def test_an_answer_that_was_accepted_besides_is_shown_as_right() -> None:
    asked = desk(["Lan"], phase="asked", q=0, question=question())
    said = Story(asked, reveal(counts=[["0", 1], ["1", 4]], also=[0, 99])).host()
    assert "1 answered A. Hanoi (right)." in said and "Accepted besides: Hanoi.\n" in said
    for form, also, words in (
        (Form.SELECT_ALL, [[0, 1]], " · "), (Form.ORDERING, [[3, 2, 1, 0]], " → "), (Form.TYPED, ["Rey"], "Rey."),
    ):  # fmt: skip
        asked = desk(["Lan"], phase="asked", q=0, question=question(form))
        (line,) = (one for one in Story(asked, reveal(form, also=also)).host().splitlines() if "besides" in one)
        assert words in line


def test_a_teacher_is_told_in_words_for_teachers_why_something_cannot_be() -> None:
    names = {"t": "seats", "seats": [seat(1, "Lan", kicked=True), seat(2, "Minh")], "locked": False}
    story = Story(desk(["Lan", "Minh"]), names, "kick 1", "extra 2 99", "extra 2 nan", "extra 2 1.5", "rename 2",
                  "rename 2 Ngọc", {"t": "error", "id": 2, "why": "taken"}, "restore 2", "restore 1", "s")  # fmt: skip
    said = story.host()
    assert story.done == ["extra", "rename", "restore"]
    assert "1. Lan: taken out." in said and said.count("Give the number of a pupil who was taken out") == 1
    assert "Lan was taken out of the room." in said and said.count("Give a factor from 1 to 10") == 2
    assert said.count("Give the new name, too") == 1
    assert "Somebody else in the room has this name." in said and "second name" not in said


def test_a_teacher_is_told_what_stands_in_the_way() -> None:
    untimely = [{"t": "error", "id": number, "why": "phase"} for number in range(6)]
    story = Story(desk(["Lan"]), "close", untimely[1], question(closes_at=None), "next", untimely[2], "extend",
                  untimely[3], {"t": "phase", "phase": "closed"}, "close", untimely[4])  # fmt: skip
    told = [part.splitlines()[1] for part in story.host().split("> ")[1:]]
    assert told == ["No question is on.", "A question is on: show its key first, or skip it.",
                    "There is no time limit.", "This question is closed already."]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "there", "missing"),
    [
        ({}, {"next", "extend", "kick", "address", "time"}, set()),
        ({"mode": "paced"}, {"pause", "kick", "address"}, {"next", "reveal", "extend", "skip", "void", "time"}),
        ({"mode": "cards", "code": ""}, {"next", "void"}, {"extend", "untimed", "pause", "kick", "lock", "hand"}),
        ({"code": ""}, {"reveal", "skip"}, {"extend", "pause", "extra", "address"}),
    ],
)
def test_a_desk_has_the_commands_of_its_lesson(place: dict[str, Any], there: set[str], missing: set[str]) -> None:
    said = Story(desk(["Lan"], **place), "help", *sorted(missing)).host()
    listed = {line.partition(":")[0].split()[0] for line in said.partition("> help\n")[2].splitlines() if ":" in line}
    assert there | {"end", "help", "quit"} <= listed and not missing & listed
    assert said.count("There is no such command.") == len(missing)


def test_the_desk_says_whether_the_room_is_locked() -> None:
    locked, opened = ({"t": "seats", "seats": [seat(1, "Lan")], "locked": on} for on in (True, False))
    done = [{"t": "done", "id": number} for number in (1, 2)]
    story = Story(desk(["Lan"]), "pupils", "lock", locked, done[0], "pupils", "address", "lock", opened, done[1])
    said = story.host()
    assert said.count("The room is locked. 'lock' once more opens it again.") == 3
    assert said.endswith("The room is open again.\n(end of input)\n")


def test_one_device_goes_from_team_to_team() -> None:
    teams = {"code": "", "urls": [], "links": []}
    missing = {"t": "count", "q": 0, "answered": 1, "of": 2, "missing": [2]}
    none = {"t": "count", "q": 0, "answered": 2, "of": 2, "missing": []}
    full = {"t": "error", "id": None, "why": "server", "text": "The disk is full."}
    story = Story(desk(["Reds", "Blues"], **teams), "", question(key=key(Form.CHOICE), opens_at=0, closes_at=None),
                  "c", full, "c", missing, "2", none, "")  # fmt: skip
    said = story.host()
    given = [(frame["seat"], frame["r"]) for frame in story.wire.sent if frame["t"] == "answer"]
    assert given == [(1, 2), (1, 2), (2, 1)] and story.done == ["ask", "reveal"] and "The disk is full." in said
    assert "Reds: type the letter" in said and "Blues: type the letter" in said


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_from_the_network_stay_on_their_line(text: str) -> None:
    bad = {"en": {"prompt": text or "?", "options": [text] * 4, "left": []}}
    told = {"en": {"key": [text], "explanation": text, "sources": [text], "about": [text] * 4}}
    story = Story(
        room(title={"en": text}, you={"seat": 1, "name": text}), question(texts=bad), 5.0, "1",
        {"t": "saved", "q": 0, "r": text, "now": 0},
        {"t": "reveal", "q": 0, "key": [1], "texts": told, "you": result("wrong", 0) | {"correction": text}},
        {"t": "gone", "why": text},
    )  # fmt: skip
    said = story.pupil()
    assert not set("\x1b\x9b\x00\x07\x08\u202e\u2066\r\t") & set(said)


@pytest.mark.parametrize("number", [10**400, float("inf"), float("nan"), -(10**400)])
def test_numbers_from_the_network_that_are_none_are_passed_over(number: float) -> None:
    wild = [{"rank": number, "name": "Lan", "points": number}]
    story = Story(
        room(you={"seat": 1, "name": "Lan", "points": number}), question(opens_at=number, of=number),
        {"t": "reveal", "q": 0, "key": [1], "texts": {}, "you": result("right", 1) | {"credit": number}},
        {"t": "over", "you": {"points": number}, "podium": wild, "place": [number, number]},
    )  # fmt: skip
    assert "0. Lan: 0" in story.pupil()


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("a12 b20", {"0": 12, "1": 20}),
        ("A 12, b:20; D=3", {"0": 12, "1": 20, "3": 3}),
        ("a12b20", {"0": 12, "1": 20}),
        ("12 20 0 1", {"0": 12, "1": 20, "2": 0, "3": 1}),
        ("7", {"0": 7}),
    ],
)
def test_counts_as_they_are_typed(text: str, counts: dict[str, int]) -> None:
    assert counted(text, 4) == counts


@pytest.mark.parametrize("text", ["", "a", "e3", "a1 a2", "a-3", "a1 x", "1 2 3 4 5", "a99999", "a123456789", "a²"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(QuizError):
        counted(text, 4)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_homework_from_the_desk_reads_as_in_its_transcript(lang: str) -> None:
    half = [seat(1, "Lan", given=4, right=3), seat(2, "Minh", given=8, right=6)]
    both = [seat(1, "Lan", given=8, right=5), seat(2, "Minh", given=8, right=6)]
    story = Story(
        desk(seats=[seat(1, "Lan", given=1), seat(2, "Minh", given=7, right=5)], mode="paced", phase="asked"),
        "pupils", {"t": "seats", "seats": half}, {"t": "seats", "seats": half}, {"t": "seats", "seats": both}, "end",
        lang=lang,
    )  # fmt: skip
    compare(f"class_homework.{lang}", story.host())


def test_homework_says_until_when() -> None:
    told = Story(desk(mode="paced", phase="asked", deadline=1_795_000_000_000)).host()
    assert "Open until 2026-11-1" in told
    assert "Open until" not in Story(desk(mode="paced", phase="asked", deadline=10**30)).host()
    assert "Open until 2026-11-1" in Story(room(mode="paced", phase="asked", deadline=1_795_000_000_000)).pupil()


@pytest.mark.parametrize(("lang", "asks"), [("en", "What is your team called?"), ("vi", "Đội của bạn tên gì?")])
def test_the_team_is_asked_for_where_there_are_teams(lang: str, asks: str) -> None:
    story = Story("Lan", "", "Reds", room(), lang=lang)
    assert asks in story.pupil(Ticket("482913", teams="averaged"))
    assert [(one["name"], one["team"]) for one in story.wire.sent] == [("Lan", "Reds")]
    assert "Type all names" in Story("Lan, Minh", room()).pupil(Ticket("482913", teams="device"))
    assert "on your teacher's list" in Story("Lan", room()).pupil(Ticket("482913", naming="roster"))


@pytest.mark.parametrize(
    ("form", "line", "accept"),
    [
        (Form.CHOICE, "void a c", [0, 2]),
        (Form.SELECT_ALL, "void a c", [(0, 2)]),
        (Form.ORDERING, "void b a c d", [(1, 0, 2, 3)]),
        (Form.TYPED, "void nước Đức", ["nước Đức"]),
        (Form.TYPED, "void ==", ["=="]),
    ],
)
def test_other_answers_are_accepted_in_the_form_of_the_question(form: Form, line: str, accept: list[Any]) -> None:
    story = Story(
        desk(["Lan"]), question(form, q=0, key=key(form)), line, {"t": "done", "id": 1}, "end", "end",
        {"t": "over", "you": None, "podium": []},
    )  # fmt: skip
    story.host()
    (void,) = [frame for frame in story.wire.sent if frame.get("what") == "void"]
    assert void["accept"] == accept


@pytest.mark.parametrize("form", [Form.CHOICE, Form.TRUE_FALSE, Form.SELECT_ALL, Form.ORDERING])
def test_the_desk_says_which_letters_name_answers(form: Form) -> None:
    last = "ABCDEF"[len(texts(form)["en"].options) - 1]
    said = Story(desk(["Lan"]), question(form, q=0, key=key(form)), "void z", "q").host()
    assert f"Name options by their letters, A to {last}." in said


def test_the_time_left_is_told_where_no_question_is_on_too() -> None:
    assert "No question is on." in Story(desk(["Lan"]), "t", "q").host()


LINES = [
    "", "?", *"1234abcd<>|:!*.=-+#&@q", "1 2", "bac", "Helsinki", "pupils", "next", "end", "lock", "void 1 b", "2: An",
    "extra 3 2", "kick 2", "a12 b3", *(text for text in HOSTILE if "\n" not in text),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize(("sit", "frames"), [(Story.host, said_to_the_desk), (Story.pupil, said_to_a_pupil)])
def test_no_line_and_no_frame_brings_a_lesson_down(
    sit: Callable[[Story], str], frames: Callable[[Random], list[dict[str, Any]]], lang: str
) -> None:
    chance = Random(f"{lang} {frames.__name__}")
    for _lesson in range(40):
        steps: list[Step] = []
        while len(steps) < 60:
            what = chance.random()
            pause, typed = [chance.choice([0.3, 31])], [chance.choice(LINES)]
            steps += frames(chance) if what < 0.4 else typed if what < 0.8 else pause
        story = Story(*steps, lang=lang)
        said = "".join(line for line in sit(story).splitlines() if not line.startswith("> "))
        assert not set(said) & set("\x1b\x9b\x00\x07\r\u202e\u2066")
