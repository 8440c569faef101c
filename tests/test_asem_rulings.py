"""Where the documents contradict each other or the record: each ruling, by what must and must not be asked.

The numbers are those of the column ``ruling`` in ``tests/data/statements.csv``.
"""

import re

from quiz.questions.model import Form
from tests.asem_kit import LANGS, accepted, asked, claims, items, never_offered, offered, questions, statements, typed


def status(entity: str, slug: str, value: object) -> str:
    (found,) = {claim.status for claim in claims(entity, slug) if claim.value == value}
    return found


def keys(pattern: str, lang: str = "en") -> set[str]:
    return {text for question in asked(lang) if pattern in question.item for text in question.key}


def stems(pattern: str, lang: str = "en") -> set[str]:
    return {question.prompt for question in asked(lang) if pattern in question.item}


def asks(pattern: str) -> bool:
    return any(pattern in info.id for info in questions().items())


def every_label() -> set[str]:
    bank = questions().bank
    labels = [label for entity in bank.entities.values() for label in entity.labels.values()]
    labels += [label for text in bank.texts.values() for label in text.values()]
    return {text for label in labels for text in (label.display, label.in_sentence, label.short)}


def test_c01_asem9_was_in_november() -> None:
    assert status("asem9", "dates", "2012-01-05/2012-01-06") == "rejected"
    assert keys("asem9/self>dates") >= {"5–6 November 2012"}
    never_offered("asem9/self>dates", "January 2012", "tháng 1 năm 2012")


def test_c02_of_the_second_ministers_meeting_the_year_alone_is_asked() -> None:
    assert not asks("fmm2/self>dates")
    assert keys("fmm2/self>year") >= {"1999"}
    (cut,) = [claim for claim in claims("fmm2", "dates") if claim.raw]
    assert cut.status == "rejected"


def test_c03_summits_are_held_every_two_years() -> None:
    assert keys("asem-summit/self>frequency") >= {"Every two years"}
    assert typed("asem-summit/self>frequency", "twice a year")[0] == "wrong"
    assert typed("asem-summit/self>frequency", "một năm hai lần", "vi")[0] == "wrong"
    shown = {text for _question, text in offered("asem-summit/self>frequency")}
    assert "Twice a year" in shown


def test_c04_the_plan_for_asem13_is_asked_as_a_plan_only() -> None:
    assert keys("asem13/self>dates") >= {"25–26 November 2021"}
    never_offered("asem13/self>dates", "June 2021", "tháng 6 năm 2021", "November 2020", "tháng 11 năm 2020")
    assert all("planned" in stem for stem in stems("asem13/self>planned_dates"))
    assert all("dự kiến" in stem for stem in stems("asem13/self>planned_dates", "vi"))
    for lang, held_in in (("en", "held in Phnom Penh"), ("vi", "diễn ra tại Phnom Penh")):
        assert not [one.id for one in asked(lang) if held_in in one.prompt + one.explanation]


def test_c05_summits_are_counted_with_their_date() -> None:
    by_date = {claim.as_of: claim.value for claim in claims("asem-summit", "held_count")}
    assert by_date == {"2016-12": 11, "2021-03": 12, "2021-12": 13}
    assert accepted("foreign-ministers-meeting", "held_count") == [14]
    for info in questions().items():
        if ">held_count" in info.id:
            assert "@20" in info.id


def test_c06_partners_and_countries_are_told_apart() -> None:
    assert accepted("partnership", "member_states_count") == [51]
    assert 53 in accepted("partnership", "partners_count")
    never_offered("self>member_states_count", "53")
    now = "partnership/self>partners_count@2021-03"
    assert typed(now, "53 partners") == typed(now, "53 đối tác", "vi") == ("right", "")
    assert {typed(now, "53 countries")[0], typed(now, "53 nước", "vi")[0]} == {"near"}
    for stem in stems("partnership/self>partners_count"):
        assert "countries and organisations together" in stem
    for stem in stems("partnership/self>member_states_count"):
        assert "not counting organisations" in stem or "partner countries" in stem
    counts = [stem for lang in LANGS for stem in stems("_count", lang)]
    assert not [stem for stem in counts if re.search(r"\bmembers\b|thành viên ASEM", stem)]


