"""Every screen as text, at three sizes and in both languages, against what was kept.

``UPDATE_SNAPSHOTS=1`` keeps what is shown now; look at the difference before you commit it.
"""

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from quiz.errors import QuizError
from quiz.questions.model import Form
from quiz.study.stats import Retention, Stats
from quiz.study.views import ComingBack
from quiz.tui.app import QuizApp
from tests.tui_kit import SIZES, TODAY, VIEW, Stage, compare, furnish, press, seen, sheet_of, told
from tests.tui_questions import asked

ANSWERS = {
    Form.FLASHCARD: ["space"],
    Form.CHOICE: ["3"],
    Form.TRUE_FALSE: ["1"],
    Form.SELECT_ALL: ["1", "3", "enter"],
    Form.TYPED: [*"oslo", "enter"],
    Form.ORDERING: ["4", "1", "3", "enter"],
    Form.MATCHING: ["4", "1", "3", "2", "enter"],
}
HALF = {
    Form.FLASHCARD: [],
    Form.CHOICE: ["down"],
    Form.TRUE_FALSE: ["down"],
    Form.SELECT_ALL: ["1", "4"],
    Form.TYPED: [],
    Form.ORDERING: ["4", "1"],
    Form.MATCHING: ["4", "1"],
}
STATS = Stats(
    TODAY,
    124,
    79,
    31,
    58.2,
    34,
    2,
    1,
    3,
    6,
    17,
    6_400,
    Retention(312, 0.91, 0.92, 0.894, 0.31),
    (34, 12, 7, 0, 19, 3, 8, *([0] * 23)),
    VIEW.topics,
)
SIZED = pytest.mark.parametrize("size", SIZES)
BOTH = pytest.mark.parametrize("lang", ["en", "vi"])


def kept(name: str, app: QuizApp, size: str, lang: str) -> None:
    """Nothing reaches over the edge, and it is what was kept."""
    assert all(cell_len(line) <= SIZES[size][0] for line in seen(app).split("\n"))
    compare(f"{name}.{lang}.{size}", app)


@SIZED
@BOTH
@pytest.mark.parametrize("form", list(Form))
@told
async def test_questions_and_feedback(stage: Stage, form: Form, lang: str, size: str) -> None:
    app, _script = stage.study(asked(form, lang), asked(Form.CHOICE, lang))
    async with app.run_test(size=SIZES[size]) as pilot:
        await press(pilot, *HALF[form])
        kept(f"{form.value}-asked", app, size, lang)
    app, _script = stage.study(asked(form, lang), asked(Form.CHOICE, lang))
    async with app.run_test(size=SIZES[size]) as pilot:
        await press(pilot, *ANSWERS[form])
        kept(f"{form.value}-answered", app, size, lang)


async def _home(pilot: Pilot[int], app: QuizApp, lang: str, size: str) -> None:
    furnish(app)
    await pilot.pause()
    kept("home", app, size, lang)
    furnish(app, due=60, new=0, coming_back=ComingBack(112, 240, 60, (60, 60, 60)))
    await pilot.pause()
    kept("home-coming-back", app, size, lang)
    furnish(app, due=0, new=0, next_due=TODAY + 5)
    await pilot.pause()
    kept("home-nothing-due", app, size, lang)
    await press(pilot, "question_mark")
    kept("help", app, size, lang)


@SIZED
@BOTH
@told
async def test_home_and_what_is_reached_from_it(stage: Stage, lang: str, size: str) -> None:
    app = stage.home(lang)
    async with app.run_test(size=SIZES[size]) as pilot:
        await pilot.pause()
        await _home(pilot, app, lang, size)
        await press(pilot, "escape", "c", "down", "space")
        kept("choose", app, size, lang)
        await press(pilot, "escape", "s", "down", "down")
        kept("settings", app, size, lang)
        await press(pilot, "escape", "t")
        sheet = sheet_of(app)
        titled = [one._replace(title=title.title) for one, title in zip(VIEW.topics, sheet.stats.topics, strict=False)]
        sheet.stats = STATS._replace(topics=tuple(titled))
        sheet.redraw()
        await pilot.pause()
        kept("stats", app, size, lang)


@SIZED
@BOTH
@told
async def test_the_end_and_the_overlays(stage: Stage, lang: str, size: str) -> None:
    desk = stage.desk(lang)
    app, _script = stage.study(asked(Form.CHOICE, lang), asked(Form.TRUE_FALSE, lang), desk=desk)
    async with app.run_test(size=SIZES[size]) as pilot:
        sheet_of(app).newcomer = False
        await press(pilot, "3", "i")
        kept("factcard", app, size, lang)
        await press(pilot, "escape", "e")
        await pilot.pause()
        kept("report", app, size, lang)
        await press(pilot, "escape")
        sheet_of(app)._ask_minutes()
        await press(pilot, "down")
        kept("minutes", app, size, lang)
        await press(pilot, "escape")
        app._say(QuizError("The disk is full.", where="/home/an/progress.db", hint="Make room and try again."))
        await pilot.pause()
        kept("error", app, size, lang)
        await press(pilot, "escape", "enter", "2", "enter")
        sheet_of(app).day = TODAY
        sheet_of(app).redraw()
        await pilot.pause()
        kept("summary", app, size, lang)


@SIZED
@told
async def test_the_first_screen(stage: Stage, size: str) -> None:
    desk = stage.desk()
    desk.chosen = False
    app = QuizApp(desk)
    async with app.run_test(size=SIZES[size]) as pilot:
        await pilot.pause()
        kept("welcome", app, size, "all")


@BOTH
@told
async def test_too_small(stage: Stage, lang: str) -> None:
    app, _script = stage.study(asked(Form.CHOICE, lang))
    async with app.run_test(size=(50, 15)) as pilot:
        await pilot.pause()
        compare(f"too-small.{lang}.50x15", app)
