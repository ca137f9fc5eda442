"""Owns how a notice reaches the desktop, or why it does not. Decides nothing of what is worth one."""

import asyncio
import logging
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from time import monotonic

from plaintext_network.network.due.notifications import Notification

# Named here rather than imported: the library is asked for only when there is something to show.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier

# So many seconds the desktop may take over one notice, and so many it is left alone after it failed.
LONGEST, PAUSE = 5.0, 60.0

# Controls but for the end of a line, what turns the direction of text, and lone surrogates, which no bus carries.
_UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_MISSING = "desktop-notifier is not installed\n`pip install 'plaintext-network[notify]'` installs it"
_OUTSIDE = "start it from within the desktop, or as a service of the user"
_SILENT = "the desktop does not answer\nit is tried again later"
_NO_SERVICE = "start a notification service, such as dunst or mako; it is tried again later"
_NO_CENTER = "this Python may show none on this system\nleave out --notify"


class Desktop:
    """Shows notices one by one, each within a bounded time, whatever has become of the desktop.

    `failed` is told when it begins to fail, and again only after it has worked.
    """

    def __init__(self, failed: Callable[[str], None], longest: float = LONGEST, pause: float = PAUSE) -> None:
        self._failed, self._longest, self._pause = failed, longest, pause
        self._fails = False
        self._again = 0.0

    def show(self, notice: Notification) -> bool:
        """Show a notice and tell whether it was; at once, and that it was not, for a while after a failure."""
        if monotonic() < self._again:
            return False
        fault = self._shown(notice)
        if fault is not None:
            self._again = monotonic() + self._pause
            if not self._fails:
                self._failed(f"notifications can't be shown: {fault}")
        self._fails = fault is not None
        return not self._fails

    def _shown(self, notice: Notification) -> str | None:
        """Show a notice, and return what went wrong."""
        try:
            # Late: few watchers show notifications, and the library may be missing.
            import desktop_notifier  # noqa: F401
        except ImportError:
            return _MISSING
        sending = _Sending(notice, self._longest)
        # A daemon, and a thread of its own for each: one that hangs is left behind, and keeps nobody from ending.
        thread = Thread(target=sending.run, name="pnet notice", daemon=True)
        thread.start()
        thread.join(self._longest)
        return sending.fault


class _Sending:
    """One notice on its way. `fault` is what went wrong; None once it was shown."""

    def __init__(self, notice: Notification, longest: float) -> None:
        self.notice, self.longest = notice, longest
        self.fault: str | None = _SILENT

    def run(self) -> None:
        # Bugs of a library and faults of any desktop are the same here: nothing is shown, and that is said.
        try:
            self.fault = asyncio.run(asyncio.wait_for(self.send(), self.longest))
        except TimeoutError:
            self.fault = _SILENT
        except Exception as error:  # noqa: BLE001 - as above
            self.fault = _remedy(error)

    async def send(self) -> str | None:
        # Late: as above.
        from desktop_notifier import DesktopNotifier, Icon

        with _Failures() as failures:
            notifier = DesktopNotifier("pnet", Icon(name="x-office-address-book"))
            try:
                if not await notifier.get_capabilities():
                    return _NO_CENTER
                title, body = plain(self.notice.title).replace("\n", " "), plain(self.notice.body)
                sent: list[bool] = []
                await notifier.send(
                    title,
                    escaped(body) if await _reads_markup(notifier) else body,
                    on_dispatched=lambda: sent.append(True),
                )
            finally:
                _disconnect(notifier)
        # The library reports by its log alone.
        return None if sent else failures.told()


class _Failures(logging.Handler):
    """Holds what the library logs meanwhile, which would go to standard error."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []
        self.logger = logging.getLogger("desktop_notifier")

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def __enter__(self) -> "_Failures":
        self.logger.addHandler(self)
        self.logger.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        self.logger.removeHandler(self)

    def told(self) -> str:
        """Return why nothing was shown."""
        for record in self.records:
            if record.exc_info and record.exc_info[1]:
                return _remedy(record.exc_info[1])
        return self.records[0].getMessage() if self.records else "for a reason that is not known"


def plain(text: str) -> str:
    """Return a text without what could steer or mislead a desktop, on its lines."""
    return _UNSAFE.sub(" ", text)


def escaped(text: str) -> str:
    """Return a text as markup that shows it as it is (Desktop Notifications Specification, “Markup”)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


async def _reads_markup(notifier: "DesktopNotifier") -> bool:
    """Tell whether the service takes a body for markup; where it does not, an escape would be read as it is."""
    if sys.platform in ("darwin", "win32"):
        return False
    # The library does not hand on this capability. A later one may have the connection elsewhere; most services do.
    interface = getattr(getattr(notifier, "_backend", None), "interface", None)
    ask = getattr(interface, "call_get_capabilities", None)
    return ask is None or "body-markup" in await ask()


def _disconnect(notifier: "DesktopNotifier") -> None:
    """End the connection, which the library leaves open."""
    bus = getattr(getattr(notifier, "_backend", None), "bus", None)
    with suppress(Exception):
        if bus is not None:
            bus.disconnect()


def _remedy(error: BaseException) -> str:
    """Return a fault in the desktop's words, and what helps."""
    if sys.platform.startswith("linux") and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return f"there is no session bus, since $DBUS_SESSION_BUS_ADDRESS is not set\n{_OUTSIDE}"
    if isinstance(error, (OSError, EOFError)):
        reason = getattr(error, "strerror", None) or "it ended"
        return f"the session bus can't be reached: {reason}\n{_OUTSIDE}"
    said = " ".join(plain(str(error)).split()) or type(error).__name__
    return f"{said}\n{_NO_SERVICE}"
