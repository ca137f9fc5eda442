"""A line for a day goes into that day's note, whatever its name; a new one begins where and as Obsidian would begin it."""

import json
from collections.abc import Mapping
from datetime import date

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.vault.edits.log_interaction import plan_interaction
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, errors

ADA = "contacts/Ada.md"
LINE = "- tea [[Ada]] #touch\n"


def logged(
    vault: Write, notes: Mapping[str, str], day: date = TODAY, *, template: bool = True
) -> dict[str, str]:
    """Log an interaction with Ada as a line of a daily note, and return the files that changed; it must be read there."""
    root = vault({ADA: "x\n", **notes})
    after = do(
        root,
        lambda desk: plan_interaction(
            desk, NewInteraction(day, "tea"), [ADA], form="daily", template=template
        ),
    )
    assert [entry.day for entry in Notebook(str(root), TODAY).contact("Ada").interactions][:1] == [day]
    assert errors(root) == []
    before = {ADA: "x\n", **notes}
    return {path: text for path, text in after.items() if before.get(path) != text}


def settings(format_: str, **more: str) -> str:
    return "[daily]\n" + "".join(
        f"{key} = {json.dumps(value)}\n" for key, value in {"format": format_, **more}.items()
    )


@pytest.mark.parametrize(
    ("format_", "name"),
    [
        ("D.M.YYYY", "24.11.2026"),
        ("DD.MM.YYYY", "24.11.2026"),
        ("Do MMMM YYYY", "24th November 2026"),
        ("dddd, D. MMMM YYYY", "Dienstag, 24. November 2026"),
        ("dddd D MMMM YYYY", "mardi 24 novembre 2026"),
        ("MMMM Do, YYYY", "November 24th, 2026"),
        ("YYYY-MM-DD dddd", "2026-11-24 Tuesday"),
        ("%d. %B %Y", "24. november 2026"),
        ("YYYYMMDD", "20261124"),
        ("GGGG-[W]WW-E", "2026-W48-2"),
        ("YYYY年M月D日", "2026年11月24日"),
    ],
)
def test_the_note_of_the_day_is_found_by_its_day(vault: Write, format_: str, name: str) -> None:
    notes = {"pnet.toml": settings(format_), f"Tage/{name}.md": "Rain.\n"}
    assert logged(vault, notes) == {f"Tage/{name}.md": f"Rain.\n\n{LINE}"}


@pytest.mark.parametrize(
    ("format_", "other", "path"),
    [
        ("D.M.YYYY", "Tage/3.1.2026", "Tage/24.11.2026"),
        ("dddd, D. MMMM YYYY", "Tage/Samstag, 3. Januar 2026", "Tage/Dienstag, 24. November 2026"),
        ("dddd D MMMM YYYY", "Jours/samedi 3 janvier 2026", "Jours/mardi 24 novembre 2026"),
        ("Do MMMM YYYY", "3rd January 2026", "24th November 2026"),
        ("Do MMMM YYYY", "3. Januar 2026", "24. November 2026"),
        ("%A %d %B %Y", "sabato 03 gennaio 2026", "martedì 24 novembre 2026"),
        ("YYYY/MM-MMMM/YYYY-MM-DD", "Tage/2026/01-Januar/2026-01-03", "Tage/2026/11-November/2026-11-24"),
        ("YYYY-MM-DD", "Tage/2025/12-Dezember/2025-12-31", "Tage/2026/11-November/2026-11-24"),
        ("ddd D MMM YYYY", "lör 3 jan 2026", "tis 24 nov 2026"),
    ],
)
def test_a_new_daily_note_is_named_like_the_others_in_their_language(
    vault: Write, format_: str, other: str, path: str
) -> None:
    notes = {"pnet.toml": settings(format_), f"{other}.md": "x\n"}
    assert logged(vault, notes) == {f"{path}.md": LINE}


TEMPLATE = "---\ncreated: {{date}}\n---\n# {{title}}\n\n{{date:dddd, Do}}\n"
FILLED = "---\ncreated: 2026-11-24\n---\n# {title}\n\nTuesday, 24th\n\n" + LINE


