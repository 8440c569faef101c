"""What a printed test is: questions frozen as they were built, and the forms that shuffle them. Plain data."""

from collections.abc import Mapping
from typing import NamedTuple

from quiz.questions.model import Form, Question
from quiz.study.exam.model import Blueprint
from quiz.study.frozen import Entry

__all__ = ["OPEN", "VERSION", "FormPlan", "Frozen", "Printed"]

VERSION = 1
"""Of the frozen file's layout."""
OPEN = (Form.TYPED, Form.ORDERING, Form.MATCHING)
"""Forms whose answers are written by hand, so that no optical reader reads them."""


class FormPlan(NamedTuple):
    """How one form differs from form A. All numbers are places from 0."""

    letter: str
    order: tuple[int, ...]
    """For each printed question the entry that stands there."""
    options: tuple[tuple[int, ...], ...]
    """For each printed question and each printed option the option of the entry."""
    left: tuple[tuple[int, ...], ...]
    """The same for the left column of a matching; empty for other forms of question."""


class Frozen(NamedTuple):
    """A built paper: all that printing and marking need, whatever becomes of the bank."""

    version: int
    id: str
    """Digest of what is printed on form A; says nothing about seed or key."""
    number: int
    """Which of several parallel papers, from 1; 0 for a single one."""
    bank: str
    bank_digest: str
    title: Mapping[str, str]
    """By language."""
    langs: tuple[str, ...]
    """The first is the main one."""
    seed: int
    """Kept here so that the paper can be drawn again. Never printed."""
    blueprint: Blueprint
    entries: tuple[Entry, ...]
    forms: tuple[FormPlan, ...]


class Printed(NamedTuple):
    """One question as it stands on one form."""

    number: int
    """From 1."""
    base: int
    """Its entry."""
    questions: Mapping[str, Question]
    """By language; options, left column and key as this form has them."""
    cited: Mapping[str, tuple[str, ...]]
