"""Home: what today holds, coming back after a break, and what to do when nothing is due."""

from types import SimpleNamespace

import pytest

from quiz.cli.class_phone import phone_plan
from quiz.errors import QuizError
from quiz.memory.fsrs import retrievability
from quiz.questions.model import Form
from quiz.study.home import home, nothing_due
from quiz.study.load import Left, usual_day, waiting_today
from quiz.study.records import Settings
from quiz.study.sitting import Sitting
from quiz.study.views import HomeView, Plan
from tests.memory_store import MemoryStore
from tests.simulated_learner import moment, ordinal, right_response, study
from tests.study_kit import Table, item, known, store_for, towns

TODAY = ordinal(0)
PLAN = Plan("en", seed=4, forms=("choice", "true_false", "typed"))
"""Without forms that are several reviews at once, so that questions can be counted."""


def at_home(store: MemoryStore, day: int = 0, each: int = 12) -> HomeView:
    return home(towns(each=each), store, "en", moment(day))


@pytest.fixture
def store() -> MemoryStore:
    return store_for(towns())


def test_a_new_learner_sees_the_days_new_items(store: MemoryStore) -> None:
    view = at_home(store)
    assert (view.due, view.new, view.met, view.known, view.items) == (0, 20, 0, 0, 144)
    assert view.coming_back is None and view.next_due == 0 and view.days_studied == 0
    assert [topic.title for topic in view.topics] == ["kinda", "kindb", "kindc", "kindd"]
    assert all(topic.mastery == 0 for topic in view.topics)


def test_home_mirrors_a_bank_that_the_store_has_not_seen() -> None:
    assert at_home(MemoryStore()).items == 144


def test_home_promises_what_a_sitting_then_asks(store: MemoryStore) -> None:
    for n in range(12):
        known(store, item("a", n), days_ago=4)
        known(store, item("a", n, "self>rank"), days_ago=4)  # a sibling: not on the same day
    view = at_home(store)
    evening = study(towns(), store, PLAN, day=0, never_wrong=True)
    assert (view.due, view.new) == (12, 20)
    assert sum(not one.new for one in evening.first) == view.due
    assert sum(one.new for one in evening.first) == view.new
    after = at_home(store)
    assert (after.due, after.new, after.answered_today, after.days_studied) == (0, 0, 32, 1)
    assert after.next_due == TODAY + 1


def test_what_is_asked_is_looked_for_behind_what_is_not(store: MemoryStore) -> None:
    last = [row.item for row in store.new(1000, day=ordinal(0))][-3:]
    _due, new = waiting_today(store, Settings(), ordinal(0), Left(5, 1, 0, 0, None), last.__contains__)
    assert [row.item for row in new] == last


@pytest.mark.parametrize("forms", ["ordering", "select_all", "matching,ordering"])
def test_home_promises_only_what_is_asked_in_the_forms_that_were_chosen(store: MemoryStore, forms: str) -> None:
    store.save_settings(Settings(forms=forms))
    for n in range(12):
        known(store, item("a", n, ("self>founded", "self>rank", "rank>founded")[n % 3]), days_ago=4)
    view = at_home(store)
    first = Sitting(towns(), store, Plan("en", seed=4), moment(0)).present(moment(0))
    assert view.due + view.new == (first.total if first else 0)
    evening = study(towns(), store, Plan("en", seed=4), day=0, never_wrong=True)
    assert {one.question.form for one in evening.first} <= set(map(Form, forms.split(",")))
    after = at_home(store)
    assert (after.due, after.new) == (0, 0)


def test_mastery_is_the_expected_share_of_right_answers(store: MemoryStore) -> None:
    for n in range(12):
        known(store, item("a", n), days_ago=0, due=3)
    view = at_home(store)
    tomorrow = sum(retrievability(memory, TODAY + 1) for memory in store.memories.values())
    assert 10 < tomorrow < 12
    assert view.topics[0].mastery == pytest.approx(tomorrow / 36)
    assert (view.known, view.met) == (round(tomorrow), 12)


