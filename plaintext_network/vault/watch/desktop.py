"""Shows a notification on the desktop, or explains why it can't. Doesn't decide what to show."""

import asyncio
import logging
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from time import monotonic

from plaintext_network.extras import install_command
from plaintext_network.network.due.notifications import Notification

# Assigned, not imported: the library may be missing.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier

# Seconds that the desktop may take for one notification, and until the next try after a failure.
LONGEST, PAUSE = 5.0, 60.0

# Control characters except line feeds, marks that change the direction of text, and lone surrogates, which D-Bus rejects.
_UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_OUTSIDE = "start pnet from within the desktop, or as a user service"
_NO_REPLY = "the desktop does not answer\npnet tries again later"
_NO_SERVICE = "start a notification service, such as dunst or mako; pnet tries again later"
_NO_CENTER = "this Python has no permission to show any on this system\nleave out --notify"


class Desktop:
    """Shows notifications one by one, each within a limited time, even if the desktop hangs.

    Calls `on_failure` at the first failure, and again only after a success.
    """

    def __init__(
        self, on_failure: Callable[[str], None], longest: float = LONGEST, pause: float = PAUSE
    ) -> None:
        self._on_failure, self._longest, self._pause = on_failure, longest, pause
        self._has_failed = False
        self._next_try = 0.0

    def show(self, notice: Notification) -> bool:
        """Show a notification and return whether that worked. For a while after a failure, return False immediately."""
        if monotonic() < self._next_try:
            return False
        error = self._error(notice)
        if error is not None:
            self._next_try = monotonic() + self._pause
            if not self._has_failed:
                self._on_failure(f"can't show notifications: {error}")
        self._has_failed = error is not None
        return not self._has_failed

    def _error(self, notice: Notification) -> str | None:
        """Show a notification; return what went wrong, None if nothing did."""
        try:
            # Late: few watchers show notifications, and the library may be missing.
            import desktop_notifier  # noqa: F401
        except ImportError:
            return f"desktop-notifier is not installed\ninstall it: {install_command('notify')}"
        sending = _Sending(notice, self._longest)
        # A daemon thread for each: one that hangs is abandoned, and doesn't keep the process from ending.
        thread = Thread(target=sending.run, name="pnet notice", daemon=True)
        thread.start()
        thread.join(self._longest)
        return sending.error


class _Sending:
    """One notification on its way. `error` is what went wrong; None once it was shown."""

    def __init__(self, notice: Notification, longest: float) -> None:
        self.notice, self.longest = notice, longest
        self.error: str | None = _NO_REPLY

    def run(self) -> None:
        try:
            self.error = asyncio.run(asyncio.wait_for(self.send(), self.longest))
        except TimeoutError:
            self.error = _NO_REPLY
        except Exception as error:  # noqa: BLE001 - library bugs and desktop errors alike: nothing was shown
            self.error = _remedy(error)

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
        # The library reports errors only in its log.
        return None if sent else failures.text()


class _Failures(logging.Handler):
    """Collects what the library logs, which would otherwise go to standard error."""

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

    def text(self) -> str:
        """Return why nothing was shown."""
        for record in self.records:
            if record.exc_info and record.exc_info[1]:
                return _remedy(record.exc_info[1])
        return self.records[0].getMessage() if self.records else "the reason is unknown"


def plain(text: str) -> str:
    """Return a text without control characters and marks of direction, except line feeds."""
    return _UNSAFE.sub(" ", text)


def escaped(text: str) -> str:
    """Return the markup that shows a text literally (Desktop Notifications Specification, “Markup”)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


async def _reads_markup(notifier: "DesktopNotifier") -> bool:
    """Return whether the service interprets markup; if not, it would show escapes literally."""
    if sys.platform in ("darwin", "win32"):
        return False
    # The library doesn't expose this. If a later version has another structure, assume markup, like most services.
    interface = getattr(getattr(notifier, "_backend", None), "interface", None)
    ask = getattr(interface, "call_get_capabilities", None)
    return ask is None or "body-markup" in await ask()


def _disconnect(notifier: "DesktopNotifier") -> None:
    """Close the connection, which the library leaves open."""
    bus = getattr(getattr(notifier, "_backend", None), "bus", None)
    with suppress(Exception):
        if bus is not None:
            bus.disconnect()


def _remedy(error: BaseException) -> str:
    """Return the desktop's error message, and the remedy."""
    if sys.platform.startswith("linux") and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return f"there is no session bus, since $DBUS_SESSION_BUS_ADDRESS is not set\n{_OUTSIDE}"
    if isinstance(error, (OSError, EOFError)):
        reason = getattr(error, "strerror", None) or "it was closed"
        return f"can't reach the session bus: {reason}\n{_OUTSIDE}"
    message = " ".join(plain(str(error)).split()) or type(error).__name__
    return f"{message}\n{_NO_SERVICE}"
