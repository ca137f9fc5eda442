"""Opens vaults through the library: every note counts once, and an unreadable note hides no other."""

import gc
import os
import time
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

import plaintext_network as pn
from plaintext_network.vault.config.settings import parse_settings
from plaintext_network.vault.config.vault_settings import Settings
from plaintext_network.vault.files import walk
from plaintext_network.vault.files.fingerprints import WIDTH
from plaintext_network.vault.files.walk import Listing, listing
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.watch.watcher_thread import open_files

Write = Callable[[Mapping[str, str]], Path]


def notebook(root: Path) -> Notebook:
    return Notebook(str(root), TODAY)


def names(opened: Notebook) -> list[str]:
    return [person.name for person in opened.contacts()]


def codes(opened: Notebook) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in opened.problems()]


NOTES = {
    "contacts/Ada Lovelace.md": "---\ncadence: 2 months\n---\n- [ ] send the slides 📅 2026-11-20\n## Log\n- 2026-07-01 call: x\n",
}


class TestAScript:
    def test_finds_who_is_due_and_looks_up_a_contact(self, vault: Write) -> None:
        opened = pn.open(str(vault(NOTES)), today=TODAY)

        assert [(e.contact.name, e.kind, e.overdue_by) for e in opened.due()] == [
            ("Ada Lovelace", "promise", 4),
            ("Ada Lovelace", "touch", 84),
        ]
        ada = opened.contact("ada")
        assert ada.last_touch == date(2026, 7, 1)
        assert [touch.summary for touch in ada.touches] == ["x"]
        assert [promise.text for promise in ada.promises] == ["send the slides"]
        assert repr(ada) == "Person('Ada Lovelace', 'contacts/Ada Lovelace.md')"
        with pytest.raises(pn.ContactNotFound):
            opened.contact("eve")

    def test_can_ask_everything_the_command_line_can(self, vault: Write) -> None:
        opened = pn.open(str(vault(NOTES)), today=TODAY)

        assert [person.name for person in opened.contacts("is:due ada")] == ["Ada Lovelace"]
        assert [entry.summary for entry in opened.interactions("with:ada")] == ["x"]
        assert [result.line for result in opened.find("slides")] == [4]
        assert opened.reports.stats().due == 1
        assert opened.path("ada") == "contacts/Ada Lovelace.md"
        assert opened.lines("contacts/Ada Lovelace.md")[1] == "cadence: 2 months"
        assert [result.rule for result in opened.explain("ada")] == ["promise", "reply", "touch"]
        with pytest.raises(pn.QueryInvalid):
            opened.contacts("is:rich")

    def test_opens_the_vault_that_pnet_would(self, vault: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        root = vault(NOTES)
        monkeypatch.setenv("PNET_VAULT", str(root))
        assert pn.open().root == str(root)
        assert pn.open().today == date.today()  # noqa: DTZ011 - the owner's local date is meant
        with pytest.raises(pn.VaultNotFound):
            pn.open(str(root / "nowhere"))
        with pytest.raises(AttributeError, match="no attribute 'opne'"):
            _ = pn.opne


class TestOneBadNote:
    def test_in_ten_thousand_hides_no_other(self, tmp_path: Path) -> None:
        folder = tmp_path / "contacts"
        folder.mkdir()
        for number in range(9_999):
            (folder / f"{number:04}.md").write_bytes(
                b"---\nname: P\ncadence: weekly\n---\n".replace(b"P", b"%d" % number)
            )
        (folder / "bad.md").write_bytes(b"---\nname: [\n---\n")
        (folder / "bad.md").chmod(0o644)
        opened = notebook(tmp_path)

        assert len(opened.contacts()) == 10_000
        assert len(opened.due()) == 9_999
        assert codes(opened) == [("contacts/bad.md", "yaml-invalid")]

    def test_that_vanishes_between_listing_and_reading_is_no_problem(
        self, vault: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = vault({"contacts/Ada.md": "", "contacts/Bo.md": "x"})

        def then_one_goes(*_: object) -> Listing:
            found = listing(str(root))
            (root / "contacts/Ada.md").unlink()
            return found

        monkeypatch.setattr(walk, "listing", then_one_goes)
        opened = notebook(root)
        assert (names(opened), codes(opened)) == (["Bo"], [])

    def test_without_read_permission_is_reported(self, forbidding: Path) -> None:
        (forbidding / "contacts").mkdir()
        (forbidding / "contacts/Ada.md").write_text("x")
        (forbidding / "contacts/Bo.md").write_text("x")
        (forbidding / "contacts/Ada.md").chmod(0)
        opened = notebook(forbidding)
        assert names(opened) == ["Bo"]
        assert codes(opened) == [("contacts/Ada.md", "unreadable")]
        assert opened.text("contacts/Ada.md") == ""

    def test_that_is_too_large_still_has_its_front_matter(self, vault: Write) -> None:
        root = vault({"contacts/Ada.md": "---\ncadence: weekly\n---\n" + "- 2026-11-01 x\n" * 300_000})
        opened = notebook(root)
        assert [(e.contact.name, e.kind) for e in opened.due()] == [("Ada", "new")]
        assert codes(opened) == [("contacts/Ada.md", "too-large")]


class TestConflicts:
    def test_leave_the_other_properties_readable(self, vault: Write) -> None:
        merge = "<<<<<<< a\nrole: x\n=======\nrole: y\n>>>>>>> b\n"
        root = vault({"contacts/Ada.md": f"---\ncadence: weekly\n{merge}---\n"})
        opened = notebook(root)
        assert [(e.contact.name, e.kind) for e in opened.due()] == [("Ada", "new")]
        assert codes(opened) == [("contacts/Ada.md", "conflict-marker")]

    @pytest.mark.parametrize("sides", ["private: true\n=======\n", "Private: no\n=======\nprivate: yes\n"])
    def test_about_who_is_private_hide_the_contact(self, vault: Write, sides: str) -> None:
        root = vault({"contacts/Ada.md": f"---\n<<<<<<< a\n{sides}>>>>>>> b\n---\n"})
        assert notebook(root).index.notes["contacts/Ada.md"].contact.private  # type: ignore[union-attr]


class TestCopies:
    def test_with_a_conflict_marker_are_reported_and_are_never_contacts(self, vault: Write) -> None:
        root = vault(
            {
                "contacts/Ada.md": "---\ncadence: weekly\n---\n",
                "contacts/Ada (Conflicted copy Phone 202611200930).md": "---\ncadence: weekly\n---\n",
                "contacts/Eve.sync-conflict-20261120-093000-ABCDEFG.md": "",
            }
        )
        opened = notebook(root)
        assert names(opened) == ["Ada"]
        assert [code for _, code in codes(opened)] == ["conflict-copy", "conflict-copy"]

    @pytest.mark.parametrize(
        "same", ["name: Ada Lovelace", "uid: 4711", "emails: [ada@example.org, b@example.org]"]
    )
    @pytest.mark.parametrize(
        "copy",
        [
            "Ada 2",
            "Ada-LAPTOP",
            "Ada (1)",
            "Ada copy",
            "Ada - Copy",
            "Ada (Kopie)",
            "Ada.backup",
            "Ada~1",
            "Copy of Ada",
            "Kopie von Ada",
        ],
    )
    def test_with_an_ambiguous_name_are_copies_if_both_notes_agree(
        self, vault: Write, same: str, copy: str
    ) -> None:
        text = f"---\n{same}\n---\n"
        opened = notebook(vault({"contacts/Ada.md": text, f"contacts/{copy}.md": text}))
        assert [person.path for person in opened.contacts()] == ["contacts/Ada.md"]
        assert codes(opened) == [(f"contacts/{copy}.md", "conflict-copy")]

    @pytest.mark.parametrize(
        ("name", "same", "is_copy"),
        [
            ("Ada (London)", "emails: ada@example.org", True),
            ("Ada (London)", "uid: 4711", True),
            ("Ada (London)", "name: Ada", False),
            ("Ada Lovelace", "emails: family@example.org", False),
            ("Ada Lovelace", "uid: 4711", True),
            ("Adam", "uid: 4711", False),
            ("Ada no. 2", "emails: ada@example.org", False),
        ],
    )
    def test_a_name_with_more_words_is_a_copy_only_if_little_else_is_possible(
        self, vault: Write, name: str, same: str, is_copy: bool
    ) -> None:
        text = f"---\n{same}\n---\n"
        opened = notebook(vault({"contacts/Ada.md": text, f"contacts/{name}.md": text}))
        assert ("conflict-copy" in [code for _, code in codes(opened)]) == is_copy
        assert len(opened.contacts()) == (1 if is_copy else 2)

    @pytest.mark.parametrize(
        ("ada", "copy"),
        [
            ("---\nname: Ada\n---\n", "---\nname: Ida\n---\n"),
            ("---\nemails: a@example.org\n---\n", "---\nemails: i@example.org\n---\n"),
            ("---\nuid: 1\n---\n", "---\nuid: 2\n---\n"),
            ("", ""),
            ("---\ntype: recipe\nname: Ada\n---\n", "---\nname: Ada\n---\n"),
        ],
    )
    def test_with_nothing_in_common_are_contacts(self, vault: Write, ada: str, copy: str) -> None:
        opened = notebook(vault({"contacts/Ada.md": ada, "contacts/Ada 2.md": copy}))
        assert "contacts/Ada 2.md" in [person.path for person in opened.contacts()]
        assert "conflict-copy" not in [code for _, code in codes(opened)]

    def test_without_an_original_are_contacts(self, vault: Write) -> None:
        opened = notebook(vault({"contacts/Ada 2.md": "---\nname: Ada\n---\n"}))
        assert names(opened) == ["Ada"]


SAMPLE = Path(__file__).parents[2] / "sample_vault"


def test_the_answer_does_not_depend_on_the_order_in_which_files_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = notebook(SAMPLE)
    answer, problems = expected.due_list(), expected.problems()
    for seed in range(3):

        def shuffled(*_: str, chance: Random = Random(seed)) -> Listing:  # noqa: B008, S311
            found = listing(str(SAMPLE), expected.settings.rules.ignore)
            folders = list(found.folders.items())
            found.folders = dict(chance.sample(folders, len(folders)))
            for folder in found.folders.values():
                numbers = chance.sample(range(len(folder.names)), len(folder.names))
                folder.names = [folder.names[n] for n in numbers]
                folder.seen = b"".join(folder.seen[n * WIDTH : (n + 1) * WIDTH] for n in numbers)
            return found

        monkeypatch.setattr(walk, "listing", shuffled)
        opened = Notebook(str(SAMPLE), TODAY, cache=False)
        assert opened.due_list() == answer
        assert opened.problems() == problems


def test_reading_changes_no_byte_and_no_time(vault: Write) -> None:
    root = vault({"contacts/Ada.md": "---\r\nname: Ada\r\n---\r\n\t x", "b.md": "\ufeff"})

    def state() -> list[tuple[str, str, int]]:
        every = sorted(path for path in root.rglob("*") if path.is_file())
        return [(str(p), sha256(p.read_bytes()).hexdigest(), os.stat(p).st_mtime_ns) for p in every]

    before = state()
    opened = notebook(root)
    opened.due(), opened.problems(), opened.find("ada"), opened.reports.stats(), opened.interactions()
    assert state() == before


def test_progress_reports_the_number_of_notes(vault: Write) -> None:
    reports: list[tuple[int, int, str]] = []
    root = vault({f"contacts/{number}.md": "" for number in range(120)})
    _ = Notebook(str(root), TODAY, lambda *so_far: reports.append(so_far)).index
    read = [(done, 120, "notes read") for done in (0, 50, 100, 120)]
    assert reports[:4] == read
    assert {what for *_, what in reports[4:]} == {"links resolved", "contacts computed"}


def test_a_property_has_the_values_that_notes_have_as_a_reader_sees_them(vault: Write) -> None:
    notes = {
        "contacts/Ada.md": '---\norganization: "[[Mint Works|Mint]]"\nhobby: chess\n---\n',
        "contacts/Bo.md": "---\norganization: Äther\ntags: [a]\n---\n",
    }
    opened = notebook(vault(notes))
    assert opened.values("organization") == ("Äther", "Mint")
    assert (opened.values("tags"), opened.values("hobby"), opened.values("unknown")) == (
        ("a",),
        ("chess",),
        (),
    )


HIDDEN = """---
type: person
---
%% secretA [[Bob]] #secretB %%
Kind. <!-- secretC --> Clever.

## Log
- 2026-11-01 tea %%secretD%%
%%
- 2026-11-20 secretE
- [ ] secretF 📅 2026-11-20
%%
- [ ] call 📅 2026-11-20 <!-- secretG -->

<!--
# secretH
secretI:: x
"""


def test_what_a_comment_hides_is_neither_counted_nor_found_nor_shown(vault: Write) -> None:
    opened = notebook(
        vault({"contacts/Ada.md": HIDDEN, "contacts/Bob.md": "", "interactions/2026-11-02 A.md": HIDDEN})
    )
    ada = opened.contact("ada")
    assert [entry.day.isoformat() for entry in ada.interactions] == ["2026-11-01"]
    assert [promise.text for promise in ada.promises] == ["call"]
    assert not opened.find("secretA")
    assert all(not opened.find(f"secret{letter}") for letter in "ABCDEFGHI")
    assert not opened.find_interactions("secretA")
    (found,) = opened.find("clever", limit=1)
    assert "secret" not in (found.shown or "")
    everything = (
        ada,
        opened.due(),
        opened.interactions(),
        opened.reports.contact_page("ada", full=True),
        opened.index.notes,
    )
    assert "secret" not in repr(everything).lower()


def test_other_settings_than_those_of_the_file_can_be_tried(
    vault: Callable[[Mapping[str, str]], Path],
) -> None:
    root = vault({"People/Ada.md": "", "pnet.toml": ""})
    people = Settings(parse_settings('[kinds.contact]\nfolders = ["People"]\n').rules)
    tried = Notebook(str(root), TODAY, settings=people)
    assert [facts.path for facts in tried.index.contacts()] == ["People/Ada.md"]
    # Nothing of it is cached under the settings of the file.
    assert list(Notebook(str(root), TODAY).index.contacts()) == []


def test_a_notebook_that_nobody_needs_closes_its_database_at_once(
    vault: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault(NOTES)
    # Fingerprints can be trusted at once, so that only a changed note writes the database.
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + 3_600_000_000_000)

    def ask() -> None:
        opened = notebook(root)
        assert opened.contact("ada").name == "Ada Lovelace"
        assert opened.find("slides")

    ask()
    gc.collect()
    before = open_files()
    gc.disable()
    try:
        for number in range(3):
            ask()
            (root / f"contacts/Bo {number}.md").write_text("The slides.\n")
            ask()
        assert open_files() == before
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (lambda opened: opened.due(circles="friends"), "circles"),
        (lambda opened: opened.due_list(circles="friends"), "circles"),
        (lambda opened: opened.reports.check_post("Hello.", audience="friends"), "audience"),
        (lambda opened: opened.log("tea", people="friends"), "people"),
    ],
)
def test_one_name_in_place_of_several_is_refused(
    vault: Write, ask: Callable[[Notebook], object], name: str
) -> None:
    opened = notebook(vault({"contacts/Ada.md": "---\ncircles: [friends]\ncadence: weekly\n---\n"}))
    with pytest.raises(TypeError, match=rf"{name}=\['friends'\]"):
        ask(opened)
