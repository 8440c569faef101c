"""The compiled bank: whatever happens to its file, the questions are the same and nobody sees an error."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from quiz.bank import cache
from quiz.questions.model import Question
from quiz.questions.open import open_bank

DATA = Path(__file__).parent / "data"


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A teacher's bank of its own, with a cache folder of its own."""
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path / "cache"))
    return Path(shutil.copy(DATA / "teacher.yaml", tmp_path / "teacher.yaml"))


def questions_of(path: Path) -> list[Question]:
    return sorted(open_bank(path).all_questions("en"), key=lambda question: question.id)


def cached(bank: Path) -> Path:
    questions_of(bank)
    return cache.cache_path(bank)


def test_the_second_opening_reads_the_cache_and_gives_the_same(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = questions_of(bank)
    assert cache.cache_path(bank).exists()
    monkeypatch.setattr("quiz.bank.nodes._Loader", None)  # reading any YAML would fail
    assert questions_of(bank) == first


def test_a_deleted_cache_is_made_again(bank: Path) -> None:
    first = questions_of(bank)
    cache.cache_path(bank).unlink()
    assert questions_of(bank) == first
    assert cache.cache_path(bank).exists()


def test_an_edit_is_seen_at_once(bank: Path) -> None:
    questions_of(bank)
    bank.write_text(bank.read_text("utf-8").replace("symbol: Ne", "symbol: Nn"), "utf-8")
    keys = {key for question in questions_of(bank) for key in question.key}
    assert "Nn" in keys
    assert "Ne" not in keys


def test_an_edit_of_the_same_length_and_time_is_seen(bank: Path) -> None:
    questions_of(bank)
    before = bank.stat()
    bank.write_text(bank.read_text("utf-8").replace("1766", "1767"), "utf-8")
    os.utime(bank, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "1767" in {key for question in questions_of(bank) for key in question.key}


@pytest.mark.parametrize("part", [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.99])
def test_a_truncated_cache_costs_only_time(bank: Path, part: float) -> None:
    first = questions_of(bank)
    place = cached(bank)
    content = place.read_bytes()
    place.write_bytes(content[: int(len(content) * part)])
    assert questions_of(bank) == first


def test_a_flipped_byte_anywhere_costs_only_time(bank: Path) -> None:
    first = questions_of(bank)
    place = cached(bank)
    content = place.read_bytes()
    regions = {*range(0, 96, 7), *range(96, len(content), max(1, len(content) // 60)), len(content) - 1}
    for at in sorted(regions):
        damaged = bytearray(content)
        damaged[at] ^= 0x15
        place.write_bytes(damaged)
        assert questions_of(bank) == first, f"byte {at} of {len(content)}"


def test_a_cache_damaged_while_it_is_in_use_costs_only_time(bank: Path) -> None:
    first = questions_of(bank)
    place = cached(bank)
    opened = open_bank(bank)
    with place.open("r+b") as file:  # in place: the open file changes too
        file.seek(place.stat().st_size // 2)
        file.write(b"\0" * 200)
    assert sorted(opened.all_questions("en"), key=lambda question: question.id) == first


def test_rubbish_in_place_of_the_cache_costs_only_time(bank: Path) -> None:
    first = questions_of(bank)
    place = cached(bank)
    head = place.read_bytes().split(b"\n", 1)[0] + b"\n"
    for rubbish in (b"", b"\n", b"rubbish", head, head + b"rubbish", head + bytes(5000), head + b"\xff" * 5000):
        place.write_bytes(rubbish)
        assert questions_of(bank) == first


def test_a_cache_of_another_format_is_not_read(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = questions_of(bank)
    old = cached(bank).read_bytes()
    monkeypatch.setattr(cache, "FORMAT", cache.FORMAT + 1)
    assert questions_of(bank) == first
    assert cached(bank).read_bytes() != old, "it must be written anew under the other format"


def test_a_cache_of_another_version_of_the_program_is_not_read(
    bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = questions_of(bank)
    old = cached(bank).read_bytes()
    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / "items.py").write_text("# asks something else")
    monkeypatch.setattr("quiz.questions.open.__file__", str(newer / "open.py"))
    assert questions_of(bank) == first
    anew = cached(bank).read_bytes()
    assert anew != old
    monkeypatch.setattr("quiz.questions.open.__file__", str(tmp_path / "program.zip" / "open.py"))
    assert questions_of(bank) == first, "where there are no files to look at"


def test_a_cache_of_another_python_is_not_read(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = cache.cache_key("digest")
    monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-999")
    assert cache.cache_key("digest") != key


def test_a_folder_where_the_cache_file_should_be_costs_only_time(bank: Path) -> None:
    first = questions_of(bank)
    place = cached(bank)
    place.unlink()
    place.mkdir()
    assert questions_of(bank) == first


def test_a_cache_folder_that_cannot_be_written_costs_only_time(
    bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = questions_of(bank)
    occupied = tmp_path / "a-file"
    occupied.write_text("not a folder")
    monkeypatch.setenv("QUIZ_CACHE", str(occupied / "cache"))
    assert questions_of(bank) == first


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions that bind")
def test_a_read_only_cache_folder_costs_only_time(bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "read-only"
    folder.mkdir(mode=0o500)
    monkeypatch.setenv("QUIZ_CACHE", str(folder))
    assert questions_of(bank) == questions_of(bank)
    assert not list(folder.iterdir())


def test_two_banks_of_one_name_do_not_share_a_cache(bank: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / bank.name
    other.parent.mkdir()
    other.write_text(bank.read_text("utf-8").replace("symbol: Ne", "symbol: Nn"), "utf-8")
    questions_of(bank)
    assert "Nn" in {key for question in questions_of(other) for key in question.key}
    assert "Nn" not in {key for question in questions_of(bank) for key in question.key}


def test_a_cached_folder_of_files_notices_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "elements"
    folder.mkdir()
    shutil.copy(DATA / "teacher.yaml", folder / "a.yaml")
    before = len(questions_of(folder))
    (folder / "b.yaml").write_text("facts:\n  argon: {kind: element, name: argon, symbol: Ar, atomic_number: 18}\n")
    assert len(questions_of(folder)) > before


def test_the_first_reading_of_a_large_bank_is_announced(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    open_bank(bank, lambda: told.append("small"))
    bank.write_text(bank.read_text("utf-8") + "\n# changed\n", "utf-8")
    monkeypatch.setattr("quiz.questions.open._LARGE", 100)
    for _ in range(2):
        open_bank(bank, lambda: told.append("large"))
    assert told == ["large"]
