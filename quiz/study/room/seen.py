"""Frames of the protocol as records. What comes from a socket is taken for what fits and nothing else: a frame that
says less than it should leaves an empty field, and no text in it is more than text."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from quiz.questions.model import Form, Outcome, Question, Response
from quiz.study.room.model import FORMS, KeyTexts, Stem
from quiz.text import clean_line

__all__ = [
    "Mine",
    "Posed",
    "Ranked",
    "Revealed",
    "SeatLine",
    "You",
    "accepted_texts",
    "as_question",
    "asked_in",
    "counts_in",
    "frame_response",
    "integer",
    "key_texts",
    "line_in",
    "mapping",
    "ranked_in",
    "revealed_in",
    "seats_in",
    "sequence",
    "title_in",
    "words_in",
    "you_in",
]

_LONGEST = 2_000
_MOST = 1_000
_LARGEST = 2**53
"""Of a number: up to here every client counts alike."""


class Posed(NamedTuple):
    """A question as it is put."""

    q: int
    """From 0."""
    of: int
    form: Form
    opens_at: int
    closes_at: int | None
    """None: untimed."""
    texts: Mapping[str, Stem]


class Mine(NamedTuple):
    """What became of one's own answer."""

    outcome: Outcome
    credit: float
    points: int
    right: int
    answered: int
    total: int
    """Points so far."""
    correction: str
    response: Response


class Ranked(NamedTuple):
    """A place on a leaderboard or podium."""

    rank: int
    name: str
    points: float
    """Of a team the mean of its members."""
    level: int = 0
    """How many more have this rank, and are not shown."""


class Revealed(NamedTuple):
    """The key, and what comes with it."""

    q: int
    key: tuple[int, ...]
    texts: Mapping[str, KeyTexts]
    mine: Mine | None
    counts: tuple[tuple[str, int], ...]
    """(index of an option, or what was typed; how often)."""
    board: tuple[Ranked, ...]
    also: tuple[Response, ...] = ()
    """Answers that were ruled to be right besides the key."""


class You(NamedTuple):
    """One's own seat."""

    seat: int
    name: str
    right: int
    answered: int
    points: int
    team: str = ""


class SeatLine(NamedTuple):
    """A seat as the host sees it."""

    seat: int
    name: str
    on: bool
    answered: bool
    right: int
    points: int
    extra: float
    team: str
    kicked: bool
    given: int = 0
    """Paced rooms: how many questions it has answered."""


def integer(value: object, default: int = 0) -> int:
    """A whole number, or the default."""
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST else default


def line_in(value: object) -> str:
    """A text on one line, or none."""
    return clean_line(value[:_LONGEST]) if isinstance(value, str) else ""


