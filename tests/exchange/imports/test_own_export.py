"""What pnet exported comes back the same: an import of an export changes nothing, and one edit in it is one change."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.exchange import apply_plan, export_contacts, plan_import, read_contacts
from plaintext_network.vault.notebook import Notebook
from tests.exchange.writers.test_writers import ADA

EXTRAS = ("notes", "tags", "circles", "photos")
PICTURE = b"\x89PNG\r\n\x1a\n" + b"ada" * 900
NOTES = {
    "contacts/Ada Lovelace.md": ADA.replace("uid: urn:uuid:1\n", ""),
    "contacts/Bo.md": "---\nuid: urn:uuid:2\nbirthday: --06-21\noccasions: [08-01 wedding anniversary, 09-02 first\\, last day]\nphoto: bo.png\n---\n",
    "contacts/O'Neil, Tim.md": "---\nlocation: Cork\nstatus: archived\ntags: [a/b]\n---\n#in-the-text\n",
    "contacts/田中 さくら.md": "---\naliases: [Sakura]\nphones: ['(020) 7946-0018 ext. 5']\nformer: [A; B, 'C\\D']\n---\n",
    "contacts/Cy.md": "---\nstatus: deceased\ndied: 2020-01-02\n---\n",
    "friends/Bo.md": "---\ntype: person\norganization: '[[Mint]]'\nrole: =1+1\n---\n",
}


@pytest.fixture
def notebook(
    vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Notebook:
    monkeypatch.setenv("PNET_STATE", str(tmp_path / "state"))
    root = vault(NOTES)
    (root / "bo.png").write_bytes(PICTURE)
    return Notebook(str(root), date(2026, 11, 25), cache=False)


FORMATS = ("vcard 3.0", "vcard 4.0", "vcard 2.1", "csv", "json", "jsonl")


def exported(notebook: Notebook, form: str, query: str = "") -> bytes:
    to, _, version = form.partition(" ")
    export = export_contacts(notebook, query, extras=EXTRAS)
    return b"".join(export.write(to, vcard=version or "3.0"))


@pytest.mark.parametrize("query", ["", "status:deceased"])
@pytest.mark.parametrize("form", FORMATS)
def test_an_import_of_an_export_changes_nothing(notebook: Notebook, form: str, query: str) -> None:
    content = exported(notebook, form, query)
    plan = plan_import(notebook, read_contacts(io.BytesIO(content)))
    assert [
        (one.outcome, one.name, one.change, one.questions) for one in plan.records if one.outcome != "same"
    ] == []
    assert len(plan.records) == (1 if query else 5)


@pytest.mark.parametrize("form", FORMATS)
def test_what_somebody_changed_in_an_export_is_the_only_change(notebook: Notebook, form: str) -> None:
    content = exported(notebook, form).replace(b"Analyst", b"Countess of Engines")
    plan = plan_import(notebook, read_contacts(io.BytesIO(content)))
    changed = [one for one in plan.records if one.outcome != "same"]
    assert [one.path for one in changed] == ["contacts/Ada Lovelace.md"]
    (one,) = changed
    said = [(change.property, change.add) for change in one.change.properties]
    asked = [(question.property, question.theirs) for question in one.questions]
    assert said + asked == [("role", ("Countess of Engines",))]


def test_an_export_fills_an_empty_vault_with_the_same_contacts(notebook: Notebook, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/pnet.toml").touch()
    other = Notebook(str(tmp_path / "other"), date(2026, 11, 25), cache=False)
    content = exported(notebook, "vcard 3.0")
    apply_plan(other, plan_import(other, read_contacts(io.BytesIO(content))))
    again = Notebook(str(tmp_path / "other"), date(2026, 11, 25), cache=False)
    assert cards_of(exported(again, "vcard 3.0")) == cards_of(content)


def cards_of(content: bytes) -> list[list[bytes]]:
    """Return the cards of a file, each with its lines in order."""
    return sorted(sorted(card.split(b"\r\n")) for card in content.split(b"BEGIN:VCARD\r\n"))
