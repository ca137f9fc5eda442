"""New notes go where the vault keeps such notes, and carry the same marks, to the byte."""

from collections.abc import Mapping

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.vault.edits.add_contact import plan_contact
from plaintext_network.vault.edits.log_interaction import plan_interaction
from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, errors

CATEGORIES = """[kinds.contact]
folders = []
where = { categories = ["[[People]]"] }
[kinds.interaction]
folders = []
where = { categories = ["[[Meetings]]"] }
[properties]
with = ["people"]
"""


def added(
    vault: Write, notes: Mapping[str, str], name: str = "Cai Roe", **given: list[str]
) -> dict[str, str]:
    """Add a contact to a vault, and return the files that are new; it must be read as that contact."""
    root = vault(notes)
    after = do(root, lambda desk: plan_contact(desk, name, given))
    assert name in [person.name for person in Notebook(str(root), TODAY).contacts()]
    assert errors(root) == []
    return {path: text for path, text in after.items() if path not in notes}


def logged(vault: Write, notes: Mapping[str, str], text: str = "tea") -> dict[str, str]:
    """Log an interaction with the one contact of a vault, and return the files that are new."""
    root = vault(notes)
    person = Notebook(str(root), TODAY).contacts()[0]
    after = do(root, lambda desk: plan_interaction(desk, NewInteraction(TODAY, text), [person.path]))
    assert [entry.day for entry in Notebook(str(root), TODAY).contact(person.name).interactions][:1] == [
        TODAY
    ]
    assert errors(root) == []
    return {path: text for path, text in after.items() if path not in notes}


