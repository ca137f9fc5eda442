"""What every editor is asked, and what it must show of the sample vault on 24 November 2026."""

from tests.lsp.clients.place import Place

TODAY = "daily/2026-11-24.md"
KOFI = "contacts/Kofi Brennan-Asante.md"
PRIYA = "contacts/Priya Holtby.md"
LINKED = "Coffee with [[Kofi Brennan-Asante]]\n"
# By what is typed after `[[`: by any part of a name or address, whatever the case and the accents.
COMPLETED = {
    "kof": "Kofi Brennan-Asante",
    "bren": "Kofi Brennan-Asante",
    "kofi bre": "Kofi Brennan-Asante",
    "kofi@ex": "Kofi Brennan-Asante",
    "wierz": "Łukasz Wierzba",
    "田": "田中 さくら",
}
# By what is typed on a line of its own in front matter, and requested by hand.
WRITTEN = {
    "cade": "cadence: ",
    "organization: fin": 'organization: "[[Finch & Tarrow Acoustics]]"',
    "knows: [[kof": 'knows: "[[Kofi Brennan-Asante]]"',
    "circles: [alum": "circles: [alumni",
}
NEW = "contacts/New Person.md"
# Signs of several UTF-16 units, of several characters, and of several columns before a link that leads nowhere.
ODD = "- 👩‍🚀 e\u0301 🇬🇧 田 with [[Nobody Here]], and [[Kofi Brennan-Asante]]\n"
# The lines at which the endings and the byte order mark of a note would shift what is found.
CRLF = f'---\r\ndate: 2026-11-20\r\nwith: ["[[Zoë Brandvold]]"]\r\n---\r\n{ODD[:-1]}\r\n\r\nwith [[Zoë Brandvold|Zoë]]\r\n'
MARKED = f'\ufeff---\ndate: 2026-11-21\nwith: ["[[Zoë Brandvold]]"]\n---\n{ODD}\nwith [[Zoë Brandvold|Zoë]]\n'
ODD_NOTES = {
    "interactions/2026/2026-11-20 Windows.md": CRLF,
    "interactions/2026/2026-11-21 Marked.md": MARKED,
}


def write_odd_notes(place: Place) -> None:
    """Write a note with CRLF, and one with a byte order mark. Both link Zoë."""
    for path, text in ODD_NOTES.items():
        place.write(path, text)
