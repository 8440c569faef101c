"""One sample in a fresh process: ``load`` (PyYAML), ``read`` (ours, all checks) or ``open`` (ours, cached)."""

import gc
import sys
from pathlib import Path
from time import perf_counter


def seconds(what: str, bank: Path) -> float:
    """How long it takes, imports left out. The collector is off."""
    if what == "load":
        import yaml

        began = perf_counter()
        for file in sorted(bank.glob("*.yaml")):
            yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
        return perf_counter() - began
    if what == "read":
        from quiz.bank.files import bank_files
        from quiz.bank.problems import Problems
        from quiz.bank.reader import read_bank

        problems = Problems()
        began = perf_counter()
        read_bank(bank_files(bank), bank.name, problems)
        taken = perf_counter() - began
        if problems:
            raise SystemExit("\n".join(map(str, problems[:5])))
        return taken
    from quiz.questions.open import open_bank

    began = perf_counter()
    open_bank(bank)
    return perf_counter() - began


if __name__ == "__main__":
    gc.disable()
    print(seconds(sys.argv[1], Path(sys.argv[2])))
