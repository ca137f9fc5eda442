"""Defines THE table of properties: names, synonyms, types and meanings. Reads no note.

To add a property, add one row to PROPERTIES: pnet then reads, queries and documents it, lists it in JSON, and no longer
treats it as the user's own. If a rule needs it, also add it to its value in `facts.py`, and fill it in `read_note.py`.
"""

from functools import lru_cache

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple


class PropertyDefinition(NamedTuple):
    """One row: a property, the kinds of note that have it, the type of its value, and its meaning.

    `type` is one of TYPES; `many` is True if the property takes a list. An empty `kinds` means every kind.
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
    "people": "a link to a contact, or a name",
    "links": "a link to a note, or a name",
    "file": "a link to a file of the vault, or its path",
    "date": "a date, a date-time, or a link to a daily note",
    "yearly": "a yearly date, with or without its year",
    "occasion": "a yearly date, then a text",
    "cadence": "a cadence: a length of time, or never",
    "status": "one of the words listed",
    "direction": "both, out or in",
    "planned": "true or cancelled",
    "flag": "true or false",
    "dated": "a date, then a text",
    "tags": "tag, with or without #",
}

ACTIVE, DECEASED = "active", "deceased"
STATUSES = (ACTIVE, "paused", "archived", "do-not-contact", DECEASED)
DIRECTIONS = ("both", "out", "in")
# How a flag may be written.
YES = ("true", "yes", "on", "y", "1")
NO = ("false", "no", "off", "n", "0")
# Marks of a plan that fell through.
CANCELLED = ("cancelled", "canceled")
INTRODUCTION_STATUSES = ("asked", "agreed", "made", "landed", "declined")
CHANNELS = ("in-person", "call", "video", "email", "message", "letter", "event", "social")
# Cadences to choose from; a note may have any length of time.
CADENCES = ("weekly", "2 weeks", "monthly", "6 weeks", "2 months", "quarterly", "6 months", "yearly", "never")

_CONTACT = ("contact",)
_INTERACTION = ("interaction",)
_ORGANIZATION = ("organization",)
_EVENT = ("event",)
_INTRODUCTION = ("introduction",)
_GOAL = ("goal",)
_PEOPLE = ("contact", "me", "profile")
_REACHABLE = (*_PEOPLE, "organization")


def _row(
    name: str,
    kind_of_value: str,
    kinds: tuple[str, ...],
    meaning: str,
    example: str,
    *synonyms: str,
    many: bool = False,
) -> PropertyDefinition:
    return PropertyDefinition(name, kind_of_value, many, kinds, synonyms, meaning, example)


PROPERTIES: tuple[PropertyDefinition, ...] = (
    _row("type", "text", (), "the kind of the note", "person"),
    _row("name", "text", (), "the name; default: the file name without .md", "Ada Lovelace"),
    _row("aliases", "text", (), "other names", "[Ada, Countess]", "alias", many=True),
    _row(
        "tags",
        "tags",
        (),
        "tags, nested with /; tags in the body count too",
        "[math/analysis]",
        "tag",
        many=True,
    ),
    _row(
        "read",
        "text",
        (),
        "what somebody read: a title, a link to a note or a web address; in a note about a text, the day you read it",
        '["[[The Quiet School]]"]',
        many=True,
    ),
    _row("emails", "text", _REACHABLE, "e-mail addresses", "[ada@example.org]", "email", many=True),
    _row(
        "phones",
        "text",
        _REACHABLE,
        "telephone numbers, exactly as you wrote them; compared by their digits",
        '["+44 20 555 0100"]',
        "phone",
        many=True,
    ),
    _row(
        "links",
        "text",
        _CONTACT,
        "web addresses",
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
        "web addresses",
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
        "the web addresses that the profile shows, besides its own",
        "[https://example.org]",
        "link",
        "urls",
        many=True,
    ),
    _row(
        "organization",
        "reference",
        _PEOPLE,
        "the organization they work for",
        '"[[Analytical Engines]]"',
        "company",
        "organisation",
    ),
    _row("role", "text", _PEOPLE, "what they do there", "Analyst", "title"),
    _row("location", "reference", _PEOPLE, "where they live", "London", "city"),
    _row(
        "addresses",
        "text",
        ("contact", "me", "organization"),
        "postal addresses, each on one line",
        '["12 St James\'s Square, London SW1Y 4JH, United Kingdom"]',
        "address",
        many=True,
    ),
    _row("former", "reference", _CONTACT, "previous organizations", "[Royal Society]", many=True),
    _row("birthday", "yearly", _CONTACT, "the birthday; the year is optional", "1815-12-10"),
    _row(
        "died",
        "text",
        _CONTACT,
        "the date of death, or what you know of it; the contact counts as deceased, and nothing is due",
        "1852-11-27",
        "death",
        "deceased",
        "date_of_death",
        "death_date",
    ),
    _row(
        "occasions",
        "occasion",
        _CONTACT,
        "other yearly dates",
        "[06-01 wedding anniversary]",
        "occasion",
        many=True,
    ),
    _row(
        "circles",
        "text",
        _CONTACT,
        "the circles this person belongs to; a circle can have a cadence",
        "[mentors]",
        "circle",
        many=True,
    ),
    _row("cadence", "cadence", _CONTACT, "how often to be in touch", "3 months"),
    _row("met_on", "date", _CONTACT, "the date you met", "2024-03-02"),
    _row("met_at", "reference", _CONTACT, "where you met: a link to an event, or text", '"[[PyCon 2024]]"'),
    _row("met_through", "people", _CONTACT, "who introduced you", '"[[Mary Somerville]]"'),
    _row(
        "knows",
        "people",
        _CONTACT,
        "the people they know; knowing works both ways",
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
    _row(
        "status",
        "status",
        _CONTACT,
        "active (default), paused, archived, do-not-contact or deceased",
        "paused",
    ),
    _row(
        "snooze",
        "date",
        _CONTACT,
        "not due before this date, except for promises, introductions and occasions",
        "2027-01-15",
    ),
    _row(
        "last_contact",
        "date",
        _CONTACT,
        "a touch on that date, for vaults that maintain it by hand",
        "2026-10-01",
        "last_contacted",
        "last_contact_date",
        "last_contacted_on",
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
        "true keeps this contact out of exports, reports and suggestions, unless you ask for them by name",
        "true",
    ),
    _row(
        "photo",
        "file",
        ("contact", "me", "organization"),
        "a picture of them: a file of the vault",
        '"[[Ada Lovelace.jpg]]"',
    ),
    _row(
        "different_from",
        "people",
        _CONTACT,
        "people who look like this one but are somebody else; it works both ways",
        '["[[Ada Lovelace (London)]]"]',
        many=True,
    ),
    _row(
        "uid",
        "text",
        ("contact", "organization"),
        "the UID from vCard, preserved for round trips",
        "urn:uuid:…",
    ),
    _row(
        "date",
        "date",
        ("interaction", "event", "introduction", ""),
        "the date; default: the date in the file name",
        "2026-11-20",
    ),
    _row("with", "people", _INTERACTION, "the participants", '["[[Ada Lovelace]]"]', many=True),
    _row(
        "channel",
        "text",
        ("interaction", "profile", "post"),
        "the channel: " + ", ".join(CHANNELS) + ", or your own word",
        "call",
    ),
    _row(
        "direction",
        "direction",
        _INTERACTION,
        "out: you reached out and recorded no answer; in: they reached out; both (default): you were in touch",
        "out",
    ),
    _row(
        "planned",
        "planned",
        _INTERACTION,
        "true: planned, and not a touch until you confirm it; cancelled: it did not happen",
        "true",
    ),
    _row(
        "by",
        "text",
        _INTERACTION,
        "who logged it, in a notebook that several people share: a name or a link; never a participant",
        "[Jo]",
        many=True,
    ),
    _row("event", "reference", _INTERACTION, "the event where it happened", '"[[PyCon 2024]]"'),
    _row("place", "reference", ("interaction", "event"), "the place", "Blue Door"),
    _row(
        "topics",
        "text",
        ("interaction", "event", "goal"),
        "what it is about",
        "[the engine]",
        "topic",
        many=True,
    ),
    _row(
        "gave",
        "text",
        _INTERACTION,
        "help, introductions and advice you gave",
        "[an intro to Grace]",
        many=True,
    ),
    _row(
        "got",
        "text",
        _INTERACTION,
        "help, introductions and advice you received",
        "[a reading list]",
        many=True,
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
    _row("goal", "links", _INTERACTION, "the goals it served", '["[[New job]]"]', "goals", many=True),
    _row("industry", "text", _ORGANIZATION, "the industry it works in", "computing"),
    _row("end", "date", _EVENT, "the last day of the event", "2026-05-24"),
    _row(
        "between",
        "people",
        _INTRODUCTION,
        "the two people you introduce",
        '["[[Ada]]", "[[Grace]]"]',
        many=True,
    ),
    _row("status", "status", _INTRODUCTION, "asked, agreed, made, landed or declined", "made"),
    _row("why", "text", _INTRODUCTION, "why they should meet", "both build compilers"),
    _row("status", "text", ("goal", "post"), "the status, in your own words", "open"),
    _row("by", "date", _GOAL, "the date to reach it by", "2027-06-30"),
    _row(
        "organizations",
        "links",
        _GOAL,
        "organizations that matter for the goal",
        '["[[Analytical Engines]]"]',
        many=True,
    ),
    _row("roles", "text", _GOAL, "roles that matter for the goal", "[engineer]", many=True),
    _row("people", "people", _GOAL, "people who matter for the goal", '["[[Ada Lovelace]]"]', many=True),
    _row("headline", "text", ("me", "profile"), "how you introduce yourself", "Engine builder"),
    _row("url", "text", ("profile",), "the profile's address", "https://example.org/me"),
    _row("audience", "text", ("profile", "post"), "the circles it is for", "[professional]", many=True),
    _row(
        "allow",
        "text",
        ("post",),
        "findings of `pnet post check` to accept: a rule, or a rule with its subject",
        '["person-ill: Bob"]',
        "allows",
        many=True,
    ),
    _row("reviewed", "date", ("profile",), "the date you last reviewed it", "2026-09-01"),
)


# The properties of each type that refers to other notes. A name has such a type for every kind of note, or for none.
PEOPLE = frozenset(row.name for row in PROPERTIES if row.type == "people")
REFERENCES = frozenset(row.name for row in PROPERTIES if row.type in ("reference", "links"))


@lru_cache(maxsize=64)
def vocabulary(kind: str, theirs: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, PropertyDefinition]:
    """Map the `property_key` of every name and synonym to its property, for one kind; the vault's own names win."""
    rows = [row for row in PROPERTIES if not row.kinds or kind in row.kinds]
    words: dict[str, PropertyDefinition] = {}
    for row in rows:
        words.setdefault(property_key(row.name), row)
    for ours, others in theirs:
        if known := words.get(property_key(ours)):
            words.update({property_key(other): known for other in others})
    for row in rows:
        for synonym in row.synonyms:
            words.setdefault(property_key(synonym), row)
    return words


def words_of(kind: str, rules: Rules) -> dict[str, PropertyDefinition]:
    """Return the `vocabulary` of a kind under one vault's rules."""
    return vocabulary(kind, rules.properties)


def with_title_as_name(words: dict[str, PropertyDefinition]) -> dict[str, PropertyDefinition]:
    """Return the vocabulary for a note whose `title` is its name and no role: see `note_name`."""
    return {**words, "title": words["name"]}


def own_identifiers(kind: str, rules: Rules) -> dict[str, PropertyDefinition]:
    """Return `words_of` for setting properties in a note; a plain note can have a date too."""
    return words_of("" if kind == "plain" else kind, rules)


def property_names(kind: str) -> tuple[str, ...]:
    """Return the names of a kind's properties, in the order of the table."""
    return tuple(row.name for row in PROPERTIES if not row.kinds or kind in row.kinds)


def list_names(kind: str) -> frozenset[str]:
    """Return the names of a kind's properties that have many values."""
    return frozenset(row.name for row in PROPERTIES if row.many and (not row.kinds or kind in row.kinds))
