"""Owns what pnet.toml and the user's config.toml say, and where. Finds no vault, reads no note."""

import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from stat import S_ISDIR, S_ISREG
from time import strptime
from typing import Literal, NamedTuple, TypeVar

from plaintext_network.errors import SettingsInvalid
from plaintext_network.model.dates import Cadence, parse_cadence
from plaintext_network.model.names import name_key, property_key
from plaintext_network.model.rules import (
    DEFAULT_KINDS,
    DailyRules,
    DueRules,
    KindRule,
    LogRules,
    Rules,
    TaskRules,
)
from plaintext_network.problems import Problem, problem, shortened

FILE = "pnet.toml"
USER_FILE = "config.toml"
DEFAULT = "default"
LARGEST = 1_000_000
# Far more than anybody sets, and so little that no form of it takes long.
LARGEST_FILE = 64 * 1024
DEEPEST = 8
COLORS: tuple[Literal["auto", "always", "never"], ...] = ("auto", "always", "never")
W = TypeVar("W", bound=str)


class Settings(NamedTuple):
    """What a vault's pnet.toml says: the rules, its faults, and which file set each key path that is set."""

    rules: Rules = Rules()
    problems: tuple[Problem, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()


class Setting(NamedTuple):
    """One setting in force: its dotted key path, its value as TOML would have it, and where it comes from."""

    key: str
    value: str
    origin: str


class UserConfig(NamedTuple):
    """What the user's config.toml says; `file` is where it is looked for, whether it exists or not."""

    file: str
    vault: str | None = None
    color: Literal["auto", "always", "never"] | None = None
    problems: tuple[Problem, ...] = ()


def load(root: str | os.PathLike[str]) -> Settings:
    """Read the vault's pnet.toml; without one, the defaults hold. Raise SettingsInvalid if that fails."""
    file = os.path.join(root, FILE)
    if os.path.islink(file):
        real = os.path.realpath(file)
        if not real.startswith(os.path.join(os.path.realpath(root), "")):
            raise SettingsInvalid(FILE, "", "this is a symbolic link that leads out of the vault")
        if not os.path.exists(real):
            raise SettingsInvalid(FILE, "", "this is a symbolic link that leads nowhere")
    text = _text_of(file, FILE)
    return Settings() if text is None else parse(text)


def parse(text: str) -> Settings:
    """Read the text of a pnet.toml. Raise SettingsInvalid at the first value that can't be used."""
    file = _File(FILE, text)
    top = file.top
    rules = Rules(
        ignore=top.texts("ignore", Rules().ignore),
        due=_due(top.table("due")),
        circles=tuple((name, circle.cadence("cadence")) for name, circle in top.table("circles").tables()),
        kinds=_kinds(top.table("kinds")),
        properties=tuple((ours, theirs) for ours, theirs in top.table("properties").lists()),
        log=_log(top.table("log")),
        daily=_daily(top.table("daily")),
        tasks=TaskRules(top.table("tasks").texts("closed", TaskRules().closed)),
    )
    _warn(file)
    return Settings(rules, tuple(file.problems), tuple(dict.fromkeys(file.origins)))


def _due(table: "_Table") -> DueRules:
    usual = DueRules()
    return DueRules(
        cadence=table.cadence("cadence"),
        first_follow_up=table.length_or_zero("first_follow_up") or usual.first_follow_up,
        reply_within=table.length_or_zero("reply_within") or usual.reply_within,
        birthday_notice=table.length_or_zero("birthday_notice") or usual.birthday_notice,
        patience=table.length("patience") or usual.patience,
        give_up_after=table.count("give_up_after") or usual.give_up_after,
        group=table.count("group") or usual.group,
        crowd=table.count("crowd") or usual.crowd,
        stale=table.length("stale") or usual.stale,
    )


def _kinds(table: "_Table") -> tuple[tuple[str, KindRule], ...]:
    kinds = []
    for kind, usual in DEFAULT_KINDS:
        rule = table.table(kind)
        known = {name_key(name) for name in usual.types}
        more = dict.fromkeys(name for name in rule.texts("types", ()) if name_key(name) not in known)
        folders = rule.texts("folders", usual.folders)
        where = tuple(rule.table("where").lists())
        kinds.append((kind, KindRule((*usual.types, *more), folders, rule.texts("tags", usual.tags), where)))
    return tuple(kinds)


def _log(table: "_Table") -> LogRules:
    usual = LogRules()
    write = table.choice("write", ("note", "log", "daily")) or usual.write
    tag = table.text("tag")
    if tag is not None:
        tag = tag.removeprefix("#")
        if not tag or any(letter.isspace() or letter == "#" for letter in tag):
            raise table.fault("tag", "a tag is one word, without spaces")
    return LogRules(write, table.texts("headings", usual.headings), tag or usual.tag)


def _daily(table: "_Table") -> DailyRules:
    usual = DailyRules()
    written = table.text("format")
    # As much of it as can be read back: `%Y/%Y-%m-%d` names the year twice.
    pattern = next(iter(day_patterns(written or usual.format)), None)
    if pattern is None:
        expected = 'expected a whole day in strftime\'s letters, such as "%Y-%m-%d"'
        raise table.fault("format", f"{expected}, got {_shown(written)}")
    return DailyRules(pattern, table.choice("touch", ("tag", "link")) or usual.touch)


def day_patterns(pattern: str) -> tuple[str, ...]:
    """Return the ends of a pattern, from one of its folders on, that tell the day; the longest first."""
    folders = pattern.strip("/").split("/")
    ends = ("/".join(folders[start:]) for start in range(len(folders)))
    return tuple(end for end in ends if tells_the_day(end))


def tells_the_day(pattern: str) -> bool:
    """Tell whether a day written in strftime's letters can be read back: year, month and day, each once."""
    if pattern == DailyRules().format:
        return True
    # Without a year, a leap day could not be read; newer Pythons refuse such patterns, or warn.
    if not re.search("%[YyG]", pattern):
        return False
    try:
        # Two days, so that no part of the pattern passes for a date by chance.
        return all(
            strptime(day.strftime(pattern), pattern)[:3] == day.timetuple()[:3]
            for day in (date(2026, 11, 24), date(2027, 1, 5))
        )
    except (ValueError, re.error):
        return False


def _warn(file: "_File") -> None:
    """Add a problem for each key that has no meaning here."""
    top = file.top
    top.warn_unknown(Rules._fields)
    top.table("due").warn_unknown(DueRules._fields)
    for _, circle in top.table("circles").tables():
        circle.warn_unknown(("cadence",))
    top.table("kinds").warn_unknown([kind for kind, _ in DEFAULT_KINDS])
    for kind, _ in DEFAULT_KINDS:
        top.table("kinds").table(kind).warn_unknown(KindRule._fields)
    _warn_of_properties(top.table("properties"))
    top.table("log").warn_unknown(LogRules._fields)
    top.table("daily").warn_unknown(DailyRules._fields)
    top.table("tasks").warn_unknown(TaskRules._fields)
    file.problems.sort(key=lambda found: found.rank)


def _warn_of_properties(table: "_Table") -> None:
    if not table.values:
        return
    # Late: a vault that gives no words of its own needs no table of ours.
    from plaintext_network.model.fields import PROPERTIES

    known = {property_key(row.name): row.name for row in PROPERTIES}
    synonyms = {property_key(word): row.name for row in PROPERTIES for word in row.synonyms}
    for key in table.values:
        if property_key(key) not in known:
            meant = synonyms.get(property_key(key))
            table.warn(
                key, f"write properties.{meant}" if meant else table.remedy(key, tuple(known.values()))
            )


def user_file() -> str:
    """Return where the user's config.toml belongs on this platform."""
    # Late: a vault that is named, or found above the working directory, needs no platform folders.
    from platformdirs import user_config_dir

    return os.path.join(user_config_dir("pnet", appauthor=False), USER_FILE)


def user_config(file: str | None = None) -> UserConfig:
    """Read the user's config.toml, by default the platform's. Raise SettingsInvalid if it can't be read."""
    file = file or user_file()
    text = _text_of(file, file)
    if text is None:
        return UserConfig(file)
    read = _File(file, text)
    named = read.top.text("vault")
    vault = None if named is None else os.path.expanduser(named)
    if vault and not os.path.isabs(vault):
        raise read.top.fault(
            "vault", f"expected a whole path, or one that begins with ~, got {_shown(named)}"
        )
    color = read.top.choice("color", COLORS)
    read.top.warn_unknown(("vault", "color"))
    return UserConfig(file, vault, color, tuple(read.problems))


def color_in_force(user: UserConfig, environ: Mapping[str, str], option: str | None = None) -> Setting:
    """Decide on colour: the option, the user's `always` or `never`, NO_COLOR (no-color.org), auto."""
    if option is not None:
        return Setting("color", option, "--color")
    if user.color in ("always", "never"):
        return Setting("color", user.color, USER_FILE)
    if environ.get("NO_COLOR"):
        return Setting("color", "never", "$NO_COLOR")
    return Setting("color", "auto", DEFAULT if user.color is None else USER_FILE)


def today_in_force(today: date, environ: Mapping[str, str], option: str | None = None) -> Setting:
    """Say where the day that counts as today comes from; what it was made of is the caller's."""
    origin = "--today" if option is not None else "$PNET_TODAY" if environ.get("PNET_TODAY") else "the clock"
    return Setting("today", today.isoformat(), origin)


def in_force(
    settings: Settings, vault: tuple[str, str], color: Setting, today: Setting
) -> tuple[Setting, ...]:
    """List what decides an answer: the vault and what named it, colour, today, every setting."""
    root, origin = vault
    place = Setting("vault", toml_text(root), origin)
    return (place, color._replace(value=toml_text(color.value)), today, *entries(settings))


def entries(settings: Settings) -> tuple[Setting, ...]:
    """List every setting of a vault; values that no TOML could hold stand without quotes."""
    origins = dict(settings.origins)
    return tuple(Setting(key, value, origins.get(key, DEFAULT)) for key, value in _rows(settings.rules))


_USUAL_PATIENCE = "half the days from last touch to next, between 2 weeks and 3 months"


def _rows(rules: Rules) -> Iterator[tuple[str, str]]:
    due, log, daily = rules.due, rules.log, rules.daily
    yield "ignore", toml_list(rules.ignore)
    yield "due.cadence", _toml_length(due.cadence, "none")
    yield "due.first_follow_up", _toml_length(due.first_follow_up)
    yield "due.reply_within", _toml_length(due.reply_within)
    yield "due.birthday_notice", _toml_length(due.birthday_notice)
    yield "due.patience", _toml_length(due.patience, _USUAL_PATIENCE)
    yield "due.give_up_after", str(due.give_up_after)
    yield "due.group", str(due.group)
    yield "due.crowd", str(due.crowd)
    yield "due.stale", _toml_length(due.stale)
    if not rules.circles:
        yield "circles", "{}"
    for name, cadence in rules.circles:
        yield dotted("circles", name, "cadence"), _toml_length(cadence, "none")
    for kind, rule in rules.kinds:
        yield f"kinds.{kind}.types", toml_list(rule.types)
        yield f"kinds.{kind}.folders", toml_list(rule.folders)
        yield f"kinds.{kind}.tags", toml_list(rule.tags)
        pairs = (f"{dotted(name)} = {toml_list(values)}" for name, values in rule.where)
        yield f"kinds.{kind}.where", f"{{ {', '.join(pairs)} }}" if rule.where else "{}"
    if not rules.properties:
        yield "properties", "{}"
    for ours, theirs in rules.properties:
        yield dotted("properties", ours), toml_list(theirs)
    yield "log.write", toml_text(log.write)
    yield "log.headings", toml_list(log.headings)
    yield "log.tag", toml_text(log.tag)
    yield "daily.format", toml_text(daily.format)
    yield "daily.touch", toml_text(daily.touch)
    yield "tasks.closed", toml_list(rules.tasks.closed)


_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def dotted(*path: str) -> str:
    """Return a key path as TOML writes it: parts that are not bare keys are quoted."""
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


def _toml_length(length: Cadence | None, absent: str = "") -> str:
    return absent if length is None else toml_text(length.text)


def _text_of(file: str, name: str) -> str | None:
    """Return the text of a settings file, None if there is none. Raise SettingsInvalid if it is no text."""
    content = _content_of(file, name)
    if content is None:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SettingsInvalid(f"{name}:{line}", "", "this is not UTF-8 text") from error
    return text.replace("\r\n", "\n")


def _content_of(file: str, name: str) -> bytes | None:
    try:
        # Without blocking: a pipe of this name must not hang every command.
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
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise SettingsInvalid(name, "", f"it can't be read: {error.strerror}") from error
    finally:
        os.close(descriptor)
    if len(content) > LARGEST_FILE:
        raise SettingsInvalid(name, "", f"it is larger than {LARGEST_FILE:,} bytes")
    return content


_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _toml(name: str, text: str) -> dict[str, object]:
    # Late: parsed settings are kept between runs, and the parser costs several milliseconds.
    import tomllib

    if (deep := _too_deep(text)) is not None:
        line = text.count("\n", 0, deep) + 1
        raise SettingsInvalid(f"{name}:{line}", "", f"a key of more than {DEEPEST} parts has no meaning here")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise SettingsInvalid(name, "", "it is nested too deeply") from error
    # Not TOMLDecodeError alone: integers beyond Python's limit of digits raise its base class.
    except ValueError as error:
        message = str(error)
        place = _PLACE.search(message)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        column = f" at column {place[2]}" if place and place[2] else ""
        said = message[: place.start()] if place else message
        fault = f"this is not TOML{column}: {said[:1].lower()}{said[1:]}"
        raise SettingsInvalid(f"{name}:{line}", "", fault) from error


def _too_deep(text: str) -> int | None:
    """Return where a key has too many parts, of which the parser would take the square; None where none has."""
    parts = 0
    for token in _TOKEN.finditer(text):
        if token[0] == ".":
            parts += 1
        elif token.lastgroup in ("newline", "mark"):
            parts = 0
        if parts >= DEEPEST:
            return token.start()
    return None


class _File:
    """One settings file as it is read: its values, and what was found about them."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.problems: list[Problem] = []
        self.origins: list[tuple[str, str]] = []
        self.top = _Table(self, (), _toml(name, text))

    @cached_property
    def places(self) -> dict[tuple[str, ...], tuple[int, int, int]]:
        return key_places(self.text)

    def place(self, path: tuple[str, ...]) -> tuple[int, int, int]:
        """Return line, column and width of a key, or of the nearest table around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1, 0))


