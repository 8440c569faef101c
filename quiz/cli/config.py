"""``quiz config``: the settings, listed with what they mean, and changed one at a time."""

from quiz.cli.args import Args
from quiz.cli.wiring import open_services
from quiz.i18n import _
from quiz.plain.fields import FIELDS, explain, parse, shown
from quiz.study.records import Settings

__all__ = ["config"]


class ConfigArgs(Args):
    """Of ``quiz config``."""

    key: str | None
    value: str | None


def config(args: ConfigArgs) -> int:
    """List all settings, print one, or change one."""
    with open_services(args) as wired:
        settings = wired.store.settings()
        if args.key is None:
            for name in FIELDS:
                _line(settings, name)
            return 0
        topics = tuple(wired.questions.bank.topics)
        if args.value is None:
            parse(settings, args.key, shown_raw(Settings(), args.key), topics)  # refuses a name that is none
            print(shown_raw(settings, args.key))
            return 0
        wired.store.save_settings(parse(settings, args.key, args.value, topics))
        settings = wired.store.settings()
        print(_("Kept: {name} is {value}.").format(name=args.key, value=shown(settings, args.key)))
        return 0


def shown_raw(settings: Settings, name: str) -> str:
    """The value as ``quiz config`` would take it back, in every language."""
    value = getattr(settings, name, "")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _line(settings: Settings, name: str) -> None:
    default = shown(Settings(), name)
    value = shown(settings, name)
    line = _("{name} = {value}  ({meaning} Default: {default}.)")
    print(line.format(name=name, value=value, meaning=explain(name), default=default))
