"""Owns the public API: what a script needs, nothing else. Names are loaded when used (PEP 562)."""

# Named here rather than imported: only annotations want `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.errors import (
        AlreadyWatched,
        AmbiguousEvent,
        AmbiguousGoal,
        AmbiguousName,
        AmbiguousPromise,
        ChangedOnDisk,
        ContactNotFound,
        DraftNotFound,
        EditRefused,
        EventNotFound,
        FileAlreadyExists,
        GoalNotFound,
        InterruptedWrite,
        IntroductionRefused,
        NameInvalid,
        NoteNotFound,
        NothingToUndo,
        NotWatchable,
        PnetError,
        ProbableDuplicate,
        PromiseNotFound,
        PropertyUnknown,
        QueryInvalid,
        SentenceUnclear,
        SettingsInvalid,
        UndoRefused,
        ValueInvalid,
        VaultBusy,
        VaultNotFound,
        WriteFailed,
    )
    from plaintext_network.network.due.answer import DueList
    from plaintext_network.network.due.changes import WatchEvent
    from plaintext_network.network.due.rules import DueEntry
    from plaintext_network.network.people.person import Person, PersonInteraction
    from plaintext_network.network.posts.check import PostCheck, PostFinding
    from plaintext_network.network.reports.events.event_list import EventSummary
    from plaintext_network.network.reports.events.event_page import EventDetails
    from plaintext_network.network.reports.giving.balance import Balance, PersonBalance
    from plaintext_network.network.reports.giving.log_warnings import LogWarning
    from plaintext_network.network.reports.goals.goals import GoalDetails, GoalSummary
    from plaintext_network.network.reports.mentors import MentorDetails, MentorSummary
    from plaintext_network.network.reports.profiles import Disagreement, Profile, Profiles
    from plaintext_network.network.reports.reach.introductions import Introductions
    from plaintext_network.network.reports.reach.reach import Reach
    from plaintext_network.network.reports.readiness import Readiness
    from plaintext_network.network.reports.stats import Stats
    from plaintext_network.network.reports.topics.share import ShareReport
    from plaintext_network.network.reports.topics.topics import TopicDetails, TopicSummary
    from plaintext_network.network.search.full_text import SearchResult
    from plaintext_network.network.search.timeline import TimelineEntry
    from plaintext_network.problems import Problem
    from plaintext_network.vault.notebook import Notebook

__version__ = "0.1.0"
__all__ = [
    "AlreadyWatched",
    "AmbiguousEvent",
    "AmbiguousGoal",
    "AmbiguousName",
    "AmbiguousPromise",
    "Balance",
    "ChangedOnDisk",
    "ContactNotFound",
    "Disagreement",
    "DraftNotFound",
    "DueEntry",
    "DueList",
    "EditRefused",
    "EventDetails",
    "EventNotFound",
    "EventSummary",
    "FileAlreadyExists",
    "GoalDetails",
    "GoalNotFound",
    "GoalSummary",
    "InterruptedWrite",
    "IntroductionRefused",
    "Introductions",
    "LogWarning",
    "MentorDetails",
    "MentorSummary",
    "NameInvalid",
    "NotWatchable",
    "NoteNotFound",
    "Notebook",
    "NothingToUndo",
    "Person",
    "PersonBalance",
    "PersonInteraction",
    "PnetError",
    "PostCheck",
    "PostFinding",
    "ProbableDuplicate",
    "Problem",
    "Profile",
    "Profiles",
    "PromiseNotFound",
    "PropertyUnknown",
    "QueryInvalid",
    "Reach",
    "Readiness",
    "SearchResult",
    "SentenceUnclear",
    "SettingsInvalid",
    "ShareReport",
    "Stats",
    "TimelineEntry",
    "TopicDetails",
    "TopicSummary",
    "UndoRefused",
    "ValueInvalid",
    "VaultBusy",
    "VaultNotFound",
    "WatchEvent",
    "WriteFailed",
    "open",
]

_HOMES = {
    "FileAlreadyExists": "errors",
    "AlreadyWatched": "errors",
    "AmbiguousEvent": "errors",
    "AmbiguousGoal": "errors",
    "AmbiguousName": "errors",
    "AmbiguousPromise": "errors",
    "DueList": "network.due.answer",
    "Balance": "network.reports.giving.balance",
    "WatchEvent": "network.due.changes",
    "ChangedOnDisk": "errors",
    "ContactNotFound": "errors",
    "Disagreement": "network.reports.profiles",
    "DraftNotFound": "errors",
    "EditRefused": "errors",
    "DueEntry": "network.due.rules",
    "EventSummary": "network.reports.events.event_list",
    "EventNotFound": "errors",
    "EventDetails": "network.reports.events.event_page",
    "PostFinding": "network.posts.check",
    "GoalDetails": "network.reports.goals.goals",
    "GoalSummary": "network.reports.goals.goals",
    "GoalNotFound": "errors",
    "TimelineEntry": "network.search.timeline",
    "SearchResult": "network.search.full_text",
    "IntroductionRefused": "errors",
    "Introductions": "network.reports.reach.introductions",
    "MentorSummary": "network.reports.mentors",
    "MentorDetails": "network.reports.mentors",
    "NameInvalid": "errors",
    "NotWatchable": "errors",
    "NoteNotFound": "errors",
    "Notebook": "vault.notebook",
    "NothingToUndo": "errors",
    "Person": "network.people.person",
    "PersonBalance": "network.reports.giving.balance",
    "PnetError": "errors",
    "PostCheck": "network.posts.check",
    "ProbableDuplicate": "errors",
    "Problem": "problems",
    "Profile": "network.reports.profiles",
    "Profiles": "network.reports.profiles",
    "PromiseNotFound": "errors",
    "PropertyUnknown": "errors",
    "QueryInvalid": "errors",
    "Reach": "network.reports.reach.reach",
    "Readiness": "network.reports.readiness",
    "LogWarning": "network.reports.giving.log_warnings",
    "SentenceUnclear": "errors",
    "SettingsInvalid": "errors",
    "ShareReport": "network.reports.topics.share",
    "Stats": "network.reports.stats",
    "TopicSummary": "network.reports.topics.topics",
    "TopicDetails": "network.reports.topics.topics",
    "PersonInteraction": "network.people.person",
    "UndoRefused": "errors",
    "InterruptedWrite": "errors",
    "ValueInvalid": "errors",
    "VaultBusy": "errors",
    "VaultNotFound": "errors",
    "WriteFailed": "errors",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Late: a script pays for what it uses.
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def open(  # noqa: A001
    folder: str | None = None, *, today: "date | None" = None, live: bool = False
) -> "Notebook":
    """Open a vault: this folder, else the one that `pnet` would find. Raises VaultNotFound.

    `today` replaces the local date. `live`, a watcher is asked where there is one.
    """
    import os
    from datetime import datetime

    from plaintext_network.vault.config.find_vault import find_vault
    from plaintext_network.vault.notebook import Notebook

    day = today or datetime.now().astimezone().date()
    return Notebook(find_vault(folder, os.environ, os.getcwd()).root, day, live=live)