class TestContacts:
    @pytest.mark.parametrize(
        ("settings", "path", "text"),
        [
            ('contact = "People/{name}.md"\ncontact_marks = { tags = ["person"] }\n', "People/Cai Roe.md", "tags: [person]\n"),
            ('contact = "People/@ {name}.md"\ncontact_marks = { type = "person" }\n', "People/@ Cai Roe.md", "type: person\nname: Cai Roe\n"),
            ('contact = "{name}"\ncontact_marks = { categories = ["[[People]]"] }\n', "Cai Roe.md", 'categories: ["[[People]]"]\ntype: contact\n'),
            ('contact = "contacts/{name}.md"\n', "contacts/Cai Roe.md", "name: Cai Roe\n"),
            ('contact = "contacts/{name}.md"\ncontact_marks = { rated = true, up = "[[People MOC]]" }\n', "contacts/Cai Roe.md", 'rated: true\nup: "[[People MOC]]"\n'),
        ],
    )  # fmt: skip
    def test_new_notes_follow_the_path_and_marks_of_the_settings(
        self, vault: Write, settings: str, path: str, text: str
    ) -> None:
        rules = '[kinds.contact]\ntags = ["person"]\n' if "tags" in settings else ""
        notes = {"pnet.toml": f"[new]\n{settings}{rules}"}
        assert added(vault, notes) == {path: f"---\n{text}---\n"}

    def test_marks_come_before_what_was_given(self, vault: Write) -> None:
        settings = '[new]\ncontact = "contacts/{name}.md"\ncontact_marks = { tags = ["person"] }\n'
        after = added(vault, {"pnet.toml": settings}, emails=["c@x.org"], tags=["friend"])
        assert after == {"contacts/Cai Roe.md": "---\ntags: [person, friend]\nemails: [c@x.org]\n---\n"}

    def test_a_mark_that_the_template_has_is_not_written_twice(self, vault: Write) -> None:
        settings = '[new]\ncontact_marks = { tags = ["person"], type = "person", kind = "x" }\n[templates]\ncontact = "t.md"\n'
        template = '---\ntype: person\nTags:\n  - "#person"\n  - new\nkind: y\n---\n# {{title}}\n'
        after = added(vault, {"pnet.toml": f'ignore = ["t.md"]\n{settings}', "t.md": template})
        assert after == {"contacts/Cai Roe.md": template.replace("{{title}}", "Cai Roe")}

    @pytest.mark.parametrize(
        ("rule", "others", "path", "text"),
        [
            ('tags = ["person"]', "---\ntags:\n  - person\n---\n", "People/Cai Roe.md", "tags:\n  - person\n"),
            ('tags = ["person"]', "---\ntags: friend, person\n---\n", "People/Cai Roe.md", "tags: person\n"),
            ('tags = ["person"]', "---\ntag: person/close\n---\n", "People/Cai Roe.md", "tag: person/close\n"),
            ('where = { categories = ["[[People]]"] }', '---\ncategories:\n  - "[[People]]"\n---\n', "People/Cai Roe.md", 'categories:\n  - "[[People]]"\n'),
            ('where = { fileClass = ["Person"] }', "---\nfileClass: Person\n---\n", "People/Cai Roe.md", "fileClass: Person\n"),
            ('types = ["human"]', "---\nType: human\n---\n", "People/Cai Roe.md", "Type: human\n"),
        ],
    )  # fmt: skip
    def test_without_a_setting_they_carry_the_mark_of_all_others(
        self, vault: Write, rule: str, others: str, path: str, text: str
    ) -> None:
        notes = {
            "pnet.toml": f"[kinds.contact]\nfolders = []\n{rule}\n",
            "People/Ada.md": others,
            "People/Bo.md": others,
        }
        assert added(vault, notes) == {path: f"---\n{text}---\n"}

    def test_where_the_usual_folder_is_missing_they_go_to_the_others(self, vault: Write) -> None:
        others = '---\ncategories: ["[[People]]"]\n---\n'
        notes = {
            "pnet.toml": '[kinds.contact]\nwhere = { categories = ["People"] }\n',
            "References/Ada.md": others,
            "References/Bo.md": others,
            "Di.md": others,
        }
        assert added(vault, notes) == {"References/Cai Roe.md": others}

    def test_where_the_usual_folder_is_there_they_go_to_it(self, vault: Write) -> None:
        notes = {"People/Ada.md": "---\ntype: person\n---\n", "People/Bo.md": "---\ntype: person\n---\n"}
        assert list(added(vault, {**notes, "contacts/Di.md": "x\n"})) == ["contacts/Cai Roe.md"]

    def test_a_sign_before_all_other_names_is_repeated(self, vault: Write) -> None:
        settings = '[kinds.contact]\nfolders = ["People"]\n'
        notes = {"pnet.toml": settings, "People/@ Ada Byrne.md": "x\n", "People/@ Bo Lund.md": "x\n"}
        assert list(added(vault, notes)) == ["People/@ Cai Roe.md"]

    def test_a_sign_that_not_all_names_have_is_not_repeated(self, vault: Write) -> None:
        settings = '[kinds.contact]\nfolders = ["People"]\n'
        notes = {"pnet.toml": settings, "People/@ Ada Byrne.md": "x\n", "People/Bo Lund.md": "x\n"}
        assert list(added(vault, notes)) == ["People/Cai Roe.md"]

    @pytest.mark.parametrize(
        ("template", "text"),
        [
            ("# {{title}}\n", "---\nname: Cai Roe\n---\n# @Cai Roe\n"),
            ("[[<% tp.file.title %>]]\n", "---\nname: Cai Roe\n---\n[[@Cai Roe]]\n"),
            ("---\naliases: [TEMPLATE Person]\n---\n", "---\naliases: [Cai Roe]\nname: Cai Roe\n---\n"),
        ],
    )
    def test_a_template_is_filled_in_with_the_name_of_the_file_and_not_of_the_template(
        self, vault: Write, template: str, text: str
    ) -> None:
        settings = 'ignore = ["tpl"]\n[templates]\ncontact = "tpl/@ TEMPLATE Person"\n[new]\ncontact = "contacts/@{name}.md"\n'
        notes = {"pnet.toml": settings, "tpl/@ TEMPLATE Person.md": template}
        assert added(vault, notes) == {"contacts/@Cai Roe.md": text}

    def test_properties_have_the_names_and_lists_the_style_of_the_others(self, vault: Write) -> None:
        other = "---\ntitle: Bo\ncompany: Kiln\ncity: Oslo\nemail:\n  - b@x.org\n---\n"
        given = {"emails": ["c@x.org"], "organization": ["Acme"], "location": ["Rome"], "role": ["potter"]}
        root = vault({"contacts/Bo.md": other})
        assert do(root, lambda desk: plan_contact(desk, "Cai Roe", given))["contacts/Cai Roe.md"] == (
            "---\nemail:\n  - c@x.org\ncompany: Acme\ncity: Rome\nrole: potter\n---\n"
        )

    def test_lists_have_one_item_a_line_where_those_of_the_template_have(self, vault: Write) -> None:
        notes = {
            "pnet.toml": '[templates]\ncontact = "tpl/p"\n',
            "tpl/p.md": '---\nup:\n  - "[[People]]"\nphone: \norg: []\n---\n',
        }
        assert added(vault, notes, phones=["0441234"], emails=["c@x.org"]) == {
            "contacts/Cai Roe.md": '---\nup:\n  - "[[People]]"\nphone:\n  - "0441234"\norg: []\nemails:\n  - c@x.org\n---\n'
        }


