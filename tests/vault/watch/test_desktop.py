"""Notifications reach the desktop unchanged; a missing or hanging desktop is reported once and stops nothing."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol

import pytest

from plaintext_network.extras import install_command
from plaintext_network.network.due.notifications import Notification
from plaintext_network.vault.watch.desktop import Desktop, escaped, plain

ADA = Notification("Ada Lovelace is due", "a promise to Ada: the slides")
ROOT = Path(__file__).parents[3]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a session bus is Linux's")

Bus = Callable[[], "subprocess.Popen[str]"]


class Serve(Protocol):
    def __call__(self, way: str, on_new_bus: bool = True) -> "subprocess.Popen[str]": ...


def line_of(process: "subprocess.Popen[str]") -> str:
    out: IO[str] | None = process.stdout
    assert out is not None
    return out.readline().strip()


def end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


@pytest.fixture
def processes() -> Iterator[ExitStack]:
    with ExitStack() as running:
        yield running


@pytest.fixture
def bus(processes: ExitStack, monkeypatch: pytest.MonkeyPatch) -> Bus:
    """Return a function that starts a session bus in a folder of its own, and sets its address in the environment."""

    def start() -> "subprocess.Popen[str]":
        command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        processes.callback(end, running)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", line_of(running))
        return running

    return start


@pytest.fixture
def serve(bus: Bus, processes: ExitStack) -> Serve:
    """Return a function that starts a notification service of one kind on a new bus."""

    def start(way: str, on_new_bus: bool = True) -> "subprocess.Popen[str]":
        if on_new_bus:
            bus()
        command = [sys.executable, "-m", "tests.vault.watch.notification_service", way]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        processes.callback(end, running)
        assert line_of(running) == "ready"
        return running

    return start


def shown(service: "subprocess.Popen[str]") -> tuple[str, str]:
    """Return the title and body of the next notification that a service gets."""
    app, icon, title, body = json.loads(line_of(service))
    assert (app, icon) == ("pnet", "x-office-address-book")
    return title, body


@linux
@pytest.mark.system
class TestService:
    def test_notifications_arrive_in_order(self, serve: Serve) -> None:
        service = serve("markup")
        failures: list[str] = []
        desktop = Desktop(failures.append)
        assert desktop.show(ADA)
        assert desktop.show(Notification("2 promises are due", "Ada: the slides\nBo: a book"))
        assert shown(service) == ADA
        assert shown(service) == ("2 promises are due", "Ada: the slides\nBo: a book")
        assert failures == []

    def test_markup_in_the_body_is_escaped(self, serve: Serve) -> None:
        service = serve("markup")
        assert Desktop(print).show(Notification("Smith & Sons are due", "<img src='file:///x'> & <b>Ada</b>"))
        assert shown(service) == (
            "Smith & Sons are due",
            "&lt;img src='file:///x'&gt; &amp; &lt;b&gt;Ada&lt;/b&gt;",
        )

    def test_a_service_without_markup_gets_plain_text(self, serve: Serve) -> None:
        service = serve("plain")
        assert Desktop(print).show(Notification("x", "Smith & <Sons>"))
        assert shown(service) == ("x", "Smith & <Sons>")

    def test_control_characters_do_not_reach_the_service(self, serve: Serve) -> None:
        service = serve("markup")
        assert Desktop(print).show(Notification("A\x00d\x1b[31ma\n", "Zoë\u202e\udce9\n日本\x07"))
        assert shown(service) == ("A d [31ma ", "Zoë \n日本 ")

    def test_the_library_prints_nothing(self, serve: Serve, capfd: pytest.CaptureFixture[str]) -> None:
        serve("refusing")
        failures: list[str] = []
        assert not Desktop(failures.append).show(ADA)
        assert capfd.readouterr() == ("", "")


@linux
@pytest.mark.system
class TestFailures:
    def test_a_refusal_is_reported_once(self, serve: Serve) -> None:
        serve("refusing")
        failures: list[str] = []
        desktop = Desktop(failures.append, pause=0)
        assert [desktop.show(ADA), desktop.show(ADA)] == [False, False]
        assert failures == [
            "can't show notifications: no more notices\n"
            "start a notification service, such as dunst or mako; pnet tries again later"
        ]

    def test_a_bus_without_a_service_is_reported(self, bus: Bus) -> None:
        bus()
        failures: list[str] = []
        assert not Desktop(failures.append).show(ADA)
        (said,) = failures
        assert "org.freedesktop.Notifications was not provided" in said
        assert said.endswith("start a notification service, such as dunst or mako; pnet tries again later")

    def test_after_a_timeout_the_service_is_not_called_for_a_while(self, serve: Serve) -> None:
        serve("silent")
        failures: list[str] = []
        desktop = Desktop(failures.append, longest=0.5, pause=600)
        assert [desktop.show(ADA) for _ in range(1000)] == [False] * 1000
        assert failures == ["can't show notifications: the desktop does not answer\npnet tries again later"]

    def test_a_service_that_comes_back_is_used(self, serve: Serve) -> None:
        failures: list[str] = []
        desktop = Desktop(failures.append, pause=0)
        service = serve("markup")
        assert desktop.show(ADA)
        end(service)
        assert not desktop.show(ADA)
        service = serve("markup", on_new_bus=False)
        assert desktop.show(ADA)
        assert shown(service) == ADA
        assert len(failures) == 1

    def test_a_bus_that_comes_back_is_used(self, bus: Bus, serve: Serve) -> None:
        failures: list[str] = []
        desktop = Desktop(failures.append, pause=0)
        end(bus())
        assert not desktop.show(ADA)
        service = serve("markup")
        assert desktop.show(ADA)
        assert shown(service) == ADA
        assert len(failures) == 1

    def test_a_bus_that_is_gone_is_reported(self, bus: Bus) -> None:
        end(bus())
        failures: list[str] = []
        assert not Desktop(failures.append).show(ADA)
        assert failures == [
            "can't show notifications: can't reach the session bus: Connection refused\n"
            "start pnet from within the desktop, or as a user service"
        ]


@linux
class TestNoBus:
    def test_a_missing_bus_address_is_reported_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        failures: list[str] = []
        desktop = Desktop(failures.append, pause=0)
        assert [desktop.show(ADA), desktop.show(ADA)] == [False, False]
        assert failures == [
            "can't show notifications: there is no session bus, since $DBUS_SESSION_BUS_ADDRESS is not set\n"
            "start pnet from within the desktop, or as a user service"
        ]

    def test_a_bus_that_hangs_is_not_waited_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(tmp_path / "bus"))
            listening.listen()
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
            failures: list[str] = []
            assert not Desktop(failures.append, longest=0.5).show(ADA)
        assert failures == ["can't show notifications: the desktop does not answer\npnet tries again later"]


def test_a_missing_library_is_reported_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "desktop_notifier", None)
    failures: list[str] = []
    desktop = Desktop(failures.append, pause=0)
    assert [desktop.show(ADA), desktop.show(ADA)] == [False, False]
    assert failures == [
        "can't show notifications: desktop-notifier is not installed\n"
        f"install it: {install_command('notify')}"
    ]


def test_the_library_is_imported_with_the_first_notification() -> None:
    code = (
        "import sys\nfrom plaintext_network.vault.watch.desktop import Desktop\nDesktop(print)\n"
        "assert not [name for name in sys.modules if name.startswith(('desktop_notifier', 'dbus_fast'))]"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Zoë, 日本 & עדה\u200f", "Zoë, 日本 & עדה\u200f"),
        ("a\nb", "a\nb"),
        ("a\r\n\tb\x00\x1b\x7f\x9fc", "a \n b c"),
        ("\u202eevil\u2066x\u2028y\udc80", " evil x y "),
    ],
)
def test_only_misleading_characters_are_removed(text: str, clean: str) -> None:
    assert plain(text) == clean


def test_unescaped_markup_is_the_original_text() -> None:
    assert escaped("<b>&amp;") == "&lt;b&gt;&amp;amp;"
