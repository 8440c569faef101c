"""A JSON Schema of bank files, for editors: completion, and what each key is for.

The keys come from the readers' own tuples, so that the schema cannot know more or less than they do; this
module adds a shape and a description to each. What a schema cannot say (which properties a kind has, whether
a reference leads anywhere) is left to ``quiz bank check``.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, get_args

from quiz import language
from quiz.bank.facts import CLAIM_KEYS, ENTITY_KEYS, STATUSES
from quiz.bank.kinds import FORMS, KIND_KEYS, NAMING_KEYS, PAIR_KEYS, PROPERTY_KEYS
from quiz.bank.model import DEPTHS, ValueType
from quiz.bank.reader import BANK_KEYS, SECTIONS, SOURCE_KEYS, TABLE_KEYS
from quiz.bank.scope import LABEL_KEYS

__all__ = ["schema", "schema_text"]

Schema: TypeAlias = dict[str, Any]
Described: TypeAlias = Mapping[str, tuple[Schema, str]]

_SLUG = "^[a-z0-9][a-z0-9_-]*$"
# An editor guesses a scalar's type from its looks: a year may reach it as a number, a name as a boolean.
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_SCALARS: Schema = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}
_FLAG: Schema = {"enum": ["yes", "no", "true", "false", True, False]}
_NUMBER: Schema = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\d+(\.\d+)?%?$"}]}
_WORDS: Schema = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def schema() -> Schema:
    """The schema, draft-07, which is what editors' YAML language servers understand."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Question bank",
        "description": "Facts from which questions are made. See docs/bank.md.",
        **_object(
            SECTIONS,
            {
                "bank": (_ref("bank"), "The bank's name, languages and topics. May be left out."),
                "sources": (_by_name(_ref("source")), "The documents that facts cite, by a short id such as S1."),
                "kinds": (
                    _by_slug(_ref("kind")),
                    "The kinds of things that facts are about, and their properties.",
                ),
                "facts": (_by_slug(_ref("entity")), "The things themselves, by a slug that never changes."),
                "tables": (
                    {"type": "array", "items": _ref("table")},
                    "CSV files beside this one, a thing in each row.",
                ),
            },
        ),
        "definitions": {
            "text": _text(),
            "label": _label(),
            "labels": _labels(),
            "from": _from(),
            "bank": _bank(),
            "source": _source(),
            "kind": _kind(),
            "property": _property(),
            "pair": _pair(),
            "naming": _naming(),
            "entity": _entity(),
            "claim": _claim(),
            "value": _value(),
            "table": _table(),
            "type": {"description": "The type of a value, or of the elements.", "enum": _types()},
            "yes_no": _object(
                ("yes", "no"),
                {
                    "yes": (_SCALAR, "The statement when it is so."),
                    "no": (_SCALAR, "The statement when it is not."),
                },
                required=["yes", "no"],
            ),
        },
    }


def schema_text() -> str:
    """The schema as it is kept beside the banks."""
    import json

    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _object(
    keys: Iterable[str], described: Described, *, required: Iterable[str] = (), rest: Schema | bool = False
) -> Schema:
    """An object with exactly these keys. A key that is not described is our mistake and raises KeyError."""
    properties = {key: {"description": described[key][1], **_inline(described[key][0])} for key in keys}
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": rest}
    if required:
        made["required"] = list(required)
    return made


def _inline(shape: Schema) -> Schema:
    """Draft-07 ignores what stands beside a ``$ref``, so a described one is wrapped."""
    return {"allOf": [shape]} if "$ref" in shape else shape


def _by_slug(shape: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"pattern": _SLUG}, "additionalProperties": shape}


def _by_name(shape: Schema) -> Schema:
    return {"type": "object", "additionalProperties": shape}


def _by_language(shape: Schema, **more: Schema) -> Schema:
    """A mapping by language code: the languages that have a table, whatever the bank has chosen of them."""
    properties = {code: {"description": language.table(code)["name"], **_inline(shape)} for code in language.known()}
    return {"type": "object", "properties": {**more, **properties}, "additionalProperties": False}


def _text() -> Schema:
    return {
        "description": "A text in the bank's first language, or one for each language: {en: …, vi: …}.",
        "anyOf": [_SCALAR, _by_language(_SCALAR)],
    }


def _label() -> Schema:
    return _object(
        LABEL_KEYS,
        {
            "display": (_SCALAR, "The name alone, as an option or a heading: Netherlands."),
            "in_sentence": (_SCALAR, "The name within a sentence: the Netherlands. Default: display."),
            "short": (_SCALAR, "The name for narrow places. Default: display."),
            "aliases": (_SCALARS, "Other right names, accepted when typed."),
            "corrected": (
                _SCALARS,
                "Names accepted when typed, with a correction shown: England for the United Kingdom.",
            ),
            "refused": (_SCALARS, "Names that are near and wrong: never taken for a slip of the keyboard."),
            "translation": (
                {"enum": ["official", "ours"]},
                "ours: the bank's own translation; the original is shown beside it. Default: official.",
            ),
        },
        required=["display"],
    )


