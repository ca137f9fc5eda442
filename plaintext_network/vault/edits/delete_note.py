"""Plans the removal of a note to the vault's trash, and reports what in other notes still leads to it. Changes no other note."""

import os
from collections.abc import Iterator

from plaintext_network.errors import counted
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.inbound_links import InboundLinks, inbound_links, moved_links
from plaintext_network.vault.edits.other_links import other_links_left
from plaintext_network.vault.edits.trash import trash_step
from plaintext_network.vault.edits.write_session import WriteSession, operation
from plaintext_network.vault.transaction.record import Operation

LISTED = 5  # links in the notices; the rest is counted


class NoteContent(NamedTuple):
    """What goes to the trash with a note, and what in other notes leads to it."""

    name: str
    interactions: int
    promises: int
    inbound: InboundLinks

    @property
    def contains(self) -> str:
        """What goes with the note, such as “3 interactions and 1 open promise”; empty if nothing does."""
        return _listed(self.interactions, self.promises)

    @property
    def linked_from(self) -> str:
        """What leads to the note, such as “4 links in 3 notes (2 interactions)”; empty if nothing does."""
        links, among = self.inbound.links, _listed(self.inbound.interactions, self.inbound.promises)
        if not links:
            return ""
        where = f"{counted(len(links), 'link')} in {counted(len(self.inbound.notes), 'note')}"
        return f"{where} ({among})" if among else where


def note_content(desk: WriteSession, path: str) -> NoteContent:
    """Return what is in a note, and what leads to it."""
    facts = desk.index.notes[path]
    later = [each for interaction in facts.interactions for each in interaction.follow_ups]
    later += facts.contact.follow_ups if facts.contact else ()
    promises = sum(task.open for task in facts.tasks) + sum(not each.done for each in later)
    return NoteContent(facts.name, len(facts.interactions), promises, inbound_links(desk.index, path))


def plan_delete(desk: WriteSession, path: str) -> Operation:
    """Plan to move a note to the trash, byte for byte, under a free name. Links to it stay as they are.

    Raises NoteNotFound, or EditRefused if the note can't be read.
    """
    step = trash_step(desk, path, desk.content(path))
    content = note_content(desk, path)
    notices = _notices(desk, path, content)
    return operation(f"delete {content.name}", [step], notices, other_links_left(desk, path))


def _notices(desk: WriteSession, path: str, content: NoteContent) -> Iterator[str]:
    moved = moved_links(desk.index, desk.index.replace({path: None}), path)
    for link, target in moved[:LISTED]:
        yield f"{link.path}:{link.line}: the link “{link.written}” now leads to {target}"
    if more := len(moved) - min(len(moved), LISTED):
        yield f"{more} more {'link now leads' if more == 1 else 'links now lead'} to another note"
    elsewhere = {link for link, _ in moved}
    links = tuple(link for link in content.inbound.links if link not in elsewhere)
    if links:
        left = content._replace(inbound=content.inbound._replace(links=links))
        points = "points" if len(links) == 1 else "point"
        yield f"{left.linked_from} still {points} to it: pnet check lists them"
    folder = path.rpartition("/")[0]
    others = [name for name in desk.names_in(folder) if name != os.path.basename(path)]
    if others and stem_of(path) == os.path.basename(folder):
        yield f"{folder} keeps {counted(len(others), 'other file')}"


def _listed(interactions: int, promises: int) -> str:
    counts = ((interactions, "interaction"), (promises, "open promise"))
    return " and ".join(counted(number, noun) for number, noun in counts if number)
