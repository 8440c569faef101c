"""Typed dates: every usual way of writing them in English and Vietnamese, at the grain that is asked."""

import datetime
from typing import Any

import pytest
from babel.dates import format_date, format_interval, format_skeleton
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quiz.questions.grading import grade_typed
from quiz.questions.grading.spans import read_span
from quiz.questions.model import Accept, Outcome

RIGHT, WRONG, NEAR = Outcome.RIGHT, Outcome.WRONG, Outcome.NEAR
EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
VI_MONTHS = ["giêng", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"]


def date(*texts: str, grain: str = "range", **more: Any) -> Accept:
    fields: dict[str, Any] = {"corrected": (), "refused": (), "also": ()} | more
    return Accept("date", texts, unit="", tolerance=0.0, grain=grain, **fields)


def outcome(typed: str, wanted: Accept, lang: str = "en") -> Outcome:
    return grade_typed(typed, wanted, lang).outcome


MEETING = date("1996-03-01/1996-03-02")
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
lengths = st.one_of(st.integers(1, 5), st.integers(1, 400))


@pytest.mark.parametrize(
    "typed",
    [
        "1-2 March 1996",
        "1–2/3/1996",
        "01-02.03.1996",
        "ngày 1-2 tháng 3 năm 1996",
        "1, 2 tháng 3 năm 1996",
        "1 and 2 March 1996",
        "March 1-2, 1996",
        "1 đến 2 tháng 3 năm 1996",
        "1996-03-01/1996-03-02",
        "1996-03-01/02",
        "1996-03-01 to 1996-03-02",
        "1 - 2 Mar. 1996",
        "1st and 2nd of March, 1996",
        "the 1st to the 2nd of March 1996",
        "from 1 to 2 March 1996",
        "từ ngày 1 đến ngày 2 tháng 3 năm 1996",
        "ngày 1 và ngày 2 tháng 3 năm 1996",
        "ngày 1 và 2/3/1996",
        "1-2/3 năm 1996",
        "1-2 tháng ba 1996",
        "1-2 tháng 3-1996",
        "01/03/1996 - 02/03/1996",
        "1 March 1996 – 2 March 1996",
        "1 March - 2 March 1996",
        "1-2-3-1996",
        "NGAY 1-2 THANG 3 NAM 1996",
        "1,2 tháng 3 1996",
        "mồng 1 đến mồng 2 tháng 3 năm 1996",
        "1-2march1996",
        "1 & 2 March 1996",
        "Friday 1 to Saturday 2 March 1996",
        "1996 March 1-2",
        "1.–2.3.1996",
        "1/2 March 1996",
        "1996/03/01-1996/03/02",
        "1→2/3/1996",
        "(1-2 March 1996)",
        "It was held on 1-2 March 1996.",
        "diễn ra từ 1-2/3/1996",
        "đó là ngày 1/2 tháng 3 năm 1996",
        "trong các ngày 1 và 2 tháng 3 năm 1996",
        "hôm 1-2/3/1996",
    ],
)
def test_two_days_are_right_in_every_usual_way_of_writing(typed: str) -> None:
    assert outcome(typed, MEETING, "vi") is RIGHT


@pytest.mark.parametrize(
    "typed",
    [
        "March 1996",
        "tháng 3/1996",
        "3/1996",
        "Mar 1996",
        "1996-03",
        "1996",
        "năm 1996",
        "1 March 1996",
        "2/3/1996",
        "1996-03-01",
        "1-2 March",
        "1-2/3",
        "March",
        "nineteen ninety-six",
    ],
)
def test_a_coarser_date_or_one_day_of_two_is_near_with_a_hint(typed: str) -> None:
    verdict = grade_typed(typed, MEETING, "vi")
    assert verdict.outcome is NEAR and verdict.correction and "199" not in verdict.correction


@pytest.mark.parametrize(
    "typed",
    [
        "1-3 March 1996",
        "2-3 March 1996",
        "3 March 1996",
        "1-2 April 1996",
        "1-2 March 1998",
        "1998",
        "April 1996",
        "3 January 1996",
        "3/1/1996",
        "2-1 March 1996",
        "31 February 1996",
        "30-31/2/1996",
        "'96",
        "96",
        "1 or 2 March 1996",
        "1 hoặc 2 tháng 3 năm 1996",
        "before 1996",
        "1995-1996",
        "20120301",
        "2 days",
        "soon",
        "1-2 March 1996 in Bangkok",
        "March 32, 1996",
        "0/3/1996",
        "1//3/1996-",
        "199",
        "19966",
    ],
)
def test_what_contradicts_or_cannot_be_read_is_wrong(typed: str) -> None:
    assert outcome(typed, MEETING, "vi") is WRONG


@pytest.mark.parametrize(
    "typed",
    [
        "30 September – 2 October 2010",
        "30 Sept – 2 Oct 2010",
        "30.9.–2.10.2010",
        "30/9-2/10/2010",
        "Sept 30 to Oct 2, 2010",
        "từ 30 tháng 9 đến 2 tháng 10 năm 2010",
        "30 thg 9 – 2 thg 10, 2010",
        "30/9/2010 đến 2/10/2010",
        "9/30-10/2/2010",
    ],
)
def test_ranges_may_cross_months(typed: str) -> None:
    assert outcome(typed, date("2010-09-30/2010-10-02"), "en") is RIGHT


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("21-25 October 2019", RIGHT),
        ("21, 22, 23, 24 and 25 October 2019", RIGHT),
        ("23 October 2019", NEAR),
        ("26 October 2019", WRONG),
        ("21, 23 and 25 October 2019", WRONG),
        ("22-24 October 2019", WRONG),
    ],
)
def test_one_day_of_several_is_near_and_another_range_is_wrong(typed: str, expected: Outcome) -> None:
    assert outcome(typed, date("2019-10-21/2019-10-25")) is expected


