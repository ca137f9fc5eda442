"""Implements `pnet set`: sets, extends, shortens or removes one property, and prints old and new; or prints the value."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import ValueInvalid, shell_word
from plaintext_network.model.language.normalize import property_key


def run(session: Session) -> int:
    """Run `pnet set`."""
    options, writes = session.options, WriteCommand(session)
    how = "unset" if options.unset else "set"
    values = list(options.value)
    for option in ("add", "remove"):
        # Values may come before the option as well as after it.
        if (items := getattr(options, option)) is not None:
            how, values = option, [*values, *items]
    if values and how == "unset":
        raise ValueInvalid(options.property, " ".join(values), "--unset takes no value")
    path = session.notebook.path(options.name)
    if not values and how == "set":
        return _show(session, path)
    if not values and how != "unset":
        raise ValueInvalid(options.property, "", f"give a value to {how}: --{how} VALUE")
    with writes.desk() as desk:
        draft = desk.draft(path)
        before = draft.value(options.property)
        if how == "unset":
            draft.unset(options.property, any_name=options.any)
        else:
            edit = {"set": draft.set, "add": draft.add, "remove": draft.remove}[how]
            edit(options.property, *values, any_name=options.any)
        what = " ".join((how, options.property, *values))
        now = draft.value(options.property)
        summary = f"{draft.name}, {options.property}: {before or 'nothing'} → {now or 'nothing'}"
        status = writes.carry_out(desk, draft.operation(f"{what} ({draft.name})"), [summary])
    if property_key(options.property) == "name" and values and not writes.dry:
        new = shell_word(" ".join(values))
        session.screen.note(
            ("muted", f"the note stays {path}; to rename it too: pnet rename {shell_word(path)} {new}")
        )
    return status


def _show(session: Session, path: str) -> int:
    """Print the value that a property has now, and how to change it."""
    name = session.options.property
    draft = session.notebook.dry_run().draft(path)
    value = draft.value(name)
    session.screen.print(f"{draft.name}, {name}: {value or 'nothing'}")
    session.screen.note(
        ("muted", f"to change it, add a value: pnet set {shell_word(draft.name)} {shell_word(name)} VALUE")
    )
    return 0
