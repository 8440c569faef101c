"""An answer and the next question, durable, at 100,000 items; and the first look at the queue. Peer: Anki."""

from pathlib import Path
from shutil import copy
from statistics import mean, median

from banks import write_bank
from measure import HERE, Row, Work, in_turn, run_here
from starting import progress_of
from worker import Worker

__all__ = ["rows"]

ITEMS = 100_000
DUE = 900
FACTS = 64_000
"""Facts of the bank that yields so many items."""
_BLOCK, _BLOCKS = 25, 16


def rows(work: Work) -> list[Row]:
    """Both answer in turn, in blocks, each in its own process, on files of the same disk."""
    bank = write_bank(work.folder / "large" / "atlas", FACTS)
    progress = progress_of(work, "large", bank, ITEMS, DUE)
    cards = _cards(work)
    environment = work.environment()

    def ours() -> Worker:
        return Worker(HERE / "our_reviews.py", str(bank), str(progress), environment=environment)

    def anki() -> Worker:
        return Worker(HERE / "anki_peer.py", "serve", str(cards), environment=environment)

    def first(make: type) -> float:
        worker = make()
        try:
            return worker.do("first").wall[0]
        finally:
            worker.close()

    queue, their_queue = in_turn(work.runs(9), lambda: first(ours), lambda: first(anki))
    mine, theirs = ours(), anki()
    figures: dict[str, list[float]] = {name: [] for name in ("wall", "cpu", "their wall", "their cpu")}
    for block in range(work.runs(_BLOCKS) + 2):
        for prefix, worker in (("", mine), ("their ", theirs)):
            worker.do("first") if block == 0 else None
            done = worker.do(f"step {_BLOCK}")
            if block >= 2:  # the first ones fill caches
                figures[prefix + "wall"] += done.wall
                figures[prefix + "cpu"].append(done.cpu / _BLOCK)
    mine.close()
    theirs.close()
    peer = "Anki's `answer_card` + `get_queued_cards`, `synchronous=FULL`"
    return [
        Row("answer + next question, durable, 100,000 items: wall", peer, median(figures["wall"]),
            median(figures["their wall"]), "ms", 1.0, "ours builds the whole next question, Anki's names the next card"),
        Row("the same: processor time", peer, mean(figures["cpu"]), mean(figures["their cpu"]), "ms", 0.6),
        Row("first due queue, 100,000 items", "Anki's cold `get_queued_cards`", queue, their_queue, "ms", 0.1),
    ]


def _cards(work: Work) -> Path:
    """A copy of Anki's collection."""
    made = work.folder / "anki" / "made.anki2"
    if not made.exists():
        made.parent.mkdir(exist_ok=True)
        run_here("anki_peer.py", "make", str(made), str(ITEMS), str(DUE), environment=work.environment())
    used = made.with_stem("used")
    used.with_name(used.name + "-wal").unlink(missing_ok=True)
    return Path(copy(made, used))
