"""What a question is recognised by, however the bank has changed since it was asked."""

from quiz.errors import QuizError
from quiz.hashing import blake2b
from quiz.jsontext import to_json
from quiz.questions.engine import Questions
from quiz.questions.model import Question
from quiz.study.exam.model import Slot

__all__ = ["print_of", "same_question"]


def print_of(question: Question) -> str:
    """A digest of all that decides what is asked and what is right: texts, options, key, accepted answers."""
    told = (
        question.prompt,
        question.left,
        question.options,
        question.option_ids,
        question.key,
        question.key_indices,
        question.accept,
    )
    return blake2b(to_json(told).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def same_question(questions: Questions, slot: Slot, lang: str, wanted: str) -> Question | None:
    """The question of a slot, or None if the bank does not yield it any more with the print ``wanted``."""
    try:
        question = questions.ask(slot.item, slot.form, lang, slot.seed)
    except QuizError:
        return None
    return question if print_of(question) == wanted else None
