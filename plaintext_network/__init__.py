"""Exports the public API: what a script needs, and nothing else. Loads each name on first use (PEP 562)."""

# Assigned, not imported: only annotations need `typing`.
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
        NotebookOutdated,
        NoteNotFound,
        NothingToRedo,
        NothingToShare,
        NothingToUndo,
        NotWatchable,
        PnetError,
        ProbableDuplicate,
        PromiseNotFound,
        PropertyUnknown,
        QueryInvalid,
        RedoRefused,
        SentenceUnclear,
        SettingsInvalid,
        UndoRefused,
        ValueInvalid,
        VaultBusy,
        VaultNotFound,
        WriteFailed,
        WriteStillPending,
    )
    from plaintext_network.extras import MeaningUnavailable
    from plaintext_network.model.edits.interaction import NewInteraction
    from plaintext_network.network.due.agenda import AgendaEntry
    from plaintext_network.network.due.answer import DueList
    from plaintext_network.network.due.changes import WatchEvent
    from plaintext_network.network.due.open_promises import OpenPromise
    from plaintext_network.network.due.rules import DueEntry, RuleResult
    from plaintext_network.network.life_changes.noted import LifeChange
    from plaintext_network.network.people.log_sentence import LogDetails, ParsedLog
    from plaintext_network.network.people.person import Person, PersonInteraction
    from plaintext_network.network.posts.check import PostCheck, PostFinding
    from plaintext_network.network.reports.charts.circle_standings import CircleStanding
    from plaintext_network.network.reports.charts.growth import Growth
    from plaintext_network.network.reports.charts.people_by_place import PeopleByPlace, PeoplePlace
    from plaintext_network.network.reports.charts.relationship import Relationship
    from plaintext_network.network.reports.charts.rings import Rings
    from plaintext_network.network.reports.charts.touch_days import TouchDays
    from plaintext_network.network.reports.coming_days import ComingDays
    from plaintext_network.network.reports.due_people import DuePeople
    from plaintext_network.network.reports.events.event_list import EventSummary
    from plaintext_network.network.reports.events.event_page import EventDetails
    from plaintext_network.network.reports.giving.balance import Balance, PersonBalance
    from plaintext_network.network.reports.giving.log_warnings import LogWarning
    from plaintext_network.network.reports.goals.goal_list import GoalSummary
    from plaintext_network.network.reports.goals.goal_page import GoalDetails
    from plaintext_network.network.reports.mentors import MentorDetails, MentorSummary
    from plaintext_network.network.reports.open_items import OpenItems
    from plaintext_network.network.reports.people_counts import PeopleCounts
    from plaintext_network.network.reports.person_cards import PersonCard
    from plaintext_network.network.reports.profiles.profiles import Disagreement, Profile, Profiles
    from plaintext_network.network.reports.reach.introductions import Introductions
    from plaintext_network.network.reports.reach.reach import Reach
    from plaintext_network.network.reports.readiness import Readiness
    from plaintext_network.network.reports.stats import Stats
    from plaintext_network.network.reports.topics.share import ShareReport
    from plaintext_network.network.reports.topics.things_to_read import ReadingItem, Sharing
    from plaintext_network.network.reports.topics.topics import TopicDetails, TopicSummary
    from plaintext_network.network.search.change_list import ListedChange
    from plaintext_network.network.search.full_text import SearchResult
    from plaintext_network.network.search.timeline import TimelineEntry
    from plaintext_network.problems import Problem
    from plaintext_network.vault.cache.status import CacheStatus
    from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.reports import Reports
    from plaintext_network.vault.watch.change_stream import WatchStream
    from plaintext_network.vault.window.window import Window

__version__ = "0.1.0"
__all__ = [
    "AgendaEntry",
    "AlreadyWatched",
    "AmbiguousEvent",
    "AmbiguousGoal",
    "AmbiguousName",
    "AmbiguousPromise",
    "Balance",
    "CacheStatus",
    "ChangedOnDisk",
    "CircleStanding",
    "ComingDays",
    "ContactNotFound",
    "Disagreement",
    "DraftNotFound",
    "DueEntry",
    "DueList",
    "DuePeople",
    "EditRefused",
    "EventDetails",
    "EventNotFound",
    "EventSummary",
    "FileAlreadyExists",
    "GoalDetails",
    "GoalNotFound",
    "GoalSummary",
    "Growth",
    "InterruptedWrite",
    "IntroductionRefused",
    "Introductions",
    "LifeChange",
    "ListedChange",
    "LogDetails",
    "LogWarning",
    "MeaningUnavailable",
    "MentorDetails",
    "MentorSummary",
    "NameInvalid",
    "NewInteraction",
    "NotWatchable",
    "NoteEdit",
    "NoteNotFound",
    "Notebook",
    "NotebookOutdated",
    "NothingToRedo",
    "NothingToShare",
    "NothingToUndo",
    "OpenItems",
    "OpenPromise",
    "ParsedLog",
    "PeopleByPlace",
    "PeopleCounts",
    "PeoplePlace",
    "Person",
    "PersonBalance",
    "PersonCard",
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
    "ReadingItem",
    "RedoRefused",
    "Relationship",
    "Reports",
    "Rings",
    "RuleResult",
    "SearchResult",
    "SentenceUnclear",
    "SettingsInvalid",
    "ShareReport",
    "Sharing",
    "Stats",
    "TimelineEntry",
    "TopicDetails",
    "TopicSummary",
    "TouchDays",
    "UndoRefused",
    "ValueInvalid",
    "VaultBusy",
    "VaultNotFound",
    "WatchEvent",
    "WatchStream",
    "Window",
    "WriteFailed",
    "WriteSession",
    "WriteStillPending",
    "open",
]

