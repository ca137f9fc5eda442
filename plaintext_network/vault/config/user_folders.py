"""Returns the folders that pnet uses on each platform: settings, cache, state, runtime. Reads no settings."""

import os
import sys

NAME = "pnet"


def config_folder() -> str:
    """Return the folder of the user's settings."""
    return _usual("XDG_CONFIG_HOME", "~/.config", "user_config_dir")


def cache_folder() -> str:
    """Return the folder of all caches: $PNET_CACHE if it is an absolute path, else the platform's."""
    return _named("PNET_CACHE") or _usual("XDG_CACHE_HOME", "~/.cache", "user_cache_dir")


def state_folder() -> str:
    """Return the folder of data that must survive a crash: $PNET_STATE if it is an absolute path, else the platform's."""
    return _named("PNET_STATE") or _usual("XDG_STATE_HOME", "~/.local/state", "user_state_dir")


def runtime_folder() -> str:
    """Return the folder of sockets and other files that end with their process: $PNET_RUNTIME, else $XDG_RUNTIME_DIR's, else one in the cache."""
    base = os.environ.get("XDG_RUNTIME_DIR", "")
    usual = os.path.join(base, NAME) if os.path.isabs(base) else os.path.join(cache_folder(), "run")
    return _named("PNET_RUNTIME") or usual


def _named(variable: str) -> str | None:
    named = os.path.expanduser(os.environ.get(variable, ""))
    return named if os.path.isabs(named) else None


def keep_text(name: str, text: str) -> str:
    """Save a text that would otherwise be lost, readable by its owner only, and return the path. Raises OSError."""
    # Late: this is rare.
    from tempfile import mkstemp

    folder = state_folder()
    os.makedirs(folder, mode=0o700, exist_ok=True)
    descriptor, path = mkstemp(".md", f"{name} ", folder)
    with open(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    return path


def _usual(variable: str, usual: str, platforms: str) -> str:
    """Return the platform's folder: by the XDG variable and its default, else by the function of platformdirs."""
    if (found := _xdg(variable, usual)) is not None:
        return found
    # Late: importing it alone costs more than a cached answer.
    import platformdirs

    folder: str = getattr(platformdirs, platforms)(NAME, appauthor=False)
    return folder


def _xdg(variable: str, usual: str) -> str | None:
    """Return the folder by the XDG Base Directory Specification on Linux; None elsewhere."""
    if not sys.platform.startswith("linux"):
        return None
    base = os.environ.get(variable, "")
    return os.path.join(base if os.path.isabs(base) else os.path.expanduser(usual), NAME)
