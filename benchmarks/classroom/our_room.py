"""Starts a room of ours with questions of the ASEM bank, says where it is, and stops it when its input ends."""

import argparse
import json
import sys
import time
from pathlib import Path

from quiz.classroom.launch import new_session, start, stop
from quiz.cli.class_server import command, journal
from quiz.questions.model import Form
from quiz.questions.open import open_bank
from quiz.study.exam.draw import draw_papers
from quiz.study.exam.model import Blueprint
from quiz.study.frozen import frozen_entry
from quiz.study.room.model import RoomPlan


def main() -> None:
    """Print a line of JSON, and wait."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--questions", type=int, default=20)
    args = parser.parse_args()
    questions = open_bank(Path(__file__).parent.parent.parent / "question_bank" / "asem")
    wish = Blueprint(questions=args.questions, forms=(Form.CHOICE,))
    (paper,) = draw_papers(questions, wish, 1, "en")
    entries = tuple(frozen_entry(questions, slot, questions.bank.languages) for slot in paper.slots)
    plan = RoomPlan(
        questions.bank.title, questions.bank.languages, entries, read_ms=0, answer_ms=20_000, speed=args.speed
    )
    session, token = new_session(plan, int(time.time() * 1000))
    db = args.folder / "room.db"
    kept = journal(str(db))
    kept.create(session)
    kept.close()
    running = start(command(), db, session.uuid, token, host="127.0.0.1")
    keys = [entry.questions["en"].key_indices[0] for entry in entries]
    told = {"port": running.port, "pid": running.pid, "code": session.code, "token": token, "keys": keys}
    print(json.dumps(told), flush=True)
    sys.stdin.read()
    stop(running)


if __name__ == "__main__":
    main()
