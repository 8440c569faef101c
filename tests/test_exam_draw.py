"""Papers drawn from a blueprint: the same everywhere, one item a fact, no key given away, parallel ones alike.

What gives a key away is decided by ``tests/giveaway_oracle.py``.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.bank.files import BankFile
from quiz.bank.problems import Problems
from quiz.bank.reader import read_bank
from quiz.errors import QuizError
from quiz.questions.engine import Questions
from quiz.questions.items import links_of
from quiz.questions.model import Form
from quiz.questions.seeded import draw
from quiz.study.course import key_links
from quiz.study.exam.blueprints import named
from quiz.study.exam.draw import Unfillable, draw_papers, shares
from quiz.study.exam.model import Blueprint, Paper
from quiz.study.exam.predict import Facility, Known
from tests.giveaway_oracle import built, check_paper
from tests.study_kit import ASEM, asem, made, towns
from tests.test_questions_one_right_answer import questions_of, random_banks, read

DEFAULT = Blueprint()


@cache
def solar() -> Questions:
    return questions_of(read(ASEM.parent / "solar-system"))


def mean(paper: Paper) -> float:
    return sum(slot.facility for slot in paper.slots) / len(paper.slots)


def no_item_twice(papers: list[Paper]) -> bool:
    """Whether all that they ask, each line of a matching or an ordering, is asked once."""
    asked = [asem().ask(slot.item, slot.form, paper.lang, slot.seed) for paper in papers for slot in paper.slots]
    items = [touch.item for question in asked for touch in question.touches]
    return len(set(items)) == len(items)


# one paper


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_no_question_of_an_asem_paper_gives_another_key_away(lang: str) -> None:
    for seed in range(40):
        (paper,) = draw_papers(asem(), DEFAULT, seed, lang)
        assert len(paper.slots) == 20
        check_paper(asem(), paper, lang)


@pytest.mark.parametrize("name", ["quick", "exam", "mock", "sure"])
def test_the_named_blueprints_of_asem_give_good_papers(name: str) -> None:
    blueprint = named(ASEM, asem())[name]
    for seed in range(8):
        for paper in draw_papers(asem(), blueprint, seed, "vi", count=2):
            assert len(paper.slots) == blueprint.questions
            assert {slot.form for slot in paper.slots} <= set(blueprint.forms or Form) - {Form.FLASHCARD}
            check_paper(asem(), paper, "vi")


def test_the_solar_system_gives_no_key_away() -> None:
    for seed in range(40):
        for paper in draw_papers(solar(), Blueprint(questions=10), seed, "en", count=2):
            check_paper(solar(), paper, "en")


def test_a_paper_that_one_order_of_candidates_does_not_fill_is_drawn_in_another() -> None:
    for seed in (9, 19):
        (paper,) = draw_papers(solar(), Blueprint(questions=46), seed, "en")
        assert len(paper.slots) == 46
        check_paper(solar(), paper, "en")


def most_alike(questions: Questions, paper: Paper) -> int:
    """How many questions have the same one right answer."""
    keys = [one.key for one in built(questions, paper, "en") if one.form is not Form.TRUE_FALSE and len(one.key) == 1]
    return max(Counter(keys).values(), default=0)


def test_one_answer_is_right_for_few_questions_where_there_are_others() -> None:
    for seed in (12, 16, 51):  # three times 1996, or the European Union, came first in these
        (paper,) = draw_papers(asem(), DEFAULT, seed, "en")
        assert most_alike(asem(), paper) <= 2
    for paper in draw_papers(asem(), DEFAULT, 16, "en", count=4):
        assert most_alike(asem(), paper) <= 2


def test_a_bank_with_one_answer_only_fills_its_papers_all_the_same() -> None:
    kind = "{name: town, properties: {founded: {type: year}}}"
    text = f"bank: {{id: toy, title: Toy}}\nkinds:\n  town: {kind}\nfacts:\n"
    for n in range(16):
        year = 1996 if n < 12 else 1900 + n
        text += f"  town-{n}: {{kind: town, name: Place {chr(65 + n)}, founded: {year}}}\n"
    same = made(text)
    (paper,) = draw_papers(same, Blueprint(questions=10, forms=(Form.TYPED,)), 3, "en")
    assert len(paper.slots) == 10 and most_alike(same, paper) == 6


@pytest.mark.parametrize("bank", ["asem", "solar-system"])
def test_no_question_shows_a_link_that_another_key_rests_on(bank: str) -> None:
    """What the engine itself says of a question, the feedback to every wrong option included."""
    questions = asem() if bank == "asem" else solar()
    for seed in range(40):
        for paper in draw_papers(questions, Blueprint(questions=10), seed, "en", count=2):
            for lang in questions.bank.languages:
                asked = built(questions, paper, lang)
                for one in asked:
                    for other in asked:
                        if one is not other:
                            keys = {link for touch in other.touches for link in links(questions, touch.item)}
                            assert keys.isdisjoint(one.reveals), (one.id, other.id)


def links(questions: Questions, item: str) -> tuple[str, ...]:
    return key_links(questions, item) if questions.has(item) else links_of(item)


@given(random_banks(), st.integers(0, 2**64 - 1), st.booleans())
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_paper_of_a_random_bank_gives_no_key_away(text: str, seed: int, cards: bool) -> None:
    problems = Problems()
    bank = read_bank([BankFile("random.yaml", text.encode())], "random", problems)
    if problems.errors:
        return
    questions = questions_of(bank)
    blueprint = Blueprint(questions=6, depth="detail", forms=tuple(Form) if cards else ())
    try:
        papers = draw_papers(questions, blueprint, seed, "en", count=2)
    except Unfillable as error:
        assert error.most < 6
        if not error.most:
            return
        papers = draw_papers(questions, blueprint._replace(questions=error.most), seed, "en")
    for paper in papers:
        for lang in bank.languages:
            check_paper(questions, paper, lang)


def test_a_bank_of_shared_values_is_held_too() -> None:
    """The reading above can fail: two questions that tell each other's answers are caught."""
    (paper,) = draw_papers(asem(), DEFAULT, 1, "en")
    twins = [info for info in asem().items() if info.id in ("asem/asem8/self>city", "asem/asem8/city>self")]
    slots = [paper.slots[0]._replace(item=info.id, form=Form.FLASHCARD) for info in twins]
    assert len(slots) == 2
    with pytest.raises(AssertionError):
        check_paper(asem(), paper._replace(slots=tuple(slots)), "en")