@pytest.mark.parametrize("typed", ["2-1 March 1996", "@3 1996", "1 > 2 March 1996", "1996-1994"])
def test_ranges_that_run_backwards_and_signs_of_our_own_are_not_read(typed: str) -> None:
    assert read_span(typed) is None


def test_ranges_may_cross_years() -> None:
    wanted = date("2020-12-30/2021-01-03")
    assert outcome("30 December 2020 to 3 January 2021", wanted) is RIGHT
    assert outcome("30/12/2020-3/1/2021", wanted) is RIGHT
    assert outcome("2020-2021", wanted) is NEAR
    assert outcome("2020", wanted._replace(grain="year")) is RIGHT
    assert outcome("2019", wanted._replace(grain="year")) is WRONG


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_numbers_are_day_before_month_unless_that_is_impossible(lang: str) -> None:
    assert outcome("1/3/1996", date("1996-03-01", grain="day"), lang) is RIGHT
    assert outcome("1/3/1996", date("1996-01-03", grain="day"), lang) is not RIGHT
    assert outcome("3/13/1996", date("1996-03-13", grain="day"), lang) is RIGHT


class TestGrains:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("1996", RIGHT),
            ("in 1996", RIGHT),
            ("năm 1996", RIGHT),
            ("March 1996", RIGHT),
            ("1-2 March 1996", RIGHT),
            ("1 March 1996", RIGHT),
            ("nineteen ninety-six", RIGHT),
            ("one nine nine six", RIGHT),
            ("một chín chín sáu", RIGHT),
            ("năm một chín chín sáu", RIGHT),
            ("một chín chín bảy", WRONG),
            ("chín chín sáu", WRONG),
            ("một nghìn chín trăm chín mươi sáu", RIGHT),
            ("năm một nghìn chín trăm chín mươi sáu", RIGHT),
            ("nineteen hundred and ninety-six", RIGHT),
            ("April 1996", WRONG),
            ("1998", WRONG),
            ("96", WRONG),
            ("'96", WRONG),
            ("1996-1998", WRONG),
            ("March", NEAR),
        ],
    )
    def test_where_the_year_is_asked_a_right_finer_date_is_right(self, typed: str, expected: Outcome) -> None:
        assert outcome(typed, MEETING._replace(grain="year"), "vi") is expected

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("March 1996", RIGHT),
            ("3/1996", RIGHT),
            ("tháng 3 năm 1996", RIGHT),
            ("2 March 1996", RIGHT),
            ("1996", NEAR),
            ("tháng ba", NEAR),
            ("April 1996", WRONG),
            ("5 March 1996", WRONG),
        ],
    )
    def test_where_the_month_is_asked_the_year_alone_is_near(self, typed: str, expected: Outcome) -> None:
        assert outcome(typed, MEETING._replace(grain="month"), "vi") is expected

    def test_a_bank_that_knows_only_the_year_asks_no_more_than_that(self) -> None:
        assert outcome("2002", date("2002", grain="day")) is RIGHT
        assert outcome("April 2002", date("2002", grain="year")) is RIGHT

    def test_a_coarser_accepted_value_does_not_confirm_a_finer_answer(self) -> None:
        wanted = date("2012-11-05/2012-11-06", "2012", refused=("2012-01-05/2012-01-06",))
        assert grade_typed("5-6 January 2012", wanted, "en") == (WRONG, "", "2012-01-05/2012-01-06")
        assert outcome("2012", wanted) is NEAR
        assert outcome("January 2012", wanted._replace(grain="year")) is WRONG

    def test_values_also_accepted_are_right_with_their_note(self) -> None:
        wanted = date("2002-09-23/2002-09-24", also=(("2002-09-22/2002-09-24", "With the dinner before."),))
        assert grade_typed("22-24 September 2002", wanted, "en") == (RIGHT, "With the dinner before.", "")
        assert outcome("22-23 September 2002", wanted) is WRONG
        assert outcome("22 September 2002", wanted) is NEAR

    def test_a_coarser_value_accepted_on_purpose_is_right(self) -> None:
        wanted = date("1994-11", grain="month", also=(("1994", ""), ("1994-10", "The idea came in October.")))
        assert outcome("1994", wanted) is RIGHT
        assert grade_typed("October 1994", wanted, "en").correction == "The idea came in October."
        assert outcome("December 1994", wanted) is WRONG


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("two thousand and two", 2002),
        ("twenty ten", 2010),
        ("twenty twenty-one", 2021),
        ("nineteen oh five", 1905),
        ("hai nghìn không trăm linh hai", 2002),
        ("hai nghìn không trăm hai mươi mốt", 2021),
        ("hai ngàn lẻ bốn", 2004),
    ],
)
def test_years_may_be_written_in_words(words: str, year: int) -> None:
    assert outcome(words, date(str(year), grain="year"), "vi") is RIGHT
    assert outcome(words, date(str(year + 1), grain="year"), "vi") is WRONG


