"""Contacts are added, renamed and merged with every link led along, or nothing is written."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.errors import (
    EditRefused,
    FileAlreadyExists,
    NameInvalid,
    PnetError,
    ProbableDuplicate,
    ValueInvalid,
)
from plaintext_network.vault.edits.add_contact import plan_contact
from plaintext_network.vault.edits.merge_contacts import differing_properties, plan_merge
from plaintext_network.vault.edits.rename_note import plan_rename
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.record import Operation
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, errors, texts

ADA = "contacts/Ada Lovelace.md"


class TestAdd:
    def test_a_contact_has_what_was_given(self, vault: Write) -> None:
        root = vault({"contacts/Bo Ek.md": "x\n"})
        given = {"emails": ["ada@x.org"], "cadence": ["2 months"], "met_at": ["PyCon: the party"], "met_through": ["bo"], "circles": ["friends", "no"]}  # fmt: skip
        after = do(root, lambda desk: plan_contact(desk, "Ada Lovelace", given))
        assert after[ADA] == (
            "---\nemails: [ada@x.org]\ncadence: 2 months\nmet_at: \"PyCon: the party\"\n"
            'met_through: "[[Bo Ek]]"\ncircles: [friends, "no"]\n---\n'
        )  # fmt: skip
        assert Notebook(str(root), TODAY).contact("ada lovelace").path == ADA

    def test_with_nothing_given_it_has_a_name(self, vault: Write) -> None:
        assert (
            do(vault({}), lambda desk: plan_contact(desk, "  Ada   Lovelace "))[ADA]
            == "---\nname: Ada Lovelace\n---\n"
        )

    @pytest.mark.parametrize(
        ("settings", "path", "text"),
        [
            ('[kinds.contact]\nfolders = ["people/met"]\n', "people/met/Ada.md", "---\nname: Ada\n---\n"),
            ('[kinds.contact]\nfolders = []\ntypes = ["human"]\n', "Ada.md", "---\ntype: human\n---\n"),
        ],
    )
    def test_it_is_made_as_the_vault_tells_contacts(
        self, vault: Write, settings: str, path: str, text: str
    ) -> None:
        root = vault({"pnet.toml": settings})
        assert do(root, lambda desk: plan_contact(desk, "Ada")) == {path: text}
        assert Notebook(str(root), TODAY).contact("ada").path == path

    TEMPLATE = '---\ntype: person\ncreated: {{date}}\ncadence:\n# how to reach\nemails: []\n---\n# {{title}}\n\nSince <% tp.date.now("YYYY") %>.\n'

    @pytest.mark.parametrize(
        ("path", "settings"),
        [
            ("templates/Person.md", 'ignore = ["templates"]\n'),
            ("Meta/Templates/contact.md", 'ignore = ["Meta"]\n'),
            ("x/mine.md", '[templates]\ncontact = "x/mine.md"\n'),
        ],
    )
    def test_it_begins_as_the_users_own_template(self, vault: Write, path: str, settings: str) -> None:
        root = vault({path: self.TEMPLATE, "pnet.toml": settings})
        after = do(
            root, lambda desk: plan_contact(desk, "Ada", {"cadence": ["weekly"], "emails": ["a@x.org"]})
        )
        assert after["contacts/Ada.md"] == (
            "---\ntype: person\ncreated: 2026-11-24\ncadence: weekly\n# how to reach\nemails: [a@x.org]\n---\n# Ada\n\nSince 2026.\n"
        )

    @pytest.mark.parametrize("text", ["<% tp.user.mine() %>\n", "---\nx: {{prompt}}\n---\n"])
    def test_a_template_that_wants_more_than_is_known_is_refused(self, vault: Write, text: str) -> None:
        root = vault({"templates/Person.md": text, "pnet.toml": 'ignore = ["templates"]\n'})
        with (
            pytest.raises(EditRefused, match="can't fill in"),
            Notebook(str(root), TODAY).write_session() as desk,
        ):
            plan_contact(desk, "Ada")

    @pytest.mark.parametrize(
        ("name", "given"),
        [("ada lovelace", {}), ("Countess", {}), ("Ada Lovelacé", {}), ("Lovelace, Ada", {}), ("X Y", {"emails": ["ADA@x.org"]})],
    )  # fmt: skip
    def test_a_probable_double_is_refused_unless_forced(
        self, vault: Write, name: str, given: dict[str, list[str]]
    ) -> None:
        root = vault({ADA: "---\naliases: [Countess]\nemails: [ada@x.org]\n---\n"})
        with pytest.raises(ProbableDuplicate), Notebook(str(root), TODAY).write_session() as desk:
            plan_contact(desk, name, given)
        after = do(root, lambda desk: plan_contact(desk, name, given, force=True))
        assert len(after) == 2
        assert len(Notebook(str(root), TODAY).contacts()) == 2

    @pytest.mark.parametrize(
        "name",
        ["../../x", "/etc/passwd", "CON", "con.txt", "a/b", "a\\b", "x" * 300, "é" * 300, "a:b", "dot.", "..", ".hidden", "-rf", "+x",
         "_plain", "README", "contacts", "new\nline", "tab\tbed", "🎉", "👨‍👩‍👧", "שרה \u200fכהן", "a\u202eb", "Ada|x", "Ada#x", "[[Ada]]",
         "Ada^1", "a%%b", "{{title}}", "<% x %>", "NO", "0441234", "2026-11-20", "12:30", "@ada", "- a", "name: x", "'q'", '"q"', "a\x00b"],
    )  # fmt: skip
    def test_a_hostile_name_stays_in_the_vault_and_is_read_back(self, vault: Write, name: str) -> None:
        root = vault({"contacts/Other.md": "x\n"})
        try:
            do(root, lambda desk: plan_contact(desk, name, {"tags": ["x"]}))
        except (NameInvalid, EditRefused):
            assert texts(root) == {"contacts/Other.md": "x\n"}
            return
        people = Notebook(str(root), TODAY).contacts()
        assert sorted(person.name for person in people) == sorted(["Other", " ".join(name.split())])
        path = next(person.path for person in people if person.name != "Other")
        assert path.startswith("contacts/")
        assert path.count("/") == 1
        assert sorted(texts(root.parent)) == sorted(f"vault/{p}" for p in texts(root))
        assert len(path.rpartition("/")[2].encode()) <= 255

    def test_what_is_no_value_adds_nobody(self, vault: Write) -> None:
        root = vault({})
        with pytest.raises(ValueInvalid), Notebook(str(root), TODAY).write_session() as desk:
            desk.perform(plan_contact(desk, "Ada", {"cadence": ["often"]}))
        assert texts(root) == {}


LINKS = {
    ADA: "---\naliases: [Countess]\nknows: ['[[Bo]]']\n---\n# Ada\n\nSee [[#Log]], [[Ada Lovelace]].\n\n## Log\n- 2026-01-01 x\n",
    "contacts/Bo.md": '---\nknows: [Ada Lovelace, "[[Countess]]"]\nmet_through: [[Ada Lovelace]]\nmy own: see [[contacts/Ada Lovelace|A]]\n---\n',
    "interactions/2026-02-01 x.md": "---\nwith:\n  - '[[Ada Lovelace#Log|Ada]]' # her\n  - \"[[Bo]]\"\n---\n",
    "daily/2026-03-01.md": "- call [with:: [[Ada Lovelace]]] [[Bo]] #touch\n- [Ada](../contacts/Ada%20Lovelace.md) `[[Ada Lovelace]]`\n",
    "notes/x.md": "---\nteam:\n  - who: '[[Ada Lovelace]]'\n---\nwith:: Ada Lovelace\n\n| [[Ada Lovelace\\|A]] | ![[Ada Lovelace]] |\n\n```\n[[Ada Lovelace]]\n```\n",
}
RENAMED = {
    "contacts/Ada King.md": "---\naliases: [Countess]\nknows: ['[[Bo]]']\n---\n# Ada\n\nSee [[#Log]], [[Ada King]].\n\n## Log\n- 2026-01-01 x\n",
    "contacts/Bo.md": '---\nknows: [Ada King, "[[Countess]]"]\nmet_through: [[Ada King]]\nmy own: see [[contacts/Ada King|A]]\n---\n',
    "interactions/2026-02-01 x.md": "---\nwith:\n  - '[[Ada King#Log|Ada]]' # her\n  - \"[[Bo]]\"\n---\n",
    "daily/2026-03-01.md": "- call [with:: [[Ada King]]] [[Bo]] #touch\n- [Ada](../contacts/Ada%20King.md) `[[Ada Lovelace]]`\n",
    "notes/x.md": "---\nteam:\n  - who: '[[Ada King]]'\n---\nwith:: Ada Lovelace\n\n| [[Ada King\\|A]] | ![[Ada King]] |\n\n```\n[[Ada Lovelace]]\n```\n",
}


class TestRename:
    def test_every_link_is_led_along_in_its_own_form(self, vault: Write) -> None:
        root = vault(LINKS)
        assert do(root, lambda desk: plan_rename(desk, ADA, "Ada King")) == RENAMED
        assert errors(root) == []

    def test_a_name_that_no_file_can_have_is_kept_as_the_name(self, vault: Write) -> None:
        root = vault({ADA: "x\n", "contacts/Bo.md": "knows:: [[Ada Lovelace]]\n"})
        after = do(root, lambda desk: plan_rename(desk, ADA, "Ada/King: Countess"))
        assert after["contacts/Ada-King - Countess.md"] == '---\nname: "Ada/King: Countess"\n---\nx\n'
        assert after["contacts/Bo.md"] == "knows:: [[Ada-King - Countess]]\n"

    def test_a_link_by_name_follows_the_name(self, vault: Write) -> None:
        root = vault(
            {"contacts/al.md": "---\nname: Ada Lovelace\n---\n", "n.md": "[[Ada Lovelace]] [[al]]\n"}
        )
        after = do(root, lambda desk: plan_rename(desk, "contacts/al.md", "Ada King"))
        assert after == {
            "contacts/Ada King.md": "---\nname: Ada King\n---\n",
            "n.md": "[[Ada King]] [[Ada King]]\n",
        }

    def test_the_old_name_may_stay_an_alias(self, vault: Write) -> None:
        root = vault({ADA: "---\naliases: Countess\n---\n", "n.md": "[[Ada Lovelace]]\n"})
        after = do(root, lambda desk: plan_rename(desk, ADA, "Ada King", alias=True))
        assert after == {
            "contacts/Ada King.md": "---\naliases: [Countess, Ada Lovelace]\n---\n",
            "n.md": "[[Ada King]]\n",
        }

    def test_only_the_case_may_change(self, vault: Write) -> None:
        root = vault({"contacts/ada.md": "x\n", "n.md": "[[ada]]\n"})
        assert do(root, lambda desk: plan_rename(desk, "contacts/ada.md", "Ada")) == {
            "contacts/Ada.md": "x\n",
            "n.md": "[[Ada]]\n",
        }

    def test_any_note_can_be_renamed(self, vault: Write) -> None:
        root = vault({"organizations/Acme.md": "x\n", ADA: '---\norganization: "[[Acme]]"\n---\n'})
        after = do(root, lambda desk: plan_rename(desk, "organizations/Acme.md", "Bolt"))
        assert after == {"organizations/Bolt.md": "x\n", ADA: '---\norganization: "[[Bolt]]"\n---\n'}

    def test_where_a_stem_is_taken_elsewhere_the_path_is_written(self, vault: Write) -> None:
        root = vault({ADA: "x\n", "notes/Ada King.md": "y\n", "n.md": "[[Ada Lovelace]]\n"})
        assert do(root, lambda desk: plan_rename(desk, ADA, "Ada King"))["n.md"] == "[[contacts/Ada King]]\n"

    def test_nothing_is_overwritten(self, vault: Write) -> None:
        root = vault({ADA: "x\n", "contacts/ada king.md": "y\n"})
        with pytest.raises(FileAlreadyExists), Notebook(str(root), TODAY).write_session() as desk:
            plan_rename(desk, ADA, "Ada King")

    @pytest.mark.parametrize(
        "notes",
        [
            {"n.md": "<<<<<<< a\n[[Ada Lovelace]]\n=======\n>>>>>>> b\n"},
            {"contacts/C.md": "---\naliases: [Ada King]\n---\n", "n.md": "[[Ada King]] [[Ada Lovelace]]\n"},
        ],
    )
    def test_where_a_link_could_not_follow_nothing_is_written(
        self, vault: Write, notes: dict[str, str]
    ) -> None:
        root = vault({ADA: "x\n", **notes})
        before = texts(root)
        with pytest.raises(EditRefused), Notebook(str(root), TODAY).write_session() as desk:
            desk.perform(plan_rename(desk, ADA, "Ada King"))
        assert texts(root) == before

    @pytest.mark.parametrize(
        ("path", "name", "note", "expected"),
        [
            ("interactions/2026-11-01 Call.md", "Call", "---\nwith: Ada Lovelace\n---\n", "---\nwith: Ada Lovelace\ndate: 2026-11-01\n---\n"),
            ("daily/2026-11-03.md", "Diary", "- [[Ada Lovelace]] #touch\n", "---\ndate: 2026-11-03\n---\n- [[Ada Lovelace]] #touch\n"),
            ("contacts/Bo.md", "Contacts", "x\n", "---\nname: Contacts\ntype: contact\n---\nx\n"),
        ],
    )  # fmt: skip
    def test_what_only_the_old_name_told_is_written_down(
        self, vault: Write, path: str, name: str, note: str, expected: str
    ) -> None:
        root = vault({ADA: "x\n", path: note})
        touches = len(Notebook(str(root), TODAY).contact("ada").touches)
        after = do(root, lambda desk: plan_rename(desk, path, name))
        assert after.keys() - {ADA} == {next(iter(after.keys() - {ADA}))}
        assert expected in after.values() or expected.replace("name: Contacts\n", "") in after.values()
        assert len(Notebook(str(root), TODAY).contact("ada").touches) == touches

    def test_a_link_that_led_nowhere_and_now_does_is_told(self, vault: Write) -> None:
        root = vault({ADA: "x\n", "n.md": "[[Ada King]]\n"})
        with Notebook(str(root), TODAY).write_session() as desk:
            told = desk.perform(plan_rename(desk, ADA, "Ada King"))
        assert told == ("n.md: the link “Ada King” now leads to contacts/Ada King.md",)

    def test_somebody_elses_links_are_never_taken_over(self, vault: Write) -> None:
        root = vault(
            {
                "contacts/Ada.md": "x\n",
                "contacts/Cee.md": "---\naliases: [Countess]\n---\n",
                "interactions/2026-11-01 a.md": "---\nwith: Countess\n---\nabout [[Cee]]\n",
            }
        )
        with pytest.raises(EditRefused, match="Countess"), Notebook(str(root), TODAY).write_session() as desk:
            plan_rename(desk, "contacts/Ada.md", "Countess")

    def test_many_names_in_one_note_are_led_along_at_once(self, vault: Write) -> None:
        lines = "".join(f"- 2026-01-{day:02} x [with:: Ada Lovelace]\n" for day in range(1, 29)) * 20
        root = vault({ADA: "x\n", "contacts/Bo.md": f"## Log\n{lines}"})
        after = do(root, lambda desk: plan_rename(desk, ADA, "Ada King"))
        assert after["contacts/Bo.md"] == f"## Log\n{lines}".replace("Ada Lovelace", "Ada King")

    def test_notes_that_can_t_be_read_whole_are_named(self, vault: Write) -> None:
        root = vault({ADA: "x\n", "n.md": "---\na: b: [[Ada Lovelace]]\n---\n"})
        with Notebook(str(root), TODAY).write_session() as desk:
            told = desk.perform(plan_rename(desk, ADA, "Ada King"))
        assert told == ("n.md can't be read in full, and may name it: check it yourself",)

    def test_where_a_note_can_t_be_opened_nothing_is_written(
        self, vault: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = vault({ADA: "x\n", "contacts/Bo.md": "y\n", "n.md": "[[Ada Lovelace]]\n"})
        before, opened = texts(root), os.open

        def failing(path: str, *args: Any, **more: Any) -> int:
            if os.fspath(path).endswith("n.md"):
                raise PermissionError(13, "Permission denied", path)
            return opened(path, *args, **more)

        monkeypatch.setattr(os, "open", failing)
        wishes: list[Callable[[WriteSession], Operation]] = [
            lambda desk: plan_rename(desk, ADA, "Ada King"),
            lambda desk: plan_merge(desk, ADA, "contacts/Bo.md"),
        ]
        for wish in wishes:
            with (
                pytest.raises(EditRefused, match=r"may link .*; mend that"),
                Notebook(str(root), TODAY, cache=False).write_session() as desk,
            ):
                desk.perform(wish(desk))
        monkeypatch.undo()
        assert texts(root) == before


SECOND = "contacts/A. Lovelace.md"


class TestMerge:
    def test_properties_texts_logs_and_links_are_joined(self, vault: Write) -> None:
        root = vault(
            {
                ADA: "---\nemails: [ada@x.org] # home\nrole: Analyst\n---\nKnows the engine.\n\n## Log\n- 2026-01-01 x\n",
                SECOND: "---\nemails: [al@y.org, ada@x.org]\nrole: Countess\nbirthday: 1815-12-10\nshoe: '37'\nmap: {a: 1}\n---\nLikes horses.\n\n- [ ] send a card 📅 2026-12-01\n\n## Log\n- 2026-02-01 call: y\n\n## More\nZ.\n",
                "n.md": "[[A. Lovelace|she]] and [[Ada Lovelace]]\n",
                "interactions/2026-03-01 x.md": "---\nwith: A. Lovelace\n---\n",
            }
        )
        after = do(root, lambda desk: plan_merge(desk, ADA, SECOND))
        assert after == {
            ADA: "---\nemails: [ada@x.org, al@y.org] # home\nrole: Analyst\nbirthday: 1815-12-10\nshoe: \"37\"\naliases: [A. Lovelace]\n---\nKnows the engine.\n\n## A. Lovelace\n\nLikes horses.\n\n- [ ] send a card 📅 2026-12-01\n\n## More\nZ.\n\n- map: {a: 1} (from A. Lovelace)\n- role: Countess (from A. Lovelace)\n\n## Log\n- 2026-01-01 x\n- 2026-02-01 call: y\n",
            f".trash/{SECOND.rpartition('/')[2]}": "---\nemails: [al@y.org, ada@x.org]\nrole: Countess\nbirthday: 1815-12-10\nshoe: '37'\nmap: {a: 1}\n---\nLikes horses.\n\n- [ ] send a card 📅 2026-12-01\n\n## Log\n- 2026-02-01 call: y\n\n## More\nZ.\n",
            "n.md": "[[Ada Lovelace|she]] and [[Ada Lovelace]]\n",
            "interactions/2026-03-01 x.md": "---\nwith: Ada Lovelace\n---\n",
        }  # fmt: skip
        ada = Notebook(str(root), TODAY).contact("a. lovelace")
        assert (ada.path, len(ada.touches)) == (ADA, 3)
        assert errors(root) == []

    def test_the_second_may_be_right(self, vault: Write) -> None:
        root = vault({ADA: "---\nrole: Analyst # now\n---\n", SECOND: "---\nrole: Countess\n---\n"})
        after = do(root, lambda desk: plan_merge(desk, ADA, SECOND, {"role"}))
        assert (
            after[ADA]
            == "---\nrole: Countess # now\naliases: [A. Lovelace]\n---\n- role: Analyst (from Ada Lovelace)\n"
        )

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            ("", "words\n\n## Log\n- 2026-02-01 y\n", "words\n\n## Log\n- 2026-02-01 y\n"),
            ("words", "## Log\n- 2026-02-01 y", "words\n\n## Log\n- 2026-02-01 y"),
            ("# A\r\n", "words\n", "# A\r\n\r\n## A. Lovelace\r\n\r\nwords\r\n"),
            ("## Log\n- 2026-01-01 x\n", "## Log\nplain words\n- 2026-02-01 y\n", "## Log\n- 2026-01-01 x\n\nplain words\n- 2026-02-01 y\n"),
            ("Log\n===\n- 2026-01-01 x\n\n# Next\nw\n", "Log\n---\n\n- 2026-02-01 y\n", "Log\n===\n- 2026-01-01 x\n- 2026-02-01 y\n\n# Next\nw\n"),
        ],
    )  # fmt: skip
    def test_texts_are_joined_where_they_belong(
        self, vault: Write, first: str, second: str, expected: str
    ) -> None:
        root = vault({ADA: f"---\naliases: [A. Lovelace]\n---\n{first}", SECOND: second})
        after = do(root, lambda desk: plan_merge(desk, ADA, SECOND))[ADA]
        assert after.removeprefix("---\naliases: [A. Lovelace]\n---\n").rstrip("\r\n") == expected.rstrip(
            "\r\n"
        )

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("```\ncode\n", "Her secret.\n"),
            ("<!-- to do\n", "Her secret.\n"),
            ("See[^1].\n\n[^1]: here\n", "And[^1].\n\n[^1]: there\n"),
            ("words\n", "---\nemail: a: b\n---\nwords\n"),
            ("words\n", "```\n[[Ada Lovelace]]\n"),
        ],
    )
    def test_what_a_text_would_swallow_or_confuse_is_not_merged(
        self, vault: Write, first: str, second: str
    ) -> None:
        root = vault({ADA: f"# A\n\n{first}", SECOND: second})
        before = texts(root)
        try:
            with Notebook(str(root), TODAY).write_session() as desk:
                desk.perform(plan_merge(desk, ADA, SECOND))
        except EditRefused:
            assert texts(root) == before
        else:
            assert second.strip() in texts(root)[ADA]
            assert "secret" not in second

    @pytest.mark.parametrize(
        ("first", "second", "merged"),
        [
            (
                "Quick.\n\n- [ ] a card\n\n## Log\n- 2026-01-01 x\n- 2026-01-02 y\n\nWords.\n",
                "Quick.\n\n- [ ] a card\n\n## Log\n\n- 2026-01-02 y\n- 2026-01-01 x\n\nWords.",
                "Quick.\n\n- [ ] a card\n\n## Log\n- 2026-01-01 x\n- 2026-01-02 y\n\nWords.\n",
            ),
            (
                "## Log\n- 2026-01-01 x\n- 2026-01-01 x\n",
                "## Log\n- 2026-01-01 x\n- 2026-01-02 y\n  - z\n- 2026-01-03 w\n",
                "## Log\n- 2026-01-01 x\n- 2026-01-01 x\n- 2026-01-02 y\n  - z\n- 2026-01-03 w\n",
            ),
            (
                "## Log\n- 2026-01-02 y\n  - z\n",
                "## Log\n- 2026-01-02 y\n  - other\n",
                "## Log\n- 2026-01-02 y\n  - z\n- 2026-01-02 y\n  - other\n",
            ),
            (
                "Quick.\n\n## Log\n- 2026-01-01 x\n",
                "Slow.\n\n## Log\n- 2026-01-01 x\n",
                "Quick.\n\n## A. Lovelace\n\nSlow.\n\n## Log\n- 2026-01-01 x\n",
            ),
            ("See[^1].\n\n[^1]: here\n", "See[^1].\n\n[^1]: here\n", "See[^1].\n\n[^1]: here\n"),
        ],
    )
    def test_what_both_have_counts_once(self, vault: Write, first: str, second: str, merged: str) -> None:
        root = vault({ADA: first, SECOND: second})
        after = do(root, lambda desk: plan_merge(desk, ADA, SECOND))
        assert after[ADA] == f"---\naliases: [A. Lovelace]\n---\n{merged}"

    @pytest.mark.parametrize(
        ("first", "second", "merged"),
        [
            ("type: [person, author]", "type: [person, musician]", "type: [person, author, musician]"),
            ("type: person", "type: [person, musician]", "type: [person, musician]"),
            (
                "Type:\n- person\n- author",
                "type: [contact, Author, musician]",
                "Type:\n- person\n- author\n- musician",
            ),
            ("role: x", "type: [person, musician]", "role: x\ntype: [person, musician]"),
            ("role: x", "type: person", "role: x"),
            ("type: person", "type: contact", "type: person"),
            ("tags: [a]", "tags: b, c", "tags: [a, b, c]"),
            ("tags: a b", "tags: [c]", "tags: [a, b, c]"),
        ],
    )
    def test_no_type_or_tag_is_lost(self, vault: Write, first: str, second: str, merged: str) -> None:
        root = vault({"contacts/A.md": f"---\n{first}\n---\n", "contacts/B.md": f"---\n{second}\n---\n"})
        with Notebook(str(root), TODAY).write_session() as desk:
            desk.perform(plan_merge(desk, "contacts/A.md", "contacts/B.md"))
        aliases = "aliases:\n- B" if "\n- " in merged else "aliases: [B]"
        assert texts(root)["contacts/A.md"] == f"---\n{merged}\n{aliases}\n---\n"

    def test_what_both_notes_contain_is_there_once(self, vault: Write) -> None:
        text = (
            "# {name}\n\nMet at the fair.\n\n```\na\n\nb\n```\n\n- [ ] send a card 📅 2026-12-01\n\n"
            "## Family\n\nTwo cats.\n\n## Log\n\n- 2026-01-01 call: x\n  - more\n- 2026-02-01 y\n"
        )
        root = vault(
            {
                ADA: f"---\nrole: Analyst\n---\n{text.format(name='Ada Lovelace')}- 2026-03-01 z\n",
                SECOND: f"---\nrole: Analyst\n---\n{text.format(name='A. Lovelace')}- 2026-04-01 w\n",
                "interactions/2026-03-02 Tea.md": "---\nwith: ['[[Ada Lovelace]]', '[[A. Lovelace]]', '[[Bo]]'] # all\n---\nTea\n",
                "contacts/Bo.md": "---\nknows:\n  - '[[A. Lovelace|Ada]]'\n  - '[[Ada Lovelace]]'\n---\n",
            }
        )
        after = do(root, lambda desk: plan_merge(desk, ADA, SECOND))
        assert after[ADA] == (
            f"---\nrole: Analyst\naliases: [A. Lovelace]\n---\n{text.format(name='Ada Lovelace')}"
            "- 2026-03-01 z\n- 2026-04-01 w\n"
        )
        assert after["interactions/2026-03-02 Tea.md"] == (
            "---\nwith: ['[[Ada Lovelace]]', '[[Bo]]'] # all\n---\nTea\n"
        )
        assert after["contacts/Bo.md"] == "---\nknows:\n  - '[[Ada Lovelace|Ada]]'\n---\n"
        assert errors(root) == []

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            # Only what is the same under the same headings is the same.
            ("## Pets\nTwo cats.\n", "## Family\nTwo cats.\n", "## Pets\nTwo cats.\n\n## A. Lovelace\n\n## Family\nTwo cats.\n"),
            ("a\nb\n", "a\nc\n", "a\nb\n\na\nc\n"),
            ("a\n\nb\n", "b\n\nb\n\nc\n", "a\n\nb\n\nb\n\nc\n"),
            ("- a\n  - b\n", "- a\n  - c\n", "- a\n  - b\n\n- a\n  - c\n"),
            ("- [ ] a\n- [ ] b\n", "- [ ] b\n- [ ] c\n", "- [ ] a\n- [ ] b\n\n- [ ] c\n"),
            ("- [x] a\n", "- [ ] a\n", "- [x] a\n\n- [ ] a\n"),
            ("See[^1].\n\n[^1]: here\n", "See[^1].\n\n[^1]: here\n", "See[^1].\n\n[^1]: here\n"),
            ("## Log\n- 2026-01-01 x\n", "## History\n- 2026-01-01 x\n", "## A. Lovelace\n\n## History\n- 2026-01-01 x\n\n## Log\n- 2026-01-01 x\n"),
            ("x\r\n\r\n## Log\r\n- 2026-01-01 a\r\n", "x\n\n## Log\n- 2026-01-01 a\n", "x\r\n\r\n## Log\r\n- 2026-01-01 a\r\n"),
            ("Log\n===\n- 2026-01-01 x\n", "Log\n---\n- 2026-01-01 x\n- 2026-01-02 y\n", "Log\n===\n- 2026-01-01 x\n- 2026-01-02 y\n"),
        ],
    )  # fmt: skip
    def test_only_whole_blocks_are_the_same(
        self, vault: Write, first: str, second: str, expected: str
    ) -> None:
        root = vault({ADA: f"---\naliases: [A. Lovelace]\n---\n{first}", SECOND: second})
        after = do(root, lambda desk: plan_merge(desk, ADA, SECOND))[ADA]
        assert after.removeprefix("---\naliases: [A. Lovelace]\n---\n") == expected

    def test_nobody_knows_themselves_afterwards(self, vault: Write) -> None:
        root = vault(
            {
                ADA: "---\nknows: ['[[A. Lovelace]]', '[[Bo]]']\n---\n",
                SECOND: "---\nknows: '[[Ada Lovelace]]'\nscore: 42\nseen: 2024-01-01\n---\n",
                "contacts/Bo.md": "x\n",
            }
        )
        after = do(root, lambda desk: plan_merge(desk, ADA, SECOND))[ADA]
        assert after == "---\nknows: ['[[Bo]]']\nscore: 42\nseen: 2024-01-01\naliases: [A. Lovelace]\n---\n"

    @pytest.mark.parametrize(
        ("first", "second", "expected", "told"),
        [
            ("[[A. Lovelace]]", "[[Bo]]", "[[Bo]]", ()),
            ("[[Bo]]", "[[Ada Lovelace]]", "[[Bo]]", ()),
            ("[[A. Lovelace]]", "", None, ()),
            ("[[Bo]]", "[[Cy]]", "[[Bo]]", ("met_through: [[Bo]] counts; [[Cy]] is noted in the text",)),
        ],
    )
    def test_nobody_was_met_through_themselves(
        self, vault: Write, first: str, second: str, expected: str | None, told: tuple[str, ...]
    ) -> None:
        notes = {ADA: f'---\nmet_through: "{first}"\n---\n', SECOND: f'---\nmet_through: "{second}"\n---\n'}
        root = vault({**notes, "contacts/Bo.md": "x\n", "contacts/Cy.md": "x\n"})
        with Notebook(str(root), TODAY).write_session() as desk:
            assert [each.name for each in differing_properties(desk, ADA, SECOND)] == ["met_through"] * len(
                told
            )
            assert desk.perform(plan_merge(desk, ADA, SECOND)) == told
        front = texts(root)[ADA].split("---\n")[1]
        wished = f'met_through: "{expected}"\n' if expected else ""
        assert front == f"{wished}aliases: [A. Lovelace]\n"

    def test_one_who_is_left_in_peace_is_not_so_in_passing(self, vault: Write) -> None:
        root = vault({ADA: "x\n", SECOND: "---\nstatus: do-not-contact\n---\n"})
        with Notebook(str(root), TODAY).write_session() as desk:
            told = desk.perform(plan_merge(desk, ADA, SECOND))
        assert told == ("status: active counts; do-not-contact is noted in the text",)
        assert "status:" not in texts(root)[ADA].partition("---\n\n")[0].partition("x\n")[0]

    def test_nobody_is_merged_with_themselves_or_with_a_thing(self, vault: Write) -> None:
        root = vault({ADA: "x\n", "n.md": "y\n"})
        with Notebook(str(root), TODAY).write_session() as desk:
            for first, second in ((ADA, ADA), (ADA, "n.md"), ("n.md", ADA)):
                with pytest.raises(EditRefused):
                    plan_merge(desk, first, second)


KEYS = st.sampled_from(["type", "title", "tags", "role", "x", "emails", "needs", "organization", "status"])
VALUES = st.lists(st.sampled_from(["vau", "vev", "viw", "vox", "vuy"]), min_size=1, max_size=3, unique=True)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.dictionaries(KEYS, VALUES, max_size=4))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=40,
)
def test_no_value_is_lost_in_a_merge(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, list[str]], second: dict[str, list[str]]
) -> None:
    root = tmp_path_factory.mktemp("vault")
    for path, values in ((ADA, first), (SECOND, second)):
        types = ["person", *values.pop("type", ())]
        lines = [f"{key}: [{', '.join(texts)}]\n" for key, texts in {"type": types, **values}.items()]
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(f"---\n{''.join(lines)}---\n")
    after = do(root, lambda desk: plan_merge(desk, ADA, SECOND))[ADA]
    lost = [value for values in (*first.values(), *second.values()) for value in values if value not in after]
    assert lost == []


NAMES = st.sampled_from(
    ["Ada", "ada", "Ada King", "Bo", "C/D", "É", "x: y", "Ada Lovelace", "2026-01-01", "No"]
)
FORMS = [
    "[[{}]]",
    "[[{}|shown]]",
    "[[{}#Log]]",
    "[[contacts/{}]]",
    "[x]({}.md)",
    "[x](contacts/{}.md)",
    "[x](<{}.md>)",
    "`[[{}]]`",
]


@given(
    st.lists(
        st.tuples(st.sampled_from(FORMS), st.sampled_from(["Ada Lovelace", "Bo", "Countess"])), max_size=5
    ),
    NAMES,
    st.booleans(),
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=40,
)
def test_links_lead_after_a_rename_where_they_led_before(
    tmp_path_factory: pytest.TempPathFactory, links: list[tuple[str, str]], name: str, alias: bool
) -> None:
    root = tmp_path_factory.mktemp("vault")
    written = " ".join(
        form.format(to.replace(" ", "%20") if "](" in form and "<" not in form else to) for form, to in links
    )
    notes = {ADA: f"---\naliases: [Countess]\n---\n{written}\n", "contacts/Bo.md": f"---\nknows: [\"[[Ada Lovelace]]\"]\nx: '{written}'\nteam:\n  - who: '{written}'\n    in: ['{written}', y]\n---\n", "n.md": f"# {written}\n\n- {written}\n"}  # fmt: skip
    for path, text in {**notes, "pnet.toml": ""}.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text)
    before = Notebook(str(root), TODAY).index
    try:
        with Notebook(str(root), TODAY).write_session() as desk:
            operation = plan_rename(desk, ADA, name, alias=alias)
            desk.perform(operation)
    except PnetError:
        assert texts(root) == notes
        return
    new = next((step.path for step in operation.steps if step.moved_from), ADA)
    after = Notebook(str(root), TODAY).index
    for path, facts in before.notes.items():
        now = new if path == ADA else path
        led = [before.names.resolve(ref, path, people=False).path for ref in facts.links]
        leads = [after.names.resolve(ref, now, people=False).path for ref in after.notes[now].links]
        assert [new if to == ADA else to for to in led if to] == [
            to for was, to in zip(led, leads, strict=True) if was
        ]
        knew = [before.names.resolve(ref, path, people=True).path for ref in facts.people]
        knows = [after.names.resolve(ref, now, people=True).path for ref in after.notes[now].people]
        assert [new if to == ADA else to for to in knew] == knows
    if operation.steps:
        Notebook(str(root), TODAY).undo()
    assert texts(root) == notes


class TestParticipantsInTheText:
    NOTES = {  # noqa: RUF012 - the tests only read it
        ADA: "x\n",
        "contacts/Bo.md": "x\n",
        "interactions/2026-11-01 a.md": "**Attendees:** Ada Lovelace, Bo\n\nAda Lovelace spoke.\n",
        "interactions/2026-11-02 b.md": "## Attendees\n- [[Ada Lovelace]]\n- **Ada Lovelace**\n",
        "interactions/2026-11-03 c.md": "With: Ada Lovelace, and the others\n",
    }

    def test_a_rename_updates_links_and_names_that_count(self, vault: Write) -> None:
        root = vault(self.NOTES)
        after = do(root, lambda desk: plan_rename(desk, ADA, "Ada King"))
        assert {path[13:]: text for path, text in after.items() if path.startswith("inter")} == {
            "2026-11-01 a.md": "**Attendees:** Ada King, Bo\n\nAda Lovelace spoke.\n",
            "2026-11-02 b.md": "## Attendees\n- [[Ada King]]\n- **Ada King**\n",
            "2026-11-03 c.md": "With: Ada Lovelace, and the others\n",
        }
        assert errors(root) == []

    def test_a_name_that_would_not_read_as_one_is_refused(self, vault: Write) -> None:
        root = vault(self.NOTES)
        with pytest.raises(EditRefused, match="make it a link first"):
            do(root, lambda desk: plan_rename(desk, ADA, "Ada King, Countess"))

    def test_a_merge_updates_participants_in_the_text_too(self, vault: Write) -> None:
        root = vault({**self.NOTES, "contacts/Ada King.md": "y\n"})
        after = do(root, lambda desk: plan_merge(desk, "contacts/Ada King.md", ADA))
        assert after["interactions/2026-11-01 a.md"].startswith("**Attendees:** Ada King, Bo\n")
        assert after["interactions/2026-11-02 b.md"] == "## Attendees\n- [[Ada King]]\n- **Ada King**\n"


@pytest.mark.parametrize(
    ("stem", "text", "path", "renamed"),
    [
        ("202611011030", "---\ntitle: Ada\n---\n", "contacts/202611011030.md", "---\ntitle: Ada King\n---\n"),
        ("202611011030", "# Ada\n", "contacts/202611011030.md", "---\nname: Ada King\n---\n# Ada\n"),
        ("k3f9", "---\ntitle: Ada\n---\n", "contacts/k3f9.md", "---\ntitle: Ada King\n---\n"),
        ("user.ada", "---\ntitle: Ada\n---\n", "contacts/user.ada.md", "---\ntitle: Ada King\n---\n"),
        ("ada-b", "---\ntitle: Ada B\n---\n", "contacts/Ada King.md", "---\ntitle: Ada King\n---\n"),
    ],
)
def test_a_note_named_by_an_id_keeps_it_and_changes_its_title(
    vault: Write, stem: str, text: str, path: str, renamed: str
) -> None:
    root = vault({f"contacts/{stem}.md": text, "x.md": f"[[{stem}]]\n"})
    name = Notebook(str(root), TODAY).contact(stem).name
    after = do(root, lambda desk: plan_rename(desk, f"contacts/{stem}.md", "Ada King"))
    assert after[path] == renamed
    assert Notebook(str(root), TODAY).contact("Ada King").path == path
    assert Notebook(str(root), TODAY).index.backlinks[path] == {"x.md"}
    assert name in ("Ada", "Ada B")


@pytest.mark.parametrize("name", ["Ada Byrne", "202611011030", "202611011030 ada"])
def test_a_note_named_by_an_id_is_found_by_both(vault: Write, name: str) -> None:
    root = vault({"contacts/202611011030 ada.md": "---\ntitle: Ada Byrne\n---\n"})
    book = Notebook(str(root), TODAY)
    assert book.contact(name if name != "202611011030" else "ada byrne").name == "Ada Byrne"
