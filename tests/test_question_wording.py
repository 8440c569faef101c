"""How values, lists and feedback read."""

from quiz.questions.model import Form
from quiz.questions.show import folded
from tests.asem_kit import LANGS, SEEDS, asked, items, prop_of, questions
from tests.study_kit import made


def about(item: str, option: str, lang: str) -> tuple[str, tuple[str, ...]]:
    """Feedback for a wrong option of the item, and what the question reveals, at the first seed that offers it."""
    for seed in range(200):
        question = questions().ask(item, Form.CHOICE, lang, seed)
        if option in question.options:
            return question.about[question.options.index(option)], question.reveals
    raise AssertionError(f"{item} never offers {option}")


def test_a_list_whose_elements_hold_an_and_is_told_apart_by_semicolons() -> None:
    shower, prop = questions().shower, questions().bank.kinds["coordination"].properties["asian_seats"]
    assert shower.listed(prop, ("seat-asean", "seat-nesa"), "en") == "ASEAN; Northeast and South Asia (NESA)"
    assert shower.listed(prop, ("seat-asean", "seat-nesa"), "vi") == "ASEAN; Đông Bắc Á và Nam Á (NESA)"
    ref = questions().bank.kinds["forum"].properties["proposed_by"]
    assert shower.listed(ref, ("france", "singapore"), "en") == "France and Singapore"


def test_a_city_without_a_summit_is_told_by_the_ministers_meeting_it_had() -> None:
    told, reveals = about("asem/asem4/self>city", "Berlin", "en")
    assert told == "The 2nd ASEM Foreign Ministers' Meeting took place in Berlin, in 1999."
    assert {"fmm2/place", "fmm2/year"} <= set(reveals)


def test_a_year_of_another_event_is_told_by_that_event() -> None:
    told, reveals = about("asem/asem/self>founded_year", "1998", "vi")
    assert told == "London đăng cai Hội nghị cấp cao ASEM lần thứ hai, năm 1998."
    assert {"asem2/city", "asem2/year"} <= set(reveals)


def test_what_the_explanation_tells_of_a_wrong_answer_is_not_told_twice() -> None:
    question = questions().ask("asem/asem13/self>format", Form.TRUE_FALSE, "en", 0)
    assert question.explanation.count("in the end they met by video conference") == 1
    assert not any(question.about)
    for lang in LANGS:
        for one in questions().all_questions(lang):
            assert not any(told and told in one.explanation for told in one.about), one.id


def test_an_ordering_that_sums_up_its_lines_reveals_all_that_the_summaries_say() -> None:
    text = """
bank: {id: toy, title: Toy}
kinds:
  fair:
    name: fair
    summary: {en: "{self} drew {visitors} people to {town}, in {year}"}
    properties:
      town: {type: text, exclusive: yes, name: town}
      year: {type: year, name: year}
      visitors: {type: count, name: number of visitors}
    questions:
      town>year:
        en: "In which year was the fair in {town}?"
        order: {en: Put the towns in the order of their fairs.}
        match: {en: Match each town with the year of its fair.}
facts:
"""
    for n, town in enumerate(("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel")):
        visitors = "" if n == 5 else f", visitors: {4000 + 900 * n}"  # without them there is no summary
        text += f"  fair-{n}: {{kind: fair, name: Fair {n}, town: {town}, year: {1900 + 7 * n}{visitors}}}\n"
    found = made(text)
    lines = set()
    for form in (Form.ORDERING, Form.MATCHING):
        for seed in range(8):
            question = found.ask("toy/fair-0/town>year", form, "en", seed)
            for touch in question.touches:
                fair = touch.item.split("/")[1]
                told = f"Fair {fair[-1]} drew" in question.explanation
                assert told is (fair != "fair-5")
                assert (f"{fair}/visitors" in question.reveals) is told, question.id
                assert {f"{fair}/town", f"{fair}/year"} <= set(question.reveals)
                lines.add((form, fair))
    assert len(lines) == 12


def test_sums_of_one_currency_stand_in_order() -> None:
    (item,) = items("cambodia-in-asem/self>contribution")
    for seed in SEEDS:
        options = questions().ask(item, Form.CHOICE, "en", seed).options
        amounts = [int(text.removeprefix("USD ").replace(",", "")) for text in options]
        assert amounts == sorted(amounts)


def test_every_stem_fits_three_lines_and_every_option_one() -> None:
    for lang in LANGS:
        for question in asked(lang):
            assert len(question.prompt) <= 3 * 76, question.id
            assert all(len(option) <= 60 for option in (*question.options, *question.left)), question.id


