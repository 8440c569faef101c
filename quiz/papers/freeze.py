"""From a drawn paper to a frozen one: every text and key as it is today, in every language, with all forms."""

from collections.abc import Mapping, Sequence

from quiz.errors import QuizError
from quiz.hashing import blake2b
from quiz.i18n import _
from quiz.jsontext import to_json
from quiz.papers.forms import plans
from quiz.papers.model import VERSION, Frozen
from quiz.questions.engine import Questions
from quiz.questions.model import LETTERS, Form, Question
from quiz.study.exam.model import Paper
from quiz.study.frozen import Entry, check_drawn, frozen_entry, titles

__all__ = ["freeze"]


def freeze(questions: Questions, paper: Paper, langs: Sequence[str], *, forms: int = 1, number: int = 0) -> Frozen:
    """The paper with ``forms`` forms in ``langs``, the first of which leads.

    Raises QuizError for a paper that was drawn from another state of the bank, that has no questions or a flashcard,
    for a language that the bank lacks, and for more forms than there are letters.
    """
    _check(questions, paper, langs, forms)
    entries = tuple(frozen_entry(questions, slot, langs) for slot in paper.slots)
    title = titles(questions, paper.blueprint, langs)
    return Frozen(
        VERSION,
        _id_of(entries, title),
        number,
        paper.bank,
        paper.bank_digest,
        title,
        tuple(langs),
        paper.seed,
        paper.blueprint,
        entries,
        plans(entries, forms, paper.seed),
    )


def _check(questions: Questions, paper: Paper, langs: Sequence[str], forms: int) -> None:
    check_drawn(questions, paper, langs)
    if not langs or len(set(langs)) != len(langs):
        raise QuizError(_("Each language of a paper is named once."))
    if not 1 <= forms <= len(LETTERS):
        raise QuizError(_("A paper has from 1 to {most} forms.").format(most=len(LETTERS)))
    for slot in paper.slots:
        if slot.form is Form.FLASHCARD:
            raise QuizError(
                _("A flashcard cannot be asked on paper: '{id}'.").format(id=slot.item),
                hint=_("Leave flashcards out of the blueprint's forms."),
            )


def _id_of(entries: Sequence[Entry], title: Mapping[str, str]) -> str:
    """From what form A shows anyway: a digest of seed or key could be undone by trying them all."""
    shown = [
        [lang, title[lang], [[asked.prompt, asked.left, asked.options] for asked in _in(entries, lang)]]
        for lang in title
    ]
    return blake2b(to_json(shown).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _in(entries: Sequence[Entry], lang: str) -> list[Question]:
    return [entry.questions[lang] for entry in entries]
