"""Compiles the interface's catalogues when the package is built, installed editable included."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """``quiz.po`` to ``quiz.mo``, beside each other."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files."""
        if self.root not in sys.path:
            sys.path.insert(0, self.root)  # the program compiles them the same way when it runs from its sources
        from quiz.i18n.compiling import compiled, put

        for source in sorted((Path(self.root) / "quiz" / "i18n" / "locale").glob("*/LC_MESSAGES/quiz.po")):
            target = source.with_suffix(".mo")
            put(target, compiled(source.read_bytes()))
            build_data["artifacts"].append("/" + target.relative_to(self.root).as_posix())
