"""Implements `pnet merge`: asks about conflicting values, then merges two contacts."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.vault.edits.merge_contacts import differing_properties, plan_merge


def run(session: Session) -> int:
    """Run `pnet merge`."""
    options, notebook, writes = session.options, session.notebook, WriteCommand(session)
    first, second = notebook.contact(options.first), notebook.contact(options.second)
    theirs = set()
    if writes.prompter.possible:
        # Ask before taking the lock, so that no other pnet waits for the answer.
        for name, one, other in differing_properties(notebook.dry_run(), first.path, second.path):
            sides = (f"{one}  ({first.name})", f"{other}  ({second.name})")
            if writes.prompter.choice(f"Keep which {name}?", sides) == 1:
                theirs.add(name)
    with writes.desk() as desk:
        operation = plan_merge(desk, first.path, second.path, theirs, former=options.former)
        return writes.carry_out(desk, operation, [f"merged{operation.what.removeprefix('merge')}"])
