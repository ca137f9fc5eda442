"""Runs a server of address books on this machine that rewrites the cards it stores, as Google, iCloud and Nextcloud do, in front of Radicale."""

import contextlib
import hashlib
import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tests.exchange.server_rewrites import SERVERS, CardRefused, google, parse_card

_KEPT = ("content-type", "depth", "if-match", "if-none-match", "accept")
_ANSWERED = ("content-type", "etag", "dav", "location", "last-modified")


class _Proxy(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, behind: int, kind: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind, self.kind, self.stored, self.lock = behind, kind, 0, threading.Lock()
        self.uids: dict[str, str] = {}


class _Handler(BaseHTTPRequestHandler):
    """Passes each request on; what is uploaded, it rewrites."""

    protocol_version = "HTTP/1.1"
    server: _Proxy

    def _pass_on(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: self.headers[name] for name in _KEPT if name in self.headers}
        if self.command == "PUT":
            with self.server.lock:
                self._store(content, headers)
        else:
            self._answer(*self._ask(self.path, content, headers))

    def _store(self, content: bytes, headers: dict[str, str]) -> None:
        """Store a card as this server would. It sends no ETag: what it stored isn't what it was sent (RFC 7231 §4.3.4)."""
        server, path = self.server, self.path
        server.stored += 1
        revision = f"2026-11-25T{server.stored // 3600 % 24:02}:{server.stored // 60 % 60:02}:{server.stored % 60:02}Z"
        rewrite = SERVERS[server.kind]
        if rewrite is None:
            self._answer(*self._ask(path, content, headers))
            return
        uid = next((line.value for line in parse_card(content) if line.name == "UID"), "")
        if rewrite is google:
            if path not in server.uids:
                uid = hashlib.sha256(f"{server.stored} {uid}".encode()).hexdigest()[:16]
                path = str(PurePosixPath(path).with_name(uid))
                server.uids[path] = uid
            uid = server.uids[path]
        try:
            stored = rewrite(content, uid, revision)
        except CardRefused as refused:
            self._answer(403, {}, str(refused).encode())
            return
        status, answered, said = self._ask(path, stored, headers)
        answered.pop("etag", None)
        if path != self.path:
            answered["location"] = path
        self._answer(status, answered, said)

    def _ask(self, path: str, content: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=60)
        try:
            connection.request(self.command, path, content or None, headers)
            answer = connection.getresponse()
            kept = {name.lower(): value for name, value in answer.getheaders() if name.lower() in _ANSWERED}
            return answer.status, kept, answer.read()
        finally:
            connection.close()

    def _answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


for _method in ("GET", "PUT", "DELETE", "OPTIONS", "PROPFIND", "REPORT", "MKCOL", "PROPPATCH"):
    setattr(_Handler, f"do_{_method}", _Handler._pass_on)


@contextlib.contextmanager
def rewriting_proxy(book: str, kind: str) -> Iterator[str]:
    """Serve a book of Radicale's as a server of one kind does, while the block runs; yield the book's address there."""
    behind = urlsplit(book)
    server = _Proxy(behind.port or 80, kind)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{behind.path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
