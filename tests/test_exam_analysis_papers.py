"""Several papers of one test in an analysis: each is named by what a teacher recognises."""

import csv
import io
from collections.abc import Iterator
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from quiz.i18n import set_language
from quiz.questions.model import Form, Question
from quiz.study.exam.analysing import Analysed, analysed
from quiz.study.exam.analysis_words import analysis_lines
from quiz.study.exam.export import as_csv, as_json
from quiz.study.exam.prints import print_of
from quiz.study.exam.store import AttemptRecord
from tests.study_kit import towns

DAY = 86_400_000
LATE = 1_773_441_000_000  # 2026-03-13 22:30 UTC: the fourteenth in Hanoi


class Sat:
    """What an analysis reads of a store: ``people`` sat each paper, a paper a day, one every hour of half a night."""

    def __init__(self, *papers: tuple[int, int]) -> None:
        self.papers = papers

    def records(self, **_which: Any) -> Iterator[AttemptRecord]:
        infos = [info for info in towns().items() if Form.CHOICE in info.forms]
        random, start = Random(5), 0
        for number, (people, questions) in enumerate(self.papers):
            asked = [towns().ask(info.id, Form.CHOICE, "en", 1) for info in infos[start : start + questions]]
            start += questions
            for person in range(people):
                at = LATE + number * DAY + (DAY // 20 * person if number else 0)
                for one in asked:
                    right = random.random() < (person + 1) / (people + 1)
                    yield stored(f"{number}.{person}", one, at, right=right)


def stored(person: str, asked: Question, at_ms: int, zone: int = 420, *, right: bool = True) -> AttemptRecord:
    about = f"p{person}", f"a{person}", asked.id, asked.item, asked.template, asked.topic, asked.form.value
    said = (1.0, "right") if right else (0.0, "wrong")
    return AttemptRecord(*about, *said, (), 0, asked.option_ids, asked.key, "weekly", at_ms, zone)


def found(*papers: tuple[int, int]) -> Analysed:
    store: Any = Sat(*papers)
    return analysed(towns(), store, "en", everyone=True)


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    set_language("en")


def headed(of: Analysed) -> list[str]:
    return [line for line in analysis_lines(of, str) if "(alpha)" in line]


def test_each_of_several_papers_is_named_by_what_tells_it_from_the_others() -> None:
    both = found((21, 3), (25, 2))
    second, first = (both.prompts[paper.asked[0]] for paper in both.analysis.papers)
    longer, shorter = headed(both)
    named = f"Paper 1; weekly; 2 questions; 25 attempts; 2026-03-15 to 2026-03-16 (begins: {second})"
    assert longer.startswith(named + ": reliability (alpha) ")
    assert shorter.startswith(f"Paper 2; weekly; 3 questions; 21 attempts; 2026-03-14 (begins: {first}): reliability")
    set_language("vi")
    assert headed(both)[1].startswith("Đề số 2; weekly; 3 câu; 21 lượt làm bài; 2026-03-14 (câu đầu: ")


def test_a_paper_is_named_where_others_are_too_small_to_be_told() -> None:
    (only,) = headed(found((21, 3), (5, 2)))
    assert only.startswith("Paper 1; weekly; 3 questions; 21 attempts; ")


def test_the_only_paper_is_the_test() -> None:
    (only,) = headed(found((21, 3)))
    assert only.startswith("The test as a whole: reliability (alpha) ")


def test_a_test_of_one_question_is_not_said_to_have_too_few_attempts() -> None:
    assert "too few" not in analysis_lines(found((30, 1)), str)[1]
    assert "too few attempts" in analysis_lines(found((3, 1)), str)[1]


def test_other_programs_can_tell_the_papers_apart() -> None:
    analysis = found((21, 3), (25, 2)).analysis
    rows = [row for row in csv.DictReader(io.StringIO(as_csv(analysis))) if row["level"] == "paper"]
    told = [(row["name"], row["test"], row["first_day"], row["last_day"], row["first_question"]) for row in rows]
    asked = [paper["asked"] for paper in as_json(analysis)["papers"]]
    assert told == [
        ("paper 1", "weekly", "2026-03-15", "2026-03-16", asked[0][0]),
        ("paper 2", "weekly", "2026-03-14", "2026-03-14", asked[1][0]),
    ]
    assert [len(some) for some in asked] == [2, 3] and not set(asked[0]) & set(asked[1])


def test_what_was_asked_is_what_is_shown() -> None:
    said = [towns().ask("toy/kinda-0/self>founded", Form.TRUE_FALSE, "en", seed) for seed in range(40)]
    store = SimpleNamespace(records=lambda **_which: (stored("", one, LATE) for one in said))
    found = analysed(towns(), store, "en")
    assert found.prompts == {one.id: one.prompt for one in said}
    assert len(set(found.prompts.values())) > 2


def test_what_nobody_was_asked_is_not_shown() -> None:
    same, other = (towns().ask(f"toy/kinda-{n}/self>founded", Form.CHOICE, "en", 1) for n in range(2))
    made = [
        stored("", same, LATE)._replace(lang="en", digest=print_of(same)),
        stored("", other, LATE)._replace(lang="en", digest=print_of(other._replace(prompt="It was otherwise."))),
    ]
    store = SimpleNamespace(records=lambda **_which: iter(made))
    assert analysed(towns(), store, "en").prompts == {same.id: same.prompt}


def test_an_attempt_is_of_the_day_that_it_was_where_it_was_made() -> None:
    asked = towns().ask("toy/kinda-0/self>founded", Form.CHOICE, "en", 1)
    summer, winter = 1_782_858_600_000, 1_798_756_200_000  # half past ten at night in UTC: past midnight in Berlin
    made = [stored(str(n), asked, *(when)) for n, when in enumerate([(summer, 120), *[(winter, 60)] * 20])]
    store = SimpleNamespace(records=lambda **_which: iter(made))
    (paper,) = analysed(towns(), store, "en").analysis.papers
    assert (paper.first_day, paper.last_day) == ("2026-07-01", "2026-12-31")


def taken_by(strong: range) -> tuple[Analysed, str]:
    """Of 25 people the last 13 know three questions, but these ``strong`` ones take one wrong option of the first."""
    infos = [info for info in towns().items() if Form.CHOICE in info.forms][:3]
    asked = [towns().ask(info.id, Form.CHOICE, "en", 1) for info in infos]
    wrong = next(at for at in range(len(asked[0].options)) if at not in asked[0].key_indices)

    def records(**_which: Any) -> Iterator[AttemptRecord]:
        for person in range(25):
            for one in asked:
                mistaken = one is asked[0] and person in strong
                record = stored(str(person), one, LATE + person, right=person >= 12 and not mistaken)
                yield record._replace(chosen=(one.option_ids[wrong],)) if mistaken else record

    store: Any = SimpleNamespace(records=records)
    return analysed(towns(), store, "en", everyone=True), asked[0].options[wrong]


def test_an_option_that_one_strong_pupil_took_is_useless_and_called_nothing_worse() -> None:
    of, text = taken_by(range(24, 25))
    (option,) = [one for one in of.analysis.questions[0].options if one.chosen]
    assert option.useless and option.suspicious
    assert f"- {text}: 4% (useless)" in analysis_lines(of, str)


def test_an_option_that_the_strong_took_is_told_with_the_interval_that_says_whether_it_may_be_chance() -> None:
    for strong, told in ((range(23, 25), "0.28 (-0.13 to 0.61)"), (range(15, 25), "0.78 (0.56 to 0.90)")):
        of, text = taken_by(strong)
        share = f"{4 * len(strong)}%"
        line = f"- {text}: {share} (suspicious: chosen by the strong, discrimination {told})"
        assert line in analysis_lines(of, str)
