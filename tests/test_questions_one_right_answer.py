"""Every question has exactly one right answer: held for the banks we ship and for random ones.

The oracle in ``tests/oracle.py`` reads claims the slow way and knows nothing of the engine.
"""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.bank.compiled import CompiledBank
from quiz.bank.dates import days_of
from quiz.bank.files import BankFile, bank_files
from quiz.bank.model import Bank, Entity, Property
from quiz.bank.problems import Problems
from quiz.bank.reader import read_bank
from quiz.questions.engine import Difficulty, Questions
from quiz.questions.grade import grade
from quiz.questions.items import Item
from quiz.questions.model import Form, Outcome, Question
from quiz.questions.show import folded
from tests.oracle import MAYBE, at_time, could_be, is_so, members, touch

SHIPPED = sorted(path for path in Path("question_bank").iterdir() if path.is_dir())


def questions_of(bank: Bank) -> Questions:
    return Questions(CompiledBank.of(bank))


def read(path: Path) -> Bank:
    problems = Problems()
    bank = read_bank(bank_files(path), path.name, problems)
    assert not problems.errors, [str(problem) for problem in problems]
    return bank


def fits(bank: Bank, item: Item, entity: Entity, *, surely: bool) -> bool:
    """Whether an entity fits what the stem gives, qualifier included."""
    if item.given_value is None:
        return entity.slug == item.subject
    conditions = [(item.given, item.given_value)] + ([item.qualifier] if item.qualifier else [])
    test = is_so if surely else could_be
    return all(test(bank, entity, slug, value) for slug, value in conditions)


def value_of(questions: Questions, question: Question, item: Item, at: int) -> object:
    """The canonical value behind an option: found by its text among all that the property could show."""
    prop = questions.world.prop(item.kind, item.asked)
    ident = question.option_ids[at]
    if prop is None or prop.type in ("ref", "text"):
        found = [slug for slug in (*questions.bank.entities, *questions.bank.texts) if _ident(slug) == ident]
        return found[0]
    if prop.type in ("integer", "count", "year"):
        return int(ident)
    if prop.type == "quantity":
        return float(ident)
    return ident.replace("-", " ", 1) if prop.type == "money" else ident


def _ident(slug: str) -> str:
    from quiz.questions.items import canon_text

    return canon_text(slug)


def is_answer(bank: Bank, item: Item, value: object) -> bool:
    """Whether the option could be an answer to the stem, as far as the bank does not exclude it."""
    kind = bank.kinds[item.kind]
    if item.asked == "self":
        return fits(bank, item, bank.entities[str(value)], surely=False)
    prop = kind.properties[item.asked]
    for entity in members(bank, item.kind):
        if not fits(bank, item, entity, surely=False):
            continue
        known = [
            claim
            for claim in entity.claims.get(item.asked, ())
            if not claim.raw and claim.status in MAYBE and (not prop.varies or at_time(claim, item.period))
        ]
        if not known or any(touch(prop, claim.value, value) for claim in known):  # type: ignore[arg-type]
            return True
    return False


def check_question(questions: Questions, question: Question) -> None:
    bank = questions.bank
    item = questions.catalogue[question.item][1]
    shown = [folded(option) for option in question.options]
    assert len(set(shown)) == len(shown), f"two options read alike: {question}"
    assert question.prompt.strip() and "{" not in question.prompt, question
    assert question.key, question
    if question.form in (Form.CHOICE, Form.SELECT_ALL):
        right = {
            at for at in range(len(question.options)) if is_answer(bank, item, value_of(questions, question, item, at))
        }
        assert right == set(question.key_indices), f"{question.prompt} {question.options}: {right}"
    if question.form is Form.CHOICE:
        assert len(question.key_indices) == 1
    if question.form is Form.TRUE_FALSE:
        assert question.key_indices in ((0,), (1,))
    if question.form in (Form.ORDERING, Form.MATCHING):
        assert len(set(question.key)) == len(question.key) == len(question.key_indices) >= 2
        if len(question.touches) > 1:
            check_group(bank, item, question)
    if question.form is Form.TYPED:
        assert question.accept is not None
        for text in question.key:
            assert grade(question, text).outcome is Outcome.RIGHT, (question.id, text, question.accept)
    perfect: object = (
        question.key_indices
        if question.form in (Form.SELECT_ALL, Form.ORDERING, Form.MATCHING)
        else (question.key_indices[0] if question.key_indices else None)
    )
    if perfect is not None:
        assert grade(question, perfect).outcome is Outcome.RIGHT, question  # type: ignore[arg-type]
    if question.form is Form.CHOICE:
        for at in range(len(question.options)):
            if at not in question.key_indices:
                assert grade(question, at).outcome is Outcome.WRONG


