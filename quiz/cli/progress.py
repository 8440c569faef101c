"""``quiz progress``: where the file is, its memory computed again, what can be saved of a damaged one."""

from quiz.bank.files import find_bank
from quiz.cli.args import Args
from quiz.cli.wiring import place_of
from quiz.disk import named_path
from quiz.errors import QuizError
from quiz.i18n import _, ngettext
from quiz.progress.places import Place

__all__ = ["rebuild", "salvage", "where"]


class SalvageArgs(Args):
    """Of ``quiz progress salvage``."""

    out: str


def where(args: Args) -> int:
    """The file's place, and why it is there."""
    place = _place(args)
    print(place.path)
    print(_("({why}; {state})").format(why=place.why, state=_("exists") if place.path.exists() else _("not made yet")))
    return 0


def rebuild(args: Args) -> int:
    """Replay the log: the states are a cache of it."""
    from quiz.progress.replay import rebuild as replay

    path = _place(args).path
    if not path.exists():
        raise QuizError(
            _("There is no progress yet."), where=str(path), hint=_("Study first, or name another file with --db.")
        )
    rebuilt = replay(path)
    n = rebuilt.states
    print(
        ngettext(
            "{n} item has a memory, computed again from {answers}; {changed} differed.",
            "{n} items have a memory, computed again from {answers}; {changed} differed.",
            n,
        ).format(n=n, answers=_answers(rebuilt.answers), changed=rebuilt.changed)
    )
    return 0


def salvage(args: SalvageArgs) -> int:
    """Save what can be read of a damaged file in a new one."""
    from quiz.progress.rescue import salvage as rescue

    out = named_path(args.out)
    saved = rescue(_place(args).path, out)
    print(
        ngettext(
            "Saved {answers}; {n} item has a memory.", "Saved {answers}; {n} items have a memory.", saved.items
        ).format(answers=_answers(saved.answers), n=saved.items)
    )
    if saved.lost:
        print(ngettext("{n} answer is lost.", "{n} answers are lost.", saved.lost).format(n=saved.lost))
    print(_("Use it with --db {file}, or put it in the old file's place.").format(file=out))
    return 0


def _place(args: Args) -> Place:
    return place_of(args, find_bank(args.bank))


def _answers(n: int) -> str:
    return ngettext("{n} answer", "{n} answers", n).format(n=n)
