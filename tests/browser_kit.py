"""A real browser for the tests: Debian's ``chromium`` without a screen, driven by its DevTools protocol.

https://chromedevtools.github.io/devtools-protocol/ – one process, any number of pages; each page is a phone of its own
(a browser context, so that nothing is shared between two). Every wait is for a condition, never for a time.
"""

import json
import os
import shutil
import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

__all__ = ["Browser", "Page", "browser", "needs_chromium"]

PROGRAM = os.environ.get("QUIZ_CHROMIUM") or next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
needs_chromium = pytest.mark.skipif(not PROGRAM, reason="there is no chromium on this machine")
PATIENCE = 30.0
"""Seconds after which a condition is given up: a machine may be busy."""
_KEYS = {"Enter": 13, "Tab": 9, "Backspace": 8, "Escape": 27, " ": 32, "ArrowDown": 40, "ArrowUp": 38}


class Browser:
    """A running browser."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self.pages: dict[str, Page] = {}

    def page(
        self, url: str = "about:blank", width: int = 360, height: int = 640, *, phone: bool = True, lang: str = "en"
    ) -> "Page":
        """A page on a device of its own; ``lang`` is what its browser speaks."""
        context = self.call("Target.createBrowserContext", disposeOnDetach=True)["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = self.pages[session] = Page(self, session, target, context)
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.call(f"{domain}.enable")
        page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        page.call("Emulation.setUserAgentOverride", userAgent=page.js("navigator.userAgent"), acceptLanguage=lang)
        page.size(width, height, phone=phone)
        if url != "about:blank":
            page.go(url)
        return page

    def call(self, method: str, session: str = "", **arguments: Any) -> dict[str, Any]:
        """Have the browser do something; returns its answer."""
        self._number += 1
        number = self._number
        frame = {"id": number, "method": method, "params": arguments}
        self._socket.send(json.dumps({**frame, "sessionId": session} if session else frame))
        ends = time.monotonic() + PATIENCE
        while number not in self._answers:
            self._hear(ends - time.monotonic())
        answer = self._answers.pop(number)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _hear(self, seconds: float) -> None:
        frame = json.loads(self._socket.recv(max(0.0, seconds)))
        if "id" in frame:
            self._answers[frame["id"]] = frame
        elif (page := self.pages.get(frame.get("sessionId", ""))) is not None:
            page.heard(frame["method"], frame["params"])


class Page:
    """One page, and what went wrong in it."""

    def __init__(self, owner: Browser, session: str, target: str, context: str) -> None:
        self._owner, self._session, self._target, self._context = owner, session, target, context
        self.faults: list[str] = []
        """Errors of scripts, and what the security policy stopped."""

    def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """A command of the DevTools protocol."""
        return self._owner.call(method, self._session, **arguments)

    def heard(self, method: str, params: dict[str, Any]) -> None:
        """An event of the DevTools protocol."""
        if method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.faults.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Log.entryAdded" and params["entry"]["source"] in ("security", "violation"):
            self.faults.append(params["entry"]["text"])

    def go(self, url: str) -> None:
        """Open ``url``; returns when it is there."""
        failed = self.call("Page.navigate", url=url).get("errorText")
        assert not failed, failed
        self.wait("document.readyState === 'complete'")

    def reload(self) -> None:
        """As a person reloads."""
        self.js("window.before_reload = true")
        self.call("Page.reload")
        self.wait("!window.before_reload && document.readyState === 'complete'")

    def js(self, expression: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise AssertionError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def wait(self, condition: str, seconds: float = PATIENCE) -> Any:
        """Until an expression is true; returns its value (of an element: true)."""
        condition = f"(found => found instanceof Node ? true : found)({condition})"
        ends = time.monotonic() + seconds
        while True:
            with suppress(AssertionError):  # between two documents nothing can be evaluated
                if found := self.js(condition):
                    return found
            if time.monotonic() > ends:
                raise AssertionError(f"never came: {condition}\non the page: {self.text()!r}\nfaults: {self.faults}")
            time.sleep(0.02)

    def see(self, text: str, selector: str = "body", seconds: float = PATIENCE) -> None:
        """Wait until a text can be read."""
        where = f"document.querySelector({json.dumps(selector)})"
        self.wait(f"{where} && {where}.innerText.includes({json.dumps(text)})", seconds)

    def text(self, selector: str = "body") -> str:
        """What can be read; empty where there is no such element."""
        found = self.js(f"(document.querySelector({json.dumps(selector)}) || {{innerText: ''}}).innerText")
        return str(found)

    def click(self, selector: str, text: str = "") -> None:
        """A mouse on the first enabled element of ``selector`` that holds ``text``: on whatever lies there."""
        found = (
            f"Array.from(document.querySelectorAll({json.dumps(selector)}))"
            f".find(one => one.innerText.includes({json.dumps(text)}) && !one.disabled && one.offsetParent)"
        )
        self.wait(f"Boolean({found})")
        spot = self.js(
            f"(() => {{ const one = {found}; one.scrollIntoView({{block: 'center'}});"
            " const box = one.getBoundingClientRect(); const x = box.x + box.width / 2, y = box.y + box.height / 2;"
            " const top = document.elementFromPoint(x, y);"
            " return {x, y, free: top === one || one.contains(top)}; })()"
        )
        assert spot["free"], f"something lies over {selector} {text!r}"
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=spot["x"], y=spot["y"], button="left", clickCount=1)

    def write(self, selector: str, text: str) -> None:
        """Replace what stands in a field."""
        self.js(
            f"(() => {{ const one = document.querySelector({json.dumps(selector)}); one.focus(); one.select(); }})()"
        )
        self.call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """A key on the keyboard, wherever the focus is."""
        code = _KEYS.get(key, ord(key.upper()[0]))
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        for kind in ("keyDown", "keyUp"):
            more = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **more)

    def size(self, width: int, height: int, *, phone: bool = True, scale: float = 1) -> None:
        """The size of the screen, in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=phone
        )

    def media(self, **features: str) -> None:
        """What its owner prefers: ``color_scheme="dark"``, ``reduced_motion="reduce"``."""
        wanted = [{"name": "prefers-" + name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", features=wanted)

    def offline(self, off: bool = True) -> None:
        """Take it off the network, or put it back."""
        self.call(
            "Network.emulateNetworkConditions", offline=off, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )

    def sideways(self) -> int:
        """By how many pixels the page is wider than its screen: there should be none."""
        return int(self.js("document.documentElement.scrollWidth - window.innerWidth"))

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """What is on the screen, as PNG; ``whole``: the page to its end."""
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b64decode(data))

    def close(self) -> None:
        """Close the page and forget its device."""
        self._owner.pages.pop(self._session, None)
        self._owner.call("Target.disposeBrowserContext", browserContextId=self._context)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser, until the end of the block."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as home:
        process = subprocess.Popen(
            [
                PROGRAM,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                f"--user-data-dir={home}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with connect(_address(Path(home), process), max_size=None, ping_interval=None) as socket:
                yield Browser(socket)
                with suppress(AssertionError, ConnectionClosed, TimeoutError):
                    socket.send(json.dumps({"id": 0, "method": "Browser.close"}))
        finally:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(home: Path, process: "subprocess.Popen[bytes]") -> str:
    """Where it listens: it writes that into its folder once it does."""
    file = home / "DevToolsActivePort"
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        assert process.poll() is None, "chromium ended at once"
        with suppress(OSError, ValueError):
            port, path = file.read_text("utf-8").split()
            return f"ws://127.0.0.1:{port}{path}"
        time.sleep(0.02)
    raise AssertionError("chromium does not listen")
