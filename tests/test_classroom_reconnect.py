"""A phone that loses its network, its page or its room, and comes back to its seat with nothing lost. Real browser."""

from typing import Any

from tests import classroom_fake
from tests.browser_kit import Browser, Page, needs_chromium
from tests.classroom_fake import TOKEN, FakeRoom, answers, join, keep, lobby, question, reveal, silent

pytestmark = needs_chromium
room, phone = classroom_fake.room, classroom_fake.phone


def back(frame: dict[str, Any]) -> bool:
    return bool(frame["t"] == "back" and frame["token"] == TOKEN)


def unheard(phone: Page, room: FakeRoom, option: str = "Helsinki") -> None:
    """A pupil joins and answers, and the room says nothing to it."""
    room.reply = silent
    join(phone)
    room.say(question())
    phone.click(".option", option)
    room.wait(lambda frame: frame["t"] == "answer")


def test_a_page_that_is_loaded_again_finds_its_seat(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question(3))
    phone.see("Question 4")
    phone.reload()
    phone.see("Question 4")
    assert room.count("join") == 1
    assert back(room.heard[-1])


def test_a_page_without_the_code_in_its_address_finds_it_too(phone: Page, room: FakeRoom) -> None:
    join(phone)
    phone.go(room.url)
    phone.see("You are in")
    assert room.count("join") == 1


def test_another_rooms_code_asks_to_join_that_room(phone: Page, room: FakeRoom) -> None:
    join(phone)
    phone.go(room.url + "?c=777777")
    phone.see("Join the quiz")
    assert phone.js("document.querySelector('#code').value") == "777777"


def test_a_seat_that_nobody_knows_any_more_leads_to_the_form(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.greeting = [{"t": "gone", "why": "token"}]
    room.hang_up()
    phone.see("Your seat in the last room is gone.", "#fault")
    room.greeting = None
    phone.press("Enter")
    phone.see("You are in")


def test_a_seat_that_was_handed_over_is_taken_and_its_token_leaves_the_address(
    chromium: Browser, room: FakeRoom
) -> None:
    page = chromium.page(f"{room.url}#token={TOKEN}")
    page.see("You are in")
    assert room.heard == [{"t": "back", "v": 1, "token": TOKEN}]
    assert TOKEN not in page.js("location.href")
    page.reload()
    page.see("You are in")
    page.close()


def test_a_room_that_restarts_finds_everyone_back_and_the_answer_sent_again(phone: Page, room: FakeRoom) -> None:
    unheard(phone, room)
    phone.see("Sending")
    room.closed = True
    room.hang_up()
    phone.see("Reconnecting", "#link")
    phone.see("No connection. Your answer is sent as soon as there is one.", "#state")
    room.reply = keep
    room.closed = False
    phone.see("Saved", "#state")
    assert phone.js("document.querySelector('#link').hidden")
    assert answers(room) == [2, 2]
    assert room.count("join") == 1


def test_an_answer_that_had_been_kept_is_not_sent_again(phone: Page, room: FakeRoom) -> None:
    unheard(phone, room)
    room.snapshot = {**room.snapshot, "answer": {"q": 0, "r": 2}}
    room.hang_up()
    phone.see("Saved", "#state")
    assert answers(room) == [2]


def test_an_answer_that_came_too_late_is_not_called_saved(phone: Page, room: FakeRoom) -> None:
    unheard(phone, room)
    room.snapshot = {**room.snapshot, "phase": "closed"}
    room.hang_up()
    phone.see("Too late", "#state")
    assert answers(room) == [2]


def test_an_answer_without_network_outlives_its_page(phone: Page, room: FakeRoom) -> None:
    unheard(phone, room, "Seoul")
    room.reply = keep
    phone.reload()
    phone.see("Saved", "#state")
    assert answers(room) == [3, 3]


def test_a_network_that_died_without_a_word_is_noticed_when_an_answer_is_not_acknowledged(
    phone: Page, room: FakeRoom
) -> None:
    join(phone)
    room.say(question())
    phone.wait("document.querySelector('.option:not(:disabled)')")
    room.deaf = True
    phone.click(".option", "Seoul")
    room.wait(lambda frame: frame["t"] == "answer")
    room.wait(back)
    room.deaf = False
    phone.see("Saved", "#state")
    assert answers(room)[0] == answers(room)[-1] == 3


def test_a_phone_that_wakes_asks_anew_and_takes_what_it_is_told(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.snapshot = {**lobby(), "phase": "asked", "q": 6, "question": room.timed(question(6, closes_in=60_000))}
    assert phone.js("new Promise(done => setTimeout(() => done(true), 3200))")
    phone.js("document.dispatchEvent(new Event('visibilitychange'))")
    phone.see("Question 7")
    assert back(room.heard[-1])


def test_a_phone_that_slept_through_the_reveal_sees_it(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question())
    phone.click(".option", "Helsinki")
    phone.see("Saved")
    room.snapshot = {**room.snapshot, "phase": "revealed", "reveal": reveal(you={})}
    room.hang_up()
    phone.see("Right so far: 1 of 1")


def test_without_a_network_it_waits_and_with_one_it_is_back_at_once(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question())
    phone.wait("document.querySelector('.option:not(:disabled)')")
    phone.offline()
    room.hang_up()
    phone.see("Reconnecting", "#link")
    phone.click(".option", "Madrid")
    phone.see("No connection.", "#state")
    phone.offline(False)
    phone.see("Saved", "#state")
    assert answers(room) == [0]


def test_a_half_written_answer_outlives_a_lost_connection(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question(form="typed", options={}))
    phone.wait("document.querySelector('#typed') && !document.querySelector('#typed').readOnly")
    phone.write("#typed", "Helsin")
    room.hang_up()
    room.wait(back)
    phone.wait("document.querySelector('#link').hidden")
    assert phone.js("[typed.value, document.activeElement.id]") == ["Helsin", "typed"]
    phone.press("k")
    phone.press("i")
    phone.press("Enter")
    phone.see("Saved")
    assert answers(room) == ["Helsinki"]


def test_many_tries_are_spread_out(phone: Page, room: FakeRoom) -> None:
    join(phone)
    phone.js(
        "(() => { const Real = WebSocket; window.tried = [];"
        " window.WebSocket = function (url) { tried.push(performance.now()); return new Real(url); }; })()"
    )
    room.closed = True
    room.hang_up()
    phone.wait("tried.length >= 5")
    gaps = phone.js("tried.slice(1).map((at, n) => at - tried[n])")
    assert min(gaps) >= 100
    assert max(gaps) <= 3_600
    room.closed = False
    phone.wait("document.querySelector('#link').hidden")