def test_minutes_follow_the_learners_own_pace(store: MemoryStore) -> None:
    assert at_home(store).minutes == 6  # 20 new, half of them twice, at 8 + 4 seconds
    sitting = Sitting(towns(), store, PLAN, moment(0))
    presented = sitting.present(moment(0))
    sitting.answer(right_response(presented.question), moment(0), 26_000)  # type: ignore[union-attr]
    assert at_home(store, day=1).minutes >= 10


def test_new_items_get_what_reviews_leave_of_the_minutes_aimed_at(store: MemoryStore) -> None:
    assert at_home(store).new == 20  # no aim
    store.save_settings(Settings(minutes_per_day=3))
    assert at_home(store).new == 10  # half of them twice, at 12 seconds
    for n in range(6):
        known(store, item("a", n), days_ago=4)
        known(store, item("a", n, "self>rank"), days_ago=4)  # a sibling: not on the same day
    view = at_home(store)
    assert (view.due, view.new, view.minutes) == (6, 5, 3)
    evening = study(towns(), store, PLAN, day=0, never_wrong=True)
    assert sum(one.new for one in evening.first) == 5


def test_the_siblings_of_what_was_reviewed_today_take_no_minutes_from_the_new(store: MemoryStore) -> None:
    for n in range(12):
        for pair in ("self>founded", "self>rank"):
            known(store, item("a", n, pair), days_ago=4)
    store.save_settings(Settings(minutes_per_day=4))
    before = at_home(store)
    sitting = Sitting(towns(), store, PLAN, moment(0))
    for _answer in range(6):
        presented = sitting.present(moment(0))
        assert presented is not None
        sitting.answer(right_response(presented.question), moment(0), 8_000)  # the pace that is reckoned with anyway
    after = at_home(store)
    assert (before.due, before.new) == (12, 4)
    assert (after.answered_today, after.due, after.new) == (6, 7, 3), "one was new"


def test_an_aim_of_many_minutes_asks_no_more_than_the_limit(store: MemoryStore) -> None:
    store.save_settings(Settings(minutes_per_day=600))
    assert at_home(store).new == 20


def test_when_nothing_is_due_home_names_the_next_day(store: MemoryStore) -> None:
    store.save_settings(Settings(new_per_day=0))
    known(store, item("a", 0), days_ago=1, due=6)
    known(store, item("a", 1), days_ago=1, due=4)
    assert at_home(store).next_due == TODAY + 4


# coming back


