"""What the progress file keeps of sheets from paper, in words."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quiz.cli import clock
from quiz.cli.args import Args
from quiz.cli.wiring import place_of
from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.papers.handing import handed
from quiz.papers.marks import Marks
from quiz.papers.model import Frozen
from quiz.papers.rulings import Rulings

if TYPE_CHECKING:
    from quiz.progress.handing import Kept
    from quiz.questions.engine import Questions

__all__ = ["keep_marks", "mark_again"]


class _Handed(NamedTuple):
    """Sheets that were handed in, and where."""

    file: Path
    questions: "Questions"
    names: tuple[str, ...]
    kept: "Kept"


def keep_marks(args: Args, frozen: Frozen, marks: Marks, rulings: Rulings, *, evidence: bool) -> list[str]:
    """Keep the sheets as attempts; what was kept. Raises QuizError if the bank in use is not that of the paper."""
    done = _hand_in(args, frozen, marks, rulings, evidence=evidence)
    lines = _kept_lines(done.kept, done.file)
    if not evidence:
        return [*lines, _("The answers do not count for memory; --evidence would have them counted.")]
    n = _record(done.file, done.questions, done.names)
    text = ngettext("The answers of {n} sheet count for memory.", "The answers of {n} sheets count for memory.", n)
    return [*lines, text.format(n=n)]


def mark_again(args: Args, frozen: Frozen, marks: Marks, rulings: Rulings) -> list[str]:
    """Bring the attempts that are kept already up to date; what was changed. Raises QuizError as :func:`keep_marks`."""
    done = _hand_in(args, frozen, marks, rulings, only_known=True)
    n = done.kept.changed
    if not n + done.kept.same:
        return []
    text = ngettext("{n} attempt in {file} was marked again.", "{n} attempts in {file} were marked again.", n)
    return [text.format(n=n, file=done.file)]


def _hand_in(
    args: Args,
    frozen: Frozen,
    marks: Marks,
    rulings: Rulings,
    *,
    only_known: bool = False,
    evidence: bool = False,
) -> _Handed:
    from quiz.bank.files import find_bank
    from quiz.progress.handing import keep
    from quiz.questions.open import open_bank

    bank = find_bank(args.bank)
    questions = open_bank(bank)
    if questions.bank.id != frozen.bank:
        raise QuizError(
            _("This paper is of the bank '{wanted}', and the bank in use is '{found}'.").format(
                wanted=frozen.bank, found=questions.bank.id
            ),
            hint=_("Name its bank with --bank, or add --no-record to keep nothing."),
        )
    file = place_of(args, bank).path
    args.crash_report.folder = file.parent
    now = clock.now()
    sheets = handed(frozen, marks, rulings, now)
    kept = keep(file, frozen.bank, sheets, at_ms=now.at_ms, only_known=only_known, evidence=evidence)
    return _Handed(file, questions, tuple(sheet.name for sheet in sheets), kept)


def _kept_lines(kept: "Kept", file: Path) -> list[str]:
    text = ngettext(
        "Kept in {file}: {n} new attempt, {changed} marked anew, {same} as before.",
        "Kept in {file}: {n} new attempts, {changed} marked anew, {same} as before.",
        kept.new,
    )
    lines = [text.format(file=file, n=kept.new, changed=kept.changed, same=kept.same)]
    if kept.learners:
        text = ngettext(
            "{n} name was added to the learners; 'quiz learners delete' removes one, --no-record keeps none.",
            "{n} names were added to the learners; 'quiz learners delete' removes one, --no-record keeps none.",
            kept.learners,
        )
        lines.append(text.format(n=kept.learners))
    words = _("{name} is kept with another form of this paper too; both count.")
    return [*lines, *(words.format(name=name) for name in kept.elsewhere)]


def _record(path: Path, questions: "Questions", names: Sequence[str]) -> int:
    """Write the answers of these pupils to the log, as evidence; of how many attempts."""
    from quiz.progress.attempts import SqliteAttempts
    from quiz.progress.store import SqliteStore
    from quiz.study.catalogue import synchronise
    from quiz.study.exam.recording import complete

    done = 0
    for name in names:
        store = SqliteStore.open(path, questions.bank.id, name)
        attempts = SqliteAttempts(store)
        try:
            if store.synced_digest() != questions.bank.digest:
                synchronise(questions, store)
            done += complete(questions, store, attempts)
        finally:
            attempts.close()
            store.close()
    return done