def test_c07_the_two_sets_of_27_are_not_merged() -> None:
    found = claims("partnership", "eu_states_count")
    assert {one.as_of: one.value for one in found if one.status == "accepted"} == {"2021-03": 27, "2018-06": 28}
    assert "stale" in {one.status for one in found if one.value == 27}


def test_c08_england_is_accepted_with_a_correction_and_never_shown() -> None:
    assert typed("asem/asem2/self>country", "England") == ("right", "The name is United Kingdom.")
    assert not [text for text in every_label() if "England" in text]
    for lang in LANGS:
        for question in asked(lang):
            assert not [text for text in (question.prompt, *question.options, *question.key) if "England" in text]


def test_c09_norway_and_switzerland_sit_on_the_european_side() -> None:
    assert accepted("partnership", "nesa_count") == [11]
    assert status("partnership", "nesa_count", 13) == "rejected"
    never_offered("self>nesa_count", "13")
    assert accepted("norway", "group") == accepted("switzerland", "group") == ["non-eu-europe"]


def test_c10_asian_countries_are_21_since_2014() -> None:
    assert accepted("partnership", "asian_countries_count") == [21]
    assert status("partnership", "asian_countries_count", 19) == "stale"
    never_offered("self>asian_countries_count", "19", "20 ", "23")


def test_c11_fourteen_asian_members_are_rejected() -> None:
    assert status("partnership", "asian_countries_count", 14) == "rejected"
    never_offered("self>asian_countries_count", "14")


def test_c12_the_commission_is_never_set_against_the_union() -> None:
    never_offered("partnership/self>organisations", "European Commission", "Ủy ban châu Âu")
    names = {text for label in questions().bank.texts["partner-eu"].values() for text in label.aliases}
    assert {"European Commission", "Ủy ban châu Âu"} <= names


def test_c13_asem_has_no_secretariat() -> None:
    assert accepted("asem", "permanent_secretariat") == [False]
    for _question, text in offered("self>permanent_secretariat"):
        assert "education" not in text.casefold()
    assert not [text for text in every_label() if "Education Secretariat" in text]


def test_c14_coordinators_are_named_with_their_date_only() -> None:
    for slug in ("asian_coordinators", "presidency_seat"):
        for item in items(f"coordinators/self>{slug}"):
            assert "@20" in item
    for lang, now in (("en", r"\bcurrent|\bnow\b"), ("vi", "hiện nay|hiện tại")):
        assert not [one.prompt for one in asked(lang) if one.topic == "coordinators" and re.search(now, one.prompt)]


def test_c15_asem_dates_from_1996_and_its_work_on_migration_from_2002() -> None:
    assert accepted("asem", "founded_year") == [1996]
    assert accepted("migration-track", "established") == [2002]
    never_offered("asem/asem/self>founded_year", "2002")
    never_offered("migration-track/self>established", "1996")


def test_c16_asem_does_not_stand_for_a_meeting_with_the_union() -> None:
    assert status("asem", "full_name", "asia-european-union-meeting") == "rejected"
    never_offered("asem/asem/self>full_name", "Asia - European Union Meeting")


def test_c17_the_two_beginnings_of_the_work_on_migration_name_their_level() -> None:
    assert accepted("migration-ministerial", "date") == ["2002-04"]
    assert accepted("directors-general-conference", "held_since") == ["2003-03"]
    for stem in stems("migration-ministerial/") | stems("migration-ministerial/", "vi"):
        assert re.search("ministerial|bộ trưởng", stem)
    for stem in stems("directors-general-conference/") | stems("directors-general-conference/", "vi"):
        assert re.search("directors general|tổng cục trưởng", stem)
    never_offered("directors-general-conference/self>held_since_year", "2002")