def test_options_of_text_begin_alike_and_the_key_is_not_told_by_its_length() -> None:
    longest: dict[str, list[bool]] = {}
    for lang in LANGS:
        for question in asked(lang):
            prop = prop_of(question.subject, question.property) if question.property != "self" else None
            if prop is None or prop.type != "text":
                continue
            if question.form in (Form.CHOICE, Form.SELECT_ALL):
                assert all(option[:1].isupper() or not option[:1].isalpha() for option in question.options), question.id
            if question.form is Form.CHOICE:
                others = [len(option) for option in question.options if option not in question.key]
                longest.setdefault(lang, []).append(len(question.key[0]) > max(others))
    for found in longest.values():
        assert sum(found) < len(found) / 2


def test_no_topic_title_gives_a_key_away() -> None:
    for lang in LANGS:
        for question in asked(lang):
            if question.form in (Form.CHOICE, Form.TYPED, Form.SELECT_ALL):
                title = f" {folded(questions().topic_title(question.topic, lang))} "
                for key in question.key:
                    assert f" {folded(key)} " not in title, question.id


def test_a_stem_behind_its_date_begins_small_even_with_a_word_of_one_letter() -> None:
    (item,) = items("prak-sokhonn/self>offices")
    prompt = questions().ask(item, Form.FLASHCARD, "vi", 0).prompt
    assert prompt.startswith("Tính đến tháng 3 năm 2020, ở Campuchia, ")


def test_a_date_that_is_shown_shows_the_year_derived_from_it_and_the_year_part_of_the_date() -> None:
    dates = questions().ask("asem/asem6/self>dates", Form.TYPED, "en", 0)
    assert {"asem6/dates", "asem6/year"} <= set(dates.reveals)
    year = questions().ask("asem/asem6/self>year", Form.TYPED, "en", 0)
    assert {"asem6/dates", "asem6/year"} <= set(year.reveals)


def test_what_holds_at_a_date_is_explained_with_its_date() -> None:
    for lang, opening in (("en", "As of "), ("vi", "Tính đến ")):
        for question in asked(lang):
            if question.as_of and question.form is not Form.MATCHING:
                assert question.explanation.startswith(opening), question
    explanations = {question.explanation for question in asked("en")}
    assert any(text.startswith("As of March 2021, European partner countries") for text in explanations)


def test_only_the_words_of_a_source_stand_in_quotation_marks() -> None:
    (quoted,) = items("partnership/self>non_eu_members")
    (told,) = items("fmm11/self>place")
    assert "“England, Norway and Switzerland”" in questions().ask(quoted, Form.FLASHCARD, "en", 0).explanation
    for lang in LANGS:
        assert ": Gurgaon. " in questions().ask(told, Form.FLASHCARD, lang, 0).explanation


def test_no_sentence_of_an_explanation_has_two_colons() -> None:
    for lang in LANGS:
        for question in asked(lang):
            assert all(sentence.count(": ") < 2 for sentence in question.explanation.split(". ")), question.explanation


def test_what_is_given_and_asked_is_explained_in_one_sentence_with_the_year_that_tells_it_apart() -> None:
    def told(item: str, lang: str) -> str:
        return questions().ask(f"asem/{item}", Form.FLASHCARD, lang, 0).explanation

    for item in ("asem8/city>self", "asem8/year>city"):
        assert told(item, "en") == "Brussels hosted the 8th ASEM Summit, in 2010."
        assert told(item, "vi") == "Brussels đăng cai Hội nghị cấp cao ASEM lần thứ tám, năm 2010."
    two = "The 8th ASEM Summit was held in 2010. Belgium hosted the 8th ASEM Summit."
    assert told("asem8/year>country", "en") == two
    whole = "Host city: Brussels – the 8th ASEM Summit and the 12th ASEM Summit."
    assert told("city:brussels/city>self", "en") == whole


DATED = """
bank: {languages: [vi, en]}
kinds:
  hoi:
    name: {vi: hội, en: society}
    properties:
      lap: {type: date, name: {vi: ngày thành lập, en: day of foundation}, reverse: yes}
      ky: {type: date, name: {vi: ngày ký, en: day of signing}, statement: {vi: "{self} ký năm {value}"}}
      mo: {type: date_range, name: {vi: thời gian mở, en: time of opening}, reverse: yes}
      dong: {type: date_range, name: {vi: thời gian đóng, en: shut}, statement: {vi: "{self} đóng cửa năm {value}"}}
      dan: {type: count, varies: yes, name: {vi: số người, en: number of members}}
      nha: {type: text, varies: yes, name: {vi: nhà, en: house}}
    questions:
      self>nha: {vi: "Việt Nam có nhà nào của {self}?", en: "Laos's house of {self} is which?"}
      self>dan: {vi: "Vì sao {self} đông?", en: "How many has {self}?"}
facts:
  mot:
    kind: hoi
    name: {vi: Hội Một, en: Society One}
    lap: 2000
    ky: 1999
    mo: 1914/1918
    dong: 1920/1922
    dan: {value: 5, as_of: 2019}
    nha: {value: Nhà A, as_of: 2019}
  viet-nam: {kind: hoi, name: {vi: Việt Nam, en: Viet Nam}, lap: 2001-05, mo: 1930/1931}
  lao: {kind: hoi, name: {vi: Lào, en: Laos}, lap: 2002, mo: 1940/1941}
"""


