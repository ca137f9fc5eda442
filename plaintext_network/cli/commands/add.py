"""Implements `pnet add`. The contact's note itself is written by `vault.edits.add_contact`."""

from plaintext_network.cli.commands.due import set_cadence
from plaintext_network.cli.commands.edit import edit
from plaintext_network.cli.errors import Cancelled, EditorFailed
from plaintext_network.cli.output.days import readable_days
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import ProbableDuplicate, ValueInvalid
from plaintext_network.vault.edits.add_contact import plan_contact, planned_cadence

CADENCE_QUESTION = "How often to be in touch, such as monthly? (blank: no regular reminder)"
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
    writes = WriteCommand(session)
    path = new_contact(
        writes, " ".join(options.name), properties, force=options.force, template=options.template
    )
    if options.edit and not options.dry_run:
        try:
            edit(session, path)
        except EditorFailed as failed:
            # The contact was added all the same.
            session.screen.report_error(failed)
    if not options.dry_run:
        _say_what_follows(session, path)
    return 0


def _say_what_follows(session: Session, path: str) -> None:
    """Print when a new contact is due, and that nothing but a cadence makes them due regularly."""
    notebook, screen = session.notebook, session.screen
    if path not in notebook.index.notes:
        # Somebody moved it meanwhile, or it can't be read: it was written all the same.
        return
    person = notebook.contact_at(path)
    entry = session.notebook.next_entry(person)
    if entry and entry.due:
        reason = f"first follow-up ({entry.reason})" if entry.kind == "new" else entry.reason
        late = entry.due < session.today
        when = f"{'since' if late else 'on'} {entry.due}, {readable_days(entry.overdue_by)}"
        if entry.due == session.today:
            when = "today"
        screen.note(("muted", f"due {when}: {reason}"))
    if person.state.lacks_cadence:
        screen.note(("muted", f"no regular reminder to be in touch; to set one: {set_cadence(person.name)}"))


def new_contact(
    writes: WriteCommand,
    name: str,
    properties: dict[str, tuple[str, ...]],
    *,
    force: bool = False,
    template: bool = True,
) -> str:
    """Create a contact's note, from the vault's template unless `template` is false, and return its path.

    On a terminal, ask before adding a probable duplicate, and for a cadence if none applies.
    """
    if writes.prompter.possible:
        desk = writes.session.notebook.dry_run()
        try:
            operation = plan_contact(desk, name, properties, force=force, template=template)
        except ProbableDuplicate as duplicate:
            for line in str(duplicate).split("\n")[:-1]:
                writes.screen.warn(line)
            if not writes.prompter.yes("Add another contact anyway?", default=False):
                raise Cancelled from None
            force = True
            operation = plan_contact(desk, name, properties, force=True, template=template)
        if planned_cadence(desk, operation) is None:
            properties = _with_cadence(writes, name, properties)
    with writes.desk() as desk:
        operation = plan_contact(desk, name, properties, force=force, template=template)
        writes.carry_out(desk, operation, [f"added {name}"])
        return operation.steps[0].path


def _with_cadence(
    writes: WriteCommand, name: str, properties: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Ask for a cadence, and return the properties with it; unchanged for a blank answer."""
    while answer := writes.prompter.line(CADENCE_QUESTION, ""):
        wished = {**properties, "cadence": (answer,)}
        try:
            plan_contact(writes.session.notebook.dry_run(), name, wished, force=True, template=False)
        except ValueInvalid as invalid:
            writes.screen.report_error(invalid)
        else:
            return wished
    return properties
