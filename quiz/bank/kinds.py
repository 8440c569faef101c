"""Kinds, their properties and the pairs that may be asked."""

import re
from collections.abc import Mapping
from typing import Literal, cast, get_args

from quiz import language
from quiz.bank.model import DEPTHS, Canon, Kind, Label, PairRule, Property, Texts, ValueType
from quiz.bank.nodes import List, Map, Node, Text
from quiz.bank.patterns import slots_of
from quiz.bank.scope import Scope, suggestion
from quiz.bank.values import PARSERS, is_slug, wording_key
from quiz.i18n import _

__all__ = ["FORMS", "KIND_KEYS", "PAIR_KEYS", "PROPERTY_KEYS", "read_kind", "text_key"]

KIND_KEYS = ("name", "plural", "topic", "naming", "summary", "similar", "properties", "questions")
PROPERTY_KEYS = (
    "type",
    "to",
    "name",
    "depth",
    "topic",
    "functional",
    "exclusive",
    "varies",
    "unit",
    "tolerance",
    "derived",
    "reverse",
    "qualifies",
    "qualifier",
    "statement",
    "foils",
    "not_options",
    "min_gap",
    "pool",
    "ask",
)
PAIR_KEYS = ("all", "card", "order", "match", "forms", "depth")
FORMS = ("flashcard", "choice", "select_all", "true_false", "typed", "ordering", "matching")
_RESERVED = ("self", "value", "qualifier", "as_of", "kind", "name", "topic", "from", "note")
"""What slots and the keys of a thing are called."""
NAMING_KEYS = ("display", "in_sentence", "short", "aliases")
_TYPES = get_args(ValueType)
Shape = Literal["one", "set", "list"]
_NEVER = PairRule(ask=False)


def text_key(scope: Scope, node: Node, labels: Mapping[str, Label]) -> str:
    """The identity of a text value: its ``id``, else its wording in the first language that it has."""
    stated = scope.string(node.get("id")) if isinstance(node, Map) else ""
    return stated or next((wording_key(labels[code].display) for code in scope.languages if code in labels), "")


def read_kind(scope: Scope, slug: Text, node: Node, texts: dict[str, dict[str, Label]]) -> Kind:
    """One kind; whatever is wrong with it is complained of and left out."""
    body = scope.mapping(node, _("a kind"))
    scope.keys(body, KIND_KEYS)
    name = scope.texts(body.get("name")) or {scope.default: str(slug).replace("_", " ").replace("-", " ")}
    properties: dict[str, Property] = {}
    rules: dict[str, PairRule] = {}
    for key, child in scope.mapping(body.get("properties"), _("'properties'")).keyed():
        if not is_slug(key) or key in _RESERVED:
            scope.add(
                key,
                _("'{key}' cannot name a property.").format(key=key),
                _("Use small letters, digits, - and _; not one of: {words}.").format(words=", ".join(_RESERVED)),
            )
            continue
        properties[str(key)] = _property(scope, key, child, texts, rules)
    for key, child in scope.mapping(body.get("questions"), _("'questions'")).keyed():
        _pair(scope, key, child, properties, rules)
    naming: dict[str, dict[str, str]] = {}
    for code, child in scope.mapping(body.get("naming"), _("'naming'")).items():
        patterns = scope.mapping(child, _("a naming"))
        scope.keys(patterns, NAMING_KEYS)
        naming[str(code)] = {
            str(part): "\n".join(scope.strings(pattern)) for part, pattern in patterns.items() if part in NAMING_KEYS
        }
        for pattern in patterns.values():
            _slots(scope, pattern, properties)
    kind = Kind(
        slug=str(slug),
        name=name,
        plural=scope.texts(body.get("plural")) or name,
        topic=scope.string(body.get("topic")) or str(slug),
        naming=naming,
        summary=scope.texts(body.get("summary")),
        properties=properties,
        pairs=rules,
        similar=scope.strings(body.get("similar")),
        mark=scope.mark(slug),
    )
    _slots(scope, body.get("summary"), properties)
    for one in kind.similar:
        if one not in properties:
            scope.add(
                body["similar"],
                _("'{name}' is not a property of this kind.").format(name=one),
                suggestion(one, properties),
            )
    return kind


