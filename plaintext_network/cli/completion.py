"""Completes words for the shell: names, query terms, fields and values, whatever their case and accents.

Reads the vault through `Session`. One table maps options to their completions; only options that take a name mark themselves.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import argcomplete

from plaintext_network.cli.arguments import (
    command_parsers,
    complete_names,
    set_completer,
)
from plaintext_network.cli.command_table import GROUPS
from plaintext_network.cli.session import Session
from plaintext_network.errors import PnetError
from plaintext_network.model.language.normalize import fold, property_key, stem_of
from plaintext_network.model.note.properties import (
    CADENCES,
    CHANNELS,
    DIRECTIONS,
    INTRODUCTION_STATUSES,
    PROPERTIES,
    STATUSES,
    property_names,
)
from plaintext_network.network.search.query import SPECIAL, STANDINGS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable

    from plaintext_network.cli.arguments import Parser
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.reports import Reports

SPANS = ("<1w", "<1m", "<3m", ">3m", ">6m", ">1y")


def complete(parser: Parser) -> None:
    """Answer the shell's request for completions, and end the process."""
    for command, own in command_parsers(parser).items():
        for action in own._actions:
            completer = _COMPLETERS.get((command, action.dest)) or _COMPLETERS.get(("", action.dest))
            if completer and action.choices is None and not hasattr(action, "completer"):
                set_completer(action, completer)
    argcomplete.autocomplete(parser, validator=lambda word, prefix: _begins(word, prefix))


def _begins(word: str, prefix: str) -> bool:
    # The quote before a value with spaces was added here.
    return fold(word.replace('"', "")).startswith(fold(prefix.replace('"', "")))


def complete_query(prefix: str, parsed_args: Namespace, **_: object) -> list[str]:
    """Return query terms that start with `prefix`: properties, and the values of one before the colon."""
    negation = ""
    while prefix[:4].lower() == "not:":
        negation, prefix = negation + prefix[:4], prefix[4:]
    name, colon, value = prefix.partition(":")
    if not colon:
        kinds = ("interaction", "contact") if parsed_args.command == "recent" else ("contact",)
        terms = [f"{key}:" for key in _keys(kinds, prefix)]
        terms += [] if negation else ["not:"]
        terms += complete_names(prefix, parsed_args) if prefix else []
        return [negation + term for term in terms if _begins(term, prefix)]
    wanted = value.replace('"', "")
    found = (each for each in _values(parsed_args, name) if _begins(each, wanted))
    return [f"{negation}{name}:{_quoted(each)}" for each in found]


def _keys(kinds: tuple[str, ...], prefix: str) -> list[str]:
    """Return the names of properties for a query: the singular of a list, or another name if only that one matches."""
    usual, others = dict.fromkeys(("is", *SPECIAL)), dict[str, None]()
    for row in PROPERTIES:
        if row.kinds and not {*row.kinds} & {*kinds}:
            continue
        singular = next((name for name in row.synonyms if row.name.startswith(name)), None)
        usual[(singular if row.many else None) or row.name] = None
        others |= dict.fromkeys((row.name, *row.synonyms))
    return [key for key in usual if _begins(key, prefix)] or [key for key in others if _begins(key, prefix)]


def _quoted(value: str) -> str:
    return f'"{value}"' if any(character in value for character in ' :|"') else value


def _values(options: Namespace, name: str) -> list[str]:
    """Return the values that a query or `pnet set` can use for a property: its fixed values, else those in the notes."""
    key = property_key(name)
    row = next((row for row in PROPERTIES if key in map(property_key, (row.name, *row.synonyms))), None)
    known = row.name if row else key
    if key in ("is", "standing"):
        return list(STANDINGS)
    if known == "touched":
        return list(SPANS)
    if known == "status" and options.command in ("list", "recent"):
        return list(STATUSES)
    if known in _WORDS:
        return list(_WORDS[known])
    if row and row.type == "people":
        return Session(options).names("")
    if known == "topics":
        return _read(options, lambda notebook: (topic.topic for topic in notebook.reports.topics()))
    if known == "circles":
        return Session(options).circles("")
    return _noted(options, known)


_WORDS = {
    "status": (*STATUSES, *INTRODUCTION_STATUSES),
    "cadence": CADENCES,
    "channel": CHANNELS,
    "direction": DIRECTIONS,
    "private": ("true", "false"),
}


