"""Runs the program as a shell does: real processes in a folder of their own."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from tests.plain_kit import PLANETS

ROOT = Path(__file__).parent.parent
ITEM = "planets/mercury/self>day"


class Shell:
    """Runs quiz in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("QUIZ_", "LC_")) and name not in ("LANG", "LANGUAGE", "PYTHONIOENCODING")
        }
        self.environ |= {
            "PYTHONPATH": str(ROOT),
            "QUIZ_CACHE": str(folder / "cache"),
            "QUIZ_DB": str(folder / "progress.db"),
            "QUIZ_BANK": str(PLANETS),
            "LC_ALL": "C.UTF-8",
            "XDG_DATA_HOME": str(folder / "data"),
        }

    def start(self, *arguments: str, **more: object) -> "subprocess.Popen[bytes]":
        """The process, with pipes at both ends."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
        environ = self.environ | {key: str(value) for key, value in pipes.pop("environ", {}).items()}  # type: ignore[attr-defined]
        process = subprocess.Popen(  # type: ignore[call-overload]
            [sys.executable, "-m", "quiz", *arguments], cwd=self.folder, env=environ, **pipes
        )
        watchdog = threading.Timer(60, process.kill)  # a test that waits for a line would wait for ever
        watchdog.daemon = True
        watchdog.start()
        return process

    def __call__(self, *arguments: str, typed: str = "", **environ: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error."""
        process = self.start(*arguments, environ=environ)
        out, err = process.communicate(typed.encode("utf-8"), timeout=60)
        return process.returncode, out.decode("utf-8").replace("\r\n", "\n"), err.decode("utf-8").replace("\r\n", "\n")


def until(process: "subprocess.Popen[bytes]", *beginnings: bytes) -> None:
    """Read lines until one begins with one of ``beginnings``."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(beginnings):
            return
    raise AssertionError("the output ended before that line")
