"""Where keys stand among options that are shown in their order: what is left of a bias after the rank was drawn."""

from collections import Counter
from typing import NamedTuple

from quiz.questions.build import SORTED, Difficulty
from quiz.questions.engine import Questions
from quiz.questions.model import Form

__all__ = ["KeyRanks", "key_ranks"]

_DRAWS = 20


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
    """Of every property whose options stand in order, the most uneven first; measured on 20 draws of each question."""
    counts: dict[tuple[str, str, int], Counter[int]] = {}
    builder = found.builder(found.bank.languages[0])
    for info, item in found.catalogue.values():
        prop = found.world.prop(item.kind, item.asked)
        if prop is None or prop.type not in SORTED or Form.CHOICE not in info.forms:
            continue
        for seed in range(_DRAWS):
            question = builder.build(item, Form.CHOICE, seed, Difficulty())
            counts.setdefault((item.kind, item.asked, len(question.options)), Counter())[question.key_indices[0]] += 1
    ranks = [
        KeyRanks(kind, slug, drawn.total() // _DRAWS, tuple(drawn[at] / drawn.total() for at in range(options)))
        for (kind, slug, options), drawn in counts.items()
    ]
    return sorted(ranks, key=lambda one: (-one.excess * one.questions, one.kind, one.asked))
