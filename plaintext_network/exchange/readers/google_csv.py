"""Reads “Google CSV” of Google Contacts, with the header of before and after 2024."""

from __future__ import annotations

import re

from plaintext_network.exchange.readers.column_roles import day_first_of
from plaintext_network.exchange.readers.csv_rows import head_rows
from plaintext_network.exchange.readers.header import Header, find_header
from plaintext_network.exchange.readers.person_row import PersonRow
from plaintext_network.exchange.readers.table_items import table_items
from plaintext_network.exchange.readers.titles import title_key

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions
    from plaintext_network.exchange.record import Origin

KIND = "google"
TITLE = "Google Contacts (CSV)"

# What Google writes between several values in one cell.
_LIST = re.compile(r"\s*:::\s*")
_NUMBERED = re.compile(
    r"(E-?mail|Phone|Address|Organization|Relation|Website|Event|Custom Field|IM|External ID|Jot|Calendar Link|Sip) "
    r"(\d+) - (.+)",
    re.IGNORECASE,
)
_SINGLE = {
    "name": "full", "first name": "first", "given name": "first", "middle name": "middle", "additional name": "middle",
    "last name": "last", "family name": "last", "name prefix": "prefix", "name suffix": "suffix", "nickname": "nickname",
    "organization name": "company", "organization title": "role", "organization department": "department",
    "birthday": "date:BDAY", "notes": "note", "labels": "groups", "group membership": "groups", "photo": "raw",
    "file as": "file-as", "sensitivity": "default", "priority": "default",
}  # fmt: skip
# Titles that only Google has.
_MARKS = frozenset(
    ("given name", "additional name", "family name", "group membership", "yomi name", "phonetic first name", "file as",
     "organization name", "labels", "name prefix")
)  # fmt: skip
# Groups of Google's own; the user sees only what they group.
_KEPT_GROUPS = {"* friends": "friends", "* family": "family", "* coworkers": "coworkers"}
_PARTS = {
    "street": "street", "city": "city", "po box": "box", "region": "region", "postal code": "code", "country": "country",
    "extended address": "extended", "formatted": "formatted",
}  # fmt: skip
# What Google calls a kind of value in the languages of its users, and the TYPE that says the same.
_TYPES = {
    "home": ("home",), "privat": ("home",), "domicile": ("home",), "casa": ("home",), "thuis": ("home",), "自宅": ("home",),
    "work": ("work",), "arbeit": ("work",), "geschaftlich": ("work",), "bureau": ("work",), "trabajo": ("work",),
    "lavoro": ("work",), "trabalho": ("work",), "werk": ("work",), "勤務先": ("work",),
    "mobile": ("cell",), "mobil": ("cell",), "movil": ("cell",), "cellulare": ("cell",), "celular": ("cell",),
    "mobiel": ("cell",), "携帯": ("cell",),
    "main": ("main",), "pager": ("pager",), "fax": ("fax",), "home fax": ("home", "fax"), "work fax": ("work", "fax"),
    "work mobile": ("work", "cell"), "work pager": ("work", "pager"), "internet": (), "profile": (), "": (),
}  # fmt: skip
_IM_SCHEMES = {
    "skype": "skype", "jabber": "xmpp", "xmpp": "xmpp", "google talk": "xmpp", "googletalk": "xmpp", "gtalk": "xmpp",
    "hangouts": "xmpp", "aim": "aim", "icq": "icq", "msn": "msnim", "yahoo": "ymsgr", "qq": "qq",
}  # fmt: skip


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether a file has a header of Google's."""
    return find_header(head_rows(head), _header) is not None


