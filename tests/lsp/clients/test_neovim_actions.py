"""What Neovim writes after a code action, and `:wall`, are the bytes that the edits mean: at ends of notes and of lines, too."""

import json
import shutil
from pathlib import Path

import pytest

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.code_actions import code_actions, resolve_action
from plaintext_network.lsp.features.diagnostics import diagnose
from plaintext_network.lsp.positions import Range
from plaintext_network.vault.notebook import Notebook
from tests.lsp.apply_edit import apply_edit
from tests.lsp.clients.neovim import VERSIONS, Neovim
from tests.lsp.clients.place import Place
from tests.lsp.view_of import TODAY

pytestmark = [pytest.mark.system, pytest.mark.parametrize("version", VERSIONS)]

PERSON = "---\ntype: person\n---\n"
NOTES = {
    # The note, the text at the cursor, and the beginning of the action's title.
    "contacts/A End.md": (f"{PERSON}# A End\n\n## Log\n", "# A", "Log a touch"),
    "contacts/B Cut.md": (f"{PERSON}# B Cut\n\n## Log\n\n- 2026-01-01 tea", "# B", "Log a touch"),
    "contacts/C Crlf.md": (f"{PERSON}# C Crlf\n".replace("\n", "\r\n"), "# C", "Log a touch"),
    "contacts/D Mark.md": (f"\ufeff{PERSON}# D Mark\n", "# D", "Snooze"),
    "contacts/E Bare.md": ("# E Bare\n", "# E", "Snooze"),
    "contacts/F Task.md": (f"{PERSON}- [ ] e\u0301 😀 ask 📅 2026-11-20 🔁 every week", "ask", "Tick"),
    "contacts/G Two.md": (f"{PERSON}\nMet E Bare and 😀 [[Nobody Heere]]\n", "Nobody", "Add the contact"),
    "contacts/H Name.md": (f"{PERSON}\n😀 Met E Bare today\n", "E Bare", "Link “E Bare”"),
    "contacts/I Side.md": (f"{PERSON}\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> b\n", "one", "Keep theirs"),
    "contacts/J Lost.md": ("---\ntype: person\nrole: a\n\nHello\n", "---", "Close the front matter"),
}  # fmt: skip


def meant(root: Path, path: str, cursor: str, title: str) -> None:
    """Apply an action to the files of a vault."""
    notebook = Notebook(str(root), TODAY, cache=False)
    document = Document(path, notebook.text(path), 1)
    view = EditorView(notebook, {path: document})
    at = document.lines.position(document.text.index(cursor))
    found = code_actions(view, document, Range(at, at), diagnose(view, document))
    data = next(each.data for each in found if each.title.startswith(title))
    apply_edit(root, view, resolve_action(view, document, data))


def test_an_action_writes_the_bytes_that_it_means(place: Place, version: str) -> None:
    place.write("pnet.toml", '[log]\nwrite = "log"\n')
    for path, (text, _, _) in NOTES.items():
        place.write(path, text)
    beside = place.vault.parent / "beside"
    shutil.copytree(place.vault, beside)
    nvim = Neovim(place, version, next(iter(NOTES)))
    # Otherwise, Neovim ends each last line that has no ending.
    nvim.runs("set nofixendofline")
    for path, (_, cursor, title) in NOTES.items():
        meant(beside, path, cursor, title)
        nvim.runs(f"edit {path.replace(' ', chr(92) + ' ')}")
        nvim.waits("attached()")
        nvim.asks(f"at({json.dumps(cursor, ensure_ascii=False)})")
        nvim.starts(f"act({json.dumps(title, ensure_ascii=False)})")
        nvim.waits("acted")
        nvim.waits("vim.bo.modified or #vim.fn.getbufinfo({ bufmodified = 1 }) > 0")
        nvim.runs("wall")
    assert place.texts() == place.texts(beside)
