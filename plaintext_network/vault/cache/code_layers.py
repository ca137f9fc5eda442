"""Identifies the code that each layer of the cache's database depends on, by content. Compares nothing with a cache.

A new version of pnet gives every file a new time, so `locations.code_key` differs. What is stored stays valid where the
code that derives it is the same.
"""

import os
import sys
from collections.abc import Iterator
from hashlib import blake2b

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.cache.locations import LIBRARIES, code_key, package_folder

# What decides the facts of a note, and how the database stores them.
FACTS = (
    "errors.py",
    "named_tuples.py",
    "problems.py",
    "model",
    "notes",
    "network/index/names.py",
    "vault/__init__.py",
    "vault/serialize.py",
    "vault/serialize_facts.py",
    "vault/files",
    "vault/cache/database.py",
    "vault/cache/folder_owners.py",
    "vault/cache/parse_files.py",
    "vault/cache/schema.py",
    "vault/cache/tables.py",
)
# What decides what the full-text index contains, beside the facts.
TEXT = ("network/search", "vault/cache/text_index.py")
# What decides where links lead, in addition to the facts.
LINKS = (
    "network/index",
    "network/life_changes",
    "vault/cache/code_layers.py",
    "vault/cache/compare_cache.py",
    "vault/cache/lazy_index.py",
    "vault/cache/rebuild.py",
    "vault/cache/update.py",
)
# What decides the contact states and summaries, in addition.
CONTACTS = ("network", "vault/cache")


class CodeLayers(NamedTuple):
    """The keys of the code of each layer; a layer's key covers the layers before it, but none covers that of the text."""

    facts: str
    links: str
    contacts: str
    text: str


def code_layers(code: bytes) -> CodeLayers:
    """Return the keys of the code whose `code_key` is `code`.

    If the files are not that code any more, the keys equal those of no other code.
    """
    package = package_folder()
    digest = blake2b(sys.version.encode(), digest_size=16)
    keys = []
    try:
        for library in LIBRARIES:
            homes = (os.path.join(place, library) for place in sys.path)
            if home := next(filter(os.path.isdir, homes), None):
                _add(digest, library, home, ())
        for layer in (FACTS, LINKS, CONTACTS):
            _add(digest, "", package, layer)
            keys.append(digest.hexdigest())
            if layer is FACTS:
                text = digest.copy()
        _add(text, "", package, TEXT)
        keys.append(text.hexdigest())
        is_known = os.path.isdir(package) and code_key() == code
    except OSError:
        is_known = False
    if is_known:
        return CodeLayers(*keys)
    # In an archive, or replaced while this process runs, such as a watcher.
    unique = blake2b(code, digest_size=16).hexdigest()
    return CodeLayers(*(f"{name} {unique}" for name in CodeLayers._fields))


def _add(digest: blake2b, name: str, folder: str, parts: tuple[str, ...]) -> None:
    for path in _files(folder, parts):
        with open(path, "rb") as file:
            content = file.read()
        place = f"{name} {os.path.relpath(path, folder)} {len(content)}\n"
        digest.update(place.encode("utf-8", "surrogateescape") + content)


def _files(folder: str, parts: tuple[str, ...]) -> Iterator[str]:
    for part in parts or ("",):
        path = os.path.join(folder, *part.split("/"))
        if os.path.isfile(path):
            yield path
        for inner, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            yield from (
                os.path.join(inner, name) for name in sorted(names) if name.endswith((".py", ".so", ".pyd"))
            )
