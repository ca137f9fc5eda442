"""Adds to a vault's pnet.toml the proposed settings that it lacks. Changes no value that the user has set."""

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault import FILE
from plaintext_network.vault.adopt.draft import Draft, Setting, line_of, toml_value
from plaintext_network.vault.config.toml_edit import add_items, add_key
from plaintext_network.vault.config.toml_positions import _toml
from plaintext_network.vault.config.toml_table import dotted, toml_text


class Amended(NamedTuple):
    """The new text of a pnet.toml, and the settings that must be added by hand, as lines of TOML."""

    text: str
    explicit: tuple[str, ...] = ()


def amend(text: str, draft: Draft) -> Amended:
    """Return the text of a pnet.toml with the settings of a draft that it lacks. Raises SettingsInvalid.

    A list gets the items that it lacks; every other value that is set stays.
    """
    explicit = []
    for setting in draft.settings:
        changed = _with(text, setting)
        if changed is None:
            explicit.append(
                f"{dotted(*setting.table)}.{line_of(setting)}" if setting.table else line_of(setting)
            )
        else:
            text = changed
    return Amended(text, tuple(explicit))


def texts_in(text: str, table: tuple[str, ...], key: str) -> tuple[str, ...]:
    """Return the texts that a pnet.toml sets for a key; empty if it sets none. Raises SettingsInvalid."""
    value = _value_in(text, (*table, key))
    values = value if isinstance(value, list) else [value]
    return tuple(each for each in values if isinstance(each, str))


def _with(text: str, setting: Setting) -> str | None:
    there = _value_in(text, (*setting.table, setting.key))
    if there is None:
        return add_key(text, setting.table, setting.key, toml_value(setting.value))
    if not isinstance(setting.value, tuple):
        return text
    known = there if isinstance(there, list) else [there]
    lacking = [toml_text(item) for item in setting.value if item not in known]
    return add_items(text, (*setting.table, setting.key), lacking) if lacking else text


def _value_in(text: str, path: tuple[str, ...]) -> object:
    value: object = _toml(FILE, text)
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
