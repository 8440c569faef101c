"""Entities and their claims: the part of a bank that grows, so the part that must be fast."""

from collections.abc import Callable, Mapping
from typing import get_args

from quiz.bank.kinds import text_key
from quiz.bank.model import Canon, Claim, Entity, Kind, Label, Mark, Property, Scalar, SourceRef, Status
from quiz.bank.nodes import List, Map, Node, Text
from quiz.bank.scope import Scope, suggestion
from quiz.bank.values import PARSERS, parse_date, valid_period, wording_key
from quiz.i18n import _
from quiz.text import clean_line

__all__ = ["CLAIM_KEYS", "ENTITY_KEYS", "FactReader"]

ENTITY_KEYS = dict.fromkeys(("kind", "topic", "from", "note", "name"))
CLAIM_KEYS = dict.fromkeys(("value", "from", "status", "reason", "valid", "as_of", "complete", "raw", "foil"))
STATUSES: tuple[Status, ...] = get_args(Status)
_new = tuple.__new__  # half the time of a named tuple's own constructor
_NO_TEXTS: Mapping[str, str] = {}


class FactReader:
    """Reads the ``facts`` of one file."""

    def __init__(
        self,
        scope: Scope,
        kinds: Mapping[str, Kind],
        sources: Mapping[str, object],
        texts: dict[str, dict[str, Label]],
        everywhere: tuple[SourceRef, ...],
    ) -> None:
        self.scope, self.kinds, self.known_sources, self.texts = scope, kinds, sources, texts
        self.everywhere = everywhere
        """Sources of what names none of its own."""
        self.foils: list[tuple[str, str, Canon]] = []
        """(kind, property, value) of claims marked as foils."""

    def entity(self, slug: Text, node: Node) -> Entity | None:
        """One entity; None with a complaint if it cannot be placed at all."""
        scope = self.scope
        if not isinstance(node, Map):
            scope.add(
                slug,
                _("'{slug}' is a mapping with at least 'kind'.").format(slug=slug),
                _("Write its properties below it, or {slug}: {{kind: …}}.").format(slug=slug),
            )
            return None
        kind_node = node.get("kind")
        if kind_node is None:
            unspaced = next((suggestion(key, ("kind",)) for key in node if key.startswith("kind:")), "")
            hint = unspaced or _("Add kind: and one of the kinds.")
            scope.add(slug, _("'{slug}' does not say its kind.").format(slug=slug), hint)
            return None
        kind = self.kinds.get(kind_node) if isinstance(kind_node, Text) else None
        if kind is None:
            word = scope.string(kind_node)
            scope.add(
                kind_node, _("'{kind}' is not a kind of this bank.").format(kind=word), suggestion(word, self.kinds)
            )
            return None
        sources = scope.sources(node["from"], self.known_sources) if "from" in node else self.everywhere
        claims: dict[str, tuple[Claim, ...]] = {}
        properties = kind.properties
        for key, child in node.items():
            declared = properties.get(key)
            if declared is not None:
                stated, own = child, sources
                if type(child) is Map and len(child) == 2 and declared.shape == "one" and "from" in child:
                    stated = child.get("value", child)
                    own = scope.sources(child["from"], self.known_sources) if type(stated) is Text else sources
                if type(stated) is Text and declared.shape == "one":  # most facts are one value, some with a source
                    value = self._scalar(declared, stated)
                    claims[key] = () if value is None else (self._accepted(value, own, child),)
                else:
                    claims[key] = self.claims(kind, declared, child, sources)
            elif key not in ENTITY_KEYS:
                scope.add(
                    node.key(key),
                    _("'{key}' is not a property of '{kind}'.").format(key=key, kind=kind.slug),
                    suggestion(key, properties, child),
                )
        return Entity(
            str(slug),
            kind.slug,
            scope.string(node["topic"]) if "topic" in node else "",
            scope.labels(node["name"]) if "name" in node else {},
            claims,
            sources,
            scope.texts(node["note"]) if "note" in node else _NO_TEXTS,
            scope.mark(slug),
        )

    def claims(self, kind: Kind, prop: Property, node: Node, sources: tuple[SourceRef, ...]) -> tuple[Claim, ...]:
        """The claims that one property states: a bare value, one mapping, or a list of mappings."""
        if isinstance(node, List) and (prop.shape == "one" or any(map(self._is_claim, node))):
            return tuple([claim for one in node if (claim := self._claim(kind, prop, one, sources)) is not None])
        claim = self._claim(kind, prop, node, sources)
        return () if claim is None else (claim,)

    @staticmethod
    def _is_claim(node: Node) -> bool:
        """Whether an item of a set's list is a whole claim rather than one element."""
        return isinstance(node, Map) and (isinstance(node.get("value"), List) or "raw" in node or "status" in node)

    def _claim(self, kind: Kind, prop: Property, node: Node, sources: tuple[SourceRef, ...]) -> Claim | None:
        scope = self.scope
        if not isinstance(node, Map) or not ("value" in node or "raw" in node):
            value, extra = self._value(prop, node)
            return None if value is None else self._accepted(value, sources + extra, node)
        own = scope.sources(node["from"], self.known_sources) if "from" in node else sources
        scope.keys(node, CLAIM_KEYS)
        status: Status = "accepted"
        if "status" in node:
            status = scope.word(node["status"], STATUSES, "accepted")  # type: ignore[assignment]
        raw = scope.string(node.get("raw"))
        value, extra = self._value(prop, node["value"]) if "value" in node else (raw, ())
        if value is None:
            return None
        if "value" not in node and status == "accepted":
            scope.add(node, _("an accepted claim needs a 'value'."), _("Give it, or a 'status' and a 'reason'."))
            return None
        if "from" not in node and status not in ("accepted", "unasked"):
            own = ()  # what is not held true was said by somebody else than the entity's source
        reason = scope.texts(node.get("reason"))
        if status != "accepted" and not reason:
            scope.add(
                node,
                _("a claim that is '{status}' needs a 'reason'.").format(status=status),
                _("Say in a sentence why it is not the accepted value."),
            )
        if "value" in node and scope.flag(node.get("foil"), False):
            if status in ("rejected", "stale", "superseded"):
                self.foils.append((kind.slug, prop.slug, value))
            else:
                scope.add(node["foil"], _("only a rejected, stale or superseded claim can be a foil."))
        return Claim(
            value,
            status,
            own + extra,
            self._checked(node["valid"], valid_period) if "valid" in node else "",
            self._checked(node["as_of"], parse_date) if "as_of" in node else "",
            reason,
            scope.flag(node.get("complete"), False),
            raw,
            scope.mark(node),
        )

    def _accepted(self, value: Canon, sources: tuple[SourceRef, ...], node: Node) -> Claim:
        """The claim of a value of which nothing more is said."""
        place = node.place
        mark = _new(Mark, (self.scope.file, place.line + 1, place.column + 1))
        return _new(Claim, (value, "accepted", sources, "", "", _NO_TEXTS, False, "", mark))

    def _checked(self, node: Node, check: Callable[[str], str]) -> str:
        text = self.scope.string(node)
        try:
            return check(text)
        except ValueError as error:
            self.scope.add(node, str(error))
            return ""

    def _value(self, prop: Property, node: Node) -> tuple[Canon | None, tuple[SourceRef, ...]]:
        """The canonical value, and the sources of single elements."""
        return (self._scalar(prop, node), ()) if prop.shape == "one" else self._elements(prop, node)

    def _elements(self, prop: Property, node: Node) -> tuple[Canon | None, tuple[SourceRef, ...]]:
        """The elements of a set or a list, and their sources."""
        elements: list[Scalar] = []
        sources: tuple[SourceRef, ...] = ()
        for one in node if isinstance(node, List) else [node]:
            element_node = one
            if isinstance(one, Map) and "value" in one:
                self.scope.keys(one, ("value", "from"))
                element_node = one["value"]
                sources += self.scope.sources(one.get("from"), self.known_sources)
            element = self._scalar(prop, element_node)
            if element is None:
                continue
            if element in elements:
                self.scope.add(element_node, _("this element stands in the list twice."))
                continue
            elements.append(element)
        if not elements:
            self.scope.add(node, _("this list is empty."))
            return None, ()
        return tuple(elements), sources

    def _scalar(self, prop: Property, node: Node) -> Scalar | None:
        kind = prop.type
        if kind == "text":
            return self._text(node)
        if type(node) is not Text:
            self.scope.add(
                node,
                _("'{name}' takes a single value here.").format(name=prop.slug),
                _("A claim with more to say is written {value: …, from: …}."),
            )
            return None
        if kind == "ref":
            return clean_line(node)
        try:
            return PARSERS[kind](str(node))
        except ValueError as error:
            self.scope.add(node, str(error))
            return None

    def _text(self, node: Node) -> str | None:
        if type(node) is Text:
            text = clean_line(node)
            key = wording_key(text)
            known = self.texts.get(key)
            if text and known is None:
                self.texts[key] = {self.scope.default: Label(text, text, text, (), (), (), False)}
            elif known and self.scope.default in known and known[self.scope.default].display != text:
                self._told_apart(node, text, known[self.scope.default].display)
            if not text:
                self.scope.add(node, _("a value is missing here: write it, or remove the property."))
            return key or None
        labels = dict(self.scope.labels(node))
        key = text_key(self.scope, node, labels)
        if not key or not labels:
            self.scope.add(node, _("a text value is a text, or a mapping by language."))
            return None
        known = self.texts.setdefault(key, labels)
        new = set(labels) - set(known)
        for code in known.keys() & labels.keys():
            if known[code].display != labels[code].display or (known[code] != labels[code] and not new):
                self._told_apart(node, labels[code].display, known[code].display)
                break
        else:
            self.texts[key] = {**known, **labels}
        return key

    def _told_apart(self, node: Node, text: str, other: str) -> None:
        self.scope.add(
            node,
            _("'{text}' counts as the same value as '{other}', which stands before it.").format(text=text, other=other),
            _("Write both alike, or give each an id of its own: {id: …, en: …}."),
        )
