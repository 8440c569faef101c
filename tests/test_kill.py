"""Whatever the program showed as answered is on disk, even if it is killed at once.

The real program runs in line mode; the verdict is its acknowledgement. ``QUIZ_KILLS`` sets how often.
"""

import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

KILLS = int(os.environ.get("QUIZ_KILLS", "20"))
VERDICTS = ("Right.", "Wrong.", "Almost.")


def study_until_killed(database: Path, after: float) -> int:
    """Answer questions as fast as they come, kill the program ``after`` seconds; how many verdicts were shown."""
    program = subprocess.Popen(
        [
            sys.executable,
            "-u",
            "-m",
            "quiz",
            "--bank",
            "asem",
            "--db",
            str(database),
            "--lang",
            "en",
            "--plain",
            "study",
            "--more",
            "400",
            "--form",
            "choice",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert program.stdin is not None and program.stdout is not None
    killer = threading.Timer(after, program.kill)
    killer.start()
    shown = 0
    try:
        for line in program.stdout:
            if line.startswith(VERDICTS):
                shown += 1
                program.stdin.write("\n")
            elif line.startswith("Type the number"):
                program.stdin.write("1\n")
            program.stdin.flush()
    except OSError:
        pass  # the pipe of a killed program
    finally:
        killer.cancel()
        program.kill()
        program.wait()
    return shown


def answers_in(database: Path) -> int:
    """Rows of the log, after a check of the whole file."""
    connection = sqlite3.connect(database)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute("SELECT count(*) FROM answer").fetchone()[0])
    finally:
        connection.close()


def test_no_answer_that_was_shown_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    database = tmp_path / "progress.db"
    chance = random.Random(20261121)
    started = time.monotonic()
    assert study_until_killed(database, 3.0) >= 0  # makes the file and the bank's cache
    shown = answers_in(database)
    acknowledged = 0
    for _attempt in range(KILLS):
        before = answers_in(database)
        acknowledged += (seen := study_until_killed(database, chance.uniform(0.1, 0.9)))
        after = answers_in(database)
        assert after - before >= seen, f"{seen} answers were shown, {after - before} are in the file"
        assert after - before <= seen + 1, "at most the one answer that was not yet shown may be in the file"
        shown = after
    assert acknowledged > KILLS, f"too few answers in {time.monotonic() - started:.0f} s to say anything"
    assert shown == answers_in(database)
