"""Owns which folders of the user's are ours on each platform: for settings, for what is kept between runs, and for writes under way."""

import os
import sys

NAME = "pnet"


def config_folder() -> str:
    """Return the folder of the user's settings."""
    if (found := _xdg("XDG_CONFIG_HOME", "~/.config")) is not None:
        return found
    # Late: its import alone costs more than a warm answer.
    from platformdirs import user_config_dir

    return user_config_dir(NAME, appauthor=False)


def cache_folder() -> str:
    """Return the folder of all vaults' caches: $PNET_CACHE, if that is a whole path, or the platform's."""
    named = os.path.expanduser(os.environ.get("PNET_CACHE", ""))
    if os.path.isabs(named):
        return named
    if (found := _xdg("XDG_CACHE_HOME", "~/.cache")) is not None:
        return found
    # Late: as above.
    from platformdirs import user_cache_dir

    return user_cache_dir(NAME, appauthor=False)


def state_folder() -> str:
    """Return the folder of what must survive a crash: $PNET_STATE, if that is a whole path, or the platform's."""
    named = os.path.expanduser(os.environ.get("PNET_STATE", ""))
    if os.path.isabs(named):
        return named
    if (found := _xdg("XDG_STATE_HOME", "~/.local/state")) is not None:
        return found
    # Late: as above.
    from platformdirs import user_state_dir

    return user_state_dir(NAME, appauthor=False)


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


def _xdg(variable: str, usual: str) -> str | None:
    """Return a folder as the XDG Base Directory Specification and platformdirs have it; None elsewhere than on Linux."""
    if not sys.platform.startswith("linux"):
        return None
    base = os.environ.get(variable, "")
    return os.path.join(base if os.path.isabs(base) else os.path.expanduser(usual), NAME)
