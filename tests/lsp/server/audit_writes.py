"""Records each file that a Python process opens for writing, creates, renames or removes. Python imports it as `sitecustomize`."""

import os
import sys
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Events of the audit hook, with the number of paths that come first.
_CHANGES = {
    "os.remove": 1,
    "os.rename": 2,
    "os.mkdir": 1,
    "os.rmdir": 1,
    "os.link": 2,
    "os.symlink": 2,
    "os.truncate": 1,
    "os.utime": 1,
    "os.chmod": 1,
    "os.chown": 1,
    "os.lchown": 1,
    "os.setxattr": 1,
    "os.removexattr": 1,
    "sqlite3.connect": 1,
}


def _record(event: str, paths: tuple[Any, ...]) -> None:
    for path in paths:
        if isinstance(path, int):
            path = os.readlink(f"/proc/self/fd/{path}")
        os.write(_LOG, f"{event}\t{os.path.abspath(os.fsdecode(path))}\n".encode("utf-8", "surrogateescape"))


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if event == "open":
        path, _, flags = args
        # A number is a file that is open already.
        if flags & _WRITING and not isinstance(path, int):
            _record(event, (path,))
    elif event in _CHANGES:
        _record(event, args[: _CHANGES[event]])


if "PNET_TEST_WRITES" in os.environ:
    _LOG = os.open(os.environ["PNET_TEST_WRITES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    sys.addaudithook(_hook)
