"""The very first question: which language. Asked in every language there is, once."""

from quiz import language
from quiz.i18n import _, available, set_language
from quiz.plain.commands import command_in
from quiz.plain.console import Console
from quiz.plain.replies import place_in
from quiz.plain.study import LeaveError
from quiz.study.services import Services

__all__ = ["first_run"]


def first_run(services: Services, console: Console) -> bool:
    """Ask for the language if the learner is new and never chose one; whether the learner is new.

    Raises LeaveError if the learner would rather go.
    """
    settings = services.store.settings()
    if settings.language or services.store.days_studied(0):
        return False
    codes = available()
    if len(codes) < 2 or services.chosen:
        return True
    names = [str(language.table(code)["name"]) for code in codes]
    chosen = None
    while chosen is None:
        for code in codes:
            set_language(code)
            console.say(_("Choose your language: type its number. q: quit."))
        set_language(services.lang)
        console.all(f"{at}. {name}" for at, name in enumerate(names, 1))
        line = console.listen()
        if command_in(line, ("quit",)):
            raise LeaveError
        called = [code for code, name in zip(codes, names, strict=True) if line.casefold() in (code, name.casefold())]
        place = place_in(line, len(codes))
        chosen = called[0] if called else None if place is None else codes[place]
    services.store.save_settings(settings._replace(language=chosen))
    services.speak(chosen)
    return True
