"""Implements `pnet delete`: asks on a terminal, then moves a note to the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import Cancelled, NameIncomplete
from plaintext_network.model.language.normalize import bare_target, name_key, without_ending
from plaintext_network.vault.edits.delete_note import note_content, plan_delete

if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook


def run(session: Session) -> int:
    """Run `pnet delete`."""
    options, notebook, writes = session.options, session.notebook, WriteCommand(session)
    path = notebook.path(" ".join(options.name))
    content = note_content(notebook.dry_run(), path)
    if not (writes.prompter.possible or options.yes or writes.dry) and not _is_whole(
        notebook, path, " ".join(options.name)
    ):
        raise NameIncomplete(" ".join(options.name), content.name, path)
    # Without a terminal it needs no question: the trash and `undo` have every byte.
    if writes.prompter.possible and not (options.yes or writes.dry):
        if content.contains:
            session.screen.warn(f"{path} has {content.contains}")
        if content.linked_from:
            point = "points" if len(content.inbound.links) == 1 else "point"
            session.screen.warn(f"{content.linked_from} {point} to it")
        if not writes.prompter.yes(f"Delete {content.name}?", default=False):
            raise Cancelled
    with writes.desk() as desk:
        operation = plan_delete(desk, path)
        code = writes.carry_out(desk, operation, [f"deleted {content.name}"])
    if not writes.dry:
        session.screen.note(("muted", "to bring it back: pnet undo"))
    return code


def _is_whole(notebook: Notebook, path: str, typed: str) -> bool:
    """Return whether the words are a whole name of a note, its path or an address of it, not part of one."""
    facts = notebook.index.notes[path]
    emails = facts.contact.emails if facts.contact else ()
    whole = (path, without_ending(path), facts.name, facts.stem, *facts.aliases, *emails)
    return name_key(bare_target(typed)) in set(map(name_key, map(bare_target, whole)))
