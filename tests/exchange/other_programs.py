"""Runs Radicale and khard, as a phone's server and another reader of cards, on this machine only."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.exchange.vcard_oracle import OracleCard, read_file

KHARD_CONFIG = """[addressbooks]
[[cards]]
path = {folder}
[general]
debug = no
default_action = list
[contact table]
display = formatted_name
[vcard]
skip_unparsable = no
"""


class Radicale:
    """A CalDAV and CardDAV server with one empty address book."""

    def __init__(self, port: int) -> None:
        self.book = f"http://127.0.0.1:{port}/user/cards/"

    def request(self, method: str, url: str, content: bytes = b"", kind: str = "") -> tuple[int, bytes]:
        """Send a request; return its status and answer."""
        headers = {"Content-Type": kind} if kind else {}
        request = urllib.request.Request(url, content or None, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def put(self, name: str, content: bytes) -> int:
        """Upload a card; return the status, 201 if it was accepted."""
        return self.request("PUT", f"{self.book}{name}", content, "text/vcard; charset=utf-8")[0]

    def cards(self) -> list[OracleCard]:
        """Return all cards that it has."""
        return read_file(self.request("GET", self.book)[1])


@contextlib.contextmanager
def radicale(folder: Path) -> Iterator[Radicale]:
    """Run a server while the block runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "radicale.ini"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[storage]\nfilesystem_folder = {folder / 'store'}\n"
        f"[rights]\ntype = from_file\nfile = {folder / 'rights'}\n[web]\ntype = none\n[logging]\nlevel = error\n"
    )
    (folder / "rights").write_text("[all]\nuser: .*\ncollection: .*\npermissions: RrWw\n")
    with (
        open(folder / "radicale.log", "wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", str(config)], stdout=log, stderr=log
        ) as server,
    ):
        try:
            found = Radicale(port)
            _wait(port, server)
            found.request("MKCOL", f"http://127.0.0.1:{port}/user/")
            made = found.request(
                "MKCOL",
                found.book,
                b'<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop>'
                b"<resourcetype><collection/><C:addressbook/></resourcetype></prop></set></mkcol>",
                "application/xml",
            )
            assert made[0] == 201, made
            yield found
        finally:
            server.terminate()


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError("Radicale didn't start")


def khard_names(folder: Path, home: Path) -> tuple[list[str], str]:
    """Return the names that khard lists of a folder of cards, and what it complains about."""
    config = home / "khard.conf"
    config.write_text(KHARD_CONFIG.format(folder=folder))
    done = subprocess.run(
        [sys.executable, "-m", "khard", "-c", str(config), "list", "--parsable"],
        capture_output=True,
        text=True,
        env={**_environ(), "HOME": str(home)},
    )
    return [line.split("\t")[1] for line in done.stdout.splitlines() if "\t" in line], done.stderr


def khard_opens(folder: Path, home: Path, name: str) -> bool:
    """Return whether khard shows somebody's details."""
    done = subprocess.run(
        [sys.executable, "-m", "khard", "-c", str(home / "khard.conf"), "show", name],
        capture_output=True,
        text=True,
        env={**_environ(), "HOME": str(home)},
    )
    return done.returncode == 0 and name in done.stdout


def _environ() -> Mapping[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PNET_")}
