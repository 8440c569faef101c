"""Choose what to study: topics, depth, forms, language, and whether it counts."""

from collections.abc import Sequence
from typing import NamedTuple

from quiz.i18n import N_, _
from quiz.questions.model import DEPTHS, Form
from quiz.study.services import Services
from quiz.study.views import Plan
from quiz.tui.layout import Hint, Line, Span, blank, line
from quiz.tui.messages import Go, StudyWanted
from quiz.tui.rows import RowsSheet
from quiz.tui.sheet import bind
from quiz.tui.words import depth_name, form_name, language_name

__all__ = ["Choice", "ChooseSheet", "Row", "plan_of"]


class Choice(NamedTuple):
    """What has been chosen. Empty topics or forms mean all of them."""

    lang: str
    depth: str
    forms: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    cram: bool = False
    keep: bool = False


class Row(NamedTuple):
    """A line that can be chosen."""

    group: str
    value: str
    label: str


def toggled(choice: Choice, row: Row) -> Choice:
    """``choice`` after the row was chosen, or taken back."""
    match row.group:
        case "lang":
            return choice._replace(lang=row.value)
        case "depth":
            return choice._replace(depth=row.value)
        case "forms":
            return choice._replace(forms=choice.forms ^ {row.value})
        case "topics":
            return choice._replace(topics=choice.topics ^ {row.value})
        case "cram":
            return choice._replace(cram=not choice.cram)
        case _:
            return choice._replace(keep=not choice.keep)


def holds(choice: Choice, row: Row) -> bool:
    """Whether the row is chosen."""
    match row.group:
        case "lang":
            return choice.lang == row.value
        case "depth":
            return choice.depth == row.value
        case "forms":
            return row.value in choice.forms
        case "topics":
            return row.value in choice.topics
        case "cram":
            return choice.cram
        case _:
            return choice.keep


def plan_of(choice: Choice, topics: Sequence[str]) -> Plan:
    """The sitting that was chosen; ``topics`` gives their order."""
    return Plan(
        choice.lang,
        mode="cram" if choice.cram else "study",
        depth=choice.depth,
        topics=tuple(topic for topic in topics if topic in choice.topics),
        forms=tuple(form.value for form in Form if form.value in choice.forms),
    )


class ChooseSheet(RowsSheet[None]):
    """A list of things to tick; Enter starts."""

    HELP_TITLE = N_("Choose what to study")
    BINDINGS = [  # noqa: RUF012
        bind("proceed", "enter", "proceed", N_("Start")),
        bind("select", "space", "select", N_("Choose")),
        bind("keep", "plus,f2", "keep", N_("Make these choices my defaults")),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        settings = services.store.settings()
        self.choice = Choice(
            services.lang,
            settings.depth,
            frozenset(filter(None, settings.forms.split(","))),
            frozenset(filter(None, settings.topics.split(","))),
        )
        self.rows = self._rows()
        self.note = ""

    @property
    def row_count(self) -> int:
        """Everything that can be ticked."""
        return len(self.rows)

    def _rows(self) -> list[Row]:
        questions, lang = self.services.questions, self.services.lang
        rows = [Row("topics", topic, questions.topic_title(topic, lang)) for topic in questions.bank.topics]
        rows += [Row("depth", depth, depth_name(depth)) for depth in DEPTHS]
        rows += [Row("forms", form.value, form_name(form)) for form in Form]
        rows += [Row("lang", code, language_name(code)) for code in questions.bank.languages]
        return [*rows, Row("cram", "", _("Cram: practise without changing the schedule"))]

    def page_lines(self, width: int) -> Sequence[Line]:
        """Groups of rows under their names."""
        titles = {
            "topics": _("Topics (none chosen: all)"),
            "depth": _("Depth"),
            "forms": _("Forms (none chosen: all)"),
            "lang": _("Language of the questions"),
            "cram": _("How"),
        }
        lines: list[Line] = []
        group = ""
        for at, row in enumerate(self.rows):
            if row.group != group:
                group = row.group
                lines += [blank(), line(Span(titles[group], "title"))]
            on = holds(self.choice, row)
            single = group in ("depth", "lang")
            box = ("(•) " if on else "( ) ") if single else ("[✓] " if on else "[ ] ")
            drawn = self.row_lines(at, row.label, width, f"tick({at})", head=[Span(box, "accent" if on else "muted")])
            if at == self.cursor:
                self._focus = (max(0, len(lines) - (2 if at == 0 else 0)), len(lines) + len(drawn) - 1)
            lines += drawn
        if self.note:
            lines += [blank(), line(Span(self.note, "near"))]
        return [*lines, blank()]

    def hints(self) -> Sequence[Hint]:
        """Tick and start."""
        return [
            Hint("Space", _("tick"), "select"),
            Hint("Enter", _("start"), "proceed"),
            Hint("+", _("keep as my defaults"), "keep"),
            Hint("?", _("help"), "help"),
            Hint("Esc", _("back"), "leave"),
        ]

    def digit(self, number: int, sure: bool) -> None:
        """Go to the row of that number in view of the cursor's group; ticking is for Space."""
        group = self.rows[self.cursor].group
        rows = [at for at, row in enumerate(self.rows) if row.group == group]
        if 1 <= number <= len(rows):
            self.go_to(rows[number - 1])

    def action_tick(self, at: int) -> None:
        """A click."""
        self.cursor = at
        self.action_select()

    def action_page(self, by: int) -> None:
        """The first row of the next group, or of this one and then the one before."""
        firsts = [at for at, row in enumerate(self.rows) if at == 0 or self.rows[at - 1].group != row.group]
        found = [at for at in firsts if (at > self.cursor if by > 0 else at < self.cursor)]
        if found:
            self.go_to(found[0] if by > 0 else found[-1])

    def go_to(self, row: int) -> None:
        """What was said of the row before is over."""
        self.note = ""
        super().go_to(row)

    def action_select(self) -> None:
        """Tick or untick."""
        self.choice = toggled(self.choice, self.rows[self.cursor])
        self.go_to(self.cursor)

    def action_keep(self) -> None:
        """Topics, depth and forms become the settings."""
        store, plan = self.services.store, plan_of(self.choice, tuple(self.services.questions.bank.topics))
        store.save_settings(
            store.settings()._replace(topics=",".join(plan.topics), depth=plan.depth, forms=",".join(plan.forms))
        )
        self.note = _("Kept as your defaults.")
        self.redraw()
        self.call_after_refresh(self.action_edge_view)

    def action_edge_view(self) -> None:
        """Show the note, which stands last."""
        self.page.scroll_to(y=self.page.virtual_size.height, animate=False, immediate=True)

    def action_proceed(self) -> None:
        """Start."""
        self.hush()
        self.post_message(StudyWanted(plan_of(self.choice, tuple(self.services.questions.bank.topics))))

    def action_leave(self) -> None:
        """Back home."""
        self.hush()
        self.post_message(Go("home"))