def own_forms(day: datetime.date) -> list[str]:
    d, m, y = day.day, day.month, day.year
    ordinal = f"{d}{'th' if 10 < d < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d % 10, 'th')}"
    return [
        f"{d} {EN[m - 1]} {y}",
        f"{EN[m - 1]} {d}, {y}",
        f"{EN[m - 1][:3]} {ordinal} {y}",
        f"the {ordinal} of {EN[m - 1]}, {y}",
        f"{d}/{m}/{y}",
        f"{d:02}.{m:02}.{y}",
        f"{d}-{m}-{y}",
        day.isoformat(),
        f"ngày {d} tháng {m} năm {y}",
        f"{d} tháng {VI_MONTHS[m - 1]} năm {y}",
        f"{d}/{m}-{y}",
        f"ngày {d}/{m} năm {y}",
        f"{d} thg {m} {y}",
    ]


@given(days)
@settings(max_examples=150)
def test_every_way_of_writing_a_day_reads_as_that_day(day: datetime.date) -> None:
    written = own_forms(day)
    for locale in ("en", "en_GB", "vi"):
        texts = [format_date(day, length, locale=locale) for length in ("short", "medium", "long", "full")]
        written += [text for text in texts if str(day.year) in text]
    written += [format_skeleton("yMMMEd", day, locale=locale) for locale in ("en", "en_GB", "vi")]
    wanted = date(day.isoformat(), grain="day")
    assert [text for text in written if outcome(text, wanted, "vi") is not RIGHT] == []


