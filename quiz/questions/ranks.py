"""Where keys stand among options that are shown in their order: what is left of a bias after the rank was drawn."""

from collections import Counter
from typing import NamedTuple

from quiz.questions.build import SORTED, Difficulty
from quiz.questions.engine import Questions
from quiz.questions.items import Item
from quiz.questions.model import Form

__all__ = ["KeyRanks", "key_ranks"]

_DRAWS, _MOST = 20, 5_000
"""Of one question, and of all together: in a large bank every property has questions enough."""


class KeyRanks(NamedTuple):
    """Of one property's questions with so many options."""

    kind: str
    asked: str
    questions: int
    shares: tuple[float, ...]
    """How often the key stands first, second, …: each 0 to 1, all of them 1 together."""

    @property
    def excess(self) -> float:
        """What the fullest place has over its fair share."""
        return max(self.shares) - 1 / len(self.shares)


def key_ranks(found: Questions) -> list[KeyRanks]:
    """Of every property whose options stand in order, the most uneven first; measured on several draws of each."""
    asked = [item for info, item in found.catalogue.values() if Form.CHOICE in info.forms and _in_order(found, item)]
    draws = max(1, min(_DRAWS, _MOST // max(1, len(asked))))
    counts: dict[tuple[str, str, int], Counter[int]] = {}
    builder = found.builder(found.bank.languages[0])
    for item in asked:
        for seed in range(draws):
            question = builder.build(item, Form.CHOICE, seed, Difficulty())
            counts.setdefault((item.kind, item.asked, len(question.options)), Counter())[question.key_indices[0]] += 1
    ranks = [
        KeyRanks(kind, slug, drawn.total() // draws, tuple(drawn[at] / drawn.total() for at in range(options)))
        for (kind, slug, options), drawn in counts.items()
    ]
    return sorted(ranks, key=lambda one: (-one.excess * one.questions, one.kind, one.asked))


def _in_order(found: Questions, item: Item) -> bool:
    prop = found.world.prop(item.kind, item.asked)
    return prop is not None and prop.type in (*SORTED, "money")
