"""Imports address books with `pnet import`: what changes, what never does, and what is said."""

import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.exchange.imports.base import base_file
from plaintext_network.vault.cache.locations import records_folder

ADA = "BEGIN:VCARD\nVERSION:3.0\nUID:u1\nFN:Ada Lovelace\nEMAIL:ada@example.org\nORG:Analytical Ltd\nTEL;TYPE=cell:+44 20 7946 0018\nNOTE:likes punch cards\nEND:VCARD\n"
GRACE = "BEGIN:VCARD\nVERSION:3.0\nUID:u2\nFN:Grace Hopper\nEMAIL:grace@example.org\nORG:Navy\nX-FAX;TYPE=old:12\nEND:VCARD\n"
ALAN = "BEGIN:VCARD\nVERSION:3.0\nUID:u3\nFN:Alan Turing\nEMAIL:alan@example.org\nEND:VCARD\n"


class Book:
    """A vault, and a file to import into it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self._capsys = root, capsys
        self.out = self.err = ""

    def file(self, text: str, name: str = "phone.vcf") -> str:
        path = self.root.parent / name
        path.write_text(text, newline="")
        return str(path)

    def pnet(self, *words: str) -> int:
        status = main([*words, "--vault", str(self.root), "--today", "2026-11-24", "--no-input"])
        self.out, self.err = self._capsys.readouterr()
        return status

    def imports(self, text: str, *words: str) -> dict[str, object]:
        """Import a text and return the counts; each record has one outcome."""
        status = self.pnet("import", self.file(text), "--format", "json", *words)
        found: dict[str, object] = json.loads(self.out)
        outcomes = [found[name] for name in ("added", "changed", "same", "asked", "skipped", "refused")]
        assert sum(outcomes) == found["records"]  # type: ignore[arg-type]
        assert status == (4 if found["refused"] else 0)
        return found

    def contents(self) -> dict[str, bytes]:
        paths = [path for path in self.root.rglob("*") if path.is_file() and ".trash" not in path.parts]
        return {str(path.relative_to(self.root)): path.read_bytes() for path in sorted(paths)}

    def text(self, path: str) -> str:
        return (self.root / path).read_text()

    def forget(self) -> None:
        shutil.rmtree(os.path.dirname(base_file(str(self.root), "vcard")))


@pytest.fixture
def book(
    vault: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> Callable[[Mapping[str, str]], Book]:
    return lambda notes: Book(vault(notes), capsys)


def _counts(found: Mapping[str, object]) -> str:
    names = ("added", "changed", "same", "asked", "skipped", "refused")
    return " ".join(f"{found[name]} {name}" for name in names if found[name])


def test_every_record_is_counted_and_a_bad_one_stops_no_other(book: Callable[..., Book]) -> None:
    it = book({})
    found = it.imports(f"{ADA}BEGIN:VCARD\nVERSION:3.0\nX-NOTHING:1\nEND:VCARD\n{GRACE}")
    assert _counts(found) == "2 added 1 refused"
    assert it.text("contacts/Grace Hopper.md").startswith("---\nemails: [grace@example.org]\n")
    refused = found["refused_records"][0]  # type: ignore[index]
    assert (refused["file"], refused["line"], refused["record"]) == ("phone.vcf", 10, 2)


def test_the_same_file_again_changes_no_byte_with_or_without_the_state(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(ADA + GRACE)
    before = it.contents()
    assert _counts(it.imports(ADA + GRACE)) == "2 same"
    it.forget()
    assert _counts(it.imports(ADA + GRACE)) == "2 same"
    assert _counts(it.imports(ADA + GRACE)) == "2 same"
    assert it.contents() == before


def test_undo_takes_the_whole_import_back_and_redo_brings_it_again(book: Callable[..., Book]) -> None:
    it = book({"contacts/Ada.md": "---\nemails: [ada@example.org]\n---\n"})
    before = it.contents()
    picture = "/9j/" + "A" * 400
    it.imports(f"{ADA}{GRACE.replace('ORG', f'PHOTO;ENCODING=b;TYPE=JPEG:{picture}{chr(10)}ORG')}")
    after = it.contents()
    assert [path for path in after if path not in before] == [
        "attachments/Grace Hopper.jpg",
        "contacts/Grace Hopper.md",
    ]
    assert it.pnet("undo") == 0
    assert it.contents() == before
    assert it.pnet("redo") == 0
    assert it.contents() == after
    it.pnet("undo")
    # What was undone was never there.
    assert _counts(it.imports(ADA + GRACE)) == "1 added 1 changed"


def test_an_import_that_was_undone_can_be_made_again(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(ADA)
    it.imports(ADA.replace("Analytical Ltd", "Acme"))
    newer = it.contents()
    it.pnet("undo")
    assert _counts(it.imports(ADA)) == "1 same"
    assert _counts(it.imports(ADA.replace("Analytical Ltd", "Acme"))) == "1 changed"
    assert it.contents() == newer


def test_a_newer_file_changes_what_changed_and_no_other_note(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(ADA + GRACE + ALAN)
    before = it.contents()
    newer = ADA.replace("Analytical Ltd", "Acme").replace("0018", "0099")
    assert _counts(it.imports(newer + GRACE + ALAN)) == "1 changed 2 same"
    changed = [path for path, content in it.contents().items() if content != before.get(path)]
    assert changed == ["contacts/Ada Lovelace.md"]
    note = it.text("contacts/Ada Lovelace.md")
    assert "organization: Acme\n" in note
    assert "former: [Analytical Ltd]\n" in note
    assert 'phones: ["+44 20 7946 0099"]\n' in note
    assert "0018" not in note


def test_a_change_is_news(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(ADA)
    it.pnet("import", it.file(ADA.replace("Analytical Ltd", "Acme")))
    assert "Ada Lovelace: Analytical Ltd → Acme (vCard, 24 November)" in it.out
    it.pnet("recent", "--changes")
    assert it.out == "2026-11-24\tAda Lovelace\tmoved to Acme\tcontacts/Ada Lovelace.md\n"
    it.pnet("due")
    assert "moved to Acme (noted 2026-11-24): congratulate" in it.out


def _many(count: int, moved: int) -> str:
    cards = [
        f"BEGIN:VCARD\nVERSION:3.0\nUID:n{number}\nFN:Person {number:03}\n"
        f"ORG:{f'New {number}' if number < moved else 'Old Works'}\nEND:VCARD\n"
        for number in range(count)
    ]
    return "".join(cards)


def test_37_people_who_changed_are_37_reasons_to_write_and_500_new_values_are_none(
    book: Callable[..., Book],
) -> None:
    filled = {f"contacts/Someone {n}.md": f"---\nemails: [s{n}@example.org]\n---\n" for n in range(40)}
    it = book(filled)
    it.imports(_many(60, 0))
    more = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nUID:s{n}\nFN:Someone {n}\nEMAIL:s{n}@example.org\nORG:First\nEND:VCARD\n"
        for n in range(40)
    )
    found = it.imports(_many(60, 37) + more)
    assert _counts(found) == "77 changed 23 same"
    assert len(found["news"]) == 37  # type: ignore[arg-type]
    it.pnet("recent", "--changes", "--format", "json", "--limit", "100")
    listed = json.loads(it.out)
    assert sorted(one["contact"] for one in listed) == [f"Person {number:03}" for number in range(37)]
    assert "too many" not in it.err
    it.pnet("undo")
    it.pnet("recent", "--changes")
    assert it.out == ""


def _edited_by_the_user(it: Book) -> None:
    """Rename, merge, remove a phone, change the role's organization and delete, as users do."""
    assert it.pnet("set", "Grace", "emails", "--remove", "grace@example.org") == 0
    assert it.pnet("set", "Grace", "organization", "Harvard") == 0
    assert it.pnet("rename", "Ada Lovelace", "Ada King") == 0
    assert it.pnet("merge", "Ada King", "Alan Turing") == 0
    assert it.pnet("delete", "Kurt", "--yes") == 0


