"""``quiz paper``: a test on paper, with its forms, answer sheets and keys."""

from collections.abc import Sequence

from quiz.bank.files import find_bank
from quiz.cli.args import Args
from quiz.cli.language import codes_in, system_language
from quiz.disk import named_path
from quiz.i18n import _, current, set_language
from quiz.papers.folder import Built, build, name_of, write_all
from quiz.papers.freeze import freeze
from quiz.papers.look import Look, PageSize
from quiz.questions.engine import Questions
from quiz.questions.open import open_bank
from quiz.study.exam.model import Blueprint
from quiz.study.exam.predict import Facility

__all__ = ["paper"]


class PaperArgs(Args):
    """Of ``quiz paper``."""

    blueprint: str | None
    forms: int
    parallel: int
    seed: int | None
    out: str
    columns: int
    large: bool
    page: PageSize
    force: bool


def paper(args: PaperArgs) -> int:
    """Draw the papers, freeze them, and write all their files."""
    from quiz.study.exam.blueprints import choose
    from quiz.study.exam.desk import seed_for
    from quiz.study.exam.draw import draw_papers

    path = find_bank(args.bank)
    questions = open_bank(path)
    wish = args.lang
    set_language((codes_in(wish) or questions.bank.languages)[0] if wish else system_language())
    blueprint = choose(args.blueprint or "", path, questions)
    langs = _languages(wish, blueprint, questions)
    seed, facility = seed_for(blueprint, args.seed), _judged_by(args, blueprint)
    drawn = draw_papers(questions, blueprint, seed, langs[0], count=args.parallel, facility=facility)
    look = Look(args.page, args.columns, args.large)
    frozen = [
        freeze(questions, one, langs, forms=args.forms, number=number if len(drawn) > 1 else 0)
        for number, one in enumerate(drawn, start=1)
    ]
    built = [build(one, look) for one in frozen]
    folder = named_path(args.out)
    written = write_all(folder, built, force=args.force)
    print(_("Written: {n} files in {folder}").format(n=written.files, folder=folder))
    if written.removed:
        print(_("Removed, for this paper has no such files: {files}").format(files=", ".join(written.removed)))
    if look.arranged(len(langs))[0] < look.columns:
        print(_("Large print in several languages has one column: half a line is too short for it."))
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


def _languages(wish: str | None, blueprint: Blueprint, questions: Questions) -> tuple[str, ...]:
    """The paper's: those named, else the blueprint's, else the system's if the bank has it, else the bank's first."""
    known = questions.bank.languages
    if wish:
        return codes_in(wish) or known[:1]
    if blueprint.languages:
        return blueprint.languages
    return (system_language(),) if system_language() in known else known[:1]


def _judged_by(args: PaperArgs, blueprint: Blueprint) -> Facility | None:
    """What an easy or a hard paper goes by: earlier tests or the learner's memory, which the progress file has."""
    if blueprint.difficulty == "any":
        return None
    from quiz.cli.wiring import open_services
    from quiz.study.exam.desk import basis

    args.lang = current()  # of several languages only the paper knows
    with open_services(args) as wired:
        return basis(wired, blueprint)
