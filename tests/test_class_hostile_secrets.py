"""The key before its time: every byte that a class gets is looked at, and none of them depends on what is right."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.questions.engine import Questions
from quiz.questions.model import Form, Question
from quiz.questions.open import open_bank
from quiz.study.exam.blueprints import choose
from quiz.study.exam.draw import draw_papers
from quiz.study.frozen import Entry, frozen_entry
from quiz.study.room.model import RoomPlan
from tests.room_kit import FORMS, entry, right
from tests.room_server_kit import Phone, Room, choices, serving

BANK = Path(__file__).parent.parent / "question_bank" / "asem"
SECRET = "Xyzzy-plugh"


def _changed(one: Entry) -> Entry:
    """The same question to look at, with another key, another explanation, and other sources."""
    questions = {lang: _other_key(question) for lang, question in one.questions.items()}
    return one._replace(questions=questions, cited=dict.fromkeys(one.cited, (f"{SECRET} source",)), facility=0.25)


def _other_key(question: Question) -> Question:
    more: dict[str, Any] = {"explanation": f"{SECRET} explanation", "about": tuple(SECRET for _one in question.options)}
    if question.form is Form.TYPED:
        assert question.accept is not None
        return question._replace(key=(SECRET,), accept=question.accept._replace(texts=("1999",)), **more)
    count = len(question.options)
    moved = tuple((at + 1) % count for at in question.key_indices)
    if question.form is Form.SELECT_ALL and len(moved) < count:
        moved = tuple(sorted(moved))[:1]
    return question._replace(key_indices=moved, key=tuple(question.options[at] for at in moved), **more)


def _plan(**fields: Any) -> RoomPlan:
    return choices(entries=tuple(map(entry, FORMS)), **fields)


class Ears:
    """All that a class gets, as it came, but for what differs from room to room."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.phones: list[Phone] = []
        self.pages: list[bytes] = []

    def listen(self, phone: Phone) -> Phone:
        self.phones.append(phone)
        return phone

    def look(self, path: str) -> None:
        for coding in ("identity", "gzip"):
            more = f"Accept-Encoding: {coding}\r\nConnection: close\r\n"
            self.pages.append(self.room.raw().request(path, more=more).rest())

    def heard(self) -> list[str]:
        return [self._plain(text) for phone in self.phones for text in phone.raw]

    def seen(self) -> list[str]:
        """Pages, without what their head says of the moment."""
        return [re.sub(r"(?m)^date: .*$", "", self._plain(page.decode("latin-1"))) for page in self.pages]

    def _plain(self, text: str) -> str:
        for word in (self.room.session.uuid, self.room.session.code, str(self.room.port)):
            text = text.replace(word, "…")
        for phone in self.phones:
            if phone.token:
                text = text.replace(phone.token, "…")
        return re.sub(r'"(now|opens_at|closes_at)":\d+', r'"\1":0', text)


def _class(room: Room, responses: list[Any]) -> Ears:
    """A lesson up to just before each reveal: who is there, what is answered, who comes back, and what they get."""
    ears = Ears(room)
    pupil, wall = ears.listen(room.pupil("Lan")), ears.listen(room.wall())
    ears.listen(room.honest)
    pupil.raw.clear()  # the first frame of a seat may come before or after another's
    for q, response in enumerate(responses):
        room.open()
        pupil.hear("question")
        wall.hear("question", q=q)
        assert pupil.answer(q, response)["t"] == "saved"
        pupil.answer(q, response)
        pupil.answer(q + 1, response)
        wall.hear("count", answered=1)
        for what in ("pause", "resume", "close"):
            room.host.do(what)
            for phone in (pupil, wall):
                phone.hear("phase")
        pupil = _again(room, ears, pupil.token)
        wall = ears.listen(room.wall())
        room.honest = _again(room, ears, room.honest.token)
        pupil.answer(q, response)
        for path in ("/", "/screen", "/knock", "/alive"):
            ears.look(path)
        for phone in (pupil, wall, room.honest):
            phone.heard.clear()
        room.host.do("skip")  # the key of this one is never shown
        for phone in (pupil, wall, room.honest):
            phone.hear("phase")
    return ears


def _again(room: Room, ears: Ears, token: str) -> Phone:
    phone = ears.listen(room.back(token))
    phone.token = token
    phone.hear("room")
    return phone


