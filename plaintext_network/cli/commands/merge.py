"""Makes one contact of two."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.vault.edits.merge_contacts import differing_properties, plan_merge


def run(session: Session) -> int:
    """Run `pnet merge`."""
    options, notebook, writes = session.options, session.notebook, WriteCommand(session)
    first, second = notebook.contact(options.first), notebook.contact(options.second)
    theirs = set()
    if writes.prompter.possible:
        # Asked before the vault is held, on what it says now.
        for name, one, other in differing_properties(notebook.dry_run(), first.path, second.path):
            sides = (f"{one}  ({first.name})", f"{other}  ({second.name})")
            if writes.prompter.choice(f"Which {name} is right?", sides) == 1:
                theirs.add(name)
    with writes.desk() as desk:
        operation = plan_merge(desk, first.path, second.path, theirs)
        return writes.carry_out(desk, operation, [f"merged{operation.what.removeprefix('merge')}"])
