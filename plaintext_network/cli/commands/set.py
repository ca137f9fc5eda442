"""Changes one property of a note."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import ValueInvalid


def run(session: Session) -> int:
    """Run `pnet set`."""
    options, writes = session.options, WriteCommand(session)
    how = "unset" if options.unset else "set"
    values = list(options.value)
    for option in ("add", "remove"):
        # The values may stand before the option or behind it.
        if (given := getattr(options, option)) is not None:
            how, values = option, [*values, *given]
    if bool(values) == (how == "unset"):
        expected = "`--unset` takes no value" if values else "say the value, or `--unset` it"
        raise ValueInvalid(options.property, " ".join(values), expected)
    path = session.notebook.path(options.name)
    with writes.desk() as desk:
        draft = desk.draft(path)
        before = draft.value(options.property)
        if how == "unset":
            draft.unset(options.property, any_name=options.any)
        else:
            wish = {"set": draft.set, "add": draft.add, "remove": draft.remove}[how]
            wish(options.property, *values, any_name=options.any)
        what = " ".join((how, options.property, *values))
        now = draft.value(options.property)
        told = f"{draft.name}, {options.property}: {before or 'nothing'} → {now or 'nothing'}"
        return writes.carry_out(desk, draft.operation(f"{what} ({draft.name})"), [told])