@pytest.mark.parametrize("loses_state", [False, True])
def test_no_edit_of_the_user_is_undone(book: Callable[..., Book], *, loses_state: bool) -> None:
    it = book({})
    kurt = ALAN.replace("Alan Turing", "Kurt").replace("u3", "u4").replace("alan@", "kurt@")
    it.imports(ADA + GRACE + ALAN + kurt)
    _edited_by_the_user(it)
    before = it.contents()
    if loses_state:
        it.forget()
    expected = "3 same 1 asked" if loses_state else "3 same 1 skipped"
    for _ in range(2):
        assert _counts(it.imports(ADA + GRACE + ALAN + kurt)) == expected
        assert it.contents() == before
    # A newer file brings what is new, and nothing of what the user took away.
    if not loses_state:
        it.imports(ADA + GRACE.replace("X-FAX;TYPE=old:12", "TEL:+1 212 555 0100") + ALAN + kurt)
        note = it.text("contacts/Grace Hopper.md")
        assert "+1 212 555 0100" in note
        assert "organization: Harvard" in note
        assert "grace@" not in note


def test_without_the_state_a_newer_file_only_asks(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(ADA)
    it.forget()
    before = it.contents()
    newer = ADA.replace("Analytical Ltd", "Acme").replace("EMAIL:", "EMAIL:countess@example.org\nEMAIL:")
    found = it.imports(newer)
    assert (_counts(found), found["questions"]) == ("1 asked", 2)
    assert it.contents() == before


def test_a_conflict_stays_as_it_is_on_both_sides_and_is_asked_until_it_is_settled(
    book: Callable[..., Book],
) -> None:
    it = book({})
    it.imports(ADA)
    it.pnet("set", "Ada", "organization", "Mine")
    newer = ADA.replace("Analytical Ltd", "Acme").replace("0018", "0099")
    assert _counts(it.imports(newer)) == "1 changed"
    note = it.text("contacts/Ada Lovelace.md")
    assert "organization: Mine" in note
    assert "0099" in note
    found = it.imports(newer)
    assert (_counts(found), found["questions"]) == ("1 asked", 1)
    assert it.text("contacts/Ada Lovelace.md") == note
    plan = it.root.parent / "plan.json"
    it.pnet("import", it.file(newer), "--plan", str(plan))
    plan.write_text(plan.read_text().replace('"answer": ""', '"answer": "ours"'))
    assert it.pnet("import", "--apply", str(plan)) == 0
    assert _counts(it.imports(newer)) == "1 same"
    assert it.text("contacts/Ada Lovelace.md") == note


def test_an_existing_contact_is_found_by_an_address_and_completed(book: Callable[..., Book]) -> None:
    note = "---\nname: Ada\nemails: [work@example.org, ada@example.org]\norganization: Royal Society\n---\nText.\n"
    it = book({"contacts/Ada.md": note})
    assert it.pnet("import", it.file(ADA)) == 0
    assert "organization Royal Society or Analytical Ltd?" in it.out
    text = it.text("contacts/Ada.md")
    assert text.startswith(
        "---\nname: Ada\nemails: [work@example.org, ada@example.org]\norganization: Royal Society\n"
    )
    assert "+44 20 7946 0018" in text
    assert "Text.\n" in text


def test_a_name_alone_does_not_decide(book: Callable[..., Book]) -> None:
    it = book({"contacts/Ada Lovelace.md": "---\nemails: [other@example.org]\n---\n"})
    before = it.contents()
    assert _counts(it.imports(ADA)) == "1 asked"
    assert it.contents() == before
    assert _counts(it.imports(ADA, "--match", "u1=contacts/Ada Lovelace.md")) == "1 changed"
    assert _counts(it.imports(ADA)) == "1 same"


def test_apart_is_remembered(book: Callable[..., Book]) -> None:
    it = book({"contacts/Ada Lovelace.md": "---\nemails: [other@example.org]\n---\n"})
    assert _counts(it.imports(ADA, "--new", "skip", "--apart", "u1=Ada Lovelace")) == "1 skipped"
    # Nobody has to say it twice.
    assert _counts(it.imports(ADA, "--new", "skip")) == "1 skipped"
    assert _counts(it.imports(ADA)) == "1 added"
    [new] = [path for path in it.contents() if path not in ("pnet.toml", "contacts/Ada Lovelace.md")]
    assert re.search(r'different_from: \[?\n?\s*-?\s*"?\[\[.*Ada Lovelace', it.text(new))


def test_new_people_are_asked_about_or_left_out_if_the_user_wants_that(book: Callable[..., Book]) -> None:
    it = book({})
    assert _counts(it.imports(ADA, "--new", "skip")) == "1 skipped"
    assert _counts(it.imports(ADA, "--new", "ask")) == "1 asked"
    assert it.contents().keys() == {"pnet.toml"}
    words = ("--tag", "met", "--circle", "friends", "--folder", "people/new")
    assert _counts(it.imports(ADA, *words)) == "1 added"
    note = it.text("people/new/Ada Lovelace.md")
    assert "tags: [met]" in note
    assert "circles: [friends]" in note


LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,Lovelace,https://www.linkedin.com/in/ada,,Analytical Ltd,Analyst,24 Nov 2026\n"


def test_strangers_of_linkedin_are_no_network(book: Callable[..., Book]) -> None:
    it = book({})
    file = it.file(LINKEDIN, "Connections.csv")
    assert it.pnet("import", file) == 0
    assert "1 skipped" in it.out
    assert f"to add people you don't have: pnet import {file} --new add" in it.err.replace('"', "")
    assert "Connections.csv (LinkedIn): 1 contact" in it.out
    assert it.pnet("import", file, "--new", "add") == 0
    assert it.pnet("import", it.file(LINKEDIN.replace("Analytical Ltd", "Acme"), "Connections.csv")) == 0
    assert "Ada Lovelace: Analytical Ltd → Acme (LinkedIn, 24 November)" in it.out


def test_people_who_are_gone_are_named_and_archived_only_if_the_user_says_so(
    book: Callable[..., Book],
) -> None:
    it = book({})
    it.imports(ADA + GRACE + ALAN)
    found = it.imports(ADA + GRACE)
    assert found["gone"] == [{"contact": "Alan Turing", "path": "contacts/Alan Turing.md", "archived": False}]
    found = it.imports(ADA + GRACE, "--gone", "archive")
    assert found["gone"][0]["archived"]  # type: ignore[index]
    assert "status: archived" in it.text("contacts/Alan Turing.md")
    it.pnet("undo")
    assert "status" not in it.text("contacts/Alan Turing.md")


def test_another_file_of_the_same_kind_says_nobody_is_gone(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(ADA)
    assert it.imports(GRACE)["gone"] == []


def test_a_part_of_a_source_archives_nobody(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(_many(40, 0), "--source", "phone")
    before = it.contents()
    it.pnet("import", it.file(_many(20, 0)), "--source", "phone", "--gone", "archive")
    assert "nobody is archived" in it.err
    assert it.contents() == before


def test_a_dry_run_shows_the_diff_and_changes_nothing(book: Callable[..., Book]) -> None:
    it = book({"contacts/Ada.md": "---\nemails: [ada@example.org]\n---\n"})
    before = it.contents()
    assert it.pnet("import", it.file(ADA + GRACE), "--dry-run") == 0
    assert "+++ b/contacts/Ada.md" in it.out
    assert "+++ b/contacts/Grace Hopper.md" in it.out
    assert "1 added: Grace Hopper" in it.out
    assert it.contents() == before
    assert not os.path.exists(base_file(str(it.root), "vcard"))


def test_a_plan_is_written_edited_and_carried_out_once(book: Callable[..., Book]) -> None:
    it = book({"contacts/Ada Lovelace.md": "---\nemails: [other@example.org]\n---\n"})
    before = it.contents()
    plan = it.root.parent / "plan.json"
    assert it.pnet("import", it.file(ADA + GRACE + ALAN), "--plan", str(plan)) == 0
    assert f"pnet import --apply {plan}" in it.err
    assert it.contents() == before
    assert plan.stat().st_mode & 0o77 == 0
    document = json.loads(plan.read_text())
    by_name = {record["name"]: record for record in document["records"]}
    by_name["Ada Lovelace"]["answer"] = "contacts/Ada Lovelace.md"
    by_name["Grace Hopper"]["says"]["values"]["organization"] = ["Harvard"]
    by_name["Alan Turing"]["outcome"] = "skipped"
    plan.write_text(json.dumps(document))
    assert it.pnet("import", "--apply", str(plan)) == 0
    assert "organization: Harvard" in it.text("contacts/Grace Hopper.md")
    assert "ada@example.org" in it.text("contacts/Ada Lovelace.md")
    assert "contacts/Alan Turing.md" not in it.contents()
    after = it.contents()
    assert it.pnet("import", "--apply", str(plan), "--format", "json") == 0
    assert _counts(json.loads(it.out)) == "2 same 1 skipped"
    assert it.contents() == after


def test_a_plan_whose_note_has_changed_is_refused_for_that_record_only(book: Callable[..., Book]) -> None:
    it = book({"contacts/Ada.md": "---\nemails: [ada@example.org]\n---\n"})
    plan = it.root.parent / "plan.json"
    it.pnet("import", it.file(ADA + GRACE), "--plan", str(plan))
    (it.root / "contacts/Ada.md").write_text("---\nemails: [ada@example.org]\n---\nMine.\n")
    assert it.pnet("import", "--apply", str(plan)) == 4
    assert "contacts/Ada.md has changed since this was planned" in it.out
    assert it.text("contacts/Ada.md").endswith("---\nMine.\n")
    assert "contacts/Grace Hopper.md" in it.contents()


def test_a_plan_needs_its_file_for_photos(book: Callable[..., Book]) -> None:
    it = book({})
    picture = GRACE.replace("ORG", f"PHOTO;ENCODING=b;TYPE=JPEG:/9j/{'A' * 400}\nORG")
    plan = it.root.parent / "plan.json"
    it.pnet("import", it.file(picture), "--plan", str(plan))
    it.file(picture + ALAN)
    assert it.pnet("import", "--apply", str(plan)) == 4
    it.file(picture)
    assert it.pnet("import", "--apply", str(plan)) == 0
    assert "attachments/Grace Hopper.jpg" in it.contents()


def test_a_wrong_plan_imports_nothing(book: Callable[..., Book]) -> None:
    it = book({})
    plan = it.root.parent / "plan.json"
    it.pnet("import", it.file(ADA), "--plan", str(plan))
    plan.write_text(plan.read_text().replace('"Analytical Ltd"', '"a\\u0007b"'))
    assert it.pnet("import", "--apply", str(plan)) == 2
    assert re.search(r"plan\.json:\d+: a text has no control characters", it.err)
    assert it.contents().keys() == {"pnet.toml"}
    assert it.pnet("import", "--apply", "nowhere.json") == 3
    notes = it.root.parent / "notes.txt"
    notes.write_text("mine")
    assert it.pnet("import", it.file(ADA), "--plan", str(notes)) == 4
    assert notes.read_text() == "mine"


def test_wrong_usage_is_explained(book: Callable[..., Book]) -> None:
    it = book({})
    assert it.pnet("import") == 2
    assert "FILE is missing" in it.err
    assert it.pnet("import", "nowhere.vcf") == 3
    assert it.pnet("import", it.file(ADA), "--apply", "plan.json") == 2
    assert it.pnet("import", it.file(ADA), "--match", "u1") == 2
    assert it.pnet("import", it.file(ADA), "--match", "u1=Nobody") == 3
    assert it.pnet("import", it.file(ADA), "--source", "a b:c") == 2
    for folder in ("../outside", ".hidden", "[[people]]", "people/CON", "people/~x"):
        assert it.pnet("import", it.file(ADA), "--folder", folder) == 2
    assert it.contents().keys() == {"pnet.toml"}


def test_photos_can_be_left_out_and_come_later(book: Callable[..., Book]) -> None:
    it = book({})
    picture = GRACE.replace("ORG", f"PHOTO;ENCODING=b;TYPE=JPEG:/9j/{'A' * 400}\nORG")
    it.imports(picture, "--no-photos")
    assert it.contents().keys() == {"pnet.toml", "contacts/Grace Hopper.md"}
    assert _counts(it.imports(picture, "--no-photos")) == "1 same"
    assert _counts(it.imports(picture)) == "1 changed"
    assert "attachments/Grace Hopper.jpg" in it.contents()
    assert _counts(it.imports(picture)) == "1 same"


def test_a_new_photo_replaces_the_one_that_the_source_gave_and_no_other(book: Callable[..., Book]) -> None:
    it = book({})
    first, second = (f"PHOTO;ENCODING=b;TYPE=JPEG:/9j/{letter * 400}\nORG" for letter in "AB")
    it.imports(GRACE.replace("ORG", first))
    assert _counts(it.imports(GRACE.replace("ORG", second))) == "1 changed"
    [photo] = [line for line in it.text("contacts/Grace Hopper.md").split("\n") if line.startswith("photo:")]
    it.pnet("set", "Grace", "photo", "[[mine.jpg]]")
    it.imports(GRACE.replace("ORG", first))
    assert "mine.jpg" in it.text("contacts/Grace Hopper.md")
    assert photo != "photo:"


def test_a_record_without_an_id_is_known_by_what_it_says_and_by_its_name(book: Callable[..., Book]) -> None:
    it = book({})
    nameless = ADA.replace("UID:u1\n", "")
    assert _counts(it.imports(nameless)) == "1 added"
    assert _counts(it.imports(nameless)) == "1 same"
    assert _counts(it.imports(nameless.replace("0018", "0099"))) == "1 changed"
    assert _counts(it.imports(nameless.replace("0018", "0099"))) == "1 same"
    assert (
        _counts(it.imports(nameless + nameless, "--source", "twice", "--new", "add")) == "1 changed 1 skipped"
    )


def test_two_records_with_one_id_never_take_turns(book: Callable[..., Book]) -> None:
    it = book({})
    other = ADA.replace("0018", "0099")
    assert _counts(it.imports(ADA + other)) == "1 added 1 asked"
    before = it.contents()
    assert _counts(it.imports(ADA + other)) == "1 same 1 asked"
    assert it.contents() == before


def test_standard_input_is_read(book: Callable[..., Book], monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    from types import SimpleNamespace

    it = book({})
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(ADA.encode()), isatty=lambda: False))
    assert it.pnet("import", "-") == 0
    assert "contacts/Ada Lovelace.md" in it.contents()


def test_what_is_remembered_is_readable_by_its_user_only(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(ADA)
    path = Path(base_file(str(it.root), "vcard"))
    assert path.is_relative_to(records_folder(str(it.root)))
    assert path.stat().st_mode & 0o77 == 0


def test_a_damaged_memory_is_as_none(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(ADA)
    before = it.contents()
    path = Path(base_file(str(it.root), "vcard"))
    for damage in (
        "",
        "[]",
        '{"version": 1}',
        "\x00" * 50,
        '{"version": 1, "source": "vcard", "seen": 3, "apart": {}, "marks": {}}',
    ):
        path.write_text(damage)
        assert _counts(it.imports(ADA)) == "1 same"
    assert it.contents() == before


def test_a_new_vault_in_the_place_of_an_old_one_gets_everybody(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(ADA + GRACE)
    shutil.rmtree(it.root)
    (it.root / "contacts").mkdir(parents=True)
    (it.root / "pnet.toml").touch()
    assert _counts(it.imports(ADA + GRACE)) == "2 added"


def test_a_vault_whose_imported_people_are_all_deleted_stays_so(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(ADA + GRACE)
    it.pnet("delete", "Ada Lovelace", "--yes")
    it.pnet("delete", "Grace Hopper", "--yes")
    assert _counts(it.imports(ADA + GRACE)) == "2 skipped"


def test_a_company_is_no_person(book: Callable[..., Book]) -> None:
    it = book({"organizations/Navy.md": "---\ntype: organization\n---\n"})
    company = "BEGIN:VCARD\nVERSION:4.0\nUID:o1\nKIND:org\nFN:Navy\nTEL:+1 212 555 0100\nEND:VCARD\n"
    assert _counts(it.imports(company)) == "1 asked"
    plan = it.root.parent / "plan.json"
    it.pnet("import", it.file(company), "--plan", str(plan))
    plan.write_text(plan.read_text().replace('"answer": ""', '"answer": "organizations/Navy.md"'))
    assert it.pnet("import", "--apply", str(plan)) == 0
    assert "+1 212 555 0100" in it.text("organizations/Navy.md")
    assert _counts(it.imports(company)) == "1 same"
    assert _counts(it.imports(company.replace("Navy", "Air Force").replace("o1", "o2"))) == "1 added"
    assert "type: organization" in it.text("organizations/Air Force.md") or "organizations" in str(
        it.contents()
    )


def test_father_and_son_with_one_address_are_two(book: Callable[..., Book]) -> None:
    it = book({"contacts/Tom Smith.md": "---\nemails: [smith@example.org]\nbirthday: 1950-05-01\n---\n"})
    son = "BEGIN:VCARD\nVERSION:3.0\nFN:Tom Smith\nN:Smith;Tom;;;Jr.\nEMAIL:smith@example.org\nBDAY:1980-06-02\nEND:VCARD\n"
    assert _counts(it.imports(son)) == "1 asked"


def test_the_undo_of_a_large_import_names_some_files_and_counts_the_rest(book: Callable[..., Book]) -> None:
    it = book({})
    it.imports(_many(130, 0))
    it.pnet("undo")
    assert it.out.count("removed contacts/") == 100
    assert it.out.endswith("  and 30 more files\n")
    assert it.contents().keys() == {"pnet.toml"}


IPHONE = "BEGIN:VCARD\nVERSION:3.0\nPRODID:-//Apple Inc.//iPhone OS 17.4//EN\nFN:{}\n{}END:VCARD\n"
ADA_IPHONE = IPHONE.format(
    "Ada Lovelace",
    "EMAIL:ada@example.org\nitem1.TEL:+44 1\nitem1.X-ABLabel:boat\nBDAY:1990-12-10\nNOTE:sings\n",
)


def test_a_card_that_somebody_sent_takes_nothing_away(book: Callable[..., Book]) -> None:
    it = book({})
    phone = ADA_IPHONE + IPHONE.format("Grace Hopper", "TEL:+1 2\n")
    sent = IPHONE.format("Ada Lovelace", "item1.TEL:+44 3\nitem1.X-ABLabel:house\n")
    it.imports(phone)
    assert _counts(it.imports(sent)) == "1 changed"
    assert it.text("contacts/Ada Lovelace.md") == (
        '---\nemails: [ada@example.org]\nphones: ["+44 1", "+44 3"]\nbirthday: 1990-12-10\n---\n'
        "> [!quote] From iPhone\n> sings\n\n```vcard\n"
        + it.text("contacts/Ada Lovelace.md").split("```vcard\n")[1].split("\n")[0]
        + "\nitem1.TEL:+44 1\nitem1.X-ABLabel:boat\nitem2.TEL:+44 3\nitem2.X-ABLabel:house\n```\n"
    )
    before = it.contents()
    assert _counts(it.imports(sent)) == "1 same"
    assert _counts(it.imports(phone)) == "2 same"
    assert it.contents() == before
    # What the telephone itself had more of is still compared with what it had.
    assert _counts(it.imports(phone.replace("BDAY:1990-12-10\n", ""))) == "1 changed 1 same"
    assert "birthday" not in it.text("contacts/Ada Lovelace.md")
    assert '["+44 1", "+44 3"]' in it.text("contacts/Ada Lovelace.md")


@pytest.mark.parametrize(
    "other",
    [
        "BEGIN:VCARD\nVERSION:2.1\nN:Lovelace;Ada\nFN:Ada Lovelace\nTEL;CELL:+44 3\nEND:VCARD\n",
        "BEGIN:VCARD\nVERSION:3.0\nPRODID:-//Nextcloud Contacts v5.5.3\nFN:Ada Lovelace\nTEL:+44 3\nEND:VCARD\n",
    ],
)
def test_another_program_takes_nothing_away_and_a_named_source_does(
    book: Callable[..., Book], other: str
) -> None:
    it = book({})
    it.imports(ADA_IPHONE)
    assert _counts(it.imports(other)) == "1 changed"
    note = it.text("contacts/Ada Lovelace.md")
    assert '["+44 1", "+44 3"]' in note
    assert "birthday: 1990-12-10" in note
    it = book({"a.md": ""})
    it.imports(ADA_IPHONE, "--source", "phone")
    it.imports(other, "--source", "phone")
    note = it.text("contacts/Ada Lovelace.md")
    assert 'phones: ["+44 3"]' in note
    assert "birthday" not in note


def test_a_question_about_a_card_that_somebody_sent_is_asked_until_it_is_answered(
    book: Callable[..., Book],
) -> None:
    it = book({})
    it.imports(ADA_IPHONE + IPHONE.format("Grace Hopper", "TEL:+1 2\n"))
    sent = IPHONE.format("Ada Lovelace", "BDAY:1990-12-11\n")
    assert _counts(it.imports(sent)) == "1 asked"
    plan = it.root.parent / "plan.json"
    it.pnet("import", it.file(sent), "--plan", str(plan))
    written = plan.read_text()
    assert '"other_file": true' in written
    plan.write_text(written.replace('"answer": ""', '"answer": "ours"'))
    it.pnet("import", "--apply", str(plan))
    assert _counts(it.imports(sent)) == "1 same"
    assert "birthday: 1990-12-10" in it.text("contacts/Ada Lovelace.md")


def test_a_role_waits_with_its_organization(book: Callable[..., Book]) -> None:
    it = book({"contacts/Ada Lovelace.md": "---\nemails: [ada@example.org]\norganization: Navy\n---\n"})
    card = ADA.replace("ORG:", "TITLE:Analyst\nORG:")
    assert it.imports(card)["questions"] == 1
    assert "role" not in it.text("contacts/Ada Lovelace.md")
    assert it.imports(card)["questions"] == 1
    plan = it.root.parent / "plan.json"
    it.pnet("import", it.file(card), "--plan", str(plan))
    plan.write_text(plan.read_text().replace('"answer": ""', '"answer": "theirs"'))
    it.pnet("import", "--apply", str(plan))
    note = it.text("contacts/Ada Lovelace.md")
    assert "organization: Analytical Ltd" in note
    assert "role: Analyst" in note


def test_whoever_is_left_out_in_a_plan_is_not_added_later(book: Callable[..., Book]) -> None:
    it = book({})
    plan = it.root.parent / "plan.json"
    it.pnet("import", it.file(ADA + GRACE), "--plan", str(plan))
    written = plan.read_text()
    at = written.index('"name": "Grace Hopper"')
    before, _, after = written[:at].rpartition('"added"')
    plan.write_text(f'{before}"skipped"{after}{written[at:]}')
    it.pnet("import", "--apply", str(plan))
    assert it.out.splitlines()[1:] == ["  1 added: Ada Lovelace", "  1 skipped", "    you left them out"]
    assert _counts(it.imports(ADA + GRACE)) == "1 same 1 skipped"
    assert not (it.root / "contacts/Grace Hopper.md").exists()


def test_several_cards_of_one_person_in_one_file_lose_nothing(book: Callable[..., Book]) -> None:
    it = book({"contacts/Ada.md": "---\naliases: [Ada Lovelace]\nemails: [ada@example.org]\n---\n"})
    cards = IPHONE.format("Ada Lovelace", "item1.TEL:+44 1\nitem1.X-ABLabel:boat\nNOTE:sings\n")
    cards += IPHONE.format("Ada L.", "item1.TEL:+44 2\nitem1.X-ABLabel:mill\nNOTE:dances\n")
    matches = ("--match", "Ada Lovelace=contacts/Ada.md", "--match", "Ada L.=contacts/Ada.md")
    assert _counts(it.imports(cards, *matches)) == "2 changed"
    note = it.text("contacts/Ada.md")
    assert '["+44 1", "+44 2"]' in note
    assert "> [!quote] From iPhone\n> sings\n\n> [!quote] From iPhone\n> dances\n" in note
    assert "item1.TEL:+44 1\nitem1.X-ABLabel:boat\nitem2.TEL:+44 2\nitem2.X-ABLabel:mill\n```\n" in note
    before = it.contents()
    assert _counts(it.imports(cards)) == "2 same"
    it.forget()
    assert _counts(it.imports(cards)) == "2 same"
    assert it.contents() == before


def test_a_column_can_become_a_property_of_ones_own(book: Callable[..., Book]) -> None:
    it = book({"contacts/Bo.md": "---\nemails: [bo@example.org]\n---\n"})
    file = it.file("Name,Email,Stimme\nAda,ada@example.org,Alt\nBo,bo@example.org,Bass: tief\n", "choir.csv")
    assert it.pnet("import", file, "--take", "Stimme=voice") == 0
    assert "voice: Alt\n" in it.text("contacts/Ada.md")
    assert 'voice: "Bass: tief"\n' in it.text("contacts/Bo.md")
    it.pnet("import", it.file("Name,Email,Stimme\nAda,ada@example.org,Tenor\nBo,bo@example.org,\n", "choir.csv"),
            "--take", "Stimme=voice")  # fmt: skip
    assert "voice: Tenor\n" in it.text("contacts/Ada.md")
    assert "voice" not in it.text("contacts/Bo.md")
