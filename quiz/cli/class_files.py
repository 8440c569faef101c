"""A report as a file: CSV, a spreadsheet, or a page to be printed."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.class_args import ReportArgs
from quiz.disk import write_whole
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.study.words import moment_text

if TYPE_CHECKING:
    from quiz.study.room.report import ClassReport
    from quiz.study.room.store import Stored

__all__ = ["free", "put", "write_report"]


def write_report(path: Path, stored: "Stored", lang: str, args: ReportArgs) -> list[Path]:
    """Write the report as ``args`` says; returns the files: a CSV has one for each table. Raises QuizError."""
    from quiz.study.room.report import class_report

    report = class_report(stored)
    files = dict(_files(path, report, lang, args))
    for one in files:
        free(one, force=args.force)
    for one, data in files.items():
        put(one, data, force=args.force)
    return list(files)


def _files(path: Path, report: "ClassReport", lang: str, args: ReportArgs) -> list[tuple[Path, bytes]]:
    from quiz.study.room.report_tables import as_csv, tables

    if args.html:
        from quiz.study.room.report_html import report_html

        return [(path, report_html(report, lang, when=moment_text(report.started_ms)).encode("utf-8"))]
    found = tables(report, lang)
    if args.xlsx:
        from quiz.classroom.report_files import as_xlsx

        return [(path, as_xlsx(found))]
    suffix = path.suffix or ".csv"
    names = [path, *(path.parent / f"{path.stem}-{one.name}{suffix}" for one in found[1:])]
    # with a mark at the start, without which spreadsheets read Vietnamese as something else
    return [(name, as_csv(one).encode("utf-8-sig")) for name, one in zip(names, found, strict=False)]


def free(path: Path, *, force: bool) -> None:
    """Raises QuizError if a file is there, unless ``force`` says that it may be written over."""
    if not force and os.path.lexists(path):
        raise QuizError(_("This file is there already."), where=str(path), hint=_("Add --force to write over it."))


def put(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file, through a link to one; one that is there only if ``force`` says so. Raises QuizError."""
    free(path, force=force)
    linked = os.path.isfile(path)  # noqa: PTH113 - which raises nothing
    write_whole(Path(os.path.realpath(path)) if linked else path, data)
