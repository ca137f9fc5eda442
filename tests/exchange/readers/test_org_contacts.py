"""Contacts in Org files become cards."""

from __future__ import annotations

import pytest

from plaintext_network.exchange.record import SourceCard, SourcePromise
from tests.exchange.readers.reading import items, kind, lines, outcome

CONTACTS = r"""#+TITLE: Contacts
#+FILETAGS: :book:
#+TODO: ASK | MET
* Friends :friends:
Some words about them.
** ASK [#A] Ada Lovelace [1/2] :math:
   SCHEDULED: <2026-12-01 Tue>
   :PROPERTIES:
   :EMAIL: [[mailto:ada@example.org][Ada]] ada@home.example.org
   :EMAIL+: ada@work.example.org
   :PHONE: +44 20 555 0100, +44 20 555 0101
   :home_phone: [[tel:+44-20-555-0102][cottage]]
   :MOBILE: +44 77 555 0104
   :BIRTHDAY: <1815-12-10 Sun +1y>
   :ADDRESS: 12 St James's Square, London
   :NICKNAME: Countess, "Lady A"
   :ALIAS: AL
   :ICON: ~/ada.jpg
   :IGNORE: ada@old.example.org
   :ID: 7d0f
   :END:
   :LOGBOOK:
   - Note taken on [2026-01-02 Fri] \\
     writes again
   :END:
   Likes horses.
*** Gifts
    - a book
** Grace Hopper
   :PROPERTIES:
   :EMAIL: grace@example.org
   :END:
* Ideas
** A thought
"""


def test_headings_with_properties_become_cards() -> None:
    ada, grace, ideas = items(CONTACTS, "contacts.org")
    assert isinstance(ada, SourceCard)
    assert (ada.id, ada.origin.line) == ("7d0f", 6)
    assert lines(ada) == [
        "FN:Ada Lovelace",
        "EMAIL:ada@example.org",
        "EMAIL:ada@home.example.org",
        "EMAIL:ada@work.example.org",
        "TEL:+44 20 555 0100",
        "TEL:+44 20 555 0101",
        "item1.TEL;TYPE=HOME:+44-20-555-0102",
        "item1.X-ABLabel:cottage",
        "TEL;TYPE=CELL:+44 77 555 0104",
        "BDAY:1815-12-10",
        r"ADR:;;12 St James's Square\, London;;;;",
        "NICKNAME:Countess,Lady A,AL",
        "CATEGORIES:book,friends,math",
        r"NOTE:SCHEDULED: <2026-12-01 Tue>\n- Note taken on [2026-01-02 Fri] \\\\\n  writes again\nLikes horses."
        r"\n\nGifts\n\n- a book",
        "X-ORG-ICON:~/ada.jpg",
        "X-ORG-IGNORE:ada@old.example.org",
    ]
    assert isinstance(grace, SourceCard)
    assert (grace.id, lines(grace)) == (
        "Grace Hopper",
        ["FN:Grace Hopper", "EMAIL:grace@example.org", "CATEGORIES:book,friends"],
    )
    assert outcome(ideas) == "skipped 33: the heading has no property of a contact, such as EMAIL or PHONE"


