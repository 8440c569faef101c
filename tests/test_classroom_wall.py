"""The wall in a real browser: what a whole room reads, at the sizes of projectors."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.browser_kit import Browser, Page, needs_chromium
from tests.classroom_fake import CODE, FakeRoom, fake_room, lobby, question, reveal

pytestmark = needs_chromium
SIZES = [(1280, 720), (1024, 768), (1920, 1080)]
HOSTILE = [
    "<script>window.harmed = 1</script>",
    "[/red]",
    "مُحَمَّد",
    "Z" + "\u0301\u0316" * 100,
    "漢字" * 12,
    "W" * 24,
    "a\u202eb",
]
LONG = "Partnership for the Future through Connectivity and Growth x"
PLACES = [
    {"rank": rank, "name": name, "points": 9 - rank} for rank, name in zip([1, 2, 2, 4, 5], HOSTILE, strict=False)
]
PLACES[-1]["level"] = 12


@pytest.fixture
def room() -> Iterator[FakeRoom]:
    with fake_room() as made:
        made.snapshot = lobby(names=["Lan", "Minh"])
        yield made


@pytest.fixture
def wall(chromium: Browser, room: FakeRoom) -> Iterator[Page]:
    page = chromium.page(f"{room.url}screen?c={CODE}", 1280, 720, phone=False)
    yield page
    assert page.faults == []
    page.close()


def test_the_door_shows_address_code_qr_and_who_is_in(wall: Page, room: FakeRoom) -> None:
    wall.see(room.url[7:-1], ".address")
    assert wall.text(".code") == CODE
    wall.wait("document.querySelector('.qr').naturalWidth > 0")
    assert f"c={CODE}" in wall.js("document.querySelector('.qr').src")
    wall.see("In the room: 2")
    room.say(room.snapshot | {"names": ["Lan", "Minh", "Vy"], "code": CODE, "url": room.url, "locked": True})
    wall.see("Vy", ".names")
    wall.see("In the room: 3")
    wall.see("The room is locked.")
    assert room.heard == [{"t": "wall", "v": 1, "code": CODE}]


def test_the_door_shows_who_is_in_which_team(wall: Page, room: FakeRoom) -> None:
    wall.see("Minh", ".names")
    room.say(room.snapshot | {"names": ["Lan", "Minh", "Vy"], "teams": ["Reds", "<i>", "Reds"]})
    wall.see("Vy", ".names")
    shown = wall.js("Array.from(document.querySelectorAll('.names li')).map(one => one.innerText)")
    assert shown == ["Reds 2", "Lan", "Vy", "<i> 1", "Minh"]


def test_a_new_address_brings_a_new_code_to_scan(wall: Page, room: FakeRoom) -> None:
    wall.see("Lan", ".names")
    room.say(room.snapshot | {"code": CODE, "url": "http://192.168.7.7:8080/"})
    wall.see("192.168.7.7:8080", ".address")
    wall.wait("document.querySelector('.qr').src.includes('192.168.7.7')")


def test_without_a_code_the_wall_asks_for_it(chromium: Browser, room: FakeRoom) -> None:
    page = chromium.page(room.url + "screen", 1280, 720, phone=False)
    page.write("#code", "000000")
    page.press("Enter")
    page.see("There is no room with this code.")
    page.write("#code", CODE)
    page.press("Enter")
    page.see("In the room: 2")
    page.close()


def test_both_languages_the_clock_and_how_many_have_answered(wall: Page, room: FakeRoom) -> None:
    room.wait(lambda frame: frame["t"] == "wall")
    wall.see("In the room")
    room.say(question(4, opens_in=1500, closes_in=31_500))
    wall.see("Which city hosted the 6th ASEM Summit?")
    wall.see("Hội nghị cấp cao ASEM lần thứ sáu")
    wall.see("Read:", "#left")
    wall.see("s left", "#left")
    room.say({"t": "count", "q": 4, "answered": 31, "of": 40})
    wall.see("Answered: 31 of 40")
    wall.see(CODE, "#where")
    wall.click("#langs button", "VI")
    wall.see("Đã trả lời: 31/40")
    assert wall.js("document.querySelector('.prompt').lang") == "vi"


def test_the_reveal_shows_counts_key_reason_and_source(wall: Page, room: FakeRoom) -> None:
    wall.see("In the room")
    room.say(question(0))
    wall.see("Madrid")
    assert wall.js("document.querySelector('.key')") is None
    room.say(reveal(counts=[["0", 3], ["1", 10], ["2", 20], ["3", 0]], board=PLACES))
    wall.see("Right answer", ".key")
    rows = wall.js("Array.from(document.querySelectorAll('.spread .n')).map(one => one.innerText)")
    assert rows == ["3", "10", "20", "0"]
    parts = wall.js("Array.from(document.querySelectorAll('.spread i')).map(one => one.getBoundingClientRect().width)")
    assert parts[0] / parts[2] == pytest.approx(3 / 20, rel=0.05)
    assert parts[3] == 0
    wall.see("The 6th ASEM Summit took place in Helsinki, in 2006.")
    wall.see("Vietnamese Wikipedia article")
    assert wall.js("Array.from(document.querySelectorAll('.ladder .rank')).map(one => one.innerText)") == [
        "1.", "2.", "2.", "4.", "5.",
    ]  # fmt: skip


def test_typed_answers_are_counted_as_texts(wall: Page, room: FakeRoom) -> None:
    wall.see("In the room")
    room.say(question(0, "typed", options={}))
    wall.see("Type the answer on your phone.")
    room.say(reveal(counts=[["helsinki", 12], ["<b>oslo</b>", 3]]))
    wall.see("<b>oslo</b>", ".spread")
    wall.see("Helsinki", ".keyline")
    assert wall.js("document.querySelector('.spread .option b.n').innerText") == "12"


def test_a_paused_room_and_the_podium(wall: Page, room: FakeRoom) -> None:
    wall.see("In the room")
    room.say(question(0, closes_in=20_000))
    wall.see("Madrid")
    room.say({"t": "phase", "phase": "asked", "paused": True})
    wall.see("Paused. Time stands still.")
    over = {"t": "over", "you": None, "podium": [*PLACES[:2], PLACES[2] | {"level": 3}]}
    room.say(over)
    wall.see("The end")
    wall.see("[/red]", ".ladder .p2")
    wall.see("and 3 more with as many points", ".ladder .level")
    room.reply = lambda frame: [over] if frame["t"] == "wall" else []
    wall.reload()
    wall.see("[/red]", ".ladder .p2")


def test_the_wall_comes_back_after_a_restart(wall: Page, room: FakeRoom) -> None:
    wall.see("In the room")
    room.say(question(0))
    wall.see("Madrid")
    room.closed = True
    room.hang_up()
    wall.see("Reconnecting", "#link")
    wall.see("Madrid")
    room.snapshot = {**room.snapshot, "count": {"q": 0, "answered": 7, "of": 9}}
    room.closed = False
    wall.see("Answered: 7 of 9")
    assert wall.js("document.querySelector('#link').hidden")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_leaves_the_wall_however_long_the_texts_are(
    width: int, height: int, chromium: Browser, room: FakeRoom
) -> None:
    names = [*HOSTILE, *(f"Nguyễn Thị Phương Thảo {n}" for n in range(60))]
    room.snapshot = lobby(names=names, teams=[HOSTILE[at % 7] for at in range(67)])
    page = chromium.page(f"{room.url}screen?c={CODE}", width, height, phone=False)
    page.see("In the room: 67")
    assert fits(page), "lobby"
    prompts = dict.fromkeys(("en", "vi"), "As of May 2007, which of these countries from outside ASEAN took part? " * 2)
    options: dict[str, list[str]] = {lang: [f"{lang} {LONG}"] * 6 for lang in ("en", "vi")}
    for form in ("choice", "select_all", "ordering", "typed"):
        room.say(question(0, form, prompts=prompts, options={} if form == "typed" else options, closes_in=60_000))
        page.wait("document.body.dataset.screen === 'question'")
        assert fits(page), form
        said: dict[str, Any] = reveal(counts=[[str(at), at] for at in range(6)], board=PLACES, key=tuple(range(6)))
        for lang in ("en", "vi"):
            said["texts"][lang]["explanation"] = LONG * 12
        room.say(said)
        page.wait("document.body.dataset.screen === 'reveal'")
        assert fits(page), f"reveal {form}"
        assert page.js("document.querySelector('.why').clientHeight") > 40
    room.say({"t": "over", "you": None, "podium": PLACES})
    page.wait("document.body.dataset.screen === 'over'")
    assert fits(page), "over"
    assert page.js("window.harmed") is None
    assert page.faults == []
    page.close()


def fits(page: Page) -> bool:
    """Nothing is cut off at the edges of the stage, and no two rows lie upon each other."""
    boxes = page.js(
        "(() => { const stage = main.getBoundingClientRect();"
        " const all = Array.from(main.querySelectorAll('.option, .names li, .place'))"
        ".map(one => one.getBoundingClientRect());"
        " const inside = Array.from(main.querySelectorAll('*')).every(one => { const box = one.getBoundingClientRect();"
        " const cut = one.closest('.name, .sources, .why') || !box.height;"
        " return cut || (box.bottom <= stage.bottom + 1"
        " && box.right <= stage.right + 1 && box.top >= stage.top - 1); });"
        " return {inside, rows: all.map(box => [box.left, box.top, box.bottom])}; })()"
    )
    stacked = sorted((left, top, bottom) for left, top, bottom in boxes["rows"])
    apart = all(one[2] <= other[1] + 1 for one, other in pairwise(stacked) if one[0] == other[0])
    return bool(boxes["inside"] and apart)
