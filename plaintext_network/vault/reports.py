"""Answers questions about the whole network, one method for each report in `network/reports`. Reads no file itself."""

from __future__ import annotations

from copy import copy

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from typing import Any, TypeVar

    from plaintext_network.model.edits.interaction import NewInteraction
    from plaintext_network.model.note.rules import Rules
    from plaintext_network.network.due.agenda import AgendaEntry
    from plaintext_network.network.due.answer import DueList
    from plaintext_network.network.due.contact_state import ContactState
    from plaintext_network.network.due.open_promises import OpenPromise
    from plaintext_network.network.index.index import Index
    from plaintext_network.network.people.person import Person
    from plaintext_network.network.people.privacy import SuggestionView
    from plaintext_network.network.people.privacy_rule import SharedNames
    from plaintext_network.network.posts.check import PostCheck
    from plaintext_network.network.reports.charts.circle_standings import CircleStanding
    from plaintext_network.network.reports.charts.growth import Growth
    from plaintext_network.network.reports.charts.people_by_place import PeopleByPlace
    from plaintext_network.network.reports.charts.relationship import Relationship
    from plaintext_network.network.reports.charts.rings import Rings
    from plaintext_network.network.reports.charts.touch_days import TouchDays
    from plaintext_network.network.reports.coming_days import ComingDays
    from plaintext_network.network.reports.contact_page import PageLine
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
    from plaintext_network.network.reports.profiles.profiles import Profiles
    from plaintext_network.network.reports.reach.introductions import Introductions
    from plaintext_network.network.reports.reach.reach import Reach
    from plaintext_network.network.reports.readiness import Readiness
    from plaintext_network.network.reports.stats import Stats
    from plaintext_network.network.reports.topics.looks import Look
    from plaintext_network.network.reports.topics.share import ShareReport
    from plaintext_network.network.reports.topics.things_to_read import ReadingItem
    from plaintext_network.network.reports.topics.topics import TopicDetails, TopicSummary
    from plaintext_network.network.search.meaning import Meaning
    from plaintext_network.vault.cache.due_snapshot import DueRows
    from plaintext_network.vault.git.note_history import NoteChange

    T = TypeVar("T")


