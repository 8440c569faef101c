"""The pages, put together when a server starts: each is one document with its style, script and words inside.

What lies in ``pages/`` is what runs; nothing is built, and nothing is loaded from elsewhere. A page's policy
(:func:`csp`) names the digests of its style and script, so that no other can run, whatever a name or question says.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path
from re import DOTALL, findall, sub
from typing import Any

from quiz import language
from quiz.classroom.words import knock_words, pupil_words, spoken, wall_words
from quiz.i18n import available
from quiz.jsontext import to_json
from quiz.study.room.model import Naming, Teams

__all__ = ["csp", "knock_page", "pupil_page", "wall_page"]

_FOLDER = Path(__file__).parent / "pages"
_SHARED = ("dom.js", "clock.js", "link.js")
_PUPIL = ("pupil_state.js", "pupil_join.js", "pupil_question.js", "pupil_reveal.js", "pupil_main.js")
_WALL = ("wall_state.js", "wall_screens.js", "wall_main.js")


def pupil_page(langs: Sequence[str], *, naming: Naming = "free", teams: Teams = "none") -> bytes:
    """The page of a pupil's phone, for a session in ``langs``. It asks for what ``naming`` and ``teams`` need."""
    settings = {**_settings(langs), "naming": naming, "teams": teams}
    return _document(
        "pupil.html",
        ("base.css", "pupil.css"),
        _script((*_SHARED, *_PUPIL), spoken(pupil_words, langs), settings),
    )


def wall_page(langs: Sequence[str]) -> bytes:
    """The page for the projector. It shows the first two of ``langs``."""
    return _document(
        "wall.html", ("base.css", "wall.css"), _script((*_SHARED, *_WALL), spoken(wall_words, langs), _settings(langs))
    )


def knock_page() -> bytes:
    """What a phone shows that gets through to this computer, in every language there is. It has no script."""
    said = "".join(
        f'<div lang="{escape(lang)}"><h1>{escape(words["title"])}</h1><p>{escape(words["text"])}</p></div>'
        for lang, words in spoken(knock_words, available()).items()
    )
    return _document("knock.html", ("base.css", "pupil.css"), "").replace(
        b'<div class="said"></div>', f'<div class="said">{said}</div>'.encode()
    )


@lru_cache(maxsize=64)
def csp(page: bytes, host: str) -> str:
    """The Content-Security-Policy of a page that is served at ``host``, with its port.

    The socket's address is spelt out: Safari before 15.4 does not count it as the page's own.
    """
    text = page.decode()
    run, shown = (_digests(findall(f"<{tag}>(.*?)</{tag}>", text, DOTALL)) for tag in ("script", "style"))
    safe = sub(r"[^0-9A-Za-z.:\[\]-]", "", host)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {run}",
            f"style-src {shown}",
            "img-src 'self' data:",
            f"connect-src 'self' ws://{safe} wss://{safe}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _digests(parts: Sequence[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in parts) or "'none'"


def _settings(langs: Sequence[str]) -> dict[str, Any]:
    known = language.known()
    return {
        "langs": list(langs),
        "names": {lang: language.table(lang)["name"] if lang in known else lang for lang in langs},
    }


def _script(files: Sequence[str], words: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    """One script of several files: they share a scope of their own."""
    body = "\n".join(_read(name) for name in files)
    return f'(function () {{\n"use strict";\nconst SAID = {_json(words)};\nconst SET = {_json(settings)};\n{body}}})();'


def _json(value: Any) -> str:
    """JSON that can stand in a script: nothing in it ends the element or a line."""
    text = to_json(value).replace("<", "\\u003c")
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _document(name: str, styles: Sequence[str], script: str) -> bytes:
    style = "".join(_read(one) for one in styles)
    text = _read(name).replace("<style></style>", f"<style>\n{style}</style>")
    return text.replace("<script></script>", f"<script>{script}</script>").encode()


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")
