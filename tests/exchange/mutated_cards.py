"""Damages cards at random: bytes, lines, parameters, charsets and ends, as bad programs and transfers do."""

import random
from collections.abc import Iterator, Sequence

_PIECES = (
    b"\r\n", b"\n", b"\r", b"\r\r\n", b"\n ", b"\n\t", b"=\r\n", b"=", b"=0", b"=0A=", b":", b";", b",", b"\\", b"\\n", b"\\;", b'"',
    b"^", b"^n", b".", b"=3D", b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x80", b"\xed\xa0\x80", b"\xf0\x9f\x8e\x82",
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"VERSION:9.9\r\n", b"begin:vcard\r\nversion:2.1\r\n", b"AGENT:\r\nBEGIN:VCARD\r\n",
    b";ENCODING=QUOTED-PRINTABLE", b";ENCODING=BASE64", b";BASE64", b";CHARSET=UTF-7", b";CHARSET=utf-16", b";CHARSET=nonsense",
    b";CHARSET=idna", b";CHARSET=zlib", b";ENCODING=b", b";VALUE=uri", b";TYPE=", b";TYPE=\"", b";PREF=999999999999999999999",
    b"item1.", b"BDAY:", b"BDAY:99999999", b"BDAY:1604-13-45", b"BDAY:--0230", b"BDAY:-0001-01-01", b"X-ABDATE:0000-00-00", b"ADR:",
    b"ORG:;;;;", b"N:;;;;", b"FN:\r\n", b"TEL:tel:", b"PHOTO:data:image/png;base64,", b"PHOTO;ENCODING=b:!", b"UID:\r\n", b"GEO:x", b"REV:",
    b"KIND:group\r\n", b"KIND:org\r\n", b"CLASS:PRIVATE\r\n", b"DEATHDATE:x\r\n", b"RELATED:\r\n", b"CATEGORIES:,,,\r\n", b"NOTE:```\r\n",
    b"\xe2\x80\xa8", b"\x85", b"\x0b", b"\x0c", b"\x1c", b"\xe2\x80\xae", b"\x1b[31m", b"9" * 5000, b"a" * 300,
)  # fmt: skip


def mutated(cards: Sequence[bytes], count: int, seed: int = 1) -> Iterator[bytes]:
    """Damage one of the cards after the other, so many in all."""
    chance = random.Random(seed)  # noqa: S311
    for number in range(count):
        card = bytearray(cards[number % len(cards)])
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            _damage(card, cards, chance)
        yield bytes(card)


def _damage(card: bytearray, cards: Sequence[bytes], chance: random.Random) -> None:
    place = chance.randrange(len(card) + 1)
    match chance.randrange(8):
        case 0 | 1 | 2:
            card[place:place] = chance.choice(_PIECES)
        case 3:
            del card[place : place + chance.choice((1, 1, 2, 10, 100))]
        case 4:
            card[place : place + 1] = bytes([chance.randrange(256)])
        case 5:
            length = chance.choice((5, 30, 200))
            card[place:place] = card[place : place + length] * chance.choice((1, 2, 5))
        case 6:
            other = chance.choice(cards)
            start = chance.randrange(len(other))
            card[place:place] = other[start : start + chance.choice((5, 30, 200))]
        case _:
            lines = bytes(card).splitlines(keepends=True)
            chance.shuffle(lines) if chance.random() < 0.3 else lines.reverse()
            card[:] = (
                b"".join(lines[: chance.randrange(len(lines) + 1)])
                if chance.random() < 0.2
                else b"".join(lines)
            )
