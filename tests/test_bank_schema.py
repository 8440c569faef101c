"""The JSON Schema for editors: the committed file is what the readers say, and the banks fit it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from quiz.bank.nodes import List, Map, Node, Text, parse
from quiz.bank.problems import Problems
from quiz.bank.schema import schema, schema_text

ROOT = Path(__file__).parent.parent
BANKS = ROOT / "question_bank"
GOOD = sorted([*BANKS.glob("*/*.yaml"), *(ROOT / "tests" / "data").glob("teacher*.yaml")])
# Broken in a way that a schema can see: a key or a word that nothing reads.
SEEN = [
    "unknown_key_on_top",
    "unknown_key_of_a_property",
    "unknown_key_of_a_kind",
    "unknown_key_of_a_claim",
    "wrong_type_mapping_for_list",
    "no_kind",
    "fact_is_a_text",
    "unknown_type",
    "bad_slug",
    "depth_unknown",
    "flag_is_neither_yes_nor_no",
    "tolerance_is_no_number",
    "gap_below_nothing",
    "boolean_statement_without_no",
    "pair_without_arrow",
    "form_unknown",
    "status_unknown",
    "source_written_badly",
    "bank_language_unknown",
    "bad_bank_id",
    "tables_is_a_mapping",
    "list_on_top",
    "text_on_top",
]


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, which is what editors read: booleans are only true and false, dates are text."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def as_an_editor_reads(content: bytes) -> Any:
    return yaml.load(content, Loader=EditorLoader)


def as_texts(node: Node | None) -> Any:
    """What our own reader sees: every scalar is text."""
    if isinstance(node, Map):
        return {str(key): as_texts(child) for key, child in node.items()}
    if isinstance(node, List):
        return [as_texts(child) for child in node]
    return str(node) if isinstance(node, Text) else None


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schema())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(schema())


def test_the_committed_file_is_the_schema() -> None:
    committed = (BANKS / "bank.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "write it again: quiz bank schema > question_bank/bank.schema.json"
    assert json.loads(committed) == schema()


def descriptions(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every key that the schema names, with its description."""
    if isinstance(part, dict):
        for keyword, inside in part.items():
            if keyword == "properties":
                for key, child in inside.items():
                    yield f"{path}/{key}", child.get("description", "")
            named = keyword in ("properties", "definitions")
            for key, child in inside.items() if named else [(keyword, inside)]:
                yield from descriptions(child, f"{path}/{key}")
    elif isinstance(part, list):
        for at, child in enumerate(part):
            yield from descriptions(child, f"{path}/{at}")


def test_every_key_has_a_description() -> None:
    found = dict(descriptions(schema()))
    assert len(found) > 80
    assert [path for path, description in found.items() if not description] == []


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_good_bank_fits_whoever_reads_it(path: Path, validator: jsonschema.Draft7Validator) -> None:
    content = path.read_bytes()
    for reading in (as_an_editor_reads(content), as_texts(parse(content, path.name, Problems()))):
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(reading)] == []


@pytest.mark.parametrize("name", SEEN)
def test_an_editor_underlines_what_is_broken(name: str, validator: jsonschema.Draft7Validator) -> None:
    content = (ROOT / "tests" / "broken_banks" / f"{name}.yaml").read_bytes()
    assert list(validator.iter_errors(as_an_editor_reads(content)))


@pytest.mark.parametrize("path", sorted(BANKS.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_bank_file_names_the_schema(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../bank.schema.json\n")
