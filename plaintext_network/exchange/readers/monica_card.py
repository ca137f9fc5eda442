"""Converts a contact of Monica to the lines of a card. Reads no file."""

from __future__ import annotations

import re
from io import BytesIO

from plaintext_network.exchange import limits
from plaintext_network.exchange.readers.card_builder import CardBuilder
from plaintext_network.exchange.readers.monica_account import day, flag, list_of, number, text, values
from plaintext_network.exchange.vcard.cards import Card, read_cards
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from plaintext_network.exchange.readers.json_document import JsonDocument
    from plaintext_network.exchange.readers.monica_account import Account, Thing
    from plaintext_network.exchange.vcard.content_line import ContentLine

_EMAIL_WORDS = ("email", "e-mail", "mail", "courriel")
_PHONE_WORDS = ("phone", "telephone", "téléphone", "telefon", "teléfono", "sms")
_TYPES = {
    "home": "HOME",
    "work": "WORK",
    "mobile": "CELL",
    "mobile phone": "CELL",
    "cell": "CELL",
    "cell phone": "CELL",
    "handy": "CELL",
    "fax": "FAX",
}
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_DATA = re.compile(r"data:[^,]*;base64,\s*", re.IGNORECASE)
# RFC 6350 §6.2.7.
_SEXES = ("M", "F", "O", "N", "U")
# Lines of the vCard that a client of CardDAV left with a contact; Monica's own values are newer.
_OWN_LINES = frozenset(
    (
        *("FN", "N", "NICKNAME", "EMAIL", "TEL", "ADR", "URL", "ORG", "TITLE", "BDAY", "NOTE", "PHOTO"),
        *("CATEGORIES", "UID", "GENDER", "DEATHDATE", "REV", "PRODID", "VERSION", "SOURCE"),
    )
)


class Relative(NamedTuple):
    """Somebody whom a contact is related to: the type, such as `child`, and the other contact."""

    type: str
    contact: Thing


def full_name(thing: Any) -> str:
    """Return the name of a contact, or "" if there is none."""
    found = values(thing)
    parts = (text(found.get(key)) for key in ("first_name", "middle_name", "last_name"))
    name = " ".join(" ".join(parts).split())
    return name or text(found.get("complete_name")) or text(found.get("nickname"))


def contact_lines(
    contact: Thing,
    parts: dict[str, list[Any]],
    relatives: Sequence[Relative],
    account: Account,
    document: JsonDocument,
) -> tuple[ContentLine, ...]:
    """Return the lines of a contact's card. `parts` are the lists of the contact, by type."""
    lines = CardBuilder()
    found = values(contact)
    given, middle, family = (text(found.get(key)) for key in ("first_name", "middle_name", "last_name"))
    lines.add("FN", full_name(contact))
    lines.add_parts("N", (family, given, middle, "", ""))
    lines.add("NICKNAME", text(found.get("nickname")))
    for field in parts.get("contact_field", ()):
        _add_field(lines, values(field), account)
    for address in parts.get("address", ()):
        _add_address(lines, values(address))
    lines.add("ORG", text(found.get("company")))
    lines.add("TITLE", text(found.get("job")))
    _add_dates(lines, found, parts, relatives)
    _add_gender(lines, account.find(found.get("gender")) or found)
    tags = [text(tag) or text(values(tag).get("name")) for tag in parts.get("tag", ())]
    lines.add_list("CATEGORIES", [*tags, *(["starred"] if flag(found.get("is_starred")) else [])])
    for relative in relatives:
        lines.add("RELATED", full_name(relative.contact), types=_as_type(relative.type), VALUE="text")
    _add_pictures(lines, found, parts, account, document)
    lines.add("NOTE", text(found.get("description")))
    return lines.lines() + _lines_of_card(text(found.get("vcard")), document)


def _add_field(lines: CardBuilder, field: Thing, account: Account) -> None:
    kind = values(account.find(field.get("type")) or account.find(field.get("contact_field_type")))
    content = text(field.get("data")) or text(field.get("content"))
    name, protocol, type_name = (text(kind.get(key)) for key in ("name", "protocol", "type"))
    word = name.lower()
    labels = [
        text(values(label).get("label")) or text(values(label).get("label_i18n"))
        for label in list_of(field.get("labels"))
    ]
    label = next(filter(None, labels), "")
    types = tuple(_TYPES[one] for one in dict.fromkeys((word, label.lower())) if one in _TYPES)
    if type_name == "email" or protocol == "mailto:" or word in _EMAIL_WORDS:
        own = "" if word in (*_EMAIL_WORDS, *_TYPES) else name
        lines.add("EMAIL", re.sub("^mailto:", "", content), types=types, label=_label(label, own))
    elif type_name == "phone" or protocol == "tel:" or word in (*_PHONE_WORDS, *_TYPES):
        own = "" if word in (*_PHONE_WORDS, *_TYPES) else name
        lines.add("TEL", re.sub("^tel:", "", content), types=types, label=_label(label, own))
    elif _WEB.fullmatch(content):
        lines.add("URL", content, label=name)
    elif name:
        lines.add("X-SOCIALPROFILE", content, types=_as_type(name), VALUE="text")
    elif re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", content):
        lines.add("EMAIL", content)
    else:
        lines.add_own("MONICA", "CONTACT-FIELD", content)


