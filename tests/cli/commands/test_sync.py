"""`pnet sync` on the command line: what it says, asks, refuses and writes, with a plain folder of cards."""

import json
import os
import re
import shlex
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.cli.sync_fields import COUNTS, FIELDS
from plaintext_network.errors import shell_word
from plaintext_network.exchange.sync.outcomes import OUTCOMES
from tests.cli.terminal import Sitting, Terminal
from tests.cli.test_prompts import needs_a_terminal

Vault = Callable[[Mapping[str, str]], Path]
Pnet = Callable[..., tuple[int, str, str]]
SETTINGS = '[sync.phone]\nfolder = "../cards"\n'


def card(uid: str, name: str, *lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", *lines, "END:VCARD", ""))


ADA = card(
    "ada", "Ada Lovelace", "EMAIL:ada@engine.example", "TEL;TYPE=CELL:+44 20 7946 0018", "TITLE:Analyst"
)
BO = card("bo", "Bo Ek", "EMAIL:bo@example.org")
CY = card("cy", "Cy Twombly", "TEL:+44 117 496 0001")
NOTES = {
    "pnet.toml": SETTINGS,
    "contacts/Ada Lovelace.md": "---\nemails: [ada@engine.example]\nbirthday: 12-10\n---\n",
    "contacts/Bo Ek.md": "---\nemails: [bo@example.org]\n---\n",
}


@pytest.fixture
def root(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault beside a folder with the cards of Ada and Bo."""
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    root = vault(NOTES)
    monkeypatch.setenv("PNET_STATE", str(root.parent / "state"))
    monkeypatch.setenv("PNET_VAULT", str(root))
    cards = root.parent / "cards"
    cards.mkdir()
    write(cards / "ada.vcf", ADA)
    write(cards / "bo.vcf", BO)
    return root


@pytest.fixture
def cards(root: Path) -> Path:
    return root.parent / "cards"


@pytest.fixture
def pnet(root: Path, capsys: pytest.CaptureFixture[str]) -> Pnet:
    """Return a function that runs a command and returns its status, its output and its messages."""

    def run(*words: str) -> tuple[int, str, str]:
        status = main(list(words))
        out, err = capsys.readouterr()
        return status, out, err

    assert root.exists()
    return run


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    write(path, text.replace(old, new))


def texts(root: Path) -> dict[str, bytes]:
    folders = (root / "contacts", root.parent / "cards")
    return {
        str(path.relative_to(root.parent)): path.read_bytes()
        for folder in folders
        for path in folder.iterdir()
    }


# What it says and writes


def test_values_go_both_ways_and_each_is_said_with_where_it_comes_from(
    root: Path, cards: Path, pnet: Pnet
) -> None:
    status, out, err = pnet("sync")
    assert status == 0
    assert out.splitlines() == [
        "phone: 1 person updated on both sides, 1 person matched to their card",
        "  Ada Lovelace: phones +44 20 7946 0018; role Analyst (from ada.vcf); birthday 12-10 (to ada.vcf)",
    ]
    assert err == "to take it all back: pnet undo\n"
    assert "BDAY" in (cards / "ada.vcf").read_text()
    assert "role: Analyst" in (root / "contacts/Ada Lovelace.md").read_text()


def test_a_second_run_writes_nothing(root: Path, pnet: Pnet) -> None:
    pnet("sync")
    before = texts(root)
    assert pnet("sync") == (0, "phone: 2 people in sync\n", "")
    assert texts(root) == before


def test_edits_of_two_properties_of_one_person_merge_without_a_question(
    root: Path, cards: Path, pnet: Pnet
) -> None:
    pnet("sync")
    edit(cards / "ada.vcf", "TITLE:Analyst", "TITLE:Engineer")
    edit(root / "contacts/Ada Lovelace.md", "ada@engine.example", "ada@navy.example")
    status, out, _ = pnet("sync", "phone")
    assert status == 0
    assert out.splitlines()[1:] == [
        "  Ada Lovelace: role Analyst → Engineer (from ada.vcf); emails ada@engine.example → ada@navy.example (to ada.vcf)",
    ]
    assert "EMAIL:ada@navy.example" in (cards / "ada.vcf").read_text()
    assert "role: Engineer" in (root / "contacts/Ada Lovelace.md").read_text()


def test_a_dry_run_shows_the_diff_of_the_notes_and_the_words_for_the_cards(root: Path, pnet: Pnet) -> None:
    before = texts(root)
    status, out, _ = pnet("sync", "--dry-run")
    assert status == 0
    assert "+role: Analyst" in out
    assert "BEGIN:VCARD" not in out
    assert (
        "phone (dry run, nothing written): 1 person updated on both sides, 1 person matched to their card"
        in out
    )
    assert "birthday 12-10 (to ada.vcf)" in out
    assert texts(root) == before


def test_undo_takes_back_notes_and_cards_and_the_next_sync_does_it_again(root: Path, pnet: Pnet) -> None:
    before = texts(root)
    pnet("sync")
    after = texts(root)
    assert pnet("undo")[0] == 0
    assert texts(root) == before
    assert pnet("sync")[0] == 0
    assert texts(root) == after


def test_the_counts_sum_to_the_people(root: Path, cards: Path, pnet: Pnet) -> None:
    write(cards / "cy.vcf", CY)
    write(cards / "bad.vcf", "nonsense")
    (root / "contacts/Dee.md").write_text("---\nphones: [0117 496 0009]\n---\n")
    for words in (["--dry-run"], ["--status"], [], []):
        (found,) = json.loads(pnet("sync", *words, "--format", "json")[1])
        assert sum(found[name] for name in COUNTS) == found["people"] == 5
        assert list(found) == list(FIELDS)


def test_the_fields_are_those_of_the_outcomes() -> None:
    assert tuple(name.replace(" ", "_") for name in OUTCOMES) == COUNTS


# Conflicts and questions


def _conflict(root: Path, cards: Path, pnet: Pnet) -> None:
    pnet("sync")
    edit(cards / "ada.vcf", "TITLE:Analyst", "TITLE:Engineer")
    edit(root / "contacts/Ada Lovelace.md", "role: Analyst", "role: Countess")


def test_a_conflict_stays_on_both_sides_and_the_rest_merges(root: Path, cards: Path, pnet: Pnet) -> None:
    _conflict(root, cards, pnet)
    edit(cards / "ada.vcf", "TITLE:", "URL:https://engine.example/ada\r\nTITLE:")
    status, out, err = pnet("sync")
    assert status == 1
    assert "role (was Analyst): Countess (vault) or Engineer (folder)?" in " ".join(out.split())
    assert "1 question: pnet sync phone --resolve" in err
    assert "https://engine.example/ada" in (root / "contacts/Ada Lovelace.md").read_text()
    assert "role: Countess" in (root / "contacts/Ada Lovelace.md").read_text()
    assert "TITLE:Engineer" in (cards / "ada.vcf").read_text()
    # It stays open, and is asked again.
    assert pnet("sync")[0] == 1


@pytest.mark.parametrize(("side", "role"), [("vault", "Countess"), ("folder", "Engineer")])
@pytest.mark.parametrize("is_name_first", [True, False])
def test_a_side_can_count_in_every_conflict(
    root: Path, cards: Path, pnet: Pnet, side: str, role: str, is_name_first: bool
) -> None:
    _conflict(root, cards, pnet)
    words = ["phone", "--resolve", side] if is_name_first else ["--resolve", side, "phone"]
    assert pnet("sync", *words)[0] == 0
    assert f"role: {role}" in (root / "contacts/Ada Lovelace.md").read_text()
    assert f"TITLE:{role}" in (cards / "ada.vcf").read_text()
    assert pnet("sync") == (0, "phone: 2 people in sync\n", "")


def test_without_a_terminal_nothing_is_asked(root: Path, cards: Path, pnet: Pnet) -> None:
    _conflict(root, cards, pnet)
    before = texts(root)
    status, _, err = pnet("sync", "--resolve", "phone")
    assert status == 1
    assert "1 question" in err
    assert texts(root) == before


@needs_a_terminal
def test_conflicts_and_questions_are_asked_one_at_a_time(root: Path, cards: Path, pnet: Pnet) -> None:
    write(cards / "dee.vcf", card("dee", "Dee", "TEL:+44 117 496 0002"))
    write(cards / "zed.vcf", card("zed", "Zed", "TEL:+44 117 496 0003"))
    _conflict(root, cards, pnet)
    sitting = Sitting(_command(root, "sync", "phone", "--resolve"))
    sitting.reads("phone: 3 questions. Leave one blank to answer the rest later.")
    sitting.reads("1  Countess  (contacts/Ada Lovelace.md)")
    sitting.reads("2  Engineer  (ada.vcf)")
    sitting.reads("Ada Lovelace: which role (was Analyst)?")
    sitting.types(b"2\n")
    sitting.reads("add a contact")
    sitting.reads("skip: leave the card, and don't ask again")
    sitting.reads("Who is Dee (dee.vcf)?")
    sitting.types(b"1\n")
    sitting.reads("Who is Zed (zed.vcf)?")
    sitting.types(b"2\n")
    shown = "\n".join(sitting.answers())
    assert "1 contact added (Dee)" in shown
    assert "role: Engineer" in (root / "contacts/Ada Lovelace.md").read_text()
    assert (root / "contacts/Dee.md").exists()
    # Whoever was left out is not asked about again.
    assert pnet("sync")[0] == 0


@needs_a_terminal
def test_a_blank_answer_keeps_the_earlier_ones_and_the_later_questions_wait(
    root: Path, cards: Path, pnet: Pnet
) -> None:
    write(cards / "dee.vcf", card("dee", "Dee", "TEL:+44 117 496 0002"))
    _conflict(root, cards, pnet)
    sitting = Sitting(_command(root, "sync", "--resolve"))
    sitting.reads("which role")
    sitting.types(b"1\n")
    sitting.reads("Who is Dee")
    sitting.types(b"\n")
    sitting.reads("the other questions wait")
    sitting.answers(1)
    assert "TITLE:Countess" in (cards / "ada.vcf").read_text()
    assert not (root / "contacts/Dee.md").exists()


@needs_a_terminal
def test_a_plain_sync_never_asks(root: Path, cards: Path, pnet: Pnet) -> None:
    _conflict(root, cards, pnet)
    Sitting(_command(root, "sync")).answers(1)


def _command(root: Path, *words: str) -> list[str]:
    code = "from plaintext_network.cli.main import run; run()"
    return [sys.executable, "-c", code, *words, "--vault", str(root), "--today", "2026-11-24"]


# Who is gone, and who is private


@needs_a_terminal
@pytest.mark.parametrize(
    ("answer", "is_there", "status"), [(b"1\n", True, ""), (b"2\n", True, "archived"), (b"3\n", False, "")]
)
def test_whoever_lost_their_card_is_kept_archived_or_trashed(
    root: Path, cards: Path, pnet: Pnet, answer: bytes, is_there: bool, status: str
) -> None:
    pnet("sync")
    (cards / "bo.vcf").unlink()
    found = pnet("sync")
    assert found[0] == 1
    assert (
        "Bo Ek: their card is gone: keep the contact, archive it, or move the note to the trash?" in found[1]
    )
    note = root / "contacts/Bo Ek.md"
    sitting = Sitting(_command(root, "sync", "--resolve"))
    sitting.reads("Bo Ek's card is gone from the folder. What now?")
    sitting.types(answer)
    sitting.answers()
    assert note.exists() == is_there
    assert not is_there or (f"status: {status}" in note.read_text()) == bool(status)
    # It is settled.
    assert pnet("sync")[0] == 0
    assert not (cards / "bo.vcf").exists()


def test_a_card_goes_only_with_deletes(root: Path, cards: Path, pnet: Pnet) -> None:
    pnet("sync")
    (root / "contacts/Bo Ek.md").unlink()
    status, out, err = pnet("sync")
    assert status == 1
    assert "Bo Ek: no longer in the vault: remove the card bo.vcf?" in out
    assert "pnet sync phone --deletes" in err
    assert (cards / "bo.vcf").exists()
    status, out, _ = pnet("sync", "--deletes", "phone")
    assert (status, out.splitlines()[0]) == (0, "phone: 1 card removed (Bo Ek), 1 person in sync")
    assert not (cards / "bo.vcf").exists()
    assert (cards / "ada.vcf").exists()


def test_whoever_becomes_private_keeps_an_old_card_until_it_is_withdrawn(
    root: Path, cards: Path, pnet: Pnet
) -> None:
    pnet("sync")
    before = (cards / "bo.vcf").read_bytes()
    (root / "contacts/Bo Ek.md").write_text(
        "---\nemails: [bo@example.org]\nprivate: true\nphones: [0117 496 0777]\nuid: bo\n---\n"
    )
    status, out, err = pnet("sync")
    assert status == 0
    assert "1 person withheld" in out
    assert 'pnet sync phone --withdraw "Bo Ek"' in err
    assert (cards / "bo.vcf").read_bytes() == before
    assert pnet("sync", "--withdraw", "Bo Ek")[0] == 0
    assert not (cards / "bo.vcf").exists()
    assert pnet("sync") == (0, "phone: 1 person in sync\n", "")


CANARY = re.compile("zephyrine|quillfeather|zeq", re.IGNORECASE)


def test_somebody_private_reaches_no_card_and_no_output(root: Path, cards: Path, pnet: Pnet) -> None:
    note = "---\naliases: [Zeq]\nemails: [zeq@example.org]\nprivate: true\n---\n"
    (root / "contacts/Zephyrine Quillfeather.md").write_text(note)
    edit(root / "contacts/Bo Ek.md", "emails:", "role: partner of Zephyrine Quillfeather\nemails:")
    for words in ("--dry-run", "--status", "--check", "", "--resolve=vault", "--deletes", "--start-over"):
        for form in ("table", "plain", "json", "jsonl", "csv"):
            _, out, err = pnet("sync", *words.split(), "--format", form)
            # The diff of a note is the note's own.
            said = "\n".join(
                line for line in (out + err).splitlines() if not line.startswith((" role", "+role"))
            )
            assert not CANARY.search(said), (words, form)
    for path in cards.iterdir():
        assert not CANARY.search(path.read_text())
        assert not CANARY.search(path.name)


# Guards


def test_an_emptied_folder_changes_nothing_and_says_what_to_do(root: Path, cards: Path, pnet: Pnet) -> None:
    pnet("sync")
    for path in cards.iterdir():
        path.unlink()
    before = texts(root)
    for words in ([], ["--deletes"], ["--resolve", "folder"], ["--status"], ["--dry-run"]):
        status, _, err = pnet("sync", *words, "--format", "table")
        assert (status, "is empty now" in " ".join(err.split())) == (4, True), words
    assert texts(root) == before
    assert "--start-over" in err


def test_a_missing_folder_is_an_error_with_a_remedy(root: Path, cards: Path, pnet: Pnet) -> None:
    cards.rename(cards.with_name("other"))
    status, out, err = pnet("sync")
    assert (status, out) == (4, "")
    assert f"can't read the folder of cards {cards}" in " ".join(err.split())


def test_one_refused_sync_does_not_stop_the_next(root: Path, cards: Path, pnet: Pnet) -> None:
    write(root / "pnet.toml", f'[sync.gone]\nfolder = "../gone"\n{SETTINGS}')
    status, out, err = pnet("sync")
    assert status == 4
    assert out.startswith("phone: ")
    assert "../gone" in err or "/gone" in err
    assert "BDAY" in (cards / "ada.vcf").read_text()


# Settings


def test_without_a_sync_the_error_has_a_table_to_paste(root: Path, pnet: Pnet) -> None:
    write(root / "pnet.toml", "")
    status, _, err = pnet("sync")
    assert status == 2
    assert err.endswith('[sync.phone]\nfolder = "~/Contacts/phone"\n')
    write(root / "pnet.toml", err[err.index("[sync") :].replace("~/Contacts/phone", "../cards"))
    assert pnet("sync", "--check")[0] == 0


def test_an_unknown_name_lists_those_there_are(pnet: Pnet) -> None:
    status, _, err = pnet("sync", "fone")
    assert status == 3
    assert err.splitlines() == ["no sync has the name “fone”", "the syncs are phone: pnet sync phone"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("--status --dry-run", "--status changes nothing, and can't be combined with other options"),
        ("--check --resolve", "--check changes nothing, and can't be combined with other options"),
        ("--status --check", "--status changes nothing, and can't be combined with other options"),
        ("phone --merge a b", "--merge takes two files and no NAME"),
    ],
)
def test_options_that_contradict_each_other_are_refused(pnet: Pnet, words: str, fault: str) -> None:
    status, out, err = pnet("sync", *words.split())
    assert (status, out) == (2, "")
    assert fault in err


def test_a_wrong_query_is_shown_with_its_place(root: Path, pnet: Pnet) -> None:
    write(root / "pnet.toml", f'{SETTINGS}who = "touched:<many"\n')
    status, _, err = pnet("sync")
    assert status == 2
    assert "touched:<many" in err
    assert "^" in err


# --status and --check


def test_the_status_writes_nothing_and_says_when_it_last_ran(root: Path, cards: Path, pnet: Pnet) -> None:
    status, out, _ = pnet("sync", "--status", "--format", "table")
    assert status == 1
    assert out.startswith(
        "phone: not in sync, never synced: 1 person updated on both sides, 1 person matched to their card\n"
    )
    assert not (root.parent / "state").exists() or not list((root.parent / "state").rglob("*.json"))
    pnet("sync")
    status, out, _ = pnet("sync", "--status", "--format", "table")
    assert status == 0
    assert re.fullmatch(r"phone: in sync, last synced \d{4}-\d\d-\d\d \d\d:\d\d: 2 people in sync\n", out)
    assert pnet("sync", "--status")[1].split("\t")[:4] == ["phone", "true", "2", "0"]
    edit(cards / "ada.vcf", "TITLE:Analyst", "TITLE:Engineer")
    (found,) = json.loads(pnet("sync", "--status", "--format", "json")[1])
    assert found["entries"] == [
        {
            "outcome": "note updated",
            "name": "Ada Lovelace",
            "path": "contacts/Ada Lovelace.md",
            "file": "ada.vcf",
            "to_vault": [{"property": "role", "before": ["Analyst"], "after": ["Engineer"]}],
            "to_folder": [],
            "conflicts": [],
            "asks": False,
            "candidates": [],
            "reason": None,
        }
    ]


def test_a_check_lists_what_is_wrong_with_file_and_line(root: Path, cards: Path, pnet: Pnet) -> None:
    write(cards / "bad.vcf", "nonsense")
    write(cards / "two.vcf", f"{CY}{BO}")
    write(cards / "twin.vcf", BO)
    before = texts(root)
    status, out, _ = pnet("sync", "--check", "--format", "table")
    assert status == 1
    lines = out.splitlines()
    assert lines[0] == f"phone: 5 cards in {cards}"
    shown = " ".join(out.split())
    assert "bad.vcf:1: it contains no card" in shown
    assert "two.vcf:7: it contains more than one card" in shown
    assert "twin.vcf:3: it has the same UID as bo.vcf" in shown
    assert texts(root) == before
    found = json.loads(pnet("sync", "--check", "--format", "json")[1])
    assert [(one["file"], one["line"]) for one in found] == [("bad.vcf", 1), ("two.vcf", 7), ("twin.vcf", 3)]


def test_a_check_says_who_is_sent_and_how_many_stay(root: Path, pnet: Pnet) -> None:
    (root / "contacts/Zed.md").write_text("---\nemails: [zed@engine.example]\nprivate: true\n---\n")
    (root / "contacts/Zoe.md").write_text("---\nemails: [zoe@engine.example]\nstatus: deceased\n---\n")
    (root / "contacts/Cy.md").write_text("---\nemails: [cy@engine.example, zed@engine.example]\n---\n")
    assert pnet("sync", "--check", "--format", "table")[:2] == (
        0,
        f"phone: 2 cards in {root.parent}/cards\n"
        "  3 people get a card: Ada Lovelace, Bo Ek, Cy\n"
        "  2 do not: 1 private, 1 deceased\n"
        "  1 value that names someone private stays in the vault: of Cy\n"
        "  no problems found\n",
    )
    assert pnet("sync", "--check") == (
        0,
        "",
        "phone: 2 cards, 3 people get a card, 2 do not; no problems found\n",
    )


def test_a_card_whose_file_is_named_after_its_uid_is_called_the_card(root: Path, pnet: Pnet) -> None:
    (root / "contacts/Cy.md").write_text("---\nemails: [cy@engine.example]\n---\n")
    pnet("sync")
    pnet("set", "Cy", "role", "Painter")
    assert "  Cy: role Painter (to the card)\n" in pnet("sync")[1]


def test_a_card_that_may_be_of_a_contact_is_asked_about_with_both_places(
    root: Path, cards: Path, pnet: Pnet
) -> None:
    (root / "contacts/Cy Ha.md").write_text("---\nphones: ['+44 20 7946 0018']\n---\n")
    text = "BEGIN:VCARD\nVERSION:3.0\nUID:c\nFN:Cy Ha\nEMAIL:cy@engine.example\nEND:VCARD\n"
    (cards / "cy.vcf").write_text(text)
    out = " ".join(pnet("sync")[1].split())
    assert "Cy Ha: a new card (cy.vcf): the card of Cy Ha (contacts/Cy Ha.md)? the same name" in out


def test_a_photo_is_no_text_in_a_dry_run(root: Path, cards: Path, pnet: Pnet) -> None:
    file = cards / "ada.vcf"
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + b64encode(b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(4000)).decode()
    file.write_text(file.read_text().replace("END:VCARD", f"{photo}\nEND:VCARD"))
    out = pnet("sync", "--dry-run")[1]
    assert "Binary files /dev/null and b/attachments/Ada Lovelace.jpg differ\n" in out
    assert "photo added (from ada.vcf)" in " ".join(out.split())
    assert len(out) < 3000


def test_a_check_without_findings_says_so_in_a_pipe_beside_the_report(root: Path, pnet: Pnet) -> None:
    status, out, err = pnet("sync", "--check", "--format", "json")
    assert (status, json.loads(out), err) == (
        0,
        [],
        "phone: 2 cards, 2 people get a card; no problems found\n",
    )


@pytest.mark.parametrize("who", ["tag:nobody", "circle:familly", "((("])
def test_a_query_that_matches_nobody_is_named_once(root: Path, pnet: Pnet, who: str) -> None:
    pnet("sync")
    write(root / "pnet.toml", f"{(root / 'pnet.toml').read_text()}who = '{who}'\n")
    before = texts(root)
    status, out, err = pnet("sync")
    assert status == 1
    assert out == "phone: 2 people withheld\n"
    assert err == (
        f"`who` of [sync.phone] matches nobody, so every card stays as it is; try: pnet list {shell_word(who)}\n"
    )
    assert texts(root) == before


@pytest.mark.parametrize("words", [(), ("--dry-run",), ("--status",), ("--check",), ("--deletes",)])
def test_a_query_that_cannot_be_read_is_refused(root: Path, pnet: Pnet, words: tuple[str, ...]) -> None:
    pnet("sync")
    write(root / "pnet.toml", f"{(root / 'pnet.toml').read_text()}who = 'is:friend'\n")
    before = texts(root)
    status, _, err = pnet("sync", *words)
    assert (status, "is:friend" in err) == (2, True)
    assert texts(root) == before


# --merge


def merged(tmp_path: Path, first: str, second: str) -> tuple[int, str, str, str]:
    """Run --merge in a folder without a vault; return the status, both files, and the messages."""
    (tmp_path / "a").write_text(first, newline="")
    (tmp_path / "b").write_text(second, newline="")
    done = subprocess.run(
        [sys.executable, "-m", "plaintext_network", "sync", "--merge", "a", "b"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[3]), "HOME": "/nowhere"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    one, other = ((tmp_path / name).read_bytes().decode() for name in "ab")
    return done.returncode, one, other, done.stderr


def test_two_versions_of_a_card_become_one_with_all_their_values(tmp_path: Path) -> None:
    first = card(
        "u", "Ada", "TEL;TYPE=CELL:020 7946 0018", "item1.URL:https://a.example", "item1.X-ABLabel:home"
    )
    second = card(
        "u", "Ada", "TEL:+442079460018", "item1.EMAIL:ada@b.example", "item1.X-ABLabel:work", "TITLE:Poet"
    )
    status, one, other, err = merged(tmp_path, first, second)
    assert (status, one == other, err) == (0, True, "merged both versions of Ada\n")
    assert one.split("\r\n") == [
        *first.split("\r\n")[:-2],
        "item2.EMAIL:ada@b.example",
        "item2.X-ABLabel:work",
        "TITLE:Poet",
        "END:VCARD",
        "",
    ]


def test_a_value_that_only_one_can_have_is_not_decided_silently(tmp_path: Path) -> None:
    first, second = card("u", "Ada", "TITLE:Poet"), card("u", "Ada", "TITLE:Analyst", "TEL:0117 496 0001")
    status, one, other, err = merged(tmp_path, first, second)
    assert (status, one, other) == (1, first, second)
    assert "role: Poet or Analyst" in err


@pytest.mark.parametrize(
    ("first", "second", "status", "fault"),
    [
        (card("u", "Ada"), card("v", "Bo"), 4, "they are cards of two people: u and v"),
        (card("u", "Ada"), "", 4, "the second file contains no cards, not one"),
        (card("u", "Ada") * 2, card("u", "Ada"), 4, "the first file contains 2 cards, not one"),
    ],
)
def test_what_is_no_pair_of_versions_stays_as_it_is(
    tmp_path: Path, first: str, second: str, status: int, fault: str
) -> None:
    found = merged(tmp_path, first, second)
    assert found[:3] == (status, first, second)
    assert fault in found[3]


@needs_a_terminal
def test_a_conflict_of_two_versions_is_asked_in_a_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "tmp.x7"
    folder.mkdir()
    for name, role in (("local", "Poet"), ("server", "Analyst")):
        (folder / name).write_text(card("u", "Ada", f"TITLE:{role}"), newline="")
    command = f"cd {shlex.quote(str(tmp_path))}; exec {sys.executable} -m plaintext_network sync --merge tmp.x7/local tmp.x7/server"
    sitting = Sitting(["sh", "-c", command], PYTHONPATH=str(Path(__file__).parents[3]))
    sitting.reads("1  Poet  (local)")
    sitting.reads("Ada: which role?")
    sitting.types(b"2\n")
    assert sitting.answers() == []
    assert (folder / "local").read_bytes() == (folder / "server").read_bytes()
    assert "TITLE:Analyst" in (folder / "local").read_text()


class Server:
    """A folder that vdirsyncer keeps in sync with the cards, as a phone's server would be."""

    def __init__(self, folder: Path, cards: Path) -> None:
        self.folder, self.home = folder / "server", folder
        self.folder.mkdir()
        command = json.dumps(["command", sys.executable, "-m", "plaintext_network", "sync", "--merge"])
        storages = "".join(
            f'[storage {name}]\ntype = "filesystem"\npath = "{path}"\nfileext = ".vcf"\n'
            for name, path in (("phone_local", cards), ("phone_server", self.folder))
        )
        (folder / "config").write_text(
            f'[general]\nstatus_path = "{folder}/status"\n[pair phone]\na = "phone_local"\nb = "phone_server"\n'
            f"collections = null\nconflict_resolution = {command}\n{storages}"
        )
        assert self.run("discover").returncode == 0

    def run(self, word: str = "sync") -> subprocess.CompletedProcess[str]:
        """Run vdirsyncer, which needs no vault."""
        environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), "HOME": str(self.home)}
        environ.pop("PNET_VAULT", None)
        command = [sys.executable, "-m", "vdirsyncer", "-c", str(self.home / "config"), word]
        return subprocess.run(command, env=environ, input="y\n", capture_output=True, text=True, check=False)

    def syncs(self) -> None:
        done = self.run()
        assert done.returncode == 0, done.stderr


