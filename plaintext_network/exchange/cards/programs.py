"""Names the program that wrote a card, as people call it. Knows no vault."""

import re

from plaintext_network.exchange.record import SourceCard
from plaintext_network.exchange.vcard.cards import Card

# The first that fits a PRODID counts.
_PROGRAMS = (
    ("iCloud", "iCloud"),
    ("iPad", "iPad"),
    ("iPhone|iOS", "iPhone"),
    ("macOS|Mac OS|Address Book|Apple", "Mac"),
    ("Nextcloud", "Nextcloud"),
    ("ownCloud", "ownCloud"),
    ("DAVx|bitfire", "DAVx5"),
    ("Evolution|Ximian|GNOME", "Evolution"),
    ("KAddressBook|KDE|K Desktop", "KAddressBook"),
    ("CardBook", "CardBook"),
    ("Thunderbird|Mozilla", "Thunderbird"),
    ("Outlook|Microsoft", "Outlook"),
    ("Google", "Google"),
    ("Proton|pm-ez", "Proton"),
    ("Fastmail|Cyrus", "Fastmail"),
    ("Synology", "Synology"),
    ("SOGo", "SOGo"),
    ("Zimbra", "Zimbra"),
    ("Roundcube", "Roundcube"),
    ("khard", "khard"),
    ("Monica", "Monica"),
    ("Android", "Android"),
)
_BY_PRODID = tuple((re.compile(rf"\b(?:{words})", re.IGNORECASE), name) for words, name in _PROGRAMS)
_BY_LINE = (("X-ANDROID-CUSTOM", "Android"), ("X-MS-", "Outlook"), ("X-EVOLUTION-", "Evolution"))
_DIGITS = re.compile(r"[\d\s()_.-]+")


def program_of(source: SourceCard, kind: str) -> str:
    """Return the name of the program that wrote a card, such as `iPhone`; "" if it isn't known, or if the kind of file says it.

    A table without a known format is called by its file.
    """
    if source.program or kind not in ("vcard", "csv"):
        return source.program
    return _of_card(source.card) if kind == "vcard" else _of_file(source.origin.file)


def _of_card(card: Card) -> str:
    found = ""
    for line in card.lines:
        if line.key == "PRODID":
            found = next((name for words, name in _BY_PRODID if words.search(line.value)), "")
            if found:
                return found
        elif not found and line.key.startswith("X-"):
            found = next((name for start, name in _BY_LINE if line.key.startswith(start)), "")
    # Only old telephones still write this version.
    return found or ("phone" if card.version == "2.1" else "")


def _of_file(name: str) -> str:
    """Return what a file is called without numbers and days: `choir` for `choir (2).csv` and `choir-2026-11.csv`."""
    stem = name.rpartition("/")[2].rpartition(".")[0]
    return " ".join(_DIGITS.sub(" ", stem).split())
