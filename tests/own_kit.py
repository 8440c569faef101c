"""Questions that a teacher wrote, for the tests of prepared lessons."""

from quiz.questions.model import Form
from quiz.study.room.own import OwnQuestion

CAPITAL = OwnQuestion(
    Form.CHOICE,
    {"en": "What is the capital of Peru?", "vi": "Thủ đô của Peru là gì?"},
    {"en": ("Quito", "Lima", "Bogotá"), "vi": ("Quito", "Lima", "Bogotá")},
    {"en": "Since 1535."},
    (1,),
)


def own(form: Form) -> OwnQuestion:
    """One of each form."""
    prompts = {"en": f"A question of mine ({form})", "vi": f"Một câu của tôi ({form})"}
    options = {"en": ("one", "two", "three", "four"), "vi": ("một", "hai", "ba", "bốn")}
    match form:
        case Form.TYPED:
            return OwnQuestion(form, prompts, accepted=("Hội An", "Hoi An", "Faifo"))
        case Form.TRUE_FALSE:
            return OwnQuestion(form, prompts, right=(1,))
        case Form.ORDERING:
            return OwnQuestion(form, prompts, options)
        case Form.SELECT_ALL:
            return OwnQuestion(form, prompts, options, right=(2, 0))
        case _:
            return OwnQuestion(form, prompts, options, right=(2,))