@pytest.fixture
def server(root: Path, cards: Path) -> Server:
    """A server that is in sync with the vault."""
    (root.parent / "home").mkdir()
    server = Server(root.parent / "home", cards)
    server.syncs()
    assert main(["sync"]) == 0
    server.syncs()
    return server


def test_vdirsyncer_merges_edits_of_two_properties_of_one_card(
    root: Path, cards: Path, server: Server, pnet: Pnet
) -> None:
    # Both sides change single values, and each removes an item of a list.
    edit(root / "contacts/Ada Lovelace.md", "role: Analyst", "role: Countess")
    edit(
        root / "contacts/Ada Lovelace.md",
        "birthday: 12-10\n",
        "birthday: 12-10\nlinks: [https://ada.example]\n",
    )
    assert pnet("sync")[0] == 0
    edit(server.folder / "ada.vcf", "TEL;TYPE=CELL:+44 20 7946 0018\r\n", "URL:https://engine.example\r\n")
    edit(server.folder / "ada.vcf", "FN:Ada Lovelace", "FN:Ada King")
    server.syncs()
    assert (cards / "ada.vcf").read_bytes() == (server.folder / "ada.vcf").read_bytes()
    assert pnet("sync")[0] == 0
    server.syncs()
    note = (root / "contacts/Ada Lovelace.md").read_text()
    for text in ("role: Countess", "12-10", "https://ada.example", "https://engine.example", "Ada King"):
        assert text in note
    assert "7946" not in note
    assert "7946" not in (server.folder / "ada.vcf").read_text()


