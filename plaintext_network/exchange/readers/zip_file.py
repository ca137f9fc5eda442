"""Reads the archives that LinkedIn and Google Takeout export, without unpacking them. Trusts no size that an archive states."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import PurePosixPath

from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import ContactFileUnknown
from plaintext_network.exchange.readers import google_csv, linkedin
from plaintext_network.exchange.record import Origin, RefusedRecord, SkippedRecord, SourceCard

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions

KIND = "zip"
TITLE = "the zip of a LinkedIn or Google Takeout export"

# The files of an archive to look at; one with more is no export of contacts.
_MOST_MEMBERS = 100_000
_CHUNK = 1 << 16
# From this size on, a file's compression ratio means something, and must not exceed the limit.
_RATIO_FROM = 1 << 20
_CONNECTIONS = re.compile(r"(?i)(?:.*/)?connections\.csv")
# The folder of contacts has a name in the user's language; the file has an ending.
_TAKEOUT = re.compile(r"(?i)takeout/[^/]+/.*\.(?:vcf|csv)")
_ALL_CONTACTS = re.compile(r"(?i)(all contacts|alle kontakte|tous les contacts|todos los contactos|tutti i contatti|"
                           r"todos os contatos|alle contacten|wszystkie kontakty|すべての連絡先|所有联系人|所有聯絡人)")  # fmt: skip


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether a file is a zip archive."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def kind_of(stream: BinaryIO, file_name: str) -> str:
    """Return the kind of what an archive has: `linkedin` or `google`. Raises ContactFileUnknown."""
    kind, _ = _members(_opened(stream, file_name), file_name)
    stream.seek(0)
    return kind


def read(stream: BinaryIO, file_name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield one item per record of each member. A contact that Google lists under several labels counts once for each, once as new."""
    archive = _opened(stream, file_name)
    kind, members = _members(archive, file_name)
    number = 0
    seen: set[tuple[object, ...]] = set()
    for member in members:
        place = f"{file_name}/{member.filename}"
        for item in _member_items(archive, member, place, kind, options):
            number += 1
            yield _once(
                item._replace(origin=item.origin._replace(number=number)), seen, several=len(members) > 1
            )


def _once(item: Item, seen: set[tuple[object, ...]], *, several: bool) -> Item:
    if not several or not isinstance(item, SourceCard):
        return item
    lines = tuple(line for line in item.card.lines if line.key not in ("CATEGORIES", "REV", "PRODID"))
    key = (item.id, hash(lines))
    if key in seen:
        name = item.card.first("FN")
        return SkippedRecord(
            item.origin, "another file of the archive has the same contact", name.value if name else ""
        )
    seen.add(key)
    return item


def _opened(stream: BinaryIO, file_name: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise ContactFileUnknown(file_name, f"is a damaged zip archive: {error}", (), _HINT) from error
    if len(archive.infolist()) > _MOST_MEMBERS:
        raise ContactFileUnknown(
            file_name, f"is a zip archive of more than {_MOST_MEMBERS:,} files", (), _HINT
        )
    return archive


def _members(archive: zipfile.ZipFile, file_name: str) -> tuple[str, list[zipfile.ZipInfo]]:
    """Return the kind of an archive, and the members with contacts. Names only select members; none becomes a path."""
    files = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename for member in files}
    if any(name.startswith(("xl/", "[Content_Types].xml")) for name in names):
        raise ContactFileUnknown(file_name, "is a spreadsheet of Excel", (), SPREADSHEET)
    if "content.xml" in names and "mimetype" in names:
        raise ContactFileUnknown(file_name, "is a document of LibreOffice", (), SPREADSHEET)
    connections = [member for member in files if _CONNECTIONS.fullmatch(member.filename)]
    if connections:
        # The shortest path is that of the export itself.
        return linkedin.KIND, [min(connections, key=lambda member: len(member.filename))]
    takeout = [member for member in files if _TAKEOUT.fullmatch(member.filename)]
    cards = [member for member in takeout if member.filename.lower().endswith(".vcf")]
    if chosen := cards or takeout:
        whole = [
            member for member in chosen if _ALL_CONTACTS.search(PurePosixPath(member.filename).parent.name)
        ]
        return google_csv.KIND, whole or sorted(chosen, key=lambda member: member.filename)
    raise ContactFileUnknown(
        file_name,
        "is a zip archive with neither Connections.csv of LinkedIn nor contacts of Google Takeout",
        (),
        _HINT,
    )


_HINT = "unpack it, and import the file of contacts: pnet import Connections.csv"
SPREADSHEET = (
    "save the sheet as CSV (UTF-8) in the spreadsheet program, and import that: pnet import contacts.csv"
)


def _member_items(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str, kind: str, options: ReadOptions
) -> Iterator[Item]:
    if member.flag_bits & 1:
        yield RefusedRecord(
            Origin(place, 1, 1), "the archive is encrypted; unpack it with its password first"
        )
        return
    # Late: only an archive needs a file of its own, because readers look at a file twice.
    from tempfile import SpooledTemporaryFile

    with SpooledTemporaryFile(max_size=limits.RECORD) as copy:
        if fault := _unpack(archive, member, copy.write):
            yield RefusedRecord(Origin(place, 1, 1), fault)
            return
        copy.seek(0)
        head = copy.read(limits.HEAD)
        copy.seek(0)
        yield from _reader(head, member, kind)(copy, place, options)  # type: ignore[arg-type]


def _reader(
    head: bytes, member: zipfile.ZipInfo, kind: str
) -> Callable[[BinaryIO, str, ReadOptions], Iterator[Item]]:
    # Late: a LinkedIn archive has no cards.
    from plaintext_network.exchange.readers import any_csv, vcard_files

    if kind == linkedin.KIND:
        return linkedin.read
    if member.filename.lower().endswith(".vcf"):
        return vcard_files.read
    return google_csv.read if google_csv.matches(head, member.filename) else any_csv.read


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, write: Callable[[bytes], object]) -> str:
    """Write the content of a member, and return "", or why it can't be read: too large, too dense, or damaged."""
    size = 0
    try:
        with archive.open(member) as content:
            while chunk := content.read(_CHUNK):
                size += len(chunk)
                if size > limits.FILE:
                    return f"it is larger than {limits.FILE >> 20} MB"
                if size > _RATIO_FROM and size > limits.ZIP_RATIO * max(member.compress_size, 1):
                    return f"it expands to more than {limits.ZIP_RATIO} times its size"
                write(chunk)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        return f"its part of the archive is damaged: {error}"
    return ""
