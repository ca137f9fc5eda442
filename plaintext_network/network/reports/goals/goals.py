"""Owns goals: who can help with each, what has been done about it, and what it still lacks. Changes none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.errors import AmbiguousGoal, GoalNotFound
from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.note.daily_notes import day_of_path
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import Promise, cadence_of, contact_state
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.find_contact import contact_names, matching
from plaintext_network.network.people.last_touch import by_channel, last_touches
from plaintext_network.network.people.privacy import Discretion
from plaintext_network.network.people.references import may_be_suggested
from plaintext_network.network.reports.goals.helpers import Asked, Fit, Helping
from plaintext_network.network.reports.sourced import SourcedSentence

FINISHED = frozenset(
    ("done", "reached", "achieved", "dropped", "abandoned", "closed", "cancelled", "finished", "completed")
)
PAUSED = frozenset(("paused", "on hold", "resting", "later"))
MOST_NAMES = 4


class Helper(NamedTuple):
    """Somebody who may help: `why`, by `sources`; and how to `reach` them, by `reached_by`.

    `last_touch`, `warmth` and `channel` are None where there was none; `email` and `phone` are the first of each.
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


class Help(NamedTuple):
    """One thing that the goal names, of kind person, organization, role or topic; who may help, most lately in touch first."""

    kind: str
    name: str
    source: str
    people: tuple[Helper, ...]


class Step(NamedTuple):
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
    """What was promised in an interaction that served the goal, and is still open; `day` None where none was said."""

    day: date | None
    text: str
    people: tuple[str, ...]
    source: str


