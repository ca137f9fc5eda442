"""Renames files in the two ways that Python doesn't offer: swap two names, and rename only to a free name. Checks no text.

Linux has `renameat2` (since 3.15), macOS `renameatx_np` (since 10.12). Not every file system supports it: NFS and SMB
don't, and few FUSE file systems do.
"""

import errno
import os
import sys
from functools import cache

from plaintext_network.vault.transaction.file_attributes import UNSUPPORTED

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# Linux: RENAME_NOREPLACE and RENAME_EXCHANGE of <linux/fs.h>. macOS: RENAME_EXCL and RENAME_SWAP of <sys/stdio.h>.
_TO_FREE = 4 if sys.platform == "darwin" else 1
_SWAP = 2
# The number of renameat2, for a C library that lacks the function.
_NUMBERS = {
    "x86_64": 316,
    "aarch64": 276,
    "riscv64": 276,
    "armv7l": 382,
    "armv6l": 382,
    "i686": 353,
    "ppc64le": 357,
    "s390x": 347,
}
# A sandbox may refuse a call that it doesn't know; the plain rename then says whether it is the file that is refused.
_NOT_HERE = UNSUPPORTED | {errno.EPERM, errno.EACCES}


def exchange(folder: int, name: str, other: str) -> bool:
    """Let two files in an open folder swap their names in one step; return whether that is supported. Raises OSError."""
    return _rename(folder, name, folder, other, _SWAP)


def rename_to_free(folder: int, name: str, to: int, new: str) -> bool:
    """Rename a file between open folders; return whether that is supported. Raises FileExistsError if the name is taken, OSError."""
    return _rename(folder, name, to, new, _TO_FREE)


def _rename(folder: int, name: str, to: int, new: str, flag: int) -> bool:
    call = _system_call()
    if call is None:
        return False
    fault = call(folder, os.fsencode(name), to, os.fsencode(new), flag)
    if fault in _NOT_HERE:
        return False
    if fault:
        raise OSError(fault, os.strerror(fault), name, None, new)
    return True


@cache
def _system_call() -> "Callable[[int, bytes, int, bytes, int], int] | None":
    """Return the system's call, which returns an error number or 0; None if the system has none."""
    if sys.platform not in ("linux", "darwin"):
        return None
    try:
        # Late: only a write needs it, and it costs 2 ms.
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
    except (ImportError, OSError):
        return None
    function = getattr(library, "renameatx_np" if sys.platform == "darwin" else "renameat2", None)
    first: tuple[object, ...] = ()
    if function is None:
        number = _NUMBERS.get(os.uname().machine)
        # A process of 32 bits on a system of 64 bits would need another number.
        if sys.platform != "linux" or number is None or (number in (276, 316) and sys.maxsize < 1 << 32):
            return None
        function, first = library.syscall, (ctypes.c_long(number),)

    def call(folder: int, name: bytes, to: int, new: bytes, flag: int) -> int:
        done = function(*first, folder, name, to, new, ctypes.c_uint(flag))
        return ctypes.get_errno() if done else 0

    return call
