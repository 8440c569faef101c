"""A learner's settings as rows of text."""

import sqlite3
from functools import lru_cache
from typing import Any

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.i18n.numbers import shown
from quiz.questions.model import DEPTHS
from quiz.study.records import RANGES, Settings

__all__ = ["read_settings", "write_settings"]

_DEFAULTS = Settings()._asdict()


def read_settings(db: sqlite3.Connection, learner: int) -> Settings:
    """What the learner set; a value that makes no sense (edited by hand) gives way to its default."""
    return _settings_of(tuple(db.execute("SELECT key, value FROM setting WHERE learner = ?", [learner]).fetchall()))


@lru_cache(maxsize=8)  # read several times an answer, changed hardly ever
def _settings_of(stored: tuple[tuple[str, str], ...]) -> Settings:
    rows = dict(stored)
    if not rows:
        return Settings()
    values: dict[str, Any] = {}
    for key, default in _DEFAULTS.items():
        try:
            value = type(default)(rows[key]) if not isinstance(default, bool) else rows[key] == "1"
        except (KeyError, ValueError):
            value = default
        values[key] = value if _fits(key, value) else default
    return Settings(**values)


def write_settings(db: sqlite3.Connection, learner: int, settings: Settings) -> None:
    """Keep what differs from the defaults, so that a later default reaches those who never chose.

    Raises QuizError for a value out of range.
    """
    for key, value in settings._asdict().items():
        if not _fits(key, value):
            low, high = RANGES.get(key, (DEPTHS[0], DEPTHS[-1]))
            raise QuizError(
                _("{setting} cannot be {value}.").format(setting=key, value=shown(value)),
                hint=_("Choose a value from {low} to {high}.").format(low=shown(low), high=shown(high)),
            )
        if value == _DEFAULTS[key]:
            db.execute("DELETE FROM setting WHERE learner = ? AND key = ?", [learner, key])
        else:
            text = str(int(value)) if isinstance(value, bool) else str(value)
            db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?, ?)", [learner, key, text])


def _fits(key: str, value: object) -> bool:
    if key == "depth":
        return value in DEPTHS
    low, high = RANGES.get(key, (None, None))
    if low is None or high is None:
        return True
    return isinstance(value, int | float) and low <= value <= high
