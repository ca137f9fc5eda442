"""Answers questions about the whole network, one method for each report in `network/reports`. Reads no file itself."""

from __future__ import annotations

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from plaintext_network.model.edits.interaction import NewInteraction
    from plaintext_network.model.note.rules import Rules
    from plaintext_network.network.due.answer import DueList
    from plaintext_network.network.due.contact_state import ContactState
    from plaintext_network.network.index.index import Index
    from plaintext_network.network.people.person import Person
    from plaintext_network.network.people.privacy import SuggestionView
    from plaintext_network.network.posts.check import PostCheck
    from plaintext_network.network.reports.contact_page import PageLine
    from plaintext_network.network.reports.events.event_list import EventSummary
    from plaintext_network.network.reports.events.event_page import EventDetails
    from plaintext_network.network.reports.giving.balance import Balance, PersonBalance
    from plaintext_network.network.reports.giving.log_warnings import LogWarning
    from plaintext_network.network.reports.goals.goals import GoalDetails, GoalSummary
    from plaintext_network.network.reports.mentors import MentorDetails, MentorSummary
    from plaintext_network.network.reports.profiles.profiles import Profiles
    from plaintext_network.network.reports.reach.introductions import Introductions
    from plaintext_network.network.reports.reach.reach import Reach
    from plaintext_network.network.reports.readiness import Readiness
    from plaintext_network.network.reports.stats import Stats
    from plaintext_network.network.reports.topics.share import ShareReport
    from plaintext_network.network.reports.topics.topics import TopicDetails, TopicSummary
    from plaintext_network.network.search.meaning import Meaning
    from plaintext_network.vault.cache.due_snapshot import DueRows


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
    ) -> None:
        self._index, self._rules, self._today = index, rules, today
        self._contact, self._contact_states, self._due_list = contact, contact_states, due_list
        self._due_rows, self._text, self._lines = due_rows, text, lines
        self._meaning = meaning

    def _view(self, *only: str) -> SuggestionView:
        """Return the vault as a report may show it; the contacts at the paths in `only` may be named."""
        from plaintext_network.network.people.privacy import SuggestionView

        return SuggestionView(self._index, self._rules, self._today, only)

    def stats(self) -> Stats:
        """Count notes, contacts, interactions and touches."""
        from plaintext_network.network.reports.stats import stats
        from plaintext_network.vault.cache.due_snapshot import PATH

        rows = self._due_rows()
        return stats(self._view(), rows.people, len({row[PATH] for row in rows.waiting}))

    def contact_page(self, who: Person | str, *, full: bool = False) -> tuple[PageLine, ...]:
        """Return the page to read before you meet a contact, the most useful lines first.

        `full` adds people whom the contact could be introduced to.
        """
        from plaintext_network.model.note.prose import prose
        from plaintext_network.network.reports.contact_page import Prose, meeting_page, own_texts
        from plaintext_network.notes.note import parse, without_comments

        person = self._contact(who) if isinstance(who, str) else who
        lines = without_comments("\n".join(self._lines(person.path))).split("\n")
        note = parse(self._text(person.path).encode("utf-8", "replace"))
        paragraphs = [Prose(text, _line_of(lines, text)) for text in prose(note, self._rules)]
        own = [(name, value, _line_of(lines, f"{name}:")) for name, value in own_texts(person.facts.other)]
        introductions = self.introductions(person.path) if full else None
        return meeting_page(self._view(person.path), person, paragraphs, own, introductions)

    def readiness(self) -> Readiness:
        """Return how ready the network is for a change of job, and up to five people to contact this week."""
        from plaintext_network.network.reports.readiness import readiness

        return readiness(self._view(), self._due_list())

    def balance(self, places: int | None = None) -> Balance:
        """Return favours given, received, requested and thanked for, with every contact who isn't private.

        `places` limits the places of each circle.
        """
        from plaintext_network.network.reports.giving.balance import balance

        return balance(self._view(), places)

    def balance_with(self, who: Person | str) -> PersonBalance:
        """Return the favours exchanged with one contact, one by one."""
        from plaintext_network.network.reports.giving.balance import balance_with

        path = self._path(who)
        return balance_with(self._view(path), path)

    def log_warnings(
        self, people: Iterable[Person | str], interaction: NewInteraction, size: int | None = None
    ) -> tuple[LogWarning, ...]:
        """Return reasons to reconsider an interaction with these contacts before you log it.

        `size` counts everybody who took part, if that is more than `people`.
        """
        from plaintext_network.network.reports.giving.log_warnings import log_warnings

        paths = [self._path(who) for who in people]
        size = len(paths) if size is None else size
        return log_warnings(self._view(*paths), paths, size, interaction)

    def profiles(self) -> Profiles:
        """Return your public profiles, each with what differs from your own note."""
        from plaintext_network.network.reports.profiles.profiles import profiles

        return profiles(self._view())

    def check_post(self, text: str | bytes, audience: Iterable[str] = (), path: str = "-") -> PostCheck:
        """Return what in a draft its audience should not read.

        `audience` names circles, and replaces those that the draft declares. `path` is where findings place themselves.
        """
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

        return reach(self._view(), target, kind, limit)

    def introductions(self, name: str | None = None, limit: int | None = 10) -> Introductions:
        """Return introductions under way and people to introduce to each other; with a name, those of one contact."""
        from plaintext_network.network.reports.reach.introductions import intros

        only = None if name is None else self._path(name)
        view = self._view() if only is None else self._view(only)
        return intros(view, only, limit, self._meaning)

    def events(self) -> tuple[EventSummary, ...]:
        """Return every event: upcoming ones, the nearest first, then past ones, the latest first."""
        from plaintext_network.network.reports.events.event_list import events

        return events(self._view())

    def event(self, name: str) -> EventDetails:
        """Return one event, and who may be there or whom you met. Raises EventNotFound or AmbiguousEvent."""
        from plaintext_network.network.reports.events.event_page import event

        return event(self._view(), name)

    def topics(self) -> tuple[TopicSummary, ...]:
        """Return the topics that contacts talk to you about, the latest first."""
        from plaintext_network.network.reports.topics.topics import topics

        return topics(self._view())

    def topic(self, name: str, limit: int | None = None) -> TopicDetails:
        """Return who knows about a topic, and the latest conversations about it, at most `limit`."""
        from plaintext_network.network.reports.topics.topics import topic

        return topic(self._view(), name, limit)

    def share(self, topic: str, url: str) -> ShareReport:
        """Return who would like a link about a topic, and whom to leave alone for now."""
        from plaintext_network.network.reports.topics.share import share

        return share(self._view(), topic, url)

    def goals(self) -> tuple[GoalSummary, ...]:
        """Return your goals: open ones by date, then paused ones, then finished ones."""
        from plaintext_network.network.reports.goals.goals import goals

        return goals(self._view())

    def goal(self, name: str) -> GoalDetails:
        """Return one goal: who can help, what was done, what is missing. Raises GoalNotFound or AmbiguousGoal."""
        from plaintext_network.network.reports.goals.goals import find_goal, goal

        view = self._view()
        return goal(view, find_goal(view, name))

    def mentors(self) -> tuple[MentorSummary, ...]:
        """Return your mentors and mentees."""
        from plaintext_network.network.reports.mentors import mentors

        return mentors(self._view())

    def mentor(self, who: Person | str) -> MentorDetails | None:
        """Return the advice from a mentor or to a mentee and what came of it; None for anybody else."""
        from plaintext_network.network.reports.mentors import mentor_track

        path = self._path(who)
        return mentor_track(self._view(path), path)

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
