"""``quiz stats``: counts, retention true against predicted, what comes, topic by topic."""

import json

from quiz.cli.args import Args
from quiz.cli.wiring import open_services
from quiz.plain.console import Console
from quiz.plain.overview import stats_lines
from quiz.study.stats import Stats
from quiz.study.stats import stats as numbers_of

__all__ = ["stats"]


class StatsArgs(Args):
    """Of ``quiz stats``."""

    json: bool


def stats(args: StatsArgs) -> int:
    """Print the learner's numbers, as lines or as one JSON object."""
    import sys

    with open_services(args, begins=False) as wired:
        found = numbers_of(wired.questions, wired.store, wired.now(), wired.retention(), wired.lang)
        if args.json:
            print(json.dumps(_as_json(found, wired.questions.bank.id, wired.learner), ensure_ascii=False, indent=2))
        else:
            Console(sys.stdin, sys.stdout).all(stats_lines(found))
    return 0


def _as_json(found: Stats, bank: str, learner: str) -> dict[str, object]:
    """All fields by name; the day as an ISO date beside its ordinal."""
    from quiz.memory.days import iso_date

    return {
        "bank": bank,
        "learner": learner,
        "date": iso_date(found.day),
        **found._asdict(),
        "retention": found.retention._asdict(),
        "forecast": list(found.forecast),
        "topics": [topic._asdict() for topic in found.topics],
    }