@given(days, lengths)
@settings(max_examples=150)
def test_every_way_of_writing_a_range_reads_as_that_range(first: datetime.date, length: int) -> None:
    last = first + datetime.timedelta(length)
    assume(last.year < 2100)
    ends = list(zip(own_forms(first), own_forms(last), strict=True))
    written = [f"{a} {joint} {b}" for joint in ("-", "–", "to", "đến") for a, b in ends]
    for locale in ("en", "en_GB", "vi"):
        skeletons = ("yMMMd", "yMMMMd", "yMMMEd") + (() if locale == "en" else ("yMd",))
        written += [format_interval(first, last, skeleton, locale=locale) for skeleton in skeletons]
    if (first.year, first.month) == (last.year, last.month):
        d, e, m, y = first.day, last.day, first.month, first.year
        written += [
            f"{d}-{e} {EN[m - 1]} {y}",
            f"{EN[m - 1]} {d}–{e}, {y}",
            f"{d}-{e}/{m}/{y}",
            f"{d:02}-{e:02}.{m:02}.{y}",
            f"{d}, {e} tháng {m} năm {y}",
            f"{d} đến {e} tháng {VI_MONTHS[m - 1]} năm {y}",
            f"{d}-{e}/{m}-{y}",
            f"{d} and {e} {EN[m - 1]} {y}",
            f"ngày {d} và ngày {e} tháng {m} năm {y}",
        ]
    wanted = date(f"{first.isoformat()}/{last.isoformat()}")
    assert [text for text in written if outcome(text, wanted, "vi") is not RIGHT] == []


@given(days)
@settings(max_examples=100)
def test_every_way_of_writing_a_month_reads_as_that_month(day: datetime.date) -> None:
    m, y = day.month, day.year
    written = [
        f"{EN[m - 1]} {y}",
        f"{EN[m - 1][:3]}. {y}",
        f"{EN[m - 1]}, {y}",
        f"{m}/{y}",
        f"{m:02}-{y}",
        f"{y}-{m:02}",
        f"tháng {m}/{y}",
        f"tháng {m} năm {y}",
        f"Tháng {VI_MONTHS[m - 1]} năm {y}",
        f"tháng {m}-{y}",
    ]
    written += [
        format_skeleton(skeleton, day, locale=locale)
        for skeleton in ("yMMM", "yMMMM", "yM")
        for locale in ("en", "en_GB", "vi")
    ]
    wanted = date(f"{y}-{m:02}", grain="month")
    assert [text for text in written if outcome(text, wanted, "vi") is not RIGHT] == []


@given(days, days)
@settings(max_examples=150)
def test_a_day_is_never_right_or_near_for_another_day(day: datetime.date, other: datetime.date) -> None:
    assume(day != other)
    wanted = date(other.isoformat(), grain="day")
    swapped = (day.day, day.month, day.year) == (other.month, other.day, other.year)
    assume(not swapped)
    assert all(outcome(text, wanted, "vi") is WRONG for text in own_forms(day))


@given(st.text(alphabet=" 0123456789-/.,>@&~tháng năm ngày March to and", max_size=30))
@settings(max_examples=500)
def test_any_text_reads_as_a_date_that_exists_or_as_none(text: str) -> None:
    span = read_span(text)
    if span is not None:
        assert span.start <= span.end and span.start.exists() and span.end.exists()


