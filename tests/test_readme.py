"""Every command that the README shows works, and what it says of the project is so."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

README = Path("README.md").read_text(encoding="utf-8")
FENCED = re.findall(r"^```sh\n(.*?)^```", README, re.M | re.S)
COMMANDS = [line.split("#")[0].strip() for block in FENCED for line in block.splitlines() if line.strip()]
THE_TWO = ["pip install uv && uv run quiz", "pip install uv && uv run pytest"]


def test_the_two_commands_stand_in_the_readme() -> None:
    assert all(command in COMMANDS for command in THE_TWO)


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in THE_TWO])
def test_each_other_command_of_the_readme_works(command: str, tmp_path: Path) -> None:
    program, *arguments = shlex.split(command)
    assert program == "quiz"
    done = subprocess.run(
        [sys.executable, "-m", "quiz", "--db", str(tmp_path / "progress.db"), "--lang", "en", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert done.returncode in (0, 3), done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_every_file_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not Path(link).exists()] == []


def test_the_python_it_asks_for_is_the_one_that_the_package_declares() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "Python 3.11 or later" in README