def _labels() -> Schema:
    either: Schema = {"anyOf": [_SCALAR, _ref("label")]}
    named: Schema = {"description": "Identity of a text value that may be reworded.", **_SCALAR}
    return {
        "description": "A name: a text, a mapping with 'display', or one of either for each language.",
        "anyOf": [_SCALAR, _ref("label"), _by_language(either, id=named)],
    }


def _from() -> Schema:
    one: Schema = {"type": "string", "pattern": r"^[A-Za-z0-9][\w.-]*(:\d+(-\d+)?)?$"}
    return {
        "description": "Where it stands: S1, S1:37 (source:line) or S1:37-40; one or a list.",
        "anyOf": [one, {"type": "array", "items": one}],
    }


def _bank() -> Schema:
    code: Schema = {"enum": list(language.known())}
    codes: Schema = {"anyOf": [code, {"type": "array", "items": code, "minItems": 1}]}
    return _object(
        BANK_KEYS,
        {
            "id": (
                {"type": "string", "pattern": _SLUG},
                "Names the bank in every memory of it. Default: the folder's name.",
            ),
            "title": (_ref("text"), "The bank's title."),
            "language": (code, "The language, where there is one. Default: en."),
            "languages": (codes, "The languages; the first is the default. Default: en."),
            "topics": (
                _by_slug(_ref("text")),
                "Titles of the topics, in the order in which they are introduced.",
            ),
            "from": (_ref("from"), "Sources of everything that names none of its own."),
        },
    )


def _source() -> Schema:
    return _object(
        SOURCE_KEYS,
        {
            "file": (_SCALAR, "File name of a document whose lines can be cited."),
            "title": (_ref("text"), "Title that a learner sees."),
            "where": (_SCALAR, "Where an outside reference was seen: a web address, a book's page."),
        },
    )


def _kind() -> Schema:
    return _object(
        KIND_KEYS,
        {
            "name": (
                _ref("text"),
                "Noun as it stands in a sentence, without an article: planet. Default: the slug.",
            ),
            "plural": (_ref("text"), "The plural of the name. Default: the name."),
            "topic": (
                {"type": "string", "pattern": _SLUG},
                "Topic of its questions. Default: a topic of its own.",
            ),
            "naming": (_by_language(_ref("naming")), "Names made from properties, for things without a 'name'."),
            "summary": (
                _ref("text"),
                "What one of them is, in a sentence with slots: shown when it was chosen wrongly.",
            ),
            "similar": (_WORDS, "Properties in which things that agree are easily confused."),
            "properties": (
                _by_slug({"anyOf": [_ref("type"), _ref("property")]}),
                "What is known of each: name: type, or name: {type: …, …}.",
            ),
            "questions": (
                {
                    "type": "object",
                    "propertyNames": {"pattern": "^[a-z0-9][a-z0-9_-]*>[a-z0-9][a-z0-9_-]*$"},
                    "additionalProperties": {
                        "anyOf": [{"enum": ["no", "false", False]}, {"type": "string"}, _ref("pair")]
                    },
                },
                "Wordings by given>asked, such as self>city or city>self; 'no' for a pair never to be asked.",
            ),
        },
    ) | {"description": "A kind of things. Everything has a default but the properties."}


def _types() -> list[str]:
    return [shape + one for shape in ("", "set of ", "list of ") for one in get_args(ValueType)]


def _property() -> Schema:
    values: Schema = {"anyOf": [_SCALAR, {"type": "array", "items": {"anyOf": [_SCALAR, _ref("labels")]}}]}
    statement: Schema = {"anyOf": [_ref("text"), _ref("yes_no"), _by_language(_ref("yes_no"))]}
    return _object(
        PROPERTY_KEYS,
        {
            "type": (_ref("type"), "What its values are; also 'set of …' and 'list of …'. Default: text."),
            "to": (_WORDS, "For ref: the kind or kinds that it points to."),
            "name": (_ref("text"), "Noun phrase without an article: host city. Default: the slug."),
            "depth": (
                {"enum": list(DEPTHS)},
                "core comes first; detail only when a learner asks for it. Default: core.",
            ),
            "topic": ({"type": "string", "pattern": _SLUG}, "Topic of its questions, if not the kind's."),
            "functional": (
                _FLAG,
                "no: a thing may have several values at once, so it is never single choice. Default: yes.",
            ),
            "exclusive": (
                _FLAG,
                "For texts: yes if each thing has its own, so that those of others can be wrong options. "
                "Default: no for texts.",
            ),
            "varies": (_FLAG, "yes: it has other values at other times; each claim states 'as_of'. Default: no."),
            "unit": (_ref("text"), "For quantity: the unit, such as km. For count: what is counted."),
            "tolerance": (_NUMBER, "For quantity: how far a typed answer may be off, such as 5%. Default: 0."),
            "derived": (_SCALAR, "For year: the date property that it is taken from."),
            "reverse": (_FLAG, "yes: also ask which thing has a given value. Default: no."),
            "qualifies": (
                _FLAG,
                "Whether it may be used to make another question unique. Default: yes for years.",
            ),
            "qualifier": (_ref("text"), "How it does so: in {value}."),
            "statement": (
                statement,
                "A sentence without full stop: {self} was held in {value}. For boolean: {yes: …, no: …}.",
            ),
            "foils": (values, "Values false of every such thing, offered as wrong options."),
            "not_options": (values, "Values never offered as options."),
            "min_gap": (_NUMBER, "Numbers nearer to the right one than this are never offered. Default: 0."),
            "pool": (_WORDS, "Other properties (kind.property) whose values may be wrong options here."),
            "ask": (_FLAG, "no: never asked, only shown on the fact card. Default: yes."),
        },
    )


