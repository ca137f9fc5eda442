"""No position of any text makes an editor's question fail."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.hover import hover
from plaintext_network.lsp.features.links import define, document_links, find_references
from plaintext_network.lsp.features.standing import standing
from plaintext_network.lsp.features.symbols import document_symbols, workspace_symbols
from plaintext_network.lsp.positions import Position
from plaintext_network.vault.notebook import Notebook
from tests.lsp.view_of import TODAY

CORPUS = Path(__file__).parents[2] / "corpus"
PATHS = [
    "contacts/Cy.md",
    "interactions/2026-11-20 Supper.md",
    "journals/2026_11_20.md",
    "events/E.md",
    "x.txt",
]
VAULT = {
    "contacts/Ada Byrne.md": "---\naliases: [Adi]\n---\n",
    "contacts/Kim.md": "",
    "people/Kim.md": "---\ntype: person\n---\n",
    "organizations/Kiln.md": "",
}
LINES = st.sampled_from(
    [
        "---",
        "knows: [Adi, '[[Kim]]', \"[[Adi|x]], Kim\"]",
        "organization: &a Kiln",
        "birthday: 02-29",
        "cadence: monthly",
        "follow_up: [2026-02-30 x, 9999-12-31 y]",
        "with: *a",
        "photo: [x]",
        "- 2026-11-20 call: [with:: [[Kim]], Adi] [cadence:: weekly]",
        "[a](contacts/Ada%20Byrne.md#x)[[#x]][[Adi#^b]]![[a.png]]",
        "# [[Kim]] ^b",
        "- [ ] due:: 2026-12-01 📅 2026-13-01",
        "```",
        "<!--",
        "%%",
        "<<<<<<< ours",
        ">>>>>>> theirs",
        "",
    ]
)
ANY_TEXT = st.builds(
    lambda lines, end, rest: end.join(lines) + rest,
    st.lists(LINES, max_size=8),
    st.sampled_from(["\n", "\r\n", "\r", "\n\0"]),
    st.text(st.characters(), max_size=9),
)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    root = tmp_path_factory.mktemp("vault")
    (root / "pnet.toml").touch()
    for path, text in VAULT.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text)
    return Notebook(str(root), TODAY, cache=False)


def ask_everything(view: EditorView, document: Document) -> None:
    lines = document.lines.starts
    for line, column in product({0, 1, 2, 3, 5, 8, len(lines) - 1, len(lines) + 9}, (0, 1, 8, 30, 10**9)):
        at = Position(line, column)
        found = hover(view, document, at)
        assert found is None or (found.text and found.range.start <= found.range.end)
        define(view, document, at)
    find_references(view, document, Position(0, 0), declaration=True)
    for link in document_links(view, document):
        assert link.range.start < link.range.end
    document_symbols(view, document)
    standing(view, document)
    workspace_symbols(view, document.text)


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT)
def test_any_text_has_answers(vault: Notebook, path: str, text: str) -> None:
    document = Document(path, text, 1)
    ask_everything(EditorView(vault, {path: document}), document)


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.md")), ids=lambda file: file.name)
def test_odd_notes_have_answers(vault: Notebook, file: Path) -> None:
    text = file.read_bytes().decode("utf-8", "replace")
    for path in PATHS[:2]:
        document = Document(path, text, 1)
        ask_everything(EditorView(vault, {path: document}), document)
