"""An answer and the next question, durable, at 100,000 items; and the first look at the queue. Peer: Anki."""

from pathlib import Path
from shutil import copy
from statistics import median

from banks import write_bank
from measure import HERE, Row, Work, in_turn, run_here
from starting import progress_of
from worker import Worker

__all__ = ["rows"]

ITEMS = 100_000
DUE = 900
FACTS = 64_000
"""Facts of the bank that yields so many items."""
_BLOCK, _BLOCKS = 20, 16
_WARM = 4  # blocks until the write-ahead logs have their full size
_THE_LEAST = "the least that an answer costs with these tables, before anything has decided what is in them"


def rows(work: Work) -> list[Row]:
    """Both answer in turn, in blocks, each in its own process, on files of the same disk."""
    found = []
    peer = "Anki's `answer_card` + `get_queued_cards`, `synchronous=FULL`"
    for what, words, beside in (
        ("rows", "the rows of an answer committed by bare `sqlite3`, none of our Python", peer),
        ("items", "answer committed + next item chosen, 100,000 items", peer),
        ("sittings", "the same, the answer graded and the next question built", peer + " + its card rendered"),
        ("prepared", "the same as in the app, which builds it while the learner thinks", peer + " + its card rendered"),
    ):
        figures = _in_blocks(work, what)
        wall = Row(f"{words}: wall", beside, median(figures["ours wall"]), median(figures["anki wall"]), "ms", 1.0)
        cpu = Row(f"{words}: processor", beside, median(figures["ours cpu"]), median(figures["anki cpu"]), "ms", 0.6)
        if what == "rows":
            wall, cpu = (row._replace(note=_THE_LEAST) for row in (wall, cpu))
        found += [wall] if what == "prepared" else [wall, cpu]

    queue, theirs = in_turn(work.runs(9), lambda: _first(work, "ours"), lambda: _first(work, "anki"))
    return [*found, Row("first due queue, 100,000 items", "Anki's cold `get_queued_cards`", queue, theirs, "ms", 0.1)]


def _first(work: Work, name: str) -> float:
    worker = _worker(work, name, "items")
    try:
        return worker.do("first").wall[0]
    finally:
        worker.close()


def _in_blocks(work: Work, what: str) -> dict[str, list[float]]:
    workers = {name: _worker(work, name, what) for name in ("ours", "anki")}
    figures: dict[str, list[float]] = {f"{name} {unit}": [] for name in workers for unit in ("wall", "cpu")}
    for worker in workers.values():
        worker.do("first")
    for block in range(work.runs(_BLOCKS) + _WARM):
        order = list(workers.items())
        for name, worker in order if block % 2 == 0 else reversed(order):
            done = worker.do(f"step {_BLOCK}")
            if block >= _WARM:
                figures[f"{name} wall"] += done.wall
                figures[f"{name} cpu"].append(done.cpu / _BLOCK)
    for worker in workers.values():
        worker.close()
    return figures


def _worker(work: Work, name: str, what: str) -> Worker:
    if name == "anki":
        return Worker(HERE / "anki_peer.py", what, str(_cards(work)), environment=work.environment())
    bank = write_bank(work.folder / "large" / "atlas", FACTS)
    return Worker(HERE / "our_reviews.py", what, str(bank), str(_progress(work)), environment=work.environment())


def _progress(work: Work) -> Path:
    bank = write_bank(work.folder / "large" / "atlas", FACTS)
    return progress_of(work, "large", bank, ITEMS, DUE)


def _cards(work: Work) -> Path:
    """A fresh copy of Anki's collection."""
    made = work.folder / "anki" / "made.anki2"
    if not made.exists():
        made.parent.mkdir(exist_ok=True)
        run_here("anki_peer.py", "make", str(made), str(ITEMS), str(DUE), environment=work.environment())
    used = made.with_stem("used")
    for suffix in ("-wal", "-shm"):
        used.with_name(used.name + suffix).unlink(missing_ok=True)
    return Path(copy(made, used))
