"""Takes back the last write."""

from plaintext_network.cli.session import Session
from plaintext_network.cli.writes import Writes
from plaintext_network.vault import store


def run(session: Session) -> int:
    """Run `pnet undo`."""
    writes = Writes(session)
    with writes.desk() as desk:
        operation = store.undo(session.notebook.root)
        return writes.carry_out(desk, operation, f"undone: {operation.what}")
