"""Lessons from home in line mode: one that goes on, new ones, and what came of those before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.i18n import _
from quiz.plain.class_host import HostDialogue
from quiz.plain.console import Console
from quiz.plain.replies import place_in
from quiz.plain.waiting import TimedConsole
from quiz.plain.wire import ThreadedWire
from quiz.study.exam.words import title_of
from quiz.study.room.classes import Wish
from quiz.study.room.wishes import wish_rows

if TYPE_CHECKING:
    from quiz.study.room.classes import Lesson
    from quiz.study.services import Services

__all__ = ["LISTEN_SECONDS", "asked_for", "run_lessons"]

LISTEN_SECONDS = 0.1
"""Between two looks at what a room has said."""
_EARLIER = 20


def run_lessons(services: "Services", console: Console) -> None:
    """Choose one, and do it. Raises EOFError when input ends, and QuizError if it cannot be."""
    classes = services.classes()
    names = ["", *services.blueprints()]
    titles = [title_of(name, services.blueprints()[name].title if name else {}, services.lang) for name in names]
    rows = [("resume", _("Come back to the lesson that is going on"), 0)] if classes.going_on() else []
    rows += [("host", _("Open a room: {title}").format(title=title), at) for at, title in enumerate(titles)]
    rows += [
        ("report", _("Report of lesson {line}").format(line=line), number)
        for number, line in classes.lessons()[:_EARLIER]
    ]
    console.all(f"{at}. {text}" for at, (_kind, text, _number) in enumerate(rows, 1))
    place = place_in(console.ask(_("Which one? Type its number, or press Enter to leave it.")), len(rows))
    if place is None:
        return
    kind, _text, number = rows[place]
    if kind == "report":
        console.all(classes.report(number))
    else:
        wish = asked_for(console, names[number]) if kind == "host" else None
        console.say(_("Opening the room…"))
        _sit(services, console, classes.host(wish) if wish else classes.resume())


def asked_for(console: Console, blueprint: str) -> Wish:
    """The rules, as often changed as somebody likes; Enter takes them as they are."""
    titles = [(blueprint, blueprint)]
    wish = Wish(blueprint)
    while True:
        rules = wish_rows(wish, titles)[1:]
        console.all(f"{number}. {rule.label}: {rule.text}." for number, rule in enumerate(rules, 1))
        line = console.ask(_("Enter opens the room. To change a rule, type its number."))
        place = place_in(line, len(rules))
        if place is not None:
            wish = _changed(console, wish, place + 1, titles)
        elif not line:
            return wish


def _changed(console: Console, wish: Wish, place: int, titles: Sequence[tuple[str, str]]) -> Wish:
    """With another value of one rule; Enter leaves it as it is."""
    rule = wish_rows(wish, titles)[place]
    texts = [wish_rows(one, titles)[place].text for one in rule.choices]
    said = "; ".join(f"{number}. {text}" for number, text in enumerate(texts, 1))
    chosen = place_in(console.ask(f"{rule.label}: {said}. " + _("Type a number.")), len(rule.choices))
    return wish if chosen is None else rule.choices[chosen]


def _sit(services: "Services", console: Console, lesson: "Lesson") -> None:
    wire = ThreadedWire(lesson.connect)
    HostDialogue(
        wire,
        lambda tick: TimedConsole(*console.streams, tick, LISTEN_SECONDS),
        services.lang,
        services.mono,
        lesson.report,
    ).run()
