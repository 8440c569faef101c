"""Questions as they were built, in several languages at once: what is printed or asked in a class, whatever becomes of
the bank."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.build import SORTED
from quiz.questions.engine import Questions
from quiz.questions.model import Form, Question
from quiz.questions.show import text_in
from quiz.study.exam.model import CUSTOM, Blueprint, Paper, Slot
from quiz.study.lookup import known_languages

__all__ = ["Entry", "check_drawn", "frozen_entry", "in_lang", "permuted", "titles"]

T = TypeVar("T")


class Entry(NamedTuple):
    """One question of a paper in each of its languages, as form A prints it: options stand in the same order in all."""

    facility: float
    """Predicted chance of a right answer when the paper was drawn, 0 to 1."""
    fixed: bool
    """Options stand in an order of their own (numbers, dates, true before false) that no form changes."""
    questions: Mapping[str, Question]
    """By language."""
    cited: Mapping[str, tuple[str, ...]]
    """By language, the sources as a reader sees them, with their lines."""


def in_lang(texts: Mapping[str, T], lang: str) -> T:
    """What stands for a language, or for the first one that there is."""
    return texts[lang] if lang in texts else next(iter(texts.values()))


def titles(questions: Questions, blueprint: Blueprint, langs: Sequence[str]) -> dict[str, str]:
    """In each of ``langs`` what the test is called: its title, else its name, else the bank's title."""
    bank, first = questions.bank, questions.bank.languages[0]
    name = "" if blueprint.name == CUSTOM else blueprint.name
    return {lang: text_in(blueprint.title, lang, first) or name or text_in(bank.title, lang, first) for lang in langs}


def check_drawn(questions: Questions, paper: Paper, langs: Sequence[str]) -> None:
    """Raises QuizError for a paper of another state of the bank or without questions, and for a language it lacks."""
    if (paper.bank, paper.bank_digest) != (questions.bank.id, questions.bank.digest):
        raise QuizError(_("The bank has changed since this paper was drawn."), hint=_("Draw the paper again."))
    if not paper.slots:
        raise QuizError(_("This paper has no questions."))
    known_languages(questions, langs)


def frozen_entry(questions: Questions, slot: Slot, langs: Sequence[str]) -> Entry:
    """The question of a slot in ``langs``. Raises QuizError if the languages do not ask the same."""
    asked = {lang: questions.ask(slot.item, slot.form, lang, slot.seed) for lang in langs}
    first = next(iter(asked.values()))
    item = questions.catalogue[first.item][1]
    prop = questions.world.prop(item.kind, item.asked)
    ordered = prop is not None and prop.type in SORTED and first.form is not Form.ORDERING
    return Entry(
        slot.facility,
        ordered or first.form is Form.TRUE_FALSE,
        {lang: _aligned(question, first) for lang, question in asked.items()},
        {lang: tuple(questions.cite(question.sources, lang)) for lang, question in asked.items()},
    )


def _aligned(question: Question, first: Question) -> Question:
    """``question`` with its options and left column in the order of ``first``, the same in another language.

    The engine draws both by the same hashes; only an order that follows names as written could differ.
    Raises QuizError if the two do not ask the same.
    """
    if question.option_ids == first.option_ids and question.touches == first.touches:
        aligned = question
    else:
        places = {one: at for at, one in enumerate(question.option_ids)}
        rows = {touch.item: at for at, touch in enumerate(question.touches)}
        left = [rows.get(touch.item, -1) for touch in first.touches] if first.left else []
        if sorted(question.option_ids) != sorted(first.option_ids) or sorted(left) != list(range(len(question.left))):
            raise _unlike(question)
        aligned = permuted(question, [places[one] for one in first.option_ids], left)
    if aligned.key_indices != first.key_indices:
        raise _unlike(question)
    return aligned


def _unlike(question: Question) -> QuizError:
    return QuizError(
        _("'{id}' does not offer the same options in every language.").format(id=question.item),
        hint=_("Print the languages as papers of their own."),
    )


def permuted(question: Question, options: Sequence[int], left: Sequence[int]) -> Question:
    """``question`` with option ``options[p]`` at place ``p``, and likewise its left column. The key follows."""
    if not question.options:
        return question
    place = {base: at for at, base in enumerate(options)}
    indices = [place[at] for at in question.key_indices]
    key, touches = question.key, question.touches
    if question.form is Form.MATCHING:
        indices = [indices[at] for at in left]
        key = tuple(key[at] for at in left)
        if len(touches) == len(left):
            touches = tuple(touches[at] for at in left)
    elif question.form is not Form.ORDERING:
        indices.sort()
        key = tuple(question.options[options[at]] for at in indices)
    return question._replace(
        left=tuple(question.left[at] for at in left),
        options=tuple(question.options[at] for at in options),
        option_ids=tuple(question.option_ids[at] for at in options),
        about=tuple(question.about[at] for at in options) if len(question.about) == len(options) else question.about,
        key=key,
        key_indices=tuple(indices),
        touches=touches,
    )
