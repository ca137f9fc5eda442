"""No content of a file makes a reader fail, and every item has a place."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange.readers import (
    abook,
    friends_md,
    ldif,
    monica,
    org_contacts,
    vcard_files,
)
from plaintext_network.exchange.readers.detect import readers
from plaintext_network.exchange.record import SourceCard
from plaintext_network.exchange.vcard.write_cards import write_card
from tests.exchange.readers.reading import read_with

READERS = [abook, friends_md, ldif, monica, org_contacts, vcard_files]
# What the formats are made of, so that random files come near to valid ones.
PIECES = [
    b"\n", b"\r\n", b"\r", b"\n\n", b" ", b"\t", b":", b"::", b":< ", b"=", b"#", b"\\", b'"', b",", b";", b"*", b"** ",
    b"[", b"]", b"{", b"}", b"[0]", b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xe9", b"\x82\xa0", b"\xf0\x9f\x98\x80",
    b"dn: ", b"cn: ", b"cn;lang-ja:: ", b"QWRh", b"version: 1", b"changetype: modify", b"objectClass: person", b"jpegPhoto:: ",
    b"birthday: ", b"birthmonth: 12", b"31", b"name=", b"email=a@b,c", b"* Ada ", b":PROPERTIES:", b":EMAIL: a@b", b":END:", b":tag:",
    b"[[mailto:a@b][x]]", b"### Friends:", b"### Activities:", b"### Notes:", b"- ", b"2018-01-04: ", b"**Ada**", b"_Paris_",
    b" (a.k.a. ", b")", b"@x", b"BEGIN:VCARD", b"END:VCARD", b"VERSION:3.0", b"FN:Ada", b"UID:1", b"N;CHARSET=x:", b"AGENT:",
    b'"uuid"', b'"data"', b'"account"', b'"type"', b'"values"', b'"contact"', b'"properties"', b"null", b"1e999", b"\\u0000",
]  # fmt: skip


def check(content: bytes) -> None:
    """Check that every reader reads a file without an exception, into items with places and cards that can be written."""
    for reader in readers():
        reader.matches(content, "x")
    for reader in READERS:
        for item in read_with(reader, content):
            assert item.origin.line >= 1
            assert item.origin.number >= 1
            if isinstance(item, SourceCard):
                write_card(item.card, "3.0").decode()
                "".join((*item.notes, *(entry.text for entry in item.entries))).encode()
                assert not any("\n" in entry.text for entry in item.entries)


@given(st.binary(max_size=400))
def test_random_bytes(content: bytes) -> None:
    check(content)


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=60).map(b"".join))
def test_random_pieces_of_the_formats(content: bytes) -> None:
    check(content)


def values() -> st.SearchStrategy[object]:
    """Return values of JSON, with the words of a Monica export in all the wrong places."""
    words = st.sampled_from(
        ["uuid", "id", "data", "type", "values", "contact", "contacts", "properties", "account", "object", "first_name",
         "birthdate", "date", "is_age_based", "activity", "photo", "dataUrl", "data:image/png;base64,AAAA", "c-1", "relationship",
         "contact_is", "of_contact", "messages", "reminder", "frequency_type", "year", "initial_date", "2020-02-30", "2020-02-03",
         "vcard", "avatar", "tags", "gift", "amount", "currency", "emotions", "information", "career", "is_partial", "\ud800", "\0"]
    )  # fmt: skip
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | words
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=5) | st.dictionaries(words, inner, max_size=6),
        max_leaves=40,
    )


@given(values())
def test_random_json(value: object) -> None:
    for document in (value, {"account": {"data": [{"type": "contact", "values": [value]}]}}):
        check(json.dumps(document).encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"\0" * 100_000, b"\r" * 100_000, b" " * 300_000, b"[" * 100_000, b'{"a":' * 100_000, b'"' * 100_000,
        b"\\" * 300_000, b'{"a": "' + b"\\" * 300_001, b"dn: x\n" * 20_000, b"dn: x\ncn: y\n" + b" z\n" * 100_000, b"* a\n" * 20_000,
        b"".join(b"*" * level + b" a\n:PROPERTIES:\n:EMAIL: a\n:END:\n" for level in range(1, 1_000)),
        b"### Friends:\n- a\n" + b"  b\n" * 100_000, b"### Activities:\n- 2020-01-01: " + b"**a**" * 50_000,
        b"### Friends:\n- " + b"(a.k.a. " * 20_000, b"dn: x\n" + b"mail: a\n" * 50_000, b"dn: x\ncn" + b";a" * 50_000 + b": y",
        b"[0]\n" + b"email=" + b"," * 100_000, b"* " + b"[" * 50_000, b"* a " + b":a" * 50_000,
        b"* a\n:PROPERTIES:\n:EMAIL: " + b"a@" * 50_000, b"* a\n:PROPERTIES:\n:EMAIL: " + b"[[" * 50_000,
        b'{"account": {"data": ' + b"9" * 100_000 + b"}}", b'{"a": ' + b"[1," * 10 + b"1e400, NaN, -Infinity",
    ],
)  # fmt: skip
def test_a_hostile_file_never_fails(content: bytes) -> None:
    check(content)


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_export_never_fails(seed: int) -> None:
    from tests.exchange.readers.test_monica import EXPORT

    rng = random.Random(seed)  # noqa: S311
    content = EXPORT.encode()
    for _ in range(40):
        start = rng.randrange(len(content))
        check(content[:start])
        check(content[:start] + rng.choice(PIECES) + content[start + rng.randrange(9) :])
