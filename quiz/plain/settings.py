"""The settings in line mode: a numbered list, one value at a time."""

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.plain.commands import command_in
from quiz.plain.console import Console
from quiz.plain.fields import FIELDS, explain, parse, shown
from quiz.plain.replies import place_in
from quiz.study.records import Settings
from quiz.study.services import Services

__all__ = ["changed", "settings_dialogue"]


def settings_dialogue(services: Services, console: Console) -> None:
    """List the settings once, and change what the learner picks, until an empty line."""
    _list(services, console)
    while True:
        line = console.ask(_("Type the number of a setting. ? lists them again, Enter leaves."))
        if not line or command_in(line, ("quit",)):
            return
        if command_in(line, ("help",)):
            _list(services, console)
            continue
        name = _field(line)
        if not name:
            console.say(_("Type a number from 1 to {last}.").format(last=len(FIELDS)))
            continue
        prompt = _("New value for {name}? Enter leaves it as it is, - empties it.")
        value = console.ask(prompt.format(name=name))
        if value:
            _keep(services, console, name, value)


def _list(services: Services, console: Console) -> None:
    settings = services.store.settings()
    console.say(_("Settings:"))
    for at, name in enumerate(FIELDS, 1):
        console.say(f"{at}. {name}: {shown(settings, name)}. {explain(name)}")


def _field(line: str) -> str:
    if line in FIELDS:
        return line
    place = place_in(line, len(FIELDS))
    return "" if place is None else FIELDS[place]


def _keep(services: Services, console: Console, name: str, text: str) -> None:
    try:
        settings = changed(services, name, text)
    except QuizError as error:
        console.refuse(error)
        return
    console.say(_("Kept: {name} is {value}.").format(name=name, value=shown(settings, name)))


def changed(services: Services, name: str, text: str) -> Settings:
    """Set one setting from text and keep it. Raises QuizError if it cannot be."""
    bank = services.questions.bank
    settings = parse(services.store.settings(), name, text, tuple(bank.topics))
    services.store.save_settings(settings)
    if name == "language":
        services.speak(settings.language)
    return services.store.settings()
