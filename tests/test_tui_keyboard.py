"""Which key was meant, under a Vietnamese input method."""

import pytest

from quiz.tui.keyboard import Decoder, Pressed

SURE = [
    ("plain letters are themselves", "ue*@-?1", ["u", "e", "*", "@", "-", "?", "1"]),
    ("capitals are the same commands", "U", ["u"]),
    ("a composed letter alone is its base letter", "ư", ["u"]),
    ("so is one after a Backspace that took nothing we saw", "\x7fư", ["u"]),
    ("Control-H is Backspace too", "\x08ê", ["e"]),
    ("Telex doubles: the second press is a press", "e\x7fê", ["e", "e"]),
    ("and so is the third, which takes the mark off again", "e\x7fê\x7fee", ["e", "e", "e"]),
    ("đ is d twice", "d\x7fđ", ["d", "d"]),
    ("Backspace itself is nothing", "\x7f\x08\x7f", []),
    ("a Backspace of one's own and the same letter again is a press", "u\x7fu", ["u", "u"]),
    ("giving up a word names the key at last", "u\x7fú\x7fu1", ["u", "(1)", "1"]),
    ("marks may land on an earlier letter of the word", "ui\x7f\x7fúi", ["u", "i", "(1)"]),
    ("VNI's tone digits are not sure, for Telex writes them with letters", "a\x7fá", ["a", "(1)"]),
    ("nor is the horn", "u\x7fư", ["u", "(7)"]),
    ("Enter ends the word", "u\rư", ["u", "enter", "u"]),
    ("composed of parts counts as composed", "\x7fe\u0302", ["e"]),
]


@pytest.mark.parametrize(("typed", "meant"), [case[1:] for case in SURE], ids=[case[0] for case in SURE])
def test_the_decoder_finds_the_key_that_was_meant(typed: str, meant: list[str]) -> None:
    decoder = Decoder()
    found = []
    for character in typed:
        if character in "\x7f\x08":
            pressed = decoder.feed("backspace", None)
        elif character == "\r":
            pressed = decoder.feed("enter", "\r")
        else:
            pressed = decoder.feed(character, character)
        if pressed is not None:
            found.append(pressed.key if pressed.sure else f"({pressed.key})")
    assert found[: len(meant)] == meant
    assert all(one.startswith("\u0302") for one in found[len(meant) :])


def test_function_keys_pass_and_end_the_word() -> None:
    decoder = Decoder()
    decoder.feed("u", "u")
    assert decoder.feed("f2", None) == Pressed("f2")
    decoder.feed("backspace", None)
    assert decoder.feed("ú", "ú") == Pressed("u")
