"""The oracle sees what is lost, and takes no other spelling for a loss."""

import pytest

from tests.exchange.client_cards import CLIENTS, client_cards
from tests.exchange.vcard_oracle import lost, read_file


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", "")).encode()


def digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def missing(before: bytes, after: bytes) -> list[str]:
    (one,), (other,) = read_file(before), read_file(after)
    return [str(item) for item in lost(one, other)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (card("NOTE:a\\nb\\, c"), card("NOTE:a\\Nb, ", " c")),
        (card("TEL;HOME;PREF:1", version="2.1"), card("TEL;TYPE=pref,home:1")),
        (card("TEL;TYPE=home;PREF=1;VALUE=uri:tel:+1", version="4.0"), card('TEL;TYPE="PREF,HOME":+1')),
        (card("NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FC=", "nchen", version="2.1"), card("NOTE:München")),
        (card("PHOTO;ENCODING=BASE64;JPEG:YWJ", " j", "", version="2.1"), card("PHOTO:data:image/jpeg;base64,YWJj", version="4.0")),
        (card("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-09"), card("BDAY:--0509", version="4.0")),
        (card("item1.TEL:1", "item1.X-ABLabel:Boat"), card("a.X-ABLABEL:Boat", "a.tel:1")),
        (card("NOTE:C:\\new", version="2.1"), card("NOTE:C:\\\\new")),
        (card("ADR:;;x;y"), card("ADR:;;x;y;;;")),
        (card("AGENT:", "BEGIN:VCARD", "FN:Bo", "END:VCARD", version="2.1"), card("AGENT:BEGIN:VCARD\\nFN:Bo\\nEND:VCARD")),
    ],
)  # fmt: skip
def test_another_spelling_is_no_loss(before: bytes, after: bytes) -> None:
    assert missing(before, after) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (card("TEL:1", "TEL:1"), card("TEL:1")),
        (card("TEL;TYPE=home,pref:1"), card("TEL;TYPE=home:1")),
        (card("EMAIL;X-SLOT=1:a@b"), card("EMAIL:a@b")),
        (card("item1.TEL:1", "item1.X-ABLabel:Boat"), card("TEL:1", "X-ABLabel:Boat")),
        (
            card("item1.TEL:1", "item1.X-ABLabel:a", "item2.TEL:2", "item2.X-ABLabel:b"),
            card("item1.TEL:1", "item1.X-ABLabel:b", "item2.TEL:2", "item2.X-ABLabel:a"),
        ),
        (card("NOTE:a\\nb"), card("NOTE:a b")),
        (card("N:a\\;b;c"), card("N:a;b;c")),
        (card("CATEGORIES:a\\,b"), card("CATEGORIES:a,b")),
        (card("PHOTO;ENCODING=b;TYPE=JPEG:YWJj"), card("PHOTO;ENCODING=b;TYPE=JPEG:YWJk")),
        (card("BDAY:1605-05-09"), card("BDAY:--05-09")),
        (card("X-Y:1"), card()),
    ],
)  # fmt: skip
def test_a_loss_is_seen(before: bytes, after: bytes) -> None:
    assert missing(before, after)


def test_it_reads_what_the_generator_knows_of_every_client() -> None:
    for client, person, content in client_cards(len(CLIENTS) * 20, seed=3):
        (read,) = read_file(content)
        assert client == "nokia" or read.values("FN") == [person.full]
        assert set(read.values("EMAIL")) == {email for email, _ in person.emails}
        # Nextcloud writes some numbers as URIs, without blanks.
        assert {*map(digits, read.values("TEL"))} == {digits(phone.number) for phone in person.phones}
        assert lost(read, read) == []
