"""Owns what a vault's settings say, as frozen values with defaults. Reads no file: `vault/settings` does."""

from datetime import time
from typing import NamedTuple

from plaintext_network.model.dates.calendar import Cadence


class DueRules(NamedTuple):
    """The `[due]` table; `budget` is how many people a week you want to write to of your own accord, None for as many as are due."""

    cadence: Cadence | None = None
    first_follow_up: Cadence = Cadence(0, 3, "3 days")
    reply_within: Cadence = Cadence(0, 3, "3 days")
    birthday_notice: Cadence = Cadence(0, 0, "0 days")
    patience: Cadence | None = None
    give_up_after: int = 3
    group: int = 5
    crowd: int = 8
    stale: Cadence = Cadence(12, 0, "1 year")
    budget: int | None = None


class KindRule(NamedTuple):
    """One `[kinds.KIND]` table: what makes a note of this kind. Texts are as written."""

    types: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()


class LogRules(NamedTuple):
    """The `[log]` table."""

    write: str = "note"
    headings: tuple[str, ...] = ("Log",)
    tag: str = "touch"


class DailyRules(NamedTuple):
    """The `[daily]` table; `format` is in strftime's letters and may hold `/`."""

    format: str = "%Y-%m-%d"
    touch: str = "tag"


class TaskRules(NamedTuple):
    """The `[tasks]` table: the characters in a task's box that close it."""

    closed: tuple[str, ...] = ("x", "X", "-")


DEFAULT_KINDS: tuple[tuple[str, KindRule], ...] = (
    ("contact", KindRule(types=("contact", "person"), folders=("contacts",))),
    ("interaction", KindRule(types=("interaction", "meeting"), folders=("interactions",))),
    ("organization", KindRule(types=("organization",), folders=("organizations",))),
    ("event", KindRule(types=("event",), folders=("events",))),
    ("introduction", KindRule(types=("introduction",), folders=("introductions",))),
    ("goal", KindRule(types=("goal",), folders=("goals",))),
    ("profile", KindRule(types=("profile",), folders=("profiles",))),
    ("post", KindRule(types=("post",), folders=("posts",))),
    ("me", KindRule(types=("me",))),
)


class TemplateRules(NamedTuple):
    """The `[templates]` table: the notes that new ones are made from, by path; None for one in the usual place."""

    contact: str | None = None


class WatchRules(NamedTuple):
    """The `[watch]` table; of `quiet_hours` the first is quiet and the second no longer, maybe of the next day; None, no hour is.

    `look` is auto, events or often.
    """

    quiet_hours: tuple[time, time] | None = (time(22), time(8))
    look: str = "auto"


class AudienceRules(NamedTuple):
    """What a `[circles.NAME]` table says of posts that this circle reads.

    `avoid` are words, of which `*` stands for any letters, `not_named` names, `keeps` topics that are for this circle alone.
    `professional` is None where the circle's name decides.
    """

    avoid: tuple[str, ...] = ()
    not_named: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    professional: bool | None = None


class PostRules(NamedTuple):
    """The `[post]` table, `allow` as written; and, by circle, what the circles' tables say of posts, where they say anything."""

    allow: tuple[str, ...] = ()
    circles: tuple[tuple[str, AudienceRules], ...] = ()


class ProfileRules(NamedTuple):
    """The `[profile]` table: after how long a profile is worth another look, and texts that mean the same."""

    review: Cadence = Cadence(6, 0, "6 months")
    synonyms: tuple[tuple[str, ...], ...] = ()


class GoalRules(NamedTuple):
    """The `[goal]` table: after how long without a step a goal is quiet."""

    quiet: Cadence = Cadence(3, 0, "3 months")


class Rules(NamedTuple):
    """All that a vault's settings decide about the meaning of its notes.

    `circles` maps a circle's name to its cadence, `properties` one of our properties to the vault's words.
    A kind's `types` here are the default ones and the vault's; its `folders` the vault's, else the default.
    """

    ignore: tuple[str, ...] = ()
    due: DueRules = DueRules()
    circles: tuple[tuple[str, Cadence | None], ...] = ()
    kinds: tuple[tuple[str, KindRule], ...] = DEFAULT_KINDS
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    log: LogRules = LogRules()
    daily: DailyRules = DailyRules()
    tasks: TaskRules = TaskRules()
    templates: TemplateRules = TemplateRules()
    watch: WatchRules = WatchRules()
    post: PostRules = PostRules()
    profile: ProfileRules = ProfileRules()
    goal: GoalRules = GoalRules()


KINDS = tuple(kind for kind, _ in DEFAULT_KINDS)
