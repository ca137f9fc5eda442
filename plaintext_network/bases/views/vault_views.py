"""Composes the views of a vault: people, upcoming days, conversations, introductions, goals, and those for a person's note.

They say only what front matter and files say. Nothing here says who is due: a formula can't see Log lines and daily notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from plaintext_network.bases.views import formulas
from plaintext_network.bases.views.base_text import WrittenBase, WrittenView
from plaintext_network.bases.views.conditions import (
    Condition,
    all_of,
    any_of,
    column,
    first_of,
    of_this,
    reference,
)
from plaintext_network.bases.views.vault_words import VaultWords
from plaintext_network.model.note.properties import ACTIVE, CANCELLED, STATUSES, YES
from plaintext_network.network.reports.goals.goal_notes import FINISHED, PAUSED
from plaintext_network.network.reports.reach.introductions import OPEN

# The names of the files. Notes embed them by these names.
PEOPLE, UPCOMING, CONVERSATIONS, INTRODUCTIONS, GOALS, PERSON = (
    "People",
    "Upcoming days",
    "Conversations",
    "Introductions",
    "Goals",
    "Person",
)
NAMES = (PEOPLE, UPCOMING, CONVERSATIONS, INTRODUCTIONS, GOALS, PERSON)
_FILE = "file.name"
KindCondition = Callable[[str], Condition]


class _Columns:
    """The columns of a base: a property where notes have one name for it, else a formula of several names."""

    def __init__(self, words: VaultWords, *kinds: str) -> None:
        self.words, self.kinds = words, kinds
        self.formulas: dict[str, str] = {}
        self.titles: dict[str, str] = {}

    def names(self, ours: str) -> tuple[str, ...]:
        return self.words.names(ours, *self.kinds)

    def of(self, ours: str) -> str:
        """Return the column of a property."""
        names = self.names(ours)
        if len(names) == 1:
            return column(names[0])
        self.formulas[ours] = first_of(names)
        return self.computed(ours, names[0])

    def computed(self, name: str, title: str) -> str:
        """Return the column of a formula."""
        self.titles[f"formula.{name}"] = title
        return f"formula.{name}"

    def add(self, formulas: Iterable[tuple[str, str]]) -> None:
        self.formulas.update(formulas)

    def base(self, name: str, filters: Condition | None, *views: WrittenView) -> WrittenBase:
        return WrittenBase(name, filters, tuple(self.formulas.items()), tuple(self.titles.items()), views)


def views_of(words: VaultWords, condition: KindCondition) -> tuple[WrittenBase, ...]:
    """Return the files of a vault; `condition` returns the condition for the notes of a kind."""
    return (
        _people(words, condition),
        _upcoming(words, condition),
        _conversations(words, condition),
        _introductions(words, condition),
        _goals(words, condition),
        _person(words, condition),
    )


def _people(words: VaultWords, condition: KindCondition) -> WrittenBase:
    columns = _Columns(words, "contact")
    shown = tuple(columns.of(name) for name in ("role", "organization", "circles", "cadence"))
    # Only a vault that maintains it by hand has it.
    if any(words.has(name, "contact") for name in columns.names("last_contact")):
        shown = (*shown, columns.of("last_contact"))
    return columns.base(
        PEOPLE,
        condition("contact"),
        WrittenView("Everyone", (_FILE, *shown), None, ((_FILE, False),)),
        WrittenView("Active", (_FILE, *shown), _is_active(columns), ((_FILE, False),)),
    )


def _is_active(columns: _Columns) -> Condition:
    others = tuple(status for status in STATUSES if status != ACTIVE)
    died = [f"!{reference(name)}" for name in columns.names("died")]
    return all_of(f"!{formulas.has_word(columns.names('status'), others)}", *died)


def _upcoming(words: VaultWords, condition: KindCondition) -> WrittenBase:
    columns = _Columns(words, "contact")
    columns.add(formulas.birthday(columns.names("birthday")))
    columns.add(formulas.occasions(columns.names("occasions")))
    day, turns, days = (
        columns.computed("next_birthday", "day"),
        columns.computed("turns", "turns"),
        columns.computed("days_to_come", "days"),
    )
    circles = columns.of("circles")
    return columns.base(
        UPCOMING,
        all_of(condition("contact"), _is_active(columns)),
        WrittenView(
            "Birthdays", (_FILE, day, turns, circles), formulas.within(day), ((day, False), (_FILE, False))
        ),
        WrittenView(
            "Other days", (_FILE, days, circles), formulas.any_within(days), ((days, False), (_FILE, False))
        ),
    )


def _conversations(words: VaultWords, condition: KindCondition) -> WrittenBase:
    columns = _Columns(words, "interaction")
    columns.add(formulas.day_of(columns.names("date")))
    day = columns.computed("day", "day")
    shown = (_FILE, day, *(columns.of(name) for name in ("with", "channel", "topics")))
    newest = ((day, True), (_FILE, False))
    planned = columns.names("planned")
    to_come = any_of(formulas.has_word(planned, YES), f"if({day}, {day} > today(), false)")
    return columns.base(
        CONVERSATIONS,
        all_of(condition("interaction"), f"!{formulas.has_word(planned, CANCELLED)}"),
        WrittenView("All", shown, None, newest),
        WrittenView("To come", shown, to_come, ((day, False), (_FILE, False))),
    )


def _introductions(words: VaultWords, condition: KindCondition) -> WrittenBase:
    columns = _Columns(words, "introduction")
    columns.add(formulas.day_of(columns.names("date")))
    day = columns.computed("day", "day")
    shown = (_FILE, columns.of("between"), columns.of("status"), day, columns.of("why"))
    newest = ((day, True), (_FILE, False))
    return columns.base(
        INTRODUCTIONS,
        condition("introduction"),
        WrittenView("Open", shown, formulas.has_word(columns.names("status"), OPEN), newest),
        WrittenView("All", shown, None, newest),
    )


def _goals(words: VaultWords, condition: KindCondition) -> WrittenBase:
    columns = _Columns(words, "goal")
    by = columns.of("by")
    shown = (_FILE, columns.of("status"), by, columns.of("topics"), columns.of("people"))
    order = ((by, False), (_FILE, False))
    closed = formulas.has_word(columns.names("status"), tuple(sorted((*FINISHED, *PAUSED))))
    return columns.base(
        GOALS,
        condition("goal"),
        WrittenView("Open", shown, f"!{closed}", order),
        WrittenView("All", shown, None, order),
    )


def _person(words: VaultWords, condition: KindCondition) -> WrittenBase:
    columns = _Columns(words, "interaction", "introduction")
    columns.add(formulas.day_of(columns.names("date")))
    day = columns.computed("day", "day")
    with_whom, channel, topics = (columns.of(name) for name in ("with", "channel", "topics"))
    between, status = columns.of("between"), columns.of("status")
    newest = ((day, True), (_FILE, False))
    goals = _Columns(words, "goal")
    others = 'file.ext == "md"', "file.path != this.file.path", "file.hasLink(this.file)"
    return columns.base(
        PERSON,
        None,
        WrittenView(
            "Conversations",
            (_FILE, day, channel, topics, with_whom),
            all_of(
                condition("interaction"),
                f"!{formulas.has_word(columns.names('planned'), CANCELLED)}",
                _names_this(words, columns.names("with")),
            ),
            newest,
        ),
        WrittenView(
            "Mentions", (_FILE, "file.mtime"), all_of(*others), (("file.mtime", True), (_FILE, False))
        ),
        WrittenView(
            "Introductions",
            (_FILE, between, status, day),
            all_of(condition("introduction"), _names_this(words, columns.names("between"))),
            newest,
        ),
        WrittenView(
            "Goals",
            (_FILE, goals.names("by")[0], goals.names("status")[0]),
            all_of(condition("goal"), _names_this(words, goals.names("people"))),
            ((_FILE, False),),
        ),
    )


def _names_this(words: VaultWords, names: Iterable[str]) -> Condition:
    """Return the condition that one of some properties names the person whose note embeds the base: by a link or as text."""
    found: list[Condition] = []
    for name in names:
        # A link without quotes is a list in a list to YAML.
        listed = f"list({reference(name)}).flat().flat()"
        found += [f"{listed}.contains(this)", f"{listed}.contains(this.file.basename)"]
        for other in (*words.names("name", "contact"), *words.names("aliases", "contact")):
            value = of_this(other)
            found.append(
                f"if({value}, list({value}).filter(value).filter({listed}.contains(value)).length > 0, false)"
            )
    return any_of(*found)
