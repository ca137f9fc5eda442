"""Owns how values are turned into bytes to be kept, and back. Reads values of this package and nothing else."""

import io
import pickle
from datetime import date, time
from typing import Any

from plaintext_network.errors import PnetError


class CacheUnreadable(PnetError):
    """Say that what is kept can't be used in this run; every answer can be had without it."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"what is kept of this vault can't be read: {reason}\n`pnet cache clear` removes it")


class _Unpickler(pickle.Unpickler):
    """Makes no object of any other class, whoever wrote the bytes."""

    def find_class(self, module: str, name: str) -> Any:
        found = _CLASSES.get((module, name))
        if found is None:
            ours = module.startswith("plaintext_network.") or (module, name) in _DAYS_AND_TIMES
            found = super().find_class(module, name) if ours else None
            # A named tuple, and not under another module's name; to make one calls nothing.
            if found not in (date, time) and not (hasattr(found, "_fields") and found.__module__ == module):
                raise pickle.UnpicklingError(f"{module}.{name} is no value that is kept")
            _CLASSES[module, name] = found
        return found


_DAYS_AND_TIMES = (("datetime", "date"), ("datetime", "time"))
_CLASSES: dict[tuple[str, str], Any] = {}


def serialize(value: object) -> bytes:
    """Return a value as it is kept."""
    return pickle.dumps(value, 5)


def deserialize(data: bytes) -> Any:
    """Return a value that was kept. Raises Unusable for anything else."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Exception as error:
        raise CacheUnreadable(str(error)) from error


def encode_text(text: str) -> bytes:
    """Return a path or key as it is kept: a name may hold bytes that are no text."""
    return text.encode("utf-8", "surrogatepass")


def decode_text(data: bytes) -> str:
    """Undo `encoded`."""
    return data.decode("utf-8", "surrogatepass")