# The modules of all names but most exceptions, which are in `errors`.
_HOMES = {
    "AgendaEntry": "network.due.agenda",
    "Balance": "network.reports.giving.balance",
    "CacheStatus": "vault.cache.status",
    "CircleStanding": "network.reports.charts.circle_standings",
    "ComingDays": "network.reports.coming_days",
    "Disagreement": "network.reports.profiles.profiles",
    "DueEntry": "network.due.rules",
    "DueList": "network.due.answer",
    "DuePeople": "network.reports.due_people",
    "EventDetails": "network.reports.events.event_page",
    "EventSummary": "network.reports.events.event_list",
    "GoalDetails": "network.reports.goals.goal_page",
    "GoalSummary": "network.reports.goals.goal_list",
    "Growth": "network.reports.charts.growth",
    "Introductions": "network.reports.reach.introductions",
    "LifeChange": "network.life_changes.noted",
    "ListedChange": "network.search.change_list",
    "LogDetails": "network.people.log_sentence",
    "LogWarning": "network.reports.giving.log_warnings",
    "MeaningUnavailable": "extras",
    "MentorDetails": "network.reports.mentors",
    "MentorSummary": "network.reports.mentors",
    "NewInteraction": "model.edits.interaction",
    "NoteEdit": "vault.edits.write_session",
    "Notebook": "vault.notebook",
    "OpenItems": "network.reports.open_items",
    "OpenPromise": "network.due.open_promises",
    "ParsedLog": "network.people.log_sentence",
    "PeopleByPlace": "network.reports.charts.people_by_place",
    "PeopleCounts": "network.reports.people_counts",
    "PeoplePlace": "network.reports.charts.people_by_place",
    "Person": "network.people.person",
    "PersonBalance": "network.reports.giving.balance",
    "PersonCard": "network.reports.person_cards",
    "PersonInteraction": "network.people.person",
    "PostCheck": "network.posts.check",
    "PostFinding": "network.posts.check",
    "Problem": "problems",
    "Profile": "network.reports.profiles.profiles",
    "Profiles": "network.reports.profiles.profiles",
    "Reach": "network.reports.reach.reach",
    "Readiness": "network.reports.readiness",
    "ReadingItem": "network.reports.topics.things_to_read",
    "Relationship": "network.reports.charts.relationship",
    "Reports": "vault.reports",
    "Rings": "network.reports.charts.rings",
    "RuleResult": "network.due.rules",
    "SearchResult": "network.search.full_text",
    "ShareReport": "network.reports.topics.share",
    "Sharing": "network.reports.topics.things_to_read",
    "Stats": "network.reports.stats",
    "TimelineEntry": "network.search.timeline",
    "TopicDetails": "network.reports.topics.topics",
    "TopicSummary": "network.reports.topics.topics",
    "TouchDays": "network.reports.charts.touch_days",
    "WatchEvent": "network.due.changes",
    "WatchStream": "vault.watch.change_stream",
    "Window": "vault.window.window",
    "WriteSession": "vault.edits.write_session",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Late: a script loads only what it uses.
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def open(  # noqa: A001
    folder: str | None = None,
    *,
    today: "date | None" = None,
    live: bool = False,
    commit: bool | None = None,
) -> "Notebook":
    """Open the vault in a folder, by default the vault that `pnet` would use. Raises VaultNotFound.

    `today` replaces the local date. With `live`, a running watcher answers where it can. `commit` replaces `[git] commit` in pnet.toml.
    """
    import os
    from datetime import datetime

    from plaintext_network.vault.config.find_vault import find_vault
    from plaintext_network.vault.notebook import Notebook

    day = today or datetime.now().astimezone().date()
    return Notebook(find_vault(folder, os.environ, os.getcwd()).root, day, live=live, commit=commit)
