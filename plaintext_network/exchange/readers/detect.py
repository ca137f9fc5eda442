"""Finds what kind of file it is given from the content, and reads it. The one entry point for all kinds."""

from __future__ import annotations

import io
from pathlib import Path

from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import (
    ContactFileNotFound,
    ContactFileTooLarge,
    ContactFileUnknown,
    ContactKindUnknown,
)
from plaintext_network.exchange.readers.header import PREAMBLE
from plaintext_network.exchange.readers.options import NO_OPTIONS

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, Reader, ReadOptions


_TABLES = ("linkedin", "google", "pnet", "outlook")


def readers() -> tuple[Reader, ...]:
    """Return the readers in the order in which to ask them; those with the clearest marks come first."""
    # Late: only an import needs them.
    from plaintext_network.exchange.readers import (
        abook,
        any_csv,
        friends_md,
        google_csv,
        ldif,
        linkedin,
        monica,
        org_contacts,
        outlook_csv,
        own_csv,
        own_json,
        vcard_files,
        zip_file,
    )

    return (
        zip_file,
        vcard_files,
        own_json,
        monica,
        abook,
        friends_md,
        ldif,
        org_contacts,
        linkedin,
        google_csv,
        own_csv,
        outlook_csv,
        any_csv,
    )


def reader_of(kind: str) -> Reader:
    """Return the reader of a kind. Raises ContactKindUnknown."""
    for reader in readers():
        if kind == reader.KIND:
            return reader
    raise ContactKindUnknown(kind, [reader.KIND for reader in readers()])


def detect_kind(head: bytes, file_name: str) -> str:
    """Return the kind of a file by its first 64 KB. Raises ContactFileUnknown, which says what the file seems to be."""
    # Late: `--from` needs neither.
    from plaintext_network.exchange.readers.any_csv import has_titles
    from plaintext_network.exchange.readers.unknown_files import describe

    *clear, last = readers()
    # Line by line, as a cell of a table may contain what begins another kind of file.
    for beginning in _beginnings(head):
        for reader in clear:
            if reader.matches(beginning, file_name):
                return reader.KIND
        if not describe(beginning, file_name).hint and has_titles(beginning):
            # The rows, too, show whose table it is.
            own = (reader for reader in clear if reader.KIND in _TABLES and reader.matches(head, file_name))
            return next(own, last).KIND
    for reader in clear:
        if reader.matches(head, file_name):
            return reader.KIND
    seen = describe(head, file_name)
    # Rows of cells are the weakest mark: a program, too, has lines with as many commas.
    if not seen.hint and last.matches(head, file_name):
        return last.KIND
    raise ContactFileUnknown(file_name, seen.what, [reader.TITLE for reader in readers()], seen.hint)


def _beginnings(head: bytes) -> Iterator[bytes]:
    """Yield the first line with text, the first two, and so on, as far as a header may be."""
    end = 0
    for _ in range(PREAMBLE):
        at = min((at for at in (head.find(b"\n", end), head.find(b"\r", end)) if at >= 0), default=-1)
        if at < 0:
            return
        # The line break of UTF-16 has two bytes.
        end = at + 1 + (at + 1) % 2 if head[:2] in (b"\xff\xfe", b"\xfe\xff") else at + 1
        if head[:end].strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
            yield head[:end]


def read_source(
    source: Path | BinaryIO, options: ReadOptions = NO_OPTIONS, *, kind: str = "", file_name: str = ""
) -> tuple[str, Iterator[Item]]:
    """Return the kind of a file, folder or stream, and an iterator over its records.

    A folder contains vCard files; the kind of a zip is that of its contents. `kind` is what the user says it is; "" detects it.
    `file_name` names a stream in the places of records. Close the iterator, or exhaust it, to close the file. Raises a PnetError
    if there is no such file, or if pnet can't read its kind; the iterator raises one if the whole file is unreadable.
    """
    if isinstance(source, Path) and source.is_dir():
        # Late: most sources are files.
        from plaintext_network.exchange.readers import vcard_files

        return vcard_files.KIND, vcard_files.read_folder(source, options)
    stream, name = _opened(source, file_name)
    try:
        head = stream.read(limits.HEAD)
        stream.seek(0)
        found = kind or detect_kind(head, name)
        reader = reader_of(found)
        if found == "zip":
            # Late: archives are rare.
            from plaintext_network.exchange.readers.zip_file import kind_of

            found = kind_of(stream, name)
    except BaseException:
        _close(stream, source)
        raise
    return found, _closing(stream, source, reader.read(stream, name, options))


def _closing(stream: BinaryIO, source: Path | BinaryIO, items: Iterator[Item]) -> Iterator[Item]:
    try:
        yield from items
    finally:
        _close(stream, source)


def _close(stream: BinaryIO, source: Path | BinaryIO) -> None:
    # The caller's own stream stays open: the command line asks questions of standard input later.
    if stream is not source:
        stream.close()


def _opened(source: Path | BinaryIO, file_name: str) -> tuple[BinaryIO, str]:
    if not isinstance(source, Path):
        return _seekable(source, file_name or "-"), file_name or "-"
    name = file_name or source.name
    try:
        stream = source.open("rb")
    except OSError as error:
        raise ContactFileNotFound(str(source), error.strerror or "it can't be read") from error
    try:
        return _seekable(stream, name), name
    except BaseException:
        stream.close()
        raise


def _seekable(stream: BinaryIO, name: str) -> BinaryIO:
    """Return a stream that can seek and is not larger than the limit. Raises ContactFileTooLarge."""
    if stream.seekable():
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        if size > limits.FILE:
            raise ContactFileTooLarge(name, limits.FILE)
        return stream
    # Late: only a pipe needs a copy, because readers look at a file twice.
    from tempfile import SpooledTemporaryFile

    # The iterator closes it.
    copy = SpooledTemporaryFile(max_size=limits.RECORD)  # noqa: SIM115
    size = 0
    while chunk := stream.read(1 << 20):
        size += len(chunk)
        if size > limits.FILE:
            copy.close()
            raise ContactFileTooLarge(name, limits.FILE)
        copy.write(chunk)
    copy.seek(0)
    return copy  # type: ignore[return-value]
