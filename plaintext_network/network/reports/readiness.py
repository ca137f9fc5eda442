"""Reports how ready the network is for a change: how warm it is, how much depends on one employer, what is unpaid. Scores nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import nsmallest

from plaintext_network.model.language.normalize import circle_key, fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.answer import DueList
from plaintext_network.network.people.descriptions import Description
from plaintext_network.network.people.leave_alone import LeftAlone
from plaintext_network.network.people.person import WARMTHS
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.references import Reference
from plaintext_network.network.people.self_employment import is_self_employed
from plaintext_network.network.people.sourced_text import SourcedSentence
from plaintext_network.network.reports.contact_this_week import ContactThisWeek, worth_a_word
from plaintext_network.network.reports.giving.balance import everybody_one_sided
from plaintext_network.network.reports.giving.exchanges import OneSided
from plaintext_network.network.reports.giving.thanks import newest_unthanked
from plaintext_network.network.reports.goals.goal_list import goals_without_helpers
from plaintext_network.network.reports.mentors import MentorSummary, mentors
from plaintext_network.network.reports.profiles.profiles import profiles
from plaintext_network.network.reports.stats import spelled_circles
from plaintext_network.network.reports.touch_spans import Span, touch_spans

# How many of a group's places a report has; all could be thousands.
MOST_PLACES = 3


class Group(NamedTuple):
    """The people of a circle, an organization or a field: how many, and how many of each of WARMTHS.

    `sources` are places that say who belongs, the longest without a touch first. `not_met` counts those of the `new` ones whom you
    have not met and have not written to.
    """

    name: str
    people: int
    warmth: tuple[tuple[str, int], ...]
    sources: tuple[str, ...]
    not_met: int = 0


class Concentration(NamedTuple):
    """How many of the people you are in touch with work where you do; `source` says where that is."""

    organization: str
    there: int
    people: int
    percent: int
    source: str


class OpenPromise(NamedTuple):
    """An unpaid promise, to whom, and for when; `leave_alone` are those of them to leave alone today but for it."""

    day: date
    text: str
    names: tuple[str, ...]
    source: str
    leave_alone: tuple[LeftAlone, ...] = ()


class Readiness(NamedTuple):
    """How ready the network is. Groups begin with the largest; `concentration` is None without an employer, as for a freelancer."""

    circles: tuple[Group, ...]
    organizations: tuple[Group, ...]
    fields: tuple[Group, ...]
    concentration: Concentration | None
    mentors: tuple[MentorSummary, ...]
    one_sided: tuple[OneSided, ...]
    promises: tuple[OpenPromise, ...]
    goals: tuple[SourcedSentence, ...]
    profiles: tuple[SourcedSentence, ...]
    touches: tuple[Span, ...]
    people: tuple[ContactThisWeek, ...]


class _Tie(NamedTuple):
    """One contact, how warm the tie is, the last touch, and whether you met or wrote without one."""

    about: Description
    word: str
    last: date | None
    is_known: bool


def readiness(view: SuggestionView, answer: DueList) -> Readiness:
    """Return how ready the network is; `answer` is who is due today."""
    known = view.acquaintances.read_all()
    ties = [
        _tie(view, about, *known.warmth(about.path))
        for about in view.descriptions.values()
        # A change could not lean on anybody paused or archived.
        if about.status == "active"
    ]
    employers = _employers(ties)
    return Readiness(
        _circles(ties, view),
        _organizations(view, employers),
        _fields(view, employers),
        _concentration(view, ties),
        mentors(view),
        everybody_one_sided(view, view.favours),
        _promises(view),
        tuple(
            SourcedSentence(f"{goal.name}: nobody named yet", (f"{goal.path}:1",))
            for goal in goals_without_helpers(view)
        ),
        tuple(_disagreements(view)),
        touch_spans(view, [tie.about.path for tie in ties]),
        worth_a_word(view, answer, newest_unthanked(view, view.favours)),
    )


def _disagreements(view: SuggestionView) -> Iterator[SourcedSentence]:
    """Yield where your profiles disagree with your own note, or with each other."""
    for profile in profiles(view).profiles:
        for found in profile.disagreements:
            other = (found.other_source,) if found.other_source else ()
            text = view.quote(f"{profile.name}: {found.text}")
            if text is not None:
                yield SourcedSentence(text, (found.source, *other))


def _tie(view: SuggestionView, about: Description, last: date | None, word: str | None) -> _Tie:
    is_known = last is not None or about.path in view.acquaintances or bool(view.unanswered(about.path))
    return _Tie(about, word or "new", last, is_known)


def _grouped(
    belonging: Mapping[str, Sequence[tuple[_Tie, str]]], names: Mapping[str, str]
) -> tuple[Group, ...]:
    """Return groups, the largest first; `belonging` has the members and the places that say so, by key."""
    found = []
    for key, members in belonging.items():
        counts = Counter(tie.word for tie, _ in members)
        shown = nsmallest(MOST_PLACES, members, key=lambda member: (member[0].last or date.min, member[1]))
        found.append(
            Group(
                names[key],
                len(members),
                tuple((word, counts[word]) for word in WARMTHS),
                tuple(dict.fromkeys(source for _, source in shown)),
                sum(not tie.is_known for tie, _ in members),
            )
        )
    return tuple(sorted(found, key=lambda group: (-group.people, fold(group.name))))


def _circles(ties: Sequence[_Tie], view: SuggestionView) -> tuple[Group, ...]:
    belonging: dict[str, list[tuple[_Tie, str]]] = {}
    for tie in ties:
        seen: set[str] = set()
        for circle in tie.about.circles:
            if (key := circle_key(circle.text)) not in seen:
                seen.add(key)
                belonging.setdefault(key, []).append((tie, tie.about.source(circle)))
    written = (tuple(circle.text for circle in tie.about.circles) for tie in ties)
    return _grouped(belonging, spelled_circles(written, view.rules))


# The people of each organization, by its key, with the places that name it.
_Employers = dict[str, tuple[Reference, list[tuple[_Tie, str]]]]


def _employers(ties: Iterable[_Tie]) -> _Employers:
    found: _Employers = {}
    for tie in ties:
        for organization in tie.about.organization[:1]:
            _, members = found.setdefault(organization.key, (organization, []))
            members.append((tie, organization.source))
    return found


def _organizations(view: SuggestionView, employers: _Employers) -> tuple[Group, ...]:
    found = {key: work for key, work in employers.items() if view.may_quote(work[0].name)}
    return _grouped(
        {key: members for key, (_, members) in found.items()},
        {key: organization.name for key, (organization, _) in found.items()},
    )


def _fields(view: SuggestionView, employers: _Employers) -> tuple[Group, ...]:
    """Group people by the industry of their employer."""
    belonging: dict[str, list[tuple[_Tie, str]]] = {}
    names: dict[str, str] = {}
    # Otherwise each is read separately.
    view.fetch_notes([one.path for one, _ in employers.values() if one.path])
    for organization, members in employers.values():
        note = view.note(organization.path) if organization.path else None
        for industry in note.texts("industry")[:1] if note else ():
            if view.may_quote(industry):
                names.setdefault(fold(industry), industry)
                belonging.setdefault(fold(industry), []).extend(members)
    return _grouped(belonging, names)


def _concentration(view: SuggestionView, ties: Sequence[_Tie]) -> Concentration | None:
    owner = next(iter(view.notes_of("me")), None)
    if owner is None or not (refs := owner.refs("organization")):
        return None
    mine = view.subject(refs[0], owner.path)
    colleagues = [
        tie.about.name for tie in ties if any(at.key == mine.key for at in tie.about.organization[:1])
    ]
    if is_self_employed(owner, view.note(mine.path) if mine.path else None, colleagues):
        return None
    known = [tie for tie in ties if tie.last is not None]
    there = sum(any(at.key == mine.key for at in tie.about.organization[:1]) for tie in known)
    percent = round(100 * there / len(known)) if known else 0
    return Concentration(mine.name, there, len(known), percent, mine.source)


def _promises(view: SuggestionView) -> tuple[OpenPromise, ...]:
    """Return the unpaid promises, earliest first; a promise to several people is one."""
    found: dict[tuple[str, str], tuple[int, list[str]]] = {}
    everything = list(view.open_promises())
    view.prefetch_places(source for _, (source, _, _) in everything)
    for path, (source, text, day) in everything:
        if view.may_quote(text, path, source) and view.may_cite(source, path):
            found.setdefault((source, text), (day, []))[1].append(path)
    promises = [
        OpenPromise(
            date.fromordinal(day),
            text,
            tuple(map(view.name_of, paths)),
            source,
            view.left_alone_among(paths),
        )
        for (source, text), (day, paths) in found.items()
    ]
    return tuple(sorted(promises, key=lambda promise: (promise.day, promise.source, promise.text)))
