"""Reports of doubtful questions, for the bank's author: a file of JSON lines beside the progress."""

from collections.abc import Mapping
from pathlib import Path

from quiz.disk import wrong_with
from quiz.errors import QuizError
from quiz.i18n import _

__all__ = ["append"]


def append(path: Path, record: Mapping[str, object]) -> None:
    """Add ``record`` to the file as one line of JSON (UTF-8). Raises QuizError if it cannot be written."""
    import json

    line = json.dumps(record, ensure_ascii=False, default=str)
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line + "\n")
    except OSError as error:
        raise QuizError(
            _("The report could not be written ({detail}).").format(detail=wrong_with(error)),
            where=str(path),
            hint=_("Make the file and its folder writable."),
        ) from error
