"""``quiz paper``: a test on paper, with its forms, answer sheets and keys."""

import os
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

from quiz.bank.files import find_bank
from quiz.cli.language import system_language
from quiz.errors import QuizError
from quiz.i18n import _, set_language
from quiz.papers.folder import Built, build, name_of, write_all
from quiz.papers.freeze import freeze
from quiz.papers.look import Look
from quiz.questions.engine import Questions
from quiz.questions.open import open_bank
from quiz.study.exam.model import Blueprint

__all__ = ["paper"]


def paper(args: SimpleNamespace) -> int:
    """Draw the papers, freeze them, and write all their files."""
    from quiz.study.exam.draw import draw_papers

    path = find_bank(getattr(args, "bank", None))
    questions = open_bank(path)
    langs = _languages(getattr(args, "lang", None), questions)
    set_language(langs[0] if getattr(args, "lang", None) else system_language())
    blueprint = _blueprint(args.blueprint, path, questions)
    seed = int.from_bytes(os.urandom(8), "big") if args.seed is None else args.seed
    drawn = draw_papers(questions, blueprint, seed, langs[0], count=args.parallel)
    look = Look(args.page, args.columns, args.large)
    frozen = [
        freeze(questions, one, langs, forms=args.forms, number=number if len(drawn) > 1 else 0)
        for number, one in enumerate(drawn, start=1)
    ]
    built = [build(one, look) for one in frozen]
    folder = Path(args.out)
    n = write_all(folder, built, force=args.force)
    print(_("Written: {n} files in {folder}").format(n=n, folder=folder))
    for one, files in zip(frozen, built, strict=True):
        _say(name_of(one), files)
    return 0


def _say(name: str, built: Built) -> None:
    print(_("Keep to yourself: {files} (keys, and all that marking needs)").format(files=", ".join(built.kept)))
    if built.no_pdf:
        print(_("No PDF for {paper}: {why}").format(paper=name, why=built.no_pdf))
    if not built.openmcr.text:
        print(_("OpenMCR's sheets have six forms and 150 questions: no key was made for it."))
    if built.openmcr.by_hand:
        numbers = _by_form(built.openmcr.by_hand)
        print(_("OpenMCR cannot read these questions, mark them by hand: {numbers}").format(numbers=numbers))
    if built.off_template:
        numbers = _by_form(built.off_template)
        print(
            _(
                "FormScanner's template has the answer sheet's first page only, without these questions: {numbers}"
            ).format(numbers=numbers)
        )


def _by_form(numbers: Sequence[tuple[str, Sequence[int]]]) -> str:
    return "; ".join(f"{letter} {', '.join(map(str, found))}" for letter, found in numbers)


def _languages(wish: str | None, questions: Questions) -> tuple[str, ...]:
    """The paper's languages: those that were named, else the system's if the bank has it, else the bank's first."""
    known = questions.bank.languages
    if not wish:
        return (system_language(),) if system_language() in known else known[:1]
    named = [one.strip().replace("-", "_").partition("_")[0].lower() for one in wish.split(",")]
    return tuple(dict.fromkeys(one for one in named if one)) or known[:1]


def _blueprint(name: str | None, path: Path, questions: Questions) -> Blueprint:
    if not name:
        return Blueprint()
    from quiz.study.exam.blueprints import named

    found = named(path, questions)
    if name not in found:
        raise QuizError(
            _("There is no blueprint '{name}' in this bank.").format(name=name),
            hint=_("Choose from: {choices}.").format(choices=", ".join(found))
            if found
            else _("This bank has none; leave the name away for twenty questions over all topics."),
        )
    return found[name]
