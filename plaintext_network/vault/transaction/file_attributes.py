"""Copies a file's owner, mode and extended attributes to another, as far as the user and the system allow. Knows no names."""

import errno
import os
from collections.abc import Callable
from typing import TypeVar

# The errors of systems that don't support a call.
UNSUPPORTED = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
_REFUSED = UNSUPPORTED | {errno.EPERM, errno.EACCES, getattr(errno, "ENODATA", 0)}
_T = TypeVar("_T")


def copy_attributes(source: int, target: int) -> None:
    """Copy owner, mode and extended attributes to a file, as far as this user and the system allow."""
    like, own = os.fstat(source), os.fstat(target)
    if hasattr(os, "fchown"):
        if like.st_uid != own.st_uid:
            _tried(os.fchown, target, like.st_uid, -1)
        if like.st_gid != own.st_gid:
            _tried(os.fchown, target, -1, like.st_gid)
    # After the owner, because changing the owner clears mode bits.
    give_mode(like.st_mode & 0o7777, target)
    if not hasattr(os, "listxattr"):
        return
    wanted, there = _tried(os.listxattr, source) or [], _tried(os.listxattr, target) or []
    # A folder may set its own access list on new files.
    for name in set(there) - set(wanted):
        _tried(os.removexattr, target, name)
    for name in wanted:
        if (value := _tried(os.getxattr, source, name)) is not None:
            _tried(os.setxattr, target, name, value)


def give_mode(mode: int, target: int) -> None:
    """Give an open file a mode, unless it has it."""
    if hasattr(os, "fchmod") and os.fstat(target).st_mode & 0o7777 != mode:
        _tried(os.fchmod, target, mode)


def _tried(call: Callable[..., _T], *values: object) -> _T | None:
    try:
        return call(*values)
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        return None
