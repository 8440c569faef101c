"""Names that are more than names: at a real server, on the host's real terminal, and in the report's files."""

import csv
import re
import sys
import unicodedata
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests import room_server_kit
from tests.cli_kit import Shell
from tests.room_server_kit import Phone, Room, serving

room_of_all, room = room_server_kit.room_of_all, room_server_kit.room
ESCAPES = {
    "title": "\x1b]0;owned\x07T1",
    "clear": "\x1b[2JT2",
    "8-bit": "\x9b31mT3",
    "device": "\x1bP0;owned\x1b\\T4",
    "link": "\x1b]8;;http://evil.example\x1b\\T5",
    "back": "T6\b\b\b\b\x7f",
    "return": "T7\rHonest",
    "bell": "T8\a",
}
SHOWN = {
    "markup": "[/red]",
    "action": "[@click=app.quit]x[/]",
    "broken link": "[link='x",
    "script": "<script>alert(1)",
    "image": "<img src=x onerror=a()>",
    "entity": "&lt;b&gt;",
    "template": "{{7*7}}${7*7}",
    "format": "{0.__class__}%s%n",
    "quote": "O\"'`;--",
    "formula": "=1+1",
    "formula of a function": '=HYPERLINK("http://e")',
    "plus": "+1+2",
    "minus": "-1+3",
    "at": "@SUM(1+1)",
    "full width": "\uff1d1+4",
    "path": "../../etc/passwd",
    "arabic": "\u0645\u062d\u0645\u062f",
    "family": "Family \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "vietnamese": "Nguy\u1ec5n Th\u1ecb \u00c1nh",
    "not a number": "NaN",
    "prototype": "__proto__",
    "nothing": "None",
}
CHANGED = {
    "newline": ("one\r\ntwo\nthree", "one two three"),
    "tab": ("\tta\t\tb", "ta b"),
    "right to left": ("\u202egnp.exe\u202c", "gnp.exe"),
    "isolates": ("\u2066\u2067iso\u2069", "iso"),
    "null": ("nu\0ll", "null"),
    "separators": ("se\u2028pa\u2029ra", "se pa ra"),
    "long": ("W" * 400, "W" * 24),
    "invisible inside": ("un\u200b\u2060\ufeffseen", "unseen"),
    "marks": ("e" + "\u0316" * 200, "e" + "\u0316" * 4),
    "marks that melt into their letter": ("e" + "\u0301" * 200, "\u00e9" + "\u0301" * 4),
    "marks before": ("\u0301\u0301mark", "mark"),
    "half a pair": ("half\ud83d", "half?"),
    "tags": ("tag\U000e0041\U000e0042", "tag"),
}
NO_NAMES = {
    "empty": "",
    "blanks": " \u3000\u00a0",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "directions": "\u202e\u202d\u200f",
    "marks only": "\u0301" * 200,
    "fillers": "\u3164\u115f\u2800",
    "escapes only": "\x1b[2J\x1b]0;x\x07",
    "controls": "\0\a\b\x7f\x85",
    "variation": "\ufe0f\ufe0f",
    "half a pair": "\ud83d",
    "signs": "?!",
}


def named(room: Room, name: str) -> dict[str, Any]:
    """What comes of somebody of this name."""
    phone = Phone(room.port)
    found = phone.ask(room.hello(name), "room", "error")
    phone.close()
    return found


def harmless(name: str) -> bool:
    """Whether a name is short, on one line, can be seen, and says nothing to a terminal."""
    kinds = [unicodedata.category(one) for one in name]
    marks = max(map(len, re.findall("M+", "".join("M" if kind in ("Mn", "Me") else "x" for kind in kinds))), default=0)
    unseen = [one for one, kind in zip(name, kinds, strict=True) if kind[0] in "CZ" and one not in " \u200c\u200d"]
    return 0 < len(name) <= 24 and not unseen and marks <= 4 and any(kind[0] in "LN" for kind in kinds)


@pytest.mark.parametrize("name", NO_NAMES.values(), ids=NO_NAMES.keys())
def test_a_name_that_cannot_be_seen_is_none(room: Room, name: str) -> None:
    seats = len(room.seats())
    assert named(room, name) == {"t": "error", "why": "name"}
    assert len(room.seats()) == seats


@pytest.mark.parametrize(("name", "shown"), CHANGED.values(), ids=CHANGED.keys())
def test_of_a_name_only_what_can_be_seen_is_left(room: Room, name: str, shown: str) -> None:
    told = named(room, name)
    assert told["you"]["name"] == unicodedata.normalize("NFC", shown)
    assert all(harmless(one["name"]) for one in room.seats())


