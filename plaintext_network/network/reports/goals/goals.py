"""Reports goals: who can help with each, the steps so far, and what it still lacks. Changes none."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from plaintext_network.errors import AmbiguousGoal, GoalNotFound, counted
from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.note.daily_notes import day_of_path
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import Promise, cadence_of
from plaintext_network.network.due.leave_alone import LeaveAlone, Meeting
from plaintext_network.network.due.rules import last_in_touch, warmth
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.acquaintances import LastTouch
from plaintext_network.network.people.before_first_touch import before_first_touch
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.find_contact import matching
from plaintext_network.network.people.last_touch import by_channel
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedSentence
from plaintext_network.network.reports.goals.helpers import GoalRequest, HelperMatch, Helping
from plaintext_network.network.reports.linking_interactions import links_to, naming_notes

FINISHED = frozenset(
    ("done", "reached", "achieved", "dropped", "abandoned", "closed", "cancelled", "finished", "completed")
)
PAUSED = frozenset(("paused", "on hold", "resting", "later"))
MOST_NAMES = 4


class Helper(NamedTuple):
    """Somebody who may help: `why`, with its `sources`, and how to `reach` them, with the places in `reached_by`.

    `last_touch`, `warmth` and `channel` are None without a touch; `email` and `phone` are the first of each. `leave_alone` is
    why to leave them alone today, and `meeting` what is planned with them.
    """

    name: str
    path: str
    why: str
    last_touch: date | None
    warmth: str | None
    channel: str | None
    email: str | None
    phone: str | None
    sources: tuple[str, ...]
    reach: str
    reached_by: tuple[str, ...]
    leave_alone: LeaveAlone | None = None
    meeting: Meeting | None = None


class Help(NamedTuple):
    """One person, organization, role or topic that the goal names, and who may help, the latest touch first.

    `people` are those to ask now, and `left_alone` those who could help but are to be left alone today.
    """

    kind: str
    name: str
    source: str
    people: tuple[Helper, ...]
    left_alone: tuple[Helper, ...] = ()


class GoalStep(NamedTuple):
    """One interaction that served the goal; `people` are the names of those who may be named."""

    day: date
    channel: str | None
    says: str
    people: tuple[str, ...]
    sources: tuple[str, ...]


class GoalTask(NamedTuple):
    """A task in the goal's own note."""

    text: str
    open: bool
    day: date | None
    start: date | None
    source: str


class GoalPromise(NamedTuple):
    """An unpaid promise from an interaction that served the goal; `day` is None without one."""

    day: date | None
    text: str
    people: tuple[str, ...]
    source: str


class GoalSummary(NamedTuple):
    """A goal in a line. `standing` is open, paused or finished; `status` is as written.

    `helpers` counts the people to ask now, not those to leave alone today.

    `quiet_since` is the day of the last step if that is long ago; `quiet` is also true without any step.
    """

    name: str
    path: str
    status: str | None
    standing: str
    by: date | None
    helpers: int
    last_step: date | None
    quiet: bool
    quiet_since: date | None
    says: str
    sources: tuple[str, ...]


class GoalDetails(NamedTuple):
    """One goal as a page: the same, then the parts. `missing` is what it lacks, `remarks` are about its day and quiet."""

    name: str
    path: str
    status: str | None
    standing: str
    by: date | None
    helpers: int
    last_step: date | None
    quiet: bool
    quiet_since: date | None
    helps: tuple[Help, ...]
    steps: tuple[GoalStep, ...]
    tasks: tuple[GoalTask, ...]
    promises: tuple[GoalPromise, ...]
    missing: tuple[SourcedSentence, ...]
    remarks: tuple[SourcedSentence, ...]


def goals(view: SuggestionView) -> tuple[GoalSummary, ...]:
    """Return every goal in short: open ones first, then paused, then finished ones; each by their days, then names."""
    notes = view.notes_of("goal")
    if not notes:
        return ()
    report = _GoalReport(view, notes)
    found = [report.in_short(facts) for facts in notes]
    order = ("open", "paused", "finished")
    return tuple(
        sorted(found, key=lambda g: (order.index(g.standing), g.by or date.max, name_key(g.name), g.path))
    )


def goals_without_helpers(view: SuggestionView) -> tuple[Facts, ...]:
    """Return the notes of the open goals with which nobody can help yet, in the order of `goals`."""
    wanting = [facts for facts in view.notes_of("goal") if standing_of(facts) == "open"]
    helping = Helping(view, wanting)
    wanting = [facts for facts in wanting if not helping.is_known_for(facts)]
    # What people talk about takes longest to read, so only the topics of the remaining goals count.
    helping = Helping(view, wanting)
    wanting = [facts for facts in wanting if not helping.is_spoken_about(facts)]
    return tuple(sorted(wanting, key=lambda f: (_by(f, view.rules) or date.max, name_key(f.name), f.path)))


