"""What ``quiz class`` and ``quiz phone`` take."""

from quiz.cli.parser import Command, Parser, whole
from quiz.i18n import _

__all__ = ["CLASS", "PHONE"]


def _questions(parser: Parser) -> None:
    parser.add_argument("blueprint", nargs="?", metavar=_("BLUEPRINT"), help=_("a blueprint of the bank"))
    parser.add_argument("--topic", action="append", metavar=_("TOPIC"), help=_("only this topic; may be given again"))
    parser.add_argument("--questions", type=whole(1, 200), metavar=_("N"), help=_("how many questions"))
    parser.add_argument("--seed", type=whole(0, 2**63 - 1), metavar=_("N"), help=_("draw them from this number"))


def _rules(parser: Parser) -> None:
    parser.add_argument("--read", type=whole(0, 120), metavar=_("SECONDS"), help=_("time to read first"))
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--seconds", type=whole(5, 3600), metavar=_("SECONDS"), help=_("time to answer"))
    either.add_argument("--untimed", action="store_true", help=_("no time limit"))
    parser.add_argument("--speed", action="store_true", help=_("quick answers earn more points"))
    parser.add_argument("--board", type=whole(0, 5), metavar=_("N"), help=_("show the first N after each question"))
    parser.add_argument("--podium", action="store_true", help=_("show the best three at the end"))
    parser.add_argument(
        "--auto",
        type=whole(1, 600),
        nargs="?",
        const=8,
        metavar=_("SECONDS"),
        help=_("go on by itself so long after each answer was shown"),
    )
    parser.add_argument("--paced", action="store_true", help=_("everyone goes on at their own pace"))
    parser.add_argument(
        "--homework", metavar=_("DEADLINE"), help=_("at their own pace until then, such as 2026-11-25T20:00")
    )
    parser.add_argument(
        "--teams",
        nargs="?",
        const="device",
        choices=("device", "averaged"),
        help=_("several at one device, or teams with the average of their members"),
    )
    parser.add_argument("--roster", metavar=_("FILE"), help=_("only the names in this file may join, one a line"))
    parser.add_argument("--nicknames", action="store_true", help=_("everyone gets a nickname"))
    parser.add_argument("--no-memory", action="store_true", help=_("leave the pupils' schedules as they are"))


def _host(parser: Parser) -> None:
    _questions(parser)
    _rules(parser)
    parser.add_argument("--port", type=whole(1, 65535), metavar=_("N"), help=_("the port to listen on"))
    parser.add_argument("--plan", metavar=_("FILE"), help=_("a lesson that 'quiz class prepare' has saved"))
    parser.add_argument("--resume", action="store_true", help=_("come back to the lesson that is going on"))


def _join(parser: Parser) -> None:
    parser.add_argument("url", metavar=_("ADDRESS"), help=_("as the wall shows it; it may hold the code"))
    parser.add_argument("code", nargs="?", default="", metavar=_("CODE"), help=_("the six digits on the wall"))
    parser.add_argument("--name", default="", metavar=_("NAME"), help=_("your name, instead of being asked for it"))
    parser.add_argument("--team", default="", metavar=_("NAME"), help=_("your team"))


def _prepare(parser: Parser) -> None:
    _questions(parser)
    _rules(parser)
    parser.add_argument("--out", metavar=_("FILE"), required=True, help=_("the file to save the lesson in"))
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))


def _session(parser: Parser) -> None:
    parser.add_argument(
        "session", nargs="?", type=whole(1, 999_999), metavar=_("SESSION"), help=_("its number; else the last one")
    )


def _report(parser: Parser) -> None:
    _session(parser)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--csv", metavar=_("FILE"), help=_("write a CSV file"))
    group.add_argument("--xlsx", metavar=_("FILE"), help=_("write a spreadsheet"))
    group.add_argument("--html", metavar=_("FILE"), help=_("write a page to be printed"))
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))


