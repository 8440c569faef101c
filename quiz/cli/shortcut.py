"""The commonest command lines, understood without argparse, whose import and set-up cost 8 ms of every start."""

from collections.abc import Sequence
from types import SimpleNamespace

__all__ = ["shortest"]

_PLAIN: dict[tuple[str, ...], dict[str, object]] = {
    (): {"target": "quiz.cli.learn:home"},
    ("study",): {
        "command": "study",
        "target": "quiz.cli.learn:study",
        "topic": None,
        "depth": None,
        "form": None,
        "cram": False,
        "placement": False,
        "items": None,
        "seed": 0,
        "more": 0,
    },
    ("ask",): {
        "command": "ask",
        "target": "quiz.cli.ask:ask",
        "id": None,
        "answer": None,
        "no_record": False,
        "always": False,
        "seed": 0,
    },
}
"""What argparse makes of these commands when they stand alone; a test compares the two."""

_SHARED = ("--bank", "--db", "--learner", "--lang")


def shortest(arguments: Sequence[str]) -> SimpleNamespace | None:
    """The parsed command line if it is one of the commonest with shared options only, else None."""
    shared: dict[str, object] = {}
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word in _SHARED:
            value = next(words, "-")
            if value.startswith("-"):
                return None  # argparse knows what to say
            shared[word[2:]] = value
        elif word == "--plain":
            shared["plain"] = True
        else:
            rest.append(word)
    found = _PLAIN.get(tuple(rest))
    return None if found is None else SimpleNamespace(**found, **shared)
