"""What is derived from a vault is computed once for each of its states, and people are ranked with unsaved texts."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.state_values import of_state, rank_contacts

Write = Callable[[Mapping[str, str]], Path]
TODAY = date(2026, 11, 24)
NOTES = {"contacts/Ada.md": "---\naliases: [Countess]\n---\n", "contacts/Bo.md": ""}


def names(notebook: Notebook, typed: str) -> list[str]:
    return [known[1] for group in rank_contacts(notebook, typed).values() for known in group]


def test_a_value_is_derived_once_until_a_file_changes(vault: Write) -> None:
    root, asked = vault(NOTES), list[str]()

    def count(notebook: Notebook, kind: str) -> int:
        asked.append(kind)
        return len(notebook.index.names.of_kind(kind))

    with Notebook(str(root), TODAY).live() as window:
        assert [of_state(window.now(), count, "contact") for _ in range(3)] == [2, 2, 2]
        assert of_state(window.now(), count, "event") == 0
        assert asked == ["contact", "event"]
        (root / "contacts/Cy.md").write_text("")
        while not window.changed(5):
            pass
        assert of_state(window.now(), count, "contact") == 3


def test_people_are_ranked_with_unsaved_texts(vault: Write) -> None:
    notebook = Notebook(str(vault(NOTES)), TODAY)
    assert names(notebook, "cou") == ["Ada"]
    changed = notebook.over({"contacts/Ada.md": b"---\naliases: [Duchess]\n---\n", "contacts/Cora.md": b""})
    assert names(changed, "cou") == []
    assert names(changed, "duch") == ["Ada"]
    assert names(changed, "co") == ["Cora"]
    assert names(notebook.over({"contacts/Ada.md": None}), "") == ["Bo"]
    assert names(notebook, "cou") == ["Ada"]


def test_after_a_refresh_everything_is_derived_again(vault: Write) -> None:
    root = vault(NOTES)
    notebook = Notebook(str(root), TODAY, cache=False)
    assert names(notebook, "cy") == []
    (root / "contacts/Cy.md").write_text("")
    assert names(notebook, "cy") == []
    notebook.refresh()
    assert names(notebook, "cy") == ["Cy"]
