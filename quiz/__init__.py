"""Study structured facts: questions are derived from a bank, memory is kept per fact."""

__version__ = "0.1.0"
