"""Typed sums of money: ``USD 10,000``, ``$10,000``, ``10.000 đô la Mỹ``, ``mười nghìn đô la Mỹ``."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from quiz.i18n import _
from quiz.questions.grading.amounts import Amount, amounts, exact_value, forgiven, is_wordy
from quiz.questions.grading.folding import bare
from quiz.questions.grading.units import vocabulary
from quiz.questions.grading.verdict import WRONG, TypedVerdict
from quiz.questions.model import Accept, Outcome

__all__ = ["grade_money"]

_ANY: frozenset[str] = frozenset()


def grade_money(typed: str, accept: Accept, lang: str, stem: str = "") -> TypedVerdict:
    """The verdict on a typed sum. The currency may stand on either side or be left out; another one is wrong.

    Where the stem asks for a sum each year, the answer may say so. ``$`` and ``dollars`` alone fit every dollar.
    Accepted texts are canonical: ``USD 10000``. Their own codes are understood, whatever the currency.
    """
    right = _sums((text, "") for text in accept.texts) + _sums((*accept.corrected, *accept.also))
    refused = _sums((text, text) for text in accept.refused)
    said = vocabulary()
    known = {code.lower(): frozenset({code}) for code, _value, _note in (*right, *refused) if code} | said.currencies
    near = False
    meant = ""
    yearly = said.yearly.search(bare(stem)) is not None
    for read in amounts(said.yearly.sub(" ", bare(typed)) if yearly else typed, lang):
        amount = _without(said.before, read)
        exact = amount if _currencies(amount, known) is not None else _without(said.about, amount)
        currencies = _currencies(exact, known)
        if currencies is None:
            wordy = not exact.before and is_wordy(exact.after)
            near = near or (wordy and _match(exact, _ANY, right) is not None)
            continue
        note = _match(exact, currencies, right)
        if note is not None and exact is amount:
            return TypedVerdict(Outcome.RIGHT, note)
        near = near or note is not None
        meant = meant or _match(exact, currencies, refused) or ""
    if near:
        return TypedVerdict(Outcome.NEAR, _("Only the sum and its currency are asked for."))
    return TypedVerdict(Outcome.WRONG, "", meant) if meant else WRONG


def _sums(texts: Iterable[tuple[str, str]]) -> list[tuple[str, Fraction, str]]:
    """(currency code, value, note) of each canonical text; the code is empty for a bare number."""
    found = []
    for text, note in texts:
        code, _space, number = text.rpartition(" ")
        value = exact_value(number)
        if value is not None and (not code or (len(code) == 3 and code.isupper())):
            found.append((code, value, note))
    return found


def _without(known: frozenset[str], amount: Amount) -> Amount:
    """The amount without the phrases of ``known`` that stand first."""
    words = amount.before.split()
    cut = next((at for at in range(len(words), 0, -1) if forgiven(words[:at], known)), 0)
    return amount._replace(before=" ".join(words[cut:]))


def _currencies(amount: Amount, known: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """Codes that both sides allow; empty where no side names a currency, None where one is not understood."""
    sides = [side for side in (amount.before, amount.after) if side]
    if not all(side in known for side in sides):
        return None
    named = [known[side] for side in sides]
    common = frozenset.intersection(*named) if named else _ANY
    return None if named and not common else common


def _match(amount: Amount, currencies: frozenset[str], known: list[tuple[str, Fraction, str]]) -> str | None:
    for code, value, note in known:
        if value in amount.values and (not currencies or not code or code in currencies):
            return note
    return None
