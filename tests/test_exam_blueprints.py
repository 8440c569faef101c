"""Named blueprints: read beside the bank, every problem told with its place, and never taken for a bank."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.bank.blueprints import BLUEPRINT_KEYS, CLOCK_KEYS, DIFFICULTIES, SCORINGS, blueprints_path
from quiz.bank.files import bank_files, digest_of, find_bank
from quiz.bank.kinds import FORMS
from quiz.bank.problems import BankError
from quiz.errors import QuizError
from quiz.questions.engine import Questions
from quiz.questions.model import Form
from quiz.questions.open import check_bank, open_bank
from quiz.study.exam.blueprints import choose, named
from quiz.study.exam.draw import draw_papers
from quiz.study.exam.model import Blueprint, Clock
from tests.study_kit import ASEM, asem

BANK = """\
bank: {id: towns, languages: [en, vi], topics: {places: {en: Places}, rivers: {en: Rivers}}}
kinds:
  town: {topic: places, properties: {founded: {type: year, name: founding year}}}
  river: {topic: rivers, properties: {length: {type: quantity, unit: km}}}
facts:
  ayton: {kind: town, name: Ayton, founded: 1100}
  beeton: {kind: town, name: Beeton, founded: 1200}
  ceeton: {kind: town, name: Ceeton, founded: 1300}
  dee: {kind: river, name: Dee, length: 140}
"""

Beside = Callable[[str], Path]


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Beside:
    """Writes the blueprints beside a bank of one file, and says where the bank is."""
    monkeypatch.setenv("QUIZ_CACHE", str(tmp_path / "cache"))
    (tmp_path / "towns.yaml").write_text(BANK, encoding="utf-8")

    def write(text: str) -> Path:
        (tmp_path / "towns.blueprints.yaml").write_text(text, encoding="utf-8", newline="\n")
        return tmp_path / "towns.yaml"

    return write


def told(path: Path) -> list[str]:
    return [str(problem) for problem in check_bank(path).problems.in_order()]


def read(path: Path) -> dict[str, Blueprint]:
    return named(path, open_bank(path))


def test_everything_that_can_be_said(beside: Beside) -> None:
    path = beside(
        """\
full:
  title: {en: The whole, vi: Tất cả}
  questions: 12
  topics: {places: 3, rivers: 0.5}
  depth: detail
  forms: [choice, typed]
  difficulty: hard
  by: history
  clock: {question: 20 s, whole: 10 min, strict: wall}
  scoring: negative
  penalty: 0.5
  navigation: forward
  feedback: each
  evidence: false
  languages: [vi, en]
  seed: 18446744073709551615
short: {title: Just a few, questions: 3, topics: [rivers], forms: typed, clock: {whole: 90}, languages: vi, seed: 0}
bare: {}
"""
    )
    assert told(path) == []
    assert read(path) == {
        "full": Blueprint(
            name="full",
            title={"en": "The whole", "vi": "Tất cả"},
            questions=12,
            topics=(("places", 3.0), ("rivers", 0.5)),
            depth="detail",
            forms=(Form.CHOICE, Form.TYPED),
            difficulty="hard",
            basis="history",
            clock=Clock(20, 600, wall=True),
            scoring="negative",
            penalty=0.5,
            navigation="forward",
            feedback="each",
            evidence=False,
            languages=("vi", "en"),
            seed=2**64 - 1,
        ),
        "short": Blueprint(
            name="short",
            title={"en": "Just a few"},
            questions=3,
            topics=(("rivers", 1.0),),
            forms=(Form.TYPED,),
            clock=Clock(whole=90),
            languages=("vi",),
            seed=0,
        ),
        "bare": Blueprint(name="bare"),
    }


def test_all_problems_are_told_at_once_with_place_and_remedy(beside: Beside) -> None:
    path = beside(
        """\
exam:
  questons: 5
  questions: many
  topics: {place: 1, rivers: 0}
  depth: deepest
  clock: {whole: soon, strict: yes, hole: 3}
  forms: [chioce]
  scoring: corected
  penalty: 3
  evidence: maybe
  feedback: end
  feedback: each
