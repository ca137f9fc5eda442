"""Owns THE table of kinds and properties: names, synonyms, types, meaning. Reads no note.

A new property is one row here: it is read, queried, listed as JSON, documented and no longer `other`. One that a rule
asks for is also a line in the value that carries it (`facts.py`) and where that is filled (`read.py`).
"""

from functools import lru_cache
from typing import NamedTuple

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.rules import Rules


class Property(NamedTuple):
    """One row: a property, the kinds of note it means something in, what its value is, and what it means.

    `type` is one of TYPES; `many` says whether a list is meant. An empty `kinds` stands for every kind.
    """

    name: str
    type: str
    many: bool
    kinds: tuple[str, ...]
    synonyms: tuple[str, ...]
    meaning: str
    example: str


TYPES = {
    "text": "text",
    "reference": "text or a link",
    "people": "links to contacts, or their names",
    "links": "links to notes, or their names",
    "date": "a date, a date-time or a link to a daily note",
    "yearly": "a day of the year, with or without a year",
    "occasion": "a day of the year, then what it is",
    "cadence": "a length of time, or never",
    "status": "one of a fixed set of words",
    "direction": "both, out or in",
    "flag": "true or false",
    "dated": "a date, then what was promised",
    "tags": "tags, with or without #",
}

STATUSES = ("active", "paused", "archived", "do-not-contact", "deceased")
DIRECTIONS = ("both", "out", "in")
INTRODUCTION_STATUSES = ("asked", "agreed", "made", "landed", "declined")
CHANNELS = ("in-person", "call", "video", "email", "message", "letter", "event", "social")

_CONTACT = ("contact",)
_INTERACTION = ("interaction",)
_ORGANIZATION = ("organization",)
_EVENT = ("event",)
_INTRODUCTION = ("introduction",)
_GOAL = ("goal",)
_PEOPLE = ("contact", "me", "profile")


def _row(
    name: str,
    kind_of_value: str,
    kinds: tuple[str, ...],
    meaning: str,
    example: str,
    *synonyms: str,
    many: bool = False,
) -> Property:
    return Property(name, kind_of_value, many, kinds, synonyms, meaning, example)