def _noted(options: Namespace, name: str) -> list[str]:
    """Return every value of a property in the notes."""
    return _read(options, lambda notebook: notebook.values(name))


def _read(options: Namespace, words: Callable[[Notebook], Iterable[str]]) -> list[str]:
    """Return words from the vault; none if it can't be read."""
    try:
        # The shell prints these as they are, so leave out words with control characters.
        return [word for word in words(Session(options).notebook) if word.isprintable()]
    except (PnetError, OSError):
        return []


def complete_fields(prefix: str, parsed_args: Namespace, **_: object) -> list[str]:
    """Return the fields of a command, after those that are typed already."""
    typed, comma, last = prefix.rpartition(",")
    fields = import_module(f"plaintext_network.cli.commands.{parsed_args.command}").FIELDS
    taken = {name.strip() for name in typed.split(",")}
    return [f"{typed}{comma}{name}" for name in fields if name not in taken and _begins(name, last)]


def complete_values(prefix: str, parsed_args: Namespace, **_: object) -> list[str]:
    """Return values of the property that `pnet set` changes."""
    return [each for each in _values(parsed_args, parsed_args.property or "") if _begins(each, prefix)]


def _of_property(name: str) -> Callable[..., list[str]]:
    def completer(prefix: str, parsed_args: Namespace, **_: object) -> list[str]:
        return [each for each in _values(parsed_args, name) if _begins(each, prefix)]

    return completer


def _of_report(names: Callable[[Reports], Iterable[str]]) -> Callable[..., list[str]]:
    def completer(prefix: str, parsed_args: Namespace, **_: object) -> list[str]:
        words = _read(parsed_args, lambda notebook: names(notebook.reports))
        return [word for word in words if _begins(word, prefix)]

    return completer


_events = _of_report(lambda reports: (event.event for event in reports.events()))
_goals = _of_report(lambda reports: (goal.name for goal in reports.goals()))
_topics = _of_report(lambda reports: (topic.topic for topic in reports.topics()))
_notes_to_read = _of_report(lambda reports: (stem_of(one.note) for one in reports.readings() if one.note))
_profiles = _of_report(lambda reports: (profile.name for profile in reports.profiles().profiles))


def _of_words(words: Iterable[str]) -> Callable[..., list[str]]:
    listed = list(words)

    def completer(prefix: str, **_: object) -> list[str]:
        return [word for word in listed if _begins(word, prefix)]

    return completer


def complete_circles(prefix: str, parsed_args: Namespace, **_: object) -> list[str]:
    """Return circles that start with `prefix`."""
    return Session(parsed_args).circles(prefix)


def complete_properties(prefix: str, **_: object) -> list[str]:
    """Return a contact's properties that start with `prefix`."""
    return sorted({name for name in property_names("contact") if name.startswith(prefix)})


def complete_commands(prefix: str, **_: object) -> list[str]:
    """Return the commands that start with `prefix`."""
    return [name for _, _, names in GROUPS for name in names if _begins(name, prefix)]


# By command and option, or by option in every command.
_COMPLETERS: dict[tuple[str, str], Callable[..., list[str]]] = {
    ("", "fields"): complete_fields,
    ("", "sort"): complete_fields,
    ("", "query"): complete_query,
    ("", "organization"): _of_property("organization"),
    ("", "location"): _of_property("location"),
    ("", "tag"): _of_property("tags"),
    ("", "cadence"): _of_words(CADENCES),
    ("", "channel"): _of_words(CHANNELS),
    ("", "within"): _of_words(("1w", "2w", "1m", "3m", "1y")),
    ("", "circle"): complete_circles,
    ("", "event"): _events,
    ("", "goal"): _goals,
    ("add", "met_at"): _events,
    ("event", "name"): _events,
    ("goal", "name"): _goals,
    ("profile", "name"): _profiles,
    ("reach", "target"): _of_property("organization"),
    ("topics", "topic"): _topics,
    ("topics", "share"): _notes_to_read,
    ("post", "audience"): complete_circles,
    ("set", "property"): complete_properties,
    ("set", "value"): complete_values,
    ("set", "add"): complete_values,
    ("set", "remove"): complete_values,
    ("help", "topic"): complete_commands,
}
