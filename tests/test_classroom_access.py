"""The pupil's page for every pupil: dark, still, large, by ear, at any width, and with whatever a name may hold."""

import pytest

from tests import classroom_fake
from tests.browser_kit import Browser, Page, needs_chromium
from tests.classroom_fake import CODE, FakeRoom, join, lobby, question, reveal, screen

pytestmark = needs_chromium
room, phone = classroom_fake.room, classroom_fake.phone


def test_less_motion_and_a_dark_screen_are_heeded(phone: Page, room: FakeRoom) -> None:
    light = phone.js("getComputedStyle(document.body).backgroundColor")
    moving = phone.js("getComputedStyle(document.querySelector('#fill')).transitionDuration")
    phone.media(color_scheme="dark", reduced_motion="reduce")
    assert phone.js("getComputedStyle(document.body).backgroundColor") != light
    assert moving != "0s"
    assert phone.js("getComputedStyle(document.querySelector('#fill')).transitionDuration") == "0s"


def test_a_screen_reader_hears_letters_texts_and_what_became_of_an_answer(phone: Page, room: FakeRoom) -> None:
    join(phone)
    room.say(question(form="select_all"))
    phone.see("Madrid")
    nodes = phone.call("Accessibility.getFullAXTree")["nodes"]
    boxes = [node["name"]["value"] for node in nodes if node["role"]["value"] == "checkbox"]
    assert boxes == ["A Madrid", "B Bangkok", "C Helsinki", "D Seoul"]
    phone.click("[role=checkbox]", "Seoul")
    phone.click("button", "Send")
    phone.wait("document.querySelector('#say').innerText.includes('Saved')")
    assert phone.js("document.querySelector('#say').getAttribute('aria-live')") == "polite"


@pytest.mark.parametrize(("width", "letter"), [(320, "100%"), (320, "200%"), (160, "100%"), (768, "100%")])
def test_no_screen_is_wider_than_the_phone_whatever_is_in_it(
    width: int, letter: str, chromium: Browser, room: FakeRoom
) -> None:
    long = "W" * 70 + " " + "trách nhiệm " * 12
    prompts = dict.fromkeys(("en", "vi"), "Đúng hay sai? " + "một việc tiếp theo " * 8)
    options = {lang: [long, "漢" * 60, "<b>x</b>" * 8, "a", "b", "c"] for lang in ("en", "vi")}
    page = chromium.page(f"{room.url}?c={CODE}", width, 568)
    page.js(f"document.documentElement.style.fontSize = {letter!r}; dispatchEvent(new Event('resize'))")
    assert page.sideways() <= 0
    page.write("#name", "Z" + "\u0301\u0316" * 100 + "W" * 24)
    page.click("button[type=submit]")
    screen(page, "lobby")
    assert page.sideways() <= 0
    for form in ("choice", "select_all", "ordering", "typed"):
        room.say(question(0, form, prompts=prompts, options={} if form == "typed" else options, closes_in=60_000))
        screen(page, "question")
        page.wait("document.querySelector('.option, #typed')")
        assert page.sideways() <= 0, form
        said = reveal(you={"outcome": "wrong", "credit": 0.5, "points": 920, "total": 3120, "r": [0, 1]})
        said["texts"]["en"]["explanation"] = long * 4
        room.say(said)
        screen(page, "reveal")
        assert page.sideways() <= 0, form
    room.say({"t": "gone", "why": "replaced"})
    screen(page, "gone")
    assert page.sideways() <= 0
    assert page.faults == []
    page.close()


def test_names_and_texts_are_never_markup(phone: Page, room: FakeRoom) -> None:
    evil = '<img src=x onerror="window.harmed = true"><script>window.harmed = true</script>'
    room.snapshot = lobby(title={"en": evil, "vi": evil})
    phone.write("#name", evil[:60])
    phone.press("Enter")
    phone.see("<img src=x", "main")
    texts = {"en": evil, "vi": evil}
    room.say(question(prompts=texts, options={"en": [evil, "b"], "vi": [evil, "b"]}))
    phone.see("<script>", ".option")
    assert phone.js("window.harmed") is None
    assert phone.js("document.querySelectorAll('main img, main script').length") == 0