def test_the_default_is_twenty_questions_over_all_topics_without_flashcards() -> None:
    (paper,) = draw_papers(asem(), DEFAULT, 5, "vi")
    assert (paper.lang, paper.bank, paper.bank_digest, paper.seed) == ("vi", "asem", asem().bank.digest, 5)
    topics = Counter(asem().info(slot.item).topic for slot in paper.slots)
    assert len(topics) >= 6 and max(topics.values()) <= 7
    assert all(slot.form is not Form.FLASHCARD for slot in paper.slots)
    assert all(asem().info(slot.item).depth != "detail" for slot in paper.slots)
    options = [len(question.options) for question in built(asem(), paper, "vi")]
    assert [slot.options for slot in paper.slots] == options


def test_every_item_and_form_comes_up() -> None:
    seen = Counter(slot for seed in range(40) for slot in forms_of(draw_papers(asem(), DEFAULT, seed, "en")[0]))
    assert set(seen) == set(Form) - {Form.FLASHCARD}
    items = {slot.item for seed in range(40) for slot in draw_papers(asem(), DEFAULT, seed, "en")[0].slots}
    assert len(items) > 250


def forms_of(paper: Paper) -> list[Form]:
    return [slot.form for slot in paper.slots]


def test_flashcards_come_only_when_they_are_named() -> None:
    (paper,) = draw_papers(asem(), Blueprint(questions=5, forms=(Form.FLASHCARD,)), 2, "en")
    assert set(forms_of(paper)) == {Form.FLASHCARD}


def test_depth_and_topics_are_kept_to() -> None:
    blueprint = Blueprint(questions=8, topics=(("summits", 3.0), ("fmm", 1.0)), depth="core")
    for seed in range(10):
        (paper,) = draw_papers(asem(), blueprint, seed, "en")
        infos = [asem().info(slot.item) for slot in paper.slots]
        assert Counter(info.topic for info in infos) == {"summits": 6, "fmm": 2}
        assert {info.depth for info in infos} == {"core"}