Bad Name: {}
twice: {topics: [places, places], title: {fr: Non}, questions: 0}
text: quick
"""
    )
    found = told(path)
    assert [line.partition(": error: ")[0] for line in found if ": error: " in line] == [
        f"towns.blueprints.yaml:{place}"
        for place in (
            "2:3",
            "3:14",
            "4:12",
            "4:30",
            "5:10",
            "6:18",
            "6:32",
            "6:37",
            "7:11",
            "8:12",
            "9:12",
            "10:13",
            "12:3",
            "13:1",
            "14:26",
            "14:43",
            "14:64",
            "15:7",
        )
    ], found
    everything = "\n".join(found)
    assert "'questons' is not known here. Did you mean 'questions'?" in everything
    assert "'place' is not a topic of this bank. Did you mean 'places'?" in everything
    assert "'chioce' is not a form. Did you mean 'choice'?" in everything
    assert "'soon' is not a time limit. Write whole seconds, or such as 20 s, 10 min" in everything
    assert "'corected' is not one of: plain, corrected, negative, certainty, speed." in everything
    assert "'feedback' is stated twice; first on line 11." in everything
    with pytest.raises(BankError) as caught:
        read(path)
    assert len(caught.value.problems) == len(found)
    assert open_bank(path).bank.id == "towns", "the bank itself is in order"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- exam\n", "towns.blueprints.yaml:1:1: error: this file is a mapping. Start it with the name of a blueprint"),
        ("exam: &a {questions: 5}\nmock: *a\n", "towns.blueprints.yaml:1:7: error: anchors and aliases"),
        ("exam: {questions: 5\n", "error: this is not YAML"),
        ("exam: {title: \x07}\n", "error: a control character"),
        ("", "towns.blueprints.yaml:1:1: warning: this file is empty."),
        ("exam: {penalty: 0.5}\n", "warning: a penalty counts under negative marking only."),
        ("exam: {clock: {strict: wall}}\n", "warning: there is no limit that could be strict."),
        ("exam: {topics: [[places]]}\n", "a topic is a single text here."),
        ("exam: {topics: places}\n", "topics are a list, or a mapping topic: weight."),
        ("exam: {clock: 20}\n", "a clock is a mapping"),
        ("exam: {clock: {whole: 8 h 30 min}}\n", "is not a time limit"),
        ("exam: {clock: {whole: 0}}\n", "is not a time limit"),
        ("exam: {clock: {whole: 1.5 s}}\n", "is not a time limit"),
        ("exam: {clock: {whole: 9999999999999 h}}\n", "is not a time limit"),
        ("exam: {questions: 1000000}\n", "Write a whole number from 1 to 10000."),
        ("exam: {questions: ٣}\n", "is not a number of questions"),
        ("exam: {languages: [en, fr]}\n", "this bank has no language 'fr'. Choose from: en, vi."),
        ("exam: {languages: {en: yes}}\n", "1:19: error:"),
        ("exam: {seed: 18446744073709551616}\n", "is not a seed. Write a whole number from 0 to 18446744073709551615."),
        ("exam: {seed: -1}\n", "'-1' is not a seed."),
    ],
)
def test_each_mistake_is_told(text: str, line: str, beside: Beside) -> None:
    assert any(line in one for one in told(beside(text))), told(beside(text))


@pytest.mark.parametrize(("text", "seconds"), [("20 s", 20), ("20", 20), ("10 min", 600), ("1.5 h", 5400), ("3sec", 3)])
def test_times_are_read_as_they_are_written(text: str, seconds: int, beside: Beside) -> None:
    assert read(beside(f"exam: {{clock: {{whole: {text}}}}}\n"))["exam"].clock == Clock(whole=seconds)


def test_not_utf8_and_too_large(beside: Beside, tmp_path: Path) -> None:
    path = beside("")
    (tmp_path / "towns.blueprints.yaml").write_bytes(b"exam: {title: \xff}\n")
    assert "towns.blueprints.yaml:1:15: error: this is not UTF-8 text." in told(path)[0]
    (tmp_path / "towns.blueprints.yaml").write_bytes(b"# " + b"x" * 2**20)
    with pytest.raises(QuizError, match="larger than 1 MB"):
        read(path)


@given(
    st.recursive(
        st.sampled_from(["", "~", "5", "-1", "wall", "choice", "places", "20 s", "yes", "1e9", "'", "\x00", "é"])
        | st.text(max_size=6),
        lambda inner: (
            st.lists(inner, max_size=3).map(lambda some: "[" + ", ".join(some) + "]")
            | st.dictionaries(st.sampled_from([*BLUEPRINT_KEYS, *CLOCK_KEYS, "x"]), inner, max_size=4).map(
                lambda some: "{" + ", ".join(f"{key}: {value}" for key, value in some.items()) + "}"
            )
        ),
        max_leaves=12,
    )
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hostile_files_end_in_complaints(beside: Beside, text: str) -> None:
    path = beside(f"exam: {text}\n".encode("utf-8", "replace").decode())
    problems = check_bank(path).problems
    assert all(problem.mark.file == "towns.blueprints.yaml" for problem in problems)
    assert all("\x1b" not in str(problem) for problem in problems)


# where they lie


def test_they_lie_beside_a_folder_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "school").mkdir()
    (tmp_path / "school" / "bank.yaml").write_text(BANK, encoding="utf-8")
    assert blueprints_path(tmp_path / "school") is None
    wanted = tmp_path / "school.blueprints.yaml"
    wanted.write_text("exam: {}\n", encoding="utf-8")
    assert blueprints_path(tmp_path / "school") == wanted
    monkeypatch.chdir(tmp_path / "school")
    assert blueprints_path(Path()) == wanted.resolve()
    (tmp_path / "one.yml").write_text(BANK, encoding="utf-8")
    (tmp_path / "one.blueprints.yml").write_text("exam: {}\n", encoding="utf-8")
    assert blueprints_path(tmp_path / "one.yml") == tmp_path / "one.blueprints.yml"
    assert blueprints_path(tmp_path / "two.yaml") is None


def test_a_folder_with_a_bank_and_its_blueprints_is_read_without_them(beside: Beside, tmp_path: Path) -> None:
    path = beside("exam: {questions: 2}\n")
    assert [file.name for file in bank_files(tmp_path)] == ["towns.yaml"]
    assert digest_of(bank_files(tmp_path)) == digest_of(bank_files(path))
    assert not check_bank(tmp_path).problems
    assert find_bank(str(tmp_path)) == tmp_path


def test_blueprints_alone_make_no_bank(tmp_path: Path) -> None:
    file = tmp_path / "x.blueprints.yaml"
    file.write_text("exam: {}\n", encoding="utf-8")
    with pytest.raises(QuizError, match="no YAML files"):
        find_bank(str(tmp_path))
    with pytest.raises(QuizError, match="not a bank"):
        find_bank(str(file))


def test_a_table_alone_makes_no_bank(tmp_path: Path) -> None:
    file = tmp_path / "towns.csv"
    file.write_text("Town\nBern\n", encoding="utf-8")
    with pytest.raises(QuizError, match="not a YAML file"):
        find_bank(str(file))


def test_a_folder_of_banks_is_still_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside ``question_bank/asem/`` lies YAML now: the folder of banks must not be taken for a bank of its own."""
    monkeypatch.chdir(ASEM.parent.parent)
    monkeypatch.delenv("QUIZ_BANK", raising=False)
    assert find_bank(None) == Path("question_bank/asem")
    assert find_bank("question_bank") == Path("question_bank/asem")
    assert find_bank("asem") == Path("question_bank/asem")


