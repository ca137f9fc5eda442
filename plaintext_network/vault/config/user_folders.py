"""Owns which folders of the user's are ours on each platform: for settings, what is kept, writes, and what runs."""

import os
import sys

NAME = "pnet"


def config_folder() -> str:
    """Return the folder of the user's settings."""
    return _usual("XDG_CONFIG_HOME", "~/.config", "user_config_dir")


def cache_folder() -> str:
    """Return the folder of all vaults' caches: $PNET_CACHE, if that is a whole path, or the platform's."""
    return _named("PNET_CACHE") or _usual("XDG_CACHE_HOME", "~/.cache", "user_cache_dir")


def state_folder() -> str:
    """Return the folder of what must survive a crash: $PNET_STATE, if that is a whole path, or the platform's."""
    return _named("PNET_STATE") or _usual("XDG_STATE_HOME", "~/.local/state", "user_state_dir")


def runtime_folder() -> str:
    """Return the folder of what lives as long as a process does: $PNET_RUNTIME or $XDG_RUNTIME_DIR's, else one in the cache's."""
    base = os.environ.get("XDG_RUNTIME_DIR", "")
    usual = os.path.join(base, NAME) if os.path.isabs(base) else os.path.join(cache_folder(), "run")
    return _named("PNET_RUNTIME") or usual


def _named(variable: str) -> str | None:
    named = os.path.expanduser(os.environ.get(variable, ""))
    return named if os.path.isabs(named) else None


def keep_text(name: str, text: str) -> str:
    """Keep a text that would be lost in a file of its owner's alone, and return its path. Raises OSError."""
    # Late: nothing is kept so but by chance.
    from tempfile import mkstemp

    folder = state_folder()
    os.makedirs(folder, mode=0o700, exist_ok=True)
    descriptor, path = mkstemp(".md", f"{name} ", folder)
    with open(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    return path


def _usual(variable: str, usual: str, platforms: str) -> str:
    """Return a folder as the platform has it: by the XDG specification's variable and default, or by a name of platformdirs."""
    if (found := _xdg(variable, usual)) is not None:
        return found
    # Late: its import alone costs more than a warm answer.
    import platformdirs

    folder: str = getattr(platformdirs, platforms)(NAME, appauthor=False)
    return folder


def _xdg(variable: str, usual: str) -> str | None:
    """Return a folder as the XDG Base Directory Specification and platformdirs have it; None elsewhere than on Linux."""
    if not sys.platform.startswith("linux"):
        return None
    base = os.environ.get(variable, "")
    return os.path.join(base if os.path.isabs(base) else os.path.expanduser(usual), NAME)
