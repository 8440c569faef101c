"""Every statement of the three documents is in the ASEM bank, and every askable one is reached by its questions."""

import re
from collections import Counter

import pytest

from quiz.bank.dates import days_of
from quiz.bank.model import Claim
from quiz.questions.model import Form, Question
from quiz.questions.show import capital
from quiz.study.factcard import fact_card
from tests.asem_kit import (
    LANGS,
    Statement,
    asked,
    claims,
    prop_of,
    questions,
    scalar,
    statements,
    texts_of,
)

ASKED = ("yes", "with_as_of", "year_only", "country_only", "accept_both", "only_as_plan", "with_care")
WITHDRAWN = {"S0-008", "S2-008"}
"""Askable by the inventory, shown with its time but never keyed by ruling C12."""


def parametrized(rows: list[Statement]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.id)


def is_askable(row: Statement) -> bool:
    return row.askable in ASKED


def test_there_is_a_row_for_each_of_the_405_statements() -> None:
    assert len({row.id for row in statements()}) == 405
    assert Counter(row.id[:2] for row in statements()) == {"S0": 94, "S1": 216, "S2": 95}


def holds(row: Statement, claim: Claim) -> bool:
    """Whether a claim states the row's value; a year or month is stated by a date within it too."""
    prop = prop_of(row.entity, row.slug)
    if row.value == "raw" or claim.raw:
        return bool(claim.raw) and (row.value == "raw" or row.value == "yes")
    wanted = [scalar(prop, text) for text in row.value.split("+")]
    if isinstance(claim.value, tuple):
        return set(wanted) <= set(claim.value)
    if prop.type in ("date", "date_range"):
        (first, last), (start, end) = days_of(str(wanted[0])), days_of(str(claim.value))
        return first <= start and end <= last
    return wanted == [claim.value]


def cites(row: Statement, claim: Claim) -> bool:
    sources = questions().bank.sources
    return any(sources[ref.source].file == row.source and ref.line == int(row.line) for ref in claim.sources)


@parametrized(list(statements()))
def test_a_claim_states_the_value_with_its_source_and_line(row: Statement) -> None:
    found = [claim for claim in claims(row.entity, row.slug) if cites(row, claim) and holds(row, claim)]
    assert found, f"{row.entity}.{row.slug} has no claim of {row.value!r} from {row.source}:{row.line}"
    assert row.claim in {claim.status for claim in found}


@parametrized([row for row in statements() if row.claim != "accepted"])
def test_what_is_not_accepted_says_why_in_both_languages(row: Statement) -> None:
    (claim,) = [one for one in claims(row.entity, row.slug) if cites(row, one) and holds(row, one)]
    assert claim.status == row.claim
    assert all(claim.reason.get(lang) for lang in LANGS)


@parametrized([row for row in statements() if not is_askable(row)])
def test_what_is_not_askable_is_never_a_key(row: Statement) -> None:
    assert row.claim != "accepted"
    prop = prop_of(row.entity, row.slug)
    if row.value == "raw" or prop.type == "boolean" or row.value in _true_otherwise(row):
        return
    values = [scalar(prop, text) for text in row.value.split("+")]
    for lang in LANGS:
        texts = {text for value in values for text in texts_of(prop, value, lang)}
        for question in asked(lang):
            if question.subject == row.entity and question.property == row.slug and len(values) == 1:
                assert not texts & set(question.key), question.id


def _true_otherwise(row: Statement) -> set[str]:
    """Values that are right for another time: the 27 EU states of 2021 are not those of 2007."""
    return {
        str(claim.value) for claim in claims(row.entity, row.slug) if claim.status == "accepted" and claim.value != ()
    }


def reaches(row: Statement, question: Question) -> bool:
    """Whether a question asks, offers or shows the row's value, and names its source and line."""
    entity, _slash, slug = (row.reach or f"{row.entity}/{row.slug}").partition("/")
    if entity != question.subject and all(touch.item.split("/")[1] != entity for touch in question.touches):
        return False
    sources = questions().bank.sources
    if not any(sources[ref.source].file == row.source and ref.line == int(row.line) for ref in question.sources):
        return False
    here = {question.property, question.given}
    kind = questions().bank.kinds[questions().bank.entities[entity].kind]
    if not here & {slug, *(one for one, prop in kind.properties.items() if prop.derived == slug)}:
        return False
    if row.reach and not row.shown:
        prop, text = prop_of(row.entity, row.slug), row.value
        if row.slug == "member_states":
            return question.form is not Form.SELECT_ALL
    elif row.shown:
        prop, text = prop_of(entity, slug), row.shown
    else:
        prop, text = prop_of(row.entity, row.slug), row.value
    shown = " ".join((question.explanation, *question.key, *question.options)).casefold()
    wanted = [texts_of(prop, scalar(prop, part), question.lang) for part in text.split("+")]
    return prop.type == "boolean" or all(any(one.casefold() in shown for one in texts) for texts in wanted)


