"""The outline of a note, and people found by a part of their name."""

from pathlib import Path

import pytest

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.features.symbols import MOST, DocumentSymbol, document_symbols, workspace_symbols
from tests.lsp.view_of import view_of

ADA, NOTE = "contacts/Ada Byrne.md", "notes/Draft.md"


def outline(symbols: tuple[DocumentSymbol, ...], document: Document, depth: int = 0) -> list[str]:
    """Return a line for each symbol: how deep it is, its kind, its name, its detail, and its first and last line."""
    found = []
    for each in symbols:
        lines = f"{each.range.start.line}-{each.range.end.line}"
        detail = f" ({each.detail})" if each.detail else ""
        found.append(f"{'  ' * depth}{each.kind} {each.name}{detail} {lines}")
        found += outline(each.children, document, depth + 1)
    return found


def outline_of(root: Path, path: str, text: str) -> list[str]:
    view = view_of(root, {ADA: "", "contacts/Bo Lund.md": ""}, {path: text})
    return outline(document_symbols(view, view.document(path)), view.document(path))


def test_log_entries_and_tasks_are_below_their_heading(tmp_path: Path) -> None:
    text = """---
cadence: monthly
---
# Ada
Knows engines.
- [ ] send the slides due:: 2026-12-01

## Log
- 2026-11-20 call: about [[Bo Lund|Bo]] [with:: Bo Lund]
  - [x] ask Bo
- 2026-11-02 lunch
- no day

# Work
- [x] done with it
- an item
"""
    assert outline_of(tmp_path, ADA, text) == [
        "property Properties 0-2",
        "heading Ada 3-12",
        "  task send the slides (open, due 2026-12-01) 5-5",
        "  heading Log 7-12",
        "    entry 2026-11-20 call: about Bo 8-9",
        "      task ask Bo (done) 9-9",
        "    entry 2026-11-02 lunch 10-10",
        "heading Work 13-16",
        "  task done with it (done) 14-14",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("just text\n", []),
        ("# \n", ["heading # 0-1"]),
        ("One\n===\nTwo\n---\n", ["heading One 0-4", "  heading Two 2-4"]),
        ("## B\n# A\n### C\n## D\n", ["heading B 0-0", "heading A 1-4", "  heading C 2-2", "  heading D 3-4"]),
        ("# [[Ada Byrne|Ada]] & **Bo**\r\n# Two", ["heading Ada & **Bo** 0-0", "heading Two 1-1"]),
        ("- [ ] `# no`\n```\n# no\n- [ ] no\n```\n", ["task `# no` (open) 0-0"]),
        ("%%\n# no\n%%\n# Yes\n", ["heading Yes 3-4"]),
        ("> # Quoted\n> - [ ] task\n", ["heading Quoted 0-2", "  task task (open) 1-1"]),
        ("- [ ] one\n  - [ ] two\n    - [x] three\n- [ ] four\n",
         ["task one (open) 0-2", "  task two (open) 1-2", "    task three (done) 2-2", "task four (open) 3-3"]),
        ("---\nunclosed: [\n---\n# A\n", ["heading A 3-4"]),
        ("🌍\u2028\x0b\n# A\x85b\n", ["heading A\x85b 1-2"]),
    ],
)  # fmt: skip
def test_the_outline_of_any_note(tmp_path: Path, text: str, found: list[str]) -> None:
    assert outline_of(tmp_path, NOTE, text) == found


def test_a_tagged_line_of_a_daily_note_is_an_entry(tmp_path: Path) -> None:
    text = "- breakfast with [[Ada Byrne]] #touch\n- nothing\n- TODO call\n"
    assert outline_of(tmp_path, "daily/2026-11-20.md", text) == [
        "entry 2026-11-20 breakfast with Ada Byrne 0-0",
        "task call (open) 2-2",
    ]


def test_each_symbol_is_within_the_one_above_and_has_its_first_line_selected(tmp_path: Path) -> None:
    text = "# A\n  - [ ] one 🌍\n    more\n\n## B\n- 2026-11-20 call\n\n\n# C"
    view = view_of(tmp_path, {}, {ADA: text})
    waiting = [*document_symbols(view, view.document(ADA))]
    assert waiting
    while waiting:
        symbol = waiting.pop()
        assert symbol.range.start <= symbol.selection.start <= symbol.selection.end <= symbol.range.end
        assert symbol.selection.start.line == symbol.selection.end.line
        for child in symbol.children:
            assert symbol.range.start <= child.range.start <= child.range.end <= symbol.range.end
        waiting += symbol.children


PEOPLE = {
    ADA: "---\nemails: [ada@kiln.example]\norganization: Kiln\naliases: [Countess]\n---\n",
    "contacts/Bo Adams.md": "---\nprivate: true\n---\n",
    "contacts/Camada Lund.md": "",
    "people/Ada Byrne.md": "---\ntype: person\n---\n",
    "organizations/Adder.md": "",
    "organizations/The Adder.md": "---\naliases: [Great Adder]\n---\n",
    "events/Adder Fair.md": "",
    "goals/Add users.md": "",
    "notes/Adding.md": "",
    "notes/Not adding.md": "",
    "interactions/2026-11-20 Adding.md": "",
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (
            "ada",
            [
                "contact Ada Byrne (Kiln)",
                "contact Ada Byrne (people)",
                "contact Bo Adams (contacts)",
                "contact Camada Lund (contacts)",
            ],
        ),
        (
            "add",
            [
                "organization Adder (organizations)",
                "organization The Adder (organizations)",
                "event Adder Fair (events)",
                "goal Add users (goals)",
                "note Adding (notes)",
            ],
        ),
        ("countess", ["contact Ada Byrne (Kiln)"]),
        ("kiln.ex", ["contact Ada Byrne (Kiln)"]),
        ("byrne ada", ["contact Ada Byrne (Kiln)", "contact Ada Byrne (people)"]),
        ("great", ["organization The Adder (organizations)"]),
        ("2026-11", ["note 2026-11-20 Adding (interactions)"]),
        ("nobody", []),
        ("zzz", []),
    ],
)
def test_people_come_first_best_first_then_other_notes(tmp_path: Path, query: str, found: list[str]) -> None:
    view = view_of(tmp_path, PEOPLE)
    symbols = workspace_symbols(view, query)
    assert [f"{each.kind} {each.name} ({each.container})" for each in symbols] == found


def test_unsaved_names_are_found(tmp_path: Path) -> None:
    unsaved = {"contacts/Eve.md": "", ADA: "---\nname: Augusta\n---\n", "notes/Adonis.md": ""}
    view = view_of(tmp_path, PEOPLE, unsaved)
    assert [each.name for each in workspace_symbols(view, "eve")] == ["Eve"]
    assert [each.location.path for each in workspace_symbols(view, "august")] == [ADA]
    assert [each.location.path for each in workspace_symbols(view, "ado")] == ["notes/Adonis.md"]


def test_everybody_is_found_without_words_up_to_a_limit(tmp_path: Path) -> None:
    view = view_of(tmp_path, {f"contacts/Person {number:03}.md": "" for number in range(MOST + 5)})
    found = [each.name for each in workspace_symbols(view, " ")]
    assert found == [f"Person {number:03}" for number in range(MOST)]
    assert len(workspace_symbols(view, "person")) == MOST
