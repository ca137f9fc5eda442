"""Reads contacts from Emacs Org files, in the properties of org-contacts and its relatives."""

from __future__ import annotations

import re
from itertools import count

from plaintext_network.exchange.readers.card_builder import CardBuilder
from plaintext_network.exchange.readers.held_records import check_size, limited, with_unique_ids
from plaintext_network.exchange.readers.org_outline import links, read_outline, without_links
from plaintext_network.exchange.readers.text_lines import TextLines
from plaintext_network.exchange.record import Origin, SkippedRecord, SourceCard, SourcePromise
from plaintext_network.exchange.vcard.cards import Card

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions
    from plaintext_network.exchange.readers.org_outline import Heading

KIND = "org-contacts"
TITLE = "org-contacts (Emacs)"

_MARK = re.compile(
    rb"^\*+ [^\n]*\n(?:[ \t]*(?:SCHEDULED|DEADLINE|CLOSED|<|\[|#)[^\n]*\n|[ \t]*\n)*[ \t]*:PROPERTIES:?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
# Properties without a type word, such as HOME in HOME_PHONE, by the name of their line.
_NAMES = {
    "EMAIL": "EMAIL EMAILS MAIL E-MAIL",
    "TEL": "PHONE PHONES TEL TELEPHONE LANDLINE NUMBER SMS",
    "ADR": "ADDRESS ADDRESSES ADR POSTAL-ADDRESS",
    "URL": "URL URLS WEBSITE WEB HOMEPAGE BLOG LINK",
    "NICKNAME": "NICKNAME NICKNAMES NICK ALIAS ALIASES",
    "BDAY": "BIRTHDAY BDAY BIRTHDATE DATE-OF-BIRTH",
    "ANNIVERSARY": "ANNIVERSARY WEDDING",
    "ORG": "ORG ORGANIZATION ORGANISATION COMPANY EMPLOYER",
    "TITLE": "TITLE ROLE JOB JOB-TITLE POSITION OCCUPATION",
    "NOTE": "NOTE NOTES COMMENT",
}
_LINE_OF = {synonym: name for name, synonyms in _NAMES.items() for synonym in synonyms.split()}
_TYPES = {"HOME": "HOME", "WORK": "WORK", "CELL": "CELL", "MOBILE": "CELL", "FAX": "FAX", "PAGER": "PAGER"}
_TEL_TYPES = frozenset(("CELL", "FAX", "PAGER"))
_IDS = ("UID", "ID", "CUSTOM_ID")
# A heading with one of these is a contact.
_EVIDENCE = frozenset(("EMAIL", "TEL", "ADR", "NICKNAME", "BDAY"))
_GLUED = re.compile(r"^(HOME|WORK|CELL|MOBILE)(PHONE|EMAIL|MAIL|ADDRESS|TEL|FAX)$|^(CELL)(PHONE)$")
# With bounds, so that no text takes long.
_EMAIL = re.compile(r"[^\s<>,;\"'()@\[\]]{1,100}@[^\s<>,;\"'()@\[\]]{1,255}")
# Keywords of tasks below a contact that become promises; only the last says that they are done.
_TASKS = ("TODO", "NEXT", "WAITING", "DONE")
_DEADLINE = re.compile(r"\bDEADLINE: *<(\d{4}-\d\d-\d\d)\b")
_PLANNING = re.compile(r"\b(?:DEADLINE|SCHEDULED|CLOSED): *[<\[][^>\]\n]*[>\]]")
_DATE = re.compile(r"[<\[]?(?:(\d{4})-|--)?(\d\d)-(\d\d)\b[^>\]]*[>\]]?$")


def matches(head: bytes, file_name: str) -> bool:
    """Return whether a file has a heading with a property drawer, or is named as an Org file."""
    text = head.replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    is_org = file_name.lower().endswith((".org", ".org_archive"))
    return bool(_MARK.search(text) or (is_org and re.search(rb"^\*+ \S", text, re.MULTILINE)))


def read(stream: BinaryIO, file_name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield one item per contact, and per outermost heading that is none and has none below it."""
    check_size(stream, file_name)
    outline = list(limited(read_outline(TextLines(stream, file_name, options)), file_name, "headings"))
    return with_unique_ids(_items(outline, file_name))


def _items(outline: Sequence[Heading], file_name: str) -> Iterator[Item]:
    parents = _parents(outline)
    # The contact that a heading is or belongs to, and whether there is one below it.
    owners: list[int | None] = []
    texts: dict[int, list[str]] = {}
    tasks: dict[int, list[SourcePromise]] = {}
    for index, heading in enumerate(outline):
        parent = parents[index]
        owner = index if _is_contact(heading) else None if parent is None else owners[parent]
        owners.append(owner)
        if owner == index:
            texts[index] = [heading.text]
        elif owner is not None and heading.keyword in _TASKS:
            due = _DEADLINE.search(heading.text)
            done = heading.keyword == "DONE"
            tasks.setdefault(owner, []).append(SourcePromise(heading.title, due[1] if due else "", done))
            texts[owner].append(_PLANNING.sub("", heading.text).strip())
        elif owner is not None:
            texts[owner] += (f"{heading.keyword} {heading.title}".strip(), heading.text)
    holds = [owner is not None for owner in owners]
    for index in range(len(outline) - 1, -1, -1):
        parent = parents[index]
        if holds[index] and parent is not None:
            holds[parent] = True
    numbers = count(1)
    for index, heading in enumerate(outline):
        parent = parents[index]
        if index in texts:
            text = "\n\n".join(filter(None, texts[index]))
            origin = Origin(file_name, next(numbers), heading.line)
            yield _contact(heading, text, origin, tuple(tasks.get(index, ())))
        elif not holds[index] and (parent is None or holds[parent]):
            origin = Origin(file_name, next(numbers), heading.line)
            yield SkippedRecord(
                origin, "the heading has no property of a contact, such as EMAIL or PHONE", heading.title
            )


def _parents(outline: Sequence[Heading]) -> list[int | None]:
    parents: list[int | None] = []
    above: list[int] = []
    for index, heading in enumerate(outline):
        while above and outline[above[-1]].level >= heading.level:
            above.pop()
        parents.append(above[-1] if above else None)
        above.append(index)
    return parents


def _is_contact(heading: Heading) -> bool:
    return any(_line_of(name)[0] in _EVIDENCE for name in heading.properties)


def _line_of(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the name and types of the line for a property, such as HOME_PHONE or EMAIL2; "" for another one."""
    words = _GLUED.sub(r"\1 \2", re.sub(r"[\W_]*\d*$", "", name)).replace("_", " ").split()
    types = tuple(_TYPES[word] for word in words if word in _TYPES)
    base = "-".join(word for word in words if word not in _TYPES)
    found = _LINE_OF.get(base) or ("TEL" if not base and _TEL_TYPES & set(types) else "")
    return found, types


def _contact(heading: Heading, text: str, origin: Origin, tasks: tuple[SourcePromise, ...]) -> Item:
    lines = CardBuilder()
    properties = dict(heading.properties)
    id_name = next((name for name in _IDS if name in properties), "")
    identity = properties.pop(id_name)[0] if id_name else heading.title
    if id_name == "UID":
        lines.add("UID", identity)
    lines.add("FN", heading.title)
    own: list[tuple[str, str]] = []
    nicknames: list[str] = []
    for name, values in properties.items():
        line, types = _line_of(name)
        for value in values:
            if line == "NICKNAME":
                nicknames += re.split(r"[,;]", without_links(value).replace('"', ""))
            elif line in ("EMAIL", "TEL", "URL"):
                _add_addresses(lines, line, types, name, value, heading.title)
            elif line in ("BDAY", "ANNIVERSARY"):
                lines.add(line, _day(value))
            elif line == "ADR":
                lines.add_parts(line, ("", "", without_links(value), "", "", "", ""), types=types)
            elif line:
                lines.add(line, without_links(value), types=types)
            else:
                own.append((name, value))
    lines.add_list("NICKNAME", nicknames)
    lines.add_list("CATEGORIES", heading.tags)
    lines.add("NOTE", text)
    for name, value in own:
        lines.add_own("ORG", name, value)
    return SourceCard(Card(lines.lines(), line=origin.line), origin, id=identity, promises=tasks)


def _add_addresses(
    lines: CardBuilder, line: str, types: tuple[str, ...], name: str, value: str, title: str
) -> None:
    """Add a line for each e-mail address, number or web address of a property."""
    for target, description in links(value):
        # A description that is the address itself, or the person, is no label of it.
        is_label = re.fullmatch(r"[^\W\d]+", description) and description.lower() not in title.lower()
        label = description if is_label else ""
        lines.add(line, target, types=types, label=label)
    text = without_links(value, described=False)
    if line == "EMAIL":
        for address in _EMAIL.findall(text):
            lines.add(line, address, types=types)
        if re.search(r"\w", _EMAIL.sub("", text)):
            lines.add_own("ORG", name, value)
        return
    for part in re.split(r"[,;]", text) if line == "TEL" else text.split():
        lines.add(line, part, types=types)


def _day(value: str) -> str:
    """Return a date or time stamp of Org as a date of a card; as it is if it is none."""
    match = _DATE.match(value)
    if not match:
        return value
    return f"{match[1]}-{match[2]}-{match[3]}" if match[1] else f"--{match[2]}-{match[3]}"