def check_group(bank: Bank, item: Item, question: Question) -> None:
    """Every two lines are told apart: spans that do not touch, or values that cannot be swapped."""
    subjects = [touch_.item.split("/")[1] for touch_ in question.touches]
    assert len(set(subjects)) == len(subjects) == len(question.key)
    prop = bank.kinds[item.kind].properties[item.asked]
    stated = [[c for c in bank.entities[one].claims[item.asked] if not c.raw and c.status in MAYBE] for one in subjects]
    if question.form is Form.ORDERING:
        finest = [
            min((c for c in some if c.status == "accepted"), key=lambda c: _width(prop, c.value)) for some in stated
        ]
        spans = [_span(prop, claim.value) for claim in finest]
        assert all(a[1] < b[0] for a, b in pairwise(spans)), (question.prompt, question.key, spans)
        return
    for one, claims in enumerate(stated):
        for other, others in enumerate(stated):
            accepted = [claim.value for claim in others if claim.status == "accepted"]
            if one != other:
                assert not any(touch(prop, claim.value, value) for claim in claims for value in accepted), question


def _span(prop: Property, value: object) -> tuple[float, float]:
    if prop.type in ("date", "date_range"):
        first, last = days_of(str(value))
        return float(first), float(last)
    number = float(str(value).split(" ")[-1])
    return number, number


def _width(prop: Property, value: object) -> float:
    first, last = _span(prop, value)
    return last - first


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
@pytest.mark.parametrize("seed", [0, 1, 2**63 + 7])
def test_each_question_of_a_shipped_bank_has_one_right_answer(path: Path, seed: int) -> None:
    questions = questions_of(read(path))
    count = 0
    for lang in questions.bank.languages:
        for question in questions.all_questions(lang, seed):
            check_question(questions, question)
            count += 1
    assert count > 100


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_same_seed_gives_the_same_questions_whatever_was_asked_before(path: Path) -> None:
    one, other = questions_of(read(path)), questions_of(read(path))
    items = list(one.items())
    expected = {(info.id, form): one.ask(info.id, form, "en", 5) for info in items for form in info.forms}
    for info in reversed(items):
        for form in reversed(info.forms):
            assert other.ask(info.id, form, "en", 5) == expected[info.id, form]


# random banks


RANDOM_VALUES: dict[str, tuple[str, ...]] = {
    "place": (),
    "dates": ("2001", "2001-05", "2001-05-03/2001-05-04", "2001-05-04", "2002-01-01", "2003", "2002-02/2002-04"),
    "guests": ("0", "1", "2", "3", "4"),
    "length": ("1", "1.5", "2", "10", "0.00001", "0.000012"),
    "price": ("USD 1", "USD 2", "EUR 1"),
    "motto": ("Onward", "Upward", "Homeward", "Leeward", "A+", "A-", "C++"),
}
STATUSES = ("accepted", "also", "disputed", "rejected", "superseded", "stale", "unasked")


@st.composite
def random_claims(draw: st.DrawFn, slug: str, values: tuple[str, ...]) -> list[str]:
    """No claim, one, or two of which one at most is accepted."""
    chosen = draw(st.lists(st.sampled_from(values), max_size=2, unique=True))
    lines = [f"    {slug}:"] if chosen else []
    for number, value in enumerate(chosen):
        status = "accepted" if number == 0 and draw(st.booleans()) else draw(st.sampled_from(STATUSES))
        if number and status == "accepted":
            status = "disputed"
        lines.append(f"      - {{value: {value}, status: {status}, reason: said so}}")
    return lines


@st.composite
def random_turns(draw: st.DrawFn, places: int) -> list[str]:
    """A value, or several one after another, of which the last may still hold."""
    hosts = draw(st.lists(st.integers(0, places - 1), max_size=3))
    ends = [f"{1990 + at}/{1991 + at}" for at in range(len(hosts))]
    if draw(st.booleans()) and hosts:
        ends[-1] = ends[-1].partition("/")[0] + "/"
    lines = [f"      - {{value: place-{host}, valid: {end}}}" for host, end in zip(hosts, ends, strict=True)]
    return ["    host:", *lines] if hosts else []


