"""Names that a bank makes by a pattern, and those of things that have none."""

from pathlib import Path

from quiz.questions.open import check_bank

TREATIES = """
bank: {languages: [en, vi]}
kinds:
  treaty:
    naming:
      en: {display: "Treaty of {place}", aliases: ["{place} Treaty of {parties}"]}
      vi: {display: "Hiệp ước {place}"}
    properties: {place: text, parties: {type: set of ref, to: country}}
  summit:
    naming: {en: {display: "{treaty} summit"}}
    properties: {treaty: {type: ref, to: treaty}}
  country: {}
facts:
  first: {kind: summit, treaty: hague}
  hague: {kind: treaty, place: {en: The Hague, vi: La Hay}, parties: [spain, south-korea]}
  spain: {kind: country, name: Spain}
  south-korea: {kind: country}
  the-hague: {kind: country, name: "a country, not the place"}
"""
CIRCLE = """
kinds:
  person:
    naming: {en: {display: "{friend}'s friend"}}
    properties: {friend: {type: ref, to: person}}
facts:
  ann-lee: {kind: person, friend: ben}
  ben: {kind: person, friend: ann-lee}
"""


def names(folder: Path, text: str, lang: str = "en") -> dict[str, tuple[str, ...]]:
    path = folder / "named.yaml"
    path.write_text(text, encoding="utf-8")
    entities = check_bank(path).bank.entities.values()
    return {one.slug: (one.labels[lang].display, *one.labels[lang].aliases) for one in entities if lang in one.labels}


def test_names_are_made_of_values_as_they_are_written_and_of_things_by_their_names(tmp_path: Path) -> None:
    found = names(tmp_path, TREATIES)
    assert found["hague"] == ("Treaty of The Hague", "The Hague Treaty of Spain, South korea")
    assert found["first"] == ("Treaty of The Hague summit",)
    assert names(tmp_path, TREATIES, "vi")["hague"] == ("Hiệp ước La Hay",)


def test_things_that_are_named_after_each_other_have_names(tmp_path: Path) -> None:
    assert names(tmp_path, CIRCLE) == {"ann-lee": ("Ann lee's friend's friend",), "ben": ("Ann lee's friend",)}
