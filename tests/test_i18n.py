"""The interface's languages: complete catalogues, cheap to load, and never a reason to stop."""

import ast
import re
import string
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from quiz import i18n
from quiz.i18n import _, available, current, ngettext, set_language
from quiz.i18n.catalogue import Catalogue, fits
from quiz.i18n.compiling import compiled, put
from quiz.i18n.numbers import decimal, shown

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "quiz" / "i18n" / "locale"
SOURCES = sorted(LOCALE.glob("*/LC_MESSAGES/quiz.po"))
MARKERS = {"_": 1, "N_": 1, "ngettext": 2}
"""The functions that mark messages, and how many of their arguments are messages."""

PO = """
msgid ""
msgstr ""
"Language: eo\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Start"
msgstr "{start}"

msgid "{{n}} question"
msgid_plural "{{n}} questions"
msgstr[0] "{{n}} demando"
msgstr[1] "{{n}} demandoj"
"""


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    set_language("en")


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A locale folder of the test's own, with one language, Esperanto."""
    folder = tmp_path / "locale"
    write(folder, "eo")
    monkeypatch.setattr(i18n, "_LOCALE", folder)
    return folder


def write(folder: Path, code: str, start: str = "Ek") -> Path:
    source = folder / code / "LC_MESSAGES" / "quiz.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(PO.format(start=start), "utf-8")
    return source


# the catalogues are whole


def extracted() -> Catalog:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for path, line, message, _comments, context in extract_from_dir(ROOT, methods, options, DEFAULT_KEYWORDS):
        found.add(message, locations=[(path, line)], context=context)
    return found


def catalogue(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages(found: Catalog) -> list[Message]:
    return [message for message in found if message.id]


def texts(message: Message) -> list[str]:
    """The translations of a message, one a plural form."""
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]


def ids(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple | list) else [message.id]


def slots(text: str) -> list[str]:
    """``{name}`` and ``%s``, in order of name, literal braces included; a lone brace is in texts without slots."""
    try:
        braces = ["{" + name + "}" for _text, name, _spec, _turn in string.Formatter().parse(text) if name is not None]
    except ValueError:
        braces = re.findall("[{}]", text)
    return sorted(braces) + sorted(re.findall(r"%(?:\(\w+\))?[sdr]", text))


@pytest.fixture(scope="module")
def marked() -> Catalog:
    return extracted()


def test_vietnamese_is_there_and_english_is_the_source() -> None:
    assert available() == ("en", "vi")
    assert not (LOCALE / "en").exists()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.parent.name)
class TestEveryCatalogue:
    """Each language that ships."""

    def test_says_everything_that_the_program_says(self, source: Path, marked: Catalog) -> None:
        translated = {ids(message)[0] for message in messages(catalogue(source)) if all(texts(message))}
        lacking = {ids(message)[0]: message.locations for message in messages(marked)}
        assert {text: where for text, where in lacking.items() if text not in translated} == {}

    def test_says_nothing_else(self, source: Path, marked: Catalog) -> None:
        known = {tuple(ids(message)) for message in messages(marked)}
        found = catalogue(source)
        assert [message.id for message in messages(found) if tuple(ids(message)) not in known] == []
        assert list(found.obsolete) == []

    def test_has_no_fuzzy_entries(self, source: Path) -> None:
        assert [message.id for message in messages(catalogue(source)) if message.fuzzy] == []

    def test_keeps_the_slots(self, source: Path) -> None:
        for message in messages(catalogue(source)):
            wanted = slots(ids(message)[-1])
            for text in texts(message):
                assert slots(text) == wanted, message.id

    def test_keeps_spaces_and_line_ends_at_both_ends(self, source: Path) -> None:
        for message in messages(catalogue(source)):
            wanted = ids(message)[0]
            for text in texts(message):
                assert text[: len(text) - len(text.lstrip())] == wanted[: len(wanted) - len(wanted.lstrip())]
                assert text[len(text.rstrip()) :] == wanted[len(wanted.rstrip()) :], wanted

    def test_ends_sentences_as_the_source_does(self, source: Path) -> None:
        for message in messages(catalogue(source)):
            for text in texts(message):
                assert text.endswith((".", ".)")) == ids(message)[0].endswith((".", ".)")), message.id

    def test_is_written_in_composed_letters(self, source: Path) -> None:
        text = source.read_text("utf-8")
        assert text == unicodedata.normalize("NFC", text)

    def test_has_the_plural_forms_it_declares(self, source: Path) -> None:
        found = catalogue(source)
        for message in messages(found):
            if message.pluralizable:
                assert len(texts(message)) == found.num_plurals, message.id