def away(store: MemoryStore, number: int, each: int = 40) -> None:
    """So many items of different families are long overdue."""
    for n in range(number):
        known(store, item("abcd"[n % 4], n // 4), days_ago=20 + n, stability=5.0 + n % 7, due=-(n % 9))


@pytest.fixture
def late() -> MemoryStore:
    """150 due, for a learner whose limit is 60 a day."""
    store = store_for(towns(each=40), reviews_per_day=60)
    away(store, 150)
    return store


def test_more_than_two_usual_days_is_a_coming_back(late: MemoryStore) -> None:
    view = at_home(late, each=40)
    back = view.coming_back
    assert back is not None
    assert (back.due, back.today, view.due, view.new) == (150, 60, 60, 0)
    states = [late.state(row.item) for row in late.due(TODAY, 1000)]
    known_now = sum(retrievability(state.memory, TODAY) for state in states if state and state.memory)
    assert back.still_known == round(known_now)
    assert sum(back.days) == 90 and back.days[0] <= 60


def test_two_usual_days_are_no_coming_back() -> None:
    store = store_for(towns(each=40), reviews_per_day=60)
    away(store, 120)
    view = at_home(store, each=40)
    assert view.coming_back is None
    assert (view.due, view.new) == (60, 20)


def test_the_days_of_a_coming_back_leave_room_for_what_falls_due_on_them(late: MemoryStore) -> None:
    for n in range(38, 40):
        for kind in "abcd":
            known(late, item(kind, n), days_ago=1, due=1)
    back = at_home(late, each=40).coming_back
    assert back is not None
    assert back.days[0] == 60 - late.forecast(TODAY, 2)[1]
    assert sum(back.days) == back.due - back.today


def test_days_ahead_of_today_are_not_among_the_last_ones(store: MemoryStore) -> None:
    for day in (0, 2, 3):
        Table(store, day=day).right()
    assert [at_home(store, day).days_studied for day in (0, 1, 2, 3, 31, 32)] == [1, 1, 2, 3, 2, 1]


def test_the_end_of_a_sitting_and_the_home_screen_tell_the_same_of_today() -> None:
    store = store_for(towns(), topics="topic-a", new_per_day=0)
    for n in range(3):
        known(store, item("a", n), days_ago=5)
        known(store, item("b", n), days_ago=5)
    table = Table(store)
    table.see()
    table.sitting.bury(table.now())
    table.rest()
    upcoming = table.sitting.summary(table.now()).upcoming
    assert home(towns(), store, "en", table.now()).due == 0
    assert [(one.day, one.items) for one in upcoming] == [(TODAY + 1, 1)]


def test_coming_back_starts_with_the_likeliest_remembered_and_pauses_new_items(late: MemoryStore) -> None:
    evening = study(towns(each=40), late, PLAN, day=0)
    chances = []
    for one in evening.first:
        memory = late._given[one.question.item]
        chances.append(retrievability(memory, TODAY))
    assert len(chances) == 60
    assert chances == sorted(chances, reverse=True)
    assert not any(one.new for one in evening.presented)


def test_a_day_that_begins_as_a_coming_back_ends_as_one(late: MemoryStore) -> None:
    study(towns(each=40), late, PLAN, day=0)
    view = at_home(late, each=40)
    assert view.coming_back is not None and view.coming_back.today == 0
    assert (view.due, view.new, view.next_due) == (0, 0, TODAY + 1)
    assert Sitting(towns(each=40), late, PLAN, moment(0, 9000)).present(moment(0, 9000)) is None
    more = study(towns(each=40), late, PLAN._replace(extra=10), day=0, begin=9000)
    assert len(more.first) == 10 and not any(one.new for one in more.first)


def test_the_backlog_is_gone_after_the_days_that_home_showed(late: MemoryStore) -> None:
    back = at_home(late, each=40).coming_back
    assert back is not None
    for day in range(1 + len(back.days) + 2):  # two more for what was missed on the way
        study(towns(each=40), late, PLAN, day=day)
    assert at_home(late, day=len(back.days) + 3, each=40).coming_back is None


def test_a_usual_day_is_one_of_the_last_five(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    loads = [30, 40, 50, 60, 70, 200]
    monkeypatch.setattr(store, "last_loads", lambda _day, number: loads[:number])
    assert usual_day(store, store.settings(), TODAY) == 50


def test_a_usual_day_is_the_learners_own_average_within_bounds(store: MemoryStore) -> None:
    settings = store.settings()
    assert usual_day(store, settings, TODAY) == 200
    study(towns(), store, PLAN, day=0, most=4)
    assert usual_day(store, settings, ordinal(1)) == 20
    assert usual_day(store, settings._replace(reviews_per_day=15), ordinal(1)) == 15
    study(towns(), store, PLAN._replace(extra=40), day=1)
    study(towns(), store, PLAN._replace(extra=40), day=2)
    loads = [sum(store.answered_today(ordinal(day))) for day in range(3)]
    assert usual_day(store, settings, ordinal(3)) == round(sum(loads) / 3) > 20


@pytest.mark.parametrize("gap", [25, 31, 70, 400])
def test_however_long_the_absence_it_is_a_coming_back(gap: int) -> None:
    store = store_for(towns(each=40))
    for day in range(6):
        study(towns(each=40), store, PLAN, day=day)
    view = at_home(store, day=5 + gap, each=40)
    assert view.coming_back is not None
    assert view.coming_back.today == view.due == usual_day(store, store.settings(), ordinal(5 + gap)) < 60
    assert view.new == 0 and sum(view.coming_back.days) == view.coming_back.due - view.due > 0


def test_no_reviews_at_all_is_no_coming_back(late: MemoryStore) -> None:
    late.save_settings(Settings(reviews_per_day=0))
    assert at_home(late, each=40).coming_back is None


# nothing due


def test_nothing_due_suggests_typing_what_is_known_and_old_mix_ups(store: MemoryStore) -> None:
    for n in range(3):
        known(store, item("a", n), days_ago=2, stability=9.0, due=5 + n)
    known(store, item("b", 0), days_ago=2, stability=1.0, due=4)
    confused = item("c", 0)
    sitting = Sitting(towns(), store, Plan("en", items=(confused,), forms=("choice",), seed=2), moment(-1))
    presented = sitting.present(moment(-1))
    assert presented is not None
    wrong = next(at for at in range(3) if at not in presented.question.key_indices)
    sitting.answer(wrong, moment(-1), 3000)
    found = nothing_due(towns(), store, moment(0))
    assert found.deeper == (item("a", 0), item("a", 1), item("a", 2))
    assert found.mix_ups == (confused,)
    plan = Plan("en", items=found.deeper, forms=("typed",), seed=1)
    asked = study(towns(), store, plan, day=0).first
    assert {one.question.form.value for one in asked} == {"typed"} and len(asked) == 3


def test_what_was_left_for_tomorrow_is_not_suggested_today(store: MemoryStore) -> None:
    for n in range(3):
        known(store, item("a", n), days_ago=2, stability=9.0, due=5 + n)
    store.bury(item("a", 1), TODAY + 1)
    assert nothing_due(towns(), store, moment(0)).deeper == (item("a", 0), item("a", 2))
    assert item("a", 1) in nothing_due(towns(), store, moment(1)).deeper


# on a phone


def on_a_phone(store: MemoryStore, most: int = 20, each: int = 12) -> list[str]:
    wired = SimpleNamespace(store=store, questions=towns(each=each), now=lambda: moment(0), lang="en")
    return [entry.questions["en"].item for entry in phone_plan(wired, most).entries]  # type: ignore[arg-type]


def test_a_phone_asks_what_is_left_of_the_day(store: MemoryStore) -> None:
    store.save_settings(store.settings()._replace(new_per_day=5, reviews_per_day=4))
    for n in range(6):
        known(store, item("a", n), days_ago=2)
    asked = on_a_phone(store)
    assert asked[:4] == [item("a", n) for n in range(4)] and len(asked) == 9
    assert on_a_phone(store, 3) == asked[:3]
    study(towns(), store, PLAN, day=0)
    with pytest.raises(QuizError, match="nothing to ask"):
        on_a_phone(store)


def test_a_phone_asks_nothing_new_while_coming_back(late: MemoryStore) -> None:
    asked = on_a_phone(late, 100, each=40)
    assert len(asked) == at_home(late, each=40).due == 60
    assert all(late.state(one).memory is not None for one in asked)  # type: ignore[union-attr]


def test_of_what_can_be_done_besides_no_two_questions_are_of_one_family(store: MemoryStore) -> None:
    for n in range(3):
        for pair in ("self>founded", "self>rank", "rank>founded"):
            known(store, item("a", n, pair), days_ago=2, stability=20.0, due=9)
    found = nothing_due(towns(), store, moment(0))
    families = [towns().info(one).family for one in (*found.deeper, *found.mix_ups)]
    assert len(families) == len(set(families)) == 3
