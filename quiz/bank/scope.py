"""What the readers of all sections share: places, texts, flags, source references."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from quiz.bank.model import Label, Mark, SourceRef, Texts
from quiz.bank.nodes import List, Map, Node, Text
from quiz.bank.problems import Problems
from quiz.bank.values import BOOLEANS
from quiz.i18n import _
from quiz.text import clean_line

__all__ = ["LABEL_KEYS", "Scope", "is_source", "suggestion"]

is_source: Callable[[str], object] = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII).fullmatch
"""Whether a source of this name can be cited."""
_REFERENCE = re.compile(r"([A-Za-z0-9][\w.-]*)(?::(\d{1,6})(?:-(\d{1,6}))?)?", re.ASCII).fullmatch
_SIZE = re.compile(r"\d{1,15}(?:\.\d{1,9})?%?", re.ASCII).fullmatch
_LONGEST_RANGE = 500
LABEL_KEYS = dict.fromkeys(("display", "in_sentence", "short", "aliases", "corrected", "refused", "translation"))
_new = tuple.__new__  # half the time of a named tuple's own constructor
_SHOWN = 12
"""Names that a hint lists; more would hide the complaint."""


def suggestion(word: str, known: Iterable[str], held: Node | None = None) -> str:
    """``Did you mean 'x'?`` or what is known, as a hint; ``held`` is what stands behind a word that is a key."""
    from difflib import get_close_matches

    names = list(known)
    key, colon, value = word.partition(":")
    if colon and value and key in names:
        return _("Put a space behind the colon: {key}: {value}").format(key=key, value=value)
    if isinstance(held, Text) and held.plain and not held:  # in braces, the rest of a text behind its comma
        return _quotes()
    near = get_close_matches(word, names, 1)
    if near:
        return _("Did you mean '{word}'?").format(word=near[0])
    shown = sorted(names) if len(names) <= _SHOWN else [*sorted(names)[:_SHOWN], "…"]
    return _("Known here: {words}.").format(words=", ".join(shown)) if names else ""


def _quotes() -> str:
    return _("Put quotes around a text that holds a comma or a colon.")


class Scope:
    """One file being read: every complaint goes through here, so each knows where it stands."""

    def __init__(self, file: str, languages: tuple[str, ...], problems: Problems) -> None:
        self.file, self.languages, self.problems = file, languages, problems
        self.default = languages[0]
        self._cited: dict[str, tuple[SourceRef, ...]] = {}
        self._no_texts: set[Mark] = set()

    def mark(self, node: Node) -> Mark:
        place = node.place
        return _new(Mark, (self.file, place.line + 1, place.column + 1))

    def add(self, node: Node, message: str, hint: str = "") -> None:
        """Complain, but no more of what was told to be no text: its reader finds the empty one wrong too."""
        mark = self.mark(node)
        if isinstance(node, Text) or mark not in self._no_texts:
            self.problems.add(mark, message, hint)

    def keys(self, node: Map, allowed: Collection[str]) -> None:
        """Complain of keys that nothing reads. Where there are many to look through ``allowed`` is a dict."""
        for key in node:
            if key not in allowed:
                self.add(node.key(key), _("'{key}' is not known here.").format(key=key), suggestion(key, allowed))

    def mapping(self, node: Node | None, what: str) -> Map:
        """``node`` if it is a mapping; else an empty one, with a complaint unless it is absent."""
        if isinstance(node, Map):
            return node
        if node is not None and not (isinstance(node, Text) and node.plain and node in ("", "~", "null")):
            self.add(node, _("{what} is a mapping (name: value).").format(what=what))
        return Map()

    def string(self, node: Node | None) -> str:
        """A scalar's cleaned text; empty with a complaint for anything else."""
        if isinstance(node, Text):
            return clean_line(node)
        if node is not None:
            self.add(node, _("a single text belongs here."))
            self._no_texts.add(self.mark(node))
        return ""

    def strings(self, node: Node | None) -> tuple[str, ...]:
        """One text or a list of them."""
        if node is None:
            return ()
        if isinstance(node, List):
            texts = [clean_line(one) if type(one) is Text else self.string(one) for one in node]
            return tuple(texts if all(texts) else filter(None, texts))
        return (text,) if (text := self.string(node)) else ()

    def flag(self, node: Node | None, default: bool) -> bool:
        if node is None:
            return default
        if isinstance(node, Text) and node.lower() in BOOLEANS:
            return BOOLEANS[node.lower()]
        self.add(node, _("yes or no belongs here."))
        return default

    def word(self, node: Node | None, allowed: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        if node is None:
            return default
        text = self.string(node)
        if text in allowed:
            return text
        self.add(node, _("'{word}' is not one of: {words}.").format(word=text, words=", ".join(allowed)))
        return default

    def number(self, node: Node | None, default: float) -> float:
        """A plain number, not negative; a percent sign divides by a hundred."""
        if node is None:
            return default
        text = self.string(node)
        if not _SIZE(text):
            self.add(node, _("'{text}' is not a number.").format(text=text), _("Write it like 5, 0.05 or 5%."))
            return default
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)

    def texts(self, node: Node | None) -> Texts:
        """TEXT: a string in the first language, or a mapping by language."""
        if node is None:
            return {}
        if isinstance(node, Map):
            found: dict[str, str] = {}
            for code, text in node.items():
                if code not in self.languages:
                    self._language(node.key(code))
                elif isinstance(text, Text):
                    found[code] = clean_line(text)
                else:
                    self.add(text, _("a single text belongs here."))
            return found
        single = self.string(node)
        return {self.default: single} if single else {}

    def _language(self, code: Text) -> None:
        if " " in code:
            self.add(
                code,
                _("'{text}' stands where the code of a language is expected.").format(text=code),
                _quotes(),
            )
            return
        self.add(
            code,
            _("'{code}' is not a language of this bank.").format(code=code),
            _("Its languages are: {codes}. More are stated in bank: languages.").format(
                codes=", ".join(self.languages)
            ),
        )

    def labels(self, node: Node | None) -> Mapping[str, Label]:
        """Labels by language, from a string or a mapping whose values are strings or label mappings."""
        if isinstance(node, Text):
            text = clean_line(node)
            return {self.default: Label(text, text, text, (), (), (), False)} if text else {}
        if node is None:
            return {}
        if isinstance(node, List):
            self.add(node, _("a name is a text, not a list."))
            return {}
        if "display" in node:
            one = self.label(node)
            return {self.default: one} if one else {}
        found: dict[str, Label] = {}
        for code, child in node.items():
            if code == "id":
                continue
            if code not in self.languages:
                self._language(node.key(code))
                continue
            label = self.label(child)
            if label:
                found[code] = label
        return found

    def label(self, node: Node) -> Label | None:
        if isinstance(node, Text):
            text = clean_line(node)
            if not text:
                self.add(node, _("a name cannot be empty."))
                return None
            return Label(text, text, text, (), (), (), False)
        if not isinstance(node, Map):
            self.add(node, _("a name is a text or a mapping with 'display'."))
            return None
        self.keys(node, LABEL_KEYS)
        display = self.string(node.get("display"))
        if not display:
            self.add(node, _("this name has no 'display'."), _("Write display: and the name as it is shown."))
            return None
        return Label(
            display,
            self.string(node["in_sentence"]) or display if "in_sentence" in node else display,
            self.string(node["short"]) or display if "short" in node else display,
            self.strings(node["aliases"]) if "aliases" in node else (),
            self.strings(node["corrected"]) if "corrected" in node else (),
            self.strings(node["refused"]) if "refused" in node else (),
            "translation" in node and self.word(node["translation"], ("official", "ours"), "official") == "ours",
        )

    def sources(self, node: Node | None, known: Mapping[str, object]) -> tuple[SourceRef, ...]:
        """``S1:37``, ``S2:37-87`` or ``R20``, one or a list."""
        if node is None:
            return ()
        if isinstance(node, List):
            found: list[SourceRef] = []
            for one in node:
                found += (type(one) is Text and self._cited.get(one)) or self.sources(one, known)
            return tuple(found)
        if not isinstance(node, Text):
            self.add(node, _("a source is written like S1:37."))
            return ()
        cited = self._cited.get(node)  # a line that says one thing mostly says several
        if cited is None:
            cited = self._source(node, known)
            if cited:
                self._cited[node] = cited
        return cited

    def _source(self, node: Text, known: Mapping[str, object]) -> tuple[SourceRef, ...]:
        found = _REFERENCE(node)
        if not found:
            self.add(
                node,
                _("'{text}' is not a reference to a source.").format(text=clean_line(node)),
                _("Write S1, S1:37 (its line) or S1:37-40."),
            )
            return ()
        source, from_line, to_line = found.groups()
        if source not in known:
            self.add(
                node,
                _("'{text}' names no source of this bank.").format(text=clean_line(node)),
                suggestion(source, known) or _("State it in the section 'sources'."),
            )
            return ()
        first = int(from_line or 0)
        if to_line is None:
            return (_new(SourceRef, (source, first)),)
        last = int(to_line)
        if not first <= last < first + _LONGEST_RANGE:
            self.add(
                node,
                _("the lines of '{text}' are not a range.").format(text=clean_line(node)),
                _("Write the first line, then the last, as in S1:37-40; at most 500 lines."),
            )
            return ()
        return tuple([SourceRef(source, line) for line in range(first, last + 1)])
