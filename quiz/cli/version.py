"""Which version of the program this is."""

__all__ = ["version"]


def version() -> str:
    """As installed; in a source tree that was never installed, as its ``pyproject.toml`` says."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("quiz")
    except PackageNotFoundError:
        pass
    import tomllib
    from pathlib import Path

    try:
        project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    except OSError:
        return "0"
    return str(project["project"]["version"])