def test_c18_france_and_singapore_proposed_and_were_not_the_only_founders() -> None:
    assert accepted("asem", "proposed_by") == [("france", "singapore")]
    assert not asks("founding_members")
    assert {claim.status for claim in claims("asem", "founding_members")} == {"rejected"}


def test_c19_of_the_proposal_the_year_alone_is_asked() -> None:
    assert "asem/asem/self>proposed" not in {one.id for one in questions().items()}
    assert {claim.status for claim in claims("asem", "proposed")} == {"disputed"}
    assert keys("asem/self>proposed_year") >= {"1994"}


def test_c20_the_time_from_proposal_to_summit_is_not_asked() -> None:
    assert not asks("proposal_to_summit")


def test_c21_of_cambodias_joining_the_day_is_not_asked() -> None:
    assert not asks("joined_on")
    assert accepted("cambodia", "joined") == [2004]
    assert accepted("cambodia", "joined_at") == ["asem5"]


def test_c22_budapest_is_right_with_a_correction_and_never_an_option() -> None:
    outcome, correction = typed("fmm10/self>place", "Budapest")
    assert outcome == "right" and "Gödöllő" in correction
    assert typed("fmm10/self>place", "Gödöllő") == ("right", "")
    never_offered("fmm10/self>place", "Budapest")
    never_offered("fmm10/year>place", "Budapest")
    assert keys("fmm10/self>country") >= {"Hungary"}


def test_c23_new_delhi_and_gurgaon_are_both_right() -> None:
    assert typed("fmm11/self>place", "New Delhi")[0] == "right"
    assert typed("fmm11/self>place", "Gurgaon")[0] == "right"
    never_offered("fmm11/self>place", "Gurgaon")
    never_offered("fmm11/year>place", "Gurgaon")


def test_c24_the_eve_of_asem4_may_be_counted_when_typed() -> None:
    assert typed("asem4/self>dates", "23-24 September 2002") == ("right", "")
    outcome, correction = typed("asem4/self>dates", "22-24 September 2002")
    assert outcome == "right" and correction
    never_offered("asem4/self>dates", "22–24")


def test_c25_the_eve_of_the_first_ministers_meeting_may_be_counted_when_typed() -> None:
    assert typed("fmm1/self>dates", "15 February 1997") == ("right", "")
    assert typed("fmm1/self>dates", "14-15 February 1997")[0] == "right"
    assert not any("14–15" in question.prompt for question in asked("en"))


def test_c26_a_meeting_foretold_was_held() -> None:
    assert "2009-05-25/2009-05-26" in accepted("fmm9", "dates")
    assert "2009" in accepted("fmm9", "dates")
    assert accepted("fmm9", "country") == ["viet-nam"]


def test_c27_security_is_no_pillar_and_no_distractor() -> None:
    assert accepted("asem", "pillars") == [("political-pillar", "economic-pillar", "social-pillar")]
    never_offered("asem/asem/self>pillars", "ecurity", "an ninh")
    names = {text for label in questions().bank.texts["social-pillar"].values() for text in label.aliases}
    assert {"cultural", "văn hóa và giáo dục"} <= names


def test_c28_asef_is_asked_by_its_meeting_and_not_by_a_document() -> None:
    assert accepted("asef", "founded_at") == ["fmm1"]
    assert not asks("founding_document")
    never_offered("asef/self>founded_at", "ASEM 1")
    assert typed("asef/self>founded$", "15 February 1997") == ("right", "")
    assert Form.CHOICE not in questions().info("asem/asef/self>founded").forms


def test_c29_the_other_vietnamese_name_of_asef_is_right_too() -> None:
    assert keys("asef/self>full_name", "vi") >= {"Quỹ Á - Âu"}
    outcome, correction = typed("asef/self>full_name", "Tổ chức Á - Âu", "vi")
    assert outcome == "right" and correction
    never_offered("asef/self>full_name", "Tổ chức Á - Âu")