class Reports:
    """The reports of one vault on one day. A method that takes a contact's name raises ContactNotFound or AmbiguousName."""

    # Late imports throughout: a script loads only the reports that it uses.

    def __init__(
        self,
        index: Index,
        rules: Rules,
        today: date,
        *,
        contact: Callable[[str], Person],
        contact_states: Callable[[], tuple[ContactState, ...]],
        due_list: Callable[[], DueList],
        due_rows: Callable[[], DueRows],
        text: Callable[[str], str],
        lines: Callable[[str], list[str]],
        meaning: Callable[[], Meaning | None],
        shared_names: Callable[[], SharedNames],
        agenda: Callable[[date], tuple[AgendaEntry, ...]],
        promises: Callable[[], tuple[OpenPromise, ...]],
    ) -> None:
        self._index, self._rules, self._today = index, rules, today
        self._contact, self._contact_states, self._due_list = contact, contact_states, due_list
        self._due_rows, self._text, self._lines = due_rows, text, lines
        self._meaning, self._shared_names = meaning, shared_names
        self._agenda, self._promises = agenda, promises
        self._has_private = False
        # Without any, reports are about everybody.
        self._circles: tuple[str, ...] = ()
        # The view that several answers share: see `for_several`.
        self._one_view: SuggestionView | None = None

    def for_several(self) -> Reports:
        """Return reports for several answers in a row: they derive once what these share, and need the memory for it."""
        other = copy(self)
        other._one_view = self._view()
        return other

    def including_private(self) -> Reports:
        """Return the reports that name private people, too; they still suggest neither the dead nor those not to be contacted."""
        other = copy(self)
        other._has_private, other._one_view = True, None
        return other

    def of_circles(self, circles: Iterable[str]) -> Reports:
        """Return the reports of a vault in which there is nobody but the members of these circles; of everybody for none."""
        other = copy(self)
        other._circles, other._one_view = tuple(circles), None
        return other

    def record_view(self) -> SuggestionView:
        """Return what decides which names, texts and places a record may show."""
        return self._view().of_records()

    def _view(self, *only: str) -> SuggestionView:
        """Return the vault as a report may show it; the contacts at the paths in `only` may be named."""
        from plaintext_network.network.people.privacy import SuggestionView

        if self._one_view is not None and not only:
            return self._one_view
        view = SuggestionView(self._index, self._rules, self._today, only, self._shared_names())
        if self._circles:
            return view.of_circles(self._circles)
        return view.including_private() if self._has_private else view

    def _show(self, view: SuggestionView, answer: T, *about: str) -> T:
        """Return an answer without what names contacts who may not be named."""
        from plaintext_network.network.people.shown_answer import shown_answer

        return shown_answer(view, answer, about)

    def shown_properties(self, who: Person | str, properties: Mapping[str, Any]) -> dict[str, Any]:
        """Return a contact's properties by name, without texts that name somebody private."""
        from plaintext_network.network.people.shown_answer import shown_record

        path = self._path(who)
        return shown_record(self._view(path), properties, path)

    def shown_changes(self, path: str, changes: Iterable[NoteChange]) -> tuple[NoteChange, ...]:
        """Return changes of the note at a path, without texts that name somebody private; without a change that has no other."""
        view = self._view(path)

        def has_lists(change: NoteChange) -> bool:
            return bool(change.added or change.removed or change.done)

        return tuple(
            shown._replace(author=change.author)
            for change in changes
            # The author of a commit is no text of the notes.
            for shown in self._show(view, (change._replace(author=None),), path)
            if has_lists(shown) or not has_lists(change)
        )

    def stats(self) -> Stats:
        """Count notes, contacts, interactions and touches."""
        from plaintext_network.network.reports.stats import stats
        from plaintext_network.vault.cache.due_snapshot import PATH

        rows = self._due_rows()
        view = self._view()
        return self._show(view, stats(view, rows.people, len({row[PATH] for row in rows.waiting})))

    def circle_standings(self) -> tuple[CircleStanding, ...]:
        """Count the active contacts of each circle by standing, the largest circle first; those without a circle come last."""
        from plaintext_network.network.reports.charts.circle_standings import circle_standings

        view = self._view()
        return self._show(view, circle_standings(view))

    def growth(self) -> tuple[Growth, ...]:
        """Count by quarter, of the last ten years at most, whom you knew and whom you were in touch with; private people don't count."""
        from plaintext_network.network.reports.charts.growth import growth

        view = self._view()
        return self._show(view.of_records(), growth(view))

    def due_people(self, limit: int | None = None) -> DuePeople:
        """Return who is due today with every reason, and whom to leave alone for now, at most `limit` of each.

        A reason that names somebody private has the bare words of its kind.
        """
        from plaintext_network.network.reports.due_people import due_people

        view = self._view()
        return self._show(view.of_records(), due_people(view, self._due_list(), limit))

    def coming(self, until: date, limit: int | None = None) -> ComingDays:
        """Return what is coming up by a day: birthdays, occasions, promises, meetings, ends of snoozes and events, at most `limit`."""
        from plaintext_network.network.reports.coming_days import coming_days
        from plaintext_network.network.reports.events.event_list import coming_events

        view = self._view()
        events = self._show(view, coming_events(view, until))
        return self._show(view.of_records(), coming_days(view, self._agenda(until), events, limit))

    def open_items(self, limit: int | None = None) -> OpenItems:
        """Return open promises and introductions under way, at most `limit` of each, and favours that you have not thanked for."""
        from plaintext_network.network.reports.open_items import open_items

        view = self._view()
        return self._show(view.of_records(), open_items(view, self._promises(), limit))

    def person_cards(self, limit: int | None = None) -> tuple[PersonCard, ...]:
        """Return a card for each contact, by name; with a `limit`, of those who are due, and then of those you were in touch with last."""
        from plaintext_network.network.reports.person_cards import person_cards

        view = self._view()
        return self._show(view.of_records(), person_cards(view, self._due_list(), limit))

    def people_counts(self) -> PeopleCounts:
        """Return how many contacts reports may name, and how many they leave out."""
        from plaintext_network.network.reports.people_counts import people_counts

        return people_counts(self._view())

    def touch_days(self, first: date | None = None, last: date | None = None) -> TouchDays:
        """Count the touches of each day from `first` to `last`, at most until today; by default of the 53 weeks up to today.

        Touches in which only private people took part don't count. Raises ValueError if the first day is after the last.
        """
        from plaintext_network.network.reports.charts.touch_days import touch_days

        view = self._view()
        return self._show(view, touch_days(view, first, last))

    def relationship(self, who: Person | str) -> Relationship:
        """Return how often you were in touch with one contact over the years, beside everybody who isn't private."""
        from plaintext_network.network.reports.charts.relationship import relationship

        path = self._path(who)
        view = self._view(path)
        return self._show(view, relationship(view, path), path)

    def contact_page(
        self, who: Person | str, *, full: bool = False, private: bool = False
    ) -> tuple[PageLine, ...]:
        """Return the page to read before you meet a contact, the most useful lines first.

        `full` adds people whom the contact could be introduced to. `private` keeps the lines that name somebody else who is
        private.
        """
        from plaintext_network.model.note.prose import prose_with_lines
        from plaintext_network.network.reports.contact_page import Prose, meeting_page, own_texts
        from plaintext_network.notes.note import parse, without_comments

        person = self._contact(who) if isinstance(who, str) else who
        lines = without_comments("\n".join(self._lines(person.path))).split("\n")
        note = parse(self._text(person.path).encode("utf-8", "replace"))
        paragraphs = [Prose(text, line) for text, line in prose_with_lines(note, self._rules)]
        own = [(name, value, _line_of(lines, f"{name}:")) for name, value in own_texts(person.facts.other)]
        introductions = self.introductions(person.path) if full else None
        view = self._view(person.path)
        if private:
            view = view.of_everybody()
        return self._show(view, meeting_page(view, person, paragraphs, own, introductions), person.path)

    def short_page(self, who: Person | str) -> tuple[PageLine, ...]:
        """Return the lines of a contact's page that say who it is and where you stand; quicker than the whole page."""
        from plaintext_network.network.reports.contact_page import short_page

        person = self._contact(who) if isinstance(who, str) else who
        view = self._view(person.path)
        return self._show(view, short_page(view, person), person.path)

    def readiness(self) -> Readiness:
        """Return how ready the network is for a change of job, and up to five people to contact this week."""
        from plaintext_network.network.reports.readiness import readiness

        view = self._view()
        return self._show(view, readiness(view, self._due_list()))

    def balance(self, places: int | None = None) -> Balance:
        """Return favours given, received, requested and thanked for, with every contact who isn't private.

        `places` limits the places of each circle.
        """
        from plaintext_network.network.reports.giving.balance import balance

        view = self._view()
        return self._show(view, balance(view, places))

    def balance_with(self, who: Person | str) -> PersonBalance:
        """Return the favours exchanged with one contact, one by one."""
        from plaintext_network.network.reports.giving.balance import balance_with

        path = self._path(who)
        view = self._view(path)
        return self._show(view, balance_with(view, path), path)

    def log_warnings(
        self, people: Iterable[Person | str], interaction: NewInteraction, size: int | None = None
    ) -> tuple[LogWarning, ...]:
        """Return reasons to reconsider an interaction with these contacts before you log it.

        `size` counts everybody who took part, if that is more than `people`.
        """
        from plaintext_network.network.reports.giving.log_warnings import log_warnings

        paths = [self._path(who) for who in people]
        size = len(paths) if size is None else size
        view = self._view(*paths)
        return self._show(view, log_warnings(view, paths, size, interaction), *paths)

    def profiles(self) -> Profiles:
        """Return your public profiles, each with what differs from your own note."""
        from plaintext_network.network.reports.profiles.profiles import profiles

        view = self._view()
        return self._show(view, profiles(view))

    def check_post(self, text: str | bytes, audience: Iterable[str] = (), path: str = "-") -> PostCheck:
        """Return what in a draft its audience should not read.

        `audience` names circles, and replaces those that the draft declares. `path` is where findings place themselves.
        Raises TypeError for one text as `audience`.
        """
        if isinstance(audience, str):
            raise TypeError(f"`audience` takes several circles: audience=[{audience!r}]")
        from plaintext_network.network.posts.check import check_post
        from plaintext_network.notes.note import parse

        note = parse(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
        checked = check_post(self._index, self._rules, note, path, tuple(audience))
        if meaning := self._meaning():
            from plaintext_network.network.posts.second_look import second_looks

            looks = second_looks(note, {finding.line for finding in checked.findings}, meaning)
            checked = checked._replace(remarks=(*checked.remarks, *looks))
        return checked

    def reach(self, target: str, kind: str | None = None, limit: int | None = 5) -> Reach:
        """Return whom you know at an organization, in a role or place, or about a topic, and who can introduce you.

        `kind` is `organization`, `person`, `role`, `place` or `topic`. `limit` is the number of chains. Raises AmbiguousName.
        """
        from plaintext_network.network.reports.reach.reach import reach

        found = reach(self._view(), target, kind, limit)
        asked = (found.path,) if found.kind == "person" and found.path else ()
        return self._show(self._view(*asked), found, *asked)

    def introductions(self, name: str | None = None, limit: int | None = 10) -> Introductions:
        """Return introductions under way and people to introduce to each other; with a name, those of one contact."""
        from plaintext_network.network.reports.reach.introductions import intros

        only = None if name is None else self._path(name)
        asked = () if only is None else (only,)
        view = self._view(*asked)
        return self._show(view, intros(view, only, limit, self._meaning), *asked)

    def events(self) -> tuple[EventSummary, ...]:
        """Return every event: upcoming ones, the nearest first, then past ones, the latest first."""
        from plaintext_network.network.reports.events.event_list import events

        view = self._view()
        return self._show(view, events(view))

    def event(self, name: str) -> EventDetails:
        """Return one event, and who may be there or whom you met. Raises EventNotFound or AmbiguousEvent."""
        from plaintext_network.network.reports.events.event_page import event

        view = self._view()
        return self._show(view, event(view, name))

    def topics(self, since: date | Callable[[str], Look | None] | None = None) -> tuple[TopicSummary, ...]:
        """Return the topics that contacts talk to you about, the latest first.

        What is noted `since` a day is new. A function says that for each topic, by its `topic_key`.
        """
        from plaintext_network.network.reports.topics.looks import Look
        from plaintext_network.network.reports.topics.topics import topics

        looks = since if callable(since) else None if since is None else lambda _: Look(since)
        view = self._view()
        return self._show(view, topics(view, looks))

    def topic(self, name: str, limit: int | None = None, since: date | Look | None = None) -> TopicDetails:
        """Return who knows about a topic, the latest conversations about it, and what was read or shared about it.

        At most `limit` of the last two. What is noted `since` a day is new.
        """
        from plaintext_network.network.reports.topics.topics import topic

        view = self._view()
        return self._show(view, topic(view, name, limit, since))

    def readings(self) -> tuple[ReadingItem, ...]:
        """Return everything to read that the notes mention, with who read it, gave it to you or got it from you."""
        from plaintext_network.network.reports.topics.readings import ReadingList

        view = self._view()
        found = ReadingList(view)
        return self._show(view, found.named(found.about(lambda _: True)))

    def share(self, topic: str, what: str) -> ShareReport:
        """Return who would like something to read about a topic, and whom to leave alone for now.

        `what` is a web address, the name or path of a note, or the `path:line` of a link. Raises NothingToShare.
        """
        from plaintext_network.network.reports.topics.share import share

        view = self._view()
        return self._show(view, share(view, topic, what, self._meaning()))

    def goals(self) -> tuple[GoalSummary, ...]:
        """Return your goals: open ones by date, then paused ones, then finished ones."""
        from plaintext_network.network.reports.goals.goal_list import goals

        view = self._view()
        return self._show(view, goals(view))

    def goal(self, name: str) -> GoalDetails:
        """Return one goal: who can help, what was done, what is missing. Raises GoalNotFound or AmbiguousGoal."""
        from plaintext_network.network.reports.goals.goal_notes import find_goal
        from plaintext_network.network.reports.goals.goal_page import goal

        view = self._view()
        return self._show(view, goal(view, find_goal(view, name)))

    def mentors(self) -> tuple[MentorSummary, ...]:
        """Return your mentors and mentees."""
        from plaintext_network.network.reports.mentors import mentors

        view = self._view()
        return self._show(view, mentors(view))

    def mentor(self, who: Person | str) -> MentorDetails | None:
        """Return the advice from a mentor or to a mentee and what came of it; None for anybody else."""
        from plaintext_network.network.reports.mentors import mentor_track

        path = self._path(who)
        view = self._view(path)
        return self._show(view, mentor_track(view, path), path)

    def rings(self, limit: int | None = 150, circle: str | None = None) -> Rings:
        """Return the active contacts, or those of a circle, as a picture shows them: you in the middle, distance by standing.

        If there are more than `limit`, those come first who are due, then those in a circle or with a cadence, then those with
        the latest touch. With None, everybody is there.
        """
        from plaintext_network.network.reports.charts.rings import rings

        view = self._view()
        return self._show(view, rings(view, self._paths_due(), limit, circle))

    def rings_around(self, who: Person | str, steps: int = 1, limit: int | None = 150) -> Rings:
        """Return one contact with those they know, as a picture shows them; with two steps, also with those whom these know."""
        from plaintext_network.network.reports.charts.rings import rings_around

        path = self._path(who)
        view = self._view(path)
        return self._show(view, rings_around(view, self._paths_due(), path, steps, limit), path)

    def people_by_place(self, limit: int | None = 12) -> PeopleByPlace:
        """Return the active contacts by the town where they live, as their notes say; at most `limit` names for each place."""
        from plaintext_network.network.reports.charts.people_by_place import people_by_place

        view = self._view()
        return self._show(view, people_by_place(view, self._paths_due(), limit))

    def _paths_due(self) -> set[str]:
        from plaintext_network.vault.cache.due_snapshot import PATH

        return {row[PATH] for row in self._due_rows().due}

    def _path(self, who: Person | str) -> str:
        return self._contact(who).path if isinstance(who, str) else who.path


def _line_of(lines: list[str], text: str) -> int:
    """Return the number of the line on which a text begins as a reader sees it; 1 if no line matches."""
    from plaintext_network.model.note.values.visible_text import visible_text

    # The first words decide, up to the first markup; a list marker may come before them.
    begin = text[:24].split("\n")[0].casefold()
    for number, line in enumerate(lines, 1):
        if begin and begin in visible_text(line).casefold():
            return number
    return 1
