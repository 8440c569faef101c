"""Papers, keys and answer sheets as one HTML file each, made for printing: no scripts, nothing from elsewhere.

Every text goes through :func:`_text`, which cleans and escapes it; nothing else of a paper reaches the markup.
"""

from html import escape

from quiz.papers.forms import in_form
from quiz.papers.look import Look
from quiz.papers.marking import KeyLine, key_lines
from quiz.papers.model import FormPlan, Frozen, Printed
from quiz.papers.words import Words, both, form_name, title_of, words_for
from quiz.questions.model import LETTERS, Form, Question
from quiz.text import clean_line

__all__ = ["key_html", "paper_html", "sheet_html"]

_STYLE = """
@page { size: %(page)s; margin: 16mm 16mm 18mm; @bottom-left { content: "%(id)s"; font: 8pt sans-serif; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
* { box-sizing: border-box; }
body { color: #000; background: #fff; margin: 0 auto; max-width: 190mm; overflow-wrap: anywhere;
  font: %(points)spt/1.4 "Noto Sans", "Be Vietnam Pro", "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
@media screen { body { padding: 8mm; } }
h1 { font-size: 1.35em; margin: 0; } h2 { font-size: 1.15em; margin: 1em 0 .4em; }
.top { display: flex; justify-content: space-between; gap: 1em; align-items: baseline; }
.mark { font-weight: bold; white-space: nowrap; }
.who { display: flex; flex-wrap: wrap; gap: .6em 1em; margin: .8em 0; }
.who span { display: flex; flex: 1 1 9em; white-space: nowrap; gap: .4em; } .who span:first-child { flex-basis: 55%%; }
.who i, .line { flex: 1; border-bottom: .3mm solid #000; min-width: 2em; min-height: 1.5em; display: block; }
.how { margin: .4em 0 1em; }
.questions { columns: %(columns)d; column-gap: 9mm; column-rule: .15mm solid #999; }
.q { break-inside: avoid; page-break-inside: avoid; margin: 0 0 1em; }
.q { display: grid; grid-template-columns: 2.1em minmax(0, 1fr); }
.n { font-weight: bold; } .p { margin: 0 0 .3em; } .other { color: #333; }
.side { display: grid; grid-template-columns: repeat(%(sides)d, minmax(0, 1fr)); gap: 0 6mm; }
.o { display: grid; grid-template-columns: 1.6em minmax(0, 1fr); margin: .12em 0; } .o b { font-weight: normal; }
.o2, .o4 { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1em; }
.o4 { grid-template-columns: repeat(4, minmax(0, 1fr)); }
.pairs { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 6mm; }
.row { display: grid; grid-template-columns: 2.6em 1.4em minmax(0, 1fr); align-items: start; margin: .12em 0; }
.row .line { min-width: 0; margin-right: .4em; min-height: 1.2em; }
.write { display: flex; gap: .5em; align-items: end; margin-top: .3em; }
.box { display: inline-block; width: 1.9em; height: 1.9em; border: .3mm solid #000; }
table { border-collapse: collapse; width: calc(100%% - 1mm); }
td, th { border: .2mm solid #666; padding: .2em .4em; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; } tr { break-inside: avoid; }
.key { break-before: page; } .key:first-of-type { break-before: auto; } .why { font-size: .85em; color: #333; }
.k { table-layout: fixed; } .k th { overflow-wrap: break-word; font-size: .8em; } .k th:nth-child(1) { width: 6.2em; }
.k th:nth-child(2) { width: 18%%; } .k th:nth-child(3) { width: 24%%; }
.sheet { width: 100%%; } .sheet td, .sheet th { border: 0; padding: 0; font-weight: normal; }
.sheet > tbody > tr { break-inside: auto; }
.bubbles { columns: %(sheet)d; column-gap: 8mm; }
.b { break-inside: avoid; display: flex; align-items: baseline; gap: .45em; margin: 0 0 .5em; min-height: 2em; }
.m { flex: 1; display: flex; flex-wrap: wrap; align-items: center; gap: .15em .4em; } .m small { flex-basis: 100%%; }
.m .line { flex-basis: 60%%; } .m .box { width: 1.7em; height: 1.7em; margin-left: .15em; vertical-align: middle; }
.b .n { min-width: 2em; flex: none; text-align: right; } .c { width: 1.75em; height: 1.75em; border: .3mm solid #000;
  border-radius: 50%%; display: flex; align-items: center; justify-content: center; font-size: .8em; flex: none; }
.c.full { background: #000; color: #fff; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
small { font-size: .75em; }
"""


