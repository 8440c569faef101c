"""The one family of errors that a person may see: what went wrong, where, and what to do."""

__all__ = ["QuizError"]


class QuizError(Exception):
    """``message`` says what is wrong, ``where`` names the file or place, ``hint`` says what to do."""

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.where, self.hint = message, where, hint

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}\n{self.hint}" if self.hint else head