def _forget(parser: Parser) -> None:
    parser.add_argument("session", type=whole(1, 999_999), metavar=_("SESSION"), help=_("its number"))
    parser.add_argument("--names", action="store_true", help=_("only the names; the answers stay"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask whether it is meant"))


def _void(parser: Parser) -> None:
    parser.add_argument("session", type=whole(1, 999_999), metavar=_("SESSION"), help=_("its number"))
    parser.add_argument("question", type=whole(1, 9999), metavar=_("QUESTION"), help=_("its number in the report"))
    parser.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar=_("ANSWER"),
        help=_("accept this option (A, B, …) or typed answer too, instead of leaving the question out"),
    )


def _cards(parser: Parser) -> None:
    _questions(parser)
    parser.add_argument("--plan", metavar=_("FILE"), help=_("a lesson that 'quiz class prepare' has saved"))
    parser.add_argument("--resume", action="store_true", help=_("go on with the lesson that was left"))
    parser.add_argument(
        "--teams", metavar=_("NAMES"), help=_("this device goes round: the names of the teams, with commas")
    )
    parser.add_argument("--print", metavar=_("FILE"), help=_("write the cards A to D as a PDF, and begin no lesson"))
    parser.add_argument("--pupils", type=whole(1, 200), metavar=_("N"), help=_("so many sets of cards, numbered"))
    parser.add_argument("--page", choices=("a4", "letter"), help=_("the size of the page"))
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))


CLASS = Command(
    lambda: _("a lesson with everyone's phones"),
    "",
    inner={
        "host": Command(
            lambda: _("open a room: the pupils join with their phones"),
            "quiz.cli.classroom:host",
            _host,
            examples=lambda: [
                ("quiz class host", _("twenty questions over all topics")),
                ("quiz class host --topic summits --questions 10 --untimed", _("ten, without a clock")),
                ("quiz class host --homework 2026-11-25T20:00", _("at home, until that evening")),
                ("quiz class host --resume", _("back to the lesson that is going on")),
            ],
        ),
        "join": Command(
            lambda: _("join a lesson from this terminal"),
            "quiz.cli.class_join:join",
            _join,
            examples=lambda: [("quiz class join 192.168.1.20:8080 482913", _("address and code are on the wall"))],
        ),
        "prepare": Command(
            lambda: _("look at every question of a lesson, change some, and save it"),
            "quiz.cli.class_prepare:prepare",
            _prepare,
            examples=lambda: [("quiz class prepare --topic summits --out monday.json", _("for 'host --plan'"))],
        ),
        "report": Command(
            lambda: _("what came of a lesson: per question, per pupil"),
            "quiz.cli.class_after:report",
            _report,
            examples=lambda: [
                ("quiz class report", _("the last lesson")),
                ("quiz class report 3 --xlsx class.xlsx", _("a spreadsheet of lesson 3")),
            ],
        ),
        "list": Command(lambda: _("list the lessons"), "quiz.cli.class_after:listing"),
        "void": Command(
            lambda: _("leave a question out for everyone, or accept another answer, and mark again"),
            "quiz.cli.class_after:void",
            _void,
            examples=lambda: [("quiz class void 3 17 --accept B", _("in lesson 3, B of question 17 is right too"))],
        ),
        "forget": Command(
            lambda: _("delete a lesson, or the names in it"),
            "quiz.cli.class_after:forget",
            _forget,
            examples=lambda: [("quiz class forget 3 --names", _("only the names; the answers stay"))],
        ),
        "doctor": Command(
            lambda: _("find out whether phones can reach this computer, and what to do"), "quiz.cli.classroom:doctor"
        ),
        "cards": Command(
            lambda: _("a lesson without a network: cards, raised hands, or one device that goes round"),
            "quiz.cli.class_cards:cards",
            _cards,
            examples=lambda: [
                ("quiz class cards --print cards.pdf --pupils 30", _("four cards for each of thirty pupils")),
                ("quiz class cards", _("type what you count: a12 b20")),
                ("quiz class cards --teams 'Reds,Blues'", _("each team answers at this device")),
                ("quiz class cards --resume", _("go on with the lesson that was left")),
            ],
        ),
    },
)


def _phone(parser: Parser) -> None:
    parser.add_argument(
        "--questions", type=whole(1, 200), default=20, metavar=_("N"), help=_("how many questions, at most")
    )


PHONE = Command(
    lambda: _("study on your own phone, in the same network"),
    "quiz.cli.classroom:phone",
    _phone,
    examples=lambda: [("quiz phone --questions 10", _("ten questions at most"))],
)