def paper_html(frozen: Frozen, form: FormPlan, look: Look) -> str:
    """One form."""
    words = words_for(frozen.langs)
    columns, aside = look.arranged(len(frozen.langs))
    roomy = columns == 1 and not aside and not look.large  # several short options in one line
    questions = "".join(
        _question(printed, frozen.langs, words, aside=aside, roomy=roomy) for printed in in_form(frozen, form)
    )
    body = f'{_head(frozen, form, words)}<p class="how">{_text(words.how)}</p><div class="questions">{questions}</div>'
    return _page(frozen, look, body, f"{title_of(frozen)} {form.letter}")


def key_html(frozen: Frozen, look: Look) -> str:
    """The keys of all forms."""
    words = words_for(frozen.langs)
    title, parts = title_of(frozen), []
    for form in frozen.forms:
        lines = key_lines(frozen, form)
        short = "".join(_key_row(line, words) for line in lines)
        head = "".join(f"<th>{_text(one)}</th>" for one in (words.question, words.key, words.right, words.explanation))
        parts.append(
            f'<section class="key"><h2>{_text(words.key)} · {_text(form_name(frozen, form, words))}</h2>'
            f'<table class="k"><thead><tr>{head}</tr></thead><tbody>{short}</tbody></table></section>'
        )
    return _page(frozen, look, f"<h1>{_text(title)}</h1>{''.join(parts)}", f"{title}: {words.key}")


def sheet_html(frozen: Frozen, form: FormPlan, look: Look) -> str:
    """The answer sheet of one form."""
    words = words_for(frozen.langs)
    rows = "".join(_bubbles(printed, frozen.langs, words) for printed in in_form(frozen, form))
    letters = "".join(_circle(one.letter, full=one.letter == form.letter) for one in frozen.forms)
    body = (  # browsers print a table's head again on each page: whose sheet it is, and which form
        f'<table class="sheet"><thead><tr><th>{_head(frozen, form, words)}</th></tr></thead><tbody><tr><td>'
        f'<div class="b m">{_text(words.form.format(letter=""))} {letters}</div>'
        f'<p class="how">{_text(words.how_sheet)}</p><div class="bubbles">{rows}</div></td></tr></tbody></table>'
    )
    return _page(frozen, look, body, f"{title_of(frozen)}: {words.sheet} {form.letter}")


def _key_row(line: KeyLine, words: Words) -> str:
    notes = (
        _labelled(words.also, line.also),
        line.explanation,
        *(_labelled(words.source, one) for one in line.sources),
    )
    return (
        f"<tr><td>{line.number}</td><td><b>{_text(line.short)}</b></td>"
        f'<td>{_text(line.answer)}</td><td class="why">{"<br>".join(_text(note) for note in notes if note)}</td></tr>'
    )


def _page(frozen: Frozen, look: Look, body: str, title: str) -> str:
    style = _STYLE % {
        "page": "letter" if look.page == "letter" else "A4",
        "id": "".join(char for char in frozen.id if char in "0123456789abcdef"),
        "points": f"{look.points:g}",
        "columns": look.arranged(len(frozen.langs))[0],
        "sides": len(frozen.langs),
        "sheet": 2 if look.large else 3,
    }
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(frozen.langs[0])}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_text(title)}</title>'
        f"<style>{style}</style></head><body>{body}</body></html>\n"
    )


