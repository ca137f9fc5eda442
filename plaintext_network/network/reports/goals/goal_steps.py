"""Reports the steps towards goals: the interactions that served them, and what was promised there. Finds nobody who can help."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.noted_promises import Promise
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.linking_interactions import links_to, naming_notes

MOST_NAMES = 4


class GoalStep(NamedTuple):
    """One interaction that served the goal; `people` are the names of those who may be named."""

    day: date
    channel: str | None
    says: str
    people: tuple[str, ...]
    sources: tuple[str, ...]


class GoalPromise(NamedTuple):
    """An unpaid promise from an interaction that served the goal; `day` is None without one."""

    day: date | None
    text: str
    people: tuple[str, ...]
    source: str


class GoalSteps:
    """The steps towards some goals, looked up once."""

    def __init__(self, view: SuggestionView, goals: Collection[str]) -> None:
        self._view, self._rules, self._today = view, view.rules, view.today
        self._served = self._find(goals)

    def _find(self, goals: Collection[str]) -> dict[str, dict[str, tuple[DatedInteraction, str]]]:
        """Return the interactions that served each goal, oldest first, by place; each with the place that names the goal."""
        found: dict[str, dict[str, tuple[DatedInteraction, str]]] = {path: {} for path in goals}
        linking = naming_notes(self._view, goals)
        for interaction in self._view.interactions_of(linking):
            if interaction.day > self._today or interaction.is_newsletter(self._rules):
                continue
            source, wanted = interaction.source, linking[interaction.path]
            for ref in interaction.goals:
                served = self._view.resolve(ref, interaction.path, people=False).note
                if served is not None and served.path in wanted:
                    place = f"{interaction.path}:{ref.line}"
                    found[served.path].setdefault(source, (interaction, place))
            # Its text matters only for goals that it serves by a link alone, and takes long to read.
            if any(source not in found[path] for path in wanted):
                for link in links_to(self._view, interaction, wanted):
                    found[link.linked].setdefault(source, (interaction, link.place))
        return found

    def of(self, path: str) -> list[tuple[DatedInteraction, str]]:
        """Return the steps towards a goal, newest first."""
        return list(reversed(self._served.get(path, {}).values()))

    def quiet(self, standing: str, steps: list[tuple[DatedInteraction, str]]) -> tuple[bool, date | None]:
        """Return whether an open goal had no step for long, and since when; None without any step."""
        if standing != "open":
            return False, None
        if not steps:
            return True, None
        last = steps[0][0].day
        return (True, last) if self._rules.goal.quiet.after(last) < self._today else (False, None)

    def shown(self, steps: list[tuple[DatedInteraction, str]]) -> Iterator[GoalStep]:
        """Yield the steps, except those with private people alone, and those in a note that may not be named."""
        for interaction, place in steps:
            if self._view.is_private(interaction) or not self._view.may_cite(interaction.path):
                continue
            names = self._names_of(interaction.people)
            about = self._view.quote(interaction.summary, source=interaction.source) or ""
            channel = (
                f"{interaction.channel}: " if interaction.channel and about else interaction.channel or ""
            )
            with_whom = f" (with {_some(names)})" if names else ""
            says = f"{channel}{about}{with_whom}".strip() or "a step"
            sources = unique((interaction.source, place))
            yield GoalStep(interaction.day, interaction.channel, says, names, sources)

    def promises(self, steps: list[tuple[DatedInteraction, str]]) -> Iterator[GoalPromise]:
        """Yield the unpaid promises of the steps, the earliest day first, those without a day last."""
        found: dict[tuple[str, str], GoalPromise] = {}
        participants = {person for interaction, _ in steps for person in interaction.people}
        self._view.fetch_interactions(participants)
        promised = {path: self._view.person(path).promises for path in participants}
        for interaction, _ in steps:
            if interaction.is_crowd(self._rules) or not self._view.may_cite(interaction.path):
                continue
            for day, text, line, to in self._unpaid(interaction, promised):
                is_to_nobody = not interaction.people and not self._view.has_hidden(interaction)
                source = f"{interaction.path}:{line}"
                if (to or is_to_nobody) and self._view.may_quote(text, source=source):
                    found.setdefault((source, text), GoalPromise(day, text, self._names_of(to), source))
        yield from sorted(found.values(), key=lambda p: (p.day or date.max, p.source))

    def _unpaid(
        self, interaction: DatedInteraction, promised: Mapping[str, Sequence[Promise]]
    ) -> Iterator[tuple[date | None, str, int, tuple[str, ...]]]:
        """Yield day, text and line of each unpaid promise of one interaction, and to whom you still owe it."""
        path, people = interaction.path, interaction.people
        for one, _ in self._view.interactions_in(path):
            if one.line == interaction.line:
                for later in one.follow_ups:
                    promise = Promise(later.day, later.text, f"{path}:{later.line}", None, True)
                    to = tuple(person for person in people if promise in promised[person])
                    if not later.done:
                        yield later.day, later.text or "get back", later.line, to
        note = self._view.note(path)
        if note is not None and note.kind == "interaction":
            for task in note.tasks:
                if task.open:
                    yield task.day, task.text, task.line, people

    def _names_of(self, people: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._view.name_of(path) for path in people)


def quiet_words(since: date | None) -> str:
    """Return in words since when a goal is quiet."""
    return f"quiet since {since}" if since else "nothing noted yet"


def _some(names: tuple[str, ...]) -> str:
    """Name the first few."""
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts once each, in order."""
    return tuple(dict.fromkeys(texts))
