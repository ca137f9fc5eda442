"""Writes the same cards again, as a program exports them a month later: every card rewritten, and some of them changed."""

import random
import re
from typing import NamedTuple

from tests.exchange.client_cards import CLIENTS, client_cards
from tests.exchange.invented_people import Address, Person, Phone

# What these clients write says everything that changes here, and has a UID by which a new name is known.
WITH_ALL = ("iphone", "fastmail", "nextcloud")


class Change(NamedTuple):
    """What changed of one person: the kind, and a text that the note must contain afterwards, or must not."""

    kind: str
    person: Person
    now: str = ""
    gone: str = ""


class Exports(NamedTuple):
    """Two exports of the same people, and how they differ."""

    older: bytes
    newer: bytes
    changes: tuple[Change, ...]


def exports(count: int, changes: int, seed: int = 1, client: str = "") -> Exports:
    """Write two exports, of one client or of all that write enough, which differ in so many people."""
    cards = [card._replace(client=client or card.client) for card in client_cards(count, seed)]
    # One file has one charset.
    cards = [card for card in cards if card.client != "macos" and card.client != "nokia"]
    chance = random.Random(seed)  # noqa: S311
    chosen = chance.sample(
        [
            number
            for number, card in enumerate(cards)
            if card.client in WITH_ALL and card.person.phones and card.person.emails
        ],
        changes,
    )
    older, newer, made = list[bytes](), list[bytes](), list[Change]()
    for number, card in enumerate(cards):
        person = card.person
        older.append(CLIENTS[card.client](person, random.Random(f"{seed}/{number}")))  # noqa: S311
        if number in chosen:
            person, change = _changed(person, len(made))
            made.append(change)
        newer.append(_rewritten(CLIENTS[card.client](person, random.Random(f"{seed}/{number}"))))  # noqa: S311
    return Exports(b"".join(older), b"".join(newer), tuple(made))


def _changed(person: Person, turn: int) -> tuple[Person, Change]:
    number = person.number
    last = person.phones[-1]
    match turn % 9:
        case 0:
            return person._replace(company="New Venture"), Change(
                "company", person, "New Venture", person.company
            )
        case 1:
            return person._replace(role="Chief Gardener"), Change(
                "role", person, "Chief Gardener", person.role
            )
        case 2:
            phones = (*person.phones, Phone(f"+33 1 {number:08}", "CELL"))
            return person._replace(phones=phones), Change("new phone", person, f"+33 1 {number:08}")
        case 3:
            phones = (*person.phones[:-1], last._replace(number=f"+34 9 {number:08}"))
            return person._replace(phones=phones), Change("phone", person, f"+34 9 {number:08}", last.number)
        case 4:
            emails = (*person.emails[:-1], (f"new{number}@example.net", person.emails[-1][1]))
            return person._replace(emails=emails), Change(
                "email", person, emails[-1][0], person.emails[-1][0]
            )
        case 5:
            address = Address("HOME", f"{number} New Road", "Oslo", "0150", "Norge")
            return person._replace(addresses=(*person.addresses, address)), Change(
                "address", person, f"{number} New Road"
            )
        case 6:
            return person._replace(note=f"A new note, {number}"), Change(
                "note", person, f"A new note, {number}"
            )
        case 7:
            return person._replace(birthday="1977-07-17"), Change(
                "birthday", person, "1977-07-17", person.birthday
            )
        case _:
            return person._replace(phones=person.phones[:-1]), Change("phone gone", person, "", last.number)


def _rewritten(content: bytes) -> bytes:
    """Change how a card travels and nothing that it says, as servers do when they update themselves."""
    content = content.replace(b"REV:2026-11-01", b"REV:2026-11-24").replace(b"REV:20261101", b"REV:20261124")
    content = content.replace(b"iPhone OS 17.5", b"iPhone OS 18.1").replace(
        b"VObject 4.5.4", b"VObject 4.5.6"
    )
    return (
        re.sub(rb"\r?\n[ \t]", b"", content)
        if b"PHOTO" not in content and b"VERSION:2.1" not in content
        else content
    )
