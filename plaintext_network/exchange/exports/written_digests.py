"""Remembers what pnet wrote to a folder, by digest, so that it replaces only its own files. Stores no names."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256

from plaintext_network.vault.config.user_folders import state_folder
from plaintext_network.vault.files.output_file import write_draft


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    return sha256(content).hexdigest()


def read_digests(folder: str) -> frozenset[str]:
    """Return the digests of what pnet wrote to a folder, a real path; empty if that is lost."""
    try:
        with open(_file(folder), encoding="utf-8") as stream:
            stored = json.load(stream)
        return frozenset(map(str, stored["written"])) if stored["folder"] == folder else frozenset()
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return frozenset()


def keep_digests(folder: str, digests: Collection[str]) -> None:
    """Remember what pnet wrote to a folder. Without a place to remember it, a later export asks for a new folder."""
    text = json.dumps({"folder": folder, "written": sorted(digests)})
    file = _file(folder)
    with suppress(OSError):
        os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
        write_draft(file, [text.encode("utf-8", "surrogateescape")], 0o600)


def _file(folder: str) -> str:
    name = digest_of(os.fsencode(folder))[:32]
    return os.path.join(state_folder(), "exports", f"{name}.json")