class GoalSummary(NamedTuple):
    """A goal in a line. `standing` is open, paused or finished; `status` is as written; `helpers` counts people.

    `quiet_since` is the last step's day where that is long ago; `quiet` is true also where there was no step yet.
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
    """One goal as a page: the same, then the parts. `missing` is what it lacks, `remarks` are on its day and on quiet."""

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
    steps: tuple[Step, ...]
    tasks: tuple[GoalTask, ...]
    promises: tuple[GoalPromise, ...]
    missing: tuple[SourcedSentence, ...]
    remarks: tuple[SourcedSentence, ...]


def goals(index: Index, rules: Rules, today: date) -> tuple[GoalSummary, ...]:
    """Return every goal in short: open ones first, then paused, then finished ones; each by their days, then names."""
    paths = goal_paths(index)
    if not paths:
        return ()
    wanted = [index.notes[path] for path in paths]
    asking = _Asking(index, rules, today, wanted)
    found = [asking.in_short(facts) for facts in wanted]
    order = ("open", "paused", "finished")
    return tuple(
        sorted(found, key=lambda g: (order.index(g.standing), g.by or date.max, name_key(g.name), g.path))
    )


def goal(index: Index, path: str, rules: Rules, today: date) -> GoalDetails:
    """Return all about the goal whose note is at a path."""
    facts = index.notes[path]
    return _Asking(index, rules, today, [facts]).whole(facts)


def goal_paths(index: Index) -> list[str]:
    """Return the paths of the notes that are goals."""
    return index.names.of_kind("goal")


def find_goal(index: Index, typed: str) -> str:
    """Return the path of the one goal that goes by this: a path, a whole name, else a part of one, else words of one.

    Raises GoalNotFound or AmbiguousGoal.
    """
    found = matching([contact_names(index.notes[path]) for path in goal_paths(index)], typed)
    if len(found) == 1:
        return found[0][1]
    if found:
        raise AmbiguousGoal(typed, sorted(found))
    raise GoalNotFound(typed)


class _Asking:
    """What the questions about goals share, looked up once."""

    def __init__(self, index: Index, rules: Rules, today: date, wanted: Sequence[Facts]) -> None:
        self.index, self.rules, self.today = index, rules, today
        self.everything = [
            passed
            for passed in index.all_interactions()
            if passed.day <= today and not passed.is_newsletter(rules)
        ]
        self.helping = Helping(index, self.everything, rules, wanted)
        self.discretion = Discretion(index)
        self.served = self._served()

    def _served(self) -> dict[str, dict[str, tuple[DatedInteraction, str]]]:
        """Return what served each goal, oldest first, by the place of the interaction; each with the place that names the goal."""
        found: dict[str, dict[str, tuple[DatedInteraction, str]]] = {}
        linking: dict[str, set[str]] = {}
        for path in goal_paths(self.index):
            for source in self.index.backlinks.get(path, ()):
                linking.setdefault(source, set()).add(path)
        for passed in self.everything:
            for ref in passed.goals:
                served = self.index.names.resolve(ref, passed.path, people=False).path
                if served is not None:
                    place = f"{passed.path}:{ref.line}"
                    found.setdefault(served, {}).setdefault(passed.source, (passed, place))
            if passed.path in linking:
                for served, place in self._linked(passed, linking[passed.path]):
                    found.setdefault(served, {}).setdefault(passed.source, (passed, place))
        return found

    def _linked(self, passed: DatedInteraction, wanted: set[str]) -> Iterator[tuple[str, str]]:
        """Yield the goals that an interaction's text links, and where: its whole note, or its own line."""
        facts = self.index.notes[passed.path]
        refs = (
            facts.links
            if facts.kind == "interaction"
            else [r for i in facts.interactions if i.line == passed.line for r in i.linked]
        )
        for ref in refs:
            path = self.index.names.resolve(ref, passed.path, people=False).path
            if path in wanted and path is not None:
                yield path, f"{passed.path}:{ref.line}"

    def steps(self, path: str) -> list[tuple[DatedInteraction, str]]:
        """Return what has been done about a goal, newest first."""
        return list(reversed(self.served.get(path, {}).values()))

    # In short

    def in_short(self, facts: Facts) -> GoalSummary:
        asked, steps = list(self.helping.asked(facts)), self.steps(facts.path)
        helpers = len({fit.path for one in asked for fit in one.fits})
        standing, by = standing_of(facts), self.by(facts)
        quiet, since = self.quiet(standing, steps)
        # A step with somebody private keeps a goal from being quiet, and is not pointed to.
        last = next(self.told(steps), None)
        says: list[SourcedSentence] = []
        if facts.texts("status") and standing != "open":
            says.append(SourcedSentence(facts.texts("status")[0], (f"{facts.path}:{facts.line('status')}",)))
        if by is not None:
            passed = standing == "open" and by < self.today
            says.append(
                SourcedSentence(
                    f"by {by}" + (", which has passed" if passed else ""), (self.by_source(facts),)
                )
            )
        if standing != "finished":
            says.append(SourcedSentence(_helpers(helpers), _first_sources(asked)))
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
            "; ".join(told.says for told in says),
            _unique(source for told in says for source in told.sources) or (f"{facts.path}:1",),
        )

    def by(self, facts: Facts) -> date | None:
        texts = facts.texts("by")
        # What was a link to a day is told by its name.
        return (parse_day(texts[0]) or day_of_path(texts[0], self.rules.daily.format)) if texts else None

    def by_source(self, facts: Facts) -> str:
        return f"{facts.path}:{facts.line('by')}"

    def quiet(self, standing: str, steps: list[tuple[DatedInteraction, str]]) -> tuple[bool, date | None]:
        """Tell whether nothing was done about an open goal for long, and since when; None where nothing was done yet."""
        if standing != "open":
            return False, None
        if not steps:
            return True, None
        last = steps[0][0].day
        return (True, last) if self.rules.goal.quiet.after(last) < self.today else (False, None)

    # The whole page

    def whole(self, facts: Facts) -> GoalDetails:
        asked, steps = list(self.helping.asked(facts)), self.steps(facts.path)
        standing, by = standing_of(facts), self.by(facts)
        quiet, since = self.quiet(standing, steps)
        helpers = {fit.path for one in asked for fit in one.fits}
        told = tuple(self.told(steps))
        return GoalDetails(
            facts.name,
            facts.path,
            next(iter(facts.texts("status")), None),
            standing,
            by,
            len(helpers),
            told[0].day if told else None,
            quiet,
            since,
            self.helps(asked, helpers),
            told,
            tuple(
                GoalTask(task.text, task.open, task.day, task.start, f"{facts.path}:{task.line}")
                for task in facts.tasks
                if not self.discretion.forbids(task.text, facts.path)
            ),
            tuple(self.promises(steps)),
            tuple(self.missing(facts, asked, helpers)),
            tuple(self.remarks(facts, standing, by, steps, told)),
        )

    def helps(self, asked: list[Asked], helpers: set[str]) -> tuple[Help, ...]:
        last = last_touches(self.index, helpers, self.rules, self.today)
        found = []
        for one in asked:
            people = [self.helper(one, fit, last.get(fit.path)) for fit in one.fits]
            people.sort(key=lambda p: (-(p.last_touch or date.min).toordinal(), name_key(p.name), p.path))
            if people:
                found.append(Help(one.kind, one.name, one.source, tuple(people)))
        return tuple(found)

    def helper(self, asked: Asked, fit: Fit, last: DatedInteraction | None) -> Helper:
        facts = self.index.notes[fit.path]
        email, phone = (next(iter(facts.texts(name)), None) for name in ("emails", "phones"))
        word = warmth(last.day, cadence_of(facts, self.rules)[0], self.today) if last else None
        reach, source = self.reach(facts, last, word)
        return Helper(
            facts.name,
            fit.path,
            fit.why,
            last.day if last else None,
            word,
            last.channel if last else None,
            email,
            phone,
            _unique((asked.source, fit.source)),
            reach,
            source,
        )

    def reach(
        self, facts: Facts, last: DatedInteraction | None, word: str | None
    ) -> tuple[str, tuple[str, ...]]:
        """Say how somebody is reached, and where that is known from: as last time, else by what addresses they have."""
        if last is not None and last.channel:
            return f"last in touch on {last.day}{by_channel(last.channel)}, {word}", (last.source,)
        told, sources = (
            ("not yet in touch", ())
            if last is None
            else (
                f"last in touch on {last.day}, {word}",
                (last.source,),
            )
        )
        for name in ("emails", "phones"):
            for text in facts.texts(name)[:1]:
                return f"{told}; {text}", (*sources, f"{facts.path}:{facts.line(name)}")
        if last is None:
            told += f'; `pnet reach "{facts.name}"` looks who can introduce you'
        return told, sources

    def told(self, steps: list[tuple[DatedInteraction, str]]) -> Iterator[Step]:
        """Yield the steps, but for those with somebody private alone."""
        for passed, place in steps:
            people = [self.index.notes[path] for path in passed.people]
            open_to_all = [f for f in people if f.contact and not f.contact.private]
            stem = passed.path.rsplit("/", 1)[-1]
            if (people and not open_to_all) or self.discretion.forbids(stem, _only(passed.people)):
                continue
            named = tuple(f.name for f in people if f.contact and may_be_suggested(f.contact))
            about = passed.summary
            if self.discretion.forbids(about, _only(passed.people)):
                about = ""
            channel = f"{passed.channel}: " if passed.channel and about else passed.channel or ""
            with_whom = f" (with {_some(named)})" if named else ""
            says = f"{channel}{about}{with_whom}".strip() or "a step"
            yield Step(passed.day, passed.channel, says, named, _unique((passed.source, place)))

    def promises(self, steps: list[tuple[DatedInteraction, str]]) -> Iterator[GoalPromise]:
        """Yield what was promised in the steps, and not kept; the earliest day first, what has none last."""
        found: dict[tuple[str, str], GoalPromise] = {}
        parties = {person for passed, _ in steps for person in passed.people}
        self.index.prefetch(parties)
        promised = {p: contact_state(self.index, p, self.rules, self.today).promises for p in parties}
        for passed, _ in steps:
            if passed.is_crowd(self.rules):
                continue
            for day, text, line, to in self._open(passed, promised):
                people = [self.index.notes[path] for path in to]
                named = tuple(f.name for f in people if f.contact and may_be_suggested(f.contact))
                if (named or not passed.people) and not self.discretion.forbids(text, _only(passed.people)):
                    source = f"{passed.path}:{line}"
                    found.setdefault((source, text), GoalPromise(day, text, named, source))
        yield from sorted(found.values(), key=lambda p: (p.day or date.max, p.source))

    def _open(
        self, passed: DatedInteraction, promised: Mapping[str, Sequence[Promise]]
    ) -> Iterator[tuple[date | None, str, int, tuple[str, ...]]]:
        """Yield day, text and line of what was promised in one interaction and is open, and to whom it still is."""
        facts = self.index.notes[passed.path]
        for interaction in facts.interactions:
            if interaction.line == passed.line:
                for later in interaction.follow_ups:
                    promise = Promise(later.day, later.text, f"{passed.path}:{later.line}", None, True)
                    to = tuple(person for person in passed.people if promise in promised[person])
                    if not later.done and (to or not passed.people):
                        yield later.day, later.text or "get back", later.line, to
        if facts.kind == "interaction":
            for task in facts.tasks:
                if task.open:
                    yield task.day, task.text, task.line, passed.people

    def missing(self, facts: Facts, asked: list[Asked], helpers: set[str]) -> Iterator[SourcedSentence]:
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
        if asked and not helpers and not any(one.kind == "person" for one in asked):
            yield SourcedSentence("no names beside it yet", (asked[0].source,))
        if not facts.texts("by"):
            yield SourcedSentence("no day set for it", (f"{facts.path}:1",))
        elif self.by(facts) is None:
            yield SourcedSentence(
                f"“{facts.texts('by')[0]}” is no day; write it as 2027-06-30", (self.by_source(facts),)
            )

    def remarks(
        self,
        facts: Facts,
        standing: str,
        by: date | None,
        steps: list[tuple[DatedInteraction, str]],
        told: Sequence[Step],
    ) -> Iterator[SourcedSentence]:
        """Yield how a goal stands: paused or finished; its day; quiet. Pointed to is a step that may be told."""
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
            yield SourcedSentence(_quiet(since), told[0].sources[:1] if told else (f"{facts.path}:1",))


def standing_of(facts: Facts) -> str:
    """Return whether a goal is open, paused or finished, by the words of its status."""
    texts = facts.texts("status")
    word = " ".join(fold(texts[0]).replace("-", " ").split()) if texts else ""
    return "finished" if word in FINISHED else "paused" if word in PAUSED else "open"


def _helpers(number: int) -> str:
    if not number:
        return "nobody beside it yet"
    return "1 person can help" if number == 1 else f"{number} people can help"


def _first_sources(asked: list[Asked]) -> tuple[str, ...]:
    """Return the places that the count of helpers begins with: of the first thing that somebody fits."""
    return next(((one.source, one.fits[0].source) for one in asked if one.fits), ())


def _quiet(since: date | None) -> str:
    return f"quiet since {since}" if since else "nothing yet"


def _some(names: tuple[str, ...]) -> str:
    """Name the first few."""
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _only(people: tuple[str, ...]) -> str:
    return people[0] if len(people) == 1 else ""


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
