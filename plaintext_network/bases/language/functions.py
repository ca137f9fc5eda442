"""Lists the functions and fields of Obsidian Bases by the type of value that has them. Evaluates nothing.

The list follows the help of Obsidian 1.13 (“Functions”, “Bases syntax”) and the release notes since 1.9.
"""

from __future__ import annotations

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# What a part of a formula may be, as `isType()` names it; any where only the note decides.
ANY = "any"
TYPES = (
    "string",
    "number",
    "boolean",
    "date",
    "duration",
    "list",
    "object",
    "link",
    "file",
    "regexp",
    "null",
)


class Signature(NamedTuple):
    """How many arguments a function takes, and the type of its result; `most` is None if it takes any number."""

    fewest: int
    most: int | None
    result: str


def _signatures(lines: str) -> dict[str, Signature]:
    """Return the signatures in lines such as `slice 1 2 string`; `+` means any number."""
    found = {}
    for line in lines.strip().splitlines():
        name, fewest, most, result = line.split()
        found[name] = Signature(int(fewest), None if most == "+" else int(most), result)
    return found


FUNCTIONS: Mapping[str, Signature] = _signatures(
    """
    date 1 1 date
    duration 1 1 duration
    escapeHTML 1 1 string
    file 1 1 file
    html 1 1 string
    icon 1 1 string
    if 2 3 any
    image 1 1 string
    link 1 2 link
    list 1 1 list
    max 1 + number
    min 1 + number
    now 0 0 date
    number 1 1 number
    random 0 0 number
    today 0 0 date
    """
)
# Functions of every value.
OF_ANY: Mapping[str, Signature] = _signatures(
    """
    isEmpty 0 0 boolean
    isTruthy 0 0 boolean
    isType 1 1 boolean
    toString 0 0 string
    """
)
_OF_STRING = _signatures(
    """
    contains 1 1 boolean
    containsAll 1 + boolean
    containsAny 1 + boolean
    endsWith 1 1 boolean
    lower 0 0 string
    repeat 1 1 string
    replace 2 2 string
    reverse 0 0 string
    slice 1 2 string
    split 1 2 list
    startsWith 1 1 boolean
    title 0 0 string
    trim 0 0 string
    """
)
METHODS: Mapping[str, Mapping[str, Signature]] = {
    "string": _OF_STRING,
    "number": _signatures(
        """
        abs 0 0 number
        ceil 0 0 number
        floor 0 0 number
        round 0 1 number
        toFixed 1 1 string
        """
    ),
    "boolean": {},
    "date": _signatures(
        """
        date 0 0 date
        format 1 1 string
        relative 0 0 string
        time 0 0 string
        """
    ),
    "duration": {},
    "list": _signatures(
        """
        contains 1 1 boolean
        containsAll 1 + boolean
        containsAny 1 + boolean
        filter 1 1 list
        flat 0 0 list
        join 1 1 string
        map 1 1 list
        mean 0 0 number
        reduce 2 2 any
        reverse 0 0 list
        slice 1 2 list
        sort 0 0 list
        unique 0 0 list
        """
    ),
    "object": _signatures("keys 0 0 list\nvalues 0 0 list"),
    # In Obsidian, a link is also a string.
    "link": {**_OF_STRING, **_signatures("asFile 0 0 file\nlinksTo 1 1 boolean")},
    "file": _signatures(
        """
        asLink 0 1 link
        hasLink 1 1 boolean
        hasProperty 1 1 boolean
        hasTag 1 + boolean
        inFolder 0 1 boolean
        """
    ),
    "regexp": _signatures("matches 1 1 boolean"),
    "null": {},
}
# The functions that evaluate an argument for each item, and the names that it may use.
FOR_EACH: Mapping[str, tuple[str, ...]] = {
    "filter": ("value", "index"),
    "map": ("value", "index"),
    "reduce": ("value", "index", "acc"),
}

_NUMBERS = ("year", "month", "day", "hour", "minute", "second", "millisecond")
_LENGTHS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds")
FIELDS: Mapping[str, Mapping[str, str]] = {
    "string": {"length": "number"},
    "list": {"length": "number"},
    "date": dict.fromkeys(_NUMBERS, "number"),
    "duration": dict.fromkeys(_LENGTHS, "number"),
    "link": {"length": "number"},
    "file": {
        **dict.fromkeys(("name", "basename", "path", "folder", "ext"), "string"),
        "size": "number",
        "ctime": "date",
        "mtime": "date",
        **dict.fromkeys(("tags", "links", "backlinks", "embeds"), "list"),
        "properties": "object",
        "file": "file",
    },
    "number": {},
    "boolean": {},
    "regexp": {},
}
FILE_PROPERTIES = tuple(FIELDS["file"])
# The names by which a formula reaches anything but a property of the note.
NAMESPACES = ("file", "note", "formula", "this")
ALL_METHODS = frozenset((*OF_ANY, *(name for methods in METHODS.values() for name in methods)))

# Functions before Obsidian 1.9.2, and what replaces them, for an arguments `a` and `b`.
FORMER: Mapping[str, str] = {
    "not": "!a",
    "empty": "a.isEmpty()",
    "concat": "a + b",
    "dateDiff": "a - b",
    "dateBefore": "a < b",
    "dateAfter": "a > b",
    "dateEquals": "a == b",
    "dateNotEquals": "a != b",
    "dateOnOrBefore": "a <= b",
    "dateOnOrAfter": "a >= b",
    "dateModify": 'a + "1 day"',
    "dur": 'a text, such as "7 days"',
    "taggedWith": 'file.hasTag("a")',
    "tag": 'file.hasTag("a")',
    "linksTo": 'file.hasLink("a")',
    "len": "a.length",
    "year": "a.year",
    "month": "a.month",
    "day": "a.day",
    "checkbox": "a",
}
