"""Facts from a CSV file beside the YAML, as spreadsheets save it."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from quiz.bank.encodings import decode
from quiz.bank.facts import FactReader
from quiz.bank.model import Claim, Entity, Kind, Mark, Property
from quiz.bank.nodes import Map, Node, Place, Text
from quiz.bank.problems import Problems
from quiz.bank.scope import Scope, suggestion
from quiz.bank.values import wording_key
from quiz.i18n import _
from quiz.text import clean_line

__all__ = ["read_table", "slug_from", "with_references"]

_NUMBERS = ("quantity", "money")
_CURRENCY = re.compile(r"[A-Z]{3} ")
_TWO_READINGS = {
    ";": re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII).fullmatch,
    "\t": re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII).fullmatch,
}
"""By delimiter, numbers of thousands in one country and with decimals in another."""


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
        entry = node.get("file", node)
        if file and not file.endswith(".csv"):
            scope.add(entry, _("'{file}' is not a CSV file.").format(file=file), _("Save the table as CSV UTF-8."))
        else:
            scope.add(
                entry,
                _("there is no table '{file}' beside this file.").format(file=file),
                suggestion(file, files) or _("Put the CSV file into the same folder."),
            )
        return []
    word = scope.string(node.get("kind"))
    kind = reader.kinds.get(word)
    if kind is None:
        place = node.get("kind")
        scope.add(
            place if place is not None else node,
            _("'{kind}' is not a kind of this bank.").format(kind=word)
            if word
            else _("this table does not say its kind."),
            suggestion(word, reader.kinds),
        )
        return []
    if "from" in node and not scope.sources(node["from"], reader.known_sources):
        return []
    text = decode(content, scope.string(node.get("encoding")), lang="vi" if "vi" in scope.languages else "")
    if text is None:
        problems.add(Mark(file, 1, 1), _("this is not text in a known encoding."), _("Save the table as CSV UTF-8."))
        return []
    head = text.split("\n", 1)[0]
    stated = head[4:] if head[:4].casefold() == "sep=" and len(head) == 5 else ""  # as Excel reads and writes it
    delimiter = scope.string(node.get("delimiter")) or stated or max(";\t,", key=head.count)
    if len(delimiter) > 1 or delimiter == '"':
        scope.add(
            node.get("delimiter", node),
            _("'{text}' cannot stand between the cells of a table.").format(text=delimiter),
            _("Write the one character that does, such as ';', or leave 'delimiter' out."),
        )
        return []
    rows = _rows(text, delimiter, file, problems, skipped=1 if stated else 0)
    if not rows:
        return []
    names = [clean_line(cell) for cell in rows[0][1]]
    places = _places(scope, node, names, kind)
    stated_slug = node.get("slug")
    slug_at = places.get("name") if stated_slug is None else _column(scope, stated_slug, names)
    columns = node.get("columns")
    if slug_at is None and stated_slug is None and not (isinstance(columns, Map) and "name" in columns.values()):
        scope.add(node, _("the table needs a column for names: slug: COLUMN, or a column that maps to 'name'."))
    if slug_at is None:
        return []
    inner = Scope(file, scope.languages, problems)
    inside = FactReader(inner, reader.kinds, reader.known_sources, reader.texts, reader.everywhere)
    numbers = {at for slug, at in places.items() if slug != "name" and kind.properties[slug].type in _NUMBERS}
    found: list[Entity] = []
    for line, row in rows[1:]:
        if any(cell.strip() for cell in row[len(names) :]):
            problems.add(
                Mark(file, line, len(names) + 1),
                _("this row has more cells than the heading."),
                _("Put quotes around a cell that holds '{delimiter}'.").format(delimiter=delimiter),
            )
        elif any(cell.strip() for cell in row):
            for at in numbers.intersection(range(len(row))):
                row[at] = _number(inner, row[at], Place(line - 1, at), delimiter)
            entity = _row(inside, node, row, line, places, slug_at)
            if entity is not None:
                found.append(entity)
    reader.foils += inside.foils
    return found


def _places(scope: Scope, node: Map, names: list[str], kind: Kind) -> dict[str, int]:
    """The column of each property, and of the name. Where nothing is said of columns, headings are their names."""
    places: dict[str, int] = {}
    if "columns" not in node:
        for name in dict.fromkeys(names):
            if name == "name" or name in kind.properties:
                places[name] = _column(scope, node, names, name) or 0
        if not places.keys() - {"name"}:
            scope.add(
                node,
                _("no heading of this table is the name of a property of '{kind}'.").format(kind=kind.slug),
                _("Say in 'columns' which heading stands for which property."),
            )
        return places
    for key, target in scope.mapping(node.get("columns"), _("'columns'")).keyed():
        name = scope.string(target)
        at = _column(scope, key, names)
        if at is not None and name != "name" and name not in kind.properties:
            scope.add(
                target,
                _("'{key}' is not a property of '{kind}'.").format(key=name, kind=kind.slug),
                suggestion(name, ["name", *kind.properties]),
            )
        elif at is not None:
            places[name] = at
    return places


def _column(scope: Scope, node: Node, names: list[str], heading: str = "") -> int | None:
    """Where the column of a heading, which ``node`` is by default, stands; None with a complaint if there is none."""
    heading = heading or scope.string(node)
    if heading not in names:
        scope.add(node, _("the table has no column '{name}'.").format(name=heading), suggestion(heading, names))
        return None
    if names.count(heading) > 1:
        scope.add(
            node,
            _("the table has several columns '{name}'.").format(name=heading),
            _("Give each column a heading of its own."),
        )
    return names.index(heading)


def _rows(text: str, delimiter: str, file: str, problems: Problems, *, skipped: int) -> list[tuple[int, list[str]]]:
    """The rows with the line on which each begins, headings first; none with a complaint if they cannot be told."""
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        lines = csv.reader(StringIO(text), delimiter=delimiter, strict=True)
        for row in lines:
            rows.append((line, row))
            line = lines.line_num + 1
    except csv.Error as error:
        at = Mark(file, min(line, text.count("\n") + 1), 1)
        why, hint = str(error), ""
        if why == "unexpected end of data" or "expected after" in why:
            why = _("a quotation mark is not closed")
            hint = _("Close it; one that belongs to the text of a quoted cell is written twice.")
        problems.add(at, _("this table cannot be read: {why}.").format(why=why), hint)
        return []
    del rows[:skipped]
    if not rows or not any(cell.strip() for cell in rows[0][1]):
        hint = _("Name the columns of the table there.")
        problems.add(Mark(file, skipped + 1, 1), _("the first line holds no headings."), hint)
        return []
    return rows


def _number(scope: Scope, cell: str, place: Place, delimiter: str) -> str:
    """The cell with a point before the decimals; empty with a complaint where its mark has two readings.

    Spreadsheets write semicolons between cells where a comma stands before decimals, and tabs anywhere.
    """
    two_readings = _TWO_READINGS.get(delimiter)
    if two_readings is None:
        return cell
    number = _CURRENCY.sub("", cell.strip())
    if two_readings(number):
        node = Text(cell)
        node.place, node.plain = place, False
        whole = re.sub("[.,]", "", number)
        scope.add(
            node,
            _("'{text}' can be read as {whole} and as a number with decimals.").format(text=cell.strip(), whole=whole),
            _("Write {whole}, or {number}0 for the decimals.").format(whole=whole, number=number),
        )
        return ""
    return cell.replace(",", ".") if cell.count(",") == 1 and "." not in cell else cell


def _row(
    reader: FactReader,
    node: Map,
    row: list[str],
    number: int,
    places: Mapping[str, int],
    slug_at: int,
) -> Entity | None:
    def cell(text: str, column: int) -> Text:
        made = Text(text)
        made.place, made.plain = Place(number - 1, column), False
        return made

    entry = Map()
    entry.place = Place(number - 1, 0)
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


def with_references(
    rows: Iterable[Entity], kinds: Mapping[str, Kind], entities: Mapping[str, Entity], problems: Problems
) -> Iterator[Entity]:
    """The entities of tables, their references found: a person writes short names into a spreadsheet, or names that
    make them, or any name of a thing."""
    names: dict[str, dict[str, list[str]]] = {}

    def found(text: str, prop: Property, mark: Mark) -> str:
        slug = slug_from(text)
        for one in (text, slug):
            if one in entities and entities[one].kind in prop.to:
                return one
        fits = [one for kind in prop.to for one in _named(kind, entities, names).get(text.casefold(), ())]
        if len(fits) > 1:
            problems.add(
                mark,
                _("'{name}' is a name of several things: {slugs}.").format(name=text, slugs=", ".join(fits)),
                _("Write the short name of the one that is meant."),
            )
        return fits[0] if fits else slug or text

    def changed(claim: Claim, prop: Property) -> Claim:
        values = claim.value if isinstance(claim.value, tuple) else (claim.value,)
        known = tuple([found(str(one), prop, claim.mark) for one in values])
        return claim._replace(value=known if isinstance(claim.value, tuple) else known[0])

    for entity in rows:
        references = [prop for prop in kinds[entity.kind].properties.values() if prop.type == "ref"]
        claims = {
            prop.slug: tuple([changed(one, prop) for one in entity.claims[prop.slug]])
            for prop in references
            if prop.slug in entity.claims
        }
        yield entity._replace(claims={**entity.claims, **claims}) if claims else entity


def _named(kind: str, entities: Mapping[str, Entity], names: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    """The things of a kind by what they are called in any language; ``names`` keeps it."""
    if kind not in names:
        by_name = names[kind] = {}
        for entity in entities.values():
            if entity.kind == kind:
                own = [name for label in entity.labels.values() for name in label.names]
                for name in dict.fromkeys(map(str.casefold, own)):
                    by_name.setdefault(name, []).append(entity.slug)
    return names[kind]
