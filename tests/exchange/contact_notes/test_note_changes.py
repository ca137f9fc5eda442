"""What an import writes in a note, and what it never writes."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.exchange.cards.to_record import to_record
from plaintext_network.exchange.contact_notes.note_changes import NoteChange, plan_new_note, plan_note_change
from plaintext_network.exchange.contact_notes.source_block import SourceBlock, read_blocks
from plaintext_network.exchange.record import Attachment, DatedEntry, Record, SourceCard, SourcePromise
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import escape
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.vault.edits.write_session import WriteSession, operation
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.exchange.note_trips import ORIGIN, change_of, facts_beside_properties, hostile_texts, record
from tests.vault.edits.plan_edits import Write, do, texts

JPEG = "/9j/4AAQSkZJRgABAQ=="
IPHONE = rf"""N:Lovelace;Ada;;;
FN:Ada Lovelace
ORG:Analytical Engines
TEL;type=CELL;type=pref:+44 7700 900123
item1.TEL:+44 1632 960983
item1.X-ABLabel:Cottage
ADR:;;12 St James's Square;London;;SW1Y 4JH;United Kingdom
BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10
NOTE:Met at the Royal Society\, sat next to Charles.\n- [ ] owes me
PHOTO;ENCODING=b;TYPE=JPEG:{JPEG}
"""
BLOCK = SourceBlock("phone", "u1", "2026-11-24", "0" * 16, ("TEL;TYPE=cell:1234567",))


def added(root: Path, found: Record, folder: str | None = None) -> dict[str, str]:
    """Return the vault's files after a new note for a record; pictures, too."""
    return changed(root, lambda desk: plan_new_note(desk, found.name, change_of(found), folder=folder))


def changed(root: Path, plan: object) -> dict[str, str]:
    notebook = Notebook(str(root), TODAY)
    with notebook.write_session() as desk:
        assert callable(plan)
        desk.perform(operation("import", plan(desk)))
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and path.name != "pnet.toml")
    return {path.relative_to(root).as_posix(): path.read_bytes().decode("latin-1") for path in found}


def changed_note(
    vault: Write, note: str, change: NoteChange, files: Mapping[str, str] | None = None
) -> dict[str, str]:
    root = vault({"contacts/Ada.md": note, **(files or {})})
    return do(root, lambda desk: operation("import", plan_note_change(desk, "contacts/Ada.md", change)))


def test_a_new_note_looks_as_if_a_careful_person_wrote_it(vault: Write) -> None:
    files = added(vault({}), record(IPHONE))
    digest = record(IPHONE).digest
    assert files["contacts/Ada Lovelace.md"] == (
        f"""---
phones: ["+44 7700 900123", "+44 1632 960983"]
organization: Analytical Engines
location: London
addresses: ["12 St James's Square, London SW1Y 4JH, United Kingdom"]
birthday: "12-10"
photo: "[[Ada Lovelace.jpg]]"
---
> [!quote] From phone
> Met at the Royal Society, sat next to Charles.
> \\- \\[ ] owes me

```vcard
X-PNET-SOURCE;DAY=2026-11-24;DIGEST={digest};NOTE=b7a8d32c8a5a1f70:phone
TEL;type=CELL;type=pref:+44 7700 900123
item1.TEL:+44 1632 960983
item1.X-ABLabel:Cottage
ADR:;;12 St James's Square;London;;SW1Y 4JH;United Kingdom
```
""".replace("b7a8d32c8a5a1f70", read_blocks(files["contacts/Ada Lovelace.md"])[0].notes[0])
    )
    assert files["attachments/Ada Lovelace.jpg"].startswith("\xff\xd8\xff")


def test_a_card_with_nothing_left_over_has_only_the_line_of_its_source(vault: Write) -> None:
    files = added(vault({}), record("FN:Ada Lovelace\nN:Lovelace;Ada;;;\nEMAIL:ada@example.org"))
    assert files["contacts/Ada Lovelace.md"].split("---\n")[2] == (
        "```vcard\nX-PNET-SOURCE;DAY=2026-11-24;DIGEST=98933b1973244453:phone\n```\n"
    )


