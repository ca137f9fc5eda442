"""Finds the planned interaction that the user means, and plans its edit: it happened, it did not, or on another day. Writes nothing."""

from datetime import date

from plaintext_network.errors import ChangedOnDisk, EditRefused, ValueInvalid
from plaintext_network.model.dates.date_words import day_in_words
from plaintext_network.model.edits.planned import add_daily_text, daily_line, has_own_day, settle
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.facts import Ref
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.index.parse_place import parse_place
from plaintext_network.notes.links import links_in
from plaintext_network.vault.edits.daily_note import DailyNote
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession, operation
from plaintext_network.vault.transaction.record import Operation


class PlannedInteraction(NamedTuple):
    """An interaction that is marked as planned: its place, its day, what it is about, and the names of those it is with."""

    path: str
    line: int
    day: date
    about: str
    names: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"

    @property
    def listed(self) -> str:
        """Return its day, what it is about and with whom."""
        return f"{self.day}  planned: {self.title}"

    @property
    def quoted(self) -> str:
        """Return what it is about in quotes, with its day."""
        return f"“{self.title}” (planned for {self.day})"

    @property
    def title(self) -> str:
        """Return what it is about and with whom."""
        listed = " and ".join(", ".join(self.names).rsplit(", ", 1)) if self.names else ""
        with_whom = f"with {listed}" if listed else ""
        if not with_whom or all(_is_in(name, self.about) for name in self.names):
            return self.about or with_whom or self.place
        return f"{self.about} {with_whom}".strip()


def _is_in(name: str, text: str) -> bool:
    """Return whether a text has a name, or the first word of it."""
    first = fold(name).partition(" ")[0]
    return fold(name) in fold(text) or first in fold(text).split()


def open_plans(index: Index, until: date) -> list[PlannedInteraction]:
    """Return the interactions marked as planned for a day up to `until`, the earliest first."""
    return [_from(index, plan) for plan in index.all_plans() if plan.day <= until]


def plans_at(index: Index, place: str) -> list[PlannedInteraction]:
    """Return the planned interactions at a `path:line`, on any day: none or one."""
    found = parse_place(place)
    if not found:
        return []
    path, line = found
    return [plan for plan in plans_in(index, path) if plan.line == line]


def plans_in(index: Index, path: str) -> list[PlannedInteraction]:
    """Return the planned interactions of one note."""
    return [_from(index, plan) for plan in index.interactions.get(path, ()) if plan.planned]


def find_plans(index: Index, wanted: str, today: date) -> list[PlannedInteraction]:
    """Return the planned interactions that a `path:line` matches, or else a part of what they are about.

    The latter finds only those whose day has come. An exact match comes before those that contain the words.
    """
    if at := plans_at(index, wanted):
        return at
    part = fold(" ".join(wanted.split()))
    among = open_plans(index, today) if part else []
    whole = [plan for plan in among if part in (fold(plan.about), fold(plan.title))]
    return whole or [plan for plan in among if part in fold(plan.title)]


def _from(index: Index, plan: DatedInteraction) -> PlannedInteraction:
    names = tuple(index.notes[path].name for path in plan.people)
    return PlannedInteraction(plan.path, plan.line, plan.day, plan.about, names)


def plan_confirm(desk: WriteSession, plan: PlannedInteraction, day: date | None = None) -> Operation:
    """Plan to note that an interaction happened, on its day or another one: without its mark, it counts as a touch.

    Raises ValueInvalid for a day to come.
    """
    day = day or plan.day
    if day > desk.today:
        raise ValueInvalid(
            "planned",
            day.isoformat(),
            "this day is in the future; confirm the interaction once it has happened",
        )
    return _settled(desk, plan, None, day, f"happened on {day_in_words(day, desk.today)}: {plan.title}")


def plan_cancel(desk: WriteSession, plan: PlannedInteraction) -> Operation:
    """Plan to note that an interaction did not happen: it stays as text, is no touch, and pnet never asks again."""
    return _settled(desk, plan, "cancelled", plan.day, f"did not happen: {plan.title}")


def plan_move(desk: WriteSession, plan: PlannedInteraction, day: date) -> Operation:
    """Plan to move a planned interaction to another day. Its note keeps its name. Raises ValueInvalid for a past day."""
    if day < desk.today:
        raise ValueInvalid("planned", day.isoformat(), "give a future day")
    return _settled(desk, plan, "true", day, f"moved to {day_in_words(day, desk.today)}: {plan.title}")


def _settled(
    desk: WriteSession, plan: PlannedInteraction, mark: str | None, day: date, what: str
) -> Operation:
    draft = desk.draft(plan.path)
    number = _number(draft, plan)
    planned = draft.facts.interactions[number]
    if (
        day != plan.day
        and planned.form == "daily"
        and not has_own_day(draft.note, draft.facts, planned, desk.rules)
    ):
        return _to_other_daily_note(desk, draft, number, mark, day, what)
    draft.edit(lambda note, facts: settle(note, facts, number, desk.rules, mark, day))
    return draft.operation(what)


def _number(draft: NoteEdit, plan: PlannedInteraction) -> int:
    """Return the place of a planned interaction among those of its note. Raises ChangedOnDisk if it is gone."""
    for number, one in enumerate(draft.facts.interactions):
        if (one.line, one.day, one.planned) == (plan.line, plan.day, "true"):
            return number
    raise ChangedOnDisk(plan.path)


def _to_other_daily_note(
    desk: WriteSession, draft: NoteEdit, number: int, mark: str | None, day: date, what: str
) -> Operation:
    """Plan to copy a line to the daily note of another day, and to cancel it where it is.

    The line itself stays, because what is nested in it belongs to that day.
    """
    text = daily_line(draft.note, draft.facts, number, desk.rules, mark)
    line = draft.facts.interactions[number].line
    draft.edit(lambda note, facts: settle(note, facts, number, desk.rules, "cancelled"))
    notices = [f"the line stays in {draft.path}:{line}, marked as cancelled"]
    try:
        daily = DailyNote(desk, day)
    except EditRefused as refused:
        # The user asked for no new note, so code in its template must not stop the line.
        daily = DailyNote(desk, day, template=False)
        notices.append(f"{daily.path} is new and starts without its template: {refused.reason}")
    _require_same_links(desk, text, draft.path, daily.path)
    other = daily.draft
    before = len(other.facts.interactions)
    other.edit(lambda note, _: add_daily_text(note, text))
    added = [one for one in other.facts.interactions if one.day == day and one.planned == mark]
    if len(other.facts.interactions) != before + 1 or not added:
        raise EditRefused("its line would not read as an interaction there", daily.path)
    return operation(what, [draft.step(), daily.step()], notices)


def _require_same_links(desk: WriteSession, text: str, source: str, to: str) -> None:
    """Raise EditRefused if a link in a text would lead elsewhere in another note, as one relative to its folder may."""
    names = desk.index.names
    for link in links_in(text):
        ref = Ref(link.target, 1, 1, 0, link.wiki)
        if names.resolve(ref, source, people=False) != names.resolve(ref, to, people=False):
            raise EditRefused(
                f"from there, the link to {link.target} would lead to another note; move the line by hand", to
            )
