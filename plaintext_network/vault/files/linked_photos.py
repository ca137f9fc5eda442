"""Finds the photos that contacts' notes name. Reads no picture."""

import os
from collections.abc import Iterator

from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.index import Index
from plaintext_network.problems import Problem, problem
from plaintext_network.vault.files.files_by_name import visible_files


def missing_photos(root: str, index: Index) -> Iterator[Problem]:
    """Yield a problem for each contact's photo that is not in the vault. A web address is no file."""
    named = [
        (facts, facts.contact.photo) for facts in index.contacts() if facts.contact and facts.contact.photo
    ]
    files = _files(root) if named else frozenset()
    for facts, photo in named:
        if "://" not in photo and not _is_there(facts, photo, files):
            fault = problem("photo-missing", (facts.line("photo"), 1, 0), file=photo)
            yield fault._replace(path=facts.path)


def _is_there(facts: Facts, photo: str, files: frozenset[str]) -> bool:
    """Return whether a photo's file exists: from the root, from its note, or by its name alone, as Obsidian finds it."""
    here = facts.path.rpartition("/")[0]
    written = photo.replace("\\", "/").removeprefix("/")
    places = (written, os.path.normpath(f"{here}/{written}").replace(os.sep, "/"))
    return any(
        name_key(place) in files for place in (*places, *(() if "/" in written else (f"*/{written}",)))
    )


def _files(root: str) -> frozenset[str]:
    """Return the keys of the paths of all visible files, and of their names as `*/name`."""
    found = set()
    for path in visible_files(root):
        found |= {name_key(path), name_key(f"*/{path.rpartition('/')[2]}")}
    return frozenset(found)