@st.composite
def random_banks(draw: st.DrawFn) -> str:
    """A YAML bank of events with few values, so that values collide, are in dispute, or are missing."""
    places = draw(st.integers(2, 6))
    lines = [
        "bank: {id: random, languages: [en, vi]}",
        "kinds:",
        "  place: {name: place}",
        "  state: {name: state}",
        "  event:",
        "    similar: [place]",
        "    properties:",
        "      place:",
        f"        {{type: ref, to: [place, state], reverse: yes, qualifies: {draw(st.sampled_from(['yes', 'no']))}}}",
        "      dates: {type: date_range, reverse: yes}",
        "      year: {type: year, derived: dates, reverse: yes}",
        f"      guests: {{type: count, reverse: yes, min_gap: {draw(st.integers(0, 3))}}}",
        "      length: {type: quantity, unit: km, reverse: yes}",
        "      price: {type: money, reverse: yes}",
        "      motto: {type: text, exclusive: yes, reverse: yes}",
        "      guest: {type: text, exclusive: yes, functional: no, reverse: yes}",
        "      host: {type: ref, to: place, reverse: yes}",
        "      open: {type: boolean}",
        "      stops: {type: set of ref, to: place}",
        "      route: {type: list of ref, to: place}",
        "      size: {type: count, varies: yes}",
        "    questions:",
        "      place>year:",
        "        en: 'When was the event at {place}{qualifier}?'",
        "        all: 'In which years was an event at {place}?'",
        "      year>place: {en: 'Where was the event of {year}{qualifier}?'}",
        "      place>guests:",
        "        {en: 'How many guests came to {place}{qualifier}?', order: 'Put in order.', match: 'Match.'}",
        "facts:",
    ]
    letters = "abcdefgh"
    for at in range(places):
        lines.append(f"  place-{at}: {{kind: place, name: Town {letters[at].upper()}}}")
    states = draw(st.integers(0, 2))  # called like towns
    for at in range(states):
        lines.append(f"  state-{at}: {{kind: state, name: Town {letters[at].upper()}}}")
    venues = (*(f"place-{n}" for n in range(places)), *(f"state-{n}" for n in range(states)))
    for at in range(draw(st.integers(1, 6))):
        lines += [f"  event-{at}:", "    kind: event", f"    name: Feast {letters[at].upper()}"]
        for slug, values in RANDOM_VALUES.items():
            lines += draw(random_claims(slug, values if slug != "place" else venues))
        lines += draw(random_turns(places))
        guests = draw(st.lists(st.sampled_from(("Ann", "Ben", "Cid")), unique=True, max_size=3))
        if guests:
            lines.append(f"    guest: [{', '.join(guests)}]")
        if draw(st.booleans()):
            lines.append(f"    open: {draw(st.sampled_from(['yes', 'no']))}")
        for slug in ("stops", "route"):
            some = draw(st.lists(st.integers(0, places - 1), unique=True, max_size=4))
            if some:
                closed = draw(st.sampled_from(["yes", "no"]))
                lines.append(f"    {slug}: {{value: [{', '.join(f'place-{n}' for n in some)}], complete: {closed}}}")
        if draw(st.booleans()):
            for year, valid in ((2001, "2000/2002"), (2005, "2004/2006")):
                lines += ["    size:"] if year == 2001 else []
                lines.append(f"      - {{value: {draw(st.integers(1, 3))}, as_of: {year}, valid: {valid}}}")
    return "\n".join(lines) + "\n"


@given(random_banks(), st.integers(0, 2**64 - 1))
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_each_question_of_a_random_bank_has_one_right_answer(text: str, seed: int) -> None:
    problems = Problems()
    bank = read_bank([BankFile("random.yaml", text.encode())], "random", problems)
    if problems.errors:
        assert all("two accepted" in problem.message for problem in problems), [str(p) for p in problems]
        return
    questions = questions_of(bank)
    for lang in bank.languages:
        for question in questions.all_questions(lang, seed):
            check_question(questions, question)
    for info in questions.items():
        for form in info.forms:
            for options in (2, 3, 5):
                hard = questions.ask(info.id, form, "en", seed, Difficulty(options, 1.0, ("place-0", "place-1")))
                check_question(questions, hard)
