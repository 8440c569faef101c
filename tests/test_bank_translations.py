"""What a native reader is asked to look at."""

from pathlib import Path

from quiz.bank.files import BankFile, bank_files
from quiz.bank.model import Mark
from quiz.bank.problems import Problems
from quiz.bank.reader import read_bank
from quiz.bank.translations import Translation, ours

BANK = """
bank: {languages: [en, vi]}
kinds:
  painting:
    properties:
      style:
        type: text
        foils: [{en: cubism, vi: {display: lập thể, translation: ours}}]
facts:
  sunflowers:
    kind: painting
    name: {en: Sunflowers, vi: {display: Hoa hướng dương, aliases: [Những bông hướng dương], translation: ours}}
    style: {en: post-impressionism, vi: {display: hậu ấn tượng, translation: ours}}
  irises:
    kind: painting
    name: {en: Irises, vi: Hoa diên vĩ}
    style: {en: post-impressionism}
"""


def test_labels_of_our_own_are_listed_with_place_and_original() -> None:
    problems = Problems()
    bank = read_bank([BankFile("art.yaml", BANK.encode())], "art", problems)
    assert not problems
    assert ours(bank) == [
        Translation(Mark("art.yaml", 6, 7), "vi", "lập thể", "cubism", ()),
        Translation(Mark("art.yaml", 10, 3), "vi", "Hoa hướng dương", "Sunflowers", ("Những bông hướng dương",)),
        Translation(Mark("art.yaml", 13, 12), "vi", "hậu ấn tượng", "post-impressionism", ()),
    ]


def test_the_asem_bank_lists_as_many_as_its_files_mark() -> None:
    folder = Path(__file__).parent.parent / "question_bank" / "asem"
    marked = sum(path.read_text(encoding="utf-8").count("translation: ours") for path in folder.glob("*.yaml"))
    bank = read_bank(bank_files(folder), "asem", Problems())
    assert 0 < len(ours(bank)) <= marked
