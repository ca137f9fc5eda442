"""Looks at one page in Chromium: what it asks for and says, how it looks, and how it reads. Judges nothing."""

import base64
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from tests.report.browser import Browser, Refused

# What a script that runs in spite of everything calls, with a text: `sentinel(origin)`.
SENTINEL = "sentinel"
# The numbers that Windows gives to keys, by which Chromium knows them.
_KEYS = {"Tab": 9, "Enter": 13}
LIGHT = {"prefers-color-scheme": "light"}
DARK = {"prefers-color-scheme": "dark"}


class Tab:
    """A tab with storage of its own. It closes with the `with`."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._context = browser.call("Target.createBrowserContext")["browserContextId"]
        target = browser.call("Target.createTarget", url="about:blank", browserContextId=self._context)
        attached = browser.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime", "Audits", "DOM", "Accessibility"):
            self._call(f"{domain}.enable")
        self._call("Runtime.addBinding", name=SENTINEL)
        self.look(width=1280)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._browser.call("Target.disposeBrowserContext", browserContextId=self._context)

    def open(self, address: str | Path) -> None:
        """Open a file or an address, and wait until nothing more happens."""
        url = address.as_uri() if isinstance(address, Path) else address
        events = self._browser.events(self._session)
        events.clear()
        navigated = self._call("Page.navigate", url=url)
        assert "errorText" not in navigated, navigated
        self._browser.wait_for("Page.loadEventFired", self._session)
        self.settle()

    def settle(self) -> None:
        """Wait until what the page has begun is done: two frames, and what follows them."""
        frames = "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20)))"
        # A page may lead elsewhere meanwhile.
        with suppress(Refused):
            self.run(f"new Promise(done => {frames})")

    def look(
        self,
        *,
        width: int,
        height: int = 900,
        scale: float = 1,
        media: str = "screen",
        features: Mapping[str, str] = LIGHT,
        vision: str = "none",
    ) -> None:
        """Set the window's size in CSS pixels, the medium and its features, and how the eye sees colours."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 600,
        )
        # What isn't named would stay as it was.
        named = {"prefers-color-scheme": "", "prefers-reduced-motion": "", "forced-colors": "", **features}
        chosen = [{"name": name, "value": value} for name, value in named.items()]
        self._call("Emulation.setEmulatedMedia", media=media, features=chosen)
        self._call("Emulation.setEmulatedVisionDeficiency", type=vision)

    def run(self, script: str) -> Any:
        """Evaluate an expression beside the page, and return its value as JSON has it. The page's own policy doesn't matter."""
        done = self._call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key, such as `Tab`."""
        for what in ("keyDown", "keyUp"):
            self._call(
                "Input.dispatchKeyEvent", type=what, key=key, code=key, windowsVirtualKeyCode=_KEYS[key]
            )

    def requests(self) -> list[str]:
        """Return the address of each request since the page was opened, its own first, also of those that the policy stopped."""
        return [
            event.parameters["request"]["url"]
            for event in self._browser.events(self._session)
            if event.name == "Network.requestWillBeSent"
        ]

    def messages(self) -> list[str]:
        """Return what the console, the log and the policy said since the page was opened, and every script that failed."""
        told = []
        for name, facts in self._browser.events(self._session):
            if name == "Runtime.consoleAPICalled":
                told.append(f"console: {facts['args']}")
            elif name == "Runtime.exceptionThrown":
                told.append(f"exception: {facts['exceptionDetails']}")
            elif name == "Log.entryAdded":
                told.append(f"{facts['entry']['source']}: {facts['entry']['text']}")
            elif name == "Audits.issueAdded":
                told.append(f"issue: {json.dumps(facts['issue'])}")
        return told

    def scripts_that_ran(self) -> int:
        """Return how often a script of the page called the sentinel since the page was opened, in any frame."""
        return sum(
            event.name == "Runtime.bindingCalled" and event.parameters["name"] == SENTINEL
            for event in self._browser.events(self._session)
        )

    def moves(self) -> list[str]:
        """Return the addresses to which the page or a frame of it went since it was opened, its own first."""
        return [
            event.parameters["frame"]["url"]
            for event in self._browser.events(self._session)
            if event.name == "Page.frameNavigated"
        ]

    def top_of(self, selector: str) -> float:
        """Return how far below the top of the page the first of these elements begins, in CSS pixels."""
        top = self.run(
            f"document.querySelector({json.dumps(selector)}).getBoundingClientRect().top + scrollY"
        )
        return float(top)

    def picture(self, top: float = 0, height: float | None = None, scale: float = 1) -> bytes:
        """Return the page as PNG, from its top or from further below, to its end or as long as `height` in CSS pixels."""
        size = self._call("Page.getLayoutMetrics")["cssContentSize"]
        part = {"x": 0, "y": top, "width": size["width"], "height": height or size["height"] - top}
        taken = self._call(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip={**part, "scale": scale}
        )
        return base64.b64decode(taken["data"])

    def printed(self) -> bytes:
        """Return the page as PDF, as it would be printed on A4."""
        # A medium that `look` has set would be used for paper, too.
        self._call("Emulation.setEmulatedMedia", media="")
        paper = {"paperWidth": 8.27, "paperHeight": 11.69}
        done = self._call("Page.printToPDF", preferCSSPageSize=True, printBackground=False, **paper)
        return base64.b64decode(done["data"])

    def accessibility(self) -> list["Node"]:
        """Return what a screen reader gets, in its order."""
        return [Node(node) for node in _ordered(self._call("Accessibility.getFullAXTree")["nodes"])]

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, **parameters)


class Node:
    """One node of the accessibility tree: its depth, role, name and properties."""

    def __init__(self, node: dict[str, Any]) -> None:
        self.depth: int = node["depth"]
        self.role: str = node["role"]["value"]
        self.name: str = node.get("name", {}).get("value", "")
        self.description: str = node.get("description", {}).get("value", "")
        self.properties = {item["name"]: item["value"].get("value") for item in node.get("properties", ())}

    def __repr__(self) -> str:
        return f"{'  ' * self.depth}{self.role} {self.name!r}"


def _ordered(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the nodes that are not ignored in the order of the tree, each with its depth."""
    by_id = {node["nodeId"]: node for node in nodes}
    ordered, waiting = [], [(nodes[0]["nodeId"], 0)]
    while waiting:
        number, depth = waiting.pop()
        node = by_id.get(number)
        if node is None or node.get("role", {}).get("value") == "InlineTextBox":
            continue
        if not node["ignored"]:
            ordered.append({**node, "depth": depth})
            depth += 1
        waiting.extend((child, depth) for child in reversed(node.get("childIds", ())))
    return ordered
