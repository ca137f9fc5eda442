"""Damages cards and reads, writes and patches them. Ends with 1 if anything raised an error or a written card read as another."""

# ruff: noqa: T201
# It tells what came of it.

import argparse
import io
import multiprocessing
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from plaintext_network.exchange.vcard.cards import BrokenCard, Card, read_cards
from plaintext_network.exchange.vcard.content_line import line_text, parse_line
from plaintext_network.exchange.vcard.patch_card import patch_card
from plaintext_network.exchange.vcard.values import (
    decode_binary,
    split_list,
    split_structured,
    split_structured_lists,
    unescape,
)
from plaintext_network.exchange.vcard.write_cards import write_card

SEEDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 17.5//EN\r\nN:Lovelace;Ada;King,Byron;;\r\nFN:Ada Zoë "
    "Lovelace\r\nORG:Analytical\\, Ltd;R\\;D\r\nitem1.EMAIL;type=INTERNET;type=pref:ada@example.org\r\nitem1.X-ABLabel:_$!<Home>!"
    "$_\r\nTEL;type=CELL;type=VOICE:+44 20 1\r\nNOTE:Long text that is folded in the middle of a wo\r\n rd\\nand has lines\r\n"
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD\r\n /2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwk\r\n"
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10\r\nREV:2024-01-01T00:00:00Z\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\nTEL;CELL;PREF:+49170\n"
    "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:a=0D=0A=\nb =3D=\n=C3=A9\nADR;HOME:;;Stra\\;e 1;Berlin;;10115;\nPHOTO;ENCODING="
    "BASE64;JPEG:\n /9j/4AAQSkZJRg\n ABAQ==\n\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:Joe\nEND:VCARD\nURL;WORK:http://x/a,b\nEND:VCARD\n",
    'BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\nFN;SORT-AS="山田,太郎":山田 太郎\r\nADR;LABEL="1 Road^nCity, ^\'UK^\'":;;1 Roa'
    'd;City;;;UK\r\nTEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-555\r\nPHOTO:data:image/png\\;base64\\,iVBORw0KGgo=\r\nRELATED;'
    "TYPE=friend:urn:uuid:f81d4fae\r\nX-ODD/NAME_1:x\r\nno colon here\r\nCLIENTPIDMAP:1;urn:uuid:1\r\nEND:VCARD\r\n",
)
PIECES = (
    b"BEGIN:VCARD\r\n",
    b"END:VCARD\r\n",
    b"AGENT:\r\nBEGIN:VCARD\r\n",
    b"\r\n",
    b"\n ",
    b"\r\r\n",
    b"\t",
    b"=\r\n",
    b";CHARSET=",
    b"UTF-16",
    b"utf-7",
    b"shift_jis",
    b";ENCODING=QUOTED-PRINTABLE:",
    b";ENCODING=b:",
    b"VERSION:2.1\n",
    b'"',
    b"\\",
    b"^n",
    b":",
    b";",
    b",",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x85",
    b"=D8=00",
    b"+2AA-",
)


def _flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _set(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.randrange(256)


def _delete(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 2, 5, 30))]


def _duplicate(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.choice((1, 4, 40, 200))]


def _insert(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    data[start:start] = chance.choice(PIECES)


def _splice(data: bytearray, chance: random.Random) -> None:
    other = chance.choice(SEEDS).encode()
    data[chance.randrange(len(data)) :] = other[chance.randrange(len(other)) :]


def _truncate(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _unfold(data: bytearray, chance: random.Random) -> None:
    places = [index for index in range(len(data) - 1) if data[index] == 10 and data[index + 1] in b" \t"]
    if places:
        place = chance.choice(places)
        del data[place + chance.randrange(2)]


def _swap_lines(data: bytearray, chance: random.Random) -> None:
    lines = data.splitlines(keepends=True)
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    data[:] = b"".join(lines)


def _recode(data: bytearray, chance: random.Random) -> None:
    text = bytes(data).decode("utf-8", "replace")
    data[:] = text.encode(
        chance.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1252", "shift_jis", "utf-8-sig")), "replace"
    )


def _newlines(data: bytearray, chance: random.Random) -> None:
    data[:] = (
        bytes(data).replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r", b"\n", b"\r\n", b"\r\r\n")))
    )


KINDS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip,
    _set,
    _delete,
    _duplicate,
    _insert,
    _insert,
    _splice,
    _truncate,
    _unfold,
    _swap_lines,
    _recode,
    _newlines,
)


def damaged(seeds: list[bytes], chance: random.Random) -> bytes:
    """Return a card, or two, with one to six faults."""
    data = bytearray(chance.choice(seeds))
    if chance.random() < 0.2:
        data += chance.choice(seeds)
    for _ in range(chance.randrange(1, 7)):
        if data:
            chance.choice(KINDS)(data, chance)
    return bytes(data)


def check(data: bytes) -> str:
    """Read the cards, write and patch them, and return what is wrong; "" if nothing is."""
    for card in read_cards(io.BytesIO(data)):
        if isinstance(card, BrokenCard):
            continue
        for line in card.lines:
            if line.name and parse_line(line_text(line)) != line:
                return f"parsed otherwise: {line}"
            if not line.name and not line.value:
                return "a line without anything"
            unescape(line.value)
            split_list(line.value)
            split_structured(line.value)
            split_structured_lists(line.value)
            decode_binary(line)
        # Of the three versions, one for each card, since this takes most of the time.
        version = ("2.1", "3.0", "4.0")[len(data) % 3]
        written = write_card(card, version)
        again = list(read_cards(io.BytesIO(written)))
        if len(again) != 1 or not isinstance(again[0], Card):
            return f"written in {version} as {len(again)} cards"
        if version != "2.1" and write_card(again[0], version) != written:
            return f"written in {version} as another card"
        if patch_card(data, card.lines, card.lines) is not data:
            return "patched without a change"
        patch_card(data, card.lines, card.lines[1:])
    return ""


def trial_run(count: int, seed: int, seeds: list[bytes]) -> Counter[str]:
    """Check so many damaged cards, and print the first of each fault."""
    chance, found = random.Random(seed), Counter[str]()  # noqa: S311
    for _ in range(count):
        data = damaged(seeds, chance)
        try:
            wrong = check(data)
        except Exception:  # noqa: BLE001
            wrong = traceback.format_exc(limit=-2)
            kind = "tracebacks"
        else:
            kind = wrong.partition(":")[0] or "fine"
        found[kind] += 1
        if wrong and found[kind] <= 3:
            print(f"{wrong}\n  {data!r}", file=sys.stderr)
    return found


def main() -> int:
    """Check as many cards as the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.cards", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same faults")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--files", type=Path, help="a folder of cards to damage, beside those that are built in"
    )
    options = parser.parse_args()
    seeds = [text.encode() for text in SEEDS]
    if options.files:
        seeds += [path.read_bytes()[:4000] for path in sorted(options.files.glob("*.vcf"))]
    began, share = time.monotonic(), options.count // options.processes
    with multiprocessing.Pool(options.processes) as pool:
        runs = pool.starmap(
            trial_run, [(share, options.seed + number, seeds) for number in range(options.processes)]
        )
    found = sum(runs, Counter[str]())
    print(f"{found.total()} damaged cards in {time.monotonic() - began:.0f} s: {dict(found)}")
    return 0 if found.total() == found["fine"] else 1


if __name__ == "__main__":
    sys.exit(main())