def test_topics_need_not_be_declared(beside: Beside) -> None:
    path = beside("exam: {topics: [town, river]}\n")
    text = BANK.replace(", topics: {places: {en: Places}, rivers: {en: Rivers}}", "")
    path.write_text(text.replace("topic: places, ", "").replace("topic: rivers, ", ""), encoding="utf-8")
    assert told(path) == []
    assert "Did you mean 'town'?" in told(beside("exam: {topics: [twon]}\n"))[0]


# those we ship


def test_asem_has_blueprints_that_can_be_drawn() -> None:
    found = named(ASEM, asem())
    assert {"quick", "exam", "mock"} <= set(found)
    for blueprint in found.values():
        assert set(blueprint.title) == {"en", "vi"}
        (paper,) = draw_papers(asem(), blueprint, 3, "vi")
        assert len(paper.slots) == blueprint.questions
    assert found["quick"].clock == Clock(question=20) and found["quick"].questions == 10
    assert found["exam"].clock == Clock(whole=1200) and found["exam"].scoring == "corrected"
    assert not check_bank(ASEM).problems.errors


def test_the_wheel_takes_the_whole_folder() -> None:
    project = tomllib.loads((ASEM.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    path = blueprints_path(ASEM)
    assert path is not None and path.parent.name in included


def test_one_is_chosen_by_name() -> None:
    assert choose("", ASEM, asem()) == Blueprint()
    assert choose("quick", ASEM, asem()).name == "quick"
    with pytest.raises(QuizError, match="quick, exam, mock"):
        choose("nosuch", ASEM, asem())
    solar: Questions = asem()
    assert named(ASEM.parent / "solar-system", solar) == {}


def test_the_document_explains_every_key_and_word() -> None:
    text = (ASEM.parent.parent / "docs" / "tests.md").read_text(encoding="utf-8")
    words = {*BLUEPRINT_KEYS, *CLOCK_KEYS, *DIFFICULTIES, *SCORINGS, *FORMS, "free", "forward", "each", "end", "wall"}
    assert sorted(word for word in words if f"`{word}`" not in text) == []


def test_the_example_of_the_document_is_one_that_we_ship() -> None:
    text = (ASEM.parent.parent / "docs" / "tests.md").read_text(encoding="utf-8")
    example = text.split("```yaml asem.blueprints.yaml\n")[1].split("```")[0]
    path = ASEM.parent / "asem.blueprints.yaml"
    assert example.strip() in path.read_text(encoding="utf-8")
