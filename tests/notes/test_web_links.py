"""Where a web address begins and ends, and which addresses are of one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.notes.web_links import address_key, is_address, web_links

X = "https://example.org/x"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"see {X}.", [("", X)]),
        (f"see ({X}), and www.example.net/y!", [("", X), ("", "www.example.net/y")]),
        (f"<{X}>", [("", X)]),
        (f"[The *Hum*]({X} 'title') is good", [("The *Hum*", X)]),
        (f"[{X}]({X})", [(X, X)]),
        (f"{X}_(film) {X})", [("", f"{X}_(film)"), ("", X)]),
        ("HTTPS://EXAMPLE.ORG/a?b=c&d#e", [("", "HTTPS://EXAMPLE.ORG/a?b=c&d#e")]),
        (f"“{X}”", [("", X)]),
        (f"![plan]({X}.png)", []),
        ("[Ada](contacts/Ada.md) and [[Bo]]", []),
        ("ada@www.example.org, ftp://example.org, https://localhost, http://", []),
    ],
)
def test_an_address_ends_where_a_reader_would_end_it(text: str, found: list[tuple[str, str]]) -> None:
    assert [(link.label, link.address) for link in web_links(text)] == found


@pytest.mark.parametrize(
    "other",
    [
        "http://www.example.org/x/",
        "example.org/x",
        "<https://example.org/x#part>",
        "https://EXAMPLE.org/X",
        "https://example.org/x?utm_source=mail&utm_medium=x",
    ],
)
def test_one_page_has_many_spellings(other: str) -> None:
    assert address_key(other) == address_key(X)


@pytest.mark.parametrize(
    "other", ["https://example.org/x/y", "https://example.org/x?page=2", "https://example.com/x"]
)
def test_another_page_is_another_address(other: str) -> None:
    assert address_key(other) != address_key(X)


@given(st.text(alphabet="htps:/w.[]()<> ax\\\n"))
def test_any_text_has_addresses_within_it_in_order(text: str) -> None:
    found = list(web_links(text))
    assert all(is_address(link.address) or link.label for link in found)
    assert [link.span for link in found] == sorted(link.span for link in found)
