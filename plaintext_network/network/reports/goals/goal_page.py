"""Reports one goal: who can help, the steps so far, what was promised, and what it still lacks. Changes none."""

from collections.abc import Iterator, Sequence
from datetime import date

from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedSentence
from plaintext_network.network.reports.goals.goal_list import NOBODY_NOW
from plaintext_network.network.reports.goals.goal_notes import day_of, day_place, standing_of
from plaintext_network.network.reports.goals.goal_steps import GoalPromise, GoalStep, GoalSteps, quiet_words
from plaintext_network.network.reports.goals.helpers import GoalRequest, Helping
from plaintext_network.network.reports.goals.reach_helpers import Help, helps_of


class GoalTask(NamedTuple):
    """A task in the goal's own note."""

    text: str
    open: bool
    day: date | None
    start: date | None
    source: str


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


def goal(view: SuggestionView, path: str) -> GoalDetails:
    """Return everything about the goal whose note is at a path. Raises KeyError if no note is."""
    facts = view.note(path)
    if facts is None:
        raise KeyError(path)
    return _Page(view, facts).page()


class _Page:
    def __init__(self, view: SuggestionView, facts: Facts) -> None:
        self.view, self.rules, self.today = view, view.rules, view.today
        self.facts = facts
        self.helping = Helping(view, [facts])
        self.steps = GoalSteps(view, {facts.path})

    def page(self) -> GoalDetails:
        facts = self.facts
        asked, steps = list(self.helping.asked(facts)), self.steps.of(facts.path)
        standing, by = standing_of(facts), day_of(facts, self.rules)
        quiet, since = self.steps.quiet(standing, steps)
        helpers = {fit.path for one in asked for fit in one.fits}
        shown = tuple(self.steps.shown(steps))
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
            helps_of(self.view, asked),
            shown,
            tuple(
                GoalTask(task.text, task.open, task.day, task.start, f"{facts.path}:{task.line}")
                for task in facts.tasks
                if self.view.may_quote(task.text, source=f"{facts.path}:{task.line}")
            ),
            tuple(self.steps.promises(steps)),
            tuple(self.missing(asked, helpers)),
            tuple(self.remarks(standing, by, steps, shown)),
        )

    def missing(self, asked: Sequence[GoalRequest], helpers: set[str]) -> Iterator[SourcedSentence]:
        """Yield what the goal lacks."""
        facts = self.facts
        if not asked and not helpers:
            yield SourcedSentence("names nobody yet", (f"{facts.path}:1",))
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
            yield SourcedSentence("names nobody yet", (asked[0].source,))
        if not facts.texts("by"):
            yield SourcedSentence("no day set for it", (f"{facts.path}:1",))
        elif day_of(facts, self.rules) is None:
            yield SourcedSentence(
                f"“{facts.texts('by')[0]}” is no day; write it as 2027-06-30", (day_place(facts),)
            )

    def remarks(
        self,
        standing: str,
        by: date | None,
        steps: list[tuple[DatedInteraction, str]],
        shown: Sequence[GoalStep],
    ) -> Iterator[SourcedSentence]:
        """Yield remarks on the goal: that it is paused or finished, on its day, and on quiet."""
        facts = self.facts
        if standing != "open":
            word = facts.texts("status")[0]
            yield SourcedSentence(word, (f"{facts.path}:{facts.line('status')}",))
        if by is not None:
            says = f"by {by}"
            if standing == "open" and by < self.today:
                says = f"the day you set, {by}, has passed"
            yield SourcedSentence(says, (day_place(facts),))
        quiet, since = self.steps.quiet(standing, steps)
        if quiet:
            yield SourcedSentence(quiet_words(since), shown[0].sources[:1] if shown else (f"{facts.path}:1",))
