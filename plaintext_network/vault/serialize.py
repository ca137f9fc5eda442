"""Serializes values of this package and reads them back. Creates objects of no other class."""

from __future__ import annotations

import io
import marshal
from binascii import crc32
from datetime import date, time

from plaintext_network.errors import PnetError

try:
    # Only the part in C: `pickle` also defines the same in Python, and takes four times as long to import.
    import _pickle
except ImportError:
    import pickle as _pickle  # type: ignore[no-redef]

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class CacheUnreadable(PnetError):
    """Raised if the cache can't be used in this run; without it, answers are the same and take longer."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"can't read the cache of this vault: {reason}\nremove it: pnet cache clear")


class CacheDamaged(CacheUnreadable):
    """Raised if the cache contains something that pnet has not stored; the next run builds it again."""


# What code raises when it gets values of the wrong types or shapes.
WRONG_VALUES: tuple[type[Exception], ...] = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class _Unpickler(_pickle.Unpickler):
    """Refuses any other class, since anyone could have written the bytes."""

    def find_class(self, module: str, name: str) -> Any:
        result = _CLASSES.get((module, name))
        if result is None:
            is_ours = module.startswith("plaintext_network.") or (module, name) in _DATES_AND_TIMES
            result = super().find_class(module, name) if is_ours else None
            # A named tuple of that very module: creating one runs no other code.
            if result not in (date, time) and not (
                hasattr(result, "_fields") and result.__module__ == module
            ):
                raise _pickle.UnpicklingError(f"{module}.{name} is not a value of the cache")
            _CLASSES[module, name] = result
        return result


_DATES_AND_TIMES = (("datetime", "date"), ("datetime", "time"))
_CLASSES: dict[tuple[str, str], Any] = {}


def serialize(value: object) -> bytes:
    """Return the bytes of a value, with their checksum."""
    return _with_checksum(_pickle.dumps(value, 5))


def deserialize(data: bytes) -> Any:
    """Return the value of bytes from `serialize`. Raises CacheDamaged for any other bytes."""
    try:
        _checked(data)
        return _Unpickler(io.BytesIO(data)).load()
    except Exception as error:
        raise CacheDamaged(str(error)) from error


def deserialize_as(kind: type, data: bytes) -> Any:
    """Return the value of bytes from `serialize`, of one class. Raises CacheDamaged for anything else."""
    value = deserialize(data)
    if type(value) is not kind:
        raise CacheDamaged(f"{type(value).__name__} is stored in place of {kind.__name__}")
    return value


# The CRC of bytes that end with their own CRC, low byte first. Neither pickle nor marshal reads on to these four bytes.
_RESIDUE = 0x2144DF1C


def _with_checksum(data: bytes) -> bytes:
    return data + crc32(data).to_bytes(4, "little")


def _checked(data: bytes) -> bytes:
    """Return bytes that end with their checksum. Raises ValueError if they don't: damaged bytes may stand for another value."""
    if crc32(data) != _RESIDUE:
        raise ValueError("the checksum differs")
    return data


def serialize_plain(value: Any) -> bytes:
    """Return the bytes of a value that consists of texts, numbers, bytes, None and tuples: a tenth of the time of `serialize`."""
    return _with_checksum(marshal.dumps(value))


def deserialize_plain(data: bytes) -> Any:
    """Return the value of bytes from `serialize_plain`. Raises CacheDamaged for any other bytes."""
    try:
        return marshal.loads(_checked(data))  # noqa: S302
    except (ValueError, TypeError, EOFError) as error:
        raise CacheDamaged(str(error)) from error


def encode_text(text: str) -> bytes:
    """Return the bytes of a path or key, which may contain lone surrogates: a file name may not be text."""
    return text.encode("utf-8", "surrogatepass")


def decode_text(data: bytes) -> str:
    """Return the text of bytes from `encode_text`."""
    return data.decode("utf-8", "surrogatepass")
