"""Tests lists of addresses as programs write them in headers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange.touches.mail_in.addresses import LARGEST_LIST, plain_address, read_addresses
from plaintext_network.exchange.touches.mail_in.encoded_words import decode_text

LISTS = [
    ("ada@example.org", [("", "ada@example.org")]),
    (" <Ada@Example.ORG> ", [("", "ada@example.org")]),
    ("Ada Lovelace <ada@example.org>", [("Ada Lovelace", "ada@example.org")]),
    ('"Lovelace, Ada" <ada@example.org>', [("Lovelace, Ada", "ada@example.org")]),
    ("Lovelace, Ada <ada@example.org>", [("Lovelace, Ada", "ada@example.org")]),
    (
        'Lovelace, Ada <ada@example.org>, "Babbage, C." <cb@example.org>',
        [("Lovelace, Ada", "ada@example.org"), ("Babbage, C.", "cb@example.org")],
    ),
    ("ada@example.org, bob@example.org", [("", "ada@example.org"), ("", "bob@example.org")]),
    ("ada@example.org; Bob <bob@example.org>;", [("", "ada@example.org"), ("Bob", "bob@example.org")]),
    ("ada@example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
    ("ada@example.org (Ada (the first) Lovelace)", [("Ada (the first) Lovelace", "ada@example.org")]),
    ("Ada (work) <ada@example.org> (again)", [("Ada", "ada@example.org")]),
    ("ada at example.org (Ada Lovelace)", [("Ada Lovelace", "ada@example.org")]),
    ("undisclosed-recipients:;", []),
    ("Undisclosed recipients: ;", []),
    ("", []),
    (",,, ;", []),
    ("Family: ada@example.org, Bob <bob@example.org>;, carol@example.org",
     [("", "ada@example.org"), ("Bob", "bob@example.org"), ("", "carol@example.org")]),
    ("mailto:ada@example.org", [("", "ada@example.org")]),
    ("Ada <mailto:ada@example.org?subject=x>", [("Ada", "ada@example.org")]),
    ("<@relay.example,@other.example:ada@example.org>", [("", "ada@example.org")]),
    ("Ada <ada @ example.org>", [("Ada", "ada@example.org")]),
    ("Ada <ada@example.org", [("Ada", "ada@example.org")]),
    ('"Ada <ada@example.org>', [("Ada", "ada@example.org")]),
    ('"Ada \\"the first\\" Lovelace" <ada@example.org>', [('Ada "the first" Lovelace', "ada@example.org")]),
    ("'Ada Lovelace' <ada@example.org>", [("Ada Lovelace", "ada@example.org")]),
    ("\"'Ada Lovelace'\" <ada@example.org>", [("Ada Lovelace", "ada@example.org")]),
    ('"ada@example.org" <ada@example.org>', [("", "ada@example.org")]),
    ("'ada@example.org' <ada@example.org>", [("", "ada@example.org")]),
    ('"Ada (on holiday)" <ada@example.org>', [("Ada (on holiday)", "ada@example.org")]),
    ('"odd local"@example.org', [("", '"odd local"@example.org')]),
    ("=?utf-8?q?J=C3=B6rg_M=C3=BCller?= <j@example.org>", [("Jörg Müller", "j@example.org")]),
    ('"=?utf-8?q?M=C3=BCller=2C_J=C3=B6rg?=" <j@example.org>', [("Müller, Jörg", "j@example.org")]),
    ("=?utf-8?q?M=C3=BCller=2C_J=C3=B6rg?= <j@example.org>, ada@example.org",
     [("Müller, Jörg", "j@example.org"), ("", "ada@example.org")]),
    ("Müller, Jörg <j@example.org>", [("Müller, Jörg", "j@example.org")]),
    ("Ada\r\n Lovelace\t<ada@example.org>", [("Ada Lovelace", "ada@example.org")]),
    ("Ada <ada@xn--mller-kva.example>", [("Ada", "ada@müller.example")]),
    ("Ada <ada@müller.example>", [("Ada", "ada@müller.example")]),
    ("Ada <ada@example.org.>", [("Ada", "ada@example.org")]),
    ("Ada Lovelace </O=EXCHANGE/CN=RECIPIENTS/CN=ADA>", [("Ada Lovelace", "")]),
    ("Ada <ada@[192.0.2.1]>", [("Ada", "ada@[192.0.2.1]")]),
    ("Ada\x1b[31m\u202e <ada@example.org>", [("Ada[31m", "ada@example.org")]),
    ("Ada <one@example.org> <two@example.org>", [("Ada", "one@example.org")]),
    ("nobody", []),
    ("@", []),
    ("Ada <@>", [("Ada", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "expected"), LISTS)
def test_a_list_as_programs_write_it(raw: str, expected: list[tuple[str, str]]) -> None:
    assert list(read_addresses(raw)) == expected


@given(st.text(st.sampled_from('aé@.,;:<>()"\\ \n=?q_-')) | st.text())
def test_any_text_is_read_and_no_address_has_white_space_around_it(raw: str) -> None:
    for name, address in read_addresses(raw):
        assert name or address
        assert name.isprintable()
        assert address == plain_address(address)


def test_a_list_without_an_end_is_cut() -> None:
    assert len(list(read_addresses(",".join(f"p{n}@example.org" for n in range(9_000))))) == LARGEST_LIST


@pytest.mark.parametrize("piece", ['"\\', "(", '"', "<", ":", "\\", "a,"])
def test_a_list_of_signs_takes_no_longer_than_one_of_words(piece: str) -> None:
    # Each of these once was quadratic in some reader: 256 KB of them would take minutes.
    assert len(list(read_addresses(piece * 100_000 + " ada@example.org"))) <= 1


TEXTS = [
    ("plain", "plain"),
    ("=?utf-8?q?J=C3=B6rg?=", "Jörg"),
    ("=?UTF-8?B?SsO2cmc=?=", "Jörg"),
    ("=?utf-8?B?SsO2cmc?=", "Jörg"),
    ("=?utf-8?B?SsO2cm c=?=", "Jörg"),
    ("=?utf-8*de?q?J=C3=B6rg?=", "Jörg"),
    ("=?iso-8859-1?q?J=F6rg?= =?utf-8?q?_M=C3=BCller?=", "Jörg Müller"),
    # Adjacent words are one text, and a character may be cut between them.
    ("=?utf-8?q?J=C3?=\r\n =?utf-8?q?=B6rg?=", "Jörg"),
    ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
    ("=?utf-8?q?a?=b=?utf-8?q?c?=", "abc"),
    ("=?iso-2022-jp?B?GyRCOzNFRBsoQg==?=", "山田"),
    ("=?gb2312?B?0rvI+A==?=", "一萨"),
    # The charset is wrong, unknown, or none that encodes text.
    ("=?us-ascii?q?J=C3=B6rg?=", "Jörg"),
    ("=?x-unknown?q?J=C3=B6rg?=", "Jörg"),
    ("=?utf-8?q?J=F6rg?=", "Jörg"),
    ("=?base64?q?x?=", "x"),
    ("=?utf-8?q?a=0Ab=1B[31m?=", "a b[31m"),
    ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
    ("=?utf-8?q?half", "=?utf-8?q?half"),
    ("=?utf-8?q?with spaces?=", "with spaces"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "expected"), TEXTS)
def test_text_of_encoded_words(raw: str, expected: str) -> None:
    assert decode_text(raw) == expected


@given(st.text(st.sampled_from("=?qQbBuUtTfF8-*_ \n\x00é/+A")) | st.text())
def test_any_text_is_decoded_to_what_can_be_shown(raw: str) -> None:
    found = decode_text(raw)
    assert found.isprintable()
    assert found == found.strip()
