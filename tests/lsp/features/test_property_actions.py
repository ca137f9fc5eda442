"""A property with nearly a known name can get that name; one that a vault uses stays what it is."""

from pathlib import Path

import pytest

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.actions.action import ActionRequest
from plaintext_network.lsp.features.actions.property_actions import offer_property_names
from plaintext_network.vault.notebook import Notebook
from tests.lsp.features.offered_actions import Offered
from tests.lsp.view_of import TODAY

DEE = "contacts/Dee.md"
PERSON = "---\ntype: person\n"


@pytest.mark.parametrize(
    ("line", "name", "after"),
    [
        ("birt‸hdy: 2001-10-09", "birthday", "birthday: 2001-10-09"),
        ("organisaton: Kiln‸", "organisation", "organisation: Kiln"),
        ("orgnaization: ‸[[Kiln]] # here", "organization", "organization: [[Kiln]] # here"),
        ('"locaton": ‸Lund', "location", "location: Lund"),
        ("cadance: ‸weekly", "cadence", "cadence: weekly"),
    ],
)
def test_a_property_gets_the_name_that_it_means(tmp_path: Path, line: str, name: str, after: str) -> None:
    offered = Offered(tmp_path, f"{PERSON}{line}\n---\nHi\n", {}, DEE)
    assert offered.applied(f"Rename the property to “{name}”") == {DEE: f"{PERSON}{after}\n---\nHi\n"}


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("tea: ‸green", ""),
        # The vault has it elsewhere, too.
        ("roles2: ‸x", "roles2: y"),
        ("rolle: ‸x", "rolle: y"),
        # The note has what it would become.
        ("birthdy: ‸2001-10-09\nbirthday: 2001-10-09", ""),
        ("role: ‸x", ""),
    ],
)
def test_a_property_of_ones_own_is_left_alone(tmp_path: Path, line: str, other: str) -> None:
    offered = Offered(tmp_path, f"{PERSON}{line}\n---\n", {"contacts/Bo.md": f"{PERSON}{other}\n---\n"}, DEE)
    assert not [title for title in offered.titles if title.startswith("Rename the property")]


def test_no_property_of_the_sample_vault_is_taken_for_another() -> None:
    notebook = Notebook(str(Path(__file__).parents[3] / "sample_vault"), TODAY, cache=False)
    offered = []
    for path in notebook.index.notes:
        document = Document(path, notebook.text(path), 1)
        view = EditorView(notebook, {path: document})
        whole = document.lines.range(0, len(document.text))
        offered += [each.title for each in offer_property_names(ActionRequest(view, document, whole, ()))]
    assert not offered
