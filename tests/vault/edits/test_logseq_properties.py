"""Properties of Logseq's pages are written as Logseq writes them, and nothing else changes."""

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do

HAL = "pages/Hal.md"
GRAPH = {"logseq/config.edn": "{}"}
SETTINGS = '[kinds.contact]\ntags = ["person"]\n'


@pytest.mark.parametrize(
    ("before", "name", "values", "after"),
    [
        ("tags:: person\n\n- x\n", "cadence", ["2 months"], "tags:: person\ncadence:: 2 months\n\n- x\n"),
        ("tags:: person\n- x\n", "cadence", ["2 months"], "tags:: person\ncadence:: 2 months\n- x\n"),
        ("tags:: person", "cadence", ["2 months"], "tags:: person\ncadence:: 2 months"),
        ("tags:: person\r\n\r\n- x\r\n", "cadence", ["weekly"], "tags:: person\r\ncadence:: weekly\r\n\r\n- x\r\n"),
        ("- tags:: person\n\t- x\n", "cadence", ["weekly"], "- tags:: person\n  cadence:: weekly\n\t- x\n"),
        ("- tags:: person\n  alias:: H\n- x\n", "cadence", ["weekly"], "- tags:: person\n  alias:: H\n  cadence:: weekly\n- x\n"),
        ("- #person at sea\n  id:: 6f\n", "cadence", ["weekly"], "cadence:: weekly\n\n- #person at sea\n  id:: 6f\n"),
        ("tags:: person\ncadence:: monthly\n", "cadence", ["weekly"], "tags:: person\ncadence:: weekly\n"),
        ("tags:: person\ncadence::\n- x\n", "cadence", ["weekly"], "tags:: person\ncadence:: weekly\n- x\n"),
        ("tags:: person\ncadence:: \n- x\n", "cadence", ["weekly"], "tags:: person\ncadence:: weekly\n- x\n"),
        ("tags:: person\nalias:: A, B\n", "aliases", ["B", "C d"], "tags:: person\nalias:: B, C d\n"),
        ("tags:: person\n", "aliases", ["B"], "tags:: person\nalias:: B\n"),
        ("tags:: person\n", "met_through", ["[[Bo]]"], "tags:: person\nmet_through:: [[Bo]]\n"),
        ("tags:: person\n", "follow_up", ["2026-12-04 tea, and cake"], "tags:: person\nfollow_up:: 2026-12-04 tea, and cake\n"),
        ("---\ntags: person\n---\n- x\n", "cadence", ["weekly"], "---\ntags: person\ncadence: weekly\n---\n- x\n"),
        ("tags:: person\npublic:: true\nicon:: 🚣\n\n- x\n  id:: 1\n  collapsed:: true\n", "cadence", ["weekly"],
         "tags:: person\npublic:: true\nicon:: 🚣\ncadence:: weekly\n\n- x\n  id:: 1\n  collapsed:: true\n"),
    ],
)  # fmt: skip
def test_a_property_of_a_page_is_a_line_of_its_first_block(
    vault: Write, before: str, name: str, values: list[str], after: str
) -> None:
    root = vault({**GRAPH, "pnet.toml": SETTINGS, HAL: before, "pages/Bo.md": "tags:: person\n"})
    assert do(root, lambda desk: desk.draft(HAL).set(name, *values).operation("set"))[HAL] == after


@pytest.mark.parametrize(
    ("before", "change", "name", "value", "after"),
    [
        ("tags:: person\nalias:: A\n", "add", "aliases", "B", "tags:: person\nalias:: A, B\n"),
        ("tags:: person\nalias:: [[A]]\n", "add", "aliases", "B", "tags:: person\nalias:: [[A]], B\n"),
        ("tags:: person\nalias:: [[A]]\n", "add", "aliases", "A", "tags:: person\nalias:: [[A]]\n"),
        ("tags:: [[person]], [[close friends]]\n", "add", "tags", "rower", "tags:: [[person]], [[close friends]], rower\n"),
        ("tags:: person\nalias:: [[A]], B, C\n", "remove", "aliases", "A", "tags:: person\nalias:: B, C\n"),
        ("tags:: person\nalias:: A\n", "remove", "aliases", "A", "tags:: person\n"),
        ("- alias:: A\n  tags:: person\n- x\n", "remove", "aliases", "A", "- tags:: person\n- x\n"),
        ("tags:: person\nalias:: A", "remove", "aliases", "A", "tags:: person"),
    ],
)  # fmt: skip
def test_values_of_a_page_are_added_and_removed_between_commas(
    vault: Write, before: str, change: str, name: str, value: str, after: str
) -> None:
    root = vault({**GRAPH, "pnet.toml": SETTINGS, HAL: before})
    texts = do(root, lambda desk: getattr(desk.draft(HAL), change)(name, value).operation(change))
    assert texts[HAL] == after


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("circles", ["a", "b, c"], "where commas separate values"),
        ("follow_up", ["2026-12-04 tea", "2026-12-05 cake"], "only one value"),
    ],
)
def test_a_value_that_a_line_cannot_hold_is_refused(
    vault: Write, name: str, values: list[str], reason: str
) -> None:
    root = vault({**GRAPH, "pnet.toml": SETTINGS, HAL: "tags:: person\n"})
    with Notebook(str(root), TODAY).write_session() as desk, pytest.raises(EditRefused, match=reason):
        desk.draft(HAL).set(name, *values)


def test_a_page_without_logseq_keeps_its_own_form(vault: Write) -> None:
    root = vault({"pnet.toml": SETTINGS, HAL: "#person\n"})
    after = do(root, lambda desk: desk.draft(HAL).set("cadence", "weekly").operation("set"))
    assert after[HAL] == "---\ncadence: weekly\n---\n#person\n"
