"""What leaves the vault, and what stays: people, properties, texts, lines and photos."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.exchange.exports.contact_export import Export, export_contacts
from plaintext_network.exchange.gate.gate import LEAVING, ON_REQUEST
from plaintext_network.model.note.properties import PROPERTIES
from plaintext_network.vault.notebook import Notebook

ADA = "contacts/Ada.md"
# Properties of contacts that never leave. A new property needs a decision: here, or in the gate.
STAYING = {
    "type", "read", "circles", "tags", "cadence", "met_on", "met_at", "met_through", "knows", "needs", "offers", "interests",
    "status", "snooze", "last_contact", "follow_up", "private", "different_from", "photo",
}  # fmt: skip
PICTURE = b"\x89PNG\r\n\x1a\n" + b"ada" * 9


@pytest.fixture
def opened(vault: Callable[[Mapping[str, str]], Path]) -> Callable[[Mapping[str, str]], Notebook]:
    def open_vault(notes: Mapping[str, str]) -> Notebook:
        return Notebook(str(vault(notes)), date(2026, 11, 25), cache=False)

    return open_vault


def block(*lines: str) -> str:
    return "\n".join(("```vcard", "X-PNET-SOURCE;ID=1;DAY=2026-11-24;DIGEST=0:phone", *lines, "```", ""))


def test_each_property_of_a_contact_leaves_or_stays_on_purpose() -> None:
    names = {row.name for row in PROPERTIES if not row.kinds or "contact" in row.kinds}
    assert names == {*LEAVING} | STAYING
    assert not {*LEAVING} & STAYING
    assert {*ON_REQUEST.values()} - {"notes"} <= STAYING


def test_what_you_think_of_somebody_stays(opened: Callable[[Mapping[str, str]], Notebook]) -> None:
    notebook = opened(
        {
            ADA: "---\nemails: [ada@example.org]\nneeds: [secret-1]\noffers: [secret-2]\ninterests: [secret-3]\ncircles: [secret-4]\n"
            "tags: [secret-5]\nmet_at: secret-6\nknows: [secret-7]\nlikes: secret-8\ncadence: monthly\n---\n"
            "secret-9 #secret-10\n\n## Log\n- 2026-11-20 call: secret-11\n",
        }
    )
    for form in ("vcard", "csv", "json", "jsonl", "markdown", "google", "ldif", "abook"):
        written = b"".join(export_contacts(notebook).write(form)).decode()
        assert "ada@example.org" in written
        assert "secret" not in written
        assert "month" not in written.lower()


def names_of(export: Export) -> list[str]:
    return [contact.name for contact in export]


def test_private_contacts_leave_only_by_name(opened: Callable[[Mapping[str, str]], Notebook]) -> None:
    notebook = opened(
        {
            "contacts/Ada.md": "",
            "contacts/Zeph.md": "---\nprivate: true\nemails: [zeph@example.org]\n---\n",
            "contacts/Quill.md": "---\nprivate: yes, please\n---\n",
        }
    )
    assert names_of(everyone := export_contacts(notebook)) == ["Ada"]
    assert everyone.private == 2
    assert names_of(export_contacts(notebook, private=["Zeph"])) == ["Ada", "Zeph"]
    assert names_of(export_contacts(notebook, "zeph", private=["Zeph"])) == ["Zeph"]
    assert names_of(export_contacts(notebook, private=["Zeph", "Quill"])) == ["Ada", "Quill", "Zeph"]


def test_the_dead_and_those_not_to_be_contacted_leave_if_the_query_asks_for_them(
    opened: Callable[[Mapping[str, str]], Notebook],
) -> None:
    notebook = opened(
        {
            "contacts/Ada.md": "",
            "contacts/Bo.md": "---\nstatus: archived\n---\n",
            "contacts/Cy.md": "---\nstatus: paused\n---\n",
            "contacts/Di.md": "---\nstatus: do-not-contact\n---\n",
            "contacts/Ed.md": "---\ndied: 2020\n---\n",
        }
    )
    assert names_of(everyone := export_contacts(notebook)) == ["Ada", "Bo", "Cy"]
    assert everyone.by_status == {"do-not-contact": 1, "deceased": 1}
    assert names_of(export_contacts(notebook, "e")) == []
    assert names_of(export_contacts(notebook, "ed")) == ["Ed"]
    assert names_of(export_contacts(notebook, "status:deceased")) == ["Ed"]
    assert names_of(export_contacts(notebook, "is:do-not-contact")) == ["Di"]
    assert names_of(export_contacts(notebook, "not:is:deceased")) == ["Ada", "Bo", "Cy"]
    assert names_of(export_contacts(notebook, "not:status:archived")) == ["Ada", "Cy"]
    assert names_of(export_contacts(notebook, private=["Ed"])) == ["Ada", "Bo", "Cy", "Ed"]


ZEPH = "---\nprivate: true\naliases: [Mother Plumeria]\nphones: ['+353 87 555 0199']\norganization: Brackenby Looms\n---\n"


@pytest.mark.parametrize(
    ("line", "leaves"),
    [
        ("item1.TEL;TYPE=CELL:+44 20 555 0100", True),
        ("RELATED;TYPE=friend:Charles Babbage", True),
        ("RELATED;TYPE=friend:Zephyrine Quillfeather", False),
        ("X-SPOUSE:Zephyrine", False),
        ("X-ASSISTANT:ask\\nZephyrine", False),
        ("ADR:;;Quillfeather\\, Zephyrine;Cork;;;", False),
        ("TEL;TYPE=home:087-5550199", False),
        ("X-TEXT:Mother Plumeria", False),
        ("ORG:Brackenby Looms", False),
        ("X-NAMED-Zephyrine:yes", False),
        ('TEL;X-LABEL="Zephyrine":1', False),
        ("X-CODE;ENCODING=b:WmVwaHlyaW5l", False),
        ("X-CODE:data:text/plain;base64,WmVwaHlyaW5l", False),
        ("X-CODE:data:text/plain,Zephyrine%20Quillfeather", False),
        ("URL:https://example.org/Zephyrine%20Quillfeather", False),
        ("NOTE:anything", False),
        ("PHOTO:https://example.org/ada.jpg", False),
        ("CATEGORIES:friends", False),
        ("no line at all", True),
        ("no line about Zephyrine", False),
    ],
)
def test_a_raw_line_leaves_unless_it_names_somebody_private(
    opened: Callable[[Mapping[str, str]], Notebook], line: str, leaves: bool
) -> None:
    notebook = opened({ADA: block(line), "contacts/Zephyrine Quillfeather.md": ZEPH})
    export = export_contacts(notebook)
    (ada,) = export
    assert ada.lines == ((line,) if leaves else ())
    is_named = not leaves and line.partition(":")[0] not in ("NOTE", "PHOTO", "CATEGORIES")
    assert export.left_out == ({"Ada": 1} if is_named else {})


def test_a_nested_card_stays_as_a_whole(opened: Callable[[Mapping[str, str]], Notebook]) -> None:
    nested = ("AGENT:", "BEGIN:VCARD", "FN:Zephyrine", "X-MORE:her secret", "END:VCARD")
    notebook = opened({ADA: block(*nested, "X-OWN:1"), "contacts/Zephyrine Quillfeather.md": ZEPH})
    (ada,) = export_contacts(notebook)
    assert "her secret" not in "".join(ada.lines)
    assert "X-OWN:1" in ada.lines


def test_a_label_stays_with_its_line(opened: Callable[[Mapping[str, str]], Notebook]) -> None:
    notebook = opened(
        {
            ADA: block(
                "item1.X-ABRELATEDNAMES:Zephyrine",
                "item1.X-ABLabel:_$!<Sister>!$_",
                "item2.TEL:1",
                "item2.X-ABLabel:work",
                "item3.TEL:2",
                "item3.X-ABLabel:at Zephyrine's",
            ),
            "contacts/Zephyrine Quillfeather.md": ZEPH,
        }
    )
    (ada,) = export_contacts(notebook)
    assert ada.lines == ("item2.TEL:1", "item2.X-ABLabel:work", "item3.TEL:2")


def test_groups_of_two_sources_stay_apart(opened: Callable[[Mapping[str, str]], Notebook]) -> None:
    notebook = opened(
        {
            ADA: block("item1.TEL:1", "item1.X-ABLabel:a")
            + "\n"
            + block("item1.TEL:2", "item1.X-ABLabel:b", "X-ONE:1")
        }
    )
    (ada,) = export_contacts(notebook)
    assert ada.lines == ("item1.TEL:1", "item1.X-ABLabel:a", "item2.TEL:2", "item2.X-ABLabel:b", "X-ONE:1")


@pytest.mark.parametrize(
    ("written", "leaves"),
    [
        ("role: Cellist", True),
        ("role: Assistant of Zephyrine", False),
        ("role: assistant of [[Zephyrine Quillfeather|my sister]]", False),
        ("location: at Mother Plumeria's", False),
        ("organization: Brackenby Looms", True),  # she isn't its only one then
        ("phones: ['087 555 0199']", False),
        ("links: ['https://example.org/Zephyrine%20Quillfeather']", False),
        ("former: [Looms of Quillfeather]", False),
        ("occasions: ['12-01 dinner with Zephyrine']", False),
        ("uid: Zephyrine-1", False),
    ],
)
def test_a_value_leaves_unless_it_names_somebody_private(
    opened: Callable[[Mapping[str, str]], Notebook], written: str, leaves: bool
) -> None:
    notebook = opened({ADA: f"---\n{written}\n---\n", "contacts/Zephyrine Quillfeather.md": ZEPH})
    (ada,) = export_contacts(notebook)
    name = written.partition(":")[0]
    if name == "uid":
        assert re.fullmatch(r"[0-9a-f-]{36}", ada.uid)
    else:
        assert (name in ada.properties) is leaves


def test_whoever_shares_a_name_with_somebody_private_keeps_it(
    opened: Callable[[Mapping[str, str]], Notebook],
) -> None:
    notebook = opened(
        {
            "contacts/Zephyrine Moor.md": "---\naliases: [Zephyrine]\nemails: [zephyrine.moor@example.org]\n---\n",
            "contacts/Zephyrine Quillfeather.md": ZEPH,
        }
    )
    (moor,) = export_contacts(notebook)
    assert moor.name == "Zephyrine Moor"
    assert moor.values("aliases") == ("Zephyrine",)
    assert moor.values("emails") == ("zephyrine.moor@example.org",)


def test_a_photo_leaves_on_request_unless_it_shows_somebody_private(
    vault: Callable[[Mapping[str, str]], Path],
) -> None:
    root = vault(
        {
            ADA: "---\nphoto: '[[Ada.png]]'\n---\n",
            "contacts/Bo.md": "---\nphoto: ../pictures/bo.png\n---\n",
            "contacts/Cy.md": "---\nphoto: pictures/Zephyrine.png\n---\n",
            "contacts/Di.md": "---\nphoto: pictures/copy.png\n---\n",
            "contacts/Ed.md": "---\nphoto: pictures/kept.png\n---\n",
            "contacts/Fi.md": "---\nphoto: ../../outside.png\n---\n",
            "contacts/Gus.md": "---\nphoto: Ada.md\n---\n",
            "contacts/Zephyrine Quillfeather.md": "---\nprivate: true\nphoto: pictures/zq.png\n---\n"
            + block("LOGO:pnet-file:pictures/kept.png"),
        }
    )
    pictures = {
        "Ada": PICTURE,
        "bo": PICTURE + b"1",
        "Zephyrine": PICTURE + b"2",
        "copy": PICTURE + b"3",
        "zq": PICTURE + b"3",
        "kept": PICTURE + b"4",
    }
    (root / "pictures").mkdir()
    for name, content in pictures.items():
        (root / "pictures" / f"{name}.png").write_bytes(content)
    (root.parent / "outside.png").write_bytes(PICTURE + b"5")
    notebook = Notebook(str(root), date(2026, 11, 25), cache=False)
    assert {contact.name for contact in export_contacts(notebook) if contact.photo} == set()
    shown = {one.name: one.photo.content for one in export_contacts(notebook, extras=["photos"]) if one.photo}
    assert shown == {"Ada": PICTURE, "Bo": PICTURE + b"1"}


def test_only_imported_notes_leave_and_only_on_request(
    opened: Callable[[Mapping[str, str]], Notebook],
) -> None:
    notebook = opened(
        {
            ADA: "own words\n\n> [!quote] From phone\n> plays chess\n> on Mondays\n\n> [!quote] From phone\n> met Zephyrine\n\n> own quotation\n",
            "contacts/Zephyrine Quillfeather.md": ZEPH,
        }
    )
    (ada,) = export_contacts(notebook)
    assert ada.notes == ()
    (ada,) = export_contacts(notebook, extras=["notes"])
    assert ada.notes == ("plays chess\non Mondays",)


def test_a_uid_stays_the_same_and_no_two_contacts_share_one(
    opened: Callable[[Mapping[str, str]], Notebook],
) -> None:
    notebook = opened(
        {
            "contacts/Ada.md": "",
            "contacts/Bo.md": "---\nuid: urn:uuid:1\n---\n",
            "contacts/Cy.md": "---\nuid: urn:uuid:1\n---\n",
            "friends/Ada.md": "---\ntype: person\n---\n",
        }
    )
    uids = {contact.path: contact.uid for contact in export_contacts(notebook)}
    # A changed UID would be another contact to every phone.
    assert uids["contacts/Ada.md"] == "6dd51a4f-527b-54e7-afc5-ce856390d0ea"
    assert uids["contacts/Bo.md"] == "urn:uuid:1"
    assert len({*uids.values()}) == 4
    only = {contact.path: contact.uid for contact in export_contacts(notebook, "cy")}
    assert only["contacts/Cy.md"] == uids["contacts/Cy.md"]


def test_names_are_in_order_and_without_what_no_file_can_contain(
    opened: Callable[[Mapping[str, str]], Notebook],
) -> None:
    notebook = opened(
        {
            "b/1.md": '---\ntype: person\nname: "Zo\\eë\\0"\nrole: "a\\r\\nb\\u2028c"\n---\n',
            "a/2.md": "---\ntype: person\nname: élan\n---\n",
            "a/3.md": "---\ntype: person\nname: Ember\n---\n",
        }
    )
    found = list(export_contacts(notebook))
    assert [one.name for one in found] == ["élan", "Ember", "Zoë"]
    assert found[2].values("role") == ("a b c",)


def test_of_two_sources_the_first_decorates_a_value(opened: Callable[[Mapping[str, str]], Notebook]) -> None:
    first = block("item1.TEL;TYPE=CELL:+44 20 555 0100", "item1.X-ABLabel:a", "N:Lovelace;Ada;;;")
    second = block(
        "item1.TEL;TYPE=HOME:+44-20-555-0100", "item1.X-ABLabel:b", "N:Lovelace;Ada;;Dr;", "TEL:2", "X-TWO:2"
    )
    notebook = opened({ADA: f"{first}\n{second}"})
    (ada,) = export_contacts(notebook)
    assert ada.lines == (
        "item1.TEL;TYPE=CELL:+44 20 555 0100", "item1.X-ABLabel:a", "N:Lovelace;Ada;;;", "TEL:2", "X-TWO:2",
    )  # fmt: skip


def test_an_imported_organization_leaves_as_a_card_but_no_other_does(
    opened: Callable[[Mapping[str, str]], Notebook],
) -> None:
    notebook = opened(
        {
            "contacts/Ada.md": "",
            "organizations/Mint.md": "---\nuid: mint-1\nphones: ['1']\n---\n"
            + block("KIND:org", "TEL;TYPE=WORK:1"),
            "organizations/Secret.md": "---\nprivate: true\n---\n" + block("KIND:org"),
            "organizations/Zephyrine Quillfeather.md": block("KIND:org"),
            "organizations/Own.md": "",
            "contacts/Zephyrine Quillfeather.md": ZEPH,
        }
    )
    export = export_contacts(notebook)
    cards = b"".join(export.write("vcard")).decode()
    assert [line for line in cards.split("\r\n") if line[:3] in ("FN:", "UID", "KIN", "TEL")] == [
        "FN:Ada", f"UID:{next(iter(export)).uid}", "FN:Mint", "TEL;TYPE=WORK:1", "UID:mint-1", "KIND:org",
    ]  # fmt: skip
    assert b"Mint" not in b"".join(export.write("csv"))
    assert export_contacts(notebook, "ada").organizations == ()


ZEPHYRINE = "contacts/Zephyrine Quillfeather.md"


@pytest.mark.parametrize(
    "line",
    [
        "RELATED;TYPE=friend:urn:uuid:c0ffee00-1111-4222-8333-00d15ea5ed01",
        "MEMBER:URN:UUID:C0FFEE00-1111-4222-8333-00D15EA5ED01",
        "X-A;TYPE=c0ffee00-1111-4222-8333-00d15ea5ed01:x",
        "SOURCE:https://dav.example/book/c0ffee00-1111-4222-8333-00d15ea5ed01.vcf",
        "X-OTHER:google-4711-id",
        "IMPP:xmpp:quill77@chat.example",
        "X-JABBER:quill77@chat.example",
        "X-NAME:quill_on_skype",
        "PHOTO;ENCODING=b:" + b64encode(PICTURE).decode(),
        "LOGO:data:image/png;base64," + b64encode(PICTURE).decode(),
    ],
)
def test_nothing_leaves_that_only_somebody_private_has(
    opened: Callable[[Mapping[str, str]], Notebook], line: str
) -> None:
    notebook = opened(
        {
            ADA: "---\n---\n" + block("X-KEPT:1", line),
            ZEPHYRINE: "---\nprivate: true\nuid: c0ffee00-1111-4222-8333-00d15ea5ed01\n---\n"
            + block(
                "IMPP;TYPE=home:xmpp:quill77@chat.example",
                "X-SKYPE:quill_on_skype",
                f"PHOTO;ENCODING=b:{b64encode(PICTURE).decode()}",
            ).replace("ID=1", "ID=google-4711-id"),
        }
    )
    export = export_contacts(notebook, extras=["photos"])
    (ada,) = export
    assert ada.lines == ("X-KEPT:1",)
    assert export.left_out == {"Ada": 1}
    both = export_contacts(notebook, extras=["photos"], private=["Zephyrine Quillfeather"])
    assert next(iter(both)).lines == ("X-KEPT:1", line)


def test_a_handle_of_somebody_private_is_no_link_of_another(
    opened: Callable[[Mapping[str, str]], Notebook],
) -> None:
    notebook = opened(
        {
            ADA: "---\nlinks: ['xmpp:quill77@chat.example', 'https://ada.example']\nrole: contact for 4711\n---\n",
            ZEPHYRINE: "---\nprivate: true\n---\n"
            + block("IMPP:xmpp:quill77@chat.example", "URL:https://acme.example/contact", "X-AIM:4711"),
        }
    )
    (ada,) = export_contacts(notebook)
    assert ada.values("links") == ("https://ada.example",)
    # A word, or a short number, may be anybody's.
    assert ada.values("role") == ("contact for 4711",)


def test_whoever_belongs_to_somebody_private_does_not_have_their_name(
    opened: Callable[[Mapping[str, str]], Notebook],
) -> None:
    notebook = opened(
        {
            ADA: '---\naliases: [Countess, "Zephyrine\'s flatmate"]\nrole: assistant of Zephyrine\n---\n',
            ZEPHYRINE: "---\nprivate: true\n---\n",
        }
    )
    (ada,) = export_contacts(notebook)
    assert (ada.values("aliases"), ada.values("role")) == (("Countess",), ())


def test_a_line_that_only_looks_like_the_mark_of_a_file_leaves_as_it_is(
    opened: Callable[[Mapping[str, str]], Notebook],
) -> None:
    lines = ("X-pnet-file:attachments/own.jpg", 'X-A;P="pnet-file:attachments/own.jpg":x')
    export = export_contacts(opened({ADA: "---\n---\n" + block(*lines)}))
    (ada,) = export
    assert (ada.lines, dict(ada.files), export.missing) == (lines, {}, {})
