"""``quiz bank``: check a bank, list its questions, write the JSON Schema for editors."""

import json
import sys
from argparse import Namespace


from quiz.bank.files import find_bank
from quiz.i18n import _, ngettext
from quiz.questions.engine import Questions
from quiz.questions.model import Question
from quiz.questions.open import check_bank, open_bank

__all__ = ["check", "questions"]


def check(args: Namespace) -> int:
    """Report every problem with its place; 1 if there is an error."""
    path = find_bank(args.path)
    bank, problems = check_bank(path)
    for problem in problems.in_order():
        print(problem)
    if problems.errors:
        n = problems.errors
        print(ngettext("{n} error.", "{n} errors.", n).format(n=n))
        return 1
    print(
        _("{bank}: no errors. {entities} entities, {claims} claims.").format(
            bank=bank.id,
            entities=len(bank.entities),
            claims=sum(len(claims) for entity in bank.entities.values() for claims in entity.claims.values()),
        )
    )
    return 0


def questions(args: Namespace) -> int:
    """One question per item, form and language at seed 0, or what was dropped and why."""
    found = open_bank(find_bank(args.bank))
    if args.dropped:
        for dropped in found.dropped():
            print(json.dumps({"id": dropped.id, "reason": dropped.reason}, ensure_ascii=False))
        return 0
    for lang in [args.question_lang] if args.question_lang else found.bank.languages:
        for question in found.all_questions(lang):
            if args.topic and question.topic != args.topic or args.form and question.form != args.form:
                continue
            sys.stdout.write(json.dumps(as_json(found, question), ensure_ascii=False) + "\n")
    return 0


def as_json(found: Questions, question: Question) -> dict[str, object]:
    """The fields that ``quiz bank questions`` documents."""
    accept = question.accept
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
        "sources": [{"source": found.bank.sources[ref.source].file, "line": ref.line or None} for ref in question.sources],
        "as_of": question.as_of,
        "depth": question.depth,
    }


