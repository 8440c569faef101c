"""What the teacher sees of a room in which each goes on alone: how far everybody has got, and until when it is open."""

from quiz.i18n import _, ngettext
from quiz.study.room.hosting import Hosting
from quiz.study.room.seen import SeatLine
from quiz.study.room.words import finished_words, until_words
from quiz.tui.draw.qr import Matrix
from quiz.tui.layout import Line, Span, blank, columns, flat, flow, hanging, meter, paragraph

__all__ = ["paced_lines"]

_NAME, _BAR = 22, 10


def paced_lines(room: Hosting, matrix: Matrix | None, width: int, wall: bool) -> list[Line]:
    """For the class: how to come in. For the teacher, once somebody is in: everybody's progress."""
    from quiz.tui.draw.class_desk import place_lines

    until = [blank(), *paragraph(until_words(room.deadline), width, "strong")] if room.deadline else []
    done = [blank(), *paragraph(finished_words(room), width, "muted")] if room.here else []
    if wall or not room.here:
        names = [flat(one.name) for one in room.here]
        nobody = [] if names else [blank(), *paragraph(_("Nobody is in yet."), width, "muted")]
        return [*until, blank(), *place_lines(room, matrix, width, names), *nobody, *done, blank()]
    lines = [*until, blank()]
    if room.urls:
        lines += hanging([Span(_("Address") + "  ", "muted")], room.urls[0], width, role="strong")
    lines += hanging([Span(_("Code") + "  ", "muted")], room.code or "–", width, role="strong")
    lines += [*done, blank()]
    for one in room.here:
        lines += _row(one, room.of, width)
    return [*lines, blank()]


def _row(seat: SeatLine, of: int, width: int) -> list[Line]:
    full, rest = meter(seat.given / of if of else 0.0, _BAR)
    head = [*columns([(flat(seat.name), _NAME, "strong")]), Span("  "), Span(full, "meter"), Span(rest, "faint")]
    texts = [(_("{n} of {of}").format(n=seat.given, of=of), "strong")]
    if seat.given:
        texts.append((ngettext("{n} right", "{n} right", seat.right).format(n=seat.right), "muted"))
    if of and seat.given >= of:
        texts.append((_("finished"), "right"))
    elif not seat.on:
        texts.append((_("away"), "near"))
    taken = _NAME + 2 + _BAR + 2
    rows = flow([[Span(text, role)] for text, role in texts], max(10, width - taken), 2)
    return [Line((*(head if at == 0 else [Span(" " * (taken - 2))]), Span("  "), *one.spans))
            for at, one in enumerate(rows)]  # fmt: skip
