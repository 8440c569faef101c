"""What the commands of a lesson are given; :mod:`quiz.cli.class_options` has it parsed."""

from collections.abc import Sequence
from typing import Literal

from quiz.cli.args import Args
from quiz.papers.look import PageSize

__all__ = [
    "CardsArgs",
    "ForgetArgs",
    "HostArgs",
    "JoinArgs",
    "PhoneArgs",
    "PlanArgs",
    "PrepareArgs",
    "QuestionArgs",
    "ReportArgs",
    "RuleArgs",
    "VoidArgs",
]


class QuestionArgs(Args):
    """What says which questions a lesson has; None if it was not given, as the next."""

    blueprint: str | None = None
    topic: Sequence[str] | None = None
    questions: int | None = None
    seed: int | None = None


class RuleArgs(Args):
    """What says by which rules it goes; False too where there is nothing to say but yes."""

    read: int | None
    seconds: int | None
    untimed: bool
    speed: bool
    board: int | None
    podium: bool
    auto: int | None
    paced: bool
    homework: str | None
    teams: Literal["device", "averaged"] | None
    roster: str | None
    nicknames: bool
    no_memory: bool


class PlanArgs(QuestionArgs):
    """A lesson may have been made already: before, or it is going on."""

    plan: str | None
    resume: bool


class HostArgs(PlanArgs, RuleArgs):
    """Of ``quiz class host``."""

    port: int | None


class PhoneArgs(Args):
    """Of ``quiz phone``."""

    questions: int


class CardsArgs(PlanArgs):
    """Of ``quiz class cards``."""

    teams: str | None
    print: str | None
    pupils: int | None
    page: PageSize | None
    force: bool


class PrepareArgs(QuestionArgs, RuleArgs):
    """Of ``quiz class prepare``."""

    out: str
    force: bool


class JoinArgs(Args):
    """Of ``quiz class join``."""

    url: str
    code: str
    name: str
    team: str


class ReportArgs(Args):
    """Of ``quiz class report``."""

    session: int | None
    csv: str | None
    xlsx: str | None
    html: str | None
    force: bool


class VoidArgs(Args):
    """Of ``quiz class void``."""

    session: int
    question: int
    accept: Sequence[str]


class ForgetArgs(Args):
    """Of ``quiz class forget``."""

    session: int
    names: bool
    yes: bool