def _property(
    scope: Scope, slug: Text, node: Node, texts: dict[str, dict[str, Label]], rules: dict[str, PairRule]
) -> Property:
    body = Map({"type": node}) if isinstance(node, Text) else scope.mapping(node, _("a property"))
    scope.keys(body, PROPERTY_KEYS)
    shape, type_ = _type(scope, body.get("type"), body)
    statement, statement_no = _statement(scope, body.get("statement"), type_)
    if type_ == "ref" and "to" not in body:
        scope.add(slug, _("a reference needs 'to': the kind it points to."))
    if "derived" in body and type_ != "year":
        scope.add(body["derived"], _("only a year can be derived from a date."))
    tolerance = scope.number(body.get("tolerance"), 0.0)
    if tolerance >= 1:  # 5 was meant as 5%
        scope.add(
            body["tolerance"],
            _("'{text}' is a share of the number, so that nearly every answer would be right.").format(
                text=body["tolerance"]
            ),
            _("Write it like 5% or 0.05."),
        )
    if not scope.flag(body.get("ask"), True):
        rules[f"self>{slug}"] = _NEVER
    for part in ("statement", "qualifier"):
        _slots(scope, body.get(part), {str(slug): None, "value": None, "self": None}, "value")
    if type_ != "boolean":
        _told(scope, body.get("statement"))
    return Property(
        slug=str(slug),
        type=type_,
        shape=shape,
        name=scope.texts(body.get("name")) or {scope.default: _noun(slug, type_, scope.default)},
        to=scope.strings(body.get("to")),
        functional=scope.flag(body.get("functional"), shape == "one"),
        exclusive=scope.flag(body.get("exclusive"), type_ != "text"),
        varies=scope.flag(body.get("varies"), False),
        depth=scope.word(body.get("depth"), DEPTHS, "core"),  # type: ignore[arg-type]
        topic=scope.string(body.get("topic")),
        unit=scope.texts(body.get("unit")),
        tolerance=tolerance,
        derived=scope.string(body.get("derived")),
        reverse=scope.flag(body.get("reverse"), False),
        qualifies=scope.flag(body.get("qualifies"), type_ == "year"),
        qualifier=scope.texts(body.get("qualifier")),
        statement=statement,
        statement_no=statement_no,
        foils=_values(scope, body.get("foils"), type_, texts),
        lures=(),
        not_options=_values(scope, body.get("not_options"), type_, texts),
        min_gap=scope.number(body.get("min_gap"), 0.0),
        pool=scope.strings(body.get("pool")),
        mark=scope.mark(slug),
    )


def _noun(slug: str, type_: ValueType, lang: str) -> str:
    """What a property without a name is called: the number of moons where moons are counted."""
    name, table = slug.replace("_", " ").replace("-", " "), language.table(lang)
    counted = type_ in ("count", "integer") and re.fullmatch(table["plural"], name)
    return str(table["counted"]).replace("{name}", name) if counted else name


def _type(scope: Scope, node: Node | None, body: Map) -> tuple[Shape, ValueType]:
    text = scope.string(node) if node is not None else "text"
    shape: Shape = "one"
    inner = text
    shapes: tuple[tuple[str, Shape], ...] = (("set of ", "set"), ("list of ", "list"))
    for prefix, name in shapes:
        if text.startswith(prefix):
            shape, inner = name, text[len(prefix) :]
    if inner not in _TYPES:
        scope.add(
            node if node is not None else body,
            _("'{type}' is not a type.").format(type=text),
            _("Types: {types}; also 'set of …' and 'list of …'.").format(types=", ".join(_TYPES)),
        )
        inner = "text"
    return shape, cast("ValueType", inner)


def _statement(scope: Scope, node: Node | None, type_: str) -> tuple[Texts, Texts]:
    """Statements, and for a boolean those of yes and of no."""
    if type_ != "boolean" or node is None:
        return scope.texts(node), {}
    yes: dict[str, str] = {}
    no: dict[str, str] = {}
    languages = scope.mapping(node, _("the statement of a boolean"))
    if "yes" in languages:
        languages = Map({scope.default: languages})
    for code, both in languages.items():
        pair = scope.mapping(both, _("the statement of a boolean"))
        scope.keys(pair, ("yes", "no"))
        yes[str(code)], no[str(code)] = scope.string(pair.get("yes")), scope.string(pair.get("no"))
        if not (yes[str(code)] and no[str(code)]):
            scope.add(both, _("the statement of a boolean has a 'yes' and a 'no'."))
    return yes, no


