"""What the engine says about any bank, by language: one data file a language, no code.

The tables are plain dictionaries of strings, lists and dictionaries of strings, as the TOML files hold them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Table", "known", "ordinal", "provide", "source_bytes", "table"]

Table = dict[str, Any]
_FOLDER = Path(__file__).parent
_read: dict[str, Table] = {}


@cache
def known() -> tuple[str, ...]:
    """Codes of the languages that have a table."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def source_bytes(languages: tuple[str, ...]) -> bytes:
    """The tables' files, for digests."""
    return b"".join(path.read_bytes() for code in languages if (path := _FOLDER / f"{code}.toml").exists())


def table(code: str) -> Table:
    """The table of a language; English where there is none."""
    found = _read.get(code)
    if found is None:
        import tomllib

        path = _FOLDER / f"{code}.toml"
        with (path if path.exists() else _FOLDER / "en.toml").open("rb") as file:
            found = _read[code] = tomllib.load(file)
    return found


def provide(tables: Mapping[str, Table]) -> None:
    """Use tables that a cache kept, which spares reading the files again."""
    for code in tables:
        _read.setdefault(code, tables[code])


def ordinal(number: int, code: str) -> str:
    """``5`` as ``5th`` or ``năm``: the words first, then the longest ending that fits."""
    rule = table(code)["ordinal"]
    words: list[str] = rule["words"]
    if 1 <= number <= len(words):
        return words[number - 1]
    digits = str(number)
    fits = [end for end in rule["ends"] if digits.endswith(end)]
    pattern: str = rule["ends"][max(fits, key=len)] if fits else rule["default"]
    return pattern.replace("{n}", digits)
