"""Every command: what it is called, what it takes, who answers it."""

from typing import TYPE_CHECKING

from quiz.cli.class_options import CLASS, PHONE
from quiz.cli.parser import Command, Parser, whole
from quiz.i18n import _
from quiz.questions.model import DEPTHS, Form

if TYPE_CHECKING:
    from argparse import _ActionsContainer

__all__ = ["COMMANDS"]

_seed, _count, _size, _some = whole(0, 2**64 - 1), whole(0, 9999), whole(1, 9999), whole(1, 26)

_FORMS = tuple(form.value for form in Form)


def _topics(parser: Parser) -> None:
    parser.add_argument("--topic", action="append", metavar=_("TOPIC"), help=_("only this topic; may be given again"))


def _forms(parser: "_ActionsContainer") -> None:
    parser.add_argument(
        "--form",
        action="append",
        choices=_FORMS,
        metavar=_("FORM"),
        help=_("only this form; may be given again: {forms}").format(forms=", ".join(_FORMS)),
    )


def _study(parser: Parser) -> None:
    _topics(parser)
    parser.add_argument("--depth", choices=DEPTHS, help=_("how deep the questions go"))
    _forms(parser)
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--cram", action="store_true", help=_("practise without changing the schedule"))
    modes.add_argument(
        "--placement", action="store_true", help=_("a dozen new questions over all topics: how much you know already")
    )
    parser.add_argument(
        "--items", metavar=_("FILE"), help=_("ask the questions whose ids are in this file, one a line")
    )
    parser.add_argument("--seed", type=_seed, default=0, metavar=_("N"), help=_("draw everything from this number"))
    parser.add_argument("--more", type=_count, default=0, metavar=_("N"), help=_("so many beyond today's limit"))


def _ask(parser: Parser) -> None:
    parser.add_argument("id", nargs="?", metavar=_("ID"), help=_("which question; without it, the one that is due"))
    parser.add_argument("--answer", metavar=_("TEXT"), help=_("the answer, instead of asking for it"))
    parser.add_argument("--no-record", action="store_true", help=_("keep nothing of it"))
    parser.add_argument("--always", action="store_true", help=_("ask even without a terminal"))
    parser.add_argument("--seed", type=_seed, default=0, metavar=_("N"), help=_("draw everything from this number"))


def _test(parser: Parser) -> None:
    parser.add_argument("blueprint", nargs="?", metavar=_("NAME"), help=_("a named test; --list shows them"))
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--list", action="store_true", help=_("list the named tests of this bank"))
    instead.add_argument(
        "--past",
        type=_size,
        nargs="?",
        const=0,
        metavar=_("N"),
        help=_("list the tests that were handed in; N: show number N again"),
    )
    instead.add_argument("--predict", action="store_true", help=_("say what you would score today, and stop"))
    parser.add_argument("--questions", type=_size, metavar=_("N"), help=_("how many questions"))
    _topics(parser)
    parser.add_argument("--depth", choices=DEPTHS, help=_("how deep the questions go"))
    _forms(parser)
    parser.add_argument("--difficulty", choices=("any", "easy", "medium", "hard"), help=_("how hard the questions are"))
    parser.add_argument("--by", choices=("memory", "history"), help=_("what difficulty is judged by"))
    parser.add_argument("--per-question", type=_size, metavar=_("SECONDS"), help=_("time limit of each question"))
    parser.add_argument("--minutes", type=_size, metavar=_("N"), help=_("time limit of the whole test"))
    parser.add_argument("--untimed", action="store_true", help=_("no time limit"))
    parser.add_argument("--strict", action="store_true", help=_("the clock runs on while the program is closed"))
    parser.add_argument(
        "--scoring", choices=("plain", "corrected", "negative", "certainty", "speed"), help=_("how marks are given")
    )
    parser.add_argument("--forward", action="store_true", help=_("no way back to an earlier question"))
    parser.add_argument("--feedback", choices=("each", "end"), help=_("when you see what is right"))
    parser.add_argument("--no-memory", action="store_true", help=_("leave the schedule as it is"))
    parser.add_argument("--seed", type=_seed, metavar=_("N"), help=_("draw everything from this number"))


