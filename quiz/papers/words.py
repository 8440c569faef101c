"""The words on a paper, in the paper's languages and not the interface's."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from quiz.i18n import _, current, set_language
from quiz.papers.model import FormPlan, Frozen

__all__ = ["Words", "both", "form_name", "title_of", "words_for"]


class Words(NamedTuple):
    """What is printed besides the questions."""

    name: str
    class_: str
    date: str
    form: str
    """With ``{letter}``."""
    page: str
    """With ``{n}`` and ``{all}``."""
    paper: str
    """With ``{n}``: which of several parallel papers."""
    how: str
    answer: str
    ordering: str
    matching: str
    all_right: str
    sheet: str
    how_sheet: str
    key: str
    question: str
    right: str
    also: str
    explanation: str
    source: str


def words_for(langs: Sequence[str]) -> Words:
    """The words in each of ``langs``, parted by a stroke where they differ."""
    spoken = []
    for lang in langs:
        with _speaking(lang):
            spoken.append(_words())
    return Words(*(both(texts) for texts in zip(*spoken, strict=True)))


def both(texts: Iterable[str]) -> str:
    """Texts of the same meaning in several languages: each once."""
    return " / ".join(dict.fromkeys(text for text in texts if text))


def title_of(frozen: Frozen) -> str:
    """What the paper is called, in all its languages."""
    return both(frozen.title[lang] for lang in frozen.langs)


def form_name(frozen: Frozen, form: FormPlan, words: Words) -> str:
    """Which form it is, and of several parallel papers which."""
    name = words.form.format(letter=form.letter)
    return f"{words.paper.format(n=frozen.number)} · {name}" if frozen.number else name


@contextmanager
def _speaking(lang: str) -> Iterator[None]:
    """Have messages in ``lang`` for a while."""
    before = current()
    set_language(lang)
    try:
        yield
    finally:
        set_language(before)


def _words() -> Words:
    return Words(
        name=_("Name"),
        class_=_("Class"),
        date=_("Date"),
        form=_("Form {letter}"),
        page=_("Page {n} of {all}"),
        paper=_("Paper {n}"),
        how=_("One answer to each question is right, unless the question says “choose all”."),
        answer=_("Your answer"),
        ordering=_("Write the letters in the right order"),
        matching=_("Write a letter beside each number"),
        all_right=_("choose all"),
        sheet=_("Answer sheet"),
        how_sheet=_("Fill one circle for each question, or all that are right where it says “choose all”."),
        key=_("Answer key"),
        question=_("Question"),
        right=_("Right answer"),
        also=_("Also accepted"),
        explanation=_("Explanation"),
        source=_("Source"),
    )