def mapping(value: object) -> Mapping[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> Sequence[Any]:
    """A list, or an empty one."""
    return value[:_MOST] if isinstance(value, list) else ()


def _lines(value: object) -> tuple[str, ...]:
    return tuple(map(line_in, sequence(value)))


def title_in(value: object) -> dict[str, str]:
    """Texts by language."""
    return {line_in(lang): line_in(text) for lang, text in mapping(value).items()}


def _number(value: object, default: float = 0.0) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST  # nor is nan
    return float(value) if number else default  # type: ignore[arg-type]


def _response(value: object) -> Response:
    """A response as the protocol writes it."""
    if isinstance(value, list | tuple):
        return tuple(one for one in value if isinstance(one, int) and not isinstance(one, bool))
    if isinstance(value, str):
        return line_in(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def frame_response(response: Response) -> int | str | list[int] | None:
    """A response as the protocol takes it."""
    return list(response) if isinstance(response, tuple) else response


def asked_in(value: object) -> Posed | None:
    """A question; None if it cannot be put."""
    frame = mapping(value)
    texts = {
        line_in(lang): Stem(line_in(one.get("prompt")), _lines(one.get("options")), _lines(one.get("left")))
        for lang, one in ((lang, mapping(one)) for lang, one in mapping(frame.get("texts")).items())
    }
    form = frame.get("form")
    if not texts or form not in FORMS or integer(frame.get("q"), -1) < 0:
        return None
    closes = frame.get("closes_at")
    return Posed(
        integer(frame.get("q")),
        integer(frame.get("of")),
        Form(form),
        integer(frame.get("opens_at")),
        integer(closes) if closes is not None else None,
        texts,
    )


def revealed_in(value: object) -> Revealed | None:
    """A reveal; None if there is none."""
    frame = mapping(value)
    if integer(frame.get("q"), -1) < 0:
        return None
    texts = {}
    for lang, raw in mapping(frame.get("texts")).items():
        one = mapping(raw)
        told = (_lines(one.get("key")), line_in(one.get("explanation")), _lines(one.get("sources")))
        texts[line_in(lang)] = KeyTexts(*told, _lines(one.get("about")))
    return Revealed(
        integer(frame.get("q")),
        tuple(integer(one, -1) for one in sequence(frame.get("key"))),
        texts,
        _mine(frame.get("you")),
        counts_in(frame.get("counts")),
        ranked_in(frame.get("board")),
        tuple(map(_response, sequence(frame.get("also")))),
    )


def _mine(value: object) -> Mine | None:
    if not isinstance(value, dict):
        return None
    outcome = value.get("outcome")
    return Mine(
        Outcome(outcome) if outcome in tuple(Outcome) else Outcome.BLANK,
        _number(value.get("credit")),
        integer(value.get("points")),
        integer(value.get("right")),
        integer(value.get("answered")),
        integer(value.get("total")),
        line_in(value.get("correction")),
        _response(value.get("r")),
    )


def counts_in(value: object) -> tuple[tuple[str, int], ...]:
    """How often what was answered: by the index of an option, or by text; three ways to write it are read."""
    if isinstance(value, dict):
        return tuple((line_in(key), integer(n)) for key, n in value.items())
    found = []
    for at, one in enumerate(sequence(value)):
        if isinstance(one, list) and len(one) == 2:
            what = str(one[0]) if isinstance(one[0], int) else line_in(one[0])
            found.append((what, integer(one[1])))
        else:
            found.append((str(at), integer(one)))
    return tuple(found)


def ranked_in(value: object) -> tuple[Ranked, ...]:
    """A leaderboard or podium."""
    places = map(mapping, sequence(value))
    return tuple(
        Ranked(
            integer(one.get("rank")),
            line_in(one.get("name")),
            _number(one.get("points")),
            max(0, integer(one.get("level"))),
        )
        for one in places
    )


def you_in(value: object) -> You | None:
    """One's own seat."""
    if not isinstance(value, dict) or integer(value.get("seat")) <= 0:
        return None
    return You(
        integer(value.get("seat")),
        line_in(value.get("name")),
        integer(value.get("right")),
        integer(value.get("answered")),
        integer(value.get("points")),
        line_in(value.get("team")),
    )


def seats_in(value: object) -> dict[int, SeatLine]:
    """The host's list of seats, by number."""
    found = {}
    for raw in sequence(value):
        one = mapping(raw)
        seat = integer(one.get("seat"))
        if seat > 0:
            found[seat] = SeatLine(
                seat,
                line_in(one.get("name")),
                one.get("on") is True,
                one.get("answered") is True,
                integer(one.get("right")),
                integer(one.get("points")),
                _number(one.get("extra"), 1.0),
                line_in(one.get("team")),
                one.get("kicked") is True,
                max(0, integer(one.get("given"))),
            )
    return found


def words_in(texts: Mapping[str, Any], lang: str) -> Any:
    """What there is in ``lang``, else in the first language."""
    return texts.get(lang) or next(iter(texts.values()), None)


def as_question(asked: Posed, lang: str, told: KeyTexts | None = None, key: tuple[int, ...] = ()) -> Question:
    """The question in ``lang`` as front ends show questions; its key is empty until it has been told."""
    used = lang if lang in asked.texts else next(iter(asked.texts))
    words = asked.texts[used]
    indices = tuple(at for at in key if 0 <= at < len(words.options))
    return Question(
        id="",
        item="",
        form=asked.form,
        lang=used,
        seed=0,
        bank="",
        topic="",
        subject="",
        property="",
        given="",
        qualifier=None,
        template="",
        prompt=words.prompt,
        left=words.left,
        options=words.options,
        option_ids=words.options,
        key=told.key if told else (),
        key_indices=indices,
        accept=None,
        explanation=told.explanation if told else "",
        about=told.about if told and len(told.about) == len(words.options) else ("",) * len(words.options),
        sources=(),
        as_of=None,
        depth="core",
        touches=(),
        reveals=(),
    )


def accepted_texts(question: Question, also: Iterable[Response]) -> list[str]:
    """Each answer that is right besides the key, in words."""
    joint = " → " if question.form is Form.ORDERING else " · "
    options = dict(enumerate(question.options))
    chosen = ([one] if isinstance(one, int) else one for one in also)
    texts = (
        one if isinstance(one, str) else joint.join(options[at] for at in one or () if at in options) for one in chosen
    )
    return [text for text in texts if text]


def key_texts(question: Question) -> tuple[str, ...]:
    """The right answer in words."""
    if question.key:
        return question.key
    return tuple(question.options[at] for at in question.key_indices if 0 <= at < len(question.options))
