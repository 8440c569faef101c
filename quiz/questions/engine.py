"""The questions of a bank: its items, a question of any of them, and the grading of answers."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from quiz import language
from quiz.bank.columns import Cell
from quiz.bank.compiled import CompiledBank
from quiz.bank.model import Kind, Property, SourceRef
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.questions.answers import World
from quiz.questions.build import Builder, Difficulty, depth_of, topic_of
from quiz.questions.forms import fitting_forms, leaks, names_given
from quiz.questions.items import Dropped, Item, digest_of, items_of_bank, reverses_of_one_name
from quiz.questions.model import DEPTHS, Form, ItemInfo, Outcome, Question, Response, Verdict
from quiz.questions.order import Placed, in_order_of_introduction
from quiz.questions.show import Shower, text_in

if TYPE_CHECKING:
    from quiz.questions.spellings import Spellings

__all__ = ["Difficulty", "Questions"]


class Questions:
    """Everything that study and the front ends ask of a bank.

    ``catalogue``, ``formatted`` and ``spelled`` come from the cache; without them they are computed when needed.
    """

    def __init__(
        self,
        compiled: CompiledBank,
        catalogue: Mapping[str, tuple[ItemInfo, Item]] | None = None,
        formatted: Mapping[str, str] | None = None,
        spelled: "Mapping[str, Spellings] | None" = None,
    ) -> None:
        self.world = World(compiled, spelled)
        self.bank = compiled.bank
        self.shower = Shower(compiled.bank, formatted)
        self._builders: dict[str, Builder] = {}
        self._dropped: list[Dropped] | None = None
        if catalogue is not None:
            self.__dict__["catalogue"] = catalogue

    @cached_property
    def catalogue(self) -> Mapping[str, tuple[ItemInfo, Item]]:
        """All items by id, in the order of introduction."""
        found: list[tuple[Placed, ItemInfo, Item]] = []
        self._dropped = []
        topics = {topic: at for at, topic in enumerate(self.bank.topics)}
        families = {kind.slug: _families(kind) for kind in self.bank.kinds.values()}
        for one in self._unmistakable():
            forms = fitting_forms(self.world, self.shower, one)
            if not forms:
                self._drop(one, _("no form fits: no two provably false options, or too long"))
                continue
            info = self._info(one, forms, families[one.kind])
            owner, pair = info.id.split("/")[1:3]
            place = Placed(
                DEPTHS.index(info.depth), topics.get(info.topic, len(topics)), one.kind, owner, pair.partition("@")[0]
            )
            found.append((place, info, one))
        order = in_order_of_introduction([place for place, _info, _item in found])
        rows = [found[index][1:] for index in order]
        return {info.id: (info._replace(position=at), item) for at, (info, item) in enumerate(rows)}

    def _unmistakable(self) -> list[Item]:
        """Items whose stems show no answer and are read as those of no other item with another answer."""
        assert self._dropped is not None
        found: dict[str, Item] = {}
        asked: dict[tuple[str, str], list[Item]] = {}
        for one in items_of_bank(self.world):
            if isinstance(one, Dropped):
                self._dropped.append(one)
                continue
            stems = self._stems(one)
            prop = self.world.prop(one.kind, one.asked)
            if one.id in found:
                self._drop(one, _("another item has this id"))
            elif any(leaks(self.shower, stem, prop, one.answers) for _lang, stem in stems):
                self._drop(one, _("the stem would show its own answer"))
            elif names_given(self.world, self.shower, one):
                self._drop(one, _("the answer's name says what is given"))
            else:
                found[one.id] = one
                for told in stems:
                    asked.setdefault(told, []).append(one)
        for one in reverses_of_one_name(self.world):
            for told in self._stems(one):
                if told in asked:
                    asked[told].append(one)
        for alike in asked.values():
            if len(alike) > 1:
                one_answer = len({frozenset(one.answers) for one in alike}) == 1
                for one in alike[one_answer:]:
                    if found.get(one.id) is one:
                        del found[one.id]
                        other = next((other for other in alike if other.id != one.id), one)
                        self._drop(one, _("another question reads the same: {id}").format(id=other.id))
        return list(found.values())

    def _stems(self, item: Item) -> list[tuple[str, str]]:
        """(language, stem) in which an open question is asked; statements are not."""
        prop = self.world.prop(item.kind, item.asked)
        if prop is not None and prop.type == "boolean":
            return []
        variant = "all" if item.many and item.given != "self" else ""
        return [(lang, self.builder(lang).writer.stem(item, variant)[0]) for lang in self.bank.languages]

    def _drop(self, item: Item, reason: str) -> None:
        assert self._dropped is not None
        self._dropped.append(Dropped(*item[:5], reason))

    def _info(self, item: Item, forms: tuple[Form, ...], families: dict[str, str]) -> ItemInfo:
        kind = self.bank.kinds[item.kind]
        prop = kind.properties[item.asked if item.asked != "self" else item.given]
        owner = item.id.split("/")[1]
        return ItemInfo(
            item.id,
            digest_of(self.world, item),
            topic_of(self.world, item),
            depth_of(kind, item),
            f"{owner}/{families[prop.slug]}",
            forms,
            0,
        )

    def dropped(self) -> list[Dropped]:
        """What is not asked, and why."""
        if self._dropped is None:
            self.__dict__.pop("catalogue", None)
            self.catalogue  # noqa: B018  # computing it collects what is dropped
        return self._dropped or []

    def items(self) -> Iterator[ItemInfo]:
        """The catalogue, in the order of introduction."""
        return iter(sorted((info for info, _item in self.catalogue.values()), key=lambda info: info.position))

    def info(self, item: str) -> ItemInfo:
        """One item. Raises QuizError if the bank has none of this id."""
        return self._entry(item)[0]

    def has(self, item: str) -> bool:
        """Whether the bank yields this item today."""
        return item in self.catalogue

    def _entry(self, item: str) -> tuple[ItemInfo, Item]:
        try:
            return self.catalogue[item]
        except KeyError:
            raise QuizError(
                _("There is no question '{id}' in this bank.").format(id=item),
                hint=_("'quiz bank questions' lists them."),
            ) from None

    def builder(self, lang: str) -> Builder:
        """The builder for a language of the bank, or for its first one."""
        code = lang if lang in self.bank.languages else self.bank.languages[0]
        if code not in self._builders:
            self._builders[code] = Builder(self.world, self.shower, code)
        return self._builders[code]

    def ask(
        self,
        item: str,
        form: Form,
        lang: str,
        seed: int,
        difficulty: Difficulty = Difficulty(),  # noqa: B008
    ) -> Question:
        """The question of an item in a form. Raises QuizError if the item or the form is not to be had."""
        info, entry = self._entry(item)
        if form not in info.forms:
            raise QuizError(
                _("'{id}' cannot be asked as {form}.").format(id=item, form=form.value),
                hint=_("Its forms: {forms}.").format(forms=", ".join(info.forms)),
            )
        return self.builder(lang).build(entry, form, seed, difficulty)

    def grade(self, question: Question, response: Response) -> Verdict:
        """The verdict, and of a wrong name that was typed what it really names.

        The names of very many things are looked at only now, and only those like the answer.
        """
        from quiz.questions.grade import grade

        if question.form is not Form.TYPED or not self.has(question.item):
            return grade(question, response)
        from quiz.questions.accept import rivals

        entry = self.catalogue[question.item][1]
        named: dict[str, str] = {}

        def others(typed: str) -> dict[str, str]:
            named.update(rivals(self.world, self.shower, entry, typed))
            return named

        verdict = grade(question, response, others)
        if verdict.outcome is not Outcome.WRONG or verdict.meant not in named:
            return verdict
        chosen, reveals = self.builder(question.lang).told(entry, named[verdict.meant])
        return verdict._replace(chosen="" if chosen in question.explanation else chosen, reveals=reveals)

    def all_questions(self, lang: str, seed: int = 0) -> Iterator[Question]:
        """One question for every item and form."""
        builder = self.builder(lang)
        for info in self.items():
            for form in info.forms:
                yield builder.build(self.catalogue[info.id][1], form, seed, Difficulty())

    def format_all(self) -> None:
        """Format every number and date of the bank, so that the cache spares Babel's import."""
        for kind in self.bank.kinds.values():
            for prop in kind.properties.values():
                if prop.type not in ("ref", "text", "boolean", "year"):
                    cells = [cell for some in self.world.column(kind.slug, prop.slug).values() for cell in some]
                    for lang in self.bank.languages:
                        for cell in cells:
                            self._format(prop, cell, lang)

    def _format(self, prop: Property, cell: Cell, lang: str) -> None:
        for value in (*cell.possible, *cell.refuted):
            self.shower.canon(prop, value, lang)
        if cell.as_of:
            self.shower.date(cell.as_of, lang)

    def option_text(self, item: str, canonical: str, lang: str) -> str:
        """An option of an item's questions as a person reads it, from its canonical text. What the bank does not have
        any more stays as it is."""
        if canonical in ("true", "false"):
            return str(language.table(lang)[canonical])
        if not self.has(item):
            return canonical
        entry = self.catalogue[item][1]
        prop = self.world.prop(entry.kind, entry.asked)
        if prop is None or prop.type == "ref":
            return self.shower.display(None, canonical, lang) if canonical in self.bank.entities else canonical
        if prop.type == "text":
            key = self.world.text_of(canonical)
            return self.shower.display(prop, key, lang) if key else canonical
        from quiz.bank.values import PARSERS  # here: no question needs it

        try:
            value = PARSERS[prop.type](canonical.replace("-", " ") if prop.type == "money" else canonical)
        except ValueError:
            return canonical
        return self.shower.display(prop, value, lang)

    def topic_title(self, topic: str, lang: str) -> str:
        """The topic's name."""
        return text_in(self.bank.topics.get(topic, {}), lang, self.bank.languages[0]) or topic

    def source_title(self, source: str, lang: str) -> str:
        """The source's title."""
        return text_in(self.bank.sources[source].title, lang, self.bank.languages[0])

    def cite(self, sources: Iterable[SourceRef], lang: str) -> list[str]:
        """Each source once, by its title with its lines: ``ASEM page, lines 37, 41``."""
        lines: dict[str, list[int]] = {}
        for ref in sources:
            lines.setdefault(ref.source, []).append(ref.line)
        table = language.table(lang)
        cited = []
        for source, numbers in lines.items():
            known = sorted({number for number in numbers if number})
            spans, title = _spans(known), self.source_title(source, lang)
            pattern: str = table["cite_lines" if len(known) > 1 else "cite_line"]
            cited.append(pattern.format(title=title, lines=spans) if spans else title)
        return cited


def _spans(numbers: list[int]) -> str:
    """``37, 41–43``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("–".join(map(str, span)) for span in spans)


def _families(kind: Kind) -> dict[str, str]:
    """For each property the first of those that pairs connect it with: questions on them are siblings."""
    root = {slug: slug for slug in kind.properties}

    def find(slug: str) -> str:
        while root[slug] != slug:
            slug = root[slug]
        return slug

    links = [pair.partition(">")[::2] for pair, rule in kind.pairs.items() if rule.ask and not pair.startswith("self>")]
    links += [(prop.slug, prop.derived) for prop in kind.properties.values() if prop.derived]
    for one, other in links:
        if one in root and other in root:
            root[find(other)] = find(one)
    return {slug: find(slug) for slug in root}