def test_vietnamese_has_one_plural_form() -> None:
    assert catalogue(LOCALE / "vi" / "LC_MESSAGES" / "quiz.po").num_plurals == 1


def test_nothing_is_marked_where_babel_cannot_see_it(marked: Catalog) -> None:
    """Inside an f-string, or as anything but a plain text."""
    seen = {text for message in messages(marked) for text in ids(message)}
    unseen = []
    for path in sorted((ROOT / "quiz").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS):
                continue
            for argument in node.args[: MARKERS[node.func.id]]:
                if isinstance(argument, ast.Constant) and argument.value in seen:
                    continue
                if isinstance(argument, ast.Attribute | ast.Name):
                    continue  # a message marked with N_ elsewhere
                unseen.append(f"{path.name}:{node.lineno}")
    assert unseen == []


def test_no_message_is_marked_both_with_a_plural_and_without() -> None:
    """The catalogue then holds the plural only, in which Python 3.11.2 and others do not find the message alone."""
    marked: dict[bool, set[str]] = {True: set(), False: set()}
    for path in sorted((ROOT / "quiz").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    marked[node.func.id == "ngettext"].add(str(first.value))
    assert len(marked[True]) > 20
    assert marked[True] & marked[False] == set()


# switching


@pytest.mark.parametrize("code", ["vi", "vi_VN", "vi_VN.UTF-8", "VI-vn", "vi@quoted", "Vi.utf8"])
def test_vietnamese_by_any_of_its_names(code: str) -> None:
    assert set_language(code) == "vi"
    assert current() == "vi"
    assert _("Start") == "Bắt đầu"


@pytest.mark.parametrize("code", ["", "C", "POSIX", "xx", "english", "en_GB.UTF-8", "..", "../vi", "vi/..", "\0"])
def test_anything_else_is_english(code: str) -> None:
    set_language("vi")
    assert set_language(code) == "en"
    assert (current(), _("Start"), ngettext("{n} day", "{n} days", 2)) == ("en", "Start", "{n} days")


def test_the_empty_message_is_empty_and_not_the_header() -> None:
    set_language("vi")
    assert _("") == ""


def test_a_message_that_is_not_translated_stays_as_it_is() -> None:
    set_language("vi")
    assert _("no such message") == "no such message"
    assert ngettext("{n} cat", "{n} cats", 1) == "{n} cat"
    assert ngettext("{n} cat", "{n} cats", 3) == "{n} cats"


# a language is data


def test_a_new_catalogue_is_a_new_language(locale: Path) -> None:
    write(locale, "fr", "Commencer")
    assert available() == ("en", "eo", "fr")
    assert set_language("fr_CA.UTF-8") == "fr"
    assert _("Start") == "Commencer"


def test_plural_forms_are_those_of_the_catalogue(locale: Path) -> None:
    set_language("eo")
    said = [ngettext("{n} question", "{n} questions", n) for n in (0, 1, 2)]
    assert said == ["{n} demandoj", "{n} demando", "{n} demandoj"]


def test_a_folder_without_a_catalogue_is_no_language(locale: Path) -> None:
    (locale / "de" / "LC_MESSAGES").mkdir(parents=True)
    (locale / "README").write_text("", "utf-8")
    assert available() == ("en", "eo")


def test_without_any_catalogue_there_is_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_LOCALE", tmp_path / "nowhere")
    assert available() == ("en",)
    assert set_language("vi") == "en"


# compiling on first use


def test_the_compiled_catalogue_is_written_beside_its_source(locale: Path) -> None:
    source = locale / "eo" / "LC_MESSAGES" / "quiz.po"
    set_language("eo")
    assert fits(source.with_suffix(".mo").read_bytes(), source.read_bytes())
    assert [path.name for path in sorted(source.parent.iterdir())] == ["quiz.mo", "quiz.po"]


def test_a_compiled_catalogue_that_is_stale_is_compiled_again_whatever_the_clock_says(locale: Path) -> None:
    import os

    set_language("eo")
    source = write(locale, "eo", "Komencu")
    os.utime(source, (0, 0))
    set_language("eo")
    assert _("Start") == "Komencu"


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-30], lambda data: b"\0" * len(data)])
def test_a_damaged_compiled_catalogue_is_compiled_again(locale: Path, damage: object) -> None:
    source = locale / "eo" / "LC_MESSAGES" / "quiz.po"
    set_language("eo")
    target = source.with_suffix(".mo")
    target.write_bytes(damage(target.read_bytes()))  # type: ignore[operator]
    assert set_language("eo") == "eo"
    assert _("Start") == "Ek"
    assert fits(target.read_bytes(), source.read_bytes())


