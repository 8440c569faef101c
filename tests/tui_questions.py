"""Written-out questions of every form in two languages: the engine's changes do not move the pictures."""

from typing import Any

from quiz.bank.model import SourceRef
from quiz.questions.model import Accept, Form, Question, Touch

_PROMPTS = {
    Form.FLASHCARD: (
        "Which city hosted the 6th ASEM Summit?",
        "Thành phố nào đăng cai Hội nghị cấp cao ASEM lần thứ sáu?",
    ),
    Form.CHOICE: (
        "Which city hosted the 6th ASEM Summit?",
        "Thành phố nào đăng cai Hội nghị cấp cao ASEM lần thứ sáu?",
    ),
    Form.SELECT_ALL: (
        "Which of these cities hosted an ASEM summit before 2005? (choose all)",
        "Những thành phố nào dưới đây đăng cai hội nghị cấp cao ASEM trước năm 2005? (chọn mọi đáp án đúng)",
    ),
    Form.TRUE_FALSE: (
        "True or false? Beijing hosted the 6th ASEM Summit.",
        "Đúng hay sai? Bắc Kinh đăng cai Hội nghị cấp cao ASEM lần thứ sáu.",
    ),
    Form.TYPED: ("Which city hosted the 6th ASEM Summit?", "Thành phố nào đăng cai Hội nghị cấp cao ASEM lần thứ sáu?"),
    Form.ORDERING: (
        "Put these cities in the order in which they hosted an ASEM summit, earliest first.",
        "Sắp xếp các thành phố theo thời gian đăng cai hội nghị cấp cao ASEM, từ sớm đến muộn.",
    ),
    Form.MATCHING: (
        "Match each ASEM summit with its host city.",
        "Ghép mỗi hội nghị cấp cao ASEM với thành phố đăng cai.",
    ),
}
_CITIES = {
    "en": ("Hanoi", "Helsinki", "Beijing", "Seoul"),
    "vi": ("Hà Nội", "Helsinki", "Bắc Kinh", "Seoul"),
}
CITED = {"en": "A list of the summits, line 6", "vi": "Danh sách các hội nghị, dòng 6"}
_TRUE = {"en": ("True", "False"), "vi": ("Đúng", "Sai")}
_EXPLAINED = {
    "en": "Helsinki hosted the 6th ASEM Summit, in 2006.",
    "vi": "Helsinki đăng cai Hội nghị cấp cao ASEM lần thứ sáu, năm 2006.",
}
_ABOUT = {
    "en": (
        "Hanoi hosted the 5th ASEM Summit, in 2004.",
        "",
        "Beijing hosted the 7th ASEM Summit, in 2008.",
        "Seoul hosted the 3rd ASEM Summit, in 2000.",
    ),
    "vi": (
        "Hà Nội đăng cai Hội nghị cấp cao ASEM lần thứ năm, năm 2004.",
        "",
        "Bắc Kinh đăng cai Hội nghị cấp cao ASEM lần thứ bảy, năm 2008.",
        "Seoul đăng cai Hội nghị cấp cao ASEM lần thứ ba, năm 2000.",
    ),
}


def asked(form: Form, lang: str = "en", **changes: Any) -> Question:
    """A written-out question of a form: the engine's changes do not move the pictures."""
    cities = _CITIES[lang]
    options: tuple[str, ...] = cities
    about: tuple[str, ...] = _ABOUT[lang]
    left: tuple[str, ...] = ()
    indices: tuple[int, ...] = (1,)
    key: tuple[str, ...]
    accept = None
    if form in (Form.FLASHCARD, Form.TYPED):
        options, about, indices, key = (), (), (), ("Helsinki",)
        if form is Form.TYPED:
            accept = Accept("text", ("Helsinki", "Hen-xin-ki"), (), ("Hanoi", "Hà Nội"), (), "", 0.0, "")
    elif form is Form.TRUE_FALSE:
        options, key = _TRUE[lang], (_TRUE[lang][1],)
        about = (_ABOUT[lang][2], _ABOUT[lang][2])
    elif form is Form.SELECT_ALL:
        indices, key = (0, 3), (cities[0], cities[3])
    elif form is Form.ORDERING:
        indices = (3, 0, 1, 2)
        key = tuple(cities[at] for at in indices)
    elif form is Form.MATCHING:
        left, indices = ("ASEM 3", "ASEM 5", "ASEM 6", "ASEM 7"), (3, 0, 1, 2)
        key = tuple(cities[at] for at in indices)
    else:
        key = ("Helsinki",)
    question = Question(
        id=f"summits/asem6/self>city~{form.value}.{lang}#7",
        item="summits/asem6/self>city",
        form=form,
        lang=lang,
        seed=7,
        bank="summits",
        topic="places",
        subject="asem6",
        property="city",
        given="self",
        qualifier=None,
        template="summit/self>city",
        prompt=_PROMPTS[form][lang == "vi"],
        left=left,
        options=options,
        option_ids=tuple(map(str, range(len(options)))),
        key=key,
        key_indices=indices,
        accept=accept,
        explanation=_EXPLAINED[lang],
        about=about,
        sources=(SourceRef("S1", 6),),
        as_of=None,
        depth="core",
        touches=(Touch("summits/asem6/self>city", "0"),),
        reveals=(),
    )
    return question._replace(**changes)
