"""Papers, keys and answer sheets as PDF, with the font embedded."""

from collections.abc import Callable, Iterable

from quiz.errors import QuizError
from quiz.i18n import _
from quiz.papers.blocks import MM, Block, Cell, Column, Mark, Row, Rule, Text, flow, lay
from quiz.papers.canvas import Canvas, lacking
from quiz.papers.forms import in_form
from quiz.papers.look import MARGIN, SIZES, Look
from quiz.papers.marking import KeyLine, key_lines
from quiz.papers.model import FormPlan, Frozen, Printed
from quiz.papers.readers import formscanner_template
from quiz.papers.sheet import circles, sheet_marks
from quiz.papers.words import Words, both, form_name, title_of, words_for
from quiz.questions.model import LETTERS, Form
from quiz.text import clean_line

__all__ = ["key_pdf", "off_template", "paper_pdf", "sheet_pdf", "sheet_template"]

_FOOT = 18.0
_STRIP = 4
"""Keys in one line of the overview."""
_GAP = 9.0
"""Between columns. Millimetres."""


def paper_pdf(frozen: Frozen, form: FormPlan, look: Look) -> bytes:
    """One form. Raises QuizError for letters that the font lacks and for a question that fits no page."""
    words = words_for(frozen.langs)
    canvas = _canvas(frozen, look, form.letter)
    head, bottom = _head(frozen, form, look, words, canvas, words.how)
    width, height = SIZES[look.page]
    columns, aside = look.arranged(len(frozen.langs))
    room = (width - 2 * MARGIN - _GAP * (columns - 1)) / columns

    def column(at: int) -> Column:
        page, across = divmod(at, columns)
        return Column(page, MARGIN + across * (room + _GAP), MARGIN if page else bottom, height - _FOOT)

    def across(texts: list[str]) -> int:
        """How many options stand in one line: 4, 2 or 1; only where columns and languages leave room."""
        widest = max((canvas.measure(text, False, look.points) for text in texts), default=0.0)
        fits = (n for n in (4, 2) if widest < (room - 2 * look.points * MM) / n - 3.2 * look.points * MM)
        return next(fits, 1) if columns == 1 and not aside else 1

    blocks = [_question(one, frozen.langs, words, across, aside=aside) for one in in_form(frozen, form)]
    pages = flow(blocks, column, room, look.points, canvas.measure)
    pages[0] = [*head, *pages[0]]
    return canvas.draw(_footed(pages, f"{frozen.id} · {words.form.format(letter=form.letter)}", words, look, canvas))


def key_pdf(frozen: Frozen, look: Look) -> bytes:
    """The keys of all forms, each on pages of its own. Raises QuizError as :func:`paper_pdf`."""
    words = words_for(frozen.langs)
    canvas = _canvas(frozen, look, words.key)
    width, height = SIZES[look.page]
    pages: list[list[Mark]] = []
    for form in frozen.forms:
        name = words.form.format(letter=form.letter)
        blocks = [
            Block(
                (Row((Cell(_title(frozen), bold=True),), scale=1.3), Row((Cell(f"{words.key} · {name}", bold=True),)))
            ),
            _strip(key_lines(frozen, form)),
            *(_key(line, words) for line in key_lines(frozen, form)),
        ]
        found = flow(
            blocks,
            lambda at: Column(at, MARGIN, MARGIN, height - _FOOT),
            width - 2 * MARGIN,
            look.points,
            canvas.measure,
        )
        pages += _footed(found, f"{frozen.id} · {name}", words, look, canvas)
    return canvas.draw(pages)


def sheet_pdf(frozen: Frozen, form: FormPlan, look: Look) -> bytes:
    """The answer sheet of one form."""
    words = words_for(frozen.langs)
    canvas = _canvas(frozen, look, words.sheet)
    head, bottom = _head(frozen, form, look, words, canvas, words.how_sheet)
    pages = sheet_marks(frozen, form, look, bottom, words, canvas.measure)
    pages[0] = [*head, *pages[0]]
    return canvas.draw(_footed(pages, f"{frozen.id} · {words.form.format(letter=form.letter)}", words, look, canvas))


def sheet_template(frozen: Frozen, form: FormPlan, look: Look) -> str:
    """FormScanner's template of the sheet that :func:`sheet_pdf` makes; it has the sheet's first page only."""
    words = words_for(frozen.langs)
    _head_marks, bottom = _head(frozen, form, look, words, _canvas(frozen, look, words.sheet), words.how_sheet)
    return formscanner_template(frozen, form, look, bottom)


def off_template(frozen: Frozen, form: FormPlan, look: Look) -> tuple[int, ...]:
    """Numbers of the questions whose circles are on a later page of the sheet than the template's."""
    words = words_for(frozen.langs)
    _head_marks, bottom = _head(frozen, form, look, words, _canvas(frozen, look, words.sheet), words.how_sheet)
    return tuple(sorted({one.number for one in circles(frozen, form, look, bottom) if one.page}))


def _canvas(frozen: Frozen, look: Look, what: str) -> Canvas:
    unknown = lacking(_texts(frozen))
    if unknown:
        raise QuizError(
            _("The PDF's font has no picture of: {letters}.").format(
                letters=" ".join(one if one.isprintable() else f"U+{ord(one):04X}" for one in unknown[:20])
            ),
            hint=_("The HTML file prints them with the fonts of your machine."),
        )
    return Canvas(SIZES[look.page], f"{_title(frozen)}: {what}", frozen.langs[0])


