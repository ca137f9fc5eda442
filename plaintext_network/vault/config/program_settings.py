"""Reads the settings that Obsidian, its plugins and Logseq keep in a vault. Interprets none."""

from collections.abc import Mapping

from plaintext_network.vault.files import read_file

MOST_BYTES = 65_536


def first_bytes(top: str, path: str) -> bytes:
    """Return the beginning of a file; empty if it can't be read."""
    try:
        return read_file.read(top, path, MOST_BYTES)[:MOST_BYTES]
    except (FileNotFoundError, read_file.NotRead):
        return b""


def first_text(top: str, path: str) -> str:
    """Return the beginning of a file as text; empty if it can't be read."""
    return first_bytes(top, path).decode("utf-8-sig", "replace")


def json_of(top: str, path: str) -> dict[str, object]:
    """Return a JSON object in a file; empty if there is none."""
    # Late: only vaults of Obsidian need it.
    import json

    try:
        value = json.loads(first_text(top, path))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def text_in(values: Mapping[str, object], key: str) -> str:
    """Return a text of a JSON object, without spaces around it; empty if there is none."""
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""
