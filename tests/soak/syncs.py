"""Lists the scenes in which a fault hits a sync: cards and notes changed on both sides, and whatever happens, the next sync ends the same."""

import os
import sys
from pathlib import Path

from tests.soak.trials import Scene

ROOT = Path(__file__).parents[2]
# The vault and the folder of cards are in one folder, which a trial compares as a whole.
_PNET = [
    os.path.realpath(sys.executable),
    "-I",
    "-c",
    f"import sys; sys.path[:0] = {[str(ROOT), *(p for p in sys.path if 'site-packages' in p)]!r}; "
    "root = sys.argv.pop(); sys.argv += ['--today', '2026-11-24', '--no-input', '--vault', root + '/vault']; "
    "from plaintext_network.cli.main import run; run()",
]
_EDIT = (
    "from pathlib import Path; root = Path(sys.argv[-1]); "
    "main = __import__('plaintext_network.cli.main', fromlist=['main']).main; "
    "main(['sync', '--today', '2026-11-24', '--no-input', '--vault', str(root / 'vault')]); "
)
CONFIG = '[sync.phone]\nfolder = "../cards"\nnew = "add"\ngone = "archive"\n'


def _make(root: Path) -> None:
    vault, cards = root / "vault", root / "cards"
    vault.mkdir()
    cards.mkdir()
    (vault / "pnet.toml").write_text(CONFIG)
    for number in range(6):
        (vault / f"Person {number}.md").write_text(
            f"---\ntype: contact\nuid: person-{number}\nemails: [p{number}@example.org]\nrole: Baker\n---\nText.\n"
        )


def edit(root: Path) -> None:
    """Change a synced vault and its cards: notes, cards, one person on both sides, one conflict, one new and one gone each."""
    vault, cards = root / "vault", root / "cards"
    files = {
        name: path
        for path in cards.glob("*.vcf")
        for name in range(6)
        if f"p{name}@".encode() in path.read_bytes()
    }
    _replace(vault / "Person 0.md", "role: Baker", "role: Miller")
    _replace(vault / "Person 1.md", "role: Baker", "role: Miller")
    _replace(files[1], "END:VCARD", "TEL;TYPE=CELL:+1 555 0102\r\nEND:VCARD")
    _replace(files[2], "TITLE:Baker", "TITLE:Cook")
    _replace(vault / "Person 3.md", "role: Baker", "role: Farmer")
    _replace(files[3], "TITLE:Baker", "TITLE:Pilot")
    (vault / "Person 4.md").unlink()
    files[5].unlink()
    (vault / "Wanjiru Achieng.md").write_text(
        "---\ntype: contact\nuid: wanjiru-1\nemails: [w@example.org]\n---\n"
    )
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:grace-1",
        "N:Hopper;Grace;;;",
        "FN:Grace Hopper",
        "EMAIL:g@example.org",
        "END:VCARD",
        "",
    ]
    (cards / "grace-1.vcf").write_bytes("\r\n".join(lines).encode())


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    if old not in text:
        raise ValueError(f"{path}: {text}")
    path.write_bytes(text.replace(old, new).encode())


_FIRST = [
    *_PNET[:3],
    f"import sys; sys.path[:0] = {[str(ROOT), *(p for p in sys.path if 'site-packages' in p)]!r}; {_EDIT}"
    "from tests.soak.syncs import edit; edit(root)",
]
_SYNC = [*_PNET, "sync", "--deletes"]
SCENES = (
    Scene("sync", _make, _SYNC, _SYNC, [*_PNET, "undo"], _FIRST, (3, 4), (1,)),
    Scene(
        "undo of a sync",
        _make,
        [*_PNET, "undo"],
        [*_PNET, "list", "-q"],
        None,
        [
            *_FIRST[:3],
            _FIRST[3]
            + "; main(['sync', '--deletes', '--today', '2026-11-24', '--no-input', '--vault', str(root / 'vault')])",
        ],
        (3, 4),
        (1,),
    ),
)
