"""What became of a class: each question, each pupil, and whom or what to come back to. Nothing but events and answers.

Marks are those of the room, decisions included: :func:`quiz.study.room.points.marked`. A pupil's right answers are
counted apart from their points, which may be for speed. Seats that were taken away are left out everywhere, so that the
right answers of all pupils are the right answers to all questions.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from statistics import median
from typing import NamedTuple

from quiz.questions.grading.folding import plain
from quiz.questions.model import Form, Question, Response
from quiz.study.frozen import Entry
from quiz.study.room.machine import Room
from quiz.study.room.model import Mode, SeatAnswer
from quiz.study.room.points import Marked, counting, counts, marked
from quiz.study.room.seen import accepted_texts
from quiz.study.room.state import State
from quiz.study.room.store import Stored
from quiz.study.summary import given_lines, key_lines

__all__ = [
    "DIFFICULT",
    "ENOUGH",
    "FEW",
    "HELP",
    "ClassReport",
    "Given",
    "PupilReport",
    "QuestionReport",
    "TeamReport",
    "class_report",
]

DIFFICULT = 0.5
"""A question is difficult whose facility is below this …"""
ENOUGH = 5
"""… over so many answers at least: fewer say too little."""
HELP = 0.5
"""A pupil needs help of whose answers less than this share is right …"""
FEW = 3
"""… if there are so many at least."""


class Given(NamedTuple):
    """An option, or what several typed or put in order, and how many did."""

    texts: Mapping[str, str]
    """By language."""
    right: bool
    n: int


class QuestionReport(NamedTuple):
    """How one question went."""

    number: int
    """From 1."""
    form: Form
    prompts: Mapping[str, str]
    """By language, as the next four."""
    keys: Mapping[str, tuple[str, ...]]
    accepted: Mapping[str, tuple[str, ...]]
    explanations: Mapping[str, str]
    sources: Mapping[str, tuple[str, ...]]
    asked: bool
    """It was put before the class."""
    counts: bool
    """It was asked, and neither skipped nor left out afterwards."""
    n: int
    """Answers, those counted by hand included."""
    right: int
    facility: float | None
    """Mean credit of the answers, 0 to 1; None without any, or where it does not count."""
    median_ms: float | None
    """Of all answers; None where no time is known."""
    given: tuple[Given, ...]
    """Each option in its order, be it chosen or not; typed answers and orders by how many gave them."""
    distractor: Given | None
    """What was most often given and is wrong."""

    @property
    def difficult(self) -> bool:
        """Many had it wrong, and there are answers enough to say so."""
        return self.facility is not None and self.n >= ENOUGH and self.facility < DIFFICULT


class PupilReport(NamedTuple):
    """How one pupil did, in the questions that count."""

    seat: int
    name: str
    team: str
    right: int
    """Wholly right answers, whatever points they earned."""
    answered: int
    of: int
    """Questions that were asked and count."""
    points: int
    median_ms: float | None
    credits: tuple[float | None, ...]
    """Of every question of the plan, 0 to 1; None: no answer, or it does not count."""

    @property
    def needs_help(self) -> bool:
        """Less than half of what the pupil answered is right."""
        return self.answered >= FEW and self.right < HELP * self.answered

    @property
    def finished(self) -> bool:
        """Every question that counts was answered."""
        return self.answered >= self.of


class TeamReport(NamedTuple):
    """A team whose members' results are averaged."""

    name: str
    members: int
    right: float
    """Mean of the members' right answers."""
    points: float


class ClassReport(NamedTuple):
    """A session."""

    uuid: str
    title: Mapping[str, str]
    langs: tuple[str, ...]
    mode: Mode
    speed: bool
    """Points are for speed too."""
    started_ms: int
    """UTC."""
    of: int
    """Questions that were asked and count."""
    answers: int
    """To these, those counted by hand included."""
    right: int
    questions: tuple[QuestionReport, ...]
    """All of the plan."""
    pupils: tuple[PupilReport, ...]
    """By right answers, the best first; equals in the order in which they came. None in a count by hand."""
    teams: tuple[TeamReport, ...]
    """Likewise; empty unless results are averaged."""

    @property
    def difficult(self) -> tuple[QuestionReport, ...]:
        """Difficult questions, the most difficult first."""
        return tuple(sorted((one for one in self.questions if one.difficult), key=lambda one: one.facility or 0.0))

    @property
    def needs_help(self) -> tuple[PupilReport, ...]:
        """Pupils who need help, those with the smallest share of right answers first."""
        return tuple(sorted((one for one in self.pupils if one.needs_help), key=lambda one: one.right / one.answered))

    @property
    def unfinished(self) -> tuple[PupilReport, ...]:
        """Pupils who did not finish, those with the fewest answers first; who came late is among them."""
        return tuple(sorted((one for one in self.pupils if not one.finished), key=lambda one: one.answered))