def goal(view: SuggestionView, path: str) -> GoalDetails:
    """Return everything about the goal whose note is at a path. Raises KeyError if no note is."""
    facts = view.note(path)
    if facts is None:
        raise KeyError(path)
    return _GoalReport(view, [facts]).whole(facts)


def find_goal(view: SuggestionView, typed: str) -> str:
    """Return the path of the one goal that matches a path, a whole name, a part of one, or words of one.

    Raises GoalNotFound or AmbiguousGoal.
    """
    matches = matching([contact_names(facts) for facts in view.notes_of("goal")], typed)
    if len(matches) == 1:
        return matches[0][1]
    if matches:
        raise AmbiguousGoal(typed, sorted(matches))
    raise GoalNotFound(typed)


class _GoalReport:
    """What the questions about goals share, looked up once."""

    def __init__(self, view: SuggestionView, wanted: Sequence[Facts]) -> None:
        self.view, self.rules, self.today = view, view.rules, view.today
        self.helping = Helping(view, wanted)
        self.served = self._served({goal.path for goal in wanted})

    def _served(self, goals: Collection[str]) -> dict[str, dict[str, tuple[DatedInteraction, str]]]:
        """Return the interactions that served each goal, oldest first, by place; each with the place that names the goal."""
        found: dict[str, dict[str, tuple[DatedInteraction, str]]] = {path: {} for path in goals}
        linking = naming_notes(self.view, goals)
        for interaction in self.view.interactions_of(linking):
            if interaction.day > self.today or interaction.is_newsletter(self.rules):
                continue
            source, wanted = interaction.source, linking[interaction.path]
            for ref in interaction.goals:
                served = self.view.resolve(ref, interaction.path, people=False).note
                if served is not None and served.path in wanted:
                    place = f"{interaction.path}:{ref.line}"
                    found[served.path].setdefault(source, (interaction, place))
            # Its text matters only for goals that it serves by a link alone, and takes long to read.
            if any(source not in found[path] for path in wanted):
                for link in links_to(self.view, interaction, wanted):
                    found[link.linked].setdefault(source, (interaction, link.place))
        return found

    def steps(self, path: str) -> list[tuple[DatedInteraction, str]]:
        """Return the steps towards a goal, newest first."""
        return list(reversed(self.served.get(path, {}).values()))

    # In short

    def in_short(self, facts: Facts) -> GoalSummary:
        (people, places), steps = self.helping.in_short(facts), self.steps(facts.path)
        helpers = sum(path not in self.view.left_alone for path in people)
        standing, by = standing_of(facts), _by(facts, self.rules)
        quiet, since = self.quiet(standing, steps)
        # A step with somebody private keeps a goal from being quiet, but its place is not shown.
        last = next(self.shown(steps), None)
        says: list[SourcedSentence] = []
        if facts.texts("status") and standing != "open":
            says.append(SourcedSentence(facts.texts("status")[0], (f"{facts.path}:{facts.line('status')}",)))
        if by is not None:
            is_over = standing == "open" and by < self.today
            text = f"by {by}" + (", which has passed" if is_over else "")
            says.append(SourcedSentence(text, (self.by_source(facts),)))
        if standing != "finished":
            says.append(SourcedSentence(_helpers(helpers, len(people)), self.view.sources(places)))
        if last and not quiet:
            says.append(SourcedSentence(f"last step on {last.day}", last.sources[:1]))
        elif quiet:
            says.append(SourcedSentence(_quiet(since), last.sources[:1] if last else ()))
        return GoalSummary(
            facts.name,
            facts.path,
            next(iter(facts.texts("status")), None),
            standing,
            by,
            helpers,
            last.day if last else None,
            quiet,
            since,
            "; ".join(one.says for one in says),
            _unique(source for one in says for source in one.sources) or (f"{facts.path}:1",),
        )

    def by_source(self, facts: Facts) -> str:
        return f"{facts.path}:{facts.line('by')}"

    def quiet(self, standing: str, steps: list[tuple[DatedInteraction, str]]) -> tuple[bool, date | None]:
        """Return whether an open goal had no step for long, and since when; None without any step."""
        if standing != "open":
            return False, None
        if not steps:
            return True, None
        last = steps[0][0].day
        return (True, last) if self.rules.goal.quiet.after(last) < self.today else (False, None)

    # The whole page

    def whole(self, facts: Facts) -> GoalDetails:
        asked, steps = list(self.helping.asked(facts)), self.steps(facts.path)
        standing, by = standing_of(facts), _by(facts, self.rules)
        quiet, since = self.quiet(standing, steps)
        helpers = {fit.path for one in asked for fit in one.fits}
        shown = tuple(self.shown(steps))
        free = sum(self.view.leave_alone(path) is None for path in helpers)
        return GoalDetails(
            facts.name,
            facts.path,
            next(iter(facts.texts("status")), None),
            standing,
            by,
            free,
            shown[0].day if shown else None,
            quiet,
            since,
            self.helps(asked, helpers),
            shown,
            tuple(
                GoalTask(task.text, task.open, task.day, task.start, f"{facts.path}:{task.line}")
                for task in facts.tasks
                if self.view.may_quote(task.text, source=f"{facts.path}:{task.line}")
            ),
            tuple(self.promises(steps)),
            tuple(self.missing(facts, asked, helpers)),
            tuple(self.remarks(facts, standing, by, steps, shown)),
        )

    def helps(self, asked: list[GoalRequest], helpers: set[str]) -> tuple[Help, ...]:
        last = self.view.last_touches(helpers)
        found = []
        for one in asked:
            people = [self.helper(one, fit, last.get(fit.path)) for fit in one.fits]
            people.sort(key=lambda p: (-(p.last_touch or date.min).toordinal(), name_key(p.name), p.path))
            if people:
                free = tuple(helper for helper in people if not helper.leave_alone)
                alone = tuple(helper for helper in people if helper.leave_alone)
                found.append(Help(one.kind, one.name, one.source, free, alone))
        return tuple(found)

    def helper(self, asked: GoalRequest, fit: HelperMatch, last: LastTouch | None) -> Helper:
        facts = self.view.person(fit.path).facts
        email, phone = (next(iter(facts.texts(name)), None) for name in ("emails", "phones"))
        word = warmth(last.day, cadence_of(facts, self.rules)[0], self.today) if last else None
        reach, sources = self.reach(facts, last, word)
        return Helper(
            facts.name,
            fit.path,
            fit.why,
            last.day if last else None,
            word,
            last.channel if last else None,
            email,
            phone,
            self.view.sources((asked.source, fit.source), fit.path),
            reach,
            self.view.sources(sources, fit.path),
            self.view.leave_alone(fit.path),
            self.view.next_meeting(fit.path),
        )

    def reach(self, facts: Facts, last: LastTouch | None, word: str | None) -> tuple[str, tuple[str, ...]]:
        """Return how to reach somebody, and the places that say so: as last time, or else by the addresses they have."""
        if last is None:
            return self.reach_first(facts)
        text = last_in_touch(last.day, word, by_channel(last.channel))
        if last.channel:
            return text, (last.source,)
        for address, source in addresses(facts):
            return f"{text}; {address}", (last.source, source)
        return text, (last.source,)

    def reach_first(self, facts: Facts) -> tuple[str, tuple[str, ...]]:
        """Return how to reach somebody for the first time: write to whom you met, and be introduced to whom you didn't."""
        how = before_first_touch(self.view, facts)
        sources = (how.source,) if how.source else ()
        if how.wrote:
            return how.says, sources
        text = f"{how.says}; write first" if how.met else how.says
        for address, source in addresses(facts):
            return f"{text}{': ' if how.met else '; '}{address}", (*sources, source)
        if not how.met:
            text += f'; `pnet reach "{facts.name}"` looks who can introduce you'
        return text, sources

    def shown(self, steps: list[tuple[DatedInteraction, str]]) -> Iterator[GoalStep]:
        """Yield the steps, except those with private people alone, and those in a note that may not be named."""
        for interaction, place in steps:
            if self.view.is_private(interaction) or not self.view.may_cite(interaction.path):
                continue
            names = self.names_of(interaction.people)
            about = self.view.quote(interaction.summary, source=interaction.source) or ""
            channel = (
                f"{interaction.channel}: " if interaction.channel and about else interaction.channel or ""
            )
            with_whom = f" (with {_some(names)})" if names else ""
            says = f"{channel}{about}{with_whom}".strip() or "a step"
            sources = _unique((interaction.source, place))
            yield GoalStep(interaction.day, interaction.channel, says, names, sources)

    def names_of(self, people: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.view.name_of(path) for path in people)

    def promises(self, steps: list[tuple[DatedInteraction, str]]) -> Iterator[GoalPromise]:
        """Yield the unpaid promises of the steps, the earliest day first, those without a day last."""
        found: dict[tuple[str, str], GoalPromise] = {}
        participants = {person for interaction, _ in steps for person in interaction.people}
        self.view.fetch_interactions(participants)
        promised = {path: self.view.person(path).promises for path in participants}
        for interaction, _ in steps:
            if interaction.is_crowd(self.rules) or not self.view.may_cite(interaction.path):
                continue
            for day, text, line, to in self._unpaid(interaction, promised):
                is_to_nobody = not interaction.people and not self.view.has_hidden(interaction)
                source = f"{interaction.path}:{line}"
                if (to or is_to_nobody) and self.view.may_quote(text, source=source):
                    found.setdefault((source, text), GoalPromise(day, text, self.names_of(to), source))
        yield from sorted(found.values(), key=lambda p: (p.day or date.max, p.source))

    def _unpaid(
        self, interaction: DatedInteraction, promised: Mapping[str, Sequence[Promise]]
    ) -> Iterator[tuple[date | None, str, int, tuple[str, ...]]]:
        """Yield day, text and line of each unpaid promise of one interaction, and to whom you still owe it."""
        path, people = interaction.path, interaction.people
        for one, _ in self.view.interactions_in(path):
            if one.line == interaction.line:
                for later in one.follow_ups:
                    promise = Promise(later.day, later.text, f"{path}:{later.line}", None, True)
                    to = tuple(person for person in people if promise in promised[person])
                    if not later.done:
                        yield later.day, later.text or "get back", later.line, to
        note = self.view.note(path)
        if note is not None and note.kind == "interaction":
            for task in note.tasks:
                if task.open:
                    yield task.day, task.text, task.line, people

    def missing(self, facts: Facts, asked: list[GoalRequest], helpers: set[str]) -> Iterator[SourcedSentence]:
        """Yield what a goal lacks."""
        if not asked and not helpers:
            yield SourcedSentence("no names beside it yet", (f"{facts.path}:1",))
        for one in asked:
            if one.lacks is not None:
                more = f'; `pnet add "{one.name}"` makes one' if one.lacks == "no contact yet" else ""
                yield SourcedSentence(f"{one.name}: {one.lacks}{more}", (one.source,))
            elif not one.fits:
                kind = "" if one.kind == "organization" else f"{one.kind} "
                way = f'`pnet find "{one.name}"` looks through all your notes'
                yield SourcedSentence(f"{kind}{one.name}: nobody to ask yet; {way}", (one.source,))
        if helpers and all(self.view.leave_alone(path) for path in helpers):
            yield SourcedSentence(NOBODY_NOW, (asked[0].source,))
        if asked and not helpers and not any(one.kind == "person" for one in asked):
            yield SourcedSentence("no names beside it yet", (asked[0].source,))
        if not facts.texts("by"):
            yield SourcedSentence("no day set for it", (f"{facts.path}:1",))
        elif _by(facts, self.rules) is None:
            yield SourcedSentence(
                f"“{facts.texts('by')[0]}” is no day; write it as 2027-06-30", (self.by_source(facts),)
            )

    def remarks(
        self,
        facts: Facts,
        standing: str,
        by: date | None,
        steps: list[tuple[DatedInteraction, str]],
        shown: Sequence[GoalStep],
    ) -> Iterator[SourcedSentence]:
        """Yield remarks on a goal: that it is paused or finished, on its day, and on quiet."""
        if standing != "open":
            word = facts.texts("status")[0]
            yield SourcedSentence(word, (f"{facts.path}:{facts.line('status')}",))
        if by is not None:
            says = f"by {by}"
            if standing == "open" and by < self.today:
                says = f"the day you set, {by}, has passed"
            yield SourcedSentence(says, (self.by_source(facts),))
        quiet, since = self.quiet(standing, steps)
        if quiet:
            yield SourcedSentence(_quiet(since), shown[0].sources[:1] if shown else (f"{facts.path}:1",))


def addresses(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield a contact's first e-mail address and telephone number, each with its place."""
    for name in ("emails", "phones"):
        for address in facts.texts(name)[:1]:
            yield address, f"{facts.path}:{facts.line(name)}"


def _by(facts: Facts, rules: Rules) -> date | None:
    texts = facts.texts("by")
    # A link to a daily note is a day, too.
    return (parse_day(texts[0]) or day_of_path(texts[0], rules.daily.format)) if texts else None


def standing_of(facts: Facts) -> str:
    """Return whether a goal is open, paused or finished, by the words of its status."""
    texts = facts.texts("status")
    word = " ".join(fold(texts[0]).replace("-", " ").split()) if texts else ""
    return "finished" if word in FINISHED else "paused" if word in PAUSED else "open"


NOBODY_NOW = "nobody to ask for now"


def _helpers(number: int, everybody: int) -> str:
    if not number:
        return NOBODY_NOW if everybody else "nobody beside it yet"
    return f"{counted(number, 'person', 'people')} can help"


def _quiet(since: date | None) -> str:
    return f"quiet since {since}" if since else "nothing noted yet"


def _some(names: tuple[str, ...]) -> str:
    """Name the first few."""
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
