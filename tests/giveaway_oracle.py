"""What gives a key away, decided by reading a paper as a learner would, sentence by sentence, with the bank's claims.

Neither ``reveals`` nor the links of the study side are used, and names are compared as they are written.
"""

import re
from collections.abc import Iterator

from quiz.questions.engine import Questions
from quiz.questions.items import Item
from quiz.questions.model import Form, Question
from quiz.study.exam.model import Paper
from tests.oracle import is_so, members


def built(questions: Questions, paper: Paper, lang: str) -> list[Question]:
    return [questions.ask(slot.item, slot.form, lang, slot.seed) for slot in paper.slots]


def names_of(questions: Questions, item: Item, slug: str, value: object, lang: str) -> set[str]:
    """How a value is written in a language: its labels, or a number's or date's text."""
    kind = questions.bank.kinds[item.kind]
    prop = None if slug == "self" else kind.properties[slug]
    if prop is not None and prop.type == "boolean":
        return set()
    if prop is not None and prop.type not in ("ref", "text"):
        return {questions.shower.display(prop, value, lang)}  # type: ignore[arg-type]
    labels = (
        questions.bank.texts[str(value)] if prop and prop.type == "text" else questions.bank.entities[str(value)].labels
    )
    label = labels.get(lang) or next(iter(labels.values()))
    return {label.display, label.in_sentence}


def stands_in(names: set[str], text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in names)


def sentences(question: Question) -> Iterator[str]:
    """What is told: the stem with each option, the stem with its left column, each sentence of the feedback."""
    yield question.prompt
    for option in question.options:
        yield f"{question.prompt} {option}"
    for left, key in zip(question.left, question.key, strict=False):
        yield f"{left}: {key}"
    for text in (question.explanation, *question.about):
        yield from re.split(r"(?<=[.!?…]) ", text)


def subjects(questions: Questions, item: Item) -> set[str]:
    """Those whose claims the item rests on."""
    if item.given_value is None or ":" not in item.id.split("/")[1]:
        return {item.subject}
    value = item.given_value
    return {one.slug for one in members(questions.bank, item.kind) if is_so(questions.bank, one, item.given, value)}


def rests_on(questions: Questions, question: Question) -> set[tuple[str, str]]:
    """(subject, property) of every claim that the question asks or gives; a year is that of its date."""
    found = set()
    for touch in question.touches:
        if questions.has(touch.item):
            item = questions.catalogue[touch.item][1]
            properties = questions.bank.kinds[item.kind].properties
            slugs = [slug for slug in (item.given, item.asked) if slug != "self"]
            found |= {
                (subject, properties[slug].derived or slug) for subject in subjects(questions, item) for slug in slugs
            }
    return found


def check_paper(questions: Questions, paper: Paper, lang: str) -> None:
    """No question of the paper gives another's key away, and no fact is asked twice."""
    asked = built(questions, paper, lang)
    families = [{questions.info(t.item).family for t in one.touches if questions.has(t.item)} for one in asked]
    for at, one in enumerate(asked):
        told = list(dict.fromkeys(sentences(one)))
        stem = " | ".join((one.prompt, *one.left, *one.options))
        for other_at, other in enumerate(asked):
            if at == other_at:
                continue
            assert not families[at] & families[other_at], (one.id, other.id)
            assert not rests_on(questions, one) & rests_on(questions, other), (one.id, other.id)
            for touch in other.touches:
                if not questions.has(touch.item):
                    continue
                item = questions.catalogue[touch.item][1]
                value = item.subject if item.given_value is None else item.given_value
                given_names = names_of(questions, item, item.given, value, lang)
                for answer in item.answers:
                    key_names = names_of(questions, item, item.asked, answer, lang)
                    for text in told:
                        leak = stands_in(given_names, text) and stands_in(key_names, text)
                        assert not leak, f"{text!r} of {one.id} tells {other.id}"
            if other.form is Form.TYPED and other.accept is not None and other.accept.rule == "text":
                assert not stands_in(set(other.key), stem), f"{stem!r} names the key of {other.id}"
