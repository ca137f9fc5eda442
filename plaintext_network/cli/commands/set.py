"""Implements `pnet set`: changes one property of a note or of several, and prints old and new; or prints the value."""

from argparse import Namespace

from plaintext_network.cli.former_hint import keep_former
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import ValueInvalid, shell_word
from plaintext_network.model.edits.set_property import find_property
from plaintext_network.model.language.normalize import property_key
from plaintext_network.vault.edits.write_session import WriteSession, operation


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
    # Resolve every name before the first write.
    paths = dict.fromkeys(map(session.notebook.path, (options.name, *(options.also or ()))))
    path = next(iter(paths))
    if not values and how == "set":
        if options.also:
            raise ValueInvalid(options.property, "", "--also needs a value to set")
        return _show(session, path)
    if not values and how != "unset":
        raise ValueInvalid(options.property, "", f"give a value to {how}: --{how} VALUE")
    if options.former and how in ("add", "remove"):
        raise ValueInvalid(
            options.property, "", f"--former works with a new value or --unset, not with --{how}"
        )
    with writes.desk() as desk:
        edits = [_Edit(desk, each, how, values, options) for each in paths]
        names = edits[0].draft.name + (f" and {len(edits) - 1} more" if len(edits) > 1 else "")
        what = " ".join((how, options.property, *values)) + f" ({names})"
        steps = [edit.draft.step() for edit in edits]
        notices = [notice for edit in edits for notice in edit.draft.notices]
        status = writes.carry_out(desk, operation(what, steps, notices), *([edit.summary] for edit in edits))
    if not writes.dry:
        for edit in edits:
            _say_how_to_keep(session, edit)
    if property_key(options.property) == "name" and values and not writes.dry:
        new = shell_word(" ".join(values))
        session.screen.note(
            ("muted", f"the note stays {path}; to rename it too: pnet rename {shell_word(path)} {new}")
        )
    return status


class _Edit:
    """One property changed in the draft of one note, and a line that says what changed.

    `left` is the organization that was replaced and not kept; empty for other properties.
    """

    def __init__(
        self, desk: WriteSession, path: str, how: str, values: list[str], options: Namespace
    ) -> None:
        name: str = options.property
        self.draft = draft = desk.draft(path)
        before = draft.value(name)
        definition = find_property(name, draft.facts.kind, desk.rules, any_name=True)
        is_organization = definition is not None and definition.name == "organization"
        self.left = draft.values(name)[:1] if is_organization and not options.former else ()
        if how == "unset":
            draft.unset(name, any_name=options.any, former=options.former)
        elif how == "set":
            draft.set(name, *values, any_name=options.any, former=options.former)
        else:
            edit = {"add": draft.add, "remove": draft.remove}[how]
            edit(name, *values, any_name=options.any)
        self.summary = f"{draft.name}, {name}: {before or 'nothing'} → {draft.value(name) or 'nothing'}"


def _say_how_to_keep(session: Session, edit: _Edit) -> None:
    """Print how to keep an organization that was replaced among the former ones."""
    for old in edit.left:
        if command := keep_former(edit.draft.facts, old, session.notebook.settings.rules):
            session.screen.note(("muted", f"to keep the old organization as a former one: {command}"))


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
