"""Names that pupils choose, or that are chosen for them."""

from typing import Any

import pytest
from hypothesis import given as example_of
from hypothesis import strategies as st

from quiz.study.room.model import RefusedError, Seat, Why
from quiz.study.room.names import LONGEST_NAME, clean_name, name_key, nickname, on_roster, rude, same_name
from quiz.study.room.points import teams
from tests.room_kit import Class, plan


def refused(given: Class, name: str, team: str = "") -> Why:
    with pytest.raises(RefusedError) as caught:
        given.join(name, team=team)
    assert given.events == [] or len(given.events) == len(given.room.seats)
    return caught.value.why


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Lan  ", "Lan"),
        ("Lan\nAnh\t2", "Lan Anh 2"),
        ("Lan\u2028Anh", "Lan Anh"),
        ("\x1b[31mLan\x1b[0m", "Lan"),
        ("\x1b]0;owned\x07Lan", "Lan"),
        ("\u202eLan\u202c", "Lan"),
        ("L\u200ba\u2060n\ufeff", "Lan"),
        ("\u3164Lan\u115f\u2800", "Lan"),
        ("\u200dLan\u200d", "Lan"),
        ("Lan \U0001f98a\ufe0f", "Lan \U0001f98a"),
        ("[/red]", "[/red]"),
        ("<script>", "<script>"),
        ("=1+1", "=1+1"),
        ("Hoa\u0300", "Hoà"),
        ("a" + "\u0301" * 200, "á" + "\u0301" * 4),
        ("\u0301\u0301Lan", "Lan"),
        ("x" * 500_000, "x" * LONGEST_NAME),
        ("Nguyễn Hoàng Phương Thảo Nguyên", "Nguyễn Hoàng Phương Thảo"),
        ("កម្ពុជា", "កម្ពុជា"),
        ("ครูสมศรี", "ครูสมศรี"),
        ("\ud83dLan", "?Lan"),
    ],
)
def test_a_name_is_cleaned(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown
    assert Class().join(typed).name == shown


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\n\t", "\u200b\u200c\u200d", "\u3164\u3164", "\u2800", "\u0301" * 200, "\u202e", "\x1b[2J", "\U000e0041",
     "...", "\U0001f98a", "\u00ad", "\ufe0f"],
)  # fmt: skip
def test_a_name_that_shows_no_letter_and_no_digit_is_refused(typed: str) -> None:
    assert refused(Class(), typed) is Why.NAME


@example_of(st.text(alphabet=st.characters(), max_size=60))
def test_whatever_is_typed_a_name_is_one_short_line_and_cleaning_it_again_changes_nothing(typed: str) -> None:
    try:
        name = clean_name(typed)
    except RefusedError as error:
        assert error.why is Why.NAME
        return
    assert 1 <= len(name) <= LONGEST_NAME
    assert all(one.isprintable() or one in "\u200c\u200d" for one in name)
    assert name == name.strip() and "  " not in name
    assert clean_name(name) == name
    name.encode("utf-8")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lan", "LAN"), ("Lan Anh", "lan  anh"), ("Lan Anh", "LanAnh"), ("Lan", "Lаn"), ("Hòa", "Hoà"), ("Ｌａｎ", "Lan"),
     ("Lan", "Lan."), ("Lan", "Lan \U0001f98a"), ("Đức", "đức"), ("Ðức", "Đức"), ("Straße", "STRASSE"),
     ("Нana", "Hana")],
)  # fmt: skip
def test_names_that_would_be_mixed_up_are_the_same(one: str, other: str) -> None:
    assert same_name(one, other)
    given = Class()
    given.join(one)
    assert refused(given, other) is Why.TAKEN


@pytest.mark.parametrize(("one", "other"), [("Thúy", "Thùy"), ("Hoa", "Hòa"), ("Lan", "Lân"), ("Lan 1", "Lan 2")])
def test_accents_tell_two_people_apart(one: str, other: str) -> None:
    given = Class()
    given.join(one)
    assert given.join(other).name == other


# rude names


@pytest.mark.parametrize(
    ("name", "lang"),
    [("fuck", "en"), ("xxFUCKxx", "en"), ("f u c k", "en"), ("F.U.C.K", "en"), ("fuuuuck", "en"), ("sh1t", "en"),
     ("a$$", "en"), ("A s s", "en"), ("wаnker", "en"), ("Bitches", "en"), ("địt", "vi"), ("ĐỊT MẸ", "vi"),
     ("Lồn", "vi"), ("lo\u0302\u0300n", "vi"), ("óc  chó", "vi"), ("VCL", "vi"), ("v c l", "vi"),
     ("Đồ ngu", "vi"), ("dit me", "vi")],
)  # fmt: skip
def test_rude_names_are_refused(name: str, lang: str) -> None:
    assert rude(name, lang)
    assert refused(Class(plan(langs=("en", "vi"))), name) is Why.NAME


@pytest.mark.parametrize(
    "name",
    ["Phúc", "Phuc", "Dung", "Bích", "Bich", "Dick", "Fanny", "Pornthip", "Cassandra", "Scott Scunthorpe", "Yoshito",
     "Penelope", "Dittmer", "Du", "Lớn", "Các", "Buổi sáng", "Cừ", "Hòe", "Đào", "Vĩ", "Thị Nở", "Ngữ", "Kỷ", "Lon",
     "Cúc", "Deo", "Peacock", "Sussex", "Hancock", "Bass", "Analyn"],
)  # fmt: skip
def test_names_of_real_people_are_not_taken_for_rude_ones(name: str) -> None:
    assert not rude(name, "en") and not rude(name, "vi")


