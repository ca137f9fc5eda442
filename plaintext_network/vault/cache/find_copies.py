"""Finds the notes that a change turns into conflict copies, or back. Reads no file itself."""

from collections.abc import Callable, Iterable, Mapping

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.kinds import conflict_copies
from plaintext_network.vault.cache.parse_files import copied_note


def find_copies(
    new_facts: Mapping[str, Facts | None],
    stored_facts: Callable[[str], Facts | None],
    is_copy: Callable[[str], bool],
    beginning: Callable[[str, str], Iterable[str]],
) -> dict[str, str | None]:
    """Return by path the name of the original of each note that may have become a conflict copy; None for any other.

    `new_facts` are those of the changed notes; `stored_facts` and `is_copy` answer for a path as it was before, and
    `beginning` returns the paths in a folder, which ends in `/`, whose names have a beginning.
    """
    candidates: set[str] = {path for path, facts in new_facts.items() if facts is not None}
    for path in new_facts:
        folder, slash, original = path.rpartition("/")
        folder += slash
        starts = (original[:-3], *(words + original[:-3] for words in conflict_copies.COPY_OF))
        candidates.update(
            similar
            for start in starts
            for similar in beginning(folder, start)
            if original in conflict_copies.maybe_copy_of(similar[len(folder) :])
        )

    def facts_of(path: str) -> Facts | None:
        return new_facts[path] if path in new_facts else stored_facts(path)

    copies: dict[str, str | None] = {}
    for path in candidates:
        facts = facts_of(path)
        copied = copied_note(path, facts, facts_of) if facts else None
        if copied or is_copy(path):
            copies[path] = copied
    return copies