@pytest.mark.parametrize(
    ("typed", "year", "expected"),
    [
        *((typed, "938", RIGHT) for typed in ("938", "0938", "năm 938", "in 938", "938 AD", "AD 938", "938 SCN")),
        *((typed, "938", RIGHT) for typed in ("chín trăm ba mươi tám", "nine hundred and thirty-eight")),
        *((typed, "40", RIGHT) for typed in ("40", "năm 40", "40 CE", "A.D. 40", "năm 40 sau Công nguyên", "forty")),
        *((typed, "-111", RIGHT) for typed in ("111 BC", "111BC", "111 B.C.", "-111", "−111", "the year 111 BCE")),
        *((typed, "-111", RIGHT) for typed in ("năm 111 TCN", "111 tr. CN", "111 TrCN", "111 trước Công nguyên")),
        *((typed, "-111", RIGHT) for typed in ("âm 111", "minus 111", "năm âm 111", "năm -111", "âm 111 TCN")),
        *((typed, "-111", RIGHT) for typed in ("111 before Christ", "111 trước Tây lịch", "T.C.N. 111")),
        *((typed, "-44", RIGHT) for typed in ("bốn mươi bốn trước Công nguyên", "bốn tư TCN", "forty-four BC")),
        *((typed, "-44", RIGHT) for typed in ("15 March 44 BC", "15/3/44 TCN", "tháng 3 năm 44 TCN")),
        *((typed, "-44", WRONG) for typed in ("15 March 45 BC", "30/2/44 TCN", "15 March 44 AD", "44 to 43 BC")),
        ("năm trăm TCN", "-500", RIGHT),
        ("1996 anno Domini", "1996", RIGHT),
        *((typed, "1996", RIGHT) for typed in ("1996 AD", "1996 sau CN", "1996", "3/1996")),
        ("5/11/938", "938", RIGHT),
        *((typed, "-111", NEAR) for typed in ("111", "năm 111", "in 111")),
        *((typed, "-111", WRONG) for typed in ("111 AD", "112 BC", "11 BC", "1111 BC", "BC")),
        *((typed, "938", WRONG) for typed in ("938 BC", "-938", "939", "93", "1938", "38")),
        *((typed, "1996", WRONG) for typed in ("96", "996", "1996 BC", "-1996")),
        *((typed, "1996", RIGHT) for typed in ("it was in 1996", "it's 1996", "là năm 1996", "kể từ năm 1996")),
        *((typed, "1996", RIGHT) for typed in ("Năm: 1996", "during 1996", "(1996)")),
        *((typed, "1996", WRONG) for typed in ("until 1996", "to 1996", "đến năm 1996", "~1996", "it was not 1996")),
        *((typed, "2002", WRONG) for typed in ("02", "2", "'02", "March", "1 March")),
    ],
)
def test_years_of_any_age(typed: str, year: str, expected: Outcome) -> None:
    assert outcome(typed, date(year, grain="year")) is expected


@given(st.integers(1, 2999), st.sampled_from(["{} BC", "{} TCN", "-{}", "năm {} trước Công nguyên"]))
def test_a_year_before_christ_is_never_one_after(year: int, pattern: str) -> None:
    typed = pattern.format(year)
    assert outcome(typed, date(str(-year), grain="year")) is RIGHT
    assert outcome(typed, date(str(year), grain="year")) is WRONG
    assert outcome(str(year), date(str(-year), grain="year")) is NEAR


@pytest.mark.parametrize(
    ("typed", "value", "expected"),
    [
        ("15/2/97", "1997-02-15", NEAR),
        ("15 February '97", "1997-02-15", NEAR),
        ("Feb 15, 97", "1997-02-15", NEAR),
        ("1-2/3/96", "1996-03-01/1996-03-02", NEAR),
        ("1/3/96 - 2/3/96", "1996-03-01/1996-03-02", NEAR),
        ("4/02", "2002-04", NEAR),
        ("15/2/98", "1997-02-15", WRONG),
        ("16/2/97", "1997-02-15", WRONG),
        ("1-2/3/95", "1996-03-01/1996-03-02", WRONG),
        ("97", "1997-02-15", WRONG),
        ("15-Feb-1997", "1997-02-15", RIGHT),
        ("Feb-15-1997", "1997-02-15", RIGHT),
        ("1-2-March-1996", "1996-03-01/1996-03-02", RIGHT),
        ("15-Jan-1997", "1997-02-15", WRONG),
        ("15 Febuary 1997", "1997-02-15", RIGHT),
        ("Feburary 15, 1997", "1997-02-15", RIGHT),
        ("15 Janury 1997", "1997-02-15", WRONG),
        ("15/2/1997!", "1997-02-15", RIGHT),
        ("T4/2002", "2002-04", RIGHT),
        ("t.04-2002", "2002-04", RIGHT),
        ("T5/2002", "2002-04", WRONG),
        ("T4, 15/2/1997", "1997-02-15", RIGHT),
    ],
)
def test_dates_as_people_type_them_in_a_hurry(typed: str, value: str, expected: Outcome) -> None:
    grain = "range" if "/" in value else "day" if len(value) > 7 else "month"
    assert outcome(typed, date(value, grain=grain)) is expected


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("In which year BC was it?", RIGHT),
        ("Đó là năm nào trước Công nguyên?", RIGHT),
        ("Caesar, killed in 44 BC, was born in which year?", NEAR),
        ("In which year was it?", NEAR),
    ],
)
def test_the_era_may_be_left_out_where_the_stem_tells_it(stem: str, expected: Outcome) -> None:
    assert grade_typed("100", date("-100", grain="year"), "en", stem=stem).outcome is expected
    assert grade_typed("100 AD", date("-100", grain="year"), "en", stem=stem).outcome is WRONG


