"""A report as one HTML file, made for printing: no scripts, nothing from elsewhere.

Every text goes through :func:`_text`, which cleans and escapes it; nothing else of a session reaches the markup.
"""

from collections.abc import Iterable
from html import escape

from quiz.i18n import _, current
from quiz.study.frozen import in_lang
from quiz.study.room.report import ClassReport, QuestionReport
from quiz.study.room.report_lines import report_lines, unseen_right
from quiz.study.words import duration, number, percent
from quiz.text import clean_line

__all__ = ["report_html"]

_STYLE = """
@page { size: A4; margin: 15mm; }
* { box-sizing: border-box; }
body { color: #111; background: #fff; margin: 0 auto; max-width: 190mm; overflow-wrap: anywhere;
  font: 10.5pt/1.4 "Noto Sans", "Be Vietnam Pro", "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
@media screen { body { padding: 6mm; } }
h1 { font-size: 1.5em; margin: 0; } h2 { font-size: 1.15em; margin: 1.4em 0 .4em; } p { margin: .2em 0; }
.first { display: grid; grid-template-columns: repeat(auto-fit, minmax(52mm, 1fr)); gap: 4mm; margin-top: 5mm; }
.first section { border: .3mm solid #777; border-radius: 2mm; padding: 2mm 3mm; break-inside: avoid; }
.first h2 { margin: 0 0 .3em; } ul { margin: 0; padding-left: 1.2em; }
table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
td, th { border: .2mm solid #999; padding: .15em .4em; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; white-space: nowrap; } thead { display: table-header-group; }
.q { break-inside: avoid; margin: 0 0 5mm; } .q h3 { font-size: 1em; margin: 0 0 .2em; }
.o { display: grid; grid-template-columns: 1.3em minmax(0, 2fr) minmax(0, 3fr) 6.5em; gap: 0 .6em; margin: .1em 0; }
.o.right { font-weight: bold; } .o span:last-child { text-align: right; white-space: nowrap; }
.bar { align-self: center; height: .8em; border: .2mm solid #666; } .bar i { display: block; height: 100%;
  background: #888; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.right .bar i { background: #222; } .why { color: #333; font-size: .9em; }
"""
_TICK = "✓"


def report_html(report: ClassReport, lang: str, *, when: str = "") -> str:
    """The report in the interface's language, questions in ``lang``. ``when`` is the session's date as shown."""
    title = in_lang(report.title, lang) if report.title else _("Class report")
    whole, *_rest = report_lines(report._replace(title={}), lang)
    body = [f"<h1>{_text(title)}</h1>", f"<p>{_text(when)}</p>" if when else "", f"<p>{_text(whole)}</p>"]
    body.append(_first(report, lang))
    if report.teams:
        heads = (_("Team"), _("Members"), _("Right answers, mean"), _("Points, mean"))
        rows = [(one.name, str(one.members), number(one.right), number(one.points)) for one in report.teams]
        body.append(_section(_("Teams"), _table(heads, rows)))
    if report.pupils:
        body.append(_section(_("Pupils"), _pupils(report)))
    body.append(_section(_("Questions"), "".join(_question(one, lang) for one in report.questions)))
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(current())}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_text(title)}</title>'
        f"<style>{_STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _text(text: str) -> str:
    return escape(clean_line(text))


def _section(title: str, inner: str) -> str:
    return f"<h2>{_text(title)}</h2>{inner}"


def _first(report: ClassReport, lang: str) -> str:
    """What to come back to."""
    boxes = (
        (
            _("Difficult questions"),
            [
                f"{one.number}. {in_lang(one.prompts, lang)} ({percent(one.facility or 0.0)})"
                for one in report.difficult
            ],
        ),
        (_("Needs help"), [f"{one.name}: {one.right}/{one.answered}" for one in report.needs_help]),
        (_("Did not finish"), [f"{one.name}: {one.answered}/{one.of}" for one in report.unfinished]),
    )
    none = _paragraph(_("None."))
    found = "".join(
        f"<section><h2>{_text(title)}</h2>{_list(lines) if lines else none}</section>" for title, lines in boxes
    )
    return f'<div class="first">{found}</div>'


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{_text(line)}</li>' for line in lines)}</ul>"


def _paragraph(text: str, of: str = "") -> str:
    return f'<p class="{of}">{_text(text)}</p>' if of else f"<p>{_text(text)}</p>"


def _pupils(report: ClassReport) -> str:
    teams, speed = any(one.team for one in report.pupils), report.speed
    heads = [
        _("Name"),
        *([_("Team")] if teams else []),
        _("Right answers"),
        _("Answered"),
        *([_("Points")] if speed else []),
        _("Median time"),
    ]
    rows = [
        [
            one.name,
            *([one.team] if teams else []),
            f"{one.right}/{one.of}",
            f"{one.answered}/{one.of}",
            *([str(one.points)] if speed else []),
            "–" if one.median_ms is None else duration(round(one.median_ms)),
        ]
        for one in report.pupils
    ]
    return _table(heads, rows, texts=2 if teams else 1)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], texts: int = 1) -> str:
    """``texts`` columns of words, then numbers."""

    def cells(tag: str, row: Iterable[str]) -> str:
        return "".join(
            f"<{tag}>{_text(cell)}</{tag}>" if at < texts else f'<{tag} class="n">{_text(cell)}</{tag}>'
            for at, cell in enumerate(row)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table><thead><tr>{cells('th', heads)}</tr></thead><tbody>{body}</tbody></table>"


def _question(one: QuestionReport, lang: str) -> str:
    spoken = lang if lang in one.prompts else next(iter(one.prompts))
    head = f'<h3 lang="{_text(spoken)}">{one.number}. {_text(one.prompts[spoken])}</h3>'
    if not one.counts:
        why_not = _("Left out for everyone.") if one.asked else _("Not asked.")
        return f'<div class="q">{head}{_paragraph(why_not)}</div>'
    figures = [_("facility {share}").format(share=percent(one.facility))] if one.facility is not None else []
    if one.median_ms is not None:
        figures.append(_("median time {time}").format(time=duration(round(one.median_ms))))
    bars = "".join(_bar(in_lang(given.texts, lang), given.n, one.n, right=given.right) for given in one.given if one.n)
    why = [*unseen_right(one, lang), in_lang(one.explanations, lang), *in_lang(one.sources, lang)]
    return (
        f'<div class="q">{head}{_paragraph(", ".join(figures)) if figures else ""}{bars}'
        f"{''.join(_paragraph(text, 'why') for text in why if text)}</div>"
    )


def _bar(text: str, n: int, of: int, *, right: bool) -> str:
    share = n / of
    return (
        f'<div class="o{" right" if right else ""}"><span>{_TICK if right else ""}</span><span>{_text(text)}</span>'
        f'<span class="bar"><i style="width:{100 * share:.1f}%"></i></span>'
        f"<span>{n} ({_text(percent(share))})</span></div>"
    )
