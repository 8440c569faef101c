"""Which values make others false, and what is asked where they do not."""

import pytest

from quiz.bank.files import BankFile
from quiz.bank.problems import Problems
from quiz.bank.reader import read_bank


@pytest.mark.parametrize(
    ("shape", "one", "other", "agree"),
    [
        ("list", "{value: [a, b, c], complete: yes}", "{value: [b, a, c], complete: yes}", False),
        ("list", "{value: [a, c]}", "{value: [a, b, c], complete: yes}", True),
        ("list", "{value: [c, a]}", "{value: [a, b, c], complete: yes}", False),
        ("list", "{value: [a, b, c]}", "{value: [a, c], complete: yes}", False),
        ("set", "{value: [c, a]}", "{value: [a, b, c], complete: yes}", True),
        ("set", "{value: [a, b], complete: yes}", "{value: [b, a]}", True),
        ("set", "{value: [b, a]}", "{value: [a, b], complete: yes}", True),
        ("set", "{value: [a, d]}", "{value: [a, b, c], complete: yes}", False),
    ],
)
def test_two_lists_agree_if_their_order_does(shape: str, one: str, other: str, agree: bool) -> None:
    kinds = f"kinds: {{rite: {{properties: {{steps: {shape} of text}}}}}}"
    text = f"{kinds}\nfacts: {{x: {{kind: rite, steps: [{one}, {other}]}}}}"
    problems = Problems()
    read_bank([BankFile("own.yaml", text.encode())], "own", problems)
    assert bool(problems.errors) is not agree
