"""Opening a bank: from the cache where it is fresh, else from its files."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quiz import language
from quiz.bank import cache
from quiz.bank.compiled import CompiledBank, decode, encode, plain
from quiz.bank.files import BankFile, bank_files, digest_of
from quiz.bank.model import Bank
from quiz.bank.sections import DamagedError, Sections, pack
from quiz.questions.engine import Questions
from quiz.questions.items import Item
from quiz.questions.model import Form, ItemInfo

__all__ = ["Checked", "check_bank", "open_bank"]

_LARGE = 500_000
"""Bytes of a bank whose first reading takes more than a second."""

if TYPE_CHECKING:
    from quiz.bank.problems import Problems


class Checked(NamedTuple):
    """A bank as far as it can be read, and what is wrong with it."""

    bank: Bank
    problems: "Problems"


def check_bank(path: Path) -> Checked:
    """Read and check the bank at ``path``, and the blueprints beside it.

    Raises QuizError only if its files cannot be read at all.
    """
    from quiz.bank.blueprints import check_blueprints
    from quiz.bank.check import advise
    from quiz.bank.problems import Problems
    from quiz.bank.reader import read_bank

    problems = Problems()
    bank = read_bank(bank_files(path), _name(path), problems)
    advise(bank, problems)
    check_blueprints(path, bank, problems)
    return Checked(bank, problems)


def _name(path: Path) -> str:
    return (path if path.is_dir() else path.with_suffix("")).resolve().name


def open_bank(path: Path, long_read: Callable[[], None] | None = None) -> Questions:
    """The questions of the bank at ``path``. ``long_read`` is called before a large bank is read for the first time.

    Raises BankError with every problem if the bank has errors, QuizError if it cannot be read.
    """
    files = bank_files(path)
    place = cache.cache_path(path)
    key = cache.cache_key(digest_of([*files, _languages(), _code()]))

    def compile_anew() -> tuple[Questions, dict[str, dict[str, Any]]]:
        from quiz.bank.problems import BankError, Problems
        from quiz.bank.reader import read_bank  # with it comes PyYAML, which a warm start does without

        if long_read is not None and sum(len(file.content) for file in files) > _LARGE:
            long_read()
        problems = Problems()
        bank = read_bank(files, _name(path), problems)
        if problems.errors:
            raise BankError(problems, str(path))
        questions = Questions(CompiledBank.of(bank))
        sections = _freeze(questions)
        cache.write_cache(place, key, pack(sections))
        return questions, sections

    stored = cache.read_cache(place, key)
    if stored is not None:
        try:
            return _thaw(Sections(stored, lambda: compile_anew()[1]))
        except DamagedError:
            pass  # a damaged cache costs only time
    return compile_anew()[0]


def _languages() -> BankFile:
    return BankFile("language", language.source_bytes(language.known()))


def _code() -> BankFile:
    """The modules that derive what is stored, by size and time: others may derive something else from the same bank."""
    known: list[str] = []
    with suppress(OSError):  # a program in one file has none; then the format alone tells versions apart
        for folder in (Path(cache.__file__).parent, Path(__file__).parent):
            for entry in os.scandir(folder):
                if entry.name.endswith(".py"):
                    about = entry.stat()
                    known.append(f"{entry.name} {about.st_size} {about.st_mtime_ns}")
    return BankFile("code", "\n".join(sorted(known)).encode())


def _freeze(questions: Questions) -> dict[str, dict[str, Any]]:
    """The bank, its catalogue with the answer sets, and every number and date as formatted."""
    questions.format_all()
    catalogue = {
        ident: plain(((*info[:5], tuple(form.value for form in info.forms), info.position), item))
        for ident, (info, item) in questions.catalogue.items()
    }
    return {
        **encode(questions.world.compiled),
        "catalogue": catalogue,
        "formatted": dict(questions.shower.formatted),
        "spelled": {kind: plain(tuple(questions.world.spellings(kind).items())) for kind in questions.bank.kinds},
        "language": {code: language.table(code) for code in questions.bank.languages},
    }


def _entry(stored: tuple[tuple[Any, ...], tuple[Any, ...]]) -> tuple[ItemInfo, Item]:
    info, item = stored
    return ItemInfo._make((*info[:5], tuple(map(Form, info[5])), info[6])), Item._make(item)


def _thaw(sections: Sections) -> Questions:
    language.provide(sections.section("language", dict))
    return Questions(
        decode(sections),
        sections.section("catalogue", _entry),
        sections.section("formatted", str),
        sections.section("spelled", dict),
    )
