"""Reads typed values from a TOML table, each with its place, and writes texts as TOML. Knows no setting."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from functools import cached_property
from stat import S_ISDIR, S_ISREG

from plaintext_network.errors import SettingsInvalid
from plaintext_network.model.dates.calendar import Cadence, parse_cadence
from plaintext_network.problems import Problem, problem, shortened
from plaintext_network.vault.config.toml_positions import _toml, key_places

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    W = TypeVar("W", bound=str)


LARGEST = 1_000_000
# Far more than anyone needs, and small enough that no date arithmetic takes long.
LARGEST_FILE = 64 * 1024

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def dotted(*path: str) -> str:
    """Return a key path as TOML writes it, with quotes around parts that are not bare keys."""
    return ".".join(part if _BARE.fullmatch(part) else toml_text(part) for part in path)


def toml_text(text: str) -> str:
    """Return a TOML basic string (TOML v1.0.0, String)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    controls = (letter for letter in escaped if letter < " " or letter == "\x7f")
    escapes = {ord(letter): f"\\u{ord(letter):04X}" for letter in controls}
    return f'"{escaped.translate(escapes)}"'


def toml_list(texts: Iterable[str]) -> str:
    """Return a TOML array of texts."""
    return f"[{', '.join(map(toml_text, texts))}]"


def text_of(file: str, name: str) -> str | None:
    """Return the text of a settings file, or None if there is none. Raises SettingsInvalid if it isn't text."""
    content = _content_of(file, name)
    return None if content is None else checked_text(content, name)


