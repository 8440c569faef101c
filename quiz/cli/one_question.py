"""The question of ``quiz ask``: chosen, asked, graded, and recorded if wanted. Returns its exit codes."""

import sys
from collections.abc import Iterable, Sequence
from string import hexdigits
from typing import Any, cast

from quiz.cli.args import AskArgs
from quiz.cli.wiring import Wired, open_services
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.plain import show
from quiz.plain.commands import command_in
from quiz.plain.console import Console
from quiz.plain.prompt import Prompt
from quiz.plain.replies import UnclearError, response_of
from quiz.questions.model import Form, Outcome, Question, Response
from quiz.study.records import Answer, Evidence, Recorded, Store
from quiz.study.sitting import Sitting
from quiz.study.views import Plan, Presented
from quiz.text import clean_line

__all__ = ["one_question"]

_RIGHT, _WRONG, _NOTHING = 0, 1, 3
_WORDS = (Form.TYPED, Form.CHOICE)
_LONGEST_SEED = 16
_TRIES = 2  # a slip of the keyboard is asked once more


def one_question(args: AskArgs) -> int:
    """Ask the wanted question, or the one that comes next. Returns 0 right, 1 wrong, 3 nothing asked or answered."""
    with open_services(args) as wired:
        console = Console(sys.stdin, sys.stdout)
        sitting = _sitting(args, wired)
        asked = sitting.present(wired.now())
        if asked is None:
            console.say(_("Nothing is due."))
            return _NOTHING
        try:
            return _exchange(args, wired, sitting, asked, console)
        except EOFError:
            return _NOTHING


def _sitting(args: AskArgs, wired: Wired) -> Sitting:
    """A sitting on the wanted item, or on whatever comes next."""
    plan = Plan(wired.lang, seed=args.seed)
    if args.id:
        item, _tilde, rest = args.id.partition("~")
        info = wired.questions.info(item)  # refuses one that the bank does not have
        plan = plan._replace(items=(info.id,))
        form, _dot, tail = rest.partition(".")
        if form:
            wired.questions.ask(item, _form(form), wired.lang, 0)  # refuses a form that the item does not have
            plan = plan._replace(forms=(form,))
        elif args.answer is not None:  # in words it fits a form that takes words
            fit = [one.value for one in _WORDS if one in info.forms]
            plan = plan._replace(forms=tuple(fit[:1]))
        lang, _hash, seed = tail.partition("#")
        if lang in wired.questions.bank.languages:
            plan = plan._replace(lang=lang)
        if seed:
            plan = plan._replace(exactly=_seed(seed))
    store = cast("Store", _Unrecorded(wired.store)) if args.no_record else wired.store
    return Sitting(wired.questions, store, plan, wired.now())


def _seed(text: str) -> int:
    """Of a question, as its id ends. Raises QuizError."""
    if len(text) > _LONGEST_SEED or not set(text) <= set(hexdigits):
        raise QuizError(
            _("No question's id ends with '{text}'.").format(text=f"#{text}"),
            hint=_("'quiz bank questions' lists them."),
        )
    return int(text, 16)


def _form(name: str) -> Form:
    try:
        return Form(name)
    except ValueError:
        raise QuizError(
            _("There is no form '{form}'.").format(form=name),
            hint=_("Choose from: {choices}.").format(choices=", ".join(Form)),
        ) from None


def _exchange(args: AskArgs, wired: Wired, sitting: Sitting, asked: Presented, console: Console) -> int:
    for at in range(_TRIES):
        last = at == _TRIES - 1 or args.answer is not None
        console.all(show.question_lines(asked, counted=False))
        started = wired.now()
        given, response = _response(asked.question, args.answer, console)
        if not given:
            return _NOTHING
        now = wired.now()
        feedback = sitting.answer(response, now, max(0, now.at_ms - started.at_ms))
        if args.no_record:
            feedback = feedback._replace(counts=False)
        seen = asked.question.form is Form.FLASHCARD and args.answer is None
        console.all(show.feedback_lines(feedback, shown=seen, final=last))
        if feedback.verdict.outcome is Outcome.RIGHT:
            return _RIGHT
        if feedback.verdict.outcome is not Outcome.NEAR or last:
            return _WRONG
        again = sitting.present(wired.now())  # on a sitting of one item: the same one
        if again is None:
            return _WRONG
        asked = again
    return _WRONG


def _response(question: Question, answer: str | None, console: Console) -> tuple[bool, Response]:
    """Whether there is a response, and which. Raises QuizError for an ``--answer`` that cannot be one."""
    if answer is None:
        command, response = Prompt(console, question, ("pass", "help", "quit")).next()
        return not command and not _leaving(question, response), response
    try:
        return True, response_of(question, clean_line(answer))
    except UnclearError as unclear:
        raise QuizError(str(unclear), where="--answer", hint=show.instruction(question.form)) from None


def _leaving(question: Question, response: Response) -> bool:
    """Whether a typed answer is the word for leaving instead, as at every other prompt."""
    if not isinstance(response, str) or command_in(response, ("quit",)) != "quit":
        return False
    from quiz.questions.grade import grade

    return grade(question, response).outcome is not Outcome.RIGHT


class _Unrecorded:
    """A store that is read like any other, and in which nothing is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def record(self, _answer: Answer, evidence: Sequence[Evidence]) -> Recorded:
        """The states as they are."""
        states = [self._store.state(line.item) for line in evidence]
        return Recorded(tuple(state for state in states if state is not None), "")

    def record_all(self, answers: Iterable[tuple[Answer, Sequence[Evidence]]]) -> list[Recorded]:
        """The states as they are."""
        return [self.record(*one) for one in answers]
