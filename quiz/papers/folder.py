"""All files of a paper: what is printed, what is kept, what readers of scanned sheets want."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from quiz.disk import write_whole, wrong_with
from quiz.errors import QuizError
from quiz.i18n import _
from quiz.papers.html import key_html, paper_html, sheet_html
from quiz.papers.look import Look
from quiz.papers.markdown import key_markdown, paper_markdown
from quiz.papers.model import Frozen
from quiz.papers.readers import OpenMcr, formscanner_key, openmcr_key
from quiz.papers.store import sheets_path, to_json_text

__all__ = ["Built", "Written", "build", "name_of", "write_all"]

_OF_A_PAPER = r"-([A-Z](-sheet)?\.(html|md|pdf|xtmpl)|key\.pdf|key-openmcr\.csv)"
"""How the names of files end that one paper has and another of the same name has not."""


class Built(NamedTuple):
    """The files of one paper."""

    files: Mapping[str, bytes]
    """By name."""
    kept: tuple[str, ...]
    """Names of those that show the key."""
    no_pdf: str
    """Why there is no PDF, or empty."""
    openmcr: OpenMcr
    off_template: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """By form, the numbers of questions that FormScanner's template of the sheet does not have."""


class Written(NamedTuple):
    """What became of a folder."""

    files: int
    removed: tuple[str, ...]
    """Names of files of an earlier paper that this one does not write over."""


def name_of(frozen: Frozen) -> str:
    """With which the files' names begin."""
    return f"paper{frozen.number}" if frozen.number else "paper"


def build(frozen: Frozen, look: Look) -> Built:
    """Every file. The same paper and look give the same bytes."""
    name = name_of(frozen)
    texts = {
        f"{name}.json": to_json_text(frozen),
        f"{name}-key.html": key_html(frozen, look),
        f"{name}-key.md": key_markdown(frozen),
        f"{name}-key-formscanner.csv": formscanner_key(frozen),
    }
    openmcr = openmcr_key(frozen)
    if openmcr.text:
        texts[f"{name}-key-openmcr.csv"] = openmcr.text
    kept = [*texts]
    for form in frozen.forms:
        texts[f"{name}-{form.letter}.html"] = paper_html(frozen, form, look)
        texts[f"{name}-{form.letter}.md"] = paper_markdown(frozen, form)
        texts[f"{name}-{form.letter}-sheet.html"] = sheet_html(frozen, form, look)
    files = {one: text.encode("utf-8") for one, text in texts.items()}
    from quiz.papers.pdf import off_template

    try:
        files |= _pdfs(frozen, look)
    except QuizError as error:  # letters that the font lacks, or a question that fits no page: the rest is still good
        return Built(files, tuple(kept), f"{error.message} {error.hint}", openmcr)
    off = ((form.letter, off_template(frozen, form, look)) for form in frozen.forms)
    return Built(files, (*kept, f"{name}-key.pdf"), "", openmcr, tuple(one for one in off if one[1]))


def _pdfs(frozen: Frozen, look: Look) -> dict[str, bytes]:
    from quiz.papers.pdf import key_pdf, paper_pdf, sheet_pdf, sheet_template

    name = name_of(frozen)
    files = {f"{name}-key.pdf": key_pdf(frozen, look)}
    for form in frozen.forms:
        files[f"{name}-{form.letter}.pdf"] = paper_pdf(frozen, form, look)
        files[f"{name}-{form.letter}-sheet.pdf"] = sheet_pdf(frozen, form, look)
        files[f"{name}-{form.letter}-sheet.xtmpl"] = sheet_template(frozen, form, look).encode("utf-8")
    return files


def write_all(folder: Path, papers: Iterable[Built], *, force: bool) -> Written:
    """Write the files into ``folder``, which is made if it is not there; what an earlier paper left there is removed.

    Raises QuizError if one is there already, unless ``force``, and if sheets of another paper lie there that would be
    marked by these keys; then nothing is written.
    """
    files = {name: data for built in papers for name, data in built.files.items()}
    try:
        _check_sheets(folder, files)
        old = _left_over(folder, files)
        there = sorted([*old, *(one for one in files if (folder / one).exists() or (folder / one).is_symlink())])
        if there and not force:
            raise QuizError(
                _("These files are there already: {files}").format(
                    files=", ".join(there[:5]) + (", …" if len(there) > 5 else "")
                ),
                where=str(folder),
                hint=_("Choose another folder with --out, or add --force to write over them."),
            )
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            write_whole(folder / name, data)  # beside it first, and so never through a link to elsewhere
        for name in old:
            (folder / name).unlink()
    except OSError as error:
        raise QuizError(
            _("This cannot be written: {why}.").format(why=wrong_with(error)), where=str(error.filename or folder)
        ) from error
    return Written(len(files), old)


def _left_over(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Names of files that belong to an earlier paper with the name of one of these."""
    papers = "|".join(re.escape(name.removesuffix(".json")) for name in files if name.endswith(".json"))
    ours = re.compile(f"({papers}){_OF_A_PAPER}")
    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return tuple(name for name in there if name not in files and ours.fullmatch(name))


def _check_sheets(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raises QuizError where sheets were typed for a paper that is not the one to be written."""
    for name, data in files.items():
        paper = folder / name
        if paper.suffix != ".json" or not sheets_path(paper).exists():
            continue
        if not paper.exists() or paper.read_bytes() != data:
            raise QuizError(
                _("Sheets of another paper were typed here; they would be marked by the keys of this one."),
                where=str(sheets_path(paper)),
                hint=_("Move this file away, or choose another folder with --out."),
            )
