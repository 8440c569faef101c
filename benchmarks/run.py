"""The speed table: ``uv run --group bench python benchmarks/run.py [ROW …]``.

Without names all rows are measured and ``RESULTS.md`` is written; with names only those, to the terminal.
"""

import argparse
from importlib import import_module
from pathlib import Path

from measure import HERE, Row, Work, one_line
from report import write_results

ROWS = ("reading", "starting", "answering", "pressing", "memory", "analysing", "testing", "classroom")
"""What can be named on the command line: the modules here that measure it."""


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", choices=[*ROWS, []], metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--work", type=Path, default=HERE / ".work", help="where banks and databases are made")
    parser.add_argument("--runs", type=float, default=1.0, help="times as many runs as usual")
    args = parser.parse_args()
    work = Work(args.work, args.runs)
    found: list[Row] = []
    for name in args.rows or ROWS:
        for row in import_module(name).rows(work):
            print(one_line(row), flush=True)
            found.append(row)
    if not args.rows:
        write_results(found, args.runs)


if __name__ == "__main__":
    main()
