"""From files to a checked :class:`Bank`: every problem is collected, none stops the reading."""

from collections.abc import Iterable, Mapping

from quiz import language
from quiz.bank.check import check
from quiz.bank.facts import FactReader
from quiz.bank.files import BankFile, digest_of
from quiz.bank.finish import finish
from quiz.bank.kinds import read_kind
from quiz.bank.model import Bank, Canon, Entity, Kind, Label, Mark, Source
from quiz.bank.nodes import List, Map, Place, Text, parse
from quiz.bank.problems import Problems
from quiz.bank.scope import Scope, is_source
from quiz.bank.tables import read_table, slug_from, with_references
from quiz.bank.values import is_slug
from quiz.i18n import _

__all__ = ["SECTIONS", "read_bank"]

SECTIONS = ("bank", "sources", "kinds", "facts", "tables")
BANK_KEYS = ("id", "title", "language", "languages", "topics", "from")
SOURCE_KEYS = ("file", "title", "where")
TABLE_KEYS = ("file", "kind", "slug", "columns", "from", "encoding", "delimiter")


def read_bank(files: list[BankFile], name: str, problems: Problems) -> Bank:
    """The bank that the files make, as far as it can be made; what is wrong goes to ``problems``.

    ``name`` serves as the bank's id where it states none.
    """
    yaml_files = [file for file in files if file.name.endswith((".yaml", ".yml"))]
    tables = {file.name: file.content for file in files if file not in yaml_files}
    roots = _roots(yaml_files, problems)
    header, header_file = _header(roots, problems)
    languages = _languages(header, header_file, problems)
    scopes = {place: Scope(place, languages, problems) for place, _root in roots}
    for place, root in roots:
        scopes[place].keys(root, SECTIONS)
    head = Scope(header_file, languages, problems)
    head.keys(header, BANK_KEYS)
    topics = {str(key): head.texts(node) for key, node in head.mapping(header.get("topics"), _("'topics'")).items()}
    texts: dict[str, dict[str, Label]] = {}
    sources: dict[str, Source] = {}
    kinds: dict[str, Kind] = {}
    for scope, slug, node in _section(roots, scopes, "sources"):
        if not is_source(slug):
            scope.add(
                slug,
                _("'{slug}' cannot name a source.").format(slug=slug),
                _("Use letters, digits, dots, - and _, and begin with a letter or digit."),
            )
        sources[str(slug)] = _source(scope, slug, scope.mapping(node, _("a source")))
    for scope, slug, node in _section(roots, scopes, "kinds"):
        kinds[str(slug)] = read_kind(scope, slug, node, texts)
    everywhere = head.sources(header.get("from"), sources)
    entities: dict[str, Entity] = {}
    foils: list[tuple[str, str, Canon]] = []
    readers: dict[str, FactReader] = {}
    for scope, slug, node in _section(roots, scopes, "facts"):
        reader = readers.get(scope.file)
        if reader is None:
            reader = readers[scope.file] = FactReader(scope, kinds, sources, texts, everywhere)
        entity = reader.entity(slug, node)
        if entity is not None:
            entities[entity.slug] = entity
    rows: dict[str, Entity] = {}
    for place, root in roots:
        for table in _tables(scopes[place], root):
            reader = readers.setdefault(place, FactReader(scopes[place], kinds, sources, texts, everywhere))
            for entity in read_table(scopes[place], reader, table, tables, problems):
                if entity.slug in entities:
                    _twice(problems, entity.mark, entity.slug, entities[entity.slug].mark)
                entities[entity.slug] = rows[entity.slug] = entity
    entities.update((one.slug, one) for one in with_references(rows.values(), kinds, entities, problems))
    for reader in readers.values():
        foils += reader.foils
    if not entities and not problems.errors:
        problems.add(
            Mark(yaml_files[0].name if yaml_files else name, 1, 1),
            _("there are no facts in this bank."),
            _("State them in a section 'facts', or in a table."),
        )
    bank_id = head.string(header.get("id")) or name
    if not is_slug(bank_id):
        stated = header.get("id")
        head.problems.add(
            head.mark(stated) if stated is not None else head.mark(header),
            _("'{id}' cannot name a bank.").format(id=bank_id),
            _("Use small letters, digits, - and _."),
        )
    bank = Bank(
        id=bank_id,
        title=head.texts(header.get("title")) or {languages[0]: bank_id},
        languages=languages,
        topics=topics,
        sources=sources,
        kinds=_with_foils(kinds, foils),
        entities=entities,
        texts=texts,
        digest=digest_of([*files, BankFile("language", language.source_bytes(languages))]),
    )
    bank = finish(bank)
    check(bank, problems)
    return bank