def _texts(frozen: Frozen) -> Iterable[str]:
    """All that may be drawn, cleaned as it will be."""
    for line in key_lines(frozen, frozen.forms[0]):
        yield from map(clean_line, (line.short, line.answer, line.also, line.explanation, *line.sources))
    for lang in frozen.langs:
        yield clean_line(frozen.title[lang])
        for entry in frozen.entries:
            asked = entry.questions[lang]
            yield from map(clean_line, (asked.prompt, *asked.left, *asked.options))


def _title(frozen: Frozen) -> str:
    return clean_line(title_of(frozen))


def _head(
    frozen: Frozen, form: FormPlan, look: Look, words: Words, canvas: Canvas, how: str
) -> tuple[list[Mark], float]:
    """The heading with its lines for name, class and date, and where it ends."""
    width = SIZES[look.page][0] - 2 * MARGIN
    em = look.points * MM
    name = form_name(frozen, form, words)
    points = look.points * 1.25
    aside = canvas.measure(name, True, points)
    title = lay(Block((Row((Cell(_title(frozen), bold=True),)),)), width - aside - 2 * em, points, canvas.measure)
    marks: list[Mark] = [mark._replace(x=mark.x + MARGIN, y=mark.y + MARGIN) for mark in title.marks]
    marks.append(Text(MARGIN + width - aside, MARGIN + 1.04 * points * MM, name, True, points))
    y = MARGIN + title.height + 1.6 * em
    fields = (
        ((words.name, words.class_, words.date),) if not look.large else ((words.name,), (words.class_, words.date))
    )
    for line in fields:
        shares = (0.5, 0.22, 0.28) if len(line) == 3 else (1.0 / len(line),) * len(line)
        x = MARGIN
        for label, share in zip(line, shares, strict=True):
            used = canvas.measure(f"{label}: ", False, look.points)
            marks.append(Text(x, y, f"{label}:", False, look.points))
            marks.append(Rule(x + used, y + 0.1 * em, width * share - used - (1.2 * em if share < 1 else 0)))
            x += width * share
        y += 2.2 * em
    told = lay(Block((Row((Cell(how),), scale=0.9),)), width, look.points, canvas.measure)
    y -= em
    marks += [mark._replace(x=mark.x + MARGIN, y=mark.y + y) for mark in told.marks]
    return marks, y + told.height + 0.9 * em


def _question(
    printed: Printed, langs: tuple[str, ...], words: Words, across: Callable[[list[str]], int], *, aside: bool
) -> Block:
    asked = [printed.questions[lang] for lang in langs]
    first = asked[0]

    def cells(texts: list[str], label: str = "") -> tuple[Cell, ...]:
        shown = [clean_line(text) for text in texts]
        return tuple(Cell(text, label) for text in (shown if aside else [both(shown)]))

    rows = (
        [Row(cells([one.prompt for one in asked]))]
        if aside
        else [Row((Cell(clean_line(one.prompt)),)) for one in asked]
    )
    for at in range(len(first.left)):
        rows.append(
            Row(
                (Cell(clean_line(both(one.left[at] for one in asked)), f"{at + 1}."),),
                before=0.25,
                hang=1.6,
                rule=2.0,
            )
        )
    options = [cells([one.options[at] for one in asked], f"{LETTERS[at]}.") for at in range(len(first.options))]
    step = across([cell.text for option in options for cell in option])
    for start in range(0, len(options), step):
        line = tuple(cell for option in options[start : start + step] for cell in option)
        line += (Cell(""),) * (step - len(line) if step > 1 else 0)
        rows.append(Row(line, before=0.12 if start else 0.5, hang=1.6))
    if first.form is Form.TYPED:
        rows.append(Row((Cell(f"{words.answer}:"),), before=0.5, line=True))
    elif first.form is Form.MATCHING:
        rows.append(Row((Cell(f"({words.matching}.)"),), before=0.2, scale=0.85))
    elif first.form is Form.ORDERING:
        rows.append(Row((Cell(f"{words.ordering}:"),), before=0.2, scale=0.85, boxes=len(first.options)))
    return Block(tuple(rows), f"{printed.number}.", after=0.9)


def _strip(lines: list[KeyLine]) -> Block:
    """All letters in columns, for marking at a glance."""
    short = [(f"{line.number}.", clean_line(line.short)) for line in lines if line.letters]
    cells = [Cell(text, number, bold=True) for number, text in short]
    cells += [Cell("")] * (-len(cells) % _STRIP)
    return Block(tuple(Row(tuple(cells[at : at + _STRIP]), hang=2.2) for at in range(0, len(cells), _STRIP)), after=1.4)


def _key(line: KeyLine, words: Words) -> Block:
    rows = [Row((Cell(clean_line(line.short), bold=True),))]
    rows += [Row((Cell(clean_line(line.answer)),))] if line.answer else []
    notes = [f"{words.also}: {line.also}"] if line.also else []
    notes += [line.explanation] if line.explanation else []
    notes += [f"{words.source}: {'; '.join(line.sources)}"] if line.sources else []
    rows += [Row((Cell(clean_line(note)),), scale=0.82) for note in notes]
    return Block(tuple(rows), f"{line.number}.", after=0.6)


def _footed(pages: list[list[Mark]], left: str, words: Words, look: Look, canvas: Canvas) -> list[list[Mark]]:
    """The pages with the paper's mark and their numbers at the foot."""
    width, height = SIZES[look.page]
    points = 8.0 if not look.large else 12.0
    footed = []
    for n, marks in enumerate(pages, start=1):
        right = words.page.format(n=n, all=len(pages))
        x = width - MARGIN - canvas.measure(right, False, points)
        foot = [Text(MARGIN, height - 9, left, False, points), Text(x, height - 9, right, False, points)]
        footed.append([*marks, *foot])
    return footed
