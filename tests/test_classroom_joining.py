"""Joining and leaving a room with the pupil's page, in a real browser."""

from typing import Any

import pytest

from quiz.classroom.tokens import chosen_token
from tests import classroom_fake
from tests.browser_kit import Browser, Page, needs_chromium
from tests.classroom_fake import CODE, TOKEN, FakeRoom, fake_room, join

pytestmark = needs_chromium
room, phone = classroom_fake.room, classroom_fake.phone


def test_joining_needs_a_name_only_when_the_code_is_in_the_address(phone: Page, room: FakeRoom) -> None:
    join(phone)
    (hello,) = room.heard
    assert chosen_token(hello.pop("token"))
    assert hello == {"t": "join", "v": 1, "code": CODE, "name": "Lan", "lang": "en", "team": ""}
    phone.see("Lan", "#who")
    phone.see("ASEM: the first lesson")


def test_what_is_missing_is_said_beside_the_form_and_the_cursor_goes_there(phone: Page, room: FakeRoom) -> None:
    phone.click("button[type=submit]")
    phone.see("Write a name that can be shown.", "#fault")
    assert phone.js("document.activeElement.id") == "name"
    assert phone.js("document.querySelector('#name').getAttribute('aria-invalid')") == "true"
    assert room.heard == []


def test_a_wrong_code_can_be_mended(phone: Page, room: FakeRoom) -> None:
    phone.write("#code", "111 111")
    phone.write("#name", "Lan")
    phone.press("Enter")
    phone.see("There is no room with this code.", "#fault")
    phone.write("#code", "482 913")
    phone.press("Enter")
    phone.see("You are in")


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        ({"t": "error", "why": "taken"}, "Somebody here has this name already."),
        ({"t": "error", "why": "unknown"}, "This name is not on the class list."),
        ({"t": "gone", "why": "full"}, "The room is full."),
        ({"t": "gone", "why": "locked"}, "The room is locked."),
        ({"t": "gone", "why": "throttled"}, "Too many attempts."),
        ({"t": "gone", "why": "over"}, "This quiz is over."),
        ({"t": "error", "why": "something new"}, "That did not work."),
    ],
)
def test_why_joining_failed_is_said_in_words(frame: dict[str, Any], text: str, phone: Page, room: FakeRoom) -> None:
    room.greeting = [frame]
    phone.write("#name", "Lan")
    phone.press("Enter")
    phone.see(text, "#fault")
    room.greeting = None
    phone.press("Enter")
    phone.see("You are in")


def test_a_room_of_nicknames_asks_for_no_name_and_one_of_teams_for_a_team(chromium: Browser) -> None:
    with fake_room(naming="nicknames", teams="averaged") as made:
        page = chromium.page(f"{made.url}?c={CODE}")
        assert page.js("document.querySelector('#name')") is None
        page.press("Enter")
        page.see("What is your team called?", "#fault")
        assert page.js("document.activeElement.id") == "team" and made.heard == []
        made.greeting = [{"t": "error", "why": "team"}]
        page.write("#team", "Red")
        page.press("Enter")
        assert made.wait(lambda frame: frame["t"] == "join") | {"name": "", "team": "Red"} == made.heard[0]
        page.see("This name of a team cannot be shown.", "#fault")
        assert page.js("document.activeElement.id") == "team"
        made.greeting = None
        made.snapshot |= {"you": {"team": "<i>Red</i>"}}
        page.press("Enter")
        page.see("Your team: <i>Red</i>")
        page.close()


@pytest.mark.parametrize(("spoken", "button"), [("vi-VN,vi,en", "Vào phòng"), ("fr,de", "Join"), ("en-GB", "Join")])
def test_the_page_speaks_the_language_of_the_phone(spoken: str, button: str, chromium: Browser, room: FakeRoom) -> None:
    page = chromium.page(room.url, lang=spoken)
    page.see(button, "button[type=submit]")
    assert page.js("document.documentElement.lang") == ("vi" if spoken.startswith("vi") else "en")
    page.close()


# leaving


def test_a_seat_that_is_open_elsewhere_is_left_alone_until_it_is_wanted_here(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say({"t": "gone", "why": "replaced"})
    phone.see("This seat is open on another device")
    before = len(room.heard)
    phone.js("dispatchEvent(new Event('online')); dispatchEvent(new Event('pageshow'))")
    assert phone.js("new Promise(done => setTimeout(() => done(true), 400))")
    assert len(room.heard) == before
    phone.click("button", "Go on here")
    assert room.wait(lambda frame: frame["t"] == "back")["token"] == TOKEN
    phone.see("You are in")


def test_a_pupil_who_was_taken_out_comes_back_to_the_old_seat_or_not_at_all(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say({"t": "gone", "why": "kicked"})
    phone.see("Your teacher has taken you out of the room.")
    room.greeting = [{"t": "gone", "why": "kicked"}]
    phone.reload()
    phone.see("Ask your teacher if you may come back.")
    assert phone.js("document.querySelector('#name')") is None
    room.greeting = None
    phone.click("button", "Try again")
    phone.see("You are in")
    assert room.count("join") == 1 and room.count("back") == 2


def test_the_end_stays_when_the_room_is_gone(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say({"t": "over", "you": {"right": 14, "answered": 18, "points": 14}, "of": 20})
    phone.see("Right: 14 of 20")
    room.say({"t": "gone", "why": "over"})
    phone.see("Right: 14 of 20")


def test_a_phone_that_knocks_is_told_so_in_every_language(chromium: Browser, room: FakeRoom) -> None:
    page = chromium.page(room.url + "knock")
    page.see("It works.")
    page.see("Kết nối được rồi.")
    assert page.sideways() <= 0
    assert page.faults == []
    page.close()