def reaching(row: Statement, lang: str) -> list[Question]:
    return [question for question in asked(lang) if reaches(row, question)]


ASKABLE = [row for row in statements() if is_askable(row)]


@pytest.mark.parametrize("lang", LANGS)
@parametrized(ASKABLE)
def test_an_askable_statement_is_reached(row: Statement, lang: str) -> None:
    if row.id in WITHDRAWN:
        cards = [one for one in asked(lang) if one.form is Form.FLASHCARD]
        (question,) = [one for one in cards if one.item.endswith("self>organisations")]
        assert any(one in question.explanation for one in texts_of(prop_of(row.entity, row.slug), row.value, lang))
        assert "2012" in question.explanation
        assert (row.source, int(row.line)) in _places(question)
        return
    assert reaching(row, lang), f"no question in {lang} shows {row.value} with {row.source}:{row.line}"


def _places(question: Question) -> set[tuple[str, int]]:
    sources = questions().bank.sources
    return {(sources[ref.source].file, ref.line) for ref in question.sources}


@pytest.mark.parametrize("lang", LANGS)
@parametrized([row for row in ASKABLE if row.askable == "with_as_of" and row.id not in WITHDRAWN])
def test_what_holds_at_its_date_is_asked_with_the_date(row: Statement, lang: str) -> None:
    opening = {"en": r"As of \w+ \d{4}, ", "vi": r"Tính đến tháng \d+ năm \d{4}, "}[lang]
    for question in reaching(row, lang):
        if question.property == row.slug:
            assert question.as_of, question.id
            assert re.search(opening, question.prompt), question.prompt


@pytest.mark.parametrize("lang", LANGS)
@parametrized([row for row in ASKABLE if row.askable == "year_only"])
def test_where_only_the_year_is_sure_only_the_year_is_asked(row: Statement, lang: str) -> None:
    about_it = [question for question in asked(lang) if question.subject == row.entity]
    assert row.slug not in {question.property for question in about_it}
    for question in reaching(row, lang):
        assert not question.key or all(re.fullmatch(r"\d{4}|True|False|Đúng|Sai", text) for text in question.key)


@pytest.mark.parametrize("lang", LANGS)
@parametrized([row for row in ASKABLE if row.askable == "only_as_plan"])
def test_a_plan_is_asked_as_a_plan(row: Statement, lang: str) -> None:
    word = {"en": "planned", "vi": "dự kiến"}[lang]
    for question in reaching(row, lang):
        if question.property == row.slug:
            assert word in question.prompt


@pytest.mark.parametrize("lang", LANGS)
@parametrized([row for row in ASKABLE if row.askable == "country_only"])
def test_where_only_the_country_is_sure_the_city_is_no_key(row: Statement, lang: str) -> None:
    city = texts_of(prop_of(row.entity, row.slug), row.value, lang)
    for question in asked(lang):
        if question.subject == row.entity:
            assert not set(city) & {*question.key, *question.options}


@parametrized([row for row in ASKABLE if row.askable == "accept_both"])
def test_where_both_values_serve_both_are_right_when_typed(row: Statement) -> None:
    values = {str(claim.value) for claim in claims(row.entity, row.slug) if claim.status in ("accepted", "also")}
    assert len(values) == 2
    for question in asked("en"):
        if question.subject == row.entity and question.property == row.slug and question.accept:
            right = {*question.accept.texts, *(text for text, _note in question.accept.also)}
            assert all(set(texts_of(prop_of(row.entity, row.slug), value, "en")) & right for value in values)


@pytest.mark.parametrize("lang", LANGS)
@parametrized(list(statements()))
def test_a_statement_stands_on_its_fact_card_with_its_status(row: Statement, lang: str) -> None:
    prop = prop_of(row.entity, row.slug)
    card = fact_card(questions(), row.entity, lang)
    lines = [line for line in card.lines if line.status == row.claim and line.citations]
    if row.value == "raw" or prop.type == "boolean":
        assert capital(prop.name[lang]) in {line.name for line in lines}
        return
    for part in row.value.split("+"):
        texts = texts_of(prop, scalar(prop, part), lang)
        assert [line for line in lines if any(text.casefold() in line.value.casefold() for text in texts)]


def test_every_source_of_a_question_is_a_source_of_the_bank() -> None:
    known = set(questions().bank.sources)
    for question in asked("en"):
        assert question.sources, question.id
        assert {ref.source for ref in question.sources} <= known
