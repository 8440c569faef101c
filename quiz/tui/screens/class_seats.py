"""Everyone in the room, and what the host can do for one of them."""

from collections.abc import Callable, Sequence

from quiz.i18n import N_, _
from quiz.study.room.hosting import Hosting
from quiz.study.room.seen import SeatLine
from quiz.study.services import Services
from quiz.tui.draw.class_desk import seats_lines
from quiz.tui.layout import Hint, Line, Span, between, flat
from quiz.tui.rows import RowsSheet
from quiz.tui.screens.class_dialogs import ChoiceSheet, LineSheet
from quiz.tui.sheet import bind

__all__ = ["SeatsSheet"]

_FACTORS = (1.0, 1.25, 1.5, 2.0)


class SeatsSheet(RowsSheet[None]):
    """The list of pupils. ``do`` sends a command to the room, ``notes`` draws what came of it."""

    HELP_TITLE = N_("Pupils")
    BINDINGS = [  # noqa: RUF012
        bind("rename", "n,f2", "rename", N_("Give another name")),
        bind("regroup", "t,f7", "regroup", N_("Put into another team")),
        bind("hand", "h,f3", "hand", N_("Hand the seat to another phone")),
        bind("extra", "e,f4", "extra", N_("Extra time, which only you see")),
        bind("kick", "x,f5", "kick", N_("Take out of the room, or let in again")),
        bind("lock", "l,f6", "lock", N_("Lock the room, or unlock it")),
        bind("leave", "q,escape,f10,s", "leave", N_("Back")),
    ]

    def __init__(
        self, services: Services, room: Hosting, do: Callable[..., None], notes: Callable[[int], list[Line]]
    ) -> None:
        super().__init__(services)
        self.room, self.do_in_room, self.notes = room, do, notes
        self.seat = min(room.seats, default=0)
        """Under the cursor: a seat and not a row, for the list grows meanwhile."""

    @property
    def cursor(self) -> int:
        """The row of the seat under the cursor."""
        seats = sorted(self.room.seats)
        return seats.index(self.seat) if self.seat in seats else 0

    @cursor.setter
    def cursor(self, row: int) -> None:
        seats = sorted(self.room.seats)
        if row < len(seats):
            self.seat = seats[row]

    @property
    def row_count(self) -> int:
        """Everyone, whether in or taken out."""
        return len(self.room.seats)

    @property
    def numbered(self) -> int:
        """None: a number may be meant as a seat's."""
        return 0

    @property
    def under(self) -> SeatLine | None:
        """The seat under the cursor."""
        return self.room.seats.get(self.seat) or next(iter(self.room.seats.values()), None)

    def bar_line(self, width: int) -> Line:
        """How many, and whether others can come."""
        lock = [Span(_("locked") + "  ", "near")] if self.room.locked else []
        here = _("{n} in the room").format(n=len(self.room.here))
        return between([Span(_("Pupils"), "title")], [*lock, Span(here, "strong")], width)

    def page_lines(self, width: int) -> Sequence[Line]:
        """See :func:`quiz.tui.draw.class_desk.seats_lines`."""
        notes, drawn = self.notes(width), seats_lines(self.room, self.cursor, width)
        self._focus = len(notes) + drawn.first, len(notes) + drawn.last
        return [*notes, *drawn.lines]

    def hints(self) -> Sequence[Hint]:
        """What can be done."""
        return [
            Hint("n", _("rename"), "rename"),
            *([Hint("t", _("team"), "regroup")] if any(one.team for one in self.room.seats.values()) else []),
            Hint("h", _("another phone"), "hand"),
            Hint("e", _("extra time"), "extra"),
            Hint("x", _("let in again") if self.under is not None and self.under.kicked else _("take out"), "kick"),
            Hint("l", _("unlock") if self.room.locked else _("lock"), "lock"),
            Hint("?", _("help"), "help"),
            Hint("Esc", _("back"), "leave"),
        ]

    def action_row(self, at: int) -> None:
        """A click."""
        self.go_to(at)

    def action_rename(self) -> None:
        """Ask for the new name."""
        self._ask_for("rename", "name", _("Rename"), _("Another name for {name}:"))

    def action_regroup(self) -> None:
        """Ask for the team."""
        self._ask_for("regroup", "team", _("Another team"), _("The team of {name}:"))

    def _ask_for(self, command: str, field: str, title: str, text: str) -> None:
        """Ask for what is written of the seat, beginning with what stands there, and send it."""
        seat = self.under
        if seat is not None:
            asked = LineSheet(self.services, title, text.format(name=flat(seat.name)), getattr(seat, field))

            def send(line: str | None) -> None:
                if line:
                    self.do_in_room(command, seat=seat.seat, **{field: line})

            self.app.push_screen(asked, send)

    def action_kick(self) -> None:
        """Ask, then take out; let in again who was."""
        seat = self.under
        if seat is not None and seat.kicked:
            self.do_in_room("restore", seat=seat.seat)
        elif seat is not None:
            text = _(
                "The device of {name} cannot join again unless you let it in here. What was answered stays stored, but"
                " counts nowhere."
            )
            asked = ChoiceSheet(
                self.services, _("Take out of the room"), text.format(name=flat(seat.name)), [_("Take out")]
            )
            self.app.push_screen(asked, lambda at: self.do_in_room("kick", seat=seat.seat) if at == 0 else None)

    def action_hand(self) -> None:
        """Ask, then hand it over: the old phone loses it at once."""
        seat = self.under
        if seat is not None and not seat.kicked:
            text = _("The phone that has this seat now loses it. The next one opens an address that you are shown.")
            title = _("Another phone for {name}").format(name=flat(seat.name))
            asked = ChoiceSheet(self.services, title, text, [_("Hand over")])
            self.app.push_screen(asked, lambda at: self.do_in_room("hand", seat=seat.seat) if at == 0 else None)

    def action_extra(self) -> None:
        """Ask how much."""
        seat = self.under
        if seat is not None:
            texts = [_("No extra time"), _("A quarter more"), _("Half as much again"), _("Twice the time")]
            title = _("Extra time for {name}").format(name=flat(seat.name))
            asked = ChoiceSheet(self.services, title, _("It holds at once; nobody else sees it."), texts)
            self.app.push_screen(asked, lambda at: self._extra(seat.seat, at))

    def _extra(self, seat: int, at: int | None) -> None:
        if at is not None:
            self.do_in_room("extra", seat=seat, factor=_FACTORS[at])

    def action_lock(self) -> None:
        """Nobody else comes in, or somebody does again."""
        self.do_in_room("lock", on=not self.room.locked)