def test_a_new_note_is_written_as_the_vault_writes_its_own(vault: Write) -> None:
    bob = "---\ntype: person\nmail:\n  - bob@example.org\n---\n"
    root = vault({"pnet.toml": '[properties]\nemails = ["mail"]\n', "people/Bob.md": bob})
    files = added(root, record("FN:Ada\nN:;Ada;;;\nEMAIL:a@x.org\nEMAIL:b@x.org"), folder="people")
    assert files["people/Ada.md"].startswith(
        "---\ntype: person\nmail:\n  - a@x.org\n  - b@x.org\n---\n```vcard\n"
    )


def test_two_people_with_one_name_get_two_notes(vault: Write) -> None:
    root = vault({})

    def plan(desk: WriteSession) -> list[object]:
        ada = record("FN:Ada")
        return [step for _ in range(3) for step in plan_new_note(desk, "Ada", change_of(ada))]

    assert [*changed(root, plan)] == ["contacts/Ada no. 2.md", "contacts/Ada no. 3.md", "contacts/Ada.md"]


def test_a_company_becomes_an_organization(vault: Write) -> None:
    files = added(vault({}), record("FN:Engines\nN:;;;;\nTEL:1234567\nX-ABShowAs:COMPANY"))
    assert files["organizations/Engines.md"].startswith('---\nphones: ["1234567"]\n---\n')


def test_quotes_go_above_the_log_and_the_block_to_the_end(vault: Write) -> None:
    after = changed_note(
        vault,
        "---\nemails: [a@x.org]\n---\nMine.\n\n## Log\n- 2026-01-02 call: x\n",
        NoteChange(add={"phones": ("+44 7700 900123",)}, block=BLOCK, notes=("Likes tea.",)),
    )
    assert after["contacts/Ada.md"] == (
        '---\nemails: [a@x.org]\nphones: ["+44 7700 900123"]\n---\nMine.\n\n'
        "> [!quote] From phone\n> Likes tea.\n\n## Log\n- 2026-01-02 call: x\n\n"
        "```vcard\nX-PNET-SOURCE;ID=u1;DAY=2026-11-24;DIGEST=0000000000000000;NOTE=3c0ac6ddc9a5ea49:phone\n"
        "TEL;TYPE=cell:1234567\n```\n"
    ).replace("3c0ac6ddc9a5ea49", read_blocks(after["contacts/Ada.md"])[0].notes[0])


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_note_keeps_its_line_ends(vault: Write, end: str) -> None:
    root = vault({})
    path = root / "contacts" / "Ada.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(f"Mine.{end}".encode())
    changed(root, lambda desk: plan_note_change(desk, "contacts/Ada.md", NoteChange(block=BLOCK)))
    content = path.read_bytes().decode()
    assert content.startswith(f"Mine.{end}{end}```vcard{end}X-PNET-SOURCE")
    assert content.count("\n") == content.count(end)


def test_an_import_replaces_the_block_of_its_source_and_person_only(vault: Write) -> None:
    other = SourceBlock("Google", "g", "2026-01-01", "1" * 16)
    note = "Mine.\n"
    root = vault({"contacts/Ada.md": note})
    for block in (BLOCK, other, BLOCK._replace(day="2026-12-01", lines=("X-FOO:1",))):
        changed(root, lambda desk, b=block: plan_note_change(desk, "contacts/Ada.md", NoteChange(block=b)))
    assert read_blocks(texts(root)["contacts/Ada.md"]) == (
        BLOCK._replace(day="2026-12-01", lines=("X-FOO:1",)),
        other,
    )


def test_a_text_that_was_quoted_once_does_not_come_back(vault: Write) -> None:
    root = vault({"contacts/Ada.md": "Mine.\n"})
    change = NoteChange(block=BLOCK, notes=("Likes tea.",))
    changed(root, lambda desk: plan_note_change(desk, "contacts/Ada.md", change))
    path = root / "contacts" / "Ada.md"
    edited = path.read_text(encoding="utf-8").replace("> [!quote] From phone\n> Likes tea.\n\n", "")
    path.write_text(edited, encoding="utf-8")
    changed(root, lambda desk: plan_note_change(desk, "contacts/Ada.md", change))
    assert path.read_text(encoding="utf-8") == edited
    more = change._replace(notes=("Likes  tea.", "And horses."))
    changed(root, lambda desk: plan_note_change(desk, "contacts/Ada.md", more))
    assert "tea" not in path.read_text(encoding="utf-8")
    assert "> And horses.\n" in path.read_text(encoding="utf-8")


