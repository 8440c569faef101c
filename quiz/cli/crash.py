"""What becomes of an error nobody foresaw: a file for us, one sentence for the person."""

import os
import sys
from pathlib import Path
from types import TracebackType

from quiz.i18n import _

__all__ = ["CrashReport"]


class CrashReport:
    """``with CrashReport(): …`` turns an unforeseen error into a report on disk and exit code 2.

    The report names the program's own frames and the error; nothing of what the learner answered.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        """Beside the progress file, as soon as that is known; else the system's temporary folder."""

    def __enter__(self) -> "CrashReport":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            return  # nothing happened, or somebody wants to leave
        place = self._write(error)
        if place is None:
            sentence = _("Something went wrong inside quiz ({error}), and no report of it could be written.")
        else:
            sentence = _("Something went wrong inside quiz ({error}); a report is in {file}.")
        print(sentence.format(error=type(error).__name__, file=place), file=sys.stderr)
        raise SystemExit(2) from None

    def _write(self, error: Exception) -> Path | None:
        import platform
        import tempfile
        import time
        import traceback

        from quiz.cli.version import version

        text = "\n".join(
            (
                f"quiz {version()}, Python {platform.python_version()}, {platform.platform()}",
                f"command: {' '.join(sys.argv[1:2])}",
                "",
                "".join(traceback.format_exception(error)),
            )
        )
        name = f"quiz-crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
        for folder in (self.folder, Path(tempfile.gettempdir())):
            if folder is None:
                continue
            try:
                (folder / name).write_text(text, "utf-8", "backslashreplace")
            except OSError:
                continue
            return folder / name
        return None