class _Table:
    """One table of a settings file: gives its values in the types wanted, or raises what is wrong."""

    def __init__(self, file: _File, path: tuple[str, ...], values: Mapping[str, object]) -> None:
        self.file = file
        self.path = path
        self.values = values

    def fault(self, key: str, fault: str) -> SettingsInvalid:
        """Return the exception for a value that can't be used."""
        path = (*self.path, key)
        return SettingsInvalid(f"{self.file.name}:{self.file.place(path)[0]}", dotted(*path), fault)

    def get(self, key: str) -> object:
        """Return a value as it stands, None where there is none, and note that the file set it."""
        value = self.values.get(key)
        if value is not None:
            self.file.origins.append((dotted(*self.path, key), self.file.name))
        return value

    def table(self, key: str) -> "_Table":
        """Return a table, an empty one where there is none."""
        values = self.values.get(key, {})
        if not isinstance(values, dict):
            raise self.fault(key, f"expected a table, got {_shown(values)}")
        return _Table(self.file, (*self.path, key), values)

    def tables(self) -> Iterator[tuple[str, "_Table"]]:
        """Give each table within this one."""
        for key in self.values:
            yield key, self.table(key)

    def text(self, key: str) -> str | None:
        """Return a text that is not empty."""
        value = self.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        raise self.fault(key, f"expected a text, got {_shown(value)}")

    def texts(self, key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of texts; one text counts as a list of it."""
        value = self.get(key)
        if value is None:
            return usual
        values = value if isinstance(value, list) else [value]
        for each in values:
            if not isinstance(each, str) or not each.strip():
                raise self.fault(key, f"expected a list of texts, got {_shown(value)}")
        return tuple(values)

    def lists(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give each key with its texts; numbers, days and truth values count as the texts they stand for."""
        self.file.origins.extend([(dotted(*self.path), self.file.name)] if self.values else [])
        for key, value in self.values.items():
            self.get(key)
            values = value if isinstance(value, list) else [value]
            texts = tuple(map(_plain, values))
            if any(text is None for text in texts):
                raise self.fault(key, f"expected a text or a list of texts, got {_shown(value)}")
            yield key, tuple(text for text in texts if text is not None)

    def choice(self, key: str, choices: tuple[W, ...]) -> W | None:
        """Return one of the words that have a meaning here."""
        value = self.get(key)
        if value is None:
            return None
        for word in choices:
            if word == value:
                return word
        named = ", ".join(map(toml_text, choices[:-1])) + " or " + toml_text(choices[-1])
        raise self.fault(key, f"expected {named}, got {_shown(value)}")

    def count(self, key: str) -> int | None:
        """Return a whole number of at least 1."""
        value = self.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LARGEST:
            return value
        raise self.fault(key, f"expected a whole number of at least 1, got {_shown(value)}")

    def cadence(self, key: str) -> Cadence | None:
        """Return a cadence, which may be `never`."""
        text = self._length_text(key)
        if text is None:
            return None
        if cadence := parse_cadence(text):
            return cadence
        raise self.fault(key, f'{_shown(text)} is not a cadence; write "2 weeks", "quarterly" or "never"')

    def length(self, key: str) -> Cadence | None:
        """Return a length of time of at least a day."""
        text = self._length_text(key)
        if text is None:
            return None
        length = parse_cadence(text)
        if length and not length.never:
            return length
        raise self.fault(key, f'{_shown(text)} is not a length of time; write "10 days", "2w" or "3 months"')

    def length_or_zero(self, key: str) -> Cadence | None:
        """Return a length of time, which may be `0 days`."""
        text = self._length_text(key)
        if text is not None and _NO_TIME.fullmatch(text.strip().lower()):
            return Cadence(0, 0, text)
        return self.length(key)

    def _length_text(self, key: str) -> str | None:
        value = self.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST:
            return str(value)
        if value is None or isinstance(value, str):
            return value
        raise self.fault(key, f'expected a length of time such as "2 weeks", got {_shown(value)}')

    def warn_unknown(self, known: Iterable[str]) -> None:
        """Add a problem for each key that is not among the known ones."""
        names = tuple(known)
        for key in self.values:
            if key not in names:
                self.warn(key, self.remedy(key, names))

    def warn(self, key: str, remedy: str) -> None:
        """Add a problem for one key that has no meaning here."""
        path = (*self.path, key)
        found = problem("settings-unknown-key", self.file.place(path), key=dotted(*path), remedy=remedy)
        self.file.problems.append(found._replace(path=self.file.name))

    def remedy(self, key: str, known: tuple[str, ...]) -> str:
        """Say what may have been meant: the nearest key of this table, else the nearest of another."""
        # Late: a settings file without slips needs no comparing.
        from difflib import get_close_matches

        if near := get_close_matches(key.lower(), known, 1):
            return f"write {dotted(*self.path, near[0])}, or delete it"
        if self.file.name == FILE and (near := get_close_matches(key.lower(), _ELSEWHERE, 1, 0.8)):
            return f"write {dotted(*_ELSEWHERE[near[0]])}, or delete it"
        return "delete it, or update pnet if a newer one knows it"


_NO_TIME = re.compile(r"0{1,5}\s*(?:d|days?|w|weeks?|m|mo|months?|y|yr|years?)?", re.ASCII)
_ELSEWHERE = {
    **{key: ("due", key) for key in DueRules._fields},
    **{key: ("log", key) for key in LogRules._fields},
    **{key: ("daily", key) for key in DailyRules._fields},
    **{key: (key,) for key in Rules._fields},
}


def _plain(value: object) -> str | None:
    """Return the text that a plain value stands for in a note; None for what is no plain value, or empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int):
        return str(value) if abs(value) <= LARGEST else None
    # A date-time is a date too, but no text of a note has its form in common.
    return value.isoformat() if type(value) is date else None


def _shown(value: object) -> str:
    """Return a value as TOML writes it, shortened; containers by their kind."""
    if isinstance(value, str):
        return toml_text(shortened(value, 40))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) <= LARGEST**2 else "a very large number"
    if isinstance(value, list):
        return f"[{shortened(', '.join(map(_shown, value[:5])), 60)}]" if value else "an empty list"
    return "a table" if isinstance(value, dict) else str(value)


_TOKEN = re.compile(
    r"""(?P<blank>[ \t]+|\#[^\n]*)
    |(?P<newline>\n)
    |(?P<string>\"{3}(?:[^\\]|\\.)*?\"{3,5}|'{3}.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')
    |(?P<bare>[^\s\[\]{}=,."'\#]+)
    |(?P<mark>.)""",
    re.DOTALL | re.VERBOSE,
)


def key_places(text: str) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """Return line, column and width of each key path where it is first written, tables included.

    The text must be valid TOML (v1.0.0). Keys of tables within an array go by the array's path.
    """
    starts: dict[tuple[str, ...], tuple[int, int]] = {}
    table: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    # What is open around the place: "" for an array; for an inline table, the base and target to return to.
    around: list[tuple[tuple[str, ...], tuple[str, ...]] | None] = []
    parts: tuple[str, ...] = ()
    where = "key"
    for token in _TOKEN.finditer(text):
        kind, written = token.lastgroup, token[0]
        if kind == "blank":
            continue
        if kind == "newline":
            if not around:
                where, parts, base = "key", (), table
        elif where in ("key", "header") and kind in ("string", "bare"):
            parts = (*parts, _key(written))
            starts.setdefault((*(base if where == "key" else ()), *parts), token.span())
        elif where == "header":
            if written == "]":
                table, where = parts, "value"
        elif where == "key" and written == "[":
            where, parts = "header", ()
        elif where == "key" and written == "=":
            target, where = (*base, *parts), "value"
        elif written == "[":
            around.append(None)
        elif written == "{":
            around.append((base, target))
            base, parts, where = target, (), "key"
        elif written == "," and around and around[-1]:
            parts, where = (), "key"
        elif written in ("]", "}") and around:
            if outer := around.pop():
                base, target = outer
            where = "value"
    lines = [0, *(end.end() for end in re.finditer("\n", text))]
    return {path: _place(lines, *span) for path, span in starts.items()}


def _key(written: str) -> str:
    """Return the key that a bare or quoted part of a key path stands for."""
    if written[0] == "'":
        return written[1:-1]
    if written[0] != '"':
        return written
    if "\\" not in written:
        return written[1:-1]
    (value,) = _toml("", f"key = {written}").values()
    return str(value)


def _place(lines: list[int], start: int, end: int) -> tuple[int, int, int]:
    line = bisect_right(lines, start)
    return line, start - lines[line - 1] + 1, end - start
