"""What every test begins with."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from quiz.i18n import set_language

if TYPE_CHECKING:
    from tests.browser_kit import Browser
    from tests.tui_kit import Stage

# The same examples on every machine, so that a green run is green again; QUIZ_EXPLORE=1 looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", print_blob=True, deadline=None)
settings.load_profile("explore" if os.environ.get("QUIZ_EXPLORE") else "same")


@pytest.fixture(autouse=True)
def english() -> None:
    """The interface speaks English, whatever the test before chose."""
    set_language("en")


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """The collector runs, though the program switches it off at its start: a suite in one process would need 2 GB."""
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One browser for all tests that need one; each of their pages is a device of its own."""
    from tests.browser_kit import browser

    with browser() as running:
        yield running


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Stage":
    """Makes the screens of a test, with a progress file of their own."""
    from tests.tui_kit import Stage

    return Stage(tmp_path, monkeypatch)
