"""Owns what a notebook is asked about the craft of networking: a question a method, each answered by a module of `network/`."""

from __future__ import annotations

# Named here rather than imported: only annotations want `typing`, and a warm answer passes here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from datetime import date

    from plaintext_network.model.edits.interaction import NewInteraction
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
    from plaintext_network.network.reports.profiles import Profiles
    from plaintext_network.network.reports.reach.introductions import Introductions
    from plaintext_network.network.reports.reach.reach import Reach
    from plaintext_network.network.reports.readiness import Readiness
    from plaintext_network.network.reports.topics.share import ShareReport
    from plaintext_network.network.reports.topics.topics import TopicDetails, TopicSummary
    from plaintext_network.vault.config.settings import Settings
    from plaintext_network.vault.edits.write_session import WriteSession


class Craft:
    """What a notebook is made of that these questions need, and the questions."""

    today: date

    if TYPE_CHECKING:

        @property
        def settings(self) -> Settings: ...
        @property
        def index(self) -> Index: ...
        def contact(self, name: str) -> Person: ...
        def lines(self, path: str) -> list[str]: ...
        def path(self, name: str) -> str: ...
        def prose(self, path: str) -> tuple[str, ...]: ...
        def contact_states(self) -> tuple[ContactState, ...]: ...
        def answer(self) -> DueList: ...
        def writing(self) -> AbstractContextManager[WriteSession]: ...

    def view(self, *only: str) -> SuggestionView:
        """Return the vault as a report may show it; the contacts at the paths in `only` may be named."""
        from plaintext_network.network.people.privacy import SuggestionView

        return SuggestionView(self.index, self.settings.rules, self.today, only)

    def link(self, name: str) -> str:
        """Return the link that leads to the note of any kind that goes by this. Raises NoteNotFound or AmbiguousName."""
        from plaintext_network.network.index.link_text import link_to

        return link_to(self.index.names, self.index.notes[self.path(name)], "", people=False)

    def page(self, who: Person | str, *, full: bool = False) -> tuple[PageLine, ...]:
        """Return the page to read before meeting somebody, the most useful first; `full` looks also for whom they could meet.

        Raises ContactNotFound or AmbiguousName.
        """
        from plaintext_network.network.reports.contact_page import Prose, meeting_page, own_texts

        person = self.contact(who) if isinstance(who, str) else who
        lines = self.lines(person.path)
        prose = [Prose(text, _line_of(lines, text)) for text in self.prose(person.path)]
        own = [(name, text, _line_of(lines, f"{name}:")) for name, text in own_texts(person.facts.other)]
        intros = self.intros(person.path) if full else None
        return meeting_page(self.view(person.path), person, prose, own, intros)

    def ready(self) -> Readiness:
        """Return how ready the network is for a change today, and the few who are worth a word this week."""
        from plaintext_network.network.reports.readiness import readiness

        return readiness(self.view(), self.contact_states(), self.answer())

    def balance(self) -> Balance:
        """Return what was given, got, asked and thanked for, with everybody but who is private, and what is open."""
        from plaintext_network.network.reports.giving.balance import balance

        return balance(self.view())

    def balance_with(self, who: Person | str) -> PersonBalance:
        """Return the same of one person, thing by thing. Raises ContactNotFound or AmbiguousName."""
        from plaintext_network.network.reports.giving.balance import balance_with

        path = self.contact(who).path if isinstance(who, str) else who.path
        return balance_with(self.view(path), path)

    def log_warnings(
        self, people: Iterable[Person | str], what: NewInteraction, size: int | None = None
    ) -> tuple[LogWarning, ...]:
        """Return why to think twice before `log` writes down that this passes with these people; it asks nothing itself.

        `size` counts all who take part, where others do. Raises ContactNotFound or AmbiguousName.
        """
        from plaintext_network.network.reports.giving.log_warnings import log_warnings

        paths = [self.contact(who).path if isinstance(who, str) else who.path for who in people]
        size = len(paths) if size is None else size
        return log_warnings(self.view(*paths), paths, size, what)

    def profiles(self) -> Profiles:
        """Return your profiles, each with what disagrees with your own note, or with another where that says nothing."""
        from plaintext_network.network.reports.profiles import profiles

        return profiles(self.view())

    def check_post(self, text: str | bytes, audience: Iterable[str] = (), path: str = "-") -> PostCheck:
        """Return what in a draft should not go out to its audience: the circles given, else those that it declares itself.

        `path` is what its places are told with.
        """
        from plaintext_network.network.posts.check import check_post
        from plaintext_network.notes.note import parse

        content = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
        return check_post(self.index, self.settings.rules, parse(content), path, tuple(audience))

    def reach(self, target: str, kind: str | None = None, limit: int | None = 5) -> Reach:
        """Return whom you know at an organization, in a role or place or about a topic, and who can introduce you; or to a person.

        `kind` says which of these it is, where it may be several; at most so many chains. Raises AmbiguousName.
        """
        from plaintext_network.network.reports.reach.reach import reach

        return reach(self.view(), target, kind, limit)

    def intros(self, name: str | None = None, limit: int | None = 10) -> Introductions:
        """Return the introductions under way and whom to introduce to whom; with a name, only those of this contact.

        At most so many suggestions. Raises ContactNotFound or AmbiguousName.
        """
        from plaintext_network.network.reports.reach.introductions import intros

        only = None if name is None else self.contact(name).path
        return intros(self.view() if only is None else self.view(only), only, limit)

    def introduce(
        self,
        one: Person | str,
        other: Person | str,
        why: str | None = None,
        status: str = "asked",
        day: date | None = None,
    ) -> str:
        """Begin an introduction of two people, today or on a day, and return its note's path.

        Without a reason it is what one needs and the other may give. Raises IntroductionRefused, and what `contact` does.
        """
        from plaintext_network.vault.edits.add_introduction import plan_introduction

        first, second = (self.contact(who).path if isinstance(who, str) else who.path for who in (one, other))
        with self.writing() as desk:
            operation = plan_introduction(desk, first, second, why, status, day.isoformat() if day else None)
            desk.perform(operation)
        return operation.steps[0].path

    def events(self) -> tuple[EventSummary, ...]:
        """Return every event: those to come, the nearest first, then those that are over, the latest first."""
        from plaintext_network.network.reports.events.event_list import events

        return events(self.view())

    def event(self, name: str) -> EventDetails:
        """Return one event: who may be there, or whom you met. Raises EventNotFound or AmbiguousEvent."""
        from plaintext_network.network.reports.events.event_page import event

        return event(self.view(), name)

    def topics(self) -> tuple[TopicSummary, ...]:
        """Return what people talk to you about, the latest first."""
        from plaintext_network.network.reports.topics.topics import topics

        return topics(self.view())

    def topic(self, name: str, limit: int | None = None) -> TopicDetails:
        """Return who knows about a topic, and who spoke of it last, at most so many times."""
        from plaintext_network.network.reports.topics.topics import topic

        return topic(self.view(), name, limit)

    def share(self, topic: str, url: str) -> ShareReport:
        """Return who would be glad of a link about a topic, and who is better left in peace for now."""
        from plaintext_network.network.reports.topics.share import share

        return share(self.view(), topic, url)

    def goals(self) -> tuple[GoalSummary, ...]:
        """Return your goals in short: open ones by their days first, then paused ones, then finished ones."""
        from plaintext_network.network.reports.goals.goals import goals

        return goals(self.view())

    def goal(self, name: str) -> GoalDetails:
        """Return all about one goal: who can help, what was done, what is missing. Raises GoalNotFound or AmbiguousGoal."""
        from plaintext_network.network.reports.goals.goals import find_goal, goal

        view = self.view()
        return goal(view, find_goal(view, name))

    def mentors(self) -> tuple[MentorSummary, ...]:
        """Return your mentors and those you mentor in short: when last met, and on how much advice nothing was told back."""
        from plaintext_network.network.reports.mentors import mentors

        return mentors(self.view())

    def mentor_track(self, who: Person | str) -> MentorDetails | None:
        """Return what a mentor advised and what came of it, or so of a mentee; None of anybody else.

        Raises ContactNotFound or AmbiguousName.
        """
        from plaintext_network.network.reports.mentors import mentor_track

        path = self.contact(who).path if isinstance(who, str) else who.path
        return mentor_track(self.view(path), path)


def _line_of(lines: list[str], text: str) -> int:
    """Return the number of the line on which a text begins as a reader sees it, 1 where none is found."""
    from plaintext_network.model.note.values import visible_text

    # The first words are enough, as far as nothing is marked in them; what stands before them is an item's mark.
    begin = text[:24].split("\n")[0].casefold()
    for number, line in enumerate(lines, 1):
        if begin and begin in visible_text(line).casefold():
            return number
    return 1