def test_the_same_picture_is_not_written_again(vault: Write) -> None:
    found = record(IPHONE)
    root = vault({})
    files = added(root, found)
    again = changed(
        root, lambda desk: plan_note_change(desk, "contacts/Ada Lovelace.md", change_of(found)._replace())
    )
    assert again == files
    new = Attachment("image/png", b"\x89PNG\r\n\x1a\n")
    change = NoteChange(set={"photo": ("photo.png",)}, attachments={"photo.png": new})
    after = changed(root, lambda desk: plan_note_change(desk, "contacts/Ada Lovelace.md", change))
    assert {*after} - {*files} == {"attachments/Ada Lovelace.png"}
    assert 'photo: "[[Ada Lovelace.png]]"' in after["contacts/Ada Lovelace.md"]


@pytest.mark.parametrize(
    ("setting", "path", "link"),
    [
        ("/", "Ada Lovelace.jpg", "[[Ada Lovelace.jpg]]"),
        ("media/people", "media/people/Ada Lovelace.jpg", "[[Ada Lovelace.jpg]]"),
        ("./", "contacts/Ada Lovelace.jpg", "[[Ada Lovelace.jpg]]"),
        ("./pictures", "contacts/pictures/Ada Lovelace.jpg", "[[Ada Lovelace.jpg]]"),
        ("../outside", "attachments/Ada Lovelace.jpg", "[[Ada Lovelace.jpg]]"),
        ("", "attachments/Ada Lovelace.jpg", "[[Ada Lovelace.jpg]]"),
    ],
)
def test_pictures_go_where_obsidian_puts_them(vault: Write, setting: str, path: str, link: str) -> None:
    root = vault({".obsidian/app.json": f'{{"attachmentFolderPath": "{setting}"}}'})
    files = added(root, record(IPHONE))
    assert path in files
    assert f'photo: "{link}"' in files["contacts/Ada Lovelace.md"]


def test_a_name_that_another_file_has_is_linked_with_its_folder(vault: Write) -> None:
    files = added(vault({"old/Ada Lovelace.jpg": "x"}), record(IPHONE))
    assert 'photo: "[[attachments/Ada Lovelace.jpg]]"' in files["contacts/Ada Lovelace.md"]


def test_calls_and_tasks_become_log_lines_and_promises_once(vault: Write) -> None:
    change = NoteChange(
        entries=(
            DatedEntry("2026-02-03", "told me about [[Bob]] and #x", "call", "in"),
            DatedEntry("2026-02-01", "lunch"),
        ),
        promises=(
            SourcePromise("send slides", "2026-12-01"),
            SourcePromise("no day"),
            SourcePromise("old one", "2025-01-01", True),
        ),
    )
    root = vault({"contacts/Ada.md": "Mine.\n"})
    after = changed(root, lambda desk: plan_note_change(desk, "contacts/Ada.md", change))
    assert after["contacts/Ada.md"].encode("latin-1").decode() == (
        "Mine.\n\n- [ ] send slides 📅 2026-12-01\n- [ ] no day\n- [x] old one 📅 2025-01-01\n\n"
        "## Log\n\n- 2026-02-01 lunch\n"
        "- 2026-02-03 call: told me about \\[\\[Bob]] and \\#x [direction:: in]\n"
    )
    assert changed(root, lambda desk: plan_note_change(desk, "contacts/Ada.md", change)) == after


def test_a_changed_organization_can_become_a_former_one(vault: Write) -> None:
    change = NoteChange(set={"organization": ("Acme",), "role": ()}, former=True)
    after = changed_note(vault, "---\norganization: Engines\nrole: Analyst\n---\n", change)
    assert after["contacts/Ada.md"] == "---\norganization: Acme\nformer: [Engines]\n---\n"