def read(stream: BinaryIO, file_name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield one item per row below the header."""
    day_first = day_first_of(stream, find_header(head_rows(stream), _header), options)
    yield from table_items(stream, file_name, options, _header, _item, source=KIND, day_first=day_first)


def _header(cells: Sequence[str]) -> Header | None:
    roles: dict[int, str] = {}
    numbered = 0
    for index, cell in enumerate(cells):
        title = cell.strip()
        if found := _NUMBERED.fullmatch(title):
            numbered += 1
            kind, number, part = found.groups()
            roles[index] = f"{kind.lower().replace('e-mail', 'email')}:{number}:{part.strip().lower()}"
        elif role := _SINGLE.get(title.lower()):
            roles[index] = role
    marks = sum(cell.strip().lower() in _MARKS for cell in cells)
    names = {"first", "full", "last"} & set(roles.values())
    if not names or (numbered < 2 and marks < 3) or numbered + marks < 2:
        return None
    # For the check whether a row is aligned with the header.
    return Header(tuple(cells), roles, tuple(cells))


def _item(header: Header, cells: Sequence[str], origin: Origin, person: PersonRow) -> Item:
    numbered: dict[tuple[str, int], dict[str, str]] = {}
    for index, cell in enumerate(cells):
        value = cell.strip()
        if not value:
            continue
        role, title = header.roles.get(index, "raw"), header.title(index)
        kind, _, rest = role.partition(":")
        if rest and kind != "date":
            number, _, part = rest.partition(":")
            numbered.setdefault((kind, int(number)), {})[part] = value
        else:
            _add_single(person, role, value, title)
    for (kind, place), parts in numbered.items():
        label, preferred = _label(parts.pop("label", "") or parts.pop("type", ""))
        parts.pop("type", "")
        _add_numbered(person, kind, place, parts, label, preferred=preferred)
    return person.item(origin)


def _add_single(person: PersonRow, role: str, value: str, title: str) -> None:
    if role in ("full", "first", "middle", "last", "prefix", "suffix"):
        person.name[role] = value
    elif role == "nickname":
        person.add_list("NICKNAME", _LIST.split(value))
    elif role in ("company", "department"):
        person.organization[role == "department"] = value
    elif role == "role":
        person.add_text("TITLE", value)
    elif role == "note":
        person.add_text("NOTE", value)
    elif role == "groups":
        groups = (group.strip() for group in _LIST.split(value))
        person.add_list(
            "CATEGORIES", [_KEPT_GROUPS.get(group.lower(), group) for group in groups if _is_kept(group)]
        )
    elif role.startswith("date:"):
        person.add_date("BDAY", value, title)
    elif role == "file-as":
        names = {value for value in person.name.values() if value}
        if not set(re.split(r",?\s+", value)) <= {word for name in names for word in name.split()}:
            person.add_raw(title, value)
    elif role != "default" or title_key(value) != "normal":
        person.add_raw(title, value)


def _is_kept(group: str) -> bool:
    return not group.startswith("*") or group.lower() in _KEPT_GROUPS


def _label(label: str) -> tuple[str, bool]:
    """Return a label without the `*` that marks the preferred value, and whether it had one."""
    return label.lstrip("* ").strip(), label.startswith("*")


def _add_numbered(
    person: PersonRow, kind: str, number: int, parts: dict[str, str], label: str, *, preferred: bool
) -> None:
    """Add one of the numbered values of a row, such as `Phone 2`; its cells may have several values."""
    types = _TYPES.get(title_key(label))
    shown, types = ("", types) if types is not None else (label, ())
    if preferred and kind in ("email", "phone", "website"):
        types = (*types, "pref")
    values = _LIST.split(parts.get("value", ""))
    if kind in ("email", "phone", "website"):
        name = {"email": "EMAIL", "phone": "TEL", "website": "URL"}[kind]
        for value in values:
            person.add_typed(name, value, types, shown)
    elif kind == "address":
        _add_addresses(person, number, parts, types, shown)
    elif kind == "organization" and number == 1:
        _add_organization(person, parts)
    elif kind == "relation":
        for value in values:
            person.add_labelled("X-ABRELATEDNAMES", value, label)
    elif kind == "event":
        for value in values:
            is_anniversary = title_key(label) in ("anniversary", "jahrestag", "anniversaire", "aniversario")
            person.add_date("ANNIVERSARY" if is_anniversary else label or "event", value, f"Event {label}")
    elif kind == "custom field":
        for value in values:
            person.add_labelled("X-GOOGLE-FIELD", value, label)
    elif kind == "im":
        _add_chat(person, values, parts.get("service", ""), label)
    else:
        for part, value in parts.items():
            person.add_raw(f"{kind} {number} {part}", value)


def _add_addresses(
    person: PersonRow, number: int, parts: dict[str, str], types: Sequence[str], label: str
) -> None:
    kept = [kind for kind in types if kind in ("home", "work")]
    for part, cell in parts.items():
        for place, value in enumerate(_LIST.split(cell)):
            if part in _PARTS:
                person.add_address(f"{number}.{place}", _PARTS[part], value, kept, label)
            else:
                person.add_raw(f"address {number} {part}", value)


def _add_organization(person: PersonRow, parts: dict[str, str]) -> None:
    person.organization[0] = person.organization[0] or parts.pop("name", "")
    person.organization[1] = person.organization[1] or parts.pop("department", "")
    person.add_text("TITLE", parts.pop("title", ""))
    for part, value in parts.items():
        person.add_raw(f"organization {part}", value)


def _add_chat(person: PersonRow, values: Sequence[str], service: str, label: str) -> None:
    services = _LIST.split(service)
    for place, value in enumerate(values):
        name = services[min(place, len(services) - 1)]
        scheme = _IM_SCHEMES.get(name.strip().lower())
        if scheme:
            person.add_typed("IMPP", f"{scheme}:{value}")
        else:
            person.add_labelled("X-GOOGLE-CHAT", value, name or label)