def test_the_standard_library_reads_our_compiled_catalogues_too() -> None:
    import gettext

    for source in SOURCES:
        data = compiled(source.read_bytes())
        theirs, ours = gettext.GNUTranslations(BytesIO(data)), Catalogue(data)
        for message in messages(catalogue(source)):
            one, many = ids(message)[0], ids(message)[-1]
            assert ours.gettext(one) == theirs.gettext(one)
            assert [ours.ngettext(one, many, n) for n in range(3)] == [theirs.ngettext(one, many, n) for n in range(3)]


@pytest.mark.parametrize("data", [b"", b"quiz", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_what_is_no_compiled_catalogue_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        Catalogue(data)


def test_a_read_only_folder_works(locale: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(target: Path, data: bytes) -> None:
        raise PermissionError(13, "Read-only file system", str(target))

    monkeypatch.setattr("quiz.i18n.compiling.put", refuse)
    assert set_language("eo") == "eo"
    assert _("Start") == "Ek"
    assert not (locale / "eo" / "LC_MESSAGES" / "quiz.mo").exists()


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "quiz.mo" / "in the way").mkdir(parents=True)
    with pytest.raises(OSError):
        put(tmp_path / "quiz.mo", b"data")
    assert [path.name for path in tmp_path.iterdir()] == ["quiz.mo"]


@pytest.mark.parametrize(
    "broken",
    [
        b'msgid "Start"\nnonsense here\n',
        b'msgid "Start"\nmsgstr "\xff\xfe"\n',
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon"\nmsgid "Start"\nmsgstr "Ek"\n',
        b"\0\1\2",
    ],
)
def test_a_source_with_an_error_leaves_the_program_in_english(locale: Path, broken: bytes) -> None:
    (locale / "eo" / "LC_MESSAGES" / "quiz.po").write_bytes(broken)
    set_language("eo")
    assert current() == "en"
    assert _("Start") == "Start"
    assert ngettext("{n} question", "{n} questions", 2) == "{n} questions"


def python(code: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip


USE = """
import sys
from pathlib import Path
from quiz import i18n
i18n._LOCALE = Path(sys.argv[1])
print(i18n.set_language("eo"), i18n._("Start"), "babel" in sys.modules)
"""


def test_processes_that_compile_at_once_all_find_whole_catalogues(locale: Path) -> None:
    started = [python(USE, str(locale)) for _process in range(4)]
    said = [process.communicate(timeout=60) for process in started]
    assert [(out.split()[:2], err) for out, err in said] == [(["eo", "Ek"], "")] * 4
    assert [path.name for path in sorted((locale / "eo" / "LC_MESSAGES").iterdir())] == ["quiz.mo", "quiz.po"]


def test_babel_is_not_imported_once_the_catalogue_is_compiled(locale: Path) -> None:
    set_language("eo")
    out, err = python(USE, str(locale)).communicate(timeout=60)
    assert (out.split(), err) == (["eo", "Ek", "False"], "")


# numbers


@pytest.mark.parametrize(
    ("said", "en", "vi"),
    [
        (lambda: decimal(2 + 2 / 3, 2), "2.67", "2,67"),
        (lambda: decimal(0.9), "0.9", "0,9"),
        (lambda: decimal(0.1 + 0.2), "0.3", "0,3"),
        (lambda: decimal(-0.25), "-0.25", "-0,25"),
        (lambda: decimal(1234.5), "1234.5", "1234,5"),
        (lambda: decimal(0.8, 2, 2), "0.80", "0,80"),
        (lambda: decimal(4.0, 1, 1), "4.0", "4,0"),
        (lambda: decimal(3.0), "3", "3"),
        (lambda: decimal(1000), "1000", "1000"),
        (lambda: decimal(-0.001, 2), "0", "0"),
        (lambda: decimal(1e300), "1e+300", "1e+300"),
        (lambda: decimal(float("nan")), "nan", "nan"),
        (lambda: shown(0.99), "0.99", "0,99"),
        (lambda: shown(20), "20", "20"),
        (lambda: shown("0.99"), "0.99", "0.99"),
    ],
)
def test_a_number_for_people_has_the_decimal_mark_of_their_language(said: Callable[[], str], en: str, vi: str) -> None:
    assert said() == en
    set_language("vi")
    assert said() == vi


def test_in_a_language_that_babel_does_not_know_numbers_are_english(locale: Path) -> None:
    write(locale, "xx")
    assert set_language("xx") == "xx"
    assert decimal(0.5) == "0.5"


def test_babel_is_not_imported_for_whole_numbers() -> None:
    code = "import sys; from quiz.i18n.numbers import decimal; print(decimal(12.0), *sys.modules)"
    out, err = python(code).communicate(timeout=60)
    assert (out.split()[0], "babel" in out.split(), err) == ("12", False, "")