def test_two_lessons_that_differ_in_what_is_right_alone_are_the_same_to_the_class(tmp_path: Path) -> None:
    plan = _plan(board=5, podium=True, speed=True)
    changed = plan._replace(entries=tuple(map(_changed, plan.entries)))
    responses = [right(next(iter(one.questions.values()))) for one in plan.entries]
    got = []
    for name, given in (("one", plan), ("other", changed)):
        (tmp_path / name).mkdir()
        with serving(tmp_path / name, given) as room:
            ears = _class(room, responses)
            outcomes = {one.outcome.value for one in room.stored().answers}
            got.append((ears.heard(), ears.seen(), outcomes))
            assert room.now()["key"] is not None  # the desk has it
    assert got[0][2] == {"right"} and got[1][2] == {"wrong"}  # else the comparison would show nothing
    assert _settled(got[0][0]) == _settled(got[1][0])
    assert got[0][1] == got[1][1]
    assert SECRET not in "".join(got[1][0] + got[1][1])


def _settled(frames: list[str]) -> list[str]:
    """Frames without the counts, of which there may be more or fewer, and without the wall's lobby."""
    return [one for one in frames if '"t":"count"' not in one and '"phase":"lobby"' not in one]


@pytest.fixture
def typed(tmp_path: Path) -> Iterator[Room]:
    with serving(tmp_path, choices(entries=tuple(_changed(entry(Form.TYPED, at)) for at in range(3)))) as made:
        yield made


def test_what_has_to_be_typed_is_nowhere_before_the_reveal_and_there_after_it(typed: Room) -> None:
    ears = _class(typed, ["zzzz"])
    everything = "\n".join(ears.heard() + ears.seen())
    assert len(everything) > 10_000 and SECRET not in everything and "1999" not in everything
    typed.open()
    typed.host.do("reveal")
    shown = typed.honest.hear("reveal")
    assert shown["texts"]["en"]["key"] == [SECRET] and SECRET in shown["texts"]["en"]["explanation"]


def test_frames_before_the_reveal_have_these_fields_and_no_others(tmp_path: Path) -> None:
    with serving(tmp_path, _plan()) as room:
        ears = _class(room, [right(next(iter(one.questions.values()))) for one in room.plan.entries])
    allowed = {
        "room": "t v session title langs mode phase paused now q of you question answer reveal"
        " code url names locked count",
        "question": "t now q of form opens_at closes_at texts",
        "saved": "t q r now",
        "refused": "t q why",
        "phase": "t phase paused now opens_at closes_at",
        "count": "t q answered of",
    }
    for text in ears.heard():
        frame = json.loads(text)
        assert set(frame) <= set(allowed[frame["t"]].split()), frame
        question = frame if frame["t"] == "question" else frame.get("question") or {"texts": {}}
        assert all(set(one) == {"prompt", "options", "left"} for one in question["texts"].values())
        assert frame.get("reveal") is None
        assert (frame.get("you") or {"right": 0, "points": 0}).items() >= {"right": 0, "points": 0}.items()


# what the order of the options and their texts could say


@pytest.fixture(scope="module")
def drawn() -> list[tuple[Questions, Entry]]:
    bank = open_bank(BANK)
    blueprint = choose("", BANK, bank)._replace(questions=100, forms=(Form.CHOICE,))
    return [(bank, frozen_entry(bank, slot, ("en", "vi"))) for slot in draw_papers(bank, blueprint, 11, "en")[0].slots]


def test_the_place_of_an_option_says_nothing_about_it(drawn: list[tuple[Questions, Entry]]) -> None:
    questions = [next(iter(one.questions.values())) for _bank, one in drawn if not one.fixed]
    four = [one for one in questions if len(one.options) == 4]
    places = [sum(one.key_indices == (at,) for one in four) for at in range(4)]
    assert len(four) >= 40 and min(places) > len(four) / 10 and max(places) < len(four) / 2, places


def test_a_right_option_is_not_known_by_its_length_or_its_writing(drawn: list[tuple[Questions, Entry]]) -> None:
    """The longest or the shortest option is right about as often as any: the bank's own tests say more of this."""
    for lang in ("en", "vi"):
        questions = [one.questions[lang] for _bank, one in drawn]
        sizes = [[len(text) for text in one.options] for one in questions]
        keys = [one.key_indices[0] for one in questions]
        for extreme in (max, min):
            alone = [
                size[at] == extreme(size) and size.count(size[at]) == 1 for at, size in zip(keys, sizes, strict=True)
            ]
            assert sum(alone) < 0.5 * len(alone)
        assert all(len(set(one.options)) == len(one.options) for one in questions)


def test_both_languages_have_the_same_options_in_the_same_places(drawn: list[tuple[Questions, Entry]]) -> None:
    for _bank, one in drawn:
        english, vietnamese = one.questions["en"], one.questions["vi"]
        assert english.key_indices == vietnamese.key_indices and english.option_ids == vietnamese.option_ids
