"""Sets one property in each of many real notes, in a copy, and reports what else changed."""

# ruff: noqa: T201
# It tells what came of it.

import argparse
import difflib
import shutil
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from plaintext_network.errors import EditRefused
from plaintext_network.notes.source import decode
from plaintext_network.vault.notebook import Notebook


def main() -> int:
    """Set the cadence of every note below some folders; tell what came of it, and end with 1 where more than that changed."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.notes", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="where notes are looked for; they are copied")
    parser.add_argument("--value", default="2 months")
    options = parser.parse_args()
    ended, reasons, wrong = Counter[str](), Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "pnet.toml").write_text("")
        (root / "contacts").mkdir()
        for number, path in enumerate(
            sorted(p for f in options.folders for p in f.rglob("*.md") if p.is_file())
        ):
            note = root / "contacts" / f"n{number}.md"
            shutil.copyfile(path, note)
            before = note.read_bytes()
            try:
                how = _set(Notebook(str(root), date.today(), cache=False), note, options.value)  # noqa: DTZ011
            except EditRefused as refused:
                how = "refused"
                reasons[refused.reason.partition("(")[0].partition(":")[0][:60]] += 1
            after = note.read_bytes()
            if not _only_that(before, after, how):
                wrong += 1
                print(f"{path}: {how}, and more than that changed", file=sys.stderr)
            ended[how] += 1
            note.unlink()
    print(
        ", ".join(f"{count} {how}" for how, count in ended.most_common())
        + f"; more than that changed: {wrong}"
    )
    for reason, count in reasons.most_common():
        print(f"  {count:5} {reason}")
    return 1 if wrong else 0


def _set(notebook: Notebook, note: Path, value: str) -> str:
    before = note.read_bytes()
    with notebook.write_session() as desk:
        draft = desk.draft(f"contacts/{note.name}")
        draft.set("cadence", value, any_name=True)
        desk.perform(draft.operation("set"))
    if note.read_bytes() == before:
        return "said so already"
    return "with a line changed" if _lines(before) == _lines(note.read_bytes()) else "with lines added"


def _lines(content: bytes) -> int:
    return content.count(b"\n")


def _only_that(before: bytes, after: bytes, how: str) -> bool:
    """Tell whether at most the lines of one property differ, or of a front matter that was not there."""
    if how in ("refused", "said so already"):
        return before == after
    old, new = (decode(content)[0].text.splitlines(keepends=True) for content in (before, after))
    changes = [
        (i, j, k, m)
        for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    if len(changes) != 1:
        return False
    ((i, j, k, m),) = changes
    gone, come = old[i:j], new[k:m]
    # A value may have stood on lines of its own, as a list's item or a block of text.
    concerned = any("cadence" in line for line in (*gone[:1], *come, *old[max(0, i - 1) : i]))
    return concerned and len(come) in (1, 3) and all(line[:1].isspace() for line in gone[1:])


if __name__ == "__main__":
    sys.exit(main())
