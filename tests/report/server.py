"""A server to which a hostile note wants to report. Counts the connections, and has nothing to serve."""

from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any, Self


class Server(ThreadingTCPServer):
    """Listens at `address`, such as `http://127.0.0.1:39001`, until the `with` ends, and answers everybody with nothing."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Nothing)
        self.connections = 0
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self._thread = Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()

    def get_request(self) -> tuple[Any, Any]:
        """Count a connection before anything is read: a browser may connect and say nothing."""
        self.connections += 1
        return super().get_request()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser may hang up."""


class _Nothing(BaseRequestHandler):
    def handle(self) -> None:
        if self.request.recv(65536):
            self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
