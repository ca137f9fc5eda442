"""Reads the `[sync.NAME]` tables of pnet.toml. Reads no folder of cards."""

from __future__ import annotations

import os

from plaintext_network.vault.config.sync_settings import GONE, NEW, SEND, VERSIONS, SyncSettings
from plaintext_network.vault.config.toml_table import Table, dotted, shown_value, toml_text

# A name is part of file names and of commands.
_LONGEST_NAME = 40
_EXAMPLE = '[sync.phone]\nfolder = "~/Contacts/phone"'


def read_syncs(table: Table) -> tuple[SyncSettings, ...]:
    """Return the settings of every sync, in the order of the file. Raises SettingsInvalid."""
    found: list[SyncSettings] = []
    for name, values in table.values.items():
        if not isinstance(values, dict):
            example = f"[sync.phone]\n{name} = …" if name in SyncSettings._fields else _EXAMPLE
            raise table.fault(name, f"a sync is a table with a name; write\n{example}")
        if fault := _name_fault(name):
            raise table.fault(name, fault)
        read = _sync(name, table.table(name))
        for other in found:
            if os.path.normpath(other.folder) == os.path.normpath(read.folder):
                raise table.table(name).fault(
                    "folder",
                    f"sync.{other.name} has the same folder; two syncs of one folder would undo each other",
                )
            if other.name.casefold() == name.casefold():
                raise table.fault(name, f"sync.{other.name} differs only in case; choose another name")
        found.append(read)
    return tuple(found)


def warn_of_syncs(table: Table) -> None:
    """Add a problem for each key that a sync doesn't have."""
    for _, sync in table.tables():
        sync.warn_unknown(SyncSettings._fields[1:])


def _name_fault(name: str) -> str:
    is_plain = name[:1].isalnum() and name.replace("-", "").replace("_", "").isalnum()
    if is_plain and name.isprintable() and len(name) <= _LONGEST_NAME:
        return ""
    return f"name a sync with letters, digits, - and _ (at most {_LONGEST_NAME}), such as [sync.phone]"


def _sync(name: str, table: Table) -> SyncSettings:
    usual = SyncSettings(name, "")
    folder = table.text("folder")
    if folder is None:
        raise table.fault(
            "folder", 'name the folder of cards that vdirsyncer fills, such as folder = "~/Contacts/phone"'
        )
    if not folder.isprintable():
        raise table.fault("folder", f"expected a folder on one line, got {shown_value(folder)}")
    send = table.texts("send", ())
    for word in send:
        if word not in SEND:
            known = ", ".join(map(toml_text, SEND))
            raise table.fault("send", f"expected some of {known}, got {shown_value(word)}")
    return SyncSettings(
        name,
        folder.strip(),
        "" if table.get("who") == "" else table.text("who") or usual.who,
        tuple(dict.fromkeys(send)),
        table.choice("new", NEW) or usual.new,
        table.choice("gone", GONE) or usual.gone,
        table.choice("vcard", VERSIONS) or usual.vcard,
        table.flag("watch") is True,
    )


def sync_rows(syncs: tuple[SyncSettings, ...]) -> list[tuple[str, str]]:
    """Return the key path and the TOML of every setting of the syncs."""
    if not syncs:
        return [("sync", "{}")]
    rows = []
    for sync in syncs:
        for key, value in zip(SyncSettings._fields[1:], sync[1:], strict=True):
            if isinstance(value, bool):
                shown = str(value).lower()
            elif isinstance(value, tuple):
                shown = f"[{', '.join(map(toml_text, value))}]"
            else:
                shown = toml_text(str(value))
            rows.append((dotted("sync", sync.name, key), shown))
    return rows
