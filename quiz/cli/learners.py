"""``quiz learners`` and ``quiz reset``: the people of a progress file, and forgetting on purpose."""

from pathlib import Path

from quiz.bank.files import find_bank
from quiz.cli.args import Args
from quiz.cli.sure import meant
from quiz.cli.wiring import open_services, place_of
from quiz.i18n import _, ngettext
from quiz.study.lookup import known_topics

__all__ = ["delete", "listing", "reset", "say_traces"]


class DeleteArgs(Args):
    """Of ``quiz learners delete``."""

    name: str
    yes: bool


class ResetArgs(Args):
    """Of ``quiz reset``."""

    topic: str
    yes: bool


def listing(args: Args) -> int:
    """Who learns in this file, how much, and when last."""
    from quiz.memory.days import iso_date
    from quiz.progress.learners import list_learners

    place = place_of(args, find_bank(args.bank))
    learners = list_learners(place.path)
    if not learners:
        print(_("Nobody has learned here yet."))
    for learner in learners:
        answers = ngettext("{n} answer", "{n} answers", learner.answers).format(n=learner.answers)
        last = _("last on {date}").format(date=iso_date(learner.last_day)) if learner.last_day else _("none yet")
        print(f"{learner.name}: {answers}, {last}")
    return 0


def delete(args: DeleteArgs) -> int:
    """Delete a learner, after asking; says what still names them."""
    from quiz.progress.learners import delete_learner, known_learner

    place = place_of(args, find_bank(args.bank))
    known_learner(place.path, args.name)
    question = _("Delete {name} with all answers? This cannot be taken back. yes or no:").format(name=args.name)
    if not meant(question, args.name, yes=args.yes):
        print(_("Nothing was deleted."))
        return 1
    deleted = delete_learner(place.path, args.name)
    n = deleted.answers
    print(
        ngettext("{name} is deleted, with {n} answer.", "{name} is deleted, with {n} answers.", n).format(
            name=args.name, n=n
        )
    )
    for backup in deleted.backups:
        print(_("This backup still holds the name: {file}").format(file=backup))
    say_traces(place.path, deleted.traces)
    return 0


def say_traces(path: Path, traces: bool) -> None:
    """Say what is left of something deleted where another program was using the progress file."""
    if traces:
        text = _("Another program is using {file}: traces stay in it and in its log until that program is closed.")
        print(text.format(file=path))


def reset(args: ResetArgs) -> int:
    """Forget what was learned of a topic, after asking."""
    with open_services(args, begins=False) as wired:
        known_topics(wired.questions, [args.topic])  # refuses one that the bank does not have
        title = wired.questions.topic_title(args.topic, wired.lang)
        question = _("Forget everything learned of '{name}'? yes or no:").format(name=title)
        if not meant(question, title, yes=args.yes):
            print(_("Nothing was forgotten."))
            return 1
        n = wired.store.reset_topic(args.topic, wired.now().at_ms)
        print(
            ngettext("{title}: {n} item begins again.", "{title}: {n} items begin again.", n).format(title=title, n=n)
        )
    return 0
