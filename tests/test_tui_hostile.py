"""Texts that try to be more than text: on every screen they are shown, and do nothing."""

from pathlib import Path

import pytest

from quiz.errors import QuizError
from quiz.questions.model import Form
from quiz.study.factcard import FactCard, FactLine
from quiz.study.views import Plan, TopicView
from quiz.tui.app import QuizApp
from tests.tui_kit import LARGE, MIDDLE, Stage, press, seen, sheet_of, told
from tests.tui_questions import asked

HOSTILE = {
    "closing tag": "[/red]",
    "link": "[link='x",
    "action": "[@click=app.quit]x[/]",
    "title escape": "\x1b]0;owned\x07t",
    "clear": "\x1b[2Jc",
    "c1": "\x9b31mred",
    "direction": "\u202egnp.exe\u2066",
    "long": "W" * 10_000,
    "words": "lorem ipsum " * 800,
    "emoji": "👩‍👩‍👧‍👦🇻🇳 é̂̃̄ ẹ̀̀",
    "marks": "a" + "\u0301" * 300,
    "wide": "漢字仮名交じり文" * 40,
    "empty": "",
    "lines": "a\r\nb\tc\x00d\x08e",
}
BAD = set("\x1b\x9b\x00\x07\x08\u202e\u2066\r\t")


def harmless(app: QuizApp) -> str:
    """The screen, after checking that nothing but text reached it."""
    text = seen(app)
    assert not BAD & set(text)
    compositor = app.screen._compositor
    for strip in compositor.render_strips():
        assert strip.cell_length <= app.size.width
        for segment in strip:
            meta = segment.style.meta if segment.style else {}
            assert "@click" not in meta
            assert not (segment.style and segment.style.link)
    return text


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", list(Form))
@told
async def test_questions_and_feedback_show_text_as_text(stage: Stage, name: str, form: Form) -> None:
    text = HOSTILE[name]
    question = asked(form)
    hostile = question._replace(
        prompt=text or "?",
        explanation=text,
        options=tuple(f"{text}{at}" for at, _one in enumerate(question.options)),
        key=(text or "x",) * len(question.key),
        left=tuple(f"{text}{at}" for at, _one in enumerate(question.left)),
        about=(text,) * len(question.about),
    )
    app, script = stage.study(hostile, asked(Form.CHOICE))
    script.topic = text
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        shown = harmless(app)
        if name in ("closing tag", "link", "action"):
            assert text in shown
        if form is Form.TYPED:
            sheet_of(app).answer_line.value = text.replace("\n", " ").replace("\r", "")
            await press(pilot, "enter")
            if not text:
                await press(pilot, "f9")
        else:
            await press(pilot, "space", "0", "1")
        harmless(app)
        await press(pilot, "end", "home", "enter", "q")
        harmless(app)
        assert app.is_running


@pytest.mark.parametrize("name", HOSTILE)
@told
async def test_home_summary_and_overlays_show_text_as_text(
    stage: Stage, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HOSTILE[name]
    desk = stage.desk()
    desk.told = (text,)
    desk.learner = text
    desk.store.save_settings(
        desk.store.settings()._replace(language="en", topics=text.replace(",", "")[:50], forms=text)
    )
    monkeypatch.setattr(desk.questions, "topic_title", lambda *_any: text)
    card = FactCard(text, text, text, (FactLine(text, text, text, text, (text,), text),) * 2, ((text, text),))
    monkeypatch.setattr("quiz.tui.screens.factcard.fact_card", lambda *_any: card)
    app, _script = stage.study(asked(Form.CHOICE)._replace(prompt=text, key=(text,)), asked(Form.CHOICE), desk=desk)
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "1", "i")
        harmless(app)
        await press(pilot, "escape", "e")
        harmless(app)
        await press(pilot, "escape", "enter", "q")
        assert sheet_of(app).HELP_TITLE == "Summary"
        harmless(app)
        await press(pilot, "enter")
        sheet = sheet_of(app)
        sheet.view = sheet.view._replace(topics=(TopicView("x", text, 3, 2, 1, 0.4),) * 2)
        sheet.redraw()
        await pilot.pause()
        harmless(app)
        for key in ("c", "s", "t"):
            await press(pilot, key)
            harmless(app)
            await press(pilot, "escape")
        app._say(QuizError(text, where=text, hint=text))
        await pilot.pause()
        harmless(app)
        await press(pilot, "enter")
        assert app.is_running


@told
async def test_a_hostile_bank_is_studied_to_its_end(stage: Stage, tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    rows = "\n".join(
        f'  e{at}: {{kind: thing, name: "{name}", colour: {{id: c{at}, en: "{colour}"}}}}'
        for at, (name, colour) in enumerate(
            [("[/red]", "[b]"), ("[@click=app.quit]x[/]", "[link='x"), ("\\e[2J one", "\\u202eevil"), ("👩‍👩‍👧", "é̂̃")]
        )
    )
    bank.write_text(
        "bank: {id: bad, title: '[/x]', languages: [en]}\n"
        "kinds:\n  thing:\n    name: '[thing]'\n    properties:\n"
        "      colour: {type: text, name: '[colour]', exclusive: yes, reverse: yes}\n"
        f"facts:\n{rows}\n",
        "utf-8",
    )
    app = QuizApp(stage.desk(bank=bank), Plan("en", seed=1))
    async with app.run_test(size=MIDDLE) as pilot:
        for _number in range(12):
            await press(pilot, "space", "1", "enter", "f9", "enter")
            harmless(app)
        await press(pilot, "q", "q", "slash", "x")
        assert sheet_of(app).HELP_TITLE == "Look up facts" and sheet_of(app).found
        harmless(app)
        await press(pilot, "enter")
        harmless(app)
        app.services.store.flag("bad/e0/self>colour", True)
        await press(pilot, "escape", "escape", "t", "m")
        assert len(sheet_of(app).rows) == 1
        harmless(app)
