"""Asking a teacher for a question, line by line, in each language of the lesson."""

from collections.abc import Callable, Sequence

from quiz.i18n import _
from quiz.plain.console import Console
from quiz.plain.replies import UnclearError, numbers_of, place_in
from quiz.questions.model import Form
from quiz.study.room.own import MOST_OPTIONS, OwnQuestion

__all__ = ["OwnDialogue"]

_KINDS = (Form.CHOICE, Form.TRUE_FALSE, Form.ORDERING, Form.TYPED)
"""As they are numbered; a choice with several right options becomes one where all are to be found."""


class OwnDialogue:
    """One question in the making. What is left away in a further language is shown in the first."""

    def __init__(self, console: Console, langs: Sequence[str]) -> None:
        self.console, self.langs = console, langs

    def ask(self) -> OwnQuestion | None:
        """The question as it was written, or None if it was given up. Raises EOFError when input ends."""
        line = self.console.ask(_("Which kind? 1: options (or Enter). 2: true or false. 3: put in order. 4: typed."))
        place = place_in(line or "1", len(_KINDS))
        if place is None:
            self._drop()
            return None
        words = _("Your question in '{lang}':")
        if _KINDS[place] is Form.TRUE_FALSE:
            words = _("Your statement in '{lang}':")
        prompts = self._in_each(lambda lang: self.console.ask(words.format(lang=lang)))
        if not prompts:
            self._drop()
            return None
        try:
            own = self._rest(_KINDS[place], prompts)
        except UnclearError as unclear:
            self.console.say(str(unclear))
            self._drop()
            return None
        why = self._in_each(lambda lang: self.console.ask(_("Explanation in '{lang}', or Enter:").format(lang=lang)))
        return own._replace(explanations=why)

    def _drop(self) -> None:
        self.console.say(_("No question was put in."))

    def _rest(self, form: Form, prompts: dict[str, str]) -> OwnQuestion:
        """What is asked besides the text. Raises UnclearError."""
        match form:
            case Form.TYPED:
                typed = self.console.ask(_("What may be typed? Several answers with ; between them."))
                return OwnQuestion(form, prompts, accepted=[one.strip() for one in typed.split(";") if one.strip()])
            case Form.TRUE_FALSE:
                right = numbers_of(self.console.ask(_("1: it is true. 2: it is false.")), 2)
                return OwnQuestion(form, prompts, right=right[:1])
            case Form.ORDERING:
                words = _("Number {n} in the right order, in '{lang}'; Enter alone: no more.")
                return OwnQuestion(form, prompts, self._options(words, prompts))
        options = self._options(_("Option {n} in '{lang}'; Enter alone: no more."), prompts)
        count = len(next(iter(options.values())))
        line = self.console.ask(_("Which are right? Type their numbers, such as: 1 or 1 3.")) if count else ""
        right = sorted(set(numbers_of(line, count))) if count else []
        return OwnQuestion(form if len(right) < 2 else Form.SELECT_ALL, prompts, options, right=right)

    def _options(self, words: str, langs: Sequence[str] | dict[str, str]) -> dict[str, list[str]]:
        """In each language; one that has not as many as the first is shown in the first, and that is said."""
        found: dict[str, list[str]] = {}
        for lang in langs:
            options = self._some(words, lang)
            first = next(iter(found.values()), options)
            if len(options) == len(first):
                found[lang] = options
            else:
                say = _("In '{lang}' there are {n} and not {of}: the options of '{first}' are shown instead.")
                self.console.say(say.format(lang=lang, n=len(options), of=len(first), first=next(iter(found))))
        return found

    def _some(self, words: str, lang: str) -> list[str]:
        options: list[str] = []
        while len(options) < MOST_OPTIONS:
            option = self.console.ask(words.format(n=len(options) + 1, lang=lang))
            if not option:
                break
            options.append(option)
        return options

    def _in_each(self, ask: Callable[[str], str]) -> dict[str, str]:
        """What is given in each language; without the first one nothing."""
        found: dict[str, str] = {}
        for lang in self.langs:
            text = ask(lang)
            if not text and not found:
                break
            if text:
                found[lang] = text
        return found
