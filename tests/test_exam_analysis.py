"""Item analysis: equal to an independent computation, to published figures, and careful about what few answers say."""

import csv
import json
import subprocess
import sys
from array import array
from io import StringIO
from random import Random
from statistics import median

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from quiz.study.exam.analysis import ENOUGH, Analysis, Offered, Record, Responses, analyse
from quiz.study.exam.export import as_csv, as_json
from quiz.study.exam.intervals import Estimate, beta_cdf, f_quantile, feldt, fisher, wilson
from quiz.study.exam.sums import middle
from quiz.text import safe_cell

OPTIONS = ("Helsinki", "Seoul", "London", "Hanoi")


def made(
    seed: int, people: int, questions: int, *, partial: bool = False, missing: float = 0.0, papers: int = 0
) -> list[Record]:
    """Answers of people of different strength, in the order of attempts or, where some are missing, in any order."""
    random = Random(seed)
    hard = [random.gauss(0, 1) for _question in range(questions)]
    found = []
    for person in range(people):
        strength = random.gauss(0, 1)
        for number in range(questions):
            if random.random() < missing or (papers and number % papers != person % papers):
                continue
            right = random.random() < 1 / (1 + np.exp(hard[number] - strength))
            credit = 1.0 if right else random.choice([0, 0.25, 0.5]) if partial else 0.0
            option = OPTIONS[0] if right else random.choice([*OPTIONS[1:3], ""])
            time = 0 if random.random() < 0.1 else random.randrange(500, 90_000)
            about = f"p{person}", f"q{number}", f"i{number}", f"t{number % 3}", f"topic{number % 2}"
            found.append(Record(*about, credit, option, time))
    if missing:
        random.shuffle(found)
    return found


OFFERED = {f"q{number}": Offered(OPTIONS, OPTIONS[:1]) for number in range(200)}


# an independent computation: a matrix with holes, one correlation at a time


