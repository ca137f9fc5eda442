"""A note is moved to the trash and a contact is archived; nothing else changes, and undo restores every byte."""

import pytest

from plaintext_network.errors import AmbiguousName, EditRefused
from plaintext_network.vault.edits.archive_contact import plan_archive, plan_unarchive
from plaintext_network.vault.edits.delete_note import plan_delete
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, texts

ADA, BO = "contacts/Ada Lovelace.md", "contacts/Bo Ek.md"
TEA = "interactions/2026-11-01 Tea.md"
NOTES = {
    ADA: "---\nprivate: true\n---\n- [ ] send slides\n\n## Log\n- 2026-01-01 x\n",
    BO: "---\nknows: ['[[Ada Lovelace]]']\n---\nSister of [[Ada Lovelace|Ada]].\n",
    TEA: "---\ndate: 2026-11-01\nwith: [Ada Lovelace, '[[Bo Ek]]']\nfollow_up: [2026-12-01 call]\n---\n",
}


def notices(root: str, path: str) -> tuple[str, ...]:
    return plan_delete(Notebook(root, TODAY).dry_run(), path).notices


class TestDelete:
    def test_the_note_is_in_the_trash_and_no_other_note_changes(self, vault: Write) -> None:
        root = vault(NOTES)
        after = do(root, lambda desk: plan_delete(desk, ADA))
        assert after == {".trash/Ada Lovelace.md": NOTES[ADA], BO: NOTES[BO], TEA: NOTES[TEA]}

    def test_it_reports_what_still_leads_to_it(self, vault: Write) -> None:
        root = vault(NOTES)
        assert notices(str(root), ADA) == (
            "3 links in 2 notes (1 interaction and 1 open promise) still point to it: pnet check lists them",
        )
        assert notices(str(root), BO) == (
            "1 link in 1 note (1 interaction and 1 open promise) still points to it: pnet check lists them",
        )
        assert notices(str(root), TEA) == ()

    def test_check_lists_each_link_that_it_counts(self, vault: Write) -> None:
        root = vault(NOTES)
        notebook = Notebook(str(root), TODAY)
        assert notebook.delete("ada") == ".trash/Ada Lovelace.md"
        found = [(p.code, p.path, p.line) for p in notebook.problems()]
        assert found == [("link-nowhere", BO, 2), ("link-nowhere", BO, 4), ("link-nowhere", TEA, 3)]

    def test_a_name_that_is_taken_in_the_trash_gets_a_number(self, vault: Write) -> None:
        root = vault({"contacts/Ada.md": "1\n", ".trash/ada.md": "0\n"})
        after = do(root, lambda desk: plan_delete(desk, "contacts/Ada.md"))
        assert after == {".trash/ada.md": "0\n", ".trash/Ada no. 2.md": "1\n"}

    def test_a_folder_note_leaves_the_other_files_of_its_folder(self, vault: Write) -> None:
        root = vault({"contacts/Ada/Ada.md": "x\n", "contacts/Ada/letter.md": "y\n"})
        assert notices(str(root), "contacts/Ada/Ada.md") == ("contacts/Ada keeps 1 other file",)
        after = do(root, lambda desk: plan_delete(desk, "contacts/Ada/Ada.md"))
        assert after == {".trash/Ada.md": "x\n", "contacts/Ada/letter.md": "y\n"}

    def test_a_link_that_leads_to_another_note_now_is_named(self, vault: Write) -> None:
        root = vault({"contacts/Ada.md": "", "contacts/Adaeze.md": "---\naliases: [Ada]\n---\n", "a.md": "[[Ada]]\n"})  # fmt: skip
        assert notices(str(root), "contacts/Ada.md") == (
            "a.md:1: the link “Ada” now leads to contacts/Adaeze.md",
        )

    @pytest.mark.parametrize("text", ["---\nname: [\n---\n", "---\na: 1\na: 2\n---\n", "caf\xe9 \x00", ""])
    def test_a_note_that_can_not_be_edited_can_be_deleted(self, vault: Write, text: str) -> None:
        root = vault({"contacts/Ada.md": text})
        assert do(root, lambda desk: plan_delete(desk, "contacts/Ada.md")) == {".trash/Ada.md": text}

    def test_the_library_deletes_by_name_and_never_guesses(self, vault: Write) -> None:
        root = vault({**NOTES, "contacts/Bo Ng.md": "x\n"})
        notebook = Notebook(str(root), TODAY)
        with pytest.raises(AmbiguousName):
            notebook.delete("bo")
        assert notebook.delete("2026-11-01 Tea") == ".trash/2026-11-01 Tea.md"
        assert (notebook.undo(), notebook.redo()) == ("delete 2026-11-01 Tea",) * 2
        assert ".trash/2026-11-01 Tea.md" in texts(root)


class TestArchive:
    def test_it_changes_one_line_and_so_does_bringing_back(self, vault: Write) -> None:
        text = "---\n# mine\ncadence: monthly\n---\nx\n"
        root = vault({"contacts/Ada.md": text})
        after = do(root, lambda desk: plan_archive(desk, "contacts/Ada.md"))
        archived = "---\n# mine\ncadence: monthly\nstatus: archived\n---\nx\n"
        assert after == {"contacts/Ada.md": archived}
        assert do(root, lambda desk: plan_unarchive(desk, "contacts/Ada.md")) == {"contacts/Ada.md": text}

    @pytest.mark.parametrize(
        ("before", "archived", "back"),
        [("paused", "archived", ""), ("active", "archived", ""), ("Archived", "Archived", "")],
    )
    def test_another_status_is_replaced_and_not_remembered(
        self, vault: Write, before: str, archived: str, back: str
    ) -> None:
        root = vault({"contacts/Ada.md": f"---\nstatus: {before}\ntags: [a]\n---\n"})
        after = do(root, lambda desk: plan_archive(desk, "contacts/Ada.md"))
        assert after == {"contacts/Ada.md": f"---\nstatus: {archived}\ntags: [a]\n---\n"}
        after = do(root, lambda desk: plan_unarchive(desk, "contacts/Ada.md"))
        assert after == {"contacts/Ada.md": f"---\n{back}tags: [a]\n---\n"}

    @pytest.mark.parametrize("status", ["do-not-contact", "deceased"])
    def test_a_status_that_hides_more_stays(self, vault: Write, status: str) -> None:
        text = f"---\nstatus: {status}\n---\n"
        root = vault({"contacts/Ada.md": text})
        with pytest.raises(EditRefused, match=status):
            Notebook(str(root), TODAY).archive("ada")
        Notebook(str(root), TODAY).unarchive("ada")
        assert texts(root) == {"contacts/Ada.md": text}

    def test_only_a_contact_is_archived(self, vault: Write) -> None:
        root = vault(NOTES)
        with pytest.raises(EditRefused, match="only a contact"):
            plan_archive(Notebook(str(root), TODAY).dry_run(), TEA)