def test_a_conflict_that_vdirsyncer_finds_is_open_until_the_user_decides(
    root: Path, cards: Path, server: Server, pnet: Pnet
) -> None:
    edit(root / "contacts/Ada Lovelace.md", "role: Analyst", "role: Countess")
    assert pnet("sync")[0] == 0
    edit(server.folder / "ada.vcf", "TITLE:Analyst", "TITLE:Engineer")
    done = server.run()
    assert done.returncode != 0
    assert "role: Countess or Engineer" in done.stderr
    assert "TITLE:Countess" in (cards / "ada.vcf").read_text()
    assert "TITLE:Engineer" in (server.folder / "ada.vcf").read_text()


def test_what_another_program_wrote_to_the_folder_is_not_taken_for_known_to_the_server(
    root: Path, cards: Path, server: Server, pnet: Pnet
) -> None:
    # The server hasn't seen the new role, and must not seem to have removed it.
    edit(cards / "ada.vcf", "TITLE:Analyst", "TITLE:Countess")
    edit(root / "contacts/Ada Lovelace.md", "12-10", "12-12")
    assert pnet("sync")[0] == 0
    edit(server.folder / "ada.vcf", "1604-12-10", "1604-12-11")
    assert server.run().returncode != 0
    assert "TITLE:Countess" in (cards / "ada.vcf").read_text()
    assert "TITLE:Analyst" in (server.folder / "ada.vcf").read_text()


# At every width


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_every_line_fits(
    root: Path, cards: Path, pnet: Pnet, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _conflict(root, cards, pnet)
    for number in range(12):
        name = f"Somebody With A Long Name {number}"
        write(cards / f"n{number}.vcf", card(f"n{number}", name, f"TEL:+44 117 496 1{number:03}"))
    (cards / "bad.vcf").write_text("nonsense")
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    for words in (["--status"], ["--check"], ["--no-input"]):
        screen, aside = Terminal(), Terminal()
        monkeypatch.setattr("sys.stdout", screen)
        monkeypatch.setattr("sys.stderr", aside)
        main(["sync", *words, "--format", "table"])
        lines = (screen.getvalue() + aside.getvalue()).splitlines()
        assert lines[0].startswith("phone")
        # A path is not broken, so that it can be copied.
        assert max(len(line.replace(str(cards), "")) for line in lines) <= columns
