"""Options as the log keeps them: read again as people do, and offered again to whoever took one for the key."""

from pathlib import Path

import pytest

from quiz.questions.engine import Difficulty, Questions
from quiz.questions.model import Form
from quiz.questions.open import open_bank

MIXED = """
bank: {languages: [en, vi]}
kinds:
  element:
    properties:
      family: {type: text, exclusive: yes}
      price: money
      weight: {type: quantity, unit: kg}
      found: date
facts:
  a: {kind: element, family: {id: b-2, en: B plus, vi: B cộng}, price: USD 10000, weight: 12.5, found: 1996-03-01}
  b: {kind: element, family: noble gases, price: USD 20000, weight: 13.5, found: 1996-04-01}
  c: {kind: element, family: A+, price: USD 30000, weight: 1450, found: 1996-05-01}
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path))


def opened(folder: Path, text: str) -> Questions:
    path = folder / "b.yaml"
    path.write_text(text, encoding="utf-8")
    return open_bank(path)


def test_every_option_is_read_again_as_it_was_shown(tmp_path: Path) -> None:
    found = opened(tmp_path, MIXED)
    asked = [found.ask(info.id, Form.CHOICE, lang, 1) for info in found.items() for lang in ("en", "vi")]
    assert {question.property for question in asked} == {"family", "price", "weight", "found"}
    for question in asked:
        again = [found.option_text(question.item, canonical, question.lang) for canonical in question.option_ids]
        assert [text.casefold() for text in again] == [text.casefold() for text in question.options]
    assert found.option_text("b/a/self>family", "gone-by-now", "en") == "gone-by-now"
    assert found.option_text("b/a/self>weight", "gone-by-now", "en") == "gone-by-now"


def test_a_text_of_several_words_is_offered_again_however_far_away_it_stands(tmp_path: Path) -> None:
    rows = "\n".join(f"  x{n}: {{kind: star, colour: shade of {n}}}" for n in range(2000))
    found = opened(
        tmp_path, f"kinds: {{star: {{properties: {{colour: {{type: text, exclusive: yes}}}}}}}}\nfacts:\n{rows}"
    )
    question = found.ask("b/x3/self>colour", Form.CHOICE, "en", 1, Difficulty(mix_ups=("shade-of-1990",)))
    assert "Shade of 1990" in question.options
