"""A stream that the caller gives stays open, whatever kind of file it has."""

from __future__ import annotations

import io

import pytest

from plaintext_network.exchange.errors import ContactFileUnknown
from plaintext_network.exchange.readers.detect import read_source
from tests.exchange.readers.test_friends_md import FRIENDS
from tests.exchange.readers.test_ldif import THUNDERBIRD
from tests.exchange.readers.test_linkedin import EXPORT as LINKEDIN
from tests.exchange.readers.test_monica import EXPORT as MONICA
from tests.exchange.readers.test_org_contacts import CONTACTS


@pytest.mark.parametrize(
    "text",
    [MONICA, THUNDERBIRD, CONTACTS, FRIENDS, LINKEDIN, "BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", "[0]\nname=Ada\n"],
)
def test_the_callers_stream_stays_open(text: str) -> None:
    stream = io.BytesIO(text.encode())
    first = list(read_source(stream)[1])
    assert not stream.closed
    stream.seek(0)
    assert list(read_source(stream)[1]) == first != []


def test_a_stream_of_an_unknown_kind_stays_open() -> None:
    stream = io.BytesIO(b"%PDF-1.7")
    with pytest.raises(ContactFileUnknown):
        read_source(stream)
    assert not stream.closed
