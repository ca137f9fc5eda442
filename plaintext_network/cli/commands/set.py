"""Implements `pnet set`: sets, extends, shortens or removes one property, and prints old and new."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import ValueInvalid


def run(session: Session) -> int:
    """Run `pnet set`."""
    options, writes = session.options, WriteCommand(session)
    how = "unset" if options.unset else "set"
    values = list(options.value)
    for option in ("add", "remove"):
        # Values may come before the option as well as after it.
        if (items := getattr(options, option)) is not None:
            how, values = option, [*values, *items]
    if bool(values) == (how == "unset"):
        expected = "--unset takes no value" if values else "give a value, or --unset"
        raise ValueInvalid(options.property, " ".join(values), expected)
    path = session.notebook.path(options.name)
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
        return writes.carry_out(desk, draft.operation(f"{what} ({draft.name})"), [summary])
