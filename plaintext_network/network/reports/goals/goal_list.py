"""Lists the goals: each in a line, with how many can help and the last step. `goal_page` reports one."""

from datetime import date

from plaintext_network.errors import counted
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedSentence
from plaintext_network.network.reports.goals.goal_notes import day_of, day_place, standing_of
from plaintext_network.network.reports.goals.goal_steps import GoalSteps, quiet_words, unique
from plaintext_network.network.reports.goals.helpers import Helping

NOBODY_NOW = "nobody to ask for now"


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


def goals(view: SuggestionView) -> tuple[GoalSummary, ...]:
    """Return every goal in short: open ones first, then paused, then finished ones; each by their days, then names."""
    notes = view.notes_of("goal")
    if not notes:
        return ()
    helping, steps = Helping(view, notes), GoalSteps(view, {facts.path for facts in notes})
    found = [_in_short(view, facts, helping, steps) for facts in notes]
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
    return tuple(sorted(wanting, key=lambda f: (day_of(f, view.rules) or date.max, name_key(f.name), f.path)))


def _in_short(view: SuggestionView, facts: Facts, helping: Helping, goal_steps: GoalSteps) -> GoalSummary:
    (people, places), steps = helping.in_short(facts), goal_steps.of(facts.path)
    helpers = sum(path not in view.left_alone for path in people)
    standing, by = standing_of(facts), day_of(facts, view.rules)
    quiet, since = goal_steps.quiet(standing, steps)
    # A step with somebody private keeps a goal from being quiet, but its place is not shown.
    last = next(goal_steps.shown(steps), None)
    says: list[SourcedSentence] = []
    if facts.texts("status") and standing != "open":
        says.append(SourcedSentence(facts.texts("status")[0], (f"{facts.path}:{facts.line('status')}",)))
    if by is not None:
        is_over = standing == "open" and by < view.today
        text = f"by {by}" + (", which has passed" if is_over else "")
        says.append(SourcedSentence(text, (day_place(facts),)))
    if standing != "finished":
        says.append(SourcedSentence(_helpers(helpers, len(people)), view.sources(places)))
    if last and not quiet:
        says.append(SourcedSentence(f"last step on {last.day}", last.sources[:1]))
    elif quiet:
        says.append(SourcedSentence(quiet_words(since), last.sources[:1] if last else ()))
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
        unique(source for one in says for source in one.sources) or (f"{facts.path}:1",),
    )


def _helpers(number: int, everybody: int) -> str:
    if not number:
        return NOBODY_NOW if everybody else "nobody named yet"
    return f"{counted(number, 'person', 'people')} can help"
