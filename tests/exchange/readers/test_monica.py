"""A JSON export of Monica becomes cards, entries, promises and notes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plaintext_network.exchange.readers import monica
from plaintext_network.exchange.record import DatedEntry, SourceCard, SourcePromise
from tests.exchange.readers.reading import items, kind, lines, outcome, read_with

# The form of `JsonExportAccount` in version 4.
EXPORT = r"""{
    "version": "1.0-preview.1",
    "app_version": "4.0.0",
    "export_date": "2023-05-01T12:00:00.000000Z",
    "url": "https://app.monicahq.com",
    "exported_by": "u-1",
    "account": {
        "uuid": "acc-1",
        "created_at": "2020-01-01T00:00:00.000000Z",
        "updated_at": "2020-01-01T00:00:00.000000Z",
        "data": [
            {"count": 1, "type": "user", "values": [{"uuid": "u-1", "first_name": "Me", "last_name": "X", "email": "me@example.org", "properties": {"locale": "en", "me_contact": "c-9"}}]},
            {"count": 3, "type": "contact", "values": [
                {
                    "uuid": "c-1",
                    "created_at": "2020-02-01T00:00:00.000000Z",
                    "updated_at": "2020-02-01T00:00:00.000000Z",
                    "properties": {
                        "first_name": "Ada", "middle_name": "Byron", "last_name": "Lovelace", "nickname": "Countess",
                        "description": "Mathematician", "is_starred": true, "is_partial": false, "is_active": true, "is_dead": false,
                        "job": "Analyst", "company": "Analytical Engines", "food_preferences": "No nuts",
                        "last_talked_to": "2022-01-01", "number_of_views": 3, "stay_in_touch_frequency": 90,
                        "stay_in_touch_trigger_date": "2023-06-01T00:00:00.000000Z",
                        "avatar": {"avatar_source": "photo", "avatar_photo": "p-1", "has_avatar": true, "default_avatar_color": "#ff0"},
                        "tags": ["math", "old friends"],
                        "gender": "g-1",
                        "birthdate": {"uuid": "s-1", "is_age_based": false, "is_year_unknown": true, "date": "2020-12-10T00:00:00.000000Z"},
                        "first_met_date": {"uuid": "s-2", "is_age_based": false, "is_year_unknown": false, "date": "2019-05-02T00:00:00.000000Z"},
                        "first_met_through": "c-3"
                    },
                    "data": [
                        {"count": 1, "type": "call", "values": [{"uuid": "k-1", "properties": {"called_at": "2021-03-04T00:00:00.000000Z", "content": "Talked about\nengines", "contact_called": true, "emotions": ["joy"]}}]},
                        {"count": 3, "type": "contact_field", "values": [
                            {"uuid": "f-1", "properties": {"data": "ada@example.org", "type": "t-1"}},
                            {"uuid": "f-2", "properties": {"data": "+44 20 1", "type": "t-2"}},
                            {"uuid": "f-3", "properties": {"data": "@ada", "type": "t-3"}},
                            {"uuid": "f-4", "properties": {"data": "https://ada.example.org", "type": "t-4"}}
                        ]},
                        {"count": 1, "type": "debt", "values": [{"uuid": "d-1", "properties": {"amount": "20.00", "currency": {"id": 1, "iso": "EUR", "name": "Euro"}, "status": "inprogress", "in_debt": true}}]},
                        {"count": 1, "type": "gift", "values": [{"uuid": "gi-1", "properties": {"name": "Book", "comment": "on weaving", "url": "https://shop.example.org/1", "amount": "15.00", "status": "idea"}}]},
                        {"count": 1, "type": "note", "values": [{"uuid": "n-1", "created_at": "2021-01-02T00:00:00.000000Z", "properties": {"body": "Likes *horses*.\n\n- [ ] not a task", "is_favorite": false}}]},
                        {"count": 3, "type": "reminder", "values": [
                            {"uuid": "r-1", "properties": {"initial_date": "2020-12-10", "title": "Wish happy birthday to Ada", "frequency_type": "year", "frequency_number": 1, "delible": false, "inactive": false}},
                            {"uuid": "r-2", "properties": {"initial_date": "2019-07-08", "title": "Wedding anniversary", "frequency_type": "year", "frequency_number": 1, "delible": true, "inactive": false}},
                            {"uuid": "r-3", "properties": {"initial_date": "2026-12-24", "title": "Send card", "frequency_type": "one_time", "frequency_number": 0, "delible": true, "inactive": false}},
                            {"uuid": "r-4", "properties": {"initial_date": "2020-12-24", "title": "Tea", "frequency_type": "week", "frequency_number": 2, "delible": true}}
                        ]},
                        {"count": 1, "type": "task", "values": [{"uuid": "ta-1", "properties": {"title": "Return book", "description": "the red one", "completed": false}}, {"uuid": "ta-2", "properties": {"title": "Old", "completed": true, "completed_at": "2020-01-01T00:00:00.000000Z"}}]},
                        {"count": 1, "type": "address", "values": [{"uuid": "a-1", "properties": {"name": "Home", "street": "12 St James's Square", "city": "London", "province": null, "postal_code": "SW1", "country": "GB", "latitude": 1.5}}]},
                        {"count": 1, "type": "pet", "values": [{"uuid": "pe-1", "properties": {"name": "Puff", "category": "cat"}}]},
                        {"count": 1, "type": "conversation", "values": [{"uuid": "co-1", "properties": {"happened_at": "2021-05-06T00:00:00.000000Z", "contact_field_type": "t-3", "messages": [{"uuid": "m-1", "properties": {"content": "Hi", "written_at": "2021-05-06T00:00:00.000000Z", "written_by_me": true}}, {"uuid": "m-2", "properties": {"content": "Hello", "written_by_me": false}}]}}]},
                        {"count": 1, "type": "life_event", "values": [{"uuid": "l-1", "properties": {"name": null, "note": "at Engines", "happened_at": "2018-01-01T00:00:00.000000Z", "type": "lt-1"}}]},
                        {"count": 1, "type": "activity", "values": ["ac-1"]},
                        {"count": 1, "type": "photo", "values": ["p-1"]},
                        {"count": 1, "type": "document", "values": ["do-1"]}
                    ]
                },
                {"uuid": "c-2", "properties": {"first_name": "Byron", "is_partial": true, "is_active": true, "birthdate": {"uuid": "s-3", "is_age_based": false, "is_year_unknown": false, "date": "2010-05-12T00:00:00.000000Z"}}},
                {"uuid": "c-3", "properties": {"first_name": "Grace", "last_name": "Hopper", "is_partial": false, "is_active": false, "is_dead": true, "birthdate": {"uuid": "s-4", "is_age_based": true, "is_year_unknown": false, "date": "1906-01-01T00:00:00.000000Z"}}, "data": [{"count": 1, "type": "activity", "values": ["ac-1"]}]}
            ]},
            {"count": 2, "type": "relationship", "values": [
                {"uuid": "re-1", "properties": {"type": "child", "contact_is": "c-1", "of_contact": "c-2"}},
                {"uuid": "re-2", "properties": {"type": "parent", "contact_is": "c-2", "of_contact": "c-1"}}
            ]},
            {"count": 1, "type": "photo", "values": [{"uuid": "p-1", "properties": {"original_filename": "ada.jpg", "filesize": 10, "mime_type": "image/jpeg", "dataUrl": "data:image/jpeg;base64,/9j/4AAQSkZJRg=="}}]},
            {"count": 1, "type": "document", "values": [{"uuid": "do-1", "properties": {"original_filename": "cv.pdf", "mime_type": "application/pdf", "dataUrl": "data:application/pdf;base64,JVBERi0="}}]},
            {"count": 1, "type": "activity", "values": [{"uuid": "ac-1", "properties": {"summary": "Dinner", "description": "At the Blue Door", "happened_at": "2022-02-03T00:00:00.000000Z", "type": "at-1"}}]}
        ],
        "properties": {
            "default_gender": "g-1",
            "journal_entries": [{"created_at": "x", "uuid": "j-1", "properties": {"type": "entry", "title": "Day", "post": "text", "date": "2020-01-01"}}],
            "modules": [], "reminder_rules": [], "audit_logs": []
        },
        "instance": {
            "genders": [{"uuid": "g-1", "properties": {"name": "Woman", "type": "F"}}],
            "contact_field_types": [
                {"uuid": "t-1", "properties": {"name": "Email", "protocol": "mailto:", "delible": false, "type": "email"}},
                {"uuid": "t-2", "properties": {"name": "Phone", "protocol": "tel:", "type": "phone"}},
                {"uuid": "t-3", "properties": {"name": "Telegram", "protocol": "telegram:"}},
                {"uuid": "t-4", "properties": {"name": "Blog"}}
            ],
            "life_event_types": [{"uuid": "lt-1", "properties": {"translation_key": "new_job"}}],
            "activity_types": [{"uuid": "at-1", "properties": {"translation_key": "ate_restaurant"}}]
        }
    }
}
"""


def export(properties: dict[str, Any] | None = None, data: list[Any] | None = None, **account: Any) -> str:
    """Return an export with one contact, Ada; `account` are lists of other objects by type."""
    ada = {
        "uuid": "c-1",
        "properties": {"first_name": "Ada", "is_active": True, **(properties or {})},
        "data": data or [],
    }
    lists = [{"count": 1, "type": "contact", "values": [ada, *account.pop("contact", [])]}]
    instance = account.pop("instance", {})
    lists += [{"count": len(found), "type": name, "values": found} for name, found in account.items()]
    return json.dumps(
        {
            "version": "1.0-preview.1",
            "app_version": "4.0.0",
            "account": {"uuid": "a", "data": lists, "instance": instance},
        },
        indent=4,
    )


def ada_of(text: str) -> SourceCard:
    """Return the first contact of an export."""
    ada = items(text, "monica.json")[0]
    assert isinstance(ada, SourceCard), ada
    return ada


def one(type_name: str, **properties: Any) -> list[Any]:
    """Return the data of a contact with one object."""
    return [{"count": 1, "type": type_name, "values": [{"uuid": "x-1", "properties": properties}]}]


def test_a_whole_export() -> None:
    ada, byron, grace, journal = items(EXPORT, "monica.json")
    assert isinstance(ada, SourceCard)
    assert isinstance(grace, SourceCard)
    assert (ada.id, ada.origin.line) == ("c-1", 15)
    assert lines(ada) == [
        "FN:Ada Byron Lovelace",
        "N:Lovelace;Ada;Byron;;",
        "NICKNAME:Countess",
        "EMAIL:ada@example.org",
        "TEL:+44 20 1",
        "X-SOCIALPROFILE;TYPE=Telegram;VALUE=text:@ada",
        "item1.URL:https://ada.example.org",
        "item1.X-ABLabel:Blog",
        "ADR;TYPE=HOME:;;12 St James's Square;London;;SW1;GB",
        "ORG:Analytical Engines",
        "TITLE:Analyst",
        "BDAY:--12-10",
        "item2.X-ABDATE:2019-07-08",
        "item2.X-ABLabel:Wedding anniversary",
        "item3.X-ABDATE:2010-05-12",
        "item3.X-ABLabel:birthday of Byron",
        "GENDER:F",
        "CATEGORIES:math,old friends,starred",
        "RELATED;TYPE=child;VALUE=text:Byron",
        "PHOTO;ENCODING=b:/9j/4AAQSkZJRg==",
        "X-MONICA-DOCUMENT;ENCODING=b;X-FILENAME=cv.pdf:JVBERi0=",
        "NOTE:Mathematician",
    ]
    assert ada.properties == {
        "cadence": ("90 days",),
        "met_on": ("2019-05-02",),
        "met_through": ("Grace Hopper",),
    }
    assert ada.entries == (
        DatedEntry("2021-03-04", "Talked about engines (joy)", "call", "in"),
        DatedEntry("2021-05-06", "Telegram: You: Hi / Ada: Hello", "message"),
        DatedEntry("2022-02-03", "Dinner (with Grace Hopper): At the Blue Door"),
    )
    assert ada.promises == (
        SourcePromise("Return book: the red one"),
        SourcePromise("Old", done=True),
        SourcePromise("Send card", "2026-12-24"),
    )
    assert ada.notes == (
        "Food preferences: No nuts",
        "Pet: Puff (cat)",
        "Gift idea: Book, on weaving, https://shop.example.org/1, 15.00",
        "You owe Ada 20.00 EUR",
        "2018-01-01: New job: at Engines",
        "2021-01-02: Likes *horses*.\n\n- [ ] not a task",
        "Reminder every 2 weeks: Tea",
    )
    assert outcome(byron) == "skipped 58: Monica has them only as a relation of Ada Byron Lovelace"
    assert lines(grace) == [
        "FN:Grace Hopper",
        "N:Hopper;Grace;;;",
        "BDAY;VALUE=text:circa 1906",
        "DEATHDATE;VALUE=text:unknown",
    ]
    assert (grace.properties, grace.entries) == (
        {"status": ("archived",)},
        (DatedEntry("2022-02-03", "Dinner (with Ada Byron Lovelace): At the Blue Door"),),
    )
    assert outcome(journal) == "skipped 1: 1 journal entry is about no contact"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"stay_in_touch_frequency": 1}, {"cadence": ("1 day",)}),
        ({"stay_in_touch_frequency": "30"}, {"cadence": ("30 days",)}),
        ({"stay_in_touch_frequency": 0}, {}),
        ({"stay_in_touch_frequency": -3}, {}),
        ({"stay_in_touch_frequency": 10**30}, {}),
        ({"is_active": False}, {"status": ("archived",)}),
        ({"last_talked_to": "2021-01-02T00:00:00.000000Z"}, {"last_contact": ("2021-01-02",)}),
        ({"first_met_date": {"date": "2019-05-02", "is_year_unknown": True}}, {}),
        ({"first_met_through": "nobody"}, {}),
        ({"first_met_additional_info": "PyCon"}, {"met_at": ("PyCon",)}),
        ({"first_met_date": "2019-05-02"}, {"met_on": ("2019-05-02",)}),
    ],
)
def test_what_no_card_expresses(properties: dict[str, Any], expected: dict[str, tuple[str, ...]]) -> None:
    assert ada_of(export(properties)).properties == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"birthdate": {"date": "1815-12-10T00:00:00Z"}}, ["BDAY:1815-12-10"]),
        ({"birthdate": {"date": "1815-12-10", "is_year_unknown": 1}}, ["BDAY:--12-10"]),
        ({"birthdate": {"date": "1815-01-01", "is_age_based": True}}, ["BDAY;VALUE=text:circa 1815"]),
        ({"birthdate": {"date": "1815-02-30"}}, []),
        ({"birthdate": None}, []),
        ({"is_dead": True, "deceased_date": {"date": "1852-11-27"}}, ["DEATHDATE:1852-11-27"]),
        ({"deceased_date": {"date": "1852-11-27", "is_year_unknown": True}}, ["DEATHDATE:--11-27"]),
        ({"is_starred": True}, ["CATEGORIES:starred"]),
        ({"tags": [{"name": "a"}, "b", None, 3]}, ["CATEGORIES:a,b,3"]),
        ({"job": "Analyst", "company": "A; B"}, [r"ORG:A\; B", "TITLE:Analyst"]),
        (
            {"avatar": {"avatar_source": "external", "avatar_external_url": "https://x.example.org/a.png"}},
            ["PHOTO;VALUE=uri:https://x.example.org/a.png"],
        ),
        ({"avatar": {"avatar_source": "adorable", "avatar_default_url": "https://x.example.org/a.png"}}, []),
        ({"gender": "g-1"}, ["GENDER:M"]),
        ({"gender": "F"}, ["GENDER:F"]),
        ({"gender": "g-2"}, ["GENDER:O;Rather not say"]),
        (
            {
                "vcard": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Old\r\nitem1.EMAIL:o@x\r\nitem1.X-ABLABEL:o\r\nX-SIGN:leo\r\nEND:VCARD\r\n"
            },
            ["X-SIGN:leo"],
        ),
    ],
)
def test_values_of_a_contact(properties: dict[str, Any], expected: list[str]) -> None:
    genders = [
        {"uuid": "g-1", "properties": {"name": "Man", "type": "M"}},
        {"uuid": "g-2", "properties": {"name": "Rather not say", "type": "O"}},
    ]
    assert lines(ada_of(export(properties, instance={"genders": genders})))[2:] == expected


@pytest.mark.parametrize(
    ("kind_of_field", "content", "expected"),
    [
        ({"name": "Email", "protocol": "mailto:", "type": "email"}, "mailto:a@b", ["EMAIL:a@b"]),
        (
            {"name": "Work email", "protocol": "mailto:"},
            "a@b",
            ["item1.EMAIL:a@b", "item1.X-ABLabel:Work email"],
        ),
        ({"name": "Phone", "protocol": "tel:", "type": "phone"}, "tel:1", ["TEL:1"]),
        ({"name": "Mobile", "protocol": "tel:"}, "1", ["TEL;TYPE=CELL:1"]),
        ({"name": "Work", "type": "phone"}, "1", ["TEL;TYPE=WORK:1"]),
        ({"name": "Cottage", "type": "phone"}, "1", ["item1.TEL:1", "item1.X-ABLabel:Cottage"]),
        (
            {"name": "Facebook"},
            "https://facebook.example.org/a",
            ["item1.URL:https://facebook.example.org/a", "item1.X-ABLabel:Facebook"],
        ),
        ({"name": "My Space"}, "ada", ["X-SOCIALPROFILE;TYPE=My-Space;VALUE=text:ada"]),
        ({}, "a@b.org", ["EMAIL:a@b.org"]),
        ({}, "something", ["X-MONICA-CONTACT-FIELD:something"]),
        (None, "something", ["X-MONICA-CONTACT-FIELD:something"]),
    ],
)
def test_fields_of_a_contact(kind_of_field: Any, content: str, expected: list[str]) -> None:
    types = [{"uuid": "t-1", "properties": kind_of_field}]
    text = export(
        data=one("contact_field", data=content, type="t-1"), instance={"contact_field_types": types}
    )
    assert lines(ada_of(text))[2:] == expected


@pytest.mark.parametrize(
    ("type_name", "properties", "expected"),
    [
        (
            "gift",
            {"name": "Book", "status": "offered", "date": "2020-01-02"},
            "Gift given on 2020-01-02: Book",
        ),
        ("gift", {"name": "Book", "status": "received"}, "Gift received: Book"),
        ("gift", {"name": "Book", "recipient": "c-2"}, "Gift: Book, for Byron"),
        ("debt", {"amount": 20, "in_debt": False}, "Ada owes you 20"),
        (
            "debt",
            {"amount": "20", "in_debt": "yes", "status": "complete", "currency": "EUR"},
            "You owed Ada 20 EUR, paid",
        ),
        (
            "debt",
            {"amount": "20", "in_debt": "no", "status": "complete", "reason": "tea"},
            "Ada owed you 20, paid: tea",
        ),
        ("debt", {"in_debt": True}, None),
        ("pet", {"category": "small_animal"}, "Pet: small animal"),
        ("pet", {"name": "Puff"}, "Pet: Puff"),
        ("note", {"body": "Hello"}, "Hello"),
        ("life_event", {"name": "Moved", "happened_at": "2020-01-02"}, "2020-01-02: Moved"),
        (
            "reminder",
            {"title": "Tea", "frequency_type": "month", "frequency_number": 1},
            "Reminder every month: Tea",
        ),
        (
            "reminder",
            {"title": "Tea", "frequency_type": "year", "frequency_number": 5, "initial_date": "2020-01-02"},
            "Reminder every 5 years: Tea",
        ),
        ("call", {"content": "No day"}, "No day"),
    ],
)
def test_what_becomes_a_note(type_name: str, properties: dict[str, Any], expected: str | None) -> None:
    byron = {"uuid": "c-2", "properties": {"first_name": "Byron"}}
    ada = ada_of(export(data=one(type_name, **properties), contact=[byron]))
    assert ada.notes == ((expected,) if expected else ())
    assert not ada.entries
    assert not ada.promises


@pytest.mark.parametrize(
    ("type_name", "properties", "expected"),
    [
        ("call", {"called_at": "2020-01-02T10:00:00Z"}, DatedEntry("2020-01-02", "a call", "call")),
        (
            "call",
            {"called_at": "2020-01-02", "contact_called": True, "content": "x"},
            DatedEntry("2020-01-02", "x", "call", "in"),
        ),
        (
            "conversation",
            {
                "happened_at": "2020-01-02",
                "messages": [{"properties": {"content": "Hi", "written_by_me": True}}],
            },
            DatedEntry("2020-01-02", "You: Hi", "message", "out"),
        ),
        (
            "conversation",
            {"messages": [{"properties": {"content": "Hi", "written_at": "2020-01-02"}}]},
            DatedEntry("2020-01-02", "Ada: Hi", "message", "in"),
        ),
        (
            "conversation",
            {"happened_at": "2020-01-02", "messages": 3},
            DatedEntry("2020-01-02", "a conversation", "message"),
        ),
    ],
)
def test_what_becomes_an_entry(type_name: str, properties: dict[str, Any], expected: DatedEntry) -> None:
    assert ada_of(export(data=one(type_name, **properties))).entries == (expected,)


def test_lists_by_name_are_read_as_lists_by_type() -> None:
    call = {
        "properties": {
            "called_at": "2020-01-02",
            "content": "x",
            "emotions": {"count": 1, "values": [{"name": "joy"}]},
        }
    }
    contact = {"uuid": "c", "properties": {"first_name": "Ada", "calls": {"count": 1, "values": [call]}}}
    text = json.dumps({"app_version": "4", "account": {"contacts": {"count": 1, "values": [contact]}}})
    assert ada_of(text).entries == (DatedEntry("2020-01-02", "x (joy)", "call"),)


def test_a_long_activity_is_a_note_with_its_beginning_as_entry() -> None:
    activity = {
        "uuid": "x",
        "properties": {"summary": "Dinner", "description": "word " * 100, "happened_at": "2020-01-02"},
    }
    ada = ada_of(export(data=[{"type": "activity", "values": ["x"]}], activity=[activity]))
    (entry,) = ada.entries
    assert entry.text.startswith("Dinner: word word")
    assert entry.text.endswith("word …")
    assert len(entry.text) < 300
    assert ada.notes == ("2020-01-02: Dinner: " + ("word " * 100).strip(),)


def test_an_activity_with_many_people_names_the_first() -> None:
    people = [
        {
            "uuid": f"p{n}",
            "properties": {"first_name": f"P{n}"},
            "data": [{"type": "activity", "values": ["x"]}],
        }
        for n in range(20)
    ]
    activity = {"uuid": "x", "properties": {"summary": "Feast", "happened_at": "2020-01-02"}}
    ada = ada_of(export(data=[{"type": "activity", "values": ["x"]}], activity=[activity], contact=people))
    assert ada.entries[0].text == "Feast (with P0, P1, P2, P3, P4, P5, P6, P7 and 12 more)"


def test_a_photo_that_is_too_large_is_named_and_left_out() -> None:
    small, large = ("data:image/png;base64," + "A" * size for size in (1 << 20, 5 << 20))
    photos = [
        {"uuid": name, "properties": {"original_filename": f"{name}.png", "dataUrl": url}}
        for name, url in (("small", small), ("large", large))
    ]
    ada = ada_of(export(data=[{"type": "photo", "values": ["small", "large"]}], photo=photos))
    assert [line.value for line in ada.card.all("PHOTO")] == ["A" * (1 << 20)]
    assert lines(ada)[-1] == "X-MONICA-LEFT-OUT:large.png is larger than 4 MB"


def test_a_relation_without_a_contact_to_name_it_is_a_contact() -> None:
    alone = {"uuid": "c-2", "properties": {"first_name": "Byron", "is_partial": True}}
    assert [outcome(item) for item in items(export(contact=[alone]), "x.json")] == ["Ada", "Byron"]


API = [
    {
        "id": 7,
        "object": "contact",
        "hash_id": "h:7",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "gender": "Woman",
        "gender_type": "F",
        "is_partial": False,
        "is_active": True,
        "stay_in_touch_frequency": 30,
        "information": {
            "relationships": {
                "family": {
                    "total": 1,
                    "contacts": [
                        {"relationship": {"name": "child"}, "contact": {"id": 8, "first_name": "Byron"}}
                    ],
                }
            },
            "dates": {
                "birthdate": {"is_age_based": False, "is_year_unknown": False, "date": "1815-12-10T00:00:00Z"}
            },
            "career": {"job": "Analyst", "company": "Engines"},
            "food_preferences": "No nuts",
            "how_you_met": {
                "general_information": "At a ball",
                "first_met_through_contact": {"id": 9, "complete_name": "Mary Somerville"},
            },
        },
        "addresses": [
            {
                "object": "address",
                "name": "Home",
                "city": "London",
                "country": {"id": "GB", "name": "United Kingdom"},
            }
        ],
        "tags": [{"id": 1, "object": "tag", "name": "math"}],
        "contactFields": [
            {
                "object": "contactfield",
                "content": "a@b",
                "contact_field_type": {"id": 7, "name": "Email", "type": "email"},
                "labels": [{"label": "Old"}],
            }
        ],
        "notes": [{"object": "note", "body": "Likes horses", "created_at": "2020-01-02T00:00:00Z"}],
    }
]


@pytest.mark.parametrize(
    "document", [API, {"data": API, "meta": {}}, [{"data": API}], {"data": API[0]}, API[0], {"contacts": API}]
)
def test_answers_of_the_api_are_read_too(document: Any) -> None:
    (ada,) = items(json.dumps(document), "monica.json")
    assert isinstance(ada, SourceCard)
    assert ada.id == "7"
    assert lines(ada) == [
        "FN:Ada Lovelace",
        "N:Lovelace;Ada;;;",
        "item1.EMAIL:a@b",
        "item1.X-ABLabel:Old",
        "ADR;TYPE=HOME:;;;London;;;United Kingdom",
        "ORG:Engines",
        "TITLE:Analyst",
        "BDAY:1815-12-10",
        "GENDER:F",
        "CATEGORIES:math",
        "RELATED;TYPE=child;VALUE=text:Byron",
    ]
    assert ada.properties == {
        "cadence": ("30 days",),
        "met_through": ("Mary Somerville",),
        "met_at": ("At a ball",),
    }
    assert ada.notes == ("Food preferences: No nuts", "2020-01-02: Likes horses")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (EXPORT[:5000], "refused 51: the file ends too early; export it again"),
        (
            '{"app_version": 1,, }',
            "refused 1: it is not valid JSON (Expecting property name enclosed in double quotes); export it again",
        ),
        ('{"app_version":\n' + "[" * 60, "refused 2: it has values in values more than 50 deep"),
        ('{"app_version": ' + "9" * 5000 + ', "contacts": [{"first_name": "Ada"}]}', "Ada"),
        ('{"app_version": 1, "contacts": [7]}', "refused 1: it is a single value, not a contact"),
        ('{"app_version": 1, "contacts": [{}]}', "refused 1: it has no values of a contact"),
        (
            "INSERT IGNORE INTO `contacts` (`id`) VALUES (1);",
            "refused 1: it is an SQL export, which pnet doesn't read; in Monica, open Settings, then Export data, choose “Export to Json”, and import that file",
        ),
    ],
)
def test_damaged_exports_are_refused_with_a_reason(text: str, expected: str) -> None:
    (item,) = items(text, "monica.json")
    assert outcome(item) == expected


@pytest.mark.parametrize(
    "text",
    [
        EXPORT,
        json.dumps({"data": API}),
        "\ufeff" + EXPORT,
        "# ****\n# Me dump of data\n# * run migrations (`php artisan migrate`)\n",
        "-- MySQL dump\nCREATE TABLE `contact_field_types` (",
    ],
)
def test_monica_is_known_by_its_content(text: str) -> None:
    assert kind(text, "export") == "monica"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_an_export_in_another_encoding(encoding: str) -> None:
    assert outcome(read_with(monica, EXPORT.encode(encoding))[0]) == "Ada Byron Lovelace"


def test_all_accounts_of_a_file_are_read() -> None:
    accounts = [
        {
            "data": [
                {
                    "type": "contact",
                    "values": [{"uuid": name, "properties": {"first_name": name, "is_partial": False}}],
                }
            ]
        }
        for name in ("Ada", "Bob")
    ]
    for document in ({"account": accounts}, {"accounts": accounts}, [{"account": one} for one in accounts]):
        assert list(map(outcome, items(json.dumps(document), "monica.json"))) == ["Ada", "Bob"]


def test_a_file_without_contacts_says_how_to_get_them() -> None:
    (refused,) = items('{"app_version": "4.0.0", "exported_by": "u-1"}', "monica.json")
    assert outcome(refused).startswith("refused 1: it has no list of contacts; in Monica, open Settings")
    assert (
        items(
            '{"app_version": "4.0.0", "account": {"data": [{"type": "contact", "values": []}]}}',
            "monica.json",
        )
        == []
    )
