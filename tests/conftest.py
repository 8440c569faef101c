"""What every test begins with."""

import pytest

from quiz.i18n import set_language


@pytest.fixture(autouse=True)
def english() -> None:
    """The interface speaks English, whatever the test before chose."""
    set_language("en")