@pytest.mark.parametrize(
    ("obsidian", "toml", "path"),
    [
        ({"folder": "Daily", "template": "t/Day"}, "", "Daily/2026-11-24.md"),
        ({"folder": "/Daily/", "template": "t/Day.md"}, "", "Daily/2026-11-24.md"),
        ({"folder": "Daily", "format": "YYYY/MM/YYYY-MM-DD", "template": "t/Day"}, "", "Daily/2026/11/2026-11-24.md"),
        ({"folder": "Daily", "format": "D.M.YYYY", "template": "t/Day"}, settings("D.M.YYYY"), "Daily/24.11.2026.md"),
        # Without a setting, pnet would not read such a name as a day.
        ({"folder": "Daily", "format": "D.M.YYYY", "template": "t/Day"}, "", "Daily/2026-11-24.md"),
        ({"folder": "Daily", "template": "x"}, settings("D.M.YYYY", folder="Tage/neu", template="t/Day"), "Tage/neu/24.11.2026.md"),
        ({}, settings("YYYY/D.M.YYYY", folder="Tage", template="t/Day.md"), "Tage/2026/24.11.2026.md"),
    ],
)  # fmt: skip
def test_a_new_daily_note_goes_into_the_folder_and_starts_from_the_template(
    vault: Write, obsidian: dict[str, str], toml: str, path: str
) -> None:
    notes = {
        "pnet.toml": 'ignore = ["t"]\n' + toml,
        "t/Day.md": TEMPLATE,
        ".obsidian/daily-notes.json": json.dumps(obsidian),
    }
    title = path.rpartition("/")[2].removesuffix(".md")
    assert logged(vault, notes) == {path: FILLED.replace("{title}", title)}


def test_the_settings_of_periodic_notes_come_first(vault: Write) -> None:
    periodic = {"daily": {"enabled": True, "folder": "Diary", "templatePath": "t/Day", "format": ""}}
    notes = {
        "pnet.toml": 'ignore = ["t"]\n',
        "t/Day.md": "Hello {{title}}\n",
        ".obsidian/daily-notes.json": '{"folder": "Daily"}',
        ".obsidian/plugins/periodic-notes/data.json": json.dumps(periodic),
    }
    assert logged(vault, notes) == {"Diary/2026-11-24.md": f"Hello 2026-11-24\n\n{LINE}"}


def test_the_line_goes_after_the_list_that_ends_the_template(vault: Write) -> None:
    notes = {
        "pnet.toml": settings("%Y-%m-%d", template="Day"),
        "Day.md": "# {{title}}\n\n- [ ] plan {{tomorrow}}\n",
    }
    assert logged(vault, notes)["2026-11-24.md"] == f"# 2026-11-24\n\n- [ ] plan 2026-11-25\n{LINE}"


@pytest.mark.parametrize(
    "text",
    ["../x", "..", ".obsidian", "/etc/../x", "a\\b", "a//b", "\\u0000"],
)
def test_a_folder_outside_the_vault_is_ignored(vault: Write, text: str) -> None:
    notes = {".obsidian/daily-notes.json": json.dumps({"folder": text, "template": text})}
    assert logged(vault, notes) == {"2026-11-24.md": LINE}


@pytest.mark.parametrize(
    "text", ["not JSON", "[]", '{"folder": 3, "format": [], "template": {}}', "[" * 60000]
)
def test_settings_that_are_invalid_change_nothing(vault: Write, text: str) -> None:
    assert logged(vault, {".obsidian/daily-notes.json": text}) == {"2026-11-24.md": LINE}


def test_a_template_that_is_gone_is_reported_if_pnet_toml_names_it(vault: Write) -> None:
    assert logged(vault, {".obsidian/daily-notes.json": '{"template": "gone"}'}) == {"2026-11-24.md": LINE}
    root = vault({"pnet.toml": settings("%Y-%m-%d", template="gone")})
    with (
        pytest.raises(EditRefused, match=r"the template gone\.md, which pnet\.toml names, does not exist"),
        Notebook(str(root), TODAY).write_session() as desk,
    ):
        plan_interaction(desk, NewInteraction(date(2026, 11, 1), "tea"), [ADA], form="daily")


def test_code_in_the_template_is_refused_with_a_remedy(vault: Write) -> None:
    notes = {"pnet.toml": settings("%Y-%m-%d", template="Day"), "Day.md": "# Day\n<%* tR += 1 %>\n"}
    root = vault({ADA: "x\n", **notes})
    with (
        pytest.raises(EditRefused, match=r"line 2 of the template has <%\* tR \+= 1 %>.*`--no-template`"),
        Notebook(str(root), TODAY).write_session() as desk,
    ):
        plan_interaction(desk, NewInteraction(TODAY, "tea"), [ADA], form="daily")
    assert logged(vault, notes, template=False) == {"2026-11-24.md": LINE}
