"""Feedback: why the key is right, where it stands, what is disputed, and what a wrong choice really is."""

from collections.abc import Iterable

from quiz.bank.model import Claim, Property, Scalar, SourceRef
from quiz.bank.patterns import slots_of
from quiz.questions.answers import World
from quiz.questions.items import Item, rule_for
from quiz.questions.show import Shower, text_in
from quiz.questions.stems import Writer

__all__ = ["Explainer"]

_FEW = 4
"""Subjects told of one by one; more of them are only listed."""
_TOLD = ("rejected", "disputed", "superseded", "stale", "also")


def _rests_on(item: Item) -> list[str]:
    """The properties that settle the key: what is given, what is asked, and the qualifier in the stem."""
    slugs = [item.given, item.asked, *(item.qualifier or ())[:1]]
    return [slug for slug in slugs if slug != "self"]


class Explainer:
    """Writes the feedback of one bank's questions in one language."""

    def __init__(self, world: World, shower: Shower, writer: Writer) -> None:
        self.world, self.shower, self.writer = world, shower, writer
        self.lang, self.default = writer.lang, writer.default

    def explanation(self, item: Item) -> str:
        """Sentences that state the key, then what the bank notes of other claims."""
        if item.many:
            parts = [self.writer.whole(item)]
            if "self" not in (item.given, item.asked) and len(item.fits) <= _FEW:
                parts += [self._of_subject(item, subject) for subject in item.fits]
        else:
            parts = [self._of_subject(item, item.subject)]
        parts += self._notes(item)
        return " ".join(self._closed(part) for part in dict.fromkeys(parts) if part)

    def _of_subject(self, item: Item, subject: str) -> str:
        """The facts that the item rests on, for one subject; in one sentence if its summary tells just these."""
        kind = self.world.bank.kinds[item.kind]
        slugs = _rests_on(item)
        cells = [self.world.cell(item.kind, slug, subject, item.period) for slug in slugs]
        if len(slugs) > 1 and self.writer.sums_up(kind, slugs) and not any(cell and cell.as_of for cell in cells):
            summary = self.writer.summary(subject)
            if summary:
                return self._closed(summary)
        shown = [
            self.writer.statement(kind, slug, subject, cell.value, cell.as_of)
            for slug, cell in zip(slugs, cells, strict=True)
            if cell is not None and cell.value is not None and not isinstance(cell.value, tuple)
        ]
        return " ".join(self._closed(sentence) for sentence in dict.fromkeys(shown))

    def _notes(self, item: Item) -> list[str]:
        notes: list[str] = []
        for slug in _rests_on(item):
            for subject in item.fits:
                prop = self.world.bank.kinds[item.kind].properties[slug]
                for claim in self.world.claims(subject, slug, item.period):
                    note = self._note(prop, claim)
                    if note:
                        notes.append(note)
        return notes

    def _note(self, prop: Property, claim: Claim) -> str:
        reason = text_in(claim.reason, self.lang, self.default)
        if not reason:
            return ""
        if claim.status == "accepted":
            return reason
        if claim.status not in _TOLD:
            return ""
        value = claim.raw and str(self.writer.table["quoted"]).format(words=claim.raw)
        value = value or self.shower.canon(self._dated(prop), claim.value, self.lang)
        where = "; ".join(dict.fromkeys(self.title(ref) for ref in claim.sources))
        if where:
            return str(self.writer.table["claim_note"]).format(source=where, value=value, reason=reason)
        return str(self.writer.table["also_said"]).format(value=value, reason=reason)

    def _dated(self, prop: Property) -> Property:
        """The date property behind a derived year, whose claims are dates."""
        return prop._replace(type="date_range") if prop.derived else prop

    def _closed(self, sentence: str) -> str:
        if not sentence or sentence[-1] in ".!?…":
            return sentence
        return sentence + str(self.writer.table["closing"])

    def title(self, ref: SourceRef) -> str:
        """The source's title."""
        source = self.world.bank.sources[ref.source]
        return text_in(source.title, self.lang, self.default)

    def sources(self, item: Item) -> tuple[SourceRef, ...]:
        """The places in the sources of all claims that the key and the explanation use."""
        found: dict[SourceRef, None] = {}
        for subject in item.fits:
            for slug in _rests_on(item):
                for claim in self.world.claims(subject, slug, item.period):
                    if claim.status == "accepted" or (claim.status in _TOLD and claim.reason):
                        found.update(dict.fromkeys(claim.sources))
        return tuple(found)

    def about(self, item: Item, value: Scalar) -> str:
        """What a false option really is, from the bank: ``Helsinki hosted ASEM 6, in 2006``. Or empty."""
        if item.asked == "self":
            return self._closed(self._true_of(item.kind, item.given, str(value)))
        kind = self.world.bank.kinds[item.kind]
        prop = kind.properties[item.asked]
        reason = self._rejection(item, value)
        if reason:
            return reason
        if prop.shape != "one" or prop.type == "boolean":
            return ""
        holders = [one for one in self.world.holders(item.kind, item.asked, value) if one not in item.fits]
        if not prop.varies and holders:
            return " ".join(self._closed(self._true_of(item.kind, item.asked, one)) for one in holders[:2])
        told = [self._at_other_time(item, value)] if prop.varies else []
        if not any(told):
            told = [self._true_of(*place) for place in self.elsewhere(prop, value)]
        return " ".join(self._closed(sentence) for sentence in told if sentence)

    def elsewhere(self, prop: Property, value: Scalar) -> list[tuple[str, str, str]]:
        """Kind, property and subject of other kinds whose value it is, two at most: those that ``pool`` names, and for
        a thing the kinds that ask for it and tell it in their summary (the ministers' meeting in another city); or the
        thing itself, by the first that is known of what its own summary tells."""
        places = [pool.partition(".")[::2] for pool in prop.pool]
        if prop.type == "ref":
            of = self.world.kind_of(str(value)).slug
            places += [
                (kind.slug, slug)
                for kind in self.world.bank.kinds.values()
                for slug, other in kind.properties.items()
                if other.type == "ref"
                and other.shape == "one"
                and of in other.to
                and rule_for(kind, "self", slug).ask
                and "{" + slug + "}" in kind.summary.get(self.lang, "")
            ]
        found = [(kind, slug, one) for kind, slug in places for one in self.world.holders(kind, slug, value)[:1]]
        if prop.type != "ref":
            return found[:1]
        return found[:2] or self._itself(str(value))

    def _itself(self, subject: str) -> list[tuple[str, str, str]]:
        kind = self.world.kind_of(subject)
        places = [(kind.slug, slug, subject) for slug, _variant in slots_of(kind.summary.get(self.lang, ""))]
        return [place for place in places if place[1] != "self" and self._true_of(*place)][:1]

    def _true_of(self, kind: str, slug: str, subject: str) -> str:
        """What is true of a subject: its summary if that tells of the property, else what the property is; or empty."""
        summary = self.writer.summary(subject, slug)
        cell = self.world.cell(kind, slug, subject)
        if summary or cell is None or cell.value is None or isinstance(cell.value, tuple):
            return summary
        return self.writer.statement(self.world.bank.kinds[kind], slug, subject, cell.value, cell.as_of)

    def _at_other_time(self, item: Item, value: Scalar) -> str:
        kind = self.world.bank.kinds[item.kind]
        for cell in self.world.column(item.kind, item.asked).get(item.subject, ()):
            if cell.value == value:
                return self._closed(self.writer.statement(kind, item.asked, item.subject, value, cell.as_of))
        return ""

    def _rejection(self, item: Item, value: Scalar) -> str:
        """What the bank says of a value that it rejects for this very subject, or when it held."""
        for subject in item.fits:
            for claim in self.world.bank.entities[subject].claims.get(item.asked, ()):
                if claim.status not in ("accepted", "unasked") and claim.value == value:
                    return self._closed(text_in(claim.reason, self.lang, self.default))
                if claim.status == "accepted" and claim.valid and claim.value == value:
                    prop = self.world.bank.kinds[item.kind].properties[item.asked]
                    shown = self.shower.display(prop, value, self.lang)
                    pattern: str = self.writer.table["held"]
                    return self._closed(pattern.format(value=shown, time=self.shower.date(claim.valid, self.lang)))
        return ""

    def listed(self, sentences: Iterable[str]) -> str:
        """Sentences in one line."""
        return " ".join(self._closed(sentence) for sentence in sentences if sentence)
