"""Reads what a goal's note says of it: its day, and whether it is open. Finds nobody who can help."""

from datetime import date

from plaintext_network.errors import AmbiguousGoal, GoalNotFound
from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.daily_notes import day_of_path
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.find_contact import matching
from plaintext_network.network.people.privacy import SuggestionView

FINISHED = frozenset(
    ("done", "reached", "achieved", "dropped", "abandoned", "closed", "cancelled", "finished", "completed")
)
PAUSED = frozenset(("paused", "on hold", "resting", "later"))


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


def standing_of(facts: Facts) -> str:
    """Return whether a goal is open, paused or finished, by the words of its status."""
    texts = facts.texts("status")
    word = " ".join(fold(texts[0]).replace("-", " ").split()) if texts else ""
    return "finished" if word in FINISHED else "paused" if word in PAUSED else "open"


def day_of(facts: Facts, rules: Rules) -> date | None:
    """Return the day by which a goal is to be reached; None without one that can be read."""
    texts = facts.texts("by")
    # A link to a daily note is a day, too.
    return (parse_day(texts[0]) or day_of_path(texts[0], rules.daily.format)) if texts else None


def day_place(facts: Facts) -> str:
    """Return the place of the day in a goal's note."""
    return f"{facts.path}:{facts.line('by')}"
