"""The pages as they are sent: light, whole, safe, readable, and in a language that old phones understand."""

import gzip
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from quiz.classroom.page import csp, knock_page, pupil_page, wall_page
from quiz.classroom.words import knock_words, pupil_words, spoken, wall_words
from quiz.i18n import available, current

LANGS = ("en", "vi")
FOLDER = Path("quiz/classroom/pages")
PAGES = {"pupil": pupil_page(LANGS), "wall": wall_page(LANGS), "knock": knock_page()}
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
SCRIPTS = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.js"))}
STYLES = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.css"))}


def code(text: str) -> str:
    """Without comments."""
    return re.sub(r"/\*.*?\*/|(?<=[\s;])// .*$", "", text, flags=re.DOTALL | re.MULTILINE)


@every_page
def test_a_page_weighs_fifty_kilobytes_at_most(page: bytes) -> None:
    assert len(gzip.compress(page, 9)) <= 50_000


def test_with_all_languages_a_page_still_does() -> None:
    many = pupil_page([*LANGS, *(f"x{n}" for n in range(8))])
    assert len(gzip.compress(many, 9)) <= 50_000


@every_page
def test_a_page_loads_nothing_from_elsewhere(page: bytes) -> None:
    text = page.decode()
    assert set(re.findall(r"https?://[^\"'`\s)]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?!data:)", text) == []
    assert "@import" not in text
    assert "url(" not in text


@every_page
def test_the_policy_lets_only_the_pages_own_script_and_style_run(page: bytes) -> None:
    policy = csp(page, "192.168.1.7:8080")
    for tag in ("script", "style"):
        for part in re.findall(f"<{tag}>(.*?)</{tag}>", page.decode(), re.DOTALL):
            assert f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; ")
    assert "connect-src 'self' ws://192.168.1.7:8080 wss://192.168.1.7:8080;" in policy


def test_a_host_cannot_add_to_the_policy() -> None:
    policy = csp(PAGES["wall"], "a; script-src *, \r\nX: 'unsafe-inline'[::1]:80")
    assert "script-src *" not in policy
    assert "'unsafe" not in policy
    assert not set("\r\n,") & set(policy)
    assert policy.count(";") == csp(PAGES["wall"], "localhost").count(";")


def test_a_script_has_one_end() -> None:
    page = pupil_page(["</script><script>alert(1)", "en"]).decode()
    assert page.count("<script>") == page.count("</script>") == 1
    assert "alert(1)" in page


# words


SHARED = ("dom.js", "clock.js", "link.js")


@pytest.mark.parametrize(("which", "words"), [("pupil", pupil_words()), ("wall", wall_words())])
def test_a_page_has_the_words_that_it_uses_and_no_others(which: str, words: dict[str, str]) -> None:
    text = "".join(SCRIPTS[name] for name in SCRIPTS if name.startswith(which) or name in SHARED)
    asked = set(re.findall(r'(?<![\w.])t\("([a-z_]+)"[,)]', text))
    beginnings = ("fault_", "refused_", *re.findall(r'(?<![\w.])t\("([a-z_]+_)" \+', text))
    assert asked <= set(words)
    assert [word for word in words if f'"{word}"' not in text and not word.startswith(beginnings)] == []


def test_words_come_from_the_catalogues_and_the_interface_stays_as_it_was() -> None:
    said = spoken(pupil_words, ["vi", "en", "xx"])
    assert said["vi"]["send"] == "Gửi"
    assert said["en"]["send"] == said["xx"]["send"] == "Send"
    assert current() == "en"


def test_slots_are_the_same_in_every_language() -> None:
    for words in (pupil_words, wall_words, knock_words):
        said = spoken(words, available())
        for lang, texts in said.items():
            for key, text in texts.items():
                assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", said["en"][key])), (lang, key)


# old phones: Safari 13 and WebViews of its time


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_no_newer_than_2017_and_asks_for_nothing_that_plain_http_lacks(name: str) -> None:
    text = code(SCRIPTS[name])
    newer = [
        r"\?\.\w", r"\?\?", r"\bcatch \{", r"\{\s*\.\.\.", r"\*\*", r"\bimport\b", r"\bexport\b", r"#\w+\s*[=(]",
        r"\.(?:at|flat|flatMap|matchAll|replaceAll|replaceChildren|fromEntries|allSettled|padStart)\(", r"\(\?<",
        r"\bcrypto\.(?!getRandomValues)|\b(?:caches|clipboard|serviceWorker|wakeLock|structuredClone|globalThis|queueMicrotask)\b",
    ]  # fmt: skip
    assert [pattern for pattern in newer if re.search(pattern, text)] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_never_makes_markup_of_a_text(name: str) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(", SCRIPTS[name])


@pytest.mark.parametrize("name", ["base.css", "pupil.css"])
def test_a_pupils_style_is_as_old(name: str) -> None:
    text = code(STYLES[name])
    newer = [
        r"(?<!grid-)\bgap:",
        r"\binset:",
        r":is\(",
        r":has\(",
        r"aspect-ratio",
        r"\d[dsl]vh",
        r"clamp\(",
        r"accent-color",
    ]
    assert [pattern for pattern in newer if re.search(pattern, text)] == []


# contrast, WCAG 2.2 §1.4.3 and §1.4.11


def colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", text))


LIGHT = colours(STYLES["base.css"])
DARK = LIGHT | colours(STYLES["pupil.css"])
TEXT = [
    *((ink, ground) for ink in ("ink", "soft") for ground in ("ground", "card")),
    *((ink, f"{kind}-tint") for ink in ("ink", "soft") for kind in ("right", "wrong")),
    ("ink", "tint"), ("ink", "near-tint"), ("accent", "ground"), ("accent", "card"), ("accent", "tint"),
    ("on-accent", "accent"), ("right", "right-tint"), ("right", "ground"), ("right", "card"), ("wrong", "wrong-tint"),
    ("wrong", "ground"), ("wrong", "card"), ("near", "near-tint"),
    *(("on-c", f"c{n}") for n in range(6)),
]  # fmt: skip
PARTS = [("edge", "ground"), ("edge", "card"), ("edge", "line"), ("accent", "line"), ("wrong", "line")]


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_stand_out_from_what_they_stand_on(scheme: dict[str, str]) -> None:
    weak = {pair: contrast(scheme[pair[0]], scheme[pair[1]]) for pair in TEXT}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_and_bars_can_be_told_apart(scheme: dict[str, str]) -> None:
    weak = {pair: contrast(scheme[pair[0]], scheme[pair[1]]) for pair in PARTS[:2]}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_no_file_grows_too_long() -> None:
    assert [path.name for path in FOLDER.iterdir() if path.read_text("utf-8").count("\n") >= 400] == []