class Theirs:
    """What numpy and scipy make of the same answers."""

    def __init__(self, records: list[Record]) -> None:
        people = list(dict.fromkeys(one.person for one in records))
        self.questions = list(dict.fromkeys(one.question for one in records))
        shape = len(people), len(self.questions)
        self.credit = np.full(shape, np.nan)
        self.time = np.full(shape, np.nan)
        self.option = np.full(shape, None, dtype=object)
        for one in records:
            at = people.index(one.person), self.questions.index(one.question)
            self.credit[at], self.option[at] = one.credit, one.option
            self.time[at] = one.ms if one.ms else np.nan

    def column(self, question: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Credits, rest scores and options of those who saw the question and another one."""
        at = self.questions.index(question)
        rest = np.delete(self.credit, at, axis=1)
        saw = ~np.isnan(self.credit[:, at]) & ~np.isnan(rest).all(axis=1)
        return self.credit[saw, at], np.nanmean(rest[saw], axis=1), self.option[saw, at]

    def all(self, question: str) -> np.ndarray:
        credits = self.credit[:, self.questions.index(question)]
        return credits[~np.isnan(credits)]

    def median(self, question: str) -> float | None:
        known = self.time[~np.isnan(self.time[:, self.questions.index(question)]), self.questions.index(question)]
        return float(np.median(known)) if len(known) >= ENOUGH else None

    def within(self, questions: list[str]) -> float:
        """Correlation within questions, as the correlation of what is left when each question's means are taken off."""
        pairs = [self.column(one)[:2] for one in questions]
        pairs = [(x, r) for x, r in pairs if np.ptp(x) > 0 and np.ptp(r) > 1e-9]
        credits = np.concatenate([x - x.mean() for x, _r in pairs])
        rests = np.concatenate([r - r.mean() for _x, r in pairs])
        return float(credits @ rests / np.sqrt((credits @ credits) * (rests @ rests)))


def near(found: Estimate | None, value: float, low: float, high: float) -> None:
    assert found is not None
    assert found == pytest.approx((value, low, high), abs=1e-9, rel=1e-9)


@pytest.mark.parametrize(
    "records",
    [
        made(1, 60, 8),
        made(2, 45, 6, partial=True),
        made(3, 90, 7, missing=0.3),
        made(4, 120, 9, partial=True, papers=3),
        made(5, 80, 3, missing=0.55, partial=True),
    ],
    ids=["complete", "partial credit", "holes", "parallel papers", "people with one answer"],
)
def test_figures_are_those_of_numpy_and_scipy(records: list[Record]) -> None:
    ours, theirs = analyse(records, OFFERED), Theirs(records)
    assert [one.question for one in ours.questions] == theirs.questions
    for one in ours.questions:
        credits, rest, options = theirs.column(one.question)
        everybody = theirs.all(one.question)
        assert one.n == len(everybody)
        mean = everybody.mean()
        assert one.facility is not None
        assert one.facility.value == pytest.approx(mean)
        if set(everybody) <= {0, 1}:
            ends = stats.binomtest(int(everybody.sum()), one.n).proportion_ci(method="wilson")
            near(one.facility, mean, ends.low, ends.high)
        pearson = stats.pearsonr(credits, rest)
        near(one.discrimination, pearson.statistic, *pearson.confidence_interval())
        assert one.median_ms == pytest.approx(theirs.median(one.question))
        for option in one.options:
            picked = (options == option.text).astype(float)
            if option.text not in options:
                assert (option.chosen, option.discrimination) == (0, None)
                continue
            biserial = stats.pearsonr(picked, rest)
            near(option.discrimination, biserial.statistic, *biserial.confidence_interval())
            assert option.suspicious == (not option.key and biserial.statistic > 0)
    for group in ours.topics:
        members = [one.question for one in ours.questions if one.topic == group.name]
        answers = np.concatenate([theirs.all(one) for one in members])
        assert (group.questions, group.n) == (len(members), len(answers))
        assert group.facility is not None
        assert group.discrimination is not None
        assert group.facility.value == pytest.approx(answers.mean())
        assert group.discrimination.value == pytest.approx(theirs.within(members))
        assert group.median_ms == pytest.approx(
            np.median([time for time in map(theirs.median, members) if time is not None])
        )


def alpha_of(matrix: np.ndarray) -> tuple[float, float, float, float]:
    """Alpha from the covariance matrix, its interval, and the standard error of measurement."""
    people, questions = matrix.shape
    covariance = np.cov(matrix, rowvar=False)
    alpha = questions / (questions - 1) * (1 - np.trace(covariance) / covariance.sum())
    degrees = people - 1, (people - 1) * (questions - 1)
    low, high = (1 - (1 - alpha) * stats.f.ppf(tail, *degrees) for tail in (0.975, 0.025))
    return alpha, low, high, np.sqrt(covariance.sum() * (1 - alpha))


@pytest.mark.parametrize("partial", [False, True])
def test_reliability_is_that_of_the_covariance_matrix(partial: bool) -> None:
    records = made(11, 70, 12, partial=partial)
    (paper,) = analyse(records).papers
    matrix = Theirs(records).credit
    alpha, low, high, error = alpha_of(matrix)
    near(paper.alpha, alpha, low, high)
    assert (paper.people, paper.questions, paper.kr20, paper.too_few) == (70, 12, not partial, False)
    assert paper.mean == pytest.approx(matrix.sum(axis=1).mean())
    assert paper.deviation == pytest.approx(matrix.sum(axis=1).std(ddof=1))
    assert paper.error == pytest.approx(error)


def test_each_parallel_paper_has_its_own_reliability() -> None:
    records = made(12, 121, 12, papers=3)
    found = analyse(records).papers
    assert [one.people for one in found] == [41, 40, 40]
    for number, paper in enumerate(found):
        matrix = Theirs([one for one in records if int(one.person[1:]) % 3 == number]).credit
        near(paper.alpha, *alpha_of(matrix)[:3])


# published figures

LSAT6 = "3 6 2 11 1 1 3 4 1 8 0 16 0 3 2 15 10 29 14 81 3 28 15 80 16 56 21 173 11 61 28 298"
"""How many of 1000 people answered the five questions of section 6 of the Law School Admission Test in each of the
32 ways, 00000 to 11111 (Bock & Lieberman 1970, Psychometrika 35:179–197)."""


def test_the_law_school_admission_test_has_its_published_figures() -> None:
    """As tabled for these data in the manual of the R package ltm (Rizopoulos 2006, J. Statistical Software 17(5))."""
    records, person = [], 0
    for pattern, number in enumerate(map(int, LSAT6.split())):
        for _one in range(number):
            person += 1
            records += [
                Record(str(person), str(at), "", "", "", float(pattern >> (4 - at) & 1), "", 0) for at in range(5)
            ]
    found = analyse(records)
    assert (found.people, found.answers) == (1000, 5000)
    facility = [one.facility.value for one in found.questions if one.facility]
    assert facility == pytest.approx([0.924, 0.709, 0.553, 0.763, 0.870])
    discrimination = [one.discrimination.value for one in found.questions if one.discrimination]
    assert discrimination == pytest.approx([0.1128, 0.1532, 0.1728, 0.1444, 0.1216], abs=5e-5)
    (paper,) = found.papers
    assert paper.alpha is not None
    assert paper.alpha.value == pytest.approx(0.2950, abs=5e-5)
    assert paper.kr20


# what few answers say


@given(st.integers(0, ENOUGH - 1), st.integers(1, 5), st.integers(0, 999))
@settings(max_examples=40)
def test_under_twenty_answers_nothing_is_said(people: int, questions: int, seed: int) -> None:
    found = analyse(made(seed, people, questions), OFFERED)
    for one in found.questions:
        assert one.too_few
        assert (one.n, one.facility, one.discrimination) == (people, None, None)
        assert one.median_ms is None
        assert not any(option.rate or option.useless or option.suspicious for option in one.options)
        assert sum(option.chosen for option in one.options) + one.blank == people
    for paper in found.papers:
        assert paper[:8] == (people, questions, True, None, None, None, False, None)
    assert found.people == (people if questions else 0)


def test_twenty_answers_are_enough() -> None:
    found = analyse(made(7, ENOUGH, 4), OFFERED)
    assert not any(one.too_few or one.facility is None for one in found.questions)
    assert found.papers[0].alpha is not None


def test_nothing_comes_of_nothing() -> None:
    assert analyse([]) == Analysis(0, 0, (), (), (), ())


def test_what_does_not_vary_has_no_correlation() -> None:
    same = [Record(str(person), str(q), "", "", "", 0.1 * (q + 1), "", 0) for person in range(30) for q in range(7)]
    found = analyse(same)
    assert {one.discrimination for one in found.questions} == {None}
    assert found.papers[0].alpha is None
    assert found.papers[0].error is None
    single = analyse([one for one in same if one.question == "0"])
    assert single.questions[0].facility is not None
    assert single.papers[0].alpha is None
    assert single.topics[0].discrimination is None


# distractors


def test_useless_and_suspicious_distractors_are_marked() -> None:
    """Ninety-eight people; the strong take Seoul, the weak take London, two take Hanoi, nobody Bali."""
    records = []
    for person in range(100):
        strong = person < 50
        chosen = "Hanoi" if person in (60, 70) else "Helsinki" if person % 2 else "Seoul" if strong else "London"
        records.append(Record(str(person), "q", "i", "t", "s", float(chosen == "Helsinki"), chosen, 0))
        records += [Record(str(person), f"other{at}", "", "", "", float(strong), "", 0) for at in range(3)]
    offered = {"q": Offered(("Helsinki", "Seoul", "London", "Hanoi", "Bali"), ("Helsinki",))}
    found = analyse(records, offered)
    marked = {one.text: (one.chosen, one.useless, one.suspicious) for one in found.questions[0].options}
    assert marked == {
        "Helsinki": (50, False, False),
        "Seoul": (25, False, True),
        "London": (23, False, False),
        "Hanoi": (2, True, False),
        "Bali": (0, True, False),
    }
    group = found.templates[1]
    assert (group.name, group.distractors, group.useless, group.suspicious) == ("t", 4, 2, 1)
    accepted = analyse(records, {"q": offered["q"]._replace(key=("Helsinki", "Seoul"))})
    assert not any(one.suspicious for one in accepted.questions[0].options)


def test_five_per_cent_is_not_useless() -> None:
    texts = ["b"] * 5 + ["a"] * 95
    records = [Record(str(at), "q", "", "", "", float(text == "a"), text, 0) for at, text in enumerate(texts)]
    options = analyse(records, {"q": Offered(("a", "b"), ("a",))}).questions[0].options
    assert [one.useless for one in options] == [False, False]
    options = analyse(records[1:], {"q": Offered(("a", "b"), ("a",))}).questions[0].options
    assert [one.useless for one in options] == [False, True]


# what does not matter


@given(st.integers(0, 9_999), st.integers(1, 60), st.integers(1, 6), st.booleans(), st.sampled_from([0.0, 0.3, 0.8]))
@settings(max_examples=60)
def test_figures_are_bounded(seed: int, people: int, questions: int, partial: bool, missing: float) -> None:
    records = made(seed, people, questions, partial=partial, missing=missing)
    whole = analyse(records, OFFERED)
    for one in whole.questions:
        for found, least in [(one.facility, 0), (one.discrimination, -1), *((two.rate, 0) for two in one.options)]:
            if found is not None:
                assert least <= found.low <= found.value <= found.high <= 1
        assert sum(option.chosen for option in one.options) + one.blank == one.n
    assert sum(one.n for one in whole.questions) == sum(one.n for one in whole.topics) == len(records)


def numbers(value: object) -> list[object]:
    """All leaves, in order."""
    match value:
        case dict():
            return [leaf for one in value.values() for leaf in numbers(one)]
        case list():
            return [leaf for one in value for leaf in numbers(one)]
        case str() | None:
            return []
        case _:
            return [value]


@given(st.integers(0, 999), st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_records_and_the_names_of_people_do_not_matter(seed: int, random: Random) -> None:
    records = made(seed, 40, 5, partial=True, missing=0.2)
    shuffled = [one._replace(person="=" + one.person[::-1]) for one in records]
    random.shuffle(shuffled)
    ours, theirs = (analyse(some, OFFERED) for some in (records, shuffled))
    for one in ours.questions:
        other = next(two for two in theirs.questions if two.question == one.question)
        assert numbers(as_json_of(one)) == pytest.approx(numbers(as_json_of(other)), abs=1e-9)


def as_json_of(one: object) -> object:
    return as_json(Analysis(0, 0, (), (one,), (), ()))["questions"]  # type: ignore[arg-type]


def test_the_first_of_two_answers_to_a_question_stands() -> None:
    records = made(21, 30, 4)
    again = [one._replace(credit=1 - one.credit, option="Hanoi", ms=1) for one in records[::3]]
    assert analyse([*records, *again], OFFERED) == analyse(records, OFFERED)


def test_records_may_come_from_an_iterator_and_only_once() -> None:
    records = made(22, 30, 4)
    assert analyse(iter(records), OFFERED) == analyse(Responses(records), OFFERED)


@pytest.mark.parametrize("credit", [-0.1, 1.1, float("nan"), float("inf")])
@pytest.mark.parametrize("place", [0, 5])
def test_a_credit_outside_of_nothing_to_all_is_refused(credit: float, place: int) -> None:
    records = made(23, 10, 1)
    records[place] = records[place]._replace(credit=credit)
    with pytest.raises(ValueError, match="q0"):
        analyse(records)


# the parts


@given(st.lists(st.integers(-5, 10**6), max_size=60), st.integers(1, 3), st.integers(1, 150))
@example([5], 1, 2_000)
@example([1, 2], 1, 700)
def test_the_median_is_the_median(times: list[int], enough: int, often: int) -> None:
    several = array("q", times * often)
    known = [time for time in several if time > 0]
    assert middle(several, enough) == (median(known) if len(known) >= enough else None)


@given(st.floats(0.01, 0.99), st.integers(1, 3_000), st.integers(1, 300_000))
@settings(max_examples=150)
@example(0.975, 19_999, 19_999 * 49)
@example(0.025, 1, 1)
def test_quantiles_of_f_are_those_of_scipy(probability: float, first: int, second: int) -> None:
    assert f_quantile(probability, first, second) == pytest.approx(stats.f.ppf(probability, first, second), rel=1e-6)


@given(st.floats(0, 1 - 1e-6), st.floats(0.5, 5_000), st.floats(0.5, 5_000))  # scipy's own error grows beyond
def test_the_incomplete_beta_function_is_that_of_scipy(x: float, a: float, b: float) -> None:
    assert beta_cdf(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-9)


@given(st.integers(1, 5_000), st.data())
def test_wilson_is_that_of_scipy(n: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, n))
    ends = stats.binomtest(right, n).proportion_ci(method="wilson")
    near(wilson(right / n, n), right / n, ends.low, ends.high)


def test_intervals_at_the_ends() -> None:
    assert fisher(1.0, 30) == (1.0, 1.0, 1.0)
    assert fisher(0.0, 10**9).high < 1e-3
    narrow, wide = feldt(0.8, 2_000, 20), feldt(0.8, 20, 20)
    assert wide.low < narrow.low < 0.8 < narrow.high < wide.high < 1


def test_numpy_is_not_imported_before_an_analysis() -> None:
    """It takes longer than the rest of a command."""
    code = "import sys, quiz.cli.analyse, quiz.tui.app, quiz.plain.home; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# export

HOSTILE = '=HYPERLINK("http://x")'


def hostile() -> Analysis:
    records = [
        one._replace(question="-" + one.question, topic="@SUM(1)", template="\tt", item="+1", option=HOSTILE)
        for one in made(31, 30, 3)
    ]
    return analyse(records, {f"-q{at}": Offered((HOSTILE, "a\nb", "Seoul"), ("Seoul",)) for at in range(3)})


def test_no_cell_of_the_csv_is_a_formula() -> None:
    found = list(csv.DictReader(StringIO(as_csv(hostile()), newline="")))
    assert [line["level"] for line in found] == ["paper", "topic", "template", *(["question"] + ["option"] * 3) * 3]
    for line in found:
        for cell in line.values():
            number = cell.replace(".", "").replace("e-", "").removeprefix("-").isdecimal()
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert found[3]["name"] == "'-q0"
    assert found[4]["option"] == "'" + HOSTILE
    assert found[5]["option"] == "a\nb"


def test_numbers_stay_numbers_in_the_csv() -> None:
    analysis = analyse(made(32, 40, 4), OFFERED)
    found = list(csv.DictReader(StringIO(as_csv(analysis), newline="")))
    questions = [line for line in found if line["level"] == "question"]
    for line, one in zip(questions, analysis.questions, strict=True):
        assert one.facility is not None
        assert one.discrimination is not None
        assert float(line["facility"]) == one.facility.value
        assert float(line["discrimination_low"]) == one.discrimination.low
        assert (line["n"], line["too_few"], line["alpha"]) == ("40", "0", "")
    assert analysis.papers[0].alpha is not None
    assert float(found[0]["alpha_low"]) == analysis.papers[0].alpha.low
    negative = [line["discrimination"] for line in found if line["discrimination"].startswith("-")]
    assert negative
    assert all(float(cell) < 0 for cell in negative)


@given(st.text(max_size=12))
def test_a_safe_cell_keeps_its_text_and_never_begins_like_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert cell in (text, "'" + text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_json_holds_every_figure_by_name() -> None:
    analysis = analyse(made(33, 40, 4), OFFERED)
    found = json.loads(json.dumps(as_json(analysis), allow_nan=False))
    assert set(found) == set(Analysis._fields)
    question, ours = found["questions"][0], analysis.questions[0]
    assert set(question) == set(ours._fields)
    assert ours.facility is not None
    assert question["facility"] == ours.facility._asdict()
    assert question["options"][1] == {
        **ours.options[1]._asdict(),
        "rate": ours.options[1].rate and ours.options[1].rate._asdict(),
        "discrimination": ours.options[1].discrimination and ours.options[1].discrimination._asdict(),
    }
    few = as_json(analyse(made(33, 5, 2)))
    assert few["questions"][0]["facility"] is None
    assert few["papers"][0]["too_few"] is True
