"""Defines the table that maps the properties of a card to those of a note. Both directions read it, and so do the docs."""

from plaintext_network.named_tuples import NamedTuple


class MappingRow(NamedTuple):
    """One row: properties of vCard, the property of a note, what import makes of them, and what export writes.

    `property` is "" if no property of a note expresses it.
    """

    keys: tuple[str, ...]
    property: str
    imported: str
    exported: str


MAPPING: tuple[MappingRow, ...] = (
    MappingRow(
        ("FN",),
        "name",
        "the name; without one, pnet makes it of N, ORG, NICKNAME, EMAIL, TEL, IMPP, URL or ADR, in this order",
        "the name",
    ),
    MappingRow(
        ("N",), "", "a raw line, unless the name splits in the same way", "the raw line, or the name split"
    ),
    MappingRow(("NICKNAME",), "aliases", "aliases", "aliases"),
    MappingRow(
        ("EMAIL",),
        "emails",
        "the preferred one first; a raw line keeps its types",
        "each with its types and label",
    ),
    MappingRow(
        ("TEL",),
        "phones",
        "as written, the preferred one first; a raw line keeps its types",
        "each with its types and label",
    ),
    MappingRow(
        ("URL",),
        "links",
        "web addresses; one that could start a program stays a raw line",
        "each with its types and label",
    ),
    MappingRow(
        ("ORG",),
        "organization",
        "the organization; its units stay in a raw line",
        "the organization, with its units",
    ),
    MappingRow(("TITLE",), "role", "the role", "the role"),
    MappingRow(
        ("ADR",),
        "addresses",
        "each on one line; a raw line keeps its parts. The city becomes the location if there is none",
        "each with its parts; a location that no address has, as an address with only a city",
    ),
    MappingRow(
        ("BDAY",),
        "birthday",
        "the birthday; 1604 and X-APPLE-OMIT-YEAR mean that the year is unknown",
        "the birthday",
    ),
    MappingRow(
        ("ANNIVERSARY", "X-ABDATE"),
        "occasions",
        "yearly dates, with their labels",
        "an anniversary as ANNIVERSARY, others as X-ABDATE with a label",
    ),
    MappingRow(
        ("PHOTO",),
        "photo",
        "a file in the attachment folder; an address on the web stays a raw line",
        "the file, with `--with photos`",
    ),
    MappingRow(("CATEGORIES",), "tags", "tags, with a hyphen for each space", "tags, with `--with tags`"),
    MappingRow(
        ("NOTE",),
        "",
        "a quoted text in the note, once",
        "the quoted text, with `--with notes`",
    ),
    MappingRow(("UID",), "uid", "the UID, and the source's id of the person", "the UID"),
    MappingRow(
        ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"),
        "",
        "a group is no person, and is skipped; an organization or company becomes a note of an organization",
        "the kind of an organization",
    ),
    MappingRow(("DEATHDATE",), "status", "deceased, if you confirm; a raw line", "the raw line"),
    MappingRow(
        ("CLASS",), "private", "true for PRIVATE and CONFIDENTIAL, if you confirm; a raw line", "the raw line"
    ),
    MappingRow(
        ("RELATED", "X-ABRELATEDNAMES"),
        "knows",
        "people they know, if you confirm; a raw line",
        "the raw line",
    ),
    MappingRow(
        ("X-PNET-FORMER", "X-PNET-CIRCLE"),
        "",
        "previous organizations and circles that pnet exported",
        "previous organizations; circles, with `--with circles`",
    ),
    MappingRow(
        ("X-PNET-LINE",),
        "",
        "the raw line that it contains",
        "a raw line that other programs would refuse",
    ),
    MappingRow(("REV", "PRODID", "VERSION"), "", "left out", "written anew"),
)
# What is written anew in each card.
GENERATED = frozenset(("REV", "PRODID", "VERSION"))
# The property that each line of these names has items of.
LISTS = {"EMAIL": "emails", "TEL": "phones", "URL": "links", "ADR": "addresses"}
# Lines of these names have a list of items themselves.
LISTS_IN_LINES = {"NICKNAME": "aliases", "CATEGORIES": "tags"}
# One line of each of these names has the value.
SINGLE = {"ORG": "organization", "TITLE": "role", "BDAY": "birthday", "UID": "uid"}
OCCASIONS = ("ANNIVERSARY", "X-ABDATE")
OWN_LISTS = {"X-PNET-FORMER": "former", "X-PNET-CIRCLE": "circles"}
