"""Text of tables as spreadsheets save it."""

from unicodedata import combining, normalize

__all__ = ["decode"]


def decode(content: bytes, encoding: str = "", *, lang: str = "") -> str | None:
    """The text, its letters composed (NFC), with ``\\n`` at the end of lines; None if it is in no known encoding.

    UTF-8 with or without a mark, UTF-16 with one, else what Windows spreadsheets write: where ``lang`` is Vietnamese
    that is code page 1258 if it reads as Vietnamese, else 1252.
    """
    guesses = [encoding] if encoding else ["utf-8-sig", "cp1252"]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        guesses = ["utf-16"]
    elif lang == "vi" and not encoding:
        guesses.insert(1, "cp1258")
    for guess in guesses:
        try:
            text = content.decode(guess)
        except (ValueError, LookupError):  # of the text, or of the encoding's name
            continue
        if guess == "cp1258" and not encoding and not _reads_as_vietnamese(text):
            continue
        return normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return None


def _reads_as_vietnamese(text: str) -> bool:
    """Whether every tone mark found its vowel, and some letter is one that Western European text does not have."""
    composed = normalize("NFC", text)
    return not any(map(combining, composed)) and any(char > "\xff" and char.isalpha() for char in composed)
