"""The screens on which facts are looked up, and what was set apart is found again."""

import pytest

from quiz.memory.model import Memory
from quiz.plain.show import state_line
from quiz.study.catalogue import synchronise
from quiz.study.records import ItemState
from quiz.tui.screens.factcard import memory_lines
from tests.tui_kit import SIZES, TODAY, Stage, compare, press, seen, sheet_of, told

BOTH = pytest.mark.parametrize("lang", ["en", "vi"])
SIZED = pytest.mark.parametrize("size", list(SIZES))
ITEM, OTHER = "summits/asem6/self>city", "summits/asem5/self>city"


@SIZED
@BOTH
@told
async def test_facts_are_looked_up_by_a_part_of_a_name(stage: Stage, lang: str, size: str) -> None:
    app = stage.home(lang)
    async with app.run_test(size=SIZES[size]) as pilot:
        await press(pilot, "slash", *"helsinki", "down")
        compare(f"lookup.{lang}.{size}", app)
        await press(pilot, "enter")
        assert "ASEM 6" in seen(app) and "2006" in seen(app)
        await press(pilot, "escape", "q")  # a letter of a name, not the key for leaving
        assert sheet_of(app).answer_line.value == "helsinkiq"


@told
async def test_looking_up_nothing_opens_nothing(stage: Stage) -> None:
    app = stage.home()
    async with app.run_test(size=SIZES["80x24"]) as pilot:
        await press(pilot, "f11", "enter", "down", *"zzz")
        assert "The bank has nothing of this name." in seen(app)
        await press(pilot, "enter", "escape")
        assert "Topics" in seen(app)


@SIZED
@BOTH
@told
async def test_what_was_set_apart_is_reached_from_the_statistics(stage: Stage, lang: str, size: str) -> None:
    app = stage.home(lang)
    store = app.services.store
    async with app.run_test(size=SIZES[size]) as pilot:
        store.suspend(ITEM, True)
        store.flag(ITEM, True)
        store.flag(OTHER, True)
        await press(pilot, "t", "m")
        compare(f"marked.{lang}.{size}", app)
        await press(pilot, "down", "u", "u")
        assert not any(state.suspended or state.flagged for state in store.states())
        await press(pilot, "u", "enter", "i", "escape", "escape")
        assert "Topics" in seen(app) or "Chủ đề" in seen(app)


@told
async def test_the_flagged_are_studied_and_the_suspended_are_not(stage: Stage) -> None:
    app = stage.home()
    async with app.run_test(size=SIZES["80x24"]) as pilot:
        app.services.store.suspend(ITEM, True)
        app.services.store.flag(OTHER, True)
        await press(pilot, "f5", "f2", "f3")
        assert "never answered before" in seen(app)
        await press(pilot, "escape", "enter")
        assert "1 of 1" in seen(app) and sheet_of(app).presented.question.item == OTHER


@told
async def test_the_foot_offers_no_study_where_all_are_suspended(stage: Stage) -> None:
    app = stage.home()
    async with app.run_test(size=SIZES["80x24"]) as pilot:
        app.services.store.suspend(ITEM, True)
        await press(pilot, "t", "m")
        assert "u unmark" in seen(app) and "Enter" not in seen(app)
        await press(pilot, "enter", "u")
        assert "Nothing is flagged, suspended or a leech." in seen(app)


@told
async def test_no_key_is_for_a_question_that_was_scrolled_away(stage: Stage) -> None:
    app = stage.home()
    store = app.services.store
    async with app.run_test(size=SIZES["60x20"]) as pilot:
        synchronise(app.services.questions, store)
        for state in store.states():
            store.suspend(state.item, True)
        await press(pilot, "t", "m")
        for key in ("end", "home", "pagedown", "pagedown", "pageup"):
            await press(pilot, key)
            sheet = sheet_of(app)
            assert f"› {sheet.rows[sheet.cursor].prompt[:20]}" in seen(app)
        await press(pilot, "end")
        assert sheet.cursor == len(sheet.rows) - 1 > 10


@pytest.mark.parametrize(
    ("suspended", "until", "card", "said"),
    [
        (False, 0, "comes back today", "Due today."),
        (False, TODAY + 1, "comes back tomorrow", "Due in 1 day."),  # put off
        (True, 0, "holds for about 10 days · suspended", "Holds for about 10 days. Suspended."),
    ],
)
def test_when_a_question_comes_back_depends_on_what_one_wishes(
    suspended: bool, until: int, card: str, said: str
) -> None:
    memory = Memory(10.0, 5.0, TODAY - 4, 3, 1, 2)
    state = ItemState(ITEM, "", "places", "core", "asem6", 0, memory, TODAY, TODAY - 4, suspended, until, False, False)
    text = "".join(span.text for line in memory_lines(state, TODAY, 200) for span in line.spans)
    assert text.endswith(card)
    assert state_line(state, TODAY).endswith(said)
