"""The command line as argparse sees it: only the command that is called, for the others cost time."""

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

from quiz.cli.args import WITH_VALUE
from quiz.cli.words import teach_argparse
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.text import shorten

__all__ = ["Command", "Parser", "called", "called_within", "parser_for", "whole"]

Describe = Callable[["Parser"], None]
_DIGITS = 20
"""What a whole number may have: as many as the largest that is asked for."""


class Command:
    """One command: its help in a line, its arguments, and the function that answers it."""

    def __init__(
        self,
        summary: Callable[[], str],
        target: str,
        describe: Describe | None = None,
        inner: "dict[str, Command] | None" = None,
        examples: Callable[[], Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        """``target``: ``module:function``, imported when called; ``inner``: the commands of this command.

        A command that has arguments of its own besides takes an inner one only right after its name: see
        :func:`called`.
        """
        self.summary, self.target, self.describe = summary, target, describe
        self.inner, self.examples = inner, examples


class Parser(argparse.ArgumentParser):
    """argparse's, whose errors are ours: what is wrong, and what to do. Options may stand between arguments."""

    _mixing = False
    help_of = ""
    """The command whose help says more than that of the whole program: what is left over is reported there."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does, which of its own accord takes ``FILE …`` in one go: none of them after an option."""
        if self._mixing or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        usage, self._mixing = self.usage, True
        if usage is None:  # argparse would cut off as much as "usage: " is long, in any language
            self.usage = self.format_usage().removeprefix(_("usage: ")).replace("%", "%%")
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.usage, self._mixing = usage, False

    def error(self, message: str) -> NoReturn:
        """Raise QuizError instead of printing and leaving."""
        raise QuizError(
            message[:1].upper() + message[1:] + ("" if message.endswith(".") else "."),
            hint=_("See: {command} --help").format(command=self.help_of or self.prog),
        )


def whole(least: int, most: int) -> Callable[[str], int]:
    """A type of arguments: a whole number from ``least`` to ``most``."""

    def parse(text: str) -> int:
        if not text.isdecimal() or len(text) > _DIGITS or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(
                _("'{text}' is no number from {least} to {most}").format(text=shorten(text, 40), least=least, most=most)
            )
        return int(text)

    return parse


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """argparse's, which makes one for every argument and would import ``shutil`` to learn the width."""

    def __init__(self, prog: str, **more: Any) -> None:
        super().__init__(prog, **{"width": _width(), **more})

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Examples keep their lines; what a command is for is wrapped."""
        wrapped = argparse.RawDescriptionHelpFormatter if "\n" in text else argparse.HelpFormatter
        return wrapped._fill_text(self, text, width, indent)


def _width() -> int:
    """Columns for help, as ``shutil.get_terminal_size`` finds them, less the margin that argparse leaves."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns[:4]) > 0:
        return int(columns[:4]) - 2
    try:
        return max(os.get_terminal_size(1).columns or 80, 20) - 2
    except OSError:
        return 78


class _Version(argparse.Action):
    """``--version``, which looks for the version only when asked."""

    def __init__(self, option_strings: Sequence[str], dest: str, **rest: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=rest.get("help"))

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> NoReturn:
        from quiz.cli.version import version

        print(f"quiz {version()}")
        parser.exit()


_SHARED = (*(f"{name}=" for name in WITH_VALUE), "--plain")


def _shared(parser: argparse.ArgumentParser) -> None:
    """The options that may stand before or after the command. They set nothing unless given."""
    group = parser.add_argument_group(_("for every command"))
    none = argparse.SUPPRESS
    group.add_argument(
        "--bank", metavar=_("PLACE"), default=none, help=_("the question bank: a folder, a file or a name")
    )
    group.add_argument("--db", metavar=_("FILE"), default=none, help=_("the file that progress is kept in"))
    group.add_argument("--learner", metavar=_("NAME"), default=none, help=_("whose progress it is"))
    group.add_argument("--lang", metavar=_("CODE"), default=none, help=_("language, en or vi"))
    group.add_argument(
        "--plain", action="store_true", default=none, help=_("line mode: plain lines, for screen readers")
    )
    group.add_argument("--version", action=_Version, help=_("print the version and leave"))


def called(arguments: Sequence[str]) -> str:
    """The word that names the command, or empty."""
    return next(iter(_words(arguments)), "")


def called_within(arguments: Sequence[str]) -> str:
    """The word right after the command's, shared options aside; empty if there is none or an option stands there."""
    words = _words(arguments)
    next(words, "")
    return next(words, "")


def _words(arguments: Sequence[str]) -> Iterator[str]:
    """Words that are no options, up to the first option after the command's name that is not for every command."""
    skip = found = False
    for word in arguments:
        if skip:
            skip = False
        elif word in WITH_VALUE:
            skip = True
        elif not word.startswith("-"):
            found = True
            yield word
        elif found and not word.startswith(_SHARED):
            return


def parser_for(commands: dict[str, Command], wanted: str | None, within: str | None = "") -> Parser:
    """A parser that knows the command ``wanted``; none if that is empty, all if it is None or unknown.

    ``within`` is the word after it, which may name an inner command of one that has arguments of its own. With None
    such a command gets its arguments and its inner commands, as completion wants to know them and nothing can parse.

    The namespace gets ``target`` and whatever the command describes; shared options only where given.
    """
    teach_argparse()
    root = Parser(
        prog="quiz",
        allow_abbrev=False,
        formatter_class=_Formatter,
        description=_("Study facts in the terminal. Without a command: today's questions."),
        epilog=_examples(
            [
                ("quiz", _("see where you are, and study")),
                ("quiz study --topic summits --lang vi", _("questions of one topic, in Vietnamese")),
                ("quiz ask", _("one question, for the start of your shell")),
                ("quiz --plain", _("line mode")),
                ("quiz stats", _("how well you remember")),
                ("quiz bank check my_bank", _("look for mistakes in a bank of your own")),
            ]
        ),
    )
    _shared(root)
    root.set_defaults(target="quiz.cli.learn:home")
    if wanted != "":
        _add(root, {wanted: commands[wanted]} if wanted in commands else commands, required=False, within=within)
    if wanted in commands:
        inner = within if within in (commands[wanted].inner or ()) else ""
        root.help_of = " ".join(filter(None, (root.prog, wanted, inner)))
    return root


def _add(parent: Parser, commands: dict[str, Command], *, required: bool, within: str | None = "") -> None:
    choices = parent.add_subparsers(
        title=_("commands"),
        metavar=_("COMMAND"),
        required=required,
        parser_class=Parser,
        prog=parent.prog,  # which argparse would find by formatting a usage line: 3 ms of imports
    )
    for name, command in commands.items():
        summary = command.summary()
        child = choices.add_parser(
            name,
            help=summary,
            description=summary[:1].upper() + summary[1:] + ".",
            allow_abbrev=False,
            formatter_class=_Formatter,
            epilog=_examples(command.examples()) if command.examples else None,
        )
        inner = command.inner or {}
        if command.describe and within is not None and within not in inner:
            inner = {}
        if inner:
            _add(child, inner, required=not command.target, within=within)
        if command.describe and (within is None or not inner):
            command.describe(child)
        _shared(child)
        if command.target:
            child.set_defaults(target=command.target)


def _examples(examples: Sequence[tuple[str, str]]) -> str:
    width = max(len(line) for line, _why in examples)
    beside = width + max(len(why) for _line, why in examples) + 4 <= _width()
    rows = [f"  {line.ljust(width)}  {why}" if beside else f"  {line}\n      {why}" for line, why in examples]
    return "\n".join([_("examples:"), *rows])
