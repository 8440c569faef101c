"""Opening a bank: from the cache where it is fresh, else from its files."""

import marshal
from pathlib import Path
from typing import Any, NamedTuple

from quiz import language
from quiz.bank import cache
from quiz.bank.compiled import CompiledBank, Lazy, decode, encode, plain
from quiz.bank.files import bank_files
from quiz.bank.model import Bank
from quiz.bank.problems import BankError, Problems
from quiz.bank.reader import BankFile, digest_of, read_bank
from quiz.questions.engine import Questions
from quiz.questions.items import Item
from quiz.questions.model import Form, ItemInfo

__all__ = ["Checked", "check_bank", "open_bank"]


class Checked(NamedTuple):
    """A bank as far as it can be read, and what is wrong with it."""

    bank: Bank
    problems: Problems


def check_bank(path: Path) -> Checked:
    """Read and check the bank at ``path``. Raises QuizError only if its files cannot be read at all."""
    problems = Problems()
    return Checked(read_bank(bank_files(path), _name(path), problems), problems)


def _name(path: Path) -> str:
    return (path if path.is_dir() else path.with_suffix("")).resolve().name


def open_bank(path: Path) -> Questions:
    """The questions of the bank at ``path``.

    Raises BankError with every problem if the bank has errors, QuizError if it cannot be read.
    """
    files = bank_files(path)
    place = cache.cache_path(path)
    stored = cache.read_cache(place, cache.cache_key(digest_of([*files, _languages()])))
    if stored is not None:
        try:
            return _thaw(stored)
        except (ValueError, EOFError, TypeError, KeyError):
            pass  # a damaged cache costs only time
    problems = Problems()
    bank = read_bank(files, _name(path), problems)
    if problems.errors:
        raise BankError(problems, str(path))
    questions = Questions(CompiledBank.of(bank))
    payload = _freeze(questions)
    cache.write_cache(place, cache.cache_key(digest_of([*files, _languages()])), payload)
    return questions


def _languages() -> BankFile:
    return BankFile("language", language.source_bytes(language.known()))


def _freeze(questions: Questions) -> bytes:
    """The bank, its catalogue with the answer sets, and every number and date as formatted."""
    catalogue = {
        ident: ((*info[:5], tuple(map(str, info.forms)), info.position), item)
        for ident, (info, item) in questions.catalogue.items()
    }
    questions.format_all()
    parts = {ident: marshal.dumps(plain(pair)) for ident, pair in catalogue.items()}
    return marshal.dumps((encode(questions.world.compiled), parts, questions.shower.formatted))


def _entry(plain: tuple[tuple[Any, ...], tuple[Any, ...]]) -> tuple[ItemInfo, Item]:
    info, item = plain
    return ItemInfo(*info[:5], tuple(map(Form, info[5])), info[6]), Item._make(item)


def _thaw(payload: bytes) -> Questions:
    bank, parts, formatted = marshal.loads(payload)
    return Questions(decode(bank), Lazy(parts, _entry), formatted)
