"""``quiz mark`` and ``quiz paper void``: sheets that were filled in on paper."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TextIO

from quiz.cli import clock
from quiz.cli.args import Args, refuse
from quiz.cli.keeping import keep_marks, mark_again
from quiz.cli.language import named_language
from quiz.disk import named_path
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.papers.marks import mark as marked
from quiz.papers.model import Frozen
from quiz.papers.responses import UnreadableError
from quiz.papers.results import change_lines, result_csv, result_lines
from quiz.papers.rulings import (
    Ruling,
    load_rulings,
    rulings_path,
    save_rulings,
    standing_rulings,
)
from quiz.papers.sheets import Sheets, load_sheets
from quiz.papers.store import read_frozen, sheets_path
from quiz.text import clean_line

__all__ = ["mark", "void"]


class SheetArgs(Args):
    """Which sheets, of which paper."""

    paper: str
    files: Sequence[str]
    no_record: bool
    encoding: str | None


class MarkArgs(SheetArgs):
    """Of ``quiz mark``."""

    enter: bool
    format: Literal["lines", "csv"]
    evidence: bool


class VoidArgs(SheetArgs):
    """Of ``quiz paper void``."""

    question: int
    accept: str | None
    undo: bool
    reason: str | None


def mark(args: MarkArgs) -> int:
    """Mark files of sheets, or have them typed and mark those."""
    path = named_path(args.paper)
    frozen = _frozen(args, path)
    rulings = standing_rulings(load_rulings(path, frozen), frozen)
    files = _files(args, path)
    if args.no_record:
        refuse(args, ["evidence"], besides="--no-record", hint=_("What counts for memory is kept."))
    if args.enter:
        if args.files:
            raise QuizError(
                _("Sheets are typed into a file of their own."), hint=_("Leave the file away, or leave --enter away.")
            )
        if not _typed(frozen, files[0]):
            return 1
    elif not args.files and not files[0].exists():
        raise QuizError(
            _("There are no sheets to mark."),
            where=str(files[0]),
            hint=_("Name a CSV file with name, form and answers, or type the sheets: quiz mark PAPER --enter"),
        )
    sheets = load_sheets(files, frozen, args.encoding or "")
    marks = marked(frozen, sheets.sheets, rulings)
    kept = _nothing_kept() if args.no_record else keep_marks(args, frozen, marks, rulings, evidence=args.evidence)
    if args.format == "csv":
        sys.stdout.write(result_csv(marks))
        _say([*sheets.notes, *kept], sys.stderr)
    else:
        _say([*result_lines(frozen, marks, _title(frozen)), *sheets.notes, *kept], sys.stdout)
    return 0


def _typed(frozen: Frozen, file: Path) -> bool:
    """Have sheets typed into ``file``, which is written whole each time: two programs would undo each other's work."""
    from quiz.cli.entering import enter
    from quiz.plain.console import Console
    from quiz.progress.lease import alone

    with alone(file) as mine:
        if not mine:
            raise QuizError(
                _("The sheets of this paper are being typed in another window."),
                where=str(file),
                hint=_("Go on there, or close that window first."),
            )
        return enter(Console(sys.stdin, sys.stdout), frozen, file)


def _files(args: SheetArgs, path: Path) -> list[Path]:
    """Those that were named, else the one of typed sheets. Raises QuizError for an encoding of none."""
    if not args.files and args.encoding:
        raise QuizError(
            _("--encoding is that of a CSV file, and none is named."),
            hint=_("Name the file, or leave --encoding away."),
        )
    return [Path(file) for file in args.files] or [sheets_path(path)]


def _frozen(args: SheetArgs, path: Path) -> Frozen:
    """The paper. Raises QuizError if it cannot be read, and for a language that neither it nor the program has."""
    frozen = read_frozen(path)
    named_language(args.lang, frozen.langs)
    return frozen


def _say(lines: Sequence[str], out: TextIO) -> None:
    from quiz.plain.console import Console

    Console(sys.stdin, out).all(lines)


def _title(frozen: Frozen) -> str:
    from quiz.i18n import current

    return frozen.title.get(current()) or frozen.title[frozen.langs[0]] or frozen.bank


def _nothing_kept() -> list[str]:
    return [_("Nothing was kept in the progress file.")]


def void(args: VoidArgs) -> int:
    """Leave a question out, accept another answer, or take the last such decision back; then mark everyone again."""
    path = named_path(args.paper)
    frozen = _frozen(args, path)
    before = load_rulings(path, frozen)
    ruling = _wanted(args, frozen, before)
    after = [*before, ruling]
    old, new = standing_rulings(before, frozen), standing_rulings(after, frozen)
    sheets = _sheets(args, path, frozen)
    save_rulings(path, frozen, after)
    lines = [_decided(ruling), _("Kept in {file}.").format(file=rulings_path(path))]
    if sheets is None:
        lines.append(_("There are no sheets beside the paper: 'quiz mark' counts by this decision from now on."))
    else:
        from quiz.papers.marks import changes

        then, now = marked(frozen, sheets.sheets, old), marked(frozen, sheets.sheets, new)
        lines += change_lines(changes(then, now), len(sheets.sheets))
        _say(lines, sys.stdout)  # it is decided, whether or not the progress file can follow now
        lines = [] if args.no_record else mark_again(args, frozen, now, new)
    _say(lines, sys.stdout)
    return 0


def _wanted(args: VoidArgs, frozen: Frozen, before: Sequence[Ruling]) -> Ruling:
    """The decision that was asked for. Raises QuizError if it cannot be."""
    number, most = args.question, len(frozen.entries)
    if not 1 <= number <= most:
        raise QuizError(
            _("This paper has no question {number}.").format(number=number),
            hint=_("Its questions go from 1 to {most}, as form A counts them.").format(most=most),
        )
    if args.undo and args.accept is not None:
        raise QuizError(_("--undo and --accept are two different things."), hint=_("Leave one of them away."))
    action = "undo" if args.undo else "accept" if args.accept is not None else "void"
    ruling = Ruling(
        action,  # type: ignore[arg-type]
        number,
        clean_line(args.accept or ""),
        clean_line(args.reason or "")[:500],
        clock.now().at_ms,
    )
    try:
        now, then = standing_rulings([*before, ruling], frozen), standing_rulings(before, frozen)
    except UnreadableError as error:
        raise QuizError(
            _("question {number}: {what}").format(number=number, what=error.message), hint=error.hint
        ) from error
    if now == then:
        raise QuizError(
            _("There is no decision about question {number} to take back.").format(number=number)
            if args.undo
            else _("That was decided about question {number} before.").format(number=number)
        )
    return ruling


def _decided(ruling: Ruling) -> str:
    if ruling.action == "undo":
        return _("Question {number}: the last decision is taken back.").format(number=ruling.question)
    if ruling.action == "accept":
        return _("Question {number}: {answer} is accepted too.").format(number=ruling.question, answer=ruling.answer)
    return _("Question {number} is left out for everyone.").format(number=ruling.question)


def _sheets(args: SheetArgs, path: Path, frozen: Frozen) -> Sheets | None:
    """The sheets to mark again: those in the named files, or those that were typed; None if there are none."""
    files = _files(args, path)
    if not args.files and not files[0].exists():
        return None
    return load_sheets(files, frozen, args.encoding or "")
