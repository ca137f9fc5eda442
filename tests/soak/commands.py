"""Lists the scenes in which a fault hits each writing command, run from a shell."""

import os
import sys
from pathlib import Path

from tests.soak.trials import Scene

ROOT = Path(__file__).parents[2]
PNET = [
    os.path.realpath(sys.executable),
    "-I",
    "-c",
    f"import sys; sys.path[:0] = {[str(ROOT), *(p for p in sys.path if 'site-packages' in p)]!r}; "
    "from plaintext_network.cli.main import run; run()",
    "--today",
    "2026-11-24",
    "--no-input",
]
NOTES = {
    "pnet.toml": '[sync.phone]\nfolder = "cards"\nnew = "add"\n',
    "cards/dee.vcf": "BEGIN:VCARD\nVERSION:3.0\nUID:dee-1\nFN:Dee Mo\nTEL:+44 20 7946 0018\nEND:VCARD\n",
    "contacts/Ada Lovelace.md": "---\ncadence: monthly # for now\naliases: [Countess]\n---\n- [ ] send slides 📅 2026-11-20\n\n## Log\n- 2026-01-01 x\n",
    "contacts/Bo Ek.md": "---\nknows: ['[[Ada Lovelace]]']\nrole: a\nrole: a\n---\nwords\n\n## Log\n- 2026-02-01 y\n",
    "interactions/2026/2026-03-01 x.md": '---\nwith: ["[[Ada Lovelace]]", "[[Bo Ek]]"]\n---\n[[Bo Ek|he]]\n',
    "daily/2026-04-01.md": "- call [[Ada Lovelace|Ada]] #touch\n",
    "notes/m.md": "---\nsource: @ann: a letter\n---\n",
    "notes/o.md": "---\nsource: x\nsource: x\n---\nwords\n",
    "notes/n.md": "[Ada](../contacts/Ada%20Lovelace.md) and [[Bo Ek]]\n",
}
COMMANDS = {
    "set": ["set", "ada", "cadence", "2 months"],
    "add to a list": ["set", "ada", "tags", "x", "--add"],
    "snooze": ["snooze", "ada", "in 2 weeks"],
    "promise": ["promise", "bo ek", "friday", "write back"],
    "done": ["done", "send slides"],
    "log a note": ["log", "coffee with Ada and Bo; gave: a book"],
    "log a line": ["log", "coffee with Ada and Bo", "--as", "log"],
    "log a day": ["log", "coffee with Ada and Bo", "--as", "daily"],
    "add": ["add", "Grace Hopper", "--through", "ada"],
    "rename": ["rename", "ada", "Ada King", "--alias"],
    "merge": ["merge", "ada", "bo ek"],
    "sync": ["sync", "phone"],
    "mend": ["check", "--fix", "--severity", "error"],
}


def _vault(root: Path) -> None:
    for path, text in NOTES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def _scene(name: str, words: list[str], first: list[str] | None = None) -> Scene:
    argv, heal, undo = ([*PNET, *each, "--vault"] for each in (words, ["list", "-q"], ["undo"]))
    # Whether a vault is found, and a note can be read, is asked before anything is written.
    return Scene(
        name,
        _vault,
        argv,
        heal,
        None if first else undo,
        [*PNET, *first, "--vault"] if first else None,
        # A check looks at all after it mended what it could, and may be stopped by that.
        () if "check" in words else (2, 3, 4),
        (1, 2, 3, 4) if "check" in words else (),
    )


SCENES = (
    *(_scene(name, words) for name, words in COMMANDS.items()),
    _scene("undo", ["undo"], COMMANDS["rename"]),
)
