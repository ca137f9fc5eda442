"""Implements `pnet rename`: renames a note and counts the links that change with it."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import counted, shell_word
from plaintext_network.model.language.normalize import name_key
from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.files.walk import is_note


def run(session: Session) -> int:
    """Run `pnet rename`."""
    options, writes = session.options, WriteCommand(session)
    with writes.desk() as desk:
        path = session.notebook.path(options.old)
        operation = plan_rename(desk, path, options.new, alias=options.alias)
        changed = [step.path for step in operation.steps if step.moved_from is None]
        noun = "note" if all(map(is_note, changed)) else "file"
        summary = f"renamed{operation.what.removeprefix('rename')}" + (
            f"; updated links in {counted(len(changed), noun)}" if changed else ""
        )
        facts = desk.index.notes[path]
        status = writes.carry_out(desk, operation, [summary])
    if (
        facts.kind == "contact"
        and not (options.alias or writes.dry)
        and name_key(facts.name) != name_key(options.new)
    ):
        new, old = shell_word(options.new), shell_word(facts.name)
        session.screen.note(
            ("muted", f"to find them as {facts.name} too: pnet set {new} aliases --add {old}")
        )
    return status
