"""Finds the remedies of a problem, and proves that the chosen one ends it. Chooses none."""

from collections.abc import Callable, Iterator

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.remedies.front_remedies import (
    duplicate_remedies,
    empty_remedies,
    twice_remedies,
    unclosed_remedies,
)
from plaintext_network.model.edits.remedies.remedy import Case, Remedy
from plaintext_network.model.edits.remedies.text_remedies import comment_remedies, touch_remedies
from plaintext_network.model.edits.remedies.value_remedies import (
    cadence_remedies,
    date_remedies,
    day_remedies,
    direction_remedies,
    flag_remedies,
    planned_remedies,
    task_remedies,
    word_remedies,
)
from plaintext_network.model.edits.remedies.yaml_remedies import apostrophe_remedies
from plaintext_network.model.note.facts import Facts
from plaintext_network.notes.note import Note

REMEDIES: dict[str, Callable[[Case], Iterator[Remedy]]] = {
    "front-matter-unclosed": unclosed_remedies,
    "front-matter-empty": empty_remedies,
    "yaml-invalid": apostrophe_remedies,
    "duplicate-key": duplicate_remedies,
    "property-twice": twice_remedies,
    "comment-unclosed": comment_remedies,
    "date-invalid": date_remedies,
    "yearly-date-invalid": date_remedies,
    "date-missing": day_remedies,
    "date-ambiguous": day_remedies,
    "task-date-unread": task_remedies,
    "touch-undated": touch_remedies,
    "cadence-unknown": cadence_remedies,
    "status-unknown": word_remedies,
    "direction-unknown": direction_remedies,
    "planned-unknown": planned_remedies,
    "yes-or-no-unknown": flag_remedies,
}
# Without these problems, pnet reads more of a note, and may find other problems there.
_HIDE_OTHERS = ("front-matter-unclosed", "yaml-invalid", "comment-unclosed")


def find_remedies(case: Case) -> tuple[Remedy, ...]:
    """Return the remedies of a problem, likeliest first. One of them may still be refused."""
    find = REMEDIES.get(case.problem.code)
    return tuple(find(case)) if find else ()


def apply_remedy(case: Case, remedy: Remedy) -> Note:
    """Return the note after a remedy. Raises EditRefused if the problem would stay, or if another one would be new."""
    after = remedy.apply()
    code, before = case.problem.code, case.facts
    if code not in REMEDIES:
        # It is found only where all notes are known.
        return after
    now = case.read(after, before.path)
    if _count(now, code) >= _count(before, code):
        raise EditRefused(f"the problem would stay: {case.problem.hint}")
    new = {each.code for each in now.problems} - {each.code for each in before.problems}
    if new and code not in _HIDE_OTHERS:
        message = next(each.message for each in now.problems if each.code in new)
        raise EditRefused(f"it would have another problem: {message}")
    return after


def _count(facts: Facts, code: str) -> int:
    if code == "touch-undated":
        # The problem is found only when links are resolved.
        return len(facts.undated)
    return sum(each.code == code for each in facts.problems)
