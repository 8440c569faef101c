"""A question that a teacher wrote: it stands in the plan alone, belongs to no bank, and is no evidence of memory."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from quiz import language
from quiz.errors import QuizError
from quiz.hashing import blake2b
from quiz.i18n import _
from quiz.jsontext import to_json
from quiz.questions.model import Accept, Form, Question
from quiz.questions.seeded import draw
from quiz.study.frozen import Entry
from quiz.study.room.model import FORMS, RoomPlan
from quiz.text import clean_line

__all__ = ["LONGEST_OPTION", "LONGEST_PROMPT", "MOST_OPTIONS", "OWN", "OwnQuestion", "with_own"]

OWN = "own"
"""Stands for the bank in the identifiers of such questions."""
LONGEST_PROMPT = 300
LONGEST_OPTION = 120
"""Characters."""
MOST_OPTIONS = 8
_MOST_ACCEPTED = 20
_LONGEST_EXPLANATION = 500
T = TypeVar("T")


class OwnQuestion(NamedTuple):
    """What a teacher writes. Whatever is missing in a language is shown in the first one that has it."""

    form: Form
    prompts: Mapping[str, str]
    """By language, as the next two."""
    options: Mapping[str, Sequence[str]] = {}
    """For an ordering in the right order; for a true-or-false question and a typed answer none."""
    explanations: Mapping[str, str] = {}
    right: Sequence[int] = ()
    """Places of the right options, from 0. Of a true-or-false question 0 if it is true, else 1."""
    accepted: Sequence[str] = ()
    """What may be typed, in any language; the first is shown as the key."""


def with_own(plan: RoomPlan, own: OwnQuestion, at: int | None = None) -> RoomPlan:
    """The plan with a question of one's own at place ``at``, from 0, or at the end.

    Options stand as they were written, but for an ordering, which is shuffled. Raises QuizError for a question that
    cannot be asked, and for one that is in the plan already.
    """
    if own.form not in FORMS:
        raise QuizError(
            _("A question of one's own cannot have the form '{form}'.").format(form=own.form),
            hint=_("Choose from: {choices}.").format(choices=", ".join(FORMS)),
        )
    prompts = _for_all(plan.langs, {lang: _text(text, LONGEST_PROMPT) for lang, text in own.prompts.items()})
    if not all(prompts.values()):
        raise QuizError(_("The question has no text."))
    options = _options(plan.langs, own)
    right = _right(own, len(options[plan.langs[0]]))
    accepted = tuple(dict.fromkeys(filter(None, (_text(text, LONGEST_OPTION) for text in own.accepted))))
    if own.form is Form.TYPED and not 1 <= len(accepted) <= _MOST_ACCEPTED:
        raise QuizError(_("Name from 1 to {most} answers that may be typed.").format(most=_MOST_ACCEPTED))
    written = {lang: _text(text, _LONGEST_EXPLANATION) for lang, text in own.explanations.items()}
    explanations = _for_all(plan.langs, written) if any(written.values()) else dict.fromkeys(plan.langs, "")
    told = to_json([own.form, prompts, options, right, accepted])
    name = f"{OWN}/{blake2b(told.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"
    if any(question.item == name for entry in plan.entries for question in entry.questions.values()):
        raise QuizError(_("This question is in the plan already."))
    if own.form is Form.ORDERING:
        options, right = _shuffled(options, name)
    canonical = options[plan.langs[0]]
    asked = {
        lang: _question(name, own.form, lang, prompts[lang], options[lang], canonical, right, accepted)._replace(
            explanation=explanations[lang]
        )
        for lang in plan.langs
    }
    # how easy it is nobody knows
    entry = Entry(0.5, own.form is not Form.ORDERING, asked, dict.fromkeys(plan.langs, ()))
    place = len(plan.entries) if at is None else min(max(0, at), len(plan.entries))
    return plan._replace(entries=(*plan.entries[:place], entry, *plan.entries[place:]))


def _text(text: str, longest: int) -> str:
    cleaned = clean_line(text)
    if len(cleaned) > longest:
        raise QuizError(_("This text is longer than {most} characters.").format(most=longest), where=f"{cleaned[:40]}…")
    return cleaned


def _for_all(langs: Sequence[str], texts: Mapping[str, T]) -> dict[str, T]:
    """Texts in every language of the plan. Raises QuizError if there is none at all."""
    found = [texts[lang] for lang in (*langs, *texts) if texts.get(lang)]
    if not found:
        raise QuizError(_("The question has no text."))
    return {lang: texts.get(lang) or found[0] for lang in langs}


def _options(langs: Sequence[str], own: OwnQuestion) -> dict[str, tuple[str, ...]]:
    if own.form is Form.TYPED:
        return dict.fromkeys(langs, ())
    if own.form is Form.TRUE_FALSE:
        return {lang: (language.table(lang)["true"], language.table(lang)["false"]) for lang in langs}
    written = {
        lang: tuple(_text(option, LONGEST_OPTION) for option in options) for lang, options in own.options.items()
    }
    options = _for_all(langs, written)
    for some in options.values():
        if not 2 <= len(some) <= MOST_OPTIONS:
            raise QuizError(_("Such a question has from 2 to {most} options.").format(most=MOST_OPTIONS))
        if not all(some) or len({option.casefold() for option in some}) != len(some):
            raise QuizError(_("Every option needs a text of its own."))
    if len({len(some) for some in options.values()}) > 1:
        raise QuizError(_("The languages do not have the same number of options."))
    return options


def _right(own: OwnQuestion, count: int) -> tuple[int, ...]:
    if own.form is Form.TYPED:
        return ()
    if own.form is Form.ORDERING:
        return tuple(range(count))
    right = tuple(sorted(set(own.right)))
    if not right or not set(right) <= set(range(count)):
        raise QuizError(_("Say which option is right."))
    if own.form is not Form.SELECT_ALL and len(right) > 1:
        raise QuizError(_("Only one option can be right."), hint=_("Make it a question where several can be chosen."))
    if own.form is Form.SELECT_ALL and len(right) == count:
        raise QuizError(_("If every option is right there is nothing to choose."))
    return right


def _shuffled(options: Mapping[str, tuple[str, ...]], name: str) -> tuple[dict[str, tuple[str, ...]], tuple[int, ...]]:
    """Options by hash, never in the right order, and the places of the right order in them."""
    count = len(next(iter(options.values())))
    order = sorted(range(count), key=lambda at: draw(0, name, "own", str(at)))
    if order == list(range(count)):
        order = [*order[1:], order[0]]
    places = tuple(order.index(at) for at in range(count))
    return {lang: tuple(some[at] for at in order) for lang, some in options.items()}, places


def _question(
    name: str,
    form: Form,
    lang: str,
    prompt: str,
    options: tuple[str, ...],
    canonical: tuple[str, ...],
    right: tuple[int, ...],
    accepted: tuple[str, ...],
) -> Question:
    typed = form is Form.TYPED
    return Question(
        id=f"{name}~{form.value}.{lang}#0",
        item=name,
        form=form,
        lang=lang,
        seed=0,
        bank=OWN,
        topic="",
        subject=name,
        property="self",
        given="self",
        qualifier=None,
        template=OWN,
        prompt=prompt,
        left=(),
        options=options,
        option_ids=canonical,
        key=accepted[:1] if typed else tuple(options[at] for at in right),
        key_indices=right,
        accept=Accept("text", accepted, (), (), (), "", 0.0, "") if typed else None,
        explanation="",
        about=("",) * len(options),
        sources=(),
        as_of=None,
        depth="core",
        touches=(),
        reveals=(),
    )
