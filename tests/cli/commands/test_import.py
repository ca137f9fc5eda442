"""Asks the questions of an import on a terminal, and shows its summary at every width."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Sitting, Terminal

ADA = "BEGIN:VCARD\nVERSION:3.0\nUID:u1\nFN:Ada Lovelace\nORG:Acme\nTITLE:Analyst\nEND:VCARD\n"
BO = "BEGIN:VCARD\nVERSION:3.0\nUID:u2\nFN:Bo Diddley\nEMAIL:bo@example.org\nEND:VCARD\n"
NOTES = {
    "contacts/Ada Lovelace.md": "---\nrole: Countess\n---\n",
    "contacts/Bo Diddley.md": "---\nphones: [0117 496 0001]\n---\n",
}
Vault = Callable[[Mapping[str, str]], Path]


def _pnet(root: Path, *words: str) -> list[str]:
    code = "from plaintext_network.cli.main import run; run()"
    return [sys.executable, "-c", code, *words, "--vault", str(root), "--today", "2026-11-24"]


def test_questions_come_one_at_a_time_with_evidence_and_places(vault: Vault, tmp_path: Path) -> None:
    root = vault(NOTES)
    file = tmp_path / "phone.vcf"
    file.write_text(ADA + BO)
    sitting = Sitting(_pnet(root, "import", str(file)))
    sitting.reads("phone.vcf (vCard): 2 questions.")
    sitting.reads("Ada Lovelace (contacts/Ada Lovelace.md:1): the same name")
    sitting.reads("somebody else: add a contact")
    sitting.reads("Who is Ada Lovelace (phone.vcf:1), Analyst, Acme?")
    sitting.types(b"1\n")
    # The next question follows from the answer.
    sitting.reads("Countess  (contacts/Ada Lovelace.md)")
    sitting.reads("which role?")
    sitting.types(b"2\n")
    sitting.reads("Who is Bo Diddley")
    sitting.types(b"2\n")
    shown = "\n".join(sitting.answers())
    assert "1 added: Bo Diddley" in shown
    assert "role Countess → Analyst" in shown
    assert "role: Analyst" in (root / "contacts/Ada Lovelace.md").read_text()
    new = (root / "contacts/Bo Diddley no. 2.md").read_text()
    assert 'different_from: ["[[contacts/Bo Diddley|Bo Diddley]]"]' in new or "different_from" in new


def test_a_blank_answer_stops_and_the_later_questions_wait(vault: Vault, tmp_path: Path) -> None:
    root = vault(NOTES)
    file = tmp_path / "phone.vcf"
    file.write_text(
        ADA + BO + BO.replace("u2", "u3").replace("Bo Diddley", "Cy Twombly").replace("bo@", "cy@")
    )
    sitting = Sitting(_pnet(root, "import", str(file)))
    sitting.reads("Who is Ada Lovelace")
    sitting.types(b"3\n")
    sitting.reads("Who is Bo Diddley")
    sitting.types(b"\n")
    sitting.reads("the other questions wait")
    shown = "\n".join(sitting.answers())
    assert "1 added: Cy Twombly" in shown
    assert "1 asked" in shown
    # Whoever was left out is not asked about again.
    again = Sitting(_pnet(root, "import", str(file)))
    again.reads("phone.vcf (vCard): 1 question.")
    again.reads("Who is Bo Diddley")
    again.types(b"\n")
    assert "you left them out before" in "\n".join(again.answers())


@pytest.mark.parametrize("keeps", [True, False])
def test_a_role_belongs_to_its_organization(vault: Vault, tmp_path: Path, keeps: bool) -> None:
    root = vault({"contacts/Ada Lovelace.md": "---\nemails: [ada@example.org]\norganization: Navy\n---\n"})
    file = tmp_path / "phone.vcf"
    file.write_text(ADA.replace("ORG:", "EMAIL:ada@example.org\nORG:"))
    sitting = Sitting(_pnet(root, "import", str(file)))
    sitting.reads("phone.vcf (vCard): 1 question.")
    sitting.reads("Navy  (contacts/Ada Lovelace.md)")
    sitting.reads("Analyst, Acme  (vCard)")
    sitting.reads("Ada Lovelace: which is right?")
    sitting.types(b"1\n" if keeps else b"2\n")
    if not keeps:
        sitting.reads("Keep these as former organizations? Ada Lovelace (Navy)")
        sitting.types(b"n\n")
    sitting.answers()
    note = (root / "contacts/Ada Lovelace.md").read_text()
    assert ("organization: Navy" in note) == keeps
    assert ("role: Analyst" in note) != keeps


def test_the_former_organizations_are_one_question(vault: Vault, tmp_path: Path) -> None:
    root = vault({})
    file = tmp_path / "phone.vcf"
    cards = [
        f"BEGIN:VCARD\nVERSION:3.0\nUID:n{n}\nFN:Person {n}\nORG:Old Works\nEND:VCARD\n" for n in range(5)
    ]
    file.write_text("".join(cards))
    main(["import", str(file), "--vault", str(root), "--no-input"])
    file.write_text("".join(cards).replace("Old Works", "New Place"))
    sitting = Sitting(_pnet(root, "import", str(file)))
    sitting.reads("Keep these as former organizations?")
    sitting.reads("Person 0 (Old Works)")
    sitting.types(b"n\n")
    sitting.answers()
    note = (root / "contacts/Person 0.md").read_text()
    assert "organization: New Place" in note
    assert "former" not in note


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_summary_fits_every_width(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    root = vault(NOTES)
    file = tmp_path / "phone.vcf"
    people = [f"BEGIN:VCARD\nVERSION:3.0\nFN:Somebody Very Longnamed {n}\nEND:VCARD\n" for n in range(12)]
    file.write_text(ADA + BO + "".join(people) + "BEGIN:VCARD\nVERSION:3.0\nX-NO:1\nEND:VCARD\n")
    screen = Terminal()
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout", screen)
    assert (
        main(
            [
                "import",
                str(file),
                "--vault",
                str(root),
                "--no-input",
                "--match",
                "u1=contacts/Ada Lovelace.md",
            ]
        )
        == 4
    )
    lines = screen.getvalue().splitlines()
    assert lines[0] == "phone.vcf (vCard): 15 contacts"
    assert max(map(len, lines)) <= columns
    assert " ".join(" ".join(lines).split()).count("and 7 more") == 1


@pytest.mark.disk
def test_a_kill_at_any_moment_leaves_all_or_nothing(vault: Vault, tmp_path: Path) -> None:
    root = vault({"contacts/Person 0.md": "---\nemails: [p0@example.org]\n---\n"})
    file = tmp_path / "phone.vcf"
    file.write_text(
        "".join(
            f"BEGIN:VCARD\nVERSION:3.0\nUID:n{n}\nFN:Person {n}\nEMAIL:p{n}@example.org\nEND:VCARD\n"
            for n in range(80)
        )
    )
    environ = {**os.environ, "PNET_STATE": str(tmp_path / "state"), "PNET_CACHE": str(tmp_path / "cache")}

    def notes() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (root / "contacts").glob("*.md")}

    before = notes()
    for delay in (0.2, 0.35, 0.5, 0.7, 0.9):
        process = subprocess.Popen(
            [*_pnet(root, "import", str(file)), "--no-input"],
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        # The next command completes what was begun.
        subprocess.run(_pnet(root, "list"), env=environ, capture_output=True, check=False)
        now = notes()
        if now == before:
            continue
        assert len(now) == 80
        assert all(b"```vcard" in text for text in now.values())
        subprocess.run(_pnet(root, "undo"), env=environ, capture_output=True, check=True)
        assert notes() == before
