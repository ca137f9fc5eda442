"""A value of `emails` is read as people write it."""

import pytest

from plaintext_network.exchange.address_lookup.mail_addresses import mail_addresses
from plaintext_network.exchange.address_lookup.mailbox import mailbox

VALUES = {
    "ada@example.org": ("ada@example.org",),
    "ADA@Example.ORG": ("ADA@Example.ORG",),
    "ada.b+list@sub.example.co.uk": ("ada.b+list@sub.example.co.uk",),
    "o'brien@example.org": ("o'brien@example.org",),
    "josé@exámple.es": ("josé@exámple.es",),
    "用户@例子.世界": ("用户@例子.世界",),
    "root@localhost": ("root@localhost",),
    "Ada <ada@example.org>": ("ada@example.org",),
    '"Lovelace, Ada" <ada@example.org>': ("ada@example.org",),
    "ada@example.org (work)": ("ada@example.org",),
    "work: ada@example.org": ("ada@example.org",),
    "work:ada@example.org": ("ada@example.org",),
    "ada@example.org, ada@home.example": ("ada@example.org", "ada@home.example"),
    "ada@example.org; ada@home.example": ("ada@example.org", "ada@home.example"),
    "mailto:ada@example.org": ("ada@example.org",),
    "MAILTO:ada@example.org?subject=Hi": ("ada@example.org",),
    "mailto:ada%40example.org": ("ada@example.org",),
    "[Ada](mailto:ada@example.org)": ("ada@example.org",),
    "[[Ada|ada@example.org]]": ("ada@example.org",),
    "`ada@example.org`": ("ada@example.org",),
    "**ada@example.org**": ("ada@example.org",),
    "'ada@example.org'.": ("ada@example.org",),
    "ada@example.org\u200b": ("ada@example.org",),
    "\u202aada@example.org\u202c": ("ada@example.org",),
    # None of these is an address.
    "": (),
    "ask Bo": (),
    "ada at example.org": (),
    "ada@": (),
    "@example.org": (),
    "@ada@social.example": (),
    "ada@social@example.org": (),
    "https://social.example/@ada": (),
    "ada@example.org/home": (),
    "$(id)@example.org": (),
    # Nothing gets into a header with it.
    "ada@example.org\nBcc: eve": ("ada@example.org",),
    "mailto:ada@example.org%0d%0aBcc:eve@example.org": (),
    "ada@example.org\x1b[31m": ("ada@example.org",),
    f"{'a' * 300}@example.org": (),
}


@pytest.mark.parametrize(("value", "expected"), VALUES.items())
def test_the_addresses_in_a_value(value: str, expected: tuple[str, ...]) -> None:
    assert mail_addresses(value) == expected


def test_a_very_long_value_takes_no_time() -> None:
    assert mail_addresses("a@" * 200_000) == mail_addresses("@" * 400_000) == ()


MAILBOXES = {
    "Ada Lovelace": "Ada Lovelace <a@example.org>",
    "Zoë Müller": "Zoë Müller <a@example.org>",
    "山田 太郎": "山田 太郎 <a@example.org>",
    "O'Brien": "O'Brien <a@example.org>",
    "Lovelace, Ada": '"Lovelace, Ada" <a@example.org>',
    "Ada (work)": '"Ada (work)" <a@example.org>',
    "Dr. Ada": '"Dr. Ada" <a@example.org>',
    'Jo "Quill" Ek': r'"Jo \"Quill\" Ek" <a@example.org>',
    "back\\slash": r'"back\\slash" <a@example.org>',
    "": "a@example.org",
}


@pytest.mark.parametrize(("name", "expected"), MAILBOXES.items())
def test_a_name_is_quoted_where_a_mail_header_needs_it(name: str, expected: str) -> None:
    assert mailbox(name, "a@example.org") == expected