def checked_text(content: bytes, name: str) -> str:
    """Return the text of a settings file's bytes. Raises SettingsInvalid."""
    if len(content) > LARGEST_FILE:
        raise SettingsInvalid(name, "", f"it is larger than {LARGEST_FILE:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SettingsInvalid(f"{name}:{line}", "", "this is not UTF-8 text") from error
    return text.replace("\r\n", "\n")


def _content_of(file: str, name: str) -> bytes | None:
    try:
        # Non-blocking: a pipe with this name must not hang every command.
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SettingsInvalid(name, "", f"it can't be read: {error.strerror}") from error
    try:
        mode = os.fstat(descriptor).st_mode
        if not S_ISREG(mode):
            kind = "this is a folder" if S_ISDIR(mode) else "this is not a regular file"
            raise SettingsInvalid(name, "", kind)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise SettingsInvalid(name, "", f"it can't be read: {error.strerror}") from error
    finally:
        os.close(descriptor)


class SettingsFile:
    """One settings file: its values, and the problems in them.

    `elsewhere` maps keys to the path of the table where they belong, for people who put them in another one.
    """

    def __init__(self, name: str, text: str, elsewhere: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.name = name
        self.elsewhere = elsewhere or {}
        self.text = text
        self.problems: list[Problem] = []
        self.origins: list[tuple[str, str]] = []
        self.top = Table(self, (), _toml(name, text))

    @cached_property
    def places(self) -> dict[tuple[str, ...], tuple[int, int, int]]:
        return key_places(self.text)

    def place(self, path: tuple[str, ...]) -> tuple[int, int, int]:
        """Return line, column and width of a key, or of the nearest table around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1, 0))


class Table:
    """One table of a settings file. Its methods return a value in the expected type, or raise what is wrong with it."""

    def __init__(self, file: SettingsFile, path: tuple[str, ...], values: Mapping[str, object]) -> None:
        self.file = file
        self.path = path
        self.values = values

    def fault(self, key: str, fault: str) -> SettingsInvalid:
        """Return the exception for a value that can't be used."""
        path = (*self.path, key)
        at = self.file.place(path)
        return SettingsInvalid(f"{self.file.name}:{at[0]}", dotted(*path), fault, at)

    def get(self, key: str) -> object:
        """Return a value unchanged, or None, and record that the file set it."""
        value = self.values.get(key)
        if value is not None:
            self.file.origins.append((dotted(*self.path, key), self.file.name))
        return value

    def table(self, key: str) -> Table:
        """Return a table; empty if the file has none."""
        values = self.values.get(key, {})
        if not isinstance(values, dict):
            raise self.fault(key, f"expected a table, got {shown_value(values)}")
        return Table(self.file, (*self.path, key), values)

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Yield each table within this one."""
        for key in self.values:
            yield key, self.table(key)

    def text(self, key: str) -> str | None:
        """Return a text that is not empty."""
        value = self.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        raise self.fault(key, f"expected a text, got {shown_value(value)}")

    def texts(self, key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of texts. A single text counts as a list."""
        value = self.get(key)
        if value is None:
            return usual
        values = value if isinstance(value, list) else [value]
        for each in values:
            if not isinstance(each, str) or not each.strip():
                raise self.fault(key, f"expected a list of texts, got {shown_value(value)}")
        return tuple(values)

    def lists(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each key with its texts. Numbers, dates and booleans count as text."""
        self.file.origins.extend([(dotted(*self.path), self.file.name)] if self.values else [])
        for key, value in self.values.items():
            self.get(key)
            values = value if isinstance(value, list) else [value]
            texts = tuple(map(_plain, values))
            if any(text is None for text in texts):
                raise self.fault(key, f"expected a text or a list of texts, got {shown_value(value)}")
            yield key, tuple(text for text in texts if text is not None)

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of lists of texts. A single list of texts counts as a list of lists."""
        value = self.get(key)
        if value is None:
            return ()
        lists = value if isinstance(value, list) else [value]
        if lists and all(isinstance(each, str) for each in lists):
            lists = [lists]
        for each in lists:
            texts = each if isinstance(each, list) else [None]
            if not all(isinstance(text, str) and text.strip() for text in texts):
                raise self.fault(key, f"expected lists of texts within a list, got {shown_value(value)}")
        return tuple(map(tuple, lists))

    def flag(self, key: str) -> bool | None:
        """Return true or false."""
        value = self.get(key)
        if value is None or isinstance(value, bool):
            return value
        raise self.fault(key, f"expected true or false, got {shown_value(value)}")

    def choice(self, key: str, choices: tuple[W, ...]) -> W | None:
        """Return one of the allowed words."""
        value = self.get(key)
        if value is None:
            return None
        for word in choices:
            if word == value:
                return word
        named = ", ".join(map(toml_text, choices[:-1])) + " or " + toml_text(choices[-1])
        raise self.fault(key, f"expected {named}, got {shown_value(value)}")

    def count(self, key: str) -> int | None:
        """Return a whole number of at least 1."""
        value = self.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LARGEST:
            return value
        raise self.fault(key, f"expected a whole number of at least 1, got {shown_value(value)}")

    def cadence(self, key: str) -> Cadence | None:
        """Return a cadence, including `never`."""
        text = self._length_text(key)
        if text is None:
            return None
        if cadence := parse_cadence(text):
            return cadence
        raise self.fault(
            key, f'{shown_value(text)} is not a cadence; write "2 weeks", "quarterly" or "never"'
        )

    def length(self, key: str) -> Cadence | None:
        """Return a length of time of at least a day."""
        text = self._length_text(key)
        if text is None:
            return None
        length = parse_cadence(text)
        if length and not length.is_never:
            return length
        raise self.fault(
            key, f'{shown_value(text)} is not a length of time; write "10 days", "2w" or "3 months"'
        )

    def length_or_zero(self, key: str) -> Cadence | None:
        """Return a length of time, including `0 days`."""
        text = self._length_text(key)
        if text is not None and _NO_TIME.fullmatch(text.strip().lower()):
            return Cadence(0, 0, text)
        return self.length(key)

    def hours(self, key: str) -> tuple[time, time] | None:
        """Return the start and end of a time span, which may include midnight."""
        value = self.get(key)
        if value is None:
            return None
        found = _HOURS.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            raise self.fault(
                key,
                f'expected two times of the day such as "22:00-08:00", or "none", got {shown_value(value)}',
            )
        hour, minute, until_hour, until_minute = map(int, found.groups())
        between = time(hour, minute), time(until_hour % 24, until_minute)
        if between[0] == between[1]:
            raise self.fault(
                key, f'{shown_value(value)} begins when it ends; write "none" where no hour is meant'
            )
        return between

    def _length_text(self, key: str) -> str | None:
        value = self.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST:
            return str(value)
        if value is None or isinstance(value, str):
            return value
        raise self.fault(key, f'expected a length of time such as "2 weeks", got {shown_value(value)}')

    def warn_unknown(self, known: Iterable[str]) -> None:
        """Add a problem for each key that is not known."""
        names = tuple(known)
        for key in self.values:
            if key not in names:
                self.warn(key, self.remedy(key, names))

    def warn(self, key: str, remedy: str) -> None:
        """Add a problem for one key that has no meaning in this table."""
        path = (*self.path, key)
        found = problem("settings-unknown-key", self.file.place(path), key=dotted(*path), remedy=remedy)
        self.file.problems.append(found._replace(path=self.file.name))

    def remedy(self, key: str, known: tuple[str, ...]) -> str:
        """Suggest the nearest key of this table, else the nearest of another; outside tables, a key that one has."""
        # Late: a settings file without mistakes needs no comparing.
        from difflib import get_close_matches

        is_elsewhere = not self.path and key.lower() in self.file.elsewhere
        if not is_elsewhere and (near := get_close_matches(key.lower(), known, 1)):
            return f"write {dotted(*self.path, near[0])}, or delete it"
        if near := get_close_matches(key.lower(), self.file.elsewhere, 1, 0.8):
            return f"write {dotted(*self.file.elsewhere[near[0]])}, or delete it"
        return "delete it, or update pnet if a newer one knows it"


_NO_TIME = re.compile(r"0{1,5}\s*(?:d|days?|w|weeks?|m|mo|months?|y|yr|years?)?", re.ASCII)


# 24:00 is only an end.
_HOURS = re.compile(
    r"([01]?[0-9]|2[0-3]):([0-5][0-9])\s*[-\u2013]\s*([01]?[0-9]|2[0-3]|24(?=:00)):([0-5][0-9])"
)


def _plain(value: object) -> str | None:
    """Return the text that a plain value means in a note, or None if it is empty or not plain."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int):
        return str(value) if abs(value) <= LARGEST else None
    # A date-time is a date too, but notes don't write date-times in this form.
    return value.isoformat() if type(value) is date else None


def shown_value(value: object) -> str:
    """Return a value as TOML, shortened; for a container, its kind."""
    if isinstance(value, str):
        return toml_text(shortened(value, 40))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) <= LARGEST**2 else "a very large number"
    if isinstance(value, list):
        return f"[{shortened(', '.join(map(shown_value, value[:5])), 60)}]" if value else "an empty list"
    return "a table" if isinstance(value, dict) else str(value)
