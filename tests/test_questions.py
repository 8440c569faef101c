"""Stems, options, feedback and identity of questions, on the real bank and on small ones."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from quiz.bank.compiled import CompiledBank
from quiz.bank.files import BankFile, bank_files
from quiz.bank.problems import Problems
from quiz.bank.reader import read_bank
from quiz.errors import QuizError
from quiz.questions.engine import Difficulty, Questions
from quiz.questions.forms import leaks
from quiz.questions.grade import grade
from quiz.questions.model import Form, Outcome, Question

LANGUAGES = ("en", "vi")


def questions_of(text: str) -> Questions:
    problems = Problems()
    bank = read_bank([BankFile("bank.yaml", text.encode())], "small", problems)
    assert not problems.errors, [str(problem) for problem in problems]
    return Questions(CompiledBank.of(bank))


@cache
def asem() -> Questions:
    problems = Problems()
    bank = read_bank(bank_files(Path("question_bank/asem")), "asem", problems)
    assert not problems.errors
    return Questions(CompiledBank.of(bank))


def ask(item: str, form: Form, lang: str = "en", seed: int = 0, **how: object) -> Question:
    return asem().ask(item, form, lang, seed, Difficulty(**how))  # type: ignore[arg-type]


def wrong_option(question: Question, text: str) -> int:
    """Index of an option by its text; the seeds below are chosen so that it is there."""
    return question.options.index(text)


# one right answer


def test_a_city_that_hosted_twice_is_asked_with_a_year_or_for_both_summits() -> None:
    qualified = [info.id for info in asem().items() if info.id.endswith("/city>self") and "asem8" in info.id]
    assert qualified == ["asem/asem8/city>self"]
    assert ask(qualified[0], Form.CHOICE).qualifier == "in 2010"
    assert "2010" in ask(qualified[0], Form.CHOICE).prompt
    both = ask("asem/city:brussels/city>self", Form.SELECT_ALL)
    assert set(both.key) == {"ASEM 8", "ASEM 12"}


def test_two_ministers_meetings_in_madrid_are_told_apart() -> None:
    for item, year in (("asem/fmm4/place>self", "2002"), ("asem/fmm14/place>self", "2019")):
        assert year in ask(item, Form.CHOICE).prompt
    assert set(ask("asem/place:madrid/place>self", Form.SELECT_ALL).key) == {"ASEM FMM4", "ASEM FMM14"}


def test_what_cannot_be_asked_is_listed_with_a_reason() -> None:
    dropped = asem().dropped()
    assert dropped
    assert all(one.reason for one in dropped)
    asked = {info.id for info in asem().items()}
    assert not asked & {one.id for one in dropped}


# stems


@pytest.mark.parametrize("lang", LANGUAGES)
def test_stems_and_options_keep_their_size_and_their_secret(lang: str) -> None:
    for question in asem().all_questions(lang):
        item = asem().catalogue[question.item][1]
        assert len(question.prompt) <= 3 * 76, question.prompt
        assert all(len(option) <= 60 for option in question.options), question.options
        assert question.prompt[0] == question.prompt[0].upper()
        assert "{" not in question.prompt + question.explanation
        prop = asem().world.prop(item.kind, item.asked)
        if question.form in (Form.CHOICE, Form.TYPED, Form.SELECT_ALL) and (prop is None or prop.type != "boolean"):
            assert not leaks(asem().shower, question.prompt, prop, item.answers), question.prompt
        if question.as_of:
            opening = {"en": "As of ", "vi": "Tính đến "}[lang]
            assert opening in question.prompt


@pytest.mark.parametrize(
    ("number", "en", "vi"),
    [
        (1, "1st", "lần thứ nhất"),
        (2, "2nd", "lần thứ hai"),
        (3, "3rd", "lần thứ ba"),
        (4, "4th", "lần thứ tư"),
        (11, "11th", "lần thứ 11"),
        (12, "12th", "lần thứ 12"),
    ],
)
def test_ordinals_follow_each_language(number: int, en: str, vi: str) -> None:
    assert f"the {en} ASEM Summit" in ask(f"asem/asem{number}/self>year", Form.TYPED).prompt
    assert f"Hội nghị cấp cao ASEM {vi}" in ask(f"asem/asem{number}/self>year", Form.TYPED, "vi").prompt


# options


def test_the_key_stands_in_each_place_equally_often_among_names() -> None:
    places = Counter(ask("asem/asem5/self>city", Form.CHOICE, seed=seed).key_indices[0] for seed in range(1200))
    assert set(places) == {0, 1, 2, 3}
    assert all(240 < count < 360 for count in places.values()), places  # 300 ± 4 standard deviations


def test_numbers_and_years_stand_in_order_and_the_key_takes_every_rank() -> None:
    places: Counter[int] = Counter()
    for seed in range(400):
        question = ask("asem/asem7/self>year", Form.CHOICE, seed=seed)
        assert list(question.options) == sorted(question.options)
        places[question.key_indices[0]] += 1
    assert all(60 < places[rank] < 140 for rank in range(4)), places


def test_the_key_takes_every_place_among_dates_as_well() -> None:
    for item in ("asem/asem7/self>dates", "asem/fmm10/self>dates"):
        places = Counter(ask(item, Form.CHOICE, seed=seed).key_indices[0] for seed in range(400))
        assert all(60 < places[rank] < 140 for rank in range(4)), (item, places)


def test_harder_questions_take_nearer_distractors() -> None:
    def spread(hardness: float) -> float:
        total = 0
        for seed in range(60):
            question = ask("asem/asem7/self>year", Form.CHOICE, seed=seed, hardness=hardness)
            total += sum(abs(int(option) - 2008) for option in question.options)
        return total

    assert spread(1.0) < spread(0.0)


def test_a_past_mix_up_is_offered_again_and_corrected() -> None:
    question = ask("asem/asem5/self>city", Form.CHOICE, seed=3, options=3, mix_ups=("helsinki",))
    assert "Helsinki" in question.options
    verdict = grade(question, wrong_option(question, "Helsinki"))
    assert verdict.outcome is Outcome.WRONG
    assert verdict.chosen == "Helsinki hosted the 6th ASEM Summit, in 2006."


def test_the_number_of_options_is_what_was_asked_for() -> None:
    for number in (2, 3, 4, 5):
        assert len(ask("asem/asem5/self>city", Form.CHOICE, options=number).options) == number


# feedback


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_explains_itself_and_names_its_sources(lang: str) -> None:
    for question in asem().all_questions(lang):
        assert question.explanation, question.id
        assert question.sources, question.id
        assert all(ref.source in asem().bank.sources for ref in question.sources)


def test_a_dispute_is_told_with_its_source() -> None:
    explanation = ask("asem/asem9/self>dates", Form.FLASHCARD).explanation
    assert "5–6 November 2012" in explanation
    assert "January 2012" in explanation
    assert "Vietnamese Wikipedia" in explanation


def test_sources_are_cited_by_title_and_line() -> None:
    question = ask("asem/asem5/self>city", Form.FLASHCARD)
    cited = asem().cite(question.sources, "en")
    assert any("line 33" in one for one in cited)
    assert any("dòng 33" in one for one in asem().cite(question.sources, "vi"))


# grading of forms


def test_partial_credit_is_given_for_order_pairs_and_selections() -> None:
    ordering = ask("asem/asem5/city>year", Form.ORDERING)
    key = ordering.key_indices
    swapped = (key[1], key[0], *key[2:])
    verdict = grade(ordering, swapped)
    assert verdict.outcome is Outcome.WRONG
    assert verdict.credit == pytest.approx(1 - 1 / 6)
    assert [right for _touch, right in verdict.touched] == [False, False, True, True]
    both = ask("asem/city:brussels/city>self", Form.SELECT_ALL)
    assert grade(both, (both.key_indices[0],)).credit == 0.5
    matching = ask("asem/asem5/self>city", Form.MATCHING)
    wrong = (matching.key_indices[1], matching.key_indices[0], *matching.key_indices[2:])
    assert grade(matching, wrong).credit == 0.5


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("response", ["x", -1, 99, (), (99,), (0, 0, 0), ("a",), 1.5])
def test_a_response_that_does_not_fit_is_wrong_and_never_an_error(form: Form, response: object) -> None:
    info = next(info for info in asem().items() if form in info.forms)
    verdict = grade(asem().ask(info.id, form, "en", 0), response)  # type: ignore[arg-type]
    assert verdict.outcome is Outcome.WRONG
    assert verdict.credit < 1


def test_no_answer_is_blank_in_every_form() -> None:
    for form in Form:
        info = next(info for info in asem().items() if form in info.forms)
        assert grade(asem().ask(info.id, form, "en", 0), None).outcome is Outcome.BLANK


# identity

SMALL = """
kinds:
  river:
    properties:
      mouth: {type: text, exclusive: yes}
      length: {type: quantity, unit: km}
