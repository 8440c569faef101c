"""What study reads: the queues, one item, the counts. Plain SQL on one enrolment; nothing is written."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from quiz.memory.fsrs import Parameters
from quiz.memory.model import Memory
from quiz.progress.catalogue import depth_number
from quiz.progress.replay import UNDONE
from quiz.questions.model import DEPTHS
from quiz.study.records import DueItem, ItemRow, ItemState, MetItem, MixUp, TopicCounts

__all__ = [
    "ITEM",
    "STATES",
    "answered_on",
    "days_studied",
    "due_items",
    "forecast",
    "item_state",
    "last_loads",
    "median_latency",
    "met_on",
    "mix_ups",
    "new_items",
    "topic_counts",
]

LATENCY_SAMPLE = 200

_COLUMNS = """i.item, i.digest, t.slug, i.depth, i.family, i.position,
    s.stability, s.difficulty, s.last_day, s.reps, s.lapses, s.rights, s.due,
    coalesce(m.suspended, 0), coalesce(m.buried_until, 0), coalesce(m.flagged, 0), i.id, i.topic, s.last_ms"""
_JOINS = """JOIN topic t ON t.id = i.topic
    {left} JOIN state s ON s.enrolment = ?1 AND s.topic = i.topic AND s.item = i.id
    LEFT JOIN mark m ON m.enrolment = ?1 AND m.item = i.id"""
ITEM = f"SELECT {_COLUMNS} FROM item i {_JOINS.format(left='LEFT')} WHERE i.item = ?2"
"""Parameters: enrolment, item. For :func:`item_state`; the last three columns are the row ids of
item and topic, and ``last_ms``."""
STATES = f"""SELECT {_COLUMNS} FROM item i {_JOINS.format(left="")}
    WHERE i.bank = ?2 AND i.active = 1 ORDER BY i.position, i.id"""

_HIDDEN = "s.item NOT IN (SELECT item FROM mark WHERE enrolment = ? AND (suspended = 1 OR buried_until > ?))"


def item_state(row: Sequence[Any], leech_lapses: int) -> ItemState:
    """The record made of a row of :data:`ITEM` or :data:`STATES`."""
    item, digest, topic, depth, family, position, *rest = row
    *memory, due, suspended, buried_until, flagged, _number, _topic, _last_ms = rest
    known = Memory(*memory) if memory[0] is not None else None
    return ItemState(
        item,
        digest,
        topic,
        DEPTHS[depth],
        family,
        position,
        known,
        due or 0,
        known.last_day if known else 0,
        bool(suspended),
        buried_until,
        bool(flagged),
        known is not None and known.lapses >= leech_lapses,
    )


def due_items(
    db: sqlite3.Connection,
    enrolment: int,
    day: int,
    limit: int,
    *,
    topics: Sequence[str],
    depth: str,
    likeliest_first: bool,
    skip_families: Sequence[str],
) -> list[DueItem]:
    """Reviews due by ``day``, without the suspended and the buried.

    The longest overdue come first and of those the least stable, which is the order of an index. With
    ``likeliest_first`` the order is that of retrievability, high to low, which is that of elapsed time over
    stability: every due item is looked at.
    """
    order = "CAST(? - s.last_day AS REAL) / s.stability" if likeliest_first else "s.due, s.stability"
    ranked = [day] if likeliest_first else []
    narrowed, values = _narrowed(topics)
    families, kept_out = _outside("i.family", skip_families)
    rows = db.execute(
        f"""SELECT i.item, i.family, s.due, s.last_day, s.stability FROM (
              SELECT s.item, s.due, s.last_day, s.stability
              FROM state s {"CROSS JOIN item i ON i.id = s.item" if families else ""}
              WHERE s.enrolment = ? AND s.active = 1 AND s.due > 0 AND s.due <= ? AND s.depth <= ?
                AND {_HIDDEN} {narrowed} {families} ORDER BY {order} LIMIT ?) s
            CROSS JOIN item i ON i.id = s.item ORDER BY {order}""",
        [enrolment, day, depth_number(depth), enrolment, day, *values, *kept_out, *ranked, limit, *ranked],
    )
    return list(map(DueItem._make, rows))


def new_items(
    db: sqlite3.Connection,
    enrolment: int,
    limit: int,
    *,
    day: int,
    topics: Sequence[str],
    depth: str,
    skip_families: Sequence[str],
    skip_topics: Sequence[str],
) -> list[ItemRow]:
    """Items never met, in the order of introduction, without the suspended and the buried."""
    narrowed, values = _narrowed(topics)
    families, kept_out = _outside("i.family", skip_families)
    others, left_out = _outside("t.slug", skip_topics)
    rows = db.execute(
        f"""SELECT i.item, i.digest, t.slug, i.depth, i.family, i.position
            FROM state s CROSS JOIN item i ON i.id = s.item CROSS JOIN topic t ON t.id = s.topic
            WHERE s.enrolment = ? AND s.active = 1 AND s.due = 0 AND s.stability IS NULL
              AND s.depth <= ? AND {_HIDDEN} {narrowed} {families} {others} ORDER BY s.position LIMIT ?""",
        [enrolment, depth_number(depth), enrolment, day, *values, *kept_out, *left_out, limit],
    )
    return [
        ItemRow(item, digest, topic, DEPTHS[deep], family, position)
        for item, digest, topic, deep, family, position in rows
    ]


def topic_counts(
    db: sqlite3.Connection,
    enrolment: int,
    day: int,
    parameters: Parameters,
    *,
    topics: Sequence[str],
    depth: str,
) -> list[TopicCounts]:
    """Counts of each topic that has active items, in the order of introduction.

    ``items`` and ``met`` count hidden items too; ``new`` and ``due`` do not. What was met today counts as it will be
    known tomorrow: right after an answer the curve says 1, even after a wrong one.
    """
    decay = parameters.weights[20]
    factor = 0.9 ** (-1 / decay) - 1
    _ensure_pow(db)
    narrowed, values = _narrowed(topics)
    deepest = depth_number(depth)
    rows = db.execute(
        f"""SELECT c.topic, t.slug, c.items, c.items - c.met, c.due, c.known, c.met FROM (
              SELECT s.topic AS topic, count(*) AS items, min(s.position) AS first,
                     count(s.stability) AS met, sum(s.due BETWEEN 1 AND ?) AS due,
                     total(pow(1 + ? * max(1, ? - s.last_day) / s.stability, ?)) AS known
              FROM state s WHERE s.enrolment = ? AND s.active = 1 AND s.depth <= ? {narrowed}
              GROUP BY s.topic) c
            JOIN topic t ON t.id = c.topic ORDER BY c.first""",
        [day, factor, day, -decay, enrolment, deepest, *values],
    ).fetchall()
    hidden = {  # few: cheaper to count and take off than to look up for every item
        topic: (fresh, due)
        for topic, fresh, due in db.execute(
            """SELECT s.topic, sum(s.due = 0), sum(s.due > 0 AND s.due <= ?1)
               FROM mark m JOIN item i ON i.id = m.item
               JOIN state s ON s.enrolment = m.enrolment AND s.topic = i.topic AND s.item = m.item
               WHERE m.enrolment = ? AND (m.suspended = 1 OR m.buried_until > ?1)
                 AND s.active = 1 AND s.depth <= ? GROUP BY s.topic""",
            [day, enrolment, deepest],
        )
    }
    counts = []
    for topic, slug, items, fresh, due, known, met in rows:
        no_fresh, no_due = hidden.get(topic, (0, 0))
        counts.append(TopicCounts(slug, items, fresh - no_fresh, due - no_due, known, met))
    return counts


def answered_on(db: sqlite3.Connection, enrolment: int, day: int) -> tuple[int, int]:
    """(items met for the first time, other items reviewed) in study on ``day``, undone answers left out."""
    row = db.execute(
        f"""SELECT coalesce(sum(fresh), 0), coalesce(sum(1 - fresh), 0) FROM (
              SELECT max(e.predicted IS NULL) AS fresh
              FROM answer a JOIN evidence e ON e.answer = a.id
              WHERE a.enrolment = ? AND a.day = ? AND a.undoes = '' AND a.mode = 'study' AND e.counts = 1
                AND NOT {UNDONE}
              GROUP BY e.item)""",
        [enrolment, day],
    ).fetchone()
    return row[0], row[1]


def last_loads(db: sqlite3.Connection, enrolment: int, day: int, days: int) -> list[int]:
    """How many items were asked on each of the last ``days`` days of study before ``day``, the latest first.

    Items of answers taken back are included. Jumps from day to day in the index.
    """
    studied = "answer WHERE enrolment = ?1 AND mode = 'study' AND undoes = '' AND day"
    rows = db.execute(
        f"""WITH RECURSIVE days(day) AS (
              SELECT (SELECT max(day) FROM {studied} < ?2)
              UNION ALL SELECT (SELECT max(day) FROM {studied} < days.day) FROM days WHERE day IS NOT NULL LIMIT ?3)
            SELECT (SELECT count(DISTINCT item) FROM {studied} = days.day) FROM days WHERE day IS NOT NULL""",
        [enrolment, day, days],
    )
    return [load for (load,) in rows]


def met_on(db: sqlite3.Connection, enrolment: int, day: int) -> list[MetItem]:
    """Items with counted evidence on ``day``, in any mode, undone answers left out."""
    rows = db.execute(
        f"""SELECT i.item, i.family, t.slug, max(e.predicted IS NULL)
            FROM answer a JOIN evidence e ON e.answer = a.id JOIN item i ON i.id = e.item
            JOIN topic t ON t.id = i.topic
            WHERE a.enrolment = ? AND a.day = ? AND a.undoes = '' AND e.counts = 1 AND NOT {UNDONE}
            GROUP BY i.id ORDER BY min(a.id)""",
        [enrolment, day],
    )
    return [MetItem(item, family, topic, bool(new)) for item, family, topic, new in rows]


def days_studied(db: sqlite3.Connection, enrolment: int, since: int) -> list[int]:
    """Study days from ``since`` on with an answer that stands; jumps from day to day in the index."""
    first = "(SELECT min(day) FROM answer WHERE enrolment = ?1 AND undoes = '' AND day {after})"
    return [
        day
        for (day,) in db.execute(
            f"""WITH RECURSIVE days(day) AS (
                  SELECT {first.format(after=">= ?2")}
                  UNION ALL SELECT {first.format(after="> days.day")} FROM days WHERE day IS NOT NULL)
                SELECT day FROM days WHERE day IS NOT NULL AND EXISTS (
                  SELECT 1 FROM answer a
                  WHERE a.enrolment = ?1 AND a.day = days.day AND a.undoes = '' AND NOT {UNDONE})""",
            [enrolment, since],
        )
    ]


def forecast(
    db: sqlite3.Connection, enrolment: int, day: int, days: int, *, topics: Sequence[str], depth: str
) -> list[int]:
    """Reviews that come on each of ``days`` days from ``day`` on; the first holds the overdue.

    The suspended do not come, and the buried not before their day.
    """
    counts = [0] * days
    narrowed, values = _narrowed(topics)
    within = f"s.enrolment = ? AND s.active = 1 AND s.due > 0 AND s.due < ? AND s.depth <= ? {narrowed}"
    asked = [enrolment, day + days, depth_number(depth), *values]
    for due, count in db.execute(
        f"""SELECT s.due, count(*) FROM state s WHERE {within} AND {_HIDDEN} GROUP BY s.due
            UNION ALL
            SELECT max(s.due, m.buried_until), 1
            FROM mark m JOIN item i ON i.id = m.item
            JOIN state s ON s.enrolment = m.enrolment AND s.topic = i.topic AND s.item = m.item
            WHERE {within} AND m.suspended = 0 AND m.buried_until > ? AND m.buried_until < ?""",
        [*asked, enrolment, day, *asked, day, day + days],
    ):
        counts[max(0, due - day)] += count
    return counts


def mix_ups(db: sqlite3.Connection, enrolment: int, item: str) -> list[MixUp]:
    """Options that were chosen by mistake for ``item``, the most frequent first."""
    rows = db.execute(
        f"""SELECT a.chosen, count(*), max(a.day) FROM answer a
            WHERE a.enrolment = ? AND a.item = (SELECT id FROM item WHERE item = ?) AND a.chosen <> ''
              AND NOT {UNDONE}
            GROUP BY a.chosen ORDER BY 2 DESC, 3 DESC, 1""",
        [enrolment, item],
    )
    return [MixUp(item, chosen, times, last_day) for chosen, times, last_day in rows]


def median_latency(db: sqlite3.Connection, enrolment: int) -> int:
    """Median milliseconds of the last right answers (at most 200); 0 if there are none.

    Answers given on paper have no time (0 ms) and are passed over.
    """
    times = sorted(
        latency
        for (latency,) in db.execute(
            """SELECT latency_ms FROM answer
               WHERE enrolment = ? AND undoes = '' AND outcome = 'right' AND latency_ms > 0
               ORDER BY day DESC, id DESC LIMIT ?""",
            [enrolment, LATENCY_SAMPLE],
        )
    )
    if not times:
        return 0
    middle = len(times) // 2
    return int(times[middle] if len(times) % 2 else (times[middle - 1] + times[middle]) // 2)


def _narrowed(topics: Sequence[str]) -> tuple[str, list[object]]:
    if not topics:
        return "", []
    marks = ", ".join("?" * len(topics))
    return f"AND s.topic IN (SELECT id FROM topic WHERE slug IN ({marks}))", list(topics)


def _outside(column: str, values: Sequence[str]) -> tuple[str, list[object]]:
    if not values:
        return "", []
    return f"AND {column} NOT IN ({', '.join('?' * len(values))})", list(values)


def _ensure_pow(db: sqlite3.Connection) -> None:
    """Some builds of SQLite come without mathematical functions."""
    try:
        db.execute("SELECT pow(1.0, 1.0)")
    except sqlite3.OperationalError:
        db.create_function("pow", 2, _pow, deterministic=True)


def _pow(base: float | None, exponent: float) -> float | None:
    return None if base is None else float(base**exponent)