def test_a_logseq_page_gets_blocks(vault: Write) -> None:
    root = vault(
        {
            "pnet.toml": '[kinds.contact]\ntags = ["person"]\n',
            "logseq/config.edn": "{}",
            "pages/Bob.md": "tags:: person\n\n- hello\n",
        }
    )
    files = added(root, record("FN:Ada\nN:;Ada;;;\nADR:;;1 High St;Leeds;;;UK\nNOTE:private:: true\nX-FOO:1"))
    head, _, body = files["pages/Ada.md"].partition("\n\n")
    assert head == "tags:: person\nlocation:: Leeds\naddresses:: 1 High St; Leeds; UK"
    assert body.startswith("- > [!quote] From phone\n  > private:\\: true\n- ```vcard\n  X-PNET-SOURCE")
    assert read_blocks(files["pages/Ada.md"])[0].lines == ("ADR:;;1 High St;Leeds;;;UK", "X-FOO:1")


@pytest.mark.parametrize("note", ["Text\n```\ncode", "Text\n%% hidden"])
def test_a_note_that_would_swallow_the_block_is_not_changed(vault: Write, note: str) -> None:
    with pytest.raises(EditRefused, match="the source block would not"):
        changed_note(vault, note, NoteChange(block=BLOCK))


# Strangers


def _cards(text: str) -> Sequence[Card]:
    value, name = escape(text), ContentLine("FN", "Bo Test")
    return (
        Card((ContentLine("FN", value), ContentLine("EMAIL", "bo@example.org"))),
        Card((name, ContentLine("NOTE", value))),
        Card(
            (
                name,
                *(
                    ContentLine(key, value)
                    for key in ("NICKNAME", "ORG", "TITLE", "EMAIL", "TEL", "URL", "X-FOO")
                ),
                ContentLine("ADR", f";;{value};{value};;;"),
                ContentLine("CATEGORIES", value),
                ContentLine("UID", value),
                ContentLine("X-ABDATE", "2000-01-01", "item1"),
                ContentLine("X-ABLabel", value, "item1"),
                ContentLine("IMPP", "x", params=(("TYPE", (text,)),)),
                ContentLine("", text.replace("\n", " ")),
            )
        ),
    )


@pytest.mark.parametrize("text", hostile_texts(), ids=ascii)
def test_a_hostile_card_adds_no_fact_to_a_new_note(vault: Write, text: str) -> None:
    notebook = Notebook(str(vault({"contacts/Ada.md": "Hi\n"})), TODAY)
    with notebook.write_session() as desk:
        for card in _cards(text):
            found = to_record(SourceCard(card, ORIGIN), "phone")
            assert isinstance(found, Record)
            note, *files = plan_new_note(desk, found.name, change_of(found, source=text))
            assert note.after is not None
            facts = desk.read(parse_for_edit(note.after), note.path)
            assert facts.contact is not None
            tags = [tag for tag in facts.tags if tag not in found.values.get("tags", ())]
            assert [one for one in facts_beside_properties(facts) if one not in facts.tags] == tags == []
            assert not facts.contact.private
            assert b"<%" not in note.after
            for step in (note, *files):
                folder, _, name = step.path.rpartition("/")
                assert folder in ("contacts", "attachments")
                assert name.isprintable()
                assert name[0] not in ".-+~"


def test_what_a_person_wrote_is_proved_to_stay(vault: Write) -> None:
    note = "---\nphones: [1234567]\n---\nSee [[Bob]] #friend.\n\n- [ ] call Ada\n\n## Log\n- 2026-01-02 tea\n"
    root = vault({"contacts/Ada.md": note})
    for text in hostile_texts():
        change = NoteChange(block=BLOCK._replace(id=text), notes=(text,))
        with Notebook(str(root), TODAY).write_session() as desk:
            step = plan_note_change(desk, "contacts/Ada.md", change)[0]
            assert step.after is not None
            after = desk.read(parse_for_edit(step.after), step.path)
            before = desk.read(parse_for_edit(note.encode()), step.path)
            assert len(facts_beside_properties(after)) == len(facts_beside_properties(before))
            assert after.properties == before.properties
