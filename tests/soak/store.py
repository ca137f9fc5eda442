"""Lists the scenes in which a fault hits a transaction, without a command around it."""

import os
import sys
from pathlib import Path

from tests.soak.trials import Scene

# The interpreter itself, and not what starts one: each trial starts three.
PYTHON = [os.path.realpath(sys.executable), "-I", "-S"]
CHILD = [*PYTHON, str(Path(__file__).with_name("child.py"))]


def _vault(root: Path) -> None:
    (root / "people").mkdir()
    (root / "Ada.md").write_text("# Ada\n\ncadence: 1 month\n")
    (root / "Ada.md").chmod(0o644)
    (root / "people/Bo.md").write_text("# Bo\n")
    (root / "people/Cy.md").write_text("# Cy\n")
    (root / "people/Cy.md").chmod(0o640)
    for number in range(6):
        (root / f"{number}.md").write_text(f"[[Bo]] {number}\n")


_HEAL, _UNDO = [*CHILD, "heal"], [*CHILD, "undo"]
SCENES = (
    *(Scene(name, _vault, [*CHILD, name], _HEAL, _UNDO) for name in ("three", "many", "replaced")),
    Scene("undo", _vault, _UNDO, _HEAL, first=[*CHILD, "three"]),
)
