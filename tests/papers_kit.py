"""Papers of the ASEM bank put together by hand, for the tests of printing."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from quiz.papers.freeze import freeze
from quiz.papers.look import Look
from quiz.papers.model import FormPlan, Frozen
from quiz.questions.model import Form, ItemInfo, Question
from quiz.questions.seeded import draw
from quiz.study.exam.model import Blueprint, Paper, Slot
from tests.asem_kit import questions

ON_PAPER = tuple(form for form in Form if form is not Form.FLASHCARD)
SEED = 0x5EED_0F_7E57  # 408117083735 in decimal: long enough to be no part of anything else
TITLE = {"en": "ASEM: a test", "vi": "ASEM: bài kiểm tra"}


@cache
def infos() -> tuple[ItemInfo, ...]:
    return tuple(questions().items())


@cache
def longest_first() -> tuple[ItemInfo, ...]:
    """Items by the length of what they show, in Vietnamese."""

    def length(info: ItemInfo) -> int:
        shown = (questions().ask(info.id, form, "vi", 1) for form in info.forms if form in ON_PAPER)
        return max((len(one.prompt) + sum(map(len, (*one.options, *one.left))) for one in shown), default=0)

    return tuple(sorted(infos(), key=length, reverse=True))


def paper(n: int = 24, forms: Sequence[Form] = ON_PAPER, *, longest: bool = False, seed: int = SEED) -> Paper:
    """``n`` questions, the forms in turn, no item twice."""
    used: set[str] = set()
    slots = []
    for at in range(n):
        form = forms[at % len(forms)]
        fitting = [info.id for info in (longest_first() if longest else infos()) if form in info.forms]
        fitting = [one for one in fitting if one not in used]
        item = fitting[0 if longest else draw(seed, "kit", str(at)) % len(fitting)]
        used.add(item)
        slots.append(Slot(item, form, seed + at, 0.5))
    bank = questions().bank
    return Paper(Blueprint(title=TITLE), bank.id, bank.digest, seed, "vi", tuple(slots))


@cache
def frozen(langs: tuple[str, ...] = ("vi",), forms: int = 4, *, longest: bool = False) -> Frozen:
    return freeze(questions(), paper(longest=longest), langs, forms=forms)


def with_texts(base: Frozen, **texts: object) -> Frozen:
    """The paper with fields of every question replaced: what a hostile bank could say."""
    entries = tuple(
        entry._replace(questions={lang: _changed(one, texts) for lang, one in entry.questions.items()})
        for entry in base.entries
    )
    return base._replace(entries=entries)


def _changed(question: Question, texts: dict[str, object]) -> Question:
    fields: dict[str, object] = {}
    for name, text in texts.items():
        old = getattr(question, name)
        fields[name] = tuple(f"{text}{at}" for at in range(len(old))) if isinstance(old, tuple) else text
    return question._replace(**fields)  # type: ignore[arg-type]


def form_of(base: Frozen, letter: str) -> FormPlan:
    return next(form for form in base.forms if form.letter == letter)


LOOKS = [
    Look(),
    Look(columns=2),
    Look("letter"),
    Look("letter", columns=2),
    Look(large=True),
    Look("letter", columns=2, large=True),
]
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;</style></title>--> ]]> "
    "**b** [l](javascript:x) `c` # h | t $m$ www.a.b https://a.b a@b.c ~~s~~ ![i](x) \\\\ <!-- "
    "\x1b[2J\x07\u202eevil\u2066\x00 "
)


def look_name(look: Look) -> str:
    return f"{look.page}-{look.columns}{'-large' if look.large else ''}"


def hostile(langs: tuple[str, ...] = ("vi", "en"), text: str = HOSTILE) -> Frozen:
    base = with_texts(frozen(langs), prompt=text, options=text, left=text, key=text, explanation=text)
    entries = tuple(entry._replace(cited=dict.fromkeys(langs, (text, text))) for entry in base.entries)
    return base._replace(entries=entries, title=dict.fromkeys(langs, text))


class Shown:
    """One piece of text of a PDF: the page, its left end, its baseline and its size, in points from below left."""

    def __init__(self, page: int, x: float, y: float, size: float, text: str) -> None:
        self.page, self.x, self.y, self.size, self.text = page, x, y, size, text


def shown_in(data: bytes) -> tuple[list[Shown], list[tuple[float, float]], str]:
    """The pieces, the sizes of the pages, and all text."""
    reader = PdfReader(BytesIO(data))
    found: list[Shown] = []
    sizes = []
    for number, page in enumerate(reader.pages):
        sizes.append((float(page.mediabox.width), float(page.mediabox.height)))

        def visit(
            text: str, _cm: list[float], tm: list[float], _font: DictionaryObject | None, size: float, n: int = number
        ) -> None:
            if text.strip():
                found.append(Shown(n, tm[4], tm[5], size, text.strip()))

        page.extract_text(visitor_text=visit)
    return found, sizes, " ".join(one.text for one in found)


def squeezed(text: str) -> str:
    return "".join(text.split())