def _pair() -> Schema:
    """A question's wording: languages beside the pair's own keys."""
    own = _object(
        PAIR_KEYS,
        {
            "all": (_ref("text"), "Stem when several answers are right: in the plural, with '(choose all)'."),
            "card": (_ref("text"), "Stem of the flashcard, where the other one speaks of options."),
            "order": (_ref("text"), "Instruction for putting things in order."),
            "match": (_ref("text"), "Instruction for matching things with values."),
            "forms": (
                {"anyOf": [{"enum": list(FORMS)}, {"type": "array", "items": {"enum": list(FORMS)}}]},
                "The only forms allowed.",
            ),
            "depth": ({"enum": list(DEPTHS)}, "Depth of this question, if not the property's."),
        },
    )
    return _by_language(_SCALAR, **own["properties"])


def _naming() -> Schema:
    return _object(
        NAMING_KEYS,
        {
            "display": (_SCALAR, "The name from slots: ASEM {number}."),
            "in_sentence": (_SCALAR, "The name within a sentence: the {number:ordinal} ASEM Summit."),
            "short": (_SCALAR, "The name for narrow places."),
            "aliases": (_SCALARS, "Other right names, with slots."),
        },
    )


def _entity() -> Schema:
    either = [_ref("value"), _ref("claim")]
    return _object(
        ENTITY_KEYS,
        {
            "kind": ({"type": "string", "pattern": _SLUG}, "Its kind: one of 'kinds'."),
            "topic": ({"type": "string", "pattern": _SLUG}, "Its topic, if not the kind's."),
            "from": (_ref("from"), "Sources of everything stated here, unless a claim names its own."),
            "note": (_ref("text"), "Shown on the fact card."),
            "name": (_ref("labels"), "Its name. Default: the kind's naming, else the slug."),
        },
        required=["kind"],
        rest={
            "description": "A property of the kind: its value, a claim {value: …, …}, or a list of either.",
            "anyOf": [*either, {"type": "array", "items": {"anyOf": either}}],
        },
    )


def _value() -> Schema:
    one = [_SCALAR, _ref("labels")]
    return {"anyOf": [*one, {"type": "array", "items": {"anyOf": [*one, _ref("claim")]}}]}


def _claim() -> Schema:
    return _object(
        CLAIM_KEYS,
        {
            "value": (_ref("value"), "The value, as the property's type writes it."),
            "from": (_ref("from"), "Where it stands: S1:37."),
            "status": (
                {"enum": list(STATUSES)},
                "accepted (default) is asked; also: right when answered, never offered; "
                "the others are kept with a reason.",
            ),
            "reason": (
                _ref("text"),
                "Why it is not the accepted value; of an accepted one, a note for the explanation.",
            ),
            "valid": (_SCALAR, "When it held: 1996-03/2004-10, or 2014-10/ with an open end."),
            "as_of": (_SCALAR, "The date at which it was true, which opens the question: 2021-03."),
            "complete": (
                _FLAG,
                "For sets and lists: nothing is missing, so that what is not in it is wrong. Default: no.",
            ),
            "raw": (_SCALAR, "What a source says where it does not fit the type; 'value' is then left out."),
            "foil": (
                _FLAG,
                "yes: plainly false, and offered as a wrong option. Only with rejected, stale or superseded.",
            ),
        },
    ) | {"anyOf": [{"required": ["value"]}, {"required": ["raw"]}]}


def _table() -> Schema:
    return _object(
        TABLE_KEYS,
        {
            "file": (_SCALAR, "Name of the CSV file, beside this one."),
            "kind": ({"type": "string", "pattern": _SLUG}, "The kind of its rows."),
            "slug": (_SCALAR, "Column that names the rows. Default: the one that maps to 'name'."),
            "columns": (
                {"type": "object", "additionalProperties": _SCALAR},
                "Heading of a column: the property it holds, or 'name'. Default: headings are those very names.",
            ),
            "from": (_ref("from"), "Source of the whole table."),
            "encoding": (_SCALAR, "Default: UTF-8, or what spreadsheets write."),
            "delimiter": (_SCALAR, "Default: the one that the heading uses: comma, semicolon or tab."),
        },
        required=["file", "kind"],
    )
