"""The pupil's page in a real browser, frame by frame, against a room that says what each test wants."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests import classroom_fake
from tests.browser_kit import Page, needs_chromium
from tests.classroom_fake import FakeRoom, answers, join, keep, lobby, question, reveal, silent

pytestmark = needs_chromium
room, phone = classroom_fake.room, classroom_fake.phone


def why(text: str) -> Callable[[dict[str, Any]], list[dict[str, Any]]]:
    return lambda frame: [{"t": "refused", "q": frame["q"], "why": text}] if frame["t"] == "answer" else []


def test_answers_open_after_the_reading_time(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question(opens_in=2500, closes_in=32_500))
    phone.see("Which city hosted")
    assert phone.js("Array.from(document.querySelectorAll('.option')).every(one => one.disabled)")
    phone.see("Read:", "#left")
    phone.see("s left", "#left")
    phone.click(".option", "Helsinki")
    phone.see("Saved")
    assert answers(room) == [2]


def test_nothing_is_called_saved_before_the_room_says_so(phone: Page, room: FakeRoom) -> None:
    room.reply = silent
    join(phone)
    room.say(question())
    phone.click(".option", "Bangkok")
    phone.see("Sending", "#state")
    assert room.wait(lambda frame: frame["t"] == "answer") == {"t": "answer", "q": 0, "r": 1}
    assert phone.js("document.querySelector('.kept')") is None
    room.say({"t": "saved", "q": 0, "r": 1})
    phone.see("Saved", "#state")
    phone.wait("document.querySelector('.option.kept .text').innerText === 'Bangkok'")


def test_what_is_shown_as_saved_is_what_the_room_has(phone: Page, room: FakeRoom) -> None:
    room.reply = lambda frame: [{"t": "saved", "q": 0, "r": 3}] if frame["t"] == "answer" else []
    join(phone)
    room.say(question())
    phone.click(".option", "Madrid")
    phone.wait("document.querySelector('.option.kept .text').innerText === 'Seoul'")


def test_twenty_taps_are_one_answer(phone: Page, room: FakeRoom) -> None:
    room.reply = silent
    join(phone)
    room.say(question())
    phone.wait("document.querySelector('.option:not(:disabled)')")
    phone.js("Array.from({length: 20}, (none, at) => document.querySelectorAll('.option')[at % 4].click())")
    room.say({"t": "saved", "q": 0, "r": 0})
    phone.see("Saved", "#state")
    assert answers(room) == [0]


def test_select_all_sends_what_is_ticked(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question(form="select_all"))
    for name in ("Seoul", "Madrid", "Bangkok", "Bangkok"):
        phone.click("[role=checkbox]", name)
    phone.see("Send (2 chosen)")
    phone.click("button", "Send")
    phone.see("Saved")
    assert answers(room) == [[0, 3]]


def test_true_or_false_is_one_tap(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question(form="true_false", options={"en": ["True", "False"], "vi": ["Đúng", "Sai"]}))
    phone.click(".option", "False")
    phone.see("Saved")
    assert answers(room) == [1]


@pytest.mark.parametrize(("written", "sent"), [("  Hà Nội ", "Hà Nội"), ("==", "==")])
def test_a_typed_answer_is_sent_as_written_and_no_keyboard_mends_it(
    phone: Page, room: FakeRoom, written: str, sent: str
) -> None:
    join(phone)
    room.say(question(form="typed", options={}))
    phone.wait("document.querySelector('#typed') && !document.querySelector('#typed').readOnly")
    wanted = {"autocomplete": "off", "autocorrect": "off", "autocapitalize": "off", "spellcheck": "false"}
    assert {name: phone.js(f"typed.getAttribute({name!r})") for name in wanted} == wanted
    phone.write("#typed", written)
    phone.press("Enter")
    phone.see("Saved")
    assert answers(room) == [sent]


def test_an_order_is_tapped_and_taken_back(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question(form="ordering"))
    for name in ("Seoul", "Madrid"):
        phone.click(".option", name)
    phone.click("button", "Take back")
    for name in ("Helsinki", "Bangkok", "Madrid"):
        phone.click(".option", name)
    phone.see("4.", ".option[data-at='0'] .mark")
    phone.click("button", "Send")
    phone.see("Saved")
    assert answers(room) == [[3, 2, 1, 0]]


def test_the_keyboard_alone_will_do(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question())
    phone.wait("document.activeElement.className === 'prompt'")
    phone.wait("document.querySelector('.option:not(:disabled)')")
    phone.press("Tab")
    phone.press("Tab")
    phone.wait("document.activeElement.dataset.at === '1'")
    phone.press("Enter")
    phone.see("Saved")
    room.say(question(1, form="select_all"))
    phone.see("Question 2")
    phone.wait("document.querySelector('.option:not(:disabled)')")
    phone.press("b")
    phone.press("4")
    phone.see("Send (2 chosen)")
    room.say(question(2, form="ordering"))
    phone.see("Question 3")
    phone.wait("document.querySelector('.option:not(:disabled)')")
    for key in ("a", "c", "Backspace", "d", "c", "b"):
        phone.press(key)
    phone.click("button", "Send")
    phone.see("Saved")
    assert answers(room) == [1, [0, 3, 2, 1]]


def test_another_language_keeps_what_was_begun(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question(form="select_all"))
    phone.click("[role=checkbox]", "Seoul")
    phone.click("#langs button", "VI")
    phone.see("Hội nghị cấp cao ASEM lần thứ sáu")
    phone.see("Gửi (đã chọn 1)")
    assert phone.js("document.querySelector('.prompt').lang") == "vi"
    phone.reload()
    phone.see("Hội nghị cấp cao ASEM lần thứ sáu")


@pytest.mark.parametrize(
    ("reason", "text"), [("late", "Too late"), ("early", "Too early"), ("paused", "paused"), ("invalid", "not taken")]
)
def test_a_refused_answer_is_not_called_saved(reason: str, text: str, phone: Page, room: FakeRoom) -> None:
    room.reply = why(reason)
    join(phone)
    room.say(question())
    phone.click(".option", "Seoul")
    phone.see(text, "#state")
    assert phone.js("document.querySelector('.kept, .picked')") is None


def test_nothing_that_is_sent_tells_a_time(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question(closes_in=20_000))
    phone.click(".option", "Seoul")
    phone.see("Saved")
    assert [sorted(frame) for frame in room.heard] == [
        ["code", "lang", "name", "t", "team", "token", "v"],
        ["q", "r", "t"],
    ]


# what comes after


def test_right_wrong_and_blank_are_said_in_words_with_key_explanation_source_and_total(
    phone: Page, room: FakeRoom
) -> None:
    join(phone)
    room.say(question())
    phone.click(".option", "Bangkok")
    phone.see("Saved")
    room.say(reveal(you={"outcome": "wrong", "credit": 0, "points": 0, "right": 3, "answered": 5, "total": 3, "r": 1}))
    phone.see("Wrong", ".result h1")
    phone.see("Right so far: 3 of 5", ".result")
    phone.see("You chose this", ".row.own")
    phone.see("The 1st ASEM Summit took place in Bangkok", ".row.own")
    phone.see("Helsinki", ".row.key")
    phone.see("Right answer", ".row.key")
    phone.see("The 6th ASEM Summit took place in Helsinki, in 2006.")
    phone.see("Vietnamese Wikipedia article on ASEM (2007–2016), line 22")
    assert phone.js("document.activeElement.innerText") == "Wrong"
    room.say(question(1))
    room.say(reveal(1, you={"outcome": "blank", "credit": 0, "points": 0, "r": None}))
    phone.see("No answer", ".result h1")
    room.say(question(2, form="typed", options={}))
    room.say(reveal(2, you={"outcome": "near", "credit": 0, "r": "Helsinky", "correction": "Written: Helsinki."}))
    phone.see("Almost", ".result h1")
    phone.see("Written: Helsinki.")
    phone.see("Helsinky")


def test_while_paused_nothing_can_be_answered_and_the_clock_stands(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question(closes_in=20_000))
    phone.wait("document.querySelector('.option:not(:disabled)')")
    room.say({"t": "phase", "phase": "asked", "paused": True, "closes_in": 15_000})
    phone.see("Paused", "#pause")
    phone.wait("document.querySelectorAll('.option:disabled').length === 4")
    stood = phone.text("#left")
    assert (
        phone.js("new Promise(done => setTimeout(() => done(document.querySelector('#left').innerText), 1500))")
        == stood
    )
    room.say({"t": "phase", "phase": "asked", "paused": False, "closes_in": 15_000})
    phone.click(".option", "Seoul")
    phone.see("Saved")


def test_untimed_shows_no_clock_and_a_time_added_later_does(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question())
    phone.wait("document.querySelector('.option:not(:disabled)')")
    assert phone.js("document.querySelector('#clock').hidden")
    room.say({"t": "phase", "phase": "asked", "paused": False, "closes_in": 90_000})
    phone.see("90 s left", "#left")


def test_after_the_close_without_a_reveal_nothing_can_be_answered(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question())
    phone.wait("document.querySelector('.option:not(:disabled)')")
    room.say({"t": "phase", "phase": "closed", "paused": False})
    phone.see("Wait for the right answer", "#state")
    assert phone.js("document.querySelectorAll('.option:disabled').length") == 4


def test_the_end_tells_a_pupil_its_place_and_the_best_again_after_a_reload(phone: Page, room: FakeRoom) -> None:
    join(phone)
    places = [{"rank": 1, "name": "[/red]<b>", "points": 2}, {"rank": 2, "name": "W" * 24, "points": 1.5, "level": 1}]
    over = {"t": "over", "you": {"right": 1, "answered": 2}, "of": 2, "podium": places, "place": [3, 24]}
    room.reply = lambda frame: [over] if frame["t"] == "back" else []
    room.say(over)
    phone.see("Your place: 3 of 24.")
    phone.reload()
    phone.see("Your place: 3 of 24.")
    assert phone.text(".ladder").split() == [
        "1.",
        "[/red]<b>",
        "2",
        "2.",
        "W" * 24,
        "1.5",
        *["and", "1", "more", "with", "as", "many", "points"],
    ]
    assert phone.sideways() <= 0


def test_a_pupil_who_sets_the_pace_goes_on_alone(phone: Page, room: FakeRoom) -> None:
    given: list[int] = []

    def reply(frame: dict[str, Any]) -> list[dict[str, Any]]:
        if frame["t"] == "next":
            return [question(len(given))] if len(given) < 2 else [{"t": "over", "you": {"right": 2, "answered": 2}}]
        if frame["t"] != "answer":
            return []
        given.append(frame["r"])
        return [*keep(frame), reveal(frame["q"], you={"right": len(given), "answered": len(given)})]

    room.reply = reply
    room.snapshot = lobby(mode="paced", phase="asked", of=2)
    phone.write("#name", "Lan")
    phone.press("Enter")
    phone.see("You set the pace")
    phone.click("button", "Start")
    for _turn in range(2):
        phone.click(".option", "Helsinki")
        phone.see("Right so far")
        phone.click("button", "Next question")
    phone.see("Right: 2 of 2")
    assert given == [2, 2]


def test_homework_says_until_when_it_is_open(phone: Page, room: FakeRoom) -> None:
    phone.call("Emulation.setTimezoneOverride", timezoneId="Asia/Ho_Chi_Minh")
    evening = round(datetime(2026, 11, 25, 13, tzinfo=UTC).timestamp() * 1000)
    room.snapshot = lobby(mode="paced", phase="asked", of=2, deadline=evening)
    phone.write("#name", "Lan")
    phone.press("Enter")
    phone.see("Open until 2026-11-25 20:00.")


def test_who_asked_for_a_question_in_a_pause_asks_again_after_it(phone: Page, room: FakeRoom) -> None:
    room.reply = lambda frame: [{"t": "refused", "q": None, "why": "paused"}] if frame["t"] == "next" else []
    room.snapshot = lobby(mode="paced", phase="asked", paused=True, of=2)
    phone.write("#name", "Lan")
    phone.press("Enter")
    phone.click("button", "Start")
    room.wait(lambda frame: frame["t"] == "next")
    room.say({"t": "phase", "phase": "asked", "paused": False})
    room.reply = lambda frame: [question()] if frame["t"] == "next" else []
    phone.click("button", "Start")
    phone.see("Which city hosted")


def test_a_question_that_was_asked_for_when_the_line_broke_can_be_asked_for_again(phone: Page, room: FakeRoom) -> None:
    room.reply = silent
    room.snapshot = lobby(mode="paced", phase="asked", of=2)
    phone.write("#name", "Lan")
    phone.press("Enter")
    phone.click("button", "Start")
    room.wait(lambda frame: frame["t"] == "next")
    room.hang_up()
    room.wait(lambda frame: frame["t"] == "back")
    room.reply = lambda frame: [question()] if frame["t"] == "next" else []
    phone.click("button", "Start")
    phone.see("Which city hosted")