def _analyse(parser: Parser) -> None:
    parser.add_argument("--test", metavar=_("NAME"), help=_("only attempts at this test; '' for the unnamed one"))
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--everyone", action="store_true", help=_("attempts of all learners, not of one"))
    whose.add_argument("--roster", metavar=_("FILE"), help=_("attempts of a class: the names in this file, one a line"))
    parser.add_argument("--format", choices=("lines", "csv", "json"), default="lines", help=_("how it is printed"))


def _stats(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def _config(parser: Parser) -> None:
    parser.add_argument("key", nargs="?", metavar=_("KEY"), help=_("the setting; without it, all are listed"))
    parser.add_argument("value", nargs="?", metavar=_("VALUE"), help=_("its new value; '' empties it"))


def _yes(parser: Parser) -> None:
    parser.add_argument("--yes", action="store_true", help=_("do not ask whether it is meant"))


def _learners_delete(parser: Parser) -> None:
    parser.add_argument("name", metavar=_("NAME"), help=_("who"))
    _yes(parser)


def _reset(parser: Parser) -> None:
    parser.add_argument("topic", metavar=_("TOPIC"), help=_("which; 'quiz topics' lists them"))
    _yes(parser)


def _salvage(parser: Parser) -> None:
    parser.add_argument("out", metavar=_("NEW_FILE"), help=_("the file to save it in"))


def _check(parser: Parser) -> None:
    parser.add_argument("path", nargs="?", metavar=_("PATH"), help=_("the bank; without it, the one in use"))
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--translations", action="store_true", help=_("list the bank's own translations, for a native reader")
    )
    either.add_argument(
        "--ranks", action="store_true", help=_("list where right answers stand among numbers, years and dates")
    )


def _questions(parser: Parser) -> None:
    _topics(parser)
    either = parser.add_mutually_exclusive_group()  # what is dropped is not asked in any form
    _forms(either)
    either.add_argument("--dropped", action="store_true", help=_("what is not asked, and why"))
    parser.add_argument("--format", choices=("jsonl",), default="jsonl", help=_("one JSON object a line"))


def _show(parser: Parser) -> None:
    parser.add_argument("subject", metavar=_("SUBJECT"), help=_("a name, or a slug of the bank"))


def _paper(parser: Parser) -> None:
    parser.add_argument(
        "blueprint",
        nargs="?",
        metavar=_("BLUEPRINT"),
        help=_("a blueprint of the bank; without it, twenty questions over all topics"),
    )
    parser.add_argument(
        "--forms", type=_some, default=1, metavar=_("N"), help=_("so many forms of the same questions, shuffled")
    )
    parser.add_argument(
        "--parallel", type=_some, default=1, metavar=_("N"), help=_("so many papers with different questions")
    )
    parser.add_argument(
        "--seed", type=_seed, metavar=_("N"), help=_("draw the paper from this number; it is never printed")
    )
    parser.add_argument("--out", default=".", metavar=_("FOLDER"), help=_("the folder to write into"))
    parser.add_argument("--columns", type=int, choices=(1, 2), default=1, help=_("in one column or two"))
    parser.add_argument("--large", action="store_true", help=_("large print"))
    parser.add_argument("--page", choices=("a4", "letter"), default="a4", help=_("the size of the page"))
    parser.add_argument("--force", action="store_true", help=_("write over files that are there"))


def _mark(parser: Parser) -> None:
    parser.add_argument("paper", metavar=_("PAPER"), help=_("the .json file that 'quiz paper' wrote"))
    parser.add_argument(
        "files",
        nargs="*",
        metavar=_("FILE"),
        help=_("CSV files with name, form and answers; without one, the sheets that were typed"),
    )
    parser.add_argument("--enter", action="store_true", help=_("type the sheets, one after the other"))
    parser.add_argument("--format", choices=("lines", "csv"), default="lines", help=_("how it is printed"))
    parser.add_argument("--evidence", action="store_true", help=_("have the answers count for the pupils' memory"))
    _resheet(parser)


