"""Pictures of the main screens. ``pytest --snapshot-update`` keeps what is shown now."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.questions.model import Form
from quiz.study.exam.model import Blueprint, Clock
from quiz.tui.app import QuizApp
from quiz.tui.messages import ExamWish
from tests.tui_kit import DATA, MIDDLE, TODAY, Stage, furnish, press, sheet_of
from tests.tui_questions import asked

BOTH = pytest.mark.parametrize("lang", ["en", "vi"])
THEMES = pytest.mark.parametrize("theme", ["dark", "light"])
Picture = Callable[..., bool]


def before(app: QuizApp, theme: str, *keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Sets the scene."""

    async def set_scene(pilot: Pilot[Any]) -> None:
        app.theme = f"quiz-{theme}"
        await press(pilot, *keys)
        sheet = sheet_of(app)
        if sheet.HELP_TITLE == "Home":
            furnish(app)
        elif sheet.HELP_TITLE == "Summary":
            sheet.day = TODAY
            sheet.redraw()
        if sheet.focused is not None:
            sheet.focused.cursor_blink = False
        await pilot.pause()

    return set_scene


@BOTH
@THEMES
def test_home(stage: Stage, snap_compare: Picture, lang: str, theme: str) -> None:
    app = stage.home(lang)
    assert snap_compare(app, terminal_size=MIDDLE, run_before=before(app, theme))


@BOTH
@THEMES
@pytest.mark.parametrize("form", [Form.CHOICE, Form.FLASHCARD, Form.TYPED, Form.MATCHING])
def test_a_question(stage: Stage, snap_compare: Picture, lang: str, theme: str, form: Form) -> None:
    app, _script = stage.study(asked(form, lang), asked(Form.CHOICE, lang))
    keys = {Form.CHOICE: ["down"], Form.FLASHCARD: ["space"], Form.MATCHING: ["4", "1"]}.get(form, [])
    assert snap_compare(app, terminal_size=MIDDLE, run_before=before(app, theme, *keys))


@BOTH
@THEMES
def test_feedback(stage: Stage, snap_compare: Picture, lang: str, theme: str) -> None:
    app, _script = stage.study(asked(Form.CHOICE, lang), asked(Form.CHOICE, lang))
    assert snap_compare(app, terminal_size=MIDDLE, run_before=before(app, theme, "3"))


@BOTH
@THEMES
def test_summary(stage: Stage, snap_compare: Picture, lang: str, theme: str) -> None:
    app, _script = stage.study(asked(Form.CHOICE, lang), asked(Form.TRUE_FALSE, lang))
    assert snap_compare(app, terminal_size=MIDDLE, run_before=before(app, theme, "3", "enter", "2", "enter"))


def test_without_colours(stage: Stage, snap_compare: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app, _script = stage.study(asked(Form.CHOICE), asked(Form.CHOICE))
    assert snap_compare(app, terminal_size=MIDDLE, run_before=before(app, "dark", "3"))


SKY = Blueprint("sky", {"en": "The sky", "vi": "Bầu trời"}, 4, forms=(Form.CHOICE,), clock=Clock(30, 300))


@BOTH
@THEMES
@pytest.mark.parametrize("keys", [("enter", "2", "asterisk"), ("enter", "2", "s", "s")], ids=["question", "result"])
def test_a_test(
    stage: Stage,
    snap_compare: Picture,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    theme: str,
    keys: tuple[str, ...],
) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(stage.folder))
    desk = stage.desk(lang, DATA / "planets.yaml")
    desk.store.save_settings(desk.store.settings()._replace(language=lang))
    app = QuizApp(desk, wish=ExamWish(SKY, 7))
    assert snap_compare(app, terminal_size=MIDDLE, run_before=before(app, theme, *keys))
