"""Papers and keys as Markdown (CommonMark), for those who go on with an editor of their own.

A text of the bank can begin no block, for it never stands at the beginning of a line, and holds no inline markup:
what could be some is escaped.
"""

import re

from quiz.papers.forms import in_form
from quiz.papers.marking import key_lines
from quiz.papers.model import FormPlan, Frozen, Printed
from quiz.papers.words import Words, both, form_name, title_of, words_for
from quiz.questions.model import LETTERS, Form
from quiz.text import clean_line

__all__ = ["key_markdown", "paper_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>&#|~$^@!=])")
_LINK = re.compile(r"(?i)\b(www|https?|ftp|mailto|xmpp)([.:])")
_BLANK = "\\_" * 24
_SHORT = "\\_" * 3


def paper_markdown(frozen: Frozen, form: FormPlan) -> str:
    """One form."""
    words = words_for(frozen.langs)
    name, class_, date = (f"{_text(one)}: {_BLANK}" for one in (words.name, words.class_, words.date))
    lines = [
        f"# {_heading(frozen, words, form)}",
        "",
        f"{name}  {class_}  {date}",
        "",
        f"*{_text(words.how)}*",
        "",
    ]
    for printed in in_form(frozen, form):
        lines += [*_question(printed, frozen.langs, words), ""]
    return "\n".join(lines)


def key_markdown(frozen: Frozen) -> str:
    """The keys of all forms."""
    words = words_for(frozen.langs)
    lines = []
    for form in frozen.forms:
        lines += [f"# {_text(words.key)}: {_heading(frozen, words, form)}", ""]
        for line in key_lines(frozen, form):
            answer = f" {_text(line.answer)}" if line.answer else ""
            lines.append(f"**{line.number}.** **{_text(line.short)}**{answer}")
            lines += [
                "",
                *(f"- {_text(text)}" for text in _notes(words, line.also, line.explanation, line.sources)),
                "",
            ]
    return "\n".join(lines)


def _notes(words: Words, also: str, explanation: str, sources: tuple[str, ...]) -> list[str]:
    told = [f"{words.also}: {also}"] if also else []
    told += [f"{words.explanation}: {explanation}"] if explanation else []
    return told + [f"{words.source}: {one}" for one in sources]


def _question(printed: Printed, langs: tuple[str, ...], words: Words) -> list[str]:
    asked = [printed.questions[lang] for lang in langs]
    first = asked[0]
    lines = [f"**{printed.number}.** {_text(first.prompt)}", ""]
    for other in asked[1:]:
        lines += [f"*{_text(other.prompt)}*", ""]
    if first.form is Form.MATCHING:
        lines += [f"*{_text(words.matching)}*", ""]
        lines += [
            f"- {row + 1}\\. {_text(both(one.left[row] for one in asked))} \\_\\_\\_" for row in range(len(first.left))
        ]
        lines += ["", "<!-- -->", ""]  # parts two lists
    lines += [f"- {LETTERS[at]}\\. {_text(both(one.options[at] for one in asked))}" for at in range(len(first.options))]
    if first.form is Form.TYPED:
        lines.append(f"{_text(words.answer)}: {_BLANK}")
    if first.form is Form.ORDERING:
        lines += ["", f"{_text(words.ordering)}: {' '.join([_SHORT] * len(first.options))}"]
    return lines


def _heading(frozen: Frozen, words: Words, form: FormPlan) -> str:
    return f"{_text(title_of(frozen))} · {_text(form_name(frozen, form, words))}"


def _text(text: str) -> str:
    """Text as Markdown that shows it."""
    return _LINK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", clean_line(text)))
