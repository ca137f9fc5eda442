"""Writes with the store alone, heals, or undoes. Run as `python -I -S child.py WHAT ROOT`; imports no more than that needs."""

import os
import sys
from contextlib import suppress

sys.path.insert(0, __file__.rsplit("/", 3)[0])

from plaintext_network.errors import PnetError
from plaintext_network.vault.transaction import transaction
from plaintext_network.vault.transaction.record import FileStep, Operation
from plaintext_network.vault.transaction.write_lock import hold_write_lock

ADA, BO, CY = b"# Ada\n\ncadence: 1 month\n", b"# Bo\n", b"# Cy\n"
OPERATIONS = {
    # A file is written, one made in a new folder, one moved.
    "three": (
        FileStep("Ada.md", ADA, ADA + b"last: 2026-11-26\n"),
        FileStep("log/2026/Coffee.md", None, b"with Ada\n"),
        FileStep("log/Bo.md", BO, BO, "people/Bo.md"),
    ),
    # As a contact is renamed, and all that link to it follow.
    "many": (
        FileStep("people/Bob.md", BO, b"# Bob\n", "people/Bo.md"),
        *(FileStep(f"{n}.md", b"[[Bo]] %d\n" % n, b"[[Bob]] %d\n" % n) for n in range(6)),
    ),
    # As two contacts become one.
    "large": (FileStep("Ada.md", ADA, ADA * 2), FileStep("log/Coffee.md", None, b"0123456789abcdef" * 8192)),
    "replaced": (
        FileStep("people/Cy.md", CY, None),
        FileStep("people/Bo.md", BO, BO + CY),
        FileStep("Cy.md", None, b""),
    ),
}


def main(what: str, root: str) -> tuple[int, object]:
    """Do one thing; return the exit status and what is to be said."""
    try:
        if what == "heal":
            return 0, transaction.recover(root)
        with hold_write_lock(root):
            operation = transaction.undo(root) if what == "undo" else Operation(what, OPERATIONS[what])
            return 0, transaction.perform(root, operation)
    except PnetError as error:
        return error.exit_code, error


code, said = main(*sys.argv[1:])
# Whether that can be said is not what is tried.
with suppress(OSError):
    os.write(1, f"{said}\n".encode("utf-8", "replace"))
sys.exit(code)
