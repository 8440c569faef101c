"""What a client of a room knows, from the frames that it has got. Every front end shows one of these; none keeps a copy
of its own, and none of them is an authority on anything: the next snapshot is right whatever was thought before."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from quiz.questions.model import Outcome, Question, Response, Verdict
from quiz.study.exam.result import ItemFeedback
from quiz.study.room.model import KeyTexts, Phase, RefusedError
from quiz.study.room.reading import read_response
from quiz.study.room.seen import (
    Posed,
    Ranked,
    Revealed,
    You,
    as_question,
    asked_in,
    frame_response,
    integer,
    key_texts,
    line_in,
    mapping,
    ranked_in,
    revealed_in,
    sequence,
    title_in,
    words_in,
    you_in,
)

__all__ = ["Count", "Following"]


_LAST_DATE = 250_000_000_000_000
"""UTC ms of a day shortly before the last one that calendars here know."""


class Count(NamedTuple):
    """How many have answered."""

    q: int = -1
    answered: int = 0
    of: int = 0
    missing: tuple[int, ...] = ()
    """Seats; the host alone is told."""


class Following:
    """A pupil's view of a room. ``mono`` is milliseconds of a clock that nobody sets."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.up: bool | None = None
        """Whether there is a connection; None before the first."""
        self.joined = False
        self.mode = "live"
        self.title: Mapping[str, str] = {}
        self.langs: tuple[str, ...] = ()
        self.phase = Phase.LOBBY
        self.paused = False
        self.at, self.of = -1, 0
        self.asked: Posed | None = None
        self.sent: Response = None
        """Given and not acknowledged yet."""
        self.saved: Response = None
        """As the room has it on disk."""
        self.refused = ""
        """Why the last answer or wish was refused, a value of :class:`quiz.study.room.model.Why`."""
        self.revealed: Revealed | None = None
        self.you: You | None = None
        self.count = Count()
        self.podium: tuple[Ranked, ...] = ()
        self.place = (0, 0)
        """One's own, or one's team's, in the end, and of how many; zeros: not told."""
        self.out_of = 0
        """Questions that were asked and count, once it is over."""
        self.gone = ""
        """Why the room has closed the connection for good, or empty."""
        self.deadline = 0
        """UTC ms after which nothing is taken; 0: none."""
        self.code = ""
        self.urls: tuple[str, ...] = ()
        self._clock = (0, 0)

    # time

    def now(self, mono: int) -> int:
        """The room's clock: it stands still in a pause."""
        at, since = self._clock
        return at if self.paused else at + mono - since

    def _set_clock(self, frame: Mapping[str, Any], mono: int) -> None:
        if "now" in frame:
            self._clock = (integer(frame["now"]), mono)
        elif self._clock == (0, 0):
            self._clock = (0, mono)

    def opens_in(self, mono: int) -> int:
        """Milliseconds until answers are taken; 0 when they are."""
        return max(0, self.asked.opens_at - self.now(mono)) if self.asked is not None else 0

    def left(self, mono: int) -> int | None:
        """Milliseconds to answer; None without a limit."""
        if self.asked is None or self.asked.closes_at is None:
            return None
        return max(0, self.asked.closes_at - max(self.asked.opens_at, self.now(mono)))

    @property
    def over(self) -> bool:
        """Whether the lesson has ended."""
        return self.phase is Phase.OVER

    # what is shown

    @property
    def shown_title(self) -> str:
        """The session's title in the language in use."""
        return self.title.get(self.lang) or next(iter(self.title.values()), "")

    @property
    def question(self) -> Question | None:
        """The question that is on, its key only if it has been told."""
        if self.asked is None:
            return None
        return as_question(self.asked, self.lang, *self.told)

    @property
    def told(self) -> tuple[KeyTexts | None, tuple[int, ...]]:
        """What a reveal has told of the question that is on."""
        if self.revealed is None or self.asked is None or self.revealed.q != self.asked.q:
            return None, ()
        return words_in(self.revealed.texts, self.lang), self.revealed.key

    @property
    def answering(self) -> bool:
        """Whether an answer may be given: it is asked, and none was given yet."""
        free = self.sent is None and self.saved is None
        return self.asked is not None and self.phase is Phase.ASKED and free and not self.paused

    def feedback(self) -> ItemFeedback | None:
        """What became of one's own answer, as front ends show it; None before the reveal."""
        question = self.question
        if question is None or not self.shows_key:
            return None
        told, _key = self.told
        mine = self.revealed.mine if self.revealed else None
        response = mine.response if mine else self.saved
        outcome = mine.outcome if mine else Outcome.BLANK
        if outcome is Outcome.NEAR:  # there is no second try in a class
            outcome = Outcome.WRONG
        chosen = ""
        if outcome is Outcome.WRONG and isinstance(response, int) and 0 <= response < len(question.about):
            chosen = question.about[response]
        verdict = Verdict(outcome, mine.credit if mine else 0.0, mine.correction if mine else "", chosen, ())
        sources = told.sources if told else ()
        return ItemFeedback(question, response, verdict, key_texts(question), sources, question.explanation)

    @property
    def shows_key(self) -> bool:
        """Whether the key of the question that is on has been told."""
        return self.revealed is not None and self.asked is not None and self.revealed.q == self.asked.q

    # what happens

    def answer(self, response: Response) -> dict[str, Any]:
        """The frame that gives an answer; what was refused before is forgotten."""
        assert self.asked is not None
        self.sent, self.refused = response, ""
        return {"t": "answer", "q": self.asked.q, "r": frame_response(response)}

    def feed(self, frame: Mapping[str, Any], mono: int) -> str:
        """Take a frame in; returns its name, or nothing if it is none that this client knows."""
        name = line_in(frame.get("t"))
        take = getattr(self, f"_on_{name}", None) if name.isidentifier() else None
        if take is None:
            return ""
        take(frame, mono)
        return name

    def _on_link(self, frame: Mapping[str, Any], _mono: int) -> None:
        self.up = frame.get("up") is True

    def _on_room(self, frame: Mapping[str, Any], mono: int) -> None:
        self.joined, self.up = True, True
        self.refused = ""
        self.mode = line_in(frame.get("mode")) or "live"
        self.title = title_in(frame.get("title"))
        self.langs = tuple(map(line_in, sequence(frame.get("langs"))))
        deadline = integer(frame.get("deadline"))
        self.deadline = deadline if 0 < deadline < _LAST_DATE else 0
        before = self.at
        self._take_phase(frame, mono)
        self.at, self.of = integer(frame.get("q"), -1), integer(frame.get("of"))
        self.asked = asked_in(frame.get("question"))
        if self.asked is not None:
            self.at = self.asked.q
        self.you = you_in(frame.get("you")) or self.you
        answer = mapping(frame.get("answer"))
        mine = self.asked is not None and integer(answer.get("q"), -1) == self.asked.q
        self.saved = self._response(answer.get("r")) if mine else None
        if self.saved is not None or before != self.at:
            self.sent = None
        self.revealed = None
        if self.phase is Phase.REVEALED or self.mode == "paced":
            self._on_reveal(mapping(frame.get("reveal")), mono)
        self.code = line_in(frame.get("code")) or self.code

    def _response(self, raw: object) -> Response:
        """What was given, if it can be an answer to the question that is on."""
        try:
            return read_response(self.question, raw) if self.question is not None else None
        except RefusedError:
            return None

    def _take_phase(self, frame: Mapping[str, Any], mono: int) -> None:
        phase = frame.get("phase")
        if phase in tuple(Phase):
            self.phase = Phase(phase)
        if "paused" in frame:
            self.paused = frame["paused"] is True
        self._set_clock(frame, mono)

    def _on_question(self, frame: Mapping[str, Any], mono: int) -> None:
        asked = asked_in(frame)
        if asked is None:
            return
        self._set_clock(frame, mono)
        if self.asked is None or self.asked.q != asked.q or self.shows_key:
            self.sent = self.saved = None
        self.asked, self.at, self.of = asked, asked.q, asked.of
        self.phase, self.paused, self.refused, self.revealed = Phase.ASKED, False, "", None
        self.count = Count(asked.q, 0, self.count.of)

    def _on_saved(self, frame: Mapping[str, Any], _mono: int) -> None:
        if self.asked is not None and integer(frame.get("q"), -1) == self.asked.q:
            self.saved, self.sent, self.refused = self._response(frame.get("r")), None, ""

    def _on_refused(self, frame: Mapping[str, Any], _mono: int) -> None:
        if self.asked is not None and integer(frame.get("q"), -1) == self.asked.q:
            self.sent, self.refused = None, line_in(frame.get("why"))

    def _on_reveal(self, frame: Mapping[str, Any], _mono: int) -> None:
        revealed = revealed_in(frame)
        if revealed is None or self.asked is None or revealed.q != self.asked.q:
            return
        self.revealed, self.sent = revealed, None
        self.phase = self.phase if self.mode == "paced" else Phase.REVEALED
        mine = revealed.mine
        if mine is not None:
            response = self._response(mine.response)
            self.revealed = revealed._replace(mine=mine._replace(response=response))
            self.saved = self.saved if response is None else response
            if self.you is not None:
                self.you = self.you._replace(right=mine.right, answered=mine.answered, points=mine.total)

    def _on_phase(self, frame: Mapping[str, Any], mono: int) -> None:
        self._take_phase(frame, mono)
        if self.phase is Phase.LOBBY:
            self.asked = self.revealed = None
        elif self.asked is not None and "opens_at" in frame:
            closes = frame.get("closes_at")
            self.asked = self.asked._replace(
                opens_at=integer(frame["opens_at"], self.asked.opens_at),
                closes_at=None if closes is None else integer(closes),
            )

    def _on_over(self, frame: Mapping[str, Any], _mono: int) -> None:
        self.phase, self.asked, self.revealed = Phase.OVER, None, None
        self.you = you_in(frame.get("you")) or self._with_totals(mapping(frame.get("you")))
        self.podium = ranked_in(frame.get("podium"))
        self.out_of = integer(frame.get("of"))
        rank, of = [*map(integer, sequence(frame.get("place"))), 0, 0][:2]
        self.place = rank, of

    def _with_totals(self, totals: Mapping[str, Any]) -> You | None:
        if self.you is None or not totals:
            return self.you
        right, answered = integer(totals.get("right")), integer(totals.get("answered"))
        return self.you._replace(right=right, answered=answered, points=integer(totals.get("points")))

    def _on_count(self, frame: Mapping[str, Any], _mono: int) -> None:
        missing = tuple(integer(one) for one in sequence(frame.get("missing")))
        self.count = Count(
            integer(frame.get("q"), -1), integer(frame.get("answered")), integer(frame.get("of")), missing
        )

    def _on_error(self, frame: Mapping[str, Any], _mono: int) -> None:
        self.refused = line_in(frame.get("why"))

    def _on_gone(self, frame: Mapping[str, Any], _mono: int) -> None:
        self.gone = line_in(frame.get("why")) or "protocol"
        self.up = False
