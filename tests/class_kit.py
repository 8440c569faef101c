"""A room that says what a test makes it say, and remembers what it was told."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from quiz.questions.model import Form, Question
from quiz.study.room.classes import Lesson
from tests.tui_questions import CITED, asked

TITLE = {"en": "ASEM summits", "vi": "Các hội nghị cấp cao ASEM"}
NAMES = ("Nguyễn Văn An", "Trần Thị Bích Ngọc", "Lê Minh", "Phạm Thu Hà", "Đỗ Quang Huy", "Vũ Lan")
HOSTILE = (
    "[/red]", "[@click=app.quit]x[/]", "[link='x", "\x1b]0;owned\x07t", "\x1b[2Jc", "\x9b31mred", "\u202egnp.exe",
    "W" * 300, "👩‍👩‍👧‍👦🇻🇳", "a" + "\u0301" * 200, "漢字仮名" * 20,
    "a\r\nb\tc\x00d", "", "<script>alert(1)</script>", "=1+1",
)  # fmt: skip


class FakeLink:
    """A link whose other end is the test."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.closed = False
        self._frames: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def send(self, frame: Mapping[str, Any]) -> None:
        self.sent.append(dict(frame))

    async def frames(self) -> AsyncIterator[dict[str, Any]]:
        while True:
            yield await self._frames.get()

    async def close(self) -> None:
        self.closed = True

    def connect(self, hello: Mapping[str, Any]) -> "FakeLink":
        """As a front end does that knows its first frame."""
        self.sent.append(dict(hello))
        return self

    def answers(self) -> list[dict[str, Any]]:
        """The answers that were sent."""
        return [frame for frame in self.sent if frame["t"] == "answer"]

    def done(self) -> list[str]:
        """The commands that were sent."""
        return [frame["what"] for frame in self.sent if frame["t"] == "do"]


def matrix(_url: str) -> Sequence[Sequence[bool]]:
    """A picture of a code's size: a quiet zone of two around 29 modules."""
    return [[2 <= x < 31 and 2 <= y < 31 and (x * y + x) % 3 == 0 for x in range(33)] for y in range(33)]


def lesson(link: FakeLink) -> Lesson:
    return Lesson(lambda: link, matrix, lambda: ["Question 1. 3 of 4 right (75%).", "Lê Minh: 7 of 8 right."])


def texts(form: Form) -> dict[str, Question]:
    return {lang: asked(form, lang) for lang in ("en", "vi")}


def question(form: Form = Form.CHOICE, q: int = 0, now: int = 0, **more: Any) -> dict[str, Any]:
    frame = {"t": "question", "now": now, "q": q, "of": 8, "form": form.value}
    frame |= {"opens_at": now + 4_000, "closes_at": now + 34_000, "texts": _asked(form)}
    return frame | more


def _asked(form: Form) -> dict[str, Any]:
    return {
        lang: {"prompt": one.prompt, "options": list(one.options), "left": list(one.left)}
        for lang, one in texts(form).items()
    }


def key(form: Form) -> dict[str, Any]:
    told = {
        lang: {
            "key": list(one.key),
            "explanation": one.explanation,
            "sources": [CITED[lang]],
            "about": list(one.about),
        }
        for lang, one in texts(form).items()
    }
    return {"key": list(texts(form)["en"].key_indices), "texts": told}


def reveal(form: Form = Form.CHOICE, q: int = 0, you: Any = None, **more: Any) -> dict[str, Any]:
    return {"t": "reveal", "q": q, **key(form), "you": you, **more}


def result(outcome: str = "right", r: Any = 1, right: int = 1, answered: int = 1) -> dict[str, Any]:
    good = outcome == "right"
    fields = {"outcome": outcome, "credit": float(good), "points": int(good), "right": right, "answered": answered}
    return {**fields, "total": right, "correction": "", "r": r}


def room(**more: Any) -> dict[str, Any]:
    frame = {"t": "room", "v": 1, "session": "s", "title": TITLE, "langs": ["en", "vi"], "mode": "live"}
    frame |= {"phase": "lobby", "paused": False, "now": 0, "q": -1, "of": 8, "question": None, "answer": None}
    frame |= {"reveal": None, "you": {"seat": 3, "name": "Lê Minh", "right": 0, "answered": 0, "points": 0}}
    return frame | more


def seat(number: int, name: str, **more: Any) -> dict[str, Any]:
    fields = {"seat": number, "name": name, "on": True, "answered": False, "right": 0, "points": 0, "extra": 1.0}
    return {**fields, "team": "", "kicked": False, **more}


def desk(names: Sequence[str] = NAMES, **more: Any) -> dict[str, Any]:
    frame = room(you=None) | {"t": "desk", "code": "482913", "locked": False, "key": None, "counts": None}
    frame |= {"urls": ["http://192.168.1.20:8400"], "links": ["http://192.168.1.20:8400/?c=482913"]}
    frame |= {"seats": [seat(at, name) for at, name in enumerate(names, 1)], "questions": [""] * 8}
    return frame | {"count": {"q": -1, "answered": 0, "of": len(names), "missing": []}} | more
