"""Reading and checking a cold bank, and opening it from the cache, beside a plain ``yaml.load``."""

from banks import write_bank
from measure import Row, Work, in_turn, run_here

__all__ = ["rows"]

_OF_THAT = "0.59× to 0.65× from run to run; 0.28× are the events that PyYAML makes, with nothing done to them"


def rows(work: Work) -> list[Row]:
    """Each sample is a fresh process, as a cold start is; files are in the system's cache, the collector is off."""
    bank = write_bank(work.folder / "atlas")
    environment = work.environment()

    def sample(what: str) -> float:
        return float(run_here("read_once.py", what, str(bank), environment=environment)) * 1000

    sample("open")  # writes the cache
    load, read, cached = in_turn(work.runs(15), lambda: sample("load"), lambda: sample("read"), lambda: sample("open"))
    peer = "`yaml.load(Loader=CSafeLoader)`, collector off"
    return [
        Row("reading and checking a cold bank of 10,000 facts", peer, read, load, "ms", 0.6, _OF_THAT),
        Row("opening that bank from the cache", peer, cached, load, "ms", 0.01),
    ]