def test_a_teachers_own_words_are_added_to_the_lists() -> None:
    given = Class(plan(rude=("mr smith", "potat*", "*banana*")))
    for name in ("Mr. Smith", "the Mr Smith", "Potatoes", "xbananax"):
        assert refused(given, name) is Why.NAME
    assert given.join("Smith").name == "Smith"
    assert not rude("potato", "en") and rude("potato", "xx", ["potato"])


def test_a_language_without_a_list_and_a_language_that_is_a_path_have_no_rude_words() -> None:
    assert not rude("fuck", "eo")
    assert not rude("fuck", "../wordlists/en")
    assert not rude("fuck", "e?")


# names that are given


def test_a_roster_lets_its_names_in_as_it_writes_them() -> None:
    roster = ("Nguyễn Thị Thúy", "Nguyễn Thị Thùy", "Trần Hoàng Phương Thảo Nguyên", "Lê Văn Bình")
    given = Class(plan(naming="roster", roster=roster))
    assert given.join("nguyễn thị THUÝ").name == "Nguyễn Thị Thúy"
    assert refused(given, "Nguyen Thi Thuy") is Why.UNKNOWN, "it could be either of two"
    assert refused(given, "Nguyễn Thị Thúy") is Why.TAKEN
    assert given.join("Le Van Binh").name == "Lê Văn Bình"
    assert given.join("tran hoang phuong thao nguyen").name == "Trần Hoàng Phương Thảo Nguyên"
    assert refused(given, "Somebody Else") is Why.UNKNOWN
    given.do("rename", 1, "Trần Hoàng Phương Thảo Uyên")
    assert given.room.seats[1].name == "Trần Hoàng Phương Thảo Uyên"


def test_the_roster_does_not_care_for_hostile_names() -> None:
    for name in ("", "\u202e", "x" * 500_000):
        with pytest.raises(RefusedError):
            on_roster(name, ("Lan",))


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_there_is_a_decent_nickname_for_everyone_in_a_very_large_room(lang: str) -> None:
    names = [nickname(n, lang) for n in range(2_000)]
    assert len({name_key(name) for name in names}) == len(names)
    for name in names:
        assert clean_name(name) == name
        assert not rude(name, "en") and not rude(name, "vi")


def test_nicknames_fall_back_to_english() -> None:
    assert nickname(3, "eo") == nickname(3, "en") != nickname(3, "vi")


def test_under_nicknames_nobody_chooses() -> None:
    given = Class(plan(naming="nicknames"))
    seats = [given.join("fuck") for _pupil in range(3)]
    assert [seat.name for seat in seats] == [nickname(n, "en") for n in range(3)]
    given.do("rename", 1, nickname(3, "en"))
    assert given.join("").name == nickname(4, "en"), "that one is taken"


# what else a seat is


def test_a_seat_keeps_a_language_of_the_session_and_nothing_that_is_no_profile() -> None:
    given = Class()
    uuid = "0a1b2c3d-0000-4000-8000-00000000abcd"
    assert given.join("A1", "vi", "", uuid) == Seat(1, "A1", "vi", "", learner=uuid)
    assert given.join("A2", "fr", "Tigers", "../../etc/passwd") == Seat(2, "A2", "en")
    assert given.join("A3", ["en"], {}, 7) == Seat(3, "A3", "en")  # type: ignore[arg-type]


def test_a_team_is_written_as_its_first_member_wrote_it() -> None:
    given = Class(plan(teams="averaged"))
    assert [given.join(f"A{n}", team=team).team for n, team in enumerate(("Hổ", "HỔ ", "", "Voi\u202e"))] == [
        "Hổ",
        "Hổ",
        "",
        "Voi",
    ]
    assert refused(given, "A9", "địt") is Why.TEAM
    assert refused(given, "A9", "\u2800") is Why.TEAM
    assert refused(given, "địt", "Hổ") is Why.NAME


def test_a_pupil_is_put_into_another_team() -> None:
    given = Class(plan(1, teams="averaged"))
    for name, team in (("Lan", "Rde"), ("Minh", "Red"), ("Hoa", "")):
        given.join(name, team=team)
    given.open()
    given.right(1)
    events = [*given.do("regroup", 1, " RED"), *given.do("regroup", 3, "Blue")]
    assert [given.room.seats[seat].team for seat in (1, 2, 3)] == ["Red", "Red", "Blue"]
    assert "Red" not in str(events), "teams stand with the seats alone"
    given.do("reveal")
    assert [(one.name, one.points) for one in teams(given.room)] == [("Red", 0.5), ("Blue", 0)]
    given.do("regroup", 3, "blue")
    assert given.room.seats[3].team == "blue", "nobody else wrote it"
    alone = Class(plan(1), pupils=1)
    wishes: tuple[tuple[Class, int, Any, Why], ...] = (
        (given, 1, "", Why.TEAM),
        (given, 1, "\u202e", Why.TEAM),
        (given, 1, "địt", Why.TEAM),
        (given, 1, 7, Why.TEAM),
        (given, 9, "Red", Why.UNKNOWN),
        (alone, 1, "Red", Why.INVALID),
    )
    for room, seat, wish, why in wishes:
        with pytest.raises(RefusedError) as caught:
            room.do("regroup", seat, wish)
        assert caught.value.why is why


def test_a_device_names_those_who_sit_at_it() -> None:
    given = Class(plan(teams="device"))
    assert given.join("Lan, Minh, Hoàng Anh, Phương Thảo").name == "Lan, Minh, Hoàng Anh, Phương Thảo"
    assert given.join("Table 1", team="Lan,\u202eMinh , , An\n").team == "Lan, Minh, An"
    assert refused(given, "Table 2", "Lan, fuck") is Why.NAME
    assert given.join("Table 3", team=",".join(f"A{n}" for n in range(500))).team.count(",") == 11
