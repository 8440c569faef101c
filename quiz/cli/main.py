"""The command line's frame: streams, language, errors in words, exit codes."""

import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from quiz.cli.args import Args, shortest
from quiz.cli.crash import CrashReport
from quiz.cli.language import lang_in, system_language
from quiz.cli.streams import is_broken_pipe, silence, use_utf8, utf8_arguments
from quiz.errors import QuizError
from quiz.i18n import set_language
from quiz.text import clean

__all__ = ["main"]

_INTERRUPTED = 130  # as shells report a program that Ctrl-C ended
_BROKEN_PIPE = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit code.

    0 fine; 1 a bank with errors or a wrong answer; 2 an error, told on standard error; 130 Ctrl-C;
    129 and 143 a signal to end (SIGHUP, SIGTERM) that came to a screen.
    """
    arguments = utf8_arguments(sys.argv[1:] if arguments is None else arguments)
    gc.disable()  # whatever is made on the way to the first question stays; front ends that stay switch it on
    use_utf8()
    set_language(lang_in(arguments) or system_language())
    try:
        with CrashReport() as report:
            return _run(arguments, report)
    except SystemExit as leaving:  # argparse after --help, or a crash that has been reported
        return leaving.code if isinstance(leaving.code, int) else 0


def _run(arguments: Sequence[str], report: CrashReport) -> int:
    try:
        args = _parsed(arguments)
        args.crash_report = report
        module, _colon, name = args.target.partition(":")
        command: Callable[[Args], int] = getattr(import_module(module), name)
        code = command(args)
        sys.stdout.flush()  # here, where a broken pipe can still be caught
        return code
    except QuizError as error:
        return _told(error)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        if not is_broken_pipe(error):
            raise
        silence()
        return _BROKEN_PIPE


def _parsed(arguments: Sequence[str]) -> Args:
    plain = shortest(arguments)
    if plain is not None:
        return plain
    from quiz.cli.commands import COMMANDS
    from quiz.cli.parser import called, called_within, parser_for

    wanted: str | None = called(arguments)
    if not wanted and {"-h", "--help"} & set(arguments):
        wanted = None
    within = called_within(arguments)
    return parser_for(COMMANDS, wanted, within).parse_args(arguments, Args())


def _told(error: QuizError) -> int:
    """What is wrong, where, and what to do: on standard error, after what was said before it."""
    try:
        sys.stdout.flush()
        print(clean(str(error)), file=sys.stderr)
    except OSError as other:
        if not is_broken_pipe(other):
            raise
        silence()
    return 2
