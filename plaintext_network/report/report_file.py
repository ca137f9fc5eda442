"""Writes a report to a file that pnet may replace later, and refuses a path where pnet would read it as a note."""

from __future__ import annotations

import os
from collections.abc import Iterable
from glob import escape

from plaintext_network.errors import FileNotWritten
from plaintext_network.report.html.page import GENERATOR
from plaintext_network.report.markdown_note import MARK
from plaintext_network.vault.config.toml_table import toml_list
from plaintext_network.vault.files.ignore import is_left_out
from plaintext_network.vault.files.output_file import (
    PRIVATE,
    GeneratedKind,
    refuse_note,
    write_generated,
)
from plaintext_network.vault.files.walk import inside_of, is_note

_GENERATOR = f'<meta name="generator" content="{GENERATOR}">'.encode()
PAGE = GeneratedKind(
    "a report",
    lambda head: head.startswith(b"<!doctype html>") and _GENERATOR in head,
    "pnet report --to report.html",
)
NOTE = GeneratedKind(
    "a report", lambda head: head.startswith(MARK.encode()), "pnet report --format md --to Due.md"
)
MAIL = GeneratedKind(
    "a report",
    lambda head: head.startswith(b"From: ") and b"\nMessage-ID: <pnet." in head,
    "pnet report --format mail --to report.eml",
)


def write_page(root: str, path: str, page: str, *, private: bool = False) -> bool:
    """Write a page of the vault at `root` if it differs from what is there, and return whether it did.

    With `private`, it includes private people, so nobody else may read the file, whatever its mode was. Raises FileNotWritten.
    """
    refuse_note(root, path, PAGE.example)
    return write_generated(path, page.encode("utf-8", "replace"), PAGE, PRIVATE, only_for_owner=private)


def write_note(root: str, ignore: Iterable[str], path: str, note: str, *, private: bool = False) -> bool:
    """Write a report as a note, as `write_page` does. In the vault, only where one of the `ignore` globs keeps pnet from reading it."""
    _refuse_read_note(root, tuple(ignore), path)
    return write_generated(path, note.encode("utf-8", "replace"), NOTE, PRIVATE, only_for_owner=private)


def write_mail(root: str, path: str, mail: bytes) -> bool:
    """Write a report as a mail, as `write_page` does."""
    refuse_note(root, path, MAIL.example)
    return write_generated(path, mail, MAIL, PRIVATE)


def _refuse_read_note(root: str, ignore: tuple[str, ...], path: str) -> None:
    inside = inside_of(root, os.path.realpath(path))
    if inside is None or not is_note(inside):
        return refuse_note(root, path, NOTE.example)
    if "/." in f"/{inside}":
        raise FileNotWritten(path, "Obsidian doesn't show hidden files", f"give another file: {NOTE.example}")
    if not is_left_out(inside, ignore):
        line = f"ignore = {toml_list((*ignore, f'/{escape(inside)}'))}"
        what = (
            "replace the ignore line of pnet.toml with" if ignore else "add this line at the top of pnet.toml"
        )
        raise FileNotWritten(path, "pnet would read it as one of your notes", f"{what}: {line}")
    return None