def test_a_whole_date_of_an_early_year_is_read() -> None:
    assert outcome("5/11/938", date("0938-11-05", grain="day")) is RIGHT
    assert outcome("ngày 5 tháng 11 năm 938", date("0938-11-05", grain="day")) is RIGHT
    assert outcome("5/11/939", date("0938-11-05", grain="day")) is WRONG


WAR = date("1914/1918")


@pytest.mark.parametrize(
    "typed",
    [
        "1914-1918",
        "1914–1918",
        "1914-18",
        "1914–18",
        "1914/18",
        "1914/1918",
        "1914 to 18",
        "từ 1914 đến 18",
        "July 1914 - November 1918",
    ],
)
def test_a_range_of_years_is_right_with_both_its_ends(typed: str) -> None:
    assert outcome(typed, WAR) is RIGHT


@pytest.mark.parametrize(
    "typed",
    [
        "twenty-fourth of October 1945",
        "October twenty-fourth, 1945",
        "October twenty fourth 1945",
        "the 24th Oct. 1945",
    ],
)
def test_a_day_may_be_an_ordinal_in_words(typed: str) -> None:
    assert outcome(typed, date("1945-10-24", grain="day")) is RIGHT
    assert outcome(typed, date("1945-10-25", grain="day")) is outcome(typed, date("1945-10-04", grain="day")) is WRONG


@pytest.mark.parametrize("typed", ["1914", "1918", "July 1914"])
def test_one_end_of_a_range_of_years_is_near(typed: str) -> None:
    verdict = grade_typed(typed, WAR, "en")
    assert verdict.outcome is NEAR
    assert "the first and the last" in verdict.correction


def test_one_end_of_a_range_of_months_is_near() -> None:
    wanted = date("1996-03/1996-05")
    assert outcome("March to May 1996", wanted) is RIGHT
    assert {outcome("March 1996", wanted), outcome("5/1996", wanted), outcome("1996", wanted)} == {NEAR}


@pytest.mark.parametrize("typed", ["1914-19", "1915-18", "1914-12", "1914-18-02"])
def test_other_years_are_no_range_of_these(typed: str) -> None:
    assert outcome(typed, WAR) is not RIGHT


@pytest.mark.parametrize("typed", ["1996-04", "1996–04", "1996/04", "1996 to 04"])
def test_a_short_end_may_lie_in_the_next_century(typed: str) -> None:
    assert outcome(typed, date("1996/2004")) is RIGHT
    assert outcome(typed, date("1996/2005")) is not RIGHT


def test_a_year_and_a_month_stay_what_they_are_where_a_month_is_asked() -> None:
    assert outcome("1904-05", date("1904-05", grain="month")) is RIGHT
    assert outcome("1904-05", date("1904/1905")) is RIGHT


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1 September 1939 – 1945", RIGHT),
        ("ngày 1 tháng 9 năm 1939 – năm 1945", RIGHT),
        ("1/9/1939 - 1945", RIGHT),
        ("1 September 1939 to 2 September 1945", RIGHT),
        ("September 1939 – 1945", NEAR),
        ("1939-45", NEAR),
        ("1945", NEAR),
        ("3 September 1939 – 1945", WRONG),
        ("1 September 1939 – 1944", WRONG),
    ],
)
def test_each_end_of_a_range_is_asked_as_exactly_as_the_bank_tells_it(typed: str, expected: Outcome) -> None:
    assert outcome(typed, date("1939-09-01/1945")) is expected


