"""A lesson's plan from the command line: which questions, in which languages, by which rules."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from quiz.cli.learn import known_topics
from quiz.cli.wiring import Wired, open_services
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.model import Form
from quiz.study.exam.blueprints import choose
from quiz.study.room.model import Plan
from quiz.typedjson import decoded, encoded

__all__ = ["open_for_class", "plan_for", "plan_in", "rules_in", "save_plan"]

_FORMAT, _VERSION = "quiz lesson", 1
_LARGEST = 1 << 26
"""Bytes of a file that is looked at."""
_MOST_NAMES = 2_000


def open_for_class(args: SimpleNamespace) -> tuple[Wired, tuple[str, ...]]:
    """The services, and the languages of the lesson: those that were named, else all of the bank's, ours first."""
    wish = getattr(args, "lang", None) or ""
    named = [one.strip().replace("-", "_").partition("_")[0].lower() for one in wish.split(",")]
    named = list(dict.fromkeys(one for one in named if one))
    if named:
        args.lang = named[0]
    wired = open_services(args)
    known = wired.questions.bank.languages
    langs = tuple(one for one in (named or (wired.lang, *known)) if one in known)
    return wired, tuple(dict.fromkeys(langs)) or known[:1]


def rules_in(args: SimpleNamespace) -> dict[str, Any]:
    """The settings of a plan that the command line names."""
    deadline = deadline_in(args.homework) if args.homework else 0
    roster = roster_in(args.roster) if args.roster else ()
    if roster and args.nicknames:
        raise QuizError(_("A lesson has names from a list or nicknames, not both."))
    return {
        "mode": "paced" if args.paced or deadline else "live",
        "read_ms": 1000 * args.read,
        "answer_ms": 0 if args.untimed else 1000 * args.seconds,
        "speed": args.speed,
        "auto_ms": 1000 * args.auto,
        "board": args.board,
        "podium": args.podium,
        "naming": "roster" if roster else "nicknames" if args.nicknames else "free",
        "roster": roster,
        "teams": args.teams or "none",
        "deadline_ms": deadline,
        "evidence": not args.no_memory,
    }


def plan_for(
    wired: Wired, langs: tuple[str, ...], args: SimpleNamespace, forms: tuple[Form, ...] = (), **rules: Any
) -> Plan:
    """A plan with questions drawn from the bank. Raises QuizError if it has too few that suit a class."""
    from quiz.study.exam.desk import paper_for

    blueprint = choose(args.blueprint or "", wired.path, wired.questions)
    topics = tuple((topic, 1.0) for topic in known_topics(args, wired))
    if topics:
        blueprint = blueprint._replace(topics=topics)
    if args.questions:
        blueprint = blueprint._replace(questions=args.questions)
    if forms:
        blueprint = blueprint._replace(forms=forms)
    paper = paper_for(wired, drawable(blueprint), args.seed or 0)
    return plan_from(wired.questions, paper, langs, **rules)


def drawable(blueprint):
    from quiz.questions.model import Form

    allowed = (Form.CHOICE, Form.SELECT_ALL, Form.TRUE_FALSE, Form.TYPED, Form.ORDERING)
    return blueprint._replace(
        forms=tuple(f for f in (blueprint.forms or (Form.CHOICE, Form.TRUE_FALSE, Form.SELECT_ALL)) if f in allowed)
    )


def plan_from(questions, paper, langs, **rules):
    from quiz.study.frozen import frozen_entry

    title = dict(paper.blueprint.title) or {lang: questions.bank.title.get(lang, "") for lang in langs}
    return Plan(
        title,
        tuple(langs),
        tuple(frozen_entry(questions, s, langs) for s in paper.slots),
        bank=paper.bank,
        bank_digest=paper.bank_digest,
        **rules,
    )


def deadline_in(text: str) -> int:
    """A local date and time as UTC milliseconds; a date alone is its end. Raises QuizError."""
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
    return round(moment.timestamp() * 1000)


def roster_in(name: str) -> tuple[str, ...]:
    """The names in a file, one a line, each once. Raises QuizError."""
    from quiz.study.room.model import RefusedError
    from quiz.study.room.names import clean_name

    try:
        text = Path(name).expanduser().read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        detail = getattr(error, "strerror", None) or error
        raise QuizError(_("The file cannot be read ({detail}).").format(detail=detail), where=name) from error
    names: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            names.append(clean_name(line))
        except RefusedError as error:
            raise QuizError(_("This line holds no name that can be shown."), where=f"{name}:{number}") from error
    if not names or len(names) > _MOST_NAMES:
        raise QuizError(
            _("A list has 1 to {most} names.").format(most=_MOST_NAMES), where=name, hint=_("Write one name a line.")
        )
    return tuple(dict.fromkeys(names))


def save_plan(plan: Plan, path: Path, *, force: bool) -> None:
    """Write a plan to a file. Raises QuizError."""
    text = json.dumps({"format": _FORMAT, "version": _VERSION, **encoded(plan)}, ensure_ascii=False, indent=1) + "\n"
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise QuizError(
            _("This file is there already."), where=str(path), hint=_("Add --force to write over it.")
        ) from error
    except OSError as error:
        raise QuizError(
            _("This file cannot be written: {why}.").format(why=error.strerror or error), where=str(path)
        ) from error


def plan_in(name: str) -> Plan:
    """The plan in a file. Raises QuizError if it holds none that can be used."""
    path = Path(name).expanduser()
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise QuizError(
            _("This file cannot be read: {why}.").format(why=error.strerror or error), where=name
        ) from error
    try:
        raw = json.loads(data[:_LARGEST].decode("utf-8-sig"))
        if not isinstance(raw, dict) or raw.get("format") != _FORMAT:
            raise ValueError("no lesson")
        if isinstance(raw.get("version"), int) and raw["version"] > _VERSION:
            raise QuizError(_("This lesson was saved by a newer version of the program."), where=name)
        plan: Plan = decoded(Plan, raw)
        _agree(plan)
    except (ValueError, RecursionError) as error:
        raise QuizError(
            _("This file holds no lesson that can be used."), where=name, hint=_("'quiz class prepare' writes one.")
        ) from error
    return plan


def _agree(plan: Plan) -> None:
    """Whether the parts fit each other. Raises ValueError if not."""
    fits = bool(plan.entries and plan.langs)
    for entry in plan.entries:
        fits = fits and set(plan.langs) <= set(entry.questions)
        for question in entry.questions.values():
            sizes = {len(question.options), len(question.option_ids)}
            fits = fits and len(sizes) == 1 and set(question.key_indices) <= set(range(len(question.options)))
    if not fits:
        raise ValueError("the parts of the lesson do not fit each other")
