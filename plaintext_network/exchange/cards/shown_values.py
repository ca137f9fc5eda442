"""Returns what a note shows of a card's line, and the key by which two values of a property are the same. Knows no note."""

import re
from collections.abc import Mapping
from unicodedata import normalize

from plaintext_network.exchange.cards.addresses import is_only_city, one_line_address
from plaintext_network.exchange.cards.attachments import stays_in_note
from plaintext_network.exchange.cards.dates import note_date
from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import split_list, split_structured, unescape
from plaintext_network.model.language.phones import phone_key
from plaintext_network.notes.inert_text import plain_text
from plaintext_network.notes.tags import NOT_IN_TAG

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SAFE_SCHEMES = (
    "http",
    "https",
    "ftp",
    "ftps",
    "sftp",
    "mailto",
    "xmpp",
    "sip",
    "sips",
    "tel",
    "irc",
    "ircs",
    "matrix",
    "gemini",
)
_HOST_AND_PORT = re.compile(r"[\w.-]+:\d+(?:/|\Z)")
_NOT_IN_TAG = re.compile(f"[{NOT_IN_TAG}]")
_NO_TAG = re.compile(r"[\d/-]*")
# A group that every contact of Google is in.
_NO_CATEGORIES = frozenset(("mycontacts", "* mycontacts", "my contacts"))


def shown_values(line: ContentLine, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values that a note has of a line; empty if the line has none that a property can express.

    `labels` are the texts of X-ABLabel by group, in lower case.
    """
    show = _SHOWN.get(line.key)
    if show is None or not stays_in_note(line):
        return ()
    return tuple(filter(None, show(line, labels)))


def _email(line: ContentLine, _: Mapping[str, str]) -> tuple[str, ...]:
    text = plain_text(unescape(line.value))
    return (text[7:] if text[:7].lower() == "mailto:" else text,)


def _phone(line: ContentLine, _: Mapping[str, str]) -> tuple[str, ...]:
    text = plain_text(unescape(line.value))
    if text[:4].lower() == "tel:":
        text, _sign, extension = text[4:].partition(";ext=")
        text = text.partition(";")[0]
        return (f"{text} ext. {extension}" if extension else text,)
    return (text,)


def _link(line: ContentLine, _: Mapping[str, str]) -> tuple[str, ...]:
    text = plain_text(unescape(line.value))
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in _SAFE_SCHEMES and not _HOST_AND_PORT.match(text):
        return ()
    return (text,)


def _address(line: ContentLine, _: Mapping[str, str]) -> tuple[str, ...]:
    return () if is_only_city(line) else (one_line_address(line),)


def _list(line: ContentLine, _: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(map(plain_text, split_list(line.value)))


def _tags(line: ContentLine, _: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(map(tag_of, split_list(line.value)))


def tag_of(category: str) -> str:
    """Return a category as a tag, with a hyphen for each run of spaces; "" if it can't be one."""
    text = normalize("NFC", category).strip("#/ \t\n")
    if text.lower() in _NO_CATEGORIES:
        return ""
    text = re.sub(r"\s+(?:[&+]\s+)?", "-", text)
    return "" if _NOT_IN_TAG.search(text) or _NO_TAG.fullmatch(text) else text


def _organization(line: ContentLine, _: Mapping[str, str]) -> tuple[str, ...]:
    return (next(filter(None, map(plain_text, split_structured(line.value))), ""),)


def _text(line: ContentLine, _: Mapping[str, str]) -> tuple[str, ...]:
    return (plain_text(unescape(line.value)),)


def _date(line: ContentLine, _: Mapping[str, str]) -> tuple[str, ...]:
    return (note_date(line),)


def _occasion(line: ContentLine, labels: Mapping[str, str]) -> tuple[str, ...]:
    day = note_date(line)
    label = label_text(labels.get(line.group.lower(), "")) if line.group else ""
    return (f"{day} {label or 'anniversary'}",) if day else ()


_BUILT_IN = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)


def label_text(label: str) -> str:
    """Return a label as a note has it: `anniversary` for Apple's `_$!<Anniversary>!$_`, and other labels as they are."""
    text = bare_label(label)
    return plain_text(text if text == label else text.lower())


def bare_label(label: str) -> str:
    """Return a label without the signs around one of Apple's own: `Anniversary` for `_$!<Anniversary>!$_`."""
    built_in = _BUILT_IN.fullmatch(label.strip())
    return built_in[1] if built_in else label


_SHOWN = {
    "EMAIL": _email,
    "TEL": _phone,
    "URL": _link,
    "ADR": _address,
    "NICKNAME": _list,
    "CATEGORIES": _tags,
    "ORG": _organization,
    "TITLE": _text,
    "BDAY": _date,
    "UID": _text,
    "ANNIVERSARY": _occasion,
    "X-ABDATE": _occasion,
    "X-PNET-FORMER": _text,
    "X-PNET-CIRCLE": _text,
}


# What a telephone number without an extension consists of.
_NUMBER = re.compile(r"[+0-9 ()./\u2010-\u2015\u00a0-]*")


def number_key(text: str) -> str:
    """Return the key of a telephone number: its digits, and its words or extension if it has any."""
    if _NUMBER.fullmatch(text):
        return phone_key(text) or text
    return f"{phone_key(text)} {re.sub(r'[^0-9a-z*#]', '', text.lower())}"


def value_key(name: str, text: str) -> str:
    """Return the key of a value of a property: two values with one key are the same value, written differently."""
    if name == "phones":
        return number_key(text)
    text = normalize("NFC", " ".join(text.split()))
    if name == "addresses":
        # In a Logseq page, an address has semicolons.
        return " ".join(re.findall(r"\w+", text.casefold()))
    if name in ("emails", "aliases", "tags"):
        return text.casefold().replace(",", ";")
    return text
