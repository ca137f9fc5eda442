"""Implements `pnet archive`: archives a contact, or with --undo brings one back."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.vault.edits.archive_contact import plan_archive, plan_unarchive


def run(session: Session) -> int:
    """Run `pnet archive`."""
    options, writes = session.options, WriteCommand(session)
    person = session.notebook.contact(" ".join(options.name))
    with writes.desk() as desk:
        operation = (plan_unarchive if options.undo else plan_archive)(desk, person.path)
        if not operation.steps:
            is_already = "not archived" if options.undo else "archived already"
            session.screen.note(f"nothing to change: {person.name} is {is_already}")
            return 0
        if options.undo:
            return writes.carry_out(desk, operation, [f"{person.name} is active again"])
        before = person.contact.status
        was = "" if before == "active" else f" (was {before})"
        return writes.carry_out(desk, operation, [f"archived {person.name}{was}"])
