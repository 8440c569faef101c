"""Facts from a CSV file beside the YAML, as spreadsheets save it."""

import csv
from collections.abc import Mapping
from io import StringIO

from quiz.bank.facts import FactReader
from quiz.bank.model import Entity, Mark
from quiz.bank.nodes import Map, Text
from quiz.bank.problems import Problems
from quiz.bank.scope import Scope, suggestion
from quiz.bank.values import wording_key
from quiz.i18n import _

__all__ = ["read_table", "slug_from"]


def slug_from(text: str) -> str:
    """A slug from a name: letters without accents, digits and hyphens."""
    from unicodedata import normalize

    plain = normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(char if char.isascii() and char.isalnum() else "-" if char in " -_/." else "" for char in plain)
    return "-".join(part for part in letters.split("-") if part)


def read_table(
    scope: Scope, reader: FactReader, node: Map, files: Mapping[str, bytes], problems: Problems
) -> list[Entity]:
    """The entities of one entry of ``tables``; each row is an entity, each named column a property or its name."""
    file = scope.string(node.get("file"))
    content = files.get(file)
    if content is None:
        place = node.get("file")
        scope.add(place if place is not None else node, _("there is no table '{file}' beside this file.").format(file=file))
        return []
    text = _decode(content, scope.string(node.get("encoding")))
    if text is None:
        problems.add(Mark(file, 1, 1), _("this is not text in a known encoding."), _("Save the table as CSV UTF-8."))
        return []
    head = text.split("\n", 1)[0]
    delimiter = scope.string(node.get("delimiter")) or max(";\t,", key=head.count)
    rows = list(csv.reader(StringIO(text), delimiter=delimiter))
    columns = scope.mapping(node.get("columns"), _("'columns'"))
    names = [cell.strip() for cell in rows[0]] if rows else []
    places: dict[str, int] = {}
    for key, target in columns.items():
        if key in names:
            places[scope.string(target)] = names.index(key)
        else:
            scope.add(target, _("the table has no column '{name}'.").format(name=key), suggestion(key, names))
    slug_column = scope.string(node.get("slug"))
    slug_at = names.index(slug_column) if slug_column in names else places.get("name")
    if slug_at is None:
        scope.add(node, _("the table needs a column for names: slug: COLUMN, or a column that maps to 'name'."))
        return []
    inner = Scope(file, scope.languages, problems)
    inside = FactReader(inner, reader.kinds, reader.known_sources, reader.texts)
    found = [
        entity
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
        if (entity := _row(inside, node, row, number, places, slug_at)) is not None
    ]
    reader.foils += inside.foils
    return found


def _row(
    reader: FactReader, node: Map, row: list[str], number: int, places: Mapping[str, int], slug_at: int
) -> Entity | None:
    def cell(text: str, column: int) -> Text:
        made = Text(text)
        made.line, made.column, made.plain = number, column + 1, False
        return made

    entry = Map()
    entry.line, entry.column = number, 1
    for key in ("kind", "from"):
        if key in node:
            entry[key] = node[key]
    for target, at in places.items():
        if at < len(row) and row[at].strip():
            entry[target] = cell(row[at].strip(), at)
    name = row[slug_at].strip() if slug_at < len(row) else ""
    if "name" not in entry and name:
        entry["name"] = cell(name, slug_at)
    slug = slug_from(name) or wording_key(name).replace(" ", "-")
    if not slug:
        reader.scope.add(cell("", slug_at), _("this row has no name."))
        return None
    return reader.entity(cell(slug, slug_at), entry)


def _decode(content: bytes, encoding: str) -> str | None:
    """UTF-8 with or without a mark, UTF-16 with one, else what Windows spreadsheets write."""
    guesses = [encoding] if encoding else ["utf-8-sig", "cp1252"]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        guesses = ["utf-16"]
    for guess in guesses:
        try:
            return content.decode(guess).replace("\r\n", "\n").replace("\r", "\n")
        except (UnicodeDecodeError, LookupError):
            continue
    return None