def _head(frozen: Frozen, form: FormPlan, words: Words) -> str:
    who = "".join(f"<span>{_text(one)}: <i></i></span>" for one in (words.name, words.class_, words.date))
    return (
        f'<div class="top"><h1>{_text(title_of(frozen))}</h1>'
        f'<span class="mark">{_text(form_name(frozen, form, words))}</span></div><div class="who">{who}</div>'
    )


def _question(printed: Printed, langs: tuple[str, ...], words: Words, *, aside: bool, roomy: bool) -> str:
    asked = [printed.questions[lang] for lang in langs]
    first = asked[0]
    if aside:
        prompts = "".join(f'<p class="p" lang="{_text(one.lang)}">{_text(one.prompt)}</p>' for one in asked)
        parts = [f'<div class="side">{prompts}</div>']
    else:
        parts = [
            f'<p class="p{" other" if at else ""}" lang="{_text(one.lang)}">{_text(one.prompt)}</p>'
            for at, one in enumerate(asked)
        ]

    options = [_option(asked, at, aside=aside) for at in range(len(first.options))]
    if first.form is Form.MATCHING:
        rows = "".join(
            f'<div class="row"><i class="line"></i><span>{at + 1}.</span><span>'
            f"{_text(both(one.left[at] for one in asked))}</span></div>"
            for at in range(len(first.left))
        )
        plain = "".join(_option(asked, at, aside=False) for at in range(len(first.options)))
        parts.append(f'<div class="pairs"><div>{rows}</div><div>{plain}</div></div>')
        parts.append(f"<div><small>{_text(words.matching)}</small></div>")
    else:
        longest = max((len(both(one.options[at] for one in asked)) for at in range(len(options))), default=0)
        short = "" if not roomy else " o4" if longest <= 14 else " o2" if longest <= 36 else ""
        parts.append(f'<div class="os{short}">{"".join(options)}</div>')
    if first.form is Form.TYPED:
        parts.append(f'<div class="write">{_text(words.answer)}: <i class="line"></i></div>')
    if first.form is Form.ORDERING:
        boxes = '<span class="box"></span>' * len(first.options)
        parts.append(f'<div class="write"><small>{_text(words.ordering)}:</small> {boxes}</div>')
    return f'<div class="q"><span class="n">{printed.number}.</span><div>{"".join(parts)}</div></div>'


def _option(asked: list[Question], at: int, *, aside: bool) -> str:
    texts = [one.options[at] for one in asked]
    shown = _text(both(texts))
    if aside:
        shown = f'<span class="side">{"".join(f"<span>{_text(text)}</span>" for text in texts)}</span>'
    return f'<div class="o"><b>{LETTERS[at]}.</b><span>{shown}</span></div>'


def _bubbles(printed: Printed, langs: tuple[str, ...], words: Words) -> str:
    first = printed.questions[langs[0]]
    if first.form is Form.TYPED:
        marks = '<i class="line"></i>'
    elif first.form is Form.ORDERING:
        marks = '<span class="box"></span>' * len(first.options)
    elif first.form is Form.MATCHING:
        marks = "".join(f'<span>{row}<span class="box"></span></span>' for row in range(1, len(first.left) + 1))
    else:
        marks = "".join(_circle(LETTERS[at]) for at in range(len(first.options)))
        if first.form is Form.SELECT_ALL:
            marks += f"<small>{_text(words.all_right)}</small>"
    return f'<div class="b"><span class="n">{printed.number}.</span><div class="m">{marks}</div></div>'


def _circle(letter: str, *, full: bool = False) -> str:
    return f'<span class="c{" full" if full else ""}">{letter}</span>'


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""


def _text(text: str) -> str:
    """Text as markup that shows it."""
    return escape(clean_line(text), quote=True)
