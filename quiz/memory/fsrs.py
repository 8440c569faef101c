"""FSRS-6 with guessing: what one answer does to the memory of one item.

The transition itself is the engine's (``fsrs_rs_python``, the Rust library inside Anki), imported at the
first answer and nowhere else. Reading a memory (retrievability, due day) is the published power curve in
plain Python, so that a queue can be shown without loading the engine.

**Elapsed time** is a difference of whole study days (:mod:`quiz.memory.days`); a repetition on the same day
gets the engine's short-term rule.

**Guessing.** A right answer among three options may be luck, a wrong one a slip. With R the chance that the
item was known, g the guess rate and s the slip rate, Bayes' rule gives the chance π that it was known:

- right: π = R(1−s) / (R(1−s) + (1−R)g)
- wrong: π = Rs / (Rs + (1−R)(1−g))

The engine computes both outcomes, passed (Good, or the learner's own Hard or Easy) and failed (Again).
Stability spans orders of magnitude, so the outcomes are mixed on its logarithm:
S = S_pass^π · S_fail^(1−π). Difficulty is a bounded linear scale to which FSRS adds steps, so its mixture is
the expected value: D = π·D_pass + (1−π)·D_fail. With g = s = 0 both are the engine's own numbers.

R is taken within 0.01–0.95: a few minutes after an answer the curve says 1, and then no wrong answer could
ever count as forgetting.

**Fuzz.** Items that were met together would stay together for ever, so an interval of 2.5 days or more is
moved a little. The range is the one that Anki documents: one day, plus 15% of the part of the interval
between 2.5 and 7 days, 10% of the part up to 20 and 5% of the rest, to either side. The place in the range
is a hash of item and repetition count: the same log gives the same days.
"""

from math import exp, isfinite, log
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.memory.model import Memory

if TYPE_CHECKING:
    from fsrs_rs_python import FSRS

__all__ = [
    "AGAIN",
    "DEFAULT",
    "EASY",
    "ENGINE",
    "GOOD",
    "HARD",
    "Parameters",
    "Weights",
    "after",
    "chance_known",
    "due_day",
    "interval",
    "retrievability",
    "validated",
]

Weights: TypeAlias = tuple[float, ...]
"""The 21 weights of FSRS-6; the last one is the decay of the forgetting curve."""

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
ENGINE = "fsrs-rs-python 0.9.3"
"""Kept with every adoption of parameters: other versions may compute other states."""


class Parameters(NamedTuple):
    """What the states are computed with; adopted per learner, and logged when adopted."""

    weights: Weights = (
        0.212,
        1.2931,
        2.3065,
        8.2956,
        6.4133,
        0.8334,
        3.0194,
        0.001,
        1.8722,
        0.1666,
        0.796,
        1.4835,
        0.0614,
        0.2629,
        1.6483,
        0.6014,
        1.8729,
        0.5425,
        0.0912,
        0.0658,
        0.1542,
    )
    known_before: float = 0.2
    """Prior chance that an item is known at first contact, before anything was taught."""


DEFAULT = Parameters()

_S_MIN, _S_MAX = 0.001, 36_500.0
_R_MIN, _R_MAX = 0.01, 0.95
_MAX_INTERVAL = 36_500
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
_engines: "dict[Weights, FSRS]" = {}


def retrievability(memory: Memory, day: int, parameters: Parameters = DEFAULT) -> float:
    """Chance of recall on study day ``day``, 0 to 1: (1 + F·t/S)^(−w20), where R(S) = 0.9 gives F.

    A day before the last answer counts as that day.
    """
    decay = parameters.weights[20]
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * max(0, day - memory.last_day) / memory.stability) ** -decay)


def interval(stability: float, retention: float, parameters: Parameters = DEFAULT) -> float:
    """Days, fractions kept, until retrievability has fallen to ``retention``."""
    decay = parameters.weights[20]
    return float(stability * (retention ** (-1 / decay) - 1) / (0.9 ** (-1 / decay) - 1))


