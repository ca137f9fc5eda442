"""Finds the photos that contacts' notes name. Reads no picture."""

import os
from collections.abc import Iterable, Iterator

from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.problems import Problem, problem
from plaintext_network.vault.files.attachments import Attachments


def missing_photos(notes: Iterable[Facts], files: Attachments) -> Iterator[Problem]:
    """Yield a problem for each contact's photo that is not in the vault. A web address is no file."""
    keys: frozenset[str] | None = None
    for facts in notes:
        photo = facts.contact.photo if facts.contact else None
        if not photo or "://" in photo:
            continue
        places = _places(facts, photo)
        if any(map(files.has, places)):
            continue
        if keys is None:
            keys = files.keys()
        names = [name_key(place) for place in (*places, *(() if "/" in places[0] else (f"*/{places[0]}",)))]
        if keys.isdisjoint(names):
            fault = problem("photo-missing", (facts.line("photo"), 1, 0), file=photo)
            yield fault._replace(path=facts.path)


def _places(facts: Facts, photo: str) -> tuple[str, ...]:
    """Return where a photo may be: from the root, and from its note. With its name alone, Obsidian finds it anywhere."""
    here = facts.path.rpartition("/")[0]
    written = photo.replace("\\", "/").removeprefix("/")
    return written, os.path.normpath(f"{here}/{written}").replace(os.sep, "/")
