"""docs/bank.md: every example is read, every command is run, every key is named."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from quiz.bank.facts import CLAIM_KEYS, ENTITY_KEYS, STATUSES
from quiz.bank.files import BankFile
from quiz.bank.kinds import FORMS, KIND_KEYS, NAMING_KEYS, PAIR_KEYS, PROPERTY_KEYS
from quiz.bank.problems import Problems
from quiz.bank.reader import BANK_KEYS, SECTIONS, SOURCE_KEYS, TABLE_KEYS, read_bank
from quiz.bank.scope import LABEL_KEYS
from quiz.bank.values import PARSERS
from quiz.questions.open import open_bank

ROOT = Path(__file__).parent.parent
DOC = (ROOT / "docs" / "bank.md").read_text(encoding="utf-8")


class Block(NamedTuple):
    """A fenced block: its language, the file it stands for, its text, the line it starts on."""

    language: str
    name: str
    text: str
    line: int


BLOCKS = [
    Block(found[1], found[2].strip(), found[3], DOC[: found.start()].count("\n") + 1)
    for found in re.finditer(r"^```(\w+)([^\n]*)\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL)
]
BANKS = [block for block in BLOCKS if block.language == "yaml" and block.name != "mistaken.yaml"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with every named example in it."""
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for block in BLOCKS:
        if block.name and block.language in ("yaml", "csv"):
            (tmp_path / block.name).write_text(block.text, encoding="utf-8")
    return tmp_path


def test_every_fence_is_understood() -> None:
    assert len(BLOCKS) == DOC.count("```") / 2
    assert {block.language for block in BLOCKS} == {"yaml", "csv", "console", "text"}


@pytest.mark.parametrize("block", BANKS, ids=lambda block: f"line {block.line}")
def test_every_example_is_a_good_bank(block: Block) -> None:
    tables = [BankFile(one.name, one.text.encode()) for one in BLOCKS if one.language == "csv"]
    problems = Problems()
    bank = read_bank([BankFile("bank.yaml", block.text.encode()), *tables], "bank", problems)
    assert [str(problem) for problem in problems] == []
    assert bank.entities


def quiz(arguments: list[str], folder: Path) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "LC_ALL": "C",
        "LANGUAGE": "en",
        "LANG": "C",
        "QUIZ_DB": str(folder / "progress.db"),
    }
    run = subprocess.run(
        [sys.executable, "-m", "quiz", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert run.stderr == ""
    return run.stdout


COMMANDS = [
    (found[1], found[2])
    for block in BLOCKS
    if block.language == "console"
    for found in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE)
]
INLINE = sorted(set(re.findall(r"`(quiz [^`]*)`", DOC)))


@pytest.mark.parametrize(("command", "expected"), COMMANDS, ids=[command for command, _output in COMMANDS])
def test_every_command_says_what_the_text_shows(command: str, expected: str, folder: Path) -> None:
    program, *arguments = shlex.split(command)
    assert program == "quiz"
    if arguments[0] == "study":  # it needs a terminal: that its options exist is what can be seen here
        assert all(option in quiz(["study", "--help"], folder) for option in arguments if option.startswith("--"))
        return
    if ">" in arguments:
        *arguments, _arrow, target = arguments
        expected = (ROOT / "question_bank" / target).read_text(encoding="utf-8")
    assert quiz(arguments, folder) == expected


@pytest.mark.parametrize("command", INLINE)
def test_every_command_in_the_running_text_works(command: str, folder: Path) -> None:
    _program, *arguments = shlex.split(command)
    if arguments[:2] == ["bank", "check"]:
        arguments.append("elements.yaml")
    assert "error" not in quiz(arguments, folder)


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "text"], ids=lambda block: block.name)
def test_the_questions_in_the_text_are_the_banks(block: Block, folder: Path) -> None:
    prompts = {question.prompt for question in open_bank(folder / block.name).all_questions("en")}
    assert set(block.text.splitlines()) <= prompts


ELEMENTS = next(block.text for block in BLOCKS if block.name == "elements.yaml")


def test_the_text_counts_the_forms_of_its_first_bank(folder: Path) -> None:
    count = re.search(r"in (\w+) forms from flashcard to matching", DOC)
    assert count
    forms = {form for info in open_bank(folder / "elements.yaml").items() for form in info.forms}
    assert ["five", "six", "seven"].index(count[1]) + 5 == len(forms)


def digests(folder: Path, text: str, name: str = "elements.yaml") -> dict[str, str]:
    """Each item of a bank with the digest of its answer, which is what memory holds on to."""
    (folder / name).write_text(text, encoding="utf-8")
    return {info.id: info.digest for info in open_bank(folder / name).items()}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: neon", "name: {display: Neon, aliases: [the gas neon]}"),
        ("symbol: {type: text, exclusive: yes}", "symbol: {type: text, exclusive: yes, depth: more, name: sign}"),
        ("facts:\n", "facts:\n  argon: {kind: element, name: argon, symbol: Ar}\n"),
        ("kind: element, name: neon", "note: A gas., kind: element, name: neon"),
    ],
)
def test_memory_stays_when_the_text_says_so(before: str, after: str, folder: Path) -> None:
    kept = digests(folder, ELEMENTS)
    assert before in ELEMENTS
    assert kept.items() <= digests(folder, ELEMENTS.replace(before, after)).items()


def test_a_new_value_starts_that_question_alone_anew(folder: Path) -> None:
    kept = digests(folder, ELEMENTS)
    edited = digests(folder, ELEMENTS.replace("symbol: Ne", "symbol: Nn"))
    assert {item for item in kept if kept[item] != edited[item]} == {"elements/neon/self>symbol"}
    assert digests(folder, ELEMENTS) == kept


def test_an_id_lets_a_text_be_reworded(folder: Path) -> None:
    named = digests(folder, ELEMENTS.replace("symbol: Ne,", "symbol: {id: ne, en: Ne},"))
    assert digests(folder, ELEMENTS.replace("symbol: Ne,", "symbol: {id: ne, en: Neo},")) == named


def test_things_that_come_to_share_a_value_start_its_question_anew(folder: Path) -> None:
    family = "family: {type: text, exclusive: yes"
    reverse = ELEMENTS.replace(family, family + ", reverse: yes")
    kept = digests(folder, reverse)
    edited = digests(folder, reverse.replace("family: alkali metals", "family: noble gases"))
    shared = "elements/family:noble-gases/family>self"
    assert kept[shared] != edited[shared]
    assert kept["elements/neon/self>family"] == edited["elements/neon/self>family"]


def test_a_new_short_name_is_a_new_memory(folder: Path) -> None:
    kept = digests(folder, ELEMENTS)
    assert not kept.keys() & digests(folder, ELEMENTS, "chemistry.yaml").keys()
    renamed = digests(folder, ELEMENTS.replace("neon:", "neon-gas:"))
    assert kept.keys() - renamed.keys() == {item for item in kept if item.startswith("elements/neon/")}


def test_every_key_type_status_and_form_is_explained() -> None:
    keys = {
        *SECTIONS,
        *BANK_KEYS,
        *SOURCE_KEYS,
        *TABLE_KEYS,
        *KIND_KEYS,
        *PROPERTY_KEYS,
        *PAIR_KEYS,
        *LABEL_KEYS,
        *ENTITY_KEYS,
        *CLAIM_KEYS,
        *STATUSES,
        *FORMS,
        *PARSERS,
        "text",
        "ref",
        "set of …",
        "list of …",
    }
    assert sorted(key for key in keys if f"`{key}`" not in DOC) == []
    assert [key for key in NAMING_KEYS if key not in DOC] == []
