"""What the teacher sees of a lesson, as lines: the lobby, the question that is on, and the end. ``wall``: the same
terminal is what the class looks at, so that no key and nobody's name shows that should not."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from quiz.i18n import _, ngettext
from quiz.i18n.numbers import decimal
from quiz.questions.model import LETTERS, Form, Question
from quiz.study.room.hosting import Hosting
from quiz.study.room.model import Phase
from quiz.study.room.seen import SeatLine, accepted_texts
from quiz.study.words import clock_text
from quiz.tui.draw.class_ranks import rank_lines
from quiz.tui.draw.qr import Matrix, qr_spans
from quiz.tui.draw.question import Drawn, sources, stem
from quiz.tui.layout import Hint, Line, Span, between, blank, columns, flat, flow, hanging, line, meter, paragraph, wrap

__all__ = [
    "bar",
    "desk_lines",
    "hints",
    "link_lines",
    "lobby_lines",
    "over_lines",
    "place_lines",
    "seats_lines",
]

_SHAPES = "▲◆●■★✚⬟⬢"
_NAME = 18
_GAP = 3


def phase_word(room: Hosting, mono: int) -> str:
    """Where the room stands."""
    if room.paused:
        return _("paused")
    if room.phase is Phase.ASKED:
        opens = room.opens_in(mono)
        return _("reading {time}").format(time=clock_text(opens)) if opens else _("open now")
    return {
        Phase.LOBBY: _("waiting room"),
        Phase.CLOSED: _("closed"),
        Phase.REVEALED: _("revealed"),
        Phase.OVER: _("over"),
    }[room.phase]


def bar(room: Hosting, mono: int, width: int, wall: bool) -> Line:
    """Title and number on the left; phase, answers and time on the right."""
    left = [Span(room.shown_title or _("Lesson"), "title")]
    right: list[Span] = []
    if room.up is False:
        right.append(Span(_("no connection") + "  ", "wrong"))
    if room.locked and room.phase is Phase.LOBBY:
        right.append(Span(_("locked") + "  ", "near"))
    if room.question is None:
        n = len(room.here)
        right.append(Span(ngettext("{n} pupil", "{n} pupils", n).format(n=n), "strong"))
        if room.mode == "paced" and n:
            right.append(Span("  " + _("finished {n}/{of}").format(n=len(room.finished), of=n), "muted"))
    else:
        left.insert(0, Span(_("{number} of {total}").format(number=room.at + 1, total=room.of) + "  ", "muted"))
        answered, of = room.answered
        right.append(Span(phase_word(room, mono) + "  ", "muted"))
        if room.mode != "cards":
            right.append(Span(_("answered {n}/{of}").format(n=answered, of=of), "strong"))
        left_ms = room.left(mono)
        if room.phase is Phase.ASKED and left_ms is not None:
            right.append(Span("  " + clock_text(left_ms), "near" if left_ms <= 5_000 else "strong"))
        elif room.phase is Phase.ASKED:
            right.append(Span("  " + _("no limit"), "muted"))
    if wall:
        right.append(Span("  " + _("wall"), "muted"))
    return between(left, right, width)


def place_lines(
    room: Hosting,
    matrix: Matrix | None,
    width: int,
    names: Sequence[str] = (),
    teams: Mapping[str, Sequence[str]] | None = None,
) -> list[Line]:
    """Where to go and what to type, beside the code that a phone reads; names, or teams with theirs, where there is
    room for them."""
    picture = qr_spans(matrix) if matrix else []
    size = max((cell_len(one.text) for one in picture), default=0)
    if size and width - size - _GAP < 18:  # too narrow for both: the code below
        below = _team_rows(teams, width) if teams else _names(names, width)
        return [*_address(room, width), blank(), *(line(one) for one in picture), *below]
    beside = width - size - _GAP if size else width
    texts = _address(room, beside)
    room_for = max(0, len(picture) - len(texts) - 1)
    if teams:
        rows = _team_rows(teams, beside)
        below = [] if size and len(rows) <= room_for + 1 else _team_rows(teams, width)
        texts += [] if below else rows
    else:
        rows, used = _name_rows(names, beside, room_for) if size else ([], 0)
        texts += [blank(), *rows] if rows else []
        below = _names(names[used:], width)
    lines = []
    for at in range(max(len(picture), len(texts))):
        left = picture[at] if at < len(picture) else Span(" " * size)
        spans = texts[at].spans if at < len(texts) else ()
        lines.append(line(left, Span(" " * _GAP), *spans) if size else Line(spans))
    return [*lines, *below]


def link_lines(url: str, matrix: Matrix | None, width: int) -> list[Line]:
    """An address that belongs to one phone, and its code."""
    lines = [blank(), *paragraph(url, width, "strong"), blank()]
    return [*lines, *(line(one) for one in qr_spans(matrix or ())), blank()]


def _address(room: Hosting, width: int) -> list[Line]:
    lines = paragraph(_("On a phone in the same network open"), width, "muted")
    for at, url in enumerate(room.urls[:3]):
        if at == 1:
            lines += paragraph(_("or, if that does not open,"), width, "muted")
        lines += [line(Span(part, "strong" if at == 0 else "")) for part in wrap(url, width)]
    if not room.urls:
        lines += paragraph(_("No address yet: 'quiz class doctor' says why."), width, "near")
    code = f"{room.code[:3]} {room.code[3:]}" if len(room.code) == 6 else room.code
    return [*lines, blank(), *hanging([Span(_("Code") + "  ", "muted")], code or "–", width, role="title")]


def _name_rows(names: Sequence[str], width: int, most: int) -> tuple[list[Line], int]:
    """As many names as fit ``most`` lines, column by column, and how many those are."""
    across = max(1, (width + 2) // (_NAME + 2))
    used = min(len(names), across * most)
    return _grid(names[:used], across, min(width, _NAME)), used


def _grid(names: Sequence[str], across: int, size: int) -> list[Line]:
    rows = []
    for at in range(0, len(names), across):
        cells: list[Span] = []
        for name in names[at : at + across]:
            cells += [*columns([(name, size, "")]), Span("  ")]
        rows.append(Line(tuple(cells[:-1])))
    return rows


def _names(names: Sequence[str], width: int) -> list[Line]:
    if not names:
        return []
    return [blank(), *_grid(names, max(1, (width + 2) // (_NAME + 2)), _NAME)]


def _team_rows(teams: Mapping[str, Sequence[str]], width: int) -> list[Line]:
    """Each team, how many it has, and who they are."""
    rows = [blank()]
    for team, names in teams.items():
        rows += paragraph(f"{team or '–'}: {len(names)}", width, "strong")
        rows += paragraph(", ".join(names), width)
    return rows


def lobby_lines(room: Hosting, matrix: Matrix | None, width: int, wall: bool) -> list[Line]:
    """The waiting room: how to come in, who is in, and on the desk what to show on the wall."""
    names = [_shown(one, wall) for one in room.here]
    if not room.code:
        return [blank(), *_no_network(room, width), *_names(names, width), blank()]
    teams = {flat(team): [_shown(one, wall) for one in members] for team, members in room.teams.items()}
    lines = [blank(), *place_lines(room, matrix, width, names, teams)]
    if not names:
        lines += [blank(), *paragraph(_("Nobody is in yet."), width, "muted")]
    if not wall and room.urls:
        where = _("For the projector: {url}, or press w here.").format(url=room.urls[0].rstrip("/") + "/screen")
        lines += [blank(), *paragraph(where, width, "muted")]
    return [*lines, blank()]


def _no_network(room: Hosting, width: int) -> list[Line]:
    """What to do where there are no phones."""
    lines = [*paragraph(room.shown_title, width, "strong"), blank()]
    if room.mode == "cards":
        text = _("No network: everyone holds up a card A to D or a hand. Count, then type what you counted: a12 b20.")
    else:
        text = _("No network: this device goes from team to team, and each one presses its answer.")
    return [*lines, *paragraph(text, width)]


def _shown(seat: SeatLine, wall: bool) -> str:
    name = flat(seat.name)
    return name if wall or seat.on else f"{name} ({_('away')})"


def desk_lines(room: Hosting, width: int, wall: bool) -> Drawn:
    """The question that is on; its key only where the class cannot see it, or when it has been revealed."""
    question = room.question
    if question is None:
        return Drawn([blank(), *paragraph(_("No question is on."), width, "muted")])
    lines = stem(question, width)
    shown = room.shows_key
    lines += _options(room, question, width, key=shown or not wall, counts=shown)
    first = len(lines)
    if shown:
        lines += _told(room, question, width)
    elif not wall and question.form in (Form.TYPED, Form.ORDERING):
        lines += _key(question, width)
    if not room.code and room.mode == "live" and room.phase is Phase.ASKED and room.missing:
        turn = _("{name}: press the number of your answer, A is 1.").format(name=flat(room.missing[0].name))
        lines += [blank(), *paragraph(turn, width, "accent")]
    if not wall:
        lines += _private(room, width)
    elif not shown and room.phase is Phase.CLOSED:
        lines += [blank(), *paragraph(_("Time is up."), width, "near")]
    return Drawn([*lines, blank()], first, len(lines))


def _options(room: Hosting, question: Question, width: int, *, key: bool, counts: bool) -> list[Line]:
    lines: list[Line] = []
    times = dict(room.revealed.counts) if counts and room.revealed else {}
    most = sum(times.values()) if question.form in (Form.CHOICE, Form.TRUE_FALSE) else room.answered[0]
    right_ones = (*question.key_indices, *(room.revealed.also if counts and room.revealed else ()))
    for at, option in enumerate(question.options):
        right = key and at in right_ones and question.form is not Form.ORDERING
        head = [
            Span("✓ " if right else "  ", "right"),
            Span(f"{LETTERS[at]} {_SHAPES[at % len(_SHAPES)]}  ", "key"),
        ]
        tail: list[Span] = []
        if counts and question.form is not Form.ORDERING:
            n = times.get(str(at), 0)
            full, rest = meter(n / most if most else 0.0, 12)
            tail = [Span(full, "meter"), Span(rest, "faint"), Span(f" {n:>3}", "strong")]
        room_for = width - 18 if tail else width
        rows = hanging(head, option, room_for, role="right" if right else "")
        if tail:
            used = sum(cell_len(span.text) for span in rows[0].spans)
            rows[0] = Line((*rows[0].spans, Span(" " * max(1, width - used - 16)), *tail))
        lines += rows
        if width > 70 and counts:
            lines.append(blank())
    return lines


def _key(question: Question, width: int) -> list[Line]:
    texts = question.key or tuple(question.options[at] for at in question.key_indices if at < len(question.options))
    if not texts:
        return []
    joint = " → " if question.form is Form.ORDERING else " · "
    return [blank(), *hanging([Span(_("Answer") + "  ", "muted")], joint.join(texts), width, role="right")]


def _told(room: Hosting, question: Question, width: int) -> list[Line]:
    """After the reveal: the key in words where the options do not show it, what was given, why."""
    assert room.revealed is not None
    lines: list[Line] = []
    if question.form in (Form.TYPED, Form.ORDERING):
        lines += _key(question, width)
    if question.form not in (Form.CHOICE, Form.TRUE_FALSE) and room.revealed.also:
        also = ", ".join(accepted_texts(question, room.revealed.also))
        lines += [blank(), *paragraph(_("Accepted besides: {answers}.").format(answers=also), width, "right")]
    given = [one for one in room.revealed.counts if question.form is Form.TYPED or not one[0].isdecimal()]
    if question.form in (Form.TYPED, Form.ORDERING) and given:
        lines += [blank(), *paragraph(_("What was given"), width, "muted")]
        for what, n in given[:8]:
            lines += hanging([Span(f"{n:>5} × ", "muted")], what, width)
    told, _indices = room.told
    if told and told.explanation:
        lines += [blank(), *paragraph(told.explanation, width)]
    if told and told.sources:
        lines += [blank(), *sources(told.sources, width)]
    if room.revealed.board:
        lines.append(blank())
        lines += rank_lines(room.revealed.board)
    return lines


def _private(room: Hosting, width: int) -> list[Line]:
    """Who has not answered, and whose phone is away."""
    lines: list[Line] = []
    if room.mode == "cards":
        return lines
    if room.phase in (Phase.ASKED, Phase.CLOSED):
        missing = room.missing
        if missing:
            label = ngettext("{n} without an answer", "{n} without an answer", len(missing)).format(n=len(missing))
            names = ", ".join(_shown(one, wall=False) for one in missing)
            lines += [blank(), *hanging([Span(label + "  ", "near")], names, width)]
        elif room.here:
            lines += [blank(), *paragraph(_("All have answered."), width, "right")]
    away = [one for one in room.here if not one.on]
    if room.phase is Phase.REVEALED and away:
        names = ", ".join(flat(one.name) for one in away)
        lines += [blank(), *hanging([Span(_("away") + "  ", "near")], names, width)]
    return lines


def over_lines(room: Hosting, width: int) -> list[Line]:
    """The end: the podium if there is one."""
    lines = [blank(), *paragraph(_("The lesson is over. Every answer is saved."), width, "strong"), blank()]
    return lines + rank_lines(room.podium)


def hints(room: Hosting, wall: bool) -> list[Hint]:
    """The keys that matter now."""
    tail = [Hint("w", _("desk") if wall else _("wall"), "wall"), Hint("?", _("help"), "help"),
            Hint("q", _("leave"), "leave")]  # fmt: skip
    seats, void = ([], []) if wall else ([Hint("s", _("pupils"), "seats")], [Hint("v", _("void"), "void")])
    if room.phase is Phase.OVER:
        return [Hint("Enter", _("lesson report"), "proceed"), Hint("q", _("leave"), "leave")]
    if room.mode == "paced":
        pause = Hint("p", _("go on") if room.paused else _("pause"), "pause")
        return [*seats, pause, Hint("a", _("address"), "address"), Hint("o", _("end"), "end"), *tail]
    if room.phase is Phase.LOBBY:
        lock = Hint("l", _("unlock") if room.locked else _("lock"), "lock")
        word = _("first question") if room.at < 0 else _("next question") if room.left_to_ask else _("end")
        return [Hint("Enter", word, "proceed"), *seats, lock, *tail]
    pause = Hint("p", _("go on") if room.paused else _("pause"), "pause")
    if room.phase is Phase.ASKED and room.mode == "cards":
        return [Hint("Enter", _("counts"), "proceed"), Hint("x", _("skip"), "skip"), *tail]
    if room.phase is Phase.ASKED:
        timed = room.asked is not None and room.asked.closes_at is not None
        more = [Hint("e", _("+15 s"), "extend"), Hint("u", _("no limit"), "untimed")] if timed else []
        return [Hint("Enter", _("reveal"), "proceed"), *more, Hint("c", _("close"), "close"), pause, *seats, *tail]
    if room.phase is Phase.CLOSED:
        return [Hint("Enter", _("reveal"), "proceed"), pause, *seats, *tail]
    go = Hint("Enter", _("next question") if room.left_to_ask else _("end"), "proceed")
    return [go, *void, pause, *seats, *tail]


def seat_cells(seat: SeatLine, asked: bool, of: int = 0) -> list[tuple[str, str]]:
    """(text, role) of what the list of pupils says of a seat, in words; ``of`` questions in a paced room."""
    cells = [(_("here"), "muted") if seat.on else (_("away"), "near")]
    if asked:
        cells.append((_("answered"), "right") if seat.answered else (_("no answer"), "muted"))
    if of:
        done = seat.given >= of
        text = _("finished") if done else _("{n} of {of}").format(n=seat.given, of=of)
        cells.append((text, "right" if done else "muted"))
    cells.append((ngettext("{n} right", "{n} right", seat.right).format(n=seat.right), "muted"))
    if seat.points != seat.right:
        cells.append((ngettext("{n} point", "{n} points", seat.points).format(n=seat.points), "muted"))
    if seat.extra != 1:
        cells.append((_("time × {factor}").format(factor=decimal(seat.extra)), "accent"))
    if seat.team:
        cells.append((flat(seat.team), "muted"))
    if seat.kicked:
        cells.append((_("taken out"), "wrong"))
    return cells


def seats_lines(room: Hosting, cursor: int, width: int) -> Drawn:
    """Everyone, the row under the cursor marked."""
    if not room.seats:
        return Drawn([blank(), *paragraph(_("Nobody is in yet."), width, "muted")])
    lines: list[Line] = [blank()]
    first = last = 0
    paced = room.mode == "paced"
    asked = room.phase in (Phase.ASKED, Phase.CLOSED) and not paced
    for at, (_seat, seat) in enumerate(sorted(room.seats.items())):
        here = at == cursor
        fill = "cursor" if here else ""
        head = [Span("› " if here else "  ", "accent"), *columns([(str(seat.seat), -3, "key")]), Span("  ")]
        name = columns([(flat(seat.name), 24, "muted" if seat.kicked else "strong" if here else "")])
        groups = [[Span(text, role)] for text, role in seat_cells(seat, asked, room.of if paced else 0)]
        rows = flow(groups, max(10, width - 33), 2)
        drawn = [
            Line((*(head if number == 0 else (Span(" " * 7),)), *(name if number == 0 else (Span(" " * 24),)),
                  Span("  "), *one.spans), f"row({at})", fill)
            for number, one in enumerate(rows)
        ]  # fmt: skip
        if here:
            first, last = len(lines), len(lines) + len(drawn) - 1
        lines += drawn
    return Drawn([*lines, blank()], first, last)
