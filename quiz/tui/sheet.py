"""The base of all screens: a bar, a page and a row of keys; keys and clicks become actions here.

Keys are dispatched by the screen itself and not by the application's queue: only so can it be said for sure
which question a key was meant for. After every change of what is shown the screen is deaf until the change
has been painted (:meth:`Sheet.hush`): a key that arrives in the same burst falls nowhere.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import ClassVar, Generic, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from quiz.errors import QuizError
from quiz.i18n import N_, _
from quiz.study.services import Services
from quiz.tui.keyboard import Pressed
from quiz.tui.layout import Hint, Line, Span, blank, flow, line, paragraph
from quiz.tui.messages import Entered, Failed, HelpWanted
from quiz.tui.page import Bar, Clicked, Page
from quiz.tui.shell import Shell

__all__ = ["MIN_HEIGHT", "MIN_WIDTH", "Sheet", "bind", "hints"]

MIN_WIDTH, MIN_HEIGHT = 60, 20
Result = TypeVar("Result")


def bind(ident: str, keys: str, action: str, description: str) -> Binding:
    """A binding with an id (for keymaps) and a description (for help and palette), not translated yet."""
    return Binding(keys, action, description, id=ident, show=False)


def hints(items: Iterable[Hint], width: int) -> list[Line]:
    """The row of keys; every group can be clicked."""
    groups = [(Span(one.key, "key", one.action), Span(" " + one.label, "muted", one.action)) for one in items]
    return flow(groups, width)


@cache
def _bindings(sheet: type) -> dict[str, Binding]:
    found: dict[str, Binding] = {}
    for cls in reversed(sheet.__mro__):
        if issubclass(cls, Sheet):
            for binding in Binding.make_bindings(cls.__dict__.get("BINDINGS", ())):
                found[binding.key] = binding
    return found


_FIRST = ("proceed", "select", "leave")
"""General commands that help lists before those that only move about."""


class Sheet(Screen[Result], Generic[Result]):
    """A screen that draws lines."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    HELP_TITLE: ClassVar[str] = ""
    BINDINGS = [  # noqa: RUF012  # Textual reads the class variable
        bind("help", "question_mark,f1", "help", N_("Help")),
        bind("palette", "colon,f12", "app.command_palette", N_("All commands")),
        bind("leave", "q,escape,f10", "leave", N_("Leave")),
        bind("up", "up,k", "move(-1)", N_("Up")),
        bind("down", "down,j", "move(1)", N_("Down")),
        bind("page_up", "pageup", "page(-1)", N_("Up a page")),
        bind("page_down", "pagedown", "page(1)", N_("Down a page")),
        bind("top", "home", "edge(-1)", N_("To the top")),
        bind("bottom", "end", "edge(1)", N_("To the bottom")),
        bind("proceed", "enter", "proceed", N_("Go on")),
        bind("select", "space", "select", N_("Down a page")),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self._listening = False
        self.page = Page(self._draw_page, id="page")
        self.bar = Bar(self._draw_bar, id="bar")
        self.keys = Bar(self._draw_keys, id="keys")

    def compose(self) -> ComposeResult:
        """Bar, page and keys."""
        yield self.bar
        yield self.page
        yield self.keys

    # what a screen shows; screens say so by overriding

    def bar_line(self, width: int) -> Line:
        """The line at the top."""
        return line(Span(_(self.HELP_TITLE), "title"))

    def page_lines(self, width: int) -> Sequence[Line]:
        """The body: nothing, until a screen says what."""
        return ()

    def hints(self) -> Sequence[Hint]:
        """The keys at the foot."""
        return [Hint("?", _("help"), "help"), Hint("q", _("leave"), "leave")]

    def _draw_bar(self, width: int) -> Sequence[Line]:
        return [self.bar_line(width)]

    def _draw_keys(self, width: int) -> Sequence[Line]:
        return hints(self.hints(), width)

    def _draw_page(self, width: int) -> Sequence[Line]:
        if self.too_small:
            text = _("This window is too small: at least {width} columns and {height} lines are needed.")
            return [blank(), *paragraph(text.format(width=MIN_WIDTH, height=MIN_HEIGHT), width, "near")]
        return self.page_lines(width)

    @property
    def too_small(self) -> bool:
        """Whether a question might not be seen whole."""
        size = self.app.size
        return size.width < MIN_WIDTH or size.height < MIN_HEIGHT

    def redraw(self) -> None:
        """Show what has changed, and listen again once it is painted."""
        self.hush()
        self.repaint()

    def repaint(self) -> None:
        """Show a cursor or a draft that has changed. Keys mean what they meant before, so none is missed meanwhile:
        a slow line brings several at once."""
        self.bar.redraw()
        self.page.redraw()
        self.keys.redraw()

    # listening

    def hush(self) -> None:
        """Be deaf to keys and clicks until what changes now has been painted."""
        self._listening = False
        self.call_after_refresh(self._listen)

    def _listen(self) -> None:
        self._listening = True
        self.painted()

    def painted(self) -> None:
        """Called when what was shown last is on the screen."""

    @property
    def listening(self) -> bool:
        """Whether a key pressed now was pressed by someone who saw this screen: of a burst that opens or closes one
        the rest is for none."""
        return self._listening and self.is_active

    def on_screen_resume(self) -> None:
        """What was pressed for the screen above is not meant for this one."""
        self.hush()

    @property
    def shell(self) -> Shell:
        """The application."""
        return cast(Shell, self.app)

    async def on_key(self, event: events.Key) -> None:
        """Find out which key was meant, and do what it says."""
        if self.focused is not None:
            self.shell.decoder.reset()
            if event.is_printable or event.key in {"backspace", "ctrl+h"}:
                return
            pressed: Pressed | None = Pressed(event.key)
        elif self.shell.momentum.carries(event.key, event.character, self.services.mono()):
            pressed = None
        else:
            pressed = self.shell.decoder.feed(event.key, event.character)
        if pressed is None:
            event.stop()
            return
        number = int(pressed.key) if pressed.key in "0123456789" else None
        binding = _bindings(type(self)).get(pressed.key)
        if number is None and (binding is None or not pressed.sure):
            return
        event.stop()
        event.prevent_default()
        if not self.listening or (self.too_small and (binding is None or binding.id not in {"leave", "help"})):
            return
        if number is not None:
            self.attempt(self.digit, number, pressed.sure)
        elif binding is not None:
            await self.do(binding.action)

    @on(Clicked)
    async def _clicked(self, event: Clicked) -> None:
        event.stop()
        if self.listening and not self.too_small:
            await self.do(event.action)

    @on(Entered)
    def _entered(self, event: Entered) -> None:
        event.stop()
        if self.listening and not self.too_small:
            self.attempt(self.type_in, event.text)

    def type_in(self, text: str) -> None:
        """Enter was pressed on the line of this screen: nothing, until a screen has one."""

    async def do(self, action: str) -> None:
        """Run an action; see :meth:`attempt`."""
        try:
            await self.run_action(action)
        except QuizError as error:
            self.post_message(Failed(error))

    def attempt(self, what: Callable[..., object], *arguments: object) -> None:
        """Call; what goes wrong with a bank or a file is shown, and nothing is lost."""
        try:
            what(*arguments)
        except QuizError as error:
            self.post_message(Failed(error))

    def commands(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """(description, action, keys) of every command of this screen, its own first."""
        groups: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        for binding in _bindings(type(self)).values():
            if binding.id:
                keys = groups.pop(binding.id)[2] if binding.id in groups else ()
                groups[binding.id] = _(binding.description), binding.action, (*keys, binding.key)
        general = {binding.id for binding in Binding.make_bindings(Sheet.__dict__["BINDINGS"])}
        own = [ident for ident in groups if ident not in general]
        first = [ident for ident in _FIRST if ident in groups]  # a screen may use all its keys for something else
        for ident in [*own, *first, *(one for one in groups if one in general.difference(_FIRST))]:
            yield groups[ident]

    def palette(self) -> Iterator[tuple[str, str]]:
        """(description, action) of what the palette offers: all that is not moving about."""
        moving = {binding.action for binding in Binding.make_bindings(Sheet.__dict__["BINDINGS"])}
        return ((words, action) for words, action, _keys in self.commands() if action not in moving - {"help", "leave"})

    def key_table(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What help lists: words, and the keys for them."""
        return ((words, keys) for words, _action, keys in self.commands())

    def help_texts(self) -> Sequence[str]:
        """What help says below the keys."""
        return [
            _("Everything at the foot can be clicked."),
            _("With a Vietnamese input method switched on the keys work too; the function keys always do."),
        ]

    # actions

    def digit(self, number: int, sure: bool) -> None:
        """A digit was pressed. ``sure`` is False where an input method leaves it open."""

    def action_pick(self, number: int) -> None:
        """An option was clicked."""
        self.attempt(self.digit, number, True)

    def action_help(self) -> None:
        """Show all keys of this screen."""
        self.hush()
        self.post_message(HelpWanted())

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def action_move(self, by: int) -> None:
        """Scroll a line; screens with a cursor move it."""
        self.page.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll a page."""
        self.page.scroll_relative(y=by * max(1, self.page.size.height - 2), animate=False)

    def action_edge(self, to: int) -> None:
        """Scroll to the top or the bottom."""
        self.page.scroll_to(y=0 if to < 0 else self.page.virtual_size.height, animate=False)

    def action_proceed(self) -> None:
        """Enter."""

    def action_select(self) -> None:
        """Space."""
        self.action_page(1)
