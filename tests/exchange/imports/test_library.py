"""Imports contacts with the library."""

from collections.abc import Callable, Mapping
from pathlib import Path

import plaintext_network as pn
from plaintext_network.exchange import (
    ImportOptions,
    apply_plan,
    load_plan,
    plan_import,
    preview_plan,
    read_contacts,
    store_plan,
)

CARD = "BEGIN:VCARD\nVERSION:3.0\nUID:u1\nFN:Ada Lovelace\nEMAIL:ada@example.org\nEND:VCARD\n"


def test_a_script_plans_an_import_looks_at_it_and_carries_it_out(
    vault: Callable[[Mapping[str, str]], Path], tmp_path: Path
) -> None:
    notebook = pn.open(str(vault({})))
    file = tmp_path / "phone.vcf"
    file.write_text(CARD)
    found = read_contacts(file, name="phone")
    assert (found.kind, found.source) == ("vcard", "phone")
    plan = plan_import(notebook, found, ImportOptions(tags=("new",)))
    assert plan.counts()["added"] == 1
    result, operation = preview_plan(notebook, plan)
    assert [step.path for step in operation.steps] == ["contacts/Ada Lovelace.md"]
    assert not notebook.has_contacts
    result = apply_plan(notebook, plan)
    assert [planned.path for planned in result.plan.of("added")] == ["contacts/Ada Lovelace.md"]
    assert notebook.contact("ada").facts.tags == ("new",)
    assert plan_import(notebook, read_contacts(file, name="phone")).counts()["same"] == 1
    assert notebook.undo() == "import from phone: 1 added"


def test_a_plan_is_stored_and_loaded_with_the_photos_of_its_address_book(
    vault: Callable[[Mapping[str, str]], Path], tmp_path: Path
) -> None:
    notebook = pn.open(str(vault({})))
    file, plan_file = tmp_path / "phone.vcf", str(tmp_path / "plan.json")
    file.write_text(CARD.replace("END", "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=\nEND"))
    store_plan(plan_file, plan_import(notebook, read_contacts(file)))
    result = apply_plan(notebook, load_plan(plan_file))
    assert result.plan.counts()["added"] == 1
    assert (Path(notebook.root) / "attachments/Ada Lovelace.png").read_bytes() == b"\x89PNG\r\n\x1a\n"
    file.write_text(CARD)
    assert notebook.undo()
    assert apply_plan(notebook, load_plan(plan_file)).plan.counts()["refused"] == 1