def _resheet(parser: Parser) -> None:
    parser.add_argument("--no-record", action="store_true", help=_("leave the progress file as it is"))
    parser.add_argument("--encoding", metavar=_("NAME"), help=_("of the CSV file, such as cp1258"))


def _paper_void(parser: Parser) -> None:
    parser.add_argument("paper", metavar=_("PAPER"), help=_("the .json file that 'quiz paper' wrote"))
    parser.add_argument("question", type=_count, metavar=_("QUESTION"), help=_("its number on form A"))
    parser.add_argument(
        "files", nargs="*", metavar=_("FILE"), help=_("the sheets to mark again; without it, those that were typed")
    )
    parser.add_argument(
        "--accept", metavar=_("ANSWER"), help=_("accept this answer too, as form A has it, instead of leaving it out")
    )
    parser.add_argument("--undo", action="store_true", help=_("take back the last decision about this question"))
    parser.add_argument("--reason", metavar=_("TEXT"), help=_("why; kept with the decision"))
    _resheet(parser)


def _completion(parser: Parser) -> None:
    parser.add_argument("shell", metavar=_("SHELL"), help="bash, zsh, fish, tcsh, powershell")


COMMANDS: dict[str, Command] = {
    "study": Command(
        lambda: _("go straight to the first question"),
        "quiz.cli.learn:study",
        _study,
        examples=lambda: [
            ("quiz study --topic summits --form typed", _("one topic, typed answers only")),
            ("quiz study --cram --depth detail", _("practice that leaves the schedule alone")),
            ("quiz study --placement", _("how much of it you know before you start")),
            ("quiz study --more 10", _("ten more than today's limit")),
        ],
    ),
    "ask": Command(
        lambda: _(
            "ask one question in line mode; exit code 0 right, 1 wrong, 2 error, 3 nothing due or no answer (q leaves)"
        ),
        "quiz.cli.ask:ask",
        _ask,
        examples=lambda: [
            ("quiz ask", _("in ~/.bashrc: a question with every new shell")),
            ("quiz ask 'asem/asem6/self>city' --answer Helsinki", _("answer without being asked")),
            ("quiz ask --no-record", _("just for fun")),
        ],
    ),
    "test": Command(
        lambda: _("take a test, timed or not; one that was left is gone on with"),
        "quiz.cli.exam:test",
        _test,
        examples=lambda: [
            ("quiz test", _("twenty questions over all topics")),
            ("quiz test --questions 10 --per-question 20", _("ten questions, twenty seconds each")),
            ("quiz test --predict", _("what you would score today")),
        ],
    ),
    "analyse": Command(
        lambda: _("item analysis of the tests that were taken"),
        "quiz.cli.analyse:analyse",
        _analyse,
        examples=lambda: [
            ("quiz analyse --everyone", _("facility, discrimination and options of every question")),
            ("quiz analyse --test exam --roster 10a.txt", _("one test, and of it one class")),
            ("quiz analyse --test exam --format csv", _("one test, for a spreadsheet")),
        ],
    ),
    "stats": Command(
        lambda: _("show how well you remember"),
        "quiz.cli.stats:stats",
        _stats,
        examples=lambda: [("quiz stats --json", _("the same figures, for a program to read"))],
    ),
    "config": Command(
        lambda: _("show or change the settings"),
        "quiz.cli.config:config",
        _config,
        examples=lambda: [
            ("quiz config", _("all settings, with what they mean")),
            ("quiz config new_per_day 10", _("ten new questions a day")),
            ("quiz config language vi", _("everything in Vietnamese")),
        ],
    ),
    "topics": Command(lambda: _("list the topics of the bank"), "quiz.cli.bank:topics"),
    "learners": Command(
        lambda: _("list the learners of the progress file, or delete one"),
        "quiz.cli.learners:listing",
        inner={
            "list": Command(lambda: _("list the learners"), "quiz.cli.learners:listing"),
            "delete": Command(
                lambda: _("delete a learner with everything that is known of them"),
                "quiz.cli.learners:delete",
                _learners_delete,
                examples=lambda: [("quiz learners delete Lan", _("you are asked whether it is meant"))],
            ),
        },
    ),
    "reset": Command(
        lambda: _("forget what was learned of a topic"),
        "quiz.cli.learners:reset",
        _reset,
        examples=lambda: [("quiz reset summits", _("its questions begin again as new ones"))],
    ),
    "progress": Command(
        lambda: _("look after the progress file"),
        "",
        inner={
            "where": Command(lambda: _("say where it is, and why there"), "quiz.cli.progress:where"),
            "rebuild": Command(lambda: _("compute all memory again from the log"), "quiz.cli.progress:rebuild"),
            "salvage": Command(
                lambda: _("save what can be read of a damaged file"),
                "quiz.cli.progress:salvage",
                _salvage,
                examples=lambda: [("quiz progress salvage saved.db", _("the damaged file stays as it is"))],
            ),
        },
    ),
    "bank": Command(
        lambda: _("check a bank, or look into it"),
        "",
        inner={
            "check": Command(
                lambda: _("report every mistake with its file, line and column"),
                "quiz.cli.bank:check",
                _check,
                examples=lambda: [
                    ("quiz bank check my_bank", _("exit code 1 if there are errors")),
                    ("quiz bank check --translations", _("what a native reader should look at")),
                    ("quiz bank check --ranks", _("whether the earliest year is mostly the right one")),
                ],
            ),
            "questions": Command(
                lambda: _("print the questions as JSON"),
                "quiz.cli.bank:questions",
                _questions,
                examples=lambda: [
                    ("quiz bank questions --topic summits --lang vi", _("one topic in one language")),
                    ("quiz bank questions --dropped", _("what is not asked, and why")),
                ],
            ),
            "show": Command(
                lambda: _("show all facts of something"),
                "quiz.cli.bank:show",
                _show,
                examples=lambda: [("quiz bank show 'ASEM 5'", _("by any of its names, or by its slug"))],
            ),
            "schema": Command(lambda: _("print the JSON Schema of the bank's files"), "quiz.cli.bank:schema"),
        },
    ),
    "paper": Command(
        lambda: _("print a test on paper: shuffled forms, answer sheets and keys"),
        "quiz.cli.paper:paper",
        _paper,
        examples=lambda: [
            ("quiz paper --forms 4 --lang vi --out test/", _("four forms in Vietnamese")),
            ("quiz paper --parallel 2 --lang vi,en --out retake/", _("two different papers, each in two languages")),
            ("quiz paper void test/paper.json 17", _("question 17 was faulty: leave it out for everyone")),
        ],
        inner={
            "void": Command(
                lambda: _("leave a question out for everyone, or accept another answer, and mark again"),
                "quiz.cli.mark:void",
                _paper_void,
                examples=lambda: [
                    ("quiz paper void test/paper.json 17 class.csv", _("left out, and who has another rank now")),
                    ("quiz paper void test/paper.json 17 --accept B", _("option B of form A is right too")),
                    ("quiz paper void test/paper.json 17 --undo", _("as if nothing had been decided")),
                ],
            ),
        },
    ),
    "mark": Command(
        lambda: _("mark sheets that were filled in on paper"),
        "quiz.cli.mark:mark",
        _mark,
        examples=lambda: [
            ("quiz mark test/paper.json class.csv", _("name, form and answers of everyone")),
            ("quiz mark test/paper.json a.csv b.csv", _("several tables together, such as one for each form")),
            ("quiz mark test/paper.json --enter", _("type the sheets, and some of them twice")),
            ("quiz mark test/paper.json class.csv --format csv > marks.csv", _("for a spreadsheet")),
        ],
    ),
    "class": CLASS,
    "phone": PHONE,
    "completion": Command(
        lambda: _("print a completion script for a shell"),
        "quiz.cli.completion:completion",
        _completion,
        examples=lambda: [
            ("quiz completion bash > ~/.local/share/bash-completion/completions/quiz", "Bash"),
            ("quiz completion fish > ~/.config/fish/completions/quiz.fish", "fish"),
        ],
    ),
}
