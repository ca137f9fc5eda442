"""Reads the user's own config.toml: what belongs to a machine and a person, and to no vault. Reads no vault."""

from __future__ import annotations

import os
import re

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.problems import Problem
from plaintext_network.vault import USER_FILE
from plaintext_network.vault.config.toml_table import SettingsFile, Table, shown_value, text_of
from plaintext_network.vault.config.user_folders import config_folder

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal


COLORS: tuple[Literal["auto", "always", "never"], ...] = ("auto", "always", "never")


class UserConfig(NamedTuple):
    """The user's config.toml. `file` is its path, even if it doesn't exist.

    `me` are the user's email addresses, and the names and numbers that chats and calendars have for the user; `@example.org` stands for
    all of a domain. `calendars` and `mail` are sources for
    `pnet touches`: whole paths, and in `mail` searches such as `notmuch:folder:Inbox`. `name` is what a shared notebook calls the
    user: with `[log] by = true`, it says who logged an interaction.
    """

    file: str
    vault: str | None = None
    color: Literal["auto", "always", "never"] | None = None
    problems: tuple[Problem, ...] = ()
    me: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    name: str | None = None


def user_file() -> str:
    """Return the path of the user's config.toml on this platform."""
    return os.path.join(config_folder(), USER_FILE)


def user_config(file: str | None = None) -> UserConfig:
    """Read the user's config.toml, by default the platform's. Raises SettingsInvalid if it can't be read."""
    file = file or user_file()
    text = text_of(file, file)
    if text is None:
        return UserConfig(file)
    read = SettingsFile(file, text)
    named = read.top.text("vault")
    vault = None if named is None else os.path.expanduser(named)
    if vault and not os.path.isabs(vault):
        raise read.top.fault(
            "vault", f"expected a whole path, or one that begins with ~, got {shown_value(named)}"
        )
    color = read.top.choice("color", COLORS)
    me = read.top.texts("me", ())
    for one in me:
        if not _is_own_word(one):
            raise read.top.fault(
                "me",
                f'expected email addresses such as "ada@example.org", names or phone numbers, got {shown_value(one)}',
            )
    name = _own_name(read.top)
    calendars = _whole_paths(read.top, "calendars")
    mail = _whole_paths(read.top, "mail", "notmuch:")
    read.top.warn_unknown(_USER_KEYS)
    return UserConfig(file, vault, color, tuple(read.problems), me, calendars, mail, name)


_USER_KEYS = ("vault", "color", "name", "me", "calendars", "mail")
_OWN_ADDRESS = re.compile(r"[^\s@<>,;\"]*@[^\s@<>,;\"]+")


def _own_name(table: Table) -> str | None:
    """Return the user's name. It is written in a line of a note, so it is one line without brackets."""
    written = table.text("name")
    if written is None:
        return None
    name = " ".join(written.split())
    if not any(map(str.isalnum, name)) or not name.isprintable() or set(name) & set("[](){}<>%|#^`"):
        raise table.fault("name", f'expected a name such as "Jo", got {shown_value(written)}')
    return name


def _is_own_word(text: str) -> bool:
    """Return whether a text is an email address, `@` and a domain, or a name or number."""
    text = text.strip()
    return bool(_OWN_ADDRESS.fullmatch(text)) if "@" in text else any(map(str.isalnum, text))


def _whole_paths(table: Table, key: str, search: str = "") -> tuple[str, ...]:
    """Return paths with ~ expanded, and searches, which begin with `search`, as they are written."""
    found = []
    for text in table.texts(key, ()):
        path = os.path.expanduser(text)
        if search and text.startswith(search):
            path = text
        elif not os.path.isabs(path):
            others = f', or a search such as "{search}folder:Inbox"' if search else ""
            raise table.fault(
                key, f"expected whole paths, or ones that begin with ~{others}, got {shown_value(text)}"
            )
        found.append(path)
    return tuple(found)
