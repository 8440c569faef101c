"""``python -m quiz`` and the ``quiz`` command."""

import sys

from quiz.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