class TestInteractions:
    def test_an_empty_list_in_the_others_says_nothing_of_their_style(self, vault: Write) -> None:
        other = (
            '---\ncategories:\n  - "[[Meetings]]"\ntype: []\npeople:\n  - "[[Ada]]"\ndate: 2025-01-01\n---\n'
        )
        notes = {
            "pnet.toml": CATEGORIES,
            "Notes/m.md": other,
            "Ada.md": "---\ncategories:\n  - '[[People]]'\n---\n",
        }
        [text] = logged(vault, notes).values()
        assert 'people:\n  - "[[Ada]]"\n' in text

    def test_the_sign_of_a_name_is_within_its_link(self, vault: Write) -> None:
        root = vault({"contacts/@ Ada Byrne.md": "x\n"})
        spots = [(11, 20, "contacts/@ Ada Byrne.md")]
        passed = NewInteraction(TODAY, "tea with @ Ada Byrne")
        after = do(
            root,
            lambda desk: plan_interaction(desk, passed, ["contacts/@ Ada Byrne.md"], spots, "daily"),
        )
        assert after[f"{TODAY}.md"] == "- tea with [[@ Ada Byrne]] #touch\n"


class TestRename:
    @pytest.mark.parametrize(
        ("settings", "notes", "new", "path"),
        [
            ("", {"contacts/@ Ada.md": "---\nname: Ada\n---\n"}, "Ada King", "contacts/@ Ada King.md"),
            ("", {"contacts/@Ada.md": "x\n", "contacts/@Bo.md": "y\n"}, "Ada King", "contacts/@Ada King.md"),
            ('[new]\ncontact = "contacts/@{name}.md"\n', {"contacts/@Ada.md": "x\n"}, "Ada King", "contacts/@Ada King.md"),
            ("", {"contacts/@Ada.md": "x\n", "contacts/@Bo.md": "y\n"}, "Ada", "contacts/Ada.md"),
            ("", {"contacts/@Ada.md": "x\n", "contacts/Bo.md": "y\n"}, "Ada King", "contacts/Ada King.md"),
            ("", {"contacts/@Ada.md": "x\n", "contacts/@Bo.md": "y\n"}, "👤 Ada King", "contacts/👤 Ada King.md"),
        ],
    )  # fmt: skip
    def test_a_contact_keeps_the_sign_that_the_vault_writes_before_names(
        self, vault: Write, settings: str, notes: dict[str, str], new: str, path: str
    ) -> None:
        root = vault({"pnet.toml": settings, **notes, "n.md": f"[[{path.split('/')[1]}]]\n"})
        old = next(iter(notes))
        after = do(root, lambda desk: plan_rename(desk, old, new))
        assert path in after
        assert old not in after
        if "name:" in notes[old]:
            assert after[path] == f"---\nname: {new}\n---\n"

    def test_they_go_where_the_settings_say_with_their_marks(self, vault: Write) -> None:
        new = '[new]\ninteraction = "Meetings/{date} {title}.md"\ninteraction_marks = { categories = ["[[Meetings]]"] }\n'
        notes = {"pnet.toml": new + CATEGORIES, "People/Ada.md": '---\ncategories: ["[[People]]"]\n---\n'}
        assert logged(vault, notes) == {
            "Meetings/2026-11-24 Tea.md": '---\ncategories: ["[[Meetings]]"]\ndate: 2026-11-24\npeople: ["[[Ada]]"]\n---\ntea\n'
        }

    def test_without_a_setting_they_carry_the_mark_of_all_others(self, vault: Write) -> None:
        meeting = '---\ncategories:\n  - "[[Meetings]]"\ndate: 2026-01-02\npeople:\n  - "[[Ada]]"\n---\n'
        notes = {
            "pnet.toml": CATEGORIES,
            "People/Ada.md": '---\ncategories: ["[[People]]"]\n---\n',
            "Meetings/2026-01-02 x.md": meeting,
        }
        assert logged(vault, notes) == {
            "Meetings/2026-11-24 Tea.md": '---\ncategories:\n  - "[[Meetings]]"\ndate: 2026-11-24\npeople:\n  - "[[Ada]]"\n---\ntea\n'
        }

    def test_folders_of_years_are_continued(self, vault: Write) -> None:
        notes = {
            "contacts/Ada.md": "x\n",
            "Meetings/2025/2025-01-02 x.md": '---\ntype: meeting\nwith: "[[Ada]]"\n---\n',
        }
        assert logged(vault, notes) == {
            "Meetings/2026/2026-11-24 Tea.md": '---\ntype: meeting\ndate: 2026-11-24\nwith: ["[[Ada]]"]\n---\ntea\n'
        }

    def test_the_title_in_a_folders_name_stays_one_folder(self, vault: Write) -> None:
        new = '[new]\ninteraction = "interactions/{title}/{date}.md"\n'
        assert list(logged(vault, {"pnet.toml": new, "contacts/Ada.md": "x\n"}, "tea/cake ..")) == [
            "interactions/Tea-cake/2026-11-24.md"
        ]

    def test_a_date_in_the_path_may_have_a_format(self, vault: Write) -> None:
        new = '[new]\ninteraction = "interactions/{date:YYYY/MM-MMMM}/{date:DD} {title}.md"\n'
        assert list(logged(vault, {"pnet.toml": new, "contacts/Ada.md": "x\n"})) == [
            "interactions/2026/11-November/24 Tea.md"
        ]


