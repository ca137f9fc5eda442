"""Implements `pnet delete`: asks on a terminal, then moves a note to the trash."""

from plaintext_network.cli.errors import Cancelled, NameIncomplete
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.network.people.contact_names import is_whole_name
from plaintext_network.vault.edits.delete_note import note_content, plan_delete


def run(session: Session) -> int:
    """Run `pnet delete`."""
    options, notebook, writes = session.options, session.notebook, WriteCommand(session)
    typed = " ".join(options.name)
    path = notebook.path(typed)
    content = note_content(notebook.dry_run(), path)
    unasked = options.yes or writes.dry
    if not (unasked or writes.prompter.possible) and not is_whole_name(notebook.index.notes[path], typed):
        raise NameIncomplete(typed, content.name, path)
    # Without a terminal it needs no question: the trash and `undo` have every byte.
    if writes.prompter.possible and not unasked:
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
