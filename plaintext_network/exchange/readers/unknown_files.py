"""Says what a file without contacts seems to be, and how to get the contacts in a form that pnet reads."""

from __future__ import annotations

import re
from io import BytesIO

from plaintext_network.exchange.readers.text_encoding import decoded, find_encoding
from plaintext_network.exchange.readers.zip_file import SPREADSHEET
from plaintext_network.named_tuples import NamedTuple

_AS_VCARD = "export the contacts as vCard from the program: pnet import contacts.vcf"


class Seen(NamedTuple):
    """What a file seems to be, as the end of a sentence that begins with its name, and what to do."""

    what: str
    hint: str


# How each kind of file begins, which follows white space in those that are text.
_BEGINNINGS = (
    (rb"!BDN", Seen(
        "is Outlook's own file (.pst)",
        "in Outlook: File > Open & Export > Import/Export > Export to a file > Comma Separated Values > Contacts",
    )),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Seen("is an old document of Office, such as .xls or .msg", SPREADSHEET)),
    (rb"%PDF", Seen("is a PDF document", "pnet can't read people out of a printed page; " + _AS_VCARD)),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF", Seen("is a picture", _AS_VCARD)),
    (rb"SQLite format 3\x00", Seen("is a database of SQLite", "export the contacts from the program that owns it; pnet reads vCard and CSV")),
    (rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!", Seen("is a compressed file", "unpack it first, and import what is in it")),
    (rb"bplist00|<\?xml[^>]*>\s*<!DOCTYPE plist", Seen("is a property list of macOS", "in Contacts: File > Export > Export vCard")),
    (rb"(?:<\?xml[^>]*>\s*)?<c:contact\b|<\?xml[^>]*>\s*<contact\b[^>]*schemas\.microsoft", Seen(
        "is a contact of Windows (.contact)", "in Windows Contacts: select them, then Export > CSV or vCards"
    )),
    (rb"(?:<\?xml[^>]*>\s*)?<vcards?\b", Seen("is xCard, vCard in XML", _AS_VCARD)),
    (rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?(?:<!doctype html|<html|<table)", Seen(
        "is a web page", "in the program it is from, choose vCard or CSV instead of HTML; " + _AS_VCARD
    )),
    (rb"<\?xml", Seen("is XML", _AS_VCARD)),
    (rb'\[\s*"vcard"|\[\s*\[\s*"vcard"', Seen("is jCard, vCard in JSON", _AS_VCARD)),
    (rb"BEGIN:VCALENDAR", Seen("is a calendar", "pnet imports people; export them as vCard: pnet import contacts.vcf")),
    (rb"[{\[]", Seen("is JSON that pnet doesn't know", "pnet reads the JSON of Monica; of other programs, " + _AS_VCARD)),
    (rb"From \S+ .*\d\d:\d\d:\d\d", Seen("is a mailbox", _AS_VCARD)),
    (rb"#!|import |#include|<\?php", Seen("is a program", _AS_VCARD)),
)  # fmt: skip
_SQL = re.compile(
    rb"(?i)^\s*(?:--|/\*|insert into|create table|set foreign_key_checks|drop table)", re.MULTILINE
)

# What text hardly ever has.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def describe(head: bytes, file_name: str) -> Seen:
    """Return what a file seems to be, by its first 64 KB and then by its name."""
    if not head.strip():
        return Seen("is empty", "export the contacts again; the program may not have finished")
    encoding = find_encoding(BytesIO(head))
    text = (
        decoded(head).encode("utf-8", "replace") if encoding.codec.startswith(("utf-16", "utf-32")) else head
    )
    text = text.lstrip(b"\xef\xbb\xbf \t\r\n")
    for pattern, seen in _BEGINNINGS:
        if re.match(pattern, text, re.IGNORECASE | re.DOTALL):
            return seen
    if _SQL.search(text[:4096]):
        return Seen("is SQL", "export the contacts as vCard or CSV from the program that wrote it")
    ending = file_name.lower().rsplit(".", 1)[-1]
    if ending in ("olm", "pst", "ost"):
        return Seen(f"is Outlook's own file (.{ending})", _BEGINNINGS[0][1].hint)
    if ending in ("abbu", "abcddb", "vcfdb"):
        return Seen("is an archive of macOS Contacts", "in Contacts: File > Export > Export vCard")
    if 20 * len(_CONTROL.findall(text)) > len(text):
        return Seen("is no text, and no file that pnet knows", _AS_VCARD)
    return Seen("has no contacts in a form that pnet knows", "")