facts:
  nile: {kind: river, name: Nile, length: 6650, mouth: the Mediterranean Sea}
  amazon: {kind: river, name: Amazon, length: 6400, mouth: the Atlantic Ocean}
  mekong: {kind: river, name: Mekong, length: 4350, mouth: the South China Sea}
"""


def digests(text: str) -> dict[str, str]:
    return {info.id: info.digest for info in questions_of(text).items()}


def test_another_wording_keeps_every_item_and_its_digest() -> None:
    before = digests(SMALL)
    after = digests(
        SMALL.replace("name: Nile", "name: The Nile").replace("    properties:", "    name: stream\n    properties:")
    )
    assert before == after


def test_another_value_changes_the_digest_of_that_item_alone() -> None:
    before, after = digests(SMALL), digests(SMALL.replace("6400", "6437"))
    assert {item for item in before if before[item] != after[item]} == {"small/amazon/self>length"}


def test_capitals_and_punctuation_of_a_text_are_wording() -> None:
    assert digests(SMALL) == digests(SMALL.replace("the Atlantic Ocean", "The Atlantic Ocean."))


def test_an_unknown_item_or_form_is_a_clear_error() -> None:
    with pytest.raises(QuizError, match="no question 'asem/x'"):
        asem().ask("asem/x", Form.TYPED, "en", 0)
    with pytest.raises(QuizError, match="cannot be asked as ordering"):
        asem().ask("asem/asem5/self>city", Form.ORDERING, "en", 0)


# a teacher's bank


def test_a_bank_without_templates_sources_or_a_second_language_works_in_every_way() -> None:
    questions = questions_of(SMALL)
    made = list(questions.all_questions("en"))
    assert {question.form for question in made} >= {
        Form.FLASHCARD,
        Form.CHOICE,
        Form.TYPED,
        Form.TRUE_FALSE,
        Form.ORDERING,
    }
    assert questions.ask("small/nile/self>length", Form.TYPED, "en", 0).prompt == "What is the length of Nile, in km?"
    assert list(questions.all_questions("vi")) == made  # a language that the bank lacks falls back to its first one


def test_hostile_text_of_a_bank_is_shown_as_text() -> None:
    text = SMALL.replace("name: Nile", 'name: "[/red]\\e[31mN\\u202eile[@click=app.quit]x[/]"')
    prompt = questions_of(text).ask("small/nile/self>length", Form.TYPED, "en", 0).prompt
    assert prompt == "What is the length of [/red]Nile[@click=app.quit]x[/], in km?"


def test_a_number_is_never_offered_nearer_than_the_bank_allows() -> None:
    text = SMALL.replace("{type: quantity, unit: km}", "{type: quantity, unit: km, min_gap: 500, not_options: [4350]}")
    for seed in range(30):
        question = questions_of(text).ask("small/nile/self>length", Form.CHOICE, "en", seed)
        others = [
            int(option.split(" ")[0].replace(",", "")) for option in question.options if option not in question.key
        ]
        assert all(abs(other - 6650) >= 500 and other != 4350 for other in others)


@pytest.mark.parametrize(
    ("item", "wrong", "told"),
    [
        (
            "asem/fmm12/self>country",
            "netherlands",
            "The Netherlands, one of the member states of the European Union, has been a partner of ASEM since 1996.",
        ),
        # When these two joined is disputed, so that their summary lacks a value.
        ("asem/fmm12/self>country", "bulgaria", "Bulgaria is one of the member states of the European Union."),
        ("asem/asem7/year>country", "india", "India is one of the Northeast and South Asian (NESA) partners."),
        # What is asked here changes with time, and this country was never its value.
        (
            "asem/coordinators/self>presidency_seat@2018-06",
            "hungary",
            "Hungary, one of the member states of the European Union, has been a partner of ASEM since 2004.",
        ),
    ],
)
def test_a_wrong_choice_that_was_never_a_value_is_told_what_it_is_and_gives_that_away(
    item: str, wrong: str, told: str
) -> None:
    question = ask(item, Form.CHOICE, mix_ups=(wrong,))
    verdict = grade(question, question.option_ids.index(wrong))
    assert verdict.chosen == told
    assert {f"{wrong}/group", f"{wrong}/joined"} <= set(question.reveals)


@pytest.mark.parametrize(
    ("lang", "typed", "told"),
    [
        ("en", "Helsinki", "Helsinki hosted the 6th ASEM Summit, in 2006."),
        ("en", "in Ha Noi", "Hanoi hosted the 5th ASEM Summit, in 2004."),
        ("vi", "Hen-xin-ki", "Helsinki"),
        ("en", "Atlantis", ""),
    ],
)
def test_a_wrong_name_that_is_typed_is_told_what_it_is(lang: str, typed: str, told: str) -> None:
    question = asem().ask("asem/asem1/self>city", Form.TYPED, lang, 0)
    verdict = asem().grade(question, typed)
    assert verdict.outcome is Outcome.WRONG
    assert verdict.chosen.startswith(told) if told else verdict.chosen == ""
    assert any(link.startswith("asem") for link in verdict.reveals) is bool(told)
    assert asem().grade(question, question.key[0]) == grade(question, question.key[0])
