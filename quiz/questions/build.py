"""From an item, a form, a language and a seed to one question. The same four give the same question."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from quiz.bank.model import Kind, Property, Scalar
from quiz.questions.accept import accept_for
from quiz.questions.answers import World
from quiz.questions.distractors import candidates, choose
from quiz.questions.explain import Explainer
from quiz.questions.forms import GROUP, Member, group_for, sort_span
from quiz.questions.items import Dropped, Item, canon_text, digest_of, rule_for
from quiz.questions.model import DEPTHS, Accept, Form, Question, Touch
from quiz.questions.seeded import draw, shuffled
from quiz.questions.show import Shower, capital
from quiz.questions.stems import Writer

__all__ = ["SORTED", "Builder", "Difficulty", "depth_of", "seed_of", "topic_of"]

SORTED = ("integer", "count", "quantity", "year", "date", "date_range")
"""Types whose options stand in their order."""
_MOST_SHOWN = 6
"""Options of a select-all question."""


class Difficulty(NamedTuple):
    """How hard the options are to be."""

    options: int = 4
    """Options of a single choice, the key included."""
    hardness: float = 0.5
    """0 to 1: 1 takes the most confusable distractors only."""
    mix_ups: tuple[str, ...] = ()
    """Canonical texts of what the learner once took for the key: offered again first."""


class _Parts(NamedTuple):
    """What the forms differ in."""

    prompt: str
    template: str
    options: tuple[str, ...] = ()
    option_ids: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    key_indices: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    accept: Accept | None = None
    members: tuple[Member, ...] = ()
    values: tuple[Scalar, ...] = ()
    """What the options stand for."""


class Builder:
    """Builds the questions of one bank in one language."""

    def __init__(self, world: World, shower: Shower, lang: str) -> None:
        self.world, self.shower, self.lang = world, shower, lang
        self.writer = Writer(world, shower, lang)
        self.explainer = Explainer(world, shower, self.writer)

    def build(self, item: Item, form: Form, seed: int, difficulty: Difficulty) -> Question:
        """The question. The form must be one that fits the item."""
        make = {
            Form.FLASHCARD: self._flashcard,
            Form.CHOICE: self._choice,
            Form.SELECT_ALL: self._select_all,
            Form.TRUE_FALSE: self._true_false,
            Form.TYPED: self._typed,
            Form.ORDERING: self._ordering,
            Form.MATCHING: self._matching,
        }[form]
        parts = make(item, seed, difficulty)
        kind = self.world.bank.kinds[item.kind]
        touched = [
            item if member.subject == item.subject else self._item_of(item, member.subject) for member in parts.members
        ] or [item]
        explanation = self.explainer.explanation(item)
        sources = dict.fromkeys(self.explainer.sources(item))
        if parts.members:
            explanation = self.explainer.listed(self._fact(item, one.subject) for one in parts.members) or explanation
            for other in touched:
                sources.update(dict.fromkeys(self.explainer.sources(other)))
        as_of = self.writer.as_of(item)
        return Question(
            id=f"{item.id}~{form}.{self.lang}#{seed:x}",
            item=item.id,
            form=form,
            lang=self.lang,
            seed=seed,
            bank=self.world.bank.id,
            topic=topic_of(self.world, item),
            subject=item.subject,
            property=item.asked,
            given=item.given,
            qualifier=self.writer.qualifier(item).strip() or None,
            template=parts.template,
            prompt=parts.prompt,
            left=parts.left,
            options=parts.options,
            option_ids=parts.option_ids,
            key=parts.key,
            key_indices=parts.key_indices,
            accept=parts.accept,
            explanation=explanation,
            about=tuple("" if text in explanation else text for text in parts.about),
            sources=tuple(sources),
            as_of=as_of or None,
            depth=depth_of(kind, item),
            touches=tuple(Touch(one.id, digest_of(self.world, one)) for one in touched),
            reveals=self._reveals(item, parts),
        )

    # forms

    def _flashcard(self, item: Item, seed: int, difficulty: Difficulty) -> _Parts:
        prompt, template = self.writer.stem(item, "card" if item.many else "")
        prop = self.world.prop(item.kind, item.asked)
        if prop is not None and prop.type == "boolean":
            prompt, template = self._statement_prompt(item, True)
        return _Parts(prompt, template, key=tuple(self._shown(prop, item.answers)))

    def _typed(self, item: Item, seed: int, difficulty: Difficulty) -> _Parts:
        prompt, template = self.writer.stem(item)
        prop = self.world.prop(item.kind, item.asked)
        accept = accept_for(self.world, self.shower, item, self.lang)
        return _Parts(prompt, template, key=tuple(self._shown(prop, item.answers)), accept=accept)

    def _choice(self, item: Item, seed: int, difficulty: Difficulty) -> _Parts:
        prompt, template = self.writer.stem(item)
        prop = self.world.prop(item.kind, item.asked)
        key = item.answers[0]
        in_order = prop is not None and prop.type in SORTED
        false = choose(
            candidates(self.world, self.shower, item, difficulty.mix_ups),
            key,
            difficulty.options - 1,
            difficulty.hardness,
            seed,
            item.id,
            first=difficulty.mix_ups,
            rank=_rank(prop),
        )
        values = self._placed(prop, [key, *false], seed, item.id, in_order=in_order)
        return self._with_options(item, prompt, template, values, (key,))

    def _select_all(self, item: Item, seed: int, difficulty: Difficulty) -> _Parts:
        prompt, template = self.writer.stem(item, "" if item.given == "self" else "all")
        found = candidates(self.world, self.shower, item)
        total = min(_MOST_SHOWN, len(item.answers) + len(found))
        most = min(len(item.answers), total - 2)
        fewest = max(1 if len(found) + 1 >= total else total - len(found), min(2, most))
        right = fewest + draw(seed, item.id, "right") % (most - fewest + 1)
        shown = shuffled(item.answers, seed, item.id, "answers")[:right]
        false = choose(found, shown[0], total - right, difficulty.hardness, seed, item.id, first=difficulty.mix_ups)
        prop = self.world.prop(item.kind, item.asked)
        in_order = prop is not None and prop.type in SORTED
        values = self._placed(prop, [*shown, *false], seed, item.id, in_order=in_order)
        return self._with_options(item, prompt, template, values, tuple(shown))

    def _true_false(self, item: Item, seed: int, difficulty: Difficulty) -> _Parts:
        prop = self.world.bank.kinds[item.kind].properties[item.asked]
        true = bool(draw(seed, item.id, "truth") % 2)
        about = ""
        false: tuple[Scalar, ...] = ()
        if prop.type == "boolean":
            said = true == item.answers[0]
            prompt, template = self._statement_prompt(item, said)
        else:
            value = shuffled(item.answers, seed, item.id, "answers")[0]
            if not true:
                found = candidates(self.world, self.shower, item)
                value = choose(found, value, 1, difficulty.hardness, seed, item.id)[0]
                about, false = self.explainer.about(item, value), (value,)
            prompt, template = self._statement_prompt(item, value)
        table = self.writer.table
        options = (str(table["true"]), str(table["false"]))
        at = 0 if true else 1
        return _Parts(
            prompt,
            template,
            options,
            ("true", "false"),
            (options[at],),
            (at,),
            about=(about, about),
            values=false,
        )

    def _ordering(self, item: Item, seed: int, difficulty: Difficulty) -> _Parts:
        prompt, template = self.writer.instruction(item, "ordering")
        prop = self.world.bank.kinds[item.kind].properties[item.asked]
        if prop.shape == "list":
            right = list(item.answers)[: GROUP[1] + 1]
            values = shuffled(right, seed, item.id, "place")
            shown = self._shown(prop, values)
            indices = tuple(values.index(value) for value in right)
            return _Parts(
                prompt, template, tuple(shown), tuple(map(canon_text, values)), tuple(self._shown(prop, right)), indices
            )
        members = self._members(item, Form.ORDERING, seed)
        ranked = sorted(members, key=lambda member: sort_span(prop, member.value))
        placed = shuffled(members, seed, item.id, "place")
        given = self.world.prop(item.kind, item.given)
        return _Parts(
            prompt,
            template,
            tuple(self._shown(given, [member.given for member in placed])),
            tuple(canon_text(member.given) for member in placed),
            tuple(self._shown(given, [member.given for member in ranked])),
            tuple(placed.index(member) for member in ranked),
            about=tuple(self._fact(item, member.subject) for member in placed),
            members=tuple(ranked),
        )

    def _matching(self, item: Item, seed: int, difficulty: Difficulty) -> _Parts:
        prompt, template = self.writer.instruction(item, "matching")
        prop = self.world.bank.kinds[item.kind].properties[item.asked]
        given = self.world.prop(item.kind, item.given)
        left = shuffled(self._members(item, Form.MATCHING, seed), seed, item.id, "left")
        values = self._placed(
            prop, [member.value for member in left], seed, item.id + "right", in_order=prop.type in SORTED
        )
        return _Parts(
            prompt,
            template,
            tuple(self._shown(prop, values)),
            tuple(map(canon_text, values)),
            tuple(self._shown(prop, [member.value for member in left])),
            tuple(values.index(member.value) for member in left),
            left=tuple(self._shown(given, [member.given for member in left])),
            about=tuple("" for _value in values),
            members=tuple(left),
        )

    # parts

    def _statement_prompt(self, item: Item, value: Scalar) -> tuple[str, str]:
        """A statement to be judged."""
        kind = self.world.bank.kinds[item.kind]
        sentence = self.writer.statement(kind, item.asked, item.subject, value, self.writer.as_of(item))
        pattern: str = self.writer.table["stem"]["true_false"]
        return pattern.format(statement=sentence.removesuffix(".")), f"{kind.slug}/{item.asked}/statement"

    def _with_options(
        self, item: Item, prompt: str, template: str, values: Sequence[Scalar], right: tuple[Scalar, ...]
    ) -> _Parts:
        prop = self.world.prop(item.kind, item.asked)
        shown = self._shown(prop, values)
        indices = tuple(at for at, value in enumerate(values) if value in right)
        return _Parts(
            prompt,
            template,
            tuple(shown),
            tuple(map(canon_text, values)),
            tuple(shown[at] for at in indices),
            indices,
            about=tuple("" if value in item.answers else self.explainer.about(item, value) for value in values),
            values=tuple(values),
        )

    def _placed(
        self, prop: Property | None, values: list[Scalar], seed: int, role: str, *, in_order: bool
    ) -> list[Scalar]:
        """Numbers, dates and sums of one currency in order, names shuffled."""
        one_currency = prop is not None and prop.type == "money" and len({str(value)[:3] for value in values}) == 1
        if prop is not None and (in_order or one_currency):
            return sorted(values, key=lambda value: sort_span(prop, value))
        return shuffled(values, seed, role, "place")

    def _shown(self, prop: Property | None, values: Sequence[Scalar]) -> list[str]:
        """With capitals, but for names and words that stand alone: ``kg`` and ``pH`` are written so."""
        shown = [self.shower.display(prop, value, self.lang) for value in values]
        if prop is None or prop.type == "ref" or any(one[:1].islower() and " " not in one for one in shown):
            return shown
        return [capital(text) for text in shown]

    def _members(self, item: Item, form: Form, seed: int) -> list[Member]:
        """The item's own line and some of those that stand apart from it."""
        found = group_for(self.world, self.shower, item, form)
        number = min(GROUP[1] - 1, len(found))
        given = item.subject if item.given_value is None else item.given_value
        assert not isinstance(given, tuple)
        own = Member(item.subject, given, item.answers[0])
        return [own, *shuffled(found, seed, item.id, form.value)[:number]]

    def _item_of(self, item: Item, subject: str) -> Item:
        """The same pair of another subject: what an ordering or matching also touches."""
        head, _slash, pair = item.id.rpartition("/")
        bank = head.partition("/")[0]
        cell = self.world.cell(item.kind, item.asked, subject)
        answer = cell.value if cell is not None else None
        answers: tuple[Scalar, ...] = answer if isinstance(answer, tuple) else (answer,) if answer is not None else ()
        return item._replace(id=f"{bank}/{subject}/{pair}", subject=subject, answers=answers, fits=(subject,))

    def _fact(self, item: Item, subject: str) -> str:
        kind = self.world.bank.kinds[item.kind]
        summary = self.writer.summary(subject) if item.given != "self" else ""
        if summary:
            return summary
        cell = self.world.cell(item.kind, item.asked, subject)
        if cell is None or cell.value is None or isinstance(cell.value, tuple):
            return ""
        return self.writer.statement(kind, item.asked, subject, cell.value)

    def _reveals(self, item: Item, parts: _Parts) -> tuple[str, ...]:
        """``subject/property`` links that this question shows by its stem, options or feedback."""
        shown = [item.given, item.asked]
        if item.qualifier is not None:
            shown.append(item.qualifier[0])
        slugs = self._akin(item.kind, shown)
        subjects = dict.fromkeys((*item.fits, *(member.subject for member in parts.members)))
        links = [f"{subject}/{slug}" for subject in subjects for slug in slugs]
        if any(parts.about):
            links += [link for value in parts.values for link in self._told_links(item, slugs, value)]
        if item.given != "self":  # the lines of an ordering or matching are explained by their summaries
            told = self._summary_slugs(item.kind, slugs)
            summed_up = [one.subject for one in parts.members if self.writer.summary(one.subject)]
            links += [f"{subject}/{slug}" for subject in summed_up for slug in told]
        return tuple(dict.fromkeys(links))

    def _told_links(self, item: Item, slugs: list[str], value: Scalar) -> list[str]:
        """What is shown by telling what a false answer really is."""
        told = self._summary_slugs(item.kind, slugs)
        of = [str(value)] if item.asked == "self" else self.world.holders(item.kind, item.asked, value)[:2]
        links = [f"{subject}/{slug}" for subject in of for slug in told]
        if not of:
            elsewhere = self.explainer.elsewhere(self.world.bank.kinds[item.kind].properties[item.asked], value)
            for kind, slug, subject in elsewhere:
                links += [f"{subject}/{one}" for one in self._summary_slugs(kind, [slug])]
        return links

    def told(self, item: Item, value: Scalar) -> tuple[str, tuple[str, ...]]:
        """What a false answer really is, and the links that this shows."""
        links = self._told_links(item, [item.given, item.asked], value)
        return self.explainer.about(item, value), tuple(dict.fromkeys(links))

    def _summary_slugs(self, kind: str, slugs: list[str]) -> list[str]:
        pattern = self.world.bank.kinds[kind].summary.get(self.lang, "")
        return self._akin(
            kind, [*slugs, *(slug for slug in self.world.bank.kinds[kind].properties if "{" + slug in pattern)]
        )

    def _akin(self, kind: str, slugs: list[str]) -> list[str]:
        """The properties, with the dates that years are derived from and those years: one tells the other."""
        properties = self.world.bank.kinds[kind].properties
        origins = {properties[slug].derived or slug for slug in slugs if slug != "self"}
        return [slug for slug, prop in properties.items() if (prop.derived or slug) in origins]


def _rank(prop: Property | None) -> Callable[[Scalar], tuple[float, float]] | None:
    """What options are put in order by; None for those that are shuffled."""
    return partial(sort_span, prop) if prop is not None and prop.type in (*SORTED, "money") else None


def seed_of(question: str) -> int:
    """The seed in a question's id."""
    return int(question.rpartition("#")[2], 16)


def topic_of(world: World, item: Item | Dropped) -> str:
    """The item's topic: the property's, else the entity's (if there is one), else the kind's."""
    kind = world.bank.kinds[item.kind]
    slug = item.asked if item.asked != "self" else item.given
    return kind.properties[slug].topic or (item.subject and world.bank.entities[item.subject].topic) or kind.topic


def depth_of(kind: Kind, item: Item) -> str:
    """The pair's own depth, else the deeper one of its properties'."""
    depths = [kind.properties[slug].depth for slug in (item.given, item.asked) if slug != "self"]
    return rule_for(kind, item.given, item.asked).depth or max(depths, key=DEPTHS.index)
