"""What a question is, and what became of an answer to it."""

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from quiz.bank.model import DEPTHS, SourceRef

__all__ = ["DEPTHS", "LETTERS", "Accept", "Form", "ItemInfo", "Outcome", "Question", "Response", "Touch", "Verdict"]


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What options are called where people point at them: in a class and on paper."""


class Form(StrEnum):
    """The way an item is asked."""

    FLASHCARD = "flashcard"
    CHOICE = "choice"
    SELECT_ALL = "select_all"
    TRUE_FALSE = "true_false"
    TYPED = "typed"
    ORDERING = "ordering"
    MATCHING = "matching"


class Outcome(StrEnum):
    """What an answer was worth."""

    RIGHT = "right"
    WRONG = "wrong"
    NEAR = "near"
    """A slip of the keyboard or a coarser value: asked again in study, wrong in a test."""
    BLANK = "blank"
    """No answer."""


Response: TypeAlias = str | int | tuple[int, ...] | None
"""As a front end gives it and the log keeps it (JSON):

flashcard   ``"again" | "hard" | "good" | "easy"``
choice, true/false   index of the option as shown, from 0
select all  sorted indices of the chosen options
typed       the text
ordering    indices of the options in the order given
matching    for each ``left`` the index of its option
no answer   ``None``
"""


class ItemInfo(NamedTuple):
    """One unit of memory, as the catalogue lists it."""

    id: str
    """``bank/subject/given>asked[@period]``."""
    digest: str
    """Digest of the canonical answer: evidence counts only while it matches."""
    topic: str
    depth: str
    family: str
    """Siblings share it: they are kept a day apart."""
    forms: tuple[Form, ...]
    position: int
    """Rank in the order of introduction."""


class Accept(NamedTuple):
    """What a typed answer is compared with."""

    rule: str
    """``text``, ``date``, ``number``, ``quantity`` or ``money``."""
    texts: tuple[str, ...]
    """Right labels and aliases, of all languages; for dates the ISO value, for numbers the number."""
    corrected: tuple[tuple[str, str], ...]
    """(accepted text, correction to show)."""
    refused: tuple[str, ...]
    """Near and wrong; includes the names of every other entity that an answer could mean, unless they are very many:
    :meth:`quiz.questions.engine.Questions.grade` then looks at those like the answer."""
    also: tuple[tuple[str, str], ...]
    """Also accepted values (same notation as ``texts``) with the note to show, which may be empty."""
    unit: str
    """Unit or currency that may stand beside the number."""
    tolerance: float
    grain: str
    """For dates: ``year``, ``month``, ``day`` or ``range``: what the question asks for."""
    behind: tuple[str, ...] = ()
    """What may stand behind a name because it is true of it: ``Helsinki, Finland``."""
    before: tuple[str, ...] = ()
    """What may stand before a name because it says what is named: ``planet Mars``."""


class Touch(NamedTuple):
    """An item that a question gives evidence of."""

    item: str
    digest: str


class Question(NamedTuple):
    """One question, ready to be shown. Texts are clean; none of them is markup."""

    id: str
    """``item~form.lang#seed``, the seed in hexadecimal."""
    item: str
    form: Form
    lang: str
    seed: int
    bank: str
    topic: str
    subject: str
    property: str
    """The asked property, or ``self``."""
    given: str
    """``self`` or a property."""
    qualifier: str | None
    """The text that made the stem unique."""
    template: str
    """Which stem was used, for the log."""
    prompt: str
    left: tuple[str, ...]
    """Matching: the left column."""
    options: tuple[str, ...]
    """As shown; for flashcard and typed empty."""
    option_ids: tuple[str, ...]
    """Canonical text of each option, for the log and for mix-ups."""
    key: tuple[str, ...]
    """The right texts, in order where order matters; matching: the right text for each of ``left``."""
    key_indices: tuple[int, ...]
    """The same as indices into ``options``; empty for flashcard and typed."""
    accept: Accept | None
    explanation: str
    about: tuple[str, ...]
    """For each option what it really is; empty where nothing is known, or where the explanation tells it."""
    sources: tuple[SourceRef, ...]
    as_of: str | None
    depth: str
    touches: tuple[Touch, ...]
    """The item itself; in an ordering or matching of several subjects, the item of each line of ``key``."""
    reveals: tuple[str, ...]
    """``subject/property`` links that the stem, options or feedback show; see ``items.links_of``."""


class Verdict(NamedTuple):
    """What became of an answer."""

    outcome: Outcome
    credit: float
    """0 to 1; partial for select-all, ordering and matching."""
    correction: str
    """To be shown with a right answer that needs one (``England`` → the United Kingdom), or empty."""
    chosen: str
    """For a wrong choice: what that choice is. Or empty."""
    touched: tuple[tuple[Touch, bool], ...]
    """Each item touched, and whether the answer was right about it."""
    meant: str = ""
    """The wrong name that was typed, as the bank writes it, or empty."""
    reveals: tuple[str, ...] = ()
    """Links that ``chosen`` shows and the question does not."""

    @property
    def strict(self) -> "Verdict":
        """The same where there is no second try, as in tests and classes: almost right is wrong."""
        return self._replace(outcome=Outcome.WRONG, credit=0.0) if self.outcome is Outcome.NEAR else self
