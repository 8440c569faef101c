"""Questions that a teacher wrote, for the tests of prepared lessons."""

from quiz.questions.model import Form
from quiz.study.room.own import Own

CAPITAL = Own(
    Form.CHOICE,
    {"en": "What is the capital of Peru?", "vi": "Thủ đô của Peru là gì?"},
    {"en": ("Quito", "Lima", "Bogotá"), "vi": ("Quito", "Lima", "Bogotá")},
    {"en": "Since 1535."},
    (1,),
)


def own(form: Form) -> Own:
    """One of each form."""
    prompts = {"en": f"A question of mine ({form})", "vi": f"Một câu của tôi ({form})"}
    options = {"en": ("one", "two", "three", "four"), "vi": ("một", "hai", "ba", "bốn")}
    match form:
        case Form.TYPED:
            return Own(form, prompts, accepted=("Hội An", "Hoi An", "Faifo"))
        case Form.TRUE_FALSE:
            return Own(form, prompts, right=(1,))
        case Form.ORDERING:
            return Own(form, prompts, options)
        case Form.SELECT_ALL:
            return Own(form, prompts, options, right=(2, 0))
        case _:
            return Own(form, prompts, options, right=(2,))
