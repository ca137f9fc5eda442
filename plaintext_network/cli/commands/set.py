"""Implements `pnet set`: sets, extends, shortens or removes one property, and prints old and new; or prints the value."""

from collections.abc import Sequence

from plaintext_network.cli.former_hint import keep_former
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import ValueInvalid, shell_word
from plaintext_network.model.edits.set_property import find_property
from plaintext_network.model.language.normalize import property_key
from plaintext_network.vault.edits.write_session import NoteEdit


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
        row = find_property(
            options.property, draft.facts.kind, session.notebook.settings.rules, any_name=True
        )
        old = draft.values(options.property) if row and row.name == "organization" else ()
        if how == "unset":
            draft.unset(options.property, any_name=options.any, former=options.former)
        elif how == "set":
            draft.set(options.property, *values, any_name=options.any, former=options.former)
        else:
            if options.former:
                raise ValueInvalid(options.property, "", f"--former goes with a new value, not with --{how}")
            edit = {"add": draft.add, "remove": draft.remove}[how]
            edit(options.property, *values, any_name=options.any)
        what = " ".join((how, options.property, *values))
        now = draft.value(options.property)
        summary = f"{draft.name}, {options.property}: {before or 'nothing'} → {now or 'nothing'}"
        status = writes.carry_out(desk, draft.operation(f"{what} ({draft.name})"), [summary])
    if old and how != "add" and not options.former and not writes.dry:
        _say_how_to_keep(session, draft, old)
    if property_key(options.property) == "name" and values and not writes.dry:
        new = shell_word(" ".join(values))
        session.screen.note(
            ("muted", f"the note stays {path}; to rename it too: pnet rename {shell_word(path)} {new}")
        )
    return status


def _say_how_to_keep(session: Session, draft: NoteEdit, old: Sequence[str]) -> None:
    """Print how to keep an organization that was replaced among the former ones."""
    if command := keep_former(draft.facts, old[0], session.notebook.settings.rules):
        session.screen.note(("muted", f"to keep the old one as a former one: {command}"))


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