def _roots(files: list[BankFile], problems: Problems) -> list[tuple[str, Map]]:
    """Each file's name and mapping; files that cannot be read are complained of and left out."""
    roots: list[tuple[str, Map]] = []
    for file in files:
        before = len(problems)
        root = parse(file.content, file.name, problems)
        if root is not None:
            roots.append((file.name, root))
        elif len(problems) == before and len(files) > 1:
            problems.warn(Mark(file.name, 1, 1), _("this file is empty."))
    return roots


def _header(roots: list[tuple[str, Map]], problems: Problems) -> tuple[Map, str]:
    found = [(file, root["bank"]) for file, root in roots if "bank" in root]
    nothing = Map()
    nothing.place = Place(0, 0)
    if not found:
        return nothing, roots[0][0] if roots else ""
    for file, node in found[1:]:
        first = Mark(found[0][0], found[0][1].line, found[0][1].column)
        _twice(problems, Mark(file, node.line, node.column), "bank", first)
    file, node = found[0]
    if isinstance(node, Map):
        return node, file
    Scope(file, ("en",), problems).add(node, _("'bank' is a mapping."))
    return nothing, file


def _languages(header: Map, file: str, problems: Problems) -> tuple[str, ...]:
    scope = Scope(file, ("en",), problems)
    node = header.get("languages", header.get("language"))
    languages = scope.strings(node) or ("en",)
    for code in languages:
        if code not in language.known() and node is not None:
            scope.add(
                node,
                _("there is no language table for '{code}'.").format(code=code),
                _("Known: {codes}.").format(codes=", ".join(language.known())),
            )
    return languages


def _section(
    roots: list[tuple[str, Map]], scopes: Mapping[str, Scope], section: str
) -> Iterable[tuple[Scope, Text, "Map | List | Text"]]:
    """Every entry of a section over all files, taken out of it; a slug that came before is complained of and
    skipped."""
    first: dict[str, tuple[Scope, Text]] = {}
    for file, root in roots:
        scope = scopes[file]
        for slug, node in scope.mapping(root.get(section), f"'{section}'").drained():
            if section != "sources" and not is_slug(slug):
                scope.add(
                    slug,
                    _("'{slug}' cannot serve as a short name.").format(slug=slug),
                    _("Use small letters, digits, - and _, such as '{slug}'.").format(slug=slug_from(slug) or "x1"),
                )
            elif slug in first:
                known, node = first[slug]
                _twice(scope.problems, scope.mark(slug), slug, known.mark(node))
            else:
                first[slug] = scope, slug
                yield scope, slug, node


def _twice(problems: Problems, mark: Mark, what: str, first: Mark) -> None:
    message = _("'{slug}' is stated twice; first in {file}, line {line}.").format(
        slug=what, file=first.file, line=first.line
    )
    problems.add(mark, message, _("Keep one of the two, or give one another short name."))


def _source(scope: Scope, slug: Text, node: Map) -> Source:
    scope.keys(node, SOURCE_KEYS)
    file = scope.string(node.get("file"))
    return Source(
        str(slug),
        file or str(slug),
        scope.texts(node.get("title")) or {scope.default: file or str(slug)},
        scope.string(node.get("where")),
    )


def _tables(scope: Scope, root: Map) -> list[Map]:
    node = root.get("tables")
    if node is None:
        return []
    if not isinstance(node, List):
        scope.add(node, _("'tables' is a list."), _("Begin each table with a dash: - {file: …, kind: …, columns: …}."))
        return []
    found = [scope.mapping(one, _("a table")) for one in node]
    for one in found:
        if one:
            scope.keys(one, TABLE_KEYS)
    return [one for one in found if one]


def _with_foils(kinds: Mapping[str, Kind], foils: list[tuple[str, str, Canon]]) -> dict[str, Kind]:
    """Kinds whose properties know the foils that claims gave."""
    changed = dict(kinds)
    for kind_slug, slug, value in foils:
        kind = changed[kind_slug]
        prop = kind.properties[slug]
        values = value if isinstance(value, tuple) else (value,)
        properties = {**kind.properties, slug: prop._replace(lures=tuple(dict.fromkeys((*prop.lures, *values))))}
        changed[kind_slug] = kind._replace(properties=properties)
    return changed
