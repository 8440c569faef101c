"""A paper as JSON and back."""

import json
from typing import Any

from quiz.jsontext import to_json
from quiz.questions.model import Form
from quiz.study.exam.model import Blueprint, Clock, Paper, Slot

__all__ = ["paper_from_json", "paper_to_json"]


def paper_to_json(paper: Paper) -> str:
    """Fields by name, so that one that is added later has its default in older papers."""
    blueprint = paper.blueprint
    plain = blueprint._asdict() | {"title": dict(blueprint.title), "clock": blueprint.clock._asdict()}
    return to_json(paper._asdict() | {"blueprint": plain, "slots": [list(slot) for slot in paper.slots]})


def paper_from_json(text: str) -> Paper:
    """The paper of :func:`paper_to_json`."""
    fields: dict[str, Any] = json.loads(text)
    blueprint = _known(Blueprint, fields["blueprint"])
    blueprint["clock"] = Clock(**_known(Clock, blueprint["clock"]))
    blueprint["topics"] = tuple((topic, weight) for topic, weight in blueprint["topics"])
    blueprint["languages"] = tuple(blueprint.get("languages", ()))
    blueprint["forms"] = tuple(Form(form) for form in blueprint["forms"])
    slots = tuple(
        Slot(item, Form(form), *more[: len(Slot._fields) - 2])  # without what a later version has added
        for item, form, *more in fields["slots"]
    )
    return Paper(**_known(Paper, fields) | {"blueprint": Blueprint(**blueprint), "slots": slots})


def _known(kind: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """Without what a later version has added."""
    return {name: value for name, value in fields.items() if name in kind._fields}
