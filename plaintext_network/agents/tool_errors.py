"""Converts an error to what an agent reads: fixed words, and beside them the names that the notes have. Raises nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from plaintext_network.agents.errors import AgentError, SubjectUnknown
from plaintext_network.agents.parameters import ArgumentInvalid
from plaintext_network.errors import (
    AmbiguousName,
    AmbiguousPromise,
    ChangedOnDisk,
    ContactNotFound,
    DateNotUnderstood,
    EditRefused,
    NameInvalid,
    NotAContact,
    NoteNotFound,
    PnetError,
    ProbableDuplicate,
    PromiseNotFound,
    PropertyUnknown,
    QueryInvalid,
    SentenceUnclear,
    SettingsInvalid,
    SpanNotUnderstood,
    UnknownParticipant,
    ValueInvalid,
    VaultNotFound,
    either,
)
from plaintext_network.network.search.query import STANDINGS

# What to do about a name that matches nothing, by the noun of the error.
_FIND = {
    "contact": "search with the tool people, or find",
    "event": "the tool event without a name lists them",
    "goal": "the tool goal without a name lists them",
}


def error_record(error: PnetError) -> dict[str, Any]:
    """Return an error as a record: `code`, `message` and `remedy` are fixed texts; what comes from notes is in fields of its own.

    An argument of the call is not repeated.
    """
    message, remedy, more = _words(error)
    record: dict[str, Any] = {"code": _code(error), "message": message}
    if remedy:
        record["remedy"] = remedy
    return {**record, **more}


def _code(error: PnetError) -> str:
    """Return the name of an error's class in lower case with hyphens: `contact-not-found`."""
    # That there is another note of this name may be nothing that an agent knows of.
    kind = ContactNotFound if isinstance(error, NotAContact) else type(error)
    name = kind.__name__
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


def _words(error: PnetError) -> tuple[str, str, Mapping[str, Any]]:
    """Return the message, the remedy and the further fields of an error."""
    if isinstance(error, ArgumentInvalid):
        return f"{error.name}: {error.expected}", "", _listed("choices", error.choices)
    if isinstance(error, SubjectUnknown):
        return "the notes know nobody for this", error.remedy, _listed("near", error.near)
    if isinstance(error, UnknownParticipant):
        remedy = "pass who took part as `people`; the tool add_person adds somebody new"
        return "a name in the sentence matches no contact", remedy, _listed("near", error.near)
    if isinstance(error, NoteNotFound):
        remedy = _FIND.get(error.noun, "search with the tool find")
        return f"no {error.noun} matches this name", remedy, _listed("near", error.near)
    if isinstance(error, AmbiguousName):
        candidates = [{"name": name, "path": path} for name, path in error.candidates]
        remedy = "give more of the name, or the path of one of them"
        return f"this name matches several {error.noun}", remedy, {"candidates": candidates}
    if isinstance(error, AmbiguousPromise):
        candidates = [{"text": text, "source": place} for place, text in error.candidates]
        remedy = "give more of the text, or the `source` of one of them"
        return "this matches several promises", remedy, {"candidates": candidates}
    if isinstance(error, PromiseNotFound):
        return "no open promise matches this", "the tool promises lists them", {}
    if isinstance(error, ProbableDuplicate):
        found = [{"name": name, "path": path} for name, path, _ in error.found]
        return (
            "this may already be a contact; nothing was written",
            "if it is the same person, use that contact; pass `anyway` only if the user says that it is somebody else",
            {"candidates": found},
        )
    if isinstance(error, PropertyUnknown):
        remedy = "set one of those that the tool person lists, such as role, location, needs or interests"
        return "contacts have no such property; nothing was written", remedy, _listed("near", error.near)
    if isinstance(error, ValueInvalid):
        return (
            f"{error.name}: this value is not valid; nothing was written",
            error.expected.split("; `pnet")[0],
            {},
        )
    if isinstance(error, QueryInvalid):
        remedy = (
            "write words and conditions with spaces between them, such as location:leeds touched:>3m; is: takes "
            f"{either(STANDINGS)}, and a length of time is 10d, 2w, 3m or 1y"
        )
        return f"this query can't be read, from column {error.column} on", remedy, {}
    if isinstance(error, SpanNotUnderstood):
        return (
            "this is no length of time and no day to come",
            "write 10 days, 2w, 3 months, friday or 2026-12-24",
            {},
        )
    if isinstance(error, DateNotUnderstood):
        return "this is not a date", "write 2026-11-24, yesterday, last friday, 3 days ago or in 2 weeks", {}
    if isinstance(error, SentenceUnclear) and error.day:
        remedy = "pass the day it happened as `date`, such as the one in `day`"
        return "the sentence may name the day it happened; nothing was written", remedy, {"day": error.day}
    if isinstance(error, SentenceUnclear) and error.not_yet:
        remedy = "for what the user will do, use the tool promise; if it happened, pass the day as `date`"
        return "the sentence may tell what is still to be done; nothing was written", remedy, {}
    if isinstance(error, SentenceUnclear):
        remedy = "pass the day as `date`, and who took part as `people`; or say it in other words: “coffee with Ada”"
        return "this sentence is unclear, or tells too little; nothing was written", remedy, {}
    if isinstance(error, NameInvalid):
        return "this can't be used as a name; nothing was written", error.reason, {}
    if isinstance(error, ChangedOnDisk):
        return "the note has changed since; nothing was written", "call the tool again", {"path": error.path}
    if isinstance(error, EditRefused):
        return (
            "the note can't be changed safely; nothing was written",
            "try other words; or the user can change the note in an editor",
            {"path": error.path} if error.path else {},
        )
    if isinstance(error, SettingsInvalid):
        return "the settings of this vault have an error", "the user finds it with: pnet check", {}
    if isinstance(error, VaultNotFound):
        return "the vault is gone", "the user can say where it is: pnet mcp --vault DIR", {}
    if isinstance(error, AgentError):
        message, _, remedy = str(error).partition("\n")
        return message, remedy, {}
    return "pnet can't do this now; nothing was written", "the user can try it in a terminal, to see why", {}


def _listed(name: str, texts: Iterable[str]) -> dict[str, Any]:
    return {name: found} if (found := list(texts)) else {}
