"""Writes ``RESULTS.md``: what was measured, where, when and how."""

import os
import platform
import sqlite3
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from measure import HERE, Row

__all__ = ["write_results"]

_HEAD = """\
# Speed, as measured

Every figure was taken beside its floor or peer in the same run. Times are medians, taken in turn (ABBA …); memory is
the peak of one run, and where a constant stands beside a figure it is a limit. What counts is the ratio. Caches and
bytecode are warm, the environment is the same for all, screens are those of a real pseudo-terminal of 80×24 read back
by a terminal emulator. Rows that miss their goal stand here as well.

| what | beside | ours | theirs | ratio | goal | |
| --- | --- | ---: | ---: | ---: | ---: | --- |
"""


def write_results(rows: Sequence[Row], runs: float, place: Path = HERE / "RESULTS.md") -> None:
    """The table, and the machine in general words; ``runs``: times as many as usual."""
    lines = [
        f"| {row.what} | {row.peer} | {row.ours:.3g} {row.unit} | {row.theirs:.3g} {row.unit} "
        f"| **{row.ratio:.3g}×** | ≤ {row.goal:g}× | {'reached' if row.reached else 'missed'} |\n"
        for row in rows
    ]
    notes = [f"- *{row.what}*: {row.note}.\n" for row in rows if row.note]
    facts = [
        f"- {time.strftime('%Y-%m-%d')}; {os.cpu_count()} cores, {_processor()}, {platform.system()}\n",
        f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Textual {version('textual')}, "
        f"PyYAML {version('pyyaml')}, Anki {version('anki')}\n",
        f"- command: `uv run --group bench python benchmarks/run.py --runs {runs:g}`\n",
    ]
    place.write_text("".join([_HEAD, *lines, "\n", *notes, "\n## Where and how\n\n", *facts]), "utf-8")


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
