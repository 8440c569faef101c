"""``quiz bank`` and ``quiz topics``: check a bank, list what it asks, look into it."""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Literal

from quiz.bank.compiled import CompiledBank
from quiz.bank.files import find_bank
from quiz.bank.translations import ours
from quiz.cli.args import Args
from quiz.cli.language import named_language, system_language
from quiz.i18n import _, ngettext
from quiz.questions.build import topic_of
from quiz.questions.engine import Questions
from quiz.questions.model import Question
from quiz.questions.open import check_bank, open_bank
from quiz.study.lookup import known_languages, known_topics
from quiz.study.words import percent

__all__ = ["as_json", "check", "questions", "schema", "show", "topics"]


_SMALL = 100
"""Entities of a bank that is compiled to see whether it asks anything: of a larger one some will be asked."""


class CheckArgs(Args):
    """Of ``quiz bank check``."""

    path: str | None
    translations: bool
    ranks: bool


class QuestionsArgs(Args):
    """Of ``quiz bank questions``."""

    topic: Sequence[str] | None
    form: Sequence[str] | None
    dropped: bool
    format: Literal["jsonl"]


class ShowArgs(Args):
    """Of ``quiz bank show``."""

    subject: str


def check(args: CheckArgs) -> int:
    """Report every problem with its place, as seen from here; 1 if there is an error."""
    from quiz.bank.blueprints import blueprints_path

    path = find_bank(args.path or args.bank)
    folder = path if path.is_dir() else path.parent
    bank, problems = check_bank(path)
    beside = blueprints_path(path)
    for problem in problems.in_order():
        name = problem.mark.file
        file = beside if beside is not None and name == beside.name else folder / name
        print(problem._replace(mark=problem.mark._replace(file=str(file))))
    if problems.errors:
        n = problems.errors
        print(ngettext("{n} error.", "{n} errors.", n).format(n=n))
        return 1
    if args.translations:
        for mark, lang, display, original, names in ours(bank):
            place = f"{folder / mark.file}:{mark.line}:{mark.column}"
            print(f"{place}: {lang}: {original} → {'; '.join((display, *names))}")
        return 0
    if args.ranks:
        print(_("How often the right one stands first, second, third … among options that are shown in order:"))
        for line in _rank_lines(Questions(CompiledBank.of(bank))):
            print(line)
        return 0
    number = n = len(bank.entities)
    entities = ngettext("{n} entity", "{n} entities", n).format(n=n)
    n = sum(len(claims) for entity in bank.entities.values() for claims in entity.claims.values())
    claims = ngettext("{n} claim", "{n} claims", n).format(n=n)
    print(_("{bank}: no errors. {entities}, {claims}.").format(bank=bank.id, entities=entities, claims=claims))
    if number <= _SMALL and not any(Questions(CompiledBank.of(bank)).items()):
        why = f'quiz bank questions --bank "{path}" --dropped'
        print(_("But nothing can be asked of it. This says why: {command}").format(command=why))
    return 0


def _rank_lines(found: Questions) -> Iterator[str]:
    from quiz.questions.ranks import key_ranks

    for one in key_ranks(found):
        asked = ngettext("{n} question", "{n} questions", one.questions).format(n=one.questions)
        yield f"{one.kind}.{one.asked}, {asked}: {' '.join(map(percent, one.shares))}"


def questions(args: QuestionsArgs) -> int:
    """One question per item, form and language at seed 0, or what was dropped and why."""
    found = open_bank(find_bank(args.bank))
    lang = named_language(args.lang, found.bank.languages)
    topics, forms = known_topics(found, args.topic), args.form or ()
    if args.dropped:
        for dropped in found.dropped():
            if not topics or topic_of(found.world, dropped) in topics:
                print(json.dumps({"id": dropped.id, "reason": dropped.reason}, ensure_ascii=False))
        return 0
    known_languages(found, [lang] if lang else [])
    for code in [lang] if lang else found.bank.languages:
        for question in found.all_questions(code):
            if (not topics or question.topic in topics) and (not forms or question.form in forms):
                sys.stdout.write(json.dumps(as_json(found, question), ensure_ascii=False) + "\n")
    return 0


def as_json(found: Questions, question: Question) -> dict[str, object]:
    """The fields that ``quiz bank questions`` documents."""
    accept = question.accept
    sources = found.bank.sources
    return {
        "id": question.id,
        "item": question.item,
        "bank": question.bank,
        "topic": question.topic,
        "subject": question.subject,
        "property": question.property,
        "given": question.given,
        "qualifier": question.qualifier,
        "form": question.form.value,
        "lang": question.lang,
        "prompt": question.prompt,
        "left": list(question.left) or None,
        "options": list(question.options) or None,
        "key": list(question.key),
        "accept": list(accept.texts) if accept else None,
        "accept_rule": accept.rule if accept else None,
        "explanation": question.explanation,
        "sources": [{"source": sources[ref.source].file, "line": ref.line or None} for ref in question.sources],
        "as_of": question.as_of,
        "depth": question.depth,
    }


def show(args: ShowArgs) -> int:
    """The fact card: every claim of a subject, of every status."""
    from quiz.plain.overview import card_lines
    from quiz.plain.subjects import find_subject
    from quiz.study.factcard import fact_card
    from quiz.text import clean_line

    found = open_bank(find_bank(args.bank))
    lang = named_language(args.lang, found.bank.languages) or system_language()
    for line in card_lines(fact_card(found, find_subject(found, args.subject), lang)):
        print(clean_line(line))
    return 0


def schema(_args: Args) -> int:
    """The JSON Schema that editors check a bank's files with."""
    from quiz.bank.schema import schema_text

    sys.stdout.write(schema_text())
    return 0


def topics(args: Args) -> int:
    """Each topic's slug, its title and how many items it has."""

    found = open_bank(find_bank(args.bank))
    lang = named_language(args.lang, found.bank.languages) or system_language()
    counts: dict[str, int] = dict.fromkeys(found.bank.topics, 0)
    for info in found.items():
        counts[info.topic] = counts.get(info.topic, 0) + 1
    width = max(map(len, counts), default=0)
    for topic, n in counts.items():
        items = ngettext("{n} item", "{n} items", n).format(n=n)
        print(f"{topic.ljust(width)}  {found.topic_title(topic, lang)} ({items})")
    return 0