@pytest.mark.parametrize(
    ("drawer", "expected"),
    [
        (":email: a@b", ["EMAIL:a@b"]),
        (":EMAIL: Ada <a@b>", ["EMAIL:a@b", "X-ORG-EMAIL:Ada <a@b>"]),
        (":EMAIL: a@b;c@d e@f", ["EMAIL:a@b", "EMAIL:c@d", "EMAIL:e@f"]),
        (":EMAIL: nobody", ["X-ORG-EMAIL:nobody"]),
        (":EMAIL_WORK: a@b", ["EMAIL;TYPE=WORK:a@b"]),
        (":EMAIL2: a@b", ["EMAIL:a@b"]),
        (":WORKPHONE: 1", ["TEL;TYPE=WORK:1"]),
        (":CELL: 1", ["TEL;TYPE=CELL:1"]),
        (":PHONE: 1\n:FAX: 2", ["TEL:1", "TEL;TYPE=FAX:2"]),
        (":BIRTHDAY: 1815-12-10", ["BDAY:1815-12-10"]),
        (":BIRTHDAY: [1815-12-10 Sun]", ["BDAY:1815-12-10"]),
        (":BIRTHDAY: --12-10", ["BDAY:--12-10"]),
        (":BIRTHDAY: 12-10", ["BDAY:--12-10"]),
        (":BIRTHDAY: in winter", ["BDAY:in winter"]),
        (":EMAIL: a@b\n:COMPANY: Engines\n:ROLE: Analyst", ["EMAIL:a@b", "ORG:Engines", "TITLE:Analyst"]),
        (
            ":EMAIL: a@b\n:URL: [[https://a.example.org][page]]",
            ["EMAIL:a@b", "item1.URL:https://a.example.org", "item1.X-ABLabel:page"],
        ),
        (":EMAIL: a@b\n:CREATED: [2020-01-01]", ["EMAIL:a@b", "X-ORG-CREATED:[2020-01-01]"]),
    ],
)
def test_a_property_in_every_form(drawer: str, expected: list[str]) -> None:
    (item,) = items(f"* Ada\n:PROPERTIES:\n{drawer}\n:END:\n", "contacts.org")
    assert lines(item) == ["FN:Ada", *expected]


@pytest.mark.parametrize(
    ("heading", "name", "tags"),
    [
        ("* Ada", "Ada", ""),
        ("*** TODO Ada Lovelace", "Ada Lovelace", ""),
        ("* [#A] Ada   :a:b_c:", "Ada", "a,b_c"),
        ("* [[https://example.org][Ada Lovelace]]", "Ada Lovelace", ""),
        ("* TODO", "TODO", ""),
        ("* Ada: countess", "Ada: countess", ""),
    ],
)
def test_a_heading_in_every_form(heading: str, name: str, tags: str) -> None:
    (item,) = items(f"{heading}\n:properties:\n:email: a@b\n:end:\n", "contacts.org")
    assert lines(item) == [f"FN:{name}", "EMAIL:a@b", *([f"CATEGORIES:{tags}"] if tags else [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "* Ada\n:PROPERTIES:\n:EMAIL: a@b\nstill here\n* Grace\n:PROPERTIES\n:EMAIL: c@d\n:END\n",
            ["Ada", "Grace"],
        ),
        ("* Ada\n:PROPERTIES:\n:EMAIL: a@b", ["Ada"]),
        (
            "* Ada\n** Grace\n:PROPERTIES:\n:PHONE: 1\n:END:\n** text\n",
            ["Grace", "skipped 6: the heading has no property of a contact, such as EMAIL or PHONE"],
        ),
        (
            "* A\n* B\n",
            [
                "skipped 1: the heading has no property of a contact, such as EMAIL or PHONE",
                "skipped 2: the heading has no property of a contact, such as EMAIL or PHONE",
            ],
        ),
        ("", []),
    ],
)
def test_damaged_files_and_headings_without_properties(text: str, expected: list[str]) -> None:
    from plaintext_network.exchange.readers import org_contacts
    from tests.exchange.readers.reading import read_with

    assert [outcome(item) for item in read_with(org_contacts, text)] == expected


@pytest.mark.parametrize(
    ("text", "name"), [(CONTACTS, "x"), ("* Ada\n:PROPERTIES:\n", "x.txt"), ("* Ada\n", "x.org")]
)
def test_org_contacts_are_known_by_their_content_or_name(text: str, name: str) -> None:
    assert kind(text, name) == "org-contacts"


def test_tasks_below_a_contact_are_promises() -> None:
    text = """* Ada Lovelace
:PROPERTIES:
:EMAIL: ada@example.org
:END:
** TODO [#A] lend her the oars
   DEADLINE: <2026-12-01 Tue> SCHEDULED: <2026-11-30 Mon>
   the old ones
** DONE bring tea
** CANCELLED a trip
** Her house
"""
    (card,) = items(text)
    assert isinstance(card, SourceCard)
    assert card.promises == (
        SourcePromise("lend her the oars", "2026-12-01"),
        SourcePromise("bring tea", "", done=True),
    )
    (note,) = [line.value for line in card.card.lines if line.key == "NOTE"]
    assert note == r"the old ones\n\nCANCELLED a trip\n\nHer house"