def test_a_month_stays_one_where_the_other_end_is_a_year() -> None:
    assert outcome("4/1996 đến 2004", date("1996-04/2004")) is RIGHT
    assert outcome("1996 to April 2004", date("1996/2004-04")) is RIGHT


@pytest.mark.parametrize("typed", ["1 March 1996 – March 1996", "March 1996 – 2 March 1996", "1996 – 2 March 1996"])
def test_a_range_whose_ends_are_not_equally_exact_is_near_where_days_are_asked(typed: str) -> None:
    verdict = grade_typed(typed, MEETING, "en")
    assert (verdict.outcome, verdict.correction) == (NEAR, "More exactly: the day is asked for.")


@pytest.mark.parametrize(
    ("typed", "value", "grain", "expected"),
    [
        ("AD 939", "0939", "year", RIGHT),
        ("năm 939 sau công nguyên", "0939", "year", RIGHT),
        ("939 BC", "0939", "year", WRONG),
        ("76", "0076", "year", RIGHT),
        ("24 August 79", "0079-08-24", "day", RIGHT),
        ("ngày 24 tháng 8 năm 79", "0079-08-24", "day", RIGHT),
        ("24/8/79", "0079-08-24", "day", RIGHT),
        ("24 August 1979", "0079-08-24", "day", WRONG),
        ("24 August 79", "1979-08-24", "day", NEAR),
    ],
)
def test_a_date_of_an_early_year_is_typed_as_it_is_shown(typed: str, value: str, grain: str, expected: Outcome) -> None:
    assert outcome(typed, date(value, grain=grain)) is expected


def test_a_day_behind_a_year_and_a_dash_is_no_short_year() -> None:
    assert outcome("1821 – 24 November 1827", date("1821/1827-11-24")) is RIGHT
    assert outcome("1821 – 24 November 1827", date("1821/1824")) is WRONG


@pytest.mark.parametrize(
    ("typed", "wanted", "lang", "expected"),
    [
        ("3/2/1996", "1996-03-02", "en", NEAR),
        ("3/2/1996", "1996-03-02", "vi", WRONG),  # nobody writes it so there
        ("3/2/1996", "1996-02-03", "en", RIGHT),
        ("3-2-1996", "1996-03-02", "en", NEAR),
        ("3/1/1996 - 3/2/1996", "1996-03-01/1996-03-02", "en", NEAR),
        ("3/3/1996", "1996-03-02", "en", WRONG),
        ("3/2/1997", "1996-03-02", "en", WRONG),
        ("3/2", "1996-03-02", "en", WRONG),  # the year lacks as well
        ("3/21/1996", "1996-03-21", "vi", RIGHT),  # it can be read in one way only
        ("1996-02-03", "1996-03-02", "en", WRONG),
    ],
)
def test_a_date_in_digits_with_its_month_first_is_asked_about(
    typed: str, wanted: str, lang: str, expected: Outcome
) -> None:
    grain = "range" if "/" in wanted else "day"
    assert outcome(typed, date(wanted, grain=grain), lang) is expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("24 August AD 79", RIGHT),
        ("24 August 79 AD", RIGHT),
        ("24 Aug 79 C.E.", RIGHT),
        ("ngày 24 tháng 8 năm 79 SCN", RIGHT),
        ("24/8/79 sau Công nguyên", RIGHT),
        ("25 August AD 79", WRONG),
        ("24 August 79 BC", WRONG),
        ("24 August AD 1979", WRONG),
    ],
)
def test_the_year_of_a_date_may_have_its_era(typed: str, expected: Outcome) -> None:
    assert outcome(typed, date("0079-08-24", grain="day")) is expected