def due_day(memory: Memory, retention: float, parameters: Parameters = DEFAULT, item: str = "") -> int:
    """Study day on which to ask again: at least the day after the last answer, at most a century later.

    With an ``item`` the interval is fuzzed (see above); without one it is only rounded.
    """
    days = min(interval(memory.stability, retention, parameters), _MAX_INTERVAL)
    if item and days >= _FUZZ[0][0]:
        return memory.last_day + _fuzzed(days, f"{item}:{memory.reps}")
    return memory.last_day + max(1, round(days))


def chance_known(recall: float, right: bool, guess: float, slip: float) -> float:
    """π of the module's text: the chance that the item was known, given the answer. All 0 to 1."""
    recall = min(max(recall, _R_MIN), _R_MAX)
    if right:
        known, other = recall * (1 - slip), (1 - recall) * guess
    else:
        known, other = recall * slip, (1 - recall) * (1 - guess)
    if known + other == 0:  # a certain slip, or a certain guess: the answer then says nothing new
        return recall
    return known / (known + other)


def after(
    memory: Memory | None,
    *,
    right: bool,
    guess: float,
    slip: float,
    day: int,
    parameters: Parameters = DEFAULT,
    rating: int = 0,
    predicted: float | None = None,
) -> Memory:
    """The memory after one counted answer on study day ``day``.

    ``memory`` is None at first contact. ``rating`` (1–4) is for self-graded cards; 0 means Good when right.
    ``predicted`` replaces the model's own chance of recall in the guessing formula; a replay of the log
    leaves it out, because a prediction of the past was made with the parameters of the past.
    """
    known = predicted
    if known is None:
        known = parameters.known_before if memory is None else retrievability(memory, day, parameters)
    share = chance_known(known, right, guess, slip)
    passed, failed = _outcomes(memory, day, parameters.weights, rating if right and rating > AGAIN else GOOD)
    stability = exp(share * log(passed[0]) + (1 - share) * log(failed[0]))
    difficulty = share * passed[1] + (1 - share) * failed[1]
    stability, difficulty = min(max(stability, _S_MIN), _S_MAX), min(max(difficulty, 1.0), 10.0)
    if memory is None:
        return Memory(stability, difficulty, day, 1, 0, int(right))
    lapsed = not right and memory.rights > 0 and day > memory.last_day
    return Memory(
        stability,
        difficulty,
        max(day, memory.last_day),
        memory.reps + 1,
        memory.lapses + lapsed,
        memory.rights + right,
    )


def validated(parameters: Parameters) -> Parameters:
    """``parameters`` if an engine can use them. Raises QuizError: the engine itself checks only some."""
    weights, prior = parameters
    good = len(weights) == 21 and all(isfinite(weight) for weight in weights) and 0.01 <= weights[20] <= 1
    if not good or not 0 < prior < 1:
        raise QuizError(
            _("These memory parameters cannot be used."),
            hint=_("FSRS-6 needs 21 numbers, the last between 0.01 and 1, and a prior between 0 and 1."),
        )
    return parameters


def _outcomes(
    memory: Memory | None, day: int, weights: Weights, rating: int
) -> tuple[tuple[float, float], tuple[float, float]]:
    """(stability, difficulty) after a pass with ``rating``, and after a fail."""
    from fsrs_rs_python import FSRS, MemoryState

    engine = _engines.get(weights)
    if engine is None:
        engine = _engines[weights] = FSRS(list(weights))
    if memory is None:
        states = engine.next_states(None, 0.9, 0)
    else:
        before = MemoryState(memory.stability, memory.difficulty)
        states = engine.next_states(before, 0.9, max(0, day - memory.last_day))
    passed = (states.hard if rating == HARD else states.easy if rating == EASY else states.good).memory
    failed = states.again.memory
    return (passed.stability, passed.difficulty), (failed.stability, failed.difficulty)


def _fuzzed(days: float, seed: str) -> int:
    from quiz.hashing import blake2b

    spread = 1 + sum(share * max(0.0, min(days, end) - start) for start, end, share in _FUZZ)
    low, high = max(2, round(days - spread)), min(round(days + spread), _MAX_INTERVAL)
    draw = int.from_bytes(blake2b(seed.encode(), digest_size=8).digest(), "big")
    return low + draw % (high - low + 1)
