"""Adds a contact."""

from plaintext_network.cli.commands.edit import edit
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import EditorFailed, ProbableDuplicate
from plaintext_network.vault.edits.add_contact import plan_contact

# Each option with the property it gives.
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
    said = {name: getattr(options, option) for option, name in PROPERTIES.items()}
    given = {
        name: (value,) if isinstance(value, str) else tuple(value)
        for name, value in said.items()
        if value is not None
    }
    path = new_contact(WriteCommand(session), " ".join(options.name), given, force=options.force)
    if options.edit and not options.dry_run:
        try:
            edit(session, path)
        except EditorFailed as failed:
            # The contact is there all the same.
            session.screen.report_error(failed)
    return 0


def new_contact(
    writes: WriteCommand, name: str, given: dict[str, tuple[str, ...]], *, force: bool = False
) -> str:
    """Make a contact's note and return its path; who may be there already is asked about on a terminal."""
    if not force and writes.prompter.possible:
        try:
            plan_contact(writes.session.notebook.dry_run(), name, given)
        except ProbableDuplicate as double:
            for line in str(double).split("\n")[:-1]:
                writes.screen.warn(line)
            if not writes.prompter.yes("Add another contact all the same?", default=False):
                raise
            force = True
    with writes.desk() as desk:
        operation = plan_contact(desk, name, given, force=force)
        writes.carry_out(desk, operation, [f"added {name}"])
        return operation.steps[0].path
