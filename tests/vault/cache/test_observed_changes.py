"""What the cache saw of changes in people's lives, and that every way to ask gives the same answer about them."""

import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plaintext_network.network.life_changes.rules import MOST_A_DAY
from plaintext_network.vault.cache import update
from plaintext_network.vault.cache.locations import cache_base, cache_files, changes_file
from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.other_days import clock

ADA = "contacts/Ada.md"
GLOBEX = "---\nname: Ada\norganization: Globex\n---\n"
Vault = Callable[[Mapping[str, str]], Path]


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("PNET_CACHE", "PNET_STATE", "PNET_RUNTIME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))


@pytest.fixture
def root(vault: Vault) -> Path:
    """A vault that was read once."""
    root = vault({ADA: GLOBEX, "contacts/Bo.md": "---\nlocation: Leeds\n---\n"})
    assert reasons(root) == []
    return root


def reasons(root: Path, day: date = TODAY) -> list[str]:
    """Return the reasons about changes, which must be the same through the cache as without it, at first and once warm."""
    found = [_reasons(Notebook(str(root), day, live=False)) for _ in range(2)]
    found.append(_reasons(Notebook(str(root), day, cache=False)))
    assert found[0] == found[1] == found[2]
    return found[0]


def _reasons(notebook: Notebook) -> list[str]:
    rows = [entry.reason for entry in notebook.due() if entry.kind == "change"]
    states = [state.changes for state in notebook.contact_states() if state.changes]
    assert not rows or states
    return rows


def write(root: Path, text: str, path: str = ADA) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


MOVED = ["moved to Acme (noted 2026-11-24): congratulate"]


def test_an_edit_by_hand_is_noted_on_the_day_of_the_next_command(root: Path) -> None:
    write(root, GLOBEX.replace("Globex", "Acme"))
    assert reasons(root) == MOVED
    assert reasons(root, TODAY + timedelta(3)) == MOVED
    assert reasons(root, TODAY - timedelta(1)) == []
    assert reasons(root, TODAY + timedelta(40)) == []


def test_a_property_set_by_pnet_is_noted_and_undo_takes_it_back(root: Path) -> None:
    notebook = Notebook(str(root), TODAY)
    with notebook.edit("Ada") as note:
        note.set("organization", "Acme", former=True)
    assert reasons(root) == MOVED
    assert "former: [Globex]" in (root / ADA).read_text()
    notebook.undo()
    assert reasons(root) == []
    assert (root / ADA).read_text() == GLOBEX


def test_the_first_reading_of_a_vault_notes_nothing(vault: Vault) -> None:
    root = vault({ADA: GLOBEX})
    assert reasons(root) == []
    assert not Path(changes_file(str(root.resolve()))).exists()


def test_somebody_who_was_just_added_has_not_changed(root: Path) -> None:
    write(root, "---\norganization: Acme\n---\n", "contacts/New.md")
    assert reasons(root) == []


def test_a_cleared_cache_forgets_nothing(root: Path) -> None:
    write(root, GLOBEX.replace("Globex", "Acme"))
    assert reasons(root) == MOVED
    for file in cache_files(cache_base(str(root.resolve()))):
        Path(file).unlink()
    assert reasons(root) == MOVED


def test_a_moved_note_stays_the_same_person(root: Path) -> None:
    write(root, GLOBEX.replace("Globex", "Acme"))
    assert reasons(root) == MOVED
    (root / "contacts/old").mkdir()
    (root / ADA).rename(root / "contacts/old/A Byron.md")
    assert reasons(root) == MOVED
    # Moved and edited at once.
    (root / "contacts/old/A Byron.md").unlink()
    write(root, "---\nname: Ada\norganization: Initech\n---\n", "contacts/Ada B.md")
    assert reasons(root) == ["moved to Initech (noted 2026-11-24): congratulate"]


def test_a_rename_by_pnet_keeps_what_was_noted(root: Path) -> None:
    write(root, "---\nlocation: York\n---\n", "contacts/Bo.md")
    assert reasons(root) == ["now in York (noted 2026-11-24): ask how it is there"]
    with Notebook(str(root), TODAY).write_session() as desk:
        desk.perform(plan_rename(desk, "contacts/Bo.md", "Bo Ek"))
    assert reasons(root) == ["now in York (noted 2026-11-24): ask how it is there"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}', '{"version": 9, "seen": 1}', "\0" * 99])
def test_a_damaged_file_is_ignored_and_replaced_by_the_next_change(root: Path, text: str) -> None:
    write(root, GLOBEX.replace("Globex", "Acme"))
    assert reasons(root) == MOVED
    file = Path(changes_file(str(root.resolve())))
    file.write_text(text)
    assert reasons(root) == []
    write(root, GLOBEX.replace("Globex", "Initech"))
    assert reasons(root) == ["moved to Initech (noted 2026-11-24): congratulate"]
    assert json.loads(file.read_text())["version"] == 1


def test_a_file_that_another_program_replaces_counts_at_once(root: Path) -> None:
    write(root, GLOBEX.replace("Globex", "Acme"))
    assert reasons(root) == MOVED
    file = Path(changes_file(str(root.resolve())))
    file.write_text(file.read_text().replace("Globex", "Umbrella").replace("Acme", "Acme Ltd"))
    assert reasons(root) == MOVED
    file.unlink()
    assert reasons(root) == []


def test_many_changes_on_one_day_are_not_listed(vault: Vault) -> None:
    notes = {f"contacts/{at}.md": "---\nlocation: Leeds\n---\n" for at in range(MOST_A_DAY + 1)}
    root = vault(notes)
    assert reasons(root) == []
    for path, text in notes.items():
        write(root, text.replace("Leeds", "York"), path)
    assert reasons(root) == []
    assert Notebook(str(root), TODAY).changes() == ()
    assert Notebook(str(root), TODAY).crowded_days() == (TODAY,)
    # The settings name other properties from now on: the notes have not changed.
    (root / "pnet.toml").write_text('[properties]\nlocation = ["home"]\n')
    assert reasons(root, TODAY + timedelta(1)) == []


def test_a_rebuilt_cache_notes_what_has_changed_meanwhile(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update, "MANY", 0)
    monkeypatch.setattr(update, "PART", 0)
    write(root, GLOBEX.replace("Globex", "Acme"))
    assert reasons(root) == MOVED


def test_a_day_that_somebody_only_asked_about_is_corrected(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(monkeypatch)(TODAY)
    write(root, GLOBEX.replace("Globex", "Acme"))
    assert reasons(root, TODAY + timedelta(100)) == ["moved to Acme (noted 2027-03-04): congratulate"]
    assert reasons(root) == MOVED


def test_unsaved_text_is_no_change_until_it_is_saved(root: Path) -> None:
    write(root, GLOBEX.replace("Globex", "Acme"))
    assert reasons(root) == MOVED
    notebook = Notebook(str(root), TODAY)
    assert [e.reason for e in notebook.over({ADA: GLOBEX.encode()}).due()] == []
    assert [e.reason for e in notebook.over({"contacts/Bo.md": b"---\n---\n"}).due()] == MOVED


def test_changes_are_listed_newest_first_with_the_values_before(root: Path) -> None:
    write(root, "---\nlocation: York\n---\n", "contacts/Bo.md")
    reasons(root, TODAY - timedelta(9))
    write(root, GLOBEX.replace("Globex", "Acme"))
    reasons(root)
    notebook = Notebook(str(root), TODAY)
    found = notebook.changes()
    assert [(each.contact.name, each.text, each.path, each.line) for each in found] == [
        ("Ada", "moved to Acme", ADA, 3),
        ("Bo", "now in York", "contacts/Bo.md", 2),
    ]
    assert found[0].changes[0].old == "Globex"
    assert notebook.changes("location:york") == found[1:]
    assert notebook.changes(reverse=True, limit=1) == found[1:]
    assert notebook.changes(since=TODAY) == found[:1]
    assert notebook.changes(until=TODAY - timedelta(1)) == found[1:]


def test_a_change_stays_in_the_list_after_the_next_one(root: Path) -> None:
    write(root, GLOBEX.replace("Globex", "Acme"))
    reasons(root, TODAY - timedelta(9))
    write(root, GLOBEX.replace("Globex", "Initech"))
    reasons(root)
    texts = [each.text for each in Notebook(str(root), TODAY).changes()]
    assert texts == ["moved to Initech", "moved to Acme"]


# Of one of three people: a value, or where the note goes; and how many days later the next command comes.
properties = st.sampled_from(("role", "organization", "location"))
texts = st.sampled_from(("", "Acme", "Acme Ltd", "Globex", "Leeds", "York"))
edits = st.one_of(st.tuples(properties, texts), st.tuples(st.just("path"), st.sampled_from(("a", "b", "c"))))
steps = st.lists(st.tuples(st.sampled_from("XYZ"), edits, st.integers(0, 20)), max_size=8)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate]
)
@given(steps)
def test_every_way_to_ask_agrees_after_random_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, history: list[tuple[str, tuple[str, str], int]]
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        for variable in ("PNET_CACHE", "PNET_STATE", "PNET_RUNTIME"):
            monkeypatch.setenv(variable, str(Path(folder) / variable))
        root, day = Path(folder) / "vault", TODAY
        people = {name: {"path": f"contacts/{name}.md"} for name in "XYZ"}
        for name, values in people.items():
            write(root, f"---\nname: {name}\n---\n", values["path"])
        (root / "pnet.toml").write_text("")
        reasons(root)
        for name, (what, value), days in history:
            values = people[name]
            old = root / values["path"]
            values[what] = f"contacts/{value}/{name}.md" if what == "path" else value
            old.unlink()
            lines = (f"{key}: {text}\n" for key, text in values.items() if key != "path")
            write(root, f"---\nname: {name}\n{''.join(lines)}---\n", values["path"])
            through_cache = reasons(root, day)
            monkeypatch.setenv("PNET_CACHE", str(Path(folder) / "another"))
            assert reasons(root, day) == through_cache
            monkeypatch.setenv("PNET_CACHE", str(Path(folder) / "PNET_CACHE"))
            assert len(through_cache) <= len(people)
            day += timedelta(days)