MEETING = "---\ntype: meeting\ndate: {{date}}\nwith: []\nrating:\n---\n# {{title}}\n\n## Agenda\n\n## Notes\n"


class TestTemplates:
    def test_an_interaction_begins_as_its_template_and_ends_with_its_text(self, vault: Write) -> None:
        notes = {
            "pnet.toml": 'ignore = ["t"]\n[templates]\ninteraction = "t/Meeting"\n',
            "t/Meeting.md": MEETING,
            "contacts/Ada.md": "x\n",
        }
        assert logged(vault, notes) == {
            "interactions/2026/2026-11-24 Tea.md": '---\ntype: meeting\ndate: 2026-11-24\nwith: ["[[Ada]]"]\nrating:\n---\n# 2026-11-24 Tea\n\n## Agenda\n\n## Notes\n\ntea\n'
        }

    def test_without_a_text_the_template_stays_as_it_is(self, vault: Write) -> None:
        notes = {
            "pnet.toml": 'ignore = ["t"]\n[templates]\ninteraction = "t/Meeting.md"\n',
            "t/Meeting.md": "\nAttendees:\n",
            "contacts/Ada.md": "x\n",
        }
        assert logged(vault, notes, "") == {
            "interactions/2026/2026-11-24 Ada.md": '---\ndate: 2026-11-24\nwith: ["[[Ada]]"]\n---\n\nAttendees:\n'
        }

    @pytest.mark.parametrize(
        "name",
        ["Person", "Template - Person", "@ TEMPLATE Person", "person-template", "New Contact", "tpl_people"],
    )
    def test_a_contacts_template_is_found_by_its_name(self, vault: Write, name: str) -> None:
        notes = {"pnet.toml": 'ignore = ["Templates"]\n', f"Templates/{name}.md": "# {{title}}\n"}
        assert added(vault, notes) == {"contacts/Cai Roe.md": "# Cai Roe\n"}

    @pytest.mark.parametrize(
        ("text", "filled"),
        [
            ('{"dateFormat": "Do MMM", "timeFormat": "[at noon]"}', "24th Nov at noon"),
            ('{"dateFormat": "", "timeFormat": "[x]"}', "2026-11-24 x"),
            ('{"dateFormat": 3, "timeFormat": "[x]"}', "2026-11-24 x"),
            ('{"dateFormat": "DD", "timeFormat": "\\u0000"}', None),
        ],
    )
    def test_a_date_without_a_format_has_obsidians(self, vault: Write, text: str, filled: str | None) -> None:
        notes = {
            "pnet.toml": 'ignore = ["Templates"]\n',
            ".obsidian/templates.json": text,
            "Templates/Person.md": "{{date}} {{time}}\n",
        }
        if filled is None:
            with pytest.raises(EditRefused):
                added(vault, notes)
        else:
            assert added(vault, notes) == {"contacts/Cai Roe.md": f"{filled}\n"}
