"""Implements `pnet merge`: asks about conflicting values, then merges two contacts."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.vault.edits.merge_contacts import differing_properties, plan_merge


def run(session: Session) -> int:
    """Run `pnet merge`."""
    options, notebook = session.options, session.notebook
    first, second = notebook.contact(options.first), notebook.contact(options.second)
    return merge(WriteCommand(session), first.path, second.path, former=options.former)


def merge(writes: WriteCommand, first: str, second: str, *, former: bool = False) -> int:
    """Merge the contact at the second path into that at the first, after asking about values that differ."""
    notebook = writes.session.notebook
    names = notebook.contact_at(first).name, notebook.contact_at(second).name
    theirs = set()
    if writes.prompter.possible:
        # Ask before taking the lock, so that no other pnet waits for the answer.
        for name, one, other in differing_properties(notebook.dry_run(), first, second):
            sides = (f"{one}  ({names[0]})", f"{other}  ({names[1]})")
            if writes.prompter.choice(f"Keep which {name}?", sides) == 1:
                theirs.add(name)
    with writes.desk() as desk:
        operation = plan_merge(desk, first, second, theirs, former=former)
        return writes.carry_out(desk, operation, [f"merged{operation.what.removeprefix('merge')}"])
