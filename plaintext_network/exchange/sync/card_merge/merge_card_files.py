"""Merges two files with versions of one card, so that both are equal afterwards, or neither has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from stat import S_IMODE, S_ISREG

from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import CardFileNotFound, CardsNotMerged
from plaintext_network.exchange.sync.card_merge.merge_cards import CardConflict, MergedCards, merge_cards
from plaintext_network.exchange.sync.card_merge.merge_with_base import (
    merged_with_base,
    remember_merge,
    with_removed,
)
from plaintext_network.exchange.sync.folder.whole_card import damage
from plaintext_network.vault.files.output_file import write_draft

# Returns True for each conflict in which the second version counts; None leaves them open.
Ask = Callable[[str, Sequence[CardConflict]], Sequence[bool] | None]


def merge_card_files(first: str, second: str, ask: Ask | None = None) -> MergedCards:
    """Merge two versions of a card, and write the result to both files.

    `ask` decides the conflicts of a card with this name. Raises CardFileNotFound, and CardsNotMerged if anything stays open.
    """
    contents = (_content(first), _content(second))
    versions = merged_with_base(*contents)
    found = merge_cards(versions.first, versions.second)
    if found.fault:
        raise CardsNotMerged((first, second), found.fault)
    for path, content in zip((first, second), contents, strict=True):
        if fault := damage(content):
            raise CardsNotMerged((first, second), f"{path}: {fault}")
    removed = [CardConflict(name, _shown(ours), _shown(theirs)) for name, ours, theirs in versions.removed]
    if conflicts := (*removed, *found.conflicts):
        answers = ask(found.name, conflicts) if ask else None
        if answers is None:
            remember_merge(contents[0], is_merged=False)
            differ = [f"{one.what}: {one.first} or {one.second}" for one in conflicts]
            raise CardsNotMerged((first, second), "", found.name, differ)
        versions = with_removed(versions, answers[: len(removed)])
        found = merge_cards(versions.first, versions.second, answers[len(removed) :])
    _write((first, second), contents, found.content)
    remember_merge(found.content, is_merged=True)
    return found


def _shown(values: Sequence[str]) -> str:
    return ", ".join(values) or "none"


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if not S_ISREG(status.st_mode):
                raise CardFileNotFound(path, "it is not a regular file")
            content = file.read(limits.RECORD + 1)
    except OSError as error:
        raise CardFileNotFound(path, str(error.strerror)) from error
    if len(content) > limits.RECORD:
        raise CardFileNotFound(path, f"it is longer than {limits.RECORD >> 20} MB")
    return content


def _write(paths: tuple[str, str], contents: tuple[bytes, bytes], merged: bytes) -> None:
    done: list[tuple[str, bytes]] = []
    try:
        for path, before in zip(paths, contents, strict=True):
            if before != merged:
                target = os.path.realpath(path)
                write_draft(target, [merged], S_IMODE(os.stat(target).st_mode))
                done.append((target, before))
    except OSError as error:
        for target, before in done:
            with suppress(OSError):
                write_draft(target, [before], S_IMODE(os.stat(target).st_mode))
        raise CardsNotMerged(paths, f"they can't be written: {error.strerror}") from error