def test_c30_the_purposes_of_asef_are_a_list() -> None:
    assert {form for item in items("asef/self>purposes") for form in questions().info(item).forms} == {
        Form.FLASHCARD,
        Form.SELECT_ALL,
        Form.TRUE_FALSE,
    }


def test_c31_asef_is_funded_voluntarily_and_not_by_all_every_year() -> None:
    assert accepted("asef", "funding") == ["voluntary-contributions"]
    never_offered("asef/self>funding", "every year", "hằng năm")


def test_c32_india_mongolia_and_pakistan_are_asked_by_their_invitation() -> None:
    for country in ("india", "mongolia", "pakistan"):
        assert not asks(f"{country}/self>joined")
        assert country in questions().bank.entities["asem6"].claims["invited"][0].value  # type: ignore[operator]


def test_c33_solanas_title_is_not_asked() -> None:
    assert not asks("eu_representative")
    assert not [one.id for lang in LANGS for one in asked(lang) if "đại nghị" in str(one)]


def test_c34_asem_day_is_the_first_of_march_and_cambodias_event_the_tenth() -> None:
    assert keys("asem-day/self>usual_day") >= {"1 March"}
    never_offered("asem/asem-day/self>usual_day", "10 March", "2 March", "3 March", "ngày 10 tháng 3")
    assert accepted("asem-day-in-cambodia", "date") == ["2020-03-10"]
    assert all("Cambodia" in stem for stem in stems("asem-day-in-cambodia/self>date"))


def test_c35_side_events_are_in_dispute() -> None:
    assert not asks("side_events_count")
    assert {claim.status for claim in claims("asem13-preparation", "side_events_count")} == {"disputed"}


def test_c36_shares_of_the_world_are_asems_own_figures_of_their_time() -> None:
    for share in ("economy", "population", "tourism", "trade"):
        pattern = f"share-of-{share}/self>percent"
        never_offered(pattern, "50%", "58%", "68%")
        (key,) = {int(text[:-1]) for text in keys(pattern) if text.endswith("%")}
        for question, text in offered(pattern):
            assert question.as_of and ("according to ASEM" in question.prompt or "ASEM" in question.prompt)
            if question.form is Form.CHOICE:
                assert int(text[:-1]) == key or abs(int(text[:-1]) - key) >= 10


def test_c37_two_spellings_are_one_entity() -> None:
    for item, spelling in (
        ("asem11/self>city", "Ulan Bator"),
        ("asem9/self>country", "Lao PDR"),
        ("asem5/self>country", "Vietnam"),
        ("fmm13/self>place", "Naypyidaw"),
        ("fmm7/self>country", "Nhật Bản"),
    ):
        assert typed(item, spelling)[0] == "right", spelling
    for question, _text in offered("asem11/self>city"):
        assert not {"Ulan Bator", "Ulaanbaatar"} <= set(question.options)


def test_c38_the_list_that_ends_with_asem11_is_no_count_of_today() -> None:
    (old,) = [claim for claim in claims("asem-summit", "held_count") if claim.value == 11]
    assert old.as_of == "2016-12" and old.valid.endswith("/2018-10-19")


def test_c39_areas_are_never_set_against_each_other_nor_tied_to_a_number() -> None:
    (areas,) = accepted("areas-of-cooperation", "areas")
    assert isinstance(areas, tuple) and len(areas) == 20
    for question, text in offered("self>areas"):
        if question.form is Form.SELECT_ALL and text not in question.key:
            assert not [one for one in areas if text in str(questions().bank.texts[str(one)])]
    assert not asks("areas_number") and all("@20" in item for item in items("self>areas_count"))


def test_c40_meetings_of_one_number_are_named_with_their_kind() -> None:
    for lang in LANGS:
        for question in asked(lang):
            assert not re.search(r"Hội nghị ASEM lần thứ|\d(?:st|nd|rd|th) ASEM Meeting", question.prompt), question.id
    assert accepted("asem8", "city") == ["brussels"] and accepted("fmm8", "place") == ["hamburg"]


