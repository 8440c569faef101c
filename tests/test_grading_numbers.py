"""Typed numbers, quantities and sums: every usual way of writing is read, and no value is nearly right."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quiz.questions.grading import grade_typed
from quiz.questions.model import Accept, Outcome

RIGHT, WRONG, NEAR = Outcome.RIGHT, Outcome.WRONG, Outcome.NEAR
EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VI = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def number(text: str, unit: str = "", rule: str = "number", tolerance: float = 0.0, **more: Any) -> Accept:
    fields: dict[str, Any] = {"corrected": (), "refused": (), "also": ()} | more
    return Accept(rule, (text,), unit=unit, tolerance=tolerance, grain="", **fields)


def outcome(typed: str, wanted: Accept, lang: str = "en") -> Outcome:
    return grade_typed(typed, wanted, lang).outcome


def english(n: int, link: str = " and ", hyphen: str = "-", comma: str = "") -> str:
    """``n`` below a thousand million in English words."""
    if n < 20:
        return EN[n]
    if n < 100:
        return EN_TENS[n // 10] + (hyphen + EN[n % 10] if n % 10 else "")
    for size, name in ((10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if n >= size:
            head, rest = f"{english(n // size, link, hyphen, comma)} {name}", n % size
            if not rest:
                return head
            joint = link if size == 100 or rest < 100 else comma + " "
            return head + joint + english(rest, link, hyphen, comma)
    raise AssertionError(n)


def vietnamese(n: int, thousand: str = "nghìn", zero_tens: str = "linh", four: str = "tư", five: str = "lăm") -> str:
    """``n`` below a thousand million in Vietnamese words; groups behind a scale are written in full."""
    if n == 0:
        return VI[0]
    words: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, thousand), (1, "")):
        group = n // size % 1000
        if group:
            words += _group(group, bool(words), zero_tens, four, five) + ([name] if name else [])
    return " ".join(words)


def _group(n: int, full: bool, zero_tens: str, four: str, five: str) -> list[str]:
    hundreds, tens, units = n // 100, n // 10 % 10, n % 10
    words = [VI[hundreds], "trăm"] if hundreds or full else []
    if tens == 0 and units and words:
        return [*words, zero_tens, VI[units]]
    words += ["mười"] if tens == 1 else [VI[tens], "mươi"] if tens else []
    if units:
        special = {5: five, **({1: "mốt", 4: four} if tens > 1 else {})} if tens else {}
        words.append(special.get(units, VI[units]))
    return words


numbers = st.one_of(
    st.integers(0, 9_999_999),
    st.integers(0, 2100),
    st.integers(0, 9999).map(lambda n: n * 1000),
    st.integers(1, 9).map(lambda n: n * 10**6 + n),
)


@given(numbers, st.sampled_from([" and ", " "]), st.sampled_from(["-", " "]), st.sampled_from(["", ","]), st.booleans())
@example(1_000_005, " and ", "-", "", True)
@settings(max_examples=400)
def test_every_number_in_english_words_is_right(n: int, link: str, hyphen: str, comma: str, capital: bool) -> None:
    words = english(n, link, hyphen, comma)
    assert outcome(words.capitalize() if capital else words, number(str(n))) is RIGHT, words


@given(
    numbers,
    st.sampled_from(["nghìn", "ngàn"]),
    st.sampled_from(["linh", "lẻ"]),
    st.sampled_from(["tư", "bốn"]),
    st.sampled_from(["lăm", "nhăm"]),
)
@example(1_000_005, "nghìn", "linh", "tư", "lăm")
@example(5_005_105, "ngàn", "lẻ", "bốn", "lăm")
@settings(max_examples=400)
def test_every_number_in_vietnamese_words_is_right_also_without_accents(
    n: int, thousand: str, zero_tens: str, four: str, five: str
) -> None:
    words = vietnamese(n, thousand, zero_tens, four, five)
    assert outcome(words, number(str(n)), "vi") is RIGHT, words
    stripped = words.translate(str.maketrans("ìàẻưốăâườộáảíạ", "iaeuoaauooaaia"))
    assert outcome(stripped, number(str(n)), "vi") is RIGHT, stripped


def test_the_generators_of_this_test_write_known_numbers() -> None:
    assert english(1_002_053) == "one million two thousand and fifty-three"
    known = {
        15: "mười lăm",
        21: "hai mươi mốt",
        24: "hai mươi tư",
        53: "năm mươi ba",
        105: "một trăm linh năm",
        10_000: "mười nghìn",
        2_000_300: "hai triệu ba trăm",
    }
    assert {n: vietnamese(n) for n in known} == known


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *((typed, "12") for typed in ("a dozen", "one dozen", "1 dozen", "một tá", "a dozen partners")),
        *((typed, "6") for typed in ("half a dozen", "half dozen", "nửa tá")),
        *((typed, "24") for typed in ("two dozen", "2 dozen eggs")),
        *((typed, "20") for typed in ("hai chục", "2 chục")),
        *((typed, "50000") for typed in ("năm chục nghìn", "50 ngàn")),
    ],
)
def test_dozens_and_tens_are_numbers(typed: str, value: str) -> None:
    assert outcome(typed, number(value, "eggs" if "eggs" in typed else "")) is RIGHT
    assert {outcome(wrong, number(value)) for wrong in ("dozens", "dozen or so", "about a dozen", "tá", "chục")} == {
        WRONG
    }


@pytest.mark.parametrize(
    ("typed", "value", "expected"),
    [
        ("năm ba", "3", WRONG),
        ("nam hai", "2", WRONG),
        ("năm ba", "53", WRONG),
        ("năm 3", "3", RIGHT),
        ("hai chục", "2", WRONG),
    ],
)
def test_a_part_of_a_number_in_words_is_not_the_number(typed: str, value: str, expected: Outcome) -> None:
    assert outcome(typed, number(value), "vi") is expected


@given(numbers, numbers)
@settings(max_examples=200)
def test_words_of_one_number_are_never_right_for_another(n: int, other: int) -> None:
    for words in (english(n), vietnamese(n)):
        assert (outcome(words, number(str(other))) is RIGHT) == (n == other)


@given(
    numbers,
    st.sampled_from(["{:,}", "{:_}", "{}"]),
    st.sampled_from([",", ".", " ", "\u00a0", "\u202f"]),
    st.sampled_from(["en", "vi"]),
)
@settings(max_examples=200)
def test_thousands_are_read_with_the_separators_of_both_languages(n: int, pattern: str, mark: str, lang: str) -> None:
    typed = pattern.format(n).replace(",", mark).replace("_", mark)
    assert outcome(typed, number(str(n)), lang) is RIGHT


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("53", "53"),
        (" 53. ", "53"),
        ("５３", "53"),
        ("53.0", "53"),
        ("53,0", "53"),
        ("+53", "53"),
        ("Số 8", "8"),
        ("No. 8", "8"),
        ("8th", "8"),
        ("lần thứ 8", "8"),
        ("năm 1996", "1996"),
        ("in 1996", "1996"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("10k", "10000"),
        ("10 nghìn", "10000"),
        ("10 ngàn", "10000"),
        ("1,5 triệu", "1500000"),
        ("1.5 million", "1500000"),
        ("2 triệu rưỡi", "2500000"),
        ("hai triệu rưỡi", "2500000"),
        ("a hundred", "100"),
        ("a thousand", "1000"),
        ("twelve hundred", "1200"),
        ("một nghìn lẻ năm", "1005"),
        ("hai nghìn hai mươi", "2020"),
        ("hai tỷ", "2000000000"),
        ("một nghìn tỉ", "1000000000000"),
        ("0.5", "0.5"),
        ("zero", "0"),
        ("không", "0"),
        ("none", "0"),
        ("nil", "0"),
        ("không có", "0"),
        ("Fifty Three", "53"),
    ],
)
def test_other_usual_ways_of_writing_are_right(typed: str, value: str) -> None:
    assert outcome(typed, number(value), "vi") is RIGHT


@pytest.mark.parametrize(
    "typed",
    [
        "51",
        "5",
        "35",
        "530",
        "5 3",
        ".53",
        "-53",
        "51-53",
        "53/51",
        "53 or 51",
        "53 hoặc 51",
        "about 53",
        "53²",
        "٥٣",
        "fifty-four",
        "five three",
        "năm ba",
        "năm mươi",
        "ba mươi năm",
        "fifty and three and",
        "and fifty-three",
        "fifty",
        "53%",
        "53 km",
        "fiftythree",
        "fity-three",
        "fifty-three hundred",
        "5.3",
        "53e0",
        "0x35",
        "hundred",
        "trăm",
        "1,0000",
        "một trăm năm",
    ],
)
def test_what_is_not_exactly_the_number_is_wrong(typed: str) -> None:
    assert outcome(typed, number("53"), "en") is WRONG


@pytest.mark.parametrize(
    ("typed", "n"),
    [
        ("two thousand three thousand", "5000"),
        ("hai nghìn ba nghìn", "5000"),
        ("1,234,5", "1234.5"),
        ("ten thousand million thousand", "10000000"),
        ("two hundred hundred", "20000"),
    ],
)
def test_what_is_put_together_against_the_rules_is_no_number(typed: str, n: str) -> None:
    assert outcome(typed, number(n)) is WRONG


def test_an_article_is_one_only_before_what_it_counts() -> None:
    assert outcome("a thousand", number("1000")) is outcome("a hundred and one", number("101")) is RIGHT
    for typed in ("a", "A", "(a)", "a concert", "a year"):
        assert outcome(typed, number("1")) is outcome(typed, number("1", "year")) is WRONG
    assert outcome("a thousand a", number("1001")) is WRONG


@pytest.mark.parametrize("n", ["105", "150", "1005", "1500"])
def test_words_that_people_read_in_two_ways_are_no_number(n: str) -> None:
    assert outcome("một trăm năm", number(n), "vi") is WRONG
    assert outcome("một nghìn năm", number(n), "vi") is WRONG


@pytest.mark.parametrize(
    ("typed", "lang", "value", "expected"),
    [
        ("1.500", "en", "1.5", RIGHT),
        ("1.500", "en", "1500", RIGHT),
        ("1.500", "vi", "1500", RIGHT),
        ("1.500", "vi", "1.5", NEAR),
        ("1,500", "vi", "1.5", RIGHT),
        ("1,500", "en", "1.5", NEAR),
        ("1,500", "en", "1.4", WRONG),
        ("1.500", "vi", "15", WRONG),
        ("0.500", "vi", "0.5", RIGHT),
        ("0,500", "en", "500", WRONG),
    ],
)
def test_a_mark_before_three_digits_is_read_as_the_language_writes_it(
    typed: str, lang: str, value: str, expected: Outcome
) -> None:
    assert outcome(typed, number(value), lang) is expected


@pytest.mark.parametrize(
    ("typed", "lang", "mark"), [("1.008 u", "vi", ","), ("about 1,008", "en", "."), ("-1,008", "en", ".")]
)
def test_the_decimal_mark_of_another_language_is_asked_about(typed: str, lang: str, mark: str) -> None:
    wanted = number("-1.008" if typed[0] == "-" else "1.008", "u", "quantity")
    verdict = grade_typed(typed, wanted, lang)
    assert (verdict.outcome, verdict.correction) == (NEAR, f"Decimals are written with “{mark}” here.")


class TestUnits:
    @pytest.mark.parametrize(
        ("typed", "unit", "expected"),
        [
            ("53 partners", "", RIGHT),
            ("53 đối tác", "", RIGHT),
            ("fifty-three partners", "", RIGHT),
            ("năm mươi ba đối tác", "", RIGHT),
            ("53 partners", "partners", RIGHT),
            ("53 đối tác", "partners", RIGHT),
            ("53 countries", "partners", NEAR),
            ("53 lovely things", "", NEAR),
            ("53 things and 2 more", "", WRONG),
            ("53 khu vực", "khu vực", RIGHT),
            ("53 zones", "khu vực", NEAR),
            ("53 km", "partners", WRONG),
            ("53 or so", "", WRONG),
            ("partners 53", "", WRONG),
            ("53 partners or more", "", WRONG),
        ],
    )
    def test_only_what_is_counted_may_follow(self, typed: str, unit: str, expected: Outcome) -> None:
        assert outcome(typed, number("53", unit), "vi") is expected

    @pytest.mark.parametrize("typed", ["năm năm", "5 năm", "nam nam", "five years", "5"])
    def test_five_years_are_told_from_the_word_for_five(self, typed: str) -> None:
        assert outcome(typed, number("5", "năm"), "vi") is RIGHT

    def test_ten_years_are_not_fifteen(self) -> None:
        assert outcome("mười năm", number("15", "năm"), "vi") is WRONG
        assert outcome("mười năm", number("10", "năm"), "vi") is RIGHT

    @pytest.mark.parametrize(
        "typed",
        [
            "65%",
            "65 %",
            "65 percent",
            "65 per cent",
            "65 phần trăm",
            "65",
            "sixty-five percent",
            "65,0%",
            "sáu mươi lăm phần trăm",
        ],
    )
    def test_percentages_are_right_in_all_ways_of_writing(self, typed: str) -> None:
        assert outcome(typed, number("65", "%"), "vi") is RIGHT

    @pytest.mark.parametrize("typed", ["0.65", "65 partners", "65 km", "65 ‰", "66%", "sáu phần trăm"])
    def test_another_unit_is_not_a_percentage(self, typed: str) -> None:
        assert outcome(typed, number("65", "%"), "vi") is WRONG


class TestQuantities:
    wanted = number("4909", "km", "quantity", 0.05)

    @pytest.mark.parametrize(
        "typed",
        [
            "4909",
            "4,909 km",
            "4.909 km",
            "4 909 kilometres",
            "4909km",
            "about 5000 km",
            "khoảng 5.000 ki-lô-mét",
            "~4900",
            "bốn nghìn chín trăm linh chín cây số",
            "4663.6",
            "5154.4",
        ],
    )
    def test_within_the_tolerance_it_is_right(self, typed: str) -> None:
        assert outcome(typed, self.wanted, "vi") is RIGHT

    @pytest.mark.parametrize("typed", ["4663", "5155", "4909 miles", "4909 m", "over 4909 km", "4909 %"])
    def test_beyond_it_or_in_another_unit_it_is_wrong(self, typed: str) -> None:
        assert outcome(typed, self.wanted, "en") is WRONG

    def test_a_number_that_is_no_quantity_has_no_tolerance(self) -> None:
        assert outcome("4910", self.wanted._replace(rule="number")) is WRONG

    def test_square_units_are_units(self) -> None:
        assert outcome("331,690 km²", number("331690", "km²", "quantity")) is RIGHT
        assert outcome("331.690 km2", number("331690", "km²", "quantity")) is RIGHT
        assert outcome("331.690 km", number("331690", "km²", "quantity")) is WRONG


class TestMoney:
    wanted = number("USD 10000", rule="money")

    @pytest.mark.parametrize(
        "typed",
        [
            "USD 10,000",
            "usd10000",
            "US$10,000",
            "US $ 10 000",
            "$10,000",
            "10.000 USD",
            "10 nghìn USD",
            "10k USD",
            "10000",
            "mười nghìn đô la Mỹ",
            "mười ngàn đô-la Mỹ",
            "10.000 đô la Mỹ",
            "10.000 đô la",
            "10,000 U.S. dollars",
            "ten thousand US dollars",
            "ten thousand dollars",
            "$10,000 USD",
            "10,000.00 dollars",
        ],
    )
    def test_the_currency_may_stand_on_either_side_or_be_left_out(self, typed: str) -> None:
        assert outcome(typed, self.wanted, "vi") is RIGHT

    @pytest.mark.parametrize(
        "typed",
        [
            "EUR 10,000",
            "€10,000",
            "10.000 đồng",
            "10.000đ",
            "S$10,000",
            "$1,000",
            "10 USD",
            "USD",
            "đô la Mỹ",
            "£10,000 USD",
            "10,000%",
            "$ten",
        ],
    )
    def test_another_currency_or_sum_is_wrong(self, typed: str) -> None:
        assert outcome(typed, self.wanted, "vi") is WRONG

    def test_words_that_are_not_understood_make_it_near(self) -> None:
        assert outcome("10,000 per year", self.wanted) is NEAR

    @pytest.mark.parametrize("stem", ["How much does Cambodia pay each year?", "Campuchia đóng góp bao nhiêu mỗi năm?"])
    @pytest.mark.parametrize(
        "typed",
        [
            *("10,000 USD per year", "10,000 USD/year", "10,000 USD / 1 year", "$10,000 a year", "$10,000 p.a."),
            *("10.000 USD/năm", "10.000 USD mỗi năm", "mỗi năm 10.000 USD", "10.000 đô la Mỹ / năm"),
        ],
    )
    def test_a_sum_that_is_paid_every_year_may_say_so(self, typed: str, stem: str) -> None:
        assert grade_typed(typed, self.wanted, "en", stem=stem).outcome is RIGHT
        assert outcome(typed, self.wanted) is not RIGHT

    @pytest.mark.parametrize("typed", ["là 10.000 USD", "chỉ có $10,000", "total USD 10,000"])
    def test_words_that_change_nothing_may_lead(self, typed: str) -> None:
        assert outcome(typed, self.wanted, "vi") is RIGHT

    @pytest.mark.parametrize("typed", ["khoảng 10.000 USD", "about $10,000", "khoảng USD 10,000", "gần 10.000 đô"])
    def test_a_sum_is_exact_so_that_about_it_is_near(self, typed: str) -> None:
        assert outcome(typed, self.wanted, "vi") is NEAR
        assert outcome(typed, number("USD 9000", rule="money"), "vi") is WRONG

    def test_a_plain_dollar_fits_every_dollar_and_no_other_currency(self) -> None:
        assert outcome("$500", number("SGD 500", rule="money")) is RIGHT
        assert outcome("US$500", number("SGD 500", rule="money")) is WRONG
        assert outcome("$500", number("EUR 500", rule="money")) is WRONG

    @pytest.mark.parametrize("typed", ["IDR 250,000", "250.000 IDR", "idr250000", "IDR 250 thousand", "250k IDR"])
    def test_the_code_in_the_bank_is_understood_of_every_currency(self, typed: str) -> None:
        assert outcome(typed, number("IDR 250000", rule="money")) is RIGHT
        assert outcome(typed, number("USD 250000", rule="money", also=(("IDR 250000", "Then."),))) is RIGHT
        assert outcome(typed, number("USD 250000", rule="money", also=(("IDR 300000", "Then."),))) is WRONG
        assert outcome("USD 250,000", number("IDR 250000", rule="money")) is WRONG

    def test_a_refused_sum_is_reported(self) -> None:
        wanted = number("USD 10000", rule="money", refused=("USD 5000",), also=(("USD 12000", "Later."),))
        assert grade_typed("$5,000", wanted, "en") == (WRONG, "", "USD 5000")
        assert grade_typed("$12,000", wanted, "en") == (RIGHT, "Later.", "")


def test_refused_numbers_are_reported_and_also_accepted_ones_noted() -> None:
    wanted = number("53", refused=("51", "45"), also=(("26", "At the founding."),))
    assert grade_typed("fifty-one", wanted, "en") == (WRONG, "", "51")
    assert grade_typed("26", wanted, "en") == (RIGHT, "At the founding.", "")
    assert grade_typed("50", wanted, "en") == (WRONG, "", "")


@pytest.mark.parametrize("typed", ["19.3 g/cm3", "19.3 g/cm³", "19,3 g/cm3"])
@pytest.mark.parametrize("unit", ["g/cm3", "g/cm³"])
def test_the_power_of_a_unit_is_read_in_both_ways_of_writing(typed: str, unit: str) -> None:
    assert outcome(typed, number("19.3", unit, "quantity")) is RIGHT
    assert outcome("19.3 g/cm2", number("19.3", unit, "quantity")) is not RIGHT


@pytest.mark.parametrize(
    "typed",
    [
        *("-5", "−5", "- 5", "– 5 °C", "minus 5", "Negative 5", "âm 5", "trừ 5"),
        *("âm năm", "am nam", "minus five", "là -5", "âm 5 độ C"),
    ],
)
def test_a_number_below_zero_may_be_said_in_words(typed: str) -> None:
    wanted = number("-5", "°C", "quantity")
    assert outcome(typed, wanted) is RIGHT
    assert outcome(typed, number("5", "°C", "quantity")) is WRONG


@pytest.mark.parametrize("typed", ["5", "five", "minus -5", "minus minus 5", "minus", "âm", "năm âm"])
def test_what_is_not_said_to_be_below_zero_is_not(typed: str) -> None:
    assert outcome(typed, number("-5")) is WRONG


@pytest.mark.parametrize(
    "typed",
    ["2½", "2 ½ years", "2 1/2", "two and a half years", "2 and a half", "2 rưỡi", "hai năm rưỡi", "2 năm rưỡi"],
)
def test_a_half_may_stand_behind_the_number_or_its_unit(typed: str) -> None:
    unit = "years" if "year" in typed else "năm"
    assert outcome(typed, number("2.5", unit, "quantity")) is RIGHT
    assert outcome(f"-{typed}", number("2.5", unit, "quantity")) is WRONG
    assert outcome(typed, number("2", unit, "quantity")) is WRONG


@pytest.mark.parametrize("typed", ["2.5½", "2.5 and a half", "and a half", "2 and a half years and a half"])
def test_a_half_stands_behind_a_whole_number(typed: str) -> None:
    assert outcome(typed, number("3", "years", "quantity")) is not RIGHT
    assert outcome(typed, number("2.5", "years", "quantity")) is not RIGHT


@pytest.mark.parametrize("typed", ["two and a half million", "2 1/2 million people", "2½ million"])
def test_a_half_may_stand_before_what_multiplies_both(typed: str) -> None:
    assert outcome(typed, number("2500000", "people")) is RIGHT
    assert outcome(typed, number("2", "million people")) is WRONG
    assert outcome(typed, number("2.5", "million people", "quantity")) is RIGHT


def test_a_decimal_may_be_negative_in_words() -> None:
    assert outcome("âm 268,93", number("-268.93", "°C", "quantity"), "vi") is RIGHT
    assert outcome("minus 268.93 °C", number("-268.93", "°C", "quantity")) is RIGHT


@pytest.mark.parametrize(
    "typed",
    [
        "three point one four",
        "3 point 14",
        "three point fourteen",
        "ba phẩy mười bốn",
        "ba phẩy một bốn",
        "3 phẩy 14",
        "ba chấm một bốn",
    ],
)
def test_decimals_are_read_as_they_are_said(typed: str) -> None:
    assert outcome(typed, number("3.14")) is RIGHT
    assert outcome(f"minus {typed}", number("-3.14")) is RIGHT
    assert outcome(f"{typed} tỷ đô la", number("USD 3140000000", rule="money"), "vi") is RIGHT
    assert outcome(typed, number("3")) is outcome(typed, number("314")) is WRONG


@pytest.mark.parametrize("typed", ["three point", "point three", "3.5 point 2", "3 point 1 point 4", "năm ba phẩy hai"])
def test_what_is_half_a_decimal_or_two_is_none(typed: str) -> None:
    for value in ("3", "3.7", "3.2", "3.14", "0.3"):
        assert outcome(typed, number(value)) is not RIGHT


def test_a_sign_before_the_digits_is_that_of_the_decimals_too() -> None:
    for typed in ("-3 point 5", "-3 phẩy 5", "−3 phẩy năm"):
        assert outcome(typed, number("-3.5")) is RIGHT
        assert outcome(typed, number("-2.5")) is outcome(typed, number("3.5")) is WRONG
    assert outcome("-0 point 5", number("-0.5")) is RIGHT
    assert outcome("-0 point 5", number("0.5")) is outcome("--5", number("5")) is outcome("--5", number("-5")) is WRONG
    assert outcome("-98 triệu 500 nghìn", number("-98500000")) is RIGHT


@pytest.mark.parametrize("decimals", ["0", "05", "5", "72", "008", "101"])
def test_decimals_are_read_digit_by_digit(decimals: str) -> None:
    for language, words, point in (("en", EN, "point"), ("vi", VI, "phẩy")):
        typed = f"{words[4]} {point} {' '.join(words[int(digit)] for digit in decimals)}"
        assert outcome(typed, number(f"4.{decimals}"), language) is RIGHT
        assert outcome(typed, number(f"4.{decimals}1"), language) is WRONG


@pytest.mark.parametrize(
    "sign", ["°C", "° C", " °C", "º C", "˚C", "℃", "oC", " oC", " degrees", "°", " độ", " độ C", " celsius"]
)
def test_degrees_are_read_however_their_sign_is_typed(sign: str) -> None:
    assert outcome(f"-259.1{sign}", number("-259.1", "°C", "quantity")) is RIGHT
    assert outcome(f"-259.2{sign}", number("-259.1", "°C", "quantity")) is WRONG
    assert outcome(f"-259.1{sign}", number("-259.1", "km", "quantity")) is not RIGHT


def test_other_degrees_and_another_measure_are_wrong() -> None:
    for typed in ("20 °F", "20℉", "20 of", "20 fahrenheit", "20 inches", "20 độ F"):
        assert outcome(typed, number("20", "°C", "quantity")) is WRONG
    assert outcome("20 inches", number("20", "cm", "quantity")) is WRONG


@pytest.mark.parametrize("typed", ["98 triệu 500 nghìn", "98 trieu 500 ngan", "98 million 500 thousand", "98,5 triệu"])
def test_digits_may_stand_before_each_scale(typed: str) -> None:
    assert outcome(typed, number("98500000"), "vi") is RIGHT


@pytest.mark.parametrize("typed", ["500 nghìn 98 triệu", "98 triệu 500", "98 triệu 500 triệu", "98 500 triệu"])
def test_scales_that_do_not_fall_make_no_number(typed: str) -> None:
    assert outcome(typed, number("98500000"), "vi") is WRONG


MILLIONS = ["98.5m", "98.5 M", "98,5tr", "98,5 tr", "98tr5", "98.5mn", "98.5 mio", "98500k", "0.0985bn"]


@pytest.mark.parametrize("typed", [*MILLIONS, "98.5m people", "98,5tr người"])
@pytest.mark.parametrize("unit", ["", "people", "million people", "triệu người"])
def test_a_scale_may_be_written_short_and_may_be_part_of_the_unit(typed: str, unit: str) -> None:
    value = "98.5" if "m" in unit or "tr" in unit else "98500000"
    assert outcome(typed, number(value, unit, "quantity"), "vi") is RIGHT
    assert outcome(typed, number(f"{value}1" if "." in value else "985", unit, "quantity"), "vi") is WRONG


@pytest.mark.parametrize(
    "typed", ["98.5 million", "98,5 triệu", "98,500,000", "98,5 triệu người", "98.5 million people"]
)
def test_a_number_may_be_written_out_where_the_unit_holds_its_scale(typed: str) -> None:
    assert outcome(typed, number("98.5", "million people", "quantity"), "vi") is RIGHT
    assert outcome(typed, number("98.5", "thousand people", "quantity"), "vi") is WRONG


@pytest.mark.parametrize(
    ("typed", "value"),
    [("2bn", "2000000000"), ("2 tỷ", "2000000000"), ("2tỷ5", "2500000000"), ("3tn", "3000000000000")],
)
def test_larger_scales_may_be_written_short_too(typed: str, value: str) -> None:
    assert outcome(typed, number(value), "vi") is RIGHT
    assert outcome(f"{typed} USD", number(f"USD {value}", rule="money"), "vi") is RIGHT


@pytest.mark.parametrize(
    ("typed", "value", "unit", "expected"),
    [
        ("98.5m", "98.5", "m", RIGHT),
        ("98.5m", "98500000", "m", WRONG),
        ("98.5 M", "98500000", "metres", WRONG),
        ("98.5m above sea level", "98.5", "m above sea level", RIGHT),
        ("149.6m", "149600000", "km", WRONG),
        ("149.6m km", "149600000", "km", RIGHT),
        ("3m/s", "3000000", "m/s", WRONG),
        ("3 m²", "3000000", "", WRONG),
        ("300K", "300", "K", RIGHT),
        ("300 K", "300000", "K", WRONG),
        ("10kg", "10000", "", WRONG),
    ],
)
def test_a_letter_that_may_be_the_unit_is_no_scale(typed: str, value: str, unit: str, expected: Outcome) -> None:
    assert outcome(typed, number(value, unit, "quantity")) is expected


@pytest.mark.parametrize("typed", ["$98.5m", "98.5M USD", "USD 98.5 million", "US$98.5mn", "98,5tr đô la", "98.500k$"])
def test_sums_may_have_short_scales(typed: str) -> None:
    assert outcome(typed, number("USD 98500000", rule="money"), "vi") is RIGHT


@pytest.mark.parametrize(
    "typed", ["53 in total", "53 partners in all", "total 53", "= 53", "có tất cả 53 đối tác", "it's 53"]
)
def test_all_in_all_may_be_said(typed: str) -> None:
    assert outcome(typed, number("53")) is RIGHT
    assert outcome(typed, number("54")) is WRONG


@pytest.mark.parametrize(
    "typed", ["đúng một lần", "duy nhất một lần", "một lần duy nhất", "chỉ một lần thôi", "đã 1 lần"]
)
def test_once_and_no_more_is_once(typed: str) -> None:
    assert outcome(typed, number("1"), "vi") is RIGHT


@pytest.mark.parametrize(
    ("typed", "stem", "expected"),
    [
        ("65% of the world economy", "What share of the world economy?", RIGHT),
        ("65% of world GDP", "What share of the world economy?", NEAR),
        ("65% or 70%", "What share, 65% or 70%?", WRONG),
        ("chiếm khoảng 65%", "", RIGHT),
        ("65 percentage", "", RIGHT),
        ("nearly 65%", "", RIGHT),
        ("more than 65%", "", WRONG),
        ("65 % and 2 more", "And 2 more?", WRONG),
    ],
)
def test_what_the_stem_says_may_follow_the_unit(typed: str, stem: str, expected: Outcome) -> None:
    assert grade_typed(typed, number("65", "%", "quantity"), "en", stem=stem).outcome is expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("6 subcommittees", RIGHT),
        ("6 sub-committees", RIGHT),
        ("6 countries", RIGHT),
        ("6 tổ chức quốc tế", NEAR),
        ("6 (2 + 4)", NEAR),
        ("6 subcommittees (one for each area)", NEAR),
        ("(6 or 7)", WRONG),
        ("7 (not 6)", WRONG),
        ("6 km", WRONG),
    ],
)
def test_what_stands_behind_a_count_is_judged_by_the_stem(typed: str, expected: Outcome) -> None:
    assert grade_typed(typed, number("6"), "en", stem="How many sub-committees were there?").outcome is expected


def test_what_is_counted_may_hold_a_word_that_is_a_number_elsewhere() -> None:
    stem = "Có bao nhiêu văn phòng và tư liệu?"
    for typed in ("3 văn phòng", "3 tư liệu", "ba văn phòng"):
        assert grade_typed(typed, number("3"), "vi", stem=stem).outcome is RIGHT
        assert grade_typed(typed, number("4"), "vi", stem=stem).outcome is WRONG


@pytest.mark.parametrize("typed", ["53!", '"53"', "53?", "1 vạn", "'53'"])
def test_signs_around_a_number_say_nothing_and_ten_thousand_has_a_word_of_its_own(typed: str) -> None:
    assert outcome(typed, number("10000" if "v" in typed else "53")) is RIGHT


@pytest.mark.parametrize("typed", ["10.000 đô Úc", "10.000 đô Sing", "10.000 đô Canada"])
def test_dollars_of_other_countries_are_other_sums(typed: str) -> None:
    assert outcome(typed, number("USD 10000", rule="money"), "vi") is WRONG
