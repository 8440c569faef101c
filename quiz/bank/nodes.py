"""YAML files as nodes that know where they stand. The only importer of PyYAML.

A builder on PyYAML's C event stream. It never guesses a type from a scalar's looks: every scalar is text,
and what reads it decides. Duplicate keys, tags, anchors and several documents are problems, not surprises.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

import yaml

from quiz.bank.model import Mark
from quiz.bank.problems import Problems
from quiz.i18n import _

__all__ = ["List", "Map", "Node", "Place", "Text", "parse"]

_DEEPEST = 40
_COMMENT = re.compile(r"([^\"'#]*\s)(#.*)").fullmatch
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Place(NamedTuple):
    """Where a node starts, counted from 0 as in PyYAML's own marks, which serve as places too."""

    line: int
    column: int


_line = property(lambda node: int(node.place.line + 1))
_column = property(lambda node: int(node.place.column + 1))


class Text(str):
    """A scalar: its text, where it starts, and whether it was written without quotes."""

    __slots__ = ("place", "plain")
    place: "Place | yaml.Mark"
    plain: bool
    line, column = _line, _column


class List(list["Node"]):
    """A sequence."""

    __slots__ = ("place",)
    place: "Place | yaml.Mark"
    line, column = _line, _column


class Map(dict[str, "Node"]):
    """A mapping. Its keys are plain text, which is quick to make and to look up; :meth:`key` knows their places."""

    __slots__ = ("place", "places")
    place: "Place | yaml.Mark"
    places: "list[Place | yaml.Mark]"
    """Of the keys, in order. A mapping that was not read from YAML may lack them."""
    line, column = _line, _column

    def key(self, name: str) -> Text:
        """The key as a node."""
        return next(key for key, _node in self.keyed() if key == name)

    def keyed(self) -> "Iterator[tuple[Text, Node]]":
        """Keys and what they hold, the keys as nodes."""
        for name, place in self._placed():
            yield _key(name, place), self[name]

    def drained(self) -> "Iterator[tuple[Text, Node]]":
        """As :meth:`keyed`, letting go of each entry, so that its memory is used again at once."""
        for name, place in self._placed():
            yield _key(name, place), self.pop(name)

    def _placed(self) -> "list[tuple[str, Place | yaml.Mark]]":
        places = getattr(self, "places", None) or [node.place for node in self.values()]
        return list(zip(self, places, strict=True))


def _key(name: str, place: "Place | yaml.Mark") -> Text:
    key = Text(name)
    key.place, key.plain = place, True
    return key


Node: TypeAlias = Text | List | Map


