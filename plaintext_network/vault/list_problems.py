"""Lists the problems of a vault or of one of its files: in the settings, in files, in notes and between them. Detects none."""

import time
from collections.abc import Iterable

from plaintext_network.problems import Problem
from plaintext_network.vault import FILE
from plaintext_network.vault.files.linked_photos import missing_photos
from plaintext_network.vault.files.unfinished_writes import unfinished_write, unfinished_writes
from plaintext_network.vault.vault_reader import VaultReader


def list_problems(reader: VaultReader) -> tuple[Problem, ...]:
    """Return every problem, by path and line."""
    index = reader.index
    return _sorted(
        [
            *reader.settings.problems,
            *reader.check.listing_problems,
            *_skipped(reader, reader.state.skipped),
            *index.problems(),
            *missing_photos(index.contacts(), reader.attachments),
            *unfinished_writes(reader.root, time.time()),
        ]
    )


def list_problems_of(reader: VaultReader, path: str) -> tuple[Problem, ...]:
    """Return those of `list_problems` that are in one file. Reads no other note."""
    index = reader.index
    facts, unfinished = index.notes.get(path), unfinished_write(reader.root, path, time.time())
    skipped = [*reader.check.listing_problems, *reader.state.skipped]
    return _sorted(
        [
            *(reader.settings.problems if path == FILE else ()),
            *_skipped(reader, [problem for problem in skipped if problem.path == path]),
            *index.problems_of(path),
            *missing_photos([facts] if facts else [], reader.attachments),
            *([unfinished] if unfinished else []),
        ]
    )


def _skipped(reader: VaultReader, problems: list[Problem]) -> Iterable[Problem]:
    """Return the problems of files that are not in the index, with the remedies that fit."""
    if not any(problem.code == "conflict-copy" for problem in problems):
        return problems
    # Late: few vaults contain a conflict copy.
    from plaintext_network.vault.edits.resolve_conflicts import with_missing_originals

    return with_missing_originals(reader.root, problems, reader.unsaved)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.rank))
