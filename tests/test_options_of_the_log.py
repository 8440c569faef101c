"""Options as the log keeps them, read again as people do."""

from pathlib import Path

import pytest

from quiz.questions.engine import Questions
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