@pytest.mark.parametrize("name", [*ESCAPES.values(), *SHOWN.values()], ids=[*ESCAPES, *SHOWN])
def test_a_name_goes_out_as_text_to_whom_it_concerns(room: Room, name: str) -> None:
    wall = room.wall()
    shown = named(room, name)["you"]["name"]
    assert harmless(shown) and "\x1b" not in shown
    assert shown in [one["name"] for one in room.seats()]
    wall.close()


def test_two_names_that_look_alike_are_one(room: Room) -> None:
    named(room, "Mai Anh")
    for name in ("mai anh", "\uff2dai Anh", "M\u0430i Anh", "Mai\u200bAnh", " Mai  Anh ", "Mai-Anh"):
        assert named(room, name) == {"t": "error", "why": "taken"}


@pytest.mark.parametrize("field", ["lang", "team"])
def test_other_texts_of_somebody_who_joins_are_as_harmless(room: Room, field: str) -> None:
    for at, text in enumerate(("\x1b[2J", "../../vi", "<script>", "x" * 3000, "\u202e")):
        phone = room.phone()
        found = phone.ask(room.hello(f"{field} {at}", **{field: text}), "room")
        assert text not in (found["you"]["team"], str(found["langs"]))


# reports


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") or "javascript:" in (value or "") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_names_are_text_in_every_file_of_the_report(tmp_path: Path) -> None:
    names = [*ESCAPES.values(), *SHOWN.values()]
    with serving(tmp_path) as room:
        phones = [room.phone() for _name in names]
        shown = []
        for phone, name in zip(phones, names, strict=True):
            told = phone.ask(room.hello(name), "room", "error")
            if told["t"] == "room":
                shown.append(told["you"]["name"])
        q = room.open()
        for phone in phones:
            if phone.heard[-1]["t"] != "error":
                assert phone.answer(q, 1)["t"] == "saved"
        room.host.do("reveal")
        room.works()
        room.host.do("over")
    assert len(shown) > 20
    shell = Shell(tmp_path)
    code, out, err = shell("class", "report")
    assert code == 0 and all(one in out for one in shown), err
    assert "\x1b" not in out and "owned" not in out and "\x9b" not in out

    assert shell("class", "report", "--csv", "r.csv")[0] == 0
    cells = []
    for file in tmp_path.glob("r*.csv"):
        cells += [cell for row in csv.reader(StringIO(file.read_text("utf-8-sig"))) for cell in row]
    assert all(one in cells or f"'{one}" in cells for one in shown)
    assert not any(re.match(r"\s*[=+@\uff1d\uff0b\uff20\t\r]|\s*-(?!\d+(\.\d+)?$)", cell) for cell in cells)

    assert shell("class", "report", "--html", "r.html")[0] == 0
    page = _Tags()
    page.feed((tmp_path / "r.html").read_text("utf-8"))
    assert not page.tags & {"script", "img", "b", "iframe", "link", "object", "form", "a"}
    assert all(any(one in text for text in page.said) for one in shown)

    openpyxl = pytest.importorskip("openpyxl")
    assert shell("class", "report", "--xlsx", "r.xlsx")[0] == 0
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in found)
    assert set(shown) <= {cell.value for cell in found}


# the host's terminal


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("plain", [False, True], ids=["screen", "lines"])
def test_names_say_nothing_to_the_hosts_terminal(tmp_path: Path, plain: bool) -> None:
    from quiz.classroom import launch
    from tests.test_pty_tui import Terminal

    plainly = ("--plain",) if plain else ()
    terminal = Terminal(tmp_path, "--lang", "en", *plainly, "class", "host", "--questions", "3", "--untimed")
    phones: list[Phone] = []
    running = None
    try:
        terminal.wait(lambda text: bool(re.search(r"\d{3} ?\d{3}", text)))
        running = launch.find(terminal.db)
        assert running is not None
        desk = Phone(running.port)
        code = desk.ask({"t": "host", "v": 1, "token": running.token}, "desk")["code"]
        phones.append(desk)
        hello = {"t": "join", "v": 1, "code": code, "lang": "en", "team": ""}
        for name in (*ESCAPES.values(), "[/red] T9", "[@click=app.quit]T10[/]", "\u202eT11"):
            phones.append(Phone(running.port))
            phones[-1].ask({**hello, "name": name}, "room")
        names = [phone.heard[-1]["you"]["name"] for phone in phones[1:]]
        assert len(names) == 11
        terminal.send(b"pupils\r" if plain else b"s")
        text = terminal.wait(lambda text: "T11" in text or "T10" in text)
        assert "[@click=app.quit]T10[/]" in text
        for harm in (b"owned", b"evil.example", "\u202e".encode(), b"\x9b31m", b"T7\rH", b"T8\a"):
            assert harm not in terminal.raw
        phones[-1].close()
        terminal.wait(lambda text: "T10" in text)
        assert terminal.child.isalive()
    finally:
        for phone in phones:
            phone.close()
        terminal.child.close(force=True)
        if running is not None:
            launch.stop(running)
