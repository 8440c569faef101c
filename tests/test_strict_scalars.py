"""Nothing is guessed from how a scalar looks: what YAML would turn into something else stays as it is written."""

import pytest
import yaml

from quiz.bank.files import BankFile
from quiz.bank.model import Bank
from quiz.bank.problems import Problems
from quiz.bank.reader import read_bank

TRAPS = [
    "no",
    "yes",
    "on",
    "off",
    "y",
    "true",
    "False",
    "null",
    "NULL",
    "012",
    "0o14",
    "0x1F",
    "0b11",
    "1_000",
    "12:30",
    "12:30:45",
    "1.10",
    "1.0",
    "1e3",
    ".5",
    "+5",
    "-0",
    ".inf",
    ".NaN",
    "2012",
    "2012-11-05",
    "2012-11-05T10:00:00Z",
    "NO",
    "=",
    "1,5",
]


def read(text: str) -> tuple[Bank, Problems]:
    problems = Problems()
    bank = read_bank([BankFile("bank.yaml", text.encode())], "bank", problems)
    return bank, problems


def thing(type_: str, value: str) -> tuple[object, Problems]:
    bank, problems = read(f"""
kinds:
  thing:
    properties:
      p: {{type: {type_}, unit: km}}
facts:
  a:
    kind: thing
    p: {value}
    name: thing
""")
    claims = bank.entities["a"].claims.get("p", ()) if "a" in bank.entities else ()
    return (claims[0].value if claims else None), problems


@pytest.mark.parametrize("text", TRAPS)
def test_a_text_is_kept_to_the_letter(text: str) -> None:
    bank, problems = read(
        f"""
kinds:
  thing: {{properties: {{p: text}}}}
facts:
  a: {{kind: thing, p: {text}, name: {text}}}
"""
        if "," not in text
        else f"""
kinds:
  thing: {{properties: {{p: text}}}}
facts:
  a:
    kind: thing
    p: {text}
    name: {text}
"""
    )
    assert not problems
    assert bank.entities["a"].labels["en"].display == text
    (claim,) = bank.entities["a"].claims["p"]
    assert bank.texts[str(claim.value)]["en"].display == text


def test_the_traps_are_traps() -> None:
    resolve = yaml.SafeLoader("").resolve
    guessed = [text for text in TRAPS if resolve(yaml.ScalarNode, text, (True, False)) != "tag:yaml.org,2002:str"]
    assert len(guessed) > 20, "PyYAML's own loader would have changed most of them"


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("integer", "012", 12),
        ("integer", "-5", -5),
        ("integer", '"5"', 5),
        ("count", "0", 0),
        ("year", "1996", 1996),
        ("year", "-44", -44),
        ("quantity", "1.10", 1.1),
        ("quantity", "6650", 6650),
        ("boolean", "no", False),
        ("boolean", "Yes", True),
        ("date", "2012", "2012"),
        ("date", "2012-11", "2012-11"),
        ("date", "2012-11-05", "2012-11-05"),
        ("date_range", "2012-11-05/2012-11-06", "2012-11-05/2012-11-06"),
        ("money", "USD 10000", "USD 10000"),
        ("ref, to: thing", "a", "a"),
    ],
)
def test_the_type_decides_how_a_value_is_read(type_: str, text: str, value: object) -> None:
    found, problems = thing(type_, text)
    assert not problems
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("integer", "no"),
        ("integer", "1.10"),
        ("integer", "12:30"),
        ("integer", "~"),
        ("integer", "null"),
        ("integer", "0x1F"),
        ("integer", "1_000"),
        ("integer", "1e3"),
        ("integer", "2012-11-05"),
        ("integer", "٣"),
        ("count", "-1"),
        ("year", "12:30"),
        ("year", "20123"),
        ("year", "0"),
        ("year", "-0"),
        ("quantity", ".inf"),
        ("quantity", "1e3"),
        ("quantity", "5 km"),
        ("quantity", "1,5"),
        ("boolean", "1"),
        ("boolean", "on"),
        ("boolean", "~"),
        ("date", "2012-11-31"),
        ("date", "5.11.2012"),
        ("date", "2012-1-5"),
        ("date", "2012-11-05T10:00:00Z"),
        ("date", "0000"),
        ("date_range", "2012-11-06/2012-11-05"),
        ("money", "10000"),
        ("money", "USD 10,000"),
    ],
)
def test_a_value_that_does_not_fit_its_type_is_refused_where_it_stands(type_: str, text: str) -> None:
    found, problems = thing(type_, text)
    assert found is None
    (problem,) = problems
    assert problem.mark.line == 9
    assert problem.mark.column == 8
    assert text in problem.message or "missing" in problem.message