def parse(content: bytes, file: str, problems: Problems, start: str = "") -> Map | None:
    """The mapping that a YAML file holds.

    Problems go to ``problems``; None stands for a file that cannot be read at all or is empty. ``start`` says how
    the file begins, for one that is no mapping; without it, how a bank does.
    """
    content = content.removeprefix(BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start]
        mark = Mark(file, before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        problems.add(mark, _("this is not UTF-8 text."), _("Save the file as UTF-8."))
        return None
    loader = _Loader(content)
    try:
        root = _build(loader, file, problems)
    except yaml.MarkedYAMLError as error:
        _not_yaml(error, text, file, problems)
        return None
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        if _Loader is not yaml.SafeLoader:  # libyaml counts bytes
            position = len(text.encode()[:position].decode("utf-8", "ignore"))
        before_text = text[:position]
        mark = Mark(file, before_text.count("\n") + 1, position - (before_text.rfind("\n") + 1) + 1)
        problems.add(mark, _("a control character does not belong in a text file."), _("Delete it."))
        return None
    finally:
        loader.dispose()
    if root is None:
        return None
    if not isinstance(root, Map):
        problems.add(
            Mark(file, root.line, root.column),
            _("this file is a mapping.") if start else _("a bank file is a mapping."),
            start or _("Start it with one of: bank, sources, kinds, facts, tables."),
        )
        return None
    return root


def _not_yaml(error: yaml.MarkedYAMLError, text: str, file: str, problems: Problems) -> None:
    from quiz.bank.yaml_words import translated

    place = error.problem_mark or error.context_mark
    what = error.problem or error.context
    if error.context == "while scanning a quoted scalar":
        place, what = error.context_mark, _("a quotation mark is not closed")
    elif place and place.line >= text.count("\n"):  # the end of the file: what was opened is of more help
        place = error.context_mark or place
    line, column = (place.line, place.column) if place else (0, 0)
    lines = text.split("\n")
    hint = _hint(error)
    if line < len(lines) and "\t" in lines[line][: column + 1] and lines[line][: column + 1].isspace():
        hint = _("Indent with spaces, not with tabs.")
    elif comment := _comment_in_brackets(lines[: line + 1]):
        line, column = comment
        hint = _("What follows # is a comment: put quotes around text that begins with it.")
    elif line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    what = translated(what or "")
    problems.add(Mark(file, line + 1, column + 1), _("this is not YAML: {what}.").format(what=what), hint)


def _comment_in_brackets(lines: list[str]) -> tuple[int, int] | None:
    """Where, in the last few lines, a comment hides what would close a bracket of its line."""
    for at in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
        found = _COMMENT(lines[at])
        if found and any(
            found[1].count(one) > found[1].count(other) and other in found[2] for one, other in ("{}", "[]")
        ):
            return at, found.end(1)
    return None


def _hint(error: yaml.MarkedYAMLError) -> str:
    if error.problem and "mapping values are not allowed" in error.problem:
        return _("Put quotes around text that holds a colon, and check the indentation.")
    return _("Look at this line and the one before it: quotes, brackets and indentation.")


def _build(loader: Any, file: str, problems: Problems) -> Node | None:  # noqa: PLR0912, PLR0915 - one hot loop
    """The first document's tree, from events; iterative, so that depth cannot overflow the stack."""
    scalar_event, map_start, map_end = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
    list_start, list_end, alias_event = yaml.SequenceStartEvent, yaml.SequenceEndEvent, yaml.AliasEvent
    document_start, stream_end = yaml.DocumentStartEvent, yaml.StreamEndEvent
    next_event: Callable[[], Any] = loader.get_event
    new_text, new_map, new_list = Text.__new__, Map.__new__, List.__new__  # half the time of a call of the class
    root: Node | None = None
    documents = 0
    stack: list[List | Map | None] = []
    container: Any = None
    places: Any = None  # of the container's keys
    in_map = False  # what holds the next node is a mapping
    key: str | None = None
    skipped = 0  # depth inside a part that is not built: too deep, or of a second document

    while True:
        event = next_event()
        kind = type(event)
        if kind is scalar_event:
            if skipped:
                continue
            if event.tag is not None or event.anchor is not None:
                _refuse(event, file, problems)
            if in_map and key is None:
                key = event.value
                if key in container:
                    _duplicate(key, event, container, file, problems)
                else:
                    places.append(event.start_mark)
                continue
            node: Any = new_text(Text, event.value)
            node.place = event.start_mark
            node.plain = not event.style
        elif kind is map_start or kind is list_start:
            if skipped or len(stack) >= _DEEPEST or documents > 1:
                if not skipped and documents <= 1:
                    at = Mark(file, event.start_mark.line + 1, event.start_mark.column + 1)
                    problems.add(at, _("this is nested too deeply."), _("A bank needs no more than a few levels."))
                    if in_map and key not in container:
                        places.pop()
                    key = None
                skipped += 1
                continue
            if event.tag is not None or event.anchor is not None:
                _refuse(event, file, problems)
            if in_map and key is None:
                at = Mark(file, event.start_mark.line + 1, event.start_mark.column + 1)
                problems.add(at, _("a key must be plain text."), "")
                key = ""
                if key not in container:
                    places.append(event.start_mark)
                skipped = 1
                continue
            node = new_map(Map) if kind is map_start else new_list(List)
            node.place = event.start_mark
        elif kind is map_end or kind is list_end:
            if skipped:
                skipped -= 1
            else:
                container = stack.pop()
                in_map = type(container) is Map
                if in_map:
                    places = container.places
            continue
        elif kind is alias_event:
            if skipped:
                continue
            _refuse(event, file, problems)
            if in_map and key is None:
                key = ""
                if key not in container:
                    places.append(event.start_mark)
                continue
            node = new_text(Text, "")
            node.place, node.plain = event.start_mark, True
        elif kind is document_start:
            documents += 1
            if documents == 2:
                at = Mark(file, event.start_mark.line + 1, event.start_mark.column + 1)
                problems.add(at, _("a bank file holds one document."), _("Remove the line '---' or split the file."))
            continue
        elif kind is stream_end:
            return root
        else:
            continue

        if in_map:
            container[key] = node
            key = None
        elif container is not None:
            container.append(node)
        elif documents == 1:
            root = node
        if kind is map_start:
            stack.append(container)
            container, in_map = node, True
            places = node.places = []
        elif kind is list_start:
            stack.append(container)
            container, in_map = node, False


def _duplicate(key: str, event: Any, container: Map, file: str, problems: Problems) -> None:
    problems.add(
        Mark(file, event.start_mark.line + 1, event.start_mark.column + 1),
        _("'{key}' is stated twice; first on line {line}.").format(key=key, line=container.key(key).line),
        _("Keep one of the two."),
    )


def _refuse(event: Any, file: str, problems: Problems) -> None:
    mark = Mark(file, event.start_mark.line + 1, event.start_mark.column + 1)
    if event.anchor is not None:
        problems.add(
            mark,
            _("anchors and aliases (& and *) are not used in banks."),
            _("Write the value out, or put quotes around it."),
        )
    else:
        tag = getattr(event, "tag", "") or ""
        problems.add(
            mark,
            _("tags such as '{tag}' are not used in banks.").format(tag=tag),
            _("Remove it: the property's type decides how a value is read."),
        )