def test_the_same_paper_in_every_language_and_process() -> None:
    program = (
        "from tests.study_kit import asem\n"
        "from quiz.study.exam.draw import draw_papers\n"
        "from quiz.study.exam.model import Blueprint\n"
        "for paper in draw_papers(asem(), Blueprint(), 2**63 + 5, 'vi', count=2): print(paper.slots)\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    here = draw_papers(asem(), DEFAULT, 2**63 + 5, "en", count=2)
    assert runs == {"".join(f"{paper.slots}\n" for paper in here)}


def test_another_seed_is_another_paper_and_the_learner_changes_nothing_of_it() -> None:
    one, other = (draw_papers(asem(), DEFAULT, seed, "en")[0] for seed in (1, 2))
    assert {slot.item for slot in one.slots} != {slot.item for slot in other.slots}
    (mine,) = draw_papers(asem(), DEFAULT, 1, "en", facility=learner(9))
    assert [slot[:3] for slot in mine.slots] == [slot[:3] for slot in one.slots]


def learner(seed: int) -> Facility:
    """One whose chances of knowing an item lie anywhere between 0 and 1."""
    return Facility(lambda item: Known(draw(seed, item) / 2**64, 0.05))


def test_a_paper_is_drawn_without_building_the_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = asem().ask
    monkeypatch.setattr(asem(), "ask", lambda item, *rest: asked.append(item) or ask(item, *rest))
    draw_papers(asem(), DEFAULT, 7, "en")
    assert len(asked) <= 2 * 60, "two languages, and no more than three candidates for a question"


@pytest.mark.parametrize("who", ["nobody", "a learner"])
def test_easy_papers_are_easier_than_hard_ones(who: str) -> None:
    facility = None if who == "nobody" else learner(3)
    for seed in range(5):
        papers = [
            draw_papers(asem(), Blueprint(difficulty=level), seed, "en", facility=facility)[0]
            for level in ("easy", "medium", "hard")
        ]
        easy, medium, hard = map(mean, papers)
        assert easy > medium + 0.02 and medium > hard + 0.02
        check_paper(asem(), papers[2], "en")


# parallel papers


@pytest.mark.parametrize(("who", "apart"), [("nobody", 0.01), ("a learner", 0.02)])
def test_parallel_papers_share_no_item_and_are_equally_hard(who: str, apart: float) -> None:
    """The figures of the docstring of ``quiz.study.exam.draw``."""
    spreads = []
    for seed in range(40):
        facility = None if who == "nobody" else learner(seed)
        papers = draw_papers(asem(), DEFAULT, seed, "en", count=4, facility=facility)
        assert [len(paper.slots) for paper in papers] == [20] * 4
        assert no_item_twice(papers)
        means = [mean(paper) for paper in papers]
        spreads.append(max(means) - min(means))
    assert max(spreads) < apart
    if who == "nobody":
        assert sorted(spreads)[20] < 0.001


def test_parallel_papers_give_nothing_away_and_have_the_same_topics() -> None:
    blueprint = Blueprint(questions=12, topics=(("summits", 1.0), ("members", 1.0)))
    for seed in range(10):
        papers = draw_papers(asem(), blueprint, seed, "en", count=3)
        assert no_item_twice(papers)
        for paper in papers:
            assert Counter(asem().info(slot.item).topic for slot in paper.slots) == {"summits": 6, "members": 6}
            check_paper(asem(), paper, "en")


SIX = made(
    "kinds:\n  town: {properties: {founded: year}}\nfacts:\n"
    + "".join(f"  t{n}: {{kind: town, name: Town {'ABCDEF'[n]}, founded: {1000 + 7 * n}}}\n" for n in range(6))
)


@pytest.mark.parametrize(("size", "count", "shared"), [(3, 2, 0), (4, 2, 2), (2, 3, 0), (6, 2, 6), (4, 3, 6)])
def test_where_the_bank_is_too_small_as_few_items_as_possible_are_shared(size: int, count: int, shared: int) -> None:
    blueprint = Blueprint(questions=size, forms=(Form.TYPED,))
    for seed in range(10):
        papers = draw_papers(SIX, blueprint, seed, "en", count=count)
        items = Counter(slot.item for paper in papers for slot in paper.slots)
        assert sum(times - 1 for times in items.values()) == shared
        assert all(len({slot.item for slot in paper.slots}) == size for paper in papers)


# what the bank cannot fill


def test_a_bank_that_cannot_fill_a_blueprint_says_what_is_missing_and_what_can_be_had() -> None:
    blueprint = Blueprint(questions=40, topics=(("pillars", 1.0), ("fmm", 1.0)))
    with pytest.raises(Unfillable) as caught:
        draw_papers(asem(), blueprint, 1, "en")
    assert re.search(r"pillars has 2 of 20; fmm has \d+ of 20", caught.value.message)
    assert f"it can have {caught.value.most} question" in caught.value.hint
    (paper,) = draw_papers(asem(), blueprint._replace(questions=caught.value.most), 1, "en")
    assert Counter(asem().info(slot.item).topic for slot in paper.slots) == {"pillars": 2, "fmm": 2}


def test_the_offer_is_the_most_that_can_be_had() -> None:
    with pytest.raises(Unfillable) as caught:
        draw_papers(SIX, Blueprint(questions=9, forms=(Form.TYPED,)), 1, "en")
    assert caught.value.most == 6
    assert "6 of 9" in caught.value.message


def test_without_topics_what_one_lacks_the_others_give() -> None:
    """Each of the four topics has twelve subjects; their ranks and years are three items, but one fact."""
    (paper,) = draw_papers(towns(), Blueprint(questions=40, forms=(Form.TYPED,)), 3, "en")
    assert len({towns().info(slot.item).family for slot in paper.slots}) == 40


@pytest.mark.parametrize(
    ("blueprint", "limits", "offer"),
    [
        (
            Blueprint(questions=9, topics=(("overview", 1.0),), forms=(Form.ORDERING,)),
            "topics: overview; depth: more; forms: ordering",
            "without topics",
        ),
        (
            Blueprint(questions=9, topics=(("summits", 1.0), ("members", 2.0)), depth="core", forms=(Form.ORDERING,)),
            "topics: summits, members; depth: core; forms: ordering",
            "without forms",
        ),
        (
            Blueprint(questions=2, topics=(("nowhere", 1.0), ("summits", 1.0)), forms=(Form.TYPED,)),
            "nowhere has 0 of 1",
            "topics: summits",
        ),
    ],
)
def test_where_nothing_can_be_had_the_nearest_is_offered(blueprint: Blueprint, limits: str, offer: str) -> None:
    with pytest.raises(Unfillable) as caught:
        draw_papers(asem(), blueprint, 1, "en")
    assert limits in caught.value.message
    found = re.fullmatch(r"The nearest that can be had: (.+); (\d+) questions?\.", caught.value.hint)
    assert found and found[1] == offer and int(found[2]) >= 1, caught.value.hint


@pytest.mark.parametrize(
    "blueprint",
    [
        Blueprint(topics=(("nowhere", 1.0),)),
        Blueprint(questions=0),
        Blueprint(topics=(("overview", 1.0),), forms=(Form.ORDERING,)),
    ],
)
def test_a_blueprint_with_nothing_to_ask_is_refused(blueprint: Blueprint) -> None:
    with pytest.raises(QuizError):
        draw_papers(asem(), blueprint, 1, "en")


@given(
    st.lists(st.floats(0.01, 1000), min_size=1, max_size=12),
    st.integers(0, 400),
)
def test_shares_are_whole_and_next_to_the_exact_ones(weights: list[float], number: int) -> None:
    named_weights = [(str(at), weight) for at, weight in enumerate(weights)]
    dealt = shares(named_weights, number)
    assert sum(dealt.values()) == number
    for topic, weight in named_weights:
        assert abs(dealt[topic] - number * weight / sum(weights)) < 1 + 1e-6


def test_largest_remainders_get_the_rest() -> None:
    assert shares([("a", 47), ("b", 16), ("c", 15.9), ("d", 12), ("e", 6), ("f", 3.1)], 10) == {
        "a": 5,
        "b": 2,
        "c": 1,
        "d": 1,
        "e": 1,
        "f": 0,
    }


def test_a_very_large_paper_can_be_drawn() -> None:
    blueprint = Blueprint(forms=(Form.TYPED,), depth="detail", questions=2400)
    assert len(draw_papers(towns(16, 200), blueprint, 1, "en")[0].slots) == 2400