def test_c41_four_coordinators_form_two_groups() -> None:
    assert accepted("coordinators", "coordinators_count") == [4]
    assert accepted("coordinators", "groups_count") == [2]
    never_offered("self>coordinators_count", " 2 ")
    assert {text for _one, text in offered("self>coordinators_count")}.isdisjoint({"2"})
    assert {text for _one, text in offered("self>groups_count")}.isdisjoint({"4"})
    assert all("in all" in stem for stem in stems("self>coordinators_count"))
    assert typed("self>coordinators_count", "4 coordinators") == typed("self>groups_count", "2 groups") == ("right", "")
    assert typed("self>coordinators_count", "4 groups")[0] == typed("self>groups_count", "2 coordinators")[0] == "near"


def test_c42_the_second_group_of_coordinators_is_the_european_side() -> None:
    assert all("European side" in stem or "European coordinators" in stem for stem in stems("self>european_seats"))


def test_c43_run_together_and_odd_characters_are_gone() -> None:
    for lang in LANGS:
        for question in asked(lang):
            shown = " ".join((question.prompt, question.explanation, *question.options, *question.key))
            assert "\u00a0" not in shown or lang == "vi"
            assert not re.search(r"[a-z]on\d|\dthASEM|\b0\d [A-Z]", shown), question.id


def test_c44_the_two_organisations_have_their_names() -> None:
    assert accepted("partnership", "organisations_count") == [2]
    assert accepted("partnership", "organisations") == [("partner-eu", "partner-asean-secretariat")]


def test_c45_the_capital_does_not_distract_from_siem_reap() -> None:
    assert accepted("public-diplomacy-training", "place") == ["siem-reap"]
    never_offered("public-diplomacy-training/self>place", "Phnom Penh")


def test_c46_contact_data_are_kept_and_not_asked() -> None:
    assert not asks("self>contact")
    assert {claim.status for claim in claims("asef", "contact")} == {"unasked"}


def test_c47_the_united_kingdom_has_been_a_partner_without_a_gap() -> None:
    assert accepted("united-kingdom", "joined") == [1996]
    assert accepted("united-kingdom", "group") == ["non-eu-europe"]
    (before,) = [claim for claim in claims("united-kingdom", "group") if claim.status == "superseded"]
    assert (before.value, before.raw) == ("eu-states", "")  # its group in words of the reader's language, no quotation
    assert all(question.as_of for question in asked("en") if question.item == "asem/united-kingdom/self>group")


def test_c48_the_commission_is_never_set_against_the_external_action_service() -> None:
    never_offered("self>european_seats", "Commission", "Ủy ban châu Âu")
    assert "seat-eeas" in str(accepted("coordinators", "european_seats"))
    (seat,) = [claim for claim in claims("coordinators", "european_seats") if claim.status == "accepted"]
    assert {("S1", 23), ("S2", 30)} <= {(ref.source, ref.line) for ref in seat.sources}


def test_every_ruling_has_its_check() -> None:
    checked = {name[5:8].upper() for name in globals() if re.match(r"test_c\d\d_", name)}
    assert checked == {f"C{at:02}" for at in range(1, 49)}
    assert {row.ruling.partition(":")[0] for row in statements() if row.ruling} <= checked


def test_no_contested_state_and_no_future_member_is_named_anywhere() -> None:
    assert not [text for text in every_label() if re.search("Timor|Taiwan|Đài Loan|Kosovo|Palestin", text)]
    for lang in LANGS:
        for question in asked(lang):
            assert "Timor" not in " ".join((question.prompt, question.explanation, *question.options, *question.about))


def test_a_country_outside_asem_is_denied_to_be_a_partner_and_not_to_lie_in_a_region() -> None:
    for country in ("nepal", "sri-lanka"):
        for question, shown in offered(f"{country}/self>group"):
            if question.form is Form.TRUE_FALSE and "NESA" in shown:
                assert re.search("partners|đối tác", shown), question.id
