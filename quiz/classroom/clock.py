"""The room's clock: milliseconds for which the room has been running."""

from time import monotonic_ns, time_ns

__all__ = ["RoomClock", "utc_ms"]

_NS = 1_000_000


class RoomClock:
    """It goes on from where it was left, and stands still while the room is paused. Nobody can set it."""

    def __init__(self, at_ms: int, *, stopped: bool) -> None:
        self._at = at_ms
        self._zero = 0
        self.stopped = True
        if not stopped:
            self.start()

    def now(self) -> int:
        """Milliseconds."""
        return self._at if self.stopped else (monotonic_ns() - self._zero) // _NS

    def start(self) -> None:
        """Let it run."""
        if self.stopped:
            self._zero = monotonic_ns() - self._at * _NS
            self.stopped = False

    def stop(self, at: int) -> None:
        """Let it stand at ``at``, which was a moment ago."""
        self._at = at
        self.stopped = True


def utc_ms() -> int:
    """The calendar's milliseconds."""
    return time_ns() // _NS