def _values(scope: Scope, node: Node | None, type_: str, texts: dict[str, dict[str, Label]]) -> tuple[Canon, ...]:
    if node is None:
        return ()
    found: list[Canon] = []
    for one in node if isinstance(node, List) else [node]:
        if type_ == "text":
            labels = dict(scope.labels(one))
            key = text_key(scope, one, labels)
            if key and labels:
                texts.setdefault(key, labels)
                found.append(key)
            elif not isinstance(one, List):  # of which it was told that it is no name
                scope.add(one, _("a text value is a text, or a mapping by language."))
        elif type_ == "ref":
            found.append(scope.string(one))
        else:
            try:
                found.append(PARSERS[type_](scope.string(one)))
            except ValueError as error:
                scope.add(one, str(error))
    return tuple(found)


def _pair(scope: Scope, key: Text, node: Node, properties: dict[str, Property], rules: dict[str, PairRule]) -> None:
    given, arrow, asked = key.partition(">")
    names = {"self", *properties}
    if not arrow or given not in names or asked not in names or given == asked:
        scope.add(
            key,
            _("'{key}' is not a pair of this kind.").format(key=key),
            _("Write given>asked, each of them 'self' or a property: {names}.").format(names=", ".join(sorted(names))),
        )
        return
    if isinstance(node, Text) and node.plain and node.lower() in ("no", "false"):
        rules[str(key)] = _NEVER
        return
    if isinstance(node, Text):
        node = Map({scope.default: node})
    body = scope.mapping(node, _("a question"))
    scope.keys(body, (*scope.languages, *PAIR_KEYS))
    stems = Map({code: body[code] for code in scope.languages if code in body})
    forms = scope.strings(body.get("forms"))
    for form in forms:
        if form not in FORMS:
            scope.add(
                body["forms"],
                _("'{form}' is not a form.").format(form=form),
                _("Forms: {forms}.").format(forms=", ".join(FORMS)),
            )
    rules[str(key)] = PairRule(
        ask=True,
        stems=scope.texts(stems) if stems else {},
        all=scope.texts(body.get("all")),
        card=scope.texts(body.get("card")),
        forms=forms,
        depth=scope.word(body.get("depth"), DEPTHS, ""),
        ordering=scope.texts(body.get("order")),
        matching=scope.texts(body.get("match")),
    )
    allowed = {given: None, "self" if given == "self" else "qualifier": None}
    for part in (stems, body.get("all"), body.get("card")):
        _slots(scope, part, allowed, given)
    for part in (body.get("order"), body.get("match")):
        _slots(scope, part, {"self": None} if given == "self" and asked in properties else {})


def _told(scope: Scope, node: Node | None) -> None:
    """Complain of a statement that is the same whatever the value is: it would be called true and false. One with
    slots that cannot be filled is told by :func:`_slots`."""
    for text in node.values() if isinstance(node, Map) else [node]:
        if isinstance(text, Text) and text.count("{") == sum(name == "self" for name, _variant in slots_of(text)):
            scope.add(text, _("this statement does not tell the value."), _("Write {value} into it."))


def _slots(scope: Scope, node: Node | None, allowed: Mapping[str, object], needed: str = "") -> None:
    """Complain of slots that cannot be filled, and of a needed one that is missing."""
    if node is None:
        return
    if not isinstance(node, Text):
        for child in node.values() if isinstance(node, Map) else node:
            _slots(scope, child, allowed, needed)
        return
    found = slots_of(node)
    for name, variant in found:
        if name not in allowed and name != "self":
            scope.add(
                node,
                _("{{{name}}} cannot be filled here.").format(name=name),
                _("Slots: {slots}.").format(slots=", ".join(f"{{{one}}}" for one in dict.fromkeys((*allowed, "self")))),
            )
        elif variant not in ("", "display", "ordinal"):
            scope.add(
                node,
                _("'{variant}' is not a way to show a slot.").format(variant=variant),
                _("Write {{{name}}}, {{{name}:display}} or {{{name}:ordinal}}.").format(name=name),
            )
    if needed and found and needed not in {name for name, _variant in found} and needed != "value":
        scope.add(node, _("this stem does not show what is given: {{{name}}}.").format(name=needed))
    if node.count("{") != len(found) or node.count("}") != len(found):
        scope.add(node, _("a brace is not closed."), _("Slots are written {self}, {value} or {property}."))
