"""The very first question: which language. Asked in every language there is, once."""

from quiz.i18n import _, available, set_language
from quiz.plain.console import Console
from quiz.plain.replies import place_in
from quiz.study.services import Services

__all__ = ["first_run"]


def first_run(services: Services, console: Console) -> bool:
    """Ask for the language if the learner is new and never chose one; whether the learner is new."""
    settings = services.store.settings()
    if settings.language or services.store.days_studied(0):
        return False
    languages = available()
    if len(languages) < 2 or services.chosen:
        return True
    from quiz.language import table

    for code in languages:
        set_language(code)
        console.say(_("Choose your language: type its number."))
    set_language(services.lang)
    console.all(f"{at}. {table(code)['name']}" for at, code in enumerate(languages, 1))
    while (place := place_in(console.listen(), len(languages))) is None:
        console.say(f"1–{len(languages)}")
    language = languages[place]
    services.store.save_settings(settings._replace(language=language))
    services.speak(language)
    return True