def _label(label: str, name: str) -> str:
    """Return the label of an address: its own, or the name of its type, unless a type of a card says the same."""
    return next((one for one in (label, name) if one and one.lower() not in _TYPES), "")


def _add_address(lines: CardBuilder, address: Thing) -> None:
    name = text(address.get("name"))
    country = address.get("country")
    parts = [text(address.get(key)) for key in ("street", "city", "province", "postal_code")]
    types = (_TYPES[name.lower()],) if name.lower() in ("home", "work") else ()
    whole = ("", "", *parts, text(country) or text(values(country).get("name")))
    lines.add_parts("ADR", whole, types=types, label="" if types else name)


def _add_dates(
    lines: CardBuilder, found: Thing, parts: dict[str, list[Any]], relatives: Sequence[Relative]
) -> None:
    birthday = special_date(found.get("birthdate"))
    death = special_date(found.get("deceased_date"))
    lines.add("BDAY", birthday, **_as_text(birthday))
    if flag(found.get("is_dead")) or death:
        # RFC 6474 §2.3 permits a text.
        lines.add("DEATHDATE", death or "unknown", **_as_text(death or "unknown"))
    for reminder in map(values, parts.get("reminder", ())):
        date = day(reminder.get("initial_date"))
        if is_yearly(reminder) and date and date[5:] not in (birthday[-5:], death[-5:]):
            lines.add("X-ABDATE", date, label=_one_line(text(reminder.get("title"))) or "reminder")
    for relative in relatives:
        # Somebody who is no contact of their own in Monica has no note; whoever knows them wants to know the day.
        own = values(relative.contact)
        date = special_date(own.get("birthdate"))
        if flag(own.get("is_partial")) and not _as_text(date):
            lines.add("X-ABDATE", date, label=f"birthday of {full_name(own)}")


def is_yearly(reminder: Thing) -> bool:
    """Return whether a reminder repeats every year."""
    return text(reminder.get("frequency_type")) == "year" and number(reminder.get("frequency_number")) in (
        0,
        1,
    )


def special_date(value: Any) -> str:
    """Return a date of Monica as a card has it: `1815-12-10`, `--12-10`, or a text if only the age is known."""
    found = values(value)
    written = day(found.get("date") if found else value)
    if not written:
        return ""
    if flag(found.get("is_age_based")):
        return f"circa {written[:4]}"
    return f"--{written[5:]}" if flag(found.get("is_year_unknown")) else written


def _as_text(date: str) -> dict[str, str]:
    return {} if date[-1:].isdigit() and "circa" not in date else {"VALUE": "text"}


def _add_gender(lines: CardBuilder, gender: Thing) -> None:
    found = values(gender)
    if "first_name" in found:
        # The contact itself, as the API has it.
        name, sex = text(found.get("gender")), text(found.get("gender_type"))
    else:
        name, sex = text(found.get("name")), text(found.get("type"))
    if name in _SEXES:
        name, sex = "", name
    sex = sex if sex in _SEXES else ""
    if sex or name:
        lines.add_parts("GENDER", (sex,) if sex in ("M", "F") or not name else (sex, name))


def _add_pictures(
    lines: CardBuilder, found: Thing, parts: dict[str, list[Any]], account: Account, document: JsonDocument
) -> None:
    avatar = values(found.get("avatar"))
    source = text(avatar.get("avatar_source")) or text(avatar.get("source"))
    address = text(avatar.get("avatar_external_url")) or (
        text(avatar.get("url")) if source == "external" else ""
    )
    first = [avatar["avatar_photo"]] if source == "photo" and avatar.get("avatar_photo") else []
    if source == "external" and _WEB.fullmatch(address):
        lines.add("PHOTO", address, VALUE="uri")
    seen: set[int] = set()
    for reference in (*first, *parts.get("photo", ())):
        photo = account.find(reference)
        if photo is not None and id(photo) not in seen:
            seen.add(id(photo))
            _add_file(lines, "PHOTO", values(photo), document)
    for reference in parts.get("document", ()):
        _add_file(lines, "X-MONICA-DOCUMENT", values(account.find(reference)), document)


def _add_file(lines: CardBuilder, name: str, file: Thing, document: JsonDocument) -> None:
    url = text(file.get("dataUrl"))
    title = text(file.get("original_filename"))
    whole = document.long_text(url)
    if whole is None:
        lines.add_own("MONICA", "LEFT-OUT", f"{title or 'a file'} is larger than {limits.VALUE >> 20} MB")
        return
    data = _DATA.match(whole)
    if data:
        params = {"X-FILENAME": title} if title and name != "PHOTO" else {}
        lines.add_raw(name, "".join(whole[data.end() :].split()), ENCODING="b", **params)


def _lines_of_card(card: str, document: JsonDocument) -> tuple[ContentLine, ...]:
    """Return the lines of the contact's vCard that Monica has no values for."""
    whole = document.long_text(card)
    if not whole:
        return ()
    found = next(iter(read_cards(BytesIO(whole.encode("utf-8", "replace")))), None)
    if not isinstance(found, Card):
        return ()
    own_groups = {line.group for line in found.lines if line.group and line.key in _OWN_LINES}
    return tuple(line for line in found.lines if line.key not in _OWN_LINES and line.group not in own_groups)


def _as_type(name: str) -> tuple[str, ...]:
    word = re.sub(r"[^\w-]+", "-", name).strip("-")
    return (word,) if word else ()


def _one_line(value: str) -> str:
    return " ".join(value.split())
