"""Typed names and phrases.

The answer is compared as a whole phrase, never as a bag of words, with the accepted and the refused texts:
with its accents first, then without, then without spaces. What is refused with the very accents typed is
wrong; what is both accepted and refused once accents are stripped is near. A slip in a long name is near
unless another name is as close.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from quiz import language
from quiz.i18n import _
from quiz.questions.grading.folding import bare, fold, has_content, literal
from quiz.questions.grading.normalise import Forms, forms
from quiz.questions.grading.slips import allowed_edits, distance, is_slip
from quiz.questions.grading.telex import from_telex
from quiz.questions.grading.verdict import WRONG, TypedVerdict
from quiz.questions.model import Accept, Outcome

__all__ = ["Rivals", "grade_text"]

_ADDITIONS = re.compile(r"[,(\[/]|\s[-–—]\s").finditer
"""Where a qualifier or another name begins: ``Helsinki, Finland``, ``Helsinki (Phần Lan)``, ``Hà Nội/Hanoi``."""
_PREFIX = re.compile(r"(?![^A-Z]*[A-Z])[^\W\d_]{2,}-").fullmatch
"""``pre-`` is no sign behind a word, as in ``Na-`` and ``A-``."""
_QUOTES = ".!?\"“”„‘’'"
"""What people put around a name or behind it."""
_APOSTROPHES = "'’"
_LONGEST_OWNER = 6
"""Words."""

Rivals: TypeAlias = Callable[[str], Iterable[str]]
"""From what was typed to the names of other things that it could mean. Asked only where it is not exactly right."""


_Leads: TypeAlias = list[tuple[str, ...]]


class _Index(NamedTuple):
    """Texts by their forms."""

    exact: dict[str, str]
    folded: dict[str, str]
    squeezed: dict[str, str]


def grade_text(typed: str, accept: Accept, rivals: Rivals, stem: str = "") -> TypedVerdict:
    """The verdict on a typed name; ``typed`` is not blank and of bounded length. ``rivals`` are refused as well.

    Words that the learner puts before the name (``in``, ``nước``, what the named thing is) are forgiven, and so is
    leaving out what a language may leave out there (``Hồ Chí Minh``), but it is near where the ``stem`` says the rest:
    the capital of Panama. What is put behind the name is not known to be true: ``Helsinki, Finland`` is right where the
    bank has that text or says that this is its country, where both parts are accepted names, or where the ``stem`` says
    it itself; otherwise it is near, and wrong if the addition is a refused name. What the ``stem`` asks for may be
    said: ``Hanoi city``.
    """
    notes = dict((*accept.also, *accept.corrected))
    accepted = _index((*accept.texts, *notes))
    form = forms(typed)
    exactly = _first(form.exact, accepted.exact)
    if exactly is not None:
        return _literally(typed, accept) or _right(exactly, accept, notes)
    refused = _refused_index((*accept.refused, *rivals(typed)), (*accept.texts, *notes), _twins(accept))
    keyed = forms(from_telex(typed))
    leads = _lead_ins(language.known(), accept.before)
    apart = forms(_elided(language.known()).sub(r"\g<0> ", typed))
    alone = [form, *(rest for name in dict.fromkeys((form, apart)) for rest in _without_lead_in(name, leads))]
    told = [f" {said} " for said in forms(stem).folded]
    repeated = any(f" {name} " in said for name in form.folded for said in told)
    for attempt in (
        *alone,
        *_without_kind(form, stem),
        *_in_full(alone[1:] if repeated else alone),
        *map(_accented, (keyed, *_without_lead_in(keyed, leads))),
    ):
        verdict = _compare(attempt, accepted, refused)
        if verdict is not None:
            return _right(verdict.meant, accept, notes) if verdict.outcome is Outcome.RIGHT else verdict
    full = (_compare(attempt, accepted, refused) or WRONG for attempt in _in_full([form]))
    if repeated and any(verdict.outcome is Outcome.RIGHT for verdict in full):
        return TypedVerdict(Outcome.NEAR, _("Write the name in full."))
    behind = _index(accept.behind)
    return (
        _qualified(typed, accepted, refused, behind, leads, stem)
        or _followed(form, accepted, refused, behind, leads)
        or _slip(form, accepted, refused)
    )


_WAYS: tuple[Callable[[str], str], ...] = (
    literal,
    lambda text: literal(text).strip(_QUOTES),
    lambda text: literal(text).casefold(),
    lambda text: literal(text).strip(_QUOTES).casefold(),
)
"""Of comparing what capitals or signs alone tell apart, the strictest first."""


def _literally(typed: str, accept: Accept) -> TypedVerdict | None:
    """The verdict where capitals or signs alone tell the accepted from a refused text."""
    shared = {*forms(typed).exact}
    twins = [text for text in _twins(accept) if shared.intersection(forms(text).exact)]
    if not twins:
        return None
    for way in _WAYS:
        right = any(way(text) == way(typed) for text in accept.texts)
        wrong = next((text for text in twins if way(text) == way(typed)), "")
        if right != bool(wrong):
            return None if right else TypedVerdict(Outcome.WRONG, "", wrong)
    return TypedVerdict(Outcome.NEAR, _("Capitals and signs count here: write it exactly."))


@lru_cache(maxsize=256)
def _twins(accept: Accept) -> tuple[str, ...]:
    names, own = _index(accept.texts).exact, {literal(text) for text in accept.texts}
    return tuple(
        text for text in accept.refused if literal(text) not in own and any(form in names for form in forms(text).exact)
    )


def _compare(form: Forms, accepted: _Index, refused: _Index) -> TypedVerdict | None:
    """The verdict where the answer equals a text at some level; ``meant`` of a right one is that text."""
    for level, spellings in enumerate(form):
        right = _first(spellings, accepted[level])
        wrong = _first(spellings, refused[level])
        if right is not None and (wrong is None or level == 0):
            return TypedVerdict(Outcome.RIGHT, "", right)
        if right is not None and wrong is not None:
            hint = _("Without its accents or spaces this could also mean something else: write it in full.")
            return TypedVerdict(Outcome.NEAR, hint, wrong)
        if wrong is not None:
            return TypedVerdict(Outcome.WRONG, "", wrong)
    return None


def _accented(form: Forms) -> Forms:
    """Only with its accents: without them ``tens`` would be ``ten``."""
    return form._replace(folded=(), squeezed=())


def _right(text: str, accept: Accept, notes: dict[str, str]) -> TypedVerdict:
    return TypedVerdict(Outcome.RIGHT, "" if text in accept.texts else notes.get(text, ""))


def _qualified(
    typed: str, accepted: _Index, refused: _Index, behind: _Index, leads: _Leads, stem: str
) -> TypedVerdict | None:
    for mark in _ADDITIONS(typed):
        name, words = forms(typed[: mark.start()]), forms(typed[mark.end() :])
        named = _named(name, accepted, refused, leads)
        verdict = TypedVerdict(Outcome.RIGHT) if named else _slip(name, accepted, refused)
        if verdict.outcome is Outcome.WRONG or not has_content(typed[mark.end() :]):
            continue
        for true in (accepted, behind):
            addition = _compare(words, true, refused)
            if addition is not None and addition.outcome is Outcome.RIGHT:
                return verdict
        if verdict.outcome is Outcome.NEAR or mark[0] == "/":
            continue  # behind a slash stands another answer
        if addition is None and any(f" {said} " in f" {told} " for said in words.exact for told in forms(stem).exact):
            return TypedVerdict(Outcome.RIGHT)
        return addition or TypedVerdict(Outcome.NEAR, _("Only the name is asked for: write nothing behind it."))
    return None


def _followed(form: Forms, accepted: _Index, refused: _Index, behind: _Index, leads: _Leads) -> TypedVerdict | None:
    """A name with what it belongs to and no sign between: ``Helsinki Finland``, ``thủ đô Helsinki của Phần Lan``."""
    of = {bare(word) for code in language.known() for word in language.table(code).get("of", ())}
    for exact in form.exact:
        words = exact.split()
        for cut in range(max(1, len(words) - _LONGEST_OWNER), len(words)):
            owner = _compare(forms(" ".join(words[cut:])), behind, refused)
            name = words[: cut - 1] if fold(words[cut - 1]) in of else words[:cut]
            true = owner is not None and owner.outcome is Outcome.RIGHT
            if true and name and _named(forms(" ".join(name)), accepted, refused, leads):
                return TypedVerdict(Outcome.RIGHT)
    return None


def _named(form: Forms, accepted: _Index, refused: _Index, leads: _Leads) -> bool:
    """Whether it is an accepted name, perhaps with words before it."""
    found = (_compare(attempt, accepted, refused) for attempt in (form, *_without_lead_in(form, leads)))
    first = next(filter(None, found), None)
    return first is not None and first.outcome is Outcome.RIGHT


def _slip(form: Forms, accepted: _Index, refused: _Index) -> TypedVerdict:
    best = _closest(form, accepted)
    if best is None:
        return WRONG
    for spelling, text in refused.squeezed.items():
        if any(distance(typed, spelling, best) <= best for typed in form.squeezed):
            return TypedVerdict(Outcome.WRONG, "", text)
    return TypedVerdict(Outcome.NEAR, _("Check the spelling."))


def _closest(form: Forms, accepted: _Index) -> int | None:
    """Edits to the closest accepted text, if they are few enough to be a slip."""
    found: list[int] = []
    for target in accepted.folded:
        letters = target.replace(" ", "")
        limit = allowed_edits(letters)
        for typed in form.folded if limit else ():
            edits = distance(typed.replace(" ", ""), letters, limit)
            if edits <= limit and is_slip(typed, target):
                found.append(edits)
    return min(found, default=None)


def _without_lead_in(form: Forms, leads: _Leads, phrases: int = 2) -> Iterator[Forms]:
    """The form without words before it; they may be two phrases: ``tại``, ``thủ đô``."""
    for exact in form.exact:
        words = exact.split()
        folded = tuple(fold(word) for word in words)
        for lead in leads:
            if len(words) > len(lead) and folded[: len(lead)] == lead:
                rest = forms(" ".join(words[len(lead) :]))
                yield rest
                if phrases > 1:
                    yield from _without_lead_in(rest, leads, phrases - 1)


def _without_kind(form: Forms, stem: str) -> Iterator[Forms]:
    """The form without what may stand before it with ``of``, where the stem asks for that: ``Which city``."""
    for exact in form.exact:
        name, _space, kind = exact.rpartition(" ")
        known = any(lead[-2:] == (kind, "of") for lead in _lead_ins(language.known(), ()))
        if name and known and any(f" which {kind} " in f" {told} " for told in forms(stem).exact):
            yield forms(name)


def _in_full(names: Iterable[Forms]) -> Iterator[Forms]:
    """The names with what may be left out of them."""
    patterns = [pattern for code in language.known() for pattern in language.table(code).get("in_full", ())]
    for name in names:
        yield from (forms(pattern.format(name=exact)) for pattern in patterns for exact in name.exact)


@lru_cache(maxsize=256)
def _lead_ins(codes: tuple[str, ...], before: tuple[str, ...]) -> _Leads:
    """Words, folded, that a learner writes before a name and that do not change it: in any language."""
    said = [words for code in codes for words in language.table(code)["lead_ins"]]
    return [tuple(form.folded[0].split()) for form in map(forms, (*said, *before)) if form.folded]


@cache
def _elided(codes: tuple[str, ...]) -> re.Pattern[str]:
    """What is written before a name without a space: ``l'``, ``d'``."""
    said = [words[:-1] for code in codes for words in language.table(code)["lead_ins"] if words[-1] in _APOSTROPHES]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, said)) or '(?!)'})[{_APOSTROPHES}](?=\w)", re.IGNORECASE)


def _first(spellings: Iterable[str], texts: dict[str, str]) -> str | None:
    return next((texts[spelling] for spelling in spellings if spelling in texts), None)


@lru_cache(maxsize=256)
def _index(texts: tuple[str, ...]) -> _Index:
    index = _Index({}, {}, {})
    for text in texts:
        for name in (text, text[:-1]) if _PREFIX(text) else (text,):
            for spellings, level in zip(forms(name), index, strict=True):
                for spelling in spellings:
                    level.setdefault(spelling, text)
    return index


@lru_cache(maxsize=256)
def _refused_index(refused: tuple[str, ...], accepted: tuple[str, ...], twins: tuple[str, ...]) -> _Index:
    """Of the refused texts the ``twins`` and those that are not accepted as well: Singapore is a city and a country."""
    names = _index(accepted).exact
    return _index(
        tuple(text for text in refused if text in twins or not any(form in names for form in forms(text).exact))
    )