def test_a_date_that_is_a_year_is_called_so_within_a_vietnamese_sentence_and_not_twice() -> None:
    found = made(DATED)

    def told(item: str, lang: str) -> tuple[str, tuple[str, ...], str]:
        question = found.ask(f"toy/mot/{item}", Form.FLASHCARD, lang, 0)
        return question.prompt, question.key, question.explanation

    assert told("self>lap", "vi")[1:] == (("2000",), "Ngày thành lập của Hội Một là năm 2000.")
    assert told("lap>self", "vi")[0] == "Hội nào có ngày thành lập là năm 2000?"
    assert told("self>ky", "vi")[2] == "Hội Một ký năm 1999."
    assert told("self>mo", "vi")[1:] == (("1914 – 1918",), "Thời gian mở của Hội Một là năm 1914 – 1918.")
    assert told("mo>self", "vi")[0] == "Hội nào có thời gian mở là năm 1914 – 1918?"
    assert told("self>dong", "vi")[2] == "Hội Một đóng cửa năm 1920 – 1922."
    assert told("mo>self", "en")[0] == "Which society has this time of opening: 1914 – 1918?"
    assert told("self>dan@2019", "vi")[2] == "Tính đến năm 2019, số người của Hội Một là 5."
    assert told("lap>self", "en")[0] == "Which society has this day of foundation: 2000?"
    assert told("self>dan@2019", "en")[0] == "As of 2019, how many has Society One?"


def test_a_stem_behind_its_date_leaves_a_name_its_capital() -> None:
    found = made(DATED)

    def asked_of(item: str, lang: str) -> str:
        return found.ask(f"toy/mot/{item}@2019", Form.FLASHCARD, lang, 0).prompt

    assert asked_of("self>nha", "vi") == "Tính đến năm 2019, Việt Nam có nhà nào của Hội Một?"
    assert asked_of("self>nha", "en") == "As of 2019, Laos's house of Society One is which?"
    assert asked_of("self>dan", "vi") == "Tính đến năm 2019, vì sao Hội Một đông?"


HALF = """
bank: {languages: [en, vi]}
kinds:
  fair:
    name: {en: fair, vi: hội chợ}
    properties:
      city: {type: text, exclusive: yes, reverse: yes, name: {en: host city, vi: thành phố đăng cai}}
      guest: {type: text, exclusive: yes, name: {en: guest, vi: khách mời}}
    questions:
      self>city: Which city hosted {self}?
      city>self: {en: "Which fair was held in {city}?", all: "Which of these were held in {city}? (choose all)"}
      city>guest: {en: "Who was at the one in {city}?", all: "Who of these were in {city}? (choose all)"}
facts:
  a: {kind: fair, name: A, city: Bangkok, guest: Ann}
  b: {kind: fair, name: B, city: Bangkok, guest: Ben}
  c: {kind: fair, name: C, city: London, guest: Cat}
  d: {kind: fair, name: D, city: Paris, guest: Dan}
"""


def test_what_the_bank_words_in_another_language_only_is_asked_in_built_in_words() -> None:
    found = made(HALF)

    def asked_of(item: str, form: Form, lang: str = "vi") -> str:
        return found.ask(f"toy/{item}", form, lang, 0).prompt

    assert asked_of("a/self>city", Form.FLASHCARD, "en") == "Which city hosted A?"
    assert asked_of("a/self>city", Form.FLASHCARD) == "Đâu là thành phố đăng cai của A?"
    assert asked_of("c/city>self", Form.CHOICE) == "Hội chợ nào có thành phố đăng cai là London?"
    every = "Những hội chợ nào dưới đây có thành phố đăng cai là Bangkok? (chọn mọi đáp án đúng)"
    assert asked_of("city:bangkok/city>self", Form.SELECT_ALL) == every
    only = "Who of these were in Bangkok? (choose all)"  # of all that several things have there are no built-in words
    assert asked_of("city:bangkok/city>guest", Form.SELECT_ALL) == only


def test_a_card_speaks_of_no_options_that_it_does_not_show() -> None:
    shared = "toy/city:bangkok/city>guest"
    assert made(HALF).info(shared).forms == (Form.SELECT_ALL,)
    carded = made(HALF.replace('city>guest: {en: "Who was', 'city>guest: {card: "Who was in {city}?", en: "Who was'))
    assert Form.FLASHCARD in carded.info(shared).forms
    assert carded.ask(shared, Form.FLASHCARD, "en", 0).prompt == "Who was in Bangkok?"
