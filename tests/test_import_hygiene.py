"""What the path to the first question does not need is not imported."""

import subprocess
import sys
from pathlib import Path

import pytest

BANK = Path("question_bank/asem").resolve()


def modules_after(code: str, cache: Path) -> set[str]:
    """Names in ``sys.modules`` after a fresh interpreter ran ``code``."""
    program = f"import os, sys\nos.environ['QUIZ_CACHE'] = {str(cache)!r}\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that already holds the bank."""
    cache = tmp_path_factory.mktemp("cache")
    modules_after(OPEN, cache)
    return cache


OPEN = f"from pathlib import Path\nfrom quiz.questions.open import open_bank\nbank = open_bank(Path({str(BANK)!r}))"
ASK = OPEN + "\nitem = min(bank.catalogue)\nbank.ask(item, bank.info(item).forms[0], 'en', 1)"


def test_a_question_from_a_warm_cache_needs_neither_yaml_nor_babel(warm: Path) -> None:
    loaded = modules_after(ASK, warm)
    assert "quiz.questions.engine" in loaded
    assert not loaded & {"yaml", "babel", "sqlite3", "sqlite_utils", "textual", "fsrs_rs_python", "dataclasses"}


def test_line_mode_does_not_import_textual_nor_the_tools_for_migrations(warm: Path, tmp_path: Path) -> None:
    code = (
        "import io\nsys.stdin = io.StringIO('1\\n')\nfrom quiz.cli.main import main\n"
        f"main(['--bank', {str(BANK)!r}, '--db', {str(tmp_path / 'p.db')!r}, '--lang', 'en', 'ask', '--always'])"
    )
    modules_after(code, warm)  # the first run creates the database
    loaded = modules_after(code, warm)
    assert not loaded & {"textual", "rich", "sqlite_utils", "yaml", "babel", "platformdirs"}


@pytest.mark.parametrize(
    "package", ["quiz.bank.model", "quiz.questions.engine", "quiz.study.records", "quiz.memory.fsrs"]
)
def test_what_lies_below_the_front_ends_imports_none_of_them(package: str, tmp_path: Path) -> None:
    loaded = modules_after(f"import {package}", tmp_path)
    assert not loaded & {"textual", "rich", "argparse", "quiz.tui", "quiz.plain", "quiz.cli"}


@pytest.mark.parametrize("module", ["quiz.cli.mark", "quiz.cli.paper", "quiz.cli.class_after", "quiz.classroom.server"])
def test_only_an_analysis_imports_numpy(module: str, tmp_path: Path) -> None:
    loaded = modules_after(f"import {module}", tmp_path)
    assert module in loaded and "numpy" not in loaded
    assert "numpy" in modules_after("import quiz.cli.analyse, quiz.study.exam.analysis", tmp_path)


def test_nothing_of_a_class_and_no_grading_is_imported_on_the_way_to_the_first_question(
    warm: Path, tmp_path: Path
) -> None:
    code = (
        "import io\nsys.stdin = io.StringIO('q\\n')\nfrom quiz.cli.main import main\n"
        f"main(['--bank', {str(BANK)!r}, '--db', {str(tmp_path / 'p.db')!r}, '--lang', 'en', 'study', '--plain'])\n"
        "import quiz.tui.app, quiz.tui.screens.study, quiz.tui.screens.home"
    )
    modules_after(code, warm)  # the first run creates the database
    loaded = modules_after(code, warm)
    assert "quiz.plain.study" in loaded
    ours = {name for name in loaded if name.startswith(("quiz.classroom", "quiz.study.room", "quiz.tui.screens.class"))}
    assert (
        ours == set()
        and "quiz.questions.grading" not in loaded
        and not loaded & {"starlette", "uvicorn", "websockets", "segno"}
    )
