"""From marked sheets to attempts, as they are stored for item analysis."""

from collections.abc import Iterator

from quiz.hashing import blake2b
from quiz.jsontext import to_json
from quiz.papers.marks import MarkedSheet, Marks
from quiz.papers.model import Frozen
from quiz.papers.rulings import Rulings
from quiz.questions.model import Form, Outcome, Question
from quiz.study.exam.model import Answered, Paper, Slot
from quiz.study.exam.prints import print_of
from quiz.study.exam.result import picked
from quiz.study.exam.store import Final, Handed, NewAttempt
from quiz.study.views import Moment

__all__ = ["attempt_id", "handed"]


def attempt_id(frozen: Frozen, name: str, form: str) -> str:
    """UUID (version 8, RFC 9562) of a pupil's attempt: the same whenever the same sheet is marked.

    The paper's seed goes into it, which only the frozen file knows, so that no name can be found by trying names.
    """
    text = f"{frozen.id}\x1f{frozen.seed}\x1f{name}\x1f{form}"
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def handed(frozen: Frozen, marks: Marks, rulings: Rulings, now: Moment) -> list[Handed]:
    """Every sheet as an attempt, its questions in the order of form A. The time of an answer is not known: 0."""
    lang = frozen.langs[0]
    asked = [entry.questions[lang] for entry in frozen.entries]
    slots = tuple(
        Slot(question.item, question.form, question.seed, entry.facility, len(question.options))
        for question, entry in zip(asked, frozen.entries, strict=True)
    )
    paper = Paper(frozen.blueprint, frozen.bank, frozen.bank_digest, frozen.seed, lang, slots)
    prints = tuple(map(print_of, asked))
    keys = [_key(at, question, rulings) for at, question in enumerate(asked)]
    known: dict[tuple[int, Answered | None], Final] = {}
    found = []
    for one in marks.pupils:
        name, form = one.sheet.name, one.sheet.form
        begun = NewAttempt(attempt_id(frozen, name, form), paper, frozen.bank_digest, prints, 1.0, now.at_ms)
        others = tuple(attempt_id(frozen, name, other.letter) for other in frozen.forms if other.letter != form)
        finals = tuple(_finals(one, asked, keys, rulings, now, known))
        found.append(Handed(name, begun, finals, max(0.0, one.score.share), now.zone_minutes, others))
    return found


def _finals(
    one: MarkedSheet,
    asked: list[Question],
    keys: list[tuple[str, ...]],
    rulings: Rulings,
    now: Moment,
    known: dict[tuple[int, Answered | None], Final],
) -> Iterator[Final]:
    """What stands of one sheet; equal answers of several pupils are one object in ``known``."""
    for at, answered in enumerate(one.answers):
        if (at, answered) not in known:
            known[at, answered] = _final(at, asked[at], answered, keys[at], void=at in rulings.void, now=now)
        yield known[at, answered]


def _final(
    at: int, question: Question, answered: Answered | None, key: tuple[str, ...], *, void: bool, now: Moment
) -> Final:
    response = answered.response if answered else None
    return Final(
        n=at,
        at_ms=now.at_ms,
        zone_minutes=now.zone_minutes,
        question=question.id,
        item=question.item,
        template=question.template,
        topic=question.topic,
        form=question.form.value,
        response=to_json(response),
        chosen=picked(question, response),
        outcome=answered.outcome.value if answered else Outcome.BLANK.value,
        credit=answered.credit if answered else 0.0,
        certainty=0,
        options=question.option_ids,
        key=key,
        used_ms=0,
        void=void,
    )


def _key(at: int, question: Question, rulings: Rulings) -> tuple[str, ...]:
    """Canonical texts of the right options, those that were accepted later included."""
    more = [one for one in rulings.accepted.get(at, ()) if isinstance(one, int)]
    found = tuple(question.option_ids[one] for one in (*question.key_indices, *more)) or question.key
    return tuple(dict.fromkeys(found)) if question.form in (Form.CHOICE, Form.TRUE_FALSE) else found
