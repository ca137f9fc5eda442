"""Owns the public API: what a script needs, nothing else. Names are loaded when used (PEP 562)."""

# Named here rather than imported: only annotations want `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.errors import (
        AlreadyThere,
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
        GoalNotFound,
        IntroductionRefused,
        NameUnusable,
        NoteNotFound,
        NothingToUndo,
        NotWatchable,
        PnetError,
        ProbableDouble,
        PromiseNotFound,
        PropertyUnknown,
        QueryInvalid,
        SentenceUnclear,
        SettingsInvalid,
        UndoRefused,
        Unfinished,
        ValueInvalid,
        VaultBusy,
        VaultNotFound,
        WriteFailed,
    )
    from plaintext_network.network.due.answer import Answer
    from plaintext_network.network.due.changes import Change
    from plaintext_network.network.due.rules import Entry
    from plaintext_network.network.people.person import Person, Touch
    from plaintext_network.network.posts.check import Finding, PostCheck
    from plaintext_network.network.reports.events.event_list import EventListed
    from plaintext_network.network.reports.events.event_page import EventPage
    from plaintext_network.network.reports.giving.balance import Balance, PersonBalance
    from plaintext_network.network.reports.giving.log_warnings import SecondThought
    from plaintext_network.network.reports.goals.goals import Goal, GoalInShort
    from plaintext_network.network.reports.mentors import MentorInShort, MentorTrack
    from plaintext_network.network.reports.profiles import Disagreement, Profile, Profiles
    from plaintext_network.network.reports.reach.introductions import Intros
    from plaintext_network.network.reports.reach.reach import Reach
    from plaintext_network.network.reports.readiness import Readiness
    from plaintext_network.network.reports.stats import Stats
    from plaintext_network.network.reports.topics.share import Share
    from plaintext_network.network.reports.topics.topics import TopicListed, TopicPage
    from plaintext_network.network.search.full_text import Hit
    from plaintext_network.network.search.timeline import TimelineEntry
    from plaintext_network.problems import Problem
    from plaintext_network.vault.notebook import Notebook

__version__ = "0.1.0"
__all__ = [
    "AlreadyThere",
    "AlreadyWatched",
    "AmbiguousEvent",
    "AmbiguousGoal",
    "AmbiguousName",
    "AmbiguousPromise",
    "Answer",
    "Balance",
    "Change",
    "ChangedOnDisk",
    "ContactNotFound",
    "Disagreement",
    "DraftNotFound",
    "EditRefused",
    "Entry",
    "EventListed",
    "EventNotFound",
    "EventPage",
    "Finding",
    "Goal",
    "GoalInShort",
    "GoalNotFound",
    "Hit",
    "IntroductionRefused",
    "Intros",
    "MentorInShort",
    "MentorTrack",
    "NameUnusable",
    "NotWatchable",
    "NoteNotFound",
    "Notebook",
    "NothingToUndo",
    "Person",
    "PersonBalance",
    "PnetError",
    "PostCheck",
    "ProbableDouble",
    "Problem",
    "Profile",
    "Profiles",
    "PromiseNotFound",
    "PropertyUnknown",
    "QueryInvalid",
    "Reach",
    "Readiness",
    "SecondThought",
    "SentenceUnclear",
    "SettingsInvalid",
    "Share",
    "Stats",
    "TimelineEntry",
    "TopicListed",
    "TopicPage",
    "Touch",
    "UndoRefused",
    "Unfinished",
    "ValueInvalid",
    "VaultBusy",
    "VaultNotFound",
    "WriteFailed",
    "open",
]

_HOMES = {
    "AlreadyThere": "errors",
    "AlreadyWatched": "errors",
    "AmbiguousEvent": "errors",
    "AmbiguousGoal": "errors",
    "AmbiguousName": "errors",
    "AmbiguousPromise": "errors",
    "Answer": "network.due.answer",
    "Balance": "network.reports.giving.balance",
    "Change": "network.due.changes",
    "ChangedOnDisk": "errors",
    "ContactNotFound": "errors",
    "Disagreement": "network.reports.profiles",
    "DraftNotFound": "errors",
    "EditRefused": "errors",
    "Entry": "network.due.rules",
    "EventListed": "network.reports.events.event_list",
    "EventNotFound": "errors",
    "EventPage": "network.reports.events.event_page",
    "Finding": "network.posts.check",
    "Goal": "network.reports.goals.goals",
    "GoalInShort": "network.reports.goals.goals",
    "GoalNotFound": "errors",
    "TimelineEntry": "network.search.timeline",
    "Hit": "network.search.full_text",
    "IntroductionRefused": "errors",
    "Intros": "network.reports.reach.introductions",
    "MentorInShort": "network.reports.mentors",
    "MentorTrack": "network.reports.mentors",
    "NameUnusable": "errors",
    "NotWatchable": "errors",
    "NoteNotFound": "errors",
    "Notebook": "vault.notebook",
    "NothingToUndo": "errors",
    "Person": "network.people.person",
    "PersonBalance": "network.reports.giving.balance",
    "PnetError": "errors",
    "PostCheck": "network.posts.check",
    "ProbableDouble": "errors",
    "Problem": "problems",
    "Profile": "network.reports.profiles",
    "Profiles": "network.reports.profiles",
    "PromiseNotFound": "errors",
    "PropertyUnknown": "errors",
    "QueryInvalid": "errors",
    "Reach": "network.reports.reach.reach",
    "Readiness": "network.reports.readiness",
    "SecondThought": "network.reports.giving.log_warnings",
    "SentenceUnclear": "errors",
    "SettingsInvalid": "errors",
    "Share": "network.reports.topics.share",
    "Stats": "network.reports.stats",
    "TopicListed": "network.reports.topics.topics",
    "TopicPage": "network.reports.topics.topics",
    "Touch": "network.people.person",
    "UndoRefused": "errors",
    "Unfinished": "errors",
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

    from plaintext_network.vault.config.find_vault import locate
    from plaintext_network.vault.notebook import Notebook

    day = today or datetime.now().astimezone().date()
    return Notebook(locate(folder, os.environ, os.getcwd()).root, day, live=live)