def class_report(stored: Stored) -> ClassReport:
    """The report of a session, over or not. Raises QuizError if what was kept is damaged."""
    room = Room.replay(stored)
    plan = room.plan
    answers = [
        {seat: answer for seat, answer in given.items() if seat in room.seats and not room.seats[seat].kicked}
        for given in room.answers
    ]
    asked = set(range(len(answers))) if plan.mode == "paced" else room.asked
    questions = tuple(_question(room, q, list(answers[q].values()), asked=q in asked) for q in range(len(answers)))
    of = counting(room)
    pupils = [_pupil(room, seat, answers, of) for seat, one in sorted(room.seats.items()) if not one.kicked]
    pupils.sort(key=lambda one: -one.right)
    return ClassReport(
        stored.session.uuid,
        plan.title,
        plan.langs,
        plan.mode,
        plan.speed,
        stored.session.started_ms,
        len(of),
        sum(questions[q].n for q in of),
        sum(questions[q].right for q in of),
        questions,
        tuple(pupils),
        _teams(pupils) if plan.teams == "averaged" else (),
    )


def _question(room: State, q: int, answers: Sequence[SeatAnswer], *, asked: bool) -> QuestionReport:
    entry = room.plan.entries[q]
    by_hand = room.tallies.get(q, {})
    n = len(answers) + sum(by_hand.values())
    counting = asked and counts(room, q)
    marks = [mark for mark in (marked(room, answer) for answer in answers) if mark is not None]
    also = [option for option in by_hand if _is_right(room, q, option)]
    right = sum(mark.right for mark in marks) + sum(by_hand[option] for option in also)
    credit = fsum(mark.credit for mark in marks) + sum(by_hand[option] for option in also)
    given = _given(room, q, answers)
    wrong = [one for one in given if not one.right and one.n]
    return QuestionReport(
        q + 1,
        room.question(q).form,
        {lang: one.prompt for lang, one in entry.questions.items()},
        {lang: key_lines(one) for lang, one in entry.questions.items()},
        {lang: tuple(accepted_texts(one, room.voided.get(q, ()))) for lang, one in entry.questions.items()},
        {lang: one.explanation for lang, one in entry.questions.items()},
        entry.cited,
        asked,
        counting,
        n,
        right if counting else 0,
        credit / n if counting and n else None,
        _median(answers),
        given,
        max(wrong, key=lambda one: one.n, default=None),
    )


def _is_right(room: State, q: int, option: int) -> bool:
    """Whether an option is right, or was ruled to be."""
    return option in room.question(q).key_indices or option in room.voided.get(q, ())


def _given(room: State, q: int, answers: Sequence[SeatAnswer]) -> tuple[Given, ...]:
    entry, question = room.plan.entries[q], room.question(q)
    if question.form in (Form.TYPED, Form.ORDERING):
        return _free(room, entry, answers)
    chosen = Counter(room.tallies.get(q, {}))
    for answer in answers:
        chosen.update(answer.response if isinstance(answer.response, tuple) else _numbers(answer.response))
    return tuple(
        Given({lang: one.options[at] for lang, one in entry.questions.items()}, _is_right(room, q, at), chosen[at])
        for at in range(len(question.options))
    )


def _numbers(response: Response) -> tuple[int, ...]:
    return (response,) if isinstance(response, int) else ()


def _free(room: State, entry: Entry, answers: Iterable[SeatAnswer]) -> tuple[Given, ...]:
    """Typed answers that differ in capitals and spaces only are one, spelt as most did."""
    spelt: dict[tuple[Response, bool], Counter[Response]] = {}
    for answer in answers:
        mark = marked(room, answer)
        right = mark.right if mark is not None else answer.credit >= 1.0
        response = answer.response
        alike = plain(response) if isinstance(response, str) else response
        spelt.setdefault((alike, right), Counter())[response] += 1
    found = [
        Given(
            {lang: _in_words(one, spellings.most_common(1)[0][0]) for lang, one in entry.questions.items()},
            right,
            spellings.total(),
        )
        for (_alike, right), spellings in spelt.items()
    ]
    return tuple(sorted(found, key=lambda one: -one.n))


def _in_words(question: Question, response: Response) -> str:
    return " → ".join(given_lines(question, response))


def _median(answers: Iterable[SeatAnswer]) -> float | None:
    times = [answer.used_ms for answer in answers]
    return float(median(times)) if times else None


def _pupil(room: State, seat: int, answers: Sequence[Mapping[int, SeatAnswer]], of: Sequence[int]) -> PupilReport:
    mine = {q: answers[q][seat] for q in of if seat in answers[q]}
    marks: dict[int, Marked] = {}
    for q, answer in mine.items():
        mark = marked(room, answer)
        if mark is not None:
            marks[q] = mark
    return PupilReport(
        seat,
        room.seats[seat].name,
        room.seats[seat].team,
        sum(mark.right for mark in marks.values()),
        len(mine),
        len(of),
        sum(mark.points for mark in marks.values()),
        _median(mine.values()),
        tuple(marks[q].credit if q in marks else None for q in range(len(answers))),
    )


def _teams(pupils: Iterable[PupilReport]) -> tuple[TeamReport, ...]:
    members: dict[str, list[PupilReport]] = {}
    for one in sorted(pupils, key=lambda one: one.seat):
        if one.team:
            members.setdefault(one.team, []).append(one)
    found = [
        TeamReport(
            team, len(mine), sum(one.right for one in mine) / len(mine), sum(one.points for one in mine) / len(mine)
        )
        for team, mine in members.items()
    ]
    return tuple(sorted(found, key=lambda one: -one.right))
