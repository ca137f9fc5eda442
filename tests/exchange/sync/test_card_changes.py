"""A card changes in the lines of the property that changed, in its own style, and keeps every other byte."""

import pytest

from plaintext_network.exchange.record import Attachment
from plaintext_network.exchange.sync.comparison.card_changes import changed_card
from plaintext_network.exchange.sync.comparison.card_side import CardSide, card_side, read_card


def side_of(text: str) -> tuple[bytes, CardSide]:
    content = text.replace("\n", "\r\n").encode()
    card = read_card(content)
    assert card
    side = card_side(card, "", "")
    assert isinstance(side, CardSide)
    return content, side


def card(*lines: str, version: str = "3.0") -> str:
    return "\n".join(["BEGIN:VCARD", f"VERSION:{version}", "FN:Ada Lovelace", *lines, "END:VCARD", ""])


def changed(text: str, **values: tuple[str, ...]) -> list[str]:
    """Return the lines between FN and END of a card with other values."""
    content, side = side_of(text)
    return changed_card(content, side, values).decode().split("\r\n")[3:-2]


LIST = ("EMAIL;TYPE=HOME:a@example.org", "TEL:1234567")
CASES = [
    # A date in the form that the card used.
    (card("BDAY:1815-12-10"), {"birthday": ("1815-12-11",)}, ["BDAY:1815-12-11"]),
    (card("BDAY:18151210"), {"birthday": ("1815-12-11",)}, ["BDAY:18151211"]),
    (card("BDAY;VALUE=date:1815-12-10"), {"birthday": ("1815-12-11",)}, ["BDAY;VALUE=date:1815-12-11"]),
    (card("BDAY:--1210"), {"birthday": ("12-11",)}, ["BDAY:--1211"]),
    (card("BDAY:--12-10"), {"birthday": ("12-11",)}, ["BDAY:--12-11"]),
    (card("BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10"), {"birthday": ("12-11",)}, ["BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-11"]),
    (card("BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10"), {"birthday": ("1815-12-10",)}, ["BDAY:1815-12-10"]),
    (card("BDAY:18151210", version="4.0"), {"birthday": ("12-10",)}, ["BDAY:--1210"]),
    (card("BDAY:1815-12-10"), {"birthday": ("12-10",)}, ["BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10"]),
    (card("BDAY:1815-12-10"), {"birthday": ()}, []),
    # One line keeps its types and its group.
    (card("item1.ORG;CHARSET=UTF-8:Acme;Unit", "item1.X-ABLabel:x"), {"organization": ("Globex",)}, ["item1.ORG:Globex", "item1.X-ABLabel:x"]),
    (card("TITLE;TYPE=work:Poet"), {"role": ("Poet, at large",)}, ["TITLE;TYPE=work:Poet\\, at large"]),
    (card("TITLE;LANGUAGE=de:Dichterin"), {"role": ("Poet",)}, ["TITLE:Poet"]),
    (card("ORG:Acme"), {"organization": ()}, []),
    (card("NOTE:x"), {"role": ("Poet",)}, ["NOTE:x", "TITLE:Poet"]),
    # Lists.
    (card(*LIST), {"emails": ("a@example.org", "b@example.org")}, [LIST[0], "EMAIL:b@example.org", LIST[1]]),
    (card(*LIST), {"emails": ()}, [LIST[1]]),
    (card(*LIST), {"phones": ("1234567", "7654321")}, [*LIST, "TEL:7654321"]),
    (
        card("item1.TEL:1234567", "item1.X-ABLabel:Boat", "TEL:7654321"),
        {"phones": ("7654321",)},
        ["TEL:7654321"],
    ),
    (
        card("EMAIL;TYPE=pref:a@example.org", "EMAIL:b@example.org"),
        {"emails": ("b@example.org", "a@example.org")},
        ["EMAIL:a@example.org", "EMAIL;TYPE=pref:b@example.org"],
    ),
    (
        card("EMAIL;PREF=1:a@example.org", "EMAIL:b@example.org", version="4.0"),
        {"emails": ("b@example.org", "a@example.org")},
        ["EMAIL:a@example.org", "EMAIL;PREF=1:b@example.org"],
    ),
    (card("NICKNAME:A,B"), {"aliases": ("A", "C")}, ["NICKNAME:A", "NICKNAME:C"]),
    (card("NICKNAME:A"), {"aliases": ()}, []),
    (card("CATEGORIES:myContacts,Choir"), {"tags": ("Choir", "maths")}, ["CATEGORIES:myContacts,Choir,maths"]),
    (card("CATEGORIES:myContacts,Choir"), {"tags": ()}, ["CATEGORIES:myContacts"]),
    (card("URL:https://a.example"), {"links": ("https://b.example",)}, ["URL:https://b.example"]),
    # Addresses, and a place that no address has.
    (card("ADR:;;1 High St;Oxford;;OX1;"), {"location": ("Paris",)}, ["ADR:;;1 High St;Oxford;;OX1;", "ADR:;;;Paris;;;"]),
    (card("ADR:;;;London;;;"), {"location": ("Paris",)}, ["ADR:;;;Paris;;;"]),
    (card("ADR:;;;London;;;"), {"location": ()}, []),
    (card("ADR;TYPE=home:;;1 High St;Oxford;;;"), {"addresses": ()}, []),
    # Occasions.
    (card("ANNIVERSARY:2001-06-05"), {"occasions": ("2001-06-06 anniversary",)}, ["ANNIVERSARY:2001-06-06"]),
    (card("NOTE:x"), {"occasions": ("06-05 wedding",)}, ["NOTE:x", "item1.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-06-05", "item1.X-ABLabel:wedding"]),
    (card("item1.X-ABDATE:2001-06-05", "item1.X-ABLabel:wedding", "X-A:b"), {"occasions": ()}, ["X-A:b"]),
    # Names.
    (card("N:Lovelace;Ada;;;"), {"name": ("Ada King",)}, ["N:King;Ada;;;"]),
    (card("N:Lovelace;Ada;Augusta;Dr.;PhD"), {"name": ("Ada King",)}, ["N:King;Ada;Augusta;Dr.;PhD"]),
    (card("NOTE:x", version="4.0"), {"name": ("Ada King",)}, ["NOTE:x"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values", "lines"), CASES)
def test_a_property_changes_in_its_own_lines(
    text: str, values: dict[str, tuple[str, ...]], lines: list[str]
) -> None:
    assert changed(text, **values) == lines


@pytest.mark.parametrize(("text", "values", "lines"), CASES)
def test_the_changed_card_has_the_new_values_and_no_others_change(
    text: str, values: dict[str, tuple[str, ...]], lines: list[str]
) -> None:
    content, side = side_of(text)
    _, after = side_of(changed_card(content, side, values).decode().replace("\r\n", "\n"))
    assert (
        {**dict.fromkeys(values, ()), **after.values} == {**side.values, **values}
        or "location" in values
        or "addresses" in values
    )
    assert changed_card(content, side, {name: side.values.get(name, ()) for name in values}) == content
    del lines


def test_folded_encoded_and_unknown_lines_keep_their_bytes() -> None:
    content = (
        b"BEGIN:VCARD\nVERSION:2.1\nN:Lovelace;Ada\nFN:Ada Lovelace\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caf=C3=A9 =\n au lait\n"
        b"X-odd ;a=b:  spaces \nTEL;CELL:1234567\nEND:VCARD\n"
    )
    card = read_card(content)
    assert card
    side = card_side(card, "", "")
    assert isinstance(side, CardSide)
    new = changed_card(content, side, {"phones": ("7654321",)})
    assert new.replace(b"7654321", b"1234567").replace(b"TEL:", b"TEL;CELL:") == content


def test_a_photo_takes_the_place_of_the_old_one_and_nothing_else_changes() -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 20
    content, side = side_of(card("PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ", "X-A:b"))
    new = changed_card(content, side, {}, photo=Attachment("image/png", png))
    assert new.count(b"PHOTO") == 1
    assert b"TYPE=PNG" in new
    assert new.endswith(b"X-A:b\r\nEND:VCARD\r\n")
    assert b"PHOTO" not in changed_card(content, side, {}, drops_photo=True)
