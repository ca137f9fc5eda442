"""Vaults of different kinds for the views of Obsidian, and what shows a view of one. Holds no expectation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

from plaintext_network.bases.evaluation.methods import shown_text
from plaintext_network.bases.evaluation.property_values import USUAL, Reading
from plaintext_network.bases.evaluation.rows import Failure, rows_of
from plaintext_network.bases.evaluation.vault_files import VaultFiles
from plaintext_network.bases.files.read_base import read_base
from plaintext_network.bases.update_bases import bases_of
from plaintext_network.bases.views.vault_words import VaultWords
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

SAMPLE = Path(__file__).parents[2] / "sample_vault"
NOW = datetime.combine(TODAY, time(12))
# Everything that Obsidian's help leaves open.
READINGS = [
    Reading(dates, null, fold) for dates in (True, False) for null in (True, False) for fold in (True, False)
]

# A vault that keeps people by words of its own, in a language of its own.
CRM = {
    "pnet.toml": (
        'ignore = ["Vorlagen", "*.excalidraw.md", "Leute/Liste.md"]\n'
        '[kinds.contact]\nfolders = ["Leute", "Firmen/Personen"]\ntypes = ["Mensch"]\ntags = ["freund"]\n'
        'where = { Kategorie = ["Kontakt"] }\nnames = ["@*"]\n'
        '[kinds.interaction]\nfolders = ["Treffen"]\ntags = ["treffen"]\n'
        '[kinds.introduction]\nfolders = ["Vorstellungen"]\n[kinds.goal]\nfolders = ["Ziele"]\n'
        '[properties]\nbirthday = ["Geburtstag"]\norganization = ["Firma"]\ncadence = ["Kontakt alle"]\nwith = ["Teilnehmer"]\n'
        'date = ["Datum"]\ncircles = ["Kreise"]\nstatus = ["Stand"]\nbetween = ["Zwischen"]\n'
    ),
    "Leute/Änne Groß.md": "---\nGeburtstag: 1990-11-26\nFirma: '[[Tischlerei Süd]]'\nKontakt alle: 3 months\nKreise: [Freunde]\n---\n",
    "Leute/Bo.md": "---\ngeburtstag: 12-01\nfirma: Werft\nStand: archived\n---\n",
    "Leute/Cy.md": "---\nGeburtstag: '--12-20'\norganization: Mühle\n---\n",
    "Leute/Die Leute.md": "---\ntype: Notiz\n---\n",
    "Leute/Leute.md": "- [[Bo]]\n",
    "Leute/_Vorlage.md": "",
    "Leute/README.md": "",
    "Leute/Liste.md": "- [[Cy]]\n",
    "Leute/Skizze.excalidraw.md": "",
    "Firmen/Personen/Dee.md": "---\nGeburtstag: 29\n---\n",
    "Firmen/Tischlerei Süd.md": "",
    "Archiv/Eve.md": "---\ntype: Mensch\nGeburtstag: 20000229\nKreise: Freunde\n---\n",
    "Archiv/Flo.md": "---\ntags: [freund/alt]\nGeburtstag: 1980-11-24T08:00\n---\n",
    "Archiv/Gus.md": "A page about #freund Gus.\n",
    "Archiv/Hal.md": '---\nKategorie: ["[[Kontakt]]", Sonstiges]\n---\n',
    "Archiv/@Ida.md": "",
    "Archiv/Kim.md": "---\nkategorie: Kontakt\ntype: Notiz\n---\n",
    "Tagebuch/2026-11-20.md": "---\ntags: [freund]\n---\nMet [[Bo]].\n",
    "Vorlagen/Person.md": "---\ntype: Mensch\n---\n",
    "Treffen/2026-11-03 Kaffee.md": '---\nTeilnehmer: ["[[Bo]]", Cy]\nchannel: call\n---\n',
    "Treffen/Werkschau.md": '---\nDatum: 2026-10-30\nwith: "[[Änne Groß|Änne]]"\ntopics: [Holz]\n---\n',
    "Treffen/20261018 Anruf.md": "---\nTeilnehmer: Änne Groß\n---\n",
    "Treffen/Später.md": "---\nDatum: 2026-12-24\nTeilnehmer: '[[Leute/Bo]]'\nplanned: true\n---\n",
    "Treffen/Abgesagt.md": "---\nDatum: 2026-11-01\nTeilnehmer: '[[Bo]]'\nplanned: cancelled\n---\n",
    "Treffen/Treffen.md": "",
    "Notizen/2026-09-01 Gespräch.md": "---\ntags: treffen\nTeilnehmer: '[[Cy]]'\n---\n",
    "Vorstellungen/Bo und Cy.md": "---\nZwischen: ['[[Bo]]', '[[Cy]]']\nStand: Asked\nDatum: 2026-10-01\n---\n",
    "Vorstellungen/Cy und Dee.md": "---\nZwischen: [Cy, Dee]\nStand: landed\n---\n",
    "Ziele/Werkstatt.md": "---\nby: 2027-01-01\npeople: '[[Bo]]'\n---\n",
    "Ziele/Segeln.md": "---\nStand: On hold\n---\n",
    "Ziele/Lesen.md": "---\nStand: done\n---\n",
}
# A graph of Logseq, whose properties Obsidian doesn't read.
LOGSEQ = {
    "pnet.toml": '[kinds.contact]\nnames = ["Person/*"]\n',
    "logseq/config.edn": "{}",
    "pages/Person___Ada.md": "birthday:: 12-01\n",
    "pages/Person___Bo.md": "",
    "pages/Person___Bo___Books.md": "",
    "pages/Cy.md": "type:: person\n",
    "journals/2026_11_20.md": "- tea with [[Person/Ada]] #touch\n",
}


def write_vault(root: Path, notes: Mapping[str, str]) -> Path:
    """Write a vault, and return its folder."""
    for path, text in notes.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


class ShownVault:
    """The views of a vault, as Obsidian shows them under one reading of its help."""

    def __init__(self, root: Path, reading: Reading = USUAL) -> None:
        self.notebook = Notebook(str(root), TODAY, cache=False)
        # What is written depends on nothing that the help leaves open.
        files = VaultFiles(str(root))
        self.texts, self.differences = bases_of(
            VaultWords(files, self.notebook.index, self.notebook.settings.rules)
        )
        self.files = VaultFiles(str(root), reading)

    def rows(self, name: str, view: str, this: str | None = None) -> list[tuple[str, ...]]:
        """Return the rows of a view as they are shown; a formula that has no value fails the test."""
        base, faults = read_base(self.texts[f"{name}.base"].encode())
        assert not faults
        (chosen,) = (each for each in base.views if each.name == view)
        shown = rows_of(base, chosen, self.files, NOW, self.files.files.get(this or ""))
        assert not shown.failures
        failed = [value for row in shown.rows for value in row.values if isinstance(value, Failure)]
        assert not failed
        return [tuple(map(shown_text, row.values)) for row in shown.rows]

    def paths(self, name: str, view: str, this: str | None = None) -> list[str]:
        """Return the paths of the files in a view, in its order."""
        base, _ = read_base(self.texts[f"{name}.base"].encode())
        (chosen,) = (each for each in base.views if each.name == view)
        return [
            row.path for row in rows_of(base, chosen, self.files, NOW, self.files.files.get(this or "")).rows
        ]
