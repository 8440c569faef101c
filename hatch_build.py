"""Compiles the interface's catalogues when the package is built, installed editable included."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """``quiz.po`` to ``quiz.mo``, beside each other."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files."""
        for source in sorted((Path(self.root) / "quiz" / "i18n" / "locale").glob("*/LC_MESSAGES/quiz.po")):
            with source.open("rb") as file:
                catalogue = read_po(file)
            compiled = source.with_suffix(".mo")
            with compiled.open("wb") as file:
                write_mo(file, catalogue)
            build_data["artifacts"].append("/" + compiled.relative_to(self.root).as_posix())
