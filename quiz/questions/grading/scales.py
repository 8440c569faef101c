"""How numbers in words are put together: so many thousands, and what is left."""

from collections.abc import Callable

__all__ = ["by_scale"]


def by_scale(
    words: list[str],
    scales: dict[str, int],
    below: Callable[[list[str], bool, bool], int | None],
    behind: bool = False,
    final: bool = True,
) -> int | None:
    """Splits at the largest scale; ``below`` reads a group under a thousand.

    ``behind``: a larger scale stands before the words; ``final``: none stands after them.
    """
    if not words:
        return None
    present = [word for word in words if word in scales]
    if not present:
        return below(words, behind, final)
    unit = scales[max(present, key=scales.__getitem__)]
    cut = next(place for place, word in enumerate(words) if scales.get(word) == unit)
    left = by_scale(words[:cut], scales, below, behind, final=False)
    rest = words[cut + 1 :]
    right = by_scale(rest, scales, below, True, final) if rest else 0
    if left is None or right is None or right >= unit:
        return None
    return left * unit + right
