"""The views that pnet writes show what pnet lists: the same people, conversations, days, introductions and goals."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from plaintext_network.bases.evaluation.property_values import Reading
from plaintext_network.bases.evaluation.rows import rows_of
from plaintext_network.bases.files.read_base import read_base
from plaintext_network.bases.views.formulas import UPCOMING as DAYS
from plaintext_network.bases.views.vault_views import NAMES
from plaintext_network.vault.notebook import Notebook
from tests.bases.base_vaults import CRM, LOGSEQ, READINGS, SAMPLE, ShownVault, write_vault
from tests.conftest import TODAY
from tests.vault.other_days import vaults, written


def people(notebook: Notebook, query: str = "") -> list[str]:
    return sorted(person.path for person in notebook.contacts(query))


def talks(notebook: Notebook, query: str = "") -> list[str]:
    """Return the interactions that are notes of their own."""
    index = notebook.index
    return sorted(
        {
            entry.path
            for entry in notebook.interactions(query)
            if index.notes[entry.path].kind == "interaction" and entry.interaction.form == "note"
        }
    )


def birthdays(notebook: Notebook, kind: str = "birthday") -> list[str]:
    until = TODAY + timedelta(DAYS)
    return sorted({entry.contact.path for entry in notebook.agenda(until) if entry.kind == kind})


# It writes a name as text, in decomposed Unicode, which a formula doesn't compare.
DECOMPOSED = {"crm/activities/0040-1.md"}


@pytest.fixture(params=["sample", "crm"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return SAMPLE if request.param == "sample" else write_vault(tmp_path / "vault", CRM)


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_each_view_shows_what_pnet_lists(root: Path, reading: Reading) -> None:
    vault = ShownVault(root, reading)
    notebook = vault.notebook
    assert vault.differences == ()
    assert sorted(vault.paths("People", "Everyone")) == people(notebook)
    assert sorted(vault.paths("People", "Active")) == people(notebook, "is:active")
    assert sorted(vault.paths("Conversations", "All")) == talks(notebook)
    assert sorted(vault.paths("Upcoming days", "Birthdays")) == birthdays(notebook)
    assert sorted(vault.paths("Upcoming days", "Other days")) == birthdays(notebook, "occasion")
    introductions = {
        facts.path: facts.introduction for facts in notebook.index.notes.values() if facts.introduction
    }
    assert sorted(vault.paths("Introductions", "All")) == sorted(introductions)
    assert sorted(vault.paths("Introductions", "Open")) == sorted(
        path for path, one in introductions.items() if one and one.status in ("asked", "agreed", "made")
    )
    goals = notebook.reports.goals()
    assert sorted(vault.paths("Goals", "All")) == sorted(goal.path for goal in goals)
    assert sorted(vault.paths("Goals", "Open")) == sorted(g.path for g in goals if g.standing == "open")


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_a_persons_base_shows_their_conversations_and_introductions(root: Path, reading: Reading) -> None:
    vault = ShownVault(root, reading)
    index = vault.notebook.index
    for person in vault.notebook.contacts():
        # Bases doesn't know participants under a heading.
        own = {
            path
            for path in set(talks(vault.notebook)) - DECOMPOSED
            for one in index.interactions.get(path, ())
            if person.path in one.people and index.notes[path].people
        }
        assert set(vault.paths("Person", "Conversations", person.path)) - DECOMPOSED == own
        between = {
            facts.path
            for facts in index.notes.values()
            if facts.introduction
            for ref in facts.introduction.between
            if index.names.resolve(ref, facts.path, people=True).path == person.path
        }
        assert set(vault.paths("Person", "Introductions", person.path)) == between


def test_the_rows_of_people_are_those_of_pnet_list(tmp_path: Path) -> None:
    vault = ShownVault(write_vault(tmp_path, CRM))
    assert vault.rows("People", "Active") == [
        ("@Ida", "", "", "", ""),
        ("Änne Groß", "", "Tischlerei Süd", "Freunde", "3 months"),
        ("Cy", "", "Mühle", "", ""),
        ("Dee", "", "", "", ""),
        ("Eve", "", "", "Freunde", ""),
        ("Flo", "", "", "", ""),
        ("Gus", "", "", "", ""),
        ("Hal", "", "", "", ""),
    ]


def test_a_birthday_may_be_written_in_every_form(tmp_path: Path) -> None:
    forms = {
        "Day": "1990-11-25",
        "No year": "11-26",
        "Dashes": "--11-27",
        "Short": "--1128",
        "Compact": "19901129",
        "Quoted": '"1990-11-30"',
        "With a time": "1990-12-01T09:30",
        "In a list": "[1990-12-02]",
        "Slashes": "1990/12/03",
        "Past": "11-23",
        "Today": "2000-11-24",
        "A word": "spring",
        "Number": "7",
        "No such day": "02-31",
        "Empty": "",
        "Null": "~",
        "True": "true",
        "Map": "{day: 3}",
    }
    notes = {f"contacts/{name}.md": f"---\nbirthday: {value}\n---\n" for name, value in forms.items()}
    write_vault(tmp_path, {"pnet.toml": "", **notes})
    for reading in READINGS:
        assert [row[:3] for row in ShownVault(tmp_path, reading).rows("Upcoming days", "Birthdays")] == [
            ("Today", "2026-11-24", "26"),
            ("Day", "2026-11-25", "36"),
            ("No year", "2026-11-26", ""),
            ("Dashes", "2026-11-27", ""),
            ("Short", "2026-11-28", ""),
            ("Compact", "2026-11-29", "36"),
            ("Quoted", "2026-11-30", "36"),
            ("With a time", "2026-12-01", "36"),
            ("In a list", "2026-12-02", "36"),
            ("Slashes", "2026-12-03", "36"),
        ]


def test_a_birthday_on_29_february_moves_to_28_in_common_years(tmp_path: Path) -> None:
    vault = ShownVault(
        write_vault(tmp_path, {"pnet.toml": "", "contacts/Leo.md": "---\nbirthday: 2000-02-29\n---\n"})
    )
    base, _ = read_base(vault.texts["Upcoming days.base"].encode())
    for now, day in (("2027-02-20", "2027-02-28"), ("2028-02-20", "2028-02-29"), ("2027-12-31", None)):
        (leo,) = rows_of(base, base.views[0], vault.files, datetime.fromisoformat(now)).rows or (None,)
        assert (leo and str(leo.values[1].at.date())) == day  # type: ignore[attr-defined]


def test_occasions_are_listed_by_their_next_days(tmp_path: Path) -> None:
    notes = {
        "contacts/Ada.md": "---\noccasions: [06-01 wedding, 2019-12-05 first call, soon]\n---\n",
        "contacts/Bo.md": "---\noccasion: 11-24 name day\n---\n",
    }
    vault = ShownVault(write_vault(tmp_path, {"pnet.toml": "", **notes}))
    assert vault.rows("Upcoming days", "Other days") == [
        ("Bo", "2026-11-24 name day", ""),
        ("Ada", "2026-12-05 first call, 2027-06-01 wedding", ""),
    ]


def test_conversations_are_listed_newest_first_by_property_or_file_name(tmp_path: Path) -> None:
    vault = ShownVault(write_vault(tmp_path, CRM))
    assert vault.rows("Conversations", "All") == [
        ("Später", "2026-12-24", "Bo", "", ""),
        ("2026-11-03 Kaffee", "2026-11-03", "Bo, Cy", "call", ""),
        ("Werkschau", "2026-10-30", "Änne", "", "Holz"),
        ("20261018 Anruf", "2026-10-18", "Änne Groß", "", ""),
        ("2026-09-01 Gespräch", "2026-09-01", "Cy", "", ""),
    ]
    assert vault.paths("Conversations", "To come") == ["Treffen/Später.md"]


def test_people_that_a_formula_cannot_tell_are_named_one_by_one(tmp_path: Path) -> None:
    vault = ShownVault(write_vault(tmp_path, LOGSEQ))
    assert people(vault.notebook) == ["pages/Cy.md", "pages/Person___Ada.md", "pages/Person___Bo.md"]
    assert sorted(vault.paths("People", "Everyone")) == people(vault.notebook)
    assert """'file.path == "pages/Cy.md"'""" in vault.texts["People.base"]
    assert "file.path ==" not in vault.texts["Goals.base"]


def test_many_people_that_a_formula_cannot_tell_are_counted(tmp_path: Path) -> None:
    notes = {f"pages/P{number:02}.md": "type:: person\n" for number in range(20)}
    vault = ShownVault(write_vault(tmp_path, {"pnet.toml": "", "logseq/config.edn": "{}", **notes}))
    assert vault.paths("People", "Everyone") == []
    (difference,) = vault.differences
    assert (difference.kind, len(difference.missing), difference.extra) == ("contact", 20, ())


def test_a_property_with_one_name_is_a_column_that_obsidian_can_edit(tmp_path: Path) -> None:
    notes = {
        "contacts/Ada.md": "---\nWorks At: Mint\n---\n",
        "contacts/Bo.md": "---\nworks at: Mill\nrole: Miller\n---\n",
    }
    text = ShownVault(
        write_vault(tmp_path, {"pnet.toml": '[properties]\norganization = ["works at"]\n', **notes})
    ).texts["People.base"]
    assert "      - role\n      - Works At\n      - circles\n" in text
    assert "formulas:" not in text


def test_a_property_with_several_names_is_a_formula(tmp_path: Path) -> None:
    notes = {
        "contacts/Ada.md": "---\ncompany: Mint\n---\n",
        "contacts/Bo.md": "---\norganization: Mill\n---\n",
    }
    vault = ShownVault(write_vault(tmp_path, {"pnet.toml": "", **notes}))
    assert "  organization: 'if(organization, organization, company)'\n" in vault.texts["People.base"]
    assert [row[2] for row in vault.rows("People", "Everyone")] == ["Mint", "Mill"]


def test_of_several_names_in_one_note_pnet_s_own_counts_and_the_usual_one_is_the_heading(
    tmp_path: Path,
) -> None:
    notes = {
        "contacts/Ada.md": "---\nStand: paused\nstatus: active\nFirma: Mint\norganization: Mill\n---\n",
        "contacts/Bo.md": "---\nstatus: paused\nStand: active\nFirma: Mint\n---\n",
    }
    words = '[properties]\nstatus = ["Stand"]\norganization = ["Firma"]\n'
    vault = ShownVault(write_vault(tmp_path, {"pnet.toml": words, **notes}))
    assert vault.paths("People", "Active") == ["contacts/Ada.md"]
    assert [row[2] for row in vault.rows("People", "Everyone")] == ["Mill", "Mint"]
    assert "  formula.organization:\n    displayName: Firma\n" in vault.texts["People.base"]


def test_no_view_says_who_is_due() -> None:
    texts = ShownVault(SAMPLE).texts
    assert set(texts) == {f"{name}.base" for name in NAMES}
    for text in texts.values():
        assert not any(word in text for word in ("due", "overdue", "backlinks", "snooze"))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(vaults())
def test_a_vault_with_any_notes_gives_views_without_faults(tmp_path: Path, notes: dict[str, str]) -> None:

    shutil.rmtree(tmp_path / "vault", ignore_errors=True)
    vault = ShownVault(written(tmp_path / "vault", notes))
    assert sorted(vault.paths("People", "Everyone")) == people(vault.notebook)
    for name, view in (("Upcoming days", "Birthdays"), ("Conversations", "All"), ("Goals", "Open")):
        vault.rows(name, view)
    # A plan that another note fulfils is no longer listed, which only pnet knows.
    shown = set(vault.paths("Conversations", "All"))
    assert set(talks(vault.notebook)) <= shown
    assert all("planned" in notes[path] for path in shown - set(talks(vault.notebook)))
