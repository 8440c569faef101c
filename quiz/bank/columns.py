"""One property over all entities of a kind: what answer sets and distractors are computed from."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from quiz.bank.claims import accepted, finest, overlap
from quiz.bank.dates import days_of
from quiz.bank.model import Bank, Canon, Claim, Property

__all__ = ["Cell", "Column", "cells_of", "column"]


class Cell(NamedTuple):
    """What the bank holds of one property of one entity, at one time."""

    value: Canon | None
    """The accepted value, the finest of those that agree; None if there is none."""
    period: str
    """For varying properties the as-of date, which names the period; else empty."""
    as_of: str
    """Date with which the stem must open, or empty."""
    complete: bool
    """For sets: nothing is missing."""
    possible: tuple[Canon, ...]
    """Every value that the bank does not show to be false here: the accepted ones of any grain, those also
    accepted, and those in dispute."""
    refuted: tuple[Canon, ...]
    """Values that the bank rejects in so many words."""


Column = Mapping[str, tuple[Cell, ...]]
"""By entity; an entity of which the bank says nothing is absent."""

_POSSIBLE = ("accepted", "also", "disputed", "unasked")


def cells_of(prop: Property, claims: Iterable[Claim]) -> tuple[Cell, ...]:
    """The cells of one entity: one, or one for each period of a varying property."""
    claims = [claim for claim in claims if not claim.raw]
    true = accepted(claims)
    if prop.varies:
        periods = list(dict.fromkeys(claim.as_of for claim in true if claim.as_of))
        return tuple(_cell(prop, [c for c in true if c.as_of == period], claims, period) for period in periods)
    return (_cell(prop, true, claims, ""),) if claims else ()


def _cell(prop: Property, true: list[Claim], claims: list[Claim], period: str) -> Cell:
    true = true if prop.varies else _holding(true)
    best = _best(prop, true)
    if prop.varies and best is not None:
        around = [claim for claim in claims if _holds_at(claim, best, period)]
    else:
        around = claims
    possible = dict.fromkeys(claim.value for claim in around if claim.status in _POSSIBLE)
    refuted = dict.fromkeys(claim.value for claim in around if claim.status == "rejected")
    return Cell(
        best.value if best else None,
        period,
        next((claim.as_of for claim in true if claim.as_of), ""),
        any(claim.complete for claim in true),
        tuple(possible),
        tuple(value for value in refuted if value not in possible),
    )


def _holding(true: list[Claim]) -> list[Claim]:
    """What holds today, else what is asked with its date; nothing where the values held at different times."""
    if now := [claim for claim in true if not claim.valid or claim.valid.endswith("/")]:
        return now
    dated = [claim for claim in true if claim.as_of]
    return dated if len({claim.value for claim in dated}) == 1 else []


def _best(prop: Property, true: list[Claim]) -> Claim | None:
    """What says most; all of it where a thing has several values at once."""
    values = tuple(dict.fromkeys(claim.value for claim in true))
    if len(values) > 1 and prop.shape == "one" and not prop.functional:
        return true[0]._replace(value=values)  # type: ignore[arg-type]  # of one value each
    return finest(true, dated=prop.type in ("date", "date_range") and prop.shape == "one") if true else None


def _holds_at(claim: Claim, best: Claim, period: str) -> bool:
    if claim.valid and best.valid:
        return overlap(claim.valid, best.valid)
    if not claim.as_of:
        return True
    (a, b), (c, d) = days_of(claim.as_of), days_of(period)
    return a <= d and c <= b


def column(bank: Bank, kind: str, slug: str) -> Column:
    """The column of a property, in the order of the bank's files."""
    prop = bank.kinds[kind].properties[slug]
    return {
        entity.slug: cells
        for entity in bank.entities.values()
        if entity.kind == kind and slug in entity.claims and (cells := cells_of(prop, entity.claims[slug]))
    }
