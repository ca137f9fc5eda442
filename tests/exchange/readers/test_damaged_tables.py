"""Whatever happens to a table, every row is counted once, and nothing but a PnetError stops the reading."""

from collections.abc import Callable, Iterator
from random import Random

import pytest

from plaintext_network.errors import PnetError
from plaintext_network.exchange.record import SourceCard
from tests.exchange.readers.reading import items

HEADERS = {
    "linkedin": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "google": "First Name,Middle Name,Last Name,Organization Name,Birthday,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value",
    "outlook": "Title,First Name,Last Name,Company,Job Title,Business Street,E-mail Address,Mobile Phone,Birthday,Sensitivity",
    "pnet": "name,aliases,emails,phones,organization,birthday,circles,cadence",
    "csv": "Name,E-Mail,Handy,Firma,Geburtstag,Notizen",
    "unknown": "Kunde,Adr,Nr",
}
VALUES = (
    "Ada", "Müller", "山田", "Ivan Петров", "a@x.org", "+49 30", "9.5.1990", "0/0/00", "31/12/1999", "https://www.linkedin.com/in/ada",
    "two\nlines", 'say "hi"', "a, b", "x;y", "'=1+1", "* myContacts ::: A", " --05-09", "", "", "", "Private", "x" * 300, "\u202e", "\t",
    "[[Ada]]", "- [ ] task", "{{x}}", "NULL", "#REF!", "=cmd|' /C calc'!A0", "1e5", "\ufeff", "é", "\u2028", "-", "::: ", " ::: ",
)  # fmt: skip
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "shift_jis", "latin-1", "gb18030", "big5", "euc_jp", "mac_roman",
)  # fmt: skip


def _cut(content: bytes, draw: Random) -> bytes:
    return content[: draw.randrange(len(content) + 1)]


def _without_a_mark(content: bytes, draw: Random) -> bytes:
    places = [place for place, byte in enumerate(content) if byte == 0x22]
    if not places:
        return content
    place = draw.choice(places)
    return content[:place] + content[place + 1 :]


def _with(piece: bytes) -> Callable[[bytes, Random], bytes]:
    def damage(content: bytes, draw: Random) -> bytes:
        place = draw.randrange(len(content) + 1)
        return content[:place] + piece + content[place:]

    return damage


def _mixed_newlines(content: bytes, draw: Random) -> bytes:
    return b"".join(
        line + draw.choice([b"\n", b"\r", b"\r\n", b"\r\r\n", b"\n\n"]) for line in content.split(b"\n")
    )


def _ragged(content: bytes, draw: Random) -> bytes:
    return b"\n".join(
        draw.choice([line, line + b",x", line + b",,,", line.rpartition(b",")[0]])
        for line in content.split(b"\n")
    )


def _header_again(content: bytes, _draw: Random) -> bytes:
    header, _, rest = content.partition(b"\n")
    return header + b"\n" + rest + header + b"\n\n" + header + b"\n" + rest


def _without_header(content: bytes, _draw: Random) -> bytes:
    return content.partition(b"\n")[2]


def _same_titles(content: bytes, _draw: Random) -> bytes:
    header, _, rest = content.partition(b"\n")
    return header + b"," + header + b"\n" + rest


DAMAGE: dict[str, Callable[[bytes, Random], bytes]] = {
    "cut": _cut,
    "mark lost": _without_a_mark,
    "mark added": _with(b'"'),
    "three marks added": _with(b'"""'),
    "zero bytes": _with(b"\x00\x00\x00"),
    "bad bytes": _with(b"\xff\xfe\x81\x8d"),
    "newline": _with(b"\n"),
    "returns": _mixed_newlines,
    "ragged": _ragged,
    "separators": _with(b",;\t|"),
    "header again": _header_again,
    "no header": _without_header,
    "titles twice": _same_titles,
    "preamble": lambda content, _: b'Notes:\n"x, y"\n\n' + content,
    "nothing": lambda content, _: content,
}  # fmt: skip


def _table(header: str, draw: Random) -> str:
    delimiter = draw.choice([",", ",", ";", "\t", "|"])
    titles = header.split(",")

    def cell(value: str) -> str:
        quoted = '"' + value.replace('"', '""') + '"'
        return quoted if any(one in value for one in (delimiter, '"', "\n")) or draw.random() < 0.2 else value

    rows = [titles, *([draw.choice(VALUES) for _ in titles] for _ in range(draw.randrange(12)))]
    return "\n".join(delimiter.join(map(cell, row)) for row in rows) + draw.choice(["\n", "", "\n\n\n"])


def _files() -> Iterator[tuple[str, bytes]]:
    for number, (kind, header) in enumerate(HEADERS.items()):
        for damage, change in DAMAGE.items():
            for seed in range(4):
                draw = Random(f"{number} {damage} {seed}")  # noqa: S311
                text = _table(header, draw)
                content = text.encode(draw.choice(ENCODINGS), "replace")
                yield f"{kind}, {damage}, {seed}", change(content, draw)


FILES = dict(_files())


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_table_is_read_to_its_end(name: str) -> None:
    content = FILES[name]
    try:
        read = items(content)
    except PnetError:
        # Its columns mean nothing, or nothing is left of it.
        return
    assert [item.origin.number for item in read] == list(range(1, len(read) + 1))
    places = [item.origin.line for item in read]
    assert places == sorted(set(places))
    assert all(isinstance(item, SourceCard) or item.reason for item in read)


def test_there_are_enough_damaged_tables() -> None:
    assert len(FILES) >= 150


@pytest.mark.parametrize("kind", [kind for kind in HEADERS if kind != "unknown"])
def test_each_row_of_a_sound_table_is_one_item(kind: str) -> None:
    for seed in range(40):
        draw = Random(f"{kind} {seed}")  # noqa: S311
        titles = HEADERS[kind].split(",")
        count = draw.randrange(1, 30)
        rows = [[f"P{row}", *(draw.choice(VALUES) for _ in titles[1:])] for row in range(count)]
        text = "\n".join(
            ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [titles, *rows]
        )
        assert len(items(text)) == count, seed
