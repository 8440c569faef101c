"""Prepared lessons as files."""

from pathlib import Path

from quiz.disk import read_file, write_whole
from quiz.study.room.model import RoomPlan
from quiz.study.room.plan_json import plan_from_json, plan_to_json

__all__ = ["read_plan", "write_plan"]

_LARGEST = 1 << 24
"""Bytes of a file that is looked at: a lesson of a hundred questions has a thirtieth of that."""


def read_plan(path: Path) -> RoomPlan:
    """The plan in a file. Raises QuizError if it cannot be read or holds none."""
    return plan_from_json(read_file(path, _LARGEST), str(path))


def write_plan(path: Path, plan: RoomPlan) -> None:
    """Write a plan so that the file is the old one or the new one. Raises QuizError."""
    write_whole(path, plan_to_json(plan))
