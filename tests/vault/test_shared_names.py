"""What reports derive from names is derived once for all states with the same names, and anew for others."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.network.people.private_names import PrivateNames
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

Vault = Callable[[Mapping[str, str]], Path]

NOTES = {
    "contacts/Ada Vale.md": """---
type: contact
needs: [a word from Kofi, tea with Roe, a chat with Zoe, a week in Leeds, work at Norrsken, lunch with Zed]
likes: [what Zoe Leeds paints, Mina]
---
""",
    "contacts/Zoe Leeds.md": "---\ntype: contact\nprivate: true\norganization: Norrsken\n---\n",
    "contacts/Kofi Roe.md": "---\ntype: contact\nstatus: deceased\n---\n",
    "contacts/Mina Kaya.md": "---\ntype: contact\nlocation: Hull\norganization: Adler\n---\n",
    "notes/Plan.md": "Nothing yet.\n",
}
CHANGES: tuple[tuple[str, str | None], ...] = (
    ("notes/Plan.md", "Met [[Ada Vale]], and Zoe.\n"),
    ("contacts/Ada Vale.md", NOTES["contacts/Ada Vale.md"] + "\nShe sings.\n"),
    ("contacts/Zoe Leeds.md", "---\ntype: contact\norganization: Norrsken\n---\n"),
    ("contacts/Zoe Leeds.md", "---\ntype: contact\nprivate: true\naliases: [Zed]\n---\n"),
    ("contacts/Zoe Leeds.md", None),
    ("contacts/Mina Kaya.md", "---\ntype: contact\nprivate: true\n---\n"),
    ("contacts/Mina Kaya.md", NOTES["contacts/Mina Kaya.md"].replace("Hull", "Leeds")),
    ("contacts/Mina Kaya.md", NOTES["contacts/Mina Kaya.md"].replace("Adler", "Norrsken")),
    ("contacts/Mina Kaya.md", "---\ntype: contact\nformer: Norrsken\naliases: [Kofi Tan]\n---\n"),
    (
        "contacts/Mina Kaya.md",
        NOTES["contacts/Mina Kaya.md"].replace("---\n", "---\naliases: [Zoe Kaya]\n", 1),
    ),
    ("contacts/Mina Kaya.md", NOTES["contacts/Mina Kaya.md"].replace("---\n", "---\nname: Zoe Kaya\n", 1)),
    ("contacts/Kofi Tan.md", "---\ntype: contact\n---\n"),
    ("organizations/Norrsken.md", "---\ntype: organization\n---\n"),
    ("Me.md", "---\ntype: me\norganization: Norrsken\n---\n"),
)


def pages(notebook: Notebook) -> list[object]:
    """Return the page of every contact, which shows what names nobody hidden."""
    return [
        [(line.label, line.text, line.sources) for line in notebook.reports.contact_page(person)]
        for person in notebook.contacts()
    ]


def saved(root: Path, path: str, text: str | None) -> list[object]:
    """Return the pages of the vault in which a text is saved."""
    file = root / path
    before = file.read_bytes() if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")
    try:
        return pages(Notebook(str(root), TODAY, cache=False))
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


def test_an_unsaved_text_changes_whom_a_page_may_name(vault: Vault) -> None:
    root = vault(NOTES)
    plain = pages(Notebook(str(root), TODAY, cache=False))
    expected = [saved(root, *change) for change in CHANGES]
    assert sum(each != plain for each in expected) > len(CHANGES) // 2
    for notebook in (Notebook(str(root), TODAY), Notebook(str(root), TODAY, cache=False)):
        assert pages(notebook) == plain
        # Each once more, after others.
        for (path, text), page in 2 * tuple(zip(CHANGES, expected, strict=True)):
            assert pages(notebook.over({path: None if text is None else text.encode()})) == page, (path, text)


def test_names_are_derived_once_while_texts_change_and_names_do_not(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    make = PrivateNames.__init__

    def counting(names: PrivateNames, *arguments: object) -> None:
        made.append(1)
        make(names, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(PrivateNames, "__init__", counting)
    notebook = Notebook(str(vault(NOTES)), TODAY)
    pages(notebook)
    assert len(made) == 1
    new = "contacts/Kofi Tan.md", b"---\ntype: contact\n---\n"
    for number in range(9):
        pages(notebook.over({"notes/Plan.md": b"Met [[Ada Vale]] %d times.\n" % number}))
    assert len(made) == 1
    for number in range(9):
        pages(notebook.over(dict([new, ("notes/Plan.md", b"%d\n" % number)])))
    assert len(made) == 2
