"""Implements `pnet add`. The contact's note itself is written by `vault.edits.add_contact`."""

from plaintext_network.cli.commands.edit import edit
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import EditorFailed, ProbableDuplicate
from plaintext_network.vault.edits.add_contact import plan_contact

# Each option with the property it sets.
PROPERTIES = {
    "alias": "aliases",
    "email": "emails",
    "phone": "phones",
    "link": "links",
    "organization": "organization",
    "role": "role",
    "location": "location",
    "circle": "circles",
    "tag": "tags",
    "cadence": "cadence",
    "birthday": "birthday",
    "met_on": "met_on",
    "met_at": "met_at",
    "through": "met_through",
}


def run(session: Session) -> int:
    """Run `pnet add`."""
    options = session.options
    values = {name: getattr(options, option) for option, name in PROPERTIES.items()}
    properties = {
        name: (value,) if isinstance(value, str) else tuple(value)
        for name, value in values.items()
        if value is not None
    }
    path = new_contact(WriteCommand(session), " ".join(options.name), properties, force=options.force)
    if options.edit and not options.dry_run:
        try:
            edit(session, path)
        except EditorFailed as failed:
            # The contact was added all the same.
            session.screen.report_error(failed)
    return 0


def new_contact(
    writes: WriteCommand, name: str, properties: dict[str, tuple[str, ...]], *, force: bool = False
) -> str:
    """Create a contact's note and return its path. On a terminal, ask before adding a probable duplicate."""
    if not force and writes.prompter.possible:
        try:
            plan_contact(writes.session.notebook.dry_run(), name, properties)
        except ProbableDuplicate as duplicate:
            for line in str(duplicate).split("\n")[:-1]:
                writes.screen.warn(line)
            if not writes.prompter.yes("Add another contact anyway?", default=False):
                raise
            force = True
    with writes.desk() as desk:
        operation = plan_contact(desk, name, properties, force=force)
        writes.carry_out(desk, operation, [f"added {name}"])
        return operation.steps[0].path
