"""Whatever the bank states as a number, a sum or a date is right if it is typed as it is shown."""

from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.dates import days_of
from quiz.questions.model import Form, Outcome
from tests.study_kit import made

UNITS = ["km", "m²", "m³/s", "°C", "%", "million people", "people per km²", "µm", "years", "GB"]
CURRENCIES = ["USD", "EUR", "VND", "GBP", "JPY", "LAK", "XOF"]

years = st.integers(100, 2999).map("{:04}".format)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
dates = years | months | st.builds("{}-{:02}".format, months, st.integers(1, 28))
ranges = st.tuples(dates, dates).filter(lambda ends: days_of(ends[0])[0] <= days_of(ends[1])[1]).map("/".join)
decimals = st.decimals(-(10**6), 10**9, places=2, allow_nan=False).map(str)
sums = st.builds("{} {}".format, st.sampled_from(CURRENCIES), st.integers(0, 10**9))
written = st.one_of(
    st.tuples(st.just("integer"), st.integers(-(10**9), 10**9)),
    st.tuples(st.just("year"), st.integers(-9999, 9999).filter(bool)),
    st.tuples(st.just("money"), sums),
    st.tuples(st.just("date"), dates),
    st.tuples(st.just("date_range"), ranges),
    st.tuples(st.sampled_from(UNITS).map("quantity, unit: '{}'".format), decimals),
)


@given(written)
def test_every_value_can_be_typed_as_it_is_shown(one: tuple[str, object]) -> None:
    type_, value = one
    found = made(
        f"bank: {{languages: [en, vi]}}\n"
        f"kinds: {{thing: {{properties: {{p: {{type: {type_}}}}}}}}}\n"
        f"facts: {{a: {{kind: thing, p: {value}}}}}"
    )
    for lang in found.bank.languages:
        question = found.ask("toy/a/self>p", Form.TYPED, lang, 0)
        assert found.grade(question, question.key[0]).outcome is Outcome.RIGHT, question.key
