"""Whatever a room says to a phone and to the wall, and whatever is pressed there, no script fails."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from quiz.questions.model import Form
from tests.browser_kit import Browser, Page, needs_chromium
from tests.class_kit import HOSTILE
from tests.classroom_fake import CODE, FakeRoom, join, keep, lobby, question, reveal, room

__all__ = ["room"]

STEPS = 200
KEYS = ["Enter", "Tab", "Escape", " ", "ArrowDown", "ArrowUp"]
POKE = """
(n => {
  const all = [...document.querySelectorAll('button, input, select, [tabindex]')].filter(one => one.offsetParent);
  const one = all[n % all.length];
  if (!one) return;
  if (one.tagName !== 'INPUT') return one.click();
  one.value = 'Hel' + n;
  one.dispatchEvent(new Event('input', { bubbles: true }));
})(NUMBER)"""


def said(chance: Random, room: FakeRoom) -> dict[str, Any]:
    """A frame as a room might say it, in no order that makes sense."""

    def text() -> str:
        return chance.choice([*HOSTILE, "Lan"])

    q = chance.randrange(6)
    options = {lang: [text() for _option in range(4)] for lang in ("en", "vi")}
    asked = question(q, chance.choice(list(Form)).value, closes_in=chance.choice([None, 50, 30_000]), options=options)
    you = {"seat": 1, "name": text(), "right": 1, "answered": 2, "points": 3}
    response = chance.choice([0, 2, [0, 1], "x", None, 99])
    told = reveal(
        q, chance.choice([(2,), (0, 1), (9,)]), you=chance.choice([None, {"r": response}]), counts=[[text(), 3]]
    )
    frames: list[dict[str, Any]] = [
        lobby(phase=chance.choice(["lobby", "over"]), paused=chance.random() < 0.3, names=[text()], you=you),
        lobby(phase="asked", q=q, question=room.timed(asked), answer={"q": q, "r": response}, mode="paced", you=you),
        asked,
        told,
        {"t": "saved", "q": q, "r": response},
        {"t": "refused", "q": q, "why": chance.choice(["late", "form", text()])},
        {"t": "phase", "phase": chance.choice(["lobby", "closed"]), "paused": chance.random() < 0.4},
        {"t": "over", "you": you, "of": 8, "podium": [{"rank": 1, "name": text(), "points": 9, "level": 1}]},
        {"t": "count", "q": q, "answered": 3, "of": 9},
        {"t": "seats", "names": [text(), text()], "teams": [text(), text()]},
        {"t": "error", "why": chance.choice(["name", "team", text()])},
    ]
    return chance.choice(frames)


@needs_chromium
@pytest.mark.parametrize(("path", "begin"), [("", join), ("screen", lambda _page: None)], ids=["phone", "wall"])
def test_no_frame_and_no_key_brings_a_page_down(
    chromium: Browser, room: FakeRoom, path: str, begin: Callable[[Page], None]
) -> None:
    chance = Random(path)
    room.reply = keep
    page = chromium.page(f"{room.url}{path}?c={CODE}")
    begin(page)
    for step in range(STEPS):
        what = chance.random()
        if what < 0.55:
            room.say(said(chance, room))
        elif what < 0.85:
            page.js(POKE.replace("NUMBER", str(chance.randrange(50))))
        else:
            page.press(chance.choice(KEYS))
        page.js("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        assert page.faults == [], step
    page.close()
