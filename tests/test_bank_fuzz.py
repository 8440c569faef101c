"""Whatever a file holds, reading it ends with problems that point into it, never with an exception."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.bank.facts import CLAIM_KEYS, ENTITY_KEYS, STATUSES
from quiz.bank.files import BankFile
from quiz.bank.kinds import FORMS, KIND_KEYS, NAMING_KEYS, PAIR_KEYS, PROPERTY_KEYS
from quiz.bank.model import Bank
from quiz.bank.problems import Problems
from quiz.bank.reader import BANK_KEYS, SECTIONS, SOURCE_KEYS, TABLE_KEYS, read_bank
from quiz.bank.scope import LABEL_KEYS

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "question_bank" / "solar-system"
GOOD = {
    "solar-system": [BankFile(path.name, path.read_bytes()) for path in sorted(SMALL.iterdir())],
    **{
        path.stem: [BankFile(path.name, path.read_bytes()), *tables]
        for path in sorted((ROOT / "tests" / "data").glob("teacher*.yaml"))
        for tables in [[BankFile(one.name, one.read_bytes()) for one in path.parent.glob("teacher*.csv")]]
    },
}
FUZZ = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def read(files: list[BankFile]) -> tuple[Bank, Problems]:
    problems = Problems()
    return read_bank(files, "fuzz", problems), problems


def assert_places_exist(files: list[BankFile], problems: Problems) -> None:
    lines = {file.name: file.content.replace(b"\r\n", b"\n").split(b"\n") for file in files}
    breaks = {  # a text line can also end with \r, NEL, LS or PS, as YAML has it
        file.name: file.content.decode("utf-8", "replace").count("\r")
        + sum(file.content.decode("utf-8", "replace").count(char) for char in "\x85\u2028\u2029")
        for file in files
    }
    for problem in problems:
        mark = problem.mark
        assert mark.file in lines, problem
        assert 1 <= mark.line <= len(lines[mark.file]) + breaks[mark.file], problem
        assert mark.column >= 1, problem
        if not breaks[mark.file] and b"\x00" not in b"".join(lines[mark.file]):
            assert mark.column <= len(lines[mark.file][mark.line - 1]) + 1, problem
        assert problem.message.isprintable()
        assert len(problem.message) <= 400


@pytest.mark.parametrize("name", sorted(GOOD))
def test_the_banks_that_are_mutated_are_good(name: str) -> None:
    _bank, problems = read(GOOD[name])
    assert not problems


PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [
            b":",
            b": ",
            b"\n",
            b"\t",
            b"- ",
            b"{",
            b"}",
            b"[",
            b"]",
            b'"',
            b"'",
            b"#",
            b"&a ",
            b"*a",
            b"!!int ",
            b"? ",
            b"---\n",
            b"...\n",
            b"|\n",
            b">",
            b"%",
            b"@",
            b"`",
            b",",
            b"~",
            b"<<: *a",
            b"\xef\xbb\xbf",
            b"\xc2\x85",
            b"\xe2\x80\xa8",
            b"\x00",
            b"\x1b[2J",
            b"\r",
            "đ".encode(),
            b"{self}",
            b"{",
            b"0",
            b"-1",
            b"no",
            b";",
            b'""',
        ]
    ),
)
EDIT = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 40), PIECES)


@FUZZ
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 9), st.lists(EDIT, min_size=1, max_size=6))
def test_a_mutated_bank_is_read_with_problems_that_point_into_it(
    name: str, which: int, edits: list[tuple[float, int, bytes]]
) -> None:
    files = list(GOOD[name])
    at = which % len(files)
    content = files[at].content
    for place, removed, inserted in edits:
        start = int(place * len(content))
        content = content[:start] + inserted + content[start + removed :]
    files[at] = BankFile(files[at].name, content)
    _bank, problems = read(files)
    assert_places_exist(files, problems)


@FUZZ
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 9), st.floats(0, 1), st.floats(0, 1))
def test_lines_in_another_order_are_read(name: str, which: int, start: float, end: float) -> None:
    files = list(GOOD[name])
    at = which % len(files)
    lines = files[at].content.split(b"\n")
    first, last = sorted((int(start * len(lines)), int(end * len(lines))))
    shuffled = lines[:first] + lines[last:] + lines[first:last]
    files[at] = BankFile(files[at].name, b"\n".join(shuffled))
    _bank, problems = read(files)
    assert_places_exist(files, problems)


WORDS = [
    *SECTIONS,
    *BANK_KEYS,
    *SOURCE_KEYS,
    *TABLE_KEYS,
    *KIND_KEYS,
    *PROPERTY_KEYS,
    *PAIR_KEYS,
    *NAMING_KEYS,
    *LABEL_KEYS,
    *ENTITY_KEYS,
    *CLAIM_KEYS,
    *STATUSES,
    *FORMS,
    "en",
    "vi",
    "xx",
    "yes",
    "no",
    "",
    "~",
    "a",
    "b",
    "S1",
    "S1:3-2",
    "self",
    "self>a",
    "a>self",
    "a>b",
    "{self}",
    "{a:ordinal}",
    "{",
    "set of ref",
    "list of text",
    "date_range",
    "year",
    "id",
    "1996",
    "1996-02-30",
    "2004/2003",
    "USD 5",
    "-3",
    "1.5",
    "Ann",
    "rows.csv",
    "utf-16",
    "idna",
    ",",
]
SCALARS = st.one_of(st.sampled_from(WORDS), st.text(max_size=8))
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(SCALARS, inner, max_size=5)),
    max_leaves=25,
)
PROPERTY = st.one_of(TREES, st.fixed_dictionaries({}, optional=dict.fromkeys(PROPERTY_KEYS, TREES)))
KIND = st.fixed_dictionaries(
    {"properties": st.dictionaries(st.sampled_from(["a", "b", "c"]), PROPERTY, max_size=3)},
    optional={key: TREES for key in KIND_KEYS if key != "properties"},
)
CLAIM = st.one_of(TREES, st.fixed_dictionaries({}, optional=dict.fromkeys(CLAIM_KEYS, TREES)))
ENTITY = st.fixed_dictionaries(
    {"kind": st.sampled_from(["k", "l"])},
    optional={"a": CLAIM, "b": CLAIM, "c": st.lists(CLAIM, max_size=3), "name": TREES, "from": TREES, "note": TREES},
)
BANKS = st.fixed_dictionaries(
    {
        "kinds": st.fixed_dictionaries({"k": KIND, "l": KIND}),
        "facts": st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), ENTITY, max_size=4),
    },
    optional={
        "bank": TREES,
        "sources": TREES,
        "tables": st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(TABLE_KEYS, TREES)), max_size=2),
    },
)


@FUZZ
@given(st.one_of(TREES, BANKS), st.binary(max_size=40))
def test_a_random_tree_is_read_with_problems_that_point_into_it(tree: object, table: bytes) -> None:
    written = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()
    files = [BankFile("bank.yaml", written), BankFile("rows.csv", table)]
    _bank, problems = read(files)
    assert_places_exist(files, problems)


@FUZZ
@given(st.binary(max_size=300))
def test_random_bytes_are_read(content: bytes) -> None:
    files = [BankFile("bank.yaml", content), BankFile("rows.csv", content)]
    _bank, problems = read(files)
    assert problems.errors
    assert_places_exist(files, problems)
