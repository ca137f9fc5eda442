"""Servers that rewrite cards do so through vdirsyncer as they do in life."""

from pathlib import Path

import pytest

from tests.exchange.command_line import Book
from tests.exchange.other_programs import radicale
from tests.exchange.rewriting_proxy import rewriting_proxy
from tests.exchange.server_rewrites import CardRefused, icloud, parse_card
from tests.exchange.vdirsyncer import Vdirsyncer

CARD = b"""BEGIN:VCARD\r
VERSION:3.0\r
N:Lovelace;Ada;;;\r
FN:Ada Lovelace\r
EMAIL;TYPE=work,pref:ada@example.org\r
EMAIL;TYPE=PERSONAL:ada@home.example\r
item1.TEL:+1 555 0100\r
item1.X-ABLabel:Boat\r
BDAY:--1210\r
URL:https://ada.example\r
CATEGORIES:friends\r
PHOTO;ENCODING=b;TYPE=JPEG:AAAA\r
UID:ada-1\r
END:VCARD\r
"""
# Radicale writes types in one parameter, and labels in capitals.
STORED = {
    "plain": [
        "EMAIL;TYPE=work,pref:ada@example.org",
        "item1.X-ABLABEL:Boat",
        "CATEGORIES:friends",
        "UID:ada-1",
    ],
    "google": [
        "EMAIL;TYPE=WORK,INTERNET:ada@example.org",
        "EMAIL;TYPE=INTERNET:ada@home.example",
        "TEL:+1 555 0100",
        "BDAY:--1210",
        "REV:2026-11-25T00:00:01Z",
    ],
    "icloud": [
        "EMAIL;TYPE=INTERNET,WORK,pref:ada@example.org",
        "item1.EMAIL;TYPE=INTERNET:ada@home.example",
        "item1.X-ABLABEL:personal",
        "item2.TEL:+1 555 0100",
        "item2.X-ABLABEL:Boat",
        "BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1604:1604-12-10",
        "item3.URL;TYPE=pref:https://ada.example",
        "item3.X-ABLABEL:_$!<HomePage>!$_",
        "CATEGORIES:friends",
    ],
    "nextcloud": [
        "VERSION:4.0",
        "EMAIL;PREF=1;TYPE=WORK:ada@example.org",
        "item1.X-ABLABEL:Boat",
        "BDAY:--1210",
        "PHOTO:data:image/jpeg\\;base64\\,AAAA",
    ],
}


@pytest.mark.parametrize("kind", STORED)
def test_a_server_gives_back_a_card_as_it_rewrote_it(tmp_path: Path, kind: str) -> None:
    book = Book(tmp_path / "a")
    folders = [tmp_path / "a/cards", tmp_path / "b/cards"]
    with radicale(tmp_path) as server, rewriting_proxy(server.book, kind) as url:
        one, other = (Vdirsyncer(folder.parent / "home", folder, url, book.environ) for folder in folders)
        (folders[0] / "ada-1.vcf").write_bytes(CARD)
        assert one.sync().code == other.sync().code == one.sync().code == other.sync().code == 0
        files = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
        contents = [sorted(map(str, parse_card(content))) for each in files for content in each.values()]
        assert len(contents) == 2
        assert contents[0] == contents[1]
        assert not [line for line in STORED[kind] if line not in contents[0]]
        # Google moves a card: its UID is another, and so is its file.
        assert ([*files[0]] == ["ada-1.vcf"]) == (kind != "google")
        before = files
        assert one.sync().code == other.sync().code == 0
        assert [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders] == before


def test_icloud_refuses_cards_without_a_name_and_those_of_4_0() -> None:
    for card in (CARD.replace(b"N:Lovelace", b"X-N:Lovelace"), CARD.replace(b"3.0", b"4.0")):
        with pytest.raises(CardRefused):
            icloud(card, "ada-1", "2026-11-25T00:00:00Z")
