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
    from plaintext_network.network.balance import Balance, PersonBalance
    from plaintext_network.network.due.changes import Change
    from plaintext_network.network.due.rules import Answer, Entry
    from plaintext_network.network.event import EventPage
    from plaintext_network.network.events import EventListed
    from plaintext_network.network.find import Hit
    from plaintext_network.network.goals import Goal, GoalInShort
    from plaintext_network.network.intro import Intros
    from plaintext_network.network.mentors import MentorInShort, MentorTrack
    from plaintext_network.network.patience import SecondThought
    from plaintext_network.network.people.person import Person, Touch
    from plaintext_network.network.posts.check import Finding, PostCheck
    from plaintext_network.network.profiles import Disagreement, Profile, Profiles
    from plaintext_network.network.reach import Reach
    from plaintext_network.network.readiness import Readiness
    from plaintext_network.network.share import Share
    from plaintext_network.network.stats import Stats
    from plaintext_network.network.timeline import Happening
    from plaintext_network.network.topics import TopicListed, TopicPage
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
    "Happening",
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
    "Answer": "network.due.rules",
    "Balance": "network.balance",
    "Change": "network.due.changes",
    "ChangedOnDisk": "errors",
    "ContactNotFound": "errors",
    "Disagreement": "network.profiles",
    "DraftNotFound": "errors",
    "EditRefused": "errors",
    "Entry": "network.due.rules",
    "EventListed": "network.events",
    "EventNotFound": "errors",
    "EventPage": "network.event",
    "Finding": "network.posts.check",
    "Goal": "network.goals",
    "GoalInShort": "network.goals",
    "GoalNotFound": "errors",
    "Happening": "network.timeline",
    "Hit": "network.find",
    "IntroductionRefused": "errors",
    "Intros": "network.intro",
    "MentorInShort": "network.mentors",
    "MentorTrack": "network.mentors",
    "NameUnusable": "errors",
    "NotWatchable": "errors",
    "NoteNotFound": "errors",
    "Notebook": "vault.notebook",
    "NothingToUndo": "errors",
    "Person": "network.people.person",
    "PersonBalance": "network.balance",
    "PnetError": "errors",
    "PostCheck": "network.posts.check",
    "ProbableDouble": "errors",
    "Problem": "problems",
    "Profile": "network.profiles",
    "Profiles": "network.profiles",
    "PromiseNotFound": "errors",
    "PropertyUnknown": "errors",
    "QueryInvalid": "errors",
    "Reach": "network.reach",
    "Readiness": "network.readiness",
    "SecondThought": "network.patience",
    "SentenceUnclear": "errors",
    "SettingsInvalid": "errors",
    "Share": "network.share",
    "Stats": "network.stats",
    "TopicListed": "network.topics",
    "TopicPage": "network.topics",
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

    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.place import locate

    day = today or datetime.now().astimezone().date()
    return Notebook(locate(folder, os.environ, os.getcwd()).root, day, live=live)
