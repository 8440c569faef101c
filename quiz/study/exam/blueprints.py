"""A bank's named blueprints, as study uses them."""

from pathlib import Path
from typing import cast

from quiz.bank.blueprints import BlueprintSpec, read_blueprints
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.engine import Questions
from quiz.questions.model import Form
from quiz.study.exam.model import Basis, Blueprint, Clock, Difficulty, Navigation, Scoring

__all__ = ["choose", "named"]


def named(path: Path, questions: Questions) -> dict[str, Blueprint]:
    """The blueprints beside the bank at ``path``, by name, in the order of their file; none without a file.

    Raises BankError with every problem of the file, QuizError if it cannot be read.
    """
    return {name: _blueprint(spec) for name, spec in read_blueprints(path, questions.bank).items()}


def choose(name: str, path: Path, questions: Questions) -> Blueprint:
    """The blueprint of this name; for the empty name twenty questions over all topics.

    Raises QuizError for a name that there is not, and as :func:`named`.
    """
    if not name:
        return Blueprint()
    found = named(path, questions)
    if name not in found:
        raise QuizError(
            _("There is no blueprint '{name}' beside this bank.").format(name=name),
            hint=_("Choose from: {choices}.").format(choices=", ".join(found))
            if found
            else _("This bank has none; leave the name away for twenty questions over all topics."),
        )
    return found[name]


def _blueprint(spec: BlueprintSpec) -> Blueprint:
    """The words have been checked when the file was read."""
    return Blueprint(
        name=spec.name,
        title=spec.title,
        questions=spec.questions,
        topics=spec.topics,
        depth=spec.depth,
        forms=tuple(map(Form, spec.forms)),
        difficulty=cast(Difficulty, spec.difficulty),
        basis=cast(Basis, spec.by),
        clock=Clock(spec.question_seconds, spec.whole_seconds, spec.wall),
        scoring=cast(Scoring, spec.scoring),
        penalty=spec.penalty,
        navigation=cast(Navigation, spec.navigation),
        feedback="each" if spec.feedback == "each" else "end",
        evidence=spec.evidence,
        languages=spec.languages,
        seed=spec.seed,
    )
