"""Anki's own backend as a peer: a collection of as many cards as our items, and its two steps of a review."""

import sys
import time
from pathlib import Path
from random import Random
from typing import Any

from worker import serve

_DAYS = 90


def make(path: Path, cards: int, due: int) -> None:
    """A collection of ``cards`` cards with FSRS, ``due`` of which are due today, one entry each in the log."""
    from anki.collection import Collection

    col = Collection(str(path))
    col.set_config("fsrs", True)
    config = col.decks.config_dict_for_deck_id(1)
    config["rev"]["perDay"] = config["new"]["perDay"] = 9999
    col.decks.update_config(config)
    model = col.models.by_name("Basic")["id"]
    today, now, random = col.sched.today, int(time.time()), Random(7)
    notes, rows, log = [], [], []
    for n in range(cards):
        front, back = f"In which town was person number {n} born?", f"Town {n % 997}"
        wait = random.randrange(1, _DAYS)
        overdue = random.randrange(3) if n < due else -random.randrange(1, _DAYS)
        stability, difficulty = round(wait * random.uniform(0.8, 1.2), 4), round(random.uniform(2, 9), 3)
        data = f'{{"s":{stability},"d":{difficulty},"dr":0.9,"decay":0.1542,"lrt":{now - (wait + overdue) * 86400}}}'
        ident = now * 1000 - cards + n
        notes.append([ident, f"g{n}", model, now, 0, "", f"{front}\x1f{back}", front, n, 0, ""])
        rows.append([ident, ident, 1, 0, now, 0, 2, 2, today - overdue, wait, 2500, 3, 0, 0, 0, 0, 0, data])
        log.append([ident - (wait + overdue) * 86_400_000, ident, 0, 3, wait, 1, 2500, 4000, 1])

    def insert() -> None:
        for table, several in (("notes", notes), ("cards", rows), ("revlog", log)):
            col.db.executemany(f"insert into {table} values ({', '.join('?' * len(several[0]))})", several)

    col.db.transact(insert)
    col.close()


class Peer:
    """A review in Anki: ``answer_card``, then ``get_queued_cards``; with ``render`` also the next card's text."""

    def __init__(self, path: Path, *, render: bool) -> None:
        from anki.collection import Collection

        self.col = Collection(str(path))
        synchronous = self.col.db.scalar("pragma synchronous")
        if synchronous != 2:
            raise SystemExit(f"Anki opened its collection with synchronous = {synchronous}, not FULL (2)")
        self.queued: Any = None
        self.render = render

    def first(self) -> None:
        """The first look at the queue."""
        self.queued = self.col.sched.get_queued_cards()

    def step(self) -> None:
        """Answer, and have the next card."""
        from anki.cards import Card
        from anki.scheduler.v3 import CardAnswer

        top = self.queued.cards[0]
        card = Card(self.col, backend_card=top.card)
        card.start_timer()
        answer = self.col.sched.build_answer(card=card, states=top.states, rating=CardAnswer.GOOD)
        self.col.sched.answer_card(answer)
        self.queued = self.col.sched.get_queued_cards()
        if self.render:
            Card(self.col, backend_card=self.queued.cards[0].card).render_output()

    def think(self) -> None:
        """Nothing."""


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        serve(Peer(Path(sys.argv[2]), render=sys.argv[1] in ("sittings", "prepared")))
