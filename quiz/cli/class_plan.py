"""A lesson's plan from the command line: which questions, in which languages, by which rules."""

from typing import Any

from quiz.cli import clock
from quiz.cli.args import Args, refuse
from quiz.cli.class_args import PlanArgs, QuestionArgs, RuleArgs
from quiz.cli.class_journal import LocalServices
from quiz.disk import named_path, read_lines
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.model import Form
from quiz.study.exam.blueprints import choose
from quiz.study.lookup import known_topics
from quiz.study.room.model import RoomPlan

__all__ = ["check_deadline", "check_made_already", "plan_for", "plan_in", "rules_in"]

_MOST_NAMES = 2_000
_READ, _SECONDS = 4, 30
_TOGETHER = ("read", "seconds", "untimed", "speed", "auto", "board")
"""Rules of a lesson in which all get a question together."""


def check_made_already(args: PlanArgs, *groups: type[Args]) -> None:
    """Raises QuizError if an option of ``groups`` was given besides ``--plan`` or ``--resume``."""
    names = [name for group in groups for name in group.__annotations__]
    if args.resume:
        made, names = "--resume", [*names, "plan", "teams", "port"]
    elif args.plan is not None:
        made = "--plan"
    else:
        return
    refuse(args, names, besides=made, hint=_("That lesson has its questions and rules already."))


def _check_rules(args: RuleArgs) -> None:
    """Raises QuizError for a rule that could not hold beside the others."""
    if args.paced or args.homework is not None:
        hint = _("Who goes on alone has no clock, and nobody to be compared with after each question.")
        refuse(args, _TOGETHER, besides="--paced" if args.paced else "--homework", hint=hint)
    if args.untimed:
        refuse(args, ["speed"], besides="--untimed", hint=_("Who is quick is told by the time to answer."))
    if args.roster is not None:
        hint = _("A lesson has names from a list or nicknames, not both.")
        refuse(args, ["nicknames"], besides="--roster", hint=hint)


def rules_in(args: RuleArgs) -> dict[str, Any]:
    """The settings of a plan that the command line names."""
    _check_rules(args)
    deadline = deadline_in(args.homework) if args.homework is not None else 0
    roster = roster_in(args.roster) if args.roster is not None else ()
    return {
        "mode": "paced" if args.paced or deadline else "live",
        "read_ms": 1000 * (_READ if args.read is None else args.read),
        "answer_ms": 0 if args.untimed else 1000 * (args.seconds or _SECONDS),
        "speed": args.speed,
        "auto_ms": 1000 * (args.auto or 0),
        "board": args.board or 0,
        "podium": args.podium,
        "naming": "roster" if roster else "nicknames" if args.nicknames else "free",
        "roster": roster,
        "teams": args.teams or "none",
        "deadline_ms": deadline,
    } | ({"evidence": False} if args.no_memory else {})  # else as the blueprint says


def plan_for(
    services: LocalServices, langs: tuple[str, ...], args: QuestionArgs, forms: tuple[Form, ...] = (), **rules: Any
) -> RoomPlan:
    """A plan with questions drawn from the bank. Raises QuizError if it has too few that suit a class."""
    from quiz.study.exam.desk import seed_for
    from quiz.study.exam.draw import Unfillable
    from quiz.study.room.prepare import drawn

    blueprint = choose(args.blueprint or "", services.path, services.questions)
    topics = tuple((topic, 1.0) for topic in known_topics(services.questions, args.topic))
    if topics:
        blueprint = blueprint._replace(topics=topics)
    if args.questions:
        blueprint = blueprint._replace(questions=args.questions)
    if forms:
        blueprint = blueprint._replace(forms=forms)
    seed = seed_for(blueprint, args.seed)
    try:
        return drawn(services.questions, blueprint, seed, langs, **rules)
    except Unfillable as short:
        if args.questions or args.blueprint or not short.most:
            raise
        # nobody said how many
        return drawn(services.questions, blueprint._replace(questions=short.most), seed, langs, **rules)


def deadline_in(text: str) -> int:
    """A local date and time to come as UTC milliseconds; a date alone is its end. Raises QuizError."""
    from datetime import datetime, time, timedelta

    try:
        if len(text) <= 10:
            at = datetime.combine(datetime.fromisoformat(text).date(), time()) + timedelta(days=1)
        else:
            at = datetime.fromisoformat(text)
        moment = at.astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise QuizError(
            _("'{text}' is no date and time.").format(text=text), hint=_("Write it like this: 2026-11-25T20:00")
        ) from error
    deadline = round(moment.timestamp() * 1000)
    check_deadline(deadline, text)
    return deadline


def check_deadline(deadline: int, where: str) -> None:
    """Raises QuizError if it has passed, in UTC milliseconds: nobody could join any more."""
    if deadline <= clock.now().at_ms:
        raise QuizError(
            _("This deadline has passed."), where=where, hint=_("Name one that is still to come, with --homework.")
        )


def roster_in(name: str) -> tuple[str, ...]:
    """The names in a file, one a line; no two would be mixed up. Raises QuizError."""
    from quiz.study.room.model import RefusedError
    from quiz.study.room.names import LONGEST_ON_ROSTER, clean_name, name_key

    names: dict[str, str] = {}  # by what tells them apart
    for number, line in enumerate(read_lines(name), 1):
        if not line.strip():
            continue
        try:
            one = clean_name(line, LONGEST_ON_ROSTER)
        except RefusedError as error:
            raise QuizError(_("This line holds no name that can be shown."), where=f"{name}:{number}") from error
        if name_key(one) in names:
            raise QuizError(
                _("The name {name} stands in the list already.").format(name=one),
                where=f"{name}:{number}",
                hint=_("Of two pupils of one name only the first could join: add a letter to one of them."),
            )
        names[name_key(one)] = one
    if not names or len(names) > _MOST_NAMES:
        raise QuizError(
            _("A list has 1 to {most} names.").format(most=_MOST_NAMES), where=name, hint=_("Write one name a line.")
        )
    return tuple(names.values())


def plan_in(name: str) -> RoomPlan:
    """The plan in a file. Raises QuizError if it holds none that can be used."""
    from quiz.classroom.plan_files import read_plan

    return read_plan(named_path(name))