PROPERTIES: tuple[Property, ...] = (
    _row("type", "text", (), "what kind of note this is", "person"),
    _row("name", "text", (), "the name; the file's stem where it is absent", "Ada Lovelace"),
    _row("aliases", "text", (), "other names", "[Ada, Countess]", "alias", many=True),
    _row(
        "tags",
        "tags",
        (),
        "tags, nested with /; those in the body count too",
        "[math/analysis]",
        "tag",
        many=True,
    ),
    _row("emails", "text", _CONTACT, "e-mail addresses", "[ada@example.org]", "email", many=True),
    _row(
        "phones", "text", _CONTACT, "telephone numbers, as written", '["+44 20 555 0100"]', "phone", many=True
    ),
    _row(
        "links",
        "text",
        _CONTACT,
        "addresses on the web",
        "[https://example.org/ada]",
        "link",
        "url",
        "urls",
        many=True,
    ),
    _row(
        "links",
        "text",
        ("organization", "me"),
        "addresses on the web",
        "[https://example.org]",
        "link",
        "url",
        "urls",
        many=True,
    ),
    _row(
        "links",
        "text",
        ("profile",),
        "the addresses it shows, besides its own",
        "[https://example.org]",
        "link",
        "urls",
        many=True,
    ),
    _row(
        "organization",
        "reference",
        _PEOPLE,
        "where they work",
        '"[[Analytical Engines]]"',
        "company",
        "organisation",
    ),
    _row("role", "text", _PEOPLE, "what they do there", "Analyst", "title"),
    _row("location", "reference", _PEOPLE, "where they live", "London", "city"),
    _row("former", "reference", _CONTACT, "organizations before", "[Royal Society]", many=True),
    _row("birthday", "yearly", _CONTACT, "the birthday; a year is optional", "1815-12-10"),
    _row(
        "occasions",
        "occasion",
        _CONTACT,
        "other yearly days",
        "[06-01 wedding anniversary]",
        "occasion",
        many=True,
    ),
    _row(
        "circles",
        "text",
        _CONTACT,
        "whom this person belongs with; a circle can carry a cadence",
        "[mentors]",
        "circle",
        many=True,
    ),
    _row("cadence", "cadence", _CONTACT, "how often to be in touch", "3 months"),
    _row("met_on", "date", _CONTACT, "the day you met", "2024-03-02"),
    _row("met_at", "reference", _CONTACT, "where you met: an event or text", '"[[PyCon 2024]]"'),
    _row("met_through", "people", _CONTACT, "who introduced you", '"[[Mary Somerville]]"'),
    _row(
        "knows",
        "people",
        _CONTACT,
        "whom they know; it holds both ways",
        '["[[Charles Babbage]]"]',
        many=True,
    ),
    _row("needs", "text", _CONTACT, "what would help them", "[a printer for the notes]", "need", many=True),
    _row(
        "offers",
        "text",
        ("contact", "me", "profile"),
        "what they can help with",
        "[proofreading]",
        "offer",
        many=True,
    ),
    _row(
        "interests",
        "text",
        _CONTACT,
        "what they like to talk about",
        "[music, horses]",
        "interest",
        many=True,
    ),
    _row("status", "status", _CONTACT, "active, paused, archived, do-not-contact or deceased", "paused"),
    _row("snooze", "date", _CONTACT, "not due before this day", "2027-01-15"),
    _row(
        "last_contact", "date", _CONTACT, "a touch on that day, for vaults that keep it by hand", "2026-10-01"
    ),
    _row(
        "follow_up",
        "dated",
        ("contact", "interaction"),
        "a promise with a date",
        "[2026-12-04 send the slides]",
        "follow_ups",
        many=True,
    ),
    _row(
        "private",
        "flag",
        _CONTACT,
        "left out of exports, reports and suggestions unless asked for by name",
        "true",
    ),
    _row("uid", "text", _CONTACT, "kept from vCard for round trips", "urn:uuid:…"),
    _row(
        "date",
        "date",
        ("interaction", "event", "introduction", ""),
        "the day; else the ISO date that begins the file's name",
        "2026-11-20",
    ),
    _row("with", "people", _INTERACTION, "who took part", '["[[Ada Lovelace]]"]', many=True),
    _row(
        "channel",
        "text",
        ("interaction", "profile", "post"),
        "how: " + ", ".join(CHANNELS) + ", or your own word",
        "call",
    ),
    _row(
        "direction",
        "direction",
        _INTERACTION,
        "out: you reached out, no answer is recorded; in: they did; else both",
        "out",
    ),
    _row("event", "reference", _INTERACTION, "at which event", '"[[PyCon 2024]]"'),
    _row("place", "reference", ("interaction", "event"), "where", "Blue Door"),
    _row(
        "topics",
        "text",
        ("interaction", "event", "goal"),
        "what it was about",
        "[the engine]",
        "topic",
        many=True,
    ),
    _row(
        "gave", "text", _INTERACTION, "help, introductions, advice you gave", "[an intro to Grace]", many=True
    ),
    _row(
        "got", "text", _INTERACTION, "help, introductions, advice you received", "[a reading list]", many=True
    ),
    _row("asked", "text", _INTERACTION, "what you asked for", "[a reference]", many=True),
    _row(
        "thanked",
        "text",
        _INTERACTION,
        "what you thanked for or reported back on",
        "[the reference]",
        many=True,
    ),
    _row("goal", "links", _INTERACTION, "goals it served", '["[[New job]]"]', "goals", many=True),
    _row("industry", "text", _ORGANIZATION, "its line of business", "computing"),
    _row("end", "date", _EVENT, "its last day", "2026-05-24"),
    _row(
        "between",
        "people",
        _INTRODUCTION,
        "the two who are introduced",
        '["[[Ada]]", "[[Grace]]"]',
        many=True,
    ),
    _row("status", "status", _INTRODUCTION, "asked, agreed, made, landed or declined", "made"),
    _row("why", "text", _INTRODUCTION, "what they may do for each other", "both build compilers"),
    _row("status", "text", ("goal", "post"), "how it stands, in your own words", "open"),
    _row("by", "date", _GOAL, "the day it should be reached", "2027-06-30"),
    _row(
        "organizations",
        "links",
        _GOAL,
        "organizations that matter for it",
        '["[[Analytical Engines]]"]',
        many=True,
    ),
    _row("roles", "text", _GOAL, "roles that matter for it", "[engineer]", many=True),
    _row("people", "people", _GOAL, "people who matter for it", '["[[Ada Lovelace]]"]', many=True),
    _row("headline", "text", ("me", "profile"), "how you introduce yourself", "Engine builder"),
    _row("url", "text", ("profile",), "the profile's address", "https://example.org/me"),
    _row("audience", "text", ("profile", "post"), "the circles it is meant for", "[professional]", many=True),
    _row(
        "allow",
        "text",
        ("post",),
        "what `pnet post check` finds in it and may stay: a rule, or a rule and whom or what it is about",
        '["person-ill: Bob"]',
        "allows",
        many=True,
    ),
    _row("reviewed", "date", ("profile",), "the day you last looked it over", "2026-09-01"),
)


@lru_cache(maxsize=64)
def vocabulary(kind: str, theirs: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, Property]:
    """Return the properties of a kind by the `property_key` of every word for them; the vault's words win."""
    rows = [row for row in PROPERTIES if not row.kinds or kind in row.kinds]
    words: dict[str, Property] = {}
    for row in rows:
        words.setdefault(property_key(row.name), row)
    for ours, others in theirs:
        if known := words.get(property_key(ours)):
            words.update({property_key(other): known for other in others})
    for row in rows:
        for synonym in row.synonyms:
            words.setdefault(property_key(synonym), row)
    return words


def words_of(kind: str, rules: Rules) -> dict[str, Property]:
    """Return `vocabulary` for one vault's rules."""
    return vocabulary(kind, rules.properties)


def own_words(kind: str, rules: Rules) -> dict[str, Property]:
    """Return `words_of` for what is set in a note: a plain one may have a date, too."""
    return words_of("" if kind == "plain" else kind, rules)


def property_names(kind: str) -> tuple[str, ...]:
    """Return the names of a kind's properties, in the order of the table."""
    return tuple(row.name for row in PROPERTIES if not row.kinds or kind in row.kinds)
