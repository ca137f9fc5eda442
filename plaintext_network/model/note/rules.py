"""Defines a vault's settings as frozen values with defaults. Reads no file: `vault/config/settings` does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    Result = TypeVar("Result")


class DueRules(NamedTuple):
    """The `[due]` table. `budget` limits the people to contact a week apart from promises; None means no limit.

    `change_notice` is how long a change in somebody's life is a reason to write.
    """

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
    change_notice: Cadence = Cadence(0, 14, "2 weeks")


class KindRule(NamedTuple):
    """One `[kinds.KIND]` table: what gives a note this kind. Texts are as written; `names` are patterns of file names."""

    types: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: tuple[str, ...] = ()


class LogRules(NamedTuple):
    """The `[log]` table. With `by`, each interaction that pnet writes says who logged it: the user's name in config.toml."""

    write: str = "note"
    headings: tuple[str, ...] = ("Log", "Interactions")
    tag: str = "touch"
    by: bool = False


class InteractionRules(NamedTuple):
    """The `[interactions]` table: the headings and labels under which a meeting's note lists its participants."""

    participants: tuple[str, ...] = (
        "Attendees", "Attendee", "Attending", "Attended", "Attended by", "Attendance", "In attendance", "Meeting attendees",
        "Participants", "Participant", "Participating", "Present", "People", "People present", "With", "Who", "Who was there", "Who attended",
        "Met with", "Meeting with",
        "Teilnehmer", "Teilnehmende", "Teilnehmer:innen", "Teilnehmer*innen", "TeilnehmerInnen", "Anwesend", "Anwesende",
        "Présents", "Participantes", "Asistentes", "Presentes", "Partecipanti", "Presenti", "Deelnemers", "Aanwezig",
        "Aanwezigen", "Deltagare", "Deltagere", "Uczestnicy", "Участники", "参加者", "出席者", "参会人员", "参会人", "与会者",
    )  # fmt: skip


class DailyRules(NamedTuple):
    """The `[daily]` table. `format` has strftime's codes if it contains `%`, else Moment's; it may contain `/`.

    `folder` and `template` are paths of new daily notes and of what they begin with; None means not set.
    """

    format: str = "%Y-%m-%d"
    touch: str = "tag"
    folder: str | None = None
    template: str | None = None


class TaskRules(NamedTuple):
    """The `[tasks]` table: the characters in a task's box that close it, and the tag that all tasks carry, with `#`."""

    closed: tuple[str, ...] = ("x", "X", "-")
    filter: str = "#task"


# The kind of a template for new notes, which is read for its links only, so that they are updated.
TEMPLATE = "template"
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
    """The `[templates]` table: paths of the templates for new notes; None means the default path, or none."""

    contact: str | None = None
    interaction: str | None = None


class Mark(NamedTuple):
    """A property that new notes of a kind carry, and its values; with `many`, they are written as a list."""

    name: str
    values: tuple[str, ...]
    many: bool = False


class NewRules(NamedTuple):
    """The `[new]` table: where new notes go, and the marks they carry. It changes nothing that is read.

    `contact` and `interaction` are patterns of paths with placeholders; None means the kind's folder. `links` is wiki or
    markdown, and `link_path` shortest, relative or absolute; None means as Obsidian's settings say.
    """

    contact: str | None = None
    interaction: str | None = None
    contact_marks: tuple[Mark, ...] = ()
    interaction_marks: tuple[Mark, ...] = ()
    links: str | None = None
    link_path: str | None = None


class WatchRules(NamedTuple):
    """The `[watch]` table. `quiet_hours` is half-open and may pass midnight; None means no quiet hours.

    `look` is auto, events or often.
    """

    quiet_hours: tuple[time, time] | None = (time(22), time(8))
    look: str = "auto"


class AudienceRules(NamedTuple):
    """The settings in a `[circles.NAME]` table about posts for this circle.

    `avoid` are words, in which `*` matches any letters; `not_named` are names; `keeps` are topics for this circle only.
    `professional` is None if the circle's name decides.
    """

    avoid: tuple[str, ...] = ()
    not_named: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    professional: bool | None = None


class PostRules(NamedTuple):
    """The `[post]` table with `allow` as written, and the circles that have settings about posts."""

    allow: tuple[str, ...] = ()
    circles: tuple[tuple[str, AudienceRules], ...] = ()


class ProfileRules(NamedTuple):
    """The `[profile]` table: how often to review a profile, and groups of texts with the same meaning."""

    review: Cadence = Cadence(6, 0, "6 months")
    synonyms: tuple[tuple[str, ...], ...] = ()


class GoalRules(NamedTuple):
    """The `[goal]` table: how long a goal is without a step before it counts as quiet."""

    quiet: Cadence = Cadence(3, 0, "3 months")


class CacheRules(NamedTuple):
    """The `[cache]` table: whether the cache has a full-text index."""

    text: bool = True


class ChangeRules(NamedTuple):
    """The `[changes]` table: whether to read changes in people's lives from the history that git keeps of the vault."""

    git: bool = False


class MeaningRules(NamedTuple):
    """The `[meaning]` table: whether reports compare texts by meaning, where the extra `meaning` is installed."""

    use: bool = True


class Rules(NamedTuple):
    """All settings that affect how pnet reads a vault's notes.

    `circles` pairs a circle's name with its cadence, `properties` a property's name with the vault's names for it. A kind's
    `types` are the defaults and the vault's; its `folders` are the vault's, else the defaults.
    """

    ignore: tuple[str, ...] = ()
    due: DueRules = DueRules()
    circles: tuple[tuple[str, Cadence | None], ...] = ()
    kinds: tuple[tuple[str, KindRule], ...] = DEFAULT_KINDS
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    log: LogRules = LogRules()
    interactions: InteractionRules = InteractionRules()
    daily: DailyRules = DailyRules()
    tasks: TaskRules = TaskRules()
    templates: TemplateRules = TemplateRules()
    new: NewRules = NewRules()
    watch: WatchRules = WatchRules()
    post: PostRules = PostRules()
    profile: ProfileRules = ProfileRules()
    goal: GoalRules = GoalRules()
    cache: CacheRules = CacheRules()
    changes: ChangeRules = ChangeRules()
    meaning: MeaningRules = MeaningRules()


KINDS = tuple(kind for kind, _ in DEFAULT_KINDS)


KindRules = tuple[tuple[str, KindRule], ...]


def cached_for_kinds(compute: Callable[[KindRules], Result]) -> Callable[[KindRules], Result]:
    """Return a function that computes a result once for the rules of all kinds.

    It recognises them by their identity: to hash them for every note takes longer than to read its properties.
    """
    known: list[tuple[KindRules, Result]] = []

    def cached(kinds: KindRules) -> Result:
        for seen, result in known:
            if seen is kinds:
                return result
        result = compute(kinds)
        known.insert(0, (kinds, result))
        del known[_MOST_KNOWN:]
        return result

    return cached


_MOST_KNOWN = 8
