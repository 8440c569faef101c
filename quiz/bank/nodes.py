"""YAML files as nodes that know where they stand. The only importer of PyYAML.

A builder on PyYAML's C event stream. It never guesses a type from a scalar's looks: every scalar is text,
and what reads it decides. Duplicate keys, tags, anchors and several documents are problems, not surprises.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import yaml

from quiz.bank.model import Mark
from quiz.bank.problems import Problems
from quiz.i18n import _

__all__ = ["List", "Map", "Node", "Place", "Text", "parse"]

_DEEPEST = 40
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
    """A mapping; its keys are :class:`Text` and know their own places."""

    __slots__ = ("place",)
    place: "Place | yaml.Mark"
    line, column = _line, _column


Node: TypeAlias = Text | List | Map


def parse(content: bytes, file: str, problems: Problems) -> Map | None:
    """The mapping that a YAML file holds.

    Problems go to ``problems``; None stands for a file that cannot be read at all or is empty.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        mark = Mark(file, before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        problems.add(mark, _("this is not UTF-8 text."), _("Save the file as UTF-8."))
        return None
    loader = _Loader(text)
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
            _("a bank file is a mapping."),
            _("Start it with one of: bank, sources, kinds, facts, tables."),
        )
        return None
    return root


def _not_yaml(error: yaml.MarkedYAMLError, text: str, file: str, problems: Problems) -> None:
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
    elif line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    problems.add(Mark(file, line + 1, column + 1), _("this is not YAML: {what}.").format(what=what), hint)


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
    new_text = Text.__new__
    root: Node | None = None
    documents = 0
    stack: list[List | Map | None] = []
    container: Any = None
    in_map = False  # what holds the next node is a mapping
    key: Text | None = None
    skipped = 0  # depth inside a part that is not built: too deep, or of a second document

    while True:
        event = next_event()
        kind = type(event)
        if kind is scalar_event:
            if skipped:
                continue
            node: Any = new_text(Text, event.value)
            node.place = event.start_mark
            node.plain = not event.style
            if event.tag is not None or event.anchor is not None:
                _refuse(event, file, problems)
        elif kind is map_start or kind is list_start:
            if skipped or len(stack) >= _DEEPEST or documents > 1:
                if not skipped and documents <= 1:
                    at = Mark(file, event.start_mark.line + 1, event.start_mark.column + 1)
                    problems.add(at, _("this is nested too deeply."), _("A bank needs no more than a few levels."))
                    key = None
                skipped += 1
                continue
            node = Map() if kind is map_start else List()
            node.place = event.start_mark
            if event.tag is not None or event.anchor is not None:
                _refuse(event, file, problems)
            if in_map and key is None:
                problems.add(Mark(file, node.line, node.column), _("a key must be plain text."), "")
                key = new_text(Text, "")
                key.place, key.plain = node.place, False
                skipped = 1
                continue
        elif kind is map_end or kind is list_end:
            if skipped:
                skipped -= 1
            else:
                container = stack.pop()
                in_map = type(container) is Map
            continue
        elif kind is alias_event:
            if skipped:
                continue
            _refuse(event, file, problems)
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
            if key is None:  # only a scalar or an alias comes here without one
                key = node
                if node in container and kind is scalar_event:
                    _duplicate(node, container, file, problems)
                continue
            container[key] = node
            key = None
        elif container is not None:
            container.append(node)
        elif documents == 1:
            root = node
        if kind is map_start or kind is list_start:
            stack.append(container)
            container, in_map = node, kind is map_start


def _duplicate(key: Text, container: Map, file: str, problems: Problems) -> None:
    first = next(one for one in container if one == key)
    line = first.line if isinstance(first, Text) else 0
    problems.add(
        Mark(file, key.line, key.column),
        _("'{key}' is stated twice; first on line {line}.").format(key=key, line=line),
        _("Keep one of the two."),
    )


def _refuse(event: Any, file: str, problems: Problems) -> None:
    mark = Mark(file, event.start_mark.line + 1, event.start_mark.column + 1)
    if event.anchor is not None:
        problems.add(mark, _("anchors and aliases (& and *) are not used in banks."), _("Write the value out, or put quotes around it."))
    else:
        tag = getattr(event, "tag", "") or ""
        problems.add(mark, _("tags such as '{tag}' are not used in banks.").format(tag=tag), _("Remove it: the property's type decides how a value is read."))
